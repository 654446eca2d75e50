"""One slip, one message: single slips in a good overlay, each graded by what is said of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checks.slips import FILES, GOOD, SLIPS, found_in, grade, mended, page, pasted, slips
from smpolicy.documents.syntax import read
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Source

#: The page that shows what is said of each slip.
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "slips.md"

#: Slips whose help shows how something is written, and not what it is to be.
NO_PASTE = {
    "no-colon": "any key with any value",
    "text-goes-on-unindented": "any key with any value",
    "force-by-its-word": "the force that was meant, where the text of the norm says another one",
    "draft-that-names-an-issuer": "keys without their values",
    "exception-answered-no": "a word for the answer, which stands within a condition",
}


@pytest.mark.parametrize("file", FILES)
def test_the_files_are_good(file: str, tmp_path: Path) -> None:
    """Nothing is found in the files that the slips are made in."""
    assert found_in(FILES[file][1], tmp_path, file) == ()
    assert (SLIPS / "good.yaml").is_file()


def test_what_is_said_of_each_slip(tmp_path: Path) -> None:
    """Of each slip the message tells what was meant and how to mend it, and each help makes the file better.

    What a help shows to be pasted is pasted, whether or not it is offered as a correction: then less is found, and
    nothing new.
    All in one, since what is said of them is asked for once.
    """
    said: dict[str, tuple[int, tuple[Diagnostic, ...]]] = {}
    worse: list[tuple[str, str, str]] = []
    for slip in slips():
        found = found_in(slip.text, tmp_path, slip.file)
        said[slip.name] = grade(slip, found), found
        before = {(each.name, each.message) for each in found}
        shown = [(each, *paste) for each in found if slip.name not in NO_PASTE for paste in pasted(slip, each)]
        for diagnostic, label, text in (*mended(slip.text, found), *shown):
            after = found_in(text, tmp_path, slip.file)
            if len(after) >= len(found) or not {(each.name, each.message) for each in after} <= before:
                worse.append((slip.name, diagnostic.message, label))
    assert worse == []
    assert {name: found for name, (number, found) in said.items() if number < 3} == {}
    written = page(said)
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written


def test_slips_have_names_of_their_own() -> None:
    """Each slip has a name of its own."""
    names = [each.name for each in slips()]
    assert len(set(names)) == len(names)
    assert read(Source(path="good.yaml", text=GOOD))[1] == []
