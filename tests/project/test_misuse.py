"""Whatever a caller does wrongly is told by one tree of errors, in a sentence, and by no error of something below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest

import smpolicy

DAY: Final = date(2026, 1, 1)


@pytest.fixture(scope="module")
def at_hand() -> Any:
    """Return what a caller holds, each as if no type checker had looked at what is done with it."""
    library = smpolicy.load()
    policy = library.resolve("secretariat", as_of=DAY)
    decision = policy.evaluate({"activity.interaction": "post"})
    interview = library.interview("secretariat", as_of=DAY)
    return SimpleNamespace(
        library=library, policy=policy, decision=decision, program=policy.compile(), interview=interview
    )


def resolved(**named: Any) -> Callable[[Any], object]:
    """Return how a policy is asked for in this way."""
    said = {"structure": "secretariat", "as_of": DAY, **named}
    return lambda at_hand: at_hand.library.resolve(said.pop("structure"), **said)


def evaluated(facts: Any, **named: Any) -> Callable[[Any], object]:
    """Return how an activity is asked about in this way: of a policy, and of its program alike."""

    def ask(at_hand: Any) -> object:
        with pytest.raises(smpolicy.SmpolicyError) as by_program:
            at_hand.program.evaluate(facts, **named)
        with pytest.raises(smpolicy.SmpolicyError) as by_a_new_policy:
            smpolicy.load().resolve("secretariat", as_of=DAY).evaluate(facts, **named)
        assert type(by_program.value) is type(by_a_new_policy.value)
        return at_hand.policy.evaluate(facts, **named)

    return ask


FACTS: Final = smpolicy.ImpossibleFacts


def endless() -> list[Any]:
    """Return lists in lists, deeper than Python itself can show them."""
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    return nested


MISUSES: Final[dict[str, tuple[Callable[[Any], object], type[Exception], str]]] = {
    "no facts": (evaluated(None), FACTS, "as a mapping, and not as `NoneType`"),
    "a list of names": (evaluated(["activity.interaction"]), FACTS, "not as `list`"),
    "pairs": (evaluated([("activity.interaction", "like")]), FACTS, "not as `list`"),
    "a text": (evaluated("activity.interaction"), FACTS, "not as `str`"),
    "a number as a name": (evaluated({1: 2}), FACTS, "no fact is called `1`"),
    "a tuple as a name": (evaluated({("a", "b"): 2}), FACTS, "no fact is called"),
    "nesting": (evaluated({"activity": {"interaction": "like"}}), FACTS, "no fact is called `activity`"),
    "a nested answer": (evaluated({"activity.interaction": ["like"]}), FACTS, "cannot be"),
    "a set in a set": (evaluated({"content.depicts": [["osce_operation"]]}), FACTS, "cannot be"),
    "parts of a part": (evaluated({"content.depicts": {"has": {"has": []}}}), FACTS, "cannot be"),
    "how to assume": (evaluated({}, assume="all"), smpolicy.UnknownAssumption, "`none`, `neutral`"),
    "assume, a list": (evaluated({}, assume=[]), smpolicy.UnknownAssumption, "`none`, `neutral`"),
    "assume, yes": (evaluated({}, assume=True), smpolicy.UnknownAssumption, "`none`, `neutral`"),
    "no rows": (lambda at: list(at.policy.evaluate_many(None)), smpolicy.NoRows, "no `NoneType`"),
    "no rows of a program": (lambda at: list(at.program.evaluate_many(7)), smpolicy.NoRows, "no `int`"),
    "no row with a key": (lambda at: list(at.policy.evaluate_many([None], key="k")), smpolicy.UnreadableRows, "row 0"),
    "a fact as a key": (
        lambda at: list(at.policy.evaluate_many([{}], key="activity.interaction")),
        smpolicy.UnreadableRows,
        "it is a fact",
    ),
    "a time for a day": (resolved(as_of=datetime(2026, 1, 1)), smpolicy.NotADay, "a `datetime.date`"),
    "a text for a day": (resolved(as_of="2026-01-01"), smpolicy.NotADay, "a `datetime.date`"),
    "no day": (resolved(as_of=None), smpolicy.NotADay, "a `datetime.date`"),
    "no": (resolved(drafts="no"), smpolicy.NotYesOrNo, "`drafts` is `True` or `False`, not `'no'`"),
    "none": (resolved(drafts=None), smpolicy.NotYesOrNo, "`drafts` is `True` or `False`"),
    "one": (resolved(drafts=1), smpolicy.NotYesOrNo, "`drafts` is `True` or `False`"),
    "interview, no": (
        lambda at: at.library.interview("secretariat", as_of=DAY, drafts="no"),
        smpolicy.NotYesOrNo,
        "`drafts`",
    ),
    "a structure's old name": (resolved(structure="nur-sultan"), smpolicy.UnknownStructure, "no structure"),
    "a list of structures": (resolved(structure=["astana"]), smpolicy.UnknownStructure, "no structure"),
    "no structure": (resolved(structure=None), smpolicy.UnknownStructure, "no structure"),
    "an unknown outcome": (lambda at: at.decision.example("forbidden"), smpolicy.UnknownAnswer, "`contravenes`"),
    "an answer as an outcome": (lambda at: at.decision.example("seek_advice"), smpolicy.UnknownAnswer, "`departs`"),
    "the gravity of nothing": (lambda at: smpolicy.gravity(at), smpolicy.UnknownAnswer, "nothing is answered by"),
    "an unknown format": (lambda at: at.policy.text("html"), smpolicy.UnknownFormat, "`text`, `markdown`"),
    "a list of formats": (lambda at: at.policy.text(["text"]), smpolicy.UnknownFormat, "`text`, `markdown`"),
    "no replies": (lambda at: at.decision.given(None), FACTS, "as a mapping"),
    "a list of replies": (lambda at: at.interview.answered(["intern"]), FACTS, "as a mapping"),
    "an unknown start": (lambda at: at.interview.answered({"starts": [[]]}), smpolicy.UnknownStart, "starting point"),
    "not sure, in words": (lambda at: at.interview.answered({"not_sure": "x"}), FACTS, "true or false"),
    "no interview": (lambda at: at.library.resume(None), smpolicy.UnreadableInterview, "no interview"),
    "no open question": (lambda at: at.decision.outcomes_by_reading(None), smpolicy.UnknownQuestion, "open question"),
    "an unknown norm": (lambda at: at.program.evaluate({}).may_break("x"), smpolicy.UnknownNorm, "`x`"),
    "an unknown category": (lambda at: at.policy.duties(category="monk"), FACTS, "cannot be `monk`"),
    "a list of events": (lambda at: at.policy.duties(category="intern", event=[]), FACTS, "cannot be"),
    "no folder": (lambda _: smpolicy.load("nowhere"), smpolicy.UnreadablePath, "no such folder"),
    "a number as a folder": (lambda _: smpolicy.load(5), smpolicy.UnreadablePath, "it is no path"),  # type: ignore[arg-type]
    "nothing to check": (lambda _: smpolicy.check(None), smpolicy.UnreadablePath, "it is no path"),  # type: ignore[arg-type]
    "a number beside it": (
        lambda _: smpolicy.check(Path(__file__), policies=5),  # type: ignore[arg-type]
        smpolicy.UnreadablePath,
        "it is no path",
    ),
    "no policy": (lambda at: smpolicy.compare(None, at.policy), smpolicy.NotAPolicy, "no `NoneType`"),  # type: ignore[arg-type]
    "a policy and a text": (lambda at: smpolicy.compare(at.policy, "astana"), smpolicy.NotAPolicy, "no `str`"),  # type: ignore[arg-type]
    "no program": (lambda _: smpolicy.load_program("nowhere"), smpolicy.UnreadablePath, "nowhere"),
    "a number as a program": (lambda _: smpolicy.load_program(0), smpolicy.UnreadablePath, "it is no path"),  # type: ignore[arg-type]
    "no document": (lambda _: smpolicy.Program(None), smpolicy.UnreadableProgram, "`format`"),  # type: ignore[arg-type]
    "an unknown schema": (lambda _: smpolicy.schema("decisions"), smpolicy.UnknownSchema, "`decision`"),
    "a path as a schema": (lambda _: smpolicy.schema("../pyproject"), smpolicy.UnknownSchema, "no schema"),
    "no findings": (lambda _: smpolicy.plain_diagnostics(None), smpolicy.NotDiagnostics, "no `NoneType`"),  # type: ignore[arg-type]
    "a text as findings": (lambda _: smpolicy.plain_diagnostics("x"), smpolicy.NotDiagnostics, "no `str`"),  # type: ignore[arg-type]
    "a list as a key": (lambda at: list(at.policy.evaluate_many([{}], key=[])), smpolicy.UnreadableRows, "`[]`"),
    "no end, assumed": (lambda at: evaluated({}, assume=endless())(at), smpolicy.UnknownAssumption, "`neutral`"),
    "no end, as a day": (lambda at: resolved(as_of=endless())(at), smpolicy.NotADay, "a `datetime.date`"),
    "no end, as yes": (lambda at: resolved(drafts=endless())(at), smpolicy.NotYesOrNo, "`drafts`"),
    "no end, a structure": (lambda at: resolved(structure=endless())(at), smpolicy.UnknownStructure, "no structure"),
    "no end, a path": (lambda _: smpolicy.load(endless()), smpolicy.UnreadablePath, "it is no path"),  # type: ignore[arg-type]
    "no end, a program": (lambda _: smpolicy.load_program(endless()), smpolicy.UnreadablePath, "it is no path"),  # type: ignore[arg-type]
    "no schema": (lambda _: smpolicy.schema(None), smpolicy.UnknownSchema, "no schema"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", MISUSES)
def test_misuse_is_told(name: str, at_hand: Any) -> None:
    """Each is a `UsageError`, which says what was expected."""
    misuse, error, words = MISUSES[name]
    with pytest.raises(error) as told:
        misuse(at_hand)
    assert isinstance(told.value, smpolicy.UsageError)
    assert words in str(told.value)
    assert len(str(told.value)) < 2_000


def test_a_row_that_is_no_mapping_has_the_refusal(at_hand: Any) -> None:
    """It is refused as `evaluate` refuses it, and keeps no other row from being decided."""

    def rows() -> Iterator[object]:
        yield from [{"activity.interaction": "like"}] * 20
        yield None
        yield [("activity.interaction", "like")]
        yield {1: 2}

    for decides in (at_hand.policy, at_hand.program):
        *decided, none, pairs, numbered = decides.evaluate_many(rows())
        assert {each.answer for each in decided} == {"undetermined"}
        assert [type(each.refusal) for each in (none, pairs, numbered)] == [smpolicy.ImpossibleFacts] * 3


def test_every_kind_of_problem_is_named() -> None:
    """What is wrong with facts is of one of the kinds that are documented."""
    policy = smpolicy.load().resolve("secretariat", as_of=DAY)
    stated: list[Any] = [
        None,
        {"activity.interacton": "post"},
        {"person.category": "monitor"},
        {"use.is_personal": True},
        {"activity.interaction": "like", "activity.discloses": True},
    ]
    kinds = []
    for facts in stated:
        with pytest.raises(smpolicy.ImpossibleFacts) as refused:
            policy.evaluate(facts)
        kinds += [problem.kind for problem in refused.value.problems]
    assert set(kinds) <= {"no-mapping", "unknown-fact", "outside-domain", "derived-fact", "breaks-constraint"}
    assert {"no-mapping", "unknown-fact", "outside-domain", "breaks-constraint"} <= set(kinds)
