"""Coherence: whether the norms of one overlay, of a structure and of its parts, can stand beside each other.

Nothing ranks the norms of one overlay, so what is found here changes no answer: both norms bind, and the stricter one
governs an activity. Authors hardly ever mean that, so they are told.
A part's norm is read beside its structure's norms, which bind there too.

Two norms oppose each other as one of an overlay and one of the base do (`inconsistency`): with all conduct neutral that
the one which permits something, or asks for it to be done, does not mention.
So a rule and a narrower one for a special case are no contradiction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final, Literal, TypeAlias

from smpolicy.conflicts.inconsistency import asks, conflict, opposition
from smpolicy.conflicts.linking import met_by, told_by_name
from smpolicy.conflicts.regions import applies
from smpolicy.deciding.program import Program
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import Formula, Undecided, conj
from smpolicy.foundations.keywords import RANK
from smpolicy.meaning.conditions import All, Condition, Value, facts, holds, questions
from smpolicy.meaning.norms import Line, Norm, conjunction

#: What can be wrong within one overlay, by the name of its rule.
Fault: TypeAlias = Literal["never-applies", "shadowed", "contradicts", "loosens"]

#: Faults that are none unless they are there on every day: on another the norm does something.
ON_EVERY_DAY: Final[frozenset[Fault]] = frozenset({"never-applies", "shadowed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoherence:
    """A norm of an overlay that does nothing there, or that stands against another norm of the same overlay."""

    fault: Fault
    norm: Norm
    #: The norm that it stands beside; nothing where it is about one alone.
    other: Norm | None = None
    #: How the two oppose each other (`kinds.KINDS`); empty where they do not.
    how: str = ""
    #: Whether the two say exactly the same.
    same: bool = False
    #: Of a norm that never applies: the lines that cannot hold together, and the exceptions that hold where they do.
    lines: tuple[Line, ...] = ()
    excepted: tuple[Line, ...] = ()
    #: Whether that turns on whom it binds, or on what its instrument is about.
    reach: bool = False
    #: An activity that shows it, in the facts that the norms speak of; empty where no activity can.
    witness: Mapping[str, Value] = field(default_factory=dict)
    #: For each open question on which it turns, the readings under which it is so.
    under: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: The open questions that the norms turn on; it is so however one is read that is not among those of `under`.
    asked: frozenset[str] = frozenset()
    #: Whether it was found out within the budget of work: what was not is never taken for coherent.
    decided: bool = True

    @property
    def kind(self) -> str:
        """What it is called: how two norms oppose each other, or else the fault itself."""
        return self.how or self.fault

    @property
    def cited(self) -> str:
        """The citation of the norm that it stands beside; empty where it is about one alone."""
        return self.other.citation if self.other else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A clause with what many questions about it need."""

    clause: Clause
    #: Its place in the order of the text.
    number: int
    #: The facts that its act speaks of, with those that it tells of by name, and with its circumstances too.
    act: frozenset[str]
    told: frozenset[str]
    spoken_of: frozenset[str]
    #: The facts by which another act meets it.
    met: frozenset[str]
    #: The facts of each thing that must hold where it is broken, and those from which such a thing can follow.
    needs: tuple[frozenset[str], ...]
    near: frozenset[str]
    #: The facts of each thing that it asks to refrain from that is not so where conduct is neutral, whatever else is.
    avoidable: tuple[frozenset[str], ...]
    #: Where it is broken, were it not for its exceptions.
    disregarded: Formula
    #: Where it is broken and nothing prevails over it, and everywhere else.
    broken: Formula
    unbroken: Formula

    @property
    def norm(self) -> Norm:
        """The norm."""
        return self.clause.norm


