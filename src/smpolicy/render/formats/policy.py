"""`smpolicy/policy@1`: what holds for one structure on one day, in one consolidated text."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from smpolicy.conflicts.precedence import Effect
from smpolicy.foundations.keywords import Force, Relation
from smpolicy.render.formats.parts import Contact, Described, DocumentRecord, Open, Place, SetAside
from smpolicy.resolution.in_force import LeftOutWhy
from smpolicy.resolution.resolved import EntryKind


class SlotContact(Described):
    """A place in the text for someone to turn to, and who that is for this structure."""

    slot: str
    """The id of the slot."""
    provision: str
    """The id of the provision it stands in."""
    words: str
    """The words of the text that stand for whoever it is."""
    contact: Contact | None
    """Whom it names; null where it stands open."""


class Clash(Described):
    """A norm of an overlay that is inconsistent with one of the base, where no clause says which one prevails."""

    norm: str
    """The id of the overlay norm."""
    other: str
    """The id of the norm of the base."""
    kind: str
    """`higher-layer` or `same-layer` where no clause speaks of the two; else as `how`."""
    how: str
    """How they oppose each other, as under `set_aside`."""
    why: str
    """Why neither is set aside, in words."""
    witness: dict[str, Any]
    """Under `facts`, an activity that shows it."""


class ForReview(Described):
    """A norm of an overlay of which a person must decide whether it is inconsistent; nothing is set aside."""

    norm: str
    """The id of the overlay norm."""
    other: str | None
    """The id of the norm of the base, if it is about one."""
    kind: str
    """What it may be, by the name of its kind."""
    why: str
    """Why a person must decide, in words."""
    witness: dict[str, Any]
    """Under `facts`, an activity that shows it, if there is one."""


class Undetermined(Described):
    """Two norms of which the budget of work did not suffice to tell whether they are inconsistent."""

    norm: str
    """The id of the overlay norm."""
    other: str
    """The id of the norm of the base."""


class LeftOut(Described):
    """A document of the structure, or a norm of one, without part in the text although it began by that day."""

    id: str
    """The id of the document or of the norm."""
    why: Open[LeftOutWhy]
    """Why, in a word."""
    words: str
    """Why, in words."""


class Closing(Described):
    """An open question that an interpretation has closed."""

    question: str
    """The id of the open question."""
    reading: str
    """The short name of the reading chosen."""
    document: str
    """The id of the interpretation."""


class Entry(Described):
    """One place of the consolidated text: a provision, or what an overlay adds under it."""

    kind: Open[EntryKind]
    """What it is: a provision, what an overlay adds to it, or an interpretation that closes a question of it."""
    id: str
    """The id of the provision or of the addition."""
    provision: str
    """The provision itself, or the one that an addition stands under."""
    document: str
    """The id of the document it comes from."""
    depth: int
    """How deep it stands in the text, from 0."""
    eid: NotRequired[str]
    """The Akoma Ntoso eId of a provision."""
    layout: NotRequired[str]
    """What it is in the printed text: `section`, `bullet` and others."""
    number: NotRequired[str]
    """The number of a provision, for citations."""
    heading: NotRequired[str]
    """The title on a line of its own."""
    text: str
    """The words, verbatim."""
    citation: str
    """The place in the text, as people cite it."""
    origin: str
    """Why it is there, in words."""
    source: Place
    """Where it is written down."""
    effect: NotRequired[Open[Effect]]
    """What becomes of an addition beside the instruments above; absent of a provision."""
    norm: NotRequired[str]
    """The id of the norm that an addition states."""
    force: NotRequired[Open[Force]]
    """How strongly that norm is worded."""
    relation: NotRequired[Open[Relation]]
    """How that norm stands to the provision it is under; absent where nothing can be compared."""
    readback: NotRequired[str]
    """What the machine does with that norm, in generated words, to be compared with the text."""
    draft: NotRequired[bool]
    """True where it stands in a draft; absent otherwise."""


class PolicyText(Described):
    """What holds for one structure on one day, in one consolidated text: `show --format json`."""

    format: Literal["smpolicy/policy@1"]
    """The name of this format."""
    structure: str
    """The id of the structure."""
    kind: str
    """What kind of structure it is."""
    name: str
    """The name that it bore on that day."""
    as_of: str
    """The day that counts, like 2026-03-31."""
    drafts: bool
    """Whether drafts were asked for."""
    in_force: bool
    """Whether the governing instrument is in force there on that day."""
    digest: str
    """The digest of the text: it changes with the text, and with nothing else."""
    documents: list[DocumentRecord]
    """The documents that it was made from."""
    drafts_left_out: list[str]
    """The ids of drafts that do not count because nobody asked for drafts."""
    notices: list[str]
    """What must be said beside this text."""
    contacts: list[SlotContact]
    """Whom to turn to, by the slots of the text."""
    left_out: list[LeftOut]
    """Documents of the structure without part in the text, and why; what begins later is not spoken of."""
    closed: list[Closing]
    """The open questions that interpretations have closed."""
    set_aside: list[SetAside]
    """The norms over which another norm prevails."""
    clashes: list[Clash]
    """The overlay norms that are inconsistent with the base, where no clause says which one prevails."""
    for_review: list[ForReview]
    """The overlay norms of which a person must decide whether they are inconsistent."""
    undetermined: list[Undetermined]
    """What was not decided within the budget of work: never to be taken for consistent."""
    effects: dict[str, Open[Effect]]
    """What becomes of each overlay norm, by its id."""
    entries: list[Entry]
    """The text, in its order."""
