"""An issuance speaks for its own structure."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay


def test_a_part_of_another_structure(tmp_path: Path) -> None:
    """A part belongs to the structure that the document belongs to."""
    (found,) = check_overlay(tmp_path, "", structures="{elbonia/east: {}}")
    assert (found.name, found.message) == ("foreign-structure", "`elbonia/east` is no part of `arcadia`")
    assert "`arcadia/east`" in found.help
