"""Works: instruments in versions, and what goes on from one to the next."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import smpolicy
from corpora import FACTS, STRUCTURES, interpretation, norm, overlay, write
from smpolicy import Policy
from smpolicy.foundations.errors import InvalidDocuments, SeveralInstruments
from versions import FIRST, GONE, MOVED, ONE, REWORDED, SAME, SPLIT, revised, section

CODE = "arcadia/code"
BEFORE, REVISION, AFTER = date(2024, 6, 1), date(2025, 1, 1), date(2025, 6, 1)
REISSUE = Path(__file__).parents[1] / "data/corpora/reissue"
TOLD = {"person.category": "staff", "act.done": True, "act.shows": ["drawing"], "act.told": True}
TELLING = norm("tell", "Staff shall tell the press office.", "{act.told: true}", under="rules:2")
DRAWINGS = norm("drawings", "Staff shall not post drawings.", "{act.shows: {has: [drawing]}}")


def corpus(folder: Path, second: str, *overlays: str, first: str = FIRST, **files: str) -> Path:
    """Write a rule-book in two versions, with issuances."""
    written = {f"overlays/arcadia/{n}.yaml": text for n, text in enumerate(overlays)}
    written |= {"base/rules.yaml": first, "base/rules-2025.yaml": second}
    return write(folder, {**written, "base/facts.yaml": FACTS, "base/structures.yaml": STRUCTURES, **files})


def on(folder: Path, day: date, **asked: Any) -> Policy:
    """Resolve the structure that has the issuances."""
    return smpolicy.load(folder).resolve("arcadia", as_of=day, **asked)


def found(folder: Path, *, least: str = "warning") -> list[tuple[str, str]]:
    """Return what is found: the rule, and the words that are underlined."""
    severities = ("error",) if least == "error" else ("error", "warning")
    library = smpolicy.load(folder)
    sources = library.corpus.sources
    return [
        (each.name, sources[each.path].slice(each.span))
        for each in library.diagnostics
        if each.severity in severities and each.span is not None
    ]


def local(policy: Policy) -> dict[str, str]:
    """Return the norms of issuances, each with the provision that it stands under."""
    return {each.id: each.provision for each in policy.norms if each.structure is not None}


@pytest.mark.parametrize("day", [date(2022, 6, 1), date(2023, 6, 1)])
def test_a_local_text_goes_on_when_its_base_is_reissued_in_the_same_words(day: date) -> None:
    """It holds on the days of either version, and nothing is found."""
    library = smpolicy.load(REISSUE)
    policy = library.resolve("north", as_of=day)
    assert policy.evaluate({"person.status": "employee", "north.joke": True}).answer == "contravenes"
    assert [each.name for each in library.diagnostics if each.severity != "note"] == []
    assert [each for each in policy.notices if "Code" in each] == []


def test_of_each_version_the_document_is_named(tmp_path: Path) -> None:
    """A policy is of one version of a work, under its own id and digest; provisions bear the name of the work."""
    policies = [on(corpus(tmp_path, SAME), day) for day in (BEFORE, REVISION, AFTER)]
    assert [each.documents[0].id for each in policies] == ["rules", "rules-2025", "rules-2025"]
    assert [each.documents[0].digest for each in policies].count(policies[0].documents[0].digest) == 1
    assert {each.id for policy in policies for each in policy.entries if each.kind == "provision"} == {
        f"rules:{short}" for short in "123"
    }


def test_under_other_words_a_norm_goes_on_and_is_flagged(tmp_path: Path) -> None:
    """Its readers and its author are told both texts, word by word; whoever decides gets the same answer."""
    folder = corpus(tmp_path, REWORDED, overlay(CODE, DRAWINGS))
    before, after = on(folder, BEFORE), on(folder, AFTER)
    assert local(before) == local(after) == {f"{CODE}#drawings": "rules:1"}
    assert after.evaluate(TOLD).answer == "contravenes"
    assert found(folder) == [("reworded", "rules:1")]
    (flagged,) = (each for each in smpolicy.load(folder).diagnostics if each.name == "reworded")
    words = "Nobody should post photos of {+any+} colleagues."
    assert words in flagged.message
    assert [each.span.path.rpartition("/")[2] for each in flagged.related] == ["rules.yaml", "rules-2025.yaml"]
    assert words in " ".join(after.text().split())
    assert [each.words for each in after.resolution.notices if each.kind == "reworded"] == [
        f"{CODE} goes on, though one norm of it was written under other words: drawings."
    ]
    assert "other words" not in before.text()


@pytest.mark.parametrize(("second", "now"), [(MOVED, "rules:9"), (SPLIT, "rules:1")])
def test_what_moved_or_was_split_takes_along_what_stands_under_it(tmp_path: Path, second: str, now: str) -> None:
    """A norm stands under what its provision has become; of what was split, under the first part, and is flagged."""
    folder = corpus(tmp_path, second, overlay(CODE, DRAWINGS))
    assert [local(on(folder, day))[f"{CODE}#drawings"] for day in (BEFORE, AFTER)] == ["rules:1", now]
    assert found(folder) == ([("reworded", "rules:1")] if second is SPLIT else [])


def test_with_what_is_gone_a_norm_lapses(tmp_path: Path) -> None:
    """It is left out, with the reason that the version gives; so is what stands under it; the rest goes on."""
    below = norm("below", "Staff shall not post sketches.", "{act.shows: {has: [drawing]}}", under='"#drawings"')
    other = norm("other", "Staff shall tell the head.", "{act.told: true}", under="rules:2")
    folder = corpus(tmp_path, GONE, overlay(CODE, DRAWINGS + below + other))
    assert local(on(folder, AFTER)) == {f"{CODE}#other": "rules:2"}
    left_out = {each.id: (each.why, each.words) for each in on(folder, AFTER).left_out}
    words = "arcadia/code#drawings lapsed with Rules 1, under which it stood and which is no more: Photos are free."
    assert left_out[f"{CODE}#drawings"] == ("lapsed", words)
    assert left_out.keys() == {f"{CODE}#drawings", f"{CODE}#below"}
    assert words in " ".join(on(folder, AFTER).text().split())
    assert found(folder) == [("lapsed", "rules:1"), ("lapsed", '"#drawings"')]
    assert on(folder, BEFORE).left_out == ()


def test_a_local_text_goes_through_as_many_versions_as_there_are(tmp_path: Path) -> None:
    """In each of them its provision has another id, and a version in between that is a draft changes nothing."""
    files = {}
    for year in range(2021, 2061):
        text = SAME.replace(ONE, ONE.replace("1", str(year))).replace('under: "1"', f'under: "{year}"')
        text = revised(text, moved=f'{{"{year - 1 if year > 2021 else 1}": "{year}"}}')
        files[f"base/{year}.yaml"] = text.replace("rules-2025", f"rules-{year}").replace("2025-01-01", f"{year}-01-01")
    draft = files["base/2041.yaml"].replace("rules-2041", "draft").replace("status: in-force", "status: draft")
    dates = "{issued: 2020-06-01, effective: {from: 2020-06-01}}"
    folder = corpus(tmp_path, files.pop("base/2021.yaml"), overlay(CODE, DRAWINGS, dates=dates), **files)
    (folder / "base/draft.yaml").write_text(draft)
    library = smpolicy.load(folder)
    for year in range(2021, 2030):  # then the mission is closed
        there = local(library.resolve("arcadia", as_of=date(year, 6, 1)))
        assert there == {f"{CODE}#drawings": f"rules:{year}"}
    last = library.lowered.instruments[CODE]
    assert [each.provision for each in last.norms] == ["rules:2060"]


def test_local_texts_end_with_a_version_that_says_so(tmp_path: Path) -> None:
    """A base may let local texts end with it; what is issued under the next version holds there."""
    first = FIRST.replace("structures: [field_operation]", "structures: [field_operation]\n  ends_with_it: true")
    later = overlay("arcadia/later", DRAWINGS, dates="{issued: 2024-12-01, effective: {from: 2025-01-01}}")
    folder = corpus(tmp_path, SAME, overlay(CODE, DRAWINGS), later, first=first)
    assert (set(local(on(folder, BEFORE))), set(local(on(folder, AFTER)))) == (
        {f"{CODE}#drawings"},
        {"arcadia/later#drawings"},
    )
    assert [each.words for each in on(folder, AFTER).left_out] == [
        "arcadia/code ended with Rule-book No. 1 (version 1), on 1 January 2025: “Missions may issue local rules”."
    ]
    assert found(folder) == [("lapsed", "rules:3")]


def test_a_local_text_begins_to_hold_with_its_base(tmp_path: Path) -> None:
    """One that is older than the whole work waits for it; one that is pinned to a version, for that version."""
    old = overlay(CODE, DRAWINGS, dates="{issued: 2018-12-01, effective: {from: 2019-01-01}}")
    pinned = overlay(
        "arcadia/pinned",
        norm("photos", "Staff shall not post drawings.", "{act.shows: {has: [drawing]}}", under="rules:9"),
        base='{id: rules, version: "2", digest: "sha256:x"}',
    )
    folder = corpus(tmp_path, MOVED.replace('version: "1"', 'version: "2"'), old, pinned)
    held = [set(local(on(folder, day))) for day in (date(2019, 6, 1), date(2020, 1, 1), BEFORE, AFTER)]
    assert held == [
        set(),
        {f"{CODE}#drawings"},
        {f"{CODE}#drawings"},
        {f"{CODE}#drawings", "arcadia/pinned#photos"},
    ]
    assert local(on(folder, AFTER))["arcadia/pinned#photos"] == "rules:9"
    assert ("before-the-si", CODE) not in found(folder)


def test_an_anchor_is_one_of_the_version_under_which_a_text_was_written(tmp_path: Path) -> None:
    """The same anchor is of one provision in an older text, and of another in a newer one where ids were shifted."""
    sections = section("1", "Be kind.") + ONE.replace('id: "1"', "id: 1b").replace("sec_1", "sec_1b")
    shifted = revised(SAME.replace(ONE, sections).replace('under: "1"', "under: 1b"), moved='{"1": 1b}')
    later = overlay("arcadia/later", DRAWINGS, dates="{issued: 2025-01-01, effective: {from: 2025-02-01}}")
    folder = corpus(tmp_path, shifted, overlay(CODE, DRAWINGS), later)
    assert local(on(folder, AFTER)) == {f"{CODE}#drawings": "rules:1b", "arcadia/later#drawings": "rules:1"}
    changes = smpolicy.compare(on(folder, BEFORE), on(folder, date(2025, 1, 15))).texts
    assert [(each.id, each.was, each.kind) for each in changes] == [
        ("rules:1b", "rules:1", "moved"),
        ("rules:1", None, "added"),
    ]


@pytest.mark.parametrize(
    ("second", "kind", "was"),
    [(REWORDED, "reworded", None), (MOVED, "moved", "rules:1"), (SPLIT, "split", None), (GONE, "removed", None)],
)
def test_a_difference_tells_what_became_of_a_provision(tmp_path: Path, second: str, kind: str, was: str | None) -> None:
    """A provision is reworded, moved, split or removed, and never one removed and another added."""
    folder = corpus(tmp_path, second)
    (change,) = smpolicy.compare(on(folder, BEFORE), on(folder, AFTER)).texts
    assert (change.kind, change.was) == (kind, was)
    (back,) = smpolicy.compare(on(folder, AFTER), on(folder, BEFORE)).texts
    assert (back.before, back.after) == (change.after, change.before)


def test_whom_a_slot_names_goes_with_its_provision(tmp_path: Path) -> None:
    """A slot moves with its provision: who was named is still named, a step still leads there, and nothing changes."""
    slots = 'slots:\n  2/press: {under: "2", words: the press office, open: true}\n'
    first, same = (each.replace("open_questions:\n", f"{slots}open_questions:\n") for each in (FIRST, SAME))
    second = revised(same.replace('"2"', '"8"').replace("2/press", "8/press"), moved='{"2": "8"}')
    step = norm(
        "ask", "Staff shall tell the press office first.", "{act.told: true}", under="rules:2",
        step="{do: tell the press office, contact: rules:2/press}",
    )  # fmt: skip
    folder = corpus(tmp_path, second, overlay(CODE, step, slots="{rules:2/press: {name: Ms Press}}"), first=first)
    before, after = on(folder, BEFORE), on(folder, AFTER)
    named = [{slot: each and each.name for slot, each in policy.contacts.items()} for policy in (before, after)]
    assert named == [{"rules:2/press": "Ms Press"}, {"rules:8/press": "Ms Press"}]
    steps = [{each.step.slot for each in policy.norms if each.structure and each.step} for policy in (before, after)]
    assert steps == [{"rules:2/press"}, {"rules:8/press"}]
    assert smpolicy.compare(before, after).contacts == ()


@pytest.mark.parametrize("slot", ["2/press", "2a/press"])
def test_whom_a_slot_names_goes_to_the_part_that_has_it(tmp_path: Path, slot: str) -> None:
    """Where a provision was split, its slot is where the words that open it are."""
    slots = 'slots:\n  2/press: {under: "2", words: the press office, open: true}\n'
    first, same = (each.replace("open_questions:\n", f"{slots}open_questions:\n") for each in (FIRST, SAME))
    whole, part = same.replace("2/press", slot), section("2a", "Everybody should tell the press office.")
    if slot == "2a/press":
        whole = whole.replace('{under: "2"', "{under: 2a")
    second = revised(whole.replace("open_questions:\n", f"{part}open_questions:\n"), split='{"2": ["2", 2a]}')
    second = second.replace(part, "").replace("slots:\n", f"{part}slots:\n")
    folder = corpus(tmp_path, second, overlay(CODE, slots="{rules:2/press: {name: Ms Press}}"), first=first)
    assert {name: each and each.name for name, each in on(folder, AFTER).contacts.items()} == {
        f"rules:{slot}": "Ms Press"
    }


def test_a_review_against_what_is_gone_is_against_nothing_else(tmp_path: Path) -> None:
    """What a reviewer decided on one provision is not taken for a decision on another."""
    review = "{of: '#drawings', kind: forbids-required, against: 'rules:1', by: Legal, date: 2024-01-02, "
    folder = corpus(tmp_path, GONE, overlay(CODE, DRAWINGS, reviews=f"[{review}decision: kept, why: It is narrow.}}]"))
    lowered = smpolicy.load(folder).lowered
    assert {each.against for day in (BEFORE, AFTER) for each in lowered.on(day).instruments[CODE].reviews} == {
        "rules:1"
    }


def test_what_has_lapsed_can_be_superseded_for_good(tmp_path: Path) -> None:
    """A later issuance may say so of a norm that holds no more; of one that never was it may not."""
    later = "{issued: 2025-02-01, effective: {from: 2025-02-01}}"
    for name in ("drawings", "drawing"):
        again = overlay("arcadia/again", TELLING, dates=later, supersedes=f"['{CODE}#{name}']")
        folder = corpus(tmp_path / name, GONE, overlay(CODE, DRAWINGS), again)
        errors = [each.name for each in smpolicy.check(folder).diagnostics if each.severity == "error"]
        assert errors == ([] if name == "drawings" else ["unknown-document"])


def test_an_interpretation_of_what_is_no_instrument_is_reported(tmp_path: Path) -> None:
    """Also where the question that it closes is gone from the next version."""
    closing = interpretation("reading", "wide", interprets="nothing", dates="{effective: {from: 2024-01-01}}")
    start, end = SAME.index("open_questions:\n"), SAME.index("norms:\n")
    asking = SAME[SAME.index("        readings:\n", end) : SAME.index("  tell:\n")]
    second = (SAME[:start] + SAME[end:]).replace(asking, "        act.shows: {has: [photo]}\n")
    folder = corpus(tmp_path, second, **{"base/reading.yaml": closing})
    assert "no instrument is called `nothing`" in [each.message for each in smpolicy.check(folder).diagnostics]


def test_a_draft_of_a_version_holds_not_even_on_the_last_day_there_is(tmp_path: Path) -> None:
    """Its edition is there to be checked, and has no days."""
    folder = corpus(tmp_path, SAME.replace("status: in-force", "status: draft"), overlay(CODE, DRAWINGS))
    policy = smpolicy.load(folder).resolve("elbonia", as_of=date.max)
    assert [each.id for each in policy.documents] == ["rules"]


def test_an_interpretation_goes_on_for_the_questions_that_are_left(tmp_path: Path) -> None:
    """What it closes it closes under the next version too, as long as that leaves the same open."""
    closing = interpretation("reading", "wide", dates="{issued: 2024-01-01, effective: {from: 2024-01-01}}")
    folder = corpus(tmp_path, SAME, **{"base/reading.yaml": closing})
    assert [on(folder, day).resolution.closings for day in (BEFORE, AFTER)] == [{"rules:qa": "wide"}] * 2
    other = SAME.replace("wide: a drawing counts as one", "broad: a drawing counts as one").replace(
        "            wide:", "            broad:"
    )
    folder = corpus(tmp_path, other, **{"base/reading.yaml": closing})
    assert on(folder, AFTER).resolution.closings == {}
    assert [(each.id, each.why) for each in on(folder, AFTER).left_out] == [("reading#rules:qa", "lapsed")]


def test_what_another_instrument_is_examined_with_is_the_work(tmp_path: Path) -> None:
    """An instrument that is examined with the rule-book is examined with each of its versions."""
    beside = """schema: smpolicy/instrument@1
