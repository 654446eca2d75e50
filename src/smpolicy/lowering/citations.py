"""What an overlay cites of the texts above it: the provisions and norms that it stands under, and others it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smpolicy.documents.forms import FactForm, OverlayForm, SubStructureForm
from smpolicy.foundations.source import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An anchor, and where an overlay names it: the path of a value or, with `key`, of a key."""

    anchor: str
    path: Path
    key: bool = False


def cited_by(form: OverlayForm) -> Iterator[Cited]:
    """Yield every place at which an overlay names what stands above it; its own norms are none of that."""
    own = f"{form.id}#"
    return (each for each in _named(form) if not each.anchor.startswith(("#", own)))


def _named(form: OverlayForm) -> Iterator[Cited]:
    yield Cited(anchor=form.under, path=("under",))
    for key, clause in (("precedence", form.precedence), ("invites", form.invites), ("should", form.should)):
        if clause is not None:
            yield Cited(anchor=clause.under, path=(key, "under"))
    yield from _in_part(form, ())
    for name, fact in form.facts.items():
        tick = fact.tick if isinstance(fact, FactForm) else None
        if tick is not None and not isinstance(tick, str) and tick.under is not None:
            yield Cited(anchor=tick.under, path=("facts", name, "tick", "under"))
    for n, claim in enumerate(form.claims):
        for key, anchor in (("under", claim.under), ("replaces", claim.replaces)):
            if anchor is not None:
                yield Cited(anchor=anchor, path=("claims", n, key))
    for n, review in enumerate(form.reviews):
        if review.against is not None:
            yield Cited(anchor=review.against, path=("reviews", n, "against"))
    for name, part in form.structures.items():
        yield from _in_part(part, ("structures", name))


def _in_part(form: OverlayForm | SubStructureForm, path: Path) -> Iterator[Cited]:
    for key, norm in form.norms.items():
        yield Cited(anchor=norm.under, path=(*path, "norms", key, "under"))
        if norm.step is not None and norm.step.contact is not None:
            yield Cited(anchor=norm.step.contact, path=(*path, "norms", key, "step", "contact"))
    for slot in form.slots:
        yield Cited(anchor=slot, path=(*path, "slots", slot), key=True)
    for n, guidance in enumerate(form.guidance):
        yield Cited(anchor=guidance.under, path=(*path, "guidance", n, "under"))