def incoherences(prover: Prover, clauses: Iterable[Clause], structure: str) -> Iterator[Incoherence]:
    """Yield what is wrong among the norms of one overlay that hold for a structure, or for a part.

    `clauses` are these norms, in the order of the text.
    Only what concerns a norm of that very structure or part is yielded: the norms that a part has from its structure
    are examined beside each other for the structure.
    """
    tied = _tied(prover)
    neutral = _neutral(prover, tied)
    read: list[_Read] = []
    for number, clause in enumerate(clauses):
        never = list(_within_budget(_never_applies(prover, clause), "never-applies", clause.norm))
        yield from (each for each in never if each.norm.structure == structure)
        if not any(each.decided for each in never):
            read.append(_read(prover, clause, number, tied, neutral))
    opposed: set[tuple[str, str]] = set()
    for earlier, later in combinations(read, 2):
        if structure in (earlier.norm.structure, later.norm.structure):
            pair = _opposed(prover, earlier, later, tied)
            for incoherence in _within_budget(pair, "contradicts", later.norm, earlier.norm):
                opposed |= {(earlier.norm.id, later.norm.id), (later.norm.id, earlier.norm.id)}
                yield incoherence
    for own in read:
        if own.norm.structure == structure:
            others = [each for each in read if each is not own and (own.norm.id, each.norm.id) not in opposed]
            yield from _within_budget(_shadowed(prover, own, others), "shadowed", own.norm)


def _within_budget(
    found: Iterator[Incoherence], fault: Fault, norm: Norm, other: Norm | None = None
) -> Iterator[Incoherence]:
    """Yield what is found, or that the budget of work did not suffice to find out."""
    try:
        yield from found
    except Undecided:
        yield Incoherence(fault=fault, norm=norm, other=other, decided=False)


def _tied(prover: Prover) -> list[frozenset[str]]:
    """Return the facts that constraints tie together, directly or through others."""
    variables = prover.program.variables
    return [frozenset(variables[place].name for place in places) for places, _ in prover.program.groups]


def _read(
    prover: Prover, clause: Clause, number: int, tied: list[frozenset[str]], neutral: Mapping[str, Value]
) -> _Read:
    program = prover.program
    broken = program.stands(clause, "broken")
    mentioned = clause.facts | prover.given.keys()
    when = list(_conjuncts(clause.when.condition))
    act = list(_conjuncts(clause.act.condition)) if clause.norm.polarity == "refrain" else []
    told = clause.act.facts | told_by_name(prover, clause)
    return _Read(
        clause=clause,
        number=number,
        act=clause.act.facts,
        told=told,
        spoken_of=clause.when.facts | told,
        met=met_by(clause),
        needs=tuple(facts(each) for each in (*when, *act) if facts(each)),
        near=mentioned.union(*(each for each in tied if each & mentioned)),
        avoidable=tuple(facts(each) for each in act if _avoided(each, neutral)),
        disregarded=program.stands(clause, "broken", leaving_out={"aside", "exception"}),
        broken=broken,
        unbroken=program.negated(broken),
    )


def _avoided(condition: Condition, neutral: Mapping[str, Value]) -> bool:
    """Whether neutral conduct alone keeps a condition from holding, however the open questions are read."""
    turns_on = facts(condition).union(questions(condition))
    return turns_on <= neutral.keys() and not holds(condition, neutral)


def _conjuncts(condition: Condition) -> Iterator[Condition]:
    """Yield the conditions that must all hold where one does."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _conjuncts(part)
    else:
        yield condition


def _neutral(prover: Prover, tied: list[frozenset[str]]) -> dict[str, Value]:
    """Return the neutral value of all conduct that anybody can choose beside anything else."""
    return {
        name: fact.neutral
        for name, fact in prover.program.vocabulary.facts.items()
        if fact.kind == "conduct" and fact.neutral is not None and not fact.is_judgement
        and not any(name in each for each in tied)
    }  # fmt: skip


def _never_applies(prover: Prover, clause: Clause) -> Iterator[Incoherence]:
    """Yield that a norm applies in no world, or that a permission can be used in none, and what keeps it from it."""
    parts = list(_parts(prover.program, clause))
    if prover.can_hold(*(each.formula for each in parts)):
        return
    for part in tuple(parts):
        fewer = [each for each in parts if each is not part]
        if not prover.can_hold(*(each.formula for each in fewer)):
            parts = fewer
    yield Incoherence(
        fault="never-applies",
        norm=clause.norm,
        lines=tuple(line for part in parts if not part.exception for line in part.lines),
        excepted=tuple(line for part in parts if part.exception for line in part.lines),
        reach=any(not part.lines for part in parts),
        asked=_asked(clause),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A condition on which a norm applies, and the lines that state it; none for its reach."""

    formula: Formula
    lines: tuple[Line, ...] = ()
    exception: bool = False


