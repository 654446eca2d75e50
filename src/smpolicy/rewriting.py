"""An overlay's file, to be changed in place: read, edited, and written back whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from smpolicy.api import Library
from smpolicy.corpus import joined_readings, read_file, read_text
from smpolicy.documents import OverlayForm
from smpolicy.errors import InvalidDocuments, UsageError
from smpolicy.files import shown
from smpolicy.lowering import lower
from smpolicy.source import Source, digest


@dataclass(kw_only=True, eq=False)
class NotAnOverlay(UsageError):  # noqa: N818  (named for what is wrong)
    """A file was to be changed as an overlay, and is another kind of document."""

    path: str
    #: The kind of document that it is.
    form: str

    def __str__(self) -> str:
        """Say what it is, and what was expected."""
        return f"`{self.path}` is no overlay but a document of the form `{self.form}`; name a draft or an issuance"


@dataclass(kw_only=True, eq=False)
class InvalidOverlay(InvalidDocuments):
    """A file was to be changed as an overlay, and has errors, or would have them."""

    #: The text in which the errors stand, where it could be read.
    source: Source | None


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
    reading = read_file(path, shown(path), named=True)
    if reading.document is None or reading.source is None:
        raise InvalidOverlay(diagnostics=reading.faults, source=reading.source)
    form = reading.document.form
    if not isinstance(form, OverlayForm):
        raise NotAnOverlay(path=reading.source.path, form=form.schema_)
    return OverlayFile(path=path, source=reading.source, form=form)


def checked(source: Source, library: Library, *, instead_of: OverlayForm) -> OverlayForm:
    """Return the overlay that a text holds, once it was checked among the other documents.

    It takes the place of the overlay that stood in its file, `instead_of`.

    Raises `InvalidOverlay` if it has errors.
    """
    reading = read_text(source, digest(source.text.encode()))
    others = tuple(each for each in library.corpus.documents if getattr(each.form, "id", None) != instead_of.id)
    around = replace(library.corpus, documents=others).joined(joined_readings({source.path: reading}))
    found = Library(corpus=around, lowered=lower(around.documents)).diagnostics
    errors = tuple(each for each in found if each.path == source.path and each.severity == "error")
    if errors or reading.document is None or not isinstance(reading.document.form, OverlayForm):
        raise InvalidOverlay(diagnostics=errors, source=source)
    return reading.document.form


def write(file: OverlayFile, text: str) -> None:
    """Write a file's new text: it is replaced as a whole, so that nobody ever finds half of it.

    Raises `OSError` where the system refuses.
    """
    path = file.path.resolve()  # a link stays a link
    # In the same folder, since a file can be moved in one step only within one file system.
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(text.encode())
        shutil.copymode(path, beside)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
