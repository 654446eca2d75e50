"""Typed documents: what each kind of file holds, and the reading of one.

The forms are plain frozen dataclasses, so that nothing below depends on how they were checked.
They have no slots: some thirty classes are made at every start, and slots would make each of them twice.
This module is the one door to pydantic, which is imported only when a file is checked or a schema is made.
A trailing underscore keeps a key apart from a Python word: `from_` is the key `from`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date as Day  # noqa: N812  (a field called `date` would hide the type)
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from smpolicy.foundations.keywords import Claim, Force, Occasion, Part, Polarity, Precedence, Relation, Role, Standing
from smpolicy.foundations.source import Span
from smpolicy.foundations.timeline import Interval

#: A condition as written: tests by fact, or `all`, `any`, `not`, `readings`. `conditions` gives it meaning.
ConditionForm: TypeAlias = dict[str, Any]
#: Conditions keyed by the words of the text that state them.
LinesForm: TypeAlias = dict[str, Any]

Path: TypeAlias = tuple[str | int, ...]
Places: TypeAlias = Mapping[Path, tuple[Span | None, Span]]


def _key(name: str) -> str:
    return name.rstrip("_")


class _Equal:
    """Equal by value, and shown by value: written once, since thirty classes would each compile their own."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash(repr(self))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({told})"


