"""An activity that shows a finding: as few facts as do, run through the evaluator before anybody sees it.

It is told in plain words, by the questions and answers of the documents, and as a scenario that can be pasted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any, Final, TypeAlias

from smpolicy.conflicts.coherence import Incoherence
from smpolicy.conflicts.inconsistency import SHOWN_IN_HEED, SHOWN_IN_USE
from smpolicy.conflicts.precedence import Clash, ForReview, SetAside
from smpolicy.conflicts.regime import Regime
from smpolicy.deciding.decision import Ruling, assumptions
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause, NormStatus
from smpolicy.deciding.worlds import TRUE, Formula, conj, disj, possible
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.meaning.conditions import Value
from smpolicy.meaning.domains import plain_value
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Fact

_Finding: TypeAlias = SetAside | Clash | ForReview | Incoherence
#: Whether a finding shows under all readings of what is open, or under any.
_How: TypeAlias = Callable[[Iterator[bool]], bool]
#: Whether facts show a finding.
_Shows: TypeAlias = Callable[[Mapping[str, Value]], bool]
#: How the norms that a finding is about may stand where it shows.
_Statuses: TypeAlias = tuple[frozenset[NormStatus], ...]

_BIND: Final[frozenset[NormStatus]] = frozenset({"met", "broken"})
_MET: Final[frozenset[NormStatus]] = frozenset({"met"})
_BROKEN: Final[frozenset[NormStatus]] = frozenset({"broken"})
_EXCEPTION: Final[frozenset[NormStatus]] = frozenset({"exception"})
#: How the overlay norm and the norm above stand where a conflict between them shows, while both are in force.
_STANDING: Final[Mapping[str, tuple[frozenset[NormStatus], frozenset[NormStatus]]]] = {
    "permits-disapproved": (_MET, _BROKEN),
    "exempts": (_MET, _BROKEN),
    "requires-disapproved": (_MET, _BROKEN),
    "raises-threshold": (_MET, _BROKEN),
    "denies-granted": (_BROKEN, _MET),
    "weakens-force": (_BROKEN, _BROKEN),
    "adds-exception": (_EXCEPTION, _BROKEN),
    "broadens-exception": (_EXCEPTION, _BROKEN),
    "blanket-ban": (_BROKEN, _BIND),
    "prior-restraint": (_BROKEN, _BIND),
    "shadowed": (_BROKEN, _BROKEN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An activity that shows a finding: its facts, the same in words, and a scenario with the answer that it gets.

    The remark says why nothing departs in it, where that is so.
    """

    facts: Mapping[str, Value]
    words: tuple[str, ...]
    scenario: Mapping[str, Any]
    remark: str = ""


def shown(regime: Regime, found: _Finding) -> Shown | None:
    """Return an activity that shows a finding, with all other conduct neutral; `None` if the evaluator does not.

    It shows where, under every reading of what is open or else under some, the overlay norm is surely set aside and to
    make use of it surely departs from the norm that prevails; or where both surely bind.
    What the overlay norm permits, or asks for, is surely done in it, but where only breaking it shows the finding, or
    where nobody can heed a ban there.
    A fact that the norm is not about has its usual value, where it has one; and a fact, or a member of a set, goes if
    the finding still shows without it.
    """
    facts = {name: value for name, value in found.witness.items() if name in regime.vocabulary.facts}
    if not facts:
        return None
    ruling = _decided(regime, facts)
    test = next((each for each in _tests(regime, found) if each.passed(ruling)), None)
    if test is None:
        return None
    declared = regime.vocabulary.facts
    facts = _usual(declared, facts, test.shows)
    smallest = _smallest(declared, facts, test.may_show)
    ruling = _decided(regime, smallest)
    if not test.passed(ruling):  # what may show it without a fact need not
        smallest = _smallest(declared, facts, test.shows)
        ruling = _decided(regime, smallest)
    return Shown(
        facts=smallest,
        words=tuple(f"{declared[name].question} {declared[name].label(value)}" for name, value in smallest.items()),
        scenario=_scenario(regime, smallest, found, ruling),
        remark=_remark(found, ruling),
    )


