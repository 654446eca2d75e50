"""Regions: where a norm applies, and where an overlay norm meets the norm above it, as conditions on facts.

A region speaks of what is given before anybody acts: what a person chooses in following a norm is quantified away.
"""

from __future__ import annotations

from collections.abc import Mapping
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
            choices = {name: values_of(program, name) for name in sorted(facts(below.act))}
            return All(parts=(broken(above), Not(part=for_all(broken(above), choices))))
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
    return for_all(AnyOf(parts=(Not(part=followed), leads)), ways(program, followed, other))


def _where_no_way(program: Program, above: Clause, below: Clause) -> Condition:
    """Return where the norm above applies and each norm can be followed, but nobody can follow both."""
    both = All(parts=(used(above), used(below)))
    choices = ways(program, used(above), below.act) | ways(program, used(below), above.act)
    known = (expanded(each.condition, program.vocabulary) for each in program.vocabulary.constraints)
    constraints = [each for each in known if not facts(each).isdisjoint(choices)]

    def no_way(followed: Condition) -> Condition:
        return for_all(Not(part=All(parts=(followed, *constraints))), choices)

    alone = (Not(part=no_way(used(each))) for each in (above, below))
    return All(parts=(applies(above), no_way(both), *alone))


def ways(program: Program, act: Condition, other: Condition) -> dict[str, list[Value]]:
    """Return the facts that a person chooses in doing an act, with their values: a judgement on it is no choice.

    Where all of it is judged, what it shares with the other act is at stake.
    """
    known = program.vocabulary.facts
    chosen = [name for name in sorted(facts(act)) if known[name].answered_by != "attest"]
    chosen = chosen or sorted(facts(act) & facts(other)) or sorted(facts(act))
    return {name: values_of(program, name) for name in chosen}


def for_all(condition: Condition, choices: Mapping[str, list[Value]]) -> Condition:
    """Return the condition on all other facts under which `condition` holds whatever value these facts take.

    Raises `Undecided` where it would grow beyond all use: what speaks of a fact is written once for each value.
    """
    for name, values in choices.items():
        condition = _for_each(condition, name, values)
    return condition


def _for_each(condition: Condition, fact: str, values: list[Value]) -> Condition:
    """Take one fact out of a condition: only the part of it that speaks of the fact is written for each value."""
    if fact not in facts(condition):
        return condition
    match condition:
        case All(parts=parts):
            return simplified(All(parts=tuple(_for_each(part, fact, values) for part in parts)))
        case AnyOf(parts=parts) if any(fact not in facts(part) for part in parts):
            apart = tuple(part for part in parts if fact not in facts(part))
            rest = AnyOf(parts=tuple(part for part in parts if fact in facts(part)))
            return simplified(AnyOf(parts=(*apart, _for_each(rest, fact, values))))
        case AnyOf(parts=(only,)):
            return _for_each(only, fact, values)
        case _:
            if _size(condition) * len(values) > _LARGEST:
                raise Undecided(budget=_LARGEST, unit="parts of a condition")
            return simplified(All(parts=tuple(assigned(condition, fact, value) for value in values)))


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
    match condition:
        case Test(fact=name):
            if name != fact:
                return condition
            return ALWAYS if holds(condition, {fact: value}) else NEVER
        case All(parts=parts):
            return simplified(All(parts=tuple(assigned(part, fact, value) for part in parts)))
        case AnyOf(parts=parts):
            return simplified(AnyOf(parts=tuple(assigned(part, fact, value) for part in parts)))
        case Not(part=part):
            return simplified(Not(part=assigned(part, fact, value)))
        case ByReading(question=question, readings=readings):
            return ByReading(
                question=question, readings=tuple((name, assigned(part, fact, value)) for name, part in readings)
            )


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
