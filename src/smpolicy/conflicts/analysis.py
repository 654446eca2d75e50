"""Analysis: everything that is found on one overlay, beside the base and within it, whenever something begins or ends.

What is found depends on the text of the base, of the overlays of the same structure, and on nothing else; so it is
kept by the digests of these, and a change to one file does not cost the analysis of the others again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from smpolicy.conflicts.coherence import ON_EVERY_DAY, Incoherence, incoherences
from smpolicy.conflicts.compared import ComparedNorms
from smpolicy.conflicts.precedence import Assessment, ForReview, SetAside, Undetermined
from smpolicy.conflicts.regime import Regime
from smpolicy.conflicts.showing import Shown, shown
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.solver import Solver
from smpolicy.lowering import Lowered
from smpolicy.meaning.conditions import NEVER, facts
from smpolicy.meaning.norms import Instrument, Norm, Review
from smpolicy.meaning.vocabulary import OpenQuestion
from smpolicy.resolution.resolved import resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something found on a norm of an overlay, and since when it is so."""

    norm: Norm
    #: The norm above, if it is about one.
    other: Norm | None
    assessment: Assessment
    #: The first day on which it is so.
    since: date
    #: The numbers of the open questions on whose reading it rests.
    rests_on: tuple[str, ...]
    #: An activity that shows it, if the evaluator confirms one.
    shown: Shown | None
    review: Review | None

    @property
    def kind(self) -> str:
        """The name of its kind; empty where it was not decided."""
        return "" if isinstance(self.assessment, Undetermined) else self.assessment.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWithin:
    """Something found on a norm of an overlay beside the overlay's other norms, with an activity that shows it."""

    incoherence: Incoherence
    #: All norms beside which the same is so, the one that it names first.
    others: tuple[Norm, ...]
    #: The open questions on whose reading it rests.
    rests_on: tuple[OpenQuestion, ...]
    #: An activity that shows it, if there can be one and the evaluator confirms it.
    shown: Shown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Analysis:
    beside: tuple[Found, ...]
    within: tuple[FoundWithin, ...]
    compared: ComparedNorms


_Key: TypeAlias = tuple[str, ...]

#: What was found, by what it depends on; the least recently used goes first.
_KNOWN: Final[OrderedDict[_Key, _Analysis]] = OrderedDict()
_MOST_KNOWN: Final = 2000


def analysed(overlay: Instrument, lowered: Lowered) -> tuple[Found, ...]:
    """Return what is found on an overlay that stands alone beside the base, in the order of its norms."""
    return _analysis(overlay, lowered).beside


def analysed_within(overlay: Instrument, lowered: Lowered) -> tuple[FoundWithin, ...]:
    """Return what is found on the norms of an overlay beside each other: those of the structure, then of each part."""
    return _analysis(overlay, lowered).within


def compared_with_base(overlay: Instrument, lowered: Lowered) -> ComparedNorms:
    """Return what of an overlay was compared with the base to find what `analysed` returns."""
    return _analysis(overlay, lowered).compared


def _analysis(overlay: Instrument, lowered: Lowered) -> _Analysis:
    key = _depends_on(overlay, lowered)
    if key not in _KNOWN:
        regimes = tuple(_slices(overlay, lowered))
        _KNOWN[key] = _Analysis(
            beside=tuple(_beside(overlay, regimes)),
            within=tuple(_within(overlay, regimes)),
            compared=_compared(overlay, regimes),
        )
        while len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.popitem(last=False)
    _KNOWN.move_to_end(key)
    return _KNOWN[key]


def prove(overlay: Instrument, lowered: Lowered, solver: Solver) -> ComparedNorms:
    """Find everything on an overlay again by a solver of one's own, and return what was compared for that.

    Nothing is kept.
    """
    regimes = tuple(_slices(overlay, lowered))
    for regime in regimes:
        regime.assessed(solver)
    return _compared(overlay, regimes)


def _compared(overlay: Instrument, regimes: Iterable[Regime]) -> ComparedNorms:
    whole = ComparedNorms()
    for regime in regimes:
        clauses = regime.program.clauses if regime.in_force else ()
        own = frozenset(each.norm.id for each in clauses if each.norm.instrument == overlay.id)
        if own:
            above = {each.norm.id: each.norm.instrument for each in clauses if each.norm.id not in own}
            short = {each.id: each.short for each in regime.resolution.instruments}
            here = ComparedNorms(
                norms=own,
                above=frozenset(above),
                instruments=tuple(dict.fromkeys(short[each] for each in above.values())),
                days=frozenset((regime.as_of,)),
            )
            whole = whole.joined(here)
    return whole


def _depends_on(overlay: Instrument, lowered: Lowered) -> _Key:
    """Return the digests of all that can change what is found, with the paths that findings name."""
    home = (overlay.structure or "").partition("/")[0]
    beside = sorted(
        (each.id, each.digest, each.span.path)
        for each in lowered.instruments.values()
        if each.structure is not None and each.structure.partition("/")[0] == home
    )
    return (overlay.id, lowered.base, *(part for each in beside for part in each))


