"""A norm applies to something, and a permission can be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from smpolicy.checks.within import reported
from smpolicy.coherence import Incoherence
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, quoted
from smpolicy.lowering import Lowered
from smpolicy.norms import Line


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report norms that apply in no possible world, and permissions that can be used in none."""
    return reported(corpus, lowered, "never-applies", _said)


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
