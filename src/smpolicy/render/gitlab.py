"""Diagnostics as a code quality report of GitLab, which shows up in a merge request."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from posixpath import normpath
from typing import Final

from smpolicy.foundations.diagnostics import Diagnostic, Severity
from smpolicy.foundations.source import Source
from smpolicy.foundations.traits import fingerprints

_SEVERITIES: Final[Mapping[Severity, str]] = {"error": "critical", "warning": "minor", "note": "info"}


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], files: int) -> str:
    """Write one JSON list with what is told; a finding about a whole file is shown at its first line.

    In ASCII, so that no output encoding and no character quoted from a file can spoil it.
    """
    found = zip(diagnostics, fingerprints(diagnostics, sources), strict=True)
    report = [
        {
            "check_name": f"{each.code} {each.name}",
            "description": each.message + (f" (help: {each.help})" if each.help else ""),
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[each.severity],
            "location": {"path": normpath(each.path), "lines": {"begin": each.span.line if each.span else 1}},
        }
        for each, fingerprint in found
    ]
    return json.dumps(report, indent=2) + "\n"
