"""A norm that adds nothing beside another norm of the same overlay."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import underlined
from checks.within import PATROL, PHOTO, confirmed, found, local, of_part, part

WIDE = local("wide", "Staff shall not post what shows a patrol.", PATROL)
NARROW = local("narrow", "Staff shall not post photos of a patrol.", PHOTO)
DAY = "{within a day: {arcadia.hours: {under: 24}}}"

SHADOWED = {
    "a narrower act": (WIDE + NARROW, "narrow", "with the same force"),
    "a narrower act that comes first": (NARROW + WIDE, "narrow", "with the same force"),
    "narrower circumstances": (
        WIDE + local("narrow", "Staff shall not post within a day what shows a patrol.", PATROL, when=DAY),
        "narrow",
        "with the same force",
    ),
    "less force": (
        WIDE + local("narrow", "Staff should not post what shows a patrol.", PATROL),
        "narrow",
        "with more force",
    ),
    "an exception of its own": (
        WIDE
        + local(
            "narrow",
            "Staff shall not post what shows a patrol, unless near the line.",
            PATROL,
            unless="{near the line: {arcadia.near: true}}",
        ),
        "narrow",
        "with the same force",
    ),
    "the same duty for fewer": (
        local("wide", "Staff shall tell the press officer.", "{arcadia.told: true}")
        + local("narrow", "Interns shall tell the press officer.", "{arcadia.told: true}", bearer="[non_osce_staff]"),
        "narrow",
        "with the same force",
    ),
}


@pytest.mark.parametrize("name", SHADOWED)
def test_what_adds_nothing_is_a_note(tmp_path: Path, name: str) -> None:
    """Whatever breaks it breaks the other already: both are pointed at, and the evaluator finds both broken."""
    text, key, force = SHADOWED[name]
    (each,) = found(tmp_path, "shadowed", text)
    assert (each.severity, each.norm) == ("note", f"arcadia/test#{key}")
    assert each.message.startswith("this adds nothing beside arcadia/test, wide: ")
    assert each.message.endswith(force)
    assert underlined(tmp_path / "document.yaml", each) in text
    (related,) = each.related
    assert related.message == "arcadia/test, wide says so"
    assert confirmed(tmp_path, each) == {"wide": "broken", "narrow": "broken"}


def test_of_two_that_say_the_same_the_later_is_told(tmp_path: Path) -> None:
    """They say exactly the same, also where one says it by refraining and the other by doing."""
    twin = local("again", "Staff shall not post or show a patrol.", PATROL)
    (each,) = found(tmp_path, "shadowed", WIDE + twin)
    assert (each.norm, each.message) == ("arcadia/test#again", "this says the same again as arcadia/test, wide")
    told = local("told", "Staff shall tell the press officer.", "{arcadia.told: true}")
    again = local("again", "Staff shall not conceal it from the press officer.", "{arcadia.told: false}")
    (each,) = found(tmp_path, "shadowed", told + again)
    assert each.message == "this says the same again as arcadia/test, told"


def test_a_part_repeats_its_structure(tmp_path: Path) -> None:
    """What binds in the structure binds in the part."""
    again = of_part("narrow", "Staff shall not post photos of a patrol.", PHOTO)
    (each,) = found(tmp_path, "shadowed", WIDE, structures=part(again))
    assert each.norm == "arcadia/test#east/narrow"
    assert confirmed(tmp_path, each, "arcadia/east") == {"wide": "broken", "east/narrow": "broken"}


ADDS = {
    "a narrower norm with more force": local("wide", "Staff should not post what shows a patrol.", PATROL) + NARROW,
    "forces that cannot be ranked": local("wide", "Staff should not post what shows a patrol.", PATROL)
    + local("narrow", "Staff are expected to refrain from posting photos of a patrol.", PHOTO),
    "an exception of the other": local(
        "wide",
        "Staff shall not post what shows a patrol, unless near the line.",
        PATROL,
        unless="{near the line: {arcadia.near: true}}",
    )
    + NARROW,
    "other bearers": local("wide", "Officials shall not post what shows a patrol.", PATROL, bearer="[osce_official]")
    + local("narrow", "Interns shall not post photos of a patrol.", PHOTO, bearer="[non_osce_staff]"),
    "other circumstances": local("wide", "Staff shall not post within a day what shows a patrol.", PATROL, when=DAY)
    + NARROW,
    "a permission": WIDE + local("may", "Photos of a patrol may be liked.", "{activity.interaction: like}"),
    "words alone": WIDE + local("again", "Staff shall not post what shows a patrol.", ""),
}


@pytest.mark.parametrize("name", ADDS)
def test_what_adds_something_is_no_finding(tmp_path: Path, name: str) -> None:
    """A general duty and a narrower one with more force, other persons, other circumstances: each does something."""
    assert found(tmp_path, "shadowed", ADDS[name]) == []


def test_a_structure_is_not_shadowed_by_its_part(tmp_path: Path) -> None:
    """Elsewhere in the structure nothing of the part's binds."""
    wide = of_part("wide", "Staff shall not post what shows a patrol.", PATROL)
    assert found(tmp_path, "shadowed", NARROW, structures=part(wide)) == []
