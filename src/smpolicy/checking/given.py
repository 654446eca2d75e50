"""Given: the files that count for a check, each with a card of what it says of itself and of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property

from smpolicy.documents.corpus import Corpus, FileRead, OpenFile, joined_files
from smpolicy.documents.document import Document
from smpolicy.documents.forms import OverlayForm, ScenariosForm, StructuresForm
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.library import INSTRUMENT, packaged_base
from smpolicy.lowering.overlays import owner


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
    #: The file, or the document that was prepared of it.
    file: OpenFile | Document

    @cached_property
    def reading(self) -> FileRead:
        """Its document, if none takes its place, and the faults in it."""
        read = FileRead(document=self.file) if isinstance(self.file, Document) else self.file.reading
        return replace(read, document=None) if self.replaced else read

    @property
    def readable(self) -> bool:
        """Whether its bytes could be had, so that its digest tells all of it."""
        return isinstance(self.file, Document) or self.file.content is not None


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
    own: str = getattr(document.form, "id", "")
    homes = {own, owner(document.form)} if isinstance(document.form, OverlayForm) else set()
    # Which structures registries list and scenarios are about changes nothing that is found on them.
    says = own if isinstance(document.form, StructuresForm | ScenariosForm) else document.form
    return Card(
        form=document.form.schema_,
        id=own,
        homes=frozenset(filter(None, map(_beginning, homes))),
        mentions=frozenset(filter(None, map(_mentioned, _strings(says)))),
    )


def _strings(form: object) -> Iterator[str]:
    """Yield every key and every word or text in a form."""
    if isinstance(form, str):
        yield form
    elif isinstance(form, Mapping):
        for key, value in form.items():
            yield from _strings(key)
            yield from _strings(value)
    elif isinstance(form, list | tuple):
        for each in form:
            yield from _strings(each)
    elif is_dataclass(form):
        for each in fields(form):
            yield from _strings(getattr(form, each.name))


def _beginning(name: str) -> str:
    """Return the structure, instrument or theme with which a name begins, whatever follows."""
    for mark in "/.:#":
        name = name.partition(mark)[0]
    return name


def _mentioned(words: str) -> str:
    """Return how a name begins; nothing of a text, whose first word goes on without a mark."""
    name = _beginning(words.strip())
    return "" if any(each.isspace() for each in name) else name


def on_a_base(files: Sequence[Given], cards: Mapping[str, Card]) -> list[Given]:
    """Put the packaged base under files that bring none."""
    if any(card.form == INSTRUMENT for card in cards.values()):
        return list(files)
    paths = {each.path for each in files}
    base = (
        Given(path=each.path, digest=each.digest, checked=False, listed=False, file=each) for each in packaged_base()
    )
    return [*(each for each in base if each.path not in paths), *files]


def corpus_of(files: Iterable[Given], faults: Iterable[Diagnostic] = ()) -> Corpus:
    """Return the documents of files as one corpus, in their order, with the faults of the folders they stand in."""
    chosen = list(files)
    corpus = joined_files({each.path: each.reading for each in chosen})
    listed = tuple(each.path for each in chosen if each.listed)
    return replace(corpus, files=listed, faults=(*faults, *corpus.faults))
