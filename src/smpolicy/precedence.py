"""Precedence: where norms of an overlay and of the base are inconsistent, and what the base says follows from it.

An overlay norm is inconsistent with a norm of the base where both apply and their acts oppose each other, in a world
that the constraints permit (our reading of section 5's "in cases of inconsistency").
What follows is for the documents to say, in the precedence clause of the instrument: it prevails, it yields, both bind,
or there is no clause, and the conflict is reported and nothing more.
What is set aside is a condition on a norm, never an edit of its text: it revives where the condition ends.

A conflict that only something unrelated to the overlay norm brings about is no finding:
what the norm does not mention stays neutral.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from smpolicy.conditions import ALWAYS, NEVER, All, AnyOf, ByReading, Condition, Not, Test, Value, facts, holds
from smpolicy.norms import Instrument, Norm, PrecedenceClause, Structure
from smpolicy.program import Program, values_of
from smpolicy.semantics import COMES_TO, Clause
from smpolicy.survival import survival
from smpolicy.worlds import find

#: Forces with which an overlay norm asks for something.
_ASKING: Final = ("mandatory", "should", "expected", "encouraged", "requested")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An overlay norm and a norm of the base that are inconsistent, and under which condition."""

    below: Norm
    above: Norm
    #: What the overlay norm does: `permits-disapproved`, `exempts`, `forbids-required`, `requires-disapproved`.
    kind: str
    condition: Condition
    #: Where the overlay norm applies, by its own words, and whether something is left of it there.
    applies: Condition
    survives: str
    #: An activity that shows it, in the facts that the two norms speak of.
    witness: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A norm, the norm that prevails over it, under which condition, and what survives in words."""

    norm: Norm
    prevailing: Norm
    kind: str
    condition: Condition
    survives: str
    witness: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """An overlay norm and a norm of the base that are inconsistent, where no clause says which one prevails."""

    norm: Norm
    other: Norm
    kind: str
    #: Why neither is set aside, in words.
    why: str
    witness: Mapping[str, Value]


def conflicts(
    program: Program, instruments: Iterable[Instrument], norms: Mapping[str, Clause], given: Mapping[str, Value]
) -> tuple[Conflict, ...]:
    """Return every overlay norm with each norm of the base that it conflicts with, in the order of the text.

    `program` knows every fact that the norms speak of; `norms` are the compiled clauses, by id; `given` is what the
    structure itself decides. A step, which only yields something to do, conflicts with nothing.
    """
    local = {each.id for each in instruments if each.structure is not None}
    return tuple(
        found
        for below in norms.values()
        if below.norm.instrument in local and below.norm.role != "step"
        for above in norms.values()
        if above.norm.instrument not in local and (found := _conflict(program, above, below, given))
    )


def settled(
    found: Iterable[Conflict], instruments: Iterable[Instrument], structure: Structure
) -> Iterator[SetAside | Clash]:
    """Yield what follows from each conflict, as the precedence clause of the instrument above says."""
    known = {each.id: each for each in instruments}
    for each in found:
        above, overlay = known[each.above.instrument], known[each.below.instrument]
        clause = above.precedence
        if clause is None or not _reaches(clause, overlay, structure):
            yield _clash(each, f"no clause says whether {above.number} or {overlay.number} prevails")
        elif clause.effect == "prevails":
            yield SetAside(
                norm=each.below,
                prevailing=each.above,
                kind=each.kind,
                condition=each.condition,
                survives=each.survives,
                witness=each.witness,
            )
        elif clause.effect == "yields":
            yield SetAside(
                norm=each.above,
                prevailing=each.below,
                kind=each.kind,
                condition=All(parts=(each.applies, each.condition)),
                survives=f"it still applies where {each.below.citation} does not",
                witness=each.witness,
            )
        else:
            said = {
                "cumulative": f"{above.number} leaves both in force",
                "needs-concurrence": f"{above.number} asks for concurrence, and does not say which prevails after it",
            }
            yield _clash(each, said[clause.effect])


def _clash(conflict: Conflict, why: str) -> Clash:
    return Clash(norm=conflict.below, other=conflict.above, kind=conflict.kind, why=why, witness=conflict.witness)


def _reaches(clause: PrecedenceClause, overlay: Instrument, structure: Structure) -> bool:
    """Whether a precedence clause speaks of an overlay: by its layer, or one below, and where it was promulgated."""
    return overlay.layer >= clause.layer and structure.kind in clause.promulgated_in


def opposition(above: Norm, below: Norm) -> str | None:
    """Tell how an overlay norm opposes a norm above it, by force and polarity alone."""
    if above.force not in COMES_TO:
        return None
    permits, asks = below.force == "permitted", below.force in _ASKING
    match above.polarity, below.polarity:
        case "refrain", "do" if permits:
            return "permits-disapproved"
        case "refrain", "do" if asks:
            return "requires-disapproved"
        case "do", "refrain" if permits:
            return "exempts"
        case "do", "refrain" if asks:
            return "forbids-required"
        case _:
            return None


def _conflict(program: Program, above: Clause, below: Clause, given: Mapping[str, Value]) -> Conflict | None:
    kind = opposition(above.norm, below.norm)
    if kind is None or facts(above.act).isdisjoint(facts(below.act) | facts(below.when)):
        return None
    region = _region(program, kind, above, below)
    witness = None if region == NEVER else _witness(program, kind, region, above, below, given)
    if witness is None:
        return None
    applies = _applies(below)
    return Conflict(
        below=below.norm,
        above=above.norm,
        kind=kind,
        condition=region,
        applies=applies,
        survives=survival(program, above, All(parts=(applies, _used(kind, below))), region),
        witness=witness,
    )


def _applies(clause: Clause) -> Condition:
    return All(parts=(clause.scope, clause.borne, clause.when, Not(part=clause.exception)))


def _region(program: Program, kind: str, above: Clause, below: Clause) -> Condition:
    """Return where the norm above prevails: where it applies, and the overlay norm leads to its being broken.

    A permission leads there where its use breaks the norm above.
    A norm that asks leads there where every way of following it does.
    """
    applies = _applies(above)
    broken = All(parts=(applies, above.act if above.norm.polarity == "refrain" else Not(part=above.act)))
    match kind:
        case "permits-disapproved" | "exempts":
            return broken
        case "requires-disapproved":
            followed, leads = below.act, broken
        case _:
            followed, leads = above.act, All(parts=(applies, below.act))
    return for_all(AnyOf(parts=(Not(part=followed), leads)), _ways(program, followed))


def _ways(program: Program, act: Condition) -> dict[str, list[Value]]:
    """Return the facts that a person chooses in doing an act, with their values: a judgement on it is no choice."""
    known = program.vocabulary.facts
    chosen = [name for name in sorted(facts(act)) if known[name].answered_by != "attest"]
    return {name: values_of(program, name) for name in chosen or sorted(facts(act))}


def _witness(
    program: Program, kind: str, region: Condition, above: Clause, below: Clause, given: Mapping[str, Value]
) -> Mapping[str, Value] | None:
    """Return facts that show the conflict where everything that the overlay norm does not mention stays neutral.

    A duty of the norm above has its own occasion, which the overlay norm need not mention to lift or forbid it.
    """
    mentioned = facts(below.act) | facts(below.when) | facts(below.exception)
    if above.norm.polarity == "do":
        mentioned |= facts(above.when) | facts(above.act)
    domains = list(program.full)
    for name, value in given.items():
        program.restrict(domains, name, value)
    for name, value in _neutral_elsewhere(program, mentioned):
        program.restrict(domains, name, value)
    parts = tuple(program.condition(each) for each in (_applies(below), _used(kind, below), region))
    found = find((*parts, *program.constraints), domains, program.full)
    if found is None:
        return None
    world = program.world(found)
    reached = facts(below.scope) | facts(below.borne)
    spoken_of = (mentioned | reached | facts(region) | facts(above.act)) - given.keys()
    return {name: value for name, value in sorted(world.items()) if name in spoken_of}


def _used(kind: str, below: Clause) -> Condition:
    """Return what is done where an overlay norm is made use of, or followed; one that forbids is followed by no act."""
    if kind == "forbids-required":
        return ALWAYS
    return below.act if below.norm.polarity == "do" else Not(part=below.act)


def _neutral_elsewhere(program: Program, mentioned: frozenset[str]) -> Iterator[tuple[str, Value]]:
    """Yield conduct that is neither mentioned nor tied by a constraint to what is, at its neutral value."""
    tied = set(mentioned)
    for constraint in program.constraints:
        spoken_of = program.spoken_of(constraint)
        if spoken_of & mentioned:
            tied |= spoken_of
    for name, fact in program.vocabulary.facts.items():
        if fact.kind == "conduct" and fact.neutral is not None and name in program.places and name not in tied:
            yield name, fact.neutral


def for_all(condition: Condition, ways: Mapping[str, list[Value]]) -> Condition:
    """Return the condition on all other facts under which `condition` holds whatever value these facts take."""
    for name, values in ways.items():
        condition = simplified(All(parts=tuple(assigned(condition, name, value) for value in values)))
    return condition


def assigned(condition: Condition, fact: str, value: Value) -> Condition:
    """Return what is left of a condition where one fact has a value."""
    match condition:
        case Test(fact=name):
            if name != fact:
                return condition
            return ALWAYS if holds(condition, {fact: value}) else NEVER
        case All(parts=parts):
            return simplified(All(parts=tuple(assigned(part, fact, value) for part in parts)))
        case AnyOf(parts=parts):
            return simplified(AnyOf(parts=tuple(assigned(part, fact, value) for part in parts)))
        case Not(part=part):
            return simplified(Not(part=assigned(part, fact, value)))
        case ByReading(question=question, readings=readings):
            return ByReading(
                question=question, readings=tuple((name, assigned(part, fact, value)) for name, part in readings)
            )


def simplified(condition: Condition) -> Condition:
    """Return a condition without parts that always or never hold, at its top."""
    match condition:
        case All(parts=parts):
            kept = tuple(dict.fromkeys(part for part in parts if part != ALWAYS))
            if NEVER in kept:
                return NEVER
            return kept[0] if len(kept) == 1 else All(parts=kept)
        case AnyOf(parts=parts):
            kept = tuple(dict.fromkeys(part for part in parts if part != NEVER))
            if ALWAYS in kept:
                return ALWAYS
            return kept[0] if len(kept) == 1 else AnyOf(parts=kept)
        case Not(part=part):
            if part in (ALWAYS, NEVER):
                return NEVER if part == ALWAYS else ALWAYS
            return part.part if isinstance(part, Not) else condition
        case _:
            return condition
