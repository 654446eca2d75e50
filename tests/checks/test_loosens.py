"""A part never says less than its structure: both bind, and nothing is set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.within import PATROL, PHOTO, confirmed, found, local, of_part, part

BAN = local("rule", "Staff shall not post what shows a patrol.", PATROL)
TELL = local("rule", "Staff shall tell the press officer.", "{arcadia.told: true}")
LATE = local(
    "rule",
    "Staff shall not post within a day what shows a patrol.",
    PATROL,
    when="{within a day: {arcadia.hours: {under: 24}}}",
)
NEAR = "{near the line: {arcadia.near: true}}"

LESS = {
    "it permits what is forbidden": (
        BAN,
        of_part("it", "Photos of a patrol may be posted.", PHOTO),
        "permits-disapproved",
    ),
    "it permits more than is forbidden": (LATE, of_part("it", "Patrols may be posted.", PATROL), "permits-disapproved"),
    "it lifts what is asked for": (
        TELL,
        of_part("it", "Staff need not tell the press officer.", "{arcadia.told: true}"),
        "exempts",
    ),
    "it says it with less force": (
        BAN,
        of_part("it", "Staff should not post what shows a patrol.", PATROL),
        "weakens-force",
    ),
    "it adds an exception": (
        BAN,
        of_part("it", "Staff shall not post what shows a patrol, unless near the line.", PATROL, unless=NEAR),
        "adds-exception",
    ),
}
STANDS = {"weakens-force": "broken", "adds-exception": "exception"}


@pytest.mark.parametrize("name", LESS)
def test_each_way_is_found_and_both_bind(tmp_path: Path, name: str) -> None:
    """The part's norm is underlined, the structure's is pointed at, and it binds in the example."""
    rule, norm, kind = LESS[name]
    (each,) = found(tmp_path, "loosens", rule, structures=part(norm))
    assert (each.severity, each.kind, each.norm) == ("warning", kind, "arcadia/test#east/it")
    assert each.message.endswith("both bind, and a part is never weaker than its structure")
    assert [related.message for related in each.related] == ["arcadia/test, rule says so"]
    assert confirmed(tmp_path, each, "arcadia/east") == {"rule": "broken", "east/it": STANDS.get(kind, "met")}


STRICTER = {
    "a stricter part": (
        local("rule", "Staff should not post what shows a patrol.", PATROL),
        of_part("it", "Staff shall not post what shows a patrol.", PATROL),
    ),
    "a wider ban": (
        local("rule", "Staff shall not post photos of a patrol.", PHOTO),
        of_part("it", "Staff should not post what shows a patrol.", PATROL),
    ),
    "a ban of what is permitted": (
        local("rule", "Photos of a patrol may be posted.", PHOTO),
        of_part("it", "Staff shall not post what shows a patrol.", PATROL),
    ),
    "an exception to more force": (
        local("rule", "Staff should not post what shows a patrol.", PATROL),
        of_part("it", "Staff shall not post what shows a patrol, unless near the line.", PATROL, unless=NEAR),
    ),
    "a permission outside the circumstances": (
        LATE,
        of_part("it", "Photos may be posted later.", PHOTO, when="{later: {arcadia.hours: {at_least: 24}}}"),
    ),
    "another act": (BAN, of_part("it", "Staff should tell the press officer.", "{arcadia.told: true}")),
    "a norm of its own that overlaps": (
        LATE,
        of_part(
            "it", "Near the line staff should not post a patrol.", PATROL, when="{Near the line: {arcadia.near: true}}"
        ),
    ),
    "other bearers": (
        local("rule", "Officials shall not post what shows a patrol.", PATROL, bearer="[osce_official]"),
        of_part("it", "Interns may post photos of a patrol.", PHOTO, bearer="[non_osce_staff]"),
    ),
}


@pytest.mark.parametrize("name", STRICTER)
def test_what_asks_for_more_or_something_else_is_no_finding(tmp_path: Path, name: str) -> None:
    """A part may be stricter, and may add norms of its own."""
    rule, norm = STRICTER[name]
    assert found(tmp_path, "loosens", rule, structures=part(norm)) == []


def test_two_parts_never_affect_each_other(tmp_path: Path) -> None:
    """What the one permits and the other forbids meets nowhere."""
    ban = of_part("ban", "Staff shall not post what shows a patrol.", PATROL)
    may = of_part("may", "Photos of a patrol may be posted.", PHOTO)
    parts = "{arcadia/east: {norms: {" + ban + "}}, arcadia/west: {norms: {" + may + "}}}"
    for rule in ("loosens", "contradicts"):
        assert found(tmp_path, rule, "", structures=parts) == []