def _parts(program: Program, clause: Clause) -> Iterator[_Part]:
    """Yield each condition on which a norm applies, and on which a permission is used; the most telling ones last."""
    norm = clause.norm
    yield _Part(formula=clause.scope.formula)
    yield _Part(formula=clause.borne.formula)
    for lines in norm.unless:
        excepted = program.condition(conjunction(lines))
        yield _Part(formula=program.negated(excepted), lines=lines, exception=True)
    yield from (_Part(formula=program.condition(line.condition), lines=(line,)) for line in norm.when)
    if norm.force == "permitted" and norm.polarity == "do":
        yield from (_Part(formula=program.condition(line.condition), lines=(line,)) for line in norm.act)
    elif norm.force == "permitted":
        yield _Part(formula=program.used(clause), lines=norm.act)


def _opposed(prover: Prover, earlier: _Read, later: _Read, tied: list[frozenset[str]]) -> Iterator[Incoherence]:
    """Yield how one of two norms stands against the other: of two of one structure, or of a part and its structure."""
    within_part = earlier.norm.structure != later.norm.structure
    above, below = sorted((earlier, later), key=_depth if within_part else _stands_against)
    kind = opposition(above.norm, below.norm, asked=asks(above.norm))
    if kind is not None:
        # A part that forbids what its structure permits asks for more, and that is no fault.
        if kind != "denies-granted" and _may_oppose(kind, above, below):
            permits = below.norm.force == "permitted"
            if within_part or not permits or not _special_case(prover, above, below):
                fault: Fault = "loosens" if within_part and permits else "contradicts"
                yield from _conflict(prover, fault, kind, above, below)
    elif asks(above.norm) and asks(below.norm):
        if (
            within_part
            and above.act & below.act
            and not prover.can_hold(below.disregarded, prover.program.negated(above.disregarded))
        ):
            yield from _less(prover, above, below)
        elif _may_be_impossible(above, below, tied):
            yield from _conflict(prover, "contradicts", "jointly-impossible", above, below)


def _may_oppose(kind: str, above: _Read, below: _Read) -> bool:
    """Whether it is worth a proof that a norm opposes another, by what they speak of.

    It does not where the other forbids only what is not so while all that this one does not mention stays neutral.
    What an exemption is from has its own occasion, though.
    """
    mentioned = below.spoken_of | below.clause.exception.facts
    unlikely = kind != "exempts" and any(each.isdisjoint(mentioned) for each in above.avoidable)
    return not above.met.isdisjoint(below.told) and not unlikely


def _special_case(prover: Prover, above: _Read, below: _Read) -> bool:
    """Whether a norm asks for something only where a permission covers all of it, and the permission goes further.

    "Photos may be posted" beside "photos shall not be posted within a day of a patrol" is a rule and its special case.
    """
    program = prover.program
    permitted = conj((applies(program, below.clause), program.used(below.clause)))
    return not prover.can_hold(above.broken, program.negated(permitted)) and prover.can_hold(permitted, above.unbroken)


def _may_be_impossible(above: _Read, below: _Read, tied: list[frozenset[str]]) -> bool:
    """Whether it is worth a proof that nobody can follow both of two norms that ask for something.

    Anybody can who can refrain from what one of them forbids by something of which the other does not speak.
    """
    linked = above.act & below.told or any(above.act & each and below.act & each for each in tied)
    apart = (each.isdisjoint(two.act) for one, two in ((above, below), (below, above)) for each in one.avoidable)
    return bool(linked) and not any(apart)


def _depth(read: _Read) -> int:
    return (read.norm.structure or "").count("/")


