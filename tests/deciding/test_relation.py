"""How an overlay norm stands to the provision it is under: computed, shown, and compared with what the drafter says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import smpolicy
from corpora import base, load, norm, overlay, write

PHOTO, BOTH = "{act.shows: {has: [photo, drawing]}}", "{act.shows: {any_of: [photo, drawing]}}"
WRITTEN = {
    "restates": norm("one", "Staff should tell the press office.", "{act.told: true}", "rules:2"),
    "narrows": norm("one", "Staff should not post photos or drawings of colleagues.", BOTH),
    "specifies": norm("one", "Staff should not post a photo beside a drawing.", PHOTO),
    "adds": norm("one", "Staff should not post drawings without a word.",
                 "{all: [{act.shows: [drawing]}, {time.hours: {under: 3}}]}"),
}  # fmt: skip


def computed(folder: Path, norms: str) -> str | None:
    """Return the relation that is computed for the one norm of an issuance."""
    write(base(folder), {"overlays/arcadia/1.yaml": overlay("arcadia/ai-1", norms)})
    policy = load(folder).resolve("arcadia", as_of=date(2026, 1, 1))
    return policy.relations.get("arcadia/ai-1#one")


@pytest.mark.parametrize("relation", WRITTEN)
def test_each_relation(tmp_path: Path, relation: str) -> None:
    """By what breaks the norm and what departs from the provision, in every world and under every reading."""
    assert computed(tmp_path, WRITTEN[relation]) == relation


def test_more_force_leaves_less_room(tmp_path: Path) -> None:
    """The same act with more force narrows; with less it adds an encouragement beside the provision."""
    shall = norm("one", "Staff shall tell the press office.", "{act.told: true}", "rules:2")
    encouraged = norm("one", "Staff are encouraged to tell the press office.", "{act.told: true}", "rules:2")
    assert computed(tmp_path / "a", shall) == "narrows"
    assert computed(tmp_path / "b", encouraged) == "adds"


def test_fewer_persons(tmp_path: Path) -> None:
    """The same duty for interns alone specifies the duty of everybody."""
    interns = norm("one", "Interns should tell the press office.", "{act.told: true}", "rules:2",
                   bearer="[non_osce_staff]")  # fmt: skip
    assert computed(tmp_path, interns) == "specifies"


def test_words_alone(tmp_path: Path) -> None:
    """The provision's own words restate it; other words cannot be compared, and a permission breaks nothing."""
    assert (
        computed(tmp_path / "a", norm("one", "Everybody should tell the press office.", under="rules:2")) == "restates"
    )
    assert computed(tmp_path / "b", norm("one", "Everybody should take care.", under="rules:2")) is None
    assert computed(tmp_path / "c", norm("one", "Staff may post drawings.", "{act.shows: [drawing]}")) is None


@pytest.mark.parametrize("claimed", ["adds", "narrows", "specifies", "restates"])
@pytest.mark.parametrize("relation", WRITTEN)
def test_a_claim_is_compared(tmp_path: Path, relation: str, claimed: str) -> None:
    """What the drafter says must be what is computed; a false claim is an error that names what it is."""
    write(base(tmp_path), {
        "overlays/arcadia/1.yaml": overlay("arcadia/ai-1", f"{WRITTEN[relation]}    relation: {claimed}\n"),
    })  # fmt: skip
    found = tuple(each for each in smpolicy.load(tmp_path).diagnostics if each.name != "drifted-restatement")
    if relation == claimed:
        assert found == ()
    else:
        (false,) = found
        assert (false.name, false.severity) == ("false-relation", "error")
        assert f"write `relation: {relation}`" in false.help


def test_a_claim_that_nothing_shows(tmp_path: Path) -> None:
    """Of words alone nothing can be shown: the claim is a warning."""
    words = norm("one", "Staff should take care.", relation="specifies")
    write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/ai-1", words)})
    (found,) = smpolicy.load(tmp_path).diagnostics
    assert (found.name, found.severity, found.help) == ("false-relation", "warning", "remove `relation:`")


def test_it_is_shown_where_the_norm_is_read(tmp_path: Path) -> None:
    """Read-back and JSON say it."""
    from smpolicy.render.policy import plain

    write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/ai-1", WRITTEN["narrows"])})
    policy = load(tmp_path).resolve("arcadia", as_of=date(2026, 1, 1))
    entry = next(each for each in plain(policy)["entries"] if each["kind"] == "norm")
    assert (entry["relation"], entry["force"]) == ("narrows", "should")
    assert "Narrows the room that Rules 1 leaves" in entry["readback"]
    assert "Narrows the room that Rules 1 leaves" in " ".join(policy.text(readback=True).split())
