"""How long calls take the processor, side by side: blocks of all rows in an order that is shuffled anew each round.

In one round every row goes through the same stretch of its items, so that a slow moment of the machine, and an easy
activity, meet all alike. Only time of this process counts, that of its threads included.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

#: What an answer is beside the exact one: the same; true, but saying less; true of other assumptions; untrue.
Verdict: TypeAlias = Literal["same", "vaguer", "other", "wrong"]

#: How many items a row goes through in one block, and for how long at least.
_STRETCH = 20
_BLOCK_NS = 4_000_000
#: A row that took as long as this in all, in seconds, is left at the blocks that it has, if they are as many as this.
_MOST_SECONDS = 20.0
_FEWEST = 5


@dataclass(frozen=True, kw_only=True)
class Row:
    """One way to do something: what is called, with what, and how its answers are held to the exact ones."""

    group: str
    who: str
    work: Callable[[Any], object]
    items: Sequence[Any]
    #: What an answer is, by the number of its item; nothing where there is nothing to compare.
    judge: Callable[[int, Any], Verdict] | None = None
    #: How many activities one call decides.
    per_call: int = 1


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was measured of one row, in microseconds for one activity, and how many answers are the same."""

    row: Row
    blocks: tuple[float, ...]
    same: int | None

    @property
    def median(self) -> float:
        """The median of its blocks."""
        return self._quantile(0.5)

    @property
    def p10(self) -> float:
        """What a tenth of its blocks stay below."""
        return self._quantile(0.1)

    def _quantile(self, part: float) -> float:
        return sorted(self.blocks)[int(part * len(self.blocks))]


def judged(row: Row) -> int | None:
    """Go through all items once, so that what is kept is filled, and count the answers that are the same.

    Raises `ValueError` where an answer is untrue: such a row says nothing by its time.
    """
    answers = [row.work(item) for item in row.items]
    if row.judge is None:
        return None
    verdicts = [row.judge(number, answer) for number, answer in enumerate(answers)]
    if "wrong" in verdicts:
        raise ValueError(f"{row.who} answers otherwise for item {verdicts.index('wrong')} of {row.group}")
    return verdicts.count("same")


def measured(rows: Sequence[Row], rounds: int, seed: int = 1) -> list[Measured]:
    """Judge and time rows; the order of the result is that of the rows."""
    same = [judged(row) for row in rows]
    repeats = [_repeats(row) for row in rows]
    blocks: list[list[float]] = [[] for _ in rows]
    spent = [0.0] * len(rows)
    order, drawn = list(range(len(rows))), random.Random(seed)
    gc.collect()
    gc.freeze()  # what stands already is not gone through again and again at the cost of whoever runs just then
    try:
        for number in range(rounds):
            drawn.shuffle(order)
            for place in order:
                if spent[place] > _MOST_SECONDS and len(blocks[place]) >= _FEWEST:
                    continue
                took, calls = _block(rows[place], number, repeats[place])
                spent[place] += took / 1e9
                blocks[place].append(took / calls / rows[place].per_call / 1e3)
    finally:
        gc.unfreeze()
    return [
        Measured(row=row, blocks=tuple(each), same=count) for row, each, count in zip(rows, blocks, same, strict=True)
    ]


def _stretch(row: Row, number: int) -> list[Any]:
    many = len(row.items)
    return [row.items[(number * _STRETCH + step) % many] for step in range(min(_STRETCH, many))]


def _block(row: Row, number: int, repeats: int) -> tuple[int, int]:
    """Go through one stretch some times; return how long it took, in nanoseconds, and how many calls it was."""
    work, stretch = row.work, _stretch(row, number) * repeats
    begun = time.process_time_ns()
    for item in stretch:
        work(item)
    return time.process_time_ns() - begun, len(stretch)


def _repeats(row: Row) -> int:
    took, _ = _block(row, 0, 1)
    return max(1, _BLOCK_NS // max(1, took))
