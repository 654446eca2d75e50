"""Many activities at once are decided as each is by itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import smpolicy
from deciding.compiling_draws import Drafted, activities, policies
from drawn_rows import exactly, some_row
from profiles import draws
from smpolicy.deciding.compiled import expressions, many
from smpolicy.deciding.compiled.groups import TiedFacts
from smpolicy.deciding.compiled.stating import CompiledFact
from smpolicy.foundations.errors import UnknownAssumption, UnreadableRows
from smpolicy.policy import Policy

DAY = date(2026, 1, 1)
#: What is an answer to hardly any fact, or only looks like one.
HOSTILE: tuple[object, ...] = (
    *(1, 0, 1.0, -1, 10**40, float("nan"), "true", "", "post", None, b"post", datetime(2026, 1, 1), "2026-02-30"),
    *(
        ["a"],
        [["a"]],
        [1],
        [],
        {},
        {"has": 1},
        {"has": ["map"], "lacks": ["map"]},
        ("map",),
        frozenset({"map"}),
        object,
    ),
)


def said(row: smpolicy.RowDecision) -> tuple[Any, ...]:
    """Return what is decided of a row, as `exactly` does."""
    return (row.refusal,) if row.refusal else (row.answer, row.possible, row.broken, row.may_be_broken)


@settings(max_examples=draws(60, heavy=True), suppress_health_check=list(HealthCheck))
@given(policies(), st.lists(activities(), min_size=3, max_size=8), st.sampled_from(("none", "neutral")))
def test_rows_of_drawn_policies_are_decided_as_the_exact_search_does(
    drafted: Drafted, rows: list[dict[str, Any]], how: Any
) -> None:
    """Row by row the same answer, outcomes, norms broken and norms that may be, and the same refusals."""
    policy = drafted.policy()
    rows = [*rows, *rows[::-1]] * 3  # so many that they are decided together
    found = list(policy.evaluate_many(rows, assume=how))
    assert [row.key for row in found] == list(range(len(rows)))
    for facts, row in zip(rows, found, strict=True):
        event(f"refused: {row.refusal is not None}, {how}")
        assert said(row) == exactly(policy, facts, how)


@pytest.mark.parametrize("structure", ["moldova", "odihr", "bih", "secretariat"])
def test_rows_of_shipped_structures_are_decided_as_the_exact_search_does(
    packaged: smpolicy.Library, structure: str
) -> None:
    """Also where rows state what is no fact, or no value of one, or one fact under two names."""
    policy = packaged.resolve(structure, as_of=DAY, drafts=True)
    random_ = random.Random(structure)
    rows = [
        some_row(policy, random_, known, unsure=unsure)
        for known in (0.05, 0.5, 1.0)
        for unsure in (0, 0.2)
        for _ in range(20)
    ]
    aliases = list(policy.vocabulary.aliases)
    for row in rows[::3]:
        row[random_.choice(list(policy.vocabulary.facts))] = random_.choice(HOSTILE)
    for row in rows[::7]:
        row[random_.choice(aliases)] = random_.choice((True, False, "not_sure"))
    rows[5]["nothing.at_all"] = True
    kinds = dict[str, int]()
    for facts, decided in zip(rows, policy.evaluate_many(rows), strict=True):
        assert said(decided) == exactly(policy, facts, "none")
        kind = "refused" if decided.refusal else str(decided.answer)
        kinds[kind] = kinds.get(kind, 0) + 1
    assert kinds["refused"] >= 10
    assert kinds["undetermined"] >= 10
    assert len(kinds) >= 4


def many_policies(packaged: smpolicy.Library) -> Policy:
    """Return some policy."""
    return packaged.resolve("secretariat", as_of=DAY)


def test_many_rows_that_are_complete_are_decided_together(
    packaged: smpolicy.Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what single norms leave open is decided one by one."""
    policy = many_policies(packaged)
    random_ = random.Random(1)
    rows = [some_row(policy, random_, 1.0, harmless=0.5) for _ in range(60)]
    alone: list[object] = []
    by_itself = many._by_itself

    def counted(*parts: Any) -> smpolicy.RowDecision:
        alone.append(parts)
        return by_itself(*parts)

    monkeypatch.setattr(many, "_by_itself", counted)
    list(policy.evaluate_many(rows))
    assert 0 < len(alone) < len(rows) * 0.8


def test_a_number_is_not_true_however_often_true_was_met(packaged: smpolicy.Library) -> None:
    """`1`, `1.0` and `"true"` are refused beside `True`, and in rows that follow."""
    program = many_policies(packaged).compile()
    rows = [{"activity.discloses": each} for each in (True, False, 1, 1.0, "true", True, 0) for _ in range(4)]
    for _ in range(2):
        refused = [row.refusal is not None for row in program.evaluate_many(rows)]
        assert refused == [type(row["activity.discloses"]) is not bool for row in rows]


