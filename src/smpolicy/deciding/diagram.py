"""A decision diagram of what comes of an activity: a cell is looked at, and what is left falls apart into parts.

Only the highest level that holds matters, so what cannot be higher than what holds already is dropped on the way.
Constraints that stay formulas are in it as well: where one is violated, there is no world.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final, TypeAlias

from smpolicy.deciding.compiled.formulas import FALSE, TRUE, Formulas, bits, put_apart
from smpolicy.deciding.compiled.walk import APART, NO_WORLD, NOTHING_LEFT, RAISED, TOGETHER
from smpolicy.deciding.cubes import Outgrown

if TYPE_CHECKING:
    from smpolicy.deciding.compiled.walk import Step

#: How many nodes a diagram may have.
MOST_NODES: Final = 20_000
#: The level of a constraint that is violated: above all others, and none.
VIOLATED: Final = 4

#: What is still open: formulas over cells, each with the level at which it is if it holds.
Open: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(kw_only=True, eq=False)
class Drawing:
    """A diagram under construction: steps, each after those that it leads to, and what each was made for."""

    table: Formulas
    #: Cells that nobody states; to look at them comes last.
    unstated: Set[int]
    steps: list[Step] = field(default_factory=lambda: [(NOTHING_LEFT,), (NO_WORLD,)])
    made: dict[Open, int] = field(default_factory=dict)
    #: For each step the levels that are possible from there on where nothing is known.
    levels: list[int] = field(default_factory=lambda: [1, 0])

    def begin(self, terms: Iterable[tuple[int, int]]) -> tuple[int, int]:
        """Return the level that surely holds, and the step at which one begins to find out which holds.

        Raises `Outgrown` where there would be too many steps.
        """
        terms = list(terms)
        base = max((level for level, formula in terms if formula == TRUE), default=0)
        if base == VIOLATED:
            return 0, 1
        still_open = {each for each in terms if each[1] not in (TRUE, FALSE) and each[0] > base}
        return base, self._step(_in_order(still_open))

    def _step(self, still_open: Open) -> int:
        if not still_open:
            return 0
        at = self.made.get(still_open)
        if at is None:
            if len(self.steps) > MOST_NODES:
                raise Outgrown("steps of a diagram", MOST_NODES)
            parts = self._apart(still_open)
            step = (APART, *(self._step(each) for each in parts)) if len(parts) > 1 else self._look(still_open)
            at = self.made[still_open] = len(self.steps)
            self.steps.append(step)
            self.levels.append(self._levels_from(step))
        return at

    def _apart(self, still_open: Open) -> list[Open]:
        """Return what is open in parts that share no cell."""
        groups = put_apart((self.table.spoken_of[each[1]], each) for each in still_open)
        return [tuple(sorted(members)) for _, members in sorted(groups)]

    def _look(self, still_open: Open) -> Step:
        """Return the step that looks at a cell: for each way on the values that lead there, and what then holds."""
        cell = self._choice(still_open)
        ways: dict[tuple[int, Open], int] = {}
        for value in range(self.table.widths[cell]):
            left = [(level, self.table.conditioned(formula, cell, value)) for level, formula in still_open]
            holding = max((level for level, formula in left if formula == TRUE), default=0)
            higher = {each for each in left if each[0] > holding and each[1] != FALSE}
            way = (holding, _in_order(higher))
            ways[way] = ways.get(way, 0) | 1 << value
        made = [
            (values, 0, 1) if holding == VIOLATED else (values, holding, self._step(rest))
            for (holding, rest), values in ways.items()
        ]
        # where most levels are possible one looks first: often nobody need look further
        made.sort(key=lambda way: (-self._levels_by(way).bit_count(), way[1]))
        return (cell, *(each for way in made for each in way))

    def _levels_by(self, way: Step) -> int:
        """Return the levels that are possible on a way where nothing is known."""
        return RAISED[way[1]][self.levels[way[2]]]

    def _levels_from(self, step: Step) -> int:
        if step[0] == APART:
            return reduce(lambda levels, part: TOGETHER[levels][self.levels[part]], step[1:], 1)
        ways = (step[place : place + 3] for place in range(1, len(step), 3))
        return reduce(or_, (self._levels_by(way) for way in ways))

    def _choice(self, still_open: Open) -> int:
        """Return the cell of which most is open; of several, the one that leaves the least open."""
        counts: dict[int, int] = {}
        for _, formula in still_open:
            for cell in bits(self.table.spoken_of[formula]):
                counts[cell] = counts.get(cell, 0) + 1
        most = max(counts.values())
        near = [cell for cell, count in counts.items() if count * 10 >= most * 9]
        near = [cell for cell in near if cell not in self.unstated] or near
        return near[0] if len(near) == 1 else min(near, key=lambda cell: (self._left(cell, still_open), cell))

    def _left(self, cell: int, still_open: Open) -> float:
        """Return how many cells are spoken of on average once a cell was looked at."""
        total = 0
        for value in range(self.table.widths[cell]):
            cells = 0
            for _, formula in still_open:
                cells |= self.table.spoken_of[self.table.conditioned(formula, cell, value)]
            total += cells.bit_count()
        return total / self.table.widths[cell]


def _in_order(terms: Iterable[tuple[int, int]]) -> Open:
    return tuple(sorted(terms))
