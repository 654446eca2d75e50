"""Two programs over one set of unknowns: the same fact is the same variable, and so is the same open question.

A number is cut at the thresholds of both programs, and around what is neutral.
What only one of them knows is a variable that the other never speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

from smpolicy.conditions import Value
from smpolicy.conditions import facts as facts_of
from smpolicy.program import Program, Stretch, Variable
from smpolicy.semantics import Clause
from smpolicy.vocabulary import Fact, Vocabulary
from smpolicy.worlds import FALSE, TRUE, And, Formula, Literal, conj, disj

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

    def concern(self, clause: Clause) -> Formula:
        """Return where a complete activity states a concern under a norm: conduct of its act is not neutral."""
        facts = self.program.vocabulary.facts
        told = (facts[name] for name in sorted(facts_of(clause.act.condition)))
        conduct = (fact for fact in told if fact.kind == "conduct" and not fact.occasion)
        return disj(part for fact in conduct for part in self._not_neutral(fact))

    def _not_neutral(self, fact: Fact) -> Iterator[Formula]:
        if fact.neutral is None:
            yield TRUE
            return
        for own in self.program.places[fact.name]:
            place = self.places[own][0]
            variable = self.variables[place]
            yield self._literal(place, variable.full & ~variable.mask((_neutral(fact.neutral, variable),)))

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
        told: tuple[Values, Values] = ({}, {})
        for variable, owner, mask in zip(self.variables, self.owners, masks, strict=True):
            value = variable.values[(mask & -mask).bit_length() - 1]
            for values, side in zip(told, ("before", "after"), strict=True):
                if owner not in ("both", side):
                    continue
                if variable.member is None:
                    values[variable.name] = value[0] if isinstance(value, tuple) else value
                else:
                    members = values.setdefault(variable.name, frozenset())
                    if value and isinstance(members, frozenset):
                        values[variable.name] = members | {variable.member}
        return told


def _neutral(neutral: Value, variable: Variable) -> bool | str | Stretch:
    """Return the neutral value of a fact, or whether it has a member."""
    if isinstance(neutral, frozenset):
        return variable.member in neutral
    return neutral if isinstance(neutral, bool | str) else (neutral, neutral + 1)


def apart(one: Fact, other: Fact) -> bool:
    """Tell whether two facts of one name are two facts all the same: no answer to the one answers the other."""
    if (one.kind == "derived") != (other.kind == "derived"):
        return True
    if (one.domain.kind, one.domain.unit) != (other.domain.kind, other.domain.unit):
        return True
    names, others = one.domain.names(), other.domain.names()
    return bool(names or others) and set(names).isdisjoint(others)


def joined(
    before: Program, after: Program, before_given: Mapping[str, Value], after_given: Mapping[str, Value]
) -> Joint:
    """Join two programs, each with what the structure itself decides.

    Of a fact that both know, the values that both know are compared.
    """
    programs = (before, after)
    given = (before_given, after_given)
    shared = _shared(before.vocabulary, after.vocabulary)
    shared -= {name for name in shared if before_given.get(name) != after_given.get(name)}
    found: dict[tuple[str, str | None, Owner], int] = {}
    variables: list[Variable] = []
    sides: tuple[Owner, Owner] = ("before", "after")
    for program, side in zip(programs, sides, strict=True):
        for variable in program.variables:
            owner: Owner = "both" if variable.name in shared else side
            key = (variable.name, variable.member, owner)
            if key not in found:
                found[key] = len(variables)
                variables.append(_common(variable, programs if owner == "both" else (program,)))
    owners = tuple(owner for _, _, owner in found)
    domains = [variable.full for variable in variables]
    for place, (variable, owner) in enumerate(zip(variables, owners, strict=True)):
        for values, side in zip(given, sides, strict=True):
            if owner in ("both", side) and variable.name in values:
                domains[place] &= variable.mask(value for value in variable.values if value == values[variable.name])

    def half(program: Program, side: Owner) -> Half:
        places = (
            found[variable.name, variable.member, "both" if variable.name in shared else side]
            for variable in program.variables
        )
        return Half(
            program=program,
            variables=tuple(variables),
            places=tuple(
                (place, tuple(_mask(variables[place], value) for value in variable.values))
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
    """Return a variable with the values that all programs know, and with the cuts of each."""
    values = variable.values
    starts: set[int] = set()
    for program in programs:
        fact = program.vocabulary.facts.get(variable.name)
        if fact is None:
            known = dict(program.vocabulary.questions[variable.name].readings)
            values = tuple(value for value in values if value in known)
        elif fact.domain.kind == "integer":
            own = (value for place in program.places.get(fact.name, ()) for value in program.variables[place].values)
            starts.update(value[0] for value in own if isinstance(value, tuple))
            if fact.kind == "conduct" and isinstance(fact.neutral, int):
                starts.update((fact.neutral, fact.neutral + 1))
        elif fact.domain.kind == "set":
            values = values if variable.member in fact.domain.names() else (False,)
        elif fact.domain.kind == "enum":
            values = tuple(value for value in values if value in fact.domain.names())
    if starts:
        bounds = sorted(starts)
        stretches = zip(bounds, [*bounds[1:], None], strict=True)
        values = tuple(sorted(stretches, key=lambda each: not _within(each, variable.values[0])))
    return Variable(name=variable.name, member=variable.member, values=values)


def _mask(variable: Variable, value: bool | str | Stretch) -> int:
    """Return the mask of a value; a stretch of numbers may have been cut further."""
    return variable.mask(each for each in variable.values if each == value or _within(each, value))


def _within(inner: bool | str | Stretch, outer: bool | str | Stretch) -> bool:
    """Whether one stretch of numbers lies in another."""
    if not isinstance(inner, tuple) or not isinstance(outer, tuple):
        return False
    ends = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return outer[0] <= inner[0] and ends
