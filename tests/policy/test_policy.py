"""What holds where and when, what it asks of a person, and how an interview goes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from smpolicy import NOT_SURE, ImpossibleFacts, Library, Policy, UnknownStructure
from smpolicy.si31 import Facts

DAY = date(2026, 1, 1)
PLAIN: dict[str, Any] = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
}


@pytest.fixture
def policy(packaged: Library) -> Policy:
    """Return the Secretariat's policy: the SI alone."""
    return packaged.resolve("secretariat", as_of=DAY)


@pytest.mark.parametrize(
    ("structure", "day", "in_force"),
    [
        ("secretariat", date(2020, 12, 31), False),
        ("secretariat", date(2021, 1, 1), True),
        ("ukraine-smm", date(2022, 3, 31), True),
        ("ukraine-smm", date(2022, 4, 1), False),
        ("ukraine-pcu", date(2022, 6, 30), True),
        ("ukraine-pcu", date(2022, 7, 1), False),
        ("gukovo-donetsk", date(2021, 9, 30), True),
        ("gukovo-donetsk", date(2021, 10, 1), False),
    ],
)
def test_the_si_holds_from_its_day_until_a_structure_closes(
    packaged: Library, structure: str, day: date, in_force: bool
) -> None:
    """5: "shall take effect on 1 January 2021"; nothing is in force in a structure that has closed."""
    resolved = packaged.resolve(structure, as_of=day)
    assert resolved.in_force is in_force
    answer = resolved.evaluate(PLAIN, assume="neutral").answer
    assert answer == ("no_departure_found" if in_force else "not_in_force")


def test_a_structure_is_found_by_its_id_and_bears_the_name_of_the_day(packaged: Library) -> None:
    """Names change while ids do not: Nur-Sultan on 2021-06-01 is `astana`."""
    assert packaged.resolve("astana", as_of=date(2021, 6, 1)).name == "OSCE Programme Office in Nur-Sultan"
    assert packaged.resolve("astana", as_of=date(2022, 9, 23)).name == "OSCE Programme Office in Astana"
    with pytest.raises(UnknownStructure, match="did you mean `astana`"):
        packaged.resolve("astena", as_of=DAY)


def test_fields_that_are_unconfirmed_say_so(packaged: Library) -> None:
    """A closure that could not be confirmed is not presented as certain."""
    notices = " ".join(packaged.resolve("gukovo-donetsk", as_of=DAY).notices)
    assert "was closed on 1 October 2021" in notices
    assert "Unconfirmed" in notices
    assert "the day of closure" in notices


def test_drafts_count_only_where_asked_for(packaged: Library) -> None:
    """A policy that leaves drafts out says that there are some; one that uses them bears the notice everywhere."""
    without, having = (packaged.resolve("moldova", as_of=DAY, drafts=drafts) for drafts in (False, True))
    assert without.drafts_left_out
    assert "left out" in " ".join(without.notices)
    assert not any(entry.draft for entry in without.entries)
    assert any(entry.draft for entry in having.entries)
    notice = "Illustrative draft by the authors of this software."
    assert notice in " ".join(having.notices)
    assert notice in having.evaluate(PLAIN).text()
    assert having.digest != without.digest


def test_the_digest_changes_with_the_text_alone(packaged: Library) -> None:
    """What a person acknowledged on one day is the same on the next, as long as the text is."""
    one, next_day = (packaged.resolve("serbia", as_of=date(2026, 1, day)) for day in (1, 2))
    assert one.digest == next_day.digest
    assert one.digest != packaged.resolve("kosovo", as_of=DAY).digest


def test_a_policy_can_be_kept_by_what_it_is(packaged: Library) -> None:
    """Policies of one structure on one day are one key; others are not equal to it."""
    policy, same = (packaged.resolve("serbia", as_of=DAY) for _ in range(2))
    others = (packaged.resolve("serbia", as_of=date(2025, 1, 1)), packaged.resolve("bih", as_of=DAY))
    assert policy == same
    assert len({policy, same, *others}) == 3


