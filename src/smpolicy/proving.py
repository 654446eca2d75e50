"""Proving: questions about all worlds, put to a solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from smpolicy.conditions import All, AnyOf, Condition, Not, Value, World
from smpolicy.program import Program
from smpolicy.solver import EXACT, Solver
from smpolicy.vocabulary import Stated
from smpolicy.worlds import Formula, conj, disj


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
    #: Conditions with their formulas, by identity: the parts of norms come up in many questions.
    _known: dict[int, tuple[Condition, Formula]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def tied(self) -> tuple[frozenset[str], ...]:
        """The facts and open questions that each constraint ties together."""
        return tuple(frozenset(self.program.spoken_of(each)) for each in self.program.constraints)

    def can_hold(self, *conditions: Condition) -> bool:
        """Whether some possible world satisfies all conditions."""
        return self._find(conditions, {}) is not None

    def world(self, conditions: tuple[Condition, ...], at: Mapping[str, Stated]) -> World | None:
        """Return a possible world that satisfies all conditions where this is so of these facts, if any does."""
        found = self._find(conditions, at)
        return None if found is None else self.program.world(found)

    def _find(self, conditions: tuple[Condition, ...], at: Mapping[str, Stated]) -> list[int] | None:
        program = self.program
        domains = list(program.full)
        for name, value in (*self.given.items(), *at.items()):
            program.restrict(domains, name, value)
        formulas = map(self._formula, conditions)
        return self.solver.find((*formulas, *program.constraints), domains, program.full)

    def _formula(self, condition: Condition) -> Formula:
        known = self._known.get(id(condition))
        if known is None:
            match condition:
                case All(parts=parts):
                    formula = conj(map(self._formula, parts))
                case AnyOf(parts=parts):
                    formula = disj(map(self._formula, parts))
                case Not(part=part):
                    formula = self.program.negated(self._formula(part))
                case _:
                    formula = self.program.condition(condition)
            known = self._known[id(condition)] = (condition, formula)  # kept, lest another takes its identity
        return known[1]
