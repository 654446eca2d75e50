"""The facts of the base: questions that people understand, worlds that can be, structures that exist."""

from __future__ import annotations

from datetime import date

import pytest

import smpolicy
from smpolicy.meaning.conditions import facts as facts_of

DAY = date(2021, 6, 1)
CATEGORIES = (
    "secretary_general", "head_of_institution", "head_of_mission", "staff_mission_member",
    "consultant", "daily_hourly_staff", "intern", "other_engaged",
)  # fmt: skip

#: What each category of person needs to be within the scope at all, and where such a person works.
SCOPE = {
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
    "person.phase": "serving",
    "person.event": "none",
    "person.made_aware": True,
    "activity.before_engagement": False,
}
WORKS_IN = {"secretary_general": "secretariat", "head_of_institution": "odihr"}


def test_every_fact_has_a_question(packaged: smpolicy.Library) -> None:
    """What people are asked is a question; what they judge is asked in words that need no law."""
    for fact in packaged.lowered.vocabulary.facts.values():
        if fact.kind != "derived":
            assert fact.question.endswith("?"), fact.name
            assert not any(word in fact.question for word in ("pursuant", "thereof", "herein", "inter alia")), fact.name


def test_every_answer_has_a_label(packaged: smpolicy.Library) -> None:
    """Each value that can be chosen says in words what it means."""
    for fact in packaged.lowered.vocabulary.facts.values():
        assert all(fact.domain.label(name).strip() for name in fact.domain.names()), fact.name


def test_conduct_has_a_neutral_value(packaged: smpolicy.Library) -> None:
    """Each conduct fact has a value that by itself departs from nothing; circumstances are never assumed."""
    for fact in packaged.lowered.vocabulary.facts.values():
        if fact.name.partition(".")[0] not in packaged.structures:
            assert (fact.neutral is not None) == (fact.kind == "conduct"), fact.name


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_all_neutral_world_departs_from_nothing(packaged: smpolicy.Library, category: str) -> None:
    """Law: for every category of person, under the SI alone, the all-neutral world departs from nothing."""
    policy = packaged.resolve(WORKS_IN.get(category, "moldova"), as_of=DAY)
    decision = policy.evaluate({"person.category": category, **SCOPE}, assume="neutral")
    assert decision.answer == "no_departure_found"
    assert decision.settled


def test_nobody_is_refused_for_what_cannot_be(packaged: smpolicy.Library) -> None:
    """Constraints speak of facts that exist, and each says why."""
    vocabulary = packaged.lowered.vocabulary
    for constraint in vocabulary.constraints:
        assert constraint.why.endswith(".")
        assert facts_of(constraint.condition) <= set(vocabulary.facts)


def test_nur_sultan_is_astana(packaged: smpolicy.Library) -> None:
    """Names change and ids do not: on 1 June 2021 the office in Nur-Sultan is `astana`."""
    named = [each.id for each in packaged.structures.values() if "Nur-Sultan" in each.name_on(DAY).name]
    assert named == ["astana"]
    assert "Nur-Sultan" not in packaged.structures["astana"].name_on(date(2023, 1, 1)).name


def test_nineteen_structures(packaged: smpolicy.Library) -> None:
    """The registry lists the Secretariat, three Institutions and fifteen Field Operations."""
    listed = [each for each in packaged.structures.values() if each.parent is None]
    assert len(listed) == 19
    kinds = [each.kind for each in listed]
    assert [kinds.count(kind) for kind in ("secretariat", "institution", "field_operation")] == [1, 3, 15]
