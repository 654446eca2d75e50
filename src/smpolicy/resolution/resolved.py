"""Resolving: what holds for one structure on one day, in one consolidated text.

Nothing anyone wrote is left out: each provision and each addition is an entry that knows its document, its line and why
it is there.
The order of files never matters: provisions stand in the order of the text, additions by the id of what added them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.foundations.source import Span, digest
from smpolicy.foundations.timeline import day_in_words
from smpolicy.meaning.naming import Words
from smpolicy.meaning.norms import (
    Closing,
    Contact,
    Instrument,
    Interpretation,
    Name,
    Norm,
    Provision,
    Slot,
    Structure,
    invited_by,
    within,
)
from smpolicy.resolution.in_force import InForce, LeftOut, in_force_on
from smpolicy.resolution.unconfirmed import unconfirmed_in_words

EntryKind = Literal["provision", "norm", "guidance", "claim", "context", "term", "note", "contact", "interpretation"]


NoticeKind = Literal[
    "not-in-force",
    "closed",
    "not-begun",
    "unconfirmed",
    "left-out",
    "reworded",
    "not-invited",
    "contradicted-interpretations",
    "draft",
    "reviewed",
    "drafts-left-out",
    "authentic",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What must be said beside what holds on a day: of which kind it is, and in which words."""

    kind: NoticeKind
    words: str

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the consolidated text: a provision, or what an overlay adds under it."""

    kind: EntryKind
    id: str
    #: The provision itself, or the one that an addition stands under.
    provision: str
    #: The instrument it comes from, and whether that is a draft.
    document: str
    draft: bool
    depth: int
    number: str = ""
    heading: str = ""
    text: str = ""
    citation: str = ""
    #: Why it is there, in words.
    origin: str
    norm: Norm | None = None
    #: Of a claim, and of a term that an instrument above defines, the kind of inconsistency that it is.
    does: str = ""
    layout: str = ""
    span: Span = field(compare=False)

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """Which document took part, and exactly which text of it."""

    id: str
    title: str
    version: str
    digest: str
    draft: bool
    path: str

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What holds for a structure on a day.

    `contacts` gives for each slot whom it names, or nothing where it stands open.
    """

    structure: Structure
    name: Name
    as_of: date
    drafts: bool
    in_force: bool
    instruments: tuple[Instrument, ...]
    norms: tuple[Norm, ...]
    entries: tuple[Entry, ...]
    slots: Mapping[str, Slot]
    contacts: Mapping[str, Contact | None]
    notices: tuple[Notice, ...]
    left_out: tuple[LeftOut, ...]
    #: The interpretations that hold, and the questions that they close: each with the reading chosen.
    interpretations: tuple[Interpretation, ...]
    closings: Mapping[str, str]

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "slots", "contacts", "closings")

    @property
    def governing(self) -> Instrument:
        """The instrument whose text is consolidated, and in whose scope the others are examined."""
        return self.instruments[0]

    @property
    def words(self) -> Words:
        """What output calls the organization and what is its own."""
        return self.governing.words

    @property
    def taking_part(self) -> tuple[Instrument | Interpretation, ...]:
        """The instruments and interpretations that it was made from."""
        return (*self.instruments, *self.interpretations)

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents that it was made from."""
        return tuple(
            DocumentRecord(
                id=each.document_id,
                title=each.title,
                version=each.version,
                digest=each.digest,
                draft=each.draft,
                path=each.span.path,
            )
            for each in self.taking_part
        )

    @property
    def draft_authors(self) -> Mapping[str, str]:
        """Who wrote each draft that has part in it, by the draft's id."""
        return {each.id: each.drafted_by for each in self.taking_part if each.draft}

    @property
    def drafted_for(self) -> Mapping[str, str]:
        """The structure that each draft was written for, by the draft's id; of one for several it is the whole."""
        whole = self.structure.id.partition("/")[0]
        drafts = (each for each in self.taking_part if each.draft)
        return {each.id: (isinstance(each, Instrument) and each.structure) or whole for each in drafts}

    @property
    def before_commencement(self) -> bool:
        """Whether the day comes before the governing instrument took effect."""
        return self.governing.effective.before(self.as_of)

    @property
    def drafts_left_out(self) -> tuple[str, ...]:
        """The drafts that have no part in it because nobody asked for drafts."""
        return tuple(each.id for each in self.left_out if each.why == "draft")

    @property
    def digest(self) -> str:
        """What exactly a person acknowledges: it changes with the text, and with nothing else."""
        content = {
            "structure": self.structure.id,
            "in_force": self.in_force,
            "text": [[each.id, each.number, each.heading, each.text] for each in self.entries],
        }
        return digest(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def resolve(
    *,
    instruments: Mapping[str, Instrument],
    interpretations: Iterable[Interpretation],
    structure: Structure,
    structures: Mapping[str, Structure],
    governing: Instrument,
    as_of: date,
    drafts: bool,
) -> Resolution:
    """Resolve what holds for `structure` on the day `as_of`; drafts take part only where `drafts` says so.

    `structures` are all that there are: those that it is a part of are among them.
    `governing` is the instrument whose text is consolidated.
    """
    holding = in_force_on(
        instruments=instruments.values(),
        interpretations=interpretations,
        structure=structure,
        structures=structures,
        governing=governing,
        day=as_of,
        drafts=drafts,
    )
    taking_part = (*holding.above, *holding.overlays)
    norms = tuple(
        norm
        for instrument in taking_part
        for norm in instrument.norms
        if norm.structure is None or within(structure, norm.structure)
    )
    name = structure.name_on(as_of)
    slots = {key: slot for instrument in holding.above for key, slot in instrument.slots.items()}
    resolution = Resolution(
        structure=structure,
        name=name,
        as_of=as_of,
        drafts=drafts,
        in_force=holding.in_force,
        instruments=taking_part,
        norms=norms,
        entries=tuple(_entries(holding, structure, structures)),
        slots=slots,
        contacts=_contacts(slots, holding.overlays, structure),
        notices=(),
        left_out=holding.left_out,
        interpretations=holding.interpretations,
        closings=holding.closings,
    )
    notices = _notices(resolution, structures, holding.contradicted)
    return replace(resolution, notices=tuple(notices))


def _entries(holding: InForce, structure: Structure, structures: Mapping[str, Structure]) -> Iterator[Entry]:
    """Yield the consolidated text: each provision, and under it what closes its questions and what overlays add.

    What stands under a norm of an overlay above follows that norm.
    """
    additions: dict[str, list[Entry]] = {}
    for interpretation in holding.interpretations:
        for closing in interpretation.closings:
            additions.setdefault(closing.provision, []).append(_closing_entry(closing, interpretation))
    for overlay in holding.overlays:
        for place, addition in _additions(overlay, structure, structures):
            additions.setdefault(place, []).append(addition)
    present = {each.id for entries in additions.values() for each in entries}
    for place in [each for each in additions if "#" in each and each not in present]:  # it goes on in its provision
        for addition in additions.pop(place):
            additions.setdefault(addition.provision, []).append(addition)
    instruments = {each.id: each for each in holding.above}
    reproduced = {name for each in holding.above for provision in each.provisions for name in provision.reproduces}
    printed = set()
    for instrument in holding.above:
        if instrument.id not in reproduced:
            for entry in _text(instrument, instruments, additions, ()):
                printed.add(entry.id)
                yield entry
    for provision, entries in additions.items():
        if provision not in printed:  # of an instrument that does not hold on this day: nothing is lost
            yield from entries


def _text(
    instrument: Instrument,
    instruments: Mapping[str, Instrument],
    additions: Mapping[str, list[Entry]],
    within_: tuple[str, ...],
) -> Iterator[Entry]:
    """Yield an instrument's own text, each text that it reproduces in its place, and the additions to each."""
    origin = _origin(instrument)
    for line in instrument.preamble:
        yield Entry(
            kind="provision", id=f"{instrument.id}:preamble", provision=instrument.id, document=instrument.id,
            draft=False, depth=0, text=line, origin=origin, layout="preamble", span=instrument.span,
        )  # fmt: skip
    for provision in instrument.provisions:
        yield _provision_entry(provision, instrument, origin)
        if provision.id in additions:
            yield from _added_to(provision.id, provision.depth, additions)
        for name in provision.reproduces:
            if name in instruments and name not in (*within_, instrument.id):  # one that printed itself would never end
                yield from _text(instruments[name], instruments, additions, (*within_, instrument.id))


def _provision_entry(provision: Provision, instrument: Instrument, origin: str) -> Entry:
    return Entry(
        kind="provision",
        id=provision.id,
        provision=provision.id,
        document=instrument.id,
        draft=False,
        depth=provision.depth,
        number=provision.number,
        heading=provision.heading,
        text=provision.text,
        citation=provision.citation,
        origin=origin,
        layout=provision.kind,
        span=provision.span,
    )


def _added_to(place: str, depth: int, additions: Mapping[str, list[Entry]]) -> Iterator[Entry]:
    """Yield what stands under a provision, or under an addition, each with what stands under it in turn."""
    for addition in additions.get(place, ()):
        yield replace(addition, depth=depth + 1)
        yield from _added_to(addition.id, depth + 1, additions)


def _origin(instrument: Instrument) -> str:
    since = instrument.effective.start
    return f"{instrument.number}" + (f", in force since {day_in_words(since)}" if since else "")


def _closing_entry(closing: Closing, interpretation: Interpretation) -> Entry:
    since = interpretation.effective.start
    by = f" by {interpretation.issuer}" if interpretation.issuer else ""
    from_day = f", to be taken from {day_in_words(since)}" if since else ""
    how = "Proposed by a draft, " if interpretation.draft else f"Interpretation{by}: "
    return Entry(
        kind="interpretation",
        id=f"{interpretation.id}#{closing.question}",
        provision=closing.provision,
        document=interpretation.id,
        draft=interpretation.draft,
        depth=0,
        text=closing.text,
        citation=interpretation.number,
        origin=f"{how}{interpretation.number}{from_day}",
        span=closing.span,
    )


def _additions(
    overlay: Instrument, structure: Structure, structures: Mapping[str, Structure]
) -> Iterator[tuple[str, Entry]]:
    """Yield what an overlay adds for a structure, or for the part that `structure` is, after what it stands under.

    That is a provision, or a norm of an overlay above.
    """

    def entry(kind: EntryKind, key: str, owner: str, provision: str, text: str, span: Span, norm: Norm | None) -> Entry:
        return Entry(
            kind=kind,
            id=key,
            provision=provision,
            document=overlay.id,
            draft=overlay.draft,
            depth=0,
            text=text,
            citation=norm.citation if norm else overlay.short,
            origin=_added(overlay, structures, owner),
            norm=norm,
            span=span,
        )

    for norm in overlay.norms:
        if norm.structure is not None and within(structure, norm.structure):
            place = next(iter(norm.anchors), norm.provision)
            yield place, entry("norm", norm.id, norm.structure, norm.provision, norm.text, norm.span, norm)
    for key, remark in overlay.remarks_by_id().items():
        if within(structure, remark.structure):
            addition = entry(remark.kind, key, remark.structure, remark.provision, remark.text, remark.span, None)
            above = remark.anchor.partition("#")[0] in overlay.beneath
            yield remark.anchor if above else remark.provision, replace(addition, does=remark.does)
    for (owner, slot), contact in sorted(overlay.fills.items(), key=lambda each: each[0]):
        if within(structure, owner):
            key, provision = f"{overlay.id}#{slot}", slot.partition("/")[0]
            span = contact.span or overlay.span
            yield provision, entry("contact", key, owner, provision, contact_in_words(contact), span, None)


def contact_in_words(contact: Contact) -> str:
    """Write a contact on one line."""
    return f"{contact.name}, {contact.email}" if contact.email else contact.name


def _added(overlay: Instrument, structures: Mapping[str, Structure], owner: str) -> str:
    """Say who added something, under which name, by which document, and from when."""
    issuing = structures.get(overlay.structure or "")
    part = f", for {overlay.substructures[owner]}," if owner in overlay.substructures else ""
    start = overlay.effective.start
    name = issuing.name_on(overlay.issued or start or date.max).name if issuing else owner
    explains = overlay.nature == "explains"
    if overlay.draft:
        proposed = "An explanation proposed" if explains else "Proposed"
        return f"{proposed} for the {name}{part} under {overlay.under} by a draft, {overlay.id}: {overlay.title}"
    since = f", in force since {day_in_words(start)}" if start else ""
    how = "Explained" if explains else "Added"
    return f"{how} by the {name}{part} under {overlay.under}: {overlay.number}, {overlay.title}{since}"


def _contacts(
    slots: Mapping[str, Slot], overlays: Iterable[Instrument], structure: Structure
) -> dict[str, Contact | None]:
    """Return whom each slot names: what the text names, else what an overlay has filled in.

    What a part of a structure says goes before what the structure says, an issuance before a draft, and the later one
    before the earlier.
    """
    contacts: dict[str, Contact | None] = {key: slot.contact for key, slot in slots.items()}
    filled = [
        (owner.count("/"), not each.draft, each.effective.start or date.min, each.id, slot, contact)
        for each in overlays
        for (owner, slot), contact in each.fills.items()
        if within(structure, owner) and slot in slots and slots[slot].open
    ]
    for *_, slot, contact in sorted(filled, key=lambda each: each[:5]):
        contacts[slot] = contact
    return contacts


def _notices(
    resolution: Resolution, structures: Mapping[str, Structure], contradicted: Iterable[str]
) -> Iterator[Notice]:
    """Yield what must be said beside what holds on a day."""
    yield from _notices_of_days(resolution)
    for left_out in resolution.left_out:
        if left_out.why not in ("draft", "ended"):
            yield Notice(kind="left-out", words=left_out.words)
    holding = {each.id for each in resolution.norms}
    for instrument in resolution.instruments:
        keys = [each.norm.partition("#")[2] for each in instrument.reworded if each.norm in holding]
        if keys:
            what = f"{len(keys)} norms of it were" if len(keys) > 1 else "one norm of it was"
            words = f"{instrument.id} goes on, though {what} written under other words: {', '.join(keys)}."
            yield Notice(kind="reworded", words=words)
    yield from _notices_of_invitation(resolution, structures)
    for name in contradicted:
        words = f"Interpretations choose different readings of {name}, so that it stays open."
        yield Notice(kind="contradicted-interpretations", words=words)
    written_for = resolution.drafted_for
    for author, owner in sorted({(author, written_for[name]) for name, author in resolution.draft_authors.items()}):
        name = structures[owner].name_on(resolution.as_of).name
        yield Notice(kind="draft", words=resolution.words.on_a_draft(author, name))
    drafts = resolution.drafts_left_out
    if drafts:
        single = len(drafts) == 1
        count = f"{len(drafts)} draft{'' if single else 's'} for this structure {'is' if single else 'are'}"
        yield Notice(kind="drafts-left-out", words=f"{count} left out: {', '.join(drafts)}.")
    yield Notice(kind="authentic", words=resolution.words.authentic)


def _notices_of_days(resolution: Resolution) -> Iterator[Notice]:
    structure, name, as_of = resolution.structure, resolution.name, resolution.as_of
    governing, day = resolution.governing, day_in_words(as_of)
    if governing.effective.start is not None and resolution.before_commencement:
        start = day_in_words(governing.effective.start)
        words = f"{governing.number} was not in force on {day}; it took effect on {start}."
        yield Notice(kind="not-in-force", words=words)
    elif governing.effective.until is not None and as_of >= governing.effective.until:
        ended = day_in_words(governing.effective.until)
        yield Notice(kind="not-in-force", words=f"{governing.number} was not in force on {day}; it ended on {ended}.")
    if structure.closed is not None and as_of >= structure.closed:
        closed = day_in_words(structure.closed)
        words = f"{name.name} was closed on {closed}: nothing is in force there on {day}."
        yield Notice(kind="closed", words=words)
    elif not structure.begun_by(as_of):
        words = f"{name.name} did not yet exist on {day}, as far as the registry knows."
        yield Notice(kind="not-begun", words=words)
    if structure.unconfirmed and not structure.unlisted:
        fields = "; ".join(unconfirmed_in_words(structure))
        yield Notice(kind="unconfirmed", words=f"Unconfirmed in the registry entry of {structure.id}: {fields}.")


def _notices_of_invitation(resolution: Resolution, structures: Mapping[str, Structure]) -> Iterator[Notice]:
    """Say of an overlay that nobody invited that this is so, without a view on its validity."""
    by_id = {each.id: each for each in resolution.instruments}
    for overlay in (each for each in resolution.instruments if each.structure is not None):
        above = (*(by_id[name] for name in overlay.beneath if name in by_id), resolution.governing)
        invites, structure = invited_by(overlay, above), structures.get(overlay.structure or "")
        if invites is not None and structure is not None and structure.kind not in invites.structures:
            number = invites.provision.partition(":")[2] or invites.provision
            local_text = resolution.words.a_local_text
            words = f"{overlay.id} is not {local_text} that {number} invites; this says nothing about its validity."
            yield Notice(kind="not-invited", words=words)
