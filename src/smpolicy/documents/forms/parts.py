"""The parts that several forms have in common: days, sources, norms, open questions, contacts; and what a form is.

A form has no slots: some thirty classes are made at every start, and slots would make each of them twice.
What the annotations of a form name is imported for real, in the module where the form stands: they are read at run
time, by pydantic and by `building`.
A trailing underscore keeps a key apart from a Python word: `from_` is the key `from`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date as Day  # noqa: N812  (a field called `date` would hide the type)
from typing import Any, Literal, TypeAlias

from smpolicy.foundations.keywords import Advice, Force, Occasion, Polarity, Relation, Role
from smpolicy.foundations.timeline import Interval

#: A condition as written: tests by fact, or `all`, `any`, `not`, `readings`. `conditions` gives it meaning.
ConditionForm: TypeAlias = dict[str, Any]

#: Conditions keyed by the words of the text that state them.
LinesForm: TypeAlias = dict[str, Any]


def key_of(name: str) -> str:
    """Return the key that a field of a form holds: `from` for `from_`."""
    return name.rstrip("_")


def texts_in(form: object, *, without: Collection[str] = ()) -> Iterator[str]:
    """Yield every key and every text in a form, whatever holds it; `without` are fields that are passed over."""
    if isinstance(form, str):
        yield form
    elif isinstance(form, Mapping):
        for key, value in form.items():
            yield from texts_in(key, without=without)
            yield from texts_in(value, without=without)
    elif isinstance(form, list | tuple):
        for each in form:
            yield from texts_in(each, without=without)
    elif is_dataclass(form):
        for each in fields(form):
            if each.name not in without:
                yield from texts_in(getattr(form, each.name), without=without)


class ByValue:
    """Equal by value, and shown by value: written once, since thirty classes would each compile their own."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash(repr(self))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({values})"


#: What pydantic is told of every form; `building` adds to it for as long as it makes a schema.
CONFIG: dict[str, Any] = {"extra": "forbid", "alias_generator": key_of}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class IntervalForm(ByValue):
    """Days, half-open: from the first, up to and without the second."""

    __pydantic_config__ = CONFIG
    from_: Day | None = None
    """The first day."""
    until: Day | None = None
    """The first day on which it no longer holds."""

    def interval(self) -> Interval:
        """Return the days as an interval."""
        return Interval(start=self.from_, until=self.until)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class DatesForm(ByValue):
    """When a document was issued, and the days on which it holds."""

    __pydantic_config__ = CONFIG
    issued: Day | None = None
    """The day it was signed."""
    published: Day | None = None
    """The day it was published, where it holds only once published."""
    effective: IntervalForm = field(default_factory=IntervalForm)
    """The days on which it holds."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SourceForm(ByValue):
    """The signed text that a document renders."""

    __pydantic_config__ = CONFIG
    title: str
    """What the signed text is called."""
    date: Day | None = None
    """The day it bears."""
    digest: str | None = None
    """SHA-256 of the signed text."""
    note: str | None = None
    """Where it was taken from."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class IssuerForm(ByValue):
    """Who issued a document."""

    __pydantic_config__ = CONFIG
    body: str | None = None
    """An office, for an instrument of the base."""
    structure: str | None = None
    """The id of the structure that issued it."""
    signed_by: str | None = None
    """The office that signed."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ContactForm(ByValue):
    """Whom to turn to."""

    __pydantic_config__ = CONFIG
    name: str | None = None
    """A name or title."""
    role: str | None = None
    """A role, where no name is given."""
    email: str | None = None
    """An address."""
    reviewed: Day | None = None
    """The day it was last found right."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StepForm(ByValue):
    """Something that a norm asks a person to do."""

    __pydantic_config__ = CONFIG
    do: str
    """What to do, in plain words."""
    contact: str | None = None
    """The slot that names whom to turn to."""
    on: Occasion | None = None
    """When it arises: where the norm applies, where it is broken, or where one is unsure."""
    late: ConditionForm | None = None
    """Of a norm with the role `step`: where what was left undone can no longer be made good."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ExampleForm(ByValue):
    """An activity, and how it stands under one norm."""

    __pydantic_config__ = CONFIG
    given: dict[str, Any]
    """Facts."""
    expect: Literal["met", "broken", "exception", "outside"]
    """How the norm stands."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ShouldForm(ByValue):
    """What a document says of its own "should": that it does not bind."""

    __pydantic_config__ = CONFIG
    force: Advice
    """The force that its "should" has instead."""
    under: str
    """Where it says so: a provision of the instrument, or a norm of the overlay itself: `#wording`."""
    words: str
    """The words that say so, verbatim."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NormForm(ByValue):
    """A norm, read off its sentence: words on the left, facts on the right."""

    __pydantic_config__ = CONFIG
    under: str
    """The provision it belongs to: `rules:4.b7`."""
    text: str
    """The sentence itself."""
    kind: str | None = None
    """What kind of norm it is, in a word."""
    bearer: list[str] | None = None
    """Who is bound, by the names under which the vocabulary declares persons; else those bound by default."""
    act: LinesForm = field(default_factory=dict)
    """What is done or left undone, keyed by the words that say so."""
    when: LinesForm = field(default_factory=dict)
    """Circumstances, keyed by the words that state them; all must hold."""
    unless: LinesForm | list[LinesForm] = field(default_factory=dict)
    """An exception, keyed by its words; a list holds several."""
    force: Force | None = None
    """Only where the words leave it open."""
    polarity: Polarity | None = None
    """Only where the words leave it open."""
    role: Role | None = None
    """`standing`: never asked. `step`: yields something to do."""
    scope: Literal["own"] | None = None
    """`own`: it reaches beyond personal use, by its own words."""
    governs: Literal["below"] | list[str] | None = None
    """`below`: its force and conditions hold for every norm under its provision; a list: conditions below these."""
    defines: str | None = None
    """The derived fact that its `when` defines."""
    step: StepForm | None = None
    """What it asks one to do."""
    relation: Relation | None = None
    """How it stands to the provision it is under, as the drafter sees it: compared with what is computed."""
    examples: list[ExampleForm] = field(default_factory=list)
    """Activities with the standing they must get."""
    note: str | None = None
    """A remark."""
    reviewed_by: str | None = None
    """Who has reviewed it, without a day and a digest: it counts for nothing; a record does (`smpolicy/reviews@1`)."""
    to_be_written: list[Literal["under", "force", "polarity"]] = field(default_factory=list)
    """Keys of it that somebody has still to decide on: what stands in their place was put there by a machine."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OpenQuestionForm(ByValue):
    """A question of interpretation that the text does not decide."""

    __pydantic_config__ = CONFIG
    number: str
    """The number under which it is published, one for each: `Q4.1`."""
    question: str
    """The question, in plain words."""
    touches: list[str] = field(default_factory=list)
    """The norms it bears on."""
    readings: dict[str, str] = field(default_factory=dict)
    """The readings, each in a sentence."""
    kinds: list[str] = field(default_factory=list)
    """The kinds of inconsistency on which it bears; none: all of them."""
    raised_by: str | None = None
    """The fact that raises it."""
    unraised: str | None = None
    """The reading under which that fact makes no difference."""
    note: str | None = None
    """A remark."""
    reviewed_by: str | None = None
    """Who has reviewed it, without a day and a digest: it counts for nothing; a record does (`smpolicy/reviews@1`)."""
