"""Remembering: questions about worlds that were answered before, whatever their variables were called.

Norms of different structures are often about the same acts under local facts of their own, and what they ask of the
search differs by the places of these facts alone. A search goes by the order and the shape of formulas and never by
the places of variables, so that its answer to one such question is its answer to the other, with other places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final, TypeAlias

from smpolicy.deciding.solver import Exact
from smpolicy.deciding.worlds import And, Formula, Literal, Or, variables

_Key: TypeAlias = tuple[object, ...]
#: What was answered: none, or the bit of each variable that the question speaks of.
_Answer: TypeAlias = tuple[int, ...] | None

#: Answers by their questions, and shapes of formulas by numbers; with so many answers, all of it is forgotten.
_ANSWERS: Final[dict[_Key, _Answer]] = {}
_SHAPES: Final[dict[object, int]] = {}
_NUMBERS: Final = count()
_MOST_ANSWERS: Final = 50_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Remembered:
    """The exact search beside constraints that hold in every question, and what it found before."""

    solver: Exact
    constraints: tuple[Formula, ...]
    full: Sequence[int]
    #: The variables of the constraints, whose places are the same wherever the constraints are.
    tied: tuple[int, ...] = field(init=False)
    shared: frozenset[int] = field(init=False)
    _kind: _Key = field(init=False)
    #: Of each formula that was asked about, its shape and its other variables as they appear.
    _shapes: dict[Formula, tuple[int, tuple[int, ...]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Note what belongs to every question."""
        shared = variables(And(self.constraints))
        tied = tuple(sorted(shared))
        object.__setattr__(self, "shared", shared)
        object.__setattr__(self, "tied", tied)
        shape = _numbered((self.constraints, tuple(self.full[each] for each in tied)))
        object.__setattr__(self, "_kind", (shape, self.solver.budget))

    def find(self, formulas: tuple[Formula, ...], domains: Sequence[int]) -> list[int] | None:
        """Return a world in which all formulas and constraints hold, or `None`, as the search does.

        Raises `Undecided` where the search does; that is not remembered.
        """
        if 0 in domains:
            return None
        if len(_ANSWERS) > _MOST_ANSWERS:
            _ANSWERS.clear()
            _SHAPES.clear()
        places: dict[int, int] = {}
        asked: list[object] = []
        for formula in formulas:
            shape, own = self._shape(formula)
            asked += (shape, *(places.setdefault(each, len(places)) for each in own))
        spoken_of = (*self.tied, *places)
        key = (self._kind, *asked, None, *(domains[each] for each in spoken_of), *(self.full[each] for each in places))
        answer = _ANSWERS.get(key, ())  # no world is empty
        if answer == ():
            world = self.solver.find((*formulas, *self.constraints), domains, self.full)
            answer = _ANSWERS[key] = None if world is None else tuple(world[each] for each in spoken_of)
        if answer is None:
            return None
        found = [mask & -mask for mask in domains]
        for place, bit in zip(spoken_of, answer, strict=True):
            found[place] = bit
        return found

    def _shape(self, formula: Formula) -> tuple[int, tuple[int, ...]]:
        known = self._shapes.get(formula)
        if known is None:
            own: dict[int, int] = {}
            shape = _shape_of(formula, self.shared, own)
            known = self._shapes[formula] = (_numbered(shape), tuple(own))
        return known


def _numbered(shape: object) -> int:
    """Return the number of a shape: the same wherever it is met in this process."""
    number = _SHAPES.get(shape)
    if number is None:  # no number is given twice, whatever was forgotten
        number = _SHAPES[shape] = next(_NUMBERS)
    return number


def _shape_of(formula: Formula, shared: frozenset[int], own: dict[int, int]) -> object:
    """Return a formula in which variables that no constraint speaks of are called by the order in which they appear."""
    if isinstance(formula, Literal):
        place, mask = formula
        return (place, mask) if place in shared else (-1 - own.setdefault(place, len(own)), mask)
    parts: Iterable[object] = (_shape_of(part, shared, own) for part in formula.parts)
    return (isinstance(formula, Or), *parts)
