"""Linking: whether the acts of two norms have to do with each other, so that one can be inconsistent with the other.

Two acts are linked where they turn on one fact, where the one tells of a fact of the other by name (who speaks of
posting speaks of disclosing), or where the one cannot be done without the other.
What an overlay norm only mentions as its occasion links nothing: to ask whoever posts a photo for a report is about
reporting.
"""

from __future__ import annotations

from smpolicy.conflicts.regions import ways_to_read
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import Formula, Undecided, conj
from smpolicy.meaning.conditions import Test, Value, facts
from smpolicy.meaning.norms import Norm


def met_by(above: Clause) -> frozenset[str]:
    """Return the facts by which an act meets a norm above.

    A duty or a grant is met in its act; what is disapproved of is met in its circumstances too.
    """
    met = above.act.facts
    return met | above.when.facts | above.scope.facts if above.norm.polarity == "refrain" else met


def entwined(prover: Prover, above: Clause, below: Clause) -> bool:
    """Whether two acts turn on one fact, or on facts that a constraint ties: else each can be done by itself."""
    own, other = below.act.facts, above.act.facts
    return not own.isdisjoint(other) or any(each & own and each & other for each in prover.tied)


def implies(prover: Prover, above: Clause, below: Clause) -> bool:
    """Whether the overlay norm cannot be followed, or used, while some conduct of the act above is neutral."""
    program = prover.program
    own, other = below.act.facts, above.act.facts
    tied = {name for each in own for name in program.tied_to[each] & other}
    for name in sorted(tied):
        neutral = program.vocabulary.facts[name].neutral  # nothing but conduct has one
        if neutral is not None and _never(prover, {name: neutral}, below):
            return True
    return False


def _never(prover: Prover, at: dict[str, Value], below: Clause) -> bool:
    try:
        used = prover.program.used(below)
        return not prover.can_hold(used, at=at) and prover.can_hold(used)
    except Undecided:  # what may be linked is looked at
        return True


def told_by_name(prover: Prover, clause: Clause) -> frozenset[str]:
    """Return the facts of which the act of a norm tells by name."""
    if clause.norm.id not in prover.told:
        prover.told[clause.norm.id] = _told_by_name(prover, clause)
    return prover.told[clause.norm.id]


def _told_by_name(prover: Prover, clause: Clause) -> frozenset[str]:
    program, spoken_of = prover.program, clause.act.facts
    return frozenset(
        name
        for name, fact in program.vocabulary.facts.items()
        if fact.named_by is not None
        and name in program.places
        and facts(fact.named_by) <= program.places.keys()
        and facts(fact.named_by) & spoken_of
        and _may_hold(prover, clause.act.formula, clause.when.formula, program.condition(fact.named_by))
    )


def _may_hold(prover: Prover, *formulas: Formula) -> bool:
    """Whether formulas can hold together, or that is undecided: what may be linked is looked at."""
    try:
        return prover.can_hold(*formulas)
    except Undecided:
        return True


def same_act(prover: Prover, above: Clause, below: Clause) -> bool:
    """Whether, where both norms apply but for exceptions, what is done against the one is done against the other.

    What an act tells by name is taken to be done with it; one reading of what is open suffices.
    """
    program = prover.program
    declared = program.vocabulary.facts
    named = [
        program.negated(program.condition(Test(fact=name, relation=denied.relation, operand=denied.operand)))
        for name in sorted(told_by_name(prover, below) & above.act.facts)
        if (denied := declared[name].domain.denied) is not None
    ]
    if not named and above.act.facts.isdisjoint(below.act.facts):
        return False
    applicable = (program.applies(clause, leaving_out={"aside", "exception"}) for clause in (above, below))
    done = conj((*applicable, *named, below.against.formula))
    met, missed = conj((done, above.against.formula)), conj((done, program.negated(above.against.formula)))
    return any(
        prover.can_hold(met, at=readings) and not prover.can_hold(missed, at=readings)
        for readings in ways_to_read(program, met)
    )


def stands_there(below: Norm, above: Norm) -> bool:
    """Whether an overlay norm stands under the provision that another norm was read off, or one within it.

    Under a norm of an overlay stands what is placed there.
    """
    if above.structure is not None:
        return above.id in below.anchors
    return lies_within(below, above)


def lies_within(norm: Norm, other: Norm) -> bool:
    """Whether the provision that a norm was read off, or stands under, is that of another norm, or one within it."""
    return f"{norm.provision}.".startswith(f"{other.provision}.")
