"""A policy compiled for good says what the exact search says, what z3 finds, and what every world comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oracle
from deciding.compiling_draws import STAGE, Drafted, activities, policies
from profiles import draws
from smpolicy import Decision, ImpossibleFacts, Policy, Program, Verdict
from smpolicy.deciding import cells, cubes, diagram, knowledge
from smpolicy.deciding.compiled.stating import Unreadable
from smpolicy.deciding.z3_solver import Z3
from smpolicy.meaning.vocabulary import NOT_SURE, Part
from smpolicy.policy.for_good import program_of

#: Several decisions under one policy: what is kept of one must change no other.
DECISIONS = st.lists(st.tuples(activities(), st.sampled_from(("none", "neutral", "neutral"))), min_size=3, max_size=6)
LAW = settings(max_examples=draws(100, heavy=True), suppress_health_check=list(HealthCheck))
FORCED = settings(max_examples=draws(60, heavy=True), suppress_health_check=list(HealthCheck))
Z3_LAW = settings(max_examples=draws(30, heavy=True), suppress_health_check=list(HealthCheck))


def known_to(policy: Policy, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is no fact of a policy: some vocabularies alone have a stage, and some overlays own facts."""
    return {name: said for name, said in facts.items() if name in policy.vocabulary.facts}


def searched(policy: Policy, facts: Mapping[str, Any], how: Any) -> Decision | None:
    """Decide by the exact search; nothing where the facts are refused."""
    try:
        return Decision(policy=policy, assume=how, source=policy.ruling(facts, assume=how))
    except ImpossibleFacts:
        return None


def decided(policy: Policy, program: Program, facts: Mapping[str, Any], how: Any) -> Decision | None:
    """Decide by a program; nothing where the facts are refused."""
    try:
        return Decision(policy=policy, assume=how, source=program.decide(facts, neutral=how == "neutral"))
    except Unreadable:
        return None


def in_ids(decision: Decision) -> dict[str, Any]:
    """Return all that a decision by search says, in ids."""
    ruling = decision.ruling
    return {
        "possible": decision.possible,
        "answer": decision.answer,
        "or_worse": decision.or_worse,
        "settled": decision.settled,
        "because": [(each.norm.id, each.status) for each in decision.because],
        "findings": {norm: each.status for norm, each in decision.findings.items()},
        "statuses": {norm: each.possible for norm, each in decision.findings.items()},
        "steps": [each.norm.id for each in decision.steps],
        "subject_to": [norm.id for norm in decision.subject_to],
        "set_aside": [(each.norm.id, each.prevailing.id, each.part) for each in decision.set_aside],
        "stated": {name: _plain(said) for name, said in ruling.stated.items()},
        "assumed": dict(ruling.assumed),
        "raised": set(ruling.raised),
        "unraised": dict(ruling.unraised),
        "questions": [fact.name for fact in decision.questions],
        "not_sure": list(decision.not_sure),
        "readings": [question.id for question in decision.readings],
    }


def of_verdict(verdict: Verdict) -> dict[str, Any]:
    """Return all that a program's verdict says."""
    return {
        "possible": verdict.possible,
        "answer": verdict.answer,
        "or_worse": verdict.or_worse,
        "settled": verdict.settled,
        "because": list(verdict.because),
        "findings": verdict.findings,
        "statuses": {norm: verdict.statuses_of(norm) for norm in verdict.findings},
        "steps": list(verdict.steps),
        "subject_to": list(verdict.subject_to),
        "set_aside": list(verdict.set_aside),
        "stated": verdict.stated,
        "assumed": verdict.assumed,
        "raised": set(verdict.raised),
        "unraised": verdict.unraised,
        "questions": list(verdict.questions),
        "not_sure": list(verdict.not_sure),
        "readings": list(verdict.readings),
    }


def _plain(said: Any) -> Any:
    if isinstance(said, Part):
        return (said.has, said.lacks)
    return "not_sure" if said is NOT_SURE else said


