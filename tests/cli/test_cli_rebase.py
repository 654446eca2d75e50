"""`rebase`: what becomes of an overlay under another version of the text above it, and what is carried over."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import smpolicy
from cli.commandline import Ran, run
from corpora import FACTS, STRUCTURES, norm, overlay, write
from profiles import draws
from smpolicy.documents.published import generate_printed
from smpolicy.render.formats import FORMATS
from versions import FIRST, GONE, MOVED, ONE, REWORDED, SAME, SPLIT, revised, section

CODE = "arcadia/code"
FROM = "{effective: {from: 2024-01-01}}"
TELL = norm("tell", "Staff shall tell the press office.", "{act.told: true}", under="rules:2")
DRAWINGS = norm("drawings", "Staff shall not post drawings.", "{act.shows: {has: [drawing]}}")
DRAFT = overlay(CODE, DRAWINGS + TELL, status="draft", dates=FROM).replace(
    "under: rules:1\n", "under: rules:1   # keep this\n"
)
TWO = '  - {id: "2", kind: section, eid: sec_2, number: "2.", text: Everybody should tell the press office.}\n'
#: Both sections became one, in the words of the second.
MERGED = revised(SAME.replace(ONE, "").replace('under: "1"', 'under: "2"'), moved='{"1": "2"}')
#: One that moved, and has other words there.
MOVED_AND_REWORDED = (
    MOVED.replace("text: Nobody should post photos of", "text: Nobody should post photos of any")
    .replace("post photos of colleagues:", "post photos of any colleagues:")
    .replace("text: Nobody should post photos of colleagues\n", "text: Nobody should post photos of any colleagues\n")
)


def corpus(folder: Path, second: str | None = None, text: str = DRAFT, *, pinned: bool = True) -> Path:
    """Write a rule-book with a draft that is pinned to it, and then a second version beside it; return the draft."""
    base = {"base/rules.yaml": FIRST, "base/facts.yaml": FACTS, "base/structures.yaml": STRUCTURES}
    draft = write(folder, {**base, "overlays/arcadia/code.yaml": text}) / "overlays/arcadia/code.yaml"
    if pinned:
        assert run("pin", str(draft), "--policies", str(folder)).code == 0
    if second is not None:
        write(folder, {"base/rules-2025.yaml": second})
    return draft


def rebase(draft: Path, *more: str, to: str = "rules-2025") -> Ran:
    """Rebase a draft among the documents that it stands in."""
    return run("rebase", str(draft), "--to", to, "--policies", str(draft.parents[2]), *more)


def found(draft: Path, name: str = "stale-base") -> list[str]:
    """Return what is found on the documents by one rule."""
    return [each.message for each in smpolicy.load(draft.parents[2]).diagnostics if each.name == name]


def fates(ran: Ran) -> dict[str, str]:
    """Return what becomes of each place, from what was printed as JSON."""
    return {each["anchor"]: each["fate"] for each in json.loads(ran.out)["anchors"]}


def answers(draft: Path, day: date) -> list[str]:
    """Return the answers to some activities with drafts on a day."""
    policy = smpolicy.load(draft.parents[2]).resolve("arcadia", as_of=day, drafts=True)
    told: list[dict[str, Any]] = [
        {"person.category": "staff", "act.done": True, "act.shows": shows, "act.told": tells}
        for shows in ([], ["photo"], ["drawing"])
        for tells in (True, False)
    ]
    return [policy.evaluate(each).answer for each in told]


@pytest.mark.parametrize(
    ("second", "fate", "said"),
    [
        (SAME, "unchanged", "= rules:1: the same words [line"),
        (MOVED, "moved", "> rules:1: rules:9 now, in the same words [line"),
        (REWORDED, "reworded", "word by word: Nobody should post photos of {+any+} colleagues."),
        (SPLIT, "split", "% rules:1: split into rules:1 and rules:1a"),
        (MERGED, "merged", "& rules:1: merged with others into rules:2"),
        (GONE, "gone", "- rules:1: gone: Photos are free"),
        (MOVED_AND_REWORDED, "reworded", "~ rules:1: rules:9 now, in other words"),
    ],
)
def test_what_becomes_of_each_place(tmp_path: Path, second: str, fate: str, said: str) -> None:
    """Of each place that is cited it is said what became of it; the JSON says the same, and is as published."""
    draft = corpus(tmp_path, second)
    before = draft.read_bytes()
    ran, as_json = rebase(draft), rebase(draft, "--format", "json")
    assert (ran.code, ran.err, as_json.code) == (0, "", 0)
    assert said in " ".join(ran.out.split())
    assert fates(as_json) == {"rules:3": "unchanged", "rules:1": fate, "rules:2": "unchanged"}
    Draft202012Validator(generate_printed("smpolicy/rebase@1", FORMATS["smpolicy/rebase@1"])).validate(
        json.loads(as_json.out)
    )
    assert draft.read_bytes() == before


def test_what_moved_in_the_same_words_is_carried_over(tmp_path: Path) -> None:
    """The citation and the pin are written, every other character stays; nothing is stale then, and answers stay."""
    draft = corpus(tmp_path, MOVED)
    before, day = draft.read_text("utf-8"), date(2025, 6, 1)
    was = answers(draft, day)
    shown = rebase(draft, "--diff")
    assert draft.read_text("utf-8") == before
    assert "-    under: rules:1   # keep this\n+    under: rules:9   # keep this\n" in shown.out
    ran = rebase(draft, "--apply")
    assert (ran.code, ran.err) == (0, f"notice: {draft}: written\n")
    now = draft.read_text("utf-8")
    assert now[now.index("dates:") :] == before[before.index("dates:") :].replace("under: rules:1 ", "under: rules:9 ")
    assert now[: now.index("base:")] == before[: before.index("base:")]
    assert (found(draft), found(draft, "reworded")) == ([], [])
    assert answers(draft, day) == was
    again = rebase(draft, "--apply")
    assert "Nothing is to be done" in again.out
    assert (again.code, again.err, draft.read_text("utf-8")) == (0, f"notice: {draft}: unchanged\n", now)


def test_what_has_other_words_stays_to_be_read(tmp_path: Path) -> None:
    """The pin goes on with the digest of the old words, `check` names the place, and to pin ends that."""
    draft = corpus(tmp_path, REWORDED)
    assert "still to be read after it, and told by `check` until then: rules:1" in " ".join(rebase(draft).out.split())
    assert rebase(draft, "--apply").code == 0
    assert found(draft) == ["the words of `rules:1` are not those that this was written under"]
    ran = rebase(draft)
    assert "~ rules:1: other words" in ran.out
    assert "post photos of {+any+} colleagues" in ran.out
    pinned = run("pin", str(draft), "--policies", str(tmp_path))
    assert "read again what stands under words that have changed: rules:1" in pinned.err
    assert "2025" not in pinned.err
    assert found(draft) == []


@pytest.mark.parametrize("second", [SPLIT, MERGED, GONE, MOVED_AND_REWORDED])
def test_what_people_must_decide_is_asked(tmp_path: Path, second: str) -> None:
    """Nothing is proposed nor written where people must decide, and what they choose is written."""
    draft = corpus(tmp_path, second)
    before = draft.read_bytes()
    assert "To be decided before anything is written" in rebase(draft).out
    for option in ("--diff", "--apply"):
        ran = rebase(draft, option)
        assert ran.code == 2
        assert "(--move rules:1=ID)" in ran.err
        assert draft.read_bytes() == before
    chosen = rebase(draft, "--move", "rules:1=rules:2", "--apply")
    assert (chosen.code, "by your choice rules:2" in chosen.out) == (0, True)
    assert "under: rules:2   # keep this\n" in draft.read_text("utf-8")


def test_a_choice_that_cannot_be(tmp_path: Path) -> None:
    """A place that is not cited, or one that is not there, is said to be that, and nothing is written."""
    draft = corpus(tmp_path, GONE)
    before = draft.read_bytes()
    ran = rebase(draft, "--move", "rules:1=rules:77", "--move", "rules:5=rules:2", "--apply")
    assert ran.code == 2
    assert "`rules:77`, which was chosen, does not exist in that version" in ran.err
    assert "it does not cite `rules:5`" in ran.err
    assert draft.read_bytes() == before
    assert "names no two places" in rebase(draft, "--move", "rules:1").err


def test_what_answers_change_is_shown_by_an_activity(tmp_path: Path) -> None:
    """Between the two versions, each change of an answer has a witness; where none changes, that is proved."""
    assert "Answers: 2 changes, each with an example" in rebase(corpus(tmp_path / "gone", GONE)).out
    assert "act.shows: [drawing]" in rebase(corpus(tmp_path / "gone", GONE)).out
    assert "No activity changes" in rebase(corpus(tmp_path / "same", SAME)).out


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("2030", "it cannot be rebased to `2030`: of `rules` there are `1` (rules), `1` (rules-2025); nothing was"),
        ("draft", "that is a draft, which governs nothing"),
    ],
)
def test_versions_that_cannot_be(tmp_path: Path, to: str, said: str) -> None:
    """An unknown version is answered with those that there are; a draft of one is none."""
    draft = corpus(tmp_path, SAME)
    later = SAME.replace("rules-2025", "draft").replace("status: in-force", "status: draft")
    write(tmp_path, {"base/draft.yaml": later.replace("2025-01-01", "2026-01-01")})
    ran = rebase(draft, to=to)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_not_back_to_an_earlier_version(tmp_path: Path) -> None:
    """What was written under a later version is not taken back to an earlier one."""
    draft = corpus(tmp_path, MOVED)
    assert rebase(draft, "--apply").code == 0
    ran = rebase(draft, to="rules")
    assert (ran.code, ran.out) == (2, "")
    assert "which comes later; a rebase goes forward alone" in ran.err


def test_without_a_pin(tmp_path: Path) -> None:
    """By its first day it is taken to be written under the version of that day, which is said; it gets its pin."""
    draft = corpus(tmp_path, MOVED, pinned=False)
    ran = rebase(draft, "--apply")
    assert ran.code == 0
    assert "it has no pin; by its first day it is taken to be written under the version" in " ".join(ran.out.split())
    assert found(draft) == []


def test_a_pin_that_is_not_of_what_is_here(tmp_path: Path) -> None:
    """With a digest of another text it is told by the anchors' own digests what changed; without them, nobody can."""
    draft = corpus(tmp_path, SAME)
    text = draft.read_text("utf-8")
    digest = text.partition('digest: "')[2].partition('"')[0]
    draft.write_text(text.replace(f' digest: "{digest}"', f' digest: "sha256:{"0" * 64}"'), encoding="utf-8")
    ran = rebase(draft)
    assert "that it is pinned to is not the one that is here" in " ".join(ran.out.split())
    assert "Answers were not compared: the text that it was written under is not here" in " ".join(ran.out.split())
    assert "3 unchanged" in ran.out
    old = f'base: {{id: rules, version: "0", digest: "sha256:{"0" * 64}"}}\n'
    draft.write_text(DRAFT + old, encoding="utf-8")
    ran = rebase(draft, "--apply")
    assert ran.code == 2
    assert "it is pinned to version `0` of `rules`, which is not here" in " ".join(ran.out.split())
    assert "nobody can tell whether the words of `rules:1` have changed" in " ".join(ran.err.split())
    assert draft.read_text("utf-8") == DRAFT + old
    draft.write_text(DRAFT + old.replace("id: rules", "id: facts"), encoding="utf-8")
    assert "it is pinned to `facts`, and stands under `rules`" in rebase(draft).out


