"""A draft says for whom it is proposed and who wrote it."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    """Each of the two is named where it is missing."""
    (found,) = check_overlay(tmp_path, "", proposed_for="", drafted_by="")
    assert found.message == "a draft needs `proposed_for:` and `drafted_by:`"
