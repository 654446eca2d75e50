"""What can be stated, and what is said of what cannot."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from smpolicy import NOT_SURE, Decision, ImpossibleFacts, Library
from smpolicy.meaning.domains import Boolean, Choice, Domain, Integer, Part, Sets, plain_value
from smpolicy.meaning.vocabulary import MOST_PROBLEMS, read_answer

SET = Sets(values=(("a", "A"), ("b", "B")))


@pytest.mark.parametrize(
    ("domain", "said", "known"),
    [
        (Boolean(), True, True),
        (Boolean(), 1, None),
        (Boolean(), "true", None),
        (Boolean(), "not_sure", NOT_SURE),
        (Integer(unit="hour"), 0, 0),
        (Integer(unit="hour"), True, None),
        (Integer(unit="hour"), -1, None),
        (Integer(unit="hour"), 1.5, None),
        (Integer(unit="hour"), 3.0, 3),
        (Integer(unit="hour"), float("inf"), None),
        (Integer(unit="hour"), float("nan"), None),
        (Integer(unit="hour"), 2**53 - 1, 2**53 - 1),
        (Integer(unit="hour"), 2**53, None),
        (SET, ["a"] * 10_000, frozenset({"a"})),
        (SET, ["a"] * 10_001, None),
        (Choice(values=(("x", "X"),)), "x", "x"),
        (Choice(values=(("x", "X"),)), ["x"], None),
        (SET, [], frozenset()),
        (SET, ("b", "a"), frozenset({"a", "b"})),
        (SET, ["c"], None),
        (SET, "a", None),
        (SET, [1], None),
        (SET, {"has": ["a"], "lacks": ["b"]}, Part(has=frozenset({"a"}), lacks=frozenset({"b"}))),
        (SET, {"has": ["a"], "lacks": ["a"]}, None),
        (SET, {"hass": ["a"]}, None),
        (SET, {"has": "a"}, None),
        (SET, NOT_SURE, NOT_SURE),
        (SET, None, None),
    ],
)
def test_an_answer_is_read_in_its_domain_or_not_at_all(domain: Domain, said: object, known: Any) -> None:
    """Every kind of domain takes its own values, "not sure", and nothing else."""
    read = read_answer(domain, said)
    assert read == known
    assert type(read) is type(known)


def test_every_problem_with_stated_facts_is_named_at_once(packaged: Library) -> None:
    """A misspelt name, a derived fact and a wrong value are all reported, each with what was meant."""
    policy = packaged.resolve("secretariat", as_of=date(2026, 1, 1))
    with pytest.raises(ImpossibleFacts) as raised:
        policy.evaluate({"activity.interacton": "post", "person.status": "other", "content.political": "maybe"})
    problems = {problem.kind: problem.message for problem in raised.value.problems}
    assert "did you mean `activity.interaction`?" in problems["unknown-fact"]
    assert "follows from other facts" in problems["derived-fact"]
    assert "expected `true` or `false`" in problems["outside-domain"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"account.branded_with_osce_vi_or_ip": True, "branding.origin": []}, "branding.origin"),
        ({"insignia.politically_sensitive": True, "insignia.present": False}, "insignia.present"),
        ({"person.category": "head_of_mission"}, "person.category"),
        ({"person.structure.kind": "field_operation"}, "as the registry has it"),
    ],
)
def test_an_impossible_world_is_refused_by_name(packaged: Library, facts: dict[str, Any], words: str) -> None:
    """Facts that break a constraint are refused, with the facts concerned and the reason."""
    policy = packaged.resolve("secretariat", as_of=date(2026, 1, 1))
    with pytest.raises(ImpossibleFacts, match=words):
        policy.evaluate(facts)


def test_every_choice_can_be_stated(packaged: Library) -> None:
    """Each choice of each fact that can be stated is accepted, as it stands and as JSON has it, and has a label."""
    policy = packaged.resolve("secretariat", as_of=date(2026, 1, 1))
    facts = [each for each in policy.vocabulary.facts.values() if each.kind != "derived"]
    assert {fact.domain.kind for fact in facts} == {"boolean", "enum", "set", "integer", "day"}
    for fact in facts:
        assert bool(fact.choices()) == (fact.domain.kind not in ("integer", "day"))
        for choice in fact.choices():
            said = sorted(choice) if isinstance(choice, frozenset) else choice
            for each in (choice, said):
                assert policy.vocabulary.read({fact.name: each}) == ({fact.name: choice}, [])
            assert fact.label(choice).strip()


def test_what_is_asked_can_be_answered_with_an_option(packaged: Library) -> None:
    """The options of a question in JSON are answers, with the labels that its choices have, in the same order."""
    policy = packaged.resolve("secretariat", as_of=date(2026, 1, 1))
    decision = policy.evaluate({"activity.interaction": "post"})
    asked = decision.to_json()["unsettled_by"]["questions"]
    assert {each["kind"] for each in asked} >= {"boolean", "enum", "set"}
    for each in asked:
        names = [
            str(option["value"]).lower() if each["kind"] == "boolean" else option["value"] for option in each["options"]
        ]
        expected = [[name] if each["kind"] == "set" else name for name in each["choices"]]
        assert names == [*expected, *([[]] if each["kind"] == "set" else [])]
        assert all(option["label"] for option in each["options"])
        options = policy.vocabulary.facts[each["fact"]].options()
        assert each["options"] == [{"value": plain_value(value), "label": label} for value, label in options]
        assert each["kind"] == "day" or any(
            _can_be(decision, each["fact"], option["value"]) for option in each["options"]
        )


def _can_be(decision: Decision, fact: str, value: object) -> bool:
    """Whether an answer can be given; an answer that is one of the fact's can still break a constraint."""
    try:
        return fact in decision.given({fact: value}).stated
    except ImpossibleFacts as error:
        if {problem.kind for problem in error.problems} != {"breaks-constraint"}:
            raise
        return False


