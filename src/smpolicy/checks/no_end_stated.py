"""What was superseded or withdrawn held until some day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP608",
    name="no-end-stated",
    severity="warning",
    summary="The document is marked as superseded or withdrawn, and does not say since when. It held once; without "
    "the day nobody can tell what held then, so it is taken to hold on no day.",
    mend="Add `until:`, the first day on which it no longer held.",
    wrong="status: withdrawn\ndates: {effective: {from: 2024-07-01}}",
    right="status: withdrawn\ndates: {effective: {from: 2024-07-01, until: 2025-03-01}}",
    rests_on=(
        "status",
        "dates",
    ),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report documents that no longer hold and do not say since when."""
    for document, form in checked.dated():
        if form.status in ("superseded", "withdrawn") and form.dates.effective.until is None:
            yield report(
                RULE,
                f"a document whose status is `{form.status}` held until some day, and this does not say until when",
                document.place("status"),
                help="add `until:` with the first day on which it no longer held; as it stands, it holds on no day",
            )
