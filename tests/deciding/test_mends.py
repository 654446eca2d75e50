"""What mends a broken norm, on small examples: the smallest change, of several the one to make first, and the words."""

from __future__ import annotations

from typing import Any

import pytest

from deciding.test_laws import policy
from smpolicy.deciding.mends import Mend
from smpolicy.testing import strategies as drawn

#: Conduct beside that of the drawn vocabulary: of one, others must tell; and one has more values than two.
CONDUCT: dict[str, Any] = {
    "act.liked": {"question": "Was it liked?", "kind": "conduct"},
    "act.agreed": {"question": "Did others agree?", "kind": "conduct", "answered_by": "attest"},
    "act.form": {
        "question": "What is it?",
        "kind": "conduct",
        "values": {"memo": "a memo", "photo": "a photo", "nothing": "nothing"},
        "neutral": "nothing",
    },
    "act.where": {"question": "Where?", "kind": "conduct", "occasion": True},
    "act.times": {"question": "How often?", "kind": "conduct", "unit": "time"},
    "act.role": {"question": "As what?", "kind": "conduct", "values": {"author": "author", "reader": "reader"}},
}


def mended(
    facts: dict[str, Any],
    act: dict[str, Any],
    *,
    polarity: str = "refrain",
    when: dict[str, Any] | None = None,
    ties: list[tuple[bool, dict[str, Any], dict[str, Any]]] | None = None,
) -> dict[str, Any]:
    """Return what mends the one norm there is, which an activity surely breaks; nothing where nothing does."""
    words = "words that state it"
    norm = {"text": words, "polarity": polarity, "act": {words: act}} | ({"when": {words: when}} if when else {})
    return dict(mend_of(norm, facts, ties=ties).changes)


def mend_of(
    norm: dict[str, Any],
    facts: dict[str, Any],
    *,
    scope: dict[str, Any] | None = None,
    ties: list[tuple[bool, dict[str, Any], dict[str, Any]]] | None = None,
) -> Mend:
    """Return what mends the one norm there is, which an activity surely breaks."""
    vocabulary = drawn.vocabulary(ties or [], members=3)
    vocabulary["facts"] |= CONDUCT
    instrument = drawn.instrument([{"under": "1", "force": "mandatory"} | norm], scope or {"all": []})
    base = [
        drawn.document(vocabulary, "base/facts.yaml"),
        drawn.document(instrument, "base/si31.yaml"),
        drawn.document(drawn.STRUCTURES, "base/structures.yaml"),
    ]
    decision = policy(base).evaluate({"person.category": "intern", **facts})
    assert [(reason.norm.id, reason.status) for reason in decision.because] == [("si31:n0", "broken")]
    (mend,) = decision.mends
    return mend


LIKED, AGREED, POSTED = {"act.liked": True}, {"act.agreed": True}, {"act.posted": True}
PHOTO = {"act.form": "photo"}


@pytest.mark.parametrize(
    ("facts", "act", "changes"),
    [
        (LIKED | POSTED, {"all": [LIKED, POSTED]}, {"act.liked": False}),
        (LIKED | POSTED, {"any": [LIKED, POSTED]}, {"act.liked": False, "act.posted": False}),
        (PHOTO | POSTED, {"any": [PHOTO, POSTED]}, {"act.form": "nothing", "act.posted": False}),
        (LIKED | POSTED | PHOTO, {"any": [LIKED, POSTED, PHOTO]}, {}),
    ],
    ids=["one of two", "both", "both, each to a value of its own", "three are too many"],
)
def test_a_mend_changes_one_fact_or_two(facts: dict[str, Any], act: dict[str, Any], changes: dict[str, Any]) -> None:
    """Two where one is not enough, and no more."""
    assert mended(facts, act) == changes


def test_the_act_is_changed_before_what_occasions_it() -> None:
    """What a norm speaks of as its circumstances is conduct too, and may stay as it is."""
    assert mended(LIKED | POSTED, POSTED, when=LIKED) == {"act.posted": False}
    assert mended(LIKED | POSTED, LIKED, when=POSTED) == {"act.liked": False}


def test_no_judgement_is_changed_by_wishing() -> None:
    """Where what one does can be otherwise, that mends it; where a judgement alone decides, no change is known."""
    assert mended(AGREED | POSTED, {"all": [AGREED, POSTED]}) == {"act.posted": False}
    assert mended(AGREED, AGREED) == {}
    assert mended(AGREED | POSTED, {"any": [AGREED, POSTED]}) == {}


def test_only_conduct_is_changed() -> None:
    """That there is a crisis is nothing that anybody can leave undone."""
    assert mended({"time.crisis": True}, {"time.crisis": True}) == {}
    assert mended(POSTED | {"time.crisis": True}, {"all": [{"time.crisis": True}, POSTED]}) == {"act.posted": False}


def test_what_should_not_be_done_is_best_left_undone() -> None:
    """A neutral value mends before any other, of whatever fact; another one does where no neutral value can."""
    form = {"act.form": ["photo", "nothing"]}
    assert mended(PHOTO, PHOTO) == {"act.form": "nothing"}
    assert mended(PHOTO | POSTED, {"all": [form, POSTED]}) == {"act.posted": False}
    assert mended(PHOTO, form) == {"act.form": "memo"}


def test_what_should_be_done_is_done() -> None:
    """From nothing to something; where nothing is what should be done, to nothing."""
    assert mended({"act.form": "nothing"}, {"act.form": ["memo", "photo"]}, polarity="do") == {"act.form": "memo"}
    assert mended({"act.form": "memo"}, {"act.form": "nothing"}, polarity="do") == {"act.form": "nothing"}
    assert mended({"act.posted": False}, POSTED, polarity="do") == {"act.posted": True}


