"""Instruments, their provisions, and the norms read off them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.keywords import Advice, Force, Nature, Occasion, Part, Polarity, Precedence, Role, Standing
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.foundations.source import Span, digest
from smpolicy.foundations.timeline import Interval, day_in_words
from smpolicy.meaning.conditions import ALWAYS, NEVER, All, AnyOf, Condition
from smpolicy.meaning.naming import PLAIN, Words
from smpolicy.meaning.vocabulary import Bearer

if TYPE_CHECKING:
    from smpolicy.meaning.works import Lapse, Reworded, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words of the text, and the condition they state; without words, the reason why it is implied."""

    words: str | None
    because: str = ""
    condition: Condition
    span: Span = field(compare=False)

    __repr__ = in_brief


def conjunction(lines: tuple[Line, ...]) -> Condition:
    """Return the condition that all lines state together."""
    return All(parts=tuple(line.condition for line in lines)) if lines else ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that a norm asks a person to do, when, and which slot names whom to turn to."""

    do: str
    slot: str | None
    on: Occasion
    #: Of a norm that is a step: where what was left undone can no longer be made good.
    late: Condition = NEVER

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Should:
    """What a document says of its own "should": the force that it has there, the words that say so, and where."""

    force: Advice
    words: str
    citation: str

    __repr__ = in_brief

    def __str__(self) -> str:
        return f"Its “should” does not bind: “{self.words}” ({self.citation})."


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """One norm: who is bound, with what force, to do or refrain from what, when, and unless what.

    `when` and `unless` hold what governing norms add: a "should" governs the bullets below it.
    `force_words` are the words that the force was read from; empty where the document states it.
    """

    id: str
    instrument: str
    provision: str
    citation: str
    text: str
    kind: str
    force: Force
    polarity: Polarity | None
    force_words: str
    bearer: tuple[Bearer, ...]
    #: The condition that the person is one whom the norm binds.
    borne: Condition
    act: tuple[Line, ...]
    when: tuple[Line, ...]
    unless: tuple[tuple[Line, ...], ...]
    role: Role | None
    own_scope: bool
    #: The provisions below its own whose norms it hands its conditions down to; its own, where it is all of them.
    governs: tuple[str, ...]
    defines: str | None
    step: Step | None
    #: What its document says of "should", where that gives the norm its force.
    should: Should | None = None
    structure: str | None
    #: The overlays that its own one stands under, and the norms of these that it stands under itself: nearest first.
    beneath: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    draft: bool
    note: str
    #: The keys that lead to it in its document.
    at: tuple[str | int, ...] = field(compare=False)
    span: Span = field(compare=False)

    __repr__ = in_brief

    @property
    def borne_by_persons(self) -> bool:
        """Whether the norm binds persons whose activity can be evaluated."""
        return any(bearer.told_by is not None for bearer in self.bearer)

    @property
    def decides(self) -> bool:
        """Whether facts can decide how this norm stands: it has an act, and persons bear it."""
        return bool(self.act) and self.polarity is not None and self.borne_by_persons

    @property
    def exception(self) -> Condition:
        """The condition under which some exception holds."""
        return AnyOf(parts=tuple(conjunction(lines) for lines in self.unless))


def stands_above(one: Norm, other: Norm) -> bool:
    """Whether a norm stands above another, which is one of an overlay: in the base, or in an overlay above that one."""
    return other.structure is not None and (one.structure is None or one.instrument in other.beneath)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A provision with its own words, in the order of the text."""

    id: str
    instrument: str
    kind: Part
    eid: str
    number: str
    heading: str
    text: str
    depth: int
    parent: str | None
    citation: str
    reproduces: tuple[str, ...]
    not_operative: tuple[tuple[str, str], ...]
    note: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to turn to, and which document says so."""

    name: str
    email: str | None = None
    reviewed: date | None = None
    document: str | None = None
    span: Span | None = field(default=None, compare=False)

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in the text for someone whom it does not name, or does."""

    id: str
    provision: str
    words: str
    open: bool
    contact: Contact | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedenceClause:
    """What an instrument says of its own rank, as it says it."""

    #: The provision that says so; of an overlay, its norm.
    provision: str
    words: str
    layer: int
    promulgated_in: tuple[str, ...]
    effect: Precedence


