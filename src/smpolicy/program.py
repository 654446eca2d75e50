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
from smpolicy.domains import RELATIONS, Asked, Cell, Domain, Operand
from smpolicy.norms import Instrument, Norm, conjunction
from smpolicy.semantics import Clause
from smpolicy.vocabulary import NOT_SURE, Fact, Stated, Vocabulary
from smpolicy.worlds import FALSE, TRUE, Formula, Literal, conj, disj, islands, negation, variables


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
        if stated is NOT_SURE:
            return
        for place in self.places.get(name, ()):
            variable = self.variables[place]
            domains[place] &= variable.mask(variable.domain.agreeing(variable.member, variable.values, stated))

    def world(self, masks: Sequence[int]) -> World:
        """Return the world that picks the first open value of each variable."""
        world: dict[str, Value] = {}
        for variable, mask in zip(self.variables, masks, strict=True):
            value = variable.value((mask & -mask).bit_length() - 1)
            if variable.member is not None:
                members = world.get(variable.name, frozenset())
                world[variable.name] = members | {variable.member} if value else members  # type: ignore[operator]
            else:
                world[variable.name] = value
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
    return [variables[0].value(bit) for bit in range(len(variables[0].values))]


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


def _variables(
    conditions: Sequence[Condition], vocabulary: Vocabulary
) -> tuple[tuple[Variable, ...], dict[str, tuple[int, ...]]]:
    """Return a variable for every unknown that the conditions turn on, and where each fact's variables are."""
    asks: dict[str, list[Asked]] = {}
    for condition in conditions:
        for test in tests(condition):
            asks.setdefault(test.fact, []).append(Asked(test.relation, test.operand))
    asked = {question for condition in conditions for question in questions(condition)}
    made: list[Variable] = []
    for name in sorted(asks):
        made.extend(_fact_variables(vocabulary.facts[name], asks[name]))
    for name in sorted(asked):
        readings = vocabulary.domain(name)
        made.append(Variable(name=name, domain=readings, values=readings.cells(None, (), None)))
    places: dict[str, tuple[int, ...]] = {}
    for place, variable in enumerate(made):
        places[variable.name] = (*places.get(variable.name, ()), place)
    return tuple(made), places


def _fact_variables(fact: Fact, asked: Iterable[Asked]) -> list[Variable]:
    return [
        Variable(
            name=fact.name,
            domain=fact.domain,
            member=member,
            values=fact.domain.cells(member, asked, fact.neutral),
        )
        for member in fact.domain.members() or (None,)
    ]


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


def _literal(place: int, variable: Variable, values: Iterable[Cell]) -> Formula:
    mask = variable.mask(values)
    if mask == variable.full:
        return TRUE
    return Literal(place, mask) if mask else FALSE


def _values(test: Test, variable: Variable) -> list[Cell]:
    """Return the cells of a variable at which a test holds; they are cut so that a test holds in all of one or none."""
    related = RELATIONS[test.relation].holds
    return [cell for cell in variable.values if related(variable.domain.value(cell), test.operand)]
