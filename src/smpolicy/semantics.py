"""The meaning, in one world: how a norm stands, and what comes of it. The reference for every evaluator.

A world gives every fact a value and every open question a reading.
`docs/semantics.md` says the same in words, with worked tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from smpolicy.conditions import Condition, World, holds
from smpolicy.norms import Norm, Polarity

Outcome: TypeAlias = Literal["not_in_force", "outside_scope", "no_departure_found", "departs", "contravenes"]
NormStatus: TypeAlias = Literal["not_examined", "not_borne", "outside", "set_aside", "exception", "met", "broken"]

#: Outcomes from the mildest to the worst.
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "not_in_force", "outside_scope", "no_departure_found", "departs", "contravenes"
)  # fmt: skip

#: What breaking a norm of each force comes to; of no other force does it come to anything.
COMES_TO: Final[dict[str, Outcome]] = {"mandatory": "contravenes", "should": "departs", "expected": "departs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A norm as five conditions, with derived facts replaced by what they follow from."""

    norm: Norm
    scope: Condition
    borne: Condition
    when: Condition
    exception: Condition
    act: Condition
    aside: Condition


def status(clause: Clause, world: World) -> NormStatus:
    """Return how a norm stands in a world."""
    if not holds(clause.scope, world):
        return "not_examined"
    if not holds(clause.borne, world):
        return "not_borne"
    if not holds(clause.when, world):
        return "outside"
    if holds(clause.aside, world):
        return "set_aside"
    if holds(clause.exception, world):
        return "exception"
    done = holds(clause.act, world)
    if clause.norm.force == "permitted":
        return "met"
    return "met" if done == (clause.norm.polarity == "do") else "broken"


def reaches(polarity: Polarity | None, stands: NormStatus) -> bool:
    """Whether a norm with its own scope reaches the activity: it asks for something, or what it disapproves is done."""
    return stands == "broken" or (stands == "met" and polarity == "do")


def outcome(scope: Condition, counted: Iterable[Clause], world: World) -> Outcome:
    """Return what comes of an activity in a world: the worst that a counted norm comes to."""
    stands = [(clause.norm, status(clause, world)) for clause in counted]
    broken = [COMES_TO[norm.force] for norm, each in stands if each == "broken"]
    if broken:
        return max(broken, key=OUTCOMES.index)
    if holds(scope, world) or any(norm.own_scope and reaches(norm.polarity, each) for norm, each in stands):
        return "no_departure_found"
    return "outside_scope"
