"""z3 as the second method, which shares nothing with the first but the formulas: the one door to z3.

A question is told as text in SMT-LIB, which z3 reads much faster than terms can be made for it one by one.
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
        z3, question = _z3(), Question(full)
        for place, mask in enumerate(domains):
            question.add(Literal(place, mask))
        for part in parts:
            question.add(part)
        solver = z3.Solver(ctx=z3.Context())
        # To z3 a limit of 0 is none. An interrupt is for Python to answer: z3 would only say that it does not know.
        limit = 0 if self.budget is None else max(1, self.budget)
        solver.set(random_seed=0, rlimit=limit, ctrl_c=False)
        solver.from_string(question.text())
        answer = solver.check()
        if answer == z3.unknown:
            raise Undecided(budget=limit, unit="units of z3's resources")
        return None if answer == z3.unsat else question.world(solver.model())


class Question:
    """Formulas over variables with these values, as text for z3: what is named in them is declared."""

    def __init__(self, full: Sequence[int]) -> None:
        """Begin with nothing said; a variable is declared when it is first named."""
        self._sizes = [mask.bit_length() for mask in full]
        self._named: set[int] = set()
        self._said: list[str] = []
        self._literals: dict[tuple[int, int], str] = {}

    def add(self, formula: Formula) -> None:
        """Say that a formula holds."""
        said = self.term(formula)
        if said != "true":
            self._said.append(said)

    def term(self, formula: Formula) -> str:
        """Return a formula in the words of SMT-LIB."""
        if isinstance(formula, Literal):
            return self._literal(formula.variable, formula.mask)
        join, of_none = ("and", "true") if isinstance(formula, And) else ("or", "false")
        return f"({join} {' '.join(map(self.term, formula.parts))})" if formula.parts else of_none

    def _literal(self, variable: int, mask: int) -> str:
        """Say that a variable takes one of the values in a mask; of all of them it takes one in any case."""
        said = self._literals.get((variable, mask))
        if said is None:
            size = self._sizes[variable]
            values = [f"(= v{variable} {_value(size, bit)})" for bit in range(size) if mask >> bit & 1]
            if len(values) == size:
                said = "true"
            else:
                self._named.add(variable)
                said = f"(or {' '.join(values)})" if values else "false"
            self._literals[variable, mask] = said
        return said

    def text(self) -> str:
        """Return all that was said, after what it names."""
        return f"{self.declared()}\n{self.asserted()}"

    def declared(self) -> str:
        """Return the sorts and constants that are named in what was said."""
        named = sorted(self._named)
        sorts = [
            f"(declare-datatypes ((s{size} 0)) (({' '.join(f'({_value(size, bit)})' for bit in range(size))})))"
            for size in sorted({self._sizes[each] for each in named})
        ]
        return "\n".join([*sorts, *(f"(declare-const v{each} s{self._sizes[each]})" for each in named)])

    def asserted(self) -> str:
        """Return what was said, each of it to hold."""
        return "\n".join(f"(assert {said})" for said in self._said)

    def world(self, model: Any) -> list[int]:
        """Return the world that a model is, as a mask with one bit per variable; what it leaves open has its first."""
        world = [1] * len(self._sizes)
        for each in model.decls():
            name, value = each.name(), model[each]
            if name.startswith("v"):
                world[int(name[1:])] = 1 << int(value.decl().name().rpartition("_")[2])
        return world


def _value(size: int, bit: int) -> str:
    return f"c{size}_{bit}"


def _z3() -> Any:
    try:
        import z3
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        raise MissingExtra(needs="the second method needs z3-solver", extra="proof") from error
    return z3
