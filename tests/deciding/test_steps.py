"""Steps that count: what somebody says they left undone, where a late step does not make it good."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import smpolicy
from corpora import base
from smpolicy import Decision, Library, Policy

DAY = date(2026, 1, 1)
SERVING: dict[str, Any] = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
    "activity.interaction": "none",
}
#: The steps of the Staff Instruction with no deadline: where each surely applies, and what somebody says who left it.
DUE: dict[str, tuple[dict[str, Any], str]] = {
    "si31:6.4a": ({"person.phase": "serving", "person.event": "none", "person.last_joined": date(2024, 5, 1)},
                  "review.done"),
    "si31:6.5a": ({"person.phase": "serving", "person.event": "separation"}, "status_info.reviewed"),
    "si31:8.1a": ({"incident.may_amount_to_violation": True}, "incident.reported_to_focal_point"),
}  # fmt: skip


@pytest.fixture
def policy(packaged: Library) -> Policy:
    """Return the Secretariat's policy: the SI alone."""
    return packaged.resolve("secretariat", as_of=DAY)


def to_do(decision: Decision) -> set[str]:
    """Return the norms of which a decision lists a step."""
    return {step.norm.id for step in decision.steps}


@pytest.mark.parametrize("assume", ["none", "neutral"])
@pytest.mark.parametrize("name", DUE)
def test_a_step_is_there_until_it_is_said_to_be_done(policy: Policy, name: str, assume: Any) -> None:
    """Where it surely applies it is to be done, whatever anybody says but that it is done; nothing is assumed of it."""
    due, act = DUE[name]
    for answer, there in ((None, True), (False, True), ("not_sure", True), (True, False)):
        decision = policy.evaluate({**SERVING, **due, **({} if answer is None else {act: answer})}, assume=assume)
        assert (name in to_do(decision)) is there, (name, answer)


@pytest.mark.parametrize(("answer", "held"), [(None, False), (True, False), (False, True), ("not_sure", True)])
def test_it_is_held_against_nobody_who_did_not_say_so(policy: Policy, answer: Any, held: bool) -> None:
    """6.4: of a departure is told who says that they did not review, or are not sure, and nobody else."""
    facts = {**SERVING, **DUE["si31:6.4a"][0], **({} if answer is None else {"review.done": answer})}
    decision = policy.evaluate(facts, assume="neutral")
    assert ("contravenes" in decision.possible) is held
    assert ("si31:6.4a" in {reason.norm.id for reason in decision.because}) is held


def test_upon_says_when_a_duty_arises_and_not_when_it_ends(policy: Policy) -> None:
    """On the day itself it is not late; afterwards it is open whether it is made good (Q17)."""
    joining = policy.evaluate({**SERVING, "person.event": "appointment", "review.done": False}, assume="neutral")
    assert (joining.answer, "si31:6.4a" in to_do(joining)) == ("no_departure_found", True)
    later = policy.evaluate({**SERVING, **DUE["si31:6.4a"][0], "review.done": False}, assume="neutral")
    assert (later.answer, "si31:6.4a" in to_do(later)) == ("seek_advice", True)
    assert {question.id for question in later.readings} == {"si31:q17"}


@pytest.mark.parametrize(
    ("joined", "open_questions"),
    [(date(2021, 1, 1), {"si31:q17"}), (date(2020, 12, 31), {"si31:q17", "si31:q18"})],
)
def test_whether_6_4_reaches_who_joined_before_its_first_day_is_open(
    policy: Policy, joined: date, open_questions: set[str]
) -> None:
    """From 1 January 2021 on it reaches whoever joins; of those before, the text says nothing (Q18)."""
    said = {"person.phase": "serving", "person.event": "none", "person.last_joined": joined, "review.done": False}
    decision = policy.evaluate({**SERVING, **said}, assume="neutral")
    assert {question.id for question in decision.readings} == open_questions
    assert decision.answer == "seek_advice"


def test_who_must_communicate_an_incident_is_open(policy: Policy) -> None:
    """8.1 names nobody (Q19): who told nobody is told to, and that it is open whether they had to."""
    said = {"incident.may_amount_to_violation": True, "incident.reported_to_focal_point": False}
    decision = policy.evaluate({**SERVING, **said}, assume="neutral")
    assert {question.id for question in decision.readings} == {"si31:q17", "si31:q19"}
    assert (decision.answer, "si31:8.1a" in to_do(decision)) == ("seek_advice", True)
    unsaid = policy.evaluate({**SERVING, "incident.reported_to_focal_point": False}, assume="neutral")
    assert "si31:8.1a" not in to_do(unsaid), "nobody said that there was an incident"


