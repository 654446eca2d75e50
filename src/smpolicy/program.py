"""A program: the norms and facts that hold somewhere, compiled to formulas over finite variables.

A yes/no fact and an enum are one variable each; a set is one per member; a number is cut at the thresholds that
conditions name; an open question is a variable over its readings.
Derived facts are replaced by what they follow from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import prod
from typing import Final, TypeAlias

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
from smpolicy.errors import UnknownNorm
from smpolicy.norms import Instrument, Norm, conjunction
from smpolicy.semantics import (
    COMES_TO,
    Clause,
    Element,
    ElementName,
    Needed,
    NormStatus,
    Outcome,
    needed_at,
    needed_before,
)
from smpolicy.vocabulary import Fact, Part, Stated, Vocabulary
from smpolicy.worlds import FALSE, TRUE, And, Formula, Literal, Or, conj, disj, islands, negation, variables

#: What never holds.
NOWHERE: Final = Element(condition=NEVER, formula=FALSE)

#: What tells the outcomes apart, from the mildest that is in force.
Levels: TypeAlias = tuple[Formula, Formula, Formula]

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
class Program:
    """Everything that deciding needs, with nothing of the text left but the norms themselves."""

    vocabulary: Vocabulary
    variables: tuple[Variable, ...]
    places: Mapping[str, tuple[int, ...]]
    full: tuple[int, ...]
    #: What is true in every possible world.
    constraints: tuple[Formula, ...]
    #: The constraints again, grouped so that no two groups share a variable, each with the variables it speaks of.
    groups: tuple[tuple[frozenset[int], tuple[Formula, ...]], ...]
    #: Where the governing instrument speaks to an activity at all.
    scope: Element
    #: The norms that facts can decide, in the order of the text.
    clauses: tuple[Clause, ...]
    #: The other norms that bind persons: nobody can tell whether they are met, but whom they bind, and when.
    undecided: tuple[Clause, ...]
    #: Formulas that decisions ask for again and again, built once.
    _stands: dict[tuple[str, Needed], Formula] = field(default_factory=dict, repr=False, compare=False)
    _levels: dict[tuple[str, ...], Levels] = field(default_factory=dict, repr=False, compare=False)

    def clause(self, norm: str) -> Clause:
        """Return a norm that facts can decide, compiled, by its id.

        Raises `UnknownNorm` if there is none.
        """
        for each in self.clauses:
            if each.norm.id == norm:
                return each
        raise UnknownNorm(norm=norm)

    def element(self, condition: Condition) -> Element:
        """Compile a condition on facts, derived ones among them, that this program knows."""
        plain = expanded(condition, self.vocabulary)
        return Element(condition=plain, formula=_compile(plain, self.variables, self.places, self.full))

    def condition(self, condition: Condition) -> Formula:
        """Return the formula of a condition."""
        return self.element(condition).formula

    def written(self, formula: Formula) -> Condition:
        """Write a formula as a condition again."""
        match formula:
            case And(parts=parts):
                return All(parts=tuple(map(self.written, parts)))
            case Or(parts=parts):
                return AnyOf(parts=tuple(map(self.written, parts)))
            case Literal(variable=place, mask=mask):
                return self._written(self.variables[place], mask)

    def _written(self, variable: Variable, mask: int) -> Condition:
        kept = [value for bit, value in enumerate(variable.values) if mask >> bit & 1]
        if variable.name in self.vocabulary.questions:
            readings = ((str(value), ALWAYS if value in kept else NEVER) for value in variable.values)
            return ByReading(question=variable.name, readings=tuple(readings))
        if variable.member is not None:
            operand = frozenset((variable.member,))
            return Test(fact=variable.name, relation="has" if True in kept else "lacks", operand=operand)
        stretches = [value for value in kept if isinstance(value, tuple)]
        if stretches:
            ranges = tuple(_between(variable.name, each) for each in _joined(stretches))
            return ranges[0] if len(ranges) == 1 else AnyOf(parts=ranges)
        told = frozenset(value for value in kept if not isinstance(value, tuple))
        return Test(fact=variable.name, relation="one-of", operand=told)

    def used(self, clause: Clause) -> Formula:
        """Return what is done where a norm is followed, or a permission made use of."""
        act = clause.act.formula
        return act if clause.norm.polarity == "do" else self.negated(act)

    def is_conduct(self, place: int) -> bool:
        """Whether a variable is of conduct."""
        fact = self.vocabulary.facts.get(self.variables[place].name)
        return fact is not None and fact.kind == "conduct"

    def stands(self, clause: Clause, status: NormStatus, *, leaving_out: Set[ElementName] = frozenset()) -> Formula:
        """Return the formula that holds in exactly the worlds where a norm has a status (`semantics.LADDER`)."""
        return self._needed(clause, needed_at(status, leaving_out))

    def applies(self, clause: Clause, *, leaving_out: Set[ElementName] = frozenset()) -> Formula:
        """Return the formula of where a norm applies: it is met or broken there, by what is done."""
        return self._needed(clause, needed_before("broken", leaving_out))

    def _needed(self, clause: Clause, needed: Needed) -> Formula:
        """Join what is needed of a norm's elements; kept, since many decisions ask for the same."""
        key = (clause.norm.id, needed)
        if key not in self._stands:
            elements = ((clause.element(name).formula, holds) for name, holds in needed)
            self._stands[key] = conj(formula if holds else self.negated(formula) for formula, holds in elements)
        return self._stands[key]

    def levels(self, counted: Sequence[Clause]) -> Levels:
        """Return what tells outcomes apart if these norms count: `semantics.outcome` as formulas.

        In scope at all, something departed from or worse, something contravened: each holds wherever the next one does.
        """
        key = tuple(clause.norm.id for clause in counted)
        if key not in self._levels:
            self._levels[key] = self._told_apart(counted)
        return self._levels[key]

    def _told_apart(self, counted: Sequence[Clause]) -> Levels:
        def broken(outcome: Outcome) -> list[Formula]:
            return [self.stands(each, "broken") for each in counted if COMES_TO[each.norm.force] == outcome]

        worst = disj(broken("contravenes"))
        worse = disj((*broken("departs"), *broken("contravenes")))
        reached = (
            self.applies(clause) if clause.norm.polarity == "do" else self.stands(clause, "broken")
            for clause in counted
            if clause.norm.own_scope
        )
        return disj((self.scope.formula, *reached, worse)), worse, worst

    def outcome(self, counted: Sequence[Clause], outcome: Outcome) -> Formula:
        """Return the formula that holds in exactly the worlds with an outcome, if these norms count."""
        scope, worse, worst = self.levels(counted)
        match outcome:
            case "contravenes":
                return worst
            case "departs":
                return conj((worse, self.negated(worst)))
            case "no_departure_found":
                return conj((scope, self.negated(worse)))
            case "outside_scope":
                return self.negated(scope)
            case "not_in_force":
                return FALSE

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
    base: Program | None = None,
) -> Program:
    """Compile norms for deciding; `governing` is the instrument in whose scope the others are examined.

    `base` has some of the norms compiled under the same instruments and constraints: what it knows is taken from it.
    Where another norm cuts a number where it does not, all is compiled anew.
    """
    all_norms = tuple(norms)
    known = {} if base is None else {each.norm.id: each for each in (*base.clauses, *base.undecided)}
    new = [norm for norm in all_norms if norm.borne_by_persons and norm.id not in known]
    scopes = {  # the largest conditions by far, and the same for most norms of an instrument
        reach: expanded(_scope(instruments, reach[0], persons=reach[1]), vocabulary) for reach in map(_reach, new)
    }
    spoken = {norm.id: _spoken(norm, vocabulary) for norm in new}
    always = [] if base else [expanded(each.condition, vocabulary) for each in vocabulary.constraints]
    scope = base.scope.condition if base else expanded(_scope(instruments, governing), vocabulary)
    conditions = [*always, scope, *scopes.values(), *(each for parts in spoken.values() for each in parts)]
    unknowns = _variables(conditions, vocabulary, base.variables if base else ())
    if unknowns is None:
        return compile_program(norms=all_norms, instruments=instruments, vocabulary=vocabulary, governing=governing)
    places = _places(unknowns)
    full = tuple(variable.full for variable in unknowns)

    def element(condition: Condition) -> Element:
        return Element(condition=condition, formula=_compile(condition, unknowns, places, full))

    scoped = {reach: element(each) for reach, each in scopes.items()}
    for norm in new:
        borne, when, exception, act = map(element, spoken[norm.id])
        known[norm.id] = Clause(
            norm=norm,
            scope=scoped[_reach(norm)],
            borne=borne,
            when=when,
            aside=NOWHERE,
            exception=exception,
            act=act,
            against=_against(norm, act, full),
        )
    clauses = [known[norm.id] for norm in all_norms if norm.borne_by_persons]
    constraints = base.constraints if base else tuple(element(each).formula for each in always)
    return Program(
        vocabulary=vocabulary,
        variables=unknowns,
        places=places,
        full=full,
        constraints=constraints,
        groups=base.groups if base else _groups(constraints),
        scope=base.scope if base else element(scope),
        clauses=tuple(each for each in clauses if each.norm.decides),
        undecided=tuple(each for each in clauses if not each.norm.decides),
    )


