"""What must not be lost: cases where a careless reading would settle what the text leaves open, or the reverse."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

import smpolicy
from smpolicy import ImpossibleFacts, Library, Policy

DAY = date(2026, 1, 1)
STAFF: dict[str, Any] = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
    "activity.interaction": "post",
}
REMARK = {**STAFF, "content.discriminatory": True}


@pytest.fixture
def policy(packaged: Library) -> Policy:
    """Return the Secretariat's policy: the SI alone."""
    return packaged.resolve("secretariat", as_of=DAY)


def test_what_a_constraint_forces_raises_a_question_as_if_it_were_stated(policy: Policy) -> None:
    """A prospective member's act is one before engagement (Q14); separation bears on the phase (Q16)."""
    prospective = policy.evaluate({**REMARK, "person.phase": "prospective"}, assume="neutral")
    assert prospective.answer == "seek_advice"
    assert "si31:q14" in {question.id for question in prospective.readings}
    said = prospective.given({"activity.before_engagement": True})
    assert said.possible == prospective.possible
    leaving = policy.evaluate({**REMARK, "person.event": "separation"}, assume="neutral")
    assert "si31:q16" not in leaving.unraised
    assert leaving.answer == "undetermined"


def test_annex_i_is_not_held_against_somebody_who_is_no_official_yet(policy: Policy) -> None:
    """Point 9: only survival after separation is in their words; before engagement it is open."""
    facts = {**STAFF, "person.phase": "prospective", "conduct.likely_to_discredit": True}
    assert policy.evaluate(facts, assume="neutral").answer == "seek_advice"


@pytest.mark.parametrize(
    ("approval", "answer"),
    [
        ({"approval.prior": "granted", "approval.by": "own_head_of_institution_or_mission"}, "no_departure_found"),
        ({"approval.prior": "granted", "approval.by": "other"}, "contravenes"),
        ({"approval.prior": "granted"}, "undetermined"),
        ({"approval.prior": "not_sought"}, "contravenes"),
        ({"approval.prior": "refused"}, "seek_advice"),
    ],
)
def test_code_9_names_who_approves(policy: Policy, approval: dict[str, Any], answer: str) -> None:
    """Code 9: "prior approval of the Secretary General or their respective head", and of nobody else."""
    act = {"act.kind": "submit_publication", "act.relates_to_osce": True, "info.in_discharge_of_functions": False}
    facts = {**STAFF, **act, "info.known_by_official_position": False, **approval}
    assert policy.evaluate(facts, assume="neutral").answer == answer


def test_who_was_not_made_aware_may_not_be_bound_at_all(policy: Policy) -> None:
    """Q3.2 bears on norms with a scope of their own too: 6.4 speaks to those whom the SI covers."""
    facts = {
        "person.category": "intern",
        "person.event": "engagement",
        "person.made_aware": False,
        "info.compromises_osce_interests": True,
        "effort.possible_and_reasonable": "not_made",
    }
    decision = policy.evaluate(facts, assume="neutral")
    assert {"contravenes", "outside_scope"} <= decision.possible
    assert "si31:q3-aware" in {question.id for question in decision.readings}


def test_q11_is_published_not_answered(policy: Policy) -> None:
    """Regulation 2.02 excepts the discharge of functions, Code 9 written approval: on the same act it is open."""
    facts = {
        **STAFF,
        "info.known_by_official_position": True,
        "info.in_discharge_of_functions": False,
        "audience.third_party": False,
        "act.kind": "none",
        "approval.written": True,
        "approval.by": "secretary_general",
    }
    decision = policy.evaluate(facts, assume="neutral")
    assert decision.answer == "seek_advice"
    assert [question.id for question in decision.readings] == ["si31:q11"]


def test_a_decision_cannot_be_changed_from_outside(policy: Policy) -> None:
    """What was stated, assumed and found is a value: nobody can alter what a decision stands on."""
    decision = policy.evaluate(REMARK, assume="neutral")
    for mapping in (decision.stated, decision.assumed, decision.findings):
        with pytest.raises(TypeError):
            cast("dict[str, object]", mapping)["content.discriminatory"] = False
    assert decision.answer == "departs"


