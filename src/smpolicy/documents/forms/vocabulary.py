"""The forms of the vocabulary, which declares facts and persons, and of the registry of structures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812  (as in the other forms)
from typing import Any, Literal

from smpolicy.documents.forms.parts import CONFIG, ByValue, ConditionForm
from smpolicy.foundations.timeline import Interval


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TickForm(ByValue):
    """How a fact is said in a list of an interview, by ticking it."""

    __pydantic_config__ = CONFIG
    words: str | dict[str, str]
    """In a few words, what a tick says: `a political statement`; of a list of values or members, the words of each."""
    under: str | None = None
    """The list in which it stands; else that of the first norm that turns on the fact."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FactForm(ByValue):
    """A fact: a question with a closed set of answers."""

    __pydantic_config__ = CONFIG
    same_as: str | None = None
    """The fact of which this is another name: asked once, and stated under either."""
    question: str | None = None
    """The question, in plain words."""
    help: str | None = None
    """What helps to answer it."""
    meaning: str | None = None
    """What a derived fact means."""
    values: dict[str, str] | None = None
    """One of these; each with a label in plain words."""
    members: dict[str, str] | None = None
    """Any of these, or none; each with a label in plain words."""
    unit: str | None = None
    """A whole number of these, from 0."""
    type: Literal["day"] | None = None
    """A day of the calendar."""
    kind: Literal["conduct", "circumstance"] | None = None
    """What is done or posted, or the world and the person."""
    neutral: bool | str | int | list[str] | None = None
    """The value at which conduct by itself departs from nothing."""
    answered_by: Literal["user", "registry", "attest", "structure"] | None = None
    """Who answers it: the person asked, a look-up, a recorded judgement, or the structure by its kind."""
    occasion: bool = False
    """Whether it is what anybody does who acts at all: where, how, on whose account. To state it raises no norm."""
    stage: bool = False
    """Whether it tells that something is only planned, or done already: its values are `planned` and `done`."""
    raises: list[bool | str | int] | bool | str | int | None = None
    """Of a circumstance, the values by which somebody speaks of the matter: to state one raises norms."""
    lasting: bool = False
    """Of a circumstance, whether it holds of a class of persons for as long as it serves: what they are engaged as."""
    remark: str | None = None
    """What is said beside an answer where it was stated, if no norm turns on it."""
    derived: dict[str, ConditionForm] | Literal["by-norm"] | None = None
    """How it follows from other facts."""
    named_by: ConditionForm | None = None
    """Which acts tell of it by name: a norm on them is a norm on this."""
    implies: ConditionForm | None = None
    """Of conduct: what else is so where it is not neutral, as facts with their values; of a list, under each value."""
    presupposes: ConditionForm | None = None
    """Where it is asked about at all: who gave an approval, only where one was given."""
    tick: TickForm | Literal["follow_up"] | None = None
    """How it is said in a list of an interview; `follow_up`: in no list, it is asked only once something was said."""
    usual: bool | str | int | list[str] | None = None
    """What it is in an example, where the example is about nothing else: what one meets most often."""
    where: list[str] | dict[str, list[str]] | None = None
    """How it is said behind "where": that it is so, and that it is not; of values or members, both for each."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PersonForm(ByValue):
    """Somebody whom norms can bind, and which facts tell who is one."""

    __pydantic_config__ = CONFIG
    label: str
    """What one of them is called: `employee`."""
    plural: str | None = None
    """What they are called in sentences: `employees`; else the label."""
    told_by: ConditionForm | None = None
    """The condition under which a person is one; without it, facts decide nobody's activity by it."""
    by_default: bool = True
    """Whether a norm that does not say whom it binds binds them too."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ConstraintForm(ByValue):
    """What is true in every possible world."""

    __pydantic_config__ = CONFIG
    why: str
    """Why no world is otherwise."""
    if_: ConditionForm | None = None
    then: ConditionForm | None = None
    if_and_only_if: list[ConditionForm] | None = None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StartForm(ByValue):
    """A starting point of an interview: what it is about, as whoever is asked would say it."""

    __pydantic_config__ = CONFIG
    words: str
    """What it is about, in a few words: `a picture or a recording from work`."""
    lists: list[str] = field(default_factory=list)
    """The lists that it opens, by their provisions: at most three."""
    states: dict[str, Any] = field(default_factory=dict)
    """The facts that are stated by choosing it."""
    asks: list[str] = field(default_factory=list)
    """The facts that are asked at once where it is chosen."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ListForm(ByValue):
    """A list of an interview, under a provision: whoever is asked ticks what is so."""

    __pydantic_config__ = CONFIG
    asks: str
    """What is asked above it: `Is any of this in it?`"""
    heading: str | None = None
    """What stands over it; else the heading of the provision, or its words."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class InterviewForm(ByValue):
    """How a person is asked: what first, from where on, and in which lists."""

    __pydantic_config__ = CONFIG
    who: list[str] = field(default_factory=list)
    """The facts that the first screen asks about: who one is."""
    what: list[str] = field(default_factory=list)
    """The facts that the second screen asks about, beside the starting points."""
    starts: dict[str, StartForm] = field(default_factory=dict)
    """The starting points, by name, in the order in which they are shown."""
    lists: dict[str, ListForm] = field(default_factory=dict)
    """The lists, by their provisions, in the order in which they are shown."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class VocabularyForm(ByValue):
    """Facts, and what is true of them in every possible world."""

    __pydantic_config__ = CONFIG
    schema_: Literal["smpolicy/vocabulary@1"]
    id: str
    title: str
    origin: str | None = None
    """Whose the facts are, where they are not read off an instrument: said wherever one is asked about."""
    facts: dict[str, FactForm]
    """The facts, by name."""
    persons: dict[str, PersonForm] = field(default_factory=dict)
    """Whom norms can bind, by the names that norms use, in the order in which sentences name them."""
    constraints: list[ConstraintForm] = field(default_factory=list)
    """What keeps impossible worlds out."""
    interview: InterviewForm | None = None
    """How a person is asked about these facts."""
    note: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NameForm(ByValue):
    """A name that a structure bore."""

    __pydantic_config__ = CONFIG
    name: str
    short: str | None = None
    from_: Day | None = None
    until: Day | None = None

    def interval(self) -> Interval:
        """Return the days on which the name was borne."""
        return Interval(start=self.from_, until=self.until)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class KindForm(ByValue):
    """A kind of structure."""

    __pydantic_config__ = CONFIG
    label: str
    """What one of them is called: `branch`."""
    plural: str | None = None
    """What they are called together, as above a list: `Branches`; else the label."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StructureForm(ByValue):
    """A structure, with its names over time."""

    __pydantic_config__ = CONFIG
    id: str
    """The id: it stays when the name changes; that of a part is the whole's, a stroke and a name: `moldova/balti`."""
    kind: str
    """What kind of structure it is: where the registry lists kinds, one of them."""
    names: list[NameForm]
    """Its names, oldest first."""
    seat: str | None = None
    """Where it sits."""
    closed: Day | None = None
    """The first day on which it no longer exists."""
    unconfirmed: list[str] = field(default_factory=list)
    """Fields that nobody should present as certain."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StructuresForm(ByValue):
    """The registry of structures."""

    __pydantic_config__ = CONFIG
    schema_: Literal["smpolicy/structures@1"]
    id: str
    title: str
    kinds: dict[str, KindForm] = field(default_factory=dict)
    """The kinds of structure, in the order in which they are shown; where none is listed, any name is one."""
    structures: list[StructureForm]
    note: str | None = None
