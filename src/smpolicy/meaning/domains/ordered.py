"""Values with an order, one behind the other: they are cut into stretches within which every test has one answer.

Each value has a number, and a stretch is told by the numbers at which it begins and before which it ends.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, ClassVar, cast

from smpolicy.meaning.domains.domain import SHARED, Asked, Cell, Domain, Side, Stretch, Value


class Ordered(Domain):
    """A domain of values that have an order."""

    __slots__ = ()

    ordered = True
    #: The number of the first value.
    first: ClassVar[int] = 0
    #: The number of the last value, if there is a last.
    last: ClassVar[int | None] = None
    #: The relations of a value that is no less than another, and of one that is less.
    no_less: ClassVar[str]
    less: ClassVar[str]

    @abstractmethod
    def number(self, value: Any) -> int:
        """Return the number of a value."""

    @abstractmethod
    def numbered(self, number: int) -> Value:
        """Return the value with a number."""

    def value(self, cell: Cell) -> Value:
        """Return the first value of a stretch."""
        return self.numbered(cast(Stretch, cell)[0])

    def cells(self, member: str | None, tests: Iterable[Asked], neutral: Value | None) -> tuple[Cell, ...]:
        """Return the stretches between the values at which the answer of a test changes, the neutral one first."""
        stretches = self._between(number for asked in tests for number in self._cuts(asked))
        if neutral is None:
            return stretches
        return tuple(sorted(stretches, key=lambda stretch: not _within(self.number(neutral), stretch)))

    def nearby(self, asked: Asked) -> Iterable[Asked]:
        """Return the tests whose bound is one nearer or one further."""
        numbers = [self.number(value) for value in sorted(asked.operand, key=self.number)]
        for step in (-1, 1):
            shifted = [each + step for each in numbers]
            if all(self.first <= each and (self.last is None or each <= self.last) for each in shifted):
                yield Asked(asked.relation, frozenset(map(self.numbered, shifted)))  # type: ignore[arg-type]

    def _cuts(self, asked: Asked) -> Iterable[int]:
        """Return the numbers at which a test's answer changes."""
        related = self.relations.get(asked.relation) or SHARED[asked.relation]
        return (self.number(value) + edge for value in asked.operand for edge in related.edges)

    def _between(self, cuts: Iterable[int]) -> tuple[Stretch, ...]:
        """Return the stretches between cuts."""
        bounds = sorted({self.first, *(cut for cut in cuts if self.last is None or cut <= self.last)})
        return (*pairwise(bounds), (bounds[-1], None))

    def agreeing(self, member: str | None, cells: Iterable[Cell], stated: Any) -> Iterable[Cell]:
        """Return the stretch in which a value lies."""
        number = self.number(stated)
        return (cell for cell in cells if _within(number, cast(Stretch, cell)))

    def tests(self, member: str | None, cells: Sequence[Cell]) -> tuple[tuple[Asked, ...], ...]:
        """Return between which values one must lie, stretches that touch taken together."""
        joined: list[Stretch] = []
        for start, end in sorted(cast(Sequence[Stretch], cells), key=lambda stretch: stretch[0]):
            begun = joined.pop()[0] if joined and joined[-1][1] == start else start
            joined.append((begun, end))
        return tuple(tuple(self._bounds(stretch)) for stretch in joined)

    def _bounds(self, stretch: Stretch) -> Iterable[Asked]:
        start, end = stretch
        if start != self.first:
            yield Asked(self.no_less, frozenset((self.numbered(start),)))  # type: ignore[arg-type]
        if end is not None:
            yield Asked(self.less, frozenset((self.numbered(end),)))  # type: ignore[arg-type]

    def covers(self, cell: Cell, other: Cell) -> bool:
        """Whether one stretch lies in another."""
        outer, inner = cast(Stretch, cell), cast(Stretch, other)
        ends = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
        return outer[0] <= inner[0] and ends

    def common(self, member: str | None, cells: Sequence[Cell], sides: Sequence[Side]) -> tuple[Cell, ...]:
        """Return the stretches between the cuts of all programs, and around what is neutral in each."""
        cuts = {cast(Stretch, cell)[0] for side in sides for cell in side.cells}
        for side in sides:
            if side.neutral is not None:
                neutral = self.number(side.neutral)
                cuts |= {neutral, neutral + 1}
        return tuple(sorted(self._between(cuts), key=lambda stretch: not self.covers(cells[0], stretch)))


def _within(number: int, stretch: Stretch) -> bool:
    return stretch[0] <= number and (stretch[1] is None or number < stretch[1])
