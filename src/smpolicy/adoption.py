"""The adoption of a draft: the file of a draft becomes the file of the issuance that was signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from smpolicy.api import Library
from smpolicy.beginning import PLACEHOLDER
from smpolicy.documents import IssuerForm, OverlayForm, SourceForm
from smpolicy.editing import Keys, put, remove
from smpolicy.errors import UsageError
from smpolicy.lowering.overlays import owner
from smpolicy.rewriting import OverlayFile, checked, write
from smpolicy.source import Source

_SPEAKS_OF_A_DRAFT: Final = re.compile(r"\bdraft", re.I)


@dataclass(kw_only=True, eq=False)
class NotAdoptable(UsageError):  # noqa: N818  (named for what is wrong)
    """A document cannot be turned into an issuance."""

    path: str
    reason: str

    def __str__(self) -> str:
        """Name the file and the reason."""
        return f"`{self.path}` cannot be adopted: {self.reason}; nothing was written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What is known of an issuance once it is signed."""

    #: How the issuance names itself: `Administrative Issuance 2026/03`.
    number: str
    #: The office that signed.
    signed_by: str
    #: The day on which it was signed, and the first day on which it holds.
    issued: date
    effective: date
    #: The digest of the signed text.
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """A file whose draft was adopted: what it was, what it is, and its text."""

    before: OverlayForm
    now: OverlayForm
    text: str

    def lines_about_a_draft(self) -> Iterator[tuple[int, str]]:
        """Yield each line that still speaks of a draft, with its number: words that only people can mend."""
        return ((number, line.strip()) for number, line in _lines(self.text) if _SPEAKS_OF_A_DRAFT.search(line))


def adopt(file: OverlayFile, signing: Signing, library: Library, *, name: str | None = None) -> Adopted:
    """Turn a draft into the issuance that was signed; with `name`, under another short name.

    Only the keys that say so are changed. The result is read again and checked before it is written.

    Raises `NotAdoptable` if the document is no draft, has words of `new` left in it or would take the id of another,
    `InvalidOverlay` if it has errors or would have them, and what `put` and `remove` raise.
    """
    _refuse_unfinished(file)
    checked(file.source, library, instead_of=file.form)
    structure = owner(file.form)
    new_id = f"{structure}/{name}" if name else file.form.id
    if new_id != file.form.id and new_id in library.lowered.instruments:
        raise NotAdoptable(path=file.source.path, reason=f"`{new_id}` is the id of another document")
    edited = _edited(file, structure, signing, new_id)
    now = checked(edited, library, instead_of=file.form)
    if now != _meant(file.form, structure, signing, new_id):
        raise NotAdoptable(path=file.source.path, reason="it would say something else than it should; edit it by hand")
    write(file, edited.text)
    return Adopted(before=file.form, now=now, text=edited.text)


def _refuse_unfinished(file: OverlayFile) -> None:
    if file.form.status != "draft":
        reason = f"its status is `{file.form.status}`, and only a draft can be adopted"
        raise NotAdoptable(path=file.source.path, reason=reason)
    left = [str(number) for number, line in _lines(file.source.text) if PLACEHOLDER in line]
    if left:
        lines = f"line{'s' if len(left) > 1 else ''} {', '.join(left)}"
        raise NotAdoptable(path=file.source.path, reason=f"words are still to be written in {lines}")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.splitlines(), 1)


def _edited(file: OverlayFile, structure: str, signing: Signing, new_id: str) -> Source:
    """Change the keys in which an issuance differs from its draft, and no others."""
    form, source = file.form, file.source
    changes: list[tuple[Keys, str, Keys]] = [
        (("status",), "in-force", ()),
        (("issuer", "structure"), structure, ("drafted_by",)),
        (("issuer", "signed_by"), signing.signed_by, ()),
        (("dates", "issued"), signing.issued.isoformat(), ("base", "context", "under")),
        (("dates", "effective", "from"), signing.effective.isoformat(), ()),
        (("source", "title"), signing.number, ("dates",)),
        (("source", "date"), signing.issued.isoformat(), ()),
        (("source", "digest"), signing.digest, ()),
    ]
    if new_id != form.id:
        changes.insert(0, (("id",), new_id, ()))
    for keys, value, after in changes:
        source = put(source, keys, value, after=after)
    for key in ("proposed_for", "drafted_by"):  # every draft without errors has both
        source = remove(source, (key,))
    return source


def _meant(form: OverlayForm, structure: str, signing: Signing, new_id: str) -> OverlayForm:
    """Return what the issuance must say: what the draft said, but for these keys."""
    return replace(
        form,
        id=new_id,
        status="in-force",
        issuer=IssuerForm(structure=structure, signed_by=signing.signed_by),
        proposed_for=None,
        drafted_by=None,
        dates=replace(
            form.dates, issued=signing.issued, effective=replace(form.dates.effective, from_=signing.effective)
        ),
        source=replace(
            form.source or SourceForm(title=""), title=signing.number, date=signing.issued, digest=signing.digest
        ),
    )
