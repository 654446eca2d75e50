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
    for document in documents:
        if isinstance(document.form, StructuresForm):
            _list(document.form, document, structures, context)
    overlays = [(document.form, document) for document in documents if isinstance(document.form, OverlayForm)]
    for form, document in sorted(overlays, key=lambda each: _naming(each[0])):
        _add_parts(form, document, structures)
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


def _add_parts(form: OverlayForm, document: Document, structures: dict[str, Structure]) -> None:
    """Add the parts that an overlay names; each bears the name of the overlay that took effect last."""
    for name, part in form.structures.items():
        parent = structures.get(name.rpartition("/")[0])
        if parent is not None and name.partition("/")[0] == owner(form):
            borne = Interval(start=form.dates.effective.from_)
            part_name = Name(name=part.name or name, short="", borne=borne)
            place = document.place("structures", name, key=True)
            structure = structures.get(name) or replace(parent, id=name, names=(), parent=parent.id, span=place)
            structures[name] = replace(structure, names=(*structure.names, part_name))


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
