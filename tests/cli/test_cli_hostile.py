"""Nothing that a file is called or says acts on the terminal of whoever checks it."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

import pytest

from cli.commandline import run
from smpolicy.render.table import REPORTS

EXAMPLES = Path(__file__).parents[2] / "examples"
NAME = "x\x1b[31m\n::error::forged.yaml"
DOCUMENT = """schema: smpolicy/overlay@1
"id": "arcadia/\\e[31mx"
"k\\e[32mey\\u202e": "v\\a"
title: "T\\e[0m\\n::error::forged"
norms:
  "n\\e": {under: "si31:\\e[31m", text: "x\\x9b", act: {"p\\e": {"activity.\\e[2J": true}}}
"""


def acting(text: str) -> set[str]:
    """Return the characters that a terminal acts on, or that turn the order of others round; a line's end is none."""
    return {character for character in text if unicodedata.category(character) in ("Cc", "Cf")} - {"\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a hostile document under a hostile name."""
    shutil.copy(EXAMPLES / "arcadia/structures.yaml", tmp_path)
    file = tmp_path / "overlays/arcadia" / NAME
    file.parent.mkdir(parents=True)
    file.write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", REPORTS)
def test_a_report_shows_hostile_documents_and_is_not_changed_by_them(folder: Path, form: str) -> None:
    """In each format: no escape sequence, and no line that a name or a text made up."""
    ran = run("check", str(folder), "--output-format", form)
    assert ran.code == 1
    assert "forged" in ran.out
    for text in (ran.out, ran.err):
        assert not acting(text)
        assert not any(line.startswith("::error::") for line in text.splitlines())
    if form == "json":
        for each in json.loads(ran.out)["diagnostics"]:
            assert not acting(each["message"] + each.get("help", ""))


@pytest.mark.parametrize(
    "line",
    [
        ("show", "arcadia", "--policies"),
        ("structures", "--policies"),
        ("evaluate", "arcadia\x1b[31m", str(EXAMPLES / "photo.yaml"), "--policies"),
    ],
)
def test_a_refusal_does_not_act_on_the_terminal_either(folder: Path, line: tuple[str, ...]) -> None:
    """Whatever keeps a command from its answer."""
    ran = run(*line, str(folder))
    assert not acting(ran.out)
    assert not acting(ran.err)


def test_a_path_that_is_not_there_is_named_on_one_line() -> None:
    """However it was written on the command line."""
    ran = run("check", "no\x1b[31m\n::error::such.yaml")
    assert ran.code == 2
    assert not acting(ran.err)
    assert len(ran.err.splitlines()) == 1
