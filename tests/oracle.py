"""A brute-force oracle: every world there is, one by one, and what the documents say in each.

It states by itself all that it judges, as `docs/semantics.md` has it: what follows from other facts, what the
constraints permit, whom and what an instrument covers, how a norm stands, what counts, and what comes of it.
It begins at the documents as they were understood, and borrows nothing that decides, compiles or compares:
of the project it imports plain data types alone, which a test holds it to.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

from smpolicy.meaning.conditions import All, AnyOf, ByReading, Condition, Not, Test, Value, World
from smpolicy.meaning.domains import Domain, Part
from smpolicy.meaning.norms import Instrument, Norm
from smpolicy.meaning.vocabulary import NOT_SURE, Constraint, Fact, Stated, Vocabulary

Status = Literal["not_examined", "not_borne", "outside", "set_aside", "exception", "met", "broken"]
Outcome = Literal["not_in_force", "outside_scope", "no_departure_found", "departs", "contravenes"]

#: From the mildest to the worst.
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "not_in_force", "outside_scope", "no_departure_found", "departs", "contravenes"
)  # fmt: skip
#: Numbers are gone through up to this one at least: as far as the strategies state any.
_HIGHEST: Final = 4


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What holds somewhere, as the documents were understood: nothing is compiled, and no derived fact replaced."""

    vocabulary: Vocabulary
    instruments: Mapping[str, Instrument]
    #: The instrument in whose scope the others are examined.
    governing: str
    #: The norms that facts can decide.
    norms: tuple[Norm, ...]
    #: Where another provision prevails over a norm, or over its exceptions, by the norm's id.
    aside: Mapping[str, Condition] = field(default_factory=dict)
    unexcepted: Mapping[str, Condition] = field(default_factory=dict)

    def norm(self, name: str) -> Norm:
        """Return a norm by its id."""
        return next(norm for norm in self.norms if norm.id == name)

    def true(self, condition: Condition, world: World) -> bool:
        """Decide a condition in a world, through what follows from other facts and what was closed."""
        match condition:
            case All(parts=parts):
                return all(self.true(part, world) for part in parts)
            case AnyOf(parts=parts):
                return any(self.true(part, world) for part in parts)
            case Not(part=part):
                return not self.true(part, world)
            case ByReading(question=name, readings=readings):
                reading = self.vocabulary.questions[name].closed or world[name]
                return any(self.true(part, world) for each, part in readings if each == reading)
            case Test(fact=name):
                fact = self.vocabulary.facts[name]
                if fact.kind != "derived":
                    return _related(condition, world[name])
                return any(value in condition.operand for value in self._follows(fact, world))

    def _follows(self, fact: Fact, world: World) -> Iterator[bool | str]:
        """Yield what a derived fact is in a world; a yes/no fact that nothing defines is so."""
        if fact.domain.kind == "boolean":
            yield all(self.true(case, world) for _, case in fact.cases)
        else:
            yield from (value for value, case in fact.cases if self.true(case, world))

    def turns_on(self, *conditions: Condition) -> frozenset[str]:
        """Return the facts that can be stated, and the open questions, on which conditions turn."""
        found: set[str] = set()
        for condition in conditions:
            match condition:
                case All(parts=parts) | AnyOf(parts=parts):
                    found |= self.turns_on(*parts)
                case Not(part=part):
                    found |= self.turns_on(part)
                case ByReading(question=name, readings=readings):
                    closed = self.vocabulary.questions[name].closed
                    found |= self.turns_on(*(part for reading, part in readings if closed in (None, reading)))
                    found |= set() if closed else {name}
                case Test(fact=name):
                    fact = self.vocabulary.facts[name]
                    derived = fact.kind == "derived"
                    found |= self.turns_on(*(case for _, case in fact.cases)) if derived else {name}
        return frozenset(found)

    def tests(self, *conditions: Condition) -> Iterator[Test]:
        """Yield every test of a fact that can be stated to which conditions come."""
        for condition in conditions:
            match condition:
                case All(parts=parts) | AnyOf(parts=parts):
                    yield from self.tests(*parts)
                case Not(part=part):
                    yield from self.tests(part)
                case ByReading(question=name, readings=readings):
                    closed = self.vocabulary.questions[name].closed
                    yield from self.tests(*(part for reading, part in readings if closed in (None, reading)))
                case Test(fact=name):
                    fact = self.vocabulary.facts[name]
                    cases = (case for _, case in fact.cases)
                    yield from (condition,) if fact.kind != "derived" else self.tests(*cases)

    # What a norm says

    def scopes(self) -> list[Condition]:
        """Return what must hold for an activity to be one that the governing instrument speaks to."""
        return _scopes(self.instruments, self.governing)

    def scope(self, norm: Norm) -> list[Condition]:
        """Return what must hold for a norm to be examined: the scope of its instrument, or whom that covers."""
        return _scopes(self.instruments, norm.instrument, persons=norm.own_scope)

    def exception(self, norm: Norm) -> Condition:
        """Return where an exception of a norm holds, and nothing prevails over it."""
        lines = (All(parts=tuple(line.condition for line in each)) for each in norm.unless)
        lifted = self.unexcepted.get(norm.id, AnyOf(parts=()))
        return All(parts=(AnyOf(parts=tuple(lines)), Not(part=lifted)))

    def conditions(self, norm: Norm) -> Iterator[Condition]:
        """Yield every condition that a norm turns on."""
        yield from self.scope(norm)
        yield norm.borne
        yield from (line.condition for line in (*norm.when, *norm.act))
        yield self.exception(norm)
        yield self.aside.get(norm.id, AnyOf(parts=()))
        if norm.role == "step" and norm.step is not None:
            yield norm.step.late

    def acted(self, norm: Norm, world: World) -> bool:
        """Whether the act of a norm is done in a world."""
        return all(self.true(line.condition, world) for line in norm.act)

    def against(self, norm: Norm, world: World) -> bool:
        """Whether what is done in a world is against a norm; nothing is, against a permission."""
        return norm.force != "permitted" and self.acted(norm, world) is (norm.polarity == "refrain")

    def used(self, norm: Norm, world: World) -> bool:
        """Whether a norm is followed in a world, or a permission made use of."""
        return self.acted(norm, world) is (norm.polarity == "do")

    def applies(self, norm: Norm, world: World) -> bool:
        """Whether a norm applies in a world by its own words, whatever prevails over it."""
        return (
            all(self.true(each, world) for each in self.scope(norm))
            and self.true(norm.borne, world)
            and all(self.true(line.condition, world) for line in norm.when)
            and not self.true(self.exception(norm), world)
        )

    def breaks(self, norm: Norm, world: World) -> bool:
        """Whether a norm is broken in a world by its own words, whatever prevails over it."""
        return self.applies(norm, world) and self.against(norm, world)

    def status(self, norm: Norm, world: World) -> Status:
        """Return how a norm stands in a world: the first line of the table that fits."""
        if not all(self.true(each, world) for each in self.scope(norm)):
            return "not_examined"
        if not self.true(norm.borne, world):
            return "not_borne"
        if not all(self.true(line.condition, world) for line in norm.when):
            return "outside"
        if norm.id in self.aside and self.true(self.aside[norm.id], world):
            return "set_aside"
        if self.true(self.exception(norm), world):
            return "exception"
        return "broken" if self.against(norm, world) else "met"

    # What counts, and what comes of it

    def counts(self, norm: Norm, stated: Mapping[str, Stated]) -> bool:
        """Whether a norm can make an outcome worse.

        A standing one only once someone states a concern, and a step once someone says whether it was taken.
        """
        if norm.force not in ("mandatory", "should", "expected"):
            return False
        said = self.turns_on(*(line.condition for line in norm.act)) & stated.keys()
        match norm.role:
            case "standing":
                return any(is_concern(self.vocabulary.facts[name], stated[name]) for name in said)
            case "step":
                return len(said) > 0
            case _:
                return True

    def too_late(self, norm: Norm, world: World) -> bool:
        """Whether what is broken can no longer be made good, which a step says of itself and no other norm need say."""
        return norm.role != "step" or (norm.step is not None and self.true(norm.step.late, world))

    def counted(self, stated: Mapping[str, Stated]) -> list[Norm]:
        """Return the norms that count."""
        return [norm for norm in self.norms if self.counts(norm, stated)]

    def outcome(self, counted: Iterable[Norm], world: World) -> Outcome:
        """Return what comes of an activity in a world, where these norms count."""
        stands = [(norm, self.status(norm, world)) for norm in counted]
        broken = {norm.force for norm, each in stands if each == "broken" and self.too_late(norm, world)}
        if "mandatory" in broken:
            return "contravenes"
        if broken:
            return "departs"
        in_scope = all(self.true(each, world) for each in self.scopes())
        reached = any(
            norm.own_scope and (each == "broken" or (norm.polarity == "do" and norm.role != "step" and each == "met"))
            for norm, each in stands
        )
        return "no_departure_found" if in_scope or reached else "outside_scope"

    # Every world

    def named(self) -> frozenset[str]:
        """Return the unknowns that anything turns on; no other changes anything."""
        return self.turns_on(*self._said())

    def implied(self) -> Iterator[Constraint]:
        """Yield what facts imply on which anything turns, and what the facts imply that are implied, as constraints."""
        turned_on, before = set(self.named()), set[str]()
        while turned_on != before:
            before = set(turned_on)
            for name in before & self.vocabulary.facts.keys():
                for each in self.vocabulary.facts[name].implies:
                    turned_on |= self.turns_on(each.what)
        for name in sorted(turned_on & self.vocabulary.facts.keys()):
            for each in self.vocabulary.facts[name].implies:
                either = AnyOf(parts=(Not(part=each.where), each.what))
                yield Constraint(why=each.why, condition=either)

    def possible(self, world: World) -> bool:
        """Whether the constraints permit a world."""
        return all(self.true(each.condition, world) for each in self.vocabulary.constraints)

    def choices(self, known: Mapping[str, Any], *, also: Iterable[str] = ()) -> dict[str, list[Value]]:
        """Return what each unknown can be that agrees with what is known; one value, where nothing turns on it.

        `also` names unknowns to go through although nothing turns on them.
        """
        named = self.named().union(also)
        choices: dict[str, list[Value]] = {}
        for name, fact in self.vocabulary.facts.items():
            if fact.kind != "derived":
                every = [value for value in self._values(fact) if agrees(value, known.get(name))]
                choices[name] = every if name in named else every[:1]
        for name, question in self.vocabulary.questions.items():
            readings = [reading for reading, _ in question.readings]
            every = [reading for reading in readings if known.get(name) in (None, reading)]
            if readings:
                choices[name] = [question.closed] if question.closed else every if name in named else every[:1]
        return choices

    def _values(self, fact: Fact) -> list[Value]:
        """List every value of a fact, the neutral one first."""
        bounds = (number for test in self.tests(*self._said()) for number in test.operand if type(number) is int)
        every = values(fact.domain, max([_HIGHEST, *bounds]))
        return sorted(every, key=lambda value: value != fact.neutral)

    def _said(self) -> Iterator[Condition]:
        """Yield every condition that anything turns on."""
        yield from (each.condition for each in self.vocabulary.constraints)
        yield from self.scopes()
        for norm in self.norms:
            yield from self.conditions(norm)

    def worlds(self, known: Mapping[str, Any], *, also: Iterable[str] = ()) -> Iterator[World]:
        """Yield every possible world that agrees with what is known of facts and readings."""
        choices = self.choices(known, also=also)
        for chosen in itertools.product(*choices.values()):
            world = dict(zip(choices, chosen, strict=True))
            if self.possible(world):
                yield world

    def outcomes(self, known: Mapping[str, Any], stated: Mapping[str, Stated]) -> dict[tuple[Value, ...], Outcome]:
        """Return the outcome of every possible world, keyed by the world's values in a fixed order."""
        counted = self.counted(stated)
        return {tuple(world.values()): self.outcome(counted, world) for world in self.worlds(known)}


