"""What is signed is what is written: each norm stands on the paper once, and each piece of the paper is one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_overlay, names

NORMS = "  maps: {under: si31:7.2.b7, text: Staff take care with maps.}\n"


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        ("[{norm: maps}]", ""),
        ('[{heading: Maps, number: "1."}, {words: So it is.}, {norm: maps, runs_on: true}]', ""),
        ("[{words: So it is.}]", "`maps` stands nowhere on the paper"),
        ("[{norm: maps}, {norm: maps}]", "`maps` stands on the paper already"),
        ("[{norm: mapps}, {norm: maps}]", "`mapps` is no norm of this document"),
        ("[{norm: maps, words: So it is.}]", "a piece of the paper is one thing, and this has `norm:` and `words:`"),
        ('[{norm: maps}, {number: "2."}]', "this has none of `heading:`, `norm:` or `words:`"),
        ("[{norm: maps, runs_on: true}]", "this runs on from a sentence before it"),
        ("[{heading: Maps}, {norm: maps, runs_on: true}]", "this runs on from a sentence before it"),
        ('[{words: So.}, {norm: maps, number: "1", runs_on: true}]', "this runs on from a sentence before it"),
    ],
)
def test_a_paper(tmp_path: Path, paper: str, said: str) -> None:
    """A norm that is missing, twice or unknown is an error, and so is a piece that is none or two."""
    found = tuple(each for each in check_overlay(tmp_path, NORMS, paper=paper) if each.name != "compared-with-nothing")
    assert names(found) == (["off-paper"] if said else [])
    assert all(said in each.message for each in found)
