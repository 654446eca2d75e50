"""Overlays: what the issuances of structures add to the instruments of the base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import BaseForm, NormForm, OverlayForm, SubStructureForm
from smpolicy.foundations.source import Path
from smpolicy.lowering.context import Context
from smpolicy.lowering.instruments import lower_contact
from smpolicy.lowering.norms import anchored, govern, lower_norm, lower_should
from smpolicy.meaning.conditions import ALWAYS
from smpolicy.meaning.kinds import BY_CLAIM
from smpolicy.meaning.norms import Contact, Instrument, Norm, Pin, Remark, Review


def lower_overlay(document: Document, context: Context) -> Instrument:
    """Lower an overlay."""
    form = cast(OverlayForm, document.form)
    structure = owner(form)
    return Instrument(
        id=form.id,
        title=form.title,
        number=form.source.title if form.source else form.id,
        short=form.source.title if form.source else form.id,
        issuer=(form.issuer.signed_by or "") if form.issuer else "",
        layer=form.layer,
        version=str(form.dates.issued) if form.dates.issued else form.status,
        digest=document.digest,
        status=form.status,
        issued=form.dates.issued,
        effective=form.dates.effective.interval(),
        scope=ALWAYS,
        persons=ALWAYS,
        scope_with=form.under.partition(":")[0],
        stated_by=(),
        precedence=None,
        preamble=(),
        provisions=(),
        norms=govern(list(_norms(form, document, context)), context),
        slots={},
        structure=structure,
        under=form.under.partition(":")[2],
        drafted_by=form.drafted_by or "",
        fills=_fills(form, document),
        remarks=(*_claims(form, document), *_guidance(form, document), *_around(form, document)),
        reviews=tuple(_reviews(form, document)),
        supersedes=tuple(form.supersedes),
        pin=pinned_text(form.base) if form.base else None,
        concurred=form.concurrence.date if form.concurrence else None,
        published=form.dates.published,
        substructures={name: part.name or name for name, part in form.structures.items()},
        note=form.note or "",
        span=document.place("id"),
    )


def owner(form: OverlayForm) -> str:
    """Return the structure that an overlay belongs to, as it says itself."""
    return (form.issuer.structure if form.issuer else form.proposed_for) or form.id.partition("/")[0]


def pinned_text(form: BaseForm) -> Pin:
    """Return the text that a document says it was written against."""
    return Pin(id=form.id, version=form.version, digest=form.digest, text_digest=form.text_digest)


def _owners(form: OverlayForm) -> Iterator[tuple[str, Path, OverlayForm | SubStructureForm]]:
    """Yield the structure and each part of it that an overlay names, with the path of what is said for it alone."""
    yield owner(form), (), form
    for name, part in form.structures.items():
        yield name, ("structures", name), part


def _norms(form: OverlayForm, document: Document, context: Context) -> Iterator[Norm]:
    title = form.source.title if form.source else form.id
    should = lower_should(form.should, document, context, home="", title=title)
    for structure, path, part in _owners(form):
        prefix = f"{form.id}#{structure.partition('/')[2]}/" if path else f"{form.id}#"
        forms: Mapping[str, NormForm] = part.norms
        for key, norm in forms.items():
            norm_path = (*path, "norms", key)
            yield lower_norm(
                f"{prefix}{key}",
                norm,
                document,
                norm_path,
                context,
                home="",
                structure=structure,
                governing={},
                should=should,
            )


def _fills(form: OverlayForm, document: Document) -> dict[tuple[str, str], Contact]:
    """Return whom the overlay names for slots of the text, with the line that names each."""
    return {
        (structure, slot): lower_contact(each, form.id, document.place(*path, "slots", slot, key=True))
        for structure, path, part in _owners(form)
        for slot, each in part.slots.items()
    }


def _claims(form: OverlayForm, document: Document) -> Iterator[Remark]:
    for n, claim in enumerate(form.claims):
        under = claim.under or claim.replaces or form.under
        yield Remark(
            kind="claim",
            provision=anchored(under, "", form),
            does=BY_CLAIM[claim.kind],
            anchor=_own_norm(under, form),
            text=claim.text,
            structure=owner(form),
            span=document.place("claims", n),
        )


def _reviews(form: OverlayForm, document: Document) -> Iterator[Review]:
    for n, review in enumerate(form.reviews):
        yield Review(
            of=f"{form.id}{review.of}",
            kind=review.kind,
            against=review.against or "",
            by=review.by,
            on=review.date,
            decision=review.decision,
            why=review.why,
            span=document.place("reviews", n, "of"),
        )


def _guidance(form: OverlayForm, document: Document) -> Iterator[Remark]:
    for structure, path, part in _owners(form):
        for n, guidance in enumerate(part.guidance):
            yield Remark(
                kind="guidance",
                provision=anchored(guidance.under, "", form),
                anchor=_own_norm(guidance.under, form),
                text=guidance.text,
                structure=structure,
                span=document.place(*path, "guidance", n),
            )


def _own_norm(under: str, form: OverlayForm) -> str:
    """Return the id of the overlay's own norm that something stands under; nothing where it is a provision."""
    return f"{form.id}{under}" if under.startswith("#") else ""


def _around(form: OverlayForm, document: Document) -> Iterator[Remark]:
    """Yield what an overlay says beside its norms: its context, its terms, and its note."""

    def remark(kind: Literal["context", "term", "note"], text: str, *path: str, term: str = "") -> Remark:
        words, span = " ".join(text.split()), document.place(*path, key=True)
        return Remark(kind=kind, provision=form.under, text=words, term=term, structure=owner(form), span=span)

    if form.context:
        yield remark("context", form.context, "context")
    for term, meaning in form.terms.items():
        yield remark("term", f"{term}: {meaning}", "terms", term, term=term)
    if form.note:
        yield remark("note", form.note, "note")
