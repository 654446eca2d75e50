"""Interpretations: documents that close open questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import InterpretationForm
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.lowering.context import Context, fault
from smpolicy.lowering.lowering_rules import UNKNOWN_DOCUMENT, UNKNOWN_READING
from smpolicy.meaning.norms import Closing, Instrument, Interpretation
from smpolicy.meaning.vocabulary import OpenQuestion


def lower_interpretation(document: Document, instruments: Mapping[str, Instrument], context: Context) -> Interpretation:
    """Lower an interpretation; what closes no question of the instrument by one of its readings is reported."""
    form = cast(InterpretationForm, document.form)
    if form.interprets not in instruments or instruments[form.interprets].structure:
        context.faults.append(_unknown_instrument(form, instruments, document))
    number = form.source.title if form.source else form.title
    return Interpretation(
        id=form.id,
        title=form.title,
        number=number,
        issuer=(form.issuer.body or form.issuer.signed_by or "") if form.issuer else "",
        drafted_by=form.drafted_by or "",
        version=str(form.dates.issued) if form.dates.issued else form.status,
        digest=document.digest,
        status=form.status,
        effective=form.dates.effective.interval(),
        interprets=form.interprets,
        closings=tuple(_closings(form, document, instruments, context)),
        supersedes=tuple(form.supersedes),
        note=form.note or "",
        span=document.place("id"),
    )


def _unknown_instrument(
    form: InterpretationForm, instruments: Mapping[str, Instrument], document: Document
) -> Diagnostic:
    listed = ", ".join(f"`{each.id}`" for each in instruments.values() if each.structure is None)
    return fault(
        UNKNOWN_DOCUMENT,
        f"no instrument is called `{form.interprets}`",
        document,
        ("interprets",),
        help=f"the instruments are {listed}",
    )


def _closings(
    form: InterpretationForm, document: Document, instruments: Mapping[str, Instrument], context: Context
) -> Iterator[Closing]:
    provisions = {norm.id: norm.provision for each in instruments.values() for norm in each.norms}
    for name, closing in form.closes.items():
        question = context.questions.get(name)
        if question is None or not name.startswith(f"{form.interprets}:"):
            context.faults.append(_unknown_question(name, form, document, context))
        elif closing.reading not in dict(question.readings):
            context.faults.append(_unknown_reading(question, closing.reading, document))
        else:
            first = next((each.id for each in instruments[form.interprets].provisions), form.interprets)
            touched = [provisions.get(each, each) for each in question.touches]
            yield Closing(
                question=name,
                reading=closing.reading,
                text=" ".join(closing.text.split()),
                provision=next((each for each in touched if each in context.provisions), first),
                span=document.place("closes", name, "text"),
            )


def _unknown_question(name: str, form: InterpretationForm, document: Document, context: Context) -> Diagnostic:
    questions = [f"`{each.id}`" for each in context.questions.values() if each.id.startswith(f"{form.interprets}:")]
    return fault(
        UNKNOWN_READING,
        f"`{form.interprets}` has no open question `{name}`",
        document,
        ("closes", name),
        key=True,
        help=f"its open questions are {', '.join(questions)}" if questions else "it has no open questions",
    )


def _unknown_reading(question: OpenQuestion, chosen: str, document: Document) -> Diagnostic:
    listed = ", ".join(f"`{reading}`" for reading, _ in question.readings)
    return fault(
        UNKNOWN_READING,
        f"`{chosen}` is no reading of `{question.id}`",
        document,
        ("closes", question.id, "reading"),
        help=f"its readings are {listed}" if listed else "no readings of it are told apart here, so none can be chosen",
    )
