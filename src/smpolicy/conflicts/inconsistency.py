"""Inconsistency: where a norm of an overlay and one above it cannot stand beside each other, and of which kind.

Above an overlay are the base and the overlays that it stands under, each compared with it by itself.

The test, under our reading of section 5's "in cases of inconsistency": both apply, and their acts oppose each other, in
a world that the constraints permit, in which everything that the overlay norm does not mention stays neutral.
A conflict that only something unrelated to the overlay norm brings about is no finding: any act can be done together
with a breach of something else.
Only norms whose acts are linked are compared (`linking`).

Nothing here says what follows: that is for the documents' own clauses (`precedence`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from smpolicy.conflicts.linking import entwined, implies, met_by, same_act, stands_there, told_by_name
from smpolicy.conflicts.regions import (
    applies,
    broken,
    conflict_region,
    excepted,
    met_another_way,
    under_every_reading,
)
from smpolicy.conflicts.survival import Survival, survival
from smpolicy.deciding.program import Program
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import COMES_TO, Clause
from smpolicy.deciding.worlds import TRUE, Formula, Undecided, conj
from smpolicy.foundations.keywords import RANK
from smpolicy.meaning.conditions import Condition, Value, tests
from smpolicy.meaning.kinds import KINDS
from smpolicy.meaning.norms import Norm, conjunction, stands_above
from smpolicy.meaning.vocabulary import Part, Stated

#: Forces with which a norm asks for something, and those of them that only commend it.
_ASKING: Final = ("mandatory", "should", "expected", "encouraged", "requested")
_COMMENDING: Final = ("encouraged", "requested")

#: Kinds whose region leaves open what is done: an activity in which the overlay norm is heeded shows them best.
SHOWN_IN_HEED: Final = ("forbids-required", "forbids-encouraged", "jointly-impossible")
#: Kinds that an activity shows in which what the overlay norm permits or asks for is done.
SHOWN_IN_USE: Final = ("permits-disapproved", "exempts", "requires-disapproved", "raises-threshold", *SHOWN_IN_HEED)
#: Kinds of what is said about one act, with less force or with more exceptions.
_OF_ONE_ACT: Final = ("weakens-force", "adds-exception", "broadens-exception")

#: `total`: wherever the overlay norm is used or followed it conflicts. `direct`: in some of it.
Grade = Literal["total", "direct"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An overlay norm and a norm above it that are inconsistent, of which kind, where, and what survives."""

    below: Norm
    above: Norm
    #: The name of its kind (`kinds.KINDS`).
    kind: str
    #: What of the overlay norm conflicts: the norm itself, or only one of its exceptions.
    part: Literal["norm", "exception"]
    grade: Grade
    #: Where that part applies, by the overlay norm's own words, and where the norm above meets it there.
    applies: Condition
    condition: Condition
    survives: Survival
    #: Why a person must decide what follows; empty where the precedence clause does.
    review: str
    #: An activity that shows it, in the facts that the two norms speak of.
    witness: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """A question of consistency that no answer was found to within the budget of work: never taken for consistent."""

    below: Norm
    above: Norm


def conflicts(prover: Prover, norms: Iterable[Clause]) -> Iterator[Conflict | Unsettled]:
    """Yield every overlay norm with each norm above it that it conflicts with, in the order of the text.

    `norms` are the compiled clauses.
    """
    clauses = [(each, met_by(each)) for each in norms]
    for below, _ in clauses:
        if below.norm.structure is not None:
            own = below.act.facts | told_by_name(prover, below)
            for above, met in (each for each in clauses if stands_above(each[0].norm, below.norm)):
                if not met.isdisjoint(own) or implies(prover, above, below):
                    yield from _between(prover, above, below)


def _between(prover: Prover, above: Clause, below: Clause) -> Iterator[Conflict | Unsettled]:
    try:
        yield from _found(prover, above, below)
    except Undecided:
        yield Unsettled(below=below.norm, above=above.norm)


