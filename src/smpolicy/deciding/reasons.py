"""What a decision rests on and what is to be done: reasons, steps, and the norms that no machine decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smpolicy.deciding.decision import Ruling
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause, FindingStatus
from smpolicy.deciding.worlds import possible
from smpolicy.foundations.in_brief import in_brief
from smpolicy.meaning.conditions import Value, facts
from smpolicy.meaning.norms import Contact, Norm, Step, conjunction
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, Part
from smpolicy.resolution.resolved import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A norm that the answer rests on, and how it stands."""

    norm: Norm
    status: FindingStatus

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class StepToTake:
    """Something that the text asks one to do, and whom to turn to; no contact where the place stands open."""

    norm: Norm
    do: str
    slot: str | None
    contact: Contact | None

    __repr__ = in_brief


def reasons(ruling: Ruling, resolution: Resolution) -> tuple[Reason, ...]:
    """Return what an answer rests on: norms that decide or leave it open, or those that say where the text speaks."""
    if ruling.answer == "not_in_force":
        early = resolution.before_commencement
        return tuple(
            Reason(norm=norm, status="outside") for norm in resolution.norms if early and norm.kind == "commencement"
        )
    if ruling.answer == "outside_scope":
        return tuple(Reason(norm=norm, status="outside") for norm in _scope_norms(ruling, resolution))
    return tuple(Reason(norm=finding.norm, status=finding.status) for finding in ruling.because)


def _scope_norms(ruling: Ruling, resolution: Resolution) -> Iterator[Norm]:
    """Yield the norms that state the scope and whose condition does not hold."""
    for norm in stating_scope(ruling.program, resolution):
        if not ruling.can_hold(ruling.program.condition(conjunction(norm.when))):
            yield norm


def stating_scope(program: Program, resolution: Resolution) -> Iterator[Norm]:
    """Yield the norms that state the scope, and without whose condition there is none."""
    stated_by = {name for instrument in resolution.instruments for name in instrument.stated_by}
    for norm in resolution.norms:
        if norm.id in stated_by:
            holds = program.condition(conjunction(norm.when))
            without = (program.scope.formula, program.negated(holds), *program.constraints)
            if not possible(without, program.full, program.full):
                yield norm


def interpretive(ruling: Ruling, resolution: Resolution) -> tuple[Norm, ...]:
    """Return the local norms on persons that no machine decides, for an activity that is or may be in scope."""
    if ruling.possible <= {"not_in_force", "outside_scope"}:
        return ()
    local = (norm for norm in resolution.norms if norm.structure is not None and norm.borne_by_persons)
    return tuple(norm for norm in local if not norm.act)


def remarked(ruling: Ruling) -> tuple[tuple[Fact, Value], ...]:
    """Return what was stated that documents remark on though no norm turns on it: what was affirmed, with its value."""
    facts = ruling.program.vocabulary.facts
    stated = ((facts[name], each) for name, each in ruling.stated.items() if facts[name].remark)
    affirmed = ((fact, each.has if isinstance(each, Part) else each) for fact, each in stated if each is not NOT_SURE)
    return tuple((fact, value) for fact, value in affirmed if value and value != fact.neutral)


def steps(ruling: Ruling, resolution: Resolution) -> tuple[StepToTake, ...]:
    """Return what the text asks one to do now: steps whose condition surely holds, and those a broken norm yields."""
    if not ruling.in_force:
        return ()
    asking = (norm for norm in resolution.norms if norm.step is not None)
    if ruling.decided is not None:
        found = frozenset(ruling.decided.steps)
        arising = [norm for norm in asking if norm.id in found]
    else:
        arising = [norm for norm in asking if norm.step is not None and _arises(norm, norm.step, ruling)]
    return tuple(step for norm in arising if (step := step_to_take(norm, resolution)))


def advisers(ruling: Ruling, resolution: Resolution) -> tuple[StepToTake, ...]:
    """Return whom the text names for whoever is unsure: to be told also to whoever is told of a departure.

    The text asks them for nothing more, but they may be unsure of that, or of what to do, and have somebody to turn to.
    """
    if ruling.answer not in ("undetermined", "seek_advice", "departs", "contravenes"):
        return ()
    unsure = (norm for norm in resolution.norms if norm.step is not None and norm.step.on == "unsure")
    return tuple(step for norm in unsure if (step := step_to_take(norm, resolution)))


def contacts(ruling: Ruling, resolution: Resolution) -> tuple[Contact, ...]:
    """Return whom to turn to: those whom the steps name, and those who give advice."""
    named = (step.contact for step in (*steps(ruling, resolution), *advisers(ruling, resolution)))
    return tuple(dict.fromkeys(contact for contact in named if contact is not None))


def step_to_take(norm: Norm, resolution: Resolution) -> StepToTake | None:
    """Return what a norm asks one to do, with whom to turn to there; `None` where it asks for nothing."""
    if norm.step is None:
        return None
    slot = norm.step.slot
    return StepToTake(norm=norm, do=norm.step.do, slot=slot, contact=resolution.contacts.get(slot or ""))


def _arises(norm: Norm, step: Step, ruling: Ruling) -> bool:
    if step.on == "unsure":
        return ruling.answer in ("seek_advice", "undetermined") or ruling.or_worse
    if step.on == "broken" and norm.polarity == "refrain" and "planned" not in ruling.stages:
        return False  # what is done cannot be asked for beforehand
    if step.on == "broken":
        counted = [clause for clause in ruling.counted if clause.norm.id == norm.id]
        to_be_done = any(_open_by_readings_at_most(clause, ruling) for clause in counted)
        return to_be_done and any(each.norm.id == norm.id for each in ruling.because)
    program = ruling.program
    if all(clause.norm.id != norm.id for clause in program.clauses):
        # nothing to do or leave undone is stated: it arises wherever its circumstances hold
        return not ruling.can_hold(program.negated(program.condition(conjunction(norm.when))))
    finding = ruling.finding(norm.id)
    if finding.possible <= {"met", "broken"}:
        said = any(name in ruling.stated for line in norm.act for name in facts(line.condition))
        return not (said and finding.status == "met")
    return _said_undone(program.clause(norm.id), ruling)


def _open_by_readings_at_most(clause: Clause, ruling: Ruling) -> bool:
    """Whether a norm on which an answer rests is surely broken, or readings alone leave that open.

    What is left open by a reading is to be done: to do it breaks nothing. But nothing is to be done about what may not
    be: while something is still to be asked, or somebody is not sure of what the norm turns on.
    """
    unsettled = ruling.answer == "undetermined" or any(ruling.stated.get(name) is NOT_SURE for name in clause.facts)
    return not unsettled or ruling.surely_breached(clause)


def _said_undone(clause: Clause, ruling: Ruling) -> bool:
    """Whether somebody said that a step was not taken, where it is open whether it was to be: of circumstances only."""
    conduct = (name for name, fact in ruling.program.vocabulary.facts.items() if fact.kind == "conduct")
    open_conduct = clause.when.facts.intersection(conduct) - ruling.known.keys()
    return ruling.is_counted(clause) and not open_conduct and "broken" in ruling.finding_of(clause).possible
