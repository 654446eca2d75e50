"""Conditions in one world, and the facts and questions they turn on."""

from __future__ import annotations

import pytest

from smpolicy.meaning.conditions import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    ByReading,
    Not,
    Test,
    Value,
    facts,
    holds,
    questions,
)


@pytest.mark.parametrize(
    ("relation", "operand", "value", "expected"),
    [
        ("one-of", {True}, True, True),
        ("one-of", {"post", "share"}, "like", False),
        ("one-of", {3}, 3, True),
        ("exactly", {"a"}, frozenset({"a"}), True),
        ("exactly", {"a"}, frozenset({"a", "b"}), False),
        ("exactly", set(), frozenset(), True),
        ("has", {"a"}, frozenset({"a", "b"}), True),
        ("has", {"a", "b"}, frozenset({"a"}), False),
        ("lacks", {"a"}, frozenset({"b"}), True),
        ("lacks", {"a", "b"}, frozenset({"b"}), False),
        ("any-of", {"a", "b"}, frozenset({"b"}), True),
        ("any-of", {"a"}, frozenset(), False),
        ("under", {24}, 23, True),
        ("under", {24}, 24, False),
        ("at-least", {24}, 24, True),
        ("at-least", {24}, 23, False),
        ("over", {24}, 24, False),
        ("over", {24}, 25, True),
        ("at-most", {24}, 24, True),
        ("at-most", {24}, 25, False),
    ],
)
def test_each_relation_means_what_it_says(relation: str, operand: set[str | int], value: Value, expected: bool) -> None:
    """Every relation, on both sides of its boundary."""
    test = Test(fact="f", relation=relation, operand=frozenset(operand))
    assert holds(test, {"f": value}) is expected


def test_a_reading_chooses_its_branch() -> None:
    """What holds under one reading of an open question need not hold under another."""
    condition = ByReading(question="q", readings=(("narrow", NEVER), ("wide", ALWAYS)))
    assert not holds(condition, {"q": "narrow"})
    assert holds(condition, {"q": "wide"})


def test_a_condition_names_every_fact_and_question_it_turns_on() -> None:
    """Nothing nested is missed."""
    leaf = Test(fact="a", relation="one-of", operand=frozenset((True,)))
    other = Test(fact="b", relation="one-of", operand=frozenset((True,)))
    inner = ByReading(question="p", readings=(("one", leaf), ("two", NEVER)))
    condition = All(parts=(AnyOf(parts=(Not(part=inner), other)), ByReading(question="q", readings=(("one", inner),))))
    assert facts(condition) == {"a", "b"}
    assert set(questions(condition)) == {"p", "q"}
