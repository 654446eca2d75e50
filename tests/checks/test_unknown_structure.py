"""A document belongs to a structure of the registry."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay


def test_a_name_is_no_id(tmp_path: Path) -> None:
    """Somebody who writes the name of a place is told the id."""
    (found,) = check_overlay(tmp_path, "", id="tajikistan/draft", proposed_for="tajikistan", facts="")
    assert (found.name, found.help) == ("unknown-structure", "did you mean `dushanbe`?")


def test_a_slip_is_told(tmp_path: Path) -> None:
    """Somebody who mistypes an id is told the nearest."""
    (found,) = check_overlay(tmp_path, "", id="moldowa/draft", proposed_for="moldowa", facts="")
    assert found.help == "did you mean `moldova`?"
