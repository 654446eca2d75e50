"""The structures of the registry, and the parts of them that overlays name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from smpolicy.documents.document import Document
from smpolicy.documents.forms import OverlayForm, StructureForm, StructuresForm
from smpolicy.foundations.diagnostics import Related
from smpolicy.foundations.timeline import Interval
from smpolicy.lowering.context import Context, fault
from smpolicy.lowering.kinds import know_kind
from smpolicy.lowering.lowering_rules import DUPLICATE_ID, UNKNOWN_VALUE
from smpolicy.lowering.overlays import owner
from smpolicy.meaning.norms import Name, Structure
from smpolicy.meaning.vocabulary import read_answer


def lower_structures(documents: Iterable[Document], context: Context) -> dict[str, Structure]:
    """Return the structures of the registry and their parts, by id; a part is of its structure's kind."""
    structures: dict[str, Structure] = {}
    documents = list(documents)
    registries = [(document.form, document) for document in documents if isinstance(document.form, StructuresForm)]
    for registry, document in registries:
        _list(registry, document, structures, context)
    parts = [
        (listed, document, index)
        for registry, document in registries
        for index, listed in enumerate(registry.structures)
        if "/" in listed.id
    ]
    for listed, document, index in sorted(parts, key=lambda each: each[0].id.count("/")):
        _place(listed, document, index, structures, context)
    overlays = [(document.form, document) for document in documents if isinstance(document.form, OverlayForm)]
    named = [
        (name, form, document)
        for form, document in sorted(overlays, key=lambda each: _naming(each[0]))
        for name in form.structures
    ]
    for name, form, document in sorted(named, key=lambda each: each[0].count("/")):
        _add_part(name, form, document, structures)
    return structures


def _naming(form: OverlayForm) -> tuple[bool, date, str]:
    """Return in which order overlays name parts: drafts first, since the last name that is borne counts."""
    return form.status != "draft", form.dates.effective.from_ or date.min, form.id


def _list(form: StructuresForm, document: Document, structures: dict[str, Structure], context: Context) -> None:
    for index, listed in enumerate(form.structures):
        if listed.id in structures:
            context.faults.append(
                fault(
                    DUPLICATE_ID,
                    f"the structure `{listed.id}` is listed twice",
                    document,
                    ("structures", index, "id"),
                    help="remove one of the two",
                )
            )
        structures.setdefault(listed.id, _structure(listed, document, index))
        if know_kind(listed.kind, document, ("structures", index, "kind"), context):
            _answer_by_kind(listed, document, index, context)


def _place(
    form: StructureForm, document: Document, index: int, structures: dict[str, Structure], context: Context
) -> None:
    """Put a structure of the registry into the one that it is a part of, by its id: with that one it closes."""
    parent = form.id.rpartition("/")[0]
    if parent not in structures:
        context.faults.append(
            fault(
                UNKNOWN_VALUE,
                f"the registry lists no `{parent}`, of which `{form.id}` is a part by its id",
                document,
                ("structures", index, "id"),
                help=f"list `{parent}` too, or give the part of it another id",
            )
        )
        return
    own, above = structures[form.id], structures[parent]
    closed = min((day for day in (own.closed, above.closed) if day is not None), default=None)
    structures[form.id] = replace(own, parent=parent, closed=closed)


def _answer_by_kind(form: StructureForm, document: Document, index: int, context: Context) -> None:
    """Report a kind that is no answer to a fact which documents leave to the structure to answer."""
    for fact in context.facts.values():
        if fact.answered_by != "structure" or isinstance(read_answer(fact.domain, form.kind), str):
            continue
        context.faults.append(
            fault(
                UNKNOWN_VALUE,
                f"`{form.kind}` is no value of `{fact.name}`, which every policy of this structure states",
                document,
                ("structures", index, "kind"),
                help=f"declare `{form.kind}` among the values of `{fact.name}`; now it is {fact.domain.describe()}",
                related=[Related(span=fact.span, message="it is declared here")] if fact.span else (),
            )
        )


def _add_part(name: str, form: OverlayForm, document: Document, structures: dict[str, Structure]) -> None:
    """Add a part that an overlay names; it bears the name of the overlay that took effect last, or of the registry."""
    parent, listed = structures.get(name.rpartition("/")[0]), structures.get(name)
    if parent is None or not name.startswith(f"{owner(form)}/") or (listed is not None and not listed.unlisted):
        return
    part_name = Name(
        name=form.structures[name].name or name, short="", borne=Interval(start=form.dates.effective.from_)
    )
    place = document.place("structures", name, key=True)
    part = listed or replace(parent, id=name, names=(), parent=parent.id, unlisted=True, span=place)
    structures[name] = replace(part, names=(*part.names, part_name))


def _structure(form: StructureForm, document: Document, index: int) -> Structure:
    return Structure(
        id=form.id,
        kind=form.kind,
        names=tuple(Name(name=each.name, short=each.short or "", borne=each.interval()) for each in form.names)
        or (Name(name=form.id, short="", borne=Interval()),),
        seat=form.seat or "",
        closed=form.closed,
        unconfirmed=tuple(form.unconfirmed),
        note=form.note or "",
        span=document.place("structures", index, "id"),
    )
