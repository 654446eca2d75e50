"""Regions: where a norm applies, and where an overlay norm meets the norm above it, as conditions on facts.

A region speaks of what is given before anybody acts: what a person chooses in following a norm is quantified away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import prod

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
    facts,
    holds,
    questions,
    tests,
)
from smpolicy.program import Program, expanded, values_of
from smpolicy.semantics import Clause
from smpolicy.worlds import Undecided

#: A condition is not taken apart into more parts than this: those of the base have some hundred.
_LARGEST = 50_000
#: Open questions with more readings together than this are not gone through reading by reading.
_MOST_READINGS = 64


def applies(clause: Clause) -> Condition:
    """Return where a norm applies, whatever is done: in scope, binding the person, and no exception holds."""
    return All(parts=(clause.scope, clause.borne, clause.when, Not(part=clause.exception)))


def excepted(clause: Clause) -> Condition:
    """Return where a norm would apply, were it not for one of its exceptions."""
    return All(parts=(clause.scope, clause.borne, clause.when, clause.exception))


def against(clause: Clause) -> Condition:
    """Return what is done against a norm where it applies; nothing is, against a permission."""
    if clause.norm.force == "permitted":
        return NEVER
    return clause.act if clause.norm.polarity == "refrain" else Not(part=clause.act)


def broken(clause: Clause) -> Condition:
    """Return where a norm is broken."""
    return All(parts=(applies(clause), against(clause)))


def used(clause: Clause) -> Condition:
    """Return what is done where a norm is followed, or a permission made use of."""
    return clause.act if clause.norm.polarity == "do" else Not(part=clause.act)


def bearing(clause: Clause) -> Condition:
    """Return what is done where a norm matters to somebody: a permission where it is used, what asks wherever it is."""
    return used(clause) if clause.norm.force == "permitted" else ALWAYS


def conflict_region(program: Program, kind: str, above: Clause, below: Clause) -> Condition:
    """Return where the norm above prevails over the overlay norm, if their opposition is of this kind.

    A permission leads there where its use breaks the norm above; one to leave undone, or one beside a duty, only where
    something else than its use would not.
    A norm that asks leads there where every way of following it does.
    What the norm above grants is denied where it is made use of.
    """
    match kind:
        case "permits-disapproved" if above.norm.polarity == "refrain":
            return broken(above)
        case "permits-disapproved" | "exempts":
            no_better = for_all(program, AnyOf(parts=(used(below), broken(above))), sorted(facts(below.act)))
            return All(parts=(broken(above), Not(part=no_better)))
        case "denies-granted":
            return All(parts=(applies(above), above.act))
        case "requires-disapproved":
            followed, leads, other = below.act, broken(above), above.act
        case "forbids-required":
            followed, leads, other = above.act, All(parts=(applies(above), below.act)), below.act
        case "jointly-impossible":
            return _where_no_way(program, above, below)
        case _:
            return applies(above)
    return for_all(program, AnyOf(parts=(Not(part=followed), leads)), ways(program, followed, other))


def _where_no_way(program: Program, above: Clause, below: Clause) -> Condition:
    """Return where the norm above applies and each norm can be followed, but nobody can follow both."""
    both = All(parts=(used(above), used(below)))
    choices = dict.fromkeys((*ways(program, used(above), below.act), *ways(program, used(below), above.act)))
    known = (expanded(each.condition, program.vocabulary) for each in program.vocabulary.constraints)
    constraints = [each for each in known if not facts(each).isdisjoint(choices)]

    def no_way(followed: Condition) -> Condition:
        return for_all(program, Not(part=All(parts=(followed, *constraints))), choices)

    alone = (Not(part=no_way(used(each))) for each in (above, below))
    return All(parts=(applies(above), no_way(both), *alone))


def ways(program: Program, act: Condition, other: Condition) -> list[str]:
    """Return the facts that a person chooses in doing an act: a judgement on it is no choice.

    Where all of it is judged, what it shares with the other act is at stake.
    """
    known = program.vocabulary.facts
    chosen = [name for name in sorted(facts(act)) if known[name].answered_by != "attest"]
    return chosen or sorted(facts(act) & facts(other)) or sorted(facts(act))


def for_all(program: Program, condition: Condition, names: Iterable[str]) -> Condition:
    """Return the condition on all other facts under which `condition` holds whatever value these facts take.

    A set is taken out member by member, and members that stand in the same tests are taken out together:
    what such tests tell of them is whether all are there, some or none. So the subsets of a set are never listed.

    Raises `Undecided` where it would grow beyond all use: what speaks of a fact is written once for each value.
    """
    known = program.vocabulary.facts
    for name in names:
        members = known[name].domain.members()
        if members:
            condition = _by_members(condition, name, frozenset(members))
            unknowns = [_Unknown(fact=name, members=members) for members in _alike(condition, name)]
        elif name in facts(condition):
            unknowns = [_Unknown(fact=name, values=tuple(values_of(program, name)))]
        else:
            continue
        for unknown in unknowns:
            condition = _for_each(condition, unknown)
            if _size(condition) > _LARGEST:
                raise Undecided(budget=_LARGEST, unit="parts of a condition")
    return condition


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unknown:
    """What is taken out of a condition: a fact with its values, or members of a set that stand in the same tests."""

    fact: str
    values: tuple[Value, ...] = ()
    members: frozenset[str] = frozenset()

    @property
    def ways(self) -> int:
        """In how many ways tests can tell what it is."""
        return min(len(self.members) + 1, 3) if self.members else len(self.values)

    def stands_in(self, condition: Condition) -> bool:
        """Whether a condition speaks of it."""
        return any(
            test.fact == self.fact and (not self.members or not self.members.isdisjoint(test.operand))
            for test in tests(condition)
        )

    def taken_out(self, condition: Condition) -> Iterator[Condition]:
        """Yield what is left of a condition for each way that it can be."""
        if not self.members:
            yield from (assigned(condition, self.fact, value) for value in self.values)
            return
        first = min(self.members)
        for there in dict.fromkeys((frozenset(), frozenset((first,)), self.members)):
            yield replaced(condition, partial(_of_members, fact=self.fact, members=self.members, there=there))


def _for_each(condition: Condition, unknown: _Unknown) -> Condition:
    """Take an unknown out of a condition: only the part of it that speaks of it is written for each way it can be."""
    if not unknown.stands_in(condition):
        return condition
    match condition:
        case All(parts=parts):
            return simplified(All(parts=tuple(_for_each(part, unknown) for part in parts)))
        case AnyOf(parts=parts) if not all(map(unknown.stands_in, parts)):
            apart = tuple(part for part in parts if not unknown.stands_in(part))
            rest = AnyOf(parts=tuple(filter(unknown.stands_in, parts)))
            return simplified(AnyOf(parts=(*apart, _for_each(rest, unknown))))
        case AnyOf(parts=(only,)):
            return _for_each(only, unknown)
        case _:
            if _size(condition) * unknown.ways > _LARGEST:
                raise Undecided(budget=_LARGEST, unit="parts of a condition")
            return simplified(All(parts=tuple(unknown.taken_out(condition))))


def _by_members(condition: Condition, fact: str, domain: frozenset[str]) -> Condition:
    """Say of a set that is to be exactly this which members it has and which it lacks: the same, member by member."""

    def by_members(test: Test) -> Condition:
        if test.fact != fact or test.relation != "exactly":
            return test
        has = Test(fact=fact, relation="has", operand=test.operand)
        lacks = Test(fact=fact, relation="lacks", operand=frozenset(domain - test.operand))
        return All(parts=tuple(each for each in (has, lacks) if each.operand))

    return replaced(condition, by_members)


def _alike(condition: Condition, fact: str) -> list[frozenset[str]]:
    """Group the members of a set that tests name, so that each test names all of a group or none."""
    operands = dict.fromkeys(test.operand for test in tests(condition) if test.fact == fact)
    groups: dict[tuple[bool, ...], set[str]] = {}
    for member in sorted(str(each) for each in frozenset().union(*operands)):
        groups.setdefault(tuple(member in each for each in operands), set()).add(member)
    return [frozenset(members) for members in groups.values()]


def _of_members(test: Test, *, fact: str, members: frozenset[str], there: frozenset[str]) -> Condition:
    """Return what a test of a set still asks once some of its members are known: `there` are those it has."""
    asked = members & test.operand
    if test.fact != fact or not asked:
        return test
    rest = Test(fact=fact, relation=test.relation, operand=test.operand - members)
    if test.relation == "any-of":
        return ALWAYS if asked & there else (rest if rest.operand else NEVER)
    as_asked = asked <= there if test.relation == "has" else not asked & there
    return (rest if rest.operand else ALWAYS) if as_asked else NEVER


def _size(condition: Condition) -> int:
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            return 1 + sum(map(_size, parts))
        case Not(part=part):
            return 1 + _size(part)
        case ByReading(readings=readings):
            return 1 + sum(_size(part) for _, part in readings)
        case Test():
            return 1


def under_every_reading(condition: Condition, program: Program) -> Condition:
    """Return the condition that another holds under every reading of the open questions it turns on."""
    return All(parts=tuple(read(condition, readings) for readings in ways_to_read(condition, program)))


def ways_to_read(condition: Condition, program: Program) -> list[dict[str, str]]:
    """Return every way to read the open questions that a condition turns on; none of them read, if they are many."""
    asked = [program.vocabulary.questions[name] for name in sorted({*questions(condition)})]
    readings = [[reading for reading, _ in each.readings] for each in asked]
    if prod(map(len, readings)) > _MOST_READINGS:
        return [{}]
    return [{each.id: chosen for each, chosen in zip(asked, one, strict=True)} for one in product(*readings)]


def read(condition: Condition, readings: Mapping[str, str]) -> Condition:
    """Return what a condition says where open questions are read in one way."""
    match condition:
        case All(parts=parts):
            return All(parts=tuple(read(part, readings) for part in parts))
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(read(part, readings) for part in parts))
        case Not(part=part):
            return Not(part=read(part, readings))
        case ByReading(question=question, readings=known):
            if question not in readings:
                return condition
            return read(dict(known)[readings[question]], readings)
        case Test():
            return condition


def assigned(condition: Condition, fact: str, value: Value) -> Condition:
    """Return what is left of a condition where one fact has a value."""

    def known(test: Test) -> Condition:
        if test.fact != fact:
            return test
        return ALWAYS if holds(test, {fact: value}) else NEVER

    return replaced(condition, known)


def replaced(condition: Condition, by: Callable[[Test], Condition]) -> Condition:
    """Return a condition with another in the place of each test."""
    match condition:
        case Test():
            return by(condition)
        case All(parts=parts):
            return simplified(All(parts=tuple(replaced(part, by) for part in parts)))
        case AnyOf(parts=parts):
            return simplified(AnyOf(parts=tuple(replaced(part, by) for part in parts)))
        case Not(part=part):
            return simplified(Not(part=replaced(part, by)))
        case ByReading(question=question, readings=readings):
            return ByReading(question=question, readings=tuple((name, replaced(part, by)) for name, part in readings))


def simplified(condition: Condition) -> Condition:
    """Return a condition without parts that always or never hold, at its top."""
    match condition:
        case All(parts=parts):
            kept = tuple(dict.fromkeys(part for part in parts if part != ALWAYS))
            if NEVER in kept:
                return NEVER
            return kept[0] if len(kept) == 1 else All(parts=kept)
        case AnyOf(parts=parts):
            kept = tuple(dict.fromkeys(part for part in parts if part != NEVER))
            if ALWAYS in kept:
                return ALWAYS
            return kept[0] if len(kept) == 1 else AnyOf(parts=kept)
        case Not(part=part):
            if part in (ALWAYS, NEVER):
                return NEVER if part == ALWAYS else ALWAYS
            return part.part if isinstance(part, Not) else condition
        case _:
            return condition
