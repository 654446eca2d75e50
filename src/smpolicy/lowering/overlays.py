"""Overlays: what the issuances of structures add to the instruments of the base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Literal, cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import BaseForm, NormForm, OverlayForm, SubStructureForm
from smpolicy.foundations.source import Path
from smpolicy.lowering.context import Context
from smpolicy.lowering.instruments import lower_contact, lower_invitation, lower_precedence
from smpolicy.lowering.kinds import know_kinds
from smpolicy.lowering.norms import anchored, govern, lower_norm, lower_should
from smpolicy.lowering.tiers import beneath
from smpolicy.meaning.conditions import ALWAYS
from smpolicy.meaning.kinds import BY_CLAIM
from smpolicy.meaning.norms import Contact, Instrument, Invitation, Norm, Pin, PrecedenceClause, Remark, Review


def lower_overlay(document: Document, context: Context) -> Instrument:
    """Lower an overlay."""
    form = cast(OverlayForm, document.form)
    structure = owner(form)
    *passed, top = _line(form, context)
    return Instrument(
        id=form.id,
        title=form.title,
        number=called(form),
        short=called(form),
        issuer=(form.issuer.signed_by or "") if form.issuer else "",
        layer=form.layer,
        version=str(form.dates.issued) if form.dates.issued else form.status,
        digest=document.digest,
        status=form.status,
        issued=form.dates.issued,
        effective=form.dates.effective.interval(),
        scope=ALWAYS,
        persons=ALWAYS,
        scope_with=top.under.partition(":")[0],
        stated_by=(),
        precedence=_precedence(form, document, context),
        invites=_invitation(form, document, context),
        preamble=(),
        provisions=(),
        norms=_in_force(form, govern(list(_norms(form, document, context)), context)),
        slots={},
        structure=structure,
        under=_stands_under(form, context),
        beneath=beneath(form, context.overlays),
        anchors=tuple(each.under for each in passed),
        nature=form.nature,
        drafted_by=form.drafted_by or "",
        fills=_fills(form, document),
        remarks=(
            *_claims(form, document, context),
            *_guidance(form, document, context),
            *_around(form, document, context),
        ),
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
    return (form.issuer.structure if form.issuer else form.proposed_for) or form.id.rpartition("/")[0]


def called(form: OverlayForm) -> str:
    """Return what an overlay is called: by its signed text, or else by its id."""
    return form.source.title if form.source else form.id


def _stands_under(form: OverlayForm, context: Context) -> str:
    """Say what an overlay stands under: the number of a provision, or a norm and what the overlay of that is under."""
    *passed, top = _line(form, context)
    words = top.under.partition(":")[2]
    for below, above in reversed([*pairwise((*passed, top))]):
        words = f"{called(above)}, {below.under.partition('#')[2]}, under {words}"
    return words


def _line(form: OverlayForm, context: Context) -> list[OverlayForm]:
    """Return an overlay and those that it stands under, the nearest first."""
    return [form, *(context.overlays[name] for name in beneath(form, context.overlays))]


def _precedence(form: OverlayForm, document: Document, context: Context) -> PrecedenceClause | None:
    if form.precedence is None:
        return None
    know_kinds(form.precedence.over.promulgated_in, document, ("precedence", "over", "promulgated_in"), context)
    return lower_precedence(form.precedence, _full(form.precedence.under, form))


def _invitation(form: OverlayForm, document: Document, context: Context) -> Invitation | None:
    if form.invites is None:
        return None
    know_kinds(form.invites.structures, document, ("invites", "structures"), context)
    return lower_invitation(form.invites, _full(form.invites.under, form))


def _full(under: str, form: OverlayForm) -> str:
    return f"{form.id}{under}" if under.startswith("#") else under


def _in_force(form: OverlayForm, norms: tuple[Norm, ...]) -> tuple[Norm, ...]:
    """Return the norms of an overlay with the force that they have; in one that only explains none has any."""
    return norms if form.nature == "supplements" else tuple(replace(norm, force="none") for norm in norms)


def pinned_text(form: BaseForm) -> Pin:
    """Return the text that a document says it was written against."""
    return Pin(
        id=form.id,
        version=form.version,
        digest=form.digest,
        text_digest=form.text_digest,
        anchors=tuple(form.anchors.items()),
    )


def _owners(form: OverlayForm) -> Iterator[tuple[str, Path, OverlayForm | SubStructureForm]]:
    """Yield the structure and each part of it that an overlay names, with the path of what is said for it alone."""
    yield owner(form), (), form
    for name, part in form.structures.items():
        yield name, ("structures", name), part


def _norms(form: OverlayForm, document: Document, context: Context) -> Iterator[Norm]:
    title = called(form)
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


def _claims(form: OverlayForm, document: Document, context: Context) -> Iterator[Remark]:
    for n, claim in enumerate(form.claims):
        under = claim.under or claim.replaces or form.under
        yield Remark(
            kind="claim",
            provision=anchored(under, "", form, context).provision,
            does=BY_CLAIM[claim.kind],
            anchor=_norm_above(under, form),
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


def _guidance(form: OverlayForm, document: Document, context: Context) -> Iterator[Remark]:
    for structure, path, part in _owners(form):
        for n, guidance in enumerate(part.guidance):
            yield Remark(
                kind="guidance",
                provision=anchored(guidance.under, "", form, context).provision,
                anchor=_norm_above(guidance.under, form),
                text=guidance.text,
                structure=structure,
                span=document.place(*path, "guidance", n),
            )


def _norm_above(under: str, form: OverlayForm) -> str:
    """Return the id of the norm of an overlay that something stands under; nothing where it is a provision."""
    return _full(under, form) if "#" in under else ""


def _around(form: OverlayForm, document: Document, context: Context) -> Iterator[Remark]:
    """Yield what an overlay says beside its norms: its context, its terms, and its note."""
    provision = anchored(form.under, "", form, context).provision

    def remark(kind: Literal["context", "term", "note"], text: str, *path: str, term: str = "") -> Remark:
        words, span = " ".join(text.split()), document.place(*path, key=True)
        return Remark(kind=kind, provision=provision, text=words, term=term, structure=owner(form), span=span)

    if form.context:
        yield remark("context", form.context, "context")
    for term, meaning in form.terms.items():
        yield remark("term", f"{term}: {meaning}", "terms", term, term=term)
    if form.note:
        yield remark("note", form.note, "note")