def meaning(policy: Any, *, prevailing: bool = True) -> Meaning:
    """Return what a policy stands on; without `prevailing`, as if nothing were set aside.

    What is itself set aside prevails over nothing; as many times as there are tiers, that is taken into account.
    """
    aside: dict[str, Condition] = {}
    unexcepted: dict[str, Condition] = {}
    found = policy.set_aside if prevailing else ()
    for _ in range(1 + len({each.prevailing.instrument for each in found})):
        before, aside, unexcepted = aside, {}, {}
        for each in found:
            of, condition = (aside if each.part == "norm" else unexcepted), each.condition
            if each.prevailing.id in before:
                condition = All(parts=(condition, Not(part=before[each.prevailing.id])))
            of[each.norm.id] = AnyOf(parts=(of.get(each.norm.id, AnyOf(parts=())), condition))
    plain = Meaning(
        vocabulary=replace(policy.vocabulary, constraints=policy.lowered.vocabulary.constraints),
        instruments=policy.lowered.instruments,
        governing=policy.resolution.governing.id,
        norms=tuple(norm for norm in policy.norms if norm.act and norm.polarity and norm.borne_by_persons),
        aside=aside,
        unexcepted=unexcepted,
    )
    implied = tuple(plain.implied())
    return replace(plain, vocabulary=replace(plain.vocabulary, constraints=(*plain.vocabulary.constraints, *implied)))


