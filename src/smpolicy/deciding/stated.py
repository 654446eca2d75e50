"""What a caller states of an activity: what is known by it, and every problem with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from smpolicy.deciding.program import Program
from smpolicy.deciding.worlds import conj, possible
from smpolicy.foundations.errors import FactProblem
from smpolicy.meaning.vocabulary import NOT_SURE, Stated


def read_stated(
    program: Program, facts: Mapping[str, object], given: Mapping[str, Stated]
) -> tuple[dict[str, Stated], list[FactProblem]]:
    """Read facts as a caller states them, with those that are given: what is known, and every problem with it."""
    stated, problems = program.vocabulary.read(facts)
    for name, value in given.items():
        if stated.get(name, value) not in (value, NOT_SURE):
            message = f"`{name}` is `{value}` here, as the registry has it"
            problems.append(FactProblem(kind="breaks-constraint", facts=(name,), message=message))
        stated[name] = value
    problems.extend(_broken_constraints(program, stated))
    return stated, problems


def _broken_constraints(program: Program, stated: Mapping[str, Stated]) -> Iterator[FactProblem]:
    domains = program.left_by(stated)
    if possible(program.constraints, domains, program.full):
        return
    alone = [
        (constraint, formula)
        for constraint, formula in zip(program.vocabulary.constraints, program.constraints, strict=True)
        if not possible((formula,), domains, program.full)
    ]
    broken = [(constraint.why, formula) for constraint, formula in alone]
    for why, formula in broken or [("together they leave no possible world", conj(program.constraints))]:
        names = sorted(program.spoken_of(formula) & set(stated))
        listed = ", ".join(f"`{name}`" for name in names)
        message = f"{listed} cannot hold together: {why}"
        yield FactProblem(kind="breaks-constraint", facts=tuple(names), message=message)
