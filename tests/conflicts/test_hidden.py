"""Conflicts that hide: a step, an effort, an encouragement, words alone, and what only two norms bring about."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from checks.faults import check_overlay
from conflicts.test_precedence import arcadia
from smpolicy.conflicts.jointly import jointly
from smpolicy.conflicts.precedence import Undetermined
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.solver import Exact
from smpolicy.foundations.diagnostics import Diagnostic

FROM: Final = "{effective: {from: 2026-01-01}}"
FACTS: Final = """
  arcadia.tried: {question: Did you try?, kind: conduct, neutral: false, tick: follow_up}
  arcadia.hidden: {question: Did you hide it?, kind: conduct, neutral: false, tick: follow_up}
  arcadia.small: Is the office small?
  arcadia.station: {question: Does the profile name the duty station?, kind: conduct, neutral: false, tick: follow_up}
  arcadia.badge: {question: Does the profile show the badge?, kind: conduct, neutral: false, tick: follow_up}
  arcadia.knew: Did you know it?"""
#: What one is to do of what others post: 7.1, second bullet, knows one way, "remove".
THERE: Final = "others leave: {profile.third_party_content: true}, on their own profiles: {profile.owner: self}"
REMOVED: Final = "{content.inappropriate: false}, {content.removed: true}"


def found(folder: Path, norms: str) -> list[Diagnostic]:
    """Check a draft with these norms; return what is said of them beside the instrument above, and of each other."""
    diagnostics = check_overlay(folder, norms, dates=FROM, facts=FACTS)
    said = ("inconsistent", "for-review", "undecided", "contradicts", "shadowed", "compared-with-nothing")
    assert [each for each in diagnostics if each.severity == "error" and each.name != "inconsistent"] == []
    return [each for each in diagnostics if each.name in said]


def kinds(folder: Path, norms: str) -> list[tuple[str, str | None]]:
    """Return what is found by rule and kind."""
    return [(each.name, each.kind) for each in found(folder, norms)]


def norm(name: str, text: str, act: str, under: str, *, when: str = "", **more: str) -> str:
    """Write a norm whose act is stated by all of its sentence."""
    lines = [f"  {name}:\n    under: {under}\n    text: >\n      {text}\n"]
    lines += [f"    act:\n      {text.rstrip('.')}: {act}\n"] if act else []
    lines += [f"    when: {{{when}}}\n"] if when else []
    return "".join((*lines, *(f"    {key}: {value}\n" for key, value in more.items())))


# ------------------------------------------------------------ steps

EMBLEM: Final = "{account.branded_with_osce_vi_or_ip: true, branding.origin: {has: [user_applied]}}"
STEP: Final = {"role": "step", "step": "{do: Add the emblem}"}


def test_a_step_is_taken_only_where_it_leads_to_no_departure(tmp_path: Path) -> None:
    """Where 7.1, third bullet, disapproves of the emblem nobody is told to add it; with authorization they are."""
    policy = arcadia(tmp_path, norm("it", "Staff shall add the emblem.", EMBLEM, "si31:7.1.b3", **STEP))
    (aside,) = (each for each in policy.set_aside if each.prevailing.id == "si31:7.1.b3")
    assert (aside.kind, aside.norm.role) == ("requires-disapproved", "step")
    account = {
        "person.category": "staff_mission_member",
        "activity.interaction": "other_interaction",
        "activity.channel": "social_networking",
        "activity.linked_to_functions": False,
        "account.is_personal": True,
    }
    told = {
        reply: "Add the emblem"
        in {step.do for step in policy.evaluate({**account, "branding.authorization": reply}, assume="neutral").steps}
        for reply in ("not_sought", "granted")
    }
    assert told == {"not_sought": False, "granted": True}


@pytest.mark.parametrize(
    ("text", "act", "under", "kind"),
    [
        ("Staff shall add the emblem.", EMBLEM, "si31:7.1.b3", "requires-disapproved"),
        ("Staff are encouraged to review their activities.", "{review.done: true}", "si31:6.4", "weakens-force"),
        ("Staff should post a political statement.", "{content.political: true}", "si31:7.2.b2",
         "requires-disapproved"),
    ],
)  # fmt: skip
def test_a_step_is_compared_like_any_norm(tmp_path: Path, text: str, act: str, under: str, kind: str) -> None:
    """Its kind is what it would be without `role: step`."""
    as_step = kinds(tmp_path / "step", norm("it", text, act, under, role="step", step="{do: Do it}"))
    assert as_step == kinds(tmp_path / "norm", norm("it", text, act, under))
    assert kind in {each for _, each in as_step}


@pytest.mark.parametrize(
    ("text", "act", "under"),
    [
        ("Staff shall tell the press officer too.", "{arcadia.tried: true}", "si31:8.1"),
        ("Staff shall ask the Head of Mission for authorization.", "{branding.authorization: [granted]}",
         "si31:7.1.b3"),
        ("Staff shall remove what others left.", "{content.removed: true}", "si31:7.1.b2"),
        ("Staff shall review their activities.", "{review.done: true}", "si31:6.4"),
    ],
)  # fmt: skip
def test_a_step_that_asks_for_more_stands_beside_anything(tmp_path: Path, text: str, act: str, under: str) -> None:
    """More to do, whom to ask, and what is asked for anyhow, contradict nothing."""
    assert kinds(tmp_path, norm("it", text, act, under, role="step", step="{do: Do it}")) == []


def test_a_step_and_a_ban_of_one_overlay_contradict_each_other(tmp_path: Path) -> None:
    """Nobody can take a step that another norm of the same document forbids."""
    step = norm("step", "Staff shall name the duty station.", "{arcadia.station: true}", "si31:7.1.b1",
                role="step", step="{do: Name it}")  # fmt: skip
    ban = norm("ban", "Staff shall not name the duty station.", "{arcadia.station: true}", "si31:7.1.b1")
    assert ("contradicts", "requires-disapproved") in kinds(tmp_path, step + ban)


# ------------------------------------------------------------ a threshold of its own

EFFORTS: Final = {
    "to try is enough": "{any: [%s, {arcadia.tried: true}]}",
    "to hide is enough": "{any: [%s, {arcadia.hidden: true}]}",
    "nothing is to be done in a small office": "{any: [%s, {arcadia.small: true}]}",
    "to try and hide is enough": "{any: [%s, {all: [{arcadia.tried: true}, {arcadia.hidden: true}]}]}",
    "to ask is enough": "{any: [%s, {approval.prior: granted}]}",
}


@pytest.mark.parametrize("name", EFFORTS)
def test_another_way_of_meeting_a_duty_raises_its_threshold(tmp_path: Path, name: str) -> None:
    """What 7.1, second bullet, asks for is not done by what it does not know."""
    text = "Staff are expected to remove inappropriate content that others leave on their own profiles, or so."
    (each,) = found(tmp_path, norm("it", text, EFFORTS[name] % REMOVED, "si31:7.1.b2", when=THERE))
    assert (each.name, each.severity, each.kind) == ("inconsistent", "error", "raises-threshold")
    assert each.survives is not None
    assert each.survives == "where the content is not inappropriate, or the content was removed"


def test_it_is_no_mere_specification(tmp_path: Path) -> None:
    """Whatever breaks it breaks the provision, and yet it does not say what the provision says."""
    text = "Staff are expected to try to remove what others leave on their own profiles."
    act = EFFORTS["to try is enough"] % REMOVED
    policy = arcadia(tmp_path, f"{norm('it', text, act, 'si31:7.1.b2', when=THERE)}facts:{FACTS}\n")
    assert dict(policy.relations) == {"arcadia/ai-1#it": "adds"}
    assert policy.effects == {"arcadia/ai-1#it": "set-aside-in-part"}


def test_less_force_is_said_once_and_more_is_for_people(tmp_path: Path) -> None:
    """With less force the force is what is wrong; with more, what is asked for may be its own."""
    act = EFFORTS["to try is enough"] % REMOVED
    less = "Staff are encouraged to remove what others leave on their own profiles, or try."
    more = "Staff shall remove what others leave on their own profiles, or try."
    assert kinds(tmp_path / "less", norm("it", less, act, "si31:7.1.b2", when=THERE)) == [
        ("inconsistent", "weakens-force")
    ]
    assert kinds(tmp_path / "more", norm("it", more, act, "si31:7.1.b2", when=THERE)) == [
        ("for-review", "raises-threshold")
    ]


@pytest.mark.parametrize(
    ("text", "act", "when"),
    [
        ("Staff are expected to remove and hide what others leave on their own profiles.",
         f"{{all: [{{any: [{REMOVED}]}}, {{arcadia.hidden: true}}]}}", THERE),
        ("In a small office, staff are expected to remove what others leave on their own profiles.",
         f"{{any: [{REMOVED}]}}", f"{THERE}, In a small office: {{arcadia.small: true}}"),
        ("Staff are expected to hide what others leave on their own profiles.", "{arcadia.hidden: true}", THERE),
        ("Staff are expected to monitor their own profiles.", "{profile.monitored: true}",
         "their own profiles: {profile.owner: self}"),
        ("Staff are expected to monitor their own profiles and the accounts of others.",
         "{all: [{profile.monitored: true}, {account.scrutinized: true}]}", ""),
    ],
)  # fmt: skip
def test_more_or_a_part_of_it_raises_nothing(tmp_path: Path, text: str, act: str, when: str) -> None:
    """What asks for more, on fewer occasions, for something else, or for a part of it, lets no less suffice."""
    assert [each for each in kinds(tmp_path, norm("it", text, act, "si31:7.1.b2", when=when)) if each[1]] == []


# ------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("text", "under"),
    [
        ("Pictures of monitors at work may be shared.", "si31:7.2.b5"),
        ("Staff are permitted to share pictures of monitors.", "si31:7.2.b5"),
        ("Interns are free to share pictures of monitors.", "si31:7.2.b5"),
        ("Pictures taken before 2020 may remain online.", "si31:7.2.b5"),
        ("Staff need not scrutinize the accounts of others.", "si31:7.1.b2"),
        ("Staff are not required to review what they did before.", "si31:6.4"),
        ("Jokes about parties may be shared.", "si31:7.2"),
    ],
)
def test_a_permission_in_words_alone_is_for_people(tmp_path: Path, text: str, under: str) -> None:
    """Under a provision that asks for the opposite; the provision is named where it is one."""
    (each,) = found(tmp_path, f"  it:\n    under: {under}\n    text: {text}\n")
    assert (each.name, each.kind, each.severity) == ("for-review", "words-alone", "warning")
    assert each.provision == under
    assert ("Staff Instruction No. 31 says" in each.message) is (under == "si31:7.2")


@pytest.mark.parametrize(
    ("text", "under"),
    [
        ("Staff should name the source of a picture.", "si31:7.2.b5"),
        ("Staff shall not share pictures of a patrol.", "si31:7.2.b5"),
        ("Staff may ask the press officer.", "si31:7.1.b2"),
        ("Disclosure may cause harm.", "si31:7.2.b5"),
        ("Missions may issue guidance.", "si31:7.3"),
    ],
)
def test_other_words_alone_are_said_to_be_compared_with_nothing(tmp_path: Path, text: str, under: str) -> None:
    """What asks for something, speaks of what can be, or permits what nobody disapproves of: a note, and no more."""
    (each,) = found(tmp_path, f"  it:\n    under: {under}\n    text: {text}\n")
    assert (each.name, each.severity) == ("compared-with-nothing", "note")


def test_words_that_people_must_weigh_are_not_said_to_be_compared_with_nothing(tmp_path: Path) -> None:
    """One finding for one sentence: what is for people to decide is not noted as left alone, too."""
    norms = "  it:\n    under: si31:7.3\n    text: Any breach of these rules may lead to disciplinary action.\n"
    assert [each.name for each in found(tmp_path, norms)] == ["for-review"]


@pytest.mark.parametrize(
    ("text", "under"),
    [
        ("Staff remain responsible themselves.", "si31:6.3"),
        ("The press officer answers questions.", "si31:8.2"),
        ("Avoid discriminatory remarks, harassment, threats of violence or similar content.", "si31:7.2.b3"),
    ],
)
def test_words_without_force_and_quotations_need_no_word(tmp_path: Path, text: str, under: str) -> None:
    """What asks for nothing is not to be compared, and what repeats the provision stands beside it."""
    assert found(tmp_path, f"  it:\n    under: {under}\n    text: {text}\n") == []


BANS: Final = {
    "knowingly": "Staff should not knowingly harass anybody.",
    "actual": "Staff should not do actual harm by threats of violence.",
    "where possible": "Where possible, staff should not harass anybody.",
    "reasonable efforts": "Staff should make reasonable efforts not to harass anybody.",
    "persistently": "Staff should not persistently harass anybody.",
}


@pytest.mark.parametrize("words", BANS)
def test_a_qualifier_in_a_restated_ban_is_for_people(tmp_path: Path, words: str) -> None:
    """Whether it lets less suffice no condition tells, whether a line stands beside it or not."""
    said = {"force": "should", "polarity": "refrain"} if "efforts" in words else {}
    for each in ("{content.harassing: true}", "{content.harassing: true, arcadia.knew: true}"):
        (one,) = found(tmp_path, norm("it", BANS[words], each, "si31:7.2.b3", **said))
        assert (one.name, one.kind) == ("for-review", "raises-threshold")
        assert f"“{words}”" in one.message.replace("“Where", "“where")


@pytest.mark.parametrize(
    ("text", "act", "under"),
    [
        ("Staff should not harass anybody, knowingly or unknowingly.", "{content.harassing: true}", "si31:7.2.b3"),
        ("Staff shall not knowingly harass anybody.", "{content.harassing: true}", "si31:7.2.b3"),
        ("Staff should not knowingly name a duty station.", "{arcadia.station: true}", "si31:7.2.b7"),
    ],
)  # fmt: skip
def test_a_qualifier_that_takes_nothing_is_none(tmp_path: Path, text: str, act: str, under: str) -> None:
    """One that covers both, of more force, or of a norm of its own."""
    assert [each for each in kinds(tmp_path, norm("it", text, act, under)) if each[1] == "raises-threshold"] == []


def test_a_qualifier_of_the_provision_can_be_said_again(tmp_path: Path) -> None:
    """6.4 itself says "to the extent possible and reasonable" of what is to be ensured."""
    text = "Staff shall ensure to the extent possible and reasonable that nothing compromises it."
    act = "{effort.possible_and_reasonable: [reasonable_effort_made, not_possible]}"
    when = "nothing compromises it: {person.event: appointment, info.compromises_obligations: true}"
    own = norm("it", text, act, "si31:6.4", when=when, force="mandatory", polarity="do")
    assert "raises-threshold" not in {kind for _, kind in kinds(tmp_path / "same", own)}
    other = own.replace("to the extent possible and reasonable", "where convenient")
    assert "raises-threshold" in {kind for _, kind in kinds(tmp_path / "other", other)}


# ------------------------------------------------------------ only together

SHOWN: Final = norm(
    "where",
    "Staff shall show where they work.",
    "{any: [{account.branded_with_osce_vi_or_ip: true}, {arcadia.station: true}]}",
    "si31:7.1.b3",
)
ANY_OF_THREE: Final = SHOWN.replace("{arcadia.station: true}", "{arcadia.station: true}, {arcadia.badge: true}")
NO_STATION: Final = norm(
    "station", "Staff shall not name their duty station.", "{arcadia.station: true}", "si31:7.2.b7"
)
NO_BADGE: Final = norm("badge", "Staff shall not show their badge.", "{arcadia.badge: true}", "si31:7.2.b7")


def test_two_norms_that_leave_only_what_is_disapproved_of(tmp_path: Path) -> None:
    """By the emblem or by the duty station, and not by the duty station: the emblem is left, and both are named."""
    (each,) = found(tmp_path, SHOWN + NO_STATION)
    assert (each.name, each.kind, each.provision) == ("for-review", "requires-disapproved", "si31:7.1.b3")
    assert "only together arcadia/test, where and arcadia/test, station leave no other way" in each.message
    assert [one.message for one in each.related] == [
        "SI 31, 7.1, third bullet says so",
        "arcadia/test, station says so",
    ]
    assert each.witness is not None
    assert each.witness["scenario"]["statuses"] == {
        "arcadia/test#where": "met",
        "si31:7.1.b3": "broken",
        "arcadia/test#station": "met",
    }


def test_three_norms(tmp_path: Path) -> None:
    """Of three ways two are barred by two norms: only all three norms together leave the third."""
    (each,) = found(tmp_path, ANY_OF_THREE + NO_BADGE + NO_STATION)
    assert "where and arcadia/test, badge and arcadia/test, station" in each.message


def test_those_that_have_no_part_in_it_are_not_named(tmp_path: Path) -> None:
    """A fourth norm that bars no way, and one that bars a way already barred, stay out of it."""
    other = norm("other", "Staff shall not post photos.", "{content.recording_kind: photo}", "si31:7.2.b7")
    (each,) = found(tmp_path, SHOWN + other + NO_BADGE + NO_STATION)
    assert each.message.count("arcadia/test,") == 2


@pytest.mark.parametrize(
    "norms",
    [
        ANY_OF_THREE + NO_STATION,
        ANY_OF_THREE + NO_BADGE,
        SHOWN + NO_BADGE,
        NO_STATION + NO_BADGE,
        SHOWN.replace("    act:", "    when: {work: {arcadia.small: true}}\n    act:")
        + NO_STATION.replace("    act:", "    when: {duty: {arcadia.small: false}}\n    act:"),
        SHOWN.replace("[{account", "[{branding.authorization: granted}, {account") + NO_STATION,
    ],
)
def test_as_long_as_a_way_is_left_nothing_is_said(tmp_path: Path, norms: str) -> None:
    """Where a way is left, where the two never apply together, and where nothing is asked for."""
    assert found(tmp_path, norms) == []


def test_the_same_norm_is_told_of_with_each_set_of_others(tmp_path: Path) -> None:
    """Two bans that never apply together leave no way each with the norm that asks."""
    text, act = "office, staff shall not name their duty station.", "{arcadia.station: true}"
    small = norm("small", f"In a small {text}", act, "si31:7.2.b7", when="In a small office: {arcadia.small: true}")
    large = norm("large", f"In a large {text}", act, "si31:7.2.b7", when="In a large office: {arcadia.small: false}")
    policy = arcadia(tmp_path, f"{SHOWN}{small}{large}facts:{FACTS}\n")
    together = [[norm.id.partition("#")[2] for norm in each.norms] for each in policy.for_review]
    assert together == [["where", "small"], ["where", "large"]]
    said = [each.message for each in found(tmp_path, SHOWN + small + large)]
    assert [f"test, {name} leave no other way" in each for each, name in zip(said, ("small", "large"), strict=True)]


def test_what_was_not_found_out_together_is_told_of_the_norm_that_asks(tmp_path: Path) -> None:
    """Where no work is to be spent; beside a duty it is the first norm."""
    keep = norm("keep", "Staff shall not remove what others left.", "{content.removed: true}", "si31:7.1.b2")
    policy = arcadia(tmp_path, f"{SHOWN}{NO_STATION}{keep}facts:{FACTS}\n")
    program = policy.program
    told = [*jointly(Prover(program=program, given={}, solver=Exact(budget=0)), program.clauses, ())]
    assert {(type(each), each.norm.id) for each in told} == {(Undetermined, "arcadia/ai-1#where")}
    assert {each.other.polarity for each in told if each.other is not None} == {"do", "refrain"}


def test_all_of_them_are_for_people(tmp_path: Path) -> None:
    """Whoever reads one of them is told of the other, and neither is set aside."""
    policy = arcadia(tmp_path, f"{SHOWN}{NO_STATION}facts:{FACTS}\n")
    assert dict(policy.effects) == {"arcadia/ai-1#where": "for-review", "arcadia/ai-1#station": "for-review"}
    for entry in (each for each in policy.entries if each.kind == "norm"):
        sentence, *_ = policy.sentences(entry)
        assert "only together" in str(sentence)
        assert policy.headline(entry).effect == "for-review"
