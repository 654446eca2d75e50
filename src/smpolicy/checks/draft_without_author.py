"""A draft says for which structure it is proposed, and who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.forms import OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP307",
    name="draft-without-author",
    severity="error",
    summary="A draft must say for which structure it is proposed and who wrote it, so that readers know whom to ask "
    "and take it for no more than it is.",
    mend="Add `proposed_for:` and `drafted_by:`.",
    wrong="status: draft\nproposed_for: arcadia",
    right="status: draft\nproposed_for: arcadia\ndrafted_by: Press and Public Information Unit",
    rests_on=(
        "status",
        "issuer",
        "proposed_for",
        "drafted_by",
    ),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report drafts that leave out one of the two."""
    for document, form in checked.dated():
        required = {"drafted_by": form.drafted_by}
        if isinstance(form, OverlayForm):
            required = {"proposed_for": form.proposed_for, **required}
        missing = " and ".join(f"`{key}:`" for key, value in required.items() if not value)
        if form.status == "draft" and form.issuer is None and missing:
            stated = isinstance(form, OverlayForm) and form.proposed_for
            yield report(
                RULE,
                f"a draft needs {missing}",
                document.place("proposed_for", key=True) if stated else document.place("status"),
                help="say for whom it is proposed and who wrote it, so that it is not taken for issued",
            )