@dataclass(frozen=True, slots=True, kw_only=True)
class Begins:
    """How a new local text begins: what it is asked to say first, and a sentence that shows how one is written."""

    asks_for: str
    #: The provision that the sentence stands under.
    provision: str
    #: What people should not do: words in their order, and for each what is stated of facts.
    act: tuple[tuple[str, Mapping[str, object]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Whom an instrument invites to issue local conditions, and in which words."""

    #: The provision that invites; of an overlay, its norm.
    provision: str
    words: str
    structures: tuple[str, ...]
    begins: Begins | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A use of what an instrument is about, in words: all speaking; and where one makes it."""

    words: str
    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What an instrument declares and local conditions must be weighed against, and in which words."""

    provision: str
    words: str
    #: The uses of which no class of persons should be left nothing.
    uses: tuple[Use, ...]
    #: Where something of them must be left: what is left elsewhere is no use of one's own.
    there: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """What is said beside answers that rest on an instrument, as its own provisions say it."""

    no_departure_found: str = ""
    seek_advice: str = ""
    always: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What an overlay says beside its norms: shown, never applied."""

    kind: Literal["guidance", "claim", "context", "term", "note"]
    provision: str
    #: What it does to the instrument above (`kinds.KINDS`): of a claim, and of a term which that one defines.
    does: str = ""
    #: Of a term, its name.
    term: str = ""
    #: The norm of an overlay, its own or one above, that it stands under, where it does.
    anchor: str = ""
    text: str
    structure: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NormReview:
    """What somebody found of how a norm or an open question is read, on a day, by the digest of what was read."""

    of: str
    by: str
    on: date
    digest: str
    finds: Literal["right", "wrong"]
    why: str

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reviewer decided on a finding about a norm or a claim of an overlay: shown, and changes no answer."""

    #: The id of the norm, or of the claim.
    of: str
    kind: str
    #: The provision or norm above that the finding is about; any, where it is empty.
    against: str
    by: str
    on: date
    decision: str
    why: str
    span: Span = field(compare=False)

    __repr__ = in_brief

    @property
    def words(self) -> str:
        """The decision, with who took it, when and why."""
        return f"{self.decision} ({self.by}, {day_in_words(self.on)}: {self.why})"


def latest_review(
    reviews: Iterable[Review], *, of: Collection[str], kinds: Collection[str], beside: Collection[str] = ()
) -> Review | None:
    """Return the latest decision on a finding: of one of these norms or claims, of such a kind, beside such a norm."""
    recorded = [
        each
        for each in reviews
        if each.of in of and each.kind in kinds and (not each.against or each.against in beside)
    ]
    return max(recorded, key=lambda each: each.on, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The text that an overlay was written against."""

    id: str
    version: str
    digest: str
    text_digest: str | None = None
    #: What it cites of the texts above, each with the digest of the words there.
    anchors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """An instrument of the base, or an overlay: its rank, its days, its text and its norms."""

    id: str
    title: str
    number: str
    short: str
    issuer: str
    layer: int
    version: str
    digest: str
    status: Standing
    issued: date | None
    effective: Interval
    #: Where it speaks to an activity, of somebody whom it covers.
    scope: Condition
    #: Whom it covers at all, also where a norm has its own scope.
    persons: Condition
    scope_with: str | None
    stated_by: tuple[str, ...]
    precedence: PrecedenceClause | None
    invites: Invitation | None = None
    limits: Limit | None = None
    reminders: Reminders = Reminders()
    #: What output calls the organization and what is its own; of an overlay, nothing is asked of these.
    words: Words = PLAIN
    preamble: tuple[str, ...]
    provisions: tuple[Provision, ...]
    norms: tuple[Norm, ...]
    slots: Mapping[str, Slot]
    #: For an overlay: the structure it belongs to, in words what it stands under, and what it adds.
    structure: str | None = None
    under: str = ""
    #: The overlays that it stands under, and the norms of these under which each of them and it stands, nearest first.
    beneath: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    #: Whether it supplements what stands above it, or only explains that.
    nature: Nature = "supplements"
    drafted_by: str = ""
    fills: Mapping[tuple[str, str], Contact] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    reviews: tuple[Review, ...] = ()
    supersedes: tuple[str, ...] = ()
    #: The text that it was written against, if it says so.
    pin: Pin | None = None
    #: When it was concurred in and published, where an instrument above asks for both.
    concurred: date | None = None
    published: date | None = None
    substructures: Mapping[str, str] = field(default_factory=dict)
    #: Of an instrument in versions, which one it is; of an overlay under another version than the one that it was
    #: written under, what of it does not go on, and what goes on under other words.
    version_of: Version | None = None
    lapsed: tuple[Lapse, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    note: str = ""
    span: Span = field(compare=False)

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "slots", "fills", "substructures")

    @property
    def days_of_the_work(self) -> Interval:
        """The days on which it holds, in one version or another."""
        return self.version_of.days if self.version_of is not None else self.effective

    @property
    def document_id(self) -> str:
        """The id of its document: that of a version, where it goes by the name of its work."""
        return self.version_of.id if self.version_of is not None else self.id

    @property
    def draft(self) -> bool:
        """Whether it is a draft: it counts only where a caller asks for drafts."""
        return self.status == "draft"

    @property
    def text_digest(self) -> str:
        """The digest of its words alone: it stays the same where conditions, facts or remarks change.

        The words of an overlay are those of its norms.
        """
        words = [(each.id, each.number, each.heading, each.text) for each in self.provisions]
        words += [(each.id, "", "", each.text) for each in self.norms if self.structure is not None]
        return digest(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode())

    def remarks_by_id(self) -> Mapping[str, Remark]:
        """Return its remarks by their ids: a claim or a term, which can be reviewed, is counted among its own kind."""
        counted: dict[str, int] = {}
        by_id: dict[str, Remark] = {}
        for position, remark in enumerate(self.remarks, 1):
            counted[remark.kind] = counted.get(remark.kind, 0) + 1
            number = counted[remark.kind] if remark.kind in ("claim", "term") else position
            by_id[f"{self.id}#{remark.kind}-{number}"] = remark
        return by_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """An open question that an interpretation closes: the reading chosen, in which words, and where they stand."""

    question: str
    reading: str
    text: str
    #: The provision beside which it is shown: the first that the question touches.
    provision: str
    span: Span = field(compare=False)

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """A document that closes open questions of an instrument, from its day on."""

    id: str
    title: str
    number: str
    issuer: str
    drafted_by: str
    version: str
    digest: str
    status: Standing
    effective: Interval
    interprets: str
    closings: tuple[Closing, ...]
    #: What it closes no more under a later version of the instrument.
    lapsed: tuple[Lapse, ...] = ()
    supersedes: tuple[str, ...]
    note: str
    span: Span = field(compare=False)

    __repr__ = in_brief

    @property
    def document_id(self) -> str:
        """The id of its document."""
        return self.id

    @property
    def draft(self) -> bool:
        """Whether it is a draft: it counts only where a caller asks for drafts."""
        return self.status == "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that a structure bore, and when."""

    name: str
    short: str
    borne: Interval

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureKind:
    """A kind of structure, as a registry declares it, or by its bare name where none does."""

    name: str
    label: str
    #: What they are called together, as above a list.
    plural: str
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A structure of the organization, or a part of one."""

    id: str
    kind: str
    names: tuple[Name, ...]
    seat: str
    closed: date | None
    unconfirmed: tuple[str, ...]
    note: str
    parent: str | None = None
    #: Whether only overlays name it, and no registry: nothing tells then since when it exists.
    unlisted: bool = False
    span: Span | None = field(default=None, compare=False)

    __repr__ = in_brief

    def name_on(self, day: date) -> Name:
        """Return the name borne on a day; before the first, the first, and after the last, the last."""
        borne = [name for name in self.names if day in name.borne]
        return borne[-1] if borne else (self.names[0] if self.names[0].borne.before(day) else self.names[-1])

    def begun_by(self, day: date) -> bool:
        """Whether it has begun by a day, as far as the registry knows."""
        return self.unlisted or not self.names[0].borne.before(day)

    def exists_on(self, day: date) -> bool:
        """Whether it is neither yet to begin nor closed on a day, as far as the registry knows."""
        return self.begun_by(day) and (self.closed is None or day < self.closed)


def within(structure: Structure, owner: str) -> bool:
    """Whether a structure is the owner of a norm, or a part of it."""
    return structure.id == owner or structure.id.startswith(f"{owner}/")


def invited_by(overlay: Instrument, above: Iterable[Instrument]) -> Invitation | None:
    """Return the invitation that tells whether an overlay was invited: the nearest above.

    What only explains needs none.
    """
    invitations = (each.invites for each in above if each.invites is not None)
    return next(invitations, None) if overlay.nature == "supplements" else None


def holds_on(document: Instrument | Interpretation, day: date) -> bool:
    """Whether a document holds on a day by its own dates.

    One that was superseded or withdrawn without a day on which it ended holds on none.
    """
    ever_held = document.status in ("draft", "in-force") or document.effective.until is not None
    return ever_held and day in document.effective


def governing_on(instruments: Iterable[Instrument], day: date) -> tuple[Instrument, ...]:
    """Return the instruments whose text is consolidated on a day, and in whose scope the others are examined: best one.

    They stand by themselves: they are examined with no other instrument, and printed in none.
    Where none is in force, it is the last one that was or, before all of them, the first that will be.
    """
    base = [each for each in instruments if each.structure is None]
    printed = {name for each in base for provision in each.provisions for name in provision.reproduces}
    alone = sorted(
        (each for each in base if each.scope_with is None and each.id not in printed and not each.draft),
        key=lambda each: (each.effective.start or date.min, each.id),
    )
    in_force = tuple(each for each in alone if holds_on(each, day))
    begun = [each for each in alone if not each.effective.before(day)]
    return in_force or tuple(begun[-1:] or alone[:1])
