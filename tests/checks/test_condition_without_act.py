"""Conditions need an act to bear on."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_overlay, names

NORM = "  one: {under: si31:7.2.b7, text: Staff should not post in a crisis%s}\n"
WHEN = ", when: {in a crisis: {context.crisis: true}}"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (WHEN, ["condition-without-act"]),
        (WHEN.replace("when", "unless"), ["condition-without-act"]),
        (f"{WHEN}, act: {{post: {{activity.interaction: post}}}}", []),
        (f"{WHEN}, role: step, step: {{do: Ask}}", []),
        ("", []),
    ],
)
def test_a_condition_bears_on_an_act_or_a_step(tmp_path: Path, said: str, found: list[str]) -> None:
    """Without either, nothing would come of it, and whoever wrote it would believe otherwise."""
    others = {"unclaimed-words", "compared-with-nothing"}
    assert [name for name in names(check_overlay(tmp_path, NORM % said)) if name not in others] == found
