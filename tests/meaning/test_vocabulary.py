"""What can be stated, and what is said of what cannot."""

from __future__ import annotations

from typing import Any

import pytest

from smpolicy import NOT_SURE, ImpossibleFacts, Library
from smpolicy.vocabulary import Domain, Part, read_answer

SET = Domain(kind="set", values=(("a", "A"), ("b", "B")))


@pytest.mark.parametrize(
    ("domain", "said", "known"),
    [
        (Domain(kind="boolean"), True, True),
        (Domain(kind="boolean"), 1, None),
        (Domain(kind="boolean"), "true", None),
        (Domain(kind="boolean"), "not_sure", NOT_SURE),
        (Domain(kind="integer", unit="hour"), 0, 0),
        (Domain(kind="integer", unit="hour"), True, None),
        (Domain(kind="integer", unit="hour"), -1, None),
        (Domain(kind="integer", unit="hour"), 1.5, None),
        (Domain(kind="enum", values=(("x", "X"),)), "x", "x"),
        (Domain(kind="enum", values=(("x", "X"),)), ["x"], None),
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
    from datetime import date

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
    from datetime import date

    policy = packaged.resolve("secretariat", as_of=date(2026, 1, 1))
    with pytest.raises(ImpossibleFacts, match=words):
        policy.evaluate(facts)
