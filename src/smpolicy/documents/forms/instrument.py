"""The forms of an instrument of the base, and of a document that closes its open questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from smpolicy.documents.forms.parts import (
    CONFIG,
    ByValue,
    ConditionForm,
    ContactForm,
    DatesForm,
    IssuerForm,
    NormForm,
    OpenQuestionForm,
    ShouldForm,
    SourceForm,
)
from smpolicy.foundations.keywords import Part, Precedence, Standing


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NotOperativeForm(ByValue):
    """Words of a provision that no norm models, and why."""

    __pydantic_config__ = CONFIG
    words: str
    """The words, verbatim."""
    because: str
    """Why no norm models them."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ProvisionForm(ByValue):
    """One provision of an instrument: its own words, and those below it."""

    __pydantic_config__ = CONFIG
    id: str
    """The short id without the instrument: `4.b5`."""
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
class SlotForm(ByValue):
    """A place in the text for someone or something that the text does not name itself."""

    __pydantic_config__ = CONFIG
    under: str
    """The provision."""
    words: str
    """The words that open it."""
    open: bool = False
    """Whether an overlay may fill it."""
    contact: ContactForm | None = None
    """Whom the text itself names."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ScopeForm(ByValue):
    """Where an instrument speaks to an activity at all."""

    __pydantic_config__ = CONFIG
    holds: ConditionForm = field(default_factory=dict)
    """The condition; beside `with`, a further one."""
    persons: ConditionForm = field(default_factory=dict)
    """Whom it covers at all: also where a norm reaches beyond the condition by its own words."""
    stated_by: list[str] = field(default_factory=list)
    """The norms that state it."""
    with_: str | None = None
    """Another instrument: examined where that one applies."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OverForm(ByValue):
    """Over which provisions a precedence clause prevails."""

    __pydantic_config__ = CONFIG
    layer: int
    promulgated_in: list[str]
    """The kinds of structure in which they were promulgated."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PrecedenceForm(ByValue):
    """What an instrument says of its own rank."""

    __pydantic_config__ = CONFIG
    under: str
    """The provision that holds the clause."""
    words: str
    """The clause, verbatim."""
    over: OverForm
    """What it speaks of."""
    effect: Precedence
    """What it says happens."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BeginsForm(ByValue):
    """How a new local text begins, with a sentence that shows how one is written."""

    __pydantic_config__ = CONFIG
    asks_for: str | None = None
    """What the invitation asks each of them to say first: `the operational and security context`."""
    under: str
    """The provision that the sentence stands under."""
    act: dict[str, Any]
    """What people should not do: words in their order, and what each states: `post: {activity.interaction: post}`."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class InvitationForm(ByValue):
    """Whom an instrument invites to issue local conditions."""

    __pydantic_config__ = CONFIG
    under: str
    """The provision that invites."""
    words: str
    """The invitation, verbatim."""
    structures: list[str]
    """The kinds of structure it invites."""
    begins: BeginsForm | None = None
    """How one begins that `smpolicy new` prints."""
    ends_with_it: bool = False
    """Whether local conditions end when this version of the instrument does; else they go on under the next one."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class LimitForm(ByValue):
    """What limits local conditions without saying how far, so that people must weigh the two."""

    __pydantic_config__ = CONFIG
    under: str
    """The provision that declares it."""
    words: str
    """The declaration, verbatim."""
    uses: dict[str, ConditionForm] = field(default_factory=dict)
    """The uses of which no class of persons should be left nothing: in words, and where one is made."""
    there: dict[str, ConditionForm] = field(default_factory=dict)
    """Where a use must be left to them: in words that follow those of a use, and as a condition."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RemindersForm(ByValue):
    """What an instrument has said beside an answer, each with the provision that says it."""

    __pydantic_config__ = CONFIG
    no_departure_found: str = ""
    """Beside an answer that found nothing."""
    seek_advice: str = ""
    """Beside an answer that leaves something open."""
    always: str = ""
    """Beside every answer."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class LocalTextForm(ByValue):
    """What the texts are called that structures add."""

    __pydantic_config__ = CONFIG
    one: str
    """One of them: `issuance`."""
    many: str
    """Several: `issuances`."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class WordsForm(ByValue):
    """The words that output uses of an organization and of what is its own; plain ones stand for what it leaves out."""

    __pydantic_config__ = CONFIG
    organization: str | None = None
    """The organization, as in the middle of a sentence: `the Port Authority`."""
    instrument: str | None = None
    """The instrument, as in the middle of a sentence: `the Port Rules`; else its number."""
    local_text: LocalTextForm | None = None
    """What structures add: `{one: terminal order, many: terminal orders}`."""
    persons: str | None = None
    """The people whom local texts speak of: `employees`; else everybody."""
    principle: str | None = None
    """What nothing departs from where nothing is found: `a listed principle`."""
    subject: str | None = None
    """What it is about, as in a title: `personal use of social media`."""
    authentic: str | None = None
    """The notice that stands wherever its text is shown."""
    draft_notice: str | None = None
    """The notice that stands wherever a draft is shown; `{author}` and `{structure}` stand for these."""
    draft_notices: dict[str, str] = field(default_factory=dict)
    """Another notice on the drafts of one author, by how they are named under `drafted_by:`."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RevisionForm(ByValue):
    """What became of the parts of the version before: provisions, and with them norms, slots and open questions.

    Whatever is not named here has the id that it had; what is said of a provision holds for what stands below it.
    """

    __pydantic_config__ = CONFIG
    moved: dict[str, str] = field(default_factory=dict)
    """What has another id: the old one, and the new one."""
    split: dict[str, list[str]] = field(default_factory=dict)
    """What was split: the old id, and those of the parts; what stood under it stands under the first."""
    gone: dict[str, str] = field(default_factory=dict)
    """What is there no more, and why."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class InstrumentForm(ByValue):
    """An instrument of the base: its text, its norms, its open questions."""

    __pydantic_config__ = CONFIG
    schema_: Literal["smpolicy/instrument@1"]
    id: str
    """The id: `rules`."""
    work: str | None = None
    """The work that it is a version of, by which other documents name it; else its own id."""
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
    revises: RevisionForm = field(default_factory=RevisionForm)
    """What became of the parts of the version before."""
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
    should: ShouldForm | None = None
    """What it says of its own "should", if that does not bind."""
    reminders: RemindersForm = field(default_factory=RemindersForm)
    """What is said beside answers that rest on it."""
    words: WordsForm = field(default_factory=WordsForm)
    """What output calls the organization and what is its own."""
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
class ClosingForm(ByValue):
    """An open question, the reading chosen, and the words that choose it."""

    __pydantic_config__ = CONFIG
    reading: str
    """The reading that is to be taken from then on."""
    text: str
    """The words that say so."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class InterpretationForm(ByValue):
    """A document that closes open questions of an instrument; on the days before it, all readings stand."""

    __pydantic_config__ = CONFIG
    schema_: Literal["smpolicy/interpretation@1"]
    id: str
    """The id: `rules-interpretation-2026`."""
    title: str
    """Its title."""
    status: Standing
    """Where it stands."""
    issuer: IssuerForm | None = None
    """Who issued it; a draft has none."""
    drafted_by: str | None = None
    """Who wrote a draft."""
    interprets: str
    """The instrument whose questions it closes: `rules`."""
    dates: DatesForm = field(default_factory=DatesForm)
    """When it was issued, and the days on which it holds."""
    supersedes: list[str] = field(default_factory=list)
    """Interpretations that it replaces."""
    source: SourceForm | None = None
    """The signed text."""
    closes: dict[str, ClosingForm]
    """The open questions that it closes, by id."""
    reviewed_by: str | None = None
    """Who has reviewed it, without a day and a digest: it counts for nothing; a record does (`smpolicy/reviews@1`)."""
    note: str | None = None
    """A remark."""
