"""Parts of what is compiled, each by itself: cells, tests of facts, what is told, left, and asked."""

from __future__ import annotations

import hashlib
import itertools
import random
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import corpora
from drawn_rows import some_row
from profiles import draws
from smpolicy import Library, Policy
from smpolicy.deciding import cells, diagram
from smpolicy.deciding.cells import cells_of
from smpolicy.deciding.compiled.bearing import Bearing
from smpolicy.deciding.compiled.expressions import CAN_BE, Leaf
from smpolicy.deciding.compiled.formulas import bits, united
from smpolicy.deciding.compiled.groups import NOTHING_ASSUMED
from smpolicy.deciding.compiled.left import Left
from smpolicy.deciding.compiled.model import Model
from smpolicy.deciding.compiled.numbers import Numbers
from smpolicy.deciding.compiled.stating import CompiledFact, Unreadable
from smpolicy.deciding.compiled.writing import canonical, digest_of_text, read_json
from smpolicy.meaning.domains.day import Day
from smpolicy.meaning.domains.domain import SHARED
from smpolicy.meaning.domains.integer import Integer
from smpolicy.meaning.domains.sets import Sets
from smpolicy.policy.for_good import program_of

DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def policy(packaged: Library) -> Policy:
    """Return the policy with most facts."""
    return packaged.resolve("bih", as_of=DAY, drafts=True)


# Cells


