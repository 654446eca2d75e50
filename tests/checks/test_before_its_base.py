"""5: "This Staff Instruction shall take effect on 1 January 2021"."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay, names


def test_the_day_itself_is_not_before(tmp_path: Path) -> None:
    """The day before is noted; the day itself is not."""
    (found,) = check_overlay(tmp_path, "", dates="{effective: {from: 2020-12-31}}")
    assert (found.severity, found.name) == ("note", "before-its-base")
    assert names(check_overlay(tmp_path, "", dates="{effective: {from: 2021-01-01}}")) == []
