"""Persons: whom norms can bind, as vocabularies declare them, and whom one norm binds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import NormForm, PersonForm, VocabularyForm
from smpolicy.lowering.conditions import lower_condition
from smpolicy.lowering.context import Context, declared_otherwise
from smpolicy.meaning.conditions import NEVER, AnyOf, Condition
from smpolicy.meaning.vocabulary import Bearer


def declare_persons(document: Document, context: Context) -> None:
    """Declare whom norms can bind by the words of a vocabulary; a name counts once."""
    for name, form in cast(VocabularyForm, document.form).persons.items():
        place = document.place("persons", name, key=True)
        bearer = Bearer(
            name=name,
            label=form.label,
            plural=form.plural or form.label,
            told_by=_told_by(name, form, document, context),
            by_default=form.by_default and form.told_by is not None,
            span=place,
        )
        first = context.persons.setdefault(name, bearer)
        if first != bearer:
            mend = "say it in the very same words and with the same `told_by:`, or use a name of its own"
            context.faults.append(declared_otherwise(f"`{name}`", ("persons", name), first.span, document, mend))


def _told_by(name: str, form: PersonForm, document: Document, context: Context) -> Condition | None:
    """Return who is one; a condition that cannot be understood, which is reported, is that of nobody."""
    if form.told_by is None:
        return None
    faults_before = len(context.faults)
    condition = lower_condition(form.told_by, document, ("persons", name, "told_by"), context)
    return condition if len(context.faults) == faults_before else NEVER


def bearers(form: NormForm, context: Context) -> tuple[Bearer, ...]:
    """Return whom a norm binds: those whom it names, or whoever is bound by default.

    Whom nobody declares is nobody; `checks.unknown_bearer` reports that.
    """
    if not form.bearer:
        return tuple(each for each in context.persons.values() if each.by_default)
    return tuple(context.persons.get(name) or _undeclared(name) for name in form.bearer)


def _undeclared(name: str) -> Bearer:
    return Bearer(name=name, label=name, plural=name, told_by=NEVER, by_default=False)


def borne(bearers: Iterable[Bearer]) -> Condition:
    """Return the condition that the person is one of the bearers."""
    return AnyOf(parts=tuple(each.told_by for each in bearers if each.told_by not in (None, NEVER)))
