"""Prepare the packaged documents: read and check them once, when the package is built."""

from __future__ import annotations

from dataclasses import replace

from smpolicy.documents.corpus import joined_files, open_file
from smpolicy.documents.files import yaml_files
from smpolicy.documents.packaged import PREPARED, policies_folder, prepare, shown_as
from smpolicy.foundations.errors import InvalidDocuments
from smpolicy.library import Library
from smpolicy.lowering import lower


def prepared_text() -> str:
    """Return the prepared form of the packaged documents as they stand.

    Raises `InvalidDocuments` if one of them has an error: what was prepared is not checked again.
    """
    paths, unread = yaml_files(policies_folder())
    readings = {shown_as(path): open_file(path, shown_as(path)).reading for path in paths}
    corpus = joined_files(readings)
    lowered = lower(corpus.documents)
    _refuse_errors(Library(corpus=replace(corpus, faults=(*unread, *corpus.faults)), lowered=lowered))
    return prepare(
        (each.document, each.content, lowered.forces.get(each.document.path, {}))
        for each in readings.values()
        if each.document is not None
    )


def _refuse_errors(library: Library) -> None:
    errors = tuple(each for each in library.diagnostics if each.severity == "error")
    if errors:
        raise InvalidDocuments(diagnostics=errors)


def write_prepared() -> None:
    """Write the prepared form into the package; one that is right is left alone, since others may be reading it."""
    text = prepared_text()
    PREPARED.parent.mkdir(exist_ok=True)
    if not PREPARED.exists() or PREPARED.read_text(encoding="utf-8") != text:
        PREPARED.write_text(text, encoding="utf-8")
