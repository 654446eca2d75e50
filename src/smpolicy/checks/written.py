"""What was written beside what it means: documents and norms as the checks walk through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from smpolicy.conflicts.readback import relations_to_base
from smpolicy.deciding.base import beside_base
from smpolicy.deciding.program import Program
from smpolicy.documents.corpus import Corpus
from smpolicy.documents.document import Document
from smpolicy.documents.forms import (
    FactForm,
    InstrumentForm,
    InterpretationForm,
    NormForm,
    OverlayForm,
    ProvisionForm,
    ShouldForm,
    VocabularyForm,
)
from smpolicy.foundations.keywords import Relation
from smpolicy.foundations.source import Path, Source, Span
from smpolicy.foundations.wording import plain_text, stands_at
from smpolicy.lowering import Edition, Lowered
from smpolicy.lowering.lowering_rules import NOT_A_CONDITION, UNKNOWN_FACT
from smpolicy.meaning.anchors import Passage, passages_of
from smpolicy.meaning.naming import PLAIN, Words
from smpolicy.meaning.norms import Instrument, Norm, Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A norm as written, where it stands, and the norm that was made of it."""

    document: Document
    path: Path
    form: NormForm
    norm: Norm
    source: Source | None

    @property
    def overlay(self) -> OverlayForm | None:
        """The overlay that it stands in; nothing for a norm of the base."""
        return self.document.form if isinstance(self.document.form, OverlayForm) else None

    @property
    def should(self) -> ShouldForm | None:
        """What its document says of its own "should"."""
        form = self.document.form
        return form.should if isinstance(form, InstrumentForm | OverlayForm) else None

    def at(self, path: Path) -> object:
        """Return what is written at a path of the document, below one of the keys of this norm."""
        first, *rest = path[len(self.path) :]
        value: Any = getattr(self.form, str(first))
        for each in rest:
            value = value[each]
        return value

    def lines(self) -> Iterator[tuple[str, Path]]:
        """Yield the words of every condition line, each with its path; what is implied has none."""
        yield from _words(self.form.act, (*self.path, "act"))
        yield from _words(self.form.when, (*self.path, "when"))
        unless = self.form.unless
        if isinstance(unless, dict):
            yield from _words(unless, (*self.path, "unless"))
        else:
            for index, each in enumerate(unless):
                yield from _words(each, (*self.path, "unless", index))


def _words(lines: Mapping[str, object], path: Path) -> Iterator[tuple[str, Path]]:
    return ((words, (*path, words)) for words in lines if words != "implied")


