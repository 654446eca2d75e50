"""The page on performance is what a run measured, and the norms that it gives to others are the norms."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Import what writes the page; it stands among the benchmarks."""
    monkeypatch.syspath_prepend(ROOT / "benchmarks" / "peers")
    return import_module("report")


@pytest.fixture
def result() -> Any:
    """Read what the last run measured."""
    return json.loads((ROOT / "docs" / "performance.json").read_text(encoding="utf-8"))


def test_the_page_says_what_the_run_measured(report: Any, result: Any) -> None:
    """Every table, and the plot, are what the result file says; `make peers` writes them."""
    page = PAGE.read_text(encoding="utf-8")
    assert report.filled(page, result) == page
    assert report.plotted(result) == (ROOT / "docs" / "performance.svg").read_text(encoding="utf-8")


def test_another_result_makes_another_page(report: Any, result: Any) -> None:
    """A change of any median that was measured changes the page."""
    page = PAGE.read_text(encoding="utf-8")
    rows = [row for group in result["groups"].values() for row in group]
    assert rows
    for row in rows:
        before, row["median"] = row["median"], row["median"] * 2
        assert report.filled(page, result) != page, row["who"]
        row["median"] = before


def test_a_peer_that_is_left_out_is_said_to_be(report: Any, result: Any) -> None:
    """Without one of the engines its rows are gone, and what was to be reached beside it is not measured."""
    for name, rows in result["groups"].items():
        result["groups"][name] = [row for row in rows if not row["who"].startswith("zen-engine")]
    result["left_out"] = ["zen-engine"]
    page = report.filled(PAGE.read_text(encoding="utf-8"), result)
    assert not re.search(r"^\| zen-engine", page, flags=re.M)
    assert "Left out, since they were not installed: zen-engine." in page
    beside = [line for line in page.splitlines() if "beside zen-engine" in line]
    assert beside
    assert all("| not measured |" in line for line in beside)
    assert report.plotted(result)


def test_every_table_of_the_run_is_on_the_page(result: Any) -> None:
    """Nothing that was measured is left out, whatever it says."""
    marks = set(re.findall(r"<!-- measured: ([\w-]+) -->", PAGE.read_text(encoding="utf-8")))
    groups = {"compile" if name.startswith("compile-") else name for name in result["groups"]}
    assert marks == groups | {"machine", "subject", "goals"}


def test_no_figure_is_written_by_hand() -> None:
    """Between the marks stands what was measured; the words around them name no time and no factor."""
    by_hand = re.sub(r"(?s)<!-- measured: .*?<!-- until here -->", "", PAGE.read_text(encoding="utf-8"))
    assert re.findall(r"\d+(?:[.,]\d+)*\s*(?:us|ms|s|x|times|%)\b", by_hand) == []


def test_the_norms_given_to_others_are_the_norms(report: Any) -> None:
    """In Python, two and three values name the norms that the reference finds broken in each drawn activity."""
    activities, plain = import_module("activities"), import_module("plain")
    subject = activities.subject("moldova", 12)
    two, three = plain.two_valued(subject.rules), plain.three_valued(subject.rules)
    fired = set[str]()
    for each in subject.activities:
        flat = subject.flat(each.full)
        assert set(two(flat)) == each.fired
        assert [set(judged) for judged in three(flat)] == [each.fired, each.fired]
        fired |= each.fired
    assert len(fired) > 5


def test_three_values_say_nothing_untrue(report: Any) -> None:
    """Of facts that are unknown in part, what may be broken is among what is named, and what is sure is sure."""
    activities, plain = import_module("activities"), import_module("plain")
    emitting = import_module("emitting")
    subject = activities.subject("moldova", 12)
    three = plain.three_valued(subject.rules)
    for each in subject.activities:
        may, surely = subject.judged(subject.exactly(each.few))
        may_be, are = (set(judged) - {emitting.IN_SCOPE} for judged in three(subject.flat(each.few)))
        assert may_be >= may
        assert are <= surely
