"""Conditions as drafters write them: what cannot be understood is a diagnostic with its place, never a crash."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import smpolicy

ARCADIA = Path(__file__).parents[1] / "data" / "corpora" / "arcadia"

OVERLAY = """schema: smpolicy/overlay@1
id: moldova/try
title: Personal use of social media
status: draft
proposed_for: moldova
drafted_by: nobody in particular
layer: 3
under: si31:7.3
facts:
  moldova.hours: {{question: "How many hours ago?", unit: hour}}
norms:
  try:
    under: si31:7.2.b7
    text: Staff should not post.
    act:
      post: {condition}
"""


def findings(tmp_path: Path, condition: str) -> list[tuple[str, str]]:
    """Check an overlay with one condition; return the errors with the words they underline."""
    path = tmp_path / "try.yaml"
    text = OVERLAY.format(condition=condition)
    path.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    report = smpolicy.check(path)
    found = []
    for each in report.diagnostics:
        if each.severity == "error":
            assert each.span is not None
            found.append((each.name, lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1]))
    return found


@pytest.mark.parametrize(
    ("condition", "name", "underlined"),
    [
        ("post", "not-a-condition", "post"),
        ("{}", "not-a-condition", "{}"),
        ("[activity.interaction]", "not-a-condition", "[activity.interaction]"),
        ("{any: {activity.interaction: post}}", "not-a-condition", "{activity.interaction: post}"),
        ("{not: [activity.interaction]}", "not-a-condition", "[activity.interaction]"),
        ("{activity.interacton: post}", "unknown-fact", "activity.interacton"),
        ("{activity.interaction: psot}", "unknown-value", "psot"),
        ("{activity.interaction: []}", "unknown-value", "[]"),
        ("{activity.discloses: maybe}", "unknown-value", "maybe"),
        ("{content.depicts: {has: osce_operation}}", "unknown-value", "{has: osce_operation}"),
        ("{content.depicts: {shows: [osce_operation]}}", "unknown-value", "{shows: [osce_operation]}"),
        ("{content.depicts: osce_operation}", "unknown-value", "osce_operation"),
        ("{moldova.hours: {below: 3}}", "unknown-value", "{below: 3}"),
        ("{moldova.hours: {under: -1}}", "unknown-value", "{under: -1}"),
        ("{moldova.hours: soon}", "unknown-value", "soon"),
        ("{readings: q1}", "not-a-condition", "q1"),
        ("{readings: {si31:q99: {a: {activity.discloses: true}}}}", "unknown-reading", "si31:q99"),
        ("{readings: {si31:q1: {sought: {activity.discloses: true}}}}", "unknown-reading", "si31:q1"),
        ("{readings: {si31:q2: {a: {activity.discloses: true}}}}", "unknown-reading", "si31:q2"),
    ],
)
def test_each_misunderstanding_has_its_name_and_its_place(
    tmp_path: Path, condition: str, name: str, underlined: str
) -> None:
    """Every form that a condition cannot take is named, at the words that take it."""
    assert findings(tmp_path, condition) == [(name, underlined)]


@pytest.mark.parametrize(
    "condition",
    [
        "{activity.interaction: [post, share], moldova.hours: {at_least: 1, under: 24}}",
        "{any: [{content.depicts: []}, {not: {content.depicts: {any_of: [osce_operation], has: [osce_operation]}}}]}",
        "{all: [], activity.discloses: true}",
        "{readings: {si31:q1: {sought: {activity.discloses: true}, obtained: {any: []}}}}",
        "{moldova.hours: 3}",
    ],
)
def test_every_form_of_a_condition_is_understood(tmp_path: Path, condition: str) -> None:
    """What the reference of documents shows is read without a fault."""
    assert findings(tmp_path, condition) == []


def test_a_fault_in_one_line_does_not_hide_the_next(tmp_path: Path) -> None:
    """All faults of a condition come in one run."""
    condition = "{activity.interacton: post, activity.discloses: maybe, nope.nothing: 1}"
    assert [name for name, _ in findings(tmp_path, condition)] == ["unknown-fact", "unknown-value", "unknown-fact"]


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("    under: si31:7.2.b7", '    under: "#try"', "unknown-provision"),
        ("    text: Staff should not post.", '    text: "  "', "wrong-type"),
        ("    text: Staff should not post.", '    text: "\\u200b"', "wrong-type"),
        ("title: Personal use of social media", 'title: ""', "wrong-type"),
        ("layer: 3", "layer: 3\nslots: {si31:8.1/focal-point: {}}", "wrong-type"),
        ("layer: 3", "layer: 3\nterms: {Social Media: anything}", "claim"),
        ("    act:\n      post: {activity.discloses: true}", "    act: {}", "wrong-type"),
        (
            "    act:",
            "    examples:\n      - {given: [post], expect: broken}\n    act:",
            "wrong-type",
        ),
    ],
)
def test_nothing_empty_or_circular_passes_for_something(tmp_path: Path, before: str, after: str, name: str) -> None:
    """Words without a word, maps without a key, and norms that stand under themselves are found."""
    text = OVERLAY.format(condition="{activity.discloses: true}")
    assert before in text
    path = tmp_path / "try.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert name in {each.name for each in smpolicy.check(path).diagnostics}


def test_a_local_fact_follows_from_what_its_overlay_says(tmp_path: Path) -> None:
    """A derived fact of an overlay holds where the facts do that it follows from, and not everywhere."""
    shutil.copytree(ARCADIA, tmp_path, dirs_exist_ok=True)
    overlay = """schema: smpolicy/overlay@1
id: arcadia/derived
title: T
status: draft
proposed_for: arcadia
drafted_by: The tests
layer: 3
under: si31:7.3
facts:
  arcadia.at_night: {question: Is it night?, kind: circumstance}
  arcadia.late: {meaning: whether it is late, derived: {"true": {arcadia.at_night: true}}}
norms:
  one:
    under: si31:7.2.b7
    text: Staff shall not post late.
    act: {post: {activity.interaction: post}}
    when: {late: {arcadia.late: true}}
"""
    (tmp_path / "overlays" / "arcadia" / "derived.yaml").write_text(overlay, encoding="utf-8")
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=date(2026, 1, 1), drafts=True)
    statuses = {
        late: policy.evaluate({"arcadia.at_night": late, "activity.interaction": "post"}).findings[
            "arcadia/derived#one"
        ]
        for late in (True, False)
    }
    assert "broken" in statuses[True].possible
    assert "broken" not in statuses[False].possible
    assert "outside" in statuses[False].possible
