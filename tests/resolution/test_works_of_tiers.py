"""Works beneath tiers: what becomes of an overlay, and of those under it, when their base is reissued."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

import smpolicy
from corpora import norm
from smpolicy import Policy
from tiers import DRAWINGS, HOUSE, OFFICE, TEAM, house
from versions import FIRST, GONE, MOVED, REWORDED, SAME, SPLIT

BEFORE, AFTER = date(2024, 6, 1), date(2025, 6, 1)
PORT: Final = "arcadia/north/port"
LATER: Final = "{issued: 2025-02-01, effective: {from: 2025-02-01}}"
ENDS: Final = FIRST.replace("structures: [field_operation]\n", "structures: [field_operation]\n  ends_with_it: true\n")


def norms(under: str) -> str:
    """Write a norm of a tier, under one of the tier above."""
    return norm("own", "Staff shall not post drawings.", DRAWINGS, under=under)


def chain(folder: Path, second: str, *, first: str = FIRST, **asked: Any) -> Path:
    """Write a house, an office and a team in a row, each norm under that of the tier above, and a second version."""
    says = {"house_says": norms("rules:1"), "office_says": norms(f"{HOUSE}#own"), "team_says": norms(f"{OFFICE}#own")}
    house(folder, **(says | asked))
    (folder / "base/rules.yaml").write_text(first)
    if second:
        (folder / "base/rules-2025.yaml").write_text(second)
    return folder


def port(folder: Path, day: date) -> Policy:
    """Resolve the lowest tier."""
    return smpolicy.load(folder).resolve(PORT, as_of=day)


def own(policy: Policy) -> dict[str, str]:
    """Return the norms of the chain, each with the provision at its foot."""
    return {each.instrument: each.provision for each in policy.norms if each.id.endswith("#own")}


def flagged(folder: Path, *names: str) -> list[tuple[str, str]]:
    """Return of what kind each of these findings is, and in which tier's file."""
    found = [(each.name, each.path.rpartition("overlays/")[2]) for each in smpolicy.check(folder).diagnostics]
    return [(name, path.removesuffix(".yaml")) for name, path in found if name in names]


@pytest.mark.parametrize(
    "second", [SAME, MOVED, SPLIT, REWORDED, GONE], ids=["same", "moved", "split", "words", "gone"]
)
def test_before_the_revision_tiers_are_as_without_it(tmp_path: Path, second: str) -> None:
    """A version that begins later is not spoken of to any tier."""
    one, two = (port(chain(tmp_path, each), BEFORE) for each in ("", second))
    assert (two.text(readback=True), two.compile().digest) == (one.text(readback=True), one.compile().digest)


@pytest.mark.parametrize(("second", "there"), [(SAME, "rules:1"), (MOVED, "rules:9"), (SPLIT, "rules:1")])
@pytest.mark.parametrize("begun", [(), ("office",), ("office", "team")])
def test_every_tier_goes_where_the_provision_at_its_foot_goes(
    tmp_path: Path, second: str, there: str, begun: tuple[str, ...]
) -> None:
    """Also one that began after the revision, under a norm that was written before it."""
    keys: dict[str, Any] = {f"{each}_keys": {"dates": LATER} for each in begun}
    folder = chain(tmp_path, second, **keys)
    assert own(port(folder, AFTER)) == dict.fromkeys((HOUSE, OFFICE, TEAM), there)
    assert not [each for each in smpolicy.check(folder).diagnostics if each.severity == "error"]


def test_a_tier_that_was_there_before_its_house_goes_with_it(tmp_path: Path) -> None:
    """A norm is named by the last overlay above that names its provision: by the house, under the version it knows."""
    dates: dict[str, Any] = {"house_keys": {"dates": LATER}, "house_says": norms("rules:9")}
    assert own(port(chain(tmp_path, MOVED, **dates), AFTER)) == dict.fromkeys((HOUSE, OFFICE, TEAM), "rules:9")