def _scopes(instruments: Mapping[str, Instrument], name: str, *, persons: bool = False) -> list[Condition]:
    """Return the scope of an instrument, or whom it covers, with those of the instruments it is examined with."""
    instrument = instruments[name]
    own = instrument.persons if persons else instrument.scope
    return [own, *(_scopes(instruments, instrument.scope_with, persons=persons) if instrument.scope_with else ())]


def values(domain: Domain, highest: int) -> list[Value]:
    """List every value of a domain; numbers up to one beyond the highest that a condition names.

    Of days it lists those that drawn conditions name, and one on each side.
    """
    match domain.kind:
        case "boolean":
            return [False, True]
        case "enum":
            return list(domain.names())
        case "integer":
            return list(range(highest + 2))
        case "day":
            return [date(2027, 3, day) for day in range(1, 6)]
        case "set":
            names = domain.names()
            return [
                frozenset(chosen) for size in range(len(names) + 1) for chosen in itertools.combinations(names, size)
            ]


def agrees(value: Value, stated: Stated | None) -> bool:
    """Whether a value agrees with what was stated."""
    match stated:
        case None:
            return True
        case Part(has=has, lacks=lacks):
            assert isinstance(value, frozenset)
            return has <= value and not lacks & value
        case _ if stated is NOT_SURE:
            return True
        case _:
            return bool(value == stated)


