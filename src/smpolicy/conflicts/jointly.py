"""Jointly: norms of an overlay that only together leave nothing but what a norm above disapproves of.

"By the emblem or by the duty station" and "no duty station" leave the emblem, which is disapproved of, though neither
does so alone. Which of them yields no clause says, so that people must look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from smpolicy.conflicts.inconsistency import Conflict, asks, binds, conflict
from smpolicy.conflicts.linking import entwined, told_by_name
from smpolicy.conflicts.precedence import ForReview, Undetermined
from smpolicy.conflicts.regions import applies, broken
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import Clause, Element
from smpolicy.deciding.worlds import Undecided, conj
from smpolicy.meaning.conditions import NEVER, All, Condition, Not, Value
from smpolicy.meaning.norms import stands_above

#: By what the norm above asks for: of which kind it is that norms leave no way to follow it.
_KIND: Final = {"refrain": "requires-disapproved", "do": "jointly-impossible"}


def jointly(
    prover: Prover, clauses: Iterable[Clause], alone: Collection[tuple[str, str]]
) -> Iterator[ForReview | Undetermined]:
    """Yield the fewest norms of one overlay that together leave no way to follow a norm above.

    `alone` are the pairs, by ids, of an overlay norm and one above of which something is found already.
    """
    asking = [each for each in clauses if asks(each.norm)]
    for overlay in dict.fromkeys(each.norm.instrument for each in asking if each.norm.structure is not None):
        own = [each for each in asking if each.norm.instrument == overlay]
        all_above = (each for each in asking if stands_above(each.norm, own[0].norm) and binds(each.norm))
        for above in all_above if len(own) > 1 else ():
            new = [each for each in own if (each.norm.id, above.norm.id) not in alone]
            yield from _each_once(_beside(prover, above, new))


def _each_once(found: Iterable[ForReview | Undetermined]) -> Iterator[ForReview | Undetermined]:
    """Leave out what was found from another of its norms already."""
    seen: set[tuple[str, ...]] = set()
    for each in found:
        members = tuple(norm.id for norm in each.norms) if isinstance(each, ForReview) else (each.norm.id,)
        if members not in seen:
            seen.add(members)
            yield each


def _beside(prover: Prover, above: Clause, own: Sequence[Clause]) -> Iterator[ForReview | Undetermined]:
    """Yield the sets of norms that bar each way of doing what one of them asks for, or what the norm above does."""
    demanding = [above] if above.norm.polarity == "do" else [each for each in own if each.norm.polarity == "do"]
    for asked in demanding:
        try:
            barring = [each for each in own if each is not asked and _bars(prover, each, asked, above)]
            for together in _applying_together(prover, above, asked, barring):
                fewest = _fewest(prover, above, together)
                if fewest is not None:
                    yield _joint(above, *fewest)
        except Undecided:
            yield Undetermined(norm=own[0].norm if asked is above else asked.norm, other=above.norm)


def _bars(prover: Prover, own: Clause, asked: Clause, above: Clause) -> bool:
    """Whether a norm stands in the way of an act, where the norm above does not: some way of doing that breaks it."""
    if not entwined(prover, own, asked):
        return False
    program = prover.program
    way = conj((program.used(asked), program.negated(broken(program, above))))
    return prover.can_hold(way, broken(program, own), applies(program, asked), applies(program, above))


def _applying_together(
    prover: Prover, above: Clause, asked: Clause, barring: Sequence[Clause]
) -> Iterator[list[Clause]]:
    """Yield norms that can all apply together, with what is asked for if the overlay does: each in some such set."""
    left = list(barring)
    while left:
        together = [asked] if asked is not above else []
        for each in (*left, *barring):
            if each not in together and _can_apply(prover, above, *together, each):
                together.append(each)
        left = [each for each in left[1:] if each not in together]
        if len(together) > 1:
            yield together


def _can_apply(prover: Prover, *clauses: Clause) -> bool:
    return prover.can_hold(*(applies(prover.program, each) for each in clauses))


def _fewest(prover: Prover, above: Clause, own: Sequence[Clause]) -> tuple[list[Clause], Mapping[str, Value]] | None:
    """Leave out each norm without which the others still leave no way; nothing if all together leave one."""
    found = _conflict(prover, above, own)
    if found is None:
        return None
    fewest = list(own)
    for each in own:
        fewer = [other for other in fewest if other is not each]
        without = _conflict(prover, above, fewer) if fewer else None
        if without is not None:
            fewest, found = fewer, without
    return (fewest, found.witness) if len(fewest) > 1 else None


def _joint(above: Clause, own: Sequence[Clause], witness: Mapping[str, Value]) -> ForReview:
    first, *others = sorted((each.norm for each in own), key=lambda norm: (norm.span.line, norm.id))
    cited = " and ".join(each.citation for each in (first, *others))
    return ForReview(
        norm=first,
        other=above.norm,
        kind=_KIND[above.norm.polarity or "do"],
        why=f"only together {cited} leave no other way, and no clause says which of them yields",
        witness=witness,
        beside=tuple(others),
    )


def _conflict(prover: Prover, above: Clause, own: Sequence[Clause]) -> Conflict | None:
    return conflict(prover, _KIND[above.norm.polarity or "do"], above, _as_one(prover, own))


def _as_one(prover: Prover, own: Sequence[Clause]) -> Clause:
    """Return norms as one that asks to follow all of them, where all apply."""
    first = own[0]
    if len(own) == 1 and first.norm.polarity == "do":
        return first
    program = prover.program

    def joined(*conditions: Condition) -> Element:
        return program.element(All(parts=conditions))

    acts = (each.act.condition if each.norm.polarity == "do" else Not(part=each.act.condition) for each in own)
    act = joined(*acts)
    name = " + ".join(each.norm.id for each in own)
    prover.told[name] = frozenset().union(*(told_by_name(prover, each) for each in own))
    return replace(
        first,
        norm=replace(first.norm, id=name, polarity="do"),
        scope=joined(*(each.scope.condition for each in own)),
        borne=joined(*(each.borne.condition for each in own)),
        when=joined(*(part for each in own for part in (each.when.condition, Not(part=each.exception.condition)))),
        exception=joined(NEVER),
        act=act,
        against=program.element(Not(part=act.condition)),
    )