def test_a_base_that_was_changed_in_place(tmp_path: Path) -> None:
    """By the digests it is told which words changed; with the old text, word by word, and what answers change."""
    draft = corpus(tmp_path)
    write(tmp_path, {"old.txt.yaml": FIRST})
    old = tmp_path.parent / f"{tmp_path.name}-old.yaml"
    (tmp_path / "old.txt.yaml").rename(old)
    reworded = FIRST.replace('version: "1"', 'version: "2"').replace("tell the press office", "tell the press unit")
    write(tmp_path, {"base/rules.yaml": reworded})
    ran = rebase(draft, to="2")
    assert "~ rules:2: other words" in ran.out
    assert "(the words before are not here)" in " ".join(ran.out.split())
    ran = rebase(draft, "--base", str(old), to="2")
    assert "Everybody should tell the press [-office.-] {+unit.+}" in " ".join(ran.out.split())
    assert "Answers were not compared" not in ran.out
    assert rebase(draft, "--base", str(draft), to="2").code == 2


def test_an_issuance_that_holds_already_loses_no_days(tmp_path: Path) -> None:
    """An issuance in force before the version is not rebased: it would hold from that version on alone."""
    draft = corpus(tmp_path, MOVED, overlay(CODE, DRAWINGS + TELL))
    before = draft.read_bytes()
    ran = rebase(draft, "--apply")
    assert ran.code == 2
    assert "issue another that begins on that day" in " ".join(ran.err.split())
    assert draft.read_bytes() == before
    later = overlay(CODE, DRAWINGS, dates="{issued: 2024-12-01, effective: {from: 2025-03-01}}")
    draft = corpus(tmp_path / "later", None, later)
    write(tmp_path / "later", {"base/rules-2025.yaml": MOVED})
    assert rebase(draft, "--apply").code == 0