def as_witness(example: Shown | None, witness: Mapping[str, Value]) -> dict[str, object] | None:
    """Return what shows a finding as plain values: its example or else, if the evaluator has none, the bare facts."""
    if example is None:
        return {"facts": stated(witness)} if witness else None
    remark = {"remark": example.remark} if example.remark else {}
    return {
        "facts": stated(example.facts),
        "words": list(example.words),
        **remark,
        "scenario": dict(example.scenario),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Test:
    """Whether facts show a finding: that the norms stand otherwise is impossible, under all readings or under some."""

    regime: Regime
    clauses: list[Clause]
    otherwise: Formula
    how: _How

    def passed(self, ruling: Ruling) -> bool:
        """Whether a decision shows it."""
        program, domains = ruling.program, ruling.program.left_by(ruling.known)

        def can_hold(*formulas: Formula) -> bool:
            return possible((*formulas, *program.constraints), domains, program.full)

        readings = _readings(program, self.clauses, settled=ruling.unraised.keys())
        leaving_a_world = (reading for reading in readings if reading is TRUE or can_hold(reading))
        return self.how(not can_hold(self.otherwise, reading) for reading in leaving_a_world)

    def may_show(self, facts: Mapping[str, Value]) -> bool:
        """Whether facts can be and show it while no more is raised than what bears on them: a look, and a cheap one."""
        try:
            return self.passed(next(assumptions(self.regime.ruling(stated(facts)))))
        except ImpossibleFacts:  # they cannot be without the one that was left out
            return False

    def shows(self, facts: Mapping[str, Value]) -> bool:
        """Whether a decision on facts shows it."""
        return self.may_show(facts) and self.passed(_decided(self.regime, facts))


def _tests(regime: Regime, found: _Finding) -> Iterator[_Test]:
    """Yield what to look for in an activity that shows a finding, what shows it best first."""
    program = regime.program
    clauses = [program.clause(norm.id) for norm in _concerned(found)]
    for use, statuses, how in product(_uses(program, clauses[0], found), _ways_to_stand(found), (all, any)):
        stand = (
            disj(program.stands(clause, status) for status in sorted(allowed))
            for clause, allowed in zip(clauses, statuses, strict=False)
        )
        yield _Test(regime=regime, clauses=clauses, otherwise=program.negated(conj((use, *stand))), how=how)


def _uses(program: Program, clause: Clause, found: _Finding) -> tuple[Formula, ...]:
    """Return what is done where a norm is used or followed; nothing need be where only breaking it shows a finding.

    A ban that nobody can heed where what it forbids is asked for is shown without being heeded, if nothing else shows.
    """
    how = found.how if isinstance(found, Clash | Incoherence) else found.kind
    permission = isinstance(found, Incoherence) and clause.norm.force == "permitted"
    if not permission and how not in SHOWN_IN_USE:
        return (TRUE,)
    use = program.used(clause)
    return (use, TRUE) if how in SHOWN_IN_HEED else (use,)


def _usual(known: Mapping[str, Fact], facts: dict[str, Value], shows: _Shows) -> dict[str, Value]:
    """Give each fact its usual value where the finding shows with it as well: else the norm is about another one."""
    for name, value in facts.items():
        usual = known[name].usual
        if usual is not None and usual != value and shows({**facts, name: usual}):
            facts = {**facts, name: usual}
    return facts


def _smallest(known: Mapping[str, Fact], facts: dict[str, Value], shows: _Shows) -> dict[str, Value]:
    """Leave out each fact, those about the person last, and each member of a set, without which it still shows."""
    for name in sorted(facts, key=lambda name: (name.startswith("person."), name)):
        fewer = {other: value for other, value in facts.items() if other != name}
        if shows(fewer):
            facts = fewer
    for name in facts:
        facts = {**facts, name: known[name].domain.reduced(facts[name], partial(_shows_with, facts, name, shows))}
    return facts


def _shows_with(facts: Mapping[str, Value], name: str, shows: _Shows, value: Value) -> bool:
    return shows({**facts, name: value})


def stated(facts: Mapping[str, Value]) -> dict[str, Any]:
    """Return facts as documents state them: a set as a list."""
    return {name: plain_value(value) for name, value in facts.items()}


def _decided(regime: Regime, facts: Mapping[str, Value]) -> Ruling:
    return regime.ruling(stated(facts), assume="neutral")


def _scenario(regime: Regime, facts: Mapping[str, Value], found: _Finding, ruling: Ruling) -> dict[str, Any]:
    """Return a scenario whose answer, citations and statuses are those of the evaluator's ruling."""
    standing = {norm.id: ruling.finding(norm.id) for norm in _concerned(found)}
    return {
        "name": f"{found.norm.citation}: {found.kind}",
        "structure": regime.structure.id,
        "as_of": regime.as_of.isoformat(),
        **({"drafts": True} if regime.drafts else {}),
        "assume": "neutral",
        "facts": stated(facts),
        "expect": ruling.answer,
        **({"or_worse": True} if ruling.or_worse else {}),
        "because": [name for name, each in standing.items() if ruling.rests_on(each)],
        "statuses": {name: each.status for name, each in standing.items()},
    }


def _remark(found: _Finding, ruling: Ruling) -> str:
    """Say of a step that was not taken why nothing departs: it can still be taken."""
    steps = (norm for norm in _concerned(found) if norm.role == "step" and ruling.finding(norm.id).status == "broken")
    step = next(steps, None)
    if step is None or ruling.answer != "no_departure_found":
        return ""
    return f"{step.citation} asks for a step: that it is not taken yet is no departure"


def _readings(program: Program, clauses: list[Clause], *, settled: Set[str]) -> Iterator[Formula]:
    """Yield each reading of the open questions that norms turn on and that are not settled, as a formula."""
    spoken_of = {
        name
        for clause in clauses
        for element in (clause.aside, clause.when, clause.exception, clause.act)
        for name in program.spoken_of(element.formula)
    }
    questions = [each for name, each in program.vocabulary.questions.items() if name in spoken_of - settled]
    for chosen in product(*([(each.id, reading) for reading, _ in each.readings] for each in questions)):
        yield conj(program.read_as(question, reading) for question, reading in chosen)


def _concerned(found: _Finding) -> tuple[Norm, ...]:
    other = found.prevailing if isinstance(found, SetAside) else found.other
    beside = found.beside if isinstance(found, ForReview) else ()
    return (found.norm, *beside) if other is None else (found.norm, other, *beside)


def _ways_to_stand(found: _Finding) -> Iterator[_Statuses]:
    """Yield how the norms that are concerned stand in an activity that shows the finding; what shows it best first."""
    own, above = _STANDING.get(found.how if isinstance(found, Clash) else found.kind, (_BIND, _BIND))
    if isinstance(found, SetAside):
        own = _BROKEN if found.part == "exception" else frozenset({"set_aside"})
        if found.yields:
            above = _BIND | _EXCEPTION
    beside = (_MET for _ in found.beside) if isinstance(found, ForReview) else ()
    yield own, above, *beside  # those that only together conflict are all followed
    if isinstance(found, Incoherence):  # the base may prevail over one of them wherever they meet, or over both
        aside: frozenset[NormStatus] = frozenset({"set_aside"})
        yield from ((aside, above), (own, aside), (aside, aside), (own | aside, above | aside))
