"""What a caller holds is a value: equal by what it is, kept in a pickle, its own copy, and safe in many threads."""

from __future__ import annotations

import copy
import pickle
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

import smpolicy
from smpolicy.foundations.once import once
from smpolicy.foundations.read_only import ReadOnly

ARCADIA: Final = Path(__file__).parents[1] / "data" / "corpora" / "arcadia"
DAY: Final = date(2026, 1, 1)
FACTS: Final = {"activity.interaction": "share", "content.depicts": {"has": ["osce_operation"], "lacks": []}}


@pytest.fixture(scope="module")
def library() -> smpolicy.Library:
    """Return the packaged documents."""
    return smpolicy.load()


@pytest.fixture
def policy(library: smpolicy.Library) -> smpolicy.Policy:
    """Return a policy of which nobody has asked anything yet."""
    return library.resolve("moldova", as_of=DAY, drafts=True)


# ------------------------------------------------------------ equality


def test_policies_are_equal_by_structure_day_drafts_and_text(library: smpolicy.Library) -> None:
    """Read again, they are the same; with another structure, day, or without drafts, they are not."""
    one = library.resolve("moldova", as_of=DAY, drafts=True)
    again = smpolicy.load().resolve("moldova", as_of=DAY, drafts=True)
    assert one == again
    assert hash(one) == hash(again)
    assert {one: "kept"}[again] == "kept"
    others = [
        library.resolve("moldova", as_of=DAY),
        library.resolve("moldova", as_of=date(2026, 1, 2), drafts=True),
        library.resolve("secretariat", as_of=DAY, drafts=True),
    ]
    assert len({one, again, *others}) == 4
    assert one != "moldova"


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("overlays/arcadia/ai-2024-07.yaml", "shall not", "should not"),
        ("base/facts.yaml", "question:", "note: other\n    question:"),
    ],
)
def test_policies_that_are_understood_otherwise_are_not_equal(
    tmp_path: Path, file: str, before: str, after: str
) -> None:
    """Another text, or the same text read otherwise, is another policy."""
    folder = Path(shutil.copytree(ARCADIA, tmp_path / "documents"))
    base = Path(__file__).parents[2] / "policies" / "base"
    shutil.copytree(base, folder / "base", ignore=shutil.ignore_patterns("structures.yaml"))
    one = smpolicy.load(folder).resolve("arcadia", as_of=DAY)
    assert one == smpolicy.load(folder).resolve("arcadia", as_of=DAY)
    changed = folder / file
    text = changed.read_text(encoding="utf-8")
    assert before in text
    changed.write_text(text.replace(before, after, 1), encoding="utf-8")
    other = smpolicy.load(folder)
    assert [each.message for each in other.errors] == []
    assert one != other.resolve("arcadia", as_of=DAY)


def test_decisions_are_equal_by_policy_facts_and_assumption(policy: smpolicy.Policy) -> None:
    """Whatever decided them: the search, or from the third decision on a program."""
    decisions = [policy.evaluate(FACTS) for _ in range(4)]
    assert len({type(each.source) for each in decisions}) == 2
    assert set(decisions) == {decisions[0]}
    assert policy.evaluate(FACTS, assume="neutral") != decisions[0]
    assert policy.evaluate({"activity.interaction": "like"}) != decisions[0]
    assert smpolicy.load().resolve("moldova", as_of=DAY).evaluate(FACTS) != decisions[0]
    assert decisions[0] != decisions[0].to_json()


# ------------------------------------------------------------ pickles and copies


def test_what_is_held_comes_out_of_a_pickle_as_it_went_in(library: smpolicy.Library, policy: smpolicy.Policy) -> None:
    """Policies, decisions, interviews, differences and reports are equal to what they were, and say the same."""
    decision = policy.evaluate(FACTS, assume="neutral")
    interview = library.interview("secretariat", as_of=DAY).answered({"person.category": "intern"})
    difference = smpolicy.compare(library.resolve("moldova", as_of=DAY), policy)
    for each in (policy, decision, interview, difference):
        again = pickle.loads(pickle.dumps(each))
        assert again == each
        assert again.to_json() == each.to_json()
    assert pickle.loads(pickle.dumps(library)).resolve("moldova", as_of=DAY, drafts=True) == policy
    report = smpolicy.check(Path(__file__).parents[2] / "examples" / "broken", policies=ARCADIA)
    again = pickle.loads(pickle.dumps(report))
    assert (again.to_json(), len(again.library.structures)) == (report.to_json(), len(report.library.structures))


