"""An issuance on paper: what an overlay says, as numbered text that the head of a structure can sign.

The words are those of the overlay, never changed. What a machine decides by (conditions, facts, examples) is not in it.
Every form in which it is printed is made from this one value, so that all of them say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from itertools import count
from typing import Any, Final, TypeVar, cast

from smpolicy.documents.forms import ContactForm, NormForm, OverlayForm, PaperForm, SourceForm
from smpolicy.foundations.timeline import day_in_words
from smpolicy.lowering import Lowered
from smpolicy.lowering.overlays import owner
from smpolicy.meaning.naming import Words
from smpolicy.meaning.norms import Instrument, Norm, PrecedenceClause, Provision, Remark, Structure, invited_by

#: The headings of what follows the sections, and of the columns that say where each norm stands.
SIGNATURE: Final = "Signature"
ANNEX: Final = "Annex: where each paragraph comes from"
COLUMNS: Final = ("Paragraph", "Norm", "Provision supplemented")
EXPLANATIONS: Final = "Explanations"
EXPLAINED: Final = "What stands here explains paragraphs to reviewers, and is no part of the text to be signed."

#: What stands where an issuance does not say what a draft leaves to be filled in.
_NONE_STATED: Final = "none stated"
#: Emphasis and links in the text of an instrument: their words stay.
_MARKS: Final = re.compile(r"\*([^*]+)\*|\[([^\]]+)\]\([^)]*\)")
_SPEAKS_OF_A_DRAFT: Final = re.compile(r"\bdraft", re.I)
_BETWEEN_SENTENCES: Final = re.compile(r"(?<=[.!?]) ")

_Where = TypeVar("_Where", int, str)


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
    #: The norm of the same document under which this one stands, if it stands under one.
    anchor: str = ""
    #: What explains the norm to reviewers.
    explanation: str = ""
    #: Whether it goes on in the paragraph before it, whose number it bears.
    runs_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands under it; its own words may give it no number, or no heading."""

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
        return (each for each in self._paragraphs if each.norm)

    @property
    def explanations(self) -> Mapping[str, str]:
        """What explains paragraphs to reviewers, and is no part of the text to be signed."""
        said: dict[str, str] = {}
        for each in self.norms:
            if each.explanation:
                where = f"Paragraph {each.number}" if each.number else each.norm
                said[where] = f"{said[where]} {each.explanation}" if where in said else each.explanation
        return said

    @property
    def _paragraphs(self) -> Iterator[Paragraph]:
        blocks = (block for section in self.sections for block in section.blocks)
        return (block for block in blocks if isinstance(block, Paragraph))

    def sentences_about_a_draft(self) -> Iterator[tuple[str, str]]:
        """Yield each sentence to be signed that speaks of a draft, with its place; only people can mend it."""
        places = [
            ("the title", self.title),
            *((f"the heading of {each.number}", each.heading) for each in self.sections),
            *((f"paragraph {each.number}", words) for each in self._paragraphs for words in (each.label, each.text)),
        ]
        return about_a_draft((where, each) for where, words in places for each in _BETWEEN_SENTENCES.split(words))


def about_a_draft(lines: Iterable[tuple[_Where, str]]) -> Iterator[tuple[_Where, str]]:
    """Yield those lines, each with its place, that speak of a draft."""
    return ((where, line) for where, line in lines if _SPEAKS_OF_A_DRAFT.search(line))


