"""Nasty files: of each it is written down what must be said, and no more is said than that.

`expected.txt` has each file by what it is, and below it what is said while it is read: the line, the code and name of
the rule, and the words that tell what it is about. After a change on purpose it is written anew with UPDATE_GOLDEN=1.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hostile.cases import GOOD, HEAVY, cases
from hostile.mutations import all_shipped, mutated
from hostile.trying import OF_FILES, escapes, so_many_calls
from smpolicy.documents.corpus import open_file
from smpolicy.foundations.diagnostics import Diagnostic

HERE = Path(__file__).parent
EXPECTED = HERE / "expected.txt"
ARCADIA = HERE.parent / "data" / "corpora" / "arcadia"
#: Of one file so many findings are written down, and how many more there are.
MOST_SAID = 4
#: In the usual run, each so-many-th file is checked in full; all are in the deep one.
EACH = 40


def said_of(folder: Path, content: bytes) -> list[str]:
    """Return what is said of a file while it is read."""
    file = folder / "file.yaml"
    file.write_bytes(content)
    found = open_file(file, "file.yaml", named=True).reading.faults
    for each in found:
        assert each.path == "file.yaml"
        assert each.span is not None or each.rule in OF_FILES, each
    lines = [_line(each) for each in found]
    more = len(lines) - MOST_SAID
    return [*lines[:MOST_SAID], f"and {more} more"] if more > 1 else lines


def _line(each: Diagnostic) -> str:
    key_words = re.findall(r"U\+[0-9A-F]{4,6}|`[^`]{1,40}`", each.message)[:2]
    return " ".join((f"line {each.span.line}" if each.span else "the file", each.code, each.name, *key_words))


@cache
def expected() -> dict[str, list[str]]:
    """Return what must be said of each file."""
    blocks: dict[str, list[str]] = {}
    name = ""
    for line in EXPECTED.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            blocks[name].append(line.strip())
        elif line:
            name = line
            blocks[name] = []
    return blocks


def test_there_are_hundreds_of_them() -> None:
    """No fewer than three hundred files, none like another, and each with what must be said of it."""
    assert len(cases()) >= 300
    assert len(set(cases().values())) >= len(cases()) - 12  # some values cannot be told from none
    assert "UPDATE_GOLDEN" in os.environ or set(expected()) == set(cases())


def test_what_must_be_said_is_said(tmp_path: Path) -> None:
    """Of every file: the line, the rule, and what it is about; nothing of the one in which nothing is wrong."""
    said = {name: said_of(tmp_path, content) for name, content in cases().items() if name not in HEAVY}
    if "UPDATE_GOLDEN" in os.environ:
        said |= {name: said_of(tmp_path, cases()[name]) for name in HEAVY}
        written = ("\n".join((name, *(f"    {line}" for line in lines or ["nothing"]))) for name, lines in said.items())
        EXPECTED.write_text("\n".join(written) + "\n", encoding="utf-8")
        expected.cache_clear()
    assert said["nothing wrong"] == []
    assert otherwise(said) == {}


@pytest.mark.deep
def test_what_must_be_said_of_what_takes_long(tmp_path: Path) -> None:
    """Of the files that take seconds to be read, too."""
    assert otherwise({name: said_of(tmp_path, cases()[name]) for name in HEAVY}) == {}


def otherwise(said: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return of which files something else is said than what must be."""
    wanted = {name: [line for line in lines if line != "nothing"] for name, lines in expected().items()}
    return {name: lines for name, lines in said.items() if lines != wanted.get(name)}


def _checked(folder: Path, files: Iterator[tuple[str, bytes, Path | None]]) -> dict[str, list[str]]:
    """Check files in full, and return what a check owes of one and does not give."""
    file = folder / "overlays" / "arcadia" / "file.yaml"
    file.parent.mkdir(parents=True)
    found = {}
    for name, content, policies in files:
        file.write_bytes(content)
        found[name] = escapes(file, policies, so_many_calls)
    return {name: each for name, each in found.items() if each}


def test_nothing_escapes(tmp_path: Path) -> None:
    """Some of the files are checked in full: no crash, no end of work missed, every error placed, each format valid."""
    some = list(cases().items())[::EACH]
    assert _checked(tmp_path, ((name, content, ARCADIA) for name, content in some)) == {}


@pytest.mark.deep
def test_nothing_escapes_of_all(tmp_path: Path) -> None:
    """All of the files are checked in full."""
    assert _checked(tmp_path, ((name, content, ARCADIA) for name, content in cases().items())) == {}


@pytest.mark.parametrize("seed", [1])
def test_nothing_mutated_escapes(tmp_path: Path, seed: int) -> None:
    """Shipped overlays with something done to them: `make fuzz` does so for as long as it is let."""
    seeds = list(all_shipped())
    files = (mutated(seeds, seed, number) for number in range(1, 9))
    assert _checked(tmp_path, ((f"{each.name}", each.content, each.policies) for each in files)) == {}


def test_the_same_seed_makes_the_same_files() -> None:
    """A file that escapes is made again by its seed and number."""
    seeds = list(all_shipped())
    assert [mutated(seeds, 7, n) for n in range(50)] == [mutated(seeds, 7, n) for n in range(50)]
    assert len({mutated(seeds, 7, n).content for n in range(50)}) > 40


def test_the_good_one_is_good(tmp_path: Path) -> None:
    """What the files are made from has nothing wrong in it, also when it is checked in full."""
    assert _checked(tmp_path, iter([("good", GOOD.encode(), ARCADIA)])) == {}