def parts_reached(policy: Policy, decision: Decision, program: Program) -> Iterator[str]:
    """Yield which hard parts an example reached."""
    for what, is_so in {
        "open": not decision.settled,
        "asks": bool(decision.questions),
        "readings": bool(decision.readings),
        "not sure": bool(decision.not_sure),
        "raised": bool(decision.ruling.raised),
        "unraised": bool(decision.ruling.unraised),
        "set aside": bool(decision.set_aside),
        "steps": bool(decision.steps),
        "subject to": bool(decision.subject_to),
        "mends": bool(decision.mends),
        "or worse": decision.or_worse,
        "not in force": not policy.in_force,
        "a stage": STAGE in decision.stated,
        "a part of a set": any(isinstance(said, Part) for said in decision.stated.values()),
        "ties": bool(policy.vocabulary.constraints),
        "wide": bool(program.document["wide"]),
    }.items():
        if is_so:
            yield what


def both_say_the_same(policy: Policy, program: Program, decisions: list[Any], reached: Counter[str]) -> None:
    """Hold verdicts, and decisions by them, to what the search says: to the last word; count what was reached."""
    for facts, how in decisions:
        reached["decisions"] += 1
        reached.update(_says_the_same(policy, program, known_to(policy, facts), how))


def _says_the_same(policy: Policy, program: Program, facts: dict[str, Any], how: Any) -> list[str]:
    search, compiled = searched(policy, facts, how), decided(policy, program, facts, how)
    assert (search is None) is (compiled is None)
    if search is None or compiled is None:
        assert refused(lambda: program.evaluate(facts, assume=how)) == refused(lambda: policy.ruling(facts, assume=how))
        return ["refused"]
    assert isinstance(compiled.source, Verdict)
    said, meant = of_verdict(compiled.source), in_ids(search)
    for what, each in meant.items():
        assert (what, said[what]) == (what, each)
    assert in_ids(compiled) == meant
    assert compiled.to_json() == search.to_json()
    assert compiled.text(full=True) == search.text(full=True)
    assert compiled.mends == search.mends
    for question in policy.vocabulary.questions.values():
        assert compiled.outcomes_by_reading(question) == search.outcomes_by_reading(question)
    return list(parts_reached(policy, search, program))


