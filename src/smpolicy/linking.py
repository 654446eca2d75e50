"""Linking: whether the acts of two norms have to do with each other, so that one can be inconsistent with the other.

Two acts are linked where they turn on one fact, where the one tells of a fact of the other by name (who speaks of
posting speaks of disclosing), or where the one cannot be done without the other.
What an overlay norm only mentions as its occasion links nothing: to ask whoever posts a photo for a report is about
reporting.
"""

from __future__ import annotations

from smpolicy.conditions import All, Condition, Not, Test, Value, facts
from smpolicy.norms import Norm
from smpolicy.proving import Prover
from smpolicy.regions import against, read, used, ways_to_read
from smpolicy.semantics import Clause
from smpolicy.worlds import Undecided


def met_by(above: Clause) -> frozenset[str]:
    """Return the facts by which an act meets a norm of the base.

    A duty or a grant is met in its act; what is disapproved of is met in its circumstances too.
    """
    met = facts(above.act)
    return met | facts(above.when) | facts(above.scope) if above.norm.polarity == "refrain" else met


def entwined(prover: Prover, above: Clause, below: Clause) -> bool:
    """Whether two acts turn on one fact, or on facts that a constraint ties: else each can be done by itself."""
    own, other = facts(below.act), facts(above.act)
    return not own.isdisjoint(other) or any(each & own and each & other for each in prover.tied)


def implies(prover: Prover, above: Clause, below: Clause) -> bool:
    """Whether the overlay norm cannot be followed, or used, while some conduct of the act above is neutral."""
    program = prover.program
    own, other = facts(below.act), facts(above.act)
    tied = {name for each in prover.tied if not each.isdisjoint(own) for name in each & other}
    for name in sorted(tied):
        fact = program.vocabulary.facts.get(name)
        neutral = fact.neutral if fact is not None and fact.kind == "conduct" else None
        if neutral is not None and _never(prover, {name: neutral}, below):
            return True
    return False


def _never(prover: Prover, at: dict[str, Value], below: Clause) -> bool:
    try:
        return prover.world((used(below),), at) is None and prover.can_hold(used(below))
    except Undecided:  # what may be linked is looked at
        return True


def told_by_name(prover: Prover, clause: Clause) -> frozenset[str]:
    """Return the facts of which the act of a norm tells by name."""
    if clause.norm.id not in prover.told:
        prover.told[clause.norm.id] = _told_by_name(prover, clause)
    return prover.told[clause.norm.id]


def _told_by_name(prover: Prover, clause: Clause) -> frozenset[str]:
    program, spoken_of = prover.program, facts(clause.act)
    return frozenset(
        name
        for name, fact in program.vocabulary.facts.items()
        if fact.named_by is not None
        and name in program.places
        and facts(fact.named_by) <= program.places.keys()
        and facts(fact.named_by) & spoken_of
        and _may_hold(prover, clause.act, clause.when, fact.named_by)
    )


def _may_hold(prover: Prover, *conditions: Condition) -> bool:
    """Whether conditions can hold together, or that is undecided: what may be linked is looked at."""
    try:
        return prover.can_hold(*conditions)
    except Undecided:
        return True


def same_act(prover: Prover, above: Clause, below: Clause) -> bool:
    """Whether, where both norms apply but for exceptions, what is done against the one is done against the other.

    What an act tells by name is taken to be done with it; one reading of what is open suffices.
    """
    known = prover.program.vocabulary.facts
    told = [
        Not(part=Test(fact=name, relation=denied.relation, operand=denied.operand))
        for name in sorted(told_by_name(prover, below) & facts(above.act))
        if (denied := known[name].domain.denied) is not None
    ]
    if not told and facts(above.act).isdisjoint(facts(below.act)):
        return False
    both = [part for clause in (above, below) for part in (clause.scope, clause.borne, clause.when)]
    done = All(parts=(*both, *told, against(below)))
    met, missed = All(parts=(done, against(above))), All(parts=(done, Not(part=against(above))))
    program = prover.program
    return any(
        prover.can_hold(read(met, readings)) and not prover.can_hold(read(missed, readings))
        for readings in ways_to_read(met, program)
    )


def stands_there(below: Norm, above: Norm) -> bool:
    """Whether an overlay norm stands under the provision that another norm was read off, or one within it."""
    return f"{below.provision}.".startswith(f"{above.provision}.")
