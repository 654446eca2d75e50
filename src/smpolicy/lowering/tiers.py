"""Tiers: overlays that stand under overlays, and what of the base is at the foot of each chain of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from smpolicy.documents.forms import OverlayForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """Where something stands: the provision that it comes to, and the norms of overlays above on the way.

    The nearest is the first.
    Where it comes to no provision, `provision` is the norm at which the way ends, or on which it goes in a circle.
    """

    provision: str
    anchors: tuple[str, ...] = ()


def footing(under: str, form: OverlayForm, overlays: Mapping[str, OverlayForm]) -> Footing:
    """Return where that stands which an overlay puts under a provision, or a norm of its own or of one above."""
    anchors: list[str] = []
    seen: set[str] = set()
    current: OverlayForm | None = form
    while current is not None and "#" in under:
        name, _, key = under.partition("#")
        current = current if name in ("", current.id) else overlays.get(name)
        norm = current.norms.get(key) if current is not None else None
        if current is None or norm is None:
            break
        full = f"{current.id}#{key}"
        if full in seen:
            break
        seen.add(full)
        if current is not form:
            anchors.append(full)
        under = f"{current.id}{norm.under}" if current is not form and norm.under.startswith("#") else norm.under
    return Footing(provision=under, anchors=tuple(anchors))


def beneath(form: OverlayForm, overlays: Mapping[str, OverlayForm]) -> tuple[str, ...]:
    """Return the overlays that an overlay stands under, nearest first; a circle ends where it closes."""
    chain: list[str] = []
    following: OverlayForm | None = form
    while following is not None:
        name = following.under.partition("#")[0] if "#" in following.under else ""
        following = overlays.get(name) if name not in (form.id, *chain) else None
        chain += [name] if following is not None else []
    return tuple(chain)


def astray(
    under: str, form: OverlayForm, overlays: Mapping[str, OverlayForm], *, lapsed: Mapping[str, str], example: str
) -> tuple[str, str] | None:
    """Say what is wrong with the norm of another overlay that an overlay names, and how to mend it, if anything is.

    `lapsed` has why norms of overlays hold no more, by their ids; `example` is a provision to be named.
    """
    if under in lapsed:
        return lapsed[under].rstrip("."), "name a norm or a provision that is there while this document holds"
    name, _, key = under.partition("#")
    above = overlays.get(name)
    if above is None:
        near = get_close_matches(name, [each for each in overlays if each != form.id], n=1)
        mend = f"did you mean `{near[0]}`?" if near else "name an overlay by its id, and one of its norms: `ID#KEY`"
        return f"no overlay is called `{name}`", mend
    if key not in above.norms:
        near = get_close_matches(key, above.norms, n=1)
        listed = ", ".join(f"`{each}`" for each in above.norms) or "none for its whole structure"
        return f"`{name}` has no norm `{key}`", f"did you mean `{near[0]}`?" if near else f"its norms are {listed}"
    if name == form.id or form.id in beneath(above, overlays):
        mend = f"name a provision, such as `{example}`" if example else "name a provision"
        return f"`{under}` leads back to this document, and to no provision", mend
    if name not in beneath(form, overlays):
        mend = f"name a provision, or let the document stand there: `under: {under}` beside its id"
        return f"this document does not stand under `{name}`", mend
    return None
