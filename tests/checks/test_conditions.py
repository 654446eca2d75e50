"""Invented local conditions, written by the guide for drafters: what is found, decided and read back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import smpolicy
from checks.faults import ARCADIA
from smpolicy.cli.main import commands

CONDITIONS = Path(__file__).parents[2] / "examples" / "conditions"
FILES = sorted(CONDITIONS.glob("*.yaml"))
#: An ordinary member of staff, on a network, as a private person.
SOMEBODY = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
    "activity.interaction": "post",
}
APPROVED = {"approval.prior": "granted", "approval.by": "own_head_of_institution_or_mission"}


@dataclass(frozen=True, kw_only=True)
class Case:
    """An activity under one of the conditions, and what must be answered."""

    words: str
    file: str
    structure: str
    facts: dict[str, Any]
    answer: str
    because: tuple[str, ...] = ()
    asks: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    as_of: date = date(2026, 6, 1)


CASES = [
    Case(
        words="an hour before the limit",
        file="night-convoys",
        structure="elbonia",
        facts={"elbonia.tells_of_convoy": True, "elbonia.hours_since_arrival": 11},
        answer="contravenes",
        because=("elbonia/night-convoys#night-convoys",),
    ),
    Case(
        words="at the limit",
        file="night-convoys",
        structure="elbonia",
        facts={"elbonia.tells_of_convoy": True, "elbonia.hours_since_arrival": 12},
        answer="no_departure_found",
    ),
    Case(
        words="when the convoy arrived is a circumstance, and asked",
        file="night-convoys",
        structure="elbonia",
        facts={"elbonia.tells_of_convoy": True},
        answer="undetermined",
        because=("elbonia/night-convoys#night-convoys",),
        asks={"elbonia.hours_since_arrival"},
    ),
    Case(
        words="a caller's words in the group, without agreement",
        file="hotline-volunteers",
        structure="arcadia",
        facts={"arcadia.in_volunteers_chat": True, "arcadia.tells_of_caller": True, "arcadia.caller_agreed": False},
        answer="contravenes",
        because=("arcadia/hotline-volunteers#callers",),
    ),
    Case(
        words="whether the caller agreed is asked",
        file="hotline-volunteers",
        structure="arcadia",
        facts={"arcadia.in_volunteers_chat": True, "arcadia.tells_of_caller": True},
        answer="undetermined",
        because=("arcadia/hotline-volunteers#callers",),
        asks={"arcadia.caller_agreed"},
    ),
    Case(
        words="a comment in the group, of which nobody said what it tells",
        file="hotline-volunteers",
        structure="arcadia",
        facts={"activity.interaction": "comment", "arcadia.in_volunteers_chat": True},
        answer="undetermined",
        because=("arcadia/hotline-volunteers#callers", "arcadia/hotline-volunteers#kind-words"),
        asks={"arcadia.tells_of_caller", "arcadia.about_colleagues_call"},
    ),
    Case(
        words="a comment on something else in the group",
        file="hotline-volunteers",
        structure="arcadia",
        facts={
            "activity.interaction": "comment",
            "arcadia.in_volunteers_chat": True,
            "arcadia.tells_of_caller": False,
            "arcadia.about_colleagues_call": False,
        },
        answer="no_departure_found",
    ),
    Case(
        words="a post about a school, of which nobody said whom they asked",
        file="school-visits",
        structure="elbonia",
        facts={"elbonia.of_school_visit": True},
        answer="undetermined",
        because=("elbonia/school-visits#ask-the-school",),
        asks={"elbonia.school_asked"},
    ),
    Case(
        words="a post about a school that was not asked: now it matters who has published it",
        file="school-visits",
        structure="elbonia",
        facts={"elbonia.of_school_visit": True, "elbonia.school_asked": False},
        answer="undetermined",
        because=("elbonia/school-visits#ask-the-school",),
        asks={"elbonia.published_by_school", "elbonia.published_by_osce"},
    ),
    Case(
        words="one exception of two is enough",
        file="school-visits",
        structure="elbonia",
        facts={"elbonia.of_school_visit": True, "elbonia.school_asked": False, "elbonia.published_by_osce": True},
        answer="no_departure_found",
    ),
    Case(
        words="neither exception holds",
        file="school-visits",
        structure="elbonia",
        facts={
            "elbonia.of_school_visit": True,
            "elbonia.school_asked": False,
            "elbonia.published_by_osce": False,
            "elbonia.published_by_school": False,
        },
        answer="departs",
        because=("elbonia/school-visits#ask-the-school",),
    ),
    Case(
        words="on the last day a step is still to be taken, and nothing departs",
        file="arrival",
        structure="elbonia",
        facts={"elbonia.days_since_arrival": 14, "elbonia.groups_reviewed": False},
        answer="no_departure_found",
        steps={"Look through the groups and pages that you joined before you came to the Mission"},
    ),
    Case(
        words="on the day after, no step",
        file="arrival",
        structure="elbonia",
        facts={"elbonia.days_since_arrival": 15, "elbonia.groups_reviewed": False},
        answer="no_departure_found",
    ),
    Case(
        words="a photo of the harbour, in the part for which it was written",
        file="words-and-places",
        structure="arcadia/harbour",
        facts={"content.recording_kind": "photo", "arcadia.shows_harbour": True},
        answer="contravenes",
        because=("arcadia/words-and-places#harbour/no-harbour",),
    ),
    Case(
        words="the same photo elsewhere in the mission, which shows nobody on duty",
        file="words-and-places",
        structure="arcadia",
        facts={"content.recording_kind": "photo", "content.depicts": [], "arcadia.shows_harbour": True},
        answer="no_departure_found",
    ),
    Case(
        words="thirty hours after a patrol, on the first day of the new norm",
        file="routes-again",
        structure="arcadia",
        facts={"arcadia.route_inferable": True, "arcadia.hours_since_patrol": 30},
        answer="contravenes",
        because=("arcadia/ai-2025-03#patrol-routes",),
        as_of=date(2025, 3, 1),
    ),
    Case(
        words="thirty hours after a patrol, on the last day of the old one",
        file="routes-again",
        structure="arcadia",
        facts={"arcadia.route_inferable": True, "arcadia.hours_since_patrol": 30},
        answer="no_departure_found",
        as_of=date(2025, 2, 28),
    ),
    Case(
        words="the exception of the old norm went with it",
        file="routes-again",
        structure="arcadia",
        facts={"arcadia.route_inferable": True, "arcadia.hours_since_patrol": 3, **APPROVED},
        answer="contravenes",
        because=("arcadia/ai-2025-03#patrol-routes",),
        as_of=date(2025, 3, 1),
    ),
    Case(
        words="and held on the day before, where Code 9, which an approval speaks of too, asks for nothing",
        file="routes-again",
        structure="arcadia",
        facts={
            "arcadia.route_inferable": True,
            "arcadia.hours_since_patrol": 3,
            **APPROVED,
            "act.kind": "none",
            "info.known_by_official_position": False,
        },
        answer="no_departure_found",
        as_of=date(2025, 2, 28),
    ),
]

#: What the read-back of each norm must say: its act, its limits, its exceptions.
READ_BACK = {
    "elbonia/night-convoys#night-convoys": ["Not to be done (shall not)", "did the convoy arrive?” less than 12 hours"],
    "arcadia/hotline-volunteers#callers": ["volunteers?” yes", "Does not apply where: “Did the caller agree"],
    "arcadia/hotline-volunteers#kind-words": ["Not to be done (should not)", "‘comment’; and “Does it say something"],
    "elbonia/school-visits#ask-the-school": [
        "To be done (should): “Did you ask the head of the school",
        "Does not apply where: “Has the school itself published it?” yes.\nNor where: “Has the OSCE",
    ],
    "elbonia/arrival#old-groups": ["at most 14 days", "Never counts against anybody", "To do wherever it applies"],
    "arcadia/words-and-places#plain-words": ["Nothing to be decided by machine"],
    "arcadia/words-and-places#harbour/no-harbour": ["‘a photo’ or ‘a video recording’"],
    "arcadia/ai-2025-03#patrol-routes": ["less than 48 hours", "Adds to SI 31, 7.2, third heading, first bullet"],
}  # fmt: skip

#: First attempts that no check objects to, and what became of an activity.
#: Each names what was written, what it was before, the facts, the answer, and what was asked.
ATTEMPTS = [
    pytest.param(
        "hotline-volunteers",
        "    kind: conduct\n    neutral: false\n",
        "",
        {"activity.interaction": "comment", "arcadia.about_colleagues_call": True},
        "undetermined",
        {"arcadia.in_volunteers_chat"},
        id="where one comments, as a circumstance: every such comment waits for an answer",
    ),
    pytest.param(
        "school-visits",
        "    kind: conduct\n    neutral: false\n",
        "",
        {},
        "undetermined",
        {"elbonia.of_school_visit", "elbonia.published_by_osce", "elbonia.published_by_school", "elbonia.school_asked"},
        id="what a post is about, as a circumstance: every post waits for an answer",
    ),
    pytest.param(
        "school-visits",
        "did it?\n    kind: circumstance\n",
        "did it?\n    kind: conduct\n    neutral: true\n    tick: follow_up\n",
        {"elbonia.of_school_visit": True},
        "undetermined",
        {"elbonia.school_asked"},
        id="a question that protects, taken for granted: asked all the same of whoever speaks of the visit",
    ),
    pytest.param(
        "school-visits",
        "did it?\n    kind: circumstance\n",
        "did it?\n",
        {"elbonia.of_school_visit": True, "elbonia.published_by_osce": False, "elbonia.published_by_school": False},
        "undetermined",
        {"elbonia.school_asked"},
        id="a question that protects, left to itself: asked too, and held against nobody",
    ),
]


def named(path: Path) -> str:
    """Return how a file is called in messages."""
    return path.stem


def decided(folder: Path, case: Case) -> smpolicy.Decision:
    """Decide an activity under what holds for a structure once the written file stands among its documents."""
    policy = smpolicy.load(folder).resolve(case.structure, as_of=case.as_of, drafts=True)
    return policy.evaluate({**SOMEBODY, **case.facts}, assume="neutral")


def corpus(folder: Path, file: str, was: str = "", instead: str = "") -> Path:
    """Put one of the conditions among the documents of the structures that do not exist."""
    text = (CONDITIONS / f"{file}.yaml").read_text(encoding="utf-8")
    assert not was or text.count(was) == 1
    shutil.copytree(ARCADIA, folder / "policies")
    structure = text.partition("\nid: ")[2].partition("/")[0]
    target = folder / "policies" / "overlays" / structure / f"{file}.yaml"
    target.write_text(text.replace(was, instead) if was else text, encoding="utf-8")
    return folder / "policies"


def asked(decision: smpolicy.Decision) -> set[str]:
    """Return the local facts that are asked about."""
    return {each.name for each in decision.questions}


def test_there_are_conditions_of_many_kinds() -> None:
    """Six files, and each of them has an activity and a read-back."""
    assert len(FILES) == 6
    assert {each.file for each in CASES} | {"words-and-places"} == {named(path) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=named)
def test_finds_exactly_what_the_first_line_says(path: Path) -> None:
    """The first line names the rules that speak of the file, or none; the second says what is tried."""
    first, second = path.read_text(encoding="utf-8").splitlines()[:2]
    said = first.removeprefix("# found: ").split(", ")
    assert second.startswith("# Tried here: ")
    report = smpolicy.check(path, policies=ARCADIA)
    assert sorted(each.name for each in report.diagnostics) == [each for each in said if each != "none"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.words}")
def test_answers_as_the_sentence_says(tmp_path: Path, case: Case) -> None:
    """An activity under the condition gets the answer that a reader of its sentence expects."""
    decision = decided(corpus(tmp_path, case.file), case)
    assert (decision.answer, [each.norm.id for each in decision.because]) == (
        case.answer,
        [*case.because],
    )
    assert asked(decision) == case.asks
    if case.answer != "undetermined":  # where it is, 8.2 is a step too
        assert {each.do for each in decision.steps} == case.steps


@pytest.mark.parametrize("path", FILES, ids=named)
def test_an_ordinary_post_is_asked_nothing(tmp_path: Path, path: Path) -> None:
    """No condition makes every post, share, like or comment wait for an answer that has nothing to do with it."""
    policy = smpolicy.load(corpus(tmp_path, named(path)))
    structure = path.read_text(encoding="utf-8").partition("\nid: ")[2].partition("/")[0]
    holds = policy.resolve(structure, as_of=date(2026, 6, 1), drafts=True)
    for interaction in ("post", "share", "like", "comment"):
        decision = holds.evaluate({**SOMEBODY, "activity.interaction": interaction}, assume="neutral")
        assert (decision.answer, asked(decision)) == ("no_departure_found", set())


@pytest.mark.parametrize("path", FILES, ids=named)
def test_reads_back_what_the_sentence_says(path: Path) -> None:
    """Limits, exceptions and force can be compared with the text by somebody who reads no YAML."""
    found = smpolicy.check(path, policies=ARCADIA).readbacks()
    assert found
    for each in found:
        assert "No condition stands beside" not in each.text
        for words in READ_BACK[each.norm.id]:
            assert words in each.text


@pytest.mark.parametrize(("file", "was", "instead", "facts", "answer", "asks"), ATTEMPTS)
def test_a_wrong_first_attempt_shows_only_when_it_is_tried(
    tmp_path: Path, file: str, was: str, instead: str, facts: dict[str, Any], answer: str, asks: set[str]
) -> None:
    """Whether a fact is conduct or circumstance is found by no check: the guide says to try an activity."""
    folder = corpus(tmp_path, file, was, instead)
    structure = next(path for path in folder.glob(f"overlays/*/{file}.yaml")).parent.name
    found = smpolicy.check(folder / "overlays" / structure / f"{file}.yaml", policies=folder).diagnostics
    assert {each.name for each in found} <= {"no-words-for-a-list"}  # which says nothing of the kind
    decision = decided(folder, Case(words="", file=file, structure=structure, facts=facts, answer=answer))
    assert (decision.answer, asked(decision)) == (answer, asks)


def test_a_text_without_act_and_an_earlier_norm_stay_in_view(tmp_path: Path) -> None:
    """The norm by its words alone is named beside an answer, and so is what a superseded issuance still says."""
    for file, norm in (("words-and-places", "plain-words"), ("routes-again", "neutral-names")):
        library = smpolicy.load(corpus(tmp_path / file, file))
        decision = library.resolve("arcadia", as_of=date(2026, 6, 1), drafts=True).evaluate(SOMEBODY, assume="neutral")
        assert norm in {each.id.partition("#")[2] for each in decision.interpretive}


def test_a_named_office_is_the_contact(tmp_path: Path) -> None:
    """The slot that a condition fills is filled for its structure, and for no other."""
    library = smpolicy.load(corpus(tmp_path, "arrival"))
    runner = CliRunner()
    for structure, there in (("elbonia", True), ("arcadia", False)):
        line = ["show", structure, "--drafts", "--as-of", "2026-06-01", "--policies", str(tmp_path / "policies")]
        printed = runner.invoke(commands, line).output
        assert ("press.elbonia@example.org" in printed) is there
    assert "elbonia/arrival" in library.lowered.instruments


def test_from_draft_to_issuance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way that the guide describes: on paper, pinned, adopted, in force without drafts, and later withdrawn."""
    folder = corpus(tmp_path, "hotline-volunteers")
    monkeypatch.setenv("SMPOLICY_POLICIES", str(folder))
    monkeypatch.chdir(tmp_path)
    file = folder / "overlays" / "arcadia" / "hotline-volunteers.yaml"

    def run(*words: str) -> str:
        result = CliRunner().invoke(commands, words, prog_name="smpolicy")
        assert result.exit_code == 0, result.output
        return result.output

    on_paper = run("show", "arcadia", "--issuance", "--document", "hotline-volunteers", "--output", "paper.md")
    assert on_paper == "paper.md\n"
    assert "staff should not comment on how a colleague answered a call." in Path("paper.md").read_text("utf-8")
    assert "pinned to si31" in run("pin", str(file)), "the words of each place that it cites were not written yet"
    assert "unchanged" in run("pin", str(file))
    signed = ["--signed-by", "head-of-mission", "--issued", "2026-02-20", "--from", "2026-03-01"]
    adopted = [
        "--number",
        "Administrative Issuance 2026/03",
        *signed,
        "--signed-text",
        "paper.md",
        "--id",
        "ai-2026-03",
    ]
    assert "arcadia/ai-2026-03 is in force from 2026-03-01" in run("adopt", str(file), *adopted)
    withdrawal = folder / "overlays" / "arcadia" / "ai-2027-01.yaml"
    withdrawal.write_text(
        "schema: smpolicy/overlay@1\nid: arcadia/ai-2027-01\ntitle: Withdrawal\nstatus: in-force\n"
        "issuer: {structure: arcadia, signed_by: head-of-mission}\nlayer: 3\nunder: si31:7.3\n"
        "dates: {issued: 2026-12-15, effective: {from: 2027-01-01}}\nsupersedes: [arcadia/ai-2026-03]\n",
        encoding="utf-8",
    )
    run("check", str(withdrawal))
    library = smpolicy.load(folder)
    for day, there in ((date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2027, 1, 1), False)):
        norms = {norm.id for norm in library.resolve("arcadia", as_of=day).norms}
        assert ("arcadia/ai-2026-03#callers" in norms) is there