@dataclass(frozen=True, kw_only=True, eq=False)
class Checked:
    """Documents that are checked, among all that were read, and what all of them mean.

    Each check is given this, and looks up here what others look up too: it is made once in a run.
    """

    corpus: Corpus
    lowered: Lowered
    #: The paths of the documents that are checked; the others count for what is found on these.
    paths: frozenset[str]

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents that are checked."""
        return tuple(each for each in self.corpus.documents if each.path in self.paths)

    @cached_property
    def whole(self) -> Checked:
        """The same with every document checked."""
        return replace(self, paths=frozenset(each.path for each in self.corpus.documents))

    def in_editions(self) -> Iterator[tuple[Edition, Checked]]:
        """Yield the same in each edition of the documents, where an instrument has versions: what stands there."""
        for lowered in self.lowered.editions:
            edition = lowered.edition
            if edition is not None:
                kept = {each.path for each in edition.documents}
                other = {each.path for each in self.corpus.documents} - kept  # other versions
                files = tuple(each for each in self.corpus.files if each not in other)
                here = replace(self.corpus, documents=edition.documents, files=files)
                paths = self.paths & (edition.at_home | edition.going_on)
                yield edition, Checked(corpus=here, lowered=lowered, paths=paths)

    def overlays(self) -> Iterator[tuple[Document, OverlayForm]]:
        """Yield every overlay with its document."""
        for document in self.documents:
            if isinstance(document.form, OverlayForm):
                yield document, document.form

    def dated(self) -> Iterator[tuple[Document, OverlayForm | InterpretationForm]]:
        """Yield every overlay and interpretation with its document: they begin, end and replace each other."""
        for document in self.documents:
            if isinstance(document.form, OverlayForm | InterpretationForm):
                yield document, document.form

    def instruments(self) -> Iterator[tuple[Document, InstrumentForm]]:
        """Yield every instrument of the base with its document."""
        for document in self.documents:
            if isinstance(document.form, InstrumentForm):
                yield document, document.form

    def declared_facts(self) -> Iterator[tuple[Document, str, FactForm]]:
        """Yield every fact that a vocabulary or an overlay declares."""
        for document in self.documents:
            if isinstance(document.form, VocabularyForm | OverlayForm):
                for name, form in document.form.facts.items():
                    yield document, name, FactForm(question=form) if isinstance(form, str) else form

    @cached_property
    def norms(self) -> tuple[Written, ...]:
        """Every norm of every document, as written and as understood."""
        instruments = (*self.lowered.instruments.values(), *self.lowered.twins)
        norms = {(norm.span.path, norm.at): norm for instrument in instruments for norm in instrument.norms}
        return tuple(
            Written(
                document=document,
                path=path,
                form=form,
                norm=norms[document.path, path],
                source=self.corpus.sources.get(document.path),
            )
            for document in self.documents
            for path, form in _norm_forms(document)
        )

    def overlay_norms(self) -> Iterator[Written]:
        """Yield every norm of every overlay."""
        return (each for each in self.norms if each.overlay is not None)

    def meant(self, document: Document) -> Instrument:
        """Return what an overlay that was read means."""
        return self._meant[document.path]

    @cached_property
    def _meant(self) -> Mapping[str, Instrument]:
        return {each.span.path: each for each in (*self.lowered.instruments.values(), *self.lowered.twins)}

    def base_of(self, document: Document) -> Instrument | None:
        """Return the instrument of the base that an overlay stands under, at whatever depth, if there is one."""
        return self.lowered.instruments.get(self.meant(document).scope_with or "")

    def words_for(self, document: Document) -> Words:
        """Return the words of the instrument that an overlay stands under; plain ones where there is none."""
        base = self.base_of(document)
        return base.words if base is not None else PLAIN

    def above(self, document: Document) -> tuple[Instrument, ...]:
        """Return what an overlay stands under: other overlays, the nearest first, and the instrument of the base."""
        overlay, known = self.meant(document), self.lowered.instruments
        return tuple(known[name] for name in (*overlay.beneath, overlay.scope_with or "") if name in known)

    @cached_property
    def norms_by_id(self) -> Mapping[str, Norm]:
        """All norms of all documents, whether they are checked or not, by id."""
        return {norm.id: norm for instrument in self.lowered.instruments.values() for norm in instrument.norms}

    @cached_property
    def overlay_forms(self) -> Mapping[str, OverlayForm]:
        """All overlays as they are written, by id, whether they are checked or not."""
        forms = [form for _, form in self.whole.overlays()]
        return {form.id: form for form in reversed(forms)}

    @property
    def lapsed(self) -> Mapping[str, str]:
        """Why what overlays said holds no more under the versions that count, by the ids of norms and overlays."""
        return self.lowered.edition.lapsed_words if self.lowered.edition is not None else {}

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """The provisions of all instruments, by id."""
        return {each.id: each for instrument in self.lowered.instruments.values() for each in instrument.provisions}

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """All that overlays can cite, by id: provisions, slots and norms, with their words."""
        return passages_of(self.lowered.instruments.values())

    def program(self, instrument: Instrument) -> Program | None:
        """Return an instrument compiled beside the base; nothing where what it stands under is missing."""
        key = (instrument.span.path, instrument.id)
        if key not in self._programs:
            self._programs[key] = beside_base(instrument, self.lowered)
        return self._programs[key]

    @cached_property
    def _programs(self) -> dict[tuple[str, str], Program | None]:
        return {}

    def relations(self, overlay: Instrument) -> Mapping[str, Relation]:
        """Return how the norms of an overlay stand to the provisions they are under, by the norms' ids."""
        key = (overlay.span.path, overlay.id)
        if key not in self._relations:
            self._relations[key] = relations_to_base(overlay, self.lowered, self.program(overlay))
        return self._relations[key]

    @cached_property
    def _relations(self) -> dict[tuple[str, str], Mapping[str, Relation]]:
        return {}

    @cached_property
    def misnamed(self) -> frozenset[tuple[str, str]]:
        """Every name on which a condition turns and which is no fact's, with its document: that is told there."""
        return frozenset(
            (fault.path, str(fault.at[-1])) for fault in self.lowered.faults if fault.rule is UNKNOWN_FACT and fault.at
        )

    @cached_property
    def _stray(self) -> dict[tuple[str, Path], tuple[tuple[str, Path], ...]]:
        return {}

    def stray_lines(self, written: Written) -> tuple[tuple[str, Path], ...]:
        """Return the lines of a norm whose words stand in no text that is its own: with their words and paths."""
        key = (written.document.path, written.path)
        if key not in self._stray:
            texts = [*self.texts_of(written)]
            lines = written.lines()
            told = {fault.at for fault in self.lowered.faults if fault.path == key[0]}
            self._stray[key] = tuple(
                each for each in lines if each[1] not in told and not any(stands_at(each[0], text) for text in texts)
            )
        return self._stray[key]

    def wordless(self, written: Written) -> bool:
        """Whether a fact stands where words of the text should, of which then nothing is known."""
        lines = {path for _, path in written.lines()}
        own = (each for each in self.lowered.faults if each.path == written.document.path)
        return any(each.at in lines and each.rule is NOT_A_CONDITION for each in own)

    def texts_of(self, written: Written) -> Iterator[str]:
        """Yield every text in which the words of a norm's lines may stand: its own, and those that it stands under."""
        known = self.norms_by_id
        yield from map(plain_text, _own_texts(written))
        yield from map(plain_text, _provision_texts(written.norm.provision, self.provisions))
        yield from (plain_text(known[name].text) for name in written.norm.anchors if name in known)

    def understood(self, written: Written) -> bool:
        """Whether a norm was understood without a fault: one is reported once, and not again by what follows from it.

        A fault is a norm's if it is found on what the norm's keys lead to; on which lines they stand tells nothing.
        """
        return not self._faulty(written.document.path, written.path)

    def document_understood(self, path: str) -> bool:
        """Whether a document was understood without a fault."""
        return not self._faulty(path, ())

    def _faulty(self, path: str, keys: Path) -> bool:
        return (path, keys) in self._holding_faults

    @cached_property
    def _holding_faults(self) -> frozenset[tuple[str, Path]]:
        """What a fault was found on, and all that holds it, up to its document: by document and keys."""
        faulty = (*((fault.path, fault.at) for fault in self.lowered.faults), *self.lowered.unresolved)
        return frozenset((path, at[:length]) for path, at in faulty for length in range(len(at) + 1))