def test_nothing_is_asked_of_anybody_that_nothing_stated_calls_for(policy: Policy) -> None:
    """With nothing stated: no step but to seek advice, and no duty of officials for whoever may be an intern."""
    decision = policy.evaluate({})
    assert [step.norm.id for step in decision.steps] == ["si31:8.2"]
    assert not any(norm.id.startswith(("sr:", "coc:")) for norm in decision.subject_to)


@pytest.mark.parametrize("day", [datetime(2026, 1, 1), "2026-01-01", None])
def test_a_day_is_a_day(packaged: Library, day: Any) -> None:
    """A time is no day, and neither is text."""
    with pytest.raises(smpolicy.NotADay, match="as_of"):
        packaged.resolve("secretariat", as_of=day)


class Unlike:
    """Something that cannot be compared, as an array of numbers cannot."""

    def __eq__(self, other: object) -> bool:
        raise ValueError("ambiguous")

    __hash__ = object.__hash__


@pytest.mark.parametrize(
    "facts",
    [
        {1: True},
        {"activity.interaction": Unlike()},
        {"activity.interaction": None},
        {"content.political": -(10**5000)},
        {"content.depicts": {"has": None}},
        {"content.depicts": {"has": [["x"]]}},
        {"": ""},
    ],
)
def test_odd_facts_are_refused_in_words(policy: Policy, facts: Any) -> None:
    """Whatever a caller states, what cannot be taken is named, also in the course of an interview."""
    with pytest.raises(ImpossibleFacts) as raised:
        policy.evaluate(facts)
    assert str(raised.value)
    begun = policy.evaluate({"content.depicts": {"has": ["osce_operation"]}})
    with pytest.raises(ImpossibleFacts):
        begun.given(facts)


@pytest.mark.parametrize("assume", ["nuetral", None, ["neutral"]])
def test_a_misspelt_assumption_is_refused(policy: Policy, assume: Any) -> None:
    """`assume` is one of two words; anything else would silently assume nothing."""
    with pytest.raises(smpolicy.UnknownAssumption, match="neutral"):
        policy.evaluate({}, assume=assume)


REGISTRY = """schema: smpolicy/structures@1
id: arcadia-structures
title: An invented structure
structures:
  - {id: arcadia, kind: field_operation, names: [{name: Mission to Arcadia}]}
"""


def overlay(name: str, body: str, *, start: str = "2024-01-01", status: str = "in-force") -> str:
    """Write an overlay of Arcadia."""
    owner = "proposed_for: arcadia\ndrafted_by: tests" if status == "draft" else "issuer: {structure: arcadia}"
    return (
        f"schema: smpolicy/overlay@1\nid: arcadia/{name}\ntitle: Personal use\nstatus: {status}\n{owner}\nlayer: 3\n"
        f"under: si31:7.3\ndates: {{effective: {{from: {start}}}}}\n{body}"
    )


def arcadia(tmp_path: Path, **overlays: str) -> Library:
    """Load overlays of an invented structure."""
    (tmp_path / "overlays/arcadia").mkdir(parents=True)
    (tmp_path / "structures.yaml").write_text(REGISTRY)
    for name, text in overlays.items():
        (tmp_path / f"overlays/arcadia/{name}.yaml").write_text(text)
    return smpolicy.load(tmp_path)


BAN = """norms:
  ban:
    under: si31:7.2.b2
    text: Staff shall not post.
    act: {post: {activity.interaction: post}}
"""


def test_an_overlay_cannot_say_whom_the_si_covers(tmp_path: Path) -> None:
    """K6: a mission that defines a fact of the base is refused, and no other structure is affected."""
    narrow = overlay(
        "a",
        "norms:\n  narrow: {under: si31:4.1, text: Only international staff., defines: person.covered_as_official,"
        " when: {international staff: {person.made_aware: true}}}\n",
    )
    library = arcadia(tmp_path, a=narrow)
    assert "base-only-key" in {each.name for each in library.diagnostics}
    facts = {**REMARK, "person.made_aware": False}
    elsewhere = library.resolve("secretariat", as_of=DAY).evaluate(facts, assume="neutral")
    assert elsewhere.answer == "departs"


