"""Resolving: what holds for one structure on one day, in one consolidated text.

Nothing anyone wrote is left out: each provision and each addition is an entry that knows its document, its line
and why it is there.
The order of files never matters: provisions stand in the order of the text, additions by the id of what added them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from smpolicy.norms import Contact, Instrument, Name, Norm, Provision, Slot, Structure, within
from smpolicy.source import Span, digest

#: The notice that every page, decision and export bears where a draft has part in it.
DRAFT_NOTICE: Final = (
    "Illustrative draft by the authors of this software. "
    "Not issued, reviewed or endorsed by {structure} or the OSCE. Binds nobody."
)
#: What is said wherever text of the instruments is shown.
AUTHENTIC_NOTICE: Final = "The promulgated texts are the authentic ones."

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

EntryKind = Literal["provision", "norm", "guidance", "claim", "context", "term", "note", "contact"]


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
    layout: str = ""
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """Which document took part, and exactly which text of it."""

    id: str
    title: str
    version: str
    digest: str
    draft: bool
    path: str


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
    notices: tuple[str, ...]
    drafts_left_out: tuple[str, ...]

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents that it was made from."""
        return tuple(
            DocumentRecord(
                id=each.id,
                title=each.title,
                version=each.version,
                digest=each.digest,
                draft=each.draft,
                path=each.span.path,
            )
            for each in self.instruments
        )

    @property
    def before_commencement(self) -> bool:
        """Whether the day comes before the governing instrument took effect."""
        return self.instruments[0].effective.before(self.as_of)

    @property
    def bears_draft(self) -> bool:
        """Whether a draft has part in it."""
        return any(each.draft for each in self.instruments)

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
    structure: Structure,
    home: Structure,
    governing: str,
    as_of: date,
    drafts: bool,
) -> Resolution:
    """Resolve what holds for `structure` on the day `as_of`; drafts take part only where `drafts` says so.

    `home` is the structure itself or, for a part, the structure that it is a part of.
    `governing` is the instrument whose text is consolidated (`si31`).
    """
    base = instruments[governing]
    exists = structure.exists_on(as_of)
    in_force = as_of in base.effective and exists
    ordered = sorted(instruments.values(), key=lambda each: (each.id != governing, each.id))
    above = [each for each in ordered if each.structure is None and (each is base or _holds(each, as_of))]
    overlays = [
        each
        for each in ordered
        if each.structure and within(structure, each.structure) and as_of in base.effective and _holds(each, as_of)
    ]
    asked = [each for each in overlays if drafts or not each.draft] if in_force else []
    superseded = _superseded(asked)
    taken = [_without(each, superseded) for each in asked if each.id not in superseded]
    left_out = tuple(each.id for each in overlays if each.draft and not drafts) if exists else ()
    norms = tuple(
        norm
        for instrument in (*above, *taken)
        for norm in instrument.norms
        if norm.structure is None or within(structure, norm.structure)
    )
    name, home_name = structure.name_on(as_of), home.name_on(as_of)
    slots = {key: slot for instrument in above for key, slot in instrument.slots.items()}
    return Resolution(
        structure=structure,
        name=name,
        as_of=as_of,
        drafts=drafts,
        in_force=in_force,
        instruments=(*above, *taken),
        norms=norms,
        entries=tuple(_entries(above, taken, structure, home_name)),
        slots=slots,
        contacts=_contacts(slots, taken, structure),
        notices=(
            *_notices_of_days(base, structure, name, as_of),
            *(f"{name} is superseded by {by}." for name, by in sorted(superseded.items())),
            *_notices_of_drafts(home_name, taken, left_out),
            AUTHENTIC_NOTICE,
        ),
        drafts_left_out=left_out,
    )


def _holds(instrument: Instrument, day: date) -> bool:
    """Whether an instrument holds on a day.

    One that was superseded or withdrawn without a day on which it ended holds on none.
    """
    stands = instrument.status in ("draft", "in-force") or instrument.effective.until is not None
    return stands and day in instrument.effective


def _superseded(overlays: list[Instrument]) -> dict[str, str]:
    """Return what is superseded, and by what: only by a later overlay, and what is issued never by a draft."""

    def rank(each: Instrument) -> tuple[date, str]:
        return each.effective.start or date.min, each.id

    known = {each.id: each for each in overlays}
    return {
        name: each.id
        for each in sorted(overlays, key=rank)
        for name in each.supersedes
        if (earlier := known.get(name.partition("#")[0]))
        and rank(earlier) < rank(each)
        and (earlier.draft or not each.draft)
    }


def _without(overlay: Instrument, superseded: Mapping[str, str]) -> Instrument:
    """Return an overlay without those of its norms that another one supersedes."""
    kept = tuple(norm for norm in overlay.norms if norm.id not in superseded)
    return overlay if len(kept) == len(overlay.norms) else replace(overlay, norms=kept)


def _entries(above: list[Instrument], overlays: list[Instrument], structure: Structure, home: Name) -> Iterator[Entry]:
    """Yield the consolidated text: each provision, and under it what overlays add."""
    additions: dict[str, list[Entry]] = {}
    for overlay in overlays:
        for addition in _additions(overlay, structure, home):
            additions.setdefault(addition.provision, []).append(addition)
    known = {each.id: each for each in above}
    reproduced = {name for each in above for provision in each.provisions for name in provision.reproduces}
    for instrument in above:
        if instrument.id not in reproduced:
            yield from _text(instrument, known, additions)


