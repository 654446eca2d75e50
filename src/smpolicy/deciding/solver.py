"""What decides whether a world exists, behind one protocol, so that a second method can check the first.

A solver has three answers: a world, none, and `Undecided`, which it raises.
Deciding an activity asks `worlds` directly and never gives up; proofs ask a solver, within a budget.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Protocol

from smpolicy.deciding import worlds
from smpolicy.deciding.worlds import Formula

#: Deciding an activity and checking the shipped documents ask questions that try at most 66 alternatives, and six in
#: ten try none. This is 30 times as much, so that only a question of another kind ends undecided.
#: Random formulas of up to 120 variables and a thousand clauses, far harder than any policy, use it up in 12 seconds or
#: fewer.
BUDGET: Final = 2_000


class Solver(Protocol):
    """A method that finds a world, or finds out that there is none."""

    @property
    def name(self) -> str:
        """What the method is called where its answers are reported."""
        ...

    def find(self, parts: Iterable[Formula], domains: Sequence[int], full: Sequence[int]) -> list[int] | None:
        """Return one world in which all parts hold, as a mask with one bit per variable, or `None` if there is none.

        `domains` are the values still open to each variable, within the `full` mask of all its values.
        Raises `Undecided` when the budget of the method is spent before it knows.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """The exact search of `worlds`, which prefers neutral values."""

    name: ClassVar[str] = "exact"
    #: How many alternatives it may try; with `None` it never gives up.
    budget: int | None = BUDGET

    def find(self, parts: Iterable[Formula], domains: Sequence[int], full: Sequence[int]) -> list[int] | None:
        """Return one world, or `None` if there is none."""
        return worlds.find(parts, domains, full, budget=self.budget)


#: The first method of every proof.
EXACT: Final = Exact()


class Disagreement(Exception):  # noqa: N818  (it is what happened, and a fault of ours)
    """Two methods gave different answers to one question: one of them is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """Two methods at once: every question is put to both, and they must not contradict each other."""

    name: ClassVar[str] = "both"
    first: Solver
    second: Solver

    def find(self, parts: Iterable[Formula], domains: Sequence[int], full: Sequence[int]) -> list[int] | None:
        """Return the world of the first method, or `None` if there is none.

        Raises `Undecided` if either is undecided, and `Disagreement` if one finds a world and the other finds none.
        """
        formulas = tuple(parts)
        world, other_world = (each.find(formulas, domains, full) for each in (self.first, self.second))
        if (world is None) is not (other_world is None):
            finder, other = (self.first, self.second) if other_world is None else (self.second, self.first)
            raise Disagreement(f"{finder.name} finds a world where {other.name} finds none")
        return world
