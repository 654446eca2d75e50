"""What was measured as a page: tables between the marks of `docs/performance.md`, and a plot.

Nothing here measures, and nothing but the result of a run is printed, so that the page can be held to it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any, Final, TypeAlias

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "performance.md"
RESULT: Final = ROOT / "docs" / "performance.json"
PLOT: Final = ROOT / "docs" / "performance.svg"

#: What a run found, as it is kept.
Result: TypeAlias = Mapping[str, Any]

#: The groups that one plot can show: in each the same was decided by all.
_PLOTTED: Final = {
    "complete": "complete facts, with all reasons",
    "unknown-20": "20 % of the facts unknown",
    "unknown-90": "90 % of the facts unknown",
    "neutral": "eight facts, the rest assumed neutral",
}

_MARKED: Final = re.compile(r"(<!-- measured: ([\w-]+) -->\n).*?(<!-- until here -->)", re.S)


def filled(page: str, result: Result) -> str:
    """Return the page with everything that was measured between its marks.

    Raises `KeyError` if it asks for what no run measures.
    """
    return _MARKED.sub(lambda match: f"{match[1]}\n{_part(match[2], result)}\n{match[3]}", page)


def write_page(result: Result) -> None:
    """Write what a run found, the page and its plot."""
    RESULT.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PLOT.write_text(plotted(result), encoding="utf-8")
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), result), encoding="utf-8")


def _part(name: str, result: Result) -> str:
    parts: Mapping[str, Callable[[Result], str]] = {
        "machine": _machine,
        "subject": _subject,
        "goals": _goals,
        "compile": _compile,
    }
    made = parts.get(name)
    return made(result) if made else _table(result["groups"][name])


# The tables


def _machine(result: Result) -> str:
    machine = result["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in result["versions"].items())
    lines = [
        f"- Measured on {result['day']}, {result['rounds']} rounds.",
        f"- {machine['processor']}, {machine['cores']} cores, {machine['system']}.",
        f"- Python {machine['python']}; {versions}.",
    ]
    if result["left_out"]:
        lines.append(f"- Left out, since they were not installed: {', '.join(result['left_out'])}.")
    return "\n".join((*lines, ""))


def _subject(result: Result) -> str:
    subject = result["subject"]
    answers = ", ".join(f"`{answer}` {many} times" for answer, many in subject["answers"].items())
    return (
        f"- Structure `{subject['structure']}`: {subject['norms']} norms that facts decide, over {subject['unknowns']} "
        f"unknowns that {subject['constraints']} constraints tie.\n"
        f"- {subject['activities']} drawn activities, which come to {answers}.\n"
    )


def _table(rows: Iterable[Mapping[str, Any]]) -> str:
    rows = list(rows)
    first = rows[0]
    compared = len(rows) > 1 and first["who"] == "smpolicy"
    judged = any(row["same"] is not None for row in rows)
    head = ["", "median", "p10", *(["x smpolicy", "x smpolicy, p10"] * compared), *(["same answers"] * judged)]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    for row in rows:
        cells = [row["who"], _time(row["median"]), _time(row["p10"])]
        cells += [_figure(row[part] / first[part]) for part in ("median", "p10") if compared]
        cells += ["" if row["same"] is None else f"{row['same']} of {row['of']}"] * judged
        lines.append(cells)
    return _drawn(lines)


def _compile(result: Result) -> str:
    """Return one table of all sizes."""
    sizes = {name: rows for name, rows in result["groups"].items() if name.startswith("compile-")}
    whos = list(dict.fromkeys(row["who"] for rows in sizes.values() for row in rows))
    medians = {(name, row["who"]): row["median"] for name, rows in sizes.items() for row in rows}
    lines = [["", *(f"{result['compiled'][name]:,} norms" for name in sizes)], ["---", *["---:"] * len(sizes)]]
    for who in whos:
        lines.append([who, *(_time(medians[name, who]) if (name, who) in medians else "" for name in sizes)])
    return _drawn(lines)


def _drawn(lines: Iterable[Iterable[str]]) -> str:
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


# What was to be reached


def _goals(result: Result) -> str:
    medians = {(group, row["who"]): row["median"] for group, rows in result["groups"].items() for row in rows}
    lines = [["", "to reach", "measured", ""], ["---", "---:", "---:", "---"]]
    for words, bound, of, beside in _GOALS:
        if of not in medians or (beside and beside not in medians):
            lines.append([words, bound.words(), "not measured", ""])
            continue
        found = medians[of] / medians[beside] if beside else medians[of]
        lines.append([words, bound.words(), bound.said(found), "reached" if found <= bound.most else "not reached"])
    return _drawn(lines)


class _Times:
    """At most so many times what something else takes."""

    def __init__(self, most: float) -> None:
        self.most = most

    def words(self) -> str:
        """Say the bound."""
        return f"x {_figure(self.most)}"

    def said(self, found: float) -> str:
        """Say what was found."""
        return f"x {_figure(found)}"


class _Within:
    """At most so many microseconds."""

    def __init__(self, most: float) -> None:
        self.most = most

    def words(self) -> str:
        """Say the bound."""
        return _time(self.most)

    def said(self, found: float) -> str:
        """Say what was found."""
        return _time(found)


_Key: TypeAlias = tuple[str, str]
_GOALS: Final[tuple[tuple[str, _Times | _Within, _Key, _Key | None], ...]] = (
    ("complete facts, beside zen-engine", _Times(1 / 3), ("complete", "smpolicy"), ("complete", "zen-engine")),
    ("complete facts, beside cedarpy", _Times(1 / 25), ("complete", "smpolicy"), ("complete", "cedarpy")),
    (
        "20 % unknown, beside cedarpy",
        _Times(1 / 50),
        ("unknown-20", "smpolicy"),
        ("unknown-20", "cedarpy, partial"),
    ),
    (
        "90 % unknown, beside cedarpy",
        _Times(1 / 50),
        ("unknown-90", "smpolicy"),
        ("unknown-90", "cedarpy, partial"),
    ),
    (
        "assumed neutral, beside Python by hand",
        _Times(1.5),
        ("neutral", "smpolicy"),
        ("neutral", "Python by hand, three values"),
    ),
    (
        "every question, a photograph stated",
        _Within(5_000),
        ("questions", "every question, a photograph stated"),
        None,
    ),
    ("every question, nothing stated", _Within(20_000), ("questions", "every question, nothing stated"), None),
    (
        "is anything asked, a photograph stated",
        _Within(1_000),
        ("questions", "is anything asked, a photograph stated"),
        None,
    ),
    ("is anything asked, nothing stated", _Within(1_000), ("questions", "is anything asked, nothing stated"), None),
    ("`to_json`, beside the decision", _Times(3), ("explained", "smpolicy, `to_json`"), ("explained", "smpolicy")),
    ("`text`, beside the decision", _Times(3), ("explained", "smpolicy, `text`"), ("explained", "smpolicy")),
    ("rows, beside zen-engine's batch", _Times(1 / 5), ("rows", "smpolicy"), ("rows", "zen-engine, batch")),
    ("compiling 50 norms", _Within(300_000), ("compile-50", "smpolicy"), None),
    ("compiling 200 norms", _Within(1_000_000), ("compile-200", "smpolicy"), None),
    ("compiling 1,000 norms", _Within(8_000_000), ("compile-1000", "smpolicy"), None),
)


# Figures


def _figure(number: float) -> str:
    """Write a number with three figures that count, or all before the point."""
    if number >= 100:
        return f"{number:,.0f}"
    places = max(0, 2 - math.floor(math.log10(number))) if number > 0 else 0
    return f"{number:.{places}f}"


def _time(microseconds: float) -> str:
    """Write a time in the unit in which it has one to three figures before the point."""
    for unit, most in (("us", 1e3), ("ms", 1e6)):
        if microseconds < most:
            return f"{_figure(microseconds / (most / 1e3))} {unit}"
    return f"{_figure(microseconds / 1e6)} s"


# The plot: a dot for the median of each row, and a line to its p10, on a scale of powers of ten

_WIDTH, _LEFT, _RIGHT, _LINE = 900, 270, 90, 24
_INK, _FAINT, _OURS, _THEIRS = "#1f2328", "#d0d7de", "#0969da", "#6e7781"


def plotted(result: Result) -> str:
    """Draw how long each way takes for one activity."""
    groups = {words: result["groups"][name] for name, words in _PLOTTED.items()}
    times = [row[part] for rows in groups.values() for row in rows for part in ("median", "p10")]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))

    def across(time: float) -> str:
        part = (math.log10(time) - low) / (high - low)
        return f"{_LEFT + part * (_WIDTH - _LEFT - _RIGHT):.1f}"

    drawn: list[str] = []
    y = 30
    for words, rows in groups.items():
        drawn.append(_words(_LEFT, y, words, weight="bold"))
        for row in rows:
            y += _LINE
            color = _OURS if row["who"].startswith("smpolicy") else _THEIRS
            drawn.append(_words(_LEFT - 12, y + 4, row["who"].replace("`", ""), anchor="end"))
            median, p10 = across(row["median"]), across(row["p10"])
            drawn.append(
                f'<line x1="{p10}" y1="{y}" x2="{median}" y2="{y}" stroke="{color}" stroke-width="3"/>'
                f'<circle cx="{median}" cy="{y}" r="5" fill="{color}"/>'
            )
            drawn.append(_words(float(median) + 10, y + 4, _time(row["median"])))
        y += 2 * _LINE
    scale = [
        f'<line x1="{across(10**power)}" y1="12" x2="{across(10**power)}" y2="{y - _LINE}" stroke="{_FAINT}"/>'
        + _words(float(across(10**power)), y - 4, _time(10.0**power), anchor="middle")
        for power in range(low, high + 1)
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y + 8}" font-family="sans-serif" '
        f'font-size="13" fill="{_INK}" role="img">\n'
        "<title>How long one activity takes, in time of the processor: the median, and a line to p10</title>\n"
        f'<rect width="{_WIDTH}" height="{y + 8}" fill="#ffffff"/>\n'
    )
    return head + "\n".join((*scale, *drawn)) + "\n</svg>\n"


def _words(x: float, y: float, words: str, *, anchor: str = "start", weight: str = "normal") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-weight="{weight}">{escape(words)}</text>'
