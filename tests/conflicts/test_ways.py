"""Another way of following a norm is one that somebody has: it is sought among the worlds that can be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import smpolicy
from corpora import FACTS, base, norm, overlay, write
from smpolicy.conflicts.regions import _choices
from smpolicy.policy import Policy

DAY = date(2026, 1, 1)
DONE = {"act.done": True, "act.told": True, "person.category": "staff"}
#: In the hall one can only nod, and outside only wave; a photo is taken in neither of the two.
MORE = """  act.waved: {question: Did you wave?, kind: conduct, neutral: false}
  act.nodded: {question: Did you nod?, kind: conduct, neutral: false}
  place.hall: {question: Were you in the hall?}
"""
ONLY_IN_THE_HALL = "{why: One nods only in the hall., if: {act.nodded: true}, then: {place.hall: true}}"
ONLY_OUTSIDE = "{why: In the hall nobody can wave., if: {place.hall: true}, then: {act.waved: false}}"
NOT_WITH_A_PHOTO = "{why: Nobody waves with a camera., if: {act.waved: true}, then: {act.shows: {lacks: [photo]}}}"
#: By which of its words the rule-book speaks of waving is of no matter here.
WORDS = {
    "refrain": ("1", "Nobody should post photos of colleagues"),
    "do": ("2", "Everybody should tell the press office"),
}


def arcadia(folder: Path, polarity: str, local: str, *constraints: str) -> Policy:
    """Resolve a local norm beside one about waving, where constraints say what can be."""
    listed = "".join(f"  - {each}\n" for each in constraints)
    facts = FACTS.replace("  time.hours", f"{MORE}  time.hours") + (f"constraints:\n{listed}" if listed else "")
    write(base(folder), {"base/facts.yaml": facts, "overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", local)})
    rules = folder / "base/rules.yaml"
    under, words = WORDS[polarity]
    waving = f'  waving: {{under: "{under}", text: {words}, act: {{{words}: {{act.waved: true}}}}}}\n'
    rules.write_text(rules.read_text().replace("norms:\n", f"norms:\n{waving}", 1))
    return smpolicy.load(folder).resolve("arcadia", as_of=DAY)


def found(policy: Policy) -> list[tuple[str, str]]:
    """Return what is found beside the norm about waving."""
    return [(each.kind, each.norm.id) for each in policy.set_aside if each.prevailing.id == "rules:waving"]


EITHER = norm(
    "either", "Outside the hall everybody shall wave or nod.", "{any: [{act.waved: true}, {act.nodded: true}]}"
).replace("    act:", "    when: {Outside the hall: {place.hall: false}}\n    act:")


def test_a_way_that_nobody_has_is_no_other_way(tmp_path: Path) -> None:
    """Outside nobody can nod, so whoever is to wave or nod there must wave, which is disapproved of."""
    policy = arcadia(tmp_path, "refrain", EITHER, ONLY_IN_THE_HALL)
    assert found(policy) == [("requires-disapproved", "arcadia/ai-1#either")]
    asked = policy.evaluate({**DONE, "act.shows": [], "place.hall": False, "act.waved": False})
    assert asked.findings["arcadia/ai-1#either"].status == "set_aside"


@pytest.mark.parametrize("constraints", [(), (NOT_WITH_A_PHOTO,)])
def test_a_way_that_somebody_has_is_another_way(tmp_path: Path, constraints: tuple[str, ...]) -> None:
    """Where one can nod as well, nothing is asked for that is disapproved of."""
    assert found(arcadia(tmp_path, "refrain", EITHER, *constraints)) == []


def test_other_conduct_makes_room_for_a_way(tmp_path: Path) -> None:
    """Who can only wave without a camera has that way too, with a camera in hand: the camera can be left."""
    wave = norm("wave", "Nobody need wave.", "{act.waved: true}", force="permitted", polarity="refrain")
    policy = arcadia(tmp_path, "do", wave, NOT_WITH_A_PHOTO)
    asked = policy.evaluate({**DONE, "act.shows": ["photo"], "place.hall": False, "act.waved": False})
    assert asked.findings["arcadia/ai-1#wave"].status == "set_aside"


def test_what_goes_together_is_chosen_once(tmp_path: Path) -> None:
    """Of waving and nodding, which go together, one follows from the other: the other is chosen, and not neither."""
    together = (
        "{why: One waves and nods., if: {act.waved: true}, then: {act.nodded: true}}",
        "{why: One nods and waves., if: {act.nodded: true}, then: {act.waved: true}}",
    )
    either = "{any: [{act.waved: true}, {act.nodded: true}]}"
    act = f"{{all: [{{act.shows: {{lacks: [photo, drawing]}}}}, {either}]}}"
    greet = norm("greet", "Everybody shall keep pictures out and wave or nod.", act)
    resolved = arcadia(tmp_path, "refrain", greet, *together)
    assert [each.kind for each in resolved.set_aside if each.prevailing.id == "rules:photos"] == []
    program = resolved._plain
    chosen = _choices(program, program.clause("arcadia/ai-1#greet"), program.clause("rules:photos"))
    assert sorted(chosen) == ["act.shows", "act.waved"]


def test_from_what_nobody_can_do_there_nobody_is_exempted_there(tmp_path: Path) -> None:
    """In the hall nobody can wave: "nobody need wave" lifts nothing there, and is set aside outside."""
    wave = norm("wave", "Nobody need wave.", "{act.waved: true}", force="permitted", polarity="refrain")
    policy = arcadia(tmp_path, "do", wave, ONLY_OUTSIDE)
    assert found(policy) == [("exempts", "arcadia/ai-1#wave")]
    stands = {
        hall: policy.evaluate({**DONE, "act.shows": [], "place.hall": hall, "act.waved": False})
        .findings["arcadia/ai-1#wave"]
        .status
        for hall in (True, False)
    }
    assert stands == {True: "met", False: "set_aside"}