def is_concern(fact: Fact, stated: Stated) -> bool:
    """Whether a statement raises a concern: of conduct, and no mere occasion, that it cannot be neutral, or "not sure".

    Conduct that has no neutral value raises one whatever is said of it, and a circumstance by the values that it names.
    """
    if fact.occasion:
        return False
    if fact.kind != "conduct":
        return len(fact.raises) > 0 and (stated is NOT_SURE or any(stated == value for value in fact.raises))
    return stated is NOT_SURE or fact.neutral is None or not agrees(fact.neutral, stated)


def _related(test: Test, value: Value) -> bool:
    """Whether a fact's value is as a test asks."""
    if isinstance(value, frozenset):
        met = {name for name in test.operand if name in value}
        match test.relation:
            case "has":
                return len(met) == len(test.operand)
            case "lacks":
                return not met
            case "any-of":
                return bool(met)
            case _:
                return len(met) == len(test.operand) == len(value)
    if test.relation in ("one-of", "on"):
        return any(value == each for each in test.operand)
    if test.relation == "during":
        first, end = sorted(test.operand, key=str)
        return not _before(value, first) and _before(value, end)
    (bound,) = test.operand
    match test.relation:
        case "under" | "before":
            return _before(value, bound)
        case "at-least" | "from":
            return not _before(value, bound)
        case "at-most":
            return not _before(bound, value)
        case _:
            return _before(bound, value)


def _before(one: Any, other: Any) -> bool:
    """Whether a number is less than another, or a day earlier."""
    assert type(one) is type(other)
    return bool(one < other)