def _stands_against(read: _Read) -> tuple[bool, bool]:
    """Order two norms of one structure: a permission, or what asks for something to be done, stands against a ban."""
    return read.norm.force == "permitted", read.norm.polarity == "do"


def _less(prover: Prover, above: _Read, below: _Read) -> Iterator[Incoherence]:
    """Yield in what a part's norm says less than one of its structure about the same act.

    Forces of one rank cannot be compared; an exception to a norm of more force takes nothing from one of less.
    """
    rank, required = RANK[below.norm.force], RANK[above.norm.force]
    if rank < required:
        yield from _conflict(prover, "loosens", "weakens-force", above, below)
    if rank <= required and below.norm.unless:
        yield from _conflict(prover, "loosens", "adds-exception", above, below)


def _conflict(prover: Prover, fault: Fault, kind: str, above: _Read, below: _Read) -> Iterator[Incoherence]:
    part: Literal["norm", "exception"] = "exception" if kind == "adds-exception" else "norm"
    conflict_found = conflict(prover, kind, above.clause, below.clause, part=part)
    if conflict_found is not None:

        def found(beside: Prover) -> bool:
            return conflict(beside, kind, above.clause, below.clause, part=part) is not None

        asked = _asked(above.clause, below.clause)
        under = _turning(prover, asked, found)
        yield Incoherence(
            fault=fault,
            norm=below.norm,
            other=above.norm,
            how=kind,
            witness=conflict_found.witness,
            under=under,
            asked=asked,
        )


def _asked(*clauses: Clause) -> frozenset[str]:
    """Return the open questions that norms turn on."""
    conditions = (element.condition for clause in clauses for element in clause.elements)
    return frozenset(name for condition in conditions for name in questions(condition))


def _turning(prover: Prover, asked: Iterable[str], found: Callable[[Prover], bool]) -> dict[str, tuple[str, ...]]:
    """Return each open question on which it turns whether something is found, with the readings under which it is.

    Where the budget of work does not suffice to tell, every reading of it is named.
    """
    under: dict[str, tuple[str, ...]] = {}
    for name in sorted(asked):
        readings = [each for each, _ in prover.program.vocabulary.questions[name].readings]
        beside = {each: replace(prover, given={**prover.given, name: each}, told={}) for each in readings}
        try:
            shows = tuple(each for each in readings if found(beside[each]))
        except Undecided:
            shows = ()
        if len(shows) < len(readings):
            under[name] = shows or tuple(readings)
    return under


def _shadowed(prover: Prover, own: _Read, others: Iterable[_Read]) -> Iterator[Incoherence]:
    """Yield the first norm beside which one adds nothing: whatever breaks it breaks that one, with no less force.

    Of two that say exactly the same for one structure, the later one is told so.
    """
    if not asks(own.norm) or not prover.can_hold(own.broken):
        return
    for other in others:
        if not _may_shadow(own, other) or prover.can_hold(own.broken, other.unbroken):
            continue
        same = own.norm.force == other.norm.force and not prover.can_hold(other.broken, own.unbroken)
        if same and own.norm.structure == other.norm.structure and own.number < other.number:
            continue
        shows = conflict(prover, "weakens-force", other.clause, own.clause)
        witness = shows.witness if shows else {}
        yield Incoherence(
            fault="shadowed",
            norm=own.norm,
            other=other.norm,
            same=same,
            witness=witness,
            asked=_asked(own.clause, other.clause),
        )
        return


def _may_shadow(own: _Read, other: _Read) -> bool:
    """Whether it is worth a proof that a norm adds nothing beside another, by what they are and speak of.

    What the other needs must follow from something: from facts of this norm, or such as are tied to them.
    """
    no_less = RANK[other.norm.force] > RANK[own.norm.force] or other.norm.force == own.norm.force
    counts = other.norm.role in (None, own.norm.role) and own.norm.step in (None, other.norm.step)
    alike = not own.act.isdisjoint(other.act) and not any(each.isdisjoint(own.near) for each in other.needs)
    return asks(other.norm) and no_less and counts and alike
