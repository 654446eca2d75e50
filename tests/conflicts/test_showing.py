"""An activity that shows a finding: the evaluator shows it, and without any of its facts it would not."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given

import smpolicy
from checks.faults import checked
from conflicts.test_kinds import FILES
from conflicts.test_section_5 import LAW, overlaid, resolved
from corpora import FACTS, base, norm, overlay, write
from smpolicy.conflicts.inconsistency import SHOWN_IN_USE
from smpolicy.conflicts.showing import as_witness, shown
from smpolicy.deciding.worlds import conj
from smpolicy.documents.document import Document
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


@LAW
@given(overlaid())
def test_what_is_permitted_or_asked_for_is_done_in_the_example(documents: list[Document]) -> None:
    """Every limb of it, under some reading at least; only what shows in a breach is broken."""
    policy = resolved(documents)
    found = [each for each in policy.set_aside if each.kind in SHOWN_IN_USE[:3] and each.part == "norm"]
    assume(found)
    for each in found:
        example = shown(policy, each)
        if example is not None:
            program = policy.program
            undone = program.negated(program.used(program.clause(each.norm.id)))
            ruling = policy.evaluate(example.scenario["facts"], assume="neutral").ruling
            questions = (policy.vocabulary.questions[name] for name in program.spoken_of(undone) if ":" in name)
            chosen = product(*([(one.id, reading) for reading, _ in one.readings] for one in questions))
            readings = [conj(program.read_as(*pair) for pair in way) for way in chosen]
            assert any(ruling.can_hold(way) and not ruling.can_hold(conj((way, undone))) for way in readings), each.kind


#: What a norm says of whom it is about and of where, and so what its example is about.
SAID = {
    "exempts": {"person.category": "intern"},
    "adds-exception-beside-more-force": {"activity.channel": "chatroom"},
}


@pytest.mark.parametrize("name", FILES)
def test_the_example_is_about_the_usual_person_and_place(name: str) -> None:
    """A staff member and a social network, unless the norm says otherwise."""
    usual = {"person.category": "staff_mission_member", "activity.channel": "social_networking"} | SAID.get(name, {})
    for each in checked(FILES[name]).diagnostics:
        facts = each.witness["facts"] if each.witness else {}
        assert {key: facts[key] for key in usual if key in facts} == {key: usual[key] for key in usual if key in facts}


@pytest.mark.parametrize("name", ["weakens-force", "weakens-force-wholly"])
def test_a_step_that_is_not_taken_yet_is_said_to_be_no_departure(name: str) -> None:
    """Where nothing departs in an example, it says why, and does not leave it at "no departure found"."""
    (found,) = checked(FILES[name]).diagnostics
    assert found.witness is not None
    assert found.witness["scenario"]["expect"] == "no_departure_found"
    assert found.witness["remark"] == "SI 31, 6.4 asks for a step: that it is not taken yet is no departure"


def test_what_departs_needs_no_remark() -> None:
    """Nothing is remarked where the example departs, and a bare witness has its facts alone."""
    (found,) = checked(FILES["exempts"]).diagnostics
    assert found.witness is not None
    assert "remark" not in found.witness
    assert as_witness(None, {"act.done": True}) == {"facts": {"act.done": True}}
    assert as_witness(None, {}) is None
