"""What a decision says: few words, in one order, acts in their tense, and nothing that anybody would have to wish."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import smpolicy
from policy.test_cases import CASES, decide
from profiles import draws
from smpolicy import Decision, ImpossibleFacts, Library, Policy

DAY = date(2026, 1, 1)
SOMEONE: Final[dict[str, Any]] = {
    "person.category": "staff_mission_member", "activity.channel": "blog", "activity.linked_to_functions": False
}  # fmt: skip
PHOTO = {
    **SOMEONE, "activity.interaction": "share", "activity.discloses": True, "content.recording_kind": "photo",
    "content.depicts": ["osce_official_on_duty", "osce_operation"],
    "purpose.directly_supports_official_activity": False,
}  # fmt: skip
BANNER = {
    **SOMEONE, "activity.interaction": "other_interaction", "account.is_personal": True,
    "account.branded_with_osce_vi_or_ip": True, "branding.origin": ["user_applied"],
    "branding.authorization": "not_sought",
}  # fmt: skip
LEAK = {
    **SOMEONE, "activity.interaction": "post", "activity.discloses": True, "content.confidential": True,
    "content.relates_to": ["osce", "osce_officials"], "info.known_by_official_position": True,
    "info.in_discharge_of_functions": False, "approval.written": False,
}  # fmt: skip
WALL = {
    **SOMEONE, "activity.interaction": "none", "profile.owner": "self", "profile.third_party_content": True,
    "content.inappropriate": True, "content.removed": False,
}  # fmt: skip
REMARK = "No exception in the text; it may bear on a judgement."

POLICIES: Final[dict[str, Policy]] = {
    place: smpolicy.load().resolve(place, as_of=DAY, drafts=True)
    for place in ("secretariat", "bih", "bishkek", "kosovo", "moldova", "odihr", "rfom")
}


def secretariat(facts: dict[str, Any]) -> Decision:
    """Decide in the Secretariat, all else being neutral."""
    return POLICIES["secretariat"].evaluate(facts, assume="neutral")


def words(decision: Decision) -> int:
    """Count the words of the short text, without what it quotes or asks and without its last line, the notices."""
    *paragraphs, notices = decision.text().split("\n\n")
    assert "\n" not in notices
    assert all(each in notices for each in decision.notices)
    text = " ".join(paragraphs)
    for fact in decision.questions:  # a question is a document's own words
        text = text.replace(fact.question, "")
    return sum(bool(re.search(r"\w", each)) for each in re.sub(r'"[^"]*"', "", text).split())


def findings(decision: Decision) -> int:
    """Count what the text tells of: norms that are or may be broken, steps, what is set aside, readings, remarks."""
    ruling = decision.ruling
    norms = {clause.norm.id for clause in ruling.counted if decision.policy.in_force and ruling.may_be_breached(clause)}
    norms |= {each.norm.id for each in decision.steps if each.norm.step and each.norm.step.on != "unsure"}
    aside = {(each.norm.id, each.part) for each in decision.set_aside}
    return len(norms) + len(aside) + len(decision.readings) + len(decision.remarks)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """Draw a decision of a packaged policy, drafts included: of one to five things something is said, or "not sure"."""
    policy = POLICIES[draw(st.sampled_from(sorted(POLICIES)))]
    facts = policy.vocabulary.facts
    open_facts = sorted(
        name
        for name, fact in facts.items()
        if fact.kind != "derived" and name not in {*policy.given, *SOMEONE} and fact.domain.kind != "day"
    )
    stated = dict(SOMEONE)
    for name in draw(st.sets(st.sampled_from(open_facts), min_size=1, max_size=5)):
        said = draw(st.sampled_from([*(facts[name].choices() or (0, 3, 30)), "not_sure"]))
        stated[name] = sorted(said) if isinstance(said, frozenset) else said
    stated["activity.stage"] = draw(st.sampled_from(("planned", "done", "not_sure")))
    try:
        decision = policy.evaluate(stated, assume="neutral")
    except ImpossibleFacts as error:
        impossible = {name for problem in error.problems for name in problem.facts} - SOMEONE.keys()
        left = {name: said for name, said in stated.items() if name not in impossible}
        decision = policy.evaluate(left, assume="neutral")
    event(f"answer: {decision.answer}{' or worse' if decision.or_worse else ''}")
    return decision


LAW = settings(max_examples=draws(150, heavy=True))


# ------------------------------------------------------------ how much is said


@LAW
@given(decisions())
def test_it_is_short(decision: Decision) -> None:
    """At most 40 words where nothing is found, and 60 for each finding; quotations and notices apart."""
    within = words(decision) <= max(40, 60 * findings(decision))
    assert within, decision.text()


@pytest.mark.parametrize("name", CASES)
def test_each_case_is_told_in_few_words(packaged: Library, name: str) -> None:
    """The cases of the contract, each by the same measure."""
    decision = decide(packaged, name)
    within = words(decision) <= max(40, 60 * findings(decision))
    assert within, decision.text()


@pytest.mark.parametrize("place", POLICIES)
@pytest.mark.parametrize("interaction", ["post", "share", "comment", "like"])
def test_a_harmless_post_is_told_in_forty_words(place: str, interaction: str) -> None:
    """Wherever one works, and drafts or none: the answer, how much was assumed, and what only the person can judge."""
    decision = POLICIES[place].evaluate({**SOMEONE, "activity.interaction": interaction}, assume="neutral")
    assert decision.answer == "no_departure_found"
    assert words(decision) <= 40
    counted = f"{len(decision.assumed)} facts ({len(decision.left_to_judge)} judgements)."
    assert f"Assumed harmless: {counted}" in decision.text()
    assert {fact.name for fact in decision.left_to_judge} <= set(decision.assumed)


@LAW
@given(decisions())
def test_in_full_everything_is_told(decision: Decision) -> None:
    """All that was assumed and all that holds whatever is done, each in words; and the same answer first."""
    short, full = decision.text(), decision.text(full=True)
    facts = decision.policy.vocabulary.facts
    assert full.split("\n\n")[0].startswith(short.split("\n\n")[0].split(".")[0])
    if decision.possible <= {"not_in_force", "outside_scope"}:
        assert "Assumed" not in full
        assert "subject to" not in full
        return
    for name, value in decision.assumed.items():
        assert f"- {facts[name].question} {facts[name].label(value)}\n" in f"{full}\n"
    for norm in (*decision.subject_to, *decision.interpretive):
        assert f'"{norm.text}"' in full
    for question in decision.readings:
        assert question.question in full


def test_nothing_is_listed_where_nothing_is_in_force_or_in_scope(packaged: Library) -> None:
    """Neither what was assumed nor what is not considered: it has nothing to do with the answer."""
    early = packaged.resolve("secretariat", as_of=date(2020, 12, 31)).evaluate(PHOTO, assume="neutral")
    work = secretariat({**SOMEONE, "activity.interaction": "post", "activity.linked_to_functions": True})
    assert (early.answer, work.answer) == ("not_in_force", "outside_scope")
    assert len(early.text(full=True).split("\n\n")) == 2
    assert [each.split(" ")[0] for each in work.text(full=True).split("\n\n")] == ["As", "SI", "Applies"]


def test_what_there_is_to_do_is_said_out_of_scope_too() -> None:
    """8.1 has a scope of its own: whoever did nothing and knows of an incident is told whom to tell."""
    decision = secretariat({**SOMEONE, "activity.interaction": "none", "incident.may_amount_to_violation": True})
    assert decision.answer == "outside_scope"
    assert "- Communicate the incident to your communications focal point (SI 31, 8.1): nobody is" in decision.text()


# ------------------------------------------------------------ what there is to do about it


@LAW
@given(decisions())
def test_whoever_is_told_of_a_departure_has_something_to_do_and_somebody_to_turn_to(decision: Decision) -> None:
    """And so has whoever is sent for advice."""
    if decision.answer in ("departs", "contravenes", "seek_advice"):
        assert decision.steps or decision.mends
        assert decision.contacts
        assert all(each.name in decision.text() for each in decision.contacts)
        assert [each["name"] for each in decision.to_json()["contacts"]] == [each.name for each in decision.contacts]


@LAW
@given(decisions())
def test_a_mend_is_an_act_in_the_norms_own_words_and_in_its_tense(decision: Decision) -> None:
    """What it names stands in the text; a duty is done; what is planned is left out, and what is done is removed."""
    provisions = {each.id: each for source in decision.policy.resolution.instruments for each in source.provisions}
    stage = decision.stated.get("activity.stage", "not_sure")
    for mend, printed in zip(decision.mends, decision.to_json()["mends"], strict=True):
        place, above = provisions.get(mend.norm.provision), [mend.norm.text]
        while place:
            above.append(place.text)
            place = provisions.get(place.parent or "")
        assert all(any(words in " ".join(text.split()) for text in above) for words in mend.words)
        assert printed["acts"]
        for act in printed["acts"]:
            assert act["stage"] in ((stage, None) if stage in ("planned", "done") else ("planned", "done", None))
            assert (act["stage"] is None) == (mend.norm.polarity == "do" and mend.norm.own_scope)
            if act["stage"] == "done":
                assert act["do"].startswith("Remove it")


def told_of(facts: dict[str, Any]) -> dict[str, list[str]]:
    """Return what is said to do about each norm, beside the exceptions that the text knows."""
    printed = secretariat(facts).to_json()["mends"]
    return {mend["norm"]: [each["do"] for each in mend["acts"]] + mend["excepts"] for mend in printed}


def test_what_is_planned_is_left_out_or_asked_for_where_the_text_knows_whom() -> None:
    """7.1.b3 knows an authorization, paragraph 9 of the Code an approval; 7.2.b5 knows neither, so COMMS is asked."""
    assert told_of({**BANNER, "activity.stage": "planned"})["si31:7.1.b3"][0] == (
        'Leave out: "using OSCE visual identity material or intellectual property … without seeking prior '
        'authorization", or seek prior authorization (nobody is named).'
    )
    leak = told_of({**LEAK, "activity.stage": "planned"})
    assert leak["coc:9.2"][0].endswith('publish anything based thereon", or ask beforehand.')
    assert "ask" not in leak["sr:2.02.2"][0]
    assert told_of({**PHOTO, "activity.stage": "planned"})["si31:7.2.b5"] == [
        'Leave out: "photos, audio or video recordings … of OSCE officials on duty or in OSCE-branded clothing and of '
        'the OSCE operation".',
        "it directly serves the purpose of supporting an official OSCE activity … bearing in mind safety and security "
        "aspects",
    ]


def test_what_is_done_is_removed_which_undoes_no_disclosure() -> None:
    """Nothing is asked for beforehand any more, neither as a step nor as a mend."""
    for facts in (BANNER, LEAK, PHOTO):
        decision = secretariat({**facts, "activity.stage": "done"})
        acts = [act for mend in decision.to_json()["mends"] for act in mend["acts"]]
        assert {(act["stage"], act["do"]) for act in acts} == {
            ("done", "Remove it (limits harm; undoes no disclosure).")
        }
        assert decision.steps == ()
        assert "Planned" not in decision.text()
        assert "beforehand" not in re.sub(r'"[^"]*"', "", decision.text())


def test_a_duty_left_undone_is_done() -> None:
    """At whatever stage: to wish that what others posted were not inappropriate mends nothing."""
    decision = secretariat(WALL)
    (mend,) = decision.mends
    assert "content.inappropriate" not in mend.changes
    assert mend.changes["content.removed"] is True
    (act,) = decision.to_json()["mends"][0]["acts"]
    assert act["stage"] is None
    assert act["do"] in {f"{step.do}." for step in decision.steps}
    assert decision.text().count(act["do"]) == 1


def test_a_judgement_alone_is_mended_by_leaving_it_out() -> None:
    """Nobody is told to say that it is not discriminatory."""
    (mend,) = secretariat({**SOMEONE, "activity.interaction": "post", "content.discriminatory": True}).mends
    assert mend.changes == {"activity.interaction": "none"}
    assert mend.words == ("discriminatory remarks, harassment, threats of violence or similar content",)


def test_an_exception_is_named_as_what_the_text_excepts() -> None:
    """In its words, and never as something to do or to say."""
    text = secretariat(PHOTO).text()
    assert 'The text excepts "it directly serves the purpose of supporting an official OSCE activity … bearing' in text
    assert "instead" not in text


# ------------------------------------------------------------ what is open, and what only the person can judge


def test_an_open_reading_says_where_it_leads() -> None:
    """Q1.1: authorization that was sought is enough, or it is not: in short with both outcomes, in full as asked."""
    decision = secretariat({**BANNER, "branding.authorization": "sought_pending"})
    (question,) = decision.readings
    assert decision.outcomes_by_reading(question) == {"sought": {"no_departure_found"}, "obtained": {"departs"}}
    short = (
        f'{question.number} is open (our readings, unreviewed): "it is enough to have asked beforehand": nothing '
        'found; "the authorization must have been granted": not in line.'
    )
    assert short in decision.text()
    assert question.question in decision.text(full=True)
    (printed,) = decision.to_json()["unsettled_by"]["readings"]
    assert [each["outcomes"] for each in printed["readings"]] == [["no_departure_found"], ["departs"]]


def test_a_question_says_that_it_is_a_judgement() -> None:
    """In the text and in the data; a question about what one can see says nothing of the kind."""
    judged = secretariat({**PHOTO, "purpose.directly_supports_official_activity": True})
    seen = secretariat({**SOMEONE, "activity.interaction": "post", "content.recording_kind": "photo"})
    assert "- Were safety and security taken into account? (your judgement)" in judged.text()
    assert "(your judgement)" not in seen.text()
    for decision, expected in ((judged, True), (seen, False)):
        questions = decision.to_json()["unsettled_by"]["questions"]
        assert [each.get("judgement", False) for each in questions] == [expected] * len(questions) != []


def test_what_people_add_gets_the_remark_of_its_document() -> None:
    """Where it was stated, and not where nobody offered anything; it changes no answer."""
    plain, added = (secretariat({**PHOTO, "excuse.offered": offered}) for offered in ([], ["disclaimer", "off_duty"]))
    assert plain.answer == added.answer == "departs"
    assert (plain.remarks, added.remarks) == ((), (REMARK,))
    assert REMARK not in plain.text()
    for full in (True, False):
        assert f'"it says that these are my own views, I am off duty": {REMARK}' in added.text(full=full)
    assert added.to_json()["remarks"] == [
        {"fact": "excuse.offered", "value": ["disclaimer", "off_duty"], "remark": REMARK}
    ]


def test_nothing_is_to_be_done_about_what_may_not_be() -> None:
    """Who is not sure whether others posted anything inappropriate is told to remove nothing, and whom to ask."""
    unsure = secretariat({**WALL, "content.inappropriate": "not_sure"})
    assert unsure.answer == "seek_advice"
    assert [step.norm.id for step in unsure.steps] == ["si31:8.2"]
    assert unsure.text().startswith("What was stated does not settle it, and only what you are not sure of could.")
    assert "si31:7.1.b2a" in {step.norm.id for step in secretariat(WALL).steps}


@pytest.mark.parametrize(("stage", "ask"), [("planned", "Before you do it, ask COMMS"), ("done", "Ask COMMS")])
def test_what_is_planned_waits_for_advice(stage: str, ask: str) -> None:
    """Advice comes before what is planned, and in any case to what is done."""
    pending = {**BANNER, "branding.authorization": "sought_pending", "activity.stage": stage}
    assert f"\n\n{ask}" in secretariat(pending).text()
