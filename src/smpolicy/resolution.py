"""Resolving: what holds for one structure on one day, in one consolidated text.

Nothing anyone wrote is left out: each provision and each addition is an entry that knows its document, its line
and why it is there.
The order of files never matters: provisions stand in the order of the text, additions by the id of what added them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from smpolicy.norms import Contact, Instrument, Name, Norm, Provision, Slot, Structure, within
from smpolicy.source import Span, digest

#: The notice that every page, decision and export bears where a draft has part in it.
DRAFT_NOTICE: Final = (
    "Illustrative draft by the authors of this software. Not issued, reviewed or endorsed by {structure} or the OSCE. "
    "Binds nobody."
)
#: What is said wherever text of the instruments is shown.
AUTHENTIC_NOTICE: Final = "The promulgated texts are the authentic ones."

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"
)  # fmt: skip

EntryKind = Literal["provision", "norm", "guidance", "claim", "contact"]


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
    def bears_draft(self) -> bool:
        """Whether a draft has part in it."""
        return any(each.draft for each in self.instruments)

    @property
    def digest(self) -> str:
        """What exactly a person acknowledges: the same text has the same digest on every day on which it holds."""
        content = {
            "structure": self.structure.id,
            "in_force": self.in_force,
            "documents": [[each.id, each.version, each.digest] for each in self.documents],
            "text": [[each.id, each.number, each.heading, each.text] for each in self.entries],
        }
        return digest(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def resolve(
    *,
    instruments: Mapping[str, Instrument],
    structure: Structure,
    governing: str,
    as_of: date,
    drafts: bool,
) -> Resolution:
    """Resolve what holds for `structure` on the day `as_of`; drafts take part only where `drafts` says so.

    `governing` is the instrument whose text is consolidated (`si31`).
    """
    base = instruments[governing]
    exists = structure.exists_on(as_of)
    in_force = as_of in base.effective and exists
    above = {
        governing,
        *(each.id for each in instruments.values() if each.structure is None and each.scope_with == governing),
    }
    standing = [instruments[each] for each in sorted(above, key=lambda name: (name != governing, name))]
    concerned = [each for each in instruments.values() if each.structure and concerns(each, structure)]
    overlays = [each for each in sorted(concerned, key=lambda each: each.id) if holds_on(each, base, as_of)]
    taken = [each for each in overlays if drafts or not each.draft] if in_force else []
    left_out = tuple(each.id for each in overlays if each.draft and not drafts) if exists else ()
    norms = tuple(
        norm
        for instrument in (*standing, *taken)
        for norm in instrument.norms
        if norm.structure is None or within(structure, norm.structure)
    )
    name = structure.name_on(as_of)
    slots = {key: slot for instrument in standing for key, slot in instrument.slots.items()}
    return Resolution(
        structure=structure,
        name=name,
        as_of=as_of,
        drafts=drafts,
        in_force=in_force,
        instruments=(*standing, *taken),
        norms=norms,
        entries=tuple(_entries(standing, taken, structure, name)),
        slots=slots,
        contacts=_contacts(slots, taken, structure),
        notices=tuple(_notices(base, structure, name, as_of, taken, left_out)),
        drafts_left_out=left_out,
    )


def concerns(overlay: Instrument, structure: Structure) -> bool:
    """Whether an overlay belongs to a structure, or to one that it is a part of."""
    return within(structure, str(overlay.structure))


def holds_on(overlay: Instrument, base: Instrument, day: date) -> bool:
    """Whether an overlay holds on a day: never before the text it stands under, nor after it ended.

    One that was superseded or withdrawn without a day on which it ended holds on none.
    """
    if day not in base.effective or day not in overlay.effective:
        return False
    return overlay.status in ("draft", "in-force") or overlay.effective.until is not None


def _entries(
    standing: list[Instrument], overlays: list[Instrument], structure: Structure, name: Name
) -> Iterator[Entry]:
    """Yield the consolidated text: each provision, and under it what overlays add."""
    anchors = [provision.id for instrument in standing for provision in instrument.provisions]
    additions: dict[str, list[Entry]] = {}
    for overlay in overlays:
        for addition in _additions(overlay, structure, name):
            additions.setdefault(addition.provision if addition.provision in anchors else anchors[0], []).append(
                addition
            )
    order = {each.id: each for each in standing}
    for instrument in standing[:1]:
        yield from _text(instrument, order, additions)
    for instrument in standing[1:]:
        if not any(instrument.id in provision.reproduces for provision in standing[0].provisions):
            yield from _text(instrument, order, additions)


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


def _additions(overlay: Instrument, structure: Structure, name: Name) -> Iterator[Entry]:
    for norm in overlay.norms:
        if norm.structure is not None and within(structure, norm.structure):
            yield Entry(
                kind="norm", id=norm.id, provision=norm.provision, document=overlay.id, draft=overlay.draft, depth=0,
                text=norm.text, citation=norm.citation, origin=_added(overlay, name, norm.structure), norm=norm, span=norm.span,
            )  # fmt: skip
    for number, remark in enumerate(overlay.remarks, 1):
        if within(structure, remark.structure):
            yield Entry(
                kind="guidance" if remark.kind == "guidance" else "claim",
                id=f"{overlay.id}#{'guidance' if remark.kind == 'guidance' else 'claim'}-{number}",
                provision=remark.provision, document=overlay.id, draft=overlay.draft, depth=0, text=remark.text,
                citation=overlay.short, origin=_added(overlay, name, remark.structure), span=remark.span,
            )  # fmt: skip
    for (owner, slot), contact in sorted(overlay.fills.items()):
        if within(structure, owner):
            yield Entry(
                kind="contact", id=f"{overlay.id}#{slot}", provision=slot.partition("/")[0], document=overlay.id,
                draft=overlay.draft, depth=0, text=contact_in_words(contact), citation=overlay.short,
                origin=_added(overlay, name, owner), span=overlay.span,
            )  # fmt: skip


def contact_in_words(contact: Contact) -> str:
    """Write a contact on one line."""
    return f"{contact.name}, {contact.email}" if contact.email else contact.name


def _added(overlay: Instrument, name: Name, owner: str) -> str:
    """Say who added something, by which document, and from when."""
    part = f" ({overlay.substructures[owner]})" if owner in overlay.substructures else ""
    if overlay.draft:
        return f"Proposed for the {name.name}{part} under 7.3 by a draft, {overlay.id}: {overlay.title}"
    since = f", in force since {day_in_words(overlay.effective.start)}" if overlay.effective.start else ""
    return f"Added by the {name.name}{part} under 7.3: {overlay.number}, {overlay.title}{since}"


def _contacts(
    slots: Mapping[str, Slot], overlays: Iterable[Instrument], structure: Structure
) -> dict[str, Contact | None]:
    """Return whom each slot names: what the text names, else what the structure or, nearer, its part has filled in."""
    contacts: dict[str, Contact | None] = {key: slot.contact for key, slot in slots.items()}
    for overlay in overlays:
        for (owner, slot), contact in sorted(overlay.fills.items(), key=lambda each: (len(each[0][0]), each[0])):
            if within(structure, owner) and slot in slots and slots[slot].open:
                contacts[slot] = contact
    return contacts


def _notices(
    base: Instrument,
    structure: Structure,
    name: Name,
    as_of: date,
    overlays: list[Instrument],
    left_out: tuple[str, ...],
) -> Iterator[str]:
    if base.effective.before(as_of):
        start = base.effective.start
        yield f"{base.number} was not in force on {day_in_words(as_of)}; it took effect on {day_in_words(start) if start else ''}."
    if structure.closed is not None and as_of >= structure.closed:
        yield f"{name.name} was closed on {day_in_words(structure.closed)}: nothing is in force there on {day_in_words(as_of)}."
        if "closed" in structure.unconfirmed:
            yield "The day of closure is unconfirmed."
    elif structure.names[0].borne.before(as_of):
        yield f"{name.name} did not yet exist on {day_in_words(as_of)}, as far as the registry knows."
    if structure.unconfirmed:
        yield f"Unconfirmed in the registry entry of {structure.id}: {', '.join(structure.unconfirmed)}."
    if any(each.draft for each in overlays):
        yield DRAFT_NOTICE.format(structure=name.name)
    if left_out:
        many = len(left_out) > 1
        yield f"{len(left_out)} draft{'s' if many else ''} for this structure {'are' if many else 'is'} left out: {', '.join(left_out)}."
    yield AUTHENTIC_NOTICE
