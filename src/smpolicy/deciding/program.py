"""A program: the norms and facts that hold somewhere, compiled; how norms stand and what comes of it, as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple, TypeAlias

from smpolicy.deciding.compiling import Variable, expanded, formula_of, places_of, variables_for
from smpolicy.deciding.semantics import (
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
from smpolicy.deciding.worlds import (
    FALSE,
    And,
    Formula,
    Literal,
    Or,
    conj,
    disj,
    islands,
    negation,
    possible,
    variables,
)
from smpolicy.foundations.errors import UnknownNorm
from smpolicy.meaning.conditions import ALWAYS, NEVER, All, AnyOf, ByReading, Condition, Not, Test, Value, World, facts
from smpolicy.meaning.norms import Instrument, Norm, conjunction
from smpolicy.meaning.vocabulary import NOT_SURE, NotSure, Part, Stated, Vocabulary

#: What never holds.
NOWHERE: Final = Element(condition=NEVER, formula=FALSE)

#: For how many values of facts it is kept what they leave; a number or a set can have any number of values.
_MOST_LEFT: Final = 4096

#: What tells the outcomes apart, from the mildest that is in force.
Levels: TypeAlias = tuple[Formula, Formula, Formula]


class _Neutral(NamedTuple):
    """What of some conduct can be neutral: all of it together, or nothing; and what never can, each by itself."""

    together: Mapping[str, Value]
    never: frozenset[str]


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
    #: For each fact and open question those that constraints tie to it, itself among them.
    tied_to: Mapping[str, frozenset[str]]
    #: Where the governing instrument speaks to an activity at all.
    scope: Element
    #: The norms that facts can decide, in the order of the text.
    clauses: tuple[Clause, ...]
    #: The other norms that bind persons: nobody can tell whether they are met, but whom they bind, and when.
    interpretive: tuple[Clause, ...]
    #: Formulas that decisions ask for again and again, built once.
    _stands: dict[tuple[str, Needed], Formula] = field(default_factory=dict, repr=False, compare=False)
    _levels: dict[tuple[str, ...], Levels] = field(default_factory=dict, repr=False, compare=False)
    #: What can be neutral of tied names of which nothing was stated.
    _unspoken: dict[frozenset[str], _Neutral] = field(default_factory=dict, repr=False, compare=False)
    #: What values leave to the variables of facts, for so many values.
    _left: dict[tuple[str, Stated], tuple[tuple[int, int], ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def clause(self, norm: str) -> Clause:
        """Return a norm that facts can decide, compiled, by its id.

        Raises `UnknownNorm` if there is none.
        """
        for clause in self.clauses:
            if clause.norm.id == norm:
                return clause
        raise UnknownNorm(norm=norm)

    def element(self, condition: Condition) -> Element:
        """Compile a condition on facts, derived ones among them, that this program knows."""
        plain = expanded(condition, self.vocabulary)
        return Element(condition=plain, formula=formula_of(plain, self.variables, self.places, self.full))

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
        cells = [cell for bit, cell in enumerate(variable.values) if mask >> bit & 1]
        if variable.name in self.vocabulary.questions:
            readings = ((str(cell), ALWAYS if cell in cells else NEVER) for cell in variable.values)
            return ByReading(question=variable.name, readings=tuple(readings))
        ways = [
            _alone(All, [Test(fact=variable.name, relation=each.relation, operand=each.operand) for each in group])
            for group in variable.domain.tests(variable.member, cells)
        ]
        return _alone(AnyOf, ways)

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

    def breaches(self, clause: Clause) -> Formula:
        """Return the formula of where a norm is broken and makes an outcome worse, if it counts at all."""
        return conj((self.stands(clause, "broken"), clause.counting.formula))

    def reaches(self, clause: Clause) -> Formula:
        """Return the formula of where a norm with its own scope brings an activity into scope, if it counts at all."""
        asks = clause.norm.polarity == "do" and clause.norm.role != "step"
        return self.applies(clause) if asks else self.stands(clause, "broken")

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
            return [self.breaches(each) for each in counted if COMES_TO[each.norm.force] == outcome]

        worst = disj(broken("contravenes"))
        worse = disj((*broken("departs"), *broken("contravenes")))
        reached = (self.reaches(each) for each in counted if each.norm.own_scope)
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

    def facts_of(self, formula: Formula) -> frozenset[str]:
        """Return the facts that a formula speaks of."""
        return frozenset(self.spoken_of(formula) & self.vocabulary.facts.keys())

    def tied(self, names: Set[str]) -> list[set[str]]:
        """Group names so that no constraint speaks of names of two groups."""
        return _tied(names, map(self.spoken_of, self.constraints))

    def read_as(self, question: str, reading: str) -> Formula:
        """Return the formula of the worlds in which an open question is answered by one of its readings."""
        (place,) = self.places[question]
        return Literal(place, self.variables[place].mask((reading,)))

    def answers(self, name: str) -> Iterator[Value | Part]:
        """Yield what can be said of a fact; of a set, that it has a member or lacks it, since its subsets are many."""
        variables = [self.variables[place] for place in self.places[name]]
        members = [frozenset((variable.member,)) for variable in variables if variable.member is not None]
        for member in members:
            yield from (Part(has=member, lacks=frozenset()), Part(has=frozenset(), lacks=member))
        if not members:
            (variable,) = variables
            yield from map(variable.value, range(len(variable.values)))

    def left_by(self, known: Mapping[str, Stated]) -> list[int]:
        """Return the values that what is known leaves to each variable."""
        domains = list(self.full)
        for name, each in known.items():
            self.restrict(domains, name, each)
        return domains

    def agrees(self, domains: Sequence[int], values: Mapping[str, Value | Part]) -> bool:
        """Whether facts can have these values in a world within `domains`, which leave one.

        Constraints that speak of none of these facts need no asking.
        """
        touched = {place for name in values for place in self.places.get(name, ())}
        bearing = [each for places, group in self.groups if not touched.isdisjoint(places) for each in group]
        if not bearing:
            return True
        remaining = list(domains)
        for name, value in values.items():
            self.restrict(remaining, name, value)
        return possible(bearing, remaining, self.full)

    def neutral(self, stated: Mapping[str, Stated], *, leaving_open: Set[str] = frozenset()) -> dict[str, Value]:
        """Return the neutral value of each unstated conduct fact that can have it, and that is not to be left open.

        Facts that constraints tie together are assumed together or, where that is impossible or one of them is left
        open, not at all: to assume some of them would be to choose what the others are.
        """
        domains = self.left_by(stated)
        answered = _answered(stated)
        assumed: dict[str, Value] = {}
        for group in dict.fromkeys(self.tied_to.values()):
            if group.isdisjoint(leaving_open - answered):
                assumed |= self._neutral_of(group, domains, stated, stated.keys()).together
        return dict(sorted(assumed.items()))

    def cannot_be_neutral(self, stated: Mapping[str, Stated]) -> frozenset[str]:
        """Return the conduct not answered, or only in part, that what was stated keeps from its neutral value.

        By the constraints: what a statement says by itself of its own fact is not looked at.
        """
        domains, answered = self.left_by(stated), _answered(stated)
        groups = dict.fromkeys(self.tied_to.values())
        return frozenset().union(*(self._neutral_of(each, domains, stated, answered).never for each in groups))

    def _neutral_of(
        self, group: frozenset[str], domains: Sequence[int], stated: Mapping[str, Stated], but_for: Set[str]
    ) -> _Neutral:
        """Return what is neutral of tied names; kept where nothing was stated of them, as of most in any activity."""
        if not group.isdisjoint(stated):
            return self._can_be_neutral(group.difference(but_for), domains)
        if group not in self._unspoken:
            self._unspoken[group] = self._can_be_neutral(group, self.full)
        return self._unspoken[group]

    def _can_be_neutral(self, names: Set[str], domains: Sequence[int]) -> _Neutral:
        facts = (fact for name in names if (fact := self.vocabulary.facts.get(name)) and fact.kind == "conduct")
        neutral = {fact.name: fact.neutral for fact in facts if fact.neutral is not None}
        together = {name: value for name, value in neutral.items() if self.agrees(domains, {name: value})}
        never = neutral.keys() - together.keys()
        return _Neutral(together if self.agrees(domains, together) else {}, frozenset(never))

    def restrict(self, domains: list[int], name: str, stated: Stated) -> None:
        """Narrow `domains` to what was stated of a fact."""
        if stated is NOT_SURE:
            return
        masks = self._left.get((name, stated))
        if masks is None:
            if len(self._left) == _MOST_LEFT:
                self._left.clear()
            masks = self._left[name, stated] = self._leaves(name, stated)
        for place, mask in masks:
            domains[place] &= mask

    def _leaves(self, name: str, stated: Stated) -> tuple[tuple[int, int], ...]:
        """Return the values left to each variable of a fact by what was stated of it."""
        variables = ((place, self.variables[place]) for place in self.places.get(name, ()))
        return tuple(
            (place, each.mask(each.domain.agreeing(each.member, each.values, stated))) for place, each in variables
        )

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
    base: Program | None = None,
) -> Program:
    """Compile norms for deciding; `governing` is the instrument in whose scope the others are examined.

    `base` has some of the norms compiled under the same instruments and constraints: what it knows is taken from it.
    What the facts imply on which something turns is among the constraints.
    Where another norm cuts a number where it does not, all is compiled anew.
    """
    all_norms = tuple(norms)
    compiled = {} if base is None else {each.norm.id: each for each in (*base.clauses, *base.interpretive)}
    new = [norm for norm in all_norms if norm.borne_by_persons and norm.id not in compiled]
    scopes = {  # the largest conditions by far, and the same for most norms of an instrument
        reach: expanded(_scope(instruments, reach[0], persons=reach[1]), vocabulary) for reach in map(_reach, new)
    }
    conditions_of = {norm.id: _spoken(norm, vocabulary) for norm in new}
    scope = base.scope.condition if base else expanded(_scope(instruments, governing), vocabulary)
    uses = [] if base else [expanded(each, vocabulary) for each in _uses(instruments.get(governing))]
    conditions = [*uses, scope, *scopes.values(), *(each for parts in conditions_of.values() for each in parts)]
    known = base.vocabulary.constraints if base else vocabulary.constraints
    always = [] if base else [expanded(each.condition, vocabulary) for each in known]
    implied = vocabulary.implied(name for each in (*conditions, *always) for name in facts(each))
    more = tuple(each for each in implied if each not in known)
    vocabulary = replace(vocabulary, constraints=(*known, *more))
    always += [expanded(each.condition, vocabulary) for each in more]
    conditions += always
    unknowns = variables_for(conditions, vocabulary, base.variables if base else ())
    if unknowns is None:
        return compile_program(norms=all_norms, instruments=instruments, vocabulary=vocabulary, governing=governing)
    places = places_of(unknowns)
    full = tuple(variable.full for variable in unknowns)

    def element(condition: Condition) -> Element:
        return Element(condition=condition, formula=formula_of(condition, unknowns, places, full))

    scoped = {reach: element(each) for reach, each in scopes.items()}
    for norm in new:
        borne, when, exception, act, counting = map(element, conditions_of[norm.id])
        compiled[norm.id] = Clause(
            norm=norm,
            scope=scoped[_reach(norm)],
            borne=borne,
            when=when,
            aside=NOWHERE,
            exception=exception,
            act=act,
            against=_against(norm, act, full),
            counting=counting,
        )
    clauses = [compiled[norm.id] for norm in all_norms if norm.borne_by_persons]
    constraints = (*(base.constraints if base else ()), *(element(each).formula for each in always))
    return Program(
        vocabulary=vocabulary,
        variables=unknowns,
        places=places,
        full=full,
        constraints=constraints,
        groups=base.groups if base and not more else _groups(constraints),
        tied_to=_tied_to(unknowns, places, constraints),
        scope=base.scope if base else element(scope),
        clauses=tuple(each for each in clauses if each.norm.decides),
        interpretive=tuple(each for each in clauses if not each.norm.decides),
    )


def _uses(governing: Instrument | None) -> list[Condition]:
    """Return where one makes each use of which an instrument declares that nobody should be left nothing."""
    limits = governing.limits if governing else None
    return [each.condition for each in (*limits.uses, *limits.there)] if limits else []


def _answered(stated: Mapping[str, Stated]) -> set[str]:
    """Return the facts that were answered as a whole."""
    return {name for name, answer in stated.items() if not isinstance(answer, Part | NotSure)}


def _groups(constraints: Sequence[Formula]) -> tuple[tuple[frozenset[int], tuple[Formula, ...]], ...]:
    return tuple(
        (frozenset(spoken_of), tuple(group)) for spoken_of, group in islands(constraints, map(variables, constraints))
    )


def _tied_to(
    unknowns: Sequence[Variable], places: Mapping[str, tuple[int, ...]], constraints: Iterable[Formula]
) -> dict[str, frozenset[str]]:
    spoken_of = ({unknowns[place].name for place in variables(each)} for each in constraints)
    return {name: group for group in map(frozenset, _tied(places.keys(), spoken_of)) for name in group}


def _tied(names: Set[str], spoken_of: Iterable[Set[str]]) -> list[set[str]]:
    """Group names so that nothing that is spoken of together is in two groups."""
    groups: list[set[str]] = [{name} for name in sorted(names)]
    for together in spoken_of:
        tied_names = together & names
        joined = [group for group in groups if group & tied_names]
        if len(joined) > 1:
            groups = [*(group for group in groups if group not in joined), set().union(*joined)]
    return groups


def with_set_aside(program: Program, aside: Mapping[str, Condition], unexcepted: Mapping[str, Condition]) -> Program:
    """Return a program in which provisions prevail over norms, and over exceptions of norms, by the norms' ids.

    The conditions under which they do speak of what the program knows.
    """

    def limited(clause: Clause) -> Clause:
        if clause.norm.id in aside:
            clause = replace(clause, aside=program.element(aside[clause.norm.id]))
        if clause.norm.id in unexcepted:
            still_excepted = All(parts=(clause.exception.condition, Not(part=unexcepted[clause.norm.id])))
            clause = replace(clause, exception=program.element(still_excepted))
        return clause

    return replace(program, clauses=tuple(map(limited, program.clauses)), _stands={}, _levels={})


def _reach(norm: Norm) -> tuple[str, bool]:
    """Return what decides the scope of a norm: its instrument, and whether it has a scope of its own within it."""
    return norm.instrument, norm.own_scope


def _spoken(norm: Norm, vocabulary: Vocabulary) -> tuple[Condition, ...]:
    """Return whom a norm binds, when, its exceptions, its act, and where it counts, on facts that can be stated."""
    act = conjunction(norm.act) if norm.decides else NEVER
    late = norm.step.late if norm.step is not None else NEVER
    return (
        expanded(norm.borne, vocabulary),
        expanded(conjunction(norm.when), vocabulary),
        expanded(norm.exception, vocabulary),
        expanded(act, vocabulary),
        expanded(late, vocabulary) if norm.role == "step" else ALWAYS,
    )


def _against(norm: Norm, act: Element, full: Sequence[int]) -> Element:
    """Return what is done against a norm where it applies; nothing is, against a permission."""
    if norm.force == "permitted" or not norm.decides:
        return NOWHERE
    if norm.polarity == "refrain":
        return act
    return Element(condition=Not(part=act.condition), formula=negation(act.formula, full))


def _alone(join: type[All] | type[AnyOf], parts: Sequence[Condition]) -> Condition:
    """Join conditions; one alone needs no joining."""
    return parts[0] if len(parts) == 1 else join(parts=tuple(parts))


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
