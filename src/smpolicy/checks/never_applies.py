"""A norm applies to something, and a permission can be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from smpolicy.checks.within import reported
from smpolicy.checks.written import Checked
from smpolicy.conflicts.coherence import Incoherence
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted
from smpolicy.meaning.norms import Line

RULE: Final = Rule(
    code="SMP511",
    name="never-applies",
    severity="warning",
    summary="There is no possible activity to which the norm applies, or, if it permits something, none in which it "
    "can be used: its conditions cannot hold together, or wherever they do an exception holds. Nobody will ever be "
    "bound by it, and hardly anybody means that.",
    mend="The message names the conditions that stand in each other's way. Correct one of them, or leave the norm out.",
    wrong="when:\n  within 24 hours of a patrol: {arcadia.hours: {under: 24}}\n"
    "unless:\n  it ended less than two days ago: {arcadia.hours: {under: 48}}",
    right="when:\n  within 24 hours of a patrol: {arcadia.hours: {under: 24}}\n"
    "unless:\n  it ended more than 12 hours ago: {arcadia.hours: {over: 12}}",
    proof=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report norms that apply in no possible world, and permissions that can be used in none."""
    return reported(checked, RULE, _said)


def _said(found: Incoherence) -> tuple[str, str]:
    what = "can never be used" if found.norm.force == "permitted" else "never applies"
    return f"this {what}: {_why(found)}", "correct one of these conditions, or leave the norm out"


def _why(found: Incoherence) -> str:
    """Say what keeps it from applying."""
    within = ", within its scope and for those whom it binds" if found.reach else ""
    lines, excepted = _together(found.lines), _together(found.excepted)
    if lines and excepted:
        return f"wherever {lines} holds, an exception does too: {excepted}{within}"
    if excepted:
        return f"an exception always holds: {excepted}{within}"
    if not lines:
        return "it binds nobody whom its scope covers"
    return f"{lines} {'never holds' if len(found.lines) == 1 else 'never hold together'}{within}"


def _together(lines: Iterable[Line]) -> str:
    """Quote the words of lines; what is implied has none."""
    return " and ".join(quoted(line.words) if line.words else "what is implied" for line in lines)
