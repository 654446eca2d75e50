"""What is measured: the rows of each table, with what their answers are compared with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from activities import PHOTO, Activity, Subject, some_activity
from emitting import IN_SCOPE, Cell, Rules, rules_of
from engines import PEERS, Engine, Peer
from invented import Size, write_corpus
from plain import three_valued, two_valued
from timing import Row, Verdict

import smpolicy
from smpolicy.deciding.decision import Assume, Ruling, decide
from smpolicy.deciding.program import compile_program
from smpolicy.deciding.semantics import COMES_TO
from smpolicy.policy import Policy

#: What every other row of a table is set in proportion to.
OURS = "smpolicy"

#: How many norms are compiled; the shipped policy has the first number.
SIZES = (50, 200, 1000)
#: Of the norms that are invented for an overlay so many can be decided; the base has so many beside them.
_DECIDABLE, _BASE = 0.9, 40


def peers_that_are_here() -> tuple[list[Peer], list[str]]:
    """Return the peers that are installed, and the names of those that are left out."""
    return [each for each in PEERS if each.installed], [each.name for each in PEERS if not each.installed]


def rows_of(subject: Subject, peers: Sequence[Peer]) -> Iterator[Row]:
    """Yield every row but those of compiling."""
    engines = {peer.name: peer.made(peer.emitted(subject.rules), subject.rules) for peer in peers}
    yield from _complete(subject, engines)
    for group, told in (("unknown-20", "most"), ("unknown-90", "few")):
        yield from _partial(subject, engines, group, [getattr(each, told) for each in subject.activities])
    yield from _neutral(subject)
    yield from _asking(subject.opened)
    yield from _explained(subject, engines)
    yield from _many(subject, engines)
    yield from _opened(subject)


def deciders(policy: Policy) -> dict[str, Any]:
    """Return what decides, by its name in the tables: a compiled program where a policy makes one, and the policy."""
    if not hasattr(policy, "compile"):
        return {OURS: policy}
    return {OURS: policy.compile(), f"{OURS}, `Policy.evaluate`": policy}


def _ids(because: Sequence[Any]) -> frozenset[str]:
    """Return the ids of reasons, which are all that they are where no text is at hand."""
    return frozenset(reason[0] if isinstance(reason, tuple) else reason.norm.id for reason in because)


def _with_reasons(decider: Any, assume: Assume, facts: Mapping[str, Any]) -> tuple[str, Sequence[Any]]:
    decision = decider.evaluate(facts, assume=assume)
    return decision.answer, decision.because


def _complete(subject: Subject, engines: Mapping[str, Engine]) -> Iterator[Row]:
    activities, row = subject.activities, partial(Row, group="complete")
    force = {each.norm.id: each.norm.force for each in subject.program.clauses}

    def ours(number: int, answer: tuple[str, Sequence[Any]]) -> Verdict:
        activity = activities[number]
        level = {each for each in activity.fired if COMES_TO.get(force.get(each, "")) == activity.outcome}
        return "same" if answer[0] == activity.outcome and (not level or _ids(answer[1]) == level) else "wrong"

    def theirs(number: int, fired: Sequence[str]) -> Verdict:
        return "same" if set(fired) == activities[number].fired else "wrong"

    def both(number: int, answer: tuple[list[str], list[str]]) -> Verdict:
        return "same" if set(answer[0]) == set(answer[1]) == activities[number].fired else "wrong"

    flat = [subject.flat(each.full) for each in activities]
    full = [each.full for each in activities]
    for name, decider in deciders(subject.policy).items():
        yield row(who=name, work=partial(_with_reasons, decider, "none"), items=full, judge=ours)
    yield row(who="Python by hand, two values", work=two_valued(subject.rules), items=flat, judge=theirs)
    yield row(who="Python by hand, three values", work=three_valued(subject.rules), items=flat, judge=both)
    for name, engine in engines.items():
        yield row(who=name, work=engine.fired, items=list(map(engine.ready, flat)), judge=theirs)


def _asked(decider: Any, facts: Mapping[str, Any]) -> tuple[str, Sequence[Any], bool]:
    """Decide with reasons, and tell whether anything is to be asked."""
    decision = decider.evaluate(facts)
    answer = decision.answer
    asks = getattr(decision, "asks_something", None)
    if asks is None:
        asks = answer == "undetermined" or (decision.or_worse and bool(decision.questions))
    return answer, decision.because, asks


def _vaguer(exact: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Callable[[int, Any], Verdict]:
    """Judge answers that must not claim more than the exact ones: which norms may be broken, and which surely are."""

    def judge(number: int, answer: tuple[list[str], list[str]]) -> Verdict:
        (may, surely), (may_be, are) = exact[number], (set(each) - {IN_SCOPE} for each in answer)
        if may_be == may and are == surely:
            return "same"
        return "vaguer" if may_be >= may and are <= surely else "wrong"

    return judge


def _partial(
    subject: Subject, engines: Mapping[str, Engine], group: str, told: Sequence[Mapping[str, Any]]
) -> Iterator[Row]:
    rulings = [subject.exactly(each) for each in told]
    exact = [subject.judged(each) for each in rulings]
    flat = [subject.flat(each) for each in told]
    row = partial(Row, group=group)
    for name, decider in deciders(subject.policy).items():
        yield row(who=name, work=partial(_asked, decider), items=told, judge=_as(rulings))
    yield row(who="Python by hand, three values", work=three_valued(subject.rules), items=flat, judge=_vaguer(exact))
    for name, engine in engines.items():
        if engine.ready_partial and engine.judged:
            ready = list(map(engine.ready_partial, flat))
            yield row(who=f"{name}, partial", work=engine.judged, items=ready, judge=_vaguer(exact))


def _as(rulings: Sequence[Ruling]) -> Callable[[int, Any], Verdict]:
    """Judge answers that must be those of the exact search."""
    expected = [(each.answer, _ids(each.because)) for each in rulings]

    def judge(number: int, answer: tuple[Any, ...]) -> Verdict:
        same = answer[0] == expected[number][0]
        if same and answer[0] not in ("outside_scope", "not_in_force"):  # those rest on no norm that is decided
            same = _ids(answer[1]) == expected[number][1]
        return "same" if same else "wrong"

    return judge


def _neutral(subject: Subject) -> Iterator[Row]:
    told = [each.eight for each in subject.activities]
    rulings = [subject.exactly(each, "neutral") for each in told]
    exact = _vaguer([subject.judged(each) for each in rulings])
    judged, assumed = three_valued(subject.rules), subject.neutral
    row = partial(Row, group="neutral")
    for name, decider in deciders(subject.policy).items():
        yield row(who=name, work=partial(_with_reasons, decider, "neutral"), items=told, judge=_as(rulings))
    yield row(
        who="Python by hand, three values",
        work=lambda flat: judged({**assumed, **flat}),
        items=[subject.flat(each) for each in told],
        # It assumes whatever was not said, what was raised too: it answers another question.
        judge=lambda number, answer: "same" if exact(number, answer) == "same" else "other",
    )


def _asking(policy: Policy) -> Iterator[Row]:
    row, decider = partial(Row, group="questions"), deciders(policy)[OURS]
    for words, facts in (("a photograph stated", PHOTO), ("nothing stated", {})):
        yield row(who=f"every question, {words}", work=lambda each: decider.evaluate(each).questions, items=[facts])
        yield row(who=f"is anything asked, {words}", work=lambda each: _asked(decider, each)[2], items=[facts])


def _explained(subject: Subject, engines: Mapping[str, Engine]) -> Iterator[Row]:
    policy = subject.policy
    told: dict[str, tuple[Assume, list[Mapping[str, Any]]]] = {
        "explained": ("none", [each.full for each in subject.activities]),
        "explained-neutral": ("neutral", [each.eight for each in subject.activities]),
    }
    for group, (assume, items) in told.items():
        row = partial(Row, group=group, items=items)
        yield row(who=OURS, work=partial(_with_reasons, policy, assume))
        yield row(who=f"{OURS}, `to_json`", work=partial(_as_data, policy, assume))
        yield row(who=f"{OURS}, `text`", work=partial(_in_words, policy, assume))
    for name, engine in engines.items():
        if engine.traced:
            ready = [engine.ready(subject.flat(each.full)) for each in subject.activities]
            yield Row(group="explained", who=f"{name}, with a trace", work=engine.traced, items=ready)


def _as_data(policy: Policy, assume: Assume, facts: Mapping[str, Any]) -> object:
    return policy.evaluate(facts, assume=assume).to_json()


def _in_words(policy: Policy, assume: Assume, facts: Mapping[str, Any]) -> object:
    return policy.evaluate(facts, assume=assume).text()


def _many(subject: Subject, engines: Mapping[str, Engine]) -> Iterator[Row]:
    activities = [*subject.activities] * 10  # a thousand rows a call, of which ten are alike
    row = partial(Row, group="rows", per_call=len(activities))
    flat = [subject.flat(each.full) for each in activities]

    def theirs(_: int, answers: Sequence[Sequence[str]]) -> Verdict:
        same = all(set(fired) == each.fired for fired, each in zip(answers, activities, strict=True))
        return "same" if same else "wrong"

    def broken(_: int, answers: Sequence[Sequence[str]]) -> Verdict:
        same = all(set(norms) == each.fired - {IN_SCOPE} for norms, each in zip(answers, activities, strict=True))
        return "same" if same else "wrong"

    decider = deciders(subject.policy)[OURS]

    def ours(facts: Sequence[Mapping[str, Any]]) -> list[Sequence[str]]:
        return [each.broken for each in decider.evaluate_many(facts)]

    two = two_valued(subject.rules)
    yield row(who=f"{OURS}, `evaluate_many`", work=ours, items=[[each.full for each in activities]], judge=broken)
    yield row(who="Python by hand, two values", work=lambda many: list(map(two, many)), items=[flat], judge=theirs)
    for name, engine in engines.items():
        if engine.batch:
            yield row(who=f"{name}, batch", work=engine.batch, items=[list(map(engine.ready, flat))], judge=theirs)


def _opened(subject: Subject) -> Iterator[Row]:
    told: Mapping[str, Callable[[Activity], Mapping[str, Any]]] = {
        "complete facts": lambda each: each.full,
        "20 % unknown": lambda each: each.most,
        "90 % unknown": lambda each: each.few,
    }
    decider = deciders(subject.opened)[OURS]
    for words, which in told.items():
        items = [which(each) for each in subject.activities]
        yield Row(group="opened", who=f"smpolicy, {words}", work=partial(_asked, decider), items=items)


# Compiling


def compiling(peers: Sequence[Peer], shipped: Policy) -> Iterator[tuple[int, int, list[Row]]]:
    """Yield for each size how many norms were asked for, how many there are, and the rows.

    An engine that puts off its work until the first answer is timed until then, and so are all.
    """
    for size in SIZES:
        policy = shipped if size == SIZES[0] else _invented(round((size - _BASE) / _DECIDABLE))
        rules, facts = rules_of(policy.program), some_activity(policy)
        flat = {each.key: each.cells[0] for each in rules.unknowns} | rules.flat(facts)
        row = partial(Row, group=f"compile-{size}")
        rows = [row(who=f"{OURS}, its formulas", work=partial(_formulas, policy), items=[facts])]
        if hasattr(policy, "compile"):
            bare = Policy(resolution=policy.resolution, lowered=policy.lowered)
            _ = bare.program  # kept by every copy, as what is compiled must not be
            rows.insert(0, row(who=OURS, work=partial(_compiled, bare), items=[facts]))
        rows += [
            row(who=peer.name, work=partial(_made, peer, rules, flat), items=[peer.emitted(rules)]) for peer in peers
        ]
        yield size, len(policy.program.clauses), rows


def _made(peer: Peer, rules: Rules, flat: Mapping[str, Cell], text: Any) -> object:
    """Make an engine of a text, and have it answer once."""
    engine = peer.made(text, rules)
    return engine.fired(engine.ready(flat))


def _formulas(policy: Policy, facts: Mapping[str, Any]) -> object:
    """Compile the norms of a policy to formulas, which is all that the exact search needs, and answer once."""
    program = compile_program(
        norms=policy.norms,
        instruments=policy.lowered.instruments,
        vocabulary=policy.vocabulary,
        governing=policy.resolution.governing.id,
    )
    ruling = decide(program, facts, given=policy.given, in_force=True, assume="none")
    return ruling.answer, ruling.because


def _compiled(bare: Any, facts: Mapping[str, Any]) -> object:
    """Compile a policy of which the formulas are there, and answer once."""
    return _with_reasons(copy(bare).compile(), "none", facts)


def _invented(norms: int) -> Policy:
    """Resolve a structure with an invented overlay of so many norms."""
    with TemporaryDirectory() as folder:
        write_corpus(Path(folder), Size(overlays=1, norms=norms))
        return smpolicy.load(Path(folder)).resolve("mission-001", as_of=date(2026, 6, 1), drafts=True)
