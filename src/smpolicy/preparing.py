"""Prepare the packaged documents: read and check them once, when the package is built."""

from __future__ import annotations

from smpolicy.corpus import read_content
from smpolicy.diagnostics import Diagnostic
from smpolicy.documents import Document
from smpolicy.errors import InvalidDocuments
from smpolicy.files import decode, read_file, yaml_files
from smpolicy.packaged import PREPARED, policies_folder, prepare, shown_as
from smpolicy.source import digest


def prepared_text() -> str:
    """Return the prepared form of the packaged documents as they stand.

    Raises `InvalidDocuments` if one of them cannot be read without a fault.
    """
    found, faults = yaml_files(policies_folder())
    checked: list[tuple[Document, object]] = []
    for path in found:
        content, unread = read_file(path, shown_as(path))
        source, undecoded = decode(content or b"", shown_as(path))
        faults += [*unread, *undecoded]
        if source is not None and content is not None:
            document, unfit, plain = read_content(source, digest(content))
            faults += unfit
            if document is not None:
                checked.append((document, plain))
    _refuse(faults)
    return prepare(checked)


def _refuse(faults: list[Diagnostic]) -> None:
    if faults:
        raise InvalidDocuments(diagnostics=tuple(faults))


def write_prepared() -> None:
    """Write the prepared form into the package."""
    PREPARED.parent.mkdir(exist_ok=True)
    PREPARED.write_text(prepared_text(), encoding="utf-8")
