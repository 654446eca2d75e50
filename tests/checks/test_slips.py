"""One slip, one message: single slips in a good overlay, each graded by what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.slips import GOOD, SLIPS, Slip, found_in, grade, mended, slips
from smpolicy.documents.syntax import read
from smpolicy.foundations.source import Source

#: Slips that fall short of 3, each with the grade that it has.
SHORT: dict[str, int] = {
    "unless-too-far-left": 0,
    "no-colon": 2,
    "no-space-after-colon": 2,
    "tab": 2,
    "key-one-column-off": 2,
    "text-goes-on-unindented": 2,
    "quote-not-closed": 2,
    "brace-not-closed": 2,
    "bracket-not-closed": 2,
}


def test_the_overlay_is_good(tmp_path: Path) -> None:
    """Nothing is found in the overlay that the slips are made in."""
    assert found_in(GOOD, tmp_path) == ()
    assert (SLIPS / "good.yaml").is_file()


@pytest.mark.parametrize("slip", slips(), ids=lambda slip: slip.name)
def test_a_slip_is_said_once(slip: Slip, tmp_path: Path) -> None:
    """A slip gets the grade that is written down for it, and no correction of it makes the overlay worse."""
    found = found_in(slip.text, tmp_path)
    assert grade(slip, found) == SHORT.get(slip.name, 3), [(each.place, each.message, each.help) for each in found]
    before = {(each.name, each.message) for each in found}
    for diagnostic, label, text in mended(slip.text, found):
        after = found_in(text, tmp_path)
        assert len(after) < len(found), (diagnostic.message, label)
        assert {(each.name, each.message) for each in after} <= before, (diagnostic.message, label)


def test_slips_have_names_of_their_own() -> None:
    """Each slip has a name of its own."""
    names = [each.name for each in slips()]
    assert len(set(names)) == len(names)
    assert read(Source(path="good.yaml", text=GOOD))[1] == []
