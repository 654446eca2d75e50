"""Compiling: the variables that conditions turn on, and conditions as formulas over them.

A yes/no fact and an enum are one variable each; a set is one per member; a number is cut at the thresholds that
conditions name; an open question is a variable over its readings.
Derived facts are replaced by what they follow from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from smpolicy.deciding.worlds import FALSE, TRUE, Formula, Literal, conj, disj, negation
from smpolicy.meaning.conditions import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    ByReading,
    Condition,
    Not,
    Test,
    Value,
    questions,
    tests,
)
from smpolicy.meaning.domains import RELATIONS, Asked, Cell, Domain, Operand
from smpolicy.meaning.vocabulary import Fact, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One unknown: a fact, a member of a set, or the reading of an open question; the preferred cell comes first."""

    #: The fact or the open question.
    name: str
    #: What it can be, or the set that it is a member of.
    domain: Domain
    member: str | None = None
    values: tuple[Cell, ...]

    def value(self, bit: int) -> Value:
        """Return a value in one of its cells."""
        return self.domain.value(self.values[bit])

    def mask(self, keep: Iterable[Cell]) -> int:
        """Return the mask of some of its cells."""
        cells = set(keep)
        return sum(1 << bit for bit, value in enumerate(self.values) if value in cells)

    @property
    def full(self) -> int:
        """The mask of all its values."""
        return (1 << len(self.values)) - 1


def expanded(condition: Condition, vocabulary: Vocabulary, above: frozenset[str] = frozenset()) -> Condition:
    """Replace every derived fact by what it follows from, and a question that was closed by the reading chosen."""

    def inner(each: Condition) -> Condition:
        return expanded(each, vocabulary, above)

    match condition:
        case All(parts=parts):
            return All(parts=tuple(map(inner, parts)))
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(map(inner, parts)))
        case Not(part=part):
            return Not(part=inner(part))
        case ByReading(question=question, readings=readings):
            chosen = vocabulary.questions[question].closed
            if chosen is not None:
                return inner(dict(readings)[chosen])
            return ByReading(question=question, readings=tuple((name, inner(part)) for name, part in readings))
        case Test(fact=name, operand=operand):
            fact = vocabulary.facts[name]
            if fact.kind != "derived" or name in above:
                return condition
            return _derived(fact, operand, vocabulary, above | {name})


def _derived(fact: Fact, operand: Operand, vocabulary: Vocabulary, above: frozenset[str]) -> Condition:
    """Return where a derived fact has one of some values; without a case, the only one that it can follow as."""
    only = fact.domain.follows_as() if len(fact.domain.follows_as()) == 1 else ()
    parts: list[Condition] = []
    for value, case in fact.cases or [(value, ALWAYS) for value in only]:
        met, unmet = fact.domain.met_by(value, operand)
        follows = expanded(case, vocabulary, above) if met or unmet else NEVER
        parts += [follows] if met else []
        parts += [Not(part=follows)] if unmet else []
    return AnyOf(parts=tuple(parts))


def variables_for(
    conditions: Sequence[Condition], vocabulary: Vocabulary, known: tuple[Variable, ...]
) -> tuple[Variable, ...] | None:
    """Return those known, and one for every other unknown that the conditions turn on.

    Nothing where a test has no one answer within a cell of one that is known.
    """
    asks: dict[str, list[Asked]] = {}
    for condition in conditions:
        for test in tests(condition):
            asks.setdefault(test.fact, []).append(Asked(test.relation, test.operand))
    question_names = {question for condition in conditions for question in questions(condition)}
    names = {variable.name for variable in known}
    for variable in known:
        if variable.name not in asks:
            continue
        cells = variable.domain.cells(variable.member, asks[variable.name], None)
        if not all(any(variable.domain.covers(cell, part) for cell in cells) for part in variable.values):
            return None
    all_variables = list(known)
    for name in sorted(asks.keys() - names):
        all_variables.extend(_variables_of(vocabulary.facts[name], asks[name]))
    for name in sorted(question_names - names):
        readings = vocabulary.domain(name)
        all_variables.append(Variable(name=name, domain=readings, values=readings.cells(None, (), None)))
    return tuple(all_variables)


def _variables_of(fact: Fact, asked: Iterable[Asked]) -> list[Variable]:
    return [
        Variable(
            name=fact.name,
            domain=fact.domain,
            member=member,
            values=fact.domain.cells(member, asked, fact.neutral),
        )
        for member in fact.domain.members() or (None,)
    ]


def places_of(unknowns: Iterable[Variable]) -> dict[str, tuple[int, ...]]:
    """Return where the variables of each fact and open question are."""
    places: dict[str, tuple[int, ...]] = {}
    for place, variable in enumerate(unknowns):
        places[variable.name] = (*places.get(variable.name, ()), place)
    return places


def formula_of(
    condition: Condition,
    variables: Sequence[Variable],
    places: Mapping[str, tuple[int, ...]],
    full: Sequence[int],
) -> Formula:
    """Compile a condition without derived facts and closed questions, over variables that it turns on.

    `places` says where the variables of each fact and open question are; `full` holds the mask of all values of each.
    """

    def inner(each: Condition) -> Formula:
        return formula_of(each, variables, places, full)

    match condition:
        case All(parts=parts):
            return conj(map(inner, parts))
        case AnyOf(parts=parts):
            return disj(map(inner, parts))
        case Not(part=part):
            return negation(inner(part), full)
        case ByReading(question=question, readings=readings):
            (place,) = places[question]
            return disj(conj((Literal(place, variables[place].mask((name,))), inner(part))) for name, part in readings)
        case Test():
            return _formula_of_test(condition, [(place, variables[place]) for place in places[condition.fact]])


def _formula_of_test(test: Test, placed: list[tuple[int, Variable]]) -> Formula:
    if placed[0][1].member is not None:
        members = {
            variable.member: (Literal(place, variable.mask((True,))), Literal(place, variable.mask((False,))))
            for place, variable in placed
        }
        match test.relation:
            case "has":
                return conj(members[str(name)][0] for name in sorted(test.operand, key=str))
            case "lacks":
                return conj(members[str(name)][1] for name in sorted(test.operand, key=str))
            case "any-of":
                return disj(members[str(name)][0] for name in sorted(test.operand, key=str))
            case _:
                return conj(yes if name in test.operand else no for name, (yes, no) in members.items())
    ((place, variable),) = placed
    return _literal(place, variable, _values(test, variable))


def _literal(place: int, variable: Variable, values: Iterable[Cell]) -> Formula:
    mask = variable.mask(values)
    if mask == variable.full:
        return TRUE
    return Literal(place, mask) if mask else FALSE


def _values(test: Test, variable: Variable) -> list[Cell]:
    """Return the cells of a variable at which a test holds; they are cut so that a test holds in all of one or none."""
    related = RELATIONS[test.relation].holds
    return [cell for cell in variable.values if related(variable.domain.value(cell), test.operand)]