def _own_texts(written: Written) -> Iterator[str]:
    """Yield the norm's own words, and those of the norms of the same overlay that it stands under."""
    yield written.form.text
    overlay, under, seen = written.overlay, written.form.under, set[str]()
    while overlay is not None and under.startswith("#") and under not in seen:
        seen.add(under)
        above = overlay.norms.get(under[1:])
        if above is None:
            return
        yield above.text
        under = above.under


def _provision_texts(provision: str | None, known: Mapping[str, Provision]) -> Iterator[str]:
    while provision is not None and (place := known.get(provision)):
        yield place.text
        yield place.heading
        provision = place.parent


def _norm_forms(document: Document) -> Iterator[tuple[Path, NormForm]]:
    if not isinstance(document.form, InstrumentForm | OverlayForm):
        return
    for key, form in document.form.norms.items():
        yield ("norms", key), form
    if isinstance(document.form, OverlayForm):
        for name, part in document.form.structures.items():
            for key, form in part.norms.items():
                yield ("structures", name, "norms", key), form


def provision_forms(form: InstrumentForm) -> Iterator[tuple[ProvisionForm, Path]]:
    """Yield every provision of an instrument with its path, in the order of the text."""

    def walk(forms: list[ProvisionForm], path: Path) -> Iterator[tuple[ProvisionForm, Path]]:
        for index, form in enumerate(forms):
            yield form, (*path, index)
            yield from walk(form.provisions, (*path, index, "provisions"))

    yield from walk(form.provisions, ("provisions",))


def owner_place(document: Document, form: OverlayForm) -> Span:
    """Return where an overlay says which structure it belongs to."""
    if form.issuer and form.issuer.structure:
        return document.place("issuer", "structure")
    return document.place("proposed_for") if form.proposed_for else document.place("id")
