"""Norms: force and polarity read off their words, and what governing norms hand down to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from smpolicy.documents.document import Document, WordedForce
from smpolicy.documents.forms import InstrumentForm, NormForm, OverlayForm, ShouldForm
from smpolicy.foundations.source import Path
from smpolicy.lowering.conditions import lower_condition, lower_lines
from smpolicy.lowering.context import Context, fault, identity
from smpolicy.lowering.lowering_rules import NOT_A_CONDITION, UNKNOWN_PROVISION
from smpolicy.lowering.persons import bearers, borne
from smpolicy.lowering.provisions import ancestors, nearest_provision, unknown_provision
from smpolicy.lowering.tiers import Footing, beneath, footing
from smpolicy.meaning.conditions import NEVER
from smpolicy.meaning.norms import Norm, Should, Step

if TYPE_CHECKING:
    from smpolicy.meaning.modality import Modality


def lower_norm(
    full: str,
    form: NormForm,
    document: Document,
    path: Path,
    context: Context,
    *,
    home: str,
    structure: str | None,
    governing: Mapping[str, Modality],
    should: Should | None,
) -> Norm:
    """Lower one norm; `full` is its id, `home` the instrument in whose text short names stand.

    `should` is what its document says of its own "should".
    """
    overlay = document.form if isinstance(document.form, OverlayForm) else None
    place = anchored(form.under, home, overlay, context)
    under = place.provision
    provision = context.provisions.get(under)
    if provision is None or "#" in form.under[1:]:
        context.faults.extend(unknown_provision(form.under, under, document, path, context))
    said = document.forces.get(path) or _said(form, under, governing, context)
    context.forces.setdefault(document.path, {})[path] = said
    advised = should if should and said.force == "should" and not form.force else None
    bound = bearers(form, context)
    title = overlay and (overlay.source.title if overlay.source else overlay.id)
    return Norm(
        id=full,
        instrument=identity(document),
        provision=under,
        citation=f"{title}, {full.rpartition('#')[2]}" if title else provision.citation if provision else full,
        text=" ".join(form.text.split()),
        kind=form.kind or "",
        force=advised.force if advised else form.force or said.force or "none",
        polarity=form.polarity or said.polarity,
        force_words=said.words,
        bearer=bound,
        borne=borne(bound),
        act=lower_lines(form.act, document, (*path, "act"), context),
        when=lower_lines(form.when, document, (*path, "when"), context),
        unless=tuple(lower_lines(lines, document, (*path, *keys), context) for keys, lines in _exceptions(form)),
        role=form.role,
        own_scope=form.scope == "own",
        governs=_governed(form, under, home, document, path, context),
        defines=form.defines,
        step=_step(form, home, document, path, context),
        should=advised if form.act else None,
        structure=structure,
        beneath=beneath(overlay, context.overlays) if overlay else (),
        anchors=place.anchors,
        draft=overlay is not None and overlay.status == "draft",
        note=form.note or "",
        at=path,
        span=document.place(*path, "text"),
    )


def _exceptions(form: NormForm) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield each exception with its path below the norm."""
    if isinstance(form.unless, list):
        yield from ((("unless", n), each) for n, each in enumerate(form.unless))
    elif form.unless:
        yield ("unless",), form.unless


def _step(form: NormForm, home: str, document: Document, path: Path, context: Context) -> Step | None:
    if form.step is None:
        return None
    late_path: Path = (*path, "step", "late")
    if form.step.late is not None and form.role != "step":
        context.faults.append(
            fault(
                NOT_A_CONDITION,
                "`late` says when a duty left undone counts, and this norm is no such step: it counts wherever it is "
                "broken",
                document,
                late_path,
                key=True,
                help="remove `late:`, or write `role: step` if the norm asks for something to be done and no more",
            )
        )
    return Step(
        do=form.step.do,
        slot=form.step.contact and _local(form.step.contact, home),
        on=form.step.on or ("applies" if form.role == "step" else "broken"),
        late=lower_condition(form.step.late, document, late_path, context) if form.step.late is not None else NEVER,
    )