def test_a_file_with_errors(tmp_path: Path) -> None:
    """The errors are shown where they stand, and nothing is written."""
    draft = corpus(tmp_path, SAME, DRAFT.replace("rules:2", "rules:22"))
    before = draft.read_bytes()
    ran = rebase(draft, "--apply")
    assert (ran.code, ran.out) == (2, "")
    assert "`rules:22` does not exist" in ran.err
    assert "nothing was written" in ran.err
    assert draft.read_bytes() == before


def test_an_overlay_beneath_an_overlay(tmp_path: Path) -> None:
    """It goes to the text above it that is here; asked for a version of the base, it says what it stands under."""
    above = overlay(
        CODE, DRAWINGS, invites='{under: "#drawings", words: not post drawings, structures: [field_office]}'
    )
    below = overlay("arcadia/own", norm("more", "Staff shall not post maps.", under=f"{CODE}#drawings"))
    below = below.replace("under: rules:3", f"under: {CODE}#drawings")
    draft = corpus(tmp_path, MOVED, below, pinned=False)
    write(tmp_path, {"overlays/arcadia/above.yaml": above})
    run("pin", str(draft), "--policies", str(tmp_path))
    ran = rebase(draft)
    assert (ran.code, ran.out) == (2, "")
    assert f"it stands under `{CODE}`, of which `2023-12-01` is here; rebase that one first" in ran.err
    write(tmp_path, {"overlays/arcadia/above.yaml": above.replace("post drawings", "post any drawings")})
    ran = rebase(draft, to="2023-12-01")
    assert f"~ {CODE}#drawings: other words" in ran.out