_CONFIG: dict[str, Any] = {"extra": "forbid", "alias_generator": _key}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class IntervalForm(_Equal):
    """Days, half-open: from the first, up to and without the second."""

    __pydantic_config__ = _CONFIG
    from_: Day | None = None
    """The first day."""
    until: Day | None = None
    """The first day on which it no longer holds."""

    def interval(self) -> Interval:
        """Return the days as an interval."""
        return Interval(start=self.from_, until=self.until)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class DatesForm(_Equal):
    """When a document was issued, and the days on which it holds."""

    __pydantic_config__ = _CONFIG
    issued: Day | None = None
    """The day it was signed."""
    published: Day | None = None
    """The day it was published, where it holds only once published."""
    effective: IntervalForm = field(default_factory=IntervalForm)
    """The days on which it holds."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SourceForm(_Equal):
    """The signed text that a document renders."""

    __pydantic_config__ = _CONFIG
    title: str
    """What the signed text is called."""
    date: Day | None = None
    """The day it bears."""
    digest: str | None = None
    """SHA-256 of the signed text."""
    note: str | None = None
    """Where it was taken from."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NotOperativeForm(_Equal):
    """Words of a provision that no norm models, and why."""

    __pydantic_config__ = _CONFIG
    words: str
    """The words, verbatim."""
    because: str
    """Why no norm models them."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ProvisionForm(_Equal):
    """One provision of an instrument: its own words, and those below it."""

    __pydantic_config__ = _CONFIG
    id: str
    """The short id without the instrument: `7.2.b5`."""
    kind: Part
    """What it is in the printed text."""
    eid: str
    """The Akoma Ntoso eId."""
    number: str | None = None
    """The number as printed; none where the source prints none."""
    heading: str | None = None
    """A title on a line of its own."""
    text: str | None = None
    """The words, verbatim, with emphasis and footnote marks."""
    reproduces: list[str] = field(default_factory=list)
    """Instruments whose text the source prints here."""
    not_operative: list[NotOperativeForm] = field(default_factory=list)
    """Words that no norm models."""
    note: str | None = None
    """A remark."""
    provisions: list[ProvisionForm] = field(default_factory=list)
    """The provisions below it."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StepForm(_Equal):
    """Something that a norm asks a person to do."""

    __pydantic_config__ = _CONFIG
    do: str
    """What to do, in plain words."""
    contact: str | None = None
    """The slot that names whom to turn to."""
    on: Occasion | None = None
    """When it arises: where the norm applies, where it is broken, or where one is unsure."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ExampleForm(_Equal):
    """An activity, and how it stands under one norm."""

    __pydantic_config__ = _CONFIG
    given: dict[str, Any]
    """Facts."""
    expect: Literal["met", "broken", "exception", "outside"]
    """How the norm stands."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NormForm(_Equal):
    """A norm, read off its sentence: words on the left, facts on the right."""

    __pydantic_config__ = _CONFIG
    under: str
    """The provision it belongs to: `si31:7.2.b7`."""
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
    governs: Literal["below"] | None = None
    """`below`: its conditions and force hold for every norm under its provision."""
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
    """Who has reviewed this reading."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OpenQuestionForm(_Equal):
    """A question of interpretation that the text does not decide."""

    __pydantic_config__ = _CONFIG
    number: str
    """The number under which it is published: `Q4`."""
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
    """Who has reviewed these readings."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ContactForm(_Equal):
    """Whom to turn to."""

    __pydantic_config__ = _CONFIG
    name: str | None = None
    """A name or title."""
    role: str | None = None
    """A role, where no name is given."""
    email: str | None = None
    """An address."""
    reviewed: Day | None = None
    """The day it was last found right."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SlotForm(_Equal):
    """A place in the text for someone or something that the text does not name itself."""

    __pydantic_config__ = _CONFIG
    under: str
    """The provision."""
    words: str
    """The words that open it."""
    open: bool = False
    """Whether an issuance may fill it."""
    contact: ContactForm | None = None
    """Whom the text itself names."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ScopeForm(_Equal):
    """Where an instrument speaks to an activity at all."""

    __pydantic_config__ = _CONFIG
    holds: ConditionForm = field(default_factory=dict)
    """The condition; beside `with`, a further one."""
    persons: ConditionForm = field(default_factory=dict)
    """Whom it covers at all: also where a norm reaches beyond the condition by its own words."""
    stated_by: list[str] = field(default_factory=list)
    """The norms that state it."""
    with_: str | None = None
    """Another instrument: examined where that one applies."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OverForm(_Equal):
    """Over which provisions a precedence clause prevails."""

    __pydantic_config__ = _CONFIG
    layer: int
    promulgated_in: list[str]
    """The kinds of structure in which they were promulgated."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PrecedenceForm(_Equal):
    """What an instrument says of its own rank."""

    __pydantic_config__ = _CONFIG
    under: str
    """The provision that holds the clause."""
    words: str
    """The clause, verbatim."""
    over: OverForm
    """What it speaks of."""
    effect: Precedence
    """What it says happens."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class InvitationForm(_Equal):
    """Whom an instrument invites to issue local conditions."""

    __pydantic_config__ = _CONFIG
    under: str
    """The provision that invites."""
    words: str
    """The invitation, verbatim."""
    structures: list[str]
    """The kinds of structure it invites."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class LimitForm(_Equal):
    """What limits local conditions without saying how far, so that people must weigh the two."""

    __pydantic_config__ = _CONFIG
    under: str
    """The provision that declares it."""
    words: str
    """The declaration, verbatim."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RemindersForm(_Equal):
    """What an instrument has said beside an answer, each with the provision that says it."""

    __pydantic_config__ = _CONFIG
    no_departure_found: str = ""
    """Beside an answer that found nothing."""
    seek_advice: str = ""
    """Beside an answer that leaves something open."""
    always: str = ""
    """Beside every answer."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FactForm(_Equal):
    """A fact: a question with a closed set of answers."""

    __pydantic_config__ = _CONFIG
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
    derived: dict[str, ConditionForm] | Literal["by-norm"] | None = None
    """How it follows from other facts."""
    named_by: ConditionForm | None = None
    """Which acts tell of it by name: a norm on them is a norm on this."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PersonForm(_Equal):
    """Somebody whom norms can bind, and which facts tell who is one."""

    __pydantic_config__ = _CONFIG
    label: str
    """What one of them is called: `OSCE official`."""
    plural: str | None = None
    """What they are called in sentences: `OSCE officials`; else the label."""
    told_by: ConditionForm | None = None
    """The condition under which a person is one; without it, facts decide nobody's activity by it."""
    by_default: bool = True
    """Whether a norm that does not say whom it binds binds them too."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ConstraintForm(_Equal):
    """What is true in every possible world."""

    __pydantic_config__ = _CONFIG
    why: str
    """Why no world is otherwise."""
    if_: ConditionForm | None = None
    then: ConditionForm | None = None
    if_and_only_if: list[ConditionForm] | None = None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NameForm(_Equal):
    """A name that a structure bore."""

    __pydantic_config__ = _CONFIG
    name: str
    short: str | None = None
    from_: Day | None = None
    until: Day | None = None

    def interval(self) -> Interval:
        """Return the days on which the name was borne."""
        return Interval(start=self.from_, until=self.until)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class KindForm(_Equal):
    """A kind of structure."""

    __pydantic_config__ = _CONFIG
    label: str
    """What one of them is called: `field operation`."""
    plural: str | None = None
    """What they are called together, as above a list: `Field operations`; else the label."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StructureForm(_Equal):
    """An executive structure, with its names over time."""

    __pydantic_config__ = _CONFIG
    id: str
    """The id: it stays when the name changes."""
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
class IssuerForm(_Equal):
    """Who issued a document."""

    __pydantic_config__ = _CONFIG
    body: str | None = None
    """An office, for an instrument of the base."""
    structure: str | None = None
    """The id of the structure that issued it."""
    signed_by: str | None = None
    """The office that signed."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BaseForm(_Equal):
    """The text that an overlay was written against."""

    __pydantic_config__ = _CONFIG
    id: str
    """The id of the instrument."""
    version: str
    """Its version."""
    digest: str
    """The digest of the document that held it."""
    text_digest: str | None = None
    """The digest of the provisions' words alone, by which a change of words is told from one of how they are read."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ConcurrenceForm(_Equal):
    """Who concurred in an issuance, where the instrument above asks for it."""

    __pydantic_config__ = _CONFIG
    by: str
    """The office that concurred."""
    date: Day
    """The day it did."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ClaimForm(_Equal):
    """What an issuance says of the Staff Instruction itself: shown and reported, never applied."""

    __pydantic_config__ = _CONFIG
    kind: Claim
    """What it is about."""
    text: str
    """The words."""
    under: str | None = None
    """The provision it speaks of."""
    replaces: str | None = None
    """The provision whose channel it replaces."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ReviewForm(_Equal):
    """What a reviewer decided on something that was found inconsistent, or that people must decide."""

    __pydantic_config__ = _CONFIG
    of: str
    """The overlay's own norm, claim or term: `#photos`, `#claim-1`, `#term-1`."""
    kind: str
    """What was found, by the name of its kind."""
    against: str | None = None
    """The provision or norm with which it was found inconsistent; none: any."""
    by: str
    """The office that reviewed it."""
    date: Day
    """The day on which it did."""
    decision: str
    """What it decided."""
    why: str
    """Its reason."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class GuidanceForm(_Equal):
    """Help beside a provision: no norm."""

    __pydantic_config__ = _CONFIG
    under: str
    """The provision it stands beside."""
    text: str
    """The words."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SubStructureForm(_Equal):
    """A part of a structure: it inherits every norm above it."""

    __pydantic_config__ = _CONFIG
    name: str | None = None
    """What it is called."""
    norms: dict[str, NormForm] = field(default_factory=dict)
    """Its own norms, by key."""
    slots: dict[str, ContactForm] = field(default_factory=dict)
    """Slots that it fills for itself."""
    guidance: list[GuidanceForm] = field(default_factory=list)
    """Help beside provisions."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class InstrumentForm(_Equal):
    """An instrument of the base: its text, its norms, its open questions."""

    __pydantic_config__ = _CONFIG
    schema_: Literal["smpolicy/instrument@1"]
    id: str
    """The id: `si31`."""
    title: str
    """Its title."""
    number: str
    """How it names itself."""
    short: str
    """How a citation of it begins."""
    issuer: IssuerForm
    """Who issued it."""
    status: Standing
    """Where it stands."""
    layer: int
    """Its layer of the regulatory system; 1 is the highest."""
    version: str
    """Which text this is."""
    dates: DatesForm = field(default_factory=DatesForm)
    """When it was issued, and the days on which it holds."""
    source: SourceForm | None = None
    """The text that was copied."""
    preamble: list[str] = field(default_factory=list)
    """The lines of the letterhead, verbatim."""
    scope: ScopeForm = field(default_factory=ScopeForm)
    """Where it speaks to an activity at all."""
    precedence: PrecedenceForm | None = None
    """What it says of its own rank."""
    invites: InvitationForm | None = None
    """Whom it invites to issue local conditions."""
    limits: LimitForm | None = None
    """What limits them, by the judgement of people."""
    reminders: RemindersForm = field(default_factory=RemindersForm)
    """What is said beside answers that rest on it."""
    provisions: list[ProvisionForm]
    """Its text."""
    slots: dict[str, SlotForm] = field(default_factory=dict)
    """Places for those whom the text does not name itself."""
    open_questions: dict[str, OpenQuestionForm] = field(default_factory=dict)
    """What the text does not decide."""
    norms: dict[str, NormForm] = field(default_factory=dict)
    """Its norms, by short id."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class VocabularyForm(_Equal):
    """Facts, and what is true of them in every possible world."""

    __pydantic_config__ = _CONFIG
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
    note: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StructuresForm(_Equal):
    """The registry of executive structures."""

    __pydantic_config__ = _CONFIG
    schema_: Literal["smpolicy/structures@1"]
    id: str
    title: str
    kinds: dict[str, KindForm] = field(default_factory=dict)
    """The kinds of structure, in the order in which they are shown; where none is listed, any name is one."""
    structures: list[StructureForm]
    note: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OverlayForm(_Equal):
    """An issuance under 7.3: local conditions on the personal use of social media."""

    __pydantic_config__ = _CONFIG
    schema_: Literal["smpolicy/overlay@1"]
    id: str
    """The id: structure, then a short name: `moldova/draft-2026`."""
    title: str
    """Its title."""
    status: Standing
    """Where it stands."""
    issuer: IssuerForm | None = None
    """Who issued it; a draft has none."""
    proposed_for: str | None = None
    """The structure that a draft is written for."""
    drafted_by: str | None = None
    """Who wrote a draft."""
    layer: int
    """Its layer of the regulatory system: 3 or below."""
    under: str
    """The provision that invites it."""
    context: str | None = None
    """The operational and security context it takes into account."""
    base: BaseForm | None = None
    """The text it was written against."""
    dates: DatesForm = field(default_factory=DatesForm)
    """When it was issued, and the days on which it holds."""
    supersedes: list[str] = field(default_factory=list)
    """Issuances, or single norms of one, that it replaces."""
    concurrence: ConcurrenceForm | None = None
    """Who concurred in it, where the instrument above asks for it."""
    source: SourceForm | None = None
    """The signed text."""
    slots: dict[str, ContactForm] = field(default_factory=dict)
    """Slots of the Staff Instruction that it fills."""
    facts: dict[str, FactForm | str] = field(default_factory=dict)
    """Local facts; a line of text is a yes/no question."""
    terms: dict[str, str] = field(default_factory=dict)
    """Local terms, in words; under the name of a term that the Staff Instruction defines it is reported as a claim."""
    norms: dict[str, NormForm] = field(default_factory=dict)
    """Its norms, by key."""
    claims: list[ClaimForm] = field(default_factory=list)
    """What it says of the Staff Instruction itself: never applied."""
    reviews: list[ReviewForm] = field(default_factory=list)
    """What reviewers decided on what was found: shown, and changes no answer."""
    guidance: list[GuidanceForm] = field(default_factory=list)
    """Help beside provisions."""
    structures: dict[str, SubStructureForm] = field(default_factory=dict)
    """Parts of the structure, with norms of their own."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ClosingForm(_Equal):
    """An open question, the reading chosen, and the words that choose it."""

    __pydantic_config__ = _CONFIG
    reading: str
    """The reading that is to be taken from then on."""
    text: str
    """The words that say so."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class InterpretationForm(_Equal):
    """A document that closes open questions of an instrument; on the days before it, all readings stand."""

    __pydantic_config__ = _CONFIG
    schema_: Literal["smpolicy/interpretation@1"]
    id: str
    """The id: `si31-interpretation-2026`."""
    title: str
    """Its title."""
    status: Standing
    """Where it stands."""
    issuer: IssuerForm | None = None
    """Who issued it; a draft has none."""
    drafted_by: str | None = None
    """Who wrote a draft."""
    interprets: str
    """The instrument whose questions it closes: `si31`."""
    dates: DatesForm = field(default_factory=DatesForm)
    """When it was issued, and the days on which it holds."""
    supersedes: list[str] = field(default_factory=list)
    """Interpretations that it replaces."""
    source: SourceForm | None = None
    """The signed text."""
    closes: dict[str, ClosingForm]
    """The open questions that it closes, by id."""
    reviewed_by: str | None = None
    """Who has reviewed how it is encoded here."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ScenarioForm(_Equal):
    """An activity with the answer it must get."""

    __pydantic_config__ = _CONFIG
    name: str
    """What happens, in a line."""
    structure: str
    """The structure."""
    as_of: Day
    """The day."""
    drafts: bool = False
    """Whether drafts count."""
    assume: Literal["neutral", "none"] = "none"
    """Whether unstated conduct takes its neutral value."""
    facts: dict[str, Any]
    """What is stated."""
    expect: str
    """The answer."""
    or_worse: bool = False
    """Whether a worse outcome remains possible."""
    because: list[str]
    """Norms or provisions that must be cited."""
    not_because: list[str] = field(default_factory=list)
    """Norms or provisions that must not be cited."""
    asks: list[str] = field(default_factory=list)
    """Facts that must be among the open questions."""
    statuses: dict[str, str] = field(default_factory=dict)
    """How single norms must stand."""
    note: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ScenariosForm(_Equal):
    """Activities with the answers they must get."""

    __pydantic_config__ = _CONFIG
    schema_: Literal["smpolicy/scenarios@1"]
    scenarios: list[ScenarioForm]
    note: str | None = None


Form: TypeAlias = InstrumentForm | VocabularyForm | StructuresForm | OverlayForm | InterpretationForm | ScenariosForm

#: Every form, by the value of its `schema` key.
FORMS: Mapping[str, type[Any]] = {
    "smpolicy/instrument@1": InstrumentForm,
    "smpolicy/vocabulary@1": VocabularyForm,
    "smpolicy/structures@1": StructuresForm,
    "smpolicy/overlay@1": OverlayForm,
    "smpolicy/interpretation@1": InterpretationForm,
    "smpolicy/scenarios@1": ScenariosForm,
}


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file, typed: its form, where it stood, and the digest of its bytes."""

    form: Form
    path: str
    digest: str
    places: Places = field(compare=False, repr=False)

    def place(self, *path: str | int, key: bool = False) -> Span:
        """Return where the value at `path` stands (or its key), or the nearest place above it."""
        for end in range(len(path), -1, -1):
            found = self.places.get(path[:end])
            if found is not None:
                return found[0] if key and found[0] is not None else found[1]
        return Span(path=self.path, line=1, column=1, end_line=1, end_column=1)


