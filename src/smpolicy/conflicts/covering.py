"""Covering: a formula as the fewest ways in which it holds, given what holds anyway.

Each way is a few facts at some of their values, no one of which can be left out; together the ways cover the formula.
So what is said of a region is said once, and nothing is said that follows from the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from smpolicy.deciding.program import Program
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.worlds import Formula, Literal, Undecided, conj, variables

#: More ways than these are not told apart.
MOST_WAYS: Final = 12

#: Some variables, each with the mask of the values at which it may be.
Way: TypeAlias = Mapping[int, int]


def as_formula(way: Way) -> Formula:
    """Return a way as a formula."""
    return conj(Literal(place, mask) for place, mask in way.items())


def covered(prover: Prover, formula: Formula, given: Formula, last: Callable[[int], int]) -> list[Way]:
    """Return the ways in which a formula holds where `given` does: none can be left out, nor can a part of one.

    Where several would serve, those that speak of variables with a high `last` are left out first.

    Raises `Undecided` where the solver's budget is spent, or there are too many ways.
    """
    program = prover.program
    places = sorted(variables(formula), key=lambda place: (last(place), place))
    ways: list[Way] = [{place: mask} for place, mask in _alone(prover, formula, given, places)]
    while True:
        rest = (given, formula, *(program.negated(as_formula(way)) for way in ways))
        world = prover.world(rest, {})
        if world is None:
            break
        if len(ways) == MOST_WAYS:
            raise Undecided(budget=MOST_WAYS, unit="ways in which something survives")
        ways.append(_widest(prover, formula, given, program.left_by(world), places))
    return _needed(prover, given, ways)


def _alone(prover: Prover, formula: Formula, given: Formula, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield each variable of which some value by itself makes the formula hold, with these values."""
    program = prover.program
    never = program.negated(formula)
    for place in places:
        mask = 0
        for value in _values(program, place):
            at = Literal(place, value)
            if prover.can_hold(given, at) and not prover.can_hold(given, at, never):
                mask |= value
        if mask:
            yield place, mask


def _widest(prover: Prover, formula: Formula, given: Formula, masks: list[int], places: list[int]) -> dict[int, int]:
    """Return the way in which a formula holds in a world, without what it does not need."""
    program = prover.program
    never = program.negated(formula)
    way = {place: masks[place] for place in places}
    for place in reversed(places):
        fewer = {other: mask for other, mask in way.items() if other != place}
        if not prover.can_hold(given, as_formula(fewer), never):
            way = fewer
    for place in way:
        for value in _values(program, place):
            wider = {**way, place: way[place] | value}
            if not way[place] & value and not prover.can_hold(given, as_formula(wider), never):
                way = wider
    return way


def _needed(prover: Prover, given: Formula, ways: list[Way]) -> list[Way]:
    """Leave out each way that the others cover, the last first."""
    negated = prover.program.negated
    for way in reversed(ways):
        others = [each for each in ways if each is not way]
        if not prover.can_hold(given, as_formula(way), *(negated(as_formula(each)) for each in others)):
            ways = others
    return ways


def _values(program: Program, place: int) -> Iterator[int]:
    return (1 << bit for bit in range(program.full[place].bit_length()))
