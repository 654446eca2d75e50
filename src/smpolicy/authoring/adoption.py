"""The adoption of a draft: the file of a draft becomes the file of the issuance that was signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from smpolicy.authoring.beginning import PLACEHOLDER
from smpolicy.authoring.rewriting import OverlayFile, Placed, documents_beside, placed, write
from smpolicy.documents.editing import Keys, put, remove
from smpolicy.documents.forms import IssuerForm, OverlayForm, SourceForm
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.errors import UnreadablePath, UsageError
from smpolicy.foundations.source import Source, digest
from smpolicy.library import Library
from smpolicy.lowering.overlays import owner
from smpolicy.render.issuance import about_a_draft
from smpolicy.resolution.in_force import in_force_on


@dataclass(kw_only=True, eq=False)
class NotAdoptable(UsageError):  # noqa: N818  (named for what is wrong)
    """A document cannot be turned into an issuance."""

    path: str
    reason: str

    def __str__(self) -> str:
        """Name the file and the reason."""
        return f"`{self.path}` cannot be adopted: {self.reason}; nothing was written"


@dataclass(kw_only=True, eq=False)
class NotTheSignedText(UsageError):  # noqa: N818  (named for what is wrong)
    """A file was named as the signed text that cannot be it."""

    path: str
    reason: str

    def __str__(self) -> str:
        """Name the file and the reason."""
        return f"`{self.path}` {self.reason}, and not the signed text; nothing was written"


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
    """A file whose draft was adopted: what it was, and what it is, among the other documents."""

    before: OverlayForm
    now: OverlayForm
    placed: Placed

    @property
    def in_force(self) -> bool:
        """Whether it is in force on its first day: not where its structure is closed, or where it waits for others."""
        library, first = self.placed.library, self.now.dates.effective.from_ or date.min
        try:
            governing = library.governing_on(first)
        except UsageError:  # no one instrument governs on that day, so that nothing can be said of it
            return False
        then = in_force_on(
            instruments=library.lowered.on(first).instruments.values(),
            interpretations=(),
            structure=library.structures[owner(self.now)],
            structures=library.structures,
            governing=governing,
            day=first,
            drafts=False,
        )
        return self.now.id in {each.id for each in then.overlays}

    @property
    def retroactive(self) -> tuple[date, date] | None:
        """The first and the last day on which it holds by its own words before it was issued, if there are any."""
        first, issued = self.now.dates.effective.from_, self.now.dates.issued
        return (first, issued - timedelta(days=1)) if first and issued and first < issued else None

    def lines_about_a_draft(self) -> Iterator[tuple[int, str]]:
        """Yield each line that still speaks of a draft, with its number: words that only people can mend."""
        return about_a_draft((number, line.strip()) for number, line in _lines(self.placed.source.text))


def digest_of_signed(path: Path, file: OverlayFile, library: Library) -> str:
    """Return the digest of the signed text, which may be a file of any kind and size.

    Raises `UnreadablePath` if it is not there, and `NotTheSignedText` if it is empty or one of the documents.
    """
    if not path.is_file():
        raise UnreadablePath(path=str(path), reason="the signed text is not there, or is no file")
    content = path.read_bytes()
    if not content.strip():
        raise NotTheSignedText(path=str(path), reason="is empty")
    signed = digest(content)
    if signed == digest(file.source.text.encode()):
        raise NotTheSignedText(path=str(path), reason="is the draft itself")
    same = [each.path for each in library.corpus.documents if each.digest == signed]
    if same:
        raise NotTheSignedText(path=str(path), reason=f"is the document `{same[0]}`")
    return signed


def adopt(file: OverlayFile, signing: Signing, library: Library, *, name: str | None = None) -> Adopted:
    """Turn a draft into the issuance that was signed; with `name`, under another short name.

    Only the keys that say so are changed. The result is read again and checked, among all other documents, before it is
    written.

    Raises `NotAdoptable` if the document is no draft, has words of `new` left in it or would have the id of another,
    `InvalidOverlay` if it has errors, or if it or another document would have them by this, and what `put`, `remove`
    and `write` raise.
    """
    _refuse_unfinished(file)
    draft = placed(file, file.source, library)
    _refuse(draft, [each for each in draft.errors if each.path == file.source.path])
    structure = owner(file.form)
    new_id = f"{structure}/{name}" if name else file.form.id
    if new_id in {getattr(each.form, "id", None) for each in documents_beside(file, library)}:
        raise NotAdoptable(path=file.source.path, reason=f"`{new_id}` is the id of another document")
    issued = placed(file, _edited(file, structure, signing, new_id), library)
    already_said = set(map(_said, draft.errors))
    _refuse(issued, [each for each in issued.errors if _said(each) not in already_said])
    if issued.form != _meant(file.form, structure, signing, new_id):
        raise NotAdoptable(path=file.source.path, reason="it would say something else than it should; edit it by hand")
    write([(file, issued.source.text)])
    return Adopted(before=file.form, now=issued.form, placed=issued)


def _refuse(where: Placed, errors: Sequence[Diagnostic]) -> None:
    if errors:
        raise where.invalid(errors)


def _said(error: Diagnostic) -> tuple[str, str, str]:
    """Return by what an error is known again: other places that it names may have moved."""
    return error.place, error.code, error.message


def _refuse_unfinished(file: OverlayFile) -> None:
    if file.form.status != "draft":
        reason = f"its status is `{file.form.status}`, and only a draft can be adopted"
        raise NotAdoptable(path=file.source.path, reason=reason)
    unfilled = [str(number) for number, line in _lines(file.source.text) if PLACEHOLDER in line]
    if unfilled:
        lines = f"line{'s' if len(unfilled) > 1 else ''} {', '.join(unfilled)}"
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
