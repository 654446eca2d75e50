"""A norm asks for something that no other norm of the same overlay asks for already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.within import reported
from smpolicy.checks.written import Checked
from smpolicy.conflicts.coherence import Incoherence
from smpolicy.foundations.diagnostics import Diagnostic, Rule

RULE: Final = Rule(
    code="SMP512",
    name="shadowed",
    severity="note",
    summary="The norm adds nothing beside another norm of the same overlay: whatever departs from it departs from "
    "that one already, which has the same force or more and binds the same persons. Two norms that say the same "
    "invite readers to look for a difference.",
    mend="Leave the norm out, or say what it asks for beyond the other. What only illustrates can stand under "
    "`guidance:`.",
    wrong="patrols:\n  text: Staff shall not post photos of patrols.\n"
    "routes:\n  text: Staff shall not post photos of patrols from which the route can be told.",
    right="patrols:\n  text: Staff shall not post photos of patrols.",
    proof=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report norms that nothing breaks but what breaks another norm of the overlay, of the same force or of more."""
    return reported(checked, RULE, _said)


def _said(found: Incoherence) -> tuple[str, str]:
    if found.same:
        return f"this says the same again as {found.cited}", "leave one of the two out, or say what this one adds"
    same = found.other is not None and found.other.force == found.norm.force
    with_force = "the same force" if same else "more force"
    return (
        f"this adds nothing beside {found.cited}: all that it asks for is asked for there, with {with_force}",
        "leave it out, or say what it adds; what only illustrates can stand under `guidance`",
    )
