"""An overlay fills slots that a text has."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay


def test_a_slip_is_told(tmp_path: Path) -> None:
    """A misspelt slot of the whole, and of a part, are each reported with the one that was meant."""
    slots = "{si31:8.1/focal-pont: {name: Press Office}}"
    found = check_overlay(tmp_path, "", slots=slots, structures=f"{{arcadia/east: {{slots: {slots}}}}}")
    assert [each.help for each in found] == ["did you mean `si31:8.1/focal-point`?"] * 2


def test_open_slots_are_listed(tmp_path: Path) -> None:
    """Where nothing is near, the slots that stand open are listed."""
    (found,) = check_overlay(tmp_path, "", slots="{x: {name: Press Office}}")
    assert found.help == "the slots that stand open are `si31:7.1.b3/authoriser`, `si31:8.1/focal-point`"