def issuance(overlay: Instrument, form: OverlayForm, lowered: Lowered) -> Issuance:
    """Return the paper of an overlay: `form` is what was written, `overlay` what it means among the other documents."""
    base = lowered.instruments[overlay.scope_with or ""]
    structure = lowered.structures[owner(form)]
    first = overlay.effective.start or base.effective.start or date.max
    # A draft's own file may name another text, which was issued: no draft bears a number or a day of issue.
    day = first if overlay.draft else overlay.issued or first
    name = structure.name_on(day).name
    paper = _Paper(
        overlay=overlay,
        form=form,
        lowered=lowered,
        base=base,
        structure=structure,
        name=structure.name_on(max(day, first)).name,
    )
    notice = base.words.on_a_draft(overlay.drafted_by, name)
    return _in_lines(
        Issuance(
            header=notice if overlay.draft else f"{overlay.number}: {overlay.title}",
            notices=(*((notice,) if overlay.draft else _standing(overlay, base.words)), base.words.authentic),
            owner=f"Proposed for the {name}" if overlay.draft else name,
            title=overlay.title,
            head=_head(overlay, form),
            sections=tuple(paper.laid_out()) if form.paper else _anchored(tuple(_numbered(paper.sections()))),
            signature=_signature(overlay),
            origin=_origin(overlay, form),
        )
    )


def _head(overlay: Instrument, form: OverlayForm) -> Mapping[str, str]:
    number = form.source.title if form.source and not overlay.draft else ""
    return {
        "Number": number or _blank(overlay, "[number]"),
        "Date": _issued(overlay),
        **({"Drafted by": overlay.drafted_by} if overlay.drafted_by else {}),
    }


def _signature(overlay: Instrument) -> Mapping[str, str]:
    if overlay.draft:
        return {"Signature": "[signature]", "Name": "[name]", "Office": "[office]", "Date": _issued(overlay)}
    words = overlay.issuer.replace("-", " ")
    return {"Signed by": words[:1].upper() + words[1:] or _NONE_STATED, "Date": _issued(overlay)}


def _issued(overlay: Instrument) -> str:
    if overlay.issued and not overlay.draft:
        return day_in_words(overlay.issued)
    return _blank(overlay, "[date of signature]")


def _blank(overlay: Instrument, placeholder: str) -> str:
    """Return what stands where nothing is said: what was issued can no longer be filled in."""
    return placeholder if overlay.draft else _NONE_STATED


def _standing(overlay: Instrument, words: Words) -> tuple[str, ...]:
    """Say of an issuance that no longer stands that it does not."""
    return () if overlay.status == "in-force" else (f"This {words.local_text} is {overlay.status}.",)


def _origin(overlay: Instrument, form: OverlayForm) -> Mapping[str, str]:
    pin = form.base
    return {
        "Document": f"{overlay.id}, {overlay.digest}",
        **({"Written against": f"{pin.id}, version {pin.version}, {pin.digest}"} if pin else {}),
        **(_source(form.source, draft=overlay.draft) if form.source else {}),
    }


def _source(source: SourceForm, *, draft: bool) -> Mapping[str, str]:
    """Return where the words come from: of a draft they were never signed, whatever its file calls them."""
    parts = (
        source.title if draft else None,
        source.digest,
        f"dated {day_in_words(source.date)}" if source.date else None,
    )
    identified = ", ".join(each for each in parts if each)
    return {
        **({"Working file" if draft else "Signed text": identified} if identified else {}),
        **({"Remark on it": source.note} if source.note else {}),
    }


def _numbered(sections: Iterable[tuple[str, list[Unnumbered | Paragraph]]]) -> Iterator[Section]:
    for number, (heading, blocks) in enumerate(sections, 1):
        numbers = count(1)
        counted = (
            replace(each, number=f"{number}.{next(numbers)}") if isinstance(each, Paragraph) else each
            for each in blocks
        )
        yield Section(number=f"{number}.", heading=heading, blocks=tuple(counted))


