"""A part of a structure does not say less than the structure does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from smpolicy.checks.within import reported
from smpolicy.checks.written import Checked
from smpolicy.conflicts.coherence import Incoherence
from smpolicy.foundations.diagnostics import Diagnostic, Rule
from smpolicy.meaning.kinds import KINDS

RULE: Final = Rule(
    code="SMP514",
    name="loosens",
    severity="warning",
    summary="A norm of a part stands against a norm of its structure: it permits what that one forbids, lifts what it "
    "asks for, says the same with less force, or adds an exception. Nothing is set aside: people in the part are "
    "bound by the structure's norms too, so that the part is never weaker than the structure, whatever its norm says.",
    mend="Leave the norm out of the part, or change the norm of the structure.",
    wrong="norms:\n  ban: {text: Staff shall not post photos of patrols., ...}\n"
    "structures:\n  arcadia/east:\n    norms:\n      may: {text: Photos of patrols may be posted., ...}",
    right="norms:\n  ban: {text: Staff shall not post photos of patrols., ...}\n"
    "structures:\n  arcadia/east:\n    norms:\n      too: {text: Staff shall not post photos of depots., ...}",
    proof=True,
)

#: What can be done about it, by what the part does; `{}` stands for the norm of its structure.
_MEND: Final[Mapping[str, str]] = {
    "permits-disapproved": "leave it out, or state it in {} as an exception (`unless`)",
    "exempts": "leave it out, or state it in {} as an exception (`unless`)",
    "weakens-force": "leave it out, or say it with the force of {}",
    "adds-exception": "leave the exception out, or state it in {} for the whole structure",
}


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report norms of a part that permit what its structure forbids, or say with less force what it says already."""
    return reported(checked, RULE, _said)


def _said(found: Incoherence) -> tuple[str, str]:
    does = KINDS[found.how].does.format(found.cited)
    return (
        f"this {does}: both bind, and a part is never weaker than its structure",
        _MEND[found.how].format(found.cited),
    )
