"""A program: the norms and facts that hold somewhere, compiled to formulas over finite variables.

A yes/no fact and an enum are one variable each; a set is one per member; a number is cut at the thresholds that
conditions name; an open question is a variable over its readings.
Derived facts are replaced by what they follow from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from math import prod
from types import MappingProxyType
from typing import TypeAlias

from smpolicy.conditions import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    ByReading,
    Condition,
    Not,
    Test,
    Value,
    World,
    questions,
    tests,
)
from smpolicy.norms import Instrument, Norm, conjunction
from smpolicy.semantics import Clause
from smpolicy.vocabulary import Fact, Part, Stated, Vocabulary
from smpolicy.worlds import FALSE, TRUE, Formula, Literal, conj, disj, islands, negation, variables

#: A stretch of whole numbers: from the first, up to and without the second.
Stretch: TypeAlias = tuple[int, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One unknown: a fact, a member of a set, or the reading of an open question; the preferred value comes first."""

    #: The fact or the open question.
    name: str
    member: str | None = None
    values: tuple[bool | str | Stretch, ...]

    def mask(self, keep: Iterable[bool | str | Stretch]) -> int:
        """Return the mask of some of its values."""
        kept = set(keep)
        return sum(1 << bit for bit, value in enumerate(self.values) if value in kept)

    @property
    def full(self) -> int:
        """The mask of all its values."""
        return (1 << len(self.values)) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A norm that facts can decide, compiled: who bears it, where it applies, and what keeps or breaks it."""

    clause: Clause
    scope: Formula
    borne: Formula
    when: Formula
    exception: Formula
    act: Formula
    #: Where another provision prevails over it, so that it does not count.
    aside: Formula

    @property
    def norm(self) -> Norm:
        """The norm that was compiled."""
        return self.clause.norm


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Everything that deciding needs, with nothing of the text left but the norms themselves."""

    vocabulary: Vocabulary
    variables: tuple[Variable, ...]
    places: Mapping[str, tuple[int, ...]]
    full: tuple[int, ...]
    constraints: tuple[Formula, ...]
    #: The constraints again, grouped so that no two groups share a variable, each with the variables it speaks of.
    groups: tuple[tuple[frozenset[int], tuple[Formula, ...]], ...]
    #: Where the governing instrument speaks to an activity at all: as a condition, and compiled.
    scope_condition: Condition
    scope: Formula
    rules: tuple[Rule, ...]

    def condition(self, condition: Condition) -> Formula:
        """Compile a condition on facts, derived ones among them, that this program knows."""
        return _compile(expanded(condition, self.vocabulary), self.variables, self.places, self.full)

    def against(self, rule: Rule) -> Formula:
        """Return the formula of what is done against a norm where it applies; nothing is, against a permission."""
        if rule.norm.force == "permitted":
            return FALSE
        return self.negated(rule.act) if rule.norm.polarity == "do" else rule.act

    def negated(self, formula: Formula) -> Formula:
        """Negate a formula."""
        return negation(formula, self.full)

    def spoken_of(self, formula: Formula) -> set[str]:
        """Return the facts and open questions that a formula speaks of."""
        return {self.variables[place].name for place in variables(formula)}

    def ways(self, name: str) -> int:
        """Return how many values of a fact conditions can tell apart: as many as `values_of` would list."""
        return prod(len(self.variables[place].values) for place in self.places[name])

    def tied(self, names: Set[str]) -> list[set[str]]:
        """Group names so that no constraint speaks of names of two groups."""
        groups: list[set[str]] = [{name} for name in sorted(names)]
        for constraint in self.constraints:
            met = self.spoken_of(constraint) & names
            joined = [group for group in groups if group & met]
            if len(joined) > 1:
                groups = [*(group for group in groups if group not in joined), set().union(*joined)]
        return groups

    def restrict(self, domains: list[int], name: str, stated: Stated) -> None:
        """Narrow `domains` to what was stated of a fact."""
        fact = self.vocabulary.facts.get(name)
        for place in self.places.get(name, ()):
            variable = self.variables[place]
            domains[place] &= variable.mask(_allowed(variable, fact, stated))

    def world(self, masks: Sequence[int]) -> World:
        """Return the world that picks the first open value of each variable."""
        world: dict[str, Value] = {}
        for variable, mask in zip(self.variables, masks, strict=True):
            value = variable.values[(mask & -mask).bit_length() - 1]
            if variable.member is not None:
                members = world.get(variable.name, frozenset())
                world[variable.name] = members | {variable.member} if value else members  # type: ignore[operator]
            else:
                world[variable.name] = value[0] if isinstance(value, tuple) else value
        return world