def test_a_pickle_is_no_larger_for_what_was_worked_out(policy: smpolicy.Policy) -> None:
    """A decision carries no program, and many decisions one policy; a second policy adds no documents."""
    before = len(pickle.dumps(policy))
    decisions = [policy.evaluate({**FACTS, "person.category": each}) for each in ("intern", "consultant") for _ in "ab"]
    policy.compile()
    policy.text()
    assert len(pickle.dumps(policy)) == before
    assert len(pickle.dumps(decisions)) < before + 2_000
    library = smpolicy.load()
    both = [library.resolve(each, as_of=DAY) for each in ("secretariat", "astana")]
    assert len(pickle.dumps(both)) < 1.2 * len(pickle.dumps(both[0]))


def test_a_copy_is_the_value_itself(library: smpolicy.Library, policy: smpolicy.Policy) -> None:
    """What cannot be changed need not be copied."""
    for each in (library, policy, policy.evaluate(FACTS), library.interview("moldova", as_of=DAY)):
        assert copy.copy(each) is each
        assert copy.deepcopy(each) is each
    reason = policy.evaluate(FACTS).findings
    assert copy.deepcopy(reason) == reason


# ------------------------------------------------------------ read-only


@pytest.mark.parametrize(
    "change",
    [
        lambda mapping: mapping.update(a=2),
        lambda mapping: mapping.setdefault("b", 2),
        lambda mapping: mapping.pop("a"),
        lambda mapping: mapping.popitem(),
        lambda mapping: mapping.clear(),
        lambda mapping: mapping.__setitem__("a", 2),
        lambda mapping: mapping.__delitem__("a"),
        lambda mapping: mapping.__ior__({"a": 2}),
    ],
)
def test_a_read_only_mapping_refuses_every_change(change: Callable[[Any], object]) -> None:
    """Each way of changing a `dict` is refused, and what is made of it can be changed."""
    mapping = ReadOnly({"a": 1})
    with pytest.raises(TypeError, match="read-only"):
        change(mapping)
    assert mapping == {"a": 1}
    assert {**mapping, "b": 2} == mapping | {"b": 2} == {"a": 1, "b": 2}
    assert type(mapping | {}) is type(mapping.copy()) is dict
    assert pickle.loads(pickle.dumps(mapping)) == copy.deepcopy(mapping) == mapping
    assert type(copy.deepcopy(mapping)) is ReadOnly
    assert hash(mapping) == hash(ReadOnly({"a": 2}))


def test_what_callers_gave_can_be_changed_afterwards(policy: smpolicy.Policy) -> None:
    """A decision rests on what was stated when it was asked, whatever becomes of the caller's own mapping."""
    facts: dict[str, object] = {"activity.interaction": "share", "content.depicts": ["osce_operation"]}
    decision = policy.evaluate(facts)
    facts["activity.interaction"] = "like"
    assert isinstance(facts["content.depicts"], list)
    facts["content.depicts"].append("osce_official_on_duty")
    assert decision.stated["activity.interaction"] == "share"
    assert decision.stated["content.depicts"] == {"osce_operation"}


# ------------------------------------------------------------ threads


