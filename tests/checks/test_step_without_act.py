"""A step for a norm that is broken needs a norm that can be broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_overlay, names

NORM = "  one: {under: si31:7.2.b7, text: Staff should know this., step: {do: Ask%s}%s}\n"


@pytest.mark.parametrize(
    ("said", "rest", "found"),
    [
        (", on: broken", "", ["step-without-act"]),
        ("", "", ["step-without-act"]),
        (", on: applies", "", []),
        (", on: unsure", "", []),
        ("", ", role: step", []),
        (", on: broken", ", act: {know this: {activity.interaction: post}}", []),
    ],
)
def test_where_a_step_can_arise(tmp_path: Path, said: str, rest: str, found: list[str]) -> None:
    """Without `on:`, a step arises where the norm is broken, unless the norm is itself a step."""
    broken = names(check_overlay(tmp_path, NORM % (said, rest)))
    assert [name for name in broken if name != "compared-with-nothing"] == found
