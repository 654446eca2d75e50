"""The forms of an overlay, and of the scenarios that tell which answers documents must give."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812  (a field called `date` would hide the type)
from typing import Any, Literal

from smpolicy.documents.forms.instrument import InvitationForm, PrecedenceForm
from smpolicy.documents.forms.parts import (
    CONFIG,
    ByValue,
    ContactForm,
    DatesForm,
    IssuerForm,
    NormForm,
    OpenQuestionForm,
    ShouldForm,
    SourceForm,
)
from smpolicy.documents.forms.vocabulary import FactForm
from smpolicy.foundations.keywords import Claim, Nature, Standing


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BaseForm(ByValue):
    """The text that an overlay was written against."""

    __pydantic_config__ = CONFIG
    id: str
    """The id of the instrument."""
    version: str
    """Its version."""
    digest: str
    """The digest of the document that held it."""
    text_digest: str | None = None
    """The digest of the provisions' words alone, by which a change of words is told from one of how they are read."""
    anchors: dict[str, str] = field(default_factory=dict)
    """What the overlay stands under and cites, each with the digest of the words there: which of them changed."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ConcurrenceForm(ByValue):
    """Who concurred in an overlay, where the instrument above asks for it."""

    __pydantic_config__ = CONFIG
    by: str
    """The office that concurred."""
    date: Day
    """The day it did."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ClaimForm(ByValue):
    """What an overlay says of the instrument above itself: shown and reported, never applied."""

    __pydantic_config__ = CONFIG
    kind: Claim
    """What it is about."""
    text: str
    """The words."""
    under: str | None = None
    """The provision it speaks of."""
    replaces: str | None = None
    """The provision whose channel it replaces."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ReviewForm(ByValue):
    """What a reviewer decided on something that was found inconsistent, or that people must decide."""

    __pydantic_config__ = CONFIG
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
class GuidanceForm(ByValue):
    """Help beside a provision: no norm."""

    __pydantic_config__ = CONFIG
    under: str
    """The provision it stands beside."""
    text: str
    """The words."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SubStructureForm(ByValue):
    """A part of a structure: it inherits every norm above it."""

    __pydantic_config__ = CONFIG
    name: str | None = None
    """What it is called."""
    norms: dict[str, NormForm] = field(default_factory=dict)
    """Its own norms, by key."""
    slots: dict[str, ContactForm] = field(default_factory=dict)
    """Slots that it fills for itself."""
    guidance: list[GuidanceForm] = field(default_factory=list)
    """Help beside provisions."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PaperForm(ByValue):
    """A piece of the paper as it is to be signed: a heading, a norm, or words that are no norm."""

    __pydantic_config__ = CONFIG
    number: str | None = None
    """Its number as it stands on the paper: `3.1`, `(a)`."""
    heading: str | None = None
    """A heading."""
    norm: str | None = None
    """The key of the norm whose sentence stands here."""
    words: str | None = None
    """Words that are no norm."""
    runs_on: bool = False
    """Whether it stands in the paragraph of what is before it."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OverlayForm(ByValue):
    """What a structure adds to an instrument that invites it: local conditions, in its own words."""

    __pydantic_config__ = CONFIG
    schema_: Literal["smpolicy/overlay@1"]
    id: str
    """The id: structure, then a short name: `arcadia/draft-2026`; of a part: `arcadia/east/draft-2026`."""
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
    """Its layer of the regulatory system: that of the instrument above, or below."""
    under: str
    """The provision that invites it; beneath another overlay, a norm of that one: `moldova/draft-2026#offices`."""
    nature: Nature = "supplements"
    """`explains`: it only explains what stands above it, and has no norms with a force."""
    precedence: PrecedenceForm | None = None
    """What it says of its rank over overlays beneath it; `under` names the norm that says so: `#rank`."""
    invites: InvitationForm | None = None
    """Whom it invites to issue overlays beneath it; `under` names the norm that invites: `#offices`."""
    context: str | None = None
    """The operational and security context it takes into account."""
    base: BaseForm | None = None
    """The text it was written against."""
    dates: DatesForm = field(default_factory=DatesForm)
    """When it was issued, and the days on which it holds."""
    supersedes: list[str] = field(default_factory=list)
    """Overlays, or single norms of one, that it replaces."""
    concurrence: ConcurrenceForm | None = None
    """Who concurred in it, where the instrument above asks for it."""
    source: SourceForm | None = None
    """The signed text."""
    slots: dict[str, ContactForm] = field(default_factory=dict)
    """Slots of the base that it fills."""
    facts: dict[str, FactForm | str] = field(default_factory=dict)
    """Local facts; a line of text is a yes/no question."""
    terms: dict[str, str] = field(default_factory=dict)
    """Local terms, in words; under the name of a term that the instrument above defines it is reported as a claim."""
    open_questions: dict[str, OpenQuestionForm] = field(default_factory=dict)
    """What the words of its own norms leave open, by key; `touches` names these norms: `#photos`."""
    should: ShouldForm | None = None
    """What it says of its own "should", if that does not bind."""
    norms: dict[str, NormForm] = field(default_factory=dict)
    """Its norms, by key."""
    claims: list[ClaimForm] = field(default_factory=list)
    """What it says of the instrument above itself: never applied."""
    reviews: list[ReviewForm] = field(default_factory=list)
    """What reviewers decided on what was found: shown, and changes no answer."""
    guidance: list[GuidanceForm] = field(default_factory=list)
    """Help beside provisions."""
    structures: dict[str, SubStructureForm] = field(default_factory=dict)
    """Parts of the structure, with norms of their own."""
    paper: list[PaperForm] = field(default_factory=list)
    """How the paper is laid out, from the top to the bottom; without it, by the provisions that are supplemented."""
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class NormReviewForm(ByValue):
    """What somebody with a mandate found of how what a sheet shows is read, and of which text of it."""

    __pydantic_config__ = CONFIG
    of: str
    """The norm or open question, by its full id: `arcadia/draft-2026#photos`, `rules:4.b7`, `rules:q1`."""
    by: str
    """The office that reviewed it."""
    date: Day
    """The day on which it did."""
    digest: str
    """The digest of what was read, as the sheet said it."""
    finds: Literal["right", "wrong"]
    """Whether the reading says what the words say."""
    why: str | None = None
    """The reason, or a remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ReviewsForm(ByValue):
    """Who has reviewed how norms are read; `smpolicy review` writes it down."""

    __pydantic_config__ = CONFIG
    schema_: Literal["smpolicy/reviews@1"]
    reviews: list[NormReviewForm]
    note: str | None = None
    """A remark."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ScenarioForm(ByValue):
    """An activity with the answer it must get."""

    __pydantic_config__ = CONFIG
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
class ScenariosForm(ByValue):
    """Activities with the answers they must get."""

    __pydantic_config__ = CONFIG
    schema_: Literal["smpolicy/scenarios@1"]
    scenarios: list[ScenarioForm]
    note: str | None = None
