"""Days are half-open: from the first, up to and without the second."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay, check_text, names

REGISTRY = """schema: smpolicy/structures@1
id: more-structures
title: Structures
structures:
  - {id: ruritania, kind: field_operation, names: [{name: Ruritania, from: 2001-01-01, until: 2000-01-01}]}
"""


def test_one_day_later_is_enough(tmp_path: Path) -> None:
    """What begins and ends on one day holds on no day; what ends on the next holds on one."""
    assert names(check_overlay(tmp_path, "", dates="{effective: {from: 2026-01-01, until: 2026-01-01}}")) == [
        "empty-interval"
    ]
    assert names(check_overlay(tmp_path, "", dates="{effective: {from: 2026-01-01, until: 2026-01-02}}")) == []


def test_names_of_structures(tmp_path: Path) -> None:
    """A name is borne on days too."""
    assert names(check_text(tmp_path, REGISTRY)) == ["empty-interval"]
