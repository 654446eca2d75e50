"""The schema of what can be stated: it accepts what is an answer, says what is asked, and leaves nothing out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from deciding.compiling_draws import Drafted, policies
from profiles import draws
from smpolicy import ImpossibleFacts, Library
from smpolicy.meaning.vocabulary import Fact
from smpolicy.policy import Policy

DAY = date(2026, 1, 1)
#: What is an answer to hardly any fact, or only looks like one.
HOSTILE: st.SearchStrategy[Any] = st.sampled_from(
    (
        *(None, 0, 1, -1, 1.0, 3.0, 1.5, -0.0, 2**53 - 1, 2**53, 10**40, 1e300, "", "not_sure", "true", "Not_sure"),
        *(
            "2026-01-01",
            "2026-02-29",
            "2024-02-29",
            "1900-02-29",
            "2000-02-29",
            "0000-01-01",
            "2026-1-1",
            "2026-01-01\n",
        ),
        *("2026-04-31", "2026-13-01", "9999-12-31", "٢٠٢٦-01-01"),
        *([], {}, [[]], [None], [1], {"has": []}, {"has": {}}, {"hass": []}, {"lacks": [], "has": []}),
    )
)


def answers(fact: Fact) -> st.SearchStrategy[Any]:
    """Draw what may be said of a fact, as JSON has it."""
    names = st.sampled_from((*fact.domain.names(), "no_such_name"))
    members = st.lists(names, max_size=4, unique=True)
    parts = st.fixed_dictionaries({}, optional={"has": members, "lacks": members})
    dates = st.dates().map(date.isoformat)
    said = st.one_of(st.booleans(), names, members, parts, st.integers(-3, 2**54), st.floats(allow_nan=False), dates)
    return st.one_of(said, HOSTILE)


@st.composite
def stated(draw: st.DrawFn, policy: Policy) -> dict[str, Any]:
    """Draw what may be stated under a policy, under any name that a fact has, and under one that none has."""
    vocabulary = policy.vocabulary
    names = draw(
        st.lists(st.sampled_from((*vocabulary.facts, *vocabulary.aliases, "no.such")), max_size=4, unique=True)
    )
    fallback = next(iter(vocabulary.facts.values()))
    return {name: draw(answers(vocabulary.facts.get(vocabulary.named(name), fallback))) for name in names}


def held(policy: Policy, facts: dict[str, Any]) -> None:
    """Hold a schema to what is said of facts: it refuses what is no answer, and accepts what is one."""
    accepted = Draft202012Validator(policy.facts_schema()).is_valid(facts)
    try:
        policy.ruling(facts)
    except ImpossibleFacts as refused:
        no_answer = {problem.kind for problem in refused.problems} - {"breaks-constraint"}
    else:
        no_answer = set()
    torn = any(_is_torn(value) for value in facts.values())
    named = {policy.vocabulary.named(name): value for name, value in facts.items()}
    given_otherwise = any(named.get(name, value) not in (value, "not_sure") for name, value in policy.given.items())
    event(f"accepted: {accepted}, facts: {min(len(facts), 2)}")
    if torn:  # facts that cannot hold together, of one set
        assert no_answer
    else:
        assert accepted == (not no_answer and not given_otherwise)


def _is_torn(value: Any) -> bool:
    """Whether a set is said to have a member and to lack it."""
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(side, []), list) for side in ("has", "lacks"))
        and any(member in value.get("lacks", ()) for member in value.get("has", ()))
    )


@settings(max_examples=draws(40, heavy=True), suppress_health_check=list(HealthCheck))
@given(policies(), st.data())
def test_the_schema_of_a_drawn_policy_accepts_what_its_evaluation_does(drafted: Drafted, data: st.DataObject) -> None:
    """What it accepts is an answer to a fact that there is, and what is such an answer it accepts."""
    policy = drafted.policy()
    held(policy, data.draw(stated(policy)))


@pytest.mark.parametrize("structure", ["moldova", "secretariat"])
@settings(max_examples=draws(100), suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_schema_of_a_shipped_policy_accepts_what_its_evaluation_does(
    packaged: Library, structure: str, data: st.DataObject
) -> None:
    """The same, with facts of every kind, other names, and what the registry decides."""
    policy = packaged.resolve(structure, as_of=DAY, drafts=True)
    held(policy, data.draw(stated(policy)))


def test_every_day_of_the_calendar_is_accepted_and_no_other(packaged: Library) -> None:
    """Without a look at `format`, which most that read a schema pass over."""
    policy = packaged.resolve("secretariat", as_of=DAY)
    schema = Draft202012Validator(policy.facts_schema()["properties"]["person.last_joined"])
    for year in (1, 4, 100, 400, 1900, 2000, 2023, 2024, 2100, 9999):
        for month in range(14):
            for day in range(33):
                said = f"{year:04}-{month:02}-{day:02}"
                try:
                    date.fromisoformat(said)
                except ValueError:
                    assert not schema.is_valid(said)
                else:
                    assert schema.is_valid(said)


@pytest.mark.parametrize("structure", ["moldova", "secretariat"])
def test_a_form_can_be_drawn_by_it(packaged: Library, structure: str) -> None:
    """Each fact that can be asked has its question, its help and its labels, and stands in one group."""
    policy = packaged.resolve(structure, as_of=DAY, drafts=True)
    schema = policy.facts_schema()
    Draft202012Validator.check_schema(schema)
    asked = {
        name: fact
        for name, fact in policy.vocabulary.facts.items()
        if fact.kind != "derived" and name not in policy.given
    }
    grouped = [name for group in schema["x-groups"] for name in group["facts"]]
    assert sorted(grouped) == sorted(schema["properties"]) == sorted(asked)
    assert len({group["title"] for group in schema["x-groups"]}) == len(schema["x-groups"])
    for name, each in schema["properties"].items():
        fact = asked[name]
        assert each["title"] == fact.question
        assert each.get("description", "") == fact.help
        assert each.get("x-judgement", False) == fact.is_judgement
        assert each.get("x-unit") == fact.domain.printed().get("unit")
        values = each.get("oneOf") or each["anyOf"][0].get("items", {}).get("oneOf", [])
        said = [(option["const"], option["title"]) for option in values if option["const"] != "not_sure"]
        choices = [(next(iter(c), None) if isinstance(c, frozenset) else c, fact.label(c)) for c in fact.choices()]
        assert said == [(value, label) for value, label in choices if value is not None]


def test_an_interview_asks_under_the_same_headings(packaged: Library) -> None:
    """What stands over the lists of an interview stands over its facts, and what it asks first stands first."""
    policy = packaged.resolve("secretariat", as_of=DAY)
    groups = {group["title"]: group["facts"] for group in policy.facts_schema()["x-groups"]}
    plan = policy.vocabulary.interview
    assert groups["About you"] == list(plan.who)
    assert list(groups)[:2] == ["About you", "What it is about"]
    interview = packaged.interview("secretariat", as_of=DAY)
    while (screen := interview.screen) is not None:
        for group in screen.groups:
            assert {tick.fact.name for tick in group.ticks} <= set(groups[group.heading])
        interview = interview.answered({fact.name: "not_sure" for fact in screen.questions})
