"""A question closes only by a document: from its day on one reading is taken, on earlier days all of them stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpora import base, interpretation, load, overlay, write
from smpolicy import InvalidDocuments, Policy
from smpolicy import load as load_any

BEFORE, FROM = date(2024, 12, 31), date(2025, 1, 1)
DRAWING = {"person.category": "staff", "act.done": True, "act.shows": ["drawing"], "act.told": True}


def policy(folder: Path, day: date, *, drafts: bool = False, **documents: str) -> Policy:
    """Resolve arcadia with these interpretations."""
    write(base(folder), {f"interpretations/{name}.yaml": text for name, text in documents.items()})
    return load(folder).resolve("arcadia", as_of=day, drafts=drafts)


@pytest.mark.parametrize(("reading", "answer"), [("narrow", "no_departure_found"), ("wide", "departs")])
def test_one_reading_from_its_day_on(tmp_path: Path, reading: str, answer: str) -> None:
    """The day before, both readings stand and the answer is to seek advice; on the day itself one is taken."""
    document = interpretation("i-1", reading)
    earlier = policy(tmp_path, BEFORE, one=document).evaluate(DRAWING)
    assert (earlier.answer, [each.id for each in earlier.readings]) == ("seek_advice", ["rules:qa"])
    later = policy(tmp_path, FROM, one=document)
    assert (later.evaluate(DRAWING).answer, later.evaluate(DRAWING).readings) == (answer, ())
    assert [each.id for each in later.documents][-1] == "i-1", "the decision names what it rests on"
    assert [entry.text for entry in later.entries if entry.kind == "interpretation"] == ["So it is to be read."]
    assert "Interpretation by The tests: Interpretation i-1, to be taken from 1 January 2025" in later.text()
    assert "So it is to be read." in later.text()


def test_earlier_days_are_untouched(tmp_path: Path) -> None:
    """What holds on a day before is the same, byte for byte, with the document and without it."""
    from smpolicy.render.policy import policy_json

    without = policy_json(policy(tmp_path / "a", BEFORE))
    having = policy_json(policy(tmp_path / "a", BEFORE, one=interpretation("i-1", "wide")))
    assert having == without


def test_a_draft_counts_only_where_asked_for(tmp_path: Path) -> None:
    """A draft closes nothing unless drafts are asked for; then the notice stands beside it."""
    draft = interpretation("i-1", "wide", status="draft", issuer=None, drafted_by="The tests")
    assert policy(tmp_path, FROM, one=draft).evaluate(DRAWING).answer == "seek_advice"
    asked = policy(tmp_path, FROM, drafts=True, one=draft)
    assert asked.evaluate(DRAWING).answer == "departs"
    assert "Draft by The tests. Not issued by Mission to Arcadia. Binds nobody." in asked.notices


def test_a_later_one_takes_its_place(tmp_path: Path) -> None:
    """It supersedes the earlier from its own day on; until then the earlier holds."""
    first = interpretation("i-1", "wide")
    second = interpretation(
        "i-2", "narrow", supersedes="[i-1]", dates="{issued: 2026-01-01, effective: {from: 2026-01-01}}"
    )
    assert policy(tmp_path, date(2025, 12, 31), one=first, two=second).evaluate(DRAWING).answer == "departs"
    later = policy(tmp_path, date(2026, 1, 1), one=first, two=second)
    assert later.evaluate(DRAWING).answer == "no_departure_found"
    assert [(each.id, each.why) for each in later.left_out] == [("i-1", "superseded")]


def test_two_that_differ_leave_it_open(tmp_path: Path) -> None:
    """Nothing decides between two that both hold: the question stays open, and the policy says so."""
    two = policy(tmp_path, FROM, one=interpretation("i-1", "wide"), two=interpretation("i-2", "narrow"))
    assert two.evaluate(DRAWING).answer == "seek_advice"
    assert any("different readings of rules:qa" in notice for notice in two.notices)
    assert [each.name for each in load(tmp_path).diagnostics] == ["contradicting-interpretations"]


@pytest.mark.parametrize(
    ("change", "rule", "mend"),
    [
        ({"reading": "other"}, "unknown-reading", "its readings are `narrow`, `wide`"),
        ({"closes": "{rules:qz: {reading: wide, text: So.}}"}, "unknown-reading", "its open questions are `rules:qa`"),
        ({"interprets": "si99"}, "unknown-document", "the instruments are `rules`"),
        ({"supersedes": "[i-9]"}, "unknown-document", "name an interpretation by its id"),
        ({"issuer": None}, "issuance-without-issuer", "issuer: {body: ..., signed_by: ...}"),
        ({"status": "draft", "drafted_by": "The tests"}, "draft-with-issuer", "write `drafted_by:`"),
        ({"status": "draft", "issuer": None}, "draft-without-author", "who wrote it"),
        (
            {"dates": "{effective: {from: 2025-01-01, until: 2025-01-01}}"},
            "empty-interval",
            "`until` the first on which it no longer holds",
        ),
    ],
)
def test_what_can_be_wrong_with_one(tmp_path: Path, change: dict[str, str], rule: str, mend: str) -> None:
    """Each mistake has its finding, with how to mend it; nothing is resolved as if it had not been written."""
    document = interpretation("i-1", **{"reading": "wide", **change})
    write(base(tmp_path), {"interpretations/one.yaml": document})
    library = load_any(tmp_path)
    found = [each for each in library.diagnostics if each.name == rule]
    assert found != [], [each.name for each in library.diagnostics]
    assert mend in found[0].help
    with pytest.raises(InvalidDocuments):
        library.resolve("arcadia", as_of=FROM)


def test_the_readback_of_a_norm_follows(tmp_path: Path) -> None:
    """Where the question is closed, the read-back gives the reading taken, and says so."""
    document = interpretation("i-1", "wide")
    before, after = policy(tmp_path, BEFORE, one=document), policy(tmp_path, FROM, one=document)
    said = [one.readback(next(norm for norm in one.norms if norm.id == "rules:photos")) for one in (before, after)]
    assert "as open question QA is read" in said[0]
    assert "open question QA being closed: a drawing counts as one" in said[1]


def test_structures_have_no_part_in_it(tmp_path: Path) -> None:
    """What a structure issues closes nothing: a claim about the meaning of the text is shown and never applied."""
    claim = "[{kind: term, under: rules:1, text: A drawing is a photo.}]"
    write(base(tmp_path), {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", claims=claim)})
    assert load(tmp_path).resolve("arcadia", as_of=FROM).evaluate(DRAWING).answer == "seek_advice"