def at_once(work: Callable[[], object], threads: int = 12) -> list[object]:
    """Return what many threads get that begin at the same moment."""
    barrier = threading.Barrier(threads)
    found: list[object] = []

    def begin() -> None:
        barrier.wait()
        found.append(work())

    running = [threading.Thread(target=begin) for _ in range(threads)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for each in running:
            each.start()
        for each in running:
            each.join()
    finally:
        sys.setswitchinterval(before)
    assert len(found) == threads
    return found


def test_once_is_once_in_many_threads() -> None:
    """However many ask first at the same moment, it is worked out once, for each object."""
    calls: Counter[int] = Counter()

    class Slow:
        @once
        def answer(self) -> object:
            calls[id(self)] += 1
            threading.Event().wait(0.01)
            return object()

    one, other = Slow(), Slow()
    assert len({id(each) for each in at_once(lambda: one.answer)}) == 1
    assert one.answer is not other.answer
    assert set(calls.values()) == {1}


def test_once_keeps_nothing_of_what_failed() -> None:
    """What was raised is raised again by whoever asks next, and no lock is left behind."""
    calls = iter((False, True))

    class Failing:
        @once
        def answer(self) -> int:
            if not next(calls):
                raise ValueError
            return 1

    one = Failing()
    with pytest.raises(ValueError):  # noqa: PT011  (any will do)
        one.answer  # noqa: B018
    assert at_once(lambda: one.answer) == [1] * 12


def test_a_policy_is_worked_out_once_in_many_threads(
    library: smpolicy.Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Conflicts, the program and what is compiled for good are made once, and all threads decide alike."""
    from smpolicy.conflicts import regime
    from smpolicy.policy import for_good

    calls: Counter[str] = Counter()

    def counted(module: Any, name: str) -> None:
        real = getattr(module, name)

        def counting(*given: Any, **named: Any) -> Any:
            calls[name] += 1
            return real(*given, **named)

        monkeypatch.setattr(module, name, counting)

    for module, name in ((regime, "compiled"), (regime, "settled"), (regime, "relations"), (for_good, "program_of")):
        counted(module, name)
    shared = library.resolve("moldova", as_of=DAY, drafts=True)
    alone = smpolicy.load().resolve("moldova", as_of=DAY, drafts=True).evaluate(FACTS, assume="neutral").to_json()
    calls.clear()

    def work() -> object:
        shared.compile()
        decision = shared.evaluate(FACTS, assume="neutral")
        return decision.to_json(), dict(shared.relations), shared.evaluate({}).questions

    results = at_once(work)
    assert all(each == results[0] for each in results)
    assert isinstance(results[0], tuple)
    assert results[0][0] == alone
    assert calls == {"compiled": 1, "settled": 1, "relations": 1, "program_of": 1}


def test_one_decision_can_be_read_by_many_threads(policy: smpolicy.Policy) -> None:
    """All see the same answer, findings, questions and text, worked out once."""
    decision = policy.evaluate(FACTS)
    found = at_once(lambda: (decision.answer, decision.findings, decision.questions, decision.text(full=True)))
    assert all(each == found[0] for each in found)
    assert isinstance(found[0], tuple)
    assert len({id(each[1]) for each in found if isinstance(each, tuple)}) == 1


def test_a_program_that_many_threads_use_first_decides_as_one_does(policy: smpolicy.Policy) -> None:
    """What it keeps is there for others once it is whole: nobody is asked less for having come at the same moment."""
    document = policy.compile().document

    def said(program: smpolicy.Program) -> tuple[object, ...]:
        verdict = program.evaluate(FACTS, assume="neutral")
        rest = (verdict.answer, verdict.because, dict(verdict.findings), verdict.steps, verdict.readings)
        return verdict.questions, program.evaluate({}).questions, *rest

    alone = said(smpolicy.Program(document))
    for _ in range(8):
        program = smpolicy.Program(document)
        assert at_once(lambda program=program: said(program)) == [alone] * 12  # type: ignore[misc]


# ------------------------------------------------------------ order


def test_answers_are_ordered_and_stay_texts(policy: smpolicy.Policy) -> None:
    """Outcomes stand from the mildest to the worst, what leaves it open before what surely departs."""
    assert sorted({*smpolicy.ANSWERS}, key=smpolicy.gravity) == [*smpolicy.ANSWERS]
    assert [each for each in smpolicy.ANSWERS if each in smpolicy.OUTCOMES] == [*smpolicy.OUTCOMES]
    assert max(policy.evaluate(FACTS).possible, key=smpolicy.gravity) in smpolicy.OUTCOMES
    assert type(policy.evaluate(FACTS).answer) is str
    gravity = smpolicy.gravity
    assert gravity("no_departure_found") < gravity("undetermined") < gravity("seek_advice") < gravity("departs")
