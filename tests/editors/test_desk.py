"""Places in texts, and what is offered to mend them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles import draws
from smpolicy.checking.editors import Desk
from smpolicy.checking.editors.positions import Positions
from smpolicy.checks.rules import RULES
from smpolicy.foundations.corrections import Correction, Edit
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Source, Span


@settings(max_examples=draws(100))
@given(st.text(alphabet="a\r\n😀é\u2028\u0301", max_size=20), st.sampled_from(["utf-16", "utf-8", "utf-32"]))
def test_every_place_comes_back(text: str, units: str) -> None:
    """A place that an editor counts, in whatever units, is the character that it was made of, at every index."""
    positions = Positions(source=Source(path="a.yaml", text=text), units=units)
    for index in range(len(text) + 1):
        back = positions.index(positions.position(index))
        assert back == index or text[back : index + 1] == "\r\n"  # between the two, the line has ended


@pytest.mark.parametrize(("column", "index"), [(0, 0), (1, 0), (2, 1), (3, 2), (99, 2)])
def test_a_place_within_a_character_is_the_characters(column: int, index: int) -> None:
    """In the middle of two units stands the character; past its end stands the end of the line."""
    positions = Positions(source=Source(path="a.yaml", text="😀b\nc"))
    assert positions.index((0, column)) == index
    assert positions.index((7, 0)) == 4


def test_what_mends_a_finding_is_offered_where_it_stands() -> None:
    """A correction is offered on the lines of its finding alone, and only where it changes the text that is open."""
    desk = Desk()
    desk.hold("/a.yaml", "one\ntwo\nthree\n")

    def at(line: int, path: str = "/a.yaml") -> Span:
        return Span(path=path, line=line, column=1, end_line=line, end_column=2)

    def found(line: int, path: str = "/a.yaml") -> Diagnostic:
        mend = Correction(label="write `x`", edits=(Edit(span=at(line, path), text="x"),))
        return Diagnostic(rule=RULES[0], severity="error", message="", span=at(line), corrections=(mend,))

    findings = (found(1), found(2), found(2, "/b.yaml"))
    assert [each.span for each, _ in desk.corrections("/a.yaml", findings, at(2))] == [at(2)]
    assert desk.corrections("/a.yaml", findings, at(3)) == []


def test_the_neighbours_of_a_text_are_those_above_overlays(tmp_path: Path) -> None:
    """A text below `overlays/` is read beside the folder above; another beside the packaged ones, or those named."""
    (tmp_path / "overlays/arcadia").mkdir(parents=True)
    inside = str(tmp_path / "overlays/arcadia/a.yaml")
    assert Desk().neighbours(inside) == tmp_path
    assert Desk().neighbours(str(tmp_path / "a.yaml")) is None
    assert Desk(policies=tmp_path / "x").neighbours(inside) == tmp_path / "x"
