"""Diagnostics on one line each, as editors and `grep` like them, and a summary at the end."""

from collections.abc import Mapping, Sequence

from smpolicy.foundations.diagnostics import Diagnostic, HeldBack
from smpolicy.foundations.source import Source, visible
from smpolicy.render.full import in_sum


def render(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    files: int,
    held_back: Sequence[HeldBack] = (),
) -> str:
    """Write `path:line:column: severity code name message`, and last what was checked: silence would say nothing."""
    lines = [*map(_line, diagnostics), in_sum(diagnostics, files, held_back)]
    return "".join(f"{visible(each)}\n" for each in lines)


def _line(diagnostic: Diagnostic) -> str:
    line = f"{diagnostic.severity} {diagnostic.code} {diagnostic.name} {' '.join(diagnostic.message.split())}"
    return f"{diagnostic.place}: {line}" if diagnostic.place else line