def test_under_other_words_every_tier_is_flagged_that_was_written_under_the_first(tmp_path: Path) -> None:
    """One that began after the revision was written under the new words, though the norm above it was not."""
    assert flagged(chain(tmp_path / "1", REWORDED), "reworded") == [
        ("reworded", TEAM), ("reworded", OFFICE), ("reworded", HOUSE)
    ]  # fmt: skip
    later = chain(tmp_path / "2", REWORDED, team_keys={"dates": LATER})
    assert flagged(later, "reworded") == [("reworded", OFFICE), ("reworded", HOUSE)]


def test_with_a_provision_the_norms_of_all_tiers_lapse(tmp_path: Path) -> None:
    """Each says with what it lapsed, to its authors and to readers; what stands elsewhere goes on."""
    folder = chain(tmp_path, GONE)
    policy = port(folder, AFTER)
    assert own(policy) == {}
    words = "lapsed with Rules 1, under which it stood and which is no more: Photos are free."
    assert {each.id: (each.why, each.words) for each in policy.left_out} == {
        f"{each}#own": ("lapsed", f"{each}#own {words}") for each in (HOUSE, OFFICE, TEAM)
    }
    assert flagged(folder, "lapsed", "orphaned") == [("lapsed", each) for each in (TEAM, OFFICE, HOUSE)]


def test_what_is_written_under_a_norm_that_had_lapsed_is_told_so(tmp_path: Path) -> None:
    """The house has the norm in its file: what is wrong is that it held no more by then."""
    folder = chain(tmp_path, GONE, office_keys={"dates": LATER}, office_says=norms(f"{HOUSE}#own"), team_says="")
    found = [each for each in smpolicy.check(folder).diagnostics if each.severity == "error"]
    assert [(each.name, each.message) for each in found] == [
        (
            "unknown-provision",
            f"{HOUSE}#own lapsed with Rules 1, under which it stood and which is no more: Photos are free",
        )
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [("lapsed", TEAM), ("lapsed", OFFICE), ("lapsed", HOUSE)]),
        (
            {"office_keys": {"dates": LATER}, "team_keys": {"dates": LATER}},
            [("orphaned", TEAM), ("orphaned", OFFICE), ("lapsed", HOUSE)],
        ),
    ],
)
def test_where_local_texts_end_with_a_version_so_do_all_tiers(
    tmp_path: Path, asked: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    """One that began after that has nothing to stand under, which its authors are told."""
    folder = chain(tmp_path, SAME, first=ENDS, **asked)
    policy = port(folder, AFTER)
    assert own(policy) == {}
    assert {each.id for each in policy.left_out} == {HOUSE, OFFICE, TEAM}
    assert flagged(folder, "lapsed", "orphaned") == found


def test_a_tier_goes_on_nowhere_without_the_house_that_lapsed(tmp_path: Path) -> None:
    """Where the house stood under what is gone, what stands under a norm of it has lost its ground, and is told."""
    keys: dict[str, Any] = {
        "house_keys": {"under": "rules:1"},
        "office_says": norms("rules:2"),
        "team_says": norms("rules:2"),
    }
    folder = chain(tmp_path, GONE, **keys)
    assert {each.id: each.why for each in port(folder, AFTER).left_out} == {
        HOUSE: "lapsed", OFFICE: "orphaned", TEAM: "orphaned"
    }  # fmt: skip
    assert flagged(folder, "lapsed", "orphaned") == [("orphaned", TEAM), ("orphaned", OFFICE), ("lapsed", HOUSE)]


def test_a_clause_of_a_tier_says_under_the_next_version_what_it_said(tmp_path: Path) -> None:
    """What prevails over what along the chain is the same on both sides of the day."""
    keys: dict[str, Any] = {
        "house_effect": "prevails",
        "office_says": norm("some", "Staff may post drawings.", DRAWINGS),
    }
    folder = chain(tmp_path, SAME, **keys, team_says="")
    before, after = (smpolicy.load(folder).resolve("arcadia/north", as_of=day) for day in (BEFORE, AFTER))
    assert [each.norm.id for each in before.set_aside] == [each.norm.id for each in after.set_aside] != []
