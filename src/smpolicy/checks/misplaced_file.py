"""An overlay stands in the folder of its structure, below `overlays/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.corpus import folder_below_overlays
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.lowering.lowering_rules import OWNER
from smpolicy.lowering.overlays import owner

RULE: Final = Rule(
    code="SMP305",
    name="misplaced-file",
    severity="error",
    summary="What a structure adds stands in `overlays/`, in a folder named after the structure, so that "
    "people find it.",
    mend="Move the file into the folder of its structure.",
    wrong="overlays/elbonia/draft-2026.yaml  # id: arcadia/draft-2026",
    right="overlays/arcadia/draft-2026.yaml",
    rests_on=OWNER,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report overlays in the folder of another structure; a file outside `overlays/` may stand anywhere."""
    for document, form in checked.overlays():
        if folder_below_overlays(document.path) not in (None, owner(form).partition("/")[0]):
            yield report(
                RULE,
                f"this document of `{owner(form)}` does not stand in `overlays/{owner(form)}/`",
                document.place("id"),
                help=f"move it to `overlays/{owner(form)}/{PurePosixPath(document.path).name}`",
            )
