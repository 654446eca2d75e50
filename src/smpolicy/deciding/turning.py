"""Whether what comes of a world can turn on some unknowns alone: two worlds that differ in these, and in that.

Most often a world that was found before shows it, with one value changed, or with what one norm asks put into it.
Only where none does is a pair of worlds looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from smpolicy.deciding.worlds import (
    FALSE,
    TRUE,
    Formula,
    Or,
    conj,
    disj,
    find,
    holds,
    islands,
    narrowed,
    negation,
    renamed,
    simplified,
    variables,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One way in which a world comes to a level, with the variables that it speaks of."""

    level: int
    formula: Formula
    places: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A world that was found, as a mask of one bit for each variable, with what holds in it, the highest first."""

    world: list[int]
    parts: tuple[_Part, ...]

    @property
    def level(self) -> int:
        """What it comes to."""
        return self.parts[0].level if self.parts else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """What two worlds that differ in some variables alone must satisfy, the other one in copies of these variables."""

    places: Sequence[int]
    copies: dict[int, int]
    #: The constraints on these variables, of the one world and of the other.
    tied: list[Formula]
    tied_copies: list[Formula]


class Turning:
    """The worlds that satisfy constraints, within domains that leave at least one, and how high each comes.

    That is how many of `levels` hold in it, of which each holds wherever the next one does.
    """

    def __init__(
        self,
        *,
        levels: Sequence[Formula],
        constraints: Sequence[Formula],
        domains: Sequence[int],
        full: Sequence[int],
    ) -> None:
        """Narrow the domains by what the constraints force, once for all that is asked."""
        self._full = full
        self._domains, remaining = narrowed(constraints, domains)
        self._height = len(levels)
        self._parts = tuple(self._ways(levels))
        self._constraints = [(each, variables(each)) for each in remaining]
        groups = islands(remaining, (spoken_of for _, spoken_of in self._constraints))
        self._groups = [(frozenset(spoken_of), group) for spoken_of, group in groups]
        self._seen: list[_Seen] = []
        self._negations: dict[int, Formula] = {}

    def can_hold(self, formula: Formula) -> bool:
        """Whether some world satisfies a formula: one that was found before, or one that is looked for."""
        remaining = simplified(formula, self._domains)
        if remaining is FALSE or remaining is TRUE:
            return remaining is TRUE
        if any(holds(remaining, seen.world) for seen in self._seen):
            return True
        world = self._find(remaining)
        if world is not None:
            self._see(world)
        return world is not None

    def can_come_to(self, level: int) -> bool:
        """Whether some world comes to a level, and to none above it."""
        if any(seen.level == level for seen in self._seen):
            return True
        reached = disj(each.formula for each in self._parts if each.level == level) if level else TRUE
        return self.can_hold(conj((reached, self._below(level + 1))))

    def turns_on(self, places: Sequence[int]) -> bool:
        """Whether two worlds that differ in these variables alone can come to different levels."""
        touched = [each for each in self._parts if not each.places.isdisjoint(places)]
        copies = {place: len(self._full) + n for n, place in enumerate(places)}
        tied = [each for each, spoken_of in self._constraints if not spoken_of.isdisjoint(places)]
        pair = _Pair(places=places, copies=copies, tied=tied, tied_copies=[renamed(each, copies) for each in tied])
        if any(self._turned(seen, touched, pair) for seen in self._seen):
            return True
        turning = []
        for part in touched:
            pair_world = self._find_turn(part, pair)
            if pair_world is not None:
                if self._put(pair_world, part, pair):
                    return True
                turning.append(part)
        return any(self._looked_for(part, pair) for part in turning)

    def _ways(self, levels: Sequence[Formula]) -> Iterator[_Part]:
        """Yield every way to come to a level, the highest first, each once."""
        seen_ids: set[int] = set()
        for level in range(len(levels), 0, -1):
            for way in _alternatives(levels[level - 1]):
                remaining = FALSE if id(way) in seen_ids else simplified(way, self._domains)
                seen_ids.add(id(way))
                if remaining is not FALSE:
                    yield _Part(level=level, formula=remaining, places=variables(remaining))

    def _negated(self, part: _Part) -> Formula:
        negated = self._negations.get(id(part))
        if negated is None:
            negated = self._negations[id(part)] = negation(part.formula, self._full)
        return negated

    def _below(self, level: int) -> Formula:
        """Return what holds in the worlds that do not come to a level."""
        return conj(self._negated(each) for each in self._parts if each.level >= level)

    # The worlds that were found

    def _see(self, world: list[int]) -> None:
        parts = tuple(each for each in self._parts if holds(each.formula, world))
        self._seen.append(_Seen(world=world, parts=parts))

    def _find(self, formula: Formula) -> list[int] | None:
        """Look for a world; what the formula is not tied to is as in one that was found before, if there is one."""
        if not self._seen:
            return find((formula, *(each for each, _ in self._constraints)), self._domains, self._full)
        spoken_of, constraints = self._tied_to(variables(formula))
        world = find((formula, *constraints), self._domains, self._full)
        return None if world is None else _with(self._seen[0].world, world, spoken_of)

    def _tied_to(self, places: frozenset[int]) -> tuple[frozenset[int], list[Formula]]:
        """Return these variables with all that constraints tie to them, directly or not, and these constraints."""
        groups = [(spoken_of, group) for spoken_of, group in self._groups if not spoken_of.isdisjoint(places)]
        return places.union(*(spoken_of for spoken_of, _ in groups)), [each for _, group in groups for each in group]

    def _turned(self, seen: _Seen, touched: Sequence[_Part], pair: _Pair) -> bool:
        """Whether another value of one of the variables makes another level of a world that was found."""
        beside = next((each.level for each in seen.parts if each.places.isdisjoint(pair.places)), 0)
        if beside == self._height:
            return False
        return any(
            max(beside, _level(touched, other_world)) != seen.level
            and all(holds(each, other_world) for each in pair.tied)
            for other_world in self._others(seen.world, pair.places)
        )

    def _others(self, world: list[int], places: Iterable[int]) -> Iterator[list[int]]:
        """Yield the world with each other value of each of these variables."""
        for place in places:
            other_values = self._domains[place] & ~world[place]
            while other_values:
                other_world = list(world)
                other_world[place] = other_values & -other_values
                other_values &= other_values - 1
                yield other_world

    # Pairs of worlds

    def _find_pair(self, pair: _Pair, formulas: Iterable[Formula]) -> list[int] | None:
        full = (*self._full, *(self._full[place] for place in pair.places))
        domains = (*self._domains, *(self._domains[place] for place in pair.places))
        return find((*formulas, *pair.tied_copies), domains, full)

    def _find_turn(self, part: _Part, pair: _Pair) -> list[int] | None:
        """Look for what the part and its constraints speak of, so that the part turns on the variables."""
        _, constraints = self._tied_to(part.places.union(pair.places))
        return self._find_pair(pair, (part.formula, renamed(self._negated(part), pair.copies), *constraints))

    def _put(self, pair_world: list[int], part: _Part, pair: _Pair) -> bool:
        """Whether a world that was found shows the turn of the part where it is put into it."""
        spoken_of, _ = self._tied_to(part.places.union(pair.places))
        bearing = [each for each in self._parts if not each.places.isdisjoint(spoken_of)]
        for base in sorted(self._seen, key=lambda seen: seen.level):
            beside = next((each.level for each in base.parts if each.places.isdisjoint(spoken_of)), 0)
            first_world = _with(base.world, pair_world, spoken_of)
            second_world = list(first_world)
            for place, copy in pair.copies.items():
                second_world[place] = pair_world[copy]
            if max(beside, _level(bearing, first_world)) != max(beside, _level(bearing, second_world)):
                self._see(first_world)
                return True
        return False

    def _looked_for(self, part: _Part, pair: _Pair) -> bool:
        """Whether the part can hold where the other world of a pair comes to no level that it makes."""
        below = renamed(self._below(part.level), pair.copies)
        pair_world = self._find_pair(pair, (part.formula, below, *(each for each, _ in self._constraints)))
        if pair_world is not None:
            self._see(pair_world[: len(self._full)])
        return pair_world is not None


def _with(world: Sequence[int], other: Sequence[int], places: Iterable[int]) -> list[int]:
    """Return a world with some variables as they are in another one."""
    combined = list(world)
    for place in places:
        combined[place] = other[place]
    return combined


def _level(parts: Iterable[_Part], world: Sequence[int]) -> int:
    return next((each.level for each in parts if holds(each.formula, world)), 0)


def _alternatives(formula: Formula) -> tuple[Formula, ...]:
    return formula.parts if isinstance(formula, Or) else (formula,)
