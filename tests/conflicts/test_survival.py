"""What survives: in few words, and as documents state conditions: it can be pasted, and means the same again."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import oracle
import smpolicy
from checks.faults import checked
from conflicts.test_kinds import FILES
from conflicts.test_section_5 import DAY, overlaid
from corpora import base, norm, overlay, write
from deciding.test_laws import library, policy
from profiles import draws
from smpolicy.conflicts.covering import as_formula, covered
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.worlds import disj
from smpolicy.documents.document import Document
from smpolicy.render.condition import plain_condition
from smpolicy.testing import strategies as drawn

SENTENCE = "words that state it"


def stating(base: list[Document], condition: dict[str, Any]) -> list[Document]:
    """Return documents with one overlay norm that states a condition."""
    norm = {
        "under": "si31:1",
        "text": f"A sentence with {SENTENCE}.",
        "force": "should",
        "polarity": "do",
        "act": {SENTENCE: {"act.posted": True}},
        "when": {SENTENCE: condition},
    }
    return [*base, drawn.document(drawn.overlay("arcadia", [norm]), "overlays/arcadia/ai-1.yaml")]


@settings(max_examples=draws(40, heavy=True), suppress_health_check=list(HealthCheck))
@given(drawn.bases(most_norms=1, most_members=2), drawn.conditions())
def test_a_condition_that_is_written_out_means_the_same_again(base: list[Document], condition: dict[str, Any]) -> None:
    """Read, written out as plain values and read again, a condition holds in the same worlds, and is written alike."""
    first = policy(stating(base, condition))
    (read,) = (norm.when[0].condition for norm in first.norms if norm.structure is not None)
    written = plain_condition(read)
    second = policy(stating(base, written))
    (again,) = (norm.when[0].condition for norm in second.norms if norm.structure is not None)
    assert plain_condition(again) == written
    meant = oracle.meaning(first)
    for world in islice(meant.worlds({}), 300):
        assert meant.true(read, world) == meant.true(again, world)


def told() -> list[str]:
    """Return what is said to survive, over the documents of the kinds and the packaged drafts."""
    reports = [*(checked(path) for path in FILES.values()), smpolicy.check()]
    return [each.survives for report in reports for each in report.diagnostics if each.survives]


def test_what_survives_is_said_in_few_words() -> None:
    """At most ten in most findings, and never more than forty; nothing circular, and nothing of mere reach."""
    said = told()
    lengths = [len(each.split()) for each in said]
    assert median(lengths) <= 10
    assert max(lengths) <= 40
    assert not [each for each in said if "does not lead to" in each or "does not reach" in each]


WAYS = [
    # what the overlay norm says itself is not said again: whose profile it is, and that others posted something
    ("forbids-required-on-own-profile", "where the content is not inappropriate"),
    # its own limb, that it serves a purpose, is not asked for again
    (
        "permits-disapproved-for-a-purpose",
        "where it discloses nothing, or safety and security are borne in mind; more depends on Q4.2",
    ),
    ("permits-disapproved-by-following", "where the association is not chosen"),
]


@pytest.mark.parametrize(("name", "words"), WAYS)
def test_nothing_is_said_that_follows_from_the_norm_itself(name: str, words: str) -> None:
    """What survives is told by what is left open."""
    assert [each.survives for each in checked(FILES[name]).diagnostics] == [words]


def test_a_fact_without_a_clause_is_told_by_its_question(tmp_path: Path) -> None:
    """Documents that say nothing of clauses are understood all the same."""
    permission = norm("drawings", "Drawings of colleagues may be posted.", "{act.shows: {has: [drawing]}}")
    folder = write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/1", permission)})
    (found,) = smpolicy.load(folder).diagnostics
    assert found.survives == "where “What does it show?” not ‘a photo of colleagues’, depending on QA"


def test_questions_are_named_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    """Q10 follows Q2, as in a list of questions."""
    folder = base(tmp_path)
    rules = folder / "base" / "rules.yaml"
    drawing = "{act.shows: {any_of: [photo, drawing]}}"
    other = f"{{readings: {{rules:qb: {{yes: {drawing}, no: {{act.shows: {{has: [photo]}}}}}}}}}}"
    second = "qb: {number: Q2, question: Is it meant?, touches: [rules:photos], readings: {yes: it is, no: it is not}}"
    text = (
        rules.read_text(encoding="utf-8")
        .replace("number: QA", "number: Q10")
        .replace(f"wide: {drawing}", f"wide: {other}")
    )
    rules.write_text(text.replace("  qa:", f"  {second}\n  qa:", 1), encoding="utf-8")
    permission = norm("drawings", "Drawings of colleagues may be posted.", "{act.shows: {has: [drawing]}}")
    (found,) = smpolicy.load(write(folder, {"overlays/arcadia/1.yaml": overlay("arcadia/1", permission)})).diagnostics
    assert found.survives == "where “What does it show?” not ‘a photo of colleagues’, depending on Q2 and Q10"


def _alike(_place: int) -> int:
    """Prefer no variable to another."""
    return 0


@settings(max_examples=draws(15, heavy=True), suppress_health_check=list(HealthCheck))
@given(overlaid())
def test_ways_cover_a_formula_and_none_can_be_left_out(documents: list[Document]) -> None:
    """Where it is given, a formula holds exactly where one of its ways does; without any of them, it does not."""
    program = library(documents).resolve("arcadia", as_of=DAY).program
    prover = Prover(program=program, given={})
    for clause in program.clauses:
        if not prover.can_hold(clause.when.formula, clause.act.formula):
            continue
        ways = [as_formula(way) for way in covered(prover, clause.act.formula, clause.when.formula, _alike)]
        one = disj(ways)
        assert not prover.can_hold(clause.when.formula, clause.act.formula, program.negated(one))
        assert not prover.can_hold(clause.when.formula, one, program.negated(clause.act.formula))
        for way in ways:
            others = disj(each for each in ways if each is not way)
            assert prover.can_hold(clause.when.formula, clause.act.formula, program.negated(others))
