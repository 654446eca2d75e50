"""z3 as the second method, which shares nothing with the first but the formulas: the one door to z3.

Each variable is a constant of an enumeration sort, and a literal the disjunction of its values.
Each question has a context of its own, with a fixed seed and a budget in z3's own unit of resources and not in time:
an answer depends neither on what was asked before nor on the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from smpolicy.deciding.worlds import And, Formula, Literal, Undecided
from smpolicy.foundations.errors import MissingExtra

#: Deciding an activity and checking the shipped documents ask questions of at most 18 thousand units.
#: This is 55 times as much, so that only a question of another kind ends undecided.
#: Pigeonholes and random formulas far harder than any policy use it up in a few seconds.
BUDGET: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Z3:
    """z3, which prefers no value to another; it is imported when a first question is asked.

    Raises `MissingExtra` where it is not installed.
    """

    name: ClassVar[str] = "z3"
    #: How many units of z3's `rlimit` one question may cost; with `None` it never gives up.
    budget: int | None = BUDGET

    def find(self, parts: Iterable[Formula], domains: Sequence[int], full: Sequence[int]) -> list[int] | None:
        """Return one world, or `None` if there is none."""
        z3, translation = _z3(), Translation(full)
        solver = z3.Solver(ctx=translation.context)
        # To z3 a limit of 0 is none. An interrupt is for Python to answer: z3 would only say that it does not know.
        limit = 0 if self.budget is None else max(1, self.budget)
        solver.set(random_seed=0, rlimit=limit, ctrl_c=False)
        solver.add([translation.literal(place, mask) for place, mask in enumerate(domains)])
        solver.add([translation.term(part) for part in parts])
        answer = solver.check()
        if answer == z3.unknown:
            raise Undecided(budget=limit, unit="units of z3's resources")
        return None if answer == z3.unsat else translation.world(solver.model())


class Translation:
    """Formulas over variables with these values, as terms of z3 in a context of their own."""

    def __init__(self, full: Sequence[int]) -> None:
        """Make a constant of an enumeration sort for each variable."""
        z3 = _z3()
        self.context = z3.Context()
        sizes = {mask.bit_length() for mask in full}
        sorts = {
            size: z3.EnumSort(f"one of {size}", [f"{bit} of {size}" for bit in range(size)], self.context)
            for size in sorted(sizes)
        }
        self._values = [sorts[mask.bit_length()][1] for mask in full]
        self._constants = [z3.Const(f"v{place}", sorts[mask.bit_length()][0]) for place, mask in enumerate(full)]
        self._literals: dict[tuple[int, int], Any] = {}

    def literal(self, variable: int, mask: int) -> Any:
        """Say that a variable takes one of the values in a mask."""
        literal = self._literals.get((variable, mask))
        if literal is None:
            constant = self._constants[variable]
            values = [constant == value for bit, value in enumerate(self._values[variable]) if mask >> bit & 1]
            literal = self._literals[variable, mask] = _z3().Or(values, self.context)
        return literal

    def term(self, formula: Formula) -> Any:
        """Say a formula."""
        if isinstance(formula, Literal):
            return self.literal(formula.variable, formula.mask)
        join = _z3().And if isinstance(formula, And) else _z3().Or
        return join([self.term(part) for part in formula.parts], self.context)

    def world(self, model: Any) -> list[int]:
        """Return the world that a model is, as a mask with one bit per variable."""
        world = [model.eval(constant, model_completion=True) for constant in self._constants]
        return [1 << values.index(value) for value, values in zip(world, self._values, strict=True)]


def _z3() -> Any:
    try:
        import z3
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        raise MissingExtra(needs="the second method needs z3-solver", extra="proof") from error
    return z3
