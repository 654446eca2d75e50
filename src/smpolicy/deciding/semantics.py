"""The meaning, in one world: how a norm stands, and what comes of it. The reference for every evaluator.

A world gives every fact a value and every open question a reading.
`docs/semantics.md` says the same in words, with worked tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

from smpolicy.deciding.worlds import Formula
from smpolicy.foundations.errors import UnknownAnswer
from smpolicy.foundations.keywords import Polarity, Role
from smpolicy.meaning.conditions import Condition, World, facts, holds
from smpolicy.meaning.norms import Norm

Outcome: TypeAlias = Literal["not_in_force", "outside_scope", "no_departure_found", "departs", "contravenes"]
NormStatus: TypeAlias = Literal["not_examined", "not_borne", "outside", "set_aside", "exception", "met", "broken"]
ElementName: TypeAlias = Literal["scope", "borne", "when", "aside", "exception", "against"]

Answer: TypeAlias = Literal[
    "not_in_force",
    "outside_scope",
    "no_departure_found",
    "departs",
    "contravenes",
    "undetermined",
    "seek_advice",
]
FindingStatus: TypeAlias = NormStatus | Literal["undetermined", "standing"]

#: Outcomes from the mildest to the worst.
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "not_in_force", "outside_scope", "no_departure_found", "departs", "contravenes"
)  # fmt: skip

#: Answers from the mildest to the gravest: what leaves it open stands before what surely departs.
ANSWERS: Final[tuple[Answer, ...]] = (
    "not_in_force", "outside_scope", "no_departure_found", "undetermined", "seek_advice", "departs", "contravenes"
)  # fmt: skip


def gravity(answer: Answer) -> int:
    """Return how grave an answer, or an outcome, is among all: what to sort answers by, and to compare them by.

    Answers stay the plain texts that JSON has: `max(answers, key=smpolicy.gravity)` is the gravest.

    Raises `UnknownAnswer` if there is none such.
    """
    if answer not in ANSWERS:
        raise UnknownAnswer(answer=answer, known=ANSWERS)
    return ANSWERS.index(answer)


#: What breaking a norm of each force comes to; of no other force does it come to anything.
COMES_TO: Final[dict[str, Outcome]] = {"mandatory": "contravenes", "should": "departs", "expected": "departs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of the ladder: a norm stops there, with this status, if the element is as `holds` says."""

    status: NormStatus
    element: ElementName
    holds: bool


#: How a norm stands: the status of the first rung at which it stops. One that stops at none is `met`.
LADDER: Final[tuple[Rung, ...]] = (
    Rung(status="not_examined", element="scope", holds=False),
    Rung(status="not_borne", element="borne", holds=False),
    Rung(status="outside", element="when", holds=False),
    Rung(status="set_aside", element="aside", holds=True),
    Rung(status="exception", element="exception", holds=True),
    Rung(status="broken", element="against", holds=True),
)

#: What must be so of elements of a norm.
Needed: TypeAlias = tuple[tuple[ElementName, bool], ...]


def needed_before(status: NormStatus, leaving_out: Set[ElementName] = frozenset()) -> Needed:
    """Return what must be so for a norm to come to the rung of a status: it stops at none before it.

    What a caller does not look at is left out by name.
    """
    needed: list[tuple[ElementName, bool]] = []
    for rung in LADDER:
        if rung.status == status:
            break
        if rung.element not in leaving_out:
            needed.append((rung.element, not rung.holds))
    return tuple(needed)


def needed_at(status: NormStatus, leaving_out: Set[ElementName] = frozenset()) -> Needed:
    """Return what must be so for a norm to have a status: it comes to that rung, and stops there."""
    stops = ((rung.element, rung.holds) for rung in LADDER if rung.status == status)
    return (*needed_before(status, leaving_out), *stops)


@dataclass(frozen=True, kw_only=True)
class Element:
    """What a norm turns on in one respect: as a condition, where derived facts are replaced by what they follow from.

    The formula says the same of the variables of a program; the reference never looks at it.
    """

    condition: Condition
    formula: Formula

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts that it turns on."""
        return facts(self.condition)


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A norm that facts can decide, compiled: whom and what it reaches, what is done, and what is done against it."""

    norm: Norm
    scope: Element
    borne: Element
    when: Element
    #: Where another provision prevails over it, so that it does not count.
    aside: Element
    exception: Element
    act: Element
    #: The act, or that it is left undone; nothing is done against a permission.
    against: Element
    #: Where it makes an outcome worse to have broken it: of a step, where what was left undone cannot be made good.
    counting: Element

    @property
    def elements(self) -> tuple[Element, ...]:
        """All that it turns on."""
        return (self.scope, self.borne, self.when, self.aside, self.exception, self.act, self.counting)

    @cached_property
    def facts(self) -> frozenset[str]:
        """Every fact that it turns on, whom and what it covers included."""
        return frozenset().union(*(each.facts for each in self.elements))

    def element(self, name: ElementName) -> Element:
        """Return one of the elements that decide how it stands."""
        element: Element = getattr(self, name)
        return element


def matters(norm: Norm) -> bool:
    """Whether a norm that facts can decide can ever make an outcome worse, or says what is to be done."""
    return norm.force in COMES_TO or norm.role == "step"


def status(clause: Clause, world: World) -> NormStatus:
    """Return how a norm stands in a world."""
    for rung in LADDER:
        if holds(clause.element(rung.element).condition, world) == rung.holds:
            return rung.status
    return "met"


def reaches(polarity: Polarity | None, role: Role | None, stands: NormStatus) -> bool:
    """Whether a norm with its own scope reaches the activity: it asks for something, or what it disapproves is done.

    A step that was taken asks for nothing more.
    """
    return stands == "broken" or (stands == "met" and polarity == "do" and role != "step")


def outcome(scope: Condition, counted: Iterable[Clause], world: World) -> Outcome:
    """Return what comes of an activity in a world: the worst that a counted norm comes to."""
    statuses = [(clause, status(clause, world)) for clause in counted]
    broken = [
        COMES_TO[clause.norm.force]
        for clause, each in statuses
        if each == "broken" and holds(clause.counting.condition, world)
    ]
    if broken:
        return max(broken, key=OUTCOMES.index)
    if holds(scope, world) or any(
        clause.norm.own_scope and reaches(clause.norm.polarity, clause.norm.role, each) for clause, each in statuses
    ):
        return "no_departure_found"
    return "outside_scope"
