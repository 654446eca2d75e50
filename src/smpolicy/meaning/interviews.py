"""How a person is asked: what first, from which starting points, and in which lists, as vocabularies plan it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.meaning.domains import Part, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A starting point: what it is about, the lists that it opens, what it states, and what is asked at once."""

    name: str
    words: str
    #: By their provisions.
    lists: tuple[str, ...] = ()
    states: Mapping[str, Value | Part] = field(default_factory=dict)
    asks: tuple[str, ...] = ()

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class TickList:
    """A list under a provision: whoever is asked ticks what is so."""

    provision: str
    #: What is asked above it.
    asks: str
    #: What stands over it; where it is empty, the heading of the provision, or its words.
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an interview asks first: who one is, what one does, where it starts; and its lists, each in its order."""

    who: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    starts: Mapping[str, Start] = field(default_factory=dict)
    #: By their provisions.
    lists: Mapping[str, TickList] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "starts", "lists")


#: The plan of vocabularies that plan no interview.
NO_PLAN: Final = Plan()