def _found(prover: Prover, above: Clause, below: Clause) -> Iterator[Conflict]:
    """Yield the conflict of two norms by what they ask for, or what of a norm about the same act is weaker."""
    kind = opposition(above.norm, below.norm, asked=binds(above.norm)) or _denial(prover, above, below)
    if kind is not None:
        conflict_found = conflict(prover, kind, above, below)
    elif not binds(above.norm) or not asks(below.norm):
        return
    elif _may_be_weaker(prover, above, below) and same_act(prover, above, below):
        yield from _weaker(prover, above, below)
        return
    elif entwined(prover, above, below):
        conflict_found = conflict(prover, "jointly-impossible", above, below)
    else:
        return
    if conflict_found is not None:
        yield conflict_found


def _denial(prover: Prover, above: Clause, below: Clause) -> str | None:
    """Tell whether to do what an overlay norm asks for is to forgo what a norm above grants."""
    grants = above.norm.force == "permitted" and above.norm.polarity == "do"
    if grants and below.norm.force in _ASKING and not prover.can_hold(prover.program.used(below), above.act.formula):
        return "denies-granted"
    return None


def opposition(above: Norm, below: Norm, *, asked: bool) -> str | None:
    """Tell how an overlay norm opposes another, by force and polarity alone; `asked` says whether that one asks."""
    permits, asking = below.force == "permitted", below.force in _ASKING
    if above.force == "permitted":
        return "denies-granted" if (above.polarity, below.polarity) == ("do", "refrain") and asking else None
    if not asked:
        forbidden = (above.polarity, below.polarity) == ("do", "refrain") and below.force in COMES_TO
        return "forbids-encouraged" if forbidden and above.force in _COMMENDING else None
    match above.polarity, below.polarity:
        case _, "do" if permits:
            return "permits-disapproved"
        case _, "refrain" if permits:
            return "exempts"
        case "refrain", "do" if asking:
            return "requires-disapproved"
        case "do", "refrain" if asking:
            return "forbids-required"
        case _:
            return None


def asks(norm: Norm) -> bool:
    """Whether breaking a norm comes to something, or, of an overlay norm, whether it asks for anything."""
    return norm.force in (_ASKING if norm.structure is not None else COMES_TO)


def binds(norm: Norm) -> bool:
    """Whether breaking a norm comes to something, whatever document it stands in: only then it asks of those below."""
    return norm.force in COMES_TO


def _may_be_weaker(prover: Prover, above: Clause, below: Clause) -> bool:
    """Whether an overlay norm has another force, and no higher one, an exception, or a way of its own to be met."""
    own, other = below.norm, above.norm
    other_force = own.force != other.force and RANK[own.force] <= RANK[other.force]
    return bool(own.unless) or other_force or _lowers(prover, above, below)


def _lowers(prover: Prover, above: Clause, below: Clause) -> bool:
    """Whether an overlay norm can be met in a way that leaves the norm above broken, and that this does not know."""
    return entwined(prover, above, below) and prover.can_hold(met_another_way(prover.program, above, below))


def _weaker(prover: Prover, above: Clause, below: Clause) -> Iterator[Conflict]:
    """Yield in what an overlay norm about the same act says less than the norm of what it is under."""
    if above.norm.structure is None and below.norm.provision.partition(":")[0] != above.norm.instrument:
        return
    rank, required = RANK[below.norm.force], RANK[above.norm.force]
    if rank <= required and below.norm.force != above.norm.force:
        review = "" if rank < required else "these two forces cannot be ranked by their words"
        conflict_found = conflict(prover, "weakens-force", above, below, review=review)
        if conflict_found is not None:
            yield conflict_found
    also = "its own force is higher, and this may limit only what it adds" if rank > required else ""
    if below.norm.unless:
        kind = "broadens-exception" if _broadens(prover, above, below) else "adds-exception"
        conflict_found = conflict(prover, kind, above, below, part="exception", review=also)
        if conflict_found is not None:
            yield conflict_found
    if rank >= required and _lowers(prover, above, below):
        conflict_found = conflict(prover, "raises-threshold", above, below, review=also)
        if conflict_found is not None:
            yield conflict_found


def _broadens(prover: Prover, above: Clause, below: Clause) -> bool:
    """Whether an exception of the norm above is one of the overlay norm too, with a limb dropped."""
    unexcepted = prover.program.negated(below.exception.formula)
    return prover.can_hold(above.exception.formula) and any(
        prover.can_hold(each) and not prover.can_hold(each, unexcepted)
        for each in _stated_exceptions(prover.program, above)
    )