@cache
def _adapter(schema: str) -> Any:
    """Return the pydantic adapter of the form that `schema` names."""
    from pydantic import TypeAdapter

    return TypeAdapter(FORMS[schema])


def form_schema(schema: str) -> dict[str, Any]:
    """Return the JSON Schema of the form that `schema` names, as pydantic makes it, with what is said of each key."""
    from pydantic import TypeAdapter

    # Said of the schemas alone: pydantic looks it up in the source, which takes as long as all else on one overlay.
    _CONFIG["use_attribute_docstrings"] = True
    try:
        return TypeAdapter(FORMS[schema]).json_schema(by_alias=True)
    finally:
        del _CONFIG["use_attribute_docstrings"]


def typed_dict_schema(kind: Any) -> dict[str, Any]:
    """Return the JSON Schema of a `TypedDict`, as pydantic makes it: keys that it does not name are allowed."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind).json_schema()


def from_checked(schema: str, content: object) -> Form:
    """Build the form of content that a JSON Schema has accepted, with pydantic.

    Raises `pydantic.ValidationError` where the content does not fit: the schema and the types then disagree.
    """
    return cast(Form, _adapter(schema).validate_python(content, by_alias=True))


def from_prepared(schema: str, content: object) -> Form:
    """Build the form of content that was checked when the package was built, without pydantic."""
    return cast(Form, _builder(cast(Hashable, FORMS[schema]))(content))


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """Return the function that builds values of one type from plain data."""
    origin, args = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _dataclass_builder(cast(type[Any], kind))
    if kind is Day:
        return Day.fromisoformat
    if origin is list:
        element = _builder(args[0])
        return lambda content: [element(each) for each in content]
    if origin is dict and (is_dataclass(args[1]) or get_origin(args[1]) in (Union, UnionType)):
        member = _builder(args[1])
        return lambda content: {key: member(each) for key, each in content.items()}
    if origin in (Union, UnionType):
        return _union_builder([arg for arg in args if arg is not NoneType])
    return lambda content: content


def _union_builder(options: list[Any]) -> Callable[[Any], Any]:
    """Tell the options of a union apart by the shape of the content: no two here share one."""
    forms = [option for option in options if is_dataclass(option)]
    if forms:
        build = _builder(cast(Hashable, forms[0]))
        return lambda content: build(content) if isinstance(content, dict) else content
    if options == [Day]:
        return lambda content: None if content is None else Day.fromisoformat(content)
    return lambda content: content


def _dataclass_builder(kind: type[Any]) -> Callable[[Any], Any]:
    builders: dict[str, tuple[str, Callable[[Any], Any]]] = {}

    def build(content: Any) -> Any:
        if not builders:  # filled on first use: a provision holds provisions
            hints = get_type_hints(kind)
            for each in fields(kind):
                builders[_key(each.name)] = (each.name, _builder(hints[each.name]))
        return kind(**{builders[key][0]: builders[key][1](value) for key, value in content.items()})

    return build


def required_keys(kind: type[Any]) -> list[str]:
    """Return the keys that a form cannot do without, in order."""
    return [_key(f.name) for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
