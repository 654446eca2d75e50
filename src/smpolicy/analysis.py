"""Analysis: everything that is found on one overlay beside the base, whenever something begins or ends.

What is found depends on the text of the base, of the overlays of the same structure, and on nothing else; so it is
kept by the digests of these, and a change to one file does not cost the analysis of the others again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from smpolicy.conditions import facts
from smpolicy.lowering import Lowered
from smpolicy.norms import Instrument, Norm, Review
from smpolicy.policy import Policy
from smpolicy.precedence import Assessment, SetAside, Undetermined
from smpolicy.resolution import resolve
from smpolicy.showing import Shown, shown
from smpolicy.solver import Solver


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something found on a norm of an overlay, and since when it is so."""

    norm: Norm
    #: The norm of the base, if it is about one.
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


_Key: TypeAlias = tuple[str, ...]

#: What was found, by what it depends on; the least recently used goes first.
_KNOWN: Final[OrderedDict[_Key, tuple[Found, ...]]] = OrderedDict()
_MOST_KNOWN: Final = 2000


def analysed(overlay: Instrument, lowered: Lowered) -> tuple[Found, ...]:
    """Return what is found on an overlay that stands alone beside the base, in the order of its norms."""
    key = _depends_on(overlay, lowered)
    if key not in _KNOWN:
        _KNOWN[key] = tuple(_found(overlay, lowered))
        while len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.popitem(last=False)
    _KNOWN.move_to_end(key)
    return _KNOWN[key]


def prove(overlay: Instrument, lowered: Lowered, solver: Solver) -> int:
    """Find everything on an overlay again by a solver of one's own, and return how much was found.

    Nothing is kept.
    """
    answerable = _answerable(overlay, lowered)
    return sum(len(policy.assessed(solver)) for policy in _slices(overlay, lowered)) if answerable else 0


def _depends_on(overlay: Instrument, lowered: Lowered) -> _Key:
    """Return the digests of all that can change what is found, with the paths that findings name."""
    home = (overlay.structure or "").partition("/")[0]
    beside = sorted(
        (each.id, each.digest, each.span.path)
        for each in lowered.instruments.values()
        if each.structure is not None and each.structure.partition("/")[0] == home
    )
    return (overlay.id, lowered.base, *(part for each in beside for part in each))


def _found(overlay: Instrument, lowered: Lowered) -> Iterator[Found]:
    seen: set[tuple[str, str, str]] = set()
    for policy in _slices(overlay, lowered) if _answerable(overlay, lowered) else ():
        for each in policy.assessments:
            found = _on(each, overlay, policy)
            key = (found.norm.id, found.other.id if found.other else "", found.kind)
            if key not in seen:
                seen.add(key)
                yield found


def _on(assessment: Assessment, overlay: Instrument, policy: Policy) -> Found:
    norm, other = assessment.norm, assessment.prevailing if isinstance(assessment, SetAside) else assessment.other
    if other is not None and other.instrument == overlay.id:  # the base yields
        norm, other = other, norm
    return Found(
        norm=norm,
        other=other,
        assessment=assessment,
        since=policy.as_of,
        rests_on=tuple(dict.fromkeys(each.number for each in policy.rests_on(assessment))),
        shown=None if isinstance(assessment, Undetermined) else shown(policy, assessment),
        review=policy.review_of(assessment),
    )


def _answerable(overlay: Instrument, lowered: Lowered) -> bool:
    """Whether people of the structure can be asked all that its norms turn on; another's facts are reported."""
    structure = (overlay.structure or "").partition("/")[0]
    others = {name.partition("/")[0] for name in lowered.structures} - {structure}
    lines = (
        line
        for norm in overlay.norms
        for line in (*norm.act, *norm.when, *(each for exception in norm.unless for each in exception))
    )
    return not any(name.partition(".")[0] in others for line in lines for name in facts(line.condition))


def _slices(overlay: Instrument, lowered: Lowered) -> Iterator[Policy]:
    """Yield what holds with this overlay alone: for its structure and each part, whenever something begins or ends."""
    own = {name: each for name, each in lowered.instruments.items() if each.structure is None or each is overlay}
    spans = [each.effective for each in own.values()] + [each.effective for each in lowered.interpretations]
    days = sorted({day for each in spans for day in (each.start, each.until) if day is not None})
    home, governing = lowered.structures.get(overlay.structure or ""), lowered.instruments.get(overlay.scope_with or "")
    for day in (each for each in days if each in overlay.effective):
        for name in (overlay.structure or "", *overlay.substructures):
            structure = lowered.structures.get(name)
            if home is not None and structure is not None and governing is not None:
                resolution = resolve(
                    instruments=own,
                    interpretations=lowered.interpretations,
                    structure=structure,
                    home=home,
                    governing=governing,
                    as_of=day,
                    drafts=True,
                )
                yield Policy(resolution=resolution, lowered=lowered)
