"""`smpolicy/interview@1`: an interview as far as it has come, to be kept and resumed."""

from __future__ import annotations

from typing import Literal, NotRequired

from smpolicy.render.formats.decision import Decision, PartOfSet, Question
from smpolicy.render.formats.parts import Described, DocumentRecord, Open, Value


class AnsweredScreen(Described):
    """A screen that was answered, and what was said there."""

    screen: str
    """The key of the screen; empty where facts were stated beside any."""
    replies: dict[str, Value | PartOfSet]
    """What was answered or ticked, by the name of the fact."""
    starts: list[str]
    """The starting points that were chosen."""
    unsure: bool
    """Whether somebody is not sure of something in a list: the next screen asks of what."""
    blank: dict[str, Value | PartOfSet]
    """What was stated by leaving it blank in a list."""
    left: list[str]
    """The judgements that were left blank in a list: nothing is stated by that."""


class StartingPoint(Described):
    """What an interview can start from."""

    start: str
    """Its name, as it is stated under `starts`."""
    words: str
    """What it is about, in a few words."""


class Tick(Described):
    """Something to be ticked in a list."""

    fact: str
    """The dotted name of the fact."""
    value: Value
    """The value that ticking states; of a set, the members that it adds."""
    words: str
    """What is ticked, in a few words."""
    judgement: bool
    """Whether it is a judgement: to leave it blank states nothing."""


class Group(Described):
    """What stands under one heading of a list."""

    provision: str
    """The id of the provision under which it stands."""
    heading: str
    """What stands over it."""
    asks: str
    """What is asked above it; empty where the title of the screen asks."""
    ticks: list[Tick]
    """What can be ticked."""


class Screen(Described):
    """What is asked at a time. Every question can be answered `not_sure`, and of a list nothing may be so."""

    key: str
    """By which it is known again in one interview."""
    kind: Open[Literal["questions", "list"]]
    """Whether it only asks questions, or shows a list to be ticked, with questions above it or without."""
    title: str
    """What stands over it."""
    questions: list[Question]
    """The questions; a fact that is left out of the replies is asked again."""
    starts: list[StartingPoint]
    """The starting points, of which any may be chosen under `starts`."""
    groups: list[Group]
    """What can be ticked, by heading."""
    norm: NotRequired[str]
    """The id of the norm on which the questions bear, where they follow from what was said."""
    citation: NotRequired[str]
    """The place of that norm in the text, as people cite it."""


class Interview(Described):
    """An interview as far as it has come: `ask --save`, `Interview.to_json()`; `library.resume` goes on with it."""

    format: Literal["smpolicy/interview@1"]
    """The name of this format."""
    structure: str
    """The id of the structure."""
    as_of: str
    """The day that counts, like 2026-03-31."""
    drafts: bool
    """Whether drafts were asked for."""
    documents: list[DocumentRecord]
    """The documents under which it was asked."""
    answers: list[AnsweredScreen]
    """The screens that were answered, in their order: with the structure and the day, all that resuming reads."""
    screen: Screen | None
    """What is asked next; null once nothing is left to ask."""
    left_to_judge: list[str]
    """The judgements that were left blank and that nothing since has settled: only the person can judge them."""
    decision: Decision | None
    """How the activity stands; null while something is left to ask."""
