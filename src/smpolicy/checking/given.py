"""Given: the files that count for a check, each with a card of what it says of itself and of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeAlias

from smpolicy.documents.corpus import (
    INSTRUMENT,
    Corpus,
    FileRead,
    OpenFile,
    folder_below_overlays,
    joined_files,
    open_folder,
)
from smpolicy.documents.packaged import PreparedDocument, policies_folder, prepared_files, shown_as
from smpolicy.foundations.diagnostics import Diagnostic

#: A file, or the document that was prepared of it.
AFile: TypeAlias = OpenFile | PreparedDocument


@dataclass(frozen=True, kw_only=True, eq=False)
class Given:
    """A file among those that count: it is checked itself, or only counts for what is found on others."""

    path: str
    digest: str
    #: Whether it is among the files that are checked.
    checked: bool
    #: Whether it stands among the files of a folder; the packaged base under one's own documents does not.
    listed: bool = True
    #: Whether a newer copy takes the place of its document.
    replaced: bool = False
    file: AFile

    @cached_property
    def reading(self) -> FileRead:
        """Its document, if none takes its place, and the faults in it."""
        read = self.file.reading if isinstance(self.file, OpenFile) else FileRead(document=self.file.document)
        return replace(read, document=None) if self.replaced else read

    @property
    def readable(self) -> bool:
        """Whether its bytes could be had, so that its digest tells all of it."""
        return not isinstance(self.file, OpenFile) or self.file.content is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a file says of itself and of others, as far as it tells which documents have to do with each other."""

    #: Nothing where no document could be made of it.
    form: str = ""
    id: str = ""
    #: Of an overlay, the structures in whose name it speaks: what it declares begins with one of these.
    homes: frozenset[str] = frozenset()
    #: How the names that it mentions begin, whatever they name.
    mentions: frozenset[str] = frozenset()


def card_of(file: Given) -> Card:
    """Return the card of a file, which is read for that."""
    document = file.reading.document
    if document is None:
        return Card()
    from smpolicy.documents.forms import OverlayForm, StructuresForm, texts_in
    from smpolicy.lowering.overlays import owner

    own: str = getattr(document.form, "id", "")
    homes = {own, owner(document.form)} if isinstance(document.form, OverlayForm) else set()
    # Which structures registries list changes nothing that is found on them.
    says = own if isinstance(document.form, StructuresForm) else document.form
    return Card(
        form=document.form.schema_,
        id=own,
        homes=frozenset(filter(None, map(_beginning, homes))),
        mentions=frozenset(filter(None, map(_mentioned, texts_in(says)))),
    )


def _beginning(name: str) -> str:
    """Return the structure, instrument or theme with which a name begins, whatever follows."""
    for mark in "/.:#":
        name = name.partition(mark)[0]
    return name


def _mentioned(words: str) -> str:
    """Return how a name begins; nothing of a text, whose first word goes on without a mark."""
    name = _beginning(words.strip())
    return "" if any(each.isspace() for each in name) else name


def packaged_files() -> tuple[PreparedDocument, ...]:
    """Return the packaged documents, each to be built when it is asked for."""
    prepared = prepared_files()
    if prepared is not None:
        return prepared
    opened, _ = open_folder(policies_folder(), shown=shown_as)
    read = (each.reading.document for each in opened)
    return tuple(
        PreparedDocument(path=each.path, digest=each.digest, build=partial(replace, each))
        for each in read
        if each is not None
    )


def on_a_base(files: Sequence[Given], cards: Mapping[str, Card]) -> list[Given]:
    """Put the packaged base under files that bring none."""
    if any(card.form == INSTRUMENT for card in cards.values()):
        return list(files)
    paths = {each.path for each in files}
    base = (
        Given(path=each.path, digest=each.digest, checked=False, listed=False, file=each)
        for each in packaged_files()
        if folder_below_overlays(each.path) is None
    )
    return [*(each for each in base if each.path not in paths), *files]


def corpus_of(files: Iterable[Given], faults: Iterable[Diagnostic] = ()) -> Corpus:
    """Return the documents of files as one corpus, in their order, with the faults of the folders they stand in."""
    chosen = list(files)
    corpus = joined_files({each.path: each.reading for each in chosen})
    listed = tuple(each.path for each in chosen if each.listed)
    return replace(corpus, files=listed, faults=(*faults, *corpus.faults))
