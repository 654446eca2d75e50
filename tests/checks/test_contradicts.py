"""Two norms of one overlay that stand against each other: nothing ranks them, so both bind."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import underlined
from checks.within import PATROL, PHOTO, confirmed, found, local, of_part, part

BAN = local("ban", "Staff shall not post what shows a patrol.", PATROL)
MAY = local("may", "Photos of a patrol may be posted.", PHOTO)
TELL = local("tell", "Staff shall tell the press officer.", "{arcadia.told: true}")
DAY = "{within a day: {arcadia.hours: {under: 24}}}"
LATER = "{a day later: {arcadia.hours: {at_least: 24}}}"

AGAINST = {
    "a permission within a ban": (BAN + MAY, "permits-disapproved", {"ban": "broken", "may": "met"}),
    "a permission that comes first": (MAY + BAN, "permits-disapproved", {"ban": "broken", "may": "met"}),
    "a permission of the very same": (
        BAN + local("may", "What shows a patrol may be posted.", PATROL),
        "permits-disapproved",
        {"ban": "broken", "may": "met"},
    ),
    "an exemption": (
        TELL
        + local("may", "Interns need not tell the press officer.", "{arcadia.told: true}", bearer="[non_osce_staff]"),
        "exempts",
        {"tell": "broken", "may": "met"},
    ),
    "a duty to do what is forbidden": (
        TELL + local("keep", "Within a day staff shall not tell the press officer.", "{arcadia.told: true}", when=DAY),
        "requires-disapproved",
        {"tell": "met", "keep": "broken"},
    ),
    "circumstances that overlap": (
        local("ban", "Staff shall not post within a day what shows a patrol.", PATROL, when=DAY)
        + local(
            "may",
            "Photos of a patrol may be posted after twelve hours.",
            PHOTO,
            when="{after twelve hours: {arcadia.hours: {at_least: 12}}}",
        ),
        "permits-disapproved",
        {"ban": "broken", "may": "met"},
    ),
}


@pytest.mark.parametrize("name", AGAINST)
def test_both_bind_and_the_example_shows_it(tmp_path: Path, name: str) -> None:
    """Both places are pointed at; in the example both norms are surely where they meet, under the evaluator."""
    text, kind, standing = AGAINST[name]
    (each,) = found(tmp_path, "contradicts", text)
    assert (each.severity, each.kind) == ("warning", kind)
    assert "both bind" in each.message
    assert underlined(tmp_path / "document.yaml", each) in text
    assert len(each.related) == 1
    assert confirmed(tmp_path, each) == standing


def test_nobody_can_follow_both(tmp_path: Path) -> None:
    """Two duties of which each could be followed alone."""
    first = local("first", "Staff shall write in the first language.", "{arcadia.language: one}")
    second = local("second", "Staff shall write in the second language.", "{arcadia.language: two}")
    (each,) = found(tmp_path, "contradicts", first + second)
    assert (each.kind, each.norm) == ("jointly-impossible", "arcadia/test#second")
    assert each.message.endswith("both bind, and nobody can follow both")


def test_a_permission_against_several_norms_is_one_finding(tmp_path: Path) -> None:
    """The message names the first, and all are pointed at."""
    other = local("other", "Within a day staff shall not post anything.", "{activity.interaction: post}", when=DAY)
    (each,) = found(tmp_path, "contradicts", BAN + other + MAY)
    assert [related.message for related in each.related] == ["arcadia/test, ban says so", "arcadia/test, other says so"]


def test_a_part_that_asks_for_what_its_structure_forbids(tmp_path: Path) -> None:
    """It is not weaker than its structure, but nobody there can follow both."""
    keep = of_part("keep", "Staff shall not tell the press officer.", "{arcadia.told: true}")
    (each,) = found(tmp_path, "contradicts", TELL, structures=part(keep))
    assert (each.norm, each.kind) == ("arcadia/test#east/keep", "forbids-required")


BESIDE = {
    "circumstances that never meet": local(
        "ban", "Staff shall not post within a day what shows a patrol.", PATROL, when=DAY
    )
    + local("may", "Photos of a patrol may be posted a day later.", PHOTO, when=LATER),
    "an exception that covers the permission": local(
        "ban",
        "Staff shall not post what shows a patrol, unless near the line.",
        PATROL,
        unless="{near the line: {arcadia.near: true}}",
    )
    + local(
        "may", "Near the line photos of a patrol may be posted.", PHOTO, when="{Near the line: {arcadia.near: true}}"
    ),
    "an unrelated ban": MAY
    + local("ban", "Staff shall not post a depot.", "{activity.interaction: post, arcadia.shows_depot: true}"),
    "another fact altogether": MAY + TELL,
    "a special case of a permission": local("may", "What shows a patrol may be posted.", PATROL)
    + local("ban", "Within a day staff shall not post photos of a patrol.", PHOTO, when=DAY),
    "other bearers": local("ban", "Officials shall not post what shows a patrol.", PATROL, bearer="[osce_official]")
    + local("may", "Interns may post photos of a patrol.", PHOTO, bearer="[non_osce_staff]"),
    "a general duty and a narrower one with more force": local("wide", "Staff should not post a patrol.", PATROL)
    + local("narrow", "Staff shall not post photos of a patrol.", PHOTO),
    "two duties that one can follow": TELL
    + local("first", "Staff shall write in the first language.", "{arcadia.language: one}"),
    "two permissions": local("may", "Staff may tell the press officer.", "{arcadia.told: true}")
    + local("need", "Staff need not tell the press officer.", "{arcadia.told: true}"),
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_can_stand_beside_each_other_is_no_finding(tmp_path: Path, name: str) -> None:
    """Disjoint circumstances or bearers, an exception that says so, a rule and its special case, unrelated norms."""
    assert found(tmp_path, "contradicts", BESIDE[name]) == []