def compile_program(
    *,
    norms: Iterable[Norm],
    instruments: Mapping[str, Instrument],
    vocabulary: Vocabulary,
    governing: str,
    aside: Mapping[str, Condition],
    unexcepted: Mapping[str, Condition] = MappingProxyType({}),
) -> Program:
    """Compile norms for deciding; `governing` is the instrument in whose scope the others are examined.

    `aside` gives for each norm the condition under which another provision prevails over it, and `unexcepted` that
    under which one prevails over its exceptions.
    """
    all_norms = tuple(norms)
    decided = [norm for norm in all_norms if norm.decides]
    scopes = {  # the largest conditions by far, and the same for most norms of an instrument
        (name, persons): expanded(_scope(instruments, name, persons=persons), vocabulary)
        for name, persons in {_reach(norm) for norm in decided}
    }
    clauses = [_clause(norm, scopes[_reach(norm)], vocabulary, aside, unexcepted) for norm in decided]
    borne = [norm for norm in all_norms if norm.borne_by_persons]
    around = [(norm.borne, conjunction(norm.when), norm.exception) for norm in borne]
    constraints = [expanded(constraint.condition, vocabulary) for constraint in vocabulary.constraints]
    scope = expanded(_scope(instruments, governing), vocabulary)
    conditions = [
        *constraints, scope, *scopes.values(), *(expanded(each, vocabulary) for three in around for each in three),
        *(each for c in clauses for each in (c.borne, c.when, c.exception, c.act, c.aside)),
    ]  # fmt: skip
    unknowns, places = _variables(conditions, vocabulary)
    full = tuple(variable.full for variable in unknowns)

    def formula(condition: Condition) -> Formula:
        return _compile(condition, unknowns, places, full)

    always = tuple(map(formula, constraints))
    scoped = {reach: formula(each) for reach, each in scopes.items()}
    return Program(
        vocabulary=vocabulary,
        variables=unknowns,
        places=places,
        full=full,
        constraints=always,
        groups=tuple(
            (frozenset().union(*map(variables, group)), tuple(group))
            for group in islands(always, map(variables, always))
        ),
        scope_condition=scope,
        scope=formula(scope),
        rules=tuple(
            Rule(
                clause=clause,
                scope=scoped[_reach(clause.norm)],
                borne=formula(clause.borne),
                when=formula(clause.when),
                exception=formula(clause.exception),
                act=formula(clause.act),
                aside=formula(clause.aside),
            )
            for clause in clauses
        ),
    )


def _reach(norm: Norm) -> tuple[str, bool]:
    """Return what decides the scope of a norm: its instrument, and whether it has a scope of its own within it."""
    return norm.instrument, norm.own_scope


def _clause(
    norm: Norm,
    scope: Condition,
    vocabulary: Vocabulary,
    aside: Mapping[str, Condition],
    unexcepted: Mapping[str, Condition],
) -> Clause:
    """Return a norm, of which the scope is known, as conditions on facts that can be stated."""

    def plain(condition: Condition) -> Condition:
        return expanded(condition, vocabulary)

    return Clause(
        norm=norm,
        scope=scope,
        borne=plain(norm.borne),
        when=plain(conjunction(norm.when)),
        exception=plain(_standing_exception(norm, unexcepted)),
        act=plain(conjunction(norm.act)),
        aside=plain(aside.get(norm.id, NEVER)),
    )


def _standing_exception(norm: Norm, unexcepted: Mapping[str, Condition]) -> Condition:
    if norm.id not in unexcepted:
        return norm.exception
    return All(parts=(norm.exception, Not(part=unexcepted[norm.id])))


def values_of(program: Program, name: str) -> list[Value]:
    """Return every value of a fact that conditions can tell apart; of a set, all its subsets, which grow beyond use."""
    places = program.places[name]
    variables = [program.variables[place] for place in places]
    if variables[0].member is not None:
        members = [str(variable.member) for variable in variables]
        return [frozenset(chosen) for size in range(len(members) + 1) for chosen in combinations(members, size)]
    return [value[0] if isinstance(value, tuple) else value for value in variables[0].values]


def _scope(instruments: Mapping[str, Instrument], name: str, *, persons: bool = False) -> Condition:
    """Return where an instrument speaks to an activity, or whom it covers: with what it is examined with, if any."""
    conditions: list[Condition] = []
    seen: set[str] = set()
    following: str | None = name
    while following is not None and following in instruments and following not in seen:
        seen.add(following)
        instrument = instruments[following]
        conditions.append(instrument.persons if persons else instrument.scope)
        following = instrument.scope_with
    return All(parts=tuple(conditions))


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


def _derived(
    fact: Fact, operand: frozenset[bool | str | int], vocabulary: Vocabulary, above: frozenset[str]
) -> Condition:
    if fact.domain.kind == "boolean":
        holds = expanded(dict(fact.cases).get("true", ALWAYS), vocabulary, above)
        wanted: list[Condition] = [holds] if True in operand else []
        return AnyOf(parts=tuple(wanted + ([Not(part=holds)] if False in operand else [])))
    return AnyOf(parts=tuple(expanded(case, vocabulary, above) for value, case in fact.cases if value in operand))