def _stated_exceptions(program: Program, clause: Clause) -> Iterator[Formula]:
    for lines in clause.norm.unless:
        if any(line.words for line in lines):
            yield program.condition(conjunction(lines))


def conflict(
    prover: Prover,
    kind: str,
    above: Clause,
    below: Clause,
    *,
    part: Literal["norm", "exception"] = "norm",
    review: str = "",
) -> Conflict | None:
    """Return the conflict of this kind between two norms, if some activity shows it.

    Raises `Undecided` where the solver's budget is spent before it is known.
    """
    program = prover.program
    applicable = excepted(program, below) if part == "exception" else applies(program, below)
    done = conj((applicable, _done(program, kind, part, below)))
    met = (done, applies(program, above))
    open_, neutral, tied = _surroundings(prover, kind, above, below)
    others = _other_members(prover, done, below, open_)
    if not prover.can_hold(*met, at={**neutral, **others}):  # most pairs never meet, and need no more
        return None
    neutral = _neutral_beside(prover, done, neutral, tied)
    strictly = _least_beside(prover, done, {**neutral, **others}, tied)
    if not prover.can_hold(*met, at=strictly):
        return None
    region = conflict_region(program, kind, above, below)
    if part == "exception":
        region = conj((broken(program, above), below.against.formula))
    both = conj((done, region))
    witness = prover.world((both,), strictly)
    if witness is None:
        return None
    if kind in SHOWN_IN_HEED:
        both = conj((both, program.used(below)))
        witness = prover.world((both,), strictly) or witness
    for at in (strictly, neutral):  # one that rests on no open question convinces more
        clearer = _under_every_reading(prover, both, at)
        if clearer is not None:
            witness = clearer
            break
    reach = below.scope.facts | below.borne.facts
    spoken_of = (open_ | reach | program.facts_of(region) | above.act.facts) - prover.given.keys()
    goes_on = "an encouragement" if below.norm.force in _COMMENDING else "words"
    beside = goes_on if kind == "weakens-force" else ""
    survives = survival(prover, above, done, region, part=part, beside=beside)
    if kind == "denies-granted" and below.norm.force in _COMMENDING:
        review = f"it discourages what {above.norm.citation} grants, and does not forbid it"
    return Conflict(
        below=below.norm,
        above=above.norm,
        kind=kind,
        part=part,
        grade="total" if survives.nothing else "direct",
        applies=program.written(applicable),
        condition=program.written(region),
        survives=survives,
        review=review or KINDS[kind].review,
        witness={name: value for name, value in sorted(witness.items()) if name in spoken_of},
    )


def _under_every_reading(prover: Prover, both: Formula, neutral: Mapping[str, Stated]) -> Mapping[str, Value] | None:
    """Return a witness that rests on no open question, if one is found within the budget."""
    try:
        return prover.world((under_every_reading(prover.program, both),), neutral)
    except Undecided:
        return None


def _done(program: Program, kind: str, part: str, below: Clause) -> Formula:
    """Return what is done where the overlay norm bears on somebody: it is used, followed or, if it forbids, heeded."""
    if part == "exception" or kind in ("denies-granted", "weakens-force"):
        return below.against.formula
    if kind in SHOWN_IN_HEED:
        return TRUE
    return program.used(below)


def _surroundings(
    prover: Prover, kind: str, above: Clause, below: Clause
) -> tuple[frozenset[str], dict[str, Value], dict[str, Value]]:
    """Return the facts that are left open in looking for a witness, and the neutral values of all other conduct.

    Those last that constraints tie to what the overlay norm mentions: whoever speaks of a logo of their own speaks of
    an account that carries it.
    What the overlay norm mentions is open.
    What the norm above asks for or grants has its own occasion, which the overlay norm need not mention.
    Nor need one mention the circumstances of the provision that it stands under, if it is about the same act.
    """
    own, asked = below.act.facts, above.act.facts
    mentioned = own | below.when.facts | below.exception.facts | told_by_name(prover, below)
    occasion: frozenset[str] = frozenset()
    if above.norm.polarity == "do" or (stands_there(below.norm, above.norm) and kind == "exempts"):
        occasion = above.when.facts | asked
    elif stands_there(below.norm, above.norm) and kind in _OF_ONE_ACT and own & asked:
        occasion = above.when.facts  # an act that is only told by name has circumstances of its own
    return mentioned | occasion, *_neutral_elsewhere(prover, mentioned, occasion - mentioned)


