"""Diagnostics for other tools: `smpolicy/diagnostics@1`, whose keys are fixed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from smpolicy.foundations.diagnostics import Diagnostic, HeldBack, Related
from smpolicy.foundations.errors import NotDiagnostics
from smpolicy.foundations.source import Source

if TYPE_CHECKING:
    from smpolicy.conflicts.compared import ComparedNorms
    from smpolicy.foundations.corrections import Correction
    from smpolicy.render import formats

FORMAT: Final = "smpolicy/diagnostics@1"


def render(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    files: int,
    compared: ComparedNorms | None = None,
    held_back: Sequence[HeldBack] = (),
) -> str:
    """Write one JSON document.

    In ASCII, so that no output encoding and no character quoted from a file can spoil it.
    """
    plain = plain_diagnostics(diagnostics, files=files, compared=compared, held_back=held_back)
    return json.dumps(plain, indent=2) + "\n"


def plain_diagnostics(
    diagnostics: Sequence[Diagnostic],
    *,
    files: int | None = None,
    compared: ComparedNorms | None = None,
    held_back: Sequence[HeldBack] = (),
) -> formats.Diagnostics:
    """Return diagnostics as plain data, in the format `smpolicy/diagnostics@1`.

    `files` is how many were looked at; where nobody says, those count in which something was found.
    `held_back` is what was found too, and is not told.

    Raises `NotDiagnostics` if something else is to be given out.
    """
    for each in diagnostics if isinstance(diagnostics, Sequence) else [diagnostics]:
        if not isinstance(each, Diagnostic):
            raise NotDiagnostics(kind=type(each).__name__)
    plain: formats.Diagnostics = {
        "format": FORMAT,
        "diagnostics": [_diagnostic(each) for each in diagnostics],
        "summary": {
            "files": len({each.path for each in diagnostics}) if files is None else files,
            "errors": _count(diagnostics, "error"),
            "warnings": _count(diagnostics, "warning"),
            "notes": _count(diagnostics, "note"),
        },
    }
    if held_back:
        plain["held_back"] = list(map(_held_back, held_back))
    if compared is not None:
        plain["compared"] = {
            "norms": len(compared.norms),
            "above": len(compared.above),
            "instruments": list(compared.instruments),
            "days": [day.isoformat() for day in sorted(compared.days)],
        }
    return plain


def _count(diagnostics: Sequence[Diagnostic], severity: str) -> int:
    return sum(each.severity == severity for each in diagnostics)


def _diagnostic(each: Diagnostic) -> formats.Diagnostic:
    record: formats.Diagnostic = {
        "code": each.code,
        "name": each.name,
        "severity": each.severity,
        "message": each.message,
    }
    if each.help:
        record["help"] = each.help
    if each.path:
        record["path"] = each.path
    if each.span:
        record["line"] = each.span.line
        record["column"] = each.span.column
        record["end_line"] = each.span.end_line
        record["end_column"] = each.span.end_column
    if each.related:
        record["related"] = [_related(related) for related in each.related]
    if each.norm is not None:
        record["norm"] = each.norm
    if each.provision is not None:
        record["provision"] = each.provision
    if each.kind is not None:
        record["kind"] = each.kind
    if each.witness is not None:
        record["witness"] = dict(each.witness)
    if each.survives is not None:
        record["survives"] = each.survives
    if each.grade is not None:
        record["grade"] = each.grade
    if each.basis is not None:
        record["basis"] = each.basis
    if each.rests_on:
        record["rests_on"] = list(each.rests_on)
    if each.reviewed is not None:
        record["reviewed"] = each.reviewed
    if each.corrections:
        record["corrections"] = [_correction(correction) for correction in each.corrections]
    return record


def _held_back(each: HeldBack) -> formats.HeldBack:
    record: formats.HeldBack = {"by": each.by, "diagnostic": _diagnostic(each.diagnostic)}
    if each.reason:
        record["reason"] = each.reason
    return record


def _related(related: Related) -> formats.Related:
    return {
        "path": related.span.path,
        "line": related.span.line,
        "column": related.span.column,
        "message": related.message,
    }


def _correction(correction: Correction) -> formats.Correction:
    return {
        "label": correction.label,
        "safe": correction.safe,
        "edits": [
            {
                "line": edit.span.line,
                "column": edit.span.column,
                "end_line": edit.span.end_line,
                "end_column": edit.span.end_column,
                "text": edit.text,
            }
            for edit in correction.edits
        ],
    }
