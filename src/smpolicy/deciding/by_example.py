"""How a norm stands by an example of its own, whatever else may be true of the activity, and may prevail over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause, NormStatus
from smpolicy.deciding.worlds import possible
from smpolicy.meaning.conditions import facts, questions
from smpolicy.meaning.vocabulary import Stated

#: How a norm can stand that speaks to an activity, of somebody whom it binds.
_STATUSES: Final[tuple[NormStatus, ...]] = ("outside", "exception", "met", "broken")


def standings(program: Program, clause: Clause, stated: Mapping[str, Stated]) -> list[NormStatus]:
    """Return how the norm can stand in the worlds that agree with an example, whatever may prevail over it."""
    domains = program.left_by(stated)

    def can(status: NormStatus) -> bool:
        formula = program.stands(clause, status, leaving_out={"aside"})
        return possible((formula, *program.constraints), domains, program.full)

    return [status for status in _STATUSES if can(status)]


def still_to_state(clause: Clause, stated: Mapping[str, Stated]) -> list[str]:
    """Return the facts that the norm turns on and that an example does not state."""
    conditions = [each.condition for each in (clause.when, clause.exception, clause.act)]
    return sorted(frozenset().union(*map(facts, conditions)) - set(stated))


def left_open(program: Program, clause: Clause) -> list[str]:
    """Return the numbers of the open questions that the norm turns on, by the text itself."""
    conditions = [each.condition for each in (clause.when, clause.exception, clause.act)]
    known = program.vocabulary.questions
    return sorted({known[each].number for condition in conditions for each in questions(condition)})
