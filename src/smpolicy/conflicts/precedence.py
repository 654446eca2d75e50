"""Precedence: what follows where an overlay and what is above it are inconsistent, as the documents themselves say.

The precedence clause of the instrument above, or of the overlay above, says that it prevails, that it yields, or that
both bind; where there is no clause, the conflict is reported and nothing more.
What is set aside is a condition on a norm, never an edit of its text: it revives where the condition ends.
Where a person must decide, nothing is set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from smpolicy.conflicts.inconsistency import Conflict, Unsettled
from smpolicy.conflicts.inconsistency import Grade as Grade
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.worlds import Undecided
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.meaning.conditions import NEVER, All, AnyOf, Condition, Not, Value
from smpolicy.meaning.norms import Instrument, Norm, PrecedenceClause, Provision, Structure, stands_above
from smpolicy.meaning.vocabulary import OpenQuestion, Vocabulary
from smpolicy.resolution.in_force import clause_reaches


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A norm or an exception of one, the norm that prevails over it, under which condition, and what survives."""

    norm: Norm
    prevailing: Norm
    kind: str
    part: Literal["norm", "exception"]
    grade: Grade
    #: The provision by which it prevails.
    basis: str
    #: Where what is set aside applies by its own words, and where it is set aside there.
    applies: Condition
    condition: Condition
    #: What survives: in words, and as a condition beside the norm's own.
    survives: str
    survives_where: Condition
    witness: Mapping[str, Value]

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "witness")

    @property
    def yields(self) -> bool:
        """Whether what is set aside stands above what prevails, and yields by its own instrument's clause."""
        return stands_above(self.norm, self.prevailing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """An overlay norm and a norm above it that are inconsistent, where no clause says which one prevails."""

    norm: Norm
    other: Norm
    #: `higher-layer` or `same-layer` where no clause speaks of the two; else how they oppose each other.
    kind: str
    #: How they oppose each other.
    how: str
    #: Why neither is set aside, in words.
    why: str
    witness: Mapping[str, Value]

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "witness")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForReview:
    """An overlay norm of which a person must decide whether it is inconsistent: nothing is set aside.

    `other` is the norm above that it may conflict with, if it is about one.
    """

    norm: Norm
    other: Norm | None
    kind: str
    #: Why a person must decide, in words.
    why: str
    witness: Mapping[str, Value]
    #: The other norms of its overlay together with which alone it conflicts.
    beside: tuple[Norm, ...] = ()

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "witness")

    @property
    def norms(self) -> tuple[Norm, ...]:
        """All norms of the overlay that it is about."""
        return (self.norm, *self.beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undetermined:
    """Two norms of which it was not found out, within the budget of work, whether they are inconsistent."""

    norm: Norm
    other: Norm

    __repr__ = in_brief


#: What becomes of an addition beside what is above it; a claim, and no norm, is never applied.
Effect = Literal[
    "effective", "set-aside-in-part", "set-aside-wholly", "clash", "for-review", "undetermined", "never-applied"
]

#: What is said of a norm of an overlay and what is above it.
Assessment: TypeAlias = SetAside | Clash | ForReview | Undetermined


def open_on(vocabulary: Vocabulary, touched: Set[str], kind: str) -> tuple[OpenQuestion, ...]:
    """Return the open questions that touch one of these norms or provisions and bear on a kind of inconsistency."""
    return tuple(
        each
        for each in vocabulary.questions.values()
        if not touched.isdisjoint(each.touches) and each.closed is None and (not each.kinds or kind in each.kinds)
    )


def a_claim_rests_on(
    vocabulary: Vocabulary, norms: Iterable[Norm], provisions: Set[str], kind: str
) -> tuple[OpenQuestion, ...]:
    """Return the open questions on which it rests what a claim does: of what it is about, and of what prevails."""
    touched = provisions | {each.id for each in norms if each.provision in provisions}
    return open_on(vocabulary, touched, kind)


def settled(
    found: Iterable[Conflict | Unsettled], instruments: Iterable[Instrument], structures: Mapping[str, Structure]
) -> Iterator[Assessment]:
    """Yield what follows from each conflict, as the precedence clause says of what the norm above stands in."""
    by_id = {each.id: each for each in instruments}
    clauses = [provision for each in by_id.values() for provision in each.provisions if _states(each, provision)]
    for conflict in found:
        above, overlay = by_id[conflict.above.instrument], by_id[conflict.below.instrument]
        clause = above.precedence
        if isinstance(conflict, Unsettled):
            yield Undetermined(norm=conflict.below, other=conflict.above)
        elif clause is None or not clause_reaches(clause, overlay, structures):
            kind = "higher-layer" if above.layer < overlay.layer else "same-layer"
            yield _clash(conflict, kind, _unsettled(above, overlay, clauses))
        elif conflict.review:
            yield ForReview(
                norm=conflict.below,
                other=conflict.above,
                kind=conflict.kind,
                why=conflict.review,
                witness=conflict.witness,
            )
        elif clause.effect == "prevails":
            yield SetAside(
                norm=conflict.below,
                prevailing=conflict.above,
                kind=conflict.kind,
                part=conflict.part,
                grade=conflict.grade,
                basis=clause.provision,
                applies=conflict.applies,
                condition=conflict.condition,
                survives=conflict.survives.words,
                survives_where=conflict.survives.condition,
                witness=conflict.witness,
            )
        elif clause.effect == "yields" and conflict.part == "norm":
            yield _yielding(conflict, clause)
        else:
            why = {
                "yields": f"{above.number} yields, and an exception takes nothing from it",
                "cumulative": f"{above.number} leaves both in force",
                "needs-concurrence": f"{above.number} asks for concurrence, and does not say which prevails after it",
            }
            yield _clash(conflict, conflict.kind, why[clause.effect])


def unless_itself_set_aside(found: Iterable[Assessment], prover: Prover) -> Iterator[Assessment]:
    """Yield what follows from conflicts, with this taken into account: what is itself set aside prevails over nothing.

    An instrument prevails over all that its clause speaks of, or yields to all of it; so to follow what prevails over
    what never leads in a circle.
    """
    settled_so = list(found)
    of_norms: dict[str, list[SetAside]] = {}
    for each in settled_so:
        if isinstance(each, SetAside) and each.part == "norm":
            of_norms.setdefault(each.norm.id, []).append(each)
    known: dict[str, Condition] = {}

    def where(name: str) -> Condition:
        if name not in known:
            known[name] = NEVER
            left = (_left(each, where(each.prevailing.id), prover) for each in of_norms.get(name, ()))
            known[name] = AnyOf(parts=tuple(each.condition for each in left if each is not None))
        return known[name]

    for each in settled_so:
        kept = _left(each, where(each.prevailing.id), prover) if isinstance(each, SetAside) else each
        if kept is not None:
            yield kept


def _left(each: SetAside, elsewhere: Condition, prover: Prover) -> SetAside | None:
    """Return what is left of this where what prevails is not set aside itself; nothing, where it is so throughout."""
    if elsewhere == NEVER:
        return each
    program, not_there = prover.program, Not(part=elsewhere)
    formulas = (program.condition(part) for part in (each.applies, each.condition, not_there))
    try:
        if not prover.can_hold(*formulas):
            return None
    except Undecided:  # what may be set aside is not taken to stand
        pass
    also = f"where {each.prevailing.citation} is set aside itself"
    return replace(
        each,
        grade="direct",
        condition=All(parts=(each.condition, not_there)),
        survives=f"{each.survives}; and {also}" if each.grade == "direct" else also,
        survives_where=AnyOf(parts=(each.survives_where, elsewhere)),
    )


def _yielding(conflict: Conflict, clause: PrecedenceClause) -> SetAside:
    """Return that the norm above is set aside, as its own clause says."""
    below = conflict.below
    return SetAside(
        norm=conflict.above,
        prevailing=below,
        kind=conflict.kind,
        part="norm",
        grade=conflict.grade,
        basis=clause.provision,
        applies=conflict.condition,
        condition=All(parts=(conflict.applies, conflict.condition)),
        survives=f"it still applies where {below.citation} does not",
        survives_where=Not(part=conflict.applies),
        witness=conflict.witness,
    )


def _states(instrument: Instrument, provision: Provision) -> bool:
    return instrument.precedence is not None and provision.id == instrument.precedence.provision


def _unsettled(above: Instrument, overlay: Instrument, clauses: Iterable[Provision]) -> str:
    """Say where two instruments stand by their layers, and that no clause settles which one prevails."""
    stands = f"both stand in layer {above.layer}"
    if above.layer < overlay.layer:
        stands = f"that stands above it: layer {above.layer}, our reading"
    elif above.layer > overlay.layer:
        stands = f"that stands below it: layer {above.layer}, our reading"
    cited = " and ".join(each.citation for each in clauses)
    return f"{stands}; {f'{cited} does not settle it' if cited else 'no clause settles which prevails'}"


def _clash(conflict: Conflict, kind: str, why: str) -> Clash:
    return Clash(
        norm=conflict.below, other=conflict.above, kind=kind, how=conflict.kind, why=why, witness=conflict.witness
    )
