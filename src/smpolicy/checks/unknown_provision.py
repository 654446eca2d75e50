"""Whatever names a provision names one that exists; norms are looked at when they are understood."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.document import Document
from smpolicy.documents.forms import InstrumentForm, OverlayForm
from smpolicy.foundations.corrections import written_instead
from smpolicy.foundations.diagnostics import Diagnostic, report
from smpolicy.foundations.source import Path
from smpolicy.lowering.lowering_rules import UNKNOWN_PROVISION as RULE
from smpolicy.lowering.overlays import owner
from smpolicy.lowering.provisions import nearest_provision, provision_meant
from smpolicy.lowering.tiers import astray

_A_PROVISION: Final = "name the provision that it stands under"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report claims, guidance, slots and precedence clauses that stand under no provision there is."""
    for document, said, under, path in _named(checked):
        form = document.form
        if isinstance(form, OverlayForm) and "#" in under[1:]:
            lapsed, example = checked.lapsed, checked.lowered.example
            wrong = astray(under, form, checked.overlay_forms, lapsed=lapsed, example=example)
            wrong = wrong or _elsewhere(under, form, checked)
            if wrong is not None:
                yield report(RULE, wrong[0], document.place(*path), help=wrong[1])
            continue
        own = isinstance(form, OverlayForm) and under.startswith("#") and under[1:] in form.norms
        if under not in checked.provisions and (not own or path == ("under",)):
            span = document.place(*path)
            keys = [f"#{each}" for each in form.norms] if isinstance(form, OverlayForm) else []
            if under.startswith("#") and not own:
                near = get_close_matches(under, keys, n=1)
                listed = ", ".join(f"`{each}`" for each in keys)
                yield report(
                    RULE,
                    f"this document has no norm `{under[1:]}`",
                    span,
                    help=f"did you mean `{near[0]}`?" if near else f"its norms are {listed}" if keys else _A_PROVISION,
                    corrections=written_instead(span, f'"{near[0]}"') if near else (),
                )
                continue
            meant = provision_meant(said, checked.provisions) if isinstance(form, OverlayForm) else None
            nearest = nearest_provision(under, checked.provisions, checked.lowered.example)
            yield report(
                RULE,
                f"`{said}` does not exist" if not own else "a document stands under no norm of its own",
                span,
                help=f"did you mean `{meant}`?" if meant else nearest,
                provision=under,
                corrections=written_instead(span, meant) if meant else (),
            )


def _elsewhere(under: str, form: OverlayForm, checked: Checked) -> tuple[str, str] | None:
    """Say that an overlay stands under one which does not hold where it does, if so, and how to mend it."""
    theirs = owner(checked.overlay_forms[under.partition("#")[0]])
    if f"{owner(form)}/".startswith(f"{theirs}/"):
        return None
    mend = "an overlay stands under one of its own structure, or of a structure that this is a part of"
    return f"`{under.partition('#')[0]}` belongs to `{theirs}`, of which `{owner(form)}` is no part", mend


def _named(checked: Checked) -> Iterator[tuple[Document, str, str, Path]]:
    for document, form in checked.overlays():
        unstated = "under" in checked.corpus.spoilt.get(document.path, ())
        for under, path in _in_overlay(form):
            if path != ("under",) or not unstated:  # which is reported already
                yield document, under, under, path
    for document, base in checked.instruments():
        for under, path in _in_instrument(base):
            yield document, under, f"{base.id}:{under}", path


def _in_overlay(form: OverlayForm) -> Iterator[tuple[str, Path]]:
    yield form.under, ("under",)
    for key, clause in (("precedence", form.precedence), ("invites", form.invites)):
        if clause is not None:
            yield clause.under, (key, "under")
    for index, claim in enumerate(form.claims):
        if claim.under:
            yield claim.under, ("claims", index, "under")
        if claim.replaces:
            yield claim.replaces, ("claims", index, "replaces")
    for index, guide in enumerate(form.guidance):
        yield guide.under, ("guidance", index, "under")
    for name, part in form.structures.items():
        for index, guide in enumerate(part.guidance):
            yield guide.under, ("structures", name, "guidance", index, "under")


def _in_instrument(form: InstrumentForm) -> Iterator[tuple[str, Path]]:
    if form.precedence is not None:
        yield form.precedence.under, ("precedence", "under")
    for key, slot in form.slots.items():
        yield slot.under, ("slots", key, "under")