def test_duties_are_what_is_asked_of_a_person_not_of_a_post(policy: Policy) -> None:
    """At engagement an intern is asked to review (6.4); Annex I's duties bind officials, not interns."""
    intern = {duty.norm.id: duty for duty in policy.duties(category="intern", event="engagement")}
    assert intern["si31:6.4a"].status == "applies"
    assert intern["si31:6.4a"].step is not None
    assert "si31:6.5a" not in intern
    assert not any(norm.startswith(("sr:", "coc:")) for norm in intern)
    official = {duty.norm.id: duty for duty in policy.duties(category="staff_mission_member", event="separation")}
    assert official["si31:6.5a"].status == "applies"
    assert official["si31:6.4a"].status == "depends", "it is still open whether, and since when, one serves"
    assert official["coc:1.1"].standing
    with pytest.raises(ImpossibleFacts):
        policy.duties(category="astronaut")


def test_an_interview_goes_on_where_it_stopped(policy: Policy) -> None:
    """`given` keeps what was said, in part said or not known, and asks nothing twice."""
    first = policy.evaluate(
        {**PLAIN, "activity.interaction": "share", "content.recording_kind": "photo", "activity.discloses": True,
         "content.depicts": {"has": ["osce_operation"]}, "insignia.politically_sensitive": NOT_SURE,
         "purpose.directly_supports_official_activity": False},
        assume="neutral",
    )  # fmt: skip
    assert "content.depicts" in {fact.name for fact in first.questions}
    second = first.given({"content.depicts": ["osce_operation", "osce_official_on_duty"]})
    assert second.stated["activity.interaction"] == "share"
    assert second.stated["insignia.politically_sensitive"] is NOT_SURE
    assert second.answer == "departs"
    assert [reason.norm.id for reason in second.because] == ["si31:7.2.b5"]


def test_a_broken_norm_says_how_to_mend_it_and_what_to_do(policy: Policy) -> None:
    """7.1.b3: without the branding it would not be departed from; the step names whom to ask, or that it is open."""
    branded = {**PLAIN, "activity.interaction": "post", "account.is_personal": True,
               "account.branded_with_osce_vi_or_ip": True, "branding.origin": ["user_applied"],
               "branding.authorization": "not_sought"}  # fmt: skip
    decision = policy.evaluate(branded, assume="neutral")
    (mend,) = decision.mends
    assert mend.norm.id == "si31:7.1.b3"
    text = decision.text()
    assert "Then it is not departed from; other provisions remain" in text
    (step,) = [step for step in decision.steps if step.norm.id == "si31:7.1.b3"]
    assert step.contact is None
    assert "nobody is named" in text


def test_8_1_is_about_an_act_that_happened(policy: Policy) -> None:
    """An incident that may amount to a violation yields the reporting step and changes no outcome."""
    plan = policy.evaluate(PLAIN, assume="neutral")
    assert not any(step.norm.provision == "si31:8.1" for step in plan.steps)
    incident = policy.evaluate({**PLAIN, "incident.may_amount_to_violation": True}, assume="neutral")
    assert {step.norm.id for step in incident.steps} >= {"si31:8.1a", "si31:8.1b"}
    assert incident.answer == plan.answer == "no_departure_found"


def test_a_standing_norm_counts_once_someone_states_a_concern(policy: Policy) -> None:
    """Never asked; carried as "subject to"; broken once a concern is stated."""
    quiet = policy.evaluate(PLAIN, assume="neutral")
    assert {"si31:7.2.b1", "coc:1.2"} <= {norm.id for norm in quiet.subject_to}
    assert quiet.findings["si31:7.2.b1"].status == "standing"
    concern = {**PLAIN, "activity.interaction": "post", "conduct.likely_to_discredit": True}
    stated = policy.evaluate(concern, assume="neutral")
    assert stated.answer == "contravenes"
    assert [reason.norm.id for reason in stated.because] == ["coc:1.2"]
    assert "coc:1.2" not in {norm.id for norm in stated.subject_to}
    neutral = policy.evaluate({**PLAIN, "content.professional_discretion": True}, assume="neutral")
    assert neutral.answer == "no_departure_found"


def test_an_act_before_engagement_is_never_a_bare_departure(policy: Policy) -> None:
    """Q14: whether 7.2 reaches it is open, so the answer is to seek advice; 6.4's step comes with the engagement."""
    facts = {**PLAIN, "activity.interaction": "post", "content.discriminatory": True}
    assert policy.evaluate(facts, assume="neutral").answer == "departs"
    before = policy.evaluate(
        {**facts, "activity.before_engagement": True, "person.event": "engagement"}, assume="neutral"
    )
    assert before.answer == "seek_advice"
    assert [question.id for question in before.readings] == ["si31:q14"]
    assert "si31:6.4a" in {step.norm.id for step in before.steps} or "review.done" in before.assumed


