"""Review: what of an overlay a person must look at, because no machine can weigh it.

A ban of most personal use stands against a declaration without determinate content; consequences and a shift of
responsibility are told by words alone. Nothing of it is ever set aside by machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Final

from smpolicy.conflicts.inconsistency import asks
from smpolicy.conflicts.precedence import ForReview, Undetermined
from smpolicy.conflicts.regions import whatever_else
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import Undecided
from smpolicy.meaning.conditions import Value
from smpolicy.meaning.kinds import KINDS
from smpolicy.meaning.norms import Instrument, Norm

#: More uses than these are not told apart: those of the Staff Instruction are some hundred.
_MOST_USES: Final = 10_000

#: Words by which a norm attaches consequences, or moves responsibility away from the person.
_WORDS: Final[Mapping[str, re.Pattern[str]]] = {
    "adds-sanction": re.compile(
        r"\b(disciplinary (measures?|actions?|consequences|sanctions?)|(lead|leads|give rise) to (dismissal|sanctions)|"
        r"(be|being) (disciplined|sanctioned|dismissed|penali[sz]ed|reprimanded|fined)|"
        r"deduct(ed|ion)? (of|from) (pay|salary)|"
        r"will have consequences|terminat(e|ed|ion) of (the |their )?(contract|appointment|engagement))\b",
        re.I,
    ),
    "shifts-responsibility": re.compile(
        r"\b(responsibility of the (?!person|individual|author|staff member)|bears? (full |sole |no )?responsibility|"
        r"takes? (over )?responsibility|(is|are) not responsible|not (be )?held responsible|relieved of responsibility|"
        r"\w+['’]s responsibility)",
        re.I,
    ),
}


def to_review(
    prover: Prover, governing: Instrument, norms: Iterable[Norm], clauses: Iterable[Clause]
) -> Iterator[ForReview | Undetermined]:
    """Yield what of the overlay norms a person must look at, in the order of the text."""
    compiled = {each.norm.id: each for each in clauses}
    for norm in norms:
        if norm.structure is None:
            continue
        if norm.id in compiled and governing.limits is not None:
            yield from _ban(prover, governing, compiled[norm.id])
        for kind, words in _WORDS.items():
            phrase = words.search(norm.text)
            if phrase is not None:
                why = f"{KINDS[kind].review}: “{phrase.group()}”"
                yield ForReview(norm=norm, other=None, kind=kind, why=why, witness={})


def _ban(prover: Prover, governing: Instrument, clause: Clause) -> Iterator[ForReview | Undetermined]:
    if governing.limits is None or not asks(clause.norm):
        return
    try:
        covered, uses, witness = _covered(prover, clause)
    except Undecided:
        declaring = next((each for each in governing.norms if each.provision == governing.limits.provision), None)
        if declaring is not None:
            yield Undetermined(norm=clause.norm, other=declaring)
        return
    if 2 * covered > uses:  # no more than half of all uses is no ban of most (our reading)
        number = governing.limits.provision.partition(":")[2]
        why = f"it covers {covered} of {uses} uses, and {number} says “{governing.limits.words}”"
        yield ForReview(norm=clause.norm, other=None, kind="blanket-ban", why=why, witness=witness)


def _covered(prover: Prover, clause: Clause) -> tuple[int, int, Mapping[str, Value]]:
    """Count the uses that a norm forbids whatever else is so, and all uses; with the first of them.

    Uses are told apart by what a person is asked about whether the instrument applies at all.
    A ban under some circumstances, or of some content, is a specific condition.
    """
    program = prover.program
    declared = program.vocabulary.facts
    scope = program.scope
    told_apart = sorted(name for name in scope.facts if declared[name].answered_by == "user")
    if clause.act.facts.isdisjoint(told_apart):
        return 0, 0, {}
    reached = (scope.formula, clause.borne.formula)
    forbidden = program.stands(clause, "broken", leaving_out={"scope", "borne", "aside"})
    settled = {*told_apart, *scope.facts, *clause.borne.facts}
    if not prover.can_hold(*reached, whatever_else(program, forbidden, settled)):
        return 0, 0, {}  # it always turns on something else
    if clause.norm.polarity == "do" and prover.can_hold(*reached, clause.when.formula, program.used(clause)):
        return 0, 0, {}  # a duty to use social media in some way bans no other
    places = [place for name in told_apart for place in program.places[name]]
    if prod(program.full[place].bit_count() for place in places) > _MOST_USES:
        raise Undecided(budget=_MOST_USES, unit="uses told apart")
    covered, uses, witness = 0, 0, dict[str, Value]()
    for cells in product(*(range(program.full[place].bit_length()) for place in places)):
        use = {place: 1 << cell for place, cell in zip(places, cells, strict=True)}
        world = prover.world(reached, {}, use)
        if world is not None:
            uses += 1
            if prover.world((*reached, program.negated(forbidden)), {}, use) is None:
                covered += 1
                witness = witness or {name: world[name] for name in told_apart}
    return covered, uses, witness
