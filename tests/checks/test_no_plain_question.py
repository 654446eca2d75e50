"""Each fact has a question that people can answer."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay


def test_a_fact_without_a_question(tmp_path: Path) -> None:
    """A missing question and one that is none are both reported; one in plain words is not."""
    facts = "{arcadia.a: {unit: hour}, arcadia.b: Number of patrols, arcadia.c: Is it over?}"
    found = check_overlay(tmp_path, "", facts=facts)
    assert [each.message for each in found] == [
        "the fact `arcadia.a` has no question",
        "what is asked about `arcadia.b` is no question",
    ]
