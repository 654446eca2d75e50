"""A norm that applies in no possible world, or a permission that can be used in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import underlined
from checks.within import PATROL, PHOTO, found, local

DEAD = {
    "two circumstances": (
        local(
            "it",
            "Staff shall not post, within a day of a patrol and two days after it.",
            "{activity.interaction: post}",
            when="{within a day of a patrol: {arcadia.hours: {under: 24}}, "
            "two days after it: {arcadia.hours: {at_least: 48}}}",
        ),
        "this never applies: `within a day of a patrol` and `two days after it` never hold together",
    ),
    "an exception that always holds": (
        local(
            "it",
            "Staff shall not post, unless it shows a patrol or not.",
            "{activity.interaction: post}",
            unless="[{it shows a patrol: {arcadia.shows_patrol: true}}, {or not: {arcadia.shows_patrol: false}}]",
        ),
        "this never applies: an exception always holds: `it shows a patrol` and `or not`",
    ),
    "another kind of structure": (
        local(
            "it",
            "In an institution staff shall not post what shows a patrol.",
            PATROL,
            when="{In an institution: {person.structure.kind: institution}}",
        ),
        "this never applies: `In an institution` never holds",
    ),
    "whom it does not bind": (
        local(
            "it",
            "Interns shall not post what shows a patrol.",
            PATROL,
            when="{Interns: {person.category: intern}}",
            bearer="[osce_official]",
        ),
        "this never applies: `Interns` never holds, within its scope and for those whom it binds",
    ),
    "a permission that cannot be used": (
        local(
            "it",
            "What shows a patrol may be posted when nothing is posted.",
            PATROL,
            when="{when nothing is posted: {activity.interaction: none}}",
        ),
        "this can never be used: ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEAD)
def test_the_conditions_in_each_others_way_are_named(tmp_path: Path, name: str) -> None:
    """Only the conditions without which it could apply are named and pointed at, and the norm is underlined."""
    text, message = DEAD[name]
    (each,) = found(tmp_path, "never-applies", text)
    assert each.message.startswith(message)
    assert each.severity == "warning"
    assert underlined(tmp_path / "document.yaml", each) in text
    assert each.related
    assert each.witness is None, "no activity shows that there is none"


ALIVE = {
    "circumstances that can meet": local(
        "it",
        "Staff shall not post, within a day of a patrol and an hour after it.",
        "{activity.interaction: post}",
        when="{within a day of a patrol: {arcadia.hours: {under: 24}}, an hour after it: {arcadia.hours: {over: 1}}}",
    ),
    "a narrow exception": local("it", "Staff shall not post, unless it shows a patrol.", "{activity.interaction: post}",
                                unless="{it shows a patrol: {arcadia.shows_patrol: true}}"),
    "a ban that nothing breaks": local(
        "it", "Staff shall not post what they like.", PHOTO, when="{they like: {activity.interaction: like}}"
    ),
    "an intern's own rule": local("it", "Interns shall not post.", "{activity.interaction: post}",
                                  when="{Interns: {person.category: intern}}"),
    "a norm without an act": local("it", "Staff shall be careful.", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ALIVE)
def test_what_can_apply_is_no_finding(tmp_path: Path, name: str) -> None:
    """One world in which it applies is enough, also where nothing can break it there."""
    assert found(tmp_path, "never-applies", ALIVE[name]) == []
