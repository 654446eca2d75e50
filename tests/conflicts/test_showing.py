"""An activity that shows a finding: the evaluator shows it, and without any of its facts it would not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import smpolicy
from corpora import FACTS, base, norm, overlay, write
from smpolicy.conflicts.showing import shown
from smpolicy.policy import Policy

DAY = date(2026, 1, 1)
MEMBERS = "drawing: a drawing of colleagues"


def arcadia(folder: Path, local: str) -> Policy:
    """Resolve a local norm beside the rule-book, where a text can be shown too."""
    facts = FACTS.replace(MEMBERS, f"{MEMBERS}, text: a text")
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