@pytest.mark.hypothesis
def test_unchanged_and_moved_anchors_check_clean_and_answer_as_before(tmp_path_factory: pytest.TempPathFactory) -> None:
    """On drawn reissues, an overlay whose anchors are unchanged or moved is not stale then, and answers as before."""

    @settings(max_examples=draws(6, heavy=True), suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.permutations(["1", "2", "3", "7", "8"]), st.booleans(), st.booleans())
    def law(names: list[str], aside: bool, two: bool) -> None:
        """Move the sections to drawn places, with or without another beside them, and in one step or two."""
        renamed = dict(zip("123", names, strict=False))
        moved = {old: new for old, new in renamed.items() if old != new}
        second = SAME
        for old in "123":
            second = second.replace(f'{{id: "{old}"', f'{{id: "@{renamed[old]}"').replace(
                f'under: "{old}"', f'under: "@{renamed[old]}"'
            )
        second = second.replace('"@', '"').replace("eid: sec_", "eid: s_")
        if aside:
            second = second.replace("provisions:\n", "provisions:\n" + section("30", "By the way."), 1)
        said = ", ".join(f'"{old}": "{new}"' for old, new in moved.items())
        second = revised(second, moved=f"{{{said}}}") if moved else second
        draft = corpus(tmp_path_factory.mktemp("law"), second)
        if two:
            third = second.replace("rules-2025", "rules-2026").replace("2025-01-01", "2026-01-01")
            third = third.replace(f"revises: {{moved: {{{said}}}}}\n", "")
            write(draft.parents[2], {"base/rules-2026.yaml": third})
        to, day = ("rules-2026", date(2026, 6, 1)) if two else ("rules-2025", date(2025, 6, 1))
        was = answers(draft, day)
        assert set(fates(rebase(draft, "--format", "json", "--apply", to=to)).values()) <= {"unchanged", "moved"}
        assert found(draft) == []
        assert answers(draft, day) == was

    law()
