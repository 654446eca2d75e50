"""What an interview asks of written persons, and what its answers state."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import smpolicy
from corpora import FACTS, base, load, norm, overlay, write
from interview.persons import gone_through, somebody
from interview.test_laws import DAY, SERVING, under
from smpolicy import ImpossibleFacts
from smpolicy.foundations.errors import UnknownStart, UnreadableInterview
from smpolicy.meaning.vocabulary import Part
from smpolicy.policy.interview import Interview, Tick

STAFF: dict[str, Any] = {**SERVING, "activity.interaction": "post"}
PHOTO = {
    "activity.discloses": True,
    "content.recording_kind": "photo",
    "content.depicts": ["osce_official_on_duty", "osce_operation"],
}
LEAK = {
    "activity.discloses": True,
    "content.confidential": True,
    "content.relates_to": ["osce", "osce_officials"],
    "info.known_by_official_position": True,
    "audience.third_party": True,
    "approval.by": "none",
}
FLAG = {"activity.interaction": "like", "insignia.present": True}
WALL = {
    "activity.interaction": "none",
    "profile.owner": "self",
    "profile.third_party_content": True,
    "content.inappropriate": True,
}
LOGO = {"account.branded_with_osce_vi_or_ip": True, "branding.origin": ["user_applied"]}
POLITICS = {"content.political": True, "content.may_harm_osce_reputation": True}
INTERN = {"person.category": "intern"}
TITLE = {"content.misrepresents_employment": True}
INCIDENT = {"activity.interaction": "none", "incident.may_amount_to_violation": True}

WRITTEN = [
    ("a hobby post", {}, "no_departure_found", 5),
    ("a party's flag, liked", {**FLAG, "insignia.politically_sensitive": True}, "departs", 5),
    ("a flag of unknown meaning", {**FLAG, "insignia.politically_sensitive": "not_sure"}, "seek_advice", 5),
    ("colleagues on a photo", PHOTO, "departs", 6),
    (
        "a photo in support of an activity",
        {
            **PHOTO,
            "purpose.directly_supports_official_activity": True,
            "purpose.safety_security_borne_in_mind": True,
        },
        "no_departure_found",
        6,
    ),
    ("an intern gives away a paper", {**LEAK, **INTERN}, "departs", 5),
    ("an official gives it away", LEAK, "contravenes", 5),
    ("left on one's wall", WALL, "departs", 4),
    ("removed from it", {**WALL, "content.removed": True}, "no_departure_found", 4),
    (
        "gone, and still shown",
        {"person.phase": "separated", "content.misrepresents_employment": True},
        "seek_advice",
        3,
    ),
    ("on the last day", {**TITLE, "person.event": "separation"}, "departs", 3),
    (
        "politics before joining",
        {**POLITICS, "person.phase": "prospective", "activity.before_engagement": True},
        "seek_advice",
        4,
    ),
    (
        "an intern whom nobody told",
        {**POLITICS, "person.category": "intern", "person.made_aware": False},
        "seek_advice",
        4,
    ),
    ("an incident that nobody heard of", INCIDENT, "seek_advice", 3),
    ("an incident that was reported", {**INCIDENT, "incident.reported_to_focal_point": True}, "outside_scope", 3),
    ("a logo", LOGO, "departs", 6),
    ("a logo with authorization", {**LOGO, "branding.authorization": "granted"}, "no_departure_found", 6),
    ("politics at work", {**POLITICS, "activity.linked_to_functions": True}, "outside_scope", 3),
]


@pytest.mark.parametrize(("facts", "answer", "most"), [each[1:] for each in WRITTEN], ids=[each[0] for each in WRITTEN])
def test_written_persons(facts: dict[str, Any], answer: str, most: int) -> None:
    """Each comes to the right answer, within so many screens."""
    interview, screens = gone_through(somebody(under("serbia"), {**STAFF, **facts}))
    assert (interview.decision.answer, len(screens) <= most) == (answer, True)


# ------------------------------------------------------------ what answers state, in a small corpus

PLAN = """interview:
  who: [person.category]
  what: [act.done]
  starts:
    photo: {words: a photo, lists: ["rules:1"], states: {act.done: true}}
    press: {words: the press, lists: ["rules:2"], asks: [time.hours]}
    quiet: {words: nothing, states: {act.done: false}}
  lists:
    "rules:1": {asks: Is any of this in it?, heading: Photos}
    "rules:2": {asks: Is any of this so?}
