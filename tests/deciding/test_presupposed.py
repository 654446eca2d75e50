"""Nobody is asked who gave an approval before they have said that there was one, while anything else is to be asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import oracle
from deciding.test_inquiry import CRISIS, LATE, POSTED, asked
from deciding.test_laws import decided, known, policy
from profiles import draws
from smpolicy import Decision
from smpolicy.documents.document import Document
from smpolicy.documents.forms import VocabularyForm
from smpolicy.lowering import lower
from smpolicy.meaning.conditions import ALWAYS
from smpolicy.meaning.vocabulary import Part
from smpolicy.testing import strategies as drawn

LAW = settings(max_examples=draws(60, heavy=True), suppress_health_check=list(HealthCheck))
PRESUPPOSED = st.dictionaries(
    st.sampled_from(sorted(drawn.FACTS)), drawn.conditions(), min_size=1, max_size=len(drawn.FACTS)
)


def presupposing(base: list[Document], conditions: dict[str, dict[str, Any]]) -> list[Document]:
    """Return documents whose facts presuppose something."""
    return [
        replace(
            document,
            form=replace(
                document.form,
                facts={
                    name: replace(fact, presupposes=conditions.get(name)) for name, fact in document.form.facts.items()
                },
            ),
        )
        if isinstance(document.form, VocabularyForm)
        else document
        for document in base
    ]


def small(facts: dict[str, Any], *acts: dict[str, Any], presupposed: dict[str, Any], ties: tuple[Any, ...] = ()) -> Any:
    """Decide an activity under norms against some acts, where `act.posted` presupposes something."""
    words = "words that state it"
    norm = {"under": "1", "text": words, "force": "mandatory", "polarity": "refrain"}
    vocabulary = drawn.vocabulary(list(ties))
    vocabulary["facts"]["act.late"] = {"question": "Was it late?", "kind": "conduct"}
    vocabulary["facts"]["act.posted"]["presupposes"] = presupposed
    instrument = drawn.instrument([norm | {"act": {words: act}} for act in acts], {"all": []})
    base = [
        drawn.document(vocabulary, "base/facts.yaml"),
        drawn.document(instrument, "base/si31.yaml"),
        drawn.document(drawn.STRUCTURES, "base/structures.yaml"),
    ]
    return policy(base).evaluate({"person.category": "intern", **facts})


@pytest.mark.parametrize(
    ("facts", "asked_first"),
    [
        ({}, ["time.crisis", "act.late"]),
        (CRISIS, ["act.posted", "act.late"]),
        ({"time.crisis": False}, ["act.late"]),
        ({"time.crisis": "not_sure"}, ["act.late"]),
    ],
    ids=["open", "surely so", "surely not so", "not sure"],
)
def test_what_presupposes_something_waits_until_that_is_surely_so(
    facts: dict[str, Any], asked_first: list[str]
) -> None:
    """Whether it was posted is asked only where there is a crisis; two norms turn on that, so it would come first."""
    acts = ({"all": [POSTED, LATE]}, {"all": [POSTED, CRISIS]}, {"all": [LATE, CRISIS]})
    decision = small(facts, *acts, presupposed=CRISIS)
    assert set(asked(decision)) == set(asked_first)
    assert {each.name for each in decision.ruling.first_questions(1)} <= set(asked_first)


def test_nothing_is_lost_where_nothing_else_is_left_to_ask() -> None:
    """What does not hold is no reason to leave an answer open: it is asked at last."""
    decision = small({"time.crisis": False}, POSTED, presupposed=CRISIS)
    assert asked(decision) == ["act.posted"]
    assert [each.name for each in decision.ruling.first_questions(1)] == ["act.posted"]


def test_what_the_constraints_make_of_a_statement_is_enough() -> None:
    """What was late happened in a crisis, so nobody need say that there is one."""
    tie = (False, LATE, CRISIS)
    assert asked(small(LATE, {"all": [POSTED, LATE]}, presupposed=CRISIS, ties=(tie,))) == ["act.posted"]
    ruling = small(LATE, POSTED, presupposed=CRISIS, ties=(tie,)).ruling
    assert ruling.presupposed(ruling.program.vocabulary.facts["act.posted"]) is True


@LAW
@given(drawn.bases(), PRESUPPOSED, drawn.stated_facts(), st.sampled_from(("none", "neutral")))
def test_what_waits_is_asked_last_and_none_is_missing(
    base: list[Document], presupposed: dict[str, Any], facts: dict[str, Any], how: Any
) -> None:
    """What is asked surely is presupposed, in every world left; or nothing that matters presupposes nothing."""
    documents = presupposing(base, presupposed)
    assume(not lower(documents).faults)  # a fact that presupposes itself
    decision: Decision = decided(documents, facts, assume=how)
    vocabulary, meant = decision.policy.vocabulary.facts, oracle.meaning(decision.policy)
    answered = {name for name, each in decision.stated.items() if not isinstance(each, Part)}
    matters = {name for name in decision.ruling.movers | decision.ruling.settling if name in vocabulary} - answered
    assert bool(decision.questions) == bool(matters)
    worlds = list(meant.worlds(known(decision)))
    unsure = [
        fact for fact in decision.questions if not all(meant.true(fact.presupposes or ALWAYS, each) for each in worlds)
    ]
    assert not unsure or all(vocabulary[name].presupposes for name in matters)


def test_nothing_is_assumed_of_what_is_tied_to_something_not_sure() -> None:
    """What was not posted shows a map: that nothing is shown would tell whoever is not sure that it was posted."""
    words = "words that state it"
    norm: dict[str, Any] = {"under": "1", "text": words, "force": "mandatory", "polarity": "refrain"}
    norm |= {"act": {words: CRISIS}}
    base = [
        drawn.document(
            drawn.vocabulary([(False, {"act.posted": False}, {"act.shows": {"has": ["map"]}})]), "base/facts.yaml"
        ),
        drawn.document(drawn.instrument([norm], POSTED), "base/si31.yaml"),
        drawn.document(drawn.STRUCTURES, "base/structures.yaml"),
    ]
    said = {"person.category": "intern", "act.posted": "not_sure", "time.crisis": False}
    decision = policy(base).evaluate(said, assume="neutral")
    assert decision.possible == {"outside_scope", "no_departure_found"}
    assert "act.shows" not in decision.assumed
