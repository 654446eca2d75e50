"""No norm turns on another structure's local facts."""

from __future__ import annotations

from pathlib import Path

import smpolicy
from checks.faults import check_overlay, names
from corpora import norm, overlay, write
from tiers import HOUSE, OFFICE, house


def test_conditions_and_examples_are_looked_at(tmp_path: Path) -> None:
    """Nested conditions, exceptions and examples are looked at; facts of the Staff Instruction are everybody's."""
    norms = """  one:
    under: si31:7.2.b7
    text: Staff shall not post photos of a patrol, unless it is over.
    act:
      post photos of a patrol: {activity.interaction: post}
    unless:
      - it is over: {any: [{not: {elbonia.shows_patrol: true}}]}
    examples:
      - {given: {activity.interaction: post, elbonia.shows_patrol: true}, expect: broken}
"""
    found = check_overlay(tmp_path, norms)
    assert names(found) == ["foreign-fact", "foreign-fact"]
    assert [each.message for each in found] == ["`elbonia.shows_patrol` is a local fact of `elbonia`"] * 2


def test_a_part_turns_on_the_facts_of_its_whole(tmp_path: Path) -> None:
    """What one tier declares the tiers beneath it know, and no other structure does."""
    says = norm("shows", "Staff should not post maps.", "{arcadia.maps: true}", under=f"{HOUSE}#local")
    facts = {"facts": "{arcadia.maps: {question: Does it show a map?, kind: conduct, neutral: false}}"}
    folder = house(tmp_path, house_keys=facts, team_says=says.replace(HOUSE, OFFICE))
    assert "foreign-fact" not in names(smpolicy.check(policies=folder).diagnostics)
    elsewhere = overlay("elbonia/maps", norm("shows", "Staff should not post maps.", "{arcadia.maps: true}"))
    write(folder, {"overlays/elbonia/maps.yaml": elsewhere})
    assert "foreign-fact" in names(smpolicy.check(policies=folder).diagnostics)
