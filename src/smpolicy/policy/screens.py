"""A screen: what is asked at a time, by questions or in lists to be ticked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from smpolicy.foundations.errors import FactProblem, ImpossibleFacts
from smpolicy.foundations.in_brief import in_brief
from smpolicy.meaning.domains import Value
from smpolicy.meaning.interviews import Start
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, NotSure, Part, Stated

ScreenKind: TypeAlias = Literal["questions", "list"]

#: In what the answers to every list end.
NONE_OF_THESE: Final = "none of these"
NOT_SURE_WORDS: Final = "not sure"

#: What stands over the screens that are no lists.
WHO: Final = "About you"
WHAT: Final = "What it is about"
MORE: Final = "A few more questions"
UNSURE: Final = "Of which of these are you not sure?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Something to be ticked: the fact, and the value that ticking states."""

    fact: Fact
    value: Value | NotSure
    words: str

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class TickGroup:
    """What stands under one heading of a list."""

    #: The id of the provision under which it stands.
    provision: str
    heading: str
    #: What is asked above it.
    asks: str
    ticks: tuple[Tick, ...]

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What is asked at a time: questions, with starting points where an interview has any; or lists to be ticked.

    Above a list can stand questions too, which what was said before has brought up.

    Every question can be answered "not sure". Of a list nothing may be so ("none of these"), and whoever is not sure of
    something in it is asked of what.
    """

    #: By which it is known again in one interview.
    key: str
    kind: ScreenKind
    title: str
    questions: tuple[Fact, ...] = ()
    starts: tuple[Start, ...] = ()
    groups: tuple[TickGroup, ...] = ()
    #: The norm on which the questions bear, where they follow from what was said.
    norm: Norm | None = None

    __repr__ = in_brief

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """All that can be ticked."""
        return tuple(tick for group in self.groups for tick in group.ticks)

    def ticked(self, ticks: Collection[Tick]) -> Mapping[str, object]:
        """Return what ticking some of a list states, as `Interview.answered` takes it.

        Raises `ImpossibleFacts` where two values of one fact are ticked, of which it can have only one.
        """
        said: dict[str, object] = {}
        for tick in ticks:
            name = tick.fact.name
            if tick.value is not NOT_SURE and tick.fact.domain.members():
                ticked = _members(each.value for each in ticks if each.fact.name == name)
                said[name] = _members_said(tick.fact, ticked)
            elif said.setdefault(name, tick.value) != tick.value:
                labels = ", ".join(each.words for each in self.ticks if each.fact.name == name)
                problem = FactProblem(kind="outside-domain", facts=(name,), message=f"only one of these: {labels}")
                raise ImpossibleFacts(problems=(problem,))
        return said

    def so_far(self, name: str, said: Stated) -> Stated:
        """Return what is said of a fact by somebody who is not sure of others in the list.

        Of a set it is what is ticked: what is not ticked may be so.
        """
        if not isinstance(said, frozenset | Part) or all(tick.fact.name != name for tick in self.ticks):
            return said
        return Part(has=said.has if isinstance(said, Part) else said, lacks=frozenset())

    def left_blank(self, said: Collection[str]) -> Mapping[str, object]:
        """Return what leaving everything else of a list blank states: what is neutral of kinds of content and of acts.

        It never states a circumstance, and never a judgement.
        """
        facts = {tick.fact.name: tick.fact for tick in self.ticks if tick.fact.name not in said}
        stating = filter(states_by_blank, facts.values())
        return {
            fact.name: _members_said(fact, fact.neutral) if isinstance(fact.neutral, frozenset) else fact.neutral
            for fact in stating
            if fact.neutral is not None
        }


def states_by_blank(fact: Fact) -> bool:
    """Whether to leave a fact blank states what is neutral: of kinds of content and of acts, never of a judgement."""
    return fact.kind == "conduct" and not fact.is_judgement


def ticks_of(fact: Fact) -> Iterator[Tick]:
    """Yield what can be ticked of a fact: in words of its own or, without such, its question with each answer."""
    if fact.ticks:
        yield from (Tick(fact=fact, value=value, words=words) for value, words in fact.ticks)
        return
    for value in fact.raises or fact.choices():
        if value not in (fact.neutral, frozenset()):
            yield Tick(fact=fact, value=value, words=f"{fact.question} {fact.label(value).capitalize()}")


def _members(values: Iterable[object]) -> frozenset[str]:
    return frozenset[str]().union(*(each for each in values if isinstance(each, frozenset)))


def _members_said(fact: Fact, has: Set[str]) -> object:
    """Return what is said of a set by ticking some members, and leaving the others blank that can be ticked.

    A member left blank is one that it lacks, but for a judgement.
    """
    shown = _members(tick.value for tick in ticks_of(fact))
    if fact.is_judgement:
        return {"has": sorted(has), "lacks": []}
    if shown == set(fact.domain.members()):
        return sorted(has)
    return {"has": sorted(has & shown), "lacks": sorted(shown - has)}
