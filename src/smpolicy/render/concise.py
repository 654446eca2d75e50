"""Diagnostics on one line each, as editors and `grep` like them."""

from collections.abc import Mapping, Sequence

from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Source, visible


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], files: int) -> str:
    """Write `path:line:column: severity code name message`, and nothing where nothing was found."""
    return "".join(f"{visible(_line(each))}\n" for each in diagnostics)


def _line(diagnostic: Diagnostic) -> str:
    line = f"{diagnostic.severity} {diagnostic.code} {diagnostic.name} {' '.join(diagnostic.message.split())}"
    return f"{diagnostic.place}: {line}" if diagnostic.place else line
