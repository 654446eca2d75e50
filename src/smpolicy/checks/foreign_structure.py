"""An overlay speaks for its own structure: its id and the ids of the parts that it names begin with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked, owner_place
from smpolicy.documents.corpus import folder_below_overlays
from smpolicy.foundations.corrections import written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.lowering.lowering_rules import OWNER
from smpolicy.lowering.overlays import owner

RULE: Final = Rule(
    code="SMP304",
    name="foreign-structure",
    severity="error",
    summary="The id of a document begins with the structure that it belongs to, and so does the id of each part of "
    "that structure. Here one of them names another structure: a document speaks for its own structure only.",
    mend="Begin the id with the structure that issues the document, or for which it is proposed.",
    wrong="id: elbonia/draft-2026\nproposed_for: arcadia",
    right="id: arcadia/draft-2026\nproposed_for: arcadia",
    rests_on=OWNER,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report ids that begin with another structure than the one the document belongs to."""
    for document, form in checked.overlays():
        structure = owner(form)
        before, _, rest = form.id.partition("/")
        if structure in checked.lowered.structures and not form.id.startswith(f"{structure}/"):
            span = document.place("id")
            if folder_below_overlays(document.path) == before and before in checked.lowered.structures:
                span = owner_place(document, form)
                yield report(
                    RULE,
                    f"the document belongs to `{structure}`, and its id and its folder to `{before}`",
                    span,
                    help=f"write `{before}`, or move the document and let its id begin with `{structure}/`",
                    corrections=written_instead(span, before),
                )
                continue
            yield report(
                RULE,
                f"the id begins with `{before}`, and the document belongs to `{structure}`",
                span,
                help=f"write `id: {structure}/{rest}`, or correct the structure",
                corrections=written_instead(span, f"{structure}/{rest}"),
            )
        for name in form.structures if structure in checked.lowered.structures else ():  # else that is told
            own = name.partition("/")[2]
            if not name.startswith(f"{structure}/"):
                yield report(
                    RULE,
                    f"`{name}` is no part of `{structure}`",
                    document.place("structures", name, key=True),
                    help=f"a part of `{structure}` is written `{structure}/{own}`",
                )