def _other_members(prover: Prover, done: Formula, below: Clause, open_: frozenset[str]) -> dict[str, Part]:
    """Return the members of sets that an overlay norm speaks of, but not of these members: they stay neutral too.

    But for those that what is done brings along: who shows a text that stands on photos alone shows a photo.
    """
    program = prover.program
    named: dict[str, set[str]] = {}
    for test in (each for part in (below.act, below.when, below.exception) for each in tests(part.condition)):
        if program.vocabulary.facts[test.fact].domain.members():
            named.setdefault(test.fact, set()).update(map(str, test.operand))
    others: dict[str, Part] = {}
    for name, members in named.items():
        fact = program.vocabulary.facts[name]
        elsewhere = fact.domain.elsewhere(members, fact.neutral)
        if name in open_ and fact.kind == "conduct" and elsewhere is not None:
            untied = not any(name in together for together in prover.tied)
            alone = untied or prover.can_hold(done, at={name: elsewhere})
            others[name] = elsewhere if alone else _members_beside(prover, done, name, elsewhere)
    return others


def _members_beside(prover: Prover, done: Formula, name: str, elsewhere: Part) -> Part:
    """Return what can be said of the members of a set beside what is done."""
    beside = Part(has=frozenset(), lacks=frozenset())
    for member in sorted(elsewhere.has | elsewhere.lacks):
        own = {member}
        more = Part(has=beside.has | (elsewhere.has & own), lacks=beside.lacks | (elsewhere.lacks & own))
        if prover.can_hold(done, at={name: more}):
            beside = more
    return beside


def _neutral_elsewhere(
    prover: Prover, mentioned: frozenset[str], occasion: frozenset[str]
) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return conduct that is not mentioned at its neutral value, and by itself what is tied to what is mentioned.

    What belongs to the occasion of the norm above is left open, with all that the constraints tie to it.
    """
    program = prover.program
    tied = {name for each in mentioned for name in program.tied_to[each]}
    left_open = occasion | {name for each in prover.tied if each & occasion for name in each}
    neutral: dict[str, Value] = {}
    beside: dict[str, Value] = {}
    for name, fact in program.vocabulary.facts.items():
        may_vary = name in mentioned or name in left_open or name not in program.places
        if fact.kind == "conduct" and fact.neutral is not None and not may_vary:
            (beside if name in tied else neutral)[name] = fact.neutral
    return neutral, beside


def _neutral_beside(
    prover: Prover, here: Formula, neutral: Mapping[str, Value], tied: Mapping[str, Value]
) -> dict[str, Value]:
    """Add what of the conduct tied to what is mentioned can be neutral beside it."""
    all_neutral = dict(neutral)
    for name, value in tied.items():
        if prover.can_hold(here, at={**all_neutral, name: value}):
            all_neutral[name] = value
    return all_neutral


def _least_beside(
    prover: Prover, here: Formula, neutral: Mapping[str, Stated], tied: Mapping[str, Value]
) -> dict[str, Stated]:
    """Add the sets tied to what is mentioned that cannot be neutral beside it: with what is surely in them, or not.

    Where one of several members is in a set, and it is open which, the set stays open.
    """
    least = dict(neutral)
    for name in tied.keys() - neutral.keys():
        members = prover.program.vocabulary.facts[name].domain.elsewhere((), tied[name])
        if members is None:
            continue
        both = ((frozenset((member,)), member in members.has) for member in sorted(members.has | members.lacks))
        there = frozenset().union(*(own for own, usual in both if _stays(prover, here, least, name, own, usual=usual)))
        if prover.can_hold(here, at={**least, name: there}):
            least[name] = there
    return least


def _stays(
    prover: Prover, here: Formula, at: Mapping[str, Stated], name: str, own: frozenset[str], *, usual: bool
) -> bool:
    """Whether a member is in a set whose neutral value has it, or not: as `usual`, but where that cannot be."""
    none: frozenset[str] = frozenset()
    as_usual = Part(has=own, lacks=none) if usual else Part(has=none, lacks=own)
    return prover.can_hold(here, at={**at, name: as_usual}) is usual
