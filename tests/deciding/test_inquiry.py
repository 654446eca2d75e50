"""What would settle an answer, on small examples: what is asked, what is not, and what one cannot be asked."""

from __future__ import annotations

from typing import Any

from deciding.test_laws import policy
from smpolicy import Decision
from smpolicy.testing import strategies as drawn

POSTED, CRISIS, LATE = {"act.posted": True}, {"time.crisis": True}, {"act.late": True}
#: A constraint: what was late was posted.
POSTED_IF_LATE = (False, LATE, POSTED)


def decided(
    facts: dict[str, Any],
    *acts: dict[str, Any],
    unless: dict[str, Any] | None = None,
    ties: tuple[Any, ...] = (),
    assume: Any = "none",
    **dates: Any,
) -> Decision:
    """Decide an activity of an intern, where there are norms against some acts, and constraints."""
    words = "words that state it"
    norm: dict[str, Any] = {"under": "1", "text": words, "force": "mandatory", "polarity": "refrain"}
    norm |= {"unless": {words: unless}} if unless else {}
    vocabulary = drawn.vocabulary(list(ties))
    vocabulary["facts"]["act.late"] = {"question": "Was it late?", "kind": "conduct"}
    instrument = drawn.instrument([norm | {"act": {words: act}} for act in acts], {"all": []})
    base = [
        drawn.document(vocabulary, "base/facts.yaml"),
        drawn.document(instrument | {"dates": {"effective": {"from": "2021-01-01", **dates}}}, "base/si31.yaml"),
        drawn.document(drawn.STRUCTURES, "base/structures.yaml"),
    ]
    return policy(base).evaluate({"person.category": "intern", **facts}, assume=assume)


def asked(decision: Decision) -> list[str]:
    """Return what is asked, in the order in which it is."""
    return [fact.name for fact in decision.questions]


def test_only_what_can_change_the_outcome_is_asked() -> None:
    """What decides it already leaves nothing to ask, and what is ruled out neither."""
    both = {"all": [POSTED, CRISIS]}
    assert set(asked(decided({}, both))) == {"act.posted", "time.crisis"}
    assert asked(decided(POSTED, both)) == ["time.crisis"]
    assert asked(decided({"act.posted": False}, both)) == []
    assert asked(decided(POSTED, POSTED, both)) == []


def test_what_more_norms_turn_on_is_asked_first() -> None:
    """Of as many norms, by name."""
    assert asked(decided({}, LATE, POSTED)) == ["act.late", "act.posted"]
    twice = ({"all": [POSTED, LATE]}, {"all": [POSTED, CRISIS]})
    assert asked(decided({}, *twice)) == ["act.posted", "act.late", "time.crisis"]
    assert [fact.name for fact in decided({}, *twice).ruling.first_questions(1)] == ["act.posted"]


def test_an_exception_is_asked_about_once_nothing_else_is_where_norms_are_raised() -> None:
    """That it was posted raises the norm: what else it turns on comes before what would excuse it."""
    both = {"all": [POSTED, CRISIS]}
    assert asked(decided(POSTED, both, unless=LATE, assume="neutral")) == ["time.crisis"]
    assert asked(decided(POSTED | CRISIS, both, unless=LATE, assume="neutral")) == ["act.late"]
    assert set(asked(decided(POSTED, both, unless=LATE))) == {"act.late", "time.crisis"}


def test_what_is_not_sure_is_not_asked_again_but_told() -> None:
    """It matters as before, and where nothing else does there is nothing to ask."""
    decision = decided({"act.posted": "not_sure"}, POSTED)
    assert (decision.answer, asked(decision), decision.not_sure) == ("seek_advice", [], ("act.posted",))
    decision = decided({"act.posted": "not_sure"}, POSTED, LATE)
    assert (decision.answer, asked(decision), decision.not_sure) == ("undetermined", ["act.late"], ("act.posted",))


def test_what_can_settle_what_is_not_sure_is_asked() -> None:
    """Who is not sure whether it was posted may know that it was late; what tells nothing of it is not asked."""
    unsure = {"act.posted": "not_sure"}
    assert asked(decided(unsure, POSTED, ties=(POSTED_IF_LATE,))) == ["act.late"]
    assert asked(decided(unsure, POSTED, ties=((False, LATE, CRISIS),))) == []
    assert asked(decided({}, POSTED, ties=(POSTED_IF_LATE,))) == ["act.posted"]


def test_what_constraints_tie_together_moves_the_outcome_together() -> None:
    """It was posted exactly where it was late: neither can change alone, and only these two are asked."""
    together = {"all": [POSTED, LATE]}
    tie, another = (True, POSTED, LATE), (False, CRISIS, LATE)
    for ties in ((tie,), (tie, another)):
        assert asked(decided({}, together, ties=ties)) == ["act.late", "act.posted"]


def test_nothing_is_asked_where_nothing_is_in_force() -> None:
    """Whatever somebody does: the day settles it."""
    decision = decided({}, POSTED, until="2025-01-01")
    assert (decision.answer, asked(decision), decision.not_sure) == ("not_in_force", [], ())
