"""An overlay's file, to be changed in place: read, edited, and written back whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from smpolicy.documents.corpus import joined_files, open_file, read_text
from smpolicy.documents.document import Document
from smpolicy.documents.files import printable
from smpolicy.documents.forms import OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.errors import InvalidDocuments, UsageError
from smpolicy.foundations.source import Source, digest
from smpolicy.foundations.undisturbed import undisturbed
from smpolicy.library import Library
from smpolicy.lowering import lower


@dataclass(kw_only=True, eq=False)
class NotAnOverlay(UsageError):  # noqa: N818  (named for what is wrong)
    """A file was to be changed as an overlay, and is another kind of document."""

    path: str
    #: The kind of document that it is.
    form: str

    def __str__(self) -> str:
        """Say what it is, and what was expected."""
        return f"`{self.path}` is no overlay but a document of the form `{self.form}`; name an overlay"


@dataclass(kw_only=True, eq=False)
class InvalidOverlay(InvalidDocuments):
    """A file was to be changed as an overlay, and the documents have errors by it, or would have them."""

    #: The texts in which the errors stand, by their files, where they could be read.
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayFile:
    """A file with an overlay in it: where it is, its text as it stands, and what was read in it."""

    path: Path
    #: The text, under the name by which the file is called in messages.
    source: Source
    form: OverlayForm


def open_overlay(path: Path) -> OverlayFile:
    """Read the file of an overlay.

    Raises `InvalidOverlay` if no document can be read in it, and `NotAnOverlay` if it is another kind of document.
    """
    reading = open_file(path, printable(path), named=True).reading
    if reading.document is None or reading.source is None or reading.broken:
        sources = {reading.source.path: reading.source} if reading.source else {}
        raise InvalidOverlay(diagnostics=reading.faults, sources=sources)
    form = reading.document.form
    if not isinstance(form, OverlayForm):
        raise NotAnOverlay(path=reading.source.path, form=form.schema_)
    return OverlayFile(path=path, source=reading.source, form=form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An overlay among the other documents, with the text that its file has or would have."""

    source: Source
    library: Library

    @property
    def form(self) -> OverlayForm:
        """What the text says, which must have no error."""
        here = (each.form for each in self.library.corpus.documents if each.path == self.source.path)
        return next(form for form in here if isinstance(form, OverlayForm))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Every error that the documents have, with this text among them."""
        return tuple(each for each in self.library.diagnostics if each.severity == "error")

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What was found in this text."""
        return tuple(each for each in self.library.diagnostics if each.path == self.source.path)

    def invalid(self, errors: Iterable[Diagnostic]) -> InvalidOverlay:
        """Return what is raised for these errors."""
        return InvalidOverlay(diagnostics=tuple(errors), sources=self.library.corpus.sources)


def placed(file: OverlayFile, source: Source, library: Library) -> Placed:
    """Return an overlay's file among the other documents, with `source` for its text."""
    reading = read_text(source, digest(source.text.encode()))
    around = replace(library.corpus, documents=documents_beside(file, library)).joined(
        joined_files({source.path: reading})
    )
    return Placed(source=source, library=Library(corpus=around, lowered=lower(around.documents)))


def documents_beside(file: OverlayFile, library: Library) -> tuple[Document, ...]:
    """Return the documents beside a file: all but the one that stands in it.

    A file outside their folder is taken as a newer copy of the document with its id, as `check` takes it.
    """
    place, documents = file.path.resolve(), library.corpus.documents
    others = tuple(each for each in documents if Path(each.path).resolve() != place)
    if len(others) < len(documents):
        return others
    return tuple(each for each in documents if getattr(each.form, "id", None) != file.form.id)


def write(texts: Iterable[tuple[OverlayFile, str]]) -> None:
    """Write the new texts of the files of overlays: all of them or, where the system refuses one, none.

    Raises `OSError` where the system refuses.
    """
    write_texts((file.path, file.source.text, text) for file, text in texts)


def write_texts(texts: Iterable[tuple[Path, str, str]]) -> None:
    """Write new texts of files in the place of their old ones: all of them or, where the system refuses one, none.

    Each file is replaced as a whole, so that nobody ever finds half of it.

    Raises `OSError` where the system refuses.
    """
    with ExitStack() as temporary, ExitStack() as undoing:
        staged = []
        for named, before, after in texts:
            path = named.resolve()  # a link stays a link
            old, new = (temporary.enter_context(_staged(path, each.encode())) for each in (before, after))
            shutil.copymode(path, old)
            shutil.copymode(path, new)
            staged.append((path, old, new))
        for path, old, new in staged:
            undoing.callback(os.replace, old, path)
            os.replace(new, path)
        undoing.pop_all()


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, with the folders above it: whole or not at all.

    Raises `FileExistsError` if it is there, and `OSError` where the system refuses.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _staged(path, content) as staged, ExitStack() as undoing:
        with undisturbed():
            path.open("xb").close()  # from here on the name is taken, with the rights that a new file gets
            undoing.callback(path.unlink)
        shutil.copymode(path, staged)
        os.replace(staged, path)
        undoing.pop_all()


def write_over(path: Path, content: bytes) -> None:
    """Write a file in the place of the one that may be there, with the folders above it: whole or not at all.

    Raises `OSError` where the system refuses.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _staged(path, content) as staged:
        if path.exists():
            shutil.copymode(path, staged)
        os.replace(staged, path.resolve())


@contextmanager
def _staged(path: Path, content: bytes) -> Iterator[Path]:
    """Give a file with the content beside a path, to be moved there; it is gone in the end, moved or not.

    In the same folder, since a file can be moved in one step only within one file system.
    """
    with ExitStack() as undoing:
        with undisturbed():
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            staged = Path(name)
            undoing.callback(staged.unlink, missing_ok=True)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
        yield staged