def test_only_the_later_supersedes_and_it_is_said(tmp_path: Path) -> None:
    """Two overlays that supersede each other do not both vanish, and what is superseded is named."""
    library = arcadia(
        tmp_path,
        a=overlay("a", f"supersedes: [arcadia/b]\n{BAN}"),
        b=overlay("b", f"supersedes: [arcadia/a]\n{BAN}", start="2025-01-01"),
    )
    policy = library.resolve("arcadia", as_of=DAY)
    assert [norm.id for norm in policy.norms if norm.structure] == ["arcadia/b#ban"]
    assert "arcadia/a is superseded by arcadia/b." in policy.notices
    before = library.resolve("arcadia", as_of=date(2024, 12, 31))
    assert [norm.id for norm in before.norms if norm.structure] == ["arcadia/a#ban"]


def test_a_draft_never_supersedes_what_was_issued(tmp_path: Path) -> None:
    """A draft binds nobody, and so it takes nothing away."""
    draft = overlay("d", "supersedes: [arcadia/a]\n", start="2025-01-01", status="draft")
    library = arcadia(tmp_path, a=overlay("a", BAN), d=draft)
    policy = library.resolve("arcadia", as_of=DAY, drafts=True)
    assert policy.evaluate(STAFF, assume="neutral").answer == "contravenes"


def test_forbidding_to_remove_is_set_aside_where_the_si_asks_for_it(tmp_path: Path) -> None:
    """K3, the example of the analysis: whoever removes inappropriate content as 7.1 expects contravenes nothing."""
    text = """norms:
  comments:
    under: si31:7.1.b2
    text: Staff shall not remove comments.
    scope: own
    act: {remove comments: {content.removed: true}}
"""
    policy = arcadia(tmp_path, a=overlay("a", text)).resolve("arcadia", as_of=DAY)
    (aside,) = policy.set_aside
    assert (aside.kind, aside.prevailing.id) == ("forbids-required", "si31:7.1.b2a")
    assert aside.witness["profile.owner"] == "self"
    wall = {
        **STAFF,
        "profile.owner": "self",
        "profile.third_party_content": True,
        "profile.monitored": True,
        "content.inappropriate": True,
    }
    assert policy.evaluate({**wall, "content.removed": True}, assume="neutral").answer == "no_departure_found"


def test_what_is_set_aside_or_permitted_is_no_duty(tmp_path: Path) -> None:
    """Onboarding is told of duties: not of a permission, least of all one that is set aside."""
    text = """norms:
  relief:
    under: si31:7.1.b2
    text: Interns need not monitor.
    bearer: [non_osce_staff]
    act: {monitor: {profile.monitored: true}}
"""
    policy = arcadia(tmp_path, a=overlay("a", text)).resolve("arcadia", as_of=DAY)
    assert "arcadia/a#relief" not in {duty.norm.id for duty in policy.duties(category="intern")}


def test_a_duty_that_is_set_aside_in_part_says_what_prevails(tmp_path: Path) -> None:
    """On one's own profile 7.1.b2 asks for removal and prevails (5): there the local duty to leave comments yields."""
    text = """norms:
  leave:
    under: si31:7.1.b2
    text: Staff shall not remove comments.
    scope: own
    act: {remove comments: {content.removed: true}}
"""
    policy = arcadia(tmp_path, a=overlay("a", text)).resolve("arcadia", as_of=DAY)
    (leave,) = (duty for duty in policy.duties(category="intern") if duty.norm.id == "arcadia/a#leave")
    assert (leave.status, leave.depends_on) == (
        "depends", ("whether SI 31, 7.1, second bullet prevails over it",)
    )  # fmt: skip