def test_a_cell_may_have_just_so_many_combinations(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has just as many as permitted is a cell, and what has one more stays formulas."""
    program = policy.program
    found = cells_of(program, [], narrow=False)
    sizes = sorted({len(each.combinations) for each in found.cells if len(each.places) > 1})
    assert len(sizes) > 2
    for most in sizes[1:]:
        monkeypatch.setattr(cells, "MOST_COMBINATIONS", most)
        assert _tied(cells_of(program, [], narrow=False)) == {each for each in _tied(found) if each[1] <= most}
        monkeypatch.setattr(cells, "MOST_COMBINATIONS", most - 1)
        assert _tied(cells_of(program, [], narrow=False)) == {each for each in _tied(found) if each[1] < most}


def _tied(found: cells.Cells) -> set[tuple[tuple[int, ...], int]]:
    return {(each.places, len(each.combinations)) for each in found.cells if len(each.places) > 1}


# Facts

DAYS = [date(2025, 12, 31), DAY, date(2026, 1, 2), date(2026, 3, 1), date(2026, 3, 2)]
SUBSETS = [frozenset(each) for size in range(4) for each in itertools.combinations("abc", size)]
OPERANDS: dict[str, tuple[Any, list[Any], list[frozenset[Any]]]] = {
    "day": (Day, DAYS, [*(frozenset((each,)) for each in DAYS), frozenset((DAYS[1], DAYS[3]))]),
    "integer": (Integer, [0, 1, 23, 24, 25], [*(frozenset((each,)) for each in (1, 24)), frozenset((1, 24))]),
    "set": (Sets, SUBSETS, [each for each in SUBSETS if each]),
}


@pytest.mark.parametrize("kind", OPERANDS)
def test_a_fact_passes_a_test_where_its_kind_says_so(kind: str) -> None:
    """Each relation that a kind of fact has, on values at, before and behind what it names."""
    domain, values, operands = OPERANDS[kind]
    fact = CompiledFact("act.it", 0, {"kind": kind, "conduct": False, "cells": [], "names": ["a", "b", "c"]})
    relations = domain.relations if kind == "set" else {**SHARED, **domain.relations}
    for name, relation in relations.items():
        for operand in operands:
            if (name == "during") is not (len(operand) == 2) and kind == "day":
                continue
            if name not in SHARED and kind == "integer" and len(operand) != 1:
                continue
            written = sorted(each.isoformat() if isinstance(each, date) else each for each in operand)
            for value in values:
                held = relation.holds(value, operand)
                assert fact.passes(value, name, written) is held, (name, value, operand)


def test_only_days_as_they_are_written_are_days() -> None:
    """Ten characters of which two are strokes and all others digits, and a day that there is."""
    fact = CompiledFact("act.it", 0, {"kind": "day", "conduct": False, "cells": []})
    assert fact.read("2028-02-29") == fact.read(date(2028, 2, 29)) == date(2028, 2, 29)
    for said in (
        "2026-02-29",
        "2026/01-01",
        "2026-01/01",
        "2026-W01-1",
        "20260101",
        "2026-1-01",
        "٢٠٢٦-01-01",
        20260101,
    ):
        assert fact.read(said) is None


@pytest.mark.parametrize(("kind", "of"), [("integer", int), ("day", date.fromordinal)])
def test_a_leaf_asks_whether_a_value_is_in_a_stretch(kind: str, of: Any) -> None:
    """From its first value on, up to the first behind it, if there is one: and in any of several."""
    fact = CompiledFact("act.it", 0, {"kind": kind, "conduct": False, "cells": []})
    drawn: list[list[list[Any]]] = [[[1, 24]], [[24, None]], [[1, 24], [30, 31]], [[1, 2], [24, None]]]
    for stretches in drawn:
        leaf = Leaf(CAN_BE, fact, values=tuple(stretches))
        for number in (1, 2, 23, 24, 25, 29, 30, 31):
            held = any(number in range(first, behind or 10**6) for first, behind in stretches)
            assert leaf.holds(of(number)) is held, (stretches, number)
        assert leaf.holds(None)
        assert leaf.holds("not_sure")


# What is told of a condition


@st.composite
def conditions(draw: st.DrawFn) -> Any:
    """Draw a condition in which each fact stands once."""
    numbers = itertools.count()

    def drawn(depth: int) -> list[Any]:
        kinds = ("test", "not", "all", "any", "by") if depth else ("test",)
        kind = draw(st.sampled_from(kinds))
        if kind == "test":
            return ["test", f"act.f{next(numbers)}", "one-of", [True]]
        if kind == "not":
            return ["not", drawn(depth - 1)]
        parts = [drawn(depth - 1) for _ in range(draw(st.integers(1, 3)))]
        if kind == "by":
            return ["by", "rules:q", *([f"r{at}", part] for at, part in enumerate(parts))]
        return [kind, *parts]

    return drawn(2), next(numbers)


def outcomes(condition: Any, values: dict[str, bool | None]) -> set[bool]:
    """Return what can come of a condition: however what is open is, and however a question is read."""
    kind, *rest = condition
    if kind == "test":
        said = values[rest[0]]
        return {True, False} if said is None else {said}
    if kind == "by":
        return set().union(*(outcomes(part, values) for _, part in rest[1:]))
    found = [outcomes(part, values) for part in rest]
    if kind == "not":
        return {not each for each in found[0]}
    return {(all if kind == "all" else any)(each) for each in itertools.product(*found)}


class Knowing(Left):
    """What is left, where it is known what some facts are."""

    __slots__ = ("values",)

    def __init__(self, values: dict[str, bool | None]) -> None:
        """Take what they are."""
        fact = CompiledFact("act.it", 0, {"kind": "boolean", "conduct": False, "cells": []})
        super().__init__(SimpleNamespace(by_name=dict.fromkeys(values, fact)), {})  # type: ignore[arg-type]
        self.values = values

    def only_value(self, name: str) -> Any:
        """Return what a fact is, where it is known."""
        return self.values[name]


@settings(max_examples=draws(400))
@given(conditions(), st.lists(st.sampled_from((True, False, None)), min_size=27, max_size=27))
def test_what_a_fact_presupposes_is_told_where_nothing_open_can_change_it(
    drawn: tuple[Any, int], known: list[bool | None]
) -> None:
    """It surely holds, or surely does not, however what is open is, and however it is read; else it is open."""
    condition, count = drawn
    values = {f"act.f{at}": known[at] for at in range(count)}
    fact: Any = SimpleNamespace(presupposes=condition)
    found = outcomes(condition, values)
    event(str(found))
    assert Knowing(values).presupposed(fact) is (found.pop() if len(found) == 1 else None)


# What statements leave

#: What departs from a provision, whatever else is so.
BROKEN = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
    "activity.interaction": "share",
    "activity.discloses": True,
    "content.recording_kind": "photo",
    "content.depicts": ["osce_official_on_duty", "osce_operation"],
    "purpose.directly_supports_official_activity": False,
}


def rows(policy: Policy) -> Iterator[dict[str, Any]]:
    """Yield activities of which little, some and all is known."""
    chance = random.Random(4)
    for known in (0.05, 0.2, 0.5, 1.0):
        for _ in range(12):
            yield some_row(policy, chance, known)


def test_statements_joined_as_numbers_leave_what_they_leave_one_by_one(policy: Policy) -> None:
    """The cells that are touched, and the cubes that are killed: all of them, and no others."""
    model = program_of(policy).model
    numbers, compared = Numbers(model), 0
    for facts in rows(policy):
        try:
            alone, tied = model.statements(facts)
            effects = [model.leaving.effect(each.group, (each,), NOTHING_ASSUMED) for each in alone]
            effects += [model.leaving.effect(group, each, NOTHING_ASSUMED) for group, each in tied.items()]
        except Unreadable:
            with pytest.raises(Unreadable):
                numbers.joined(facts)
            continue
        touched, killed = (united(getattr(each, what) for each in effects) for what in ("touched", "killed"))
        for _ in range(2):  # found, and kept
            assert numbers.joined(facts) == (touched, killed)
        compared += 1
    assert compared > 30


def test_what_a_fact_surely_is_the_search_finds_too(policy: Policy) -> None:
    """Of what nobody stated: the one value that the constraints permit, if there is one; of a set nothing is said."""
    program, compared = program_of(policy), dict.fromkeys((True, False), 0)
    for facts in rows(policy):
        verdict = program.attempt(facts, neutral=False)
        if verdict is None:
            continue
        left = policy.program.left_by({**policy.given})
        for name, meant in policy.vocabulary.read(facts)[0].items():
            policy.program.restrict(left, name, meant)
        for fact in program.model.facts:
            if fact.name in facts or fact.name in policy.given:
                continue
            only = verdict.only_value(fact.name)
            domain = policy.vocabulary.facts[fact.name].domain
            if fact.kind not in ("boolean", "enum"):
                assert fact.kind != "set" or only is None
                continue
            values = [True, False] if fact.kind == "boolean" else domain.names()
            possible = [each for each in values if policy.program.agrees(left, {fact.name: each})]
            assert only == (possible[0] if len(possible) == 1 else None), fact.name
            compared[only is not None] += 1
    assert min(compared.values()) > 20


def test_by_search_too_a_level_is_below_another(packaged: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no diagram fits, the search tells whether anything milder is possible, as the levels that are do."""
    monkeypatch.setattr(diagram, "MOST_NODES", 10)
    program = program_of(packaged.resolve("secretariat", as_of=DAY))
    assert program.method == "search"
    found = set()
    for facts in ({}, {"activity.channel": "not_social_media"}, BROKEN):
        verdict = program.evaluate(facts, assume="neutral" if facts else "none")
        for level in range(1, 4):
            milder = bool(verdict.levels & ((1 << level) - 1))
            assert verdict.can_be_below(level, verdict.left, verdict.touched) is milder
            found.add(milder)
    assert found == {True, False}


# What matters

TIED = """  act.sent: {question: Was the form sent?, kind: conduct, neutral: true}
  act.marks: {question: What is on it?, members: {seal: a seal}}
  act.noted: {question: Did you note it down?, kind: conduct, neutral: false}
constraints:
  - why: To tell is to send the form.
    if_and_only_if: [{act.told: true}, {act.sent: true}]
  - why: Only what was told is noted.
    if: {act.noted: true}
    then: {act.told: true}
  - why: What was told has no seal.
    if: {act.told: true}
    then: {act.marks: {lacks: [seal]}}
"""


@pytest.fixture
def tied(tmp_path: Path) -> Policy:
    """Return a policy of which constraints tie some facts together."""
    folder = corpora.base(tmp_path)
    facts = folder / "base" / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8") + TIED, encoding="utf-8")
    return corpora.load(folder).resolve("centre", as_of=DAY)


def test_of_a_set_that_nobody_stated_nothing_is_said(tied: Policy) -> None:
    """Also where it can only be empty: what a person ticks in a list is theirs to say."""
    program = program_of(tied)
    assert program.model.by_name["act.marks"].values
    assert program.evaluate({"act.told": True}).only_value("act.marks") is None
    assert program.evaluate({"act.noted": True}).only_value("act.told") is True


def test_of_facts_that_only_move_together_no_other_is_asked(tied: Policy) -> None:
    """Two facts are one by a constraint, and both are asked; a third, tied to them, would change nothing by itself."""
    stated = {"act.done": True, "act.shows": [], "person.category": "staff"}
    verdict = program_of(tied).evaluate(stated)
    assert sorted(verdict.questions) == ["act.sent", "act.told"]
    assert [each.name for each in tied.ruling(stated).questions] == list(verdict.questions)


# JSON and digests

NO_JSON = ["", " ", "[1,]", "[1] 2", "{'a': 1}", '"a\nb"', "NaN", "[Infinity]", "-Infinity", "[1", "01", "truth"]
ABSENT = [(), ("_json",), ("_sha2",), ("_sha2", "_sha256")]


@pytest.mark.parametrize("absent", ABSENT, ids=" ".join)
def test_an_interpreter_without_a_part_reads_and_digests_the_same(
    absent: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the standard library stands on is used where it is there, and the packages above it elsewhere."""
    for name in absent:
        monkeypatch.setitem(sys.modules, name, None)
    text = ' {"b": [1, -0.5, true, null, "\\u20ac\\n"], "a": {}}\n'
    assert read_json(text) == {"a": {}, "b": [1, -0.5, True, None, "€\n"]}
    assert canonical(read_json(text)) == '{"a":{},"b":[1,-0.5,true,null,"\\u20ac\\n"]}'
    assert digest_of_text("€") == f"sha256:{hashlib.sha256('€'.encode()).hexdigest()}"
    for wrong in NO_JSON:
        with pytest.raises(ValueError):  # noqa: PT011  (each part of the library has words of its own)
            read_json(wrong)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_json_has_no_word_for_is_not_written(number: float) -> None:
    """No digest is taken of what nobody else could read."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical([number])


# Bearing


def _bearing(policy: Policy) -> tuple[Bearing, Model]:
    model = policy.compile().model
    return Bearing(model.cubes, model.widths, model.data["cubes"]["sizes"], model.terms, model.values_of), model


def test_what_bears_on_a_cell_is_told_by_its_cubes(policy: Policy) -> None:
    """A cube that makes an outcome leaves a value to a cell that it speaks of where its mask has it, one by one."""
    bearing, model = _bearing(policy)
    seen = 0
    for cell, width in enumerate(model.widths):
        leaving = bearing.leaving(cell)
        assert len(leaving) == width
        for place, level in enumerate(bearing.levels):
            mask = bearing.masks(place).get(cell)
            for value, cubes in enumerate(leaving):
                assert cubes >> place & 1 == (level > 0 and mask is not None and mask >> value & 1)
                seen += cubes >> place & 1
    assert seen > 100
    for level in range(6):
        assert bearing.above(level) == sum(1 << place for place, each in enumerate(bearing.levels) if each > level)


def test_what_bears_on_a_cell_is_seen_only_when_it_is_whole(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks while another thread works it out gets all of it: here the same thread asks in between."""
    bearing, model = _bearing(policy)
    cell = next(cell for cell, literals in enumerate(model.cubes.literals) if len(literals) > 1)
    between: list[list[int]] = []

    def asking_in_between(mask: int) -> Iterator[int]:
        monkeypatch.undo()
        between.append(list(bearing.leaving(cell)))
        return bits(mask)

    monkeypatch.setattr("smpolicy.deciding.compiled.bearing.bits", asking_in_between)
    assert bearing.leaving(cell) == between[0]
    assert any(between[0])
