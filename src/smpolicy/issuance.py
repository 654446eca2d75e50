"""An issuance on paper: what an overlay says, as numbered text that the head of a structure can sign.

The words are those of the overlay, never changed. What a machine decides by (conditions, facts, examples) is not in it.
Every form in which it is printed is made from this one value, so that all of them say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Final

from smpolicy.documents import OverlayForm
from smpolicy.lowering import Lowered
from smpolicy.lowering.overlays import owner
from smpolicy.norms import Contact, Instrument, Norm, PrecedenceClause, Provision, Remark
from smpolicy.resolution import AUTHENTIC_NOTICE, contact_in_words, draft_notice
from smpolicy.timeline import day_in_words

#: The headings of what follows the sections, and of the columns that say where each norm stands.
SIGNATURE: Final = "Signature"
ANNEX: Final = "Annex: where each paragraph comes from"
COLUMNS: Final = ("Paragraph", "Norm", "Provision supplemented")

#: Emphasis and links in the text of an instrument: their words stay.
_MARKS: Final = re.compile(r"\*([^*]+)\*|\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnumbered:
    """Words that introduce or explain what stands beside them, and bear no number."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A numbered paragraph: what it is about, where that needs saying, and its words."""

    number: str = ""
    label: str = ""
    text: str
    #: The norm whose words these are, and the citation of the provision that it supplements.
    norm: str = ""
    provision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered heading with what stands under it."""

    number: str
    heading: str
    blocks: tuple[Unnumbered | Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuance:
    """What the paper says, from the top to the bottom."""

    #: What stands on every page, and what must be read before anything else.
    header: str
    notices: tuple[str, ...]
    #: Whose text it is; its title; its number, its date and the like.
    owner: str
    title: str
    head: Mapping[str, str]
    sections: tuple[Section, ...]
    signature: Mapping[str, str]
    #: Which document it was printed from.
    origin: Mapping[str, str]

    @property
    def norms(self) -> Iterator[Paragraph]:
        """The paragraphs that are norms."""
        blocks = (block for section in self.sections for block in section.blocks)
        return (block for block in blocks if isinstance(block, Paragraph) and block.norm)


def issuance(overlay: Instrument, form: OverlayForm, lowered: Lowered) -> Issuance:
    """Return the paper of an overlay: `form` is what was written, `overlay` what it means among the other documents."""
    base = lowered.instruments[overlay.scope_with or ""]
    day = overlay.issued or overlay.effective.start or base.effective.start or date.max
    structure = owner(form)
    name = lowered.structures[structure].name_on(day).name
    paper = _Paper(overlay=overlay, form=form, lowered=lowered, base=base, structure=structure, name=name)
    notice = draft_notice(overlay.drafted_by, name)
    issued = day_in_words(overlay.issued) if overlay.issued else "[date of signature]"
    return Issuance(
        header=notice if overlay.draft else f"{overlay.number}: {overlay.title}",
        notices=(*((notice,) if overlay.draft else _standing(overlay)), AUTHENTIC_NOTICE),
        owner=f"Proposed for the {name}" if overlay.draft else name,
        title=overlay.title,
        head={
            "Number": form.source.title if form.source else "[number]",
            "Date": issued,
            **({"Drafted by": overlay.drafted_by} if overlay.drafted_by else {}),
        },
        sections=tuple(_numbered(paper.sections())),
        signature=(
            {"Signature": "[signature]", "Name": "[name]", "Office": "[office]", "Date": issued}
            if overlay.draft
            else {"Signed by": _office(overlay.issuer), "Date": issued}
        ),
        origin=_origin(overlay, form),
    )


def _standing(overlay: Instrument) -> tuple[str, ...]:
    """Say of an issuance that no longer stands that it does not."""
    return () if overlay.status == "in-force" else (f"This issuance is {overlay.status}.",)


def _office(signed_by: str) -> str:
    words = signed_by.replace("-", " ")
    return words[:1].upper() + words[1:] or "[office]"


def _origin(overlay: Instrument, form: OverlayForm) -> Mapping[str, str]:
    pin, signed = form.base, form.source.digest if form.source else None
    return {
        "Document": f"{overlay.id}, {overlay.digest}",
        **({"Written against": f"{pin.id}, version {pin.version}, {pin.digest}"} if pin else {}),
        **({"Signed text": signed} if signed else {}),
    }


def _numbered(sections: Iterable[tuple[str, list[Unnumbered | Paragraph]]]) -> Iterator[Section]:
    for number, (heading, blocks) in enumerate(sections, 1):
        numbers = count(1)
        counted = (
            replace(each, number=f"{number}.{next(numbers)}") if isinstance(each, Paragraph) else each
            for each in blocks
        )
        yield Section(number=f"{number}.", heading=heading, blocks=tuple(counted))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """What the sections are written from."""

    overlay: Instrument
    form: OverlayForm
    lowered: Lowered
    base: Instrument
    #: The id of the structure, and the name that it bears on the day of the issuance.
    structure: str
    name: str

    def sections(self) -> Iterator[tuple[str, list[Unnumbered | Paragraph]]]:
        """Yield each section that has something to say: its heading and its blocks."""
        yield "Reference and context", list(self._reference())
        if self.form.terms:
            yield "Terms", [Paragraph(label=term, text=_line(said)) for term, said in self.form.terms.items()]
        for provision, norms in self._by_provision(self.structure):
            yield f"Under {provision.citation}", [self._quoted(provision), *self._norms(norms, provision)]
        for part, called in self.overlay.substructures.items():
            yield f"For this part of the structure: {called}", list(self._of_a_part(part))
        yield "Contacts", list(self._contacts())
        if guidance := list(self._guidance(self.structure)):
            yield (
                "Guidance",
                [
                    Unnumbered(text="What stands in this section is help beside the text, and asks for nothing."),
                    *guidance,
                ],
            )
        if claims := self._remarks("claim", self.structure):
            yield (
                f"Statements about {self.base.number}",
                [*self._claims(claims), Unnumbered(text=self._never_applied())],
            )
        if self.form.note:
            yield "Note", [Paragraph(text=_line(self.form.note))]
        if self.form.supersedes:
            yield (
                "Earlier texts",
                [Paragraph(label="Supersedes", text=self._superseded(each)) for each in self.form.supersedes],
            )
        yield "Effective date", list(self._effective())

    # -- the sections, in their order

    def _reference(self) -> Iterator[Paragraph]:
        """Yield what the text rests on; worded alike for drafts, so that what is reviewed is what is signed."""
        under = self._provision(self.form.under)
        place = under.number.rstrip(".") or under.citation
        base = f"{self.base.number}, {self.base.title} (“{self.base.short}”)"
        yield Paragraph(text=f"This text stands under {place} of {base}.")
        version = self.form.base.version if self.form.base else "[version]"
        yield Paragraph(text=f"It was written against the text of {self.base.short} in the version {version}.")
        if self.form.context:
            yield Paragraph(label="Context", text=_line(self.form.context))

    def _of_a_part(self, part: str) -> Iterator[Unnumbered | Paragraph]:
        yield Unnumbered(text="What stands in this section is in addition to all that stands above.")
        for provision, norms in self._by_provision(part):
            yield Unnumbered(text=f"Under {provision.citation}:")
            yield from self._norms(norms, provision)
        for (named_by, slot), contact in self.overlay.fills.items():
            if named_by == part:
                yield Paragraph(label=self._slot(slot), text=_contact(contact))
        yield from self._guidance(part)

    def _contacts(self) -> Iterator[Paragraph]:
        """Yield every slot that stands open: whom this document names for it, or that it names nobody."""
        for instrument in self._bases():
            for slot in instrument.slots.values():
                named = self.overlay.fills.get((self.structure, slot.id))
                if slot.open:
                    text = _contact(named) if named else f"[to be named by the {self.name}]"
                    yield Paragraph(label=self._slot(slot.id), text=text)

    def _guidance(self, of: str) -> Iterator[Paragraph]:
        for each in self._remarks("guidance", of):
            yield Paragraph(label=f"Guidance on {self._provision(each.provision).citation}", text=_line(each.text))

    def _claims(self, claims: Iterable[Remark]) -> Iterator[Paragraph]:
        for each in claims:
            yield Paragraph(label=f"On {self._provision(each.provision).citation}", text=_line(each.text))

    def _never_applied(self) -> str:
        """Say what becomes of the claims, and in the instrument's own words why."""
        clause = self.base.precedence
        why = f" {self._clause(clause)}" if clause else ""
        return f"Remark: the statements of this section are printed as written and never applied by smpolicy.{why}"

    def _clause(self, clause: PrecedenceClause) -> str:
        place = self._provision(clause.provision).number.rstrip(".")
        return f"Section {place} of {self.base.short} says that it “{_unmarked(clause.words)}”."

    def _superseded(self, name: str) -> str:
        document, _, norm = name.partition("#")
        earlier = self.lowered.instruments[document]
        text = f"{earlier.number}, {earlier.title}"
        return f"the norm {norm} of {text}" if norm else text

    def _effective(self) -> Iterator[Paragraph]:
        days = self.overlay.effective
        yield Paragraph(label="In effect from", text=day_in_words(days.start) if days.start else "[first day]")
        if days.until:
            yield Paragraph(label="In effect until", text=f"{day_in_words(days.until)}, without that day")

    # -- what they are made of

    def _bases(self) -> Iterator[Instrument]:
        """Yield the governing instrument, then those that it reproduces, in the order of its text, then any others."""
        reproduced = (name for provision in self.base.provisions for name in provision.reproduces)
        others = sorted(each.id for each in self.lowered.instruments.values() if each.structure is None)
        names = dict.fromkeys((self.base.id, *reproduced, *others))
        return (self.lowered.instruments[name] for name in names if name in self.lowered.instruments)

    def _provisions(self) -> dict[str, Provision]:
        """Return every provision by its id, in the order of the text."""
        return {each.id: each for instrument in self._bases() for each in instrument.provisions}

    def _provision(self, name: str) -> Provision:
        return self._provisions()[name]

    def _by_provision(self, of: str) -> Iterator[tuple[Provision, list[Norm]]]:
        """Yield the norms of a structure, or of a part of it, under their provisions, in the order of the text."""
        own = [norm for norm in self.overlay.norms if norm.structure == of]
        for name, provision in self._provisions().items():
            if norms := [norm for norm in own if norm.provision == name]:
                yield provision, norms

    def _quoted(self, provision: Provision) -> Unnumbered:
        return Unnumbered(text=f"There it says: “{_unmarked(provision.text or provision.heading)}”")

    def _norms(self, norms: Iterable[Norm], provision: Provision) -> Iterator[Paragraph]:
        return (Paragraph(text=norm.text, norm=norm.id, provision=provision.citation) for norm in norms)

    def _remarks(self, kind: str, of: str) -> list[Remark]:
        return [each for each in self.overlay.remarks if each.kind == kind and each.structure == of]

    def _slot(self, name: str) -> str:
        slot = next(each.slots[name] for each in self._bases() if name in each.slots)
        return f"{self._provision(slot.provision).citation}, “{slot.words}”"


def _contact(contact: Contact) -> str:
    reviewed = f" (last reviewed on {day_in_words(contact.reviewed)})" if contact.reviewed else ""
    return f"{contact_in_words(contact)}{reviewed}"


def _line(words: str) -> str:
    return " ".join(words.split())


def _unmarked(words: str) -> str:
    return _line(_MARKS.sub(r"\1\2", words))
