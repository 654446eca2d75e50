"""The numbers that Word gives paragraphs by itself: they stand nowhere in the text, and are counted here again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from smpolicy.authoring.word_parts import Tree

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LEVELS: Final = 9
#: No list is longer than this; what says that it begins later is no list of a paper.
_MOST: Final = 100_000


@dataclass(slots=True, kw_only=True)
class Counting:
    """Counts paragraphs of lists, as Word does."""

    #: Each level of each list: how it counts, how it writes, from where, and whether in figures throughout.
    levels: dict[str, dict[int, Tree]]
    #: Which list a number belongs to, and where it begins otherwise.
    lists: dict[str, str]
    begins: dict[tuple[str, int], int]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, number: str, level: int) -> str:
        """Return the number of the next paragraph of a list, on a level of it; nothing where it bears none."""
        name = self.lists.get(number, "")
        levels = self.levels.get(name, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(name, [None] * _LEVELS)
        if (number, level) in self.begins and (number, level) not in self.begun:
            self.begun.add((number, level))
            counts[level] = self.begins[number, level]
        else:
            before = counts[level]
            counts[level] = self._start(levels, level) if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return self._written(levels, level, counts)

    def _start(self, levels: dict[int, Tree], level: int) -> int:
        return _int(levels[level].value("w:start"), 1) if level in levels else 1

    def _written(self, levels: dict[int, Tree], level: int, counts: list[int | None]) -> str:
        form = levels[level].value("w:numFmt")
        text = levels[level].value("w:lvlText")
        if form == "bullet":
            return "-" if text.strip() else ""
        in_figures = levels[level].first("w:isLgl") is not None

        def count(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            said = counts[at] if counts[at] is not None else self._start(levels, at)
            kind = levels[at].value("w:numFmt") if at in levels and not (in_figures and at != level) else "decimal"
            return _counted(said or 0, kind)

        return re.sub(r"%([1-9])", count, text).strip()


def numbers_of(part: Tree | None) -> Counting:
    """Return how a file counts its lists."""
    levels: dict[str, dict[int, Tree]] = {}
    lists: dict[str, str] = {}
    begins: dict[tuple[str, int], int] = {}
    for each in part.parts if part else ():
        if each.name == "w:abstractNum":
            levels[each.said.get("w:abstractNumId", "")] = _levels(each)
    for each in part.parts if part else ():
        if each.name != "w:num":
            continue
        number = each.said.get("w:numId", "")
        lists[number] = each.value("w:abstractNumId")
        for override in each.parts:
            if override.name == "w:lvlOverride":
                level = _int(override.said.get("w:ilvl", ""), 0)
                if start := override.value("w:startOverride"):
                    begins[number, level] = _int(start, 1)
                if own := _levels(override):
                    name = f"{lists[number]} {number}"
                    levels[name] = {**levels.get(lists[number], {}), **own}
                    lists[number] = name
    return Counting(levels=levels, lists=lists, begins=begins)


def _levels(element: Tree) -> dict[int, Tree]:
    found = {_int(each.said.get("w:ilvl", ""), 0): each for each in element.parts if each.name == "w:lvl"}
    return {level: each for level, each in found.items() if 0 <= level < _LEVELS}


def _int(words: str, otherwise: int) -> int:
    return min(int(words), _MOST) if re.fullmatch(r"[0-9]{1,9}", words) else otherwise


def level_of(words: str) -> int:
    """Return the level that is written; what is none is the first."""
    return min(_int(words, 0), _LEVELS - 1)


def _counted(count: int, kind: str) -> str:
    match kind:
        case "lowerLetter" | "upperLetter" if count > 0:
            letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
            return letters if kind == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman" if 0 < count < 4000:
            said = ""
            for value, letter in _ROMAN:
                said += letter * (count // value)
                count %= value
            return said if kind == "lowerRoman" else said.upper()
        case "decimalZero":
            return f"{count:02}"
        case "none":
            return ""
        case _:
            return str(count)
