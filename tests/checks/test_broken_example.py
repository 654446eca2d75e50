"""An example proves that conditions mean what the words say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import smpolicy
from checks.faults import check_overlay, names
from smpolicy.checks import broken_example
from smpolicy.checks.written import Written
from smpolicy.deciding.program import Program
from smpolicy.documents.packaged import policies_folder

NORM = """  one:
    under: si31:7.2.b7
    text: Staff shall not post photos of a patrol within 24 hours, unless the Head of Mission approved it.
    act:
      post: {activity.interaction: post}
      photos of a patrol: {arcadia.shows_patrol: true}
    when:
      within 24 hours: {arcadia.hours: {under: 24}}
    unless:
      the Head of Mission approved it: {approval.prior: granted, approval.by: own_head_of_institution_or_mission}
    examples:
      - given: {GIVEN}
        expect: EXPECT
"""


def said(folder: Path, given: str, expect: str) -> list[tuple[str, str]]:
    """Return the message and help for one example."""
    return [
        (each.message, each.help)
        for each in check_overlay(folder, NORM.replace("GIVEN", given).replace("EXPECT", expect))
    ]


def test_only_the_examples_of_what_is_checked_are_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the packaged documents, whose examples were tried when they were packaged, those of a file are tried."""
    tried: list[str] = []
    fault = broken_example._fault

    def counting(program: Program | None, written: Written, *rest: Any) -> tuple[str, str] | None:
        tried.append(written.norm.id)
        return fault(program, written, *rest)

    monkeypatch.setattr(broken_example, "_fault", counting)
    given = "arcadia.hours: 24"
    assert check_overlay(tmp_path, NORM.replace("GIVEN", given).replace("EXPECT", "outside")) == ()
    assert tried == ["arcadia/test#one"]
    tried.clear()
    smpolicy.check(policies_folder() / "overlays" / "moldova" / "draft-2026.yaml")
    assert tried
    assert {name.partition("#")[0] for name in tried} == {"moldova/draft-2026"}


def test_each_standing_can_be_shown(tmp_path: Path) -> None:
    """Facts that settle how the norm stands are enough; scope and bearer need not be stated."""
    posted = "activity.interaction: post, arcadia.shows_patrol: true, arcadia.hours: 3"
    assert said(tmp_path, f"{posted}, approval.prior: not_sought", "broken") == []
    assert said(tmp_path, "arcadia.shows_patrol: false, arcadia.hours: 3, approval.prior: not_sought", "met") == []
    assert said(tmp_path, "arcadia.hours: 24", "outside") == []
    approved = "approval.prior: granted, approval.by: own_head_of_institution_or_mission"
    assert said(tmp_path, f"{posted}, {approved}", "exception") == []


def test_another_standing(tmp_path: Path) -> None:
    """An example that comes out otherwise is told how."""
    ((message, _),) = said(tmp_path, "arcadia.hours: 30", "broken")
    assert message == "the norm comes out `outside` on these facts, and the example expects `broken`"


def test_an_open_example(tmp_path: Path) -> None:
    """An unstated fact is unknown, never a default: the example is told what to state as well."""
    ((message, mend),) = said(
        tmp_path, "activity.interaction: post, arcadia.shows_patrol: true, arcadia.hours: 3", "broken"
    )
    assert message == "these facts leave open whether the norm is `exception` or `broken`"
    assert mend == "state also `approval.by`, `approval.prior`"


def test_an_impossible_example(tmp_path: Path) -> None:
    """Facts that cannot hold together show nothing."""
    ((message, _),) = said(tmp_path, "approval.prior: granted, approval.by: none", "met")
    assert message == "the facts of this example cannot all be true"


def test_facts_that_are_none(tmp_path: Path) -> None:
    """A misspelt fact and an impossible value are reported where they stand."""
    found = check_overlay(
        tmp_path, NORM.replace("GIVEN", "activity.interacton: post, arcadia.hours: many").replace("EXPECT", "met")
    )
    assert names(found) == ["unknown-fact", "unknown-value"]


def test_a_norm_without_act(tmp_path: Path) -> None:
    """Without an act nothing can be decided, so an example shows nothing."""
    norms = "  one: {under: si31:7.2.b7, text: Staff take care., examples: [{given: {}, expect: met}]}"
    (found,) = check_overlay(tmp_path, norms)
    assert found.message == "the norm has no act, so no example can come out one way or the other"


def test_a_question_of_interpretation(tmp_path: Path) -> None:
    """Where the text itself leaves it open, the example is told which question it is."""
    norms = """  one:
    under: si31:7.1.b3
    text: Staff should not brand without seeking prior authorization.
    act:
      brand: {account.branded_with_osce_vi_or_ip: true}
      without seeking prior authorization:
        readings:
          si31:q1:
            sought: {branding.authorization: not_sought}
            obtained: {branding.authorization: [not_sought, refused]}
    examples:
      - {given: {account.branded_with_osce_vi_or_ip: true, branding.authorization: refused}, expect: broken}
"""
    (found,) = check_overlay(tmp_path, norms)
    assert found.help == "the text itself leaves it open (Q1.1): choose facts on which every reading agrees"


def test_a_fact_that_is_told_already_is_not_told_again(tmp_path: Path) -> None:
    """A fact that no document declares is told once, however many examples state it, and once where it is spoilt."""
    given = "arcadia.until_noon_of_next_week: true, activity.interaction: post"
    twice = NORM + NORM.partition("examples:\n")[2]
    found = check_overlay(tmp_path, twice.replace("GIVEN", given).replace("EXPECT", "broken"))
    assert names(found) == ["unknown-fact"]
    assert "declare it under `facts:`" in found[0].help


def test_examples_that_say_a_line_is_turned_make_that_an_error_and_are_not_reported(tmp_path: Path) -> None:
    """An exception under `when:` is an error where the examples come out as they expect once it is one."""
    moved = NORM.replace("    unless:\n", "")
    hours = "activity.interaction: post, arcadia.shows_patrol: true, arcadia.hours: 3"
    said_so = moved.replace("GIVEN", f"{hours}, approval.prior: not_sought").replace("EXPECT", "broken")
    (found,) = check_overlay(tmp_path, said_so)
    assert (found.name, found.severity) == ("exception-as-circumstance", "error")
    not_at_all = moved.replace("GIVEN", f"{hours}, approval.prior: not_sought").replace("EXPECT", "exception")
    assert {(each.name, each.severity) for each in check_overlay(tmp_path, not_at_all)} == {
        ("exception-as-circumstance", "warning"),
        ("broken-example", "error"),
    }
