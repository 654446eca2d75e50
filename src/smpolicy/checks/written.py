"""What was written beside what it means: documents and norms as the checks walk through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from smpolicy.corpus import Corpus
from smpolicy.documents import (
    Document,
    FactForm,
    InstrumentForm,
    InterpretationForm,
    NormForm,
    OverlayForm,
    Path,
    ProvisionForm,
    VocabularyForm,
)
from smpolicy.lowering import Lowered
from smpolicy.norms import Norm
from smpolicy.source import Source, Span


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


def overlays(corpus: Corpus) -> Iterator[tuple[Document, OverlayForm]]:
    """Yield every overlay with its document."""
    for document in corpus.documents:
        if isinstance(document.form, OverlayForm):
            yield document, document.form


def dated(corpus: Corpus) -> Iterator[tuple[Document, OverlayForm | InterpretationForm]]:
    """Yield every overlay and interpretation with its document: they begin, end and replace each other."""
    for document in corpus.documents:
        if isinstance(document.form, OverlayForm | InterpretationForm):
            yield document, document.form


def instruments(corpus: Corpus) -> Iterator[tuple[Document, InstrumentForm]]:
    """Yield every instrument of the base with its document."""
    for document in corpus.documents:
        if isinstance(document.form, InstrumentForm):
            yield document, document.form


def provisions(form: InstrumentForm) -> Iterator[tuple[ProvisionForm, Path]]:
    """Yield every provision of an instrument with its path, in the order of the text."""

    def walk(forms: list[ProvisionForm], path: Path) -> Iterator[tuple[ProvisionForm, Path]]:
        for index, each in enumerate(forms):
            yield each, (*path, index)
            yield from walk(each.provisions, (*path, index, "provisions"))

    yield from walk(form.provisions, ("provisions",))


def declared_facts(corpus: Corpus) -> Iterator[tuple[Document, str, FactForm]]:
    """Yield every fact that a vocabulary or an overlay declares."""
    for document in corpus.documents:
        if isinstance(document.form, VocabularyForm | OverlayForm):
            for name, form in document.form.facts.items():
                yield document, name, FactForm(question=form) if isinstance(form, str) else form


def norms(corpus: Corpus, lowered: Lowered) -> Iterator[Written]:
    """Yield every norm of every document, as written and as understood."""
    instruments = (*lowered.instruments.values(), *lowered.twins)
    made = {norm.span: norm for instrument in instruments for norm in instrument.norms}
    for document in corpus.documents:
        source = corpus.sources.get(document.path)
        for path, form in _norm_forms(document):
            norm = made.get(document.place(*path, "text"))
            if norm is not None:
                yield Written(document=document, path=path, form=form, norm=norm, source=source)


def _norm_forms(document: Document) -> Iterator[tuple[Path, NormForm]]:
    if not isinstance(document.form, InstrumentForm | OverlayForm):
        return
    for key, form in document.form.norms.items():
        yield ("norms", key), form
    if isinstance(document.form, OverlayForm):
        for name, part in document.form.structures.items():
            for key, form in part.norms.items():
                yield ("structures", name, "norms", key), form


def overlay_norms(corpus: Corpus, lowered: Lowered) -> Iterator[Written]:
    """Yield every norm of every overlay."""
    return (each for each in norms(corpus, lowered) if each.overlay is not None)


def owner_place(document: Document, form: OverlayForm) -> Span:
    """Return where an overlay says which structure it belongs to."""
    if form.issuer and form.issuer.structure:
        return document.place("issuer", "structure")
    return document.place("proposed_for") if form.proposed_for else document.place("id")


def understood(written: Written, lowered: Lowered) -> bool:
    """Whether a norm was understood without a fault; a fault is reported once, not again by what follows from it."""
    place = written.document.place(*written.path)
    return not any(
        fault.span and fault.path == written.document.path and place.line <= fault.span.line <= place.end_line
        for fault in lowered.faults
    )
