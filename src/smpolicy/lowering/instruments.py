"""Instruments of the base: their text, their norms, the slots that they open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import (
    BeginsForm,
    ConditionForm,
    ContactForm,
    InstrumentForm,
    InvitationForm,
    PrecedenceForm,
)
from smpolicy.foundations.source import Span
from smpolicy.lowering.conditions import lower_condition
from smpolicy.lowering.context import Context
from smpolicy.lowering.kinds import know_kinds
from smpolicy.lowering.norms import force_of_governing, govern, lower_norm, lower_should
from smpolicy.lowering.provisions import lower_provisions, unknown_provision
from smpolicy.meaning.conditions import ALWAYS, All, Condition
from smpolicy.meaning.naming import Words
from smpolicy.meaning.norms import (
    Begins,
    Contact,
    Instrument,
    Invitation,
    Limit,
    Norm,
    PrecedenceClause,
    Reminders,
    Slot,
    Use,
)


def lower_instrument(document: Document, context: Context) -> Instrument:
    """Lower an instrument of the base."""
    form = cast(InstrumentForm, document.form)
    scope = lower_condition(form.scope.holds, document, ("scope", "holds"), context) if form.scope.holds else ALWAYS
    persons = (
        lower_condition(form.scope.persons, document, ("scope", "persons"), context) if form.scope.persons else ALWAYS
    )
    if form.precedence is not None:
        know_kinds(form.precedence.over.promulgated_in, document, ("precedence", "over", "promulgated_in"), context)
    if form.invites is not None:
        know_kinds(form.invites.structures, document, ("invites", "structures"), context)
    return Instrument(
        id=form.id,
        title=form.title,
        number=form.number,
        short=form.short,
        issuer=form.issuer.body or "",
        layer=form.layer,
        version=form.version,
        digest=document.digest,
        status=form.status,
        issued=form.dates.issued,
        effective=form.dates.effective.interval(),
        scope=_within(scope, persons),
        persons=persons,
        scope_with=form.scope.with_,
        stated_by=tuple(f"{form.id}:{key}" for key in form.scope.stated_by),
        precedence=lower_precedence(form.precedence, f"{form.id}:{form.precedence.under}") if form.precedence else None,
        invites=_invitation(form, document, context),
        limits=_limit(form, document, context),
        reminders=Reminders(
            no_departure_found=form.reminders.no_departure_found,
            seek_advice=form.reminders.seek_advice,
            always=form.reminders.always,
        ),
        words=_words(form),
        preamble=tuple(form.preamble),
        provisions=tuple(lower_provisions(document)),
        norms=govern(_norms(form, document, context), context),
        slots=_slots(form, document),
        note=form.note or "",
        span=document.place("id"),
    )


def _within(scope: Condition, persons: Condition) -> Condition:
    """Return where an instrument speaks to an activity of the persons whom it covers, each part said once."""
    parts = scope.parts if isinstance(scope, All) else (scope,)
    return scope if persons in (ALWAYS, *parts) else All(parts=(*parts, persons))


def _norms(form: InstrumentForm, document: Document, context: Context) -> list[Norm]:
    above = force_of_governing(form, document)
    should = lower_should(form.should, document, context, home=form.id, title=form.short)
    return [
        lower_norm(
            f"{form.id}:{key}",
            each,
            document,
            ("norms", key),
            context,
            home=form.id,
            structure=None,
            governing=above,
            should=should,
        )
        for key, each in form.norms.items()
    ]


def _slots(form: InstrumentForm, document: Document) -> dict[str, Slot]:
    return {
        f"{form.id}:{key}": Slot(
            id=f"{form.id}:{key}",
            provision=f"{form.id}:{slot.under}",
            words=slot.words,
            open=slot.open,
            contact=lower_contact(slot.contact, form.id, document.place("slots", key, "contact"))
            if slot.contact
            else None,
            span=document.place("slots", key),
        )
        for key, slot in form.slots.items()
    }


def lower_precedence(form: PrecedenceForm, says: str) -> PrecedenceClause:
    """Lower a precedence clause; `says` is the provision, or the norm of an overlay, that says so."""
    return PrecedenceClause(
        provision=says,
        words=form.words,
        layer=form.over.layer,
        promulgated_in=tuple(form.over.promulgated_in),
        effect=form.effect,
    )


def _limit(form: InstrumentForm, document: Document, context: Context) -> Limit | None:
    if form.limits is None:
        return None
    return Limit(
        provision=f"{form.id}:{form.limits.under}",
        words=form.limits.words,
        uses=tuple(_uses("uses", form.limits.uses, document, context)),
        there=tuple(_uses("there", form.limits.there, document, context)),
    )


def _uses(key: str, forms: Mapping[str, ConditionForm], document: Document, context: Context) -> Iterator[Use]:
    for words, each in forms.items():
        yield Use(words=words, condition=lower_condition(each, document, ("limits", key, words), context))


def _invitation(form: InstrumentForm, document: Document, context: Context) -> Invitation | None:
    if form.invites is None:
        return None
    begins = form.invites.begins
    invitation = lower_invitation(form.invites, f"{form.id}:{form.invites.under}")
    return replace(invitation, begins=_begins(begins, form.id, document, context) if begins else None)


def _begins(form: BeginsForm, home: str, document: Document, context: Context) -> Begins:
    """Return how a new local text begins; what is wrong with the facts that it names is reported."""
    path: tuple[str, ...] = ("invites", "begins")
    if f"{home}:{form.under}" not in context.provisions:
        provision = f"{home}:{form.under}"
        context.faults.extend(unknown_provision(form.under, provision, document, path, context))
    for words, stated in form.act.items():
        lower_condition(stated, document, (*path, "act", words), context)
    return Begins(
        asks_for=form.asks_for or "",
        provision=f"{home}:{form.under}",
        act=tuple((key, form.act[key]) for key in form.act),
    )


def _words(form: InstrumentForm) -> Words:
    """Return the words that output uses; plain ones stand for what is not said."""
    said = {
        "organization": form.words.organization,
        "instrument": form.words.instrument or form.number,
        "local_text": form.words.local_text.one if form.words.local_text else None,
        "local_texts": form.words.local_text.many if form.words.local_text else None,
        "persons": form.words.persons,
        "principle": form.words.principle,
        "subject": form.words.subject or form.title,
        "authentic": form.words.authentic,
    }
    notices = {"": form.words.draft_notice or "", **form.words.draft_notices}
    return Words(
        draft_notices=tuple((author, words) for author, words in notices.items() if words),
        **{name: words for name, words in said.items() if words},
    )


def lower_invitation(form: InvitationForm, invites: str) -> Invitation:
    """Lower an invitation; `invites` is the provision, or the norm of an overlay, that invites."""
    return Invitation(provision=invites, words=form.words, structures=tuple(form.structures))


def lower_contact(form: ContactForm, document: str, span: Span) -> Contact:
    """Lower a contact; `span` is where a document names it."""
    return Contact(
        name=form.name or form.role or "", email=form.email, reviewed=form.reviewed, document=document, span=span
    )