#: Who has left, or is leaving, and what is said where a profile still shows a post that they do not hold.
LEFT = [
    ({"person.phase": "serving", "person.event": "separation"}, "departs"),
    ({"person.phase": "separated", "person.event": "separation"}, "departs"),
    ({"person.phase": "separated", "person.event": "none"}, "seek_advice"),
    ({"person.phase": "separated"}, "undetermined"),
    ({"person.phase": "serving", "person.event": "none"}, "seek_advice"),
]


@pytest.mark.parametrize("interaction", ["none", "post"])
@pytest.mark.parametrize("category", ["staff_mission_member", "intern", "consultant"])
@pytest.mark.parametrize(("who", "answer"), LEFT)
def test_a_wrong_representation_that_outlasts_the_day_of_leaving_is_still_one(
    policy: Policy, who: dict[str, str], answer: str, category: str, interaction: str
) -> None:
    """6.5: it departs on the day of separation; afterwards it is open (Q16), and never outside scope."""
    facts = {**SERVING, "activity.interaction": interaction, "person.category": category, **who}
    decision = policy.evaluate({**facts, "content.misrepresents_employment": True}, assume="neutral")
    assert decision.answer == answer
    assert "si31:6.5b" in {reason.norm.id for reason in decision.because}
    true_entry = policy.evaluate({**facts, "content.misrepresents_employment": False}, assume="neutral")
    assert true_entry.possible.isdisjoint({"departs", "contravenes"}), "a true entry about a past post is none"


STEP = """    role: step
    step: {do: Tell the press office, late: {time.hours: {over: 24}}}
"""


def test_a_step_counts_once_spoken_of_and_only_where_it_is_late(tmp_path: Path) -> None:
    """In an invented rule-book: told or not, in time or late, said or unsaid."""
    rules = base(tmp_path) / "base/rules.yaml"
    told = "    act: {tell the press office: {act.told: true}}\n"
    assert told in rules.read_text()
    rules.write_text(rules.read_text().replace(told, told + STEP))
    policy = smpolicy.load(tmp_path).resolve("elbonia", as_of=DAY)
    facts: dict[str, Any] = {"act.done": True, "person.category": "staff", "act.shows": []}
    for said, hours, answer in (
        (None, 48, "no_departure_found"),
        (True, 48, "no_departure_found"),
        (False, 24, "no_departure_found"),
        (False, 25, "departs"),
        ("not_sure", 25, "seek_advice"),
        ("not_sure", 24, "no_departure_found"),
    ):
        decision = policy.evaluate({**facts, "time.hours": hours, **({} if said is None else {"act.told": said})})
        assert decision.answer == answer, (said, hours)
        status = {True: "met", False: "broken"}[said] if isinstance(said, bool) else "undetermined"
        assert decision.findings["rules:tell"].status == status, "being late changes no status"
    asked = policy.evaluate({**facts, "act.told": False})
    assert (asked.answer, [fact.name for fact in asked.questions]) == ("undetermined", ["time.hours"])


def test_only_a_step_can_be_late(tmp_path: Path) -> None:
    """Of any other norm it would say nothing: it counts wherever it is broken."""
    rules = base(tmp_path) / "base/rules.yaml"
    told = "    act: {tell the press office: {act.told: true}}\n"
    rules.write_text(rules.read_text().replace(told, told + STEP.replace("    role: step\n", "")))
    (found,) = smpolicy.check(tmp_path, policies=tmp_path).diagnostics
    assert (found.name, found.severity) == ("not-a-condition", "error")
    assert "role: step" in found.help


# ------------------------------------------------------------ what a circumstance raises, and what governs


