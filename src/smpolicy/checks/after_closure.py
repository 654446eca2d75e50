"""In a structure that was closed nothing can take effect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.lowering.lowering_rules import OWNER
from smpolicy.lowering.overlays import owner

RULE: Final = Rule(
    code="SMP606",
    name="after-closure",
    severity="warning",
    summary="The document takes effect when its structure had already been closed. Nothing holds in a structure that "
    "is closed, so it never has an effect.",
    mend="Check the day and the structure. A document that is kept as a record can stay as it is.",
    wrong="effective: {from: 2024-01-01}  # the structure was closed on 2023-07-01",
    right="effective: {from: 2023-01-01}",
    rests_on=OWNER,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report overlays that take effect on or after the day on which their structure was closed."""
    for document, form in checked.overlays():
        structure = checked.lowered.structures.get(owner(form))
        start = form.dates.effective.from_
        if structure is None or structure.closed is None or start is None or start < structure.closed:
            continue
        yield report(
            RULE,
            f"`{structure.id}` was closed on `{structure.closed}`, so this holds there on no day",
            document.place("dates", "effective", "from"),
            help="correct the day, or the structure; to keep the document as a record, leave it as it is",
        )