def test_where_there_would_be_too_many_expressions_each_row_is_decided_by_itself(
    packaged: smpolicy.Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit changes how, not what is decided."""
    policy = many_policies(packaged)
    random_ = random.Random(2)
    rows = [some_row(policy, random_, 0.5) for _ in range(20)]
    expected = list(policy.evaluate_many(rows))
    monkeypatch.setattr(expressions, "MOST_EXPRESSIONS", 40)
    assert list(packaged.resolve("secretariat", as_of=DAY).evaluate_many(rows)) == expected


def test_answers_that_are_forgotten_are_met_again(packaged: smpolicy.Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of answers and of rows is bounded, and nothing hangs on it."""
    policy = many_policies(packaged)
    random_ = random.Random(3)
    rows = [some_row(policy, random_, 1.0) for _ in range(60)]
    expected = list(policy.evaluate_many(rows))
    for limit in ("_MOST_KEPT", "_MOST_ANSWERS", "_MOST_WAYS"):
        monkeypatch.setattr(many, limit, 1)
    assert list(policy.evaluate_many(rows)) == expected


def test_more_answers_than_a_byte_tells_apart_are_told_apart() -> None:
    """A set of nine members can be answered in more ways than a byte has, one after the other and in one block."""
    members = "abcdefghi"
    cells = [[member, at, 0b10, 0b01] for at, member in enumerate(members)]
    fact = CompiledFact("some.set", 0, {"kind": "set", "names": list(members), "conduct": False, "cells": cells})
    TiedFacts([fact])
    answers = many._Answers(fact, [expressions.Leaf(expressions.CAN_BE, fact, each, (True,)) for each in members])
    rows = [[each for at, each in enumerate(members) if number >> at & 1] for number in range(512)]
    for block in (rows[:3], rows, rows[300:]):
        columns, aside = answers.columns(block)
        assert aside == 0
        for member, column in zip(members, columns, strict=True):
            assert f"{column:0{len(block)}b}" == "".join("01"[member in row] for row in block)


def test_the_key_tells_rows_apart_and_is_no_fact(packaged: smpolicy.Library) -> None:
    """What a row has under it comes back; without a key it is the number of the row, across blocks."""
    policy = many_policies(packaged)
    rows = [MappingProxyType({"id": f"r{at}", "activity.interaction": "like"}) for at in range(20)]
    assert [row.key for row in policy.evaluate_many(rows, key="id")] == [f"r{at}" for at in range(20)]
    assert not any(row.refusal for row in policy.evaluate_many(rows, key="id"))
    assert all(row.refusal for row in policy.evaluate_many(rows))
    last = list(policy.evaluate_many({} for _ in range(many.BLOCK + 1)))[-1]
    assert last.key == many.BLOCK


def test_a_key_that_is_a_fact_or_is_missing_is_refused(packaged: smpolicy.Library) -> None:
    """The message says which column and which row."""
    policy = many_policies(packaged)
    with pytest.raises(UnreadableRows, match=r"column `activity\.interaction`: it is a fact"):
        list(policy.evaluate_many([{}], key="activity.interaction"))
    rows: list[dict[str, object]] = [{"id": 1}, {}]
    with pytest.raises(UnreadableRows, match=r"column `id`, row 1: there is no key"):
        list(policy.evaluate_many(rows, key="id"))


def test_an_assumption_that_nobody_knows_is_refused_before_any_row(packaged: smpolicy.Library) -> None:
    """As `evaluate` refuses it."""
    policy = many_policies(packaged)
    with pytest.raises(UnknownAssumption):
        policy.evaluate_many([], assume="some")  # type: ignore[arg-type]
    with pytest.raises(UnknownAssumption):
        policy.compile().evaluate_many([], assume="some")


def test_rows_are_read_as_results_are_asked_for(packaged: smpolicy.Library) -> None:
    """No more is read ahead than a block: what is larger than memory can go through."""
    read = 0

    def rows() -> Iterator[dict[str, object]]:
        nonlocal read
        while True:
            read += 1
            yield {}

    next(many_policies(packaged).evaluate_many(rows()))
    assert read == many.BLOCK


def test_where_nothing_is_in_force_every_row_says_so(packaged: smpolicy.Library) -> None:
    """No norm is broken there, and impossible rows are refused all the same."""
    policy = packaged.resolve("secretariat", as_of=date(2019, 1, 1))
    assert not policy.in_force
    rows: list[dict[str, object]] = [{"activity.interaction": "like"}, {"activity.interaction": 1}] * 10
    for facts, row in zip(rows, policy.evaluate_many(rows), strict=True):
        assert said(row) == exactly(policy, dict(facts), "none")
    assert row.refusal