def _groups(constraints: Sequence[Formula]) -> tuple[tuple[frozenset[int], tuple[Formula, ...]], ...]:
    return tuple(
        (frozenset().union(*map(variables, group)), tuple(group))
        for group in islands(constraints, map(variables, constraints))
    )


def with_set_aside(program: Program, aside: Mapping[str, Condition], unexcepted: Mapping[str, Condition]) -> Program:
    """Return a program in which provisions prevail over norms, and over exceptions of norms, by the norms' ids.

    The conditions under which they do speak of what the program knows.
    """

    def element(condition: Condition) -> Element:
        return Element(condition=condition, formula=program.condition(condition))

    def limited(clause: Clause) -> Clause:
        if clause.norm.id in aside:
            clause = replace(clause, aside=element(aside[clause.norm.id]))
        if clause.norm.id in unexcepted:
            left = All(parts=(clause.exception.condition, Not(part=unexcepted[clause.norm.id])))
            clause = replace(clause, exception=element(left))
        return clause

    return replace(program, clauses=tuple(map(limited, program.clauses)), _stands={}, _levels={})


def _reach(norm: Norm) -> tuple[str, bool]:
    """Return what decides the scope of a norm: its instrument, and whether it has a scope of its own within it."""
    return norm.instrument, norm.own_scope


