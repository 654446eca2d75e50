"""z3 as the second method, which shares nothing with the first but the formulas: the one door to z3.

Each variable is a constant of an enumeration sort, and a literal the disjunction of its values.
Each question has a context of its own, with a fixed seed and a budget in z3's own unit of resources and not in time:
an answer depends neither on what was asked before nor on the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Final

from smpolicy.errors import MissingExtra
from smpolicy.worlds import And, Formula, Literal, Undecided

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
        z3 = _z3()
        context = z3.Context()

        @cache
        def sort(size: int) -> tuple[Any, list[Any]]:
            kind, values = z3.EnumSort(f"one of {size}", [f"{bit} of {size}" for bit in range(size)], context)
            return kind, values

        sorts = [sort(mask.bit_length()) for mask in full]
        constants = [z3.Const(f"v{place}", kind) for place, (kind, _) in enumerate(sorts)]

        @cache
        def literal(variable: int, mask: int) -> Any:
            values = sorts[variable][1]
            return z3.Or([constants[variable] == value for bit, value in enumerate(values) if mask >> bit & 1], context)

        def term(formula: Formula) -> Any:
            if isinstance(formula, Literal):
                return literal(formula.variable, formula.mask)
            join = z3.And if isinstance(formula, And) else z3.Or
            return join([term(part) for part in formula.parts], context)

        solver = z3.Solver(ctx=context)
        # To z3 a limit of 0 is none. An interrupt is for Python to answer: z3 would only say that it does not know.
        limit = 0 if self.budget is None else max(1, self.budget)
        solver.set(random_seed=0, rlimit=limit, ctrl_c=False)
        solver.add([literal(place, mask) for place, mask in enumerate(domains)])
        solver.add([term(part) for part in parts])
        answer = solver.check()
        if answer == z3.unknown:
            raise Undecided(budget=limit, unit="units of z3's resources")
        if answer == z3.unsat:
            return None
        world = [solver.model().eval(constant, model_completion=True) for constant in constants]
        return [1 << values.index(value) for value, (_, values) in zip(world, sorts, strict=True)]


def _z3() -> Any:
    try:
        import z3
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        raise MissingExtra(needs="the second method needs z3-solver", extra="proof") from error
    return z3
