"""A local fact on which nothing turns is a warning; one that something turns on, in whatever way, is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_overlay

NORM = """  one:
    under: si31:7.2.b7
    text: Staff shall not post photos of a patrol.
    act: {post: {activity.interaction: post}, photos of a patrol: {arcadia.shows_patrol: true}}
"""
SHOWS = "arcadia.shows_patrol: Does it show it?"


def unused(folder: Path, facts: str, norms: str = NORM, **keys: str) -> list[str]:
    """Return which facts of a draft are found to be unused."""
    found = check_overlay(folder, norms, facts=f"{{{facts}}}", **keys)
    return [each.message for each in found if each.name == "unused-fact"]


def test_nothing_turns_on_it(tmp_path: Path) -> None:
    """It is named, and an example that states it uses nothing."""
    example = "    examples: [{given: {arcadia.late: true}, expect: met}]\n"
    assert unused(tmp_path, f"{SHOWS}, arcadia.late: Was it late?") == ["nothing turns on the fact `arcadia.late`"]
    assert unused(tmp_path, f"{SHOWS}, arcadia.late: Was it late?", NORM + example)


@pytest.mark.parametrize(
    "more",
    [
        "    when: {Staff: {arcadia.late: true}}\n",
        "    unless: {Staff: {not: {arcadia.late: true}}}\n",
        "    unless: [{Staff: {any: [{arcadia.late: true}, {activity.interaction: post}]}}]\n",
        "    when: {implied: [{because: It is so, holds: {arcadia.late: true}}]}\n",
    ],
)
def test_a_condition_turns_on_it(tmp_path: Path, more: str) -> None:
    """Wherever in a condition it stands."""
    assert unused(tmp_path, f"{SHOWS}, arcadia.late: Was it late?", NORM + more) == []


def test_another_fact_or_a_question_turns_on_it(tmp_path: Path) -> None:
    """A fact that presupposes it, or is derived from it, uses it; so does a question that it raises."""
    presupposing = "arcadia.shows_patrol: {question: Does it show it?, presupposes: {arcadia.late: true}}"
    assert unused(tmp_path, f"{presupposing}, arcadia.late: Was it late?") == []
    question = (
        "{qo: {number: QO, question: Was it?, touches: ['#one'], readings: {a: so, b: not}, raised_by: arcadia.late,"
    )
    raised = f"{question} unraised: a}}}}"
    assert unused(tmp_path, f"{SHOWS}, arcadia.late: Was it late?", open_questions=raised) == []
