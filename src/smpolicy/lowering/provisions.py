"""Provisions with their citations, and what is said of one that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final, cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import InstrumentForm, OverlayForm, ProvisionForm
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Path
from smpolicy.lowering.context import Context, fault
from smpolicy.lowering.lowering_rules import UNKNOWN_PROVISION
from smpolicy.lowering.tiers import astray
from smpolicy.meaning.norms import Provision

_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def lower_provisions(document: Document) -> Iterator[Provision]:
    """Yield the provisions of an instrument in the order of the text."""
    form = cast(InstrumentForm, document.form)

    def walk(
        forms: list[ProvisionForm], path: Path, depth: int, parent: Provision | None, cited: str
    ) -> Iterator[Provision]:
        counts: dict[str, int] = {}
        for index, provision_form in enumerate(forms):
            counts[provision_form.kind] = counts.get(provision_form.kind, 0) + 1
            citation = _cited(cited, provision_form, counts[provision_form.kind], form.short)
            provision_path = (*path, index)
            provision = Provision(
                id=f"{form.id}:{provision_form.id}",
                instrument=form.id,
                kind=provision_form.kind,
                eid=provision_form.eid,
                number=provision_form.number or "",
                heading=provision_form.heading or "",
                text=provision_form.text or "",
                depth=depth,
                parent=parent.id if parent else None,
                citation=citation,
                reproduces=tuple(provision_form.reproduces),
                not_operative=tuple((entry.words, entry.because) for entry in provision_form.not_operative),
                note=provision_form.note or "",
                span=document.place(*provision_path, "text" if provision_form.text else "id"),
            )
            yield provision
            yield from walk(provision_form.provisions, (*provision_path, "provisions"), depth + 1, provision, citation)

    yield from walk(form.provisions, ("provisions",), 0, None, form.short)


def _cited(above: str, form: ProvisionForm, count: int, short: str) -> str:
    """Extend a citation by one step, as a lawyer would: the printed number, or the place among its like."""
    number = (form.number or "").rstrip(".:")
    if form.kind in ("group", "bullet") or not number:
        word = {"group": "heading", "bullet": "bullet"}.get(form.kind, "paragraph")
        if form.kind == "part":
            return f"{short}, {(form.heading or form.id).rstrip(':')}"
        place = f"{_ORDINALS[count - 1]} {word}" if count <= len(_ORDINALS) else f"{word} {count}"
        return f"{above}, {place}"
    if form.kind == "footnote":
        return f"{above}, footnote {count}"
    if number.startswith("("):
        return f"{above} {number}"
    return f"{short}, {number}" if short[-1].isdigit() else f"{short} {number}"


def ancestors(provision: str | None, context: Context) -> Iterator[str]:
    """Yield the provisions above one, nearest first."""
    while provision is not None:
        current = context.provisions.get(provision)
        provision = current.parent if current else None
        if provision is not None:
            yield provision


def unknown_provision(said: str, under: str, document: Document, path: Path, context: Context) -> Iterator[Diagnostic]:
    """Report a provision that does not exist, unless what is wrong was reported elsewhere."""
    under_path = (*path, "under")
    form = document.form
    if "#" in said[1:] and isinstance(form, OverlayForm):
        wrong = astray(said, form, context.overlays, lapsed=context.lapsed, example=context.example)
        if wrong is not None:
            yield fault(UNKNOWN_PROVISION, wrong[0], document, under_path, help=wrong[1])
    elif not said.startswith("#"):
        meant = provision_meant(said, context.provisions)
        yield fault(
            UNKNOWN_PROVISION,
            f"`{said}` does not exist",
            document,
            under_path,
            help=f"did you mean `{meant}`?" if meant else nearest_provision(under, context.provisions, context.example),
            provision=under,
            instead=meant,
        )
    elif ("norms", said[1:]) not in document.places:
        keys = list(form.norms) if isinstance(form, OverlayForm) else []
        near = get_close_matches(said[1:], keys, n=1)
        listed = ", ".join(f"`#{key}`" for key in keys)
        mend = (
            f"did you mean `#{near[0]}`?" if near else f"its norms are {listed}" if keys else _name_one(context.example)
        )
        yield fault(
            UNKNOWN_PROVISION,
            f"this document has no norm `{said[1:]}`",
            document,
            under_path,
            help=mend,
            instead=f'"#{near[0]}"' if near else None,
        )
    elif isinstance(form, OverlayForm) and under[1:] in form.norms:
        mend = "name the provision that one of these norms belongs to" + _such_as(context.example)
        yield fault(
            UNKNOWN_PROVISION, f"`{said}` leads back to itself, and to no provision", document, under_path, help=mend
        )


def _name_one(example: str) -> str:
    return f"name a provision such as `{example}`" if example else "name a provision"


def _such_as(example: str) -> str:
    return f", such as `{example}`" if example else ""


def provision_meant(said: str, provisions: Mapping[str, Provision]) -> str | None:
    """Return the one provision that was meant: cited as people do, or named without its instrument or its marks."""
    local = [(name.partition(":")[2], name) for name in provisions]
    for wanted, known in (
        (_as_cited(said), ((_as_cited(each.citation), name) for name, each in provisions.items())),
        (_as_cited(said), _otherwise(provisions)),
        (_without_marks(said), ((_without_marks(name), name) for name in provisions)),
        (_without_marks(said.partition(":")[2] or said), ((_without_marks(each), name) for each, name in local)),
    ):
        found = {name for each, name in known if wanted and each == wanted}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _otherwise(provisions: Mapping[str, Provision]) -> Iterator[tuple[str, str]]:
    """Yield how else each provision is cited: without its instrument, and its bullets counted through headings."""
    bullets: dict[str, int] = {}
    for name, provision in provisions.items():
        line = [provision, *(provisions[each] for each in _above(provision, provisions))]
        numbered = next((each for each in line if each.kind not in ("group", "bullet")), None)
        if numbered is None:
            continue
        words = [_as_cited(provision.citation)]
        if provision.kind == "bullet":
            bullets[numbered.id] = bullets.get(numbered.id, 0) + 1
            words.append(f"{_as_cited(numbered.citation)} {_ordinal(bullets[numbered.id])} bullet")
        number = numbered.number.rstrip(".:").lower()
        for each in words:
            yield each, name
            if number and f" {number} " in f" {each} ":
                yield f"{number} {each.partition(f' {number} ')[2]}".strip() if f" {number} " in each else number, name


def _above(provision: Provision, provisions: Mapping[str, Provision]) -> Iterator[str]:
    while provision.parent is not None and provision.parent in provisions:
        yield provision.parent
        provision = provisions[provision.parent]


def _as_cited(said: str) -> str:
    """Return a citation, alike for all ways to write it: in capitals, with other marks, `2nd` or `bullet 2`."""
    words = re.findall(r"\w+(?:[.:]\w+)*|\(\w+\)", said.lower().replace("bullet point", "bullet"))
    words = [each.strip("()") for each in words if each not in _SAID_BESIDE]
    for n, each in enumerate(words):
        ordinal = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", each)
        if ordinal:
            words[n] = _ordinal(int(ordinal[1]))
        if each in ("bullet", "heading", "paragraph", "footnote") and n + 1 < len(words) and words[n + 1].isdigit():
            words[n : n + 2] = [_ordinal(int(words[n + 1])), each]
    return " ".join(words)


#: Words in a citation that tell nothing of what is cited.
_SAID_BESIDE: Final = ("para", "paras", "section", "sec", "no", "number", "of", "the", "under", "in", "and")


def _ordinal(number: int) -> str:
    return _ORDINALS[number - 1] if 0 < number <= len(_ORDINALS) else str(number)


def _without_marks(said: str) -> str:
    return re.sub(r"\W", "", said.lower())


def nearest_provision(under: str, provisions: Mapping[str, Provision], example: str) -> str:
    """Say which provision was probably meant: what stands below the nearest one that exists, and which are like it."""
    stem = under
    while "." in stem and stem not in provisions:
        stem = stem.rpartition(".")[0]
    below = [each for name, each in provisions.items() if name.startswith(f"{stem}.") and each.kind != "group"]
    like = get_close_matches(under, [each.id for each in below] or provisions, n=2, cutoff=0.5)
    suggestion = "did you mean " + " or ".join(f"`{name}`" for name in like) + "?" if like else ""
    if stem in provisions and below:
        plural = "bullets" if all(each.kind == "bullet" for each in below) else "parts"
        listed = f"{stem.partition(':')[2]}'s {plural} are {_span_of([each.id for each in below])}"
        return f"{listed}; {suggestion}" if suggestion else listed
    return suggestion or f"{_name_one(example)}, or one of this document's own norms as `#its-key`"


def _span_of(names: list[str]) -> str:
    return f"`{names[0]}`" if len(names) == 1 else f"`{names[0]}` to `{names[-1]}`"