def _beside(overlay: Instrument, regimes: Iterable[Regime]) -> Iterator[Found]:
    seen: set[tuple[str, ...]] = set()
    for regime in regimes:
        for assessment in regime.assessments:
            norm, other = (
                assessment.norm,
                assessment.prevailing if isinstance(assessment, SetAside) else assessment.other,
            )
            if other is not None and other.instrument == overlay.id:  # what is above yields
                norm, other = other, norm
            if norm.instrument != overlay.id:  # of an overlay above, and found there
                continue
            kind = "" if isinstance(assessment, Undetermined) else assessment.kind
            together = (each.id for each in assessment.beside) if isinstance(assessment, ForReview) else ()
            key = (norm.id, other.id if other else "", kind, *together)
            if key not in seen:
                seen.add(key)
                yield Found(
                    norm=norm,
                    other=other,
                    assessment=assessment,
                    since=regime.as_of,
                    rests_on=tuple(dict.fromkeys(question.number for question in regime.rests_on(assessment))),
                    shown=None if isinstance(assessment, Undetermined) else shown(regime, assessment),
                    review=regime.review_of(assessment),
                )


def _within(overlay: Instrument, regimes: Iterable[Regime]) -> Iterator[FoundWithin]:
    """Yield what is found on any day, or what counts only if it is so on every day on which the norm holds."""
    by_day = [(regime, _incoherences(overlay, regime)) for regime in regimes if regime.in_force]
    seen: set[_Named] = set()
    alike: dict[tuple[object, ...], list[tuple[Regime, Incoherence]]] = {}
    for regime, incoherent in by_day:
        others = [each for other, each in by_day if other.structure == regime.structure]
        for name, incoherence in incoherent.items():
            stays = (
                incoherence.fault not in ON_EVERY_DAY
                or not incoherence.decided
                or all(name in other for other in others)
            )
            if stays and name not in seen:
                seen.add(name)
                under = tuple(sorted(incoherence.under.items()))
                same = (incoherence.norm.id, incoherence.kind, incoherence.decided, under)
                alike.setdefault(same, []).append((regime, incoherence))
    for found_alike in alike.values():
        regime, first = found_alike[0]
        yield FoundWithin(
            incoherence=first,
            others=tuple(each.other for _, each in found_alike if each.other is not None),
            rests_on=regime.turns_on(first),
            shown=shown(regime, first) if first.witness else None,
        )


#: By what it is told that the same is found on another day.
_Named: TypeAlias = tuple[str, str, str, bool]


def _incoherences(overlay: Instrument, regime: Regime) -> dict[_Named, Incoherence]:
    prover = Prover(program=regime.program, given=regime.given)
    clauses = (each for each in regime.program.clauses if each.norm.instrument == overlay.id)
    return {
        (each.norm.id, each.other.id if each.other else "", each.kind, each.decided): each
        for each in incoherences(prover, clauses, regime.structure.id)
    }


def _answerable(overlay: Instrument, lowered: Lowered) -> bool:
    """Whether people of the structure can be asked all that its norms turn on.

    Another's facts are reported, and so is whoever is bound and told by no fact.
    """
    if any(norm.borne_by_persons and norm.borne == NEVER for norm in overlay.norms):
        return False
    own = ("", (overlay.structure or "").partition("/")[0])
    lines = (
        line
        for norm in overlay.norms
        for line in (*norm.act, *norm.when, *(each for exception in norm.unless for each in exception))
    )
    declared = lowered.vocabulary.facts
    return all(declared[name].local_to in own for line in lines for name in facts(line.condition))


def _slices(overlay: Instrument, lowered: Lowered) -> Iterator[Regime]:
    """Yield what holds with this overlay alone: for its structure and each part, whenever something begins or ends.

    What it stands under holds with it.
    Where the instrument above asks for concurrence and publication, the overlay begins to hold with these, and nothing
    holds before the structure is there.
    """
    alone = {overlay.id, *overlay.beneath}
    if not all(_answerable(lowered.instruments[name], lowered) for name in alone if name in lowered.instruments):
        return
    own = {name: each for name, each in lowered.instruments.items() if each.structure is None or name in alone}
    spans = [each.effective for each in own.values()] + [each.effective for each in lowered.interpretations]
    home, governing = lowered.structures.get(overlay.structure or ""), lowered.instruments.get(overlay.scope_with or "")
    bounds = [day for each in spans for day in (each.start, each.until)]
    bounds += [day for name in alone & own.keys() for day in (own[name].concurred, own[name].published)]
    bounds += [home.names[0].borne.start if home is not None else None]
    begun = sorted({day for day in bounds if day is not None and day in overlay.effective})
    days = begun or [date.min]  # nothing ever begins: what holds on one day holds on each
    for day in days:
        for name in (overlay.structure or "", *overlay.substructures):
            structure = lowered.structures.get(name)
            if home is not None and structure is not None and governing is not None:
                resolution = resolve(
                    instruments=own,
                    interpretations=lowered.interpretations,
                    structure=structure,
                    structures=lowered.structures,
                    governing=governing,
                    as_of=day,
                    drafts=True,
                )
                yield Regime(resolution=resolution, lowered=lowered)
