"""Proving: questions about all worlds, put to a solver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from smpolicy.deciding.program import Program
from smpolicy.deciding.remembering import Remembered
from smpolicy.deciding.solver import EXACT, Exact, Solver
from smpolicy.deciding.worlds import Formula
from smpolicy.meaning.conditions import Value, World
from smpolicy.meaning.vocabulary import Stated


@dataclass(frozen=True, kw_only=True)
class Prover:
    """A program, what is given in it, and the solver that is asked.

    `given` is what the structure itself decides.
    Every question may raise `Undecided`, where the solver's budget of work is spent.
    """

    program: Program
    given: Mapping[str, Value]
    solver: Solver = EXACT
    #: The facts of which the act of each norm tells by name, by the norm's id, once that was asked.
    told: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def tied(self) -> tuple[frozenset[str], ...]:
        """The facts and open questions that each constraint ties together."""
        return tuple(frozenset(self.program.spoken_of(each)) for each in self.program.constraints)

    @cached_property
    def _domains(self) -> list[int]:
        """The values left to each variable by what is given."""
        return self.program.left_by(self.given)

    def can_hold(self, *formulas: Formula, at: Mapping[str, Stated] = MappingProxyType({})) -> bool:
        """Whether some possible world satisfies all formulas, where this is so of some facts."""
        return self._find(formulas, self._at(at)) is not None

    def world(
        self, formulas: tuple[Formula, ...], at: Mapping[str, Stated], within: Mapping[int, int] = MappingProxyType({})
    ) -> World | None:
        """Return a possible world that satisfies all formulas where this is so of these facts, if any does.

        `within` gives, for the places of some variables, the masks of the values that are left to them.
        """
        domains = self._at(at)
        for place, mask in within.items():
            domains[place] &= mask
        masks = self._find(formulas, domains)
        return None if masks is None else self.program.world(masks)

    def _at(self, at: Mapping[str, Stated]) -> list[int]:
        domains = list(self._domains)
        for name, value in at.items():
            self.program.restrict(domains, name, value)
        return domains

    @cached_property
    def _remembered(self) -> Remembered | None:
        """What was found before, if it is the exact search that is asked."""
        if not isinstance(self.solver, Exact):
            return None
        return Remembered(solver=self.solver, constraints=self.program.constraints, full=self.program.full)

    def _find(self, formulas: tuple[Formula, ...], domains: Sequence[int]) -> list[int] | None:
        if self._remembered is not None:
            return self._remembered.find(formulas, domains)
        return self.solver.find((*formulas, *self.program.constraints), domains, self.program.full)
