"""What a norm permits or asks for is not what another norm of the same overlay forbids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.within import reported
from smpolicy.checks.written import Checked
from smpolicy.conflicts.coherence import Incoherence
from smpolicy.foundations.diagnostics import Diagnostic, Rule
from smpolicy.meaning.kinds import KINDS

RULE: Final = Rule(
    code="SMP513",
    name="contradicts",
    severity="warning",
    summary="Two norms of the same overlay stand against each other: one permits what the other forbids, or lifts "
    "what it asks for, or nobody can follow both. Nothing ranks them, so both bind: a permission switches off no "
    "other norm. A rule that is narrower than a permission is no contradiction, but its special case.",
    mend="State the permission in the other norm as an exception (`unless:`), or limit one of the two to where the "
    "other does not apply.",
    wrong="ban:\n  text: Staff shall not post photos of patrols.\n"
    "cars:\n  text: Photos of the vehicles of a patrol may be posted.",
    right="ban:\n  text: Staff shall not post photos of patrols, unless they show the vehicles alone.",
    proof=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report norms that another norm of the same overlay stands against, where both bind."""
    return reported(checked, RULE, _said)


def _said(found: Incoherence) -> tuple[str, str]:
    what = f"this {KINDS[found.how].does.format(found.cited)}: both bind, and"
    limit = "limit one of the two to where the other does not apply"
    if found.norm.force == "permitted":
        return (
            f"{what} a permission switches off no other norm",
            f"state it in {found.cited} as an exception (`unless`), or {limit}",
        )
    return f"{what} nobody can follow both", limit