def test_the_worse_is_said_where_it_is_possible(policy: Policy) -> None:
    """A departure whose contravention is still open is answered with `or_worse`."""
    facts = {**PLAIN, "activity.interaction": "post", "activity.discloses": True, "content.confidential": True,
             "content.relates_to": ["osce", "osce_officials"], "info.known_by_official_position": NOT_SURE}  # fmt: skip
    decision = policy.evaluate({**facts, "approval.written": False}, assume="neutral")
    assert (decision.answer, decision.or_worse, decision.settled) == ("departs", True, False)
    assert decision.possible == {"departs", "contravenes"}
    assert "It may be worse" in decision.text()


def test_outside_one_instrument_is_not_outside_all(policy: Policy) -> None:
    """Official use is outside the SI; the Regulations and the Code are "not examined" there."""
    decision = policy.evaluate({**PLAIN, "activity.linked_to_functions": True}, assume="neutral")
    assert decision.answer == "outside_scope"
    assert decision.findings["coc:9.2"].status == "not_examined"
    assert "not examined" in decision.text()
    assert {reason.norm.provision for reason in decision.because} == {"si31:3.2"}


def test_a_norm_that_no_machine_decides_is_named_in_every_decision_in_scope(packaged: Library) -> None:
    """Text alone: printed in place, and to be read beside the answer; not where the activity is out of scope."""
    moldova = packaged.resolve("moldova", as_of=DAY, drafts=True)
    inside = moldova.evaluate(PLAIN, assume="neutral")
    assert [norm.id for norm in inside.interpretive] == ["moldova/draft-2026#even-tone"]
    assert "not who they believe is to blame" in inside.text()
    outside = moldova.evaluate({**PLAIN, "activity.linked_to_functions": True}, assume="neutral")
    assert outside.interpretive == ()


def test_typed_facts_serve_as_a_mapping(policy: Policy) -> None:
    """`Facts` and a plain mapping of dotted names say the same."""
    typed = policy.evaluate(Facts(category="intern", interaction="like", content_political=NOT_SURE))
    plain = policy.evaluate(
        {"person.category": "intern", "activity.interaction": "like", "content.political": "not_sure"}
    )
    assert typed.stated == plain.stated
    assert typed.possible == plain.possible


def test_decisions_can_be_replayed(policy: Policy) -> None:
    """The documents, the day, the facts and the assumptions are all there, and give the same decision again."""
    decision = policy.evaluate({**PLAIN, "activity.interaction": "like"}, assume="neutral")
    printed = decision.to_json()
    assert printed["documents"][0]["digest"].startswith("sha256:")
    assert printed["as_of"] == "2026-01-01"
    again = policy.evaluate({**printed["stated"], **printed["assumed"]}, assume="neutral")
    assert again.possible == decision.possible


@pytest.mark.parametrize(
    "facts", [{}, PLAIN, {**PLAIN, "activity.interaction": "share", "insignia.present": "not_sure"}]
)
def test_the_text_asks_the_first_questions_and_counts_the_rest(policy: Policy, facts: dict[str, Any]) -> None:
    """In full the first eight of `questions`, in short the first of these; judgements are marked, and more counted."""
    decision = policy.evaluate(facts)
    first = [
        f"- {fact.question}{' (your judgement)' if fact.answered_by == 'attest' else ''}"
        for fact in decision.questions[:8]
    ]
    asked = {}
    for full in (True, False):
        _, _, listed = decision.text(full=full).partition("Still to be asked:\n")
        *asked[full], more = listed.partition("\n\n")[0].splitlines()
        assert more == "- and more"
    assert asked[True] == first
    assert asked[False] == first[: len(asked[False])] != []


def test_what_is_asked_first_does_not_change_an_answer(policy: Policy) -> None:
    """Reasons, questions and findings are the same in whatever order a decision is asked for them."""
    facts = {**PLAIN, "activity.interaction": "share"}
    names = ("because", "questions", "readings", "findings", "steps", "mends", "subject_to", "answer")
    onward, backward = policy.evaluate(facts), policy.evaluate(facts)
    asked = {name: getattr(onward, name) for name in names}
    assert {name: getattr(backward, name) for name in reversed(names)} == asked
    assert backward.text() == policy.evaluate(facts).text() == onward.text()