def _governed(
    form: NormForm, under: str, home: str, document: Document, path: Path, context: Context
) -> tuple[str, ...]:
    """Return the provisions whose norms a norm hands its conditions down to: all below its own, or those it names."""
    if not isinstance(form.governs, list):
        return (under,) if form.governs else ()
    named = tuple(_local(each, home) for each in form.governs)
    for n, each in enumerate(named):
        if under not in ancestors(each, context):
            context.faults.append(
                fault(
                    UNKNOWN_PROVISION,
                    f"`{form.governs[n]}` is no provision below `{form.under}`",
                    document,
                    (*path, "governs", n),
                    help=nearest_provision(each, context.provisions, context.example),
                    provision=each,
                )
            )
    return named


def _local(name: str, home: str) -> str:
    return name if ":" in name or not home else f"{home}:{name}"


def anchored(under: str, home: str, overlay: OverlayForm | None, context: Context) -> Footing:
    """Return the place that `under` names; what stands under a norm stands where that norm stands."""
    return Footing(provision=_local(under, home)) if overlay is None else footing(under, overlay, context.overlays)


def govern(norms: list[Norm], context: Context) -> tuple[Norm, ...]:
    """Hand down to each norm the conditions of the norms that govern its provision."""
    governing = {norm.provision: norm for norm in norms if norm.governs}
    governed = []
    for norm in norms:
        around = (norm.provision, *ancestors(norm.provision, context))
        above = [
            governing[each]
            for each in around[1:]
            if each in governing and not set(governing[each].governs).isdisjoint(around)
        ]
        when = tuple(line for each in above for line in each.when)
        unless = tuple(exception for each in above for exception in each.unless)
        governed.append(
            norm if norm.defines else replace(norm, when=(*when, *norm.when), unless=(*norm.unless, *unless))
        )
    return tuple(governed)


def _said(form: NormForm, provision: str, governing: Mapping[str, Modality], context: Context) -> WordedForce:
    """Read a norm's force and polarity off its words, or off the nearest words that govern them.

    Where no act turns on them, they are shown and no more, and whatever stands beside them makes no difference.
    """
    from smpolicy.meaning.modality import read_modality, worded  # many patterns, which packaged norms do without

    above = next((governing[each] for each in ancestors(provision, context) if each in governing), None)
    modality = read_modality(form.text, above if form.governs is None else None) if form.act else worded(form.text)
    return WordedForce(force=modality.force, polarity=modality.polarity, words=modality.words)


def lower_should(
    form: ShouldForm | None, document: Document, context: Context, *, home: str, title: str
) -> Should | None:
    """Lower what a document says of its own "should"; `home` is the instrument that says so, none for an overlay."""
    if form is None:
        return None
    under = f"{home}:{form.under}" if home else form.under
    provision = context.provisions.get(under) if home else None
    if not home and not under.startswith("#"):
        context.faults.append(
            fault(
                UNKNOWN_PROVISION,
                f"`{under}` is no norm of this document, and only of its own “should” can it say what that means",
                document,
                ("should", "under"),
                help="let a norm of this document say so, in words alone, and name it, as in `#wording`",
                provision=under,
            )
        )
    elif provision is None and ("norms", under.removeprefix("#")) not in document.places:
        context.faults.extend(unknown_provision(form.under, under, document, ("should",), context))
    citation = provision.citation if provision else f"{title}, {under.removeprefix('#')}"
    return Should(force=form.force, words=" ".join(form.words.split()), citation=citation)


def force_of_governing(form: InstrumentForm, document: Document) -> dict[str, Modality]:
    """Return what the governing norms of an instrument say of force, by provision; nothing where none need be read."""
    norms = [] if document.forces else [norm for norm in form.norms.values() if norm.governs]
    if not norms:
        return {}
    from smpolicy.meaning.modality import worded

    modalities = {f"{form.id}:{norm.under}": worded(norm.text) for norm in norms}
    return {provision: modality for provision, modality in modalities.items() if modality.force != "none"}