def refused(decide: Callable[[], Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is refused, and of which facts."""
    with pytest.raises(ImpossibleFacts) as caught:
        decide()
    return [(problem.kind, problem.facts) for problem in caught.value.problems]


#: Of a hundred examples, how many reach each hard part at least.
PARTS = {"open": 20, "asks": 15, "readings": 3, "not sure": 3, "raised": 5, "unraised": 3, "steps": 3, "ties": 30}
RARE = {
    "set aside": 1, "subject to": 1, "mends": 1, "not in force": 1, "a stage": 3, "a part of a set": 3, "refused": 3,
    "wide": 3,
}  # fmt: skip


def reaches(reached: Counter[str], parts: Mapping[str, int]) -> None:
    """Fail where the examples of a law reach too little of what is hard."""
    assert {
        part: reached[part] for part, share in parts.items() if reached[part] * 100 < share * reached["decisions"]
    } == {}


@pytest.mark.hypothesis
def test_a_program_says_what_the_search_says() -> None:
    """The outcomes, the answer and all that is said beside it; what is refused is refused by both."""
    reached: Counter[str] = Counter()

    @LAW
    @given(policies(), DECISIONS)
    def law(drafted: Drafted, decisions: list[Any]) -> None:
        policy = drafted.policy()
        both_say_the_same(policy, program_of(policy), decisions, reached)

    law()
    reaches(reached, PARTS | RARE)


@contextmanager
def limits(**most: int) -> Iterator[None]:
    """Let what is compiled outgrow its limits sooner."""
    with pytest.MonkeyPatch.context() as patch:
        for name, number in most.items():
            (module,) = (each for each in (cells, cubes, diagram, knowledge) if name in vars(each))
            patch.setattr(module, name, number)
        yield


@pytest.mark.hypothesis
def test_wide_constraints_change_nothing() -> None:
    """Where constraints tie too much for a cell, they stay formulas, and the same is said."""
    reached: Counter[str] = Counter()

    @FORCED
    @given(policies(), DECISIONS, st.sampled_from((1, 4)))
    def law(drafted: Drafted, decisions: list[Any], most: int) -> None:
        policy = drafted.policy()
        with limits(MOST_COMBINATIONS=most):
            program = program_of(policy)
        both_say_the_same(policy, program, decisions, reached)

    law()
    reaches(reached, PARTS | {"wide": 40})


@pytest.mark.hypothesis
def test_the_search_over_cells_says_the_same() -> None:
    """Where cubes would outgrow their limit, the exact search decides, and says so."""
    reached: Counter[str] = Counter()

    @FORCED
    @given(policies(), DECISIONS)
    def law(drafted: Drafted, decisions: list[Any]) -> None:
        policy = drafted.policy()
        with limits(MOST_CUBES_IN_ALL=0):
            program = program_of(policy)
        assert program.method == "search"
        both_say_the_same(policy, program, decisions, reached)

    law()
    reaches(reached, PARTS)


@Z3_LAW
@given(policies(), DECISIONS)
def test_a_program_says_what_z3_finds(drafted: Drafted, decisions: list[Any]) -> None:
    """z3 finds a world for every outcome that is possible, and for no other; so of every norm that may be broken."""
    policy = drafted.policy()
    program = program_of(policy)
    for facts, how in decisions[:2]:
        decision = decided(policy, program, known_to(policy, facts), how)
        if decision is not None and policy.in_force:
            _is_what_z3_finds(policy, decision)


def _is_what_z3_finds(policy: Policy, decision: Decision) -> None:
    verdict, ruling, z3 = decision.source, decision.ruling, Z3(budget=None)
    assert isinstance(verdict, Verdict)

    def found(formula: Any) -> bool:
        parts = (formula, *policy.program.constraints)
        return z3.find(parts, ruling.domains, policy.program.full) is not None

    for outcome in ("outside_scope", "no_departure_found", "departs", "contravenes"):
        assert found(ruling.outcome(outcome)) is (outcome in verdict.possible)
    for clause in ruling.counted:
        breach = policy.program.breaches(clause)
        assert found(breach) is verdict.may_break(clause.norm.id)
        assert found(policy.program.negated(breach)) is not verdict.surely_breaks(clause.norm.id)


@Z3_LAW
@given(policies(), DECISIONS)
def test_a_program_says_what_every_world_comes_to(drafted: Drafted, decisions: list[Any]) -> None:
    """Counted by an oracle that borrows nothing of the project: the outcomes, and how each norm stands."""
    policy = drafted.policy()
    program = program_of(policy)
    for facts, how in decisions[:2]:
        decision = decided(policy, program, known_to(policy, facts), how)
        if decision is not None and policy.in_force:
            _is_what_every_world_comes_to(policy, decision)


def _is_what_every_world_comes_to(policy: Policy, decision: Decision) -> None:
    meant, verdict = oracle.meaning(policy), decision.source
    assert isinstance(verdict, Verdict)
    known = {**decision.stated, **decision.assumed, **decision.ruling.unraised}
    counted = meant.counted(decision.stated)
    statuses: dict[str, set[str]] = {norm.id: set() for norm in meant.norms}
    possible = set()
    for world in meant.worlds(known):
        possible.add(meant.outcome(counted, world))
        for norm in meant.norms:
            statuses[norm.id].add(meant.status(norm, world))
    assert verdict.possible == possible
    assert {norm: verdict.statuses_of(norm) for norm in statuses} == statuses
