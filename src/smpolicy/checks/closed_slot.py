"""Where the text itself says whom to turn to, no overlay puts another in that place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.unknown_slot import filled, slots
from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report

RULE: Final = Rule(
    code="SMP310",
    name="closed-slot",
    severity="error",
    summary="The text itself says whom to turn to here. A document below it can add a contact of its own in a "
    "norm or in guidance, but the text's own contact stays.",
    mend="Remove the entry. If the document says that another office is to be asked instead, write that down under "
    "`claims:`.",
    wrong="slots:\n  rules:6/advice: {name: Legal Officer}",
    right="slots:\n  rules:5/focal-point: {name: Press Office}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report slots that are filled although the text leaves nothing open there."""
    by_name = slots(checked.lowered)
    for document, form in checked.overlays():
        for name, path in filled(form):
            slot = by_name.get(name)
            if slot is not None and not slot.open:
                yield report(
                    RULE,
                    f"the text leaves nothing open here: it says {quoted(slot.words)}",
                    document.place(*path, key=True),
                    help="remove the entry; name an additional contact under `guidance:`, and write under `claims:` "
                    f"that the {checked.words_for(document).local_text} replaces this one, if it says so",
                    provision=slot.provision,
                )
