"""An issuance stands in the folder of its structure, below `overlays/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus, folder_below_overlays
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered
from smpolicy.lowering.overlays import owner


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report overlays in the folder of another structure; a file outside `overlays/` may stand anywhere."""
    for document, form in overlays(corpus):
        if folder_below_overlays(document.path) not in (None, owner(form)):
            yield report(
                "misplaced-file",
                f"this document of `{owner(form)}` does not stand in `overlays/{owner(form)}/`",
                document.place("id"),
                help=f"move it to `overlays/{owner(form)}/{PurePosixPath(document.path).name}`",
            )