@pytest.mark.parametrize(("fact", "said"), [("content.political", "true"), ("field.hours_since_patrol", "3")])
def test_a_text_that_looks_like_an_answer_is_told_apart(packaged: Library, fact: str, said: str) -> None:
    """Who states the text `true` is not told that `true` was expected, and nothing else."""
    _, (problem,) = packaged.lowered.vocabulary.read({fact: said})
    assert f"cannot be the text `{said}`" in problem.message


def _nested(inside: Callable[[object], object]) -> object:
    value: object = "a"
    for _ in range(100_000):
        value = inside(value)
    return value


#: What nobody can have meant, whichever way it is large.
HOSTILE: dict[str, dict[Any, object]] = {
    "a long name": {"a" * 10_000_000: True},
    "a name that is nearly one": {"activity.interactio" * 500_000: True},
    "many names": {f"activity.interaction{number}": True for number in range(200_000)},
    "many names that are no text": dict.fromkeys(range(200_000), True),
    "a long text": {"activity.interaction": "post" * 2_500_000},
    "a long list": {"content.depicts": ["osce_operation"] * 1_000_000},
    "a large number": {"field.hours_since_patrol": 10**5000},
    "a name that is a large number": {10**5000: True},
    "nested lists": {"content.depicts": _nested(lambda inner: [inner])},
    "nested mappings": {"content.depicts": _nested(lambda inner: {"has": inner})},
    "nested tuples": {"activity.interaction": _nested(lambda inner: (inner,))},
}


@pytest.mark.parametrize("facts", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_too_large_is_refused_in_a_time_that_does_not_grow_with_it(
    packaged: Library, facts: dict[str, Any]
) -> None:
    """However long names are, however many and however deep, one is told soon, in a few words; compiled or not."""
    policy = packaged.resolve("moldova", as_of=date(2026, 1, 1))
    program = policy.compile()
    for evaluate in (policy.evaluate, program.evaluate):
        begun = time.process_time()
        with pytest.raises(ImpossibleFacts) as raised:
            evaluate(facts)
        assert time.process_time() - begun < 1
        assert len(raised.value.problems) <= MOST_PROBLEMS + 1
        for problem in raised.value.problems:
            assert len(problem.message) < 1500
            assert all(len(name) <= 200 for name in problem.facts)


def test_no_more_is_looked_at_than_can_be_told(packaged: Library) -> None:
    """Of many problems the first hundred are told, and how much else there was."""
    _, problems = packaged.lowered.vocabulary.read({f"no.such_{number}": True for number in range(1000)})
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].message == "900 more of what was stated was not looked at"
    _, problems = packaged.lowered.vocabulary.read({f"no.such_{number}": True for number in range(MOST_PROBLEMS)})
    assert len(problems) == MOST_PROBLEMS


def test_the_nearest_name_is_looked_for_a_few_times(packaged: Library) -> None:
    """It takes the longer the more is declared, and whoever misspelt dozens of names is helped by none of it."""
    misspelt = {f"activity.interactio{number}": True for number in range(50)}
    _, problems = packaged.lowered.vocabulary.read(misspelt)
    assert ["did you mean" in each.message for each in problems] == [True] * 10 + [False] * 40


@pytest.mark.parametrize(
    "facts", [{"activity.\x1b[31m\nred": True}, {"activity.interaction": "\x1b[31mred\x9b\u202e\n"}]
)
def test_a_message_holds_nothing_that_a_terminal_would_act_on(packaged: Library, facts: dict[str, Any]) -> None:
    """What somebody stated is quoted without control characters, and on one line."""
    _, (problem,) = packaged.lowered.vocabulary.read(facts)
    assert "31m" in problem.message
    assert not {character for character in problem.message if unicodedata.category(character) in ("Cc", "Cf")}
