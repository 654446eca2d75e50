"""Implications: whether what a fact is to imply would be a way around a norm of the base.

Who invents a fact hides nothing by it, then: where the fact is so, each norm above can be broken, and what it grants
used, wherever that can be without it.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from smpolicy.conflicts.regions import applies, broken, for_all
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.solver import BUDGET
from smpolicy.deciding.worlds import Formula, Undecided, conj, possible, variables
from smpolicy.meaning.conditions import facts
from smpolicy.meaning.vocabulary import Implication

#: In what way: it would open an exception, tell whom or what a norm reaches, make good what was left undone, or keep it
#: from being broken; `undecided`, where that was not found out.
Around: TypeAlias = Literal["exception", "reach", "remedy", "broken", "undecided"]


def way_around(program: Program, clause: Clause, implication: Implication) -> Around | None:
    """Tell in what way an implication would lead around a norm that is compiled; `None` where it does not."""
    (name,) = facts(implication.what)
    elements: tuple[tuple[Around, frozenset[str]], ...] = (
        ("exception", clause.exception.facts),
        ("reach", clause.scope.facts | clause.borne.facts),
        ("remedy", clause.counting.facts),
    )
    way = next((way for way, named in elements if name in named), None)
    if way is None:
        try:
            way = None if _leaves_open(program, clause, implication, name) else "broken"
        except Undecided:
            way = "undecided"
    return way


def _leaves_open(program: Program, clause: Clause, implication: Implication, name: str) -> bool:
    """Whether a norm can be broken, or used, with what is implied wherever it can be; only what is tied may follow."""
    tied_names = {each for each in program.tied_to.get(name, ()) if each == name or _is_conduct(program, each)}
    places = frozenset(place for each in tied_names for place in program.places[each])
    implied = {each.constraint for fact in program.vocabulary.facts.values() for each in fact.implies}
    constraints = [
        formula
        for constraint, formula in zip(program.vocabulary.constraints, program.constraints, strict=True)
        if constraint not in implied
    ]
    at_stake = _at_stake(program, clause)
    tied = [each for each in constraints if not variables(each).isdisjoint(places)]
    with_it = conj((*tied, program.condition(implication.what), at_stake))
    never = for_all(program, program.negated(with_it), places)
    return not possible((*constraints, at_stake, never), program.full, program.full, budget=BUDGET)


def _at_stake(program: Program, clause: Clause) -> Formula:
    if clause.norm.force == "permitted":
        return conj((applies(program, clause), program.used(clause)))
    return broken(program, clause)


def _is_conduct(program: Program, name: str) -> bool:
    fact = program.vocabulary.facts.get(name)
    return fact is not None and fact.kind == "conduct"