def _text(
    instrument: Instrument, others: Mapping[str, Instrument], additions: Mapping[str, list[Entry]]
) -> Iterator[Entry]:
    """Yield an instrument's own text, each text that it reproduces in its place, and the additions to each."""
    for line in instrument.preamble:
        yield Entry(
            kind="provision", id=f"{instrument.id}:preamble", provision=instrument.id, document=instrument.id,
            draft=False, depth=0, text=line, origin=_origin(instrument), layout="preamble", span=instrument.span,
        )  # fmt: skip
    for provision in instrument.provisions:
        yield _provision_entry(provision, instrument)
        for addition in additions.get(provision.id, ()):
            yield _at_depth(addition, provision.depth)
        for name in provision.reproduces:
            if name in others:
                yield from _text(others[name], others, additions)


def _provision_entry(provision: Provision, instrument: Instrument) -> Entry:
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
        origin=_origin(instrument),
        layout=provision.kind,
        span=provision.span,
    )


def _at_depth(entry: Entry, depth: int) -> Entry:
    return replace(entry, depth=depth + 1)


def _origin(instrument: Instrument) -> str:
    since = instrument.effective.start
    return f"{instrument.number}" + (f", in force since {day_in_words(since)}" if since else "")


def day_in_words(day: date) -> str:
    """Write a day as people do: 1 January 2021."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _additions(overlay: Instrument, structure: Structure, home: Name) -> Iterator[Entry]:
    """Yield what an overlay adds for a structure, or for the part of it that `structure` is."""

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
            origin=_added(overlay, home, owner),
            norm=norm,
            span=span,
        )

    for norm in overlay.norms:
        if norm.structure is not None and within(structure, norm.structure):
            yield entry("norm", norm.id, norm.structure, norm.provision, norm.text, norm.span, norm)
    for number, remark in enumerate(overlay.remarks, 1):
        if within(structure, remark.structure):
            key = f"{overlay.id}#{remark.kind}-{number}"
            yield entry(remark.kind, key, remark.structure, remark.provision, remark.text, remark.span, None)
    for (owner, slot), contact in sorted(overlay.fills.items(), key=lambda each: each[0]):
        if within(structure, owner):
            key, provision = f"{overlay.id}#{slot}", slot.partition("/")[0]
            span = contact.span or overlay.span
            yield entry("contact", key, owner, provision, contact_in_words(contact), span, None)


def contact_in_words(contact: Contact) -> str:
    """Write a contact on one line."""
    return f"{contact.name}, {contact.email}" if contact.email else contact.name


def _added(overlay: Instrument, home: Name, owner: str) -> str:
    """Say who added something, by which document, and from when."""
    part = f", for {overlay.substructures[owner]}," if owner in overlay.substructures else ""
    if overlay.draft:
        return f"Proposed for the {home.name}{part} under 7.3 by a draft, {overlay.id}: {overlay.title}"
    since = f", in force since {day_in_words(overlay.effective.start)}" if overlay.effective.start else ""
    return f"Added by the {home.name}{part} under 7.3: {overlay.number}, {overlay.title}{since}"


def _contacts(
    slots: Mapping[str, Slot], overlays: Iterable[Instrument], structure: Structure
) -> dict[str, Contact | None]:
    """Return whom each slot names: what the text names, else what an overlay has filled in.

    What a part of a structure says goes before what the structure says, an issuance before a draft,
    and the later one before the earlier.
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


def _notices_of_days(base: Instrument, structure: Structure, name: Name, as_of: date) -> Iterator[str]:
    day = day_in_words(as_of)
    if base.effective.start is not None and base.effective.before(as_of):
        start = day_in_words(base.effective.start)
        yield f"{base.number} was not in force on {day}; it took effect on {start}."
    if structure.closed is not None and as_of >= structure.closed:
        yield f"{name.name} was closed on {day_in_words(structure.closed)}: nothing is in force there on {day}."
    elif structure.names[0].borne.before(as_of):
        yield f"{name.name} did not yet exist on {day}, as far as the registry knows."
    if structure.unconfirmed and structure.parent is None:
        yield f"Unconfirmed in the registry entry of {structure.id}: {'; '.join(unconfirmed_in_words(structure))}."


def _notices_of_drafts(home: Name, overlays: list[Instrument], left_out: tuple[str, ...]) -> Iterator[str]:
    if any(each.draft for each in overlays):
        yield DRAFT_NOTICE.format(structure=home.name)
    if left_out:
        one = len(left_out) == 1
        count = f"{len(left_out)} draft{'' if one else 's'} for this structure {'is' if one else 'are'}"
        yield f"{count} left out: {', '.join(left_out)}."


_UNCONFIRMED_NAME: Final = re.compile(r"names\[(\d+)\]\.?(from|until)?( days?)?")


def unconfirmed_in_words(structure: Structure) -> tuple[str, ...]:
    """Say in words which fields of a structure's registry entry are unconfirmed."""
    return tuple(_unconfirmed(each, structure) for each in structure.unconfirmed)


def _unconfirmed(place: str, structure: Structure) -> str:
    named = _UNCONFIRMED_NAME.fullmatch(place)
    if named is None or int(named[1]) >= len(structure.names):
        return {"closed": "the day of closure", "seat": "the seat"}.get(place, place)
    whose = f"the name “{structure.names[int(named[1])].name}”"
    exactly = "the exact day " if named[3] else ""
    match named[2]:
        case "from":
            return f"{exactly}since when it bore {whose}"
        case "until":
            return f"{exactly}until when it bore {whose}"
        case _:
            return f"the exact days on which it bore {whose}" if named[3] else whose
