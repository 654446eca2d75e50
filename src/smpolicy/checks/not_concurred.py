"""Where the instrument above asks for concurrence and publication, nothing holds without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.lowering.lowering_rules import OWNER
from smpolicy.resolution.in_force import waits_for_concurrence

RULE: Final = Rule(
    code="SMP504",
    name="not-concurred",
    severity="warning",
    summary="The instrument that the document stands under lets local conditions hold only once they were concurred "
    "in and published. This one does not say that both has happened, so it has no part in what holds.",
    mend="Add `concurrence:` and `dates.published:` once both has happened.",
    wrong="status: in-force\ndates: {issued: 2024-06-20}",
    right="status: in-force\nconcurrence: {by: Legal Adviser, date: 2024-06-25}\n"
    "dates: {issued: 2024-06-20, published: 2024-06-28}",
    rests_on=(
        *OWNER,
        "status",
        "layer",
        "under",
        "concurrence",
        "dates",
    ),
    of_each_version=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report issuances that lack what they need before they hold; a draft has time."""
    for document, form in checked.overlays():
        overlay = checked.meant(document)
        structures = checked.lowered.structures
        asking = (each for each in checked.above(document) if waits_for_concurrence(overlay, each, structures))
        clause = next((each.precedence for each in asking), None)
        if clause is None:
            continue
        required = {"concurrence": form.concurrence, "dates.published": form.dates.published}
        missing = " and ".join(f"`{key}:`" for key, value in required.items() if value is None)
        if missing:
            yield report(
                RULE,
                f"the instrument above says {quoted(clause.words)}, and this has no {missing}",
                document.place("status"),
                help="add who concurred and when, as `concurrence: {by: ..., date: ...}`, and the day it was "
                "published; until then it holds on no day",
                provision=clause.provision,
            )