id: beside
title: Beside
number: Beside
short: Beside
issuer: {body: The tests}
status: in-force
layer: 2
version: "1"
dates: {effective: {from: 2020-01-01}}
scope: {with: rules}
provisions: [{id: "1", kind: section, eid: b_1, number: "1.", text: Nobody shall post drawings.}]
norms:
  drawings: {under: "1", text: Nobody shall post drawings, act: {post drawings: {act.shows: {has: [drawing]}}}}
"""
    folder = corpus(tmp_path, SAME, **{"base/beside.yaml": beside})
    assert [on(folder, day).evaluate(TOLD).answer for day in (BEFORE, AFTER)] == ["contravenes"] * 2


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (GONE.replace('gone: {"1": Photos are free.}', ""), [("unaccounted-for", "revises")]),
        (revised(SAME, moved='{"7": "1"}'), [("unknown-provision", '"7"')]),
        (revised(SAME, moved='{"1": "7"}'), [("unknown-provision", '"7"')]),
        (revised(SAME, split='{"1": ["1", "7"]}'), [("unknown-provision", '"7"')]),
        (revised(SAME, gone='{"1": it is gone}', moved='{"1": "2"}'), [("unaccounted-for", "revises")]),
        (SAME.replace("2025-01-01", "2020-01-01"), [("several-governing", "2020-01-01")]),
    ],
)
def test_what_a_version_says_wrongly_is_an_error_where_it_says_it(
    tmp_path: Path, second: str, said: list[tuple[str, str]]
) -> None:
    """What it names is in the version before, or in this one; nothing is dropped in silence; no two hold on one day."""
    folder = corpus(tmp_path, second)
    assert found(folder, least="error") == said
    with pytest.raises(InvalidDocuments):
        on(folder, AFTER)


def test_two_instruments_that_govern_on_one_day_are_an_error_of_check(tmp_path: Path) -> None:
    """They are no versions of one work; what holds on such a day cannot be said, and `resolve` says so."""
    folder = corpus(tmp_path, SAME.replace("work: rules\n", "").replace("rules:", "rules-2025:"))
    assert found(folder, least="error") == [("several-governing", "2025-01-01")]
    with pytest.raises(SeveralInstruments):
        on(folder, AFTER)


def test_a_base_of_ones_own_is_checked_without_the_packaged_one(tmp_path: Path) -> None:
    """Named by its folder, it is checked as it is loaded; what names a packaged instrument stands beside these."""
    folder = corpus(tmp_path / "own", SAME, overlay(CODE, DRAWINGS))
    assert [each.message for each in smpolicy.check(folder).diagnostics if each.severity == "error"] == []
    beside = SAME.replace("scope: {holds", "scope: {with: si31, holds")
    (folder / "base/rules-2025.yaml").write_text(beside)
    (folder / "base/rules.yaml").write_text(FIRST.replace("scope: {holds", "scope: {with: si31, holds"))
    assert "no instrument is called `si31`" not in [each.message for each in smpolicy.check(folder).diagnostics]


def test_a_draft_of_a_version_is_checked_and_holds_on_no_day(tmp_path: Path) -> None:
    """What is wrong in it is found; nothing goes on under it, and nothing is flagged for it."""
    draft = REWORDED.replace("status: in-force", "status: draft").replace("act.told: true", "act.tolled: true")
    folder = corpus(tmp_path, draft, overlay(CODE, DRAWINGS))
    assert [name for name, _ in found(folder)] == ["unknown-fact"]
    folder = corpus(tmp_path, draft.replace("act.tolled", "act.told"), overlay(CODE, DRAWINGS))
    assert on(folder, AFTER).documents[0].id == "rules"


def test_what_is_inconsistent_with_a_later_version_alone_is_found(tmp_path: Path) -> None:
    """An issuance is compared with each version under which it holds."""
    may = norm("may", "Staff may post photos of colleagues.", "{act.shows: {has: [photo]}}", under="rules:2")
    mild = "Everybody may post photos of"
    first, again = (each.replace("Nobody should post photos of", mild) for each in (FIRST, SAME))
    assert found(corpus(tmp_path, again, overlay(CODE, may), first=first)) == []
    stricter = corpus(tmp_path, SAME, overlay(CODE, may), first=first)
    assert found(stricter) == [("inconsistent", "Staff may post photos of colleagues.")]
    assert (on(stricter, BEFORE).clashes, len(on(stricter, AFTER).clashes)) == ((), 1)