def _spoken(norm: Norm, vocabulary: Vocabulary) -> tuple[Condition, Condition, Condition, Condition]:
    """Return whom a norm binds, when, its exceptions and its act, as conditions on facts that can be stated."""
    act = conjunction(norm.act) if norm.decides else NEVER
    return (
        expanded(norm.borne, vocabulary),
        expanded(conjunction(norm.when), vocabulary),
        expanded(norm.exception, vocabulary),
        expanded(act, vocabulary),
    )


def _against(norm: Norm, act: Element, full: Sequence[int]) -> Element:
    """Return what is done against a norm where it applies; nothing is, against a permission."""
    if norm.force == "permitted" or not norm.decides:
        return NOWHERE
    if norm.polarity == "refrain":
        return act
    return Element(condition=Not(part=act.condition), formula=negation(act.formula, full))


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches of numbers in their order, those that touch as one."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches, key=lambda each: each[0]):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _between(fact: str, stretch: Stretch) -> Condition:
    """Say that a number lies in a stretch."""
    start, end = stretch
    bounds = [Test(fact=fact, relation="at-least", operand=frozenset((start,)))] if start else []
    if end is not None:
        bounds.append(Test(fact=fact, relation="under", operand=frozenset((end,))))
    return bounds[0] if len(bounds) == 1 else All(parts=tuple(bounds))


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
    conditions: Sequence[Condition], vocabulary: Vocabulary, known: tuple[Variable, ...]
) -> tuple[Variable, ...] | None:
    """Return those known, and one for every other unknown that the conditions turn on.

    Nothing where they cut a number that is known at another place.
    """
    used = {test.fact for condition in conditions for test in tests(condition)}
    asked = {question for condition in conditions for question in questions(condition)}
    cuts: dict[str, set[int]] = {}
    for condition in conditions:
        for test in tests(condition):
            if vocabulary.facts[test.fact].domain.kind == "integer":
                cuts.setdefault(test.fact, set()).update(_cuts(test))
    names = {variable.name for variable in known}
    for variable in known:
        starts = {value[0] for value in variable.values if isinstance(value, tuple)}
        if starts and not cuts.get(variable.name, set()) <= starts:
            return None
    made = list(known)
    for name in sorted(used - names):
        made.extend(_fact_variables(vocabulary.facts[name], cuts.get(name, set())))
    for name in sorted(asked - names):
        made.append(Variable(name=name, values=tuple(reading for reading, _ in vocabulary.questions[name].readings)))
    return tuple(made)


def _places(unknowns: Iterable[Variable]) -> dict[str, tuple[int, ...]]:
    """Return where the variables of each fact and open question are."""
    places: dict[str, tuple[int, ...]] = {}
    for place, variable in enumerate(unknowns):
        places[variable.name] = (*places.get(variable.name, ()), place)
    return places


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
