"""Nobody can keep to what was not yet signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.corrections import written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP603",
    name="retroactive",
    severity="warning",
    summary="The document takes effect before the day on which it was issued. On the days between, people could not "
    "know of it. For those days too it is resolved as it says.",
    mend="Check both days. If they are right, nothing needs to be done.",
    wrong="dates: {issued: 2024-06-20, effective: {from: 2024-06-01}}",
    right="dates: {issued: 2024-06-20, effective: {from: 2024-07-01}}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report documents that take effect before the day on which they were issued."""
    for document, form in checked.dated():
        start, issued = form.dates.effective.from_, form.dates.issued
        if start is not None and issued is not None and start < issued:
            yield report(
                RULE,
                f"this takes effect on `{start}`, before it was issued on `{issued}`",
                (where := document.place("dates", "effective", "from")),
                corrections=written_instead(where, str(issued)),
                help=f"write `from: {issued}` or a later day, if the days before were not meant",
            )
