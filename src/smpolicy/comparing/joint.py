"""Two programs over one set of unknowns: the same fact is the same variable, and so is the same open question.

A number is cut at the thresholds of both programs, and around what is neutral.
What only one of them knows is a variable that the other never speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

from smpolicy.deciding.case import counts_once
from smpolicy.deciding.compiling import Variable
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import FALSE, TRUE, And, Formula, Literal, conj, disj
from smpolicy.meaning.conditions import Value
from smpolicy.meaning.domains import Cell, Side
from smpolicy.meaning.vocabulary import Fact, Vocabulary

#: Whose an unknown is: that of both programs, or of one alone.
Owner: TypeAlias = OneOf["both", "before", "after"]
#: Facts and readings by name.
Values: TypeAlias = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One of the two programs, with each of its variables' place and values among the joint ones."""

    program: Program
    variables: tuple[Variable, ...]
    #: For each variable of the program: its place, and the mask that each of its values has there.
    places: tuple[tuple[int, tuple[int, ...]], ...]

    def formula(self, formula: Formula) -> Formula:
        """Return a formula of the program over the joint variables."""
        if isinstance(formula, Literal):
            place, masks = self.places[formula.variable]
            return self._literal(place, sum(mask for bit, mask in enumerate(masks) if formula.mask >> bit & 1))
        parts = map(self.formula, formula.parts)
        return conj(parts) if isinstance(formula, And) else disj(parts)

    def counts(self, clause: Clause) -> Formula:
        """Return in which complete activities a norm counts: everything is stated of them, as `case.counts` asks."""
        match counts_once(clause.norm):
            case "a concern is stated":
                return self._concern(clause)
            case "its act is spoken of":
                return TRUE if clause.act.facts else FALSE
            case once:
                return TRUE if once == "it applies" else FALSE

    def _concern(self, clause: Clause) -> Formula:
        """Return where a complete activity states a concern under a norm: something of its act speaks of the matter."""
        facts = self.program.vocabulary.facts
        act = (facts[name] for name in sorted(clause.act.facts))
        return disj(part for fact in act if not fact.occasion for part in self._speaking(fact))

    def _speaking(self, fact: Fact) -> Iterator[Formula]:
        """Yield where conduct is not neutral, or a circumstance is as it is when somebody speaks of it."""
        if fact.kind == "conduct" and fact.neutral is None:
            yield TRUE
            return
        for own in self.program.places[fact.name]:
            place = self.places[own][0]
            variable = self.variables[place]
            if fact.kind == "conduct":
                neutral = variable.domain.agreeing(variable.member, variable.values, fact.neutral)
                yield self._literal(place, variable.full & ~variable.mask(neutral))
            for value in fact.raises:
                yield self._literal(place, variable.mask(variable.domain.agreeing(None, variable.values, value)))

    def _literal(self, place: int, mask: int) -> Formula:
        if mask == self.variables[place].full:
            return TRUE
        return Literal(place, mask) if mask else FALSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Two programs, and the unknowns of both."""

    before: Half
    after: Half
    variables: tuple[Variable, ...]
    owners: tuple[Owner, ...]
    full: tuple[int, ...]
    #: The values open to each variable: all but where the structure itself decides.
    domains: tuple[int, ...]

    def world(self, masks: Iterable[int]) -> tuple[Values, Values]:
        """Return what a world is to each of the two: the values of what it knows."""
        worlds: tuple[Values, Values] = ({}, {})
        for variable, owner, mask in zip(self.variables, self.owners, masks, strict=True):
            value = variable.value((mask & -mask).bit_length() - 1)
            for values, side in zip(worlds, ("before", "after"), strict=True):
                if owner not in ("both", side):
                    continue
                if variable.member is None:
                    values[variable.name] = value
                else:
                    members = values.setdefault(variable.name, frozenset())
                    if value and isinstance(members, frozenset):
                        values[variable.name] = members | {variable.member}
        return worlds


def apart(one: Fact, other: Fact) -> bool:
    """Tell whether two facts of one name are two facts all the same: no answer to the one answers the other."""
    if (one.kind == "derived") != (other.kind == "derived"):
        return True
    return one.domain.apart(other.domain)


def join_programs(
    before: Program, after: Program, before_given: Mapping[str, Value], after_given: Mapping[str, Value]
) -> Joint:
    """Join two programs, each with what the structure itself decides.

    Of a fact that both know, the values that both know are compared.
    """
    programs = (before, after)
    given = (before_given, after_given)
    shared = _shared(before.vocabulary, after.vocabulary)
    shared -= {name for name in shared if before_given.get(name) != after_given.get(name)}
    place_of: dict[tuple[str, str | None, Owner], int] = {}
    variables: list[Variable] = []
    sides: tuple[Owner, Owner] = ("before", "after")
    for program, side in zip(programs, sides, strict=True):
        for variable in program.variables:
            owner: Owner = "both" if variable.name in shared else side
            key = (variable.name, variable.member, owner)
            if key not in place_of:
                place_of[key] = len(variables)
                variables.append(_common(variable, programs if owner == "both" else (program,)))
    owners = tuple(owner for _, _, owner in place_of)
    domains = [variable.full for variable in variables]
    for place, (variable, owner) in enumerate(zip(variables, owners, strict=True)):
        for values, side in zip(given, sides, strict=True):
            if owner in ("both", side) and variable.name in values:
                stated = variable.domain.agreeing(variable.member, variable.values, values[variable.name])
                domains[place] &= variable.mask(stated)

    def half(program: Program, side: Owner) -> Half:
        places = (
            place_of[variable.name, variable.member, "both" if variable.name in shared else side]
            for variable in program.variables
        )
        return Half(
            program=program,
            variables=tuple(variables),
            places=tuple(
                (place, tuple(_mask(variables[place], cell) for cell in variable.values))
                for place, variable in zip(places, program.variables, strict=True)
            ),
        )

    return Joint(
        before=half(before, "before"),
        after=half(after, "after"),
        variables=tuple(variables),
        owners=owners,
        full=tuple(variable.full for variable in variables),
        domains=tuple(domains),
    )


def _shared(one: Vocabulary, other: Vocabulary) -> set[str]:
    """Return the names of facts and open questions that mean the same unknown in both vocabularies."""
    facts = {name for name in one.facts.keys() & other.facts.keys() if not apart(one.facts[name], other.facts[name])}
    questions = {
        name
        for name in one.questions.keys() & other.questions.keys()
        if dict(one.questions[name].readings).keys() & dict(other.questions[name].readings).keys()
    }
    return facts | questions


def _common(variable: Variable, programs: Iterable[Program]) -> Variable:
    """Return a variable with the cells that all programs know, and with the cuts of each."""
    sides = [_side(variable, program) for program in programs]
    cells = variable.domain.common(variable.member, variable.values, sides)
    return Variable(name=variable.name, domain=variable.domain, member=variable.member, values=cells)


def _side(variable: Variable, program: Program) -> Side:
    """Return what a program knows of the fact or the open question of a variable."""
    fact = program.vocabulary.facts.get(variable.name)
    variables = [program.variables[place] for place in program.places.get(variable.name, ())]
    return Side(
        domain=program.vocabulary.domain(variable.name),
        cells=tuple(cell for each in variables for cell in each.values),
        neutral=fact.neutral if fact is not None and fact.kind == "conduct" else None,
    )


def _mask(variable: Variable, cell: Cell) -> int:
    """Return the mask of a cell; a stretch may have been cut further."""
    return variable.mask(each for each in variable.values if variable.domain.covers(cell, each))
