"""One slip, one message: single slips in a good overlay, each graded by what is said of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checks.slips import FILES, GOOD, SLIPS, found_in, grade, mended, page, slips
from smpolicy.documents.syntax import read
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Source

#: The page that shows what is said of each slip.
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "slips.md"

#: Slips that fall short of 3, each with the grade that it has.
SHORT: dict[str, int] = {
    "unless-too-far-left": 0,
    "norm-of-its-own-without-quotes": 2,
}


@pytest.mark.parametrize("file", FILES)
def test_the_files_are_good(file: str, tmp_path: Path) -> None:
    """Nothing is found in the files that the slips are made in."""
    assert found_in(FILES[file][1], tmp_path, file) == ()
    assert (SLIPS / "good.yaml").is_file()


def test_what_is_said_of_each_slip(tmp_path: Path) -> None:
    """A slip gets the grade that is written down for it, no correction of it makes the file worse, and the page tells.

    All in one, since what is said of them is asked for once.
    """
    said: dict[str, tuple[int, tuple[Diagnostic, ...]]] = {}
    worse: list[tuple[str, str, str]] = []
    for slip in slips():
        found = found_in(slip.text, tmp_path, slip.file)
        said[slip.name] = grade(slip, found), found
        before = {(each.name, each.message) for each in found}
        for diagnostic, label, text in mended(slip.text, found):
            after = found_in(text, tmp_path, slip.file)
            if len(after) >= len(found) or not {(each.name, each.message) for each in after} <= before:
                worse.append((slip.name, diagnostic.message, label))
    assert worse == []
    short = {name: number for name, (number, _) in said.items() if number < 3}
    assert short == SHORT, {name: said[name][1] for name in short.keys() ^ SHORT.keys()}
    written = page(said)
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written


def test_slips_have_names_of_their_own() -> None:
    """Each slip has a name of its own."""
    names = [each.name for each in slips()]
    assert len(set(names)) == len(names)
    assert read(Source(path="good.yaml", text=GOOD))[1] == []