def test_without_a_neutral_value_any_other_mends_and_of_a_number_none_does() -> None:
    """How much is enough is for people to say."""
    assert mended({"act.role": "author"}, {"act.role": "author"}) == {"act.role": "reader"}
    assert mended({"act.times": 3}, {"act.times": {"over": 2}}) == {}


def test_of_a_set_only_the_members_change_that_the_norm_names() -> None:
    """What else is shown stays, unless nothing is to be shown at all."""
    first, second, third = list(drawn.MEMBERS)[:3]
    has_first, has_second = ({"act.shows": {"has": [name]}} for name in (first, second))
    assert mended({"act.shows": [second]}, has_first, polarity="do") == {"act.shows": frozenset((first, second))}
    shown = {"act.shows": [second, third]}
    assert mended(shown, has_second) == {"act.shows": frozenset()}
    assert mended(shown, {"any": [has_second, {"act.shows": []}]}) == {"act.shows": frozenset((third,))}


def test_conduct_that_a_constraint_ties_to_the_change_may_follow_it() -> None:
    """What is liked was posted: to leave the post undone leaves the like undone. A crisis does not go away with it."""
    assert mended(LIKED | POSTED, POSTED, ties=[(False, LIKED, POSTED)]) == {"act.posted": False}
    assert mended({"time.crisis": True} | POSTED, POSTED, ties=[(False, {"time.crisis": True}, POSTED)]) == {}


def test_what_makes_the_text_apply_is_changed_before_what_occasions_the_norm() -> None:
    """Where the act is a judgement: to leave all of it undone comes before leaving undone what the norm speaks of."""
    norm = {"text": "agree", "polarity": "refrain", "act": {"agree": AGREED}, "when": {"liked": LIKED}}
    stated = AGREED | LIKED | POSTED
    assert mend_of(norm, stated, scope=POSTED).changes == {"act.posted": False}
    assert mend_of(norm, stated).changes == {"act.liked": False}


def test_no_exception_is_met_by_saying_so() -> None:
    """What switches a norm off is named as what the text excepts, and is nothing to change."""
    norm = {
        "text": "not agree unless liked or where it is posted as a memo", "polarity": "refrain",
        "act": {"agree": AGREED},
        "unless": [{"liked": LIKED}, {"posted": POSTED, "as a memo": {"act.form": "memo"}}],
    }  # fmt: skip
    mend = mend_of(norm, AGREED | {"act.liked": False, "act.posted": False})
    assert mend.changes == {}
    assert mend.excepts == ("liked", "posted … as a memo")


WHERE = {"act.where": True}
CRISIS = {"time.crisis": True}


@pytest.mark.parametrize(
    ("polarity", "act", "when", "facts", "words"),
    [
        ("refrain", {"post": POSTED}, {"liked": LIKED}, POSTED | LIKED, ("liked", "post")),
        ("refrain", {"post": POSTED}, {"there": WHERE, "in a crisis": CRISIS}, POSTED | WHERE | CRISIS, ("post",)),
        ("refrain", {"there": WHERE}, {"liked": LIKED}, WHERE | LIKED, ("liked",)),
        ("refrain", {"there": WHERE}, {"in a crisis": CRISIS}, WHERE | CRISIS, ("there",)),
        ("refrain", {"post": POSTED, "in a crisis": CRISIS}, {}, POSTED | CRISIS, ("in a crisis", "post")),
        ("do", {"post": POSTED, "agree": AGREED}, {"liked": LIKED}, {"act.posted": False} | AGREED | LIKED, ("post",)),
        ("do", {"agree": AGREED, "post": POSTED}, {}, {"act.posted": False}, ("agree", "post")),
    ],
    ids=[
        "both",
        "not where or when",
        "what occasions it",
        "nothing else",
        "in the order of the text",
        "undone",
        "open",
    ],
)
def test_it_is_said_in_the_words_of_the_lines_that_it_concerns(
    polarity: str, act: dict[str, Any], when: dict[str, Any], facts: dict[str, Any], words: tuple[str, ...]
) -> None:
    """What is left out, or was left undone, in the order of the text: not where, how or on what occasion it is."""
    text = "there, in a crisis, agree to what is liked and post it"
    assert mend_of({"text": text, "polarity": polarity, "act": act, "when": when}, facts).words == words


def test_words_that_the_norm_does_not_quote_come_last() -> None:
    """They stand in a provision above; those that begin the text come first."""
    act = {"words of a provision above": LIKED, "post": POSTED}
    assert mend_of({"text": "post it", "polarity": "refrain", "act": act}, LIKED | POSTED).words == (
        "post",
        "words of a provision above",
    )


@pytest.mark.parametrize(
    ("polarity", "unless", "asks"),
    [
        ("refrain", [{"in a crisis": CRISIS}], True),
        ("refrain", [{"liked": LIKED}, {"in a crisis": CRISIS}], True),
        ("refrain", [{"liked in a crisis": {"any": [LIKED, CRISIS]}}], False),
        ("refrain", [{"liked": LIKED, "in a crisis": CRISIS}], False),
        ("refrain", [], False),
        ("do", [{"in a crisis": CRISIS}], False),
    ],
)
def test_it_can_be_asked_for_where_an_exception_turns_on_nothing_else(
    polarity: str, unless: list[dict[str, Any]], asks: bool
) -> None:
    """On what somebody gets on asking (`raises:`), alone; and what should be done needs no asking."""
    posted = {"act.posted": polarity == "refrain"}
    norm = {"text": "post", "polarity": polarity, "act": {"post": POSTED}, "unless": unless}
    assert mend_of(norm, posted | {"act.liked": False, "time.crisis": False}).asks == asks