"""
WORDS = FACTS.replace(
    "    kind: conduct\n", "    kind: conduct\n    tick: {words: {photo: a photo, drawing: a drawing}}\n"
).replace("neutral: true}", "neutral: true, answered_by: attest, tick: {words: I told nobody}}")


@pytest.fixture
def small(tmp_path: Path) -> Interview:
    """Return an interview of somebody of whom it is known who they are, under a small rule-book."""
    write(base(tmp_path), {"base/facts.yaml": WORDS + PLAN})
    return load(tmp_path).interview("arcadia", as_of=DAY).answered({"person.category": "staff"})


def test_a_tick_states_a_fact_and_a_blank_what_is_neutral_of_an_act(small: Interview) -> None:
    """Of a judgement a blank states nothing; it is listed as what only the person can judge."""
    at_lists = small.answered({"act.done": True, "starts": []})
    screen = at_lists.screen
    assert screen is not None
    assert [(group.heading, [tick.words for tick in group.ticks]) for group in screen.groups] == [
        ("Photos", ["a photo", "a drawing"])
    ]
    ticked = at_lists.answered(screen.ticked(screen.ticks[:1]))
    assert ticked.stated["act.shows"] == frozenset({"photo"})
    blank = at_lists.answered({}).answered({})
    assert blank.stated["act.shows"] == frozenset()
    assert "act.told" not in blank.stated
    assert [fact.name for fact in blank.left_to_judge] == ["act.told"]
    assert [each.how for each in blank.said if each.fact.name == "act.shows"] == ["blank"]
    assert (blank.screen, blank.decision.answer) == (None, "no_departure_found")


def test_not_sure_of_a_list_asks_of_what(small: Interview) -> None:
    """What is ticked there is not sure, and the rest was left blank; nothing was stated before."""
    unsure = small.answered({"act.done": True, "starts": ["press"]}).answered({"time.hours": 1, "not_sure": True})
    assert "act.told" not in unsure.stated
    screen = unsure.screen
    assert screen is not None
    assert (screen.title, [tick.words for tick in screen.ticks]) == (
        "Of which of these are you not sure?",
        ["I told nobody"],
    )
    assert unsure.answered(screen.ticked(screen.ticks)).decision.not_sure == ("act.told",)
    assert unsure.answered({}).left_to_judge == (screen.ticks[0].fact,)


def test_not_sure_of_a_set_denies_no_member(small: Interview) -> None:
    """Who ticks one member and is not sure of others has not said that it lacks them, and is asked about them."""
    at_lists = small.answered({"act.done": True, "starts": []})
    assert at_lists.screen is not None
    a_drawing = at_lists.screen.ticked(at_lists.screen.ticks[1:])
    unsure = at_lists.answered({**a_drawing, "not_sure": True})
    assert unsure.stated["act.shows"] == Part(has=frozenset({"drawing"}), lacks=frozenset())
    screen = unsure.screen
    assert screen is not None
    assert [(tick.words, tick.value) for tick in screen.ticks] == [("a photo", smpolicy.NOT_SURE)]
    still = unsure.answered(screen.ticked(screen.ticks))
    assert still.stated["act.shows"] == unsure.stated["act.shows"]
    assert "no_departure_found" not in {unsure.decision.answer, still.decision.answer}


def test_a_kept_start_that_is_gone_opens_all_lists() -> None:
    """Somebody who chose what the documents no longer have is shown every list."""
    begun = smpolicy.load().interview("secretariat", as_of=DAY).answered({"person.category": "staff_mission_member"})
    kept = begun.answered({"activity.interaction": "post", "starts": ["politics", "incident"]}).to_json()
    kept["answers"][-1]["starts"][0] = "gone"
    again = smpolicy.load().resume(kept)
    opened: set[str] = set()
    while (screen := again.screen) is not None:
        opened |= {group.provision for group in screen.groups}
        again = again.answered({fact.name: "not_sure" for fact in screen.questions})
    assert opened == {*again.lists.plan.lists}


@pytest.mark.parametrize("key", ["starts", "left"])
def test_what_was_kept_is_names(key: str) -> None:
    """A list of anything else is refused."""
    kept: Any = smpolicy.load().interview("secretariat", as_of=DAY).answered({}).to_json()
    kept["answers"][-1][key] = [10**5000]
    with pytest.raises(smpolicy.UnreadableInterview):
        smpolicy.load().resume(kept)


def test_a_blank_that_was_kept_states_no_more_than_a_blank_can() -> None:
    """No judgement, and nothing but what is neutral, whoever wrote it."""
    kept: Any = smpolicy.load().interview("secretariat", as_of=DAY).answered({}).to_json()
    blank = {"content.confidential": True, "content.discriminatory": False, "content.criticises_government": False}
    kept["answers"][-1]["blank"] = blank
    assert {name for name in smpolicy.load().resume(kept).stated if name in blank} == {"content.criticises_government"}


@pytest.mark.parametrize("said", ["false", "no", float("nan"), None])
def test_not_sure_of_a_list_is_yes_or_no(small: Interview, said: object) -> None:
    """Text is no answer to whether one is not sure of something in a list."""
    with pytest.raises(smpolicy.ImpossibleFacts, match="true or false"):
        small.answered({"not_sure": said})


def nested(depth: int) -> object:
    """Return lists in lists, so deep that Python cannot write them out."""
    value: list[object] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "said", [5, True, {"photo": False}, [["photo"]], "nowhere", "x" * 10**7, 10**5000, nested(100_000)], ids=type
)
def test_a_start_is_one_that_there_is(small: Interview, said: object) -> None:
    """What names none is refused."""
    with pytest.raises(smpolicy.UnknownStart):
        small.answered({"starts": said})


def test_starting_points_state_and_open_and_ask(small: Interview) -> None:
    """What was answered goes before what a starting point states; two that differ state nothing."""
    photo = small.answered({"starts": ["photo"]})
    assert photo.stated["act.done"] is True
    assert small.answered({"act.done": "not_sure", "starts": ["photo"]}).stated["act.done"] is smpolicy.NOT_SURE
    assert "act.done" not in small.answered({"starts": ["photo", "quiet"]}).stated
    press = small.answered({"act.done": True, "starts": ["press"]}).screen
    assert press is not None
    assert ([fact.name for fact in press.questions], len(press.groups)) == (["time.hours"], 1)
    quiet = small.answered({"starts": ["quiet"]})
    assert (quiet.screen, quiet.decision.answer) == (None, "outside_scope")


def test_what_is_left_out_of_a_screen_is_asked_again(small: Interview) -> None:
    """And what was told before it was asked is not asked."""
    begun = small.back()
    screen = begun.screen
    assert screen is not None
    assert screen.key == "who"
    at_what = begun.answered({}).screen
    assert at_what is not None
    assert [fact.name for fact in at_what.questions] == ["person.category", "act.done"]
    told = begun.answered({"act.done": True, "person.category": "intern"}).screen
    assert told is not None
    assert (told.questions, [start.name for start in told.starts]) == ((), ["photo", "press", "quiet"])


def test_on_the_first_screen_there_is_nothing_to_go_back_to(small: Interview) -> None:
    """It stays as it is."""
    assert small.back().back() == small.back()


def test_only_one_value_of_a_fact_can_be_ticked() -> None:
    """Of what is one of a list; of a set, any."""
    interview = under("secretariat")
    at_list = Interview.begun(interview).answered(STAFF).answered({"starts": ["learned"]})
    while at_list.screen is not None and not at_list.screen.ticks:
        at_list = at_list.answered({fact.name: "not_sure" for fact in at_list.screen.questions})
    screen = at_list.screen
    assert screen is not None
    kinds: list[Tick] = [tick for tick in screen.ticks if tick.fact.name == "content.recording_kind"]
    with pytest.raises(ImpossibleFacts, match="only one of these: a photo"):
        screen.ticked(kinds[:2])


def test_a_blank_gives_way_to_what_is_said_later() -> None:
    """Whoever left insignia blank, and says later that they are sensitive, has not said that there are none."""
    begun = Interview.begun(under("secretariat")).answered(STAFF).answered({"starts": ["politics"]})
    while begun.screen is not None and not any(tick.fact.name == "insignia.present" for tick in begun.screen.ticks):
        begun = begun.answered({fact.name: "not_sure" for fact in begun.screen.questions})
    blank = begun.answered({})
    assert blank.stated["insignia.present"] is False
    said = blank.answered({"insignia.politically_sensitive": True})
    assert "insignia.present" not in said.stated
    assert said.stated["insignia.politically_sensitive"] is True


def test_what_cannot_be_is_refused_at_once(small: Interview) -> None:
    """A starting point that there is not, a fact that nobody knows, and what cannot hold together."""
    with pytest.raises(UnknownStart, match="there are `photo`, `press`, `quiet`"):
        small.answered({"starts": "pictures"})
    with pytest.raises(ImpossibleFacts, match=r"no fact is called `act\.don`"):
        small.answered({"act.don": True})
    with pytest.raises(ImpossibleFacts):
        Interview.begun(under("secretariat")).answered({"person.category": "head_of_mission"})


def test_nothing_is_asked_where_nothing_is_in_force() -> None:
    """The day settles it."""
    interview = smpolicy.load().interview("secretariat", as_of=date(2020, 1, 1))
    assert (interview.screen, interview.decision.answer) == (None, "not_in_force")


def test_a_local_fact_stands_under_the_provision_of_its_norm(tmp_path: Path) -> None:
    """With its whole question, where it has no words; in the list above, or behind the others where there is none."""
    local = norm("n", "Staff shall not post a secret.", "{arcadia.secret: true}") + norm(
        "m", "Staff shall not post a number.", "{arcadia.number: true}", under="rules:3"
    )
    facts = "{arcadia.secret: Is it secret?, arcadia.number: Is it a number?}"
    files = {
        "base/facts.yaml": WORDS + PLAN,
        "overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", local, facts=facts),
    }
    interview = load(write(base(tmp_path), files)).interview("arcadia", as_of=DAY)
    asked = interview.answered({"person.category": "staff", "act.done": True}).answered({"starts": ["photo"]}).screen
    assert asked is not None
    assert [(group.provision, [tick.words for tick in group.ticks]) for group in asked.groups] == [
        ("rules:1", ["a photo", "a drawing", "Is it secret? Yes"]),
        ("rules:3", ["Is it a number? Yes"]),
    ]


def test_without_a_plan_nothing_is_assumed(tmp_path: Path) -> None:
    """Whoever plans no lists is asked until the answer is settled."""
    interview = load(base(tmp_path)).interview("arcadia", as_of=DAY)
    asked = []
    while interview.screen is not None:
        asked += [fact.name for fact in interview.screen.questions]
        interview = interview.answered({fact.name: fact.choices()[0] for fact in interview.screen.questions})
    assert {"act.done", "act.shows", "act.told"} & {*asked}
    assert (interview.decision.assume, interview.decision.settled) == ("none", True)


# ------------------------------------------------------------ kept, and resumed


def test_an_interview_that_was_kept_goes_on() -> None:
    """From plain data, under the policy of its structure, its day, and its drafts."""
    library = smpolicy.load()
    interview = library.interview("moldova", as_of=DAY, drafts=True).answered({"person.category": "intern"})
    again = library.resume(json.loads(json.dumps(interview.to_json())))
    assert again == interview
    assert (again.policy.structure.id, again.policy.as_of, again.policy.drafts) == ("moldova", DAY, True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": "smpolicy/interview@2"}, "its `format` is not `smpolicy/interview@1`"),
        ({"as_of": "tomorrow"}, "its `as_of` is no day"),
        ({"structure": None}, "its `structure` is missing"),
        ({"answers": {}}, "its `answers` is missing, or nothing of the kind"),
        ({"answers": [1]}, "an answer is no object"),
        (
            {"answers": [{"screen": "who", "starts": [], "unsure": False, "left": [], "blank": {}}]},
            "its `replies` are no",
        ),
    ],
)
def test_what_is_no_interview_of_this_version_is_refused(change: dict[str, Any], reason: str) -> None:
    """Another version, or anything else, is not guessed at."""
    library = smpolicy.load()
    kept = {**library.interview("secretariat", as_of=DAY).to_json(), **change}
    with pytest.raises(UnreadableInterview, match=reason):
        library.resume(kept)
