"""The packaged documents with an invented second version of their instrument: before its day nothing changes."""

from __future__ import annotations

import json
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

import smpolicy
from cli.commandline import run
from reissued import AFTER, BEFORE, REVISION, SECOND, reissued
from smpolicy import Library, Policy
from smpolicy.authoring.pinning import pin
from smpolicy.render.policy import policy_json
from smpolicy.site.book import open_book
from smpolicy.site.pages import page, page_names

DRAFT: Final = "moldova/draft-2026"
SOMEONE: Final = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
    "activity.interaction": "post",
}
ACTIVITIES: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"content.political": True},
    {"content.internal_sensitive": True},
    {"content.discloses_operation_info": True},
    {"insignia.present": True, "insignia.politically_sensitive": True},
    {"moldova.names_disputed_place": True, "moldova.uses_mission_name": False},
    {"activity.discloses": True, "content.recording_kind": "photo", "content.depicts": ["osce_operation"]},
)


@dataclass(frozen=True, kw_only=True)
class Both:
    """The packaged documents in one folder: with one version of the instrument, and then with the second beside it."""

    one: Library
    two: Library
    root: Path


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Load the documents before and after the second version is put among them."""
    root = reissued(tmp_path_factory.mktemp("reissued"))
    second = (root / SECOND).read_text(encoding="utf-8")
    (root / SECOND).unlink()
    one = smpolicy.load(root)
    (root / SECOND).write_text(second, encoding="utf-8")
    return Both(one=one, two=smpolicy.load(root), root=root)


def moldova(library: Library, *, after: bool) -> Policy:
    """Resolve the structure whose draft stands under provisions of every fate."""
    return library.resolve("moldova", as_of=AFTER if after else BEFORE, drafts=True)


def said(policy: Policy) -> list[str]:
    """Return everything that a policy says of itself and of activities."""
    known = [each for each in ACTIVITIES if each.keys() <= policy.vocabulary.facts.keys()]
    decisions = [policy.evaluate({**SOMEONE, **each}, assume="neutral") for each in known]
    return [
        policy.text(readback=True),
        policy_json(policy),
        policy.compile().digest,
        *(json.dumps(each.to_json(), sort_keys=True) for each in decisions),
        *(each.text(full=True) for each in decisions),
    ]


@pytest.mark.parametrize("structure", ["moldova", "odihr", "secretariat"])
def test_before_its_day_everything_is_said_byte_for_byte(both: Both, structure: str) -> None:
    """A version that begins later is not spoken of, up to the last day before it."""
    one, two = (each.resolve(structure, as_of=BEFORE, drafts=True) for each in (both.one, both.two))
    assert said(two) == said(one)
    last = BEFORE.replace(month=12, day=31)
    assert both.two.resolve(structure, as_of=last).documents[0].id == "si31"
    assert both.two.resolve(structure, as_of=REVISION).documents[0].id == "si31-2027"


def test_a_pickle_is_no_larger_for_other_versions(both: Both) -> None:
    """A policy goes into a pickle with what the documents mean on its day, and comes out of it the same."""
    one, two = (pickle.dumps(moldova(each, after=False)) for each in (both.one, both.two))
    assert len(two) < 1.05 * len(one)
    for after in (False, True):
        policy = moldova(both.two, after=after)
        again = pickle.loads(pickle.dumps(policy))
        assert (again, hash(again)) == (policy, hash(policy))
        assert said(again) == said(policy)


def test_the_drafts_go_on_are_flagged_and_lapse(both: Both) -> None:
    """Each norm stands under what its provision has become; one that is under other words is flagged; one lapses."""
    places = [
        {each.id: each.provision for each in moldova(both.two, after=after).norms if each.structure}
        for after in (False, True)
    ]
    gone = places[0].keys() - places[1].keys()
    moved = {name: place for name, place in places[1].items() if place != places[0][name]}
    assert gone == {f"{DRAFT}#groups-of-parties"}
    assert set(moved.values()) == {"si31:7.2.b10"}
    assert [(each.id, each.why) for each in moldova(both.two, after=True).left_out] == [
        (f"{DRAFT}#groups-of-parties", "lapsed")
    ]
    reworded = [each for each in both.two.diagnostics if each.name == "reworded" and "moldova" in each.path]
    assert {each.provision for each in reworded} == {"si31:7.2.b2", "si31:7.2.b7"}
    assert any("[-may negatively affect-] {+are likely to damage+}" in each.message for each in reworded)


def test_check_says_what_the_second_version_does_to_the_drafts_and_nothing_else(both: Both) -> None:
    """No error is found in either version; beside what was found before, there is what the version does."""
    one, two = (
        {(each.name, each.place): each.severity for each in library.diagnostics} for library in (both.one, both.two)
    )
    assert one.items() <= two.items()
    assert {name for name, _ in two.keys() - one.keys()} == {"reworded", "lapsed", "stale-base"}
    assert "error" not in two.values()
    stale = [each.message for each in both.two.diagnostics if each.name == "stale-base" and "moldova" in each.path]
    assert stale == [
        "this was written against version `2020-12-14` of `si31`, and goes on under version `2027-01-01`, "
        "from `2027-01-01` on"
    ]


def test_a_difference_shows_changed_provisions_as_changed(both: Both) -> None:
    """Word by word where they were reworded; moved, split and gone as that; and what changes in answers."""
    difference = smpolicy.compare(moldova(both.two, after=False), moldova(both.two, after=True))
    assert [(each.id, each.was, each.kind) for each in difference.texts] == [
        ("si31:7.2.b2", None, "reworded"),
        ("si31:7.2.b7", None, "split"),
        ("si31:7.2.b10", "si31:7.2.b8", "moved"),
        ("si31:7.2.b9", None, "removed"),
        (f"{DRAFT}#groups-of-parties", None, "removed"),
    ]
    assert "word by word" in difference.text()
    words = " ".join(difference.text().split())
    assert "official that [-may negatively affect-] {+are likely to damage+} the OSCE's reputation" in words
    assert "si31:7.2.b8, which is now si31:7.2.b10:" in words
    assert {(each.before, each.after) for each in difference.changes} == {
        ("no_departure_found", "departs"),
        ("departs", "no_departure_found"),
    }


def test_a_program_decides_the_same_on_both_sides_of_the_day(both: Both) -> None:
    """What is compiled for good decides as the search does, by the version that counts."""
    for after in (False, True):
        policy = moldova(both.two, after=after)
        program = policy.compile()
        for activity in ACTIVITIES:
            facts = {**SOMEONE, **activity}
            verdict, ruling = program.attempt(facts, neutral=True), policy.ruling(facts, assume="neutral")
            assert verdict is not None
            assert (verdict.answer, verdict.possible) == (ruling.answer, ruling.possible)
        assert policy.page_model()["format"] == "smpolicy/page@1"


def test_the_site_is_that_of_the_version_of_its_day(both: Both) -> None:
    """Its pages are made, and name the document of the version."""
    for after, name in ((False, "si31"), (True, "si31-2027")):
        book = open_book(both.two, as_of=AFTER if after else BEFORE, drafts=True, root=both.root)
        pages = {each: page(book, each, lambda other: other).body for each in page_names(book)}
        assert f'id="{name}"' in pages["documents"]
        assert ("other words of SI 31, 7.2" in pages["structures/moldova"]) == after


def test_an_issuance_on_paper_is_what_was_written(both: Both) -> None:
    """It cites the version under which it was written, whatever came later."""
    said_of = ["show", "moldova", "--issuance", "--policies", str(both.root)]
    two = run(*said_of)
    (both.root / SECOND).rename(both.root / "kept")
    one = run(*said_of)
    (both.root / "kept").rename(both.root / SECOND)
    assert two.code == one.code == 0
    assert two.out == one.out


@pytest.mark.parametrize(("first", "version"), [("2026-01-01", "2020-12-14"), ("2027-02-01", "2027-01-01")])
def test_a_pin_is_of_the_version_that_holds_on_the_first_day(both: Both, first: str, version: str) -> None:
    """So a text that was issued under one version stays one of that version."""
    file = both.root / "overlays/moldova/draft-2026.yaml"
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(before.replace("from: 2026-01-01", f"from: {first}"), encoding="utf-8")
        (pinned,) = pin([file], smpolicy.load(both.root))
        assert (pinned.now.id, pinned.now.version) == ("si31", version)
    finally:
        file.write_text(before, encoding="utf-8")
