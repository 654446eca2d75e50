"""No norm turns on another structure's local facts."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay, names


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
