"""An issuance stands in the third layer or below."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay, names


def test_below_is_possible_and_above_is_not(tmp_path: Path) -> None:
    """1 is the highest layer; a higher number stands below."""
    assert names(check_overlay(tmp_path, "", layer="4")) == []
    assert names(check_overlay(tmp_path, "", layer="1")) == ["layer-above"]
