"""The output that people see stands in files that people can read; see `tests/golden/README.md`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from contextlib import chdir

import pytest

from cli.commandline import ARCADIA, HERE, run
from cli.contract import CASES
from cli.replies import PHOTO

GOLDEN = HERE.parent / "golden"

#: The cases of the contract whose whole output is kept: something broken, something unsettled, nothing found.
KEPT = {
    "departs": "monitors' photo",
    "seek-advice": "an unassessed insignia",
    "no-departure-found": "the logo a professional network adds",
}


def evaluated(answer: str, form: str) -> str:
    """Return what `evaluate` prints for a case."""
    facts = json.dumps(CASES[KEPT[answer]]["facts"])
    arguments = ("--as-of", "2026-01-01", "--assume-neutral", "--format", form)
    return run("evaluate", "secretariat", "-", *arguments, stdin=facts).out


def shown() -> str:
    """Return the first screen of what `show` prints."""
    lines = run("show", "astana", "--as-of", "2021-06-01").out.splitlines(keepends=True)
    return "".join(lines[:60])


def checked() -> str:
    """Return what `check` prints of an overlay with mistakes that people make."""
    with chdir(HERE):
        return run("check", "broken").out


def compared() -> str:
    """Return what `diff` prints of the days before and after an issuance."""
    return run("diff", "arcadia", "--policies", ARCADIA, "--as-of", "2023-06-01", "--other-as-of", "2026-01-01").out


def asked() -> str:
    """Return what `ask` asks through a pipe, and the answer."""
    ran = run("ask", "secretariat", "--as-of", "2026-01-01", stdin=PHOTO)
    return f"{ran.err}{ran.out}"


OUTPUTS: dict[str, Callable[[], str]] = {
    **{f"evaluate-{answer}.txt": lambda answer=answer: evaluated(answer, "text") for answer in KEPT},  # type: ignore[misc]
    **{f"evaluate-{answer}.json": lambda answer=answer: evaluated(answer, "json") for answer in KEPT},  # type: ignore[misc]
    "show-astana.txt": shown,
    "check-broken.txt": checked,
    "diff-arcadia.txt": compared,
    "ask-photo.txt": asked,
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_golden(name: str) -> None:
    """The output is what the file holds."""
    output = re.sub(r"sha256:[0-9a-f]{64}", "sha256:...", OUTPUTS[name]())
    output = re.sub(r'"line": \d+', '"line": 1', output)
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_text(output, "utf-8")
    assert output == (GOLDEN / name).read_text("utf-8")


def test_no_golden_file_is_forgotten() -> None:
    """Every file is the output of a command."""
    assert {each.name for each in GOLDEN.iterdir()} == {*OUTPUTS, "README.md"}
