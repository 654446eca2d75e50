"""A draft has been issued by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP306",
    name="draft-with-issuer",
    severity="error",
    summary="A draft has been issued by nobody. If it named an issuer, people could take it for a text that was "
    "promulgated.",
    mend="Replace `issuer:` by `proposed_for:` and `drafted_by:`. Once the text is issued, set `status: in-force`.",
    wrong="status: draft\nissuer: {structure: arcadia}",
    right="status: draft\nproposed_for: arcadia\ndrafted_by: Press and Public Information Unit",
    rests_on=("status",),
)

_INSTEAD: Final = {
    "smpolicy/overlay@1": "write `proposed_for:` with the structure and `drafted_by:` with whoever wrote it instead",
    "smpolicy/interpretation@1": "write `drafted_by:` with whoever wrote it instead",
}


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report drafts that name an issuer."""
    for document, form in checked.dated():
        if form.status == "draft" and form.issuer is not None:
            yield report(
                RULE,
                "a draft has no issuer: nobody has issued it",
                document.place("issuer", key=True),
                help=_INSTEAD[form.schema_],
            )