@pytest.mark.parametrize(
    ("fact", "speaks", "silent"),
    [
        ("approval.prior", {"granted", "sought_pending", "not_sure"}, {"refused", "not_sought"}),
        ("branding.authorization", {"granted", "sought_pending", "not_sure"}, {"refused", "not_sought"}),
        ("approval.written", {True, "not_sure"}, {False}),
        ("approval.by", {"secretary_general", "own_head_of_institution_or_mission", "other", "not_sure"}, {"none"}),
    ],
)
def test_whoever_volunteers_an_approval_speaks_of_what_was_approved(
    policy: Policy, fact: str, speaks: set[Any], silent: set[Any]
) -> None:
    """An approval, had or asked for, raises what it could except; a refusal, and not having asked, raise nothing."""
    for answer in speaks | silent:
        decision = policy.evaluate({**SERVING, "activity.interaction": "post", fact: answer}, assume="neutral")
        turning = {clause.norm.id for clause in decision.ruling.counted if fact in clause.facts}
        assert turning
        assert decision.ruling.raised == (turning if answer in speaks else set()), answer


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("raises: true, kind: conduct", "conduct does by all but its neutral value"),
        ("raises: true, occasion: true", "to state one raises nothing"),
        ("raises: often", "raised by values that it can have"),
        ("raises: [true, not_sure]", "raised by values that it can have"),
    ],
)
def test_what_cannot_raise_says_so(tmp_path: Path, key: str, said: str) -> None:
    """Only values of a circumstance by which somebody speaks of a matter."""
    facts = base(tmp_path) / "base/facts.yaml"
    facts.write_text(facts.read_text().replace("facts:\n", f"facts:\n  act.more: {{question: More?, {key}}}\n", 1))
    (found,) = smpolicy.check(tmp_path, policies=tmp_path).diagnostics
    assert (found.name, found.severity) == ("unknown-value", "error")
    assert said in found.message


def test_7_2_b6_speaks_of_use_and_not_of_content(packaged: Library) -> None:
    """7.2's "decide to be associated with" conditions eight bullets, and its "should" all nine."""
    norms = {norm.id: norm for norm in packaged.lowered.instruments["si31"].norms}
    bullets = {f"si31:7.2.b{n}" for n in range(1, 10)}
    (choice,) = norms["si31:7.2"].when
    assert {name for name in bullets if choice in norms[name].when} == bullets - {"si31:7.2.b6"}
    assert {norms[name].force for name in bullets} == {"should"}
    assert all(norms[name].unless[-2:] == norms["si31:7"].unless for name in bullets), "section 7 governs them all"


def test_a_norm_governs_only_what_stands_below_it(tmp_path: Path) -> None:
    """A provision that is none, or stands elsewhere, is an error at its place in the list."""
    rules = base(tmp_path) / "base/rules.yaml"
    told = "    act: {tell the press office: {act.told: true}}\n"
    rules.write_text(rules.read_text().replace(told, f'{told}    governs: ["3"]\n'))
    (found,) = smpolicy.check(tmp_path, policies=tmp_path).diagnostics
    assert (found.name, found.message) == ("unknown-provision", "`3` is no provision below `2`")


def test_an_account_that_is_not_personal_is_outside_7_1_and_does_not_meet_it(policy: Policy) -> None:
    """7.1, third bullet, speaks of personal accounts: of another one it asks for nothing."""
    branded = {**SERVING, "account.branded_with_osce_vi_or_ip": True, "branding.authorization": "not_sought"}
    for personal, status in ((True, "broken"), (False, "outside")):
        facts = {**branded, "branding.origin": ["user_applied"], "account.is_personal": personal}
        decision = policy.evaluate({**facts, "activity.interaction": "post"}, assume="neutral")
        assert decision.findings["si31:7.1.b3"].status == status


def test_what_people_add_and_when_they_do_it_changes_no_answer(policy: Policy) -> None:
    """A disclaimer, an alias, a closed group: no norm turns on it, and that is said of it."""
    facts = {fact.name: fact for fact in policy.vocabulary.facts.values()}
    for name in ("excuse.offered", "activity.stage"):
        assert not any(name in clause.facts for clause in policy.program.clauses)
    assert facts["excuse.offered"].remark == "No exception in the text; it may bear on a judgement."
    post = {**SERVING, "activity.interaction": "post", "content.discriminatory": True}
    said = policy.evaluate({**post, "excuse.offered": ["disclaimer", "closed_group"]}, assume="neutral")
    assert (said.answer, said.possible) == ("departs", policy.evaluate(post, assume="neutral").possible)
