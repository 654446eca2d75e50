"""Conditions: what must hold of the facts, under each reading of an open question.

A condition is a tree as it was written.
`holds` is its meaning in one world, where every fact has a value and every open question a reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from smpolicy.foundations.in_brief import in_brief
from smpolicy.meaning.domains import RELATIONS, Operand
from smpolicy.meaning.domains import Value as Value

#: Every fact with its value, and every open question with its reading.
World: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One fact, related to what the document names, by a relation that `domains` knows."""

    __test__ = False  # pytest: the field's word, not a test class

    fact: str
    relation: str
    operand: Operand

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part holds; with no part, it always holds."""

    parts: tuple[Condition, ...]

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Some part holds; with no part, it never holds."""

    parts: tuple[Condition, ...]

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The part does not hold."""

    part: Condition

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class ByReading:
    """What must hold depends on how an open question is read."""

    question: str
    readings: tuple[tuple[str, Condition], ...]

    __repr__ = in_brief


Condition: TypeAlias = Test | All | AnyOf | Not | ByReading

ALWAYS = All(parts=())
NEVER = AnyOf(parts=())


def holds(condition: Condition, world: World) -> bool:
    """Decide a condition in a world."""
    match condition:
        case Test():
            return RELATIONS[condition.relation].holds(world[condition.fact], condition.operand)
        case All(parts=parts):
            return all(holds(part, world) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, world) for part in parts)
        case Not(part=part):
            return not holds(part, world)
        case ByReading(question=question, readings=readings):
            return holds(dict(readings)[str(world[question])], world)


def told(condition: Condition, known: Mapping[str, Value]) -> bool | None:
    """Tell whether a condition holds by the facts that are known; `None` where that is open."""
    match condition:
        case Test():
            value = known.get(condition.fact)
            return None if value is None else bool(RELATIONS[condition.relation].holds(value, condition.operand))
        case All(parts=parts):
            each = [told(part, known) for part in parts]
            return False if False in each else None if None in each else True
        case AnyOf(parts=parts):
            each = [told(part, known) for part in parts]
            return True if True in each else None if None in each else False
        case Not(part=part):
            inner = told(part, known)
            return None if inner is None else not inner
        case ByReading(readings=readings):
            ways = {told(part, known) for _, part in readings}
            return ways.pop() if len(ways) == 1 else None


def tests(condition: Condition) -> Iterator[Test]:
    """Yield every test in a condition, in the order written."""
    match condition:
        case Test():
            yield condition
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from tests(part)
        case Not(part=part):
            yield from tests(part)
        case ByReading(readings=readings):
            for _, part in readings:
                yield from tests(part)


def questions(condition: Condition) -> Iterator[str]:
    """Yield every open question that a condition turns on."""
    match condition:
        case Test():
            return
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from questions(part)
        case Not(part=part):
            yield from questions(part)
        case ByReading(question=question, readings=readings):
            yield question
            for _, part in readings:
                yield from questions(part)


def facts(condition: Condition) -> frozenset[str]:
    """Return the facts that a condition speaks of."""
    return frozenset(test.fact for test in tests(condition))
