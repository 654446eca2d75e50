"""What every kind of fact says of itself fits together: a value is read, printed, labelled, cut and read again."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from smpolicy.meaning.domains import (
    KINDS,
    RELATIONS,
    Asked,
    Boolean,
    Choice,
    Day,
    Domain,
    Integer,
    Sets,
    Value,
    fact_hint,
    plain_value,
)

NAMED = (("a", "an A"), ("b", "a B, or two"))
#: A domain of each kind, with values of it and tests on it.
SAMPLES: tuple[tuple[Domain, list[Value], list[object]], ...] = (
    (Boolean(), [True, False], [True, [True, False]]),
    (Choice(values=NAMED), ["a", "b"], ["a", ["a", "b"]]),
    (Sets(values=NAMED), [frozenset(), frozenset("a"), frozenset("ab")], [["a"], {"has": ["a"], "lacks": ["b"]}]),
    (Integer(unit="hour"), [0, 3, 24], [3, [0, 3], {"at_least": 1, "under": 4}, {"over": 2, "at_most": 3}]),
    (Day(), [date.min, date(2027, 3, 1), date.max], ["2027-03-01", {"before": "2027-03-01", "after": "2027-01-01"}]),
)
DOMAINS = pytest.mark.parametrize(
    ("domain", "values", "stated"), SAMPLES, ids=[type(each).__name__ for each, _, _ in SAMPLES]
)


def asked(domain: Domain, stated: list[object]) -> list[Asked]:
    """Read tests, each of which is one."""
    read = [domain.read_test(each) for each in stated]
    assert None not in read
    return [test for each in read if each is not None for test in each]


def test_every_kind_has_a_sample() -> None:
    """No kind is left out below."""
    assert {type(each) for each, _, _ in SAMPLES} == {*KINDS}


@DOMAINS
def test_a_value_is_read_as_it_is_printed(domain: Domain, values: list[Value], stated: list[object]) -> None:
    """Each value, each choice and the value on which nothing turns is read as itself, also as JSON has it."""
    for value in (*values, *domain.choices(), domain.some_value()):
        assert domain.read(value) == value
        assert domain.read(json.loads(json.dumps(plain_value(value)))) == value
        assert domain.label(value).strip()


@DOMAINS
def test_what_is_tested_fits_the_schema(domain: Domain, values: list[Value], stated: list[object]) -> None:
    """What can be stated fits its schema, "not sure" too, and a test that is written out is read again as itself."""
    hint = fact_hint(domain, "?", derived=False)
    says = Draft202012Validator(hint["stated"])
    assert all(says.is_valid(each) for each in (*map(plain_value, values), "not_sure"))
    assert "stated" not in fact_hint(domain, "?", derived=True)
    Draft202012Validator.check_schema(hint["test"])
    for test in asked(domain, stated):
        assert domain.read_test(json.loads(json.dumps(RELATIONS[test.relation].written(test.operand)))) == (test,)
        assert domain.said(test).strip()


@DOMAINS
def test_cells_tell_apart_what_tests_do(domain: Domain, values: list[Value], stated: list[object]) -> None:
    """Each value lies in one cell, in which each test has for it the answer that it has for the value that is shown."""
    if domain.members():
        return  # each member is a variable of its own: what tests tell of it is whether it is there
    tests = asked(domain, stated)
    for neutral in (None, *values):
        cells = domain.cells(None, tests, neutral)
        for value in values:
            (cell,) = domain.agreeing(None, cells, value)
            holds = [RELATIONS[test.relation].holds for test in tests]
            shown = domain.value(cell)
            assert [each(value, test.operand) for each, test in zip(holds, tests, strict=True)] == [
                each(shown, test.operand) for each, test in zip(holds, tests, strict=True)
            ]
        if neutral is not None:
            assert [*domain.agreeing(None, cells, neutral)] == [cells[0]]


def test_kinds_are_apart() -> None:
    """No answer to a fact of one kind answers one of another."""
    for one, _, _ in SAMPLES:
        for other, _, _ in SAMPLES:
            assert one.apart(other) is (one != other)
    assert Integer(unit="hour").apart(Integer(unit="day"))
    assert Choice(values=NAMED).apart(Choice(values=(("c", "C"),)))
    assert not Choice(values=NAMED).apart(Choice(values=(("b", "B"), ("c", "C"))))
