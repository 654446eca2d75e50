"""An activity that shows a finding: the evaluator shows it, and without any of its facts it would not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import smpolicy
from corpora import FACTS, base, norm, overlay, write
from smpolicy.policy import Policy
from smpolicy.showing import shown

DAY = date(2026, 1, 1)
MEMBERS = "drawing: a drawing of colleagues"
#: Texts stand on photos, and nobody posts one by itself.
ON_A_PHOTO = (
    "constraints:\n  - why: A text stands on a photo.\n"
    "    if: {act.shows: {has: [text]}}\n    then: {act.shows: {has: [photo]}}\n"
)


def arcadia(folder: Path, local: str, constraints: str = "") -> Policy:
    """Resolve a local norm beside the rule-book, where a text can be shown too."""
    facts = FACTS.replace(MEMBERS, f"{MEMBERS}, text: a text") + constraints
    write(base(folder), {"base/facts.yaml": facts, "overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", local)})
    return smpolicy.load(folder).resolve("arcadia", as_of=DAY)


def photos(act: str, **more: str) -> str:
    """Write a local norm that gives leave to post something that is a photo."""
    return norm("photos", "Everybody may post it.", act, force="permitted", polarity="do", **more)


@pytest.mark.parametrize("act", ["{act.shows: {has: [photo]}}", "{act.shows: {has: [photo, text]}}"])
def test_no_fact_can_go_without_the_finding_going(tmp_path: Path, act: str) -> None:
    """What is not needed is left out, members of sets included, and nothing else is."""
    policy = arcadia(tmp_path, photos(act))
    (found,) = policy.set_aside
    told = shown(policy, found)
    assert told is not None
    assert told.facts["act.shows"] == ({"photo", "text"} if "text" in act else {"photo"})
    assert told.facts.keys() == {"act.done", "act.shows"}
    assert set(told.scenario["because"]) == {"rules:photos"}
    for name in told.facts:
        fewer = {other: value for other, value in told.scenario["facts"].items() if other != name}
        statuses = policy.evaluate(fewer, assume="neutral").findings
        assert {norm: statuses[norm].status for norm in told.scenario["statuses"]} != told.scenario["statuses"]


def test_a_member_without_which_the_others_cannot_be_stays(tmp_path: Path) -> None:
    """To leave out the photo below a text would leave what cannot be, and is not tried."""
    local = photos("{act.shows: {has: [photo, text]}}")
    policy = arcadia(tmp_path, local, ON_A_PHOTO)
    (found,) = policy.set_aside
    told = shown(policy, found)
    assert told is not None
    assert told.facts["act.shows"] == {"photo", "text"}
    assert [each.name for each in smpolicy.check(tmp_path).diagnostics if "arcadia" in (each.path or "")] == [
        "inconsistent"
    ]
