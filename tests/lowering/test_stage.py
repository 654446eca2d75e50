"""Which fact tells whether something is planned or done is for the documents to say: `stage: true`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import smpolicy
from checks.faults import underlined
from corpora import base, norm, overlay, write

DAY = date(2026, 1, 1)
PHOTO: dict[str, Any] = {"person.category": "staff", "act.done": True, "act.shows": ["photo"], "act.told": True}


def with_fact(folder: Path, fact: str) -> Path:
    """Write the invented corpus with one fact more in its vocabulary."""
    facts = base(folder) / "base/facts.yaml"
    facts.write_text(facts.read_text().replace("facts:\n", f"facts:\n  {fact}\n", 1))
    return folder


def test_whatever_it_is_called_it_tells_the_tense_of_what_there_is_to_do(tmp_path: Path) -> None:
    """Stated, it leaves one; said not to be sure of, or not spoken of, it leaves both."""
    with_fact(tmp_path, "act.still: {question: Is it done?, values: {done: it is, planned: it is not}, stage: true}")
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    told = {}
    for said in ("planned", "done", "not_sure", None):
        decision = policy.evaluate(PHOTO if said is None else {**PHOTO, "act.still": said})
        (mend,) = decision.to_json()["mends"]
        told[said] = [act["stage"] for act in mend["acts"]]
    both = ["planned", "done"]
    assert told == {"planned": ["planned"], "done": ["done"], "not_sure": both, None: both}


def test_its_values_are_the_two_stages(tmp_path: Path) -> None:
    """Any others are refused where it is said to tell the stage, and it tells none."""
    folder = with_fact(tmp_path, "act.still: {question: Is it done?, values: {done: yes, begun: no}, stage: true}")
    report = smpolicy.check(folder, policies=folder)
    (found,) = report.diagnostics
    assert (found.name, underlined(folder / "base/facts.yaml", found)) == ("unknown-value", "stage")
    assert found.help.startswith("give it `values:` of these two names")
    assert not report.library.lowered.vocabulary.facts["act.still"].stage


def test_an_overlay_asks_for_no_stage_of_its_own(tmp_path: Path) -> None:
    """It is asked once, for every structure: a local fact that would tell it is refused, and tells none."""
    facts = "{arcadia.still: {question: Is it done?, values: {done: it is, planned: it is not}, stage: true}}"
    path = tmp_path / "overlays/arcadia/1.yaml"
    write(
        base(tmp_path),
        {
            "overlays/arcadia/1.yaml": overlay(
                "arcadia/ai-1",
                norm("late", "Staff shall not post drawings.", "{act.shows: {has: [drawing]}}"),
                facts=facts,
            )
        },
    )
    report = smpolicy.check(tmp_path, policies=tmp_path)
    (found,) = [each for each in report.diagnostics if each.severity == "error"]
    assert (found.name, underlined(path, found)) == ("base-only-key", "stage")
    assert not report.library.lowered.vocabulary.facts["arcadia.still"].stage


STILL = "act.still: {question: Is it done?, values: {done: it is, planned: it is not}, stage: true}"


def test_one_fact_alone_tells_the_stage(tmp_path: Path) -> None:
    """A second one is refused where it says so, and the first is shown; the first alone tells it."""
    folder = with_fact(tmp_path, STILL)
    more = STILL.replace("act.still", "act.yet")
    write(folder, {"base/more.yaml": f"schema: smpolicy/vocabulary@1\nid: more\ntitle: More\nfacts:\n  {more}\n"})
    report = smpolicy.check(folder, policies=folder)
    (found,) = report.diagnostics
    assert (found.name, found.severity, underlined(folder / "base/more.yaml", found)) == (
        "unfit-stage", "error", "stage"
    )  # fmt: skip
    assert [each.span for each in found.related] == [report.library.lowered.vocabulary.facts["act.still"].span]
    assert [fact.name for fact in report.library.lowered.vocabulary.facts.values() if fact.stage] == ["act.still"]


def test_the_same_fact_in_two_vocabularies_is_one(tmp_path: Path) -> None:
    """Said again in the very same words, it is no second fact."""
    folder = with_fact(tmp_path, STILL)
    write(folder, {"base/more.yaml": f"schema: smpolicy/vocabulary@1\nid: more\ntitle: More\nfacts:\n  {STILL}\n"})
    assert smpolicy.check(folder, policies=folder).diagnostics == ()


def test_what_follows_tells_no_stage(tmp_path: Path) -> None:
    """Nobody is asked about a fact that follows from others: it is refused where it would tell the stage."""
    follows = "derived: {done: {act.done: true}, planned: {act.done: false}}"
    fact = f"act.still: {{meaning: over, values: {{done: it is, planned: it is not}}, {follows}, stage: true}}"
    folder = with_fact(tmp_path, fact)
    report = smpolicy.check(folder, policies=folder)
    (found,) = report.diagnostics
    assert (found.name, underlined(folder / "base/facts.yaml", found)) == ("unfit-stage", "stage")
    assert not report.library.lowered.vocabulary.facts["act.still"].stage