def _variables(
    conditions: Sequence[Condition], vocabulary: Vocabulary
) -> tuple[tuple[Variable, ...], dict[str, tuple[int, ...]]]:
    """Return a variable for every unknown that the conditions turn on, and where each fact's variables are."""
    used = {test.fact for condition in conditions for test in tests(condition)}
    asked = {question for condition in conditions for question in questions(condition)}
    cuts: dict[str, set[int]] = {}
    for condition in conditions:
        for test in tests(condition):
            if vocabulary.facts[test.fact].domain.kind == "integer":
                cuts.setdefault(test.fact, set()).update(_cuts(test))
    made: list[Variable] = []
    for name in sorted(used):
        made.extend(_fact_variables(vocabulary.facts[name], cuts.get(name, set())))
    for name in sorted(asked):
        made.append(Variable(name=name, values=tuple(reading for reading, _ in vocabulary.questions[name].readings)))
    places: dict[str, tuple[int, ...]] = {}
    for place, variable in enumerate(made):
        places[variable.name] = (*places.get(variable.name, ()), place)
    return tuple(made), places


def _cuts(test: Test) -> set[int]:
    """Return the numbers at which a test's answer changes."""
    numbers = [int(number) for number in test.operand]
    match test.relation:
        case "under" | "at-least":
            return set(numbers)
        case "over" | "at-most":
            return {number + 1 for number in numbers}
        case _:
            return {bound for number in numbers for bound in (number, number + 1)}


def _fact_variables(fact: Fact, cuts: set[int]) -> list[Variable]:
    match fact.domain.kind:
        case "set":
            preferred = fact.neutral if isinstance(fact.neutral, frozenset) else frozenset()
            return [
                Variable(
                    name=fact.name,
                    member=member,
                    values=(True, False) if member in preferred else (False, True),
                )
                for member in fact.domain.names()
            ]
        case "boolean":
            return [Variable(name=fact.name, values=(True, False) if fact.neutral is True else (False, True))]
        case "enum":
            names = sorted(fact.domain.names(), key=lambda name: name != fact.neutral)
            return [Variable(name=fact.name, values=tuple(names))]
        case "integer":
            bounds = sorted({0, *cuts})
            stretches: list[Stretch] = list(zip(bounds, [*bounds[1:], None], strict=True))
            neutral = fact.neutral if isinstance(fact.neutral, int) else None
            stretches.sort(key=lambda stretch: neutral is not None and not _within(neutral, stretch))
            return [Variable(name=fact.name, values=tuple(stretches))]


def _within(number: int, stretch: Stretch) -> bool:
    return stretch[0] <= number and (stretch[1] is None or number < stretch[1])


def _allowed(variable: Variable, fact: Fact | None, stated: Stated) -> Iterable[bool | str | Stretch]:
    """Return the values of a variable that agree with what was stated."""
    match stated:
        case Part(has=has, lacks=lacks):
            if variable.member in has:
                return (True,)
            return (False,) if variable.member in lacks else variable.values
        case frozenset():
            return (variable.member in stated,)
        case int() if fact is not None and fact.domain.kind == "integer":
            return (stretch for stretch in variable.values if isinstance(stretch, tuple) and _within(stated, stretch))
        case bool() | str():
            return (stated,)
        case _:
            return variable.values


def _compile(
    condition: Condition,
    variables: Sequence[Variable],
    places: Mapping[str, tuple[int, ...]],
    full: Sequence[int],
) -> Formula:
    def inner(each: Condition) -> Formula:
        return _compile(each, variables, places, full)

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
            return _compile_test(condition, [(place, variables[place]) for place in places[condition.fact]])


def _compile_test(test: Test, found: list[tuple[int, Variable]]) -> Formula:
    if found[0][1].member is not None:
        members = {
            variable.member: (Literal(place, variable.mask((True,))), Literal(place, variable.mask((False,))))
            for place, variable in found
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
    ((place, variable),) = found
    return _literal(place, variable, _values(test, variable))


def _literal(place: int, variable: Variable, values: Iterable[bool | str | Stretch]) -> Formula:
    mask = variable.mask(values)
    if mask == variable.full:
        return TRUE
    return Literal(place, mask) if mask else FALSE


def _values(test: Test, variable: Variable) -> list[bool | str | Stretch]:
    """Return the values of a variable at which a test holds; stretches are cut so that a test holds for all or none."""
    kept = []
    for value in variable.values:
        number = value[0] if isinstance(value, tuple) else None
        if number is None:
            holds = value in test.operand
        else:
            numbers = [int(each) for each in test.operand]
            holds = {
                "one-of": number in numbers,
                "under": number < numbers[0],
                "at-least": number >= numbers[0],
                "over": number > numbers[0],
                "at-most": number <= numbers[0],
            }[test.relation]
        if holds:
            kept.append(value)
    return kept
