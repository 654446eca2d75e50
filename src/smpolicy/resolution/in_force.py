"""What is in force for one structure on one day, and what is left out, with the reason.

Resolving for a day depends on nothing after it: a document that begins later is not spoken of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.timeline import day_in_words
from smpolicy.meaning.norms import Instrument, Interpretation, PrecedenceClause, Structure, holds_on, within

#: Why a document has no part in what holds on a day.
LeftOutWhy = Literal["draft", "superseded", "ended", "no-end-stated", "orphaned", "not-concurred", "lapsed"]

_Document: TypeAlias = Instrument | Interpretation


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A document of a structure, or a norm of one, without part in what holds on a day, and why, in words."""

    id: str
    why: LeftOutWhy
    words: str

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What is in force on a day: the instruments of the base, what stands under them, and what closes questions.

    The first of `above` is the governing instrument, whether it is in force or not.
    `closings` gives for each question that is closed the reading chosen; on those `contradicted`, interpretations
    differ.
    """

    in_force: bool
    above: tuple[Instrument, ...]
    overlays: tuple[Instrument, ...]
    interpretations: tuple[Interpretation, ...]
    left_out: tuple[LeftOut, ...]
    closings: Mapping[str, str]
    contradicted: tuple[str, ...]


def in_force_on(
    *,
    instruments: Iterable[Instrument],
    interpretations: Iterable[Interpretation],
    structure: Structure,
    structures: Mapping[str, Structure],
    governing: Instrument,
    day: date,
    drafts: bool,
) -> InForce:
    """Return what is in force for a structure, one of all, on a day; drafts take part only where `drafts` says so."""
    in_force = holds_on(governing, day) and structure.exists_on(day)
    ordered = sorted(instruments, key=lambda each: (each is not governing, _tier(each), each.id))
    above = tuple(
        each
        for each in ordered
        if each is governing or (each.structure is None and not each.draft and holds_on(each, day))
    )
    own_overlays = [each for each in ordered if each.structure and within(structure, each.structure)]
    closing = [each for each in interpretations if each.interprets in {instrument.id for instrument in above}]
    bearing: tuple[_Document, ...] = (*own_overlays, *closing) if in_force else ()
    begun = [each for each in bearing if not each.effective.before(day)]
    left_out = dict(_left_out(begun, governing, structures, day, drafts=drafts))
    elsewhere = {
        norm.id
        for each in own_overlays
        for norm in each.norms
        if norm.structure and not within(structure, norm.structure)
    }
    elsewhere |= {
        each.id for overlay in own_overlays for each in overlay.lapsed if not within(structure, each.structure)
    }
    chosen = tuple(each for each in begun if isinstance(each, Interpretation) and each.id not in left_out)
    closings, contradicted = _closings(chosen)
    return InForce(
        in_force=in_force,
        above=above,
        overlays=tuple(
            _without(each, left_out) for each in begun if isinstance(each, Instrument) and each.id not in left_out
        ),
        interpretations=chosen,
        left_out=tuple(each for name, each in sorted(left_out.items()) if name not in elsewhere),
        closings=closings,
        contradicted=contradicted,
    )


def _left_out(
    begun: Iterable[_Document], governing: Instrument, structures: Mapping[str, Structure], day: date, *, drafts: bool
) -> Iterator[tuple[str, LeftOut]]:
    """Yield what does not hold on a day although it began by then: by itself, or because another supersedes it."""
    ever_held: list[_Document] = []
    left_out: dict[str, LeftOut] = {}
    begun = sorted(begun, key=_tier)
    overlays = {each.id: each for each in begun if isinstance(each, Instrument)}
    for document in begun:
        above = [overlays[name] for name in _beneath(document) if name in overlays]
        why = _reason(document, (governing, *above), structures, day, drafts=drafts)
        why = why or _without_ground(document, {each.id for each in ever_held})
        if why is not None:
            left_out[document.id] = LeftOut(id=document.id, why=why[0], words=why[1])
        for lapse in document.lapsed if why is None else ():
            left_out[lapse.id] = LeftOut(id=lapse.id, why="lapsed", words=lapse.words)
        if why is None or (why[0] in ("ended", "no-end-stated") and (drafts or not document.draft)):
            ever_held.append(document)
    for document, name in _superseded(ever_held):
        superseded = LeftOut(id=name, why="superseded", words=f"{name} is superseded by {document.id}.")
        left_out[name] = left_out.get(name, superseded)
    for document in begun:
        why = _without_ground(document, overlays.keys() - left_out.keys())
        if why is not None and document.id not in left_out:
            left_out[document.id] = LeftOut(id=document.id, why=why[0], words=why[1])
    yield from left_out.items()


def _beneath(document: _Document) -> tuple[str, ...]:
    return document.beneath if isinstance(document, Instrument) else ()


def _tier(document: _Document) -> int:
    return len(_beneath(document))


def _without_ground(document: _Document, there: Collection[str]) -> tuple[LeftOutWhy, str] | None:
    """Return that an overlay which a document stands under is not there, if one is not: the nearest."""
    for name in _beneath(document):
        if name not in there:
            return "orphaned", f"{document.id} stands under {name}, which has no part in this."
    return None


def _reason(
    document: _Document, above: Sequence[Instrument], structures: Mapping[str, Structure], day: date, *, drafts: bool
) -> tuple[LeftOutWhy, str] | None:
    """Return why a document that began by a day does not hold by itself, if it does not.

    `above` are the governing instrument and the overlays that the document stands under.
    """
    governing, name, until = above[0], document.id, document.effective.until
    if isinstance(document, Instrument) and document.scope_with != governing.id:
        return "orphaned", f"{name} stands under {document.scope_with}, which does not govern on this day."
    last = day if until is None or until > day else until - timedelta(days=1)
    waits = _waits_for(document, above, structures, last) if isinstance(document, Instrument) else ""
    if waits:
        return "not-concurred", f"{name} has no part in this: {waits}."
    if until is not None and day >= until:
        return "ended", f"{name} ended on {day_in_words(until)}."
    if not holds_on(document, day):
        return "no-end-stated", f"{name} is marked as {document.status}, and does not say since when."
    if document.draft and not drafts:
        return "draft", f"{name} is a draft."
    return None


def _waits_for(overlay: Instrument, above: Iterable[Instrument], structures: Mapping[str, Structure], day: date) -> str:
    """Say what an overlay still waits for, where one of those above lets it hold only once concurred in."""
    asking = next((each for each in above if waits_for_concurrence(overlay, each, structures)), None)
    missing = [
        words
        for words, since in (("concurrence", overlay.concurred), ("publication", overlay.published))
        if since is None or day < since
    ]
    return f"{asking.number} asks for {' and '.join(missing)} first" if asking and missing else ""


def clause_reaches(clause: PrecedenceClause, overlay: Instrument, structures: Mapping[str, Structure]) -> bool:
    """Whether a precedence clause speaks of an overlay: by its layer, or one below, and where it was promulgated.

    What a part of a structure issues is promulgated in that structure.
    """
    owner = structures.get(overlay.structure or "")
    kinds = {each.kind for each in structures.values() if owner is not None and within(owner, each.id)}
    return overlay.layer >= clause.layer and not kinds.isdisjoint(clause.promulgated_in)


def waits_for_concurrence(overlay: Instrument, above: Instrument, structures: Mapping[str, Structure]) -> bool:
    """Whether an instrument lets an overlay hold only once concurred in and published; what only explains need not."""
    clause = above.precedence
    asks = clause is not None and clause.effect == "needs-concurrence" and clause_reaches(clause, overlay, structures)
    return asks and not overlay.draft and overlay.nature == "supplements"


def _superseded(documents: Iterable[_Document]) -> Iterator[tuple[_Document, str]]:
    """Yield each document with what it supersedes: only what is earlier, and a draft nothing that was issued.

    The documents hold or once held: what one superseded does not revive when it ends.
    """

    def rank(document: _Document) -> tuple[date, str]:
        return document.effective.start or date.min, document.id

    by_id = {document.id: document for document in documents}
    for document in sorted(by_id.values(), key=rank):
        for name in document.supersedes:
            earlier = by_id.get(name.partition("#")[0])
            if earlier and supersedes(document, earlier) and (earlier.draft or not document.draft):
                yield document, name


def supersedes(document: _Document, other: _Document) -> bool:
    """Whether a document that names another can supersede it: the other begins earlier, or on the same day.

    Of two that name each other and begin on one day, the one with the later id does.
    """
    mine, theirs = (each.effective.start or date.min for each in (document, other))
    mutual = any(name.partition("#")[0] == document.id for name in other.supersedes)
    return theirs < mine or (theirs == mine and document.id != other.id and (not mutual or other.id < document.id))


def _without(overlay: Instrument, left_out: Mapping[str, LeftOut]) -> Instrument:
    """Return an overlay without those of its norms that another one supersedes."""
    norms = tuple(norm for norm in overlay.norms if norm.id not in left_out)
    return overlay if len(norms) == len(overlay.norms) else replace(overlay, norms=norms)


def _closings(interpretations: Iterable[Interpretation]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the questions that are closed, each with the reading chosen, and those on which interpretations differ."""
    chosen: dict[str, set[str]] = {}
    for interpretation in interpretations:
        for closing in interpretation.closings:
            chosen.setdefault(closing.question, set()).add(closing.reading)
    agreed = {question: next(iter(readings)) for question, readings in chosen.items() if len(readings) == 1}
    return agreed, tuple(sorted(set(chosen) - set(agreed)))
