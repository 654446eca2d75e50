"""Across the day on which an issuance begins, what changed is told; on two like days nothing is."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from compare_days import command, main

ARCADIA = Path(__file__).parents[2] / "arcadia"


def told(before: str, after: str) -> tuple[int, list[str]]:
    """Return the exit code of the job, and what it printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main(str(ARCADIA), before, after)
    return code, out.getvalue().splitlines()


code, lines = told("2023-06-01", "2026-01-01")
assert code == 1
assert any(line.startswith("::warning title=arcadia%3A an answer changes::") for line in lines)
assert any("arcadia/ai-2024-07#patrol-routes" in line for line in lines)
assert all(line.startswith(("::warning title=", "::notice title=")) for line in lines)
assert told("2026-01-01", "2026-01-02") == (0, [])
assert command("notice", "a:b,c", "x\n::error::y%") == "::notice title=a%3Ab%2Cc::x%0A::error::y%25"
print(f"{len(lines)} annotations")
