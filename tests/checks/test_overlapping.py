"""Issuances that hold on the same days: found once for each pair, without looking at what ended before."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import base, overlay
from profiles import draws
from smpolicy import library as api
from smpolicy.checks import overlapping
from smpolicy.documents.corpus import joined_files, read_text
from smpolicy.foundations.source import Source, digest
from smpolicy.lowering import lower
from smpolicy.meaning.norms import Instrument

#: The year in which an issuance begins, how many years later it ends, its status, and which others it replaces.
ISSUANCES = st.lists(
    st.tuples(
        st.integers(2024, 2026),
        st.none() | st.integers(0, 2),
        st.sampled_from(["in-force", "in-force", "superseded", "draft"]),
        st.sets(st.integers(0, 4), max_size=1),
    ),
    max_size=5,
)


def library(folder: Path, overlays: list[str]) -> api.Library:
    """Read overlays beside an invented base."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (folder / "base").glob("*.yaml")}
    texts |= {f"{number}.yaml": text for number, text in enumerate(overlays)}
    readings = {name: read_text(Source(path=name, text=text), digest(text.encode())) for name, text in texts.items()}
    corpus = joined_files(readings)
    return api.Library(corpus=corpus, lowered=lower(corpus.documents))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an invented base."""
    return base(tmp_path_factory.mktemp("overlapping"))


@settings(max_examples=draws(60, heavy=True))
@given(drawn=ISSUANCES)
def test_each_pair_that_shares_a_day_is_found_once(
    folder: Path, drawn: list[tuple[int, int | None, str, set[int]]]
) -> None:
    """Two that hold, on days of which they share one, are noted at the later unless one of them replaces the other."""
    names = [f"arcadia/ai-{number}" for number in range(len(drawn))]
    overlays = []
    for name, (begins, years, status, earlier) in zip(names, drawn, strict=True):
        until = "" if years is None else f", until: {begins + years}-01-01"
        dates = f"{{issued: 2023-12-01, effective: {{from: {begins}-01-01{until}}}}}"
        replaced = f"[{', '.join(names[each] for each in sorted(earlier) if each < len(names))}]"
        overlays.append(overlay(name, dates=dates, status=status, supersedes=replaced))

    def holds(number: int) -> bool:
        _, years, status, _ = drawn[number]
        return status != "draft" and years != 0 and not (status == "superseded" and years is None)

    def replaces(number: int) -> set[int]:
        found: set[int] = set()
        following = {number}
        while following:
            following = {each for number in following for each in drawn[number][3] if each < len(drawn)} - found
            found |= following
        return found

    expected = set()
    for one, other in combinations(range(len(drawn)), 2):
        first, second = sorted((one, other), key=lambda number: (drawn[number][0], names[number]))
        begins, years, _, _ = drawn[first]
        shares = years is None or begins + years > drawn[second][0]
        if holds(one) and holds(other) and shares and one not in replaces(other) and other not in replaces(one):
            expected.add((f"{second}.yaml", names[first]))
    found = [each for each in library(folder, overlays).diagnostics if each.name == "overlapping"]
    assert sorted((each.path, each.message.split("`")[1]) for each in found) == sorted(expected)


def test_what_ended_is_not_looked_at_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many issuances, each ending when the next begins, each is held against the next one alone."""
    compared: list[str] = []
    ended = overlapping._ended

    def counting(issuance: Instrument, day: date | None) -> bool:
        compared.append(issuance.id)
        return ended(issuance, day)

    monkeypatch.setattr(overlapping, "_ended", counting)
    years = {f"arcadia/ai-{year}": f"{{from: {year}-01-01, until: {year + 1}-01-01}}" for year in range(2000, 2040)}
    overlays = [overlay(name, dates=f"{{issued: 1990-12-01, effective: {days}}}") for name, days in years.items()]
    assert "overlapping" not in {each.name for each in library(folder, overlays).diagnostics}
    assert len(overlays) <= len(compared) + 1 < 2 * len(overlays)


def test_a_copy_of_an_issuance_is_not_beside_it(folder: Path) -> None:
    """Two documents with one id are reported for that, and not as two issuances."""
    later = "{issued: 2023-12-01, effective: {from: 2025-01-01}}"
    found = library(folder, [overlay("arcadia/ai-1"), overlay("arcadia/ai-1", dates=later)]).diagnostics
    assert [each.name for each in found] == ["duplicate-id"]
