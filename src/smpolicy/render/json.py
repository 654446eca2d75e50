"""Diagnostics for other tools: `smpolicy/diagnostics@1`, whose keys are fixed."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from smpolicy.diagnostics import Diagnostic
from smpolicy.source import Source

FORMAT = "smpolicy/diagnostics@1"


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], files: int) -> str:
    """Write one JSON document.

    In ASCII, so that no output encoding and no character quoted from a file can spoil it.
    """
    return json.dumps(document(diagnostics, files=files), indent=2) + "\n"


def document(diagnostics: Sequence[Diagnostic], *, files: int) -> dict[str, Any]:
    """Give what `render` writes, as plain values."""
    return {
        "format": FORMAT,
        "diagnostics": [_diagnostic(each) for each in diagnostics],
        "summary": {
            "files": files,
            "errors": _count(diagnostics, "error"),
            "warnings": _count(diagnostics, "warning"),
            "notes": _count(diagnostics, "note"),
        },
    }


def _count(diagnostics: Sequence[Diagnostic], severity: str) -> int:
    return sum(each.severity == severity for each in diagnostics)


def _diagnostic(each: Diagnostic) -> dict[str, Any]:
    written: dict[str, Any] = {
        "code": each.code,
        "name": each.name,
        "severity": each.severity,
        "message": each.message,
        "help": each.help or None,
        "path": each.path or None,
    }
    if each.span:
        written |= {
            "line": each.span.line,
            "column": each.span.column,
            "end_line": each.span.end_line,
            "end_column": each.span.end_column,
        }
    written["related"] = [
        {
            "path": related.span.path,
            "line": related.span.line,
            "column": related.span.column,
            "message": related.message,
        }
        for related in each.related
    ] or None
    written |= {
        "norm": each.norm,
        "provision": each.provision,
        "kind": each.kind,
        "witness": None if each.witness is None else dict(each.witness),
        "survives": each.survives,
        "grade": each.grade,
        "basis": each.basis,
        "rests_on": list(each.rests_on) or None,
        "reviewed": each.reviewed,
    }
    return {key: value for key, value in written.items() if value is not None}