def _anchored(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Say of each norm that stands under another one which paragraph it supplements, beside it and in the annex."""
    blocks = (block for section in sections for block in section.blocks)
    numbers = {each.norm: each.number for each in blocks if isinstance(each, Paragraph) and each.norm}
    return tuple(
        replace(section, blocks=tuple(each for block in section.blocks for each in _with_anchor(block, numbers)))
        for section in sections
    )


def _with_anchor(block: Unnumbered | Paragraph, numbers: Mapping[str, str]) -> Iterator[Unnumbered | Paragraph]:
    if isinstance(block, Paragraph) and block.anchor:
        what = f"supplements paragraph {numbers[block.anchor]}"
        yield Unnumbered(text=f"Paragraph {block.number} {what}:")
        yield replace(block, provision=f"{block.provision}; {what}")
    else:
        yield block


def _in_lines(paper: Issuance) -> Issuance:
    """Collapse white space in all words: a line break in a name would begin a line, even a heading, of its own."""

    def collapsed(said: Any) -> Any:
        if isinstance(said, str):
            return " ".join(said.split())
        if isinstance(said, bool):
            return said
        if isinstance(said, tuple):
            return tuple(map(collapsed, said))
        if isinstance(said, Mapping):
            return {key: collapsed(value) for key, value in said.items()}
        if is_dataclass(said) and not isinstance(said, type):
            return replace(said, **{each.name: collapsed(getattr(said, each.name)) for each in fields(said)})
        raise AssertionError(f"a paper holds words, not {said!r}")

    return cast(Issuance, collapsed(paper))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """What the sections are written from."""

    overlay: Instrument
    form: OverlayForm
    lowered: Lowered
    base: Instrument
    structure: Structure
    #: The name under which the structure is to do what is still to be done: that of the first day, if it comes later.
    name: str

    def sections(self) -> Iterator[tuple[str, list[Unnumbered | Paragraph]]]:
        """Yield each section that has something to say: its heading and its blocks."""
        yield "Reference and context", list(self._reference())
        if self.form.terms:
            yield "Terms", [Paragraph(label=term, text=meaning) for term, meaning in self.form.terms.items()]
        for provision, norms in self._by_provision(self.structure.id):
            yield f"Under {provision.citation}", [self._quoted(provision), *self._norms(norms, provision)]
        for part, called in self.overlay.substructures.items():
            yield f"For this part of the structure: {called}", list(self._of_a_part(part))
        if contacts := list(self._contacts()):
            yield "Contacts", [*contacts]
        if guidance := list(self._guidance(self.structure.id)):
            yield (
                "Guidance",
                [
                    Unnumbered(text="What stands in this section is help beside the text, and asks for nothing."),
                    *guidance,
                ],
            )
        if claims := self._remarks("claim", self.structure.id):
            yield (
                f"Statements about {self.base.number}",
                [*self._claims(claims), Unnumbered(text=self._never_applied())],
            )
        if self.form.note:
            yield "Note", [Paragraph(text=self.form.note)]
        if self.form.supersedes:
            yield (
                "Earlier texts",
                [Paragraph(label="Supersedes", text=self._superseded(each)) for each in self.form.supersedes],
            )
        yield "Effective date", list(self._effective())

    def laid_out(self) -> Iterator[Section]:
        """Yield the sections as the document lays out its paper, in its own numbers, and then what it says beside it.

        What a paper says is signed as it stands there; so what a document says besides bears no number among it.
        """
        number, heading, blocks, last = "", "", list[Paragraph](), ""
        for part in self.form.paper:
            if part.heading is None:
                last = last if part.runs_on else part.number or ""
                blocks.extend(self._piece(part, last))
                continue
            if heading or blocks:
                yield Section(number=number, heading=heading, blocks=tuple(blocks))
            number, heading, blocks = part.number or "", part.heading, []
        yield Section(number=number, heading=heading, blocks=tuple(blocks))
        for title, said in self.sections():
            yield Section(number="", heading=title, blocks=tuple(said))

    def _piece(self, part: PaperForm, number: str) -> Iterator[Paragraph]:
        """Yield the paragraph of a piece of the paper; a piece that names no norm is reported, and says nothing."""
        if part.words is not None:
            yield Paragraph(number=number, text=part.words, runs_on=part.runs_on)
        named = {f"{self.overlay.id}#{part.norm}": part.norm}
        for norm in self.overlay.norms:
            if norm.id in named:
                (paragraph,) = self._norms([norm], self._provision(norm.provision))
                yield replace(paragraph, number=number, runs_on=part.runs_on)

    # -- the sections, in their order

    def _reference(self) -> Iterator[Paragraph]:
        """Yield what the text rests on; worded alike for drafts, so that what is reviewed is what is signed."""
        yield Paragraph(text=f"{self._stands_under()}{self._not_invited()}")
        yield Paragraph(text=self._written_against())
        yield Paragraph(text=f"It stands in layer {self.form.layer} of the regulatory system, as it states itself.")
        if self.form.context:
            yield Paragraph(label="Context", text=self.form.context)

    def _stands_under(self) -> str:
        tiers = self.overlay.beneath
        top = self.lowered.instruments[tiers[-1]].under if tiers else ""
        under = self._provision(f"{self.base.id}:{top}" if tiers else self.form.under)
        place = under.number.rstrip(".") or under.citation
        says = "says that it stands" if self._not_invited() else "stands"
        above = {norm.id: norm for name in tiers for norm in self.lowered.instruments[name].norms}
        through = "".join(
            f"under {above[name].citation} (“{above[name].text.rstrip('.')}”), which stands "
            for name in self.overlay.anchors
        )
        whole = f"{self.base.number}, {self.base.title} (“{self.base.short}”)"
        explains = " It only explains what stands above it." if self.overlay.nature == "explains" else ""
        return f"This text {says} {through}under {place} of {whole}.{explains}"

    def _not_invited(self) -> str:
        """Say that the structure is none of those that the instrument invites, if it is none of them."""
        above = (self.lowered.instruments[name] for name in self.overlay.beneath)
        invites = invited_by(self.overlay, (*above, self.base))
        if invites is None or self.structure.kind in invites.structures:
            return ""
        provision = self._provisions().get(invites.provision)
        place = provision.number.rstrip(".") if provision else invites.provision
        return f" {place} invites others: “{invites.words}”. Nothing is said here about the validity of this text."

    def _written_against(self) -> str:
        if not self.form.base and not self.overlay.draft:
            return f"It does not state against which version of the text of {self.base.short} it was written."
        version = self.form.base.version if self.form.base else "[version]"
        pinned = self.lowered.instruments.get(self.form.base.id) if self.form.base else None
        return f"It was written against the text of {(pinned or self.base).short} in the version {version}."

    def _of_a_part(self, part: str) -> Iterator[Unnumbered | Paragraph]:
        yield Unnumbered(text="What stands in this section is in addition to all that stands above.")
        for provision, norms in self._by_provision(part):
            yield Unnumbered(text=f"Under {provision.citation}:")
            yield from self._norms(norms, provision)
        for slot, contact in self.form.structures[part].slots.items():
            yield Paragraph(label=self._slot(slot), text=_contact(contact))
        yield from self._guidance(part)

    def _contacts(self) -> Iterator[Paragraph]:
        """Yield every slot that stands open: whom this document names for it, or that it names nobody.

        Whom an overlay above names need not be named again.
        """
        above = {slot for name in self.overlay.beneath for _, slot in self.lowered.instruments[name].fills}
        for instrument in self._bases():
            for slot in instrument.slots.values():
                named = self.form.slots.get(slot.id)
                if slot.open and (named or slot.id not in above):
                    text = _contact(named) if named else f"[to be named by the {self.name}]"
                    yield Paragraph(label=self._slot(slot.id), text=text)

    def _guidance(self, of: str) -> Iterator[Paragraph]:
        for each in self._remarks("guidance", of):
            yield Paragraph(label=f"Guidance on {self._cited(each.provision)}", text=each.text)

    def _claims(self, claims: Iterable[Remark]) -> Iterator[Paragraph]:
        for each in claims:
            yield Paragraph(label=f"On {self._cited(each.provision)}", text=each.text)

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
        text = f"{earlier.id if earlier.draft else earlier.number}, {earlier.title}"
        return f"the norm {norm} of {text}" if norm else text

    def _effective(self) -> Iterator[Paragraph]:
        days = self.overlay.effective
        first = day_in_words(days.start) if days.start else _blank(self.overlay, "[first day]")
        yield Paragraph(label="In effect from", text=first)
        if days.until:
            yield Paragraph(label="In effect until", text=f"{day_in_words(days.until)}, without that day")
        if self.form.concurrence:
            concurrence = self.form.concurrence
            yield Paragraph(label="Concurrence", text=f"{concurrence.by}, on {day_in_words(concurrence.date)}")
        if self.form.dates.published:
            yield Paragraph(label="Published on", text=day_in_words(self.form.dates.published))

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

    def _cited(self, name: str) -> str:
        """Return the citation of what a remark is on; what is no provision is called as it was written."""
        provision = self._provisions().get(name)
        return provision.citation if provision else name

    def _by_provision(self, of: str) -> Iterator[tuple[Provision, list[Norm]]]:
        """Yield the norms of a structure, or of a part of it, under their provisions, in the order of the text."""
        placed = {f"{self.overlay.id}#{part.norm}" for part in self.form.paper}
        own = [norm for norm in self.overlay.norms if norm.structure == of and norm.id not in placed]
        for name, provision in self._provisions().items():
            if norms := [norm for norm in own if norm.provision == name]:
                yield provision, norms

    def _quoted(self, provision: Provision) -> Unnumbered:
        """Quote a provision with the words above it, which govern it: "should" stands above most bullets."""
        quotes = (f"“{_unmarked(each.text or each.heading)}”" for each in (*self._above(provision), provision))
        return Unnumbered(text=f"There it says: {' '.join(quotes)}")

    def _above(self, provision: Provision) -> list[Provision]:
        """Return the provisions above one that have words of their own, beside their headings, from the top."""
        if provision.parent is None:
            return []
        above = self._provision(provision.parent)
        return [*self._above(above), *((above,) if above.text else ())]

    def _norms(self, norms: Iterable[Norm], provision: Provision) -> Iterator[Paragraph]:
        for norm in norms:
            under = self._written()[norm.id].under
            anchor = f"{self.overlay.id}{under}" if under.startswith("#") else ""
            above = self._above_it(norm)
            yield Paragraph(
                text=norm.text,
                norm=norm.id,
                provision=above.citation if above else provision.citation,
                anchor=anchor,
                explanation=norm.note,
            )

    def _above_it(self, norm: Norm) -> Norm | None:
        """Return the norm of an overlay above that a norm stands under, if it stands under one."""
        above = (each for name in self.overlay.beneath for each in self.lowered.instruments[name].norms)
        return next((each for each in above if each.id in norm.anchors[:1]), None)

    def _written(self) -> dict[str, NormForm]:
        """Return the norms as they are written, by id."""
        own = {f"{self.form.id}#{key}": norm for key, norm in self.form.norms.items()}
        of_parts = {
            f"{self.form.id}#{name.partition('/')[2]}/{key}": norm
            for name, part in self.form.structures.items()
            for key, norm in part.norms.items()
        }
        return {**own, **of_parts}

    def _remarks(self, kind: str, of: str) -> list[Remark]:
        return [each for each in self.overlay.remarks if each.kind == kind and each.structure == of]

    def _slot(self, name: str) -> str:
        slot = next(each.slots[name] for each in self._bases() if name in each.slots)
        return f"{self._provision(slot.provision).citation}, “{slot.words}”"


def _contact(contact: ContactForm) -> str:
    reviewed = f" (last reviewed on {day_in_words(contact.reviewed)})" if contact.reviewed else ""
    return f"{', '.join(filter(None, (contact.name, contact.role, contact.email)))}{reviewed}"


def _unmarked(words: str) -> str:
    return _MARKS.sub(r"\1\2", words)
