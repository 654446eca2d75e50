"""Why a program that was compiled for good refuses facts: found out by what reads and weighs them everywhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from smpolicy.deciding.case import read_stated
from smpolicy.deciding.program import compile_program
from smpolicy.foundations.errors import ImpossibleFacts, refuse_no_mapping
from smpolicy.meaning.conditions import All, AnyOf, ByReading, Condition, Not, Test
from smpolicy.meaning.domains import Boolean, Domain, declared
from smpolicy.meaning.vocabulary import Constraint, Fact, OpenQuestion, Vocabulary

#: What is said of a constraint where nobody has its words.
_NO_WORDS: Final = "the documents say so"


def refusal(document: Mapping[str, Any], facts: Mapping[str, object], words: Sequence[str] = ()) -> ImpossibleFacts:
    """Return why a program refuses facts; `words` are those of its constraints, in their order, where one has them.

    Raises it where they are no facts at all.
    """
    refuse_no_mapping(facts)
    vocabulary = _vocabulary(document, words)
    program = compile_program(norms=(), instruments={}, vocabulary=vocabulary, governing="")
    given = {name: vocabulary.facts[name].domain.read(value) for name, value in document["given"].items()}
    _, problems = read_stated(program, facts, {name: value for name, value in given.items() if value is not None})
    return ImpossibleFacts(problems=tuple(problems))


def _vocabulary(document: Mapping[str, Any], words: Sequence[str]) -> Vocabulary:
    facts = {name: _fact(name, data) for name, data in document["facts"].items()}
    facts |= {
        name: Fact(name=name, domain=Boolean(), question="", kind="derived", answered_by="derived")
        for name in document["derived"]
    }
    readings: dict[str, dict[str, str]] = {
        name: {each[0]: "" for each in data["cells"]} for name, data in document["questions"].items()
    }
    for condition in document["constraints"]:
        for name, reading in _readings(condition):
            readings.setdefault(name, {})[reading] = ""
    questions = {
        name: OpenQuestion(id=name, number="", question="", readings=tuple(each.items()))
        for name, each in readings.items()
    }
    numbered = list(document["facts"])
    why = [*words, *[_NO_WORDS] * len(document["constraints"])]
    constraints = [
        Constraint(why=reason, condition=read_condition(condition, facts))
        for reason, condition in zip(why, document["constraints"], strict=False)
    ]
    return Vocabulary(
        facts=facts,
        questions=questions,
        constraints=tuple(constraints),
        aliases={name: numbered[at] for name, at in document["names"].items()},
    )


def _readings(condition: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield the open questions on which a condition turns, each with its readings there."""
    kind, *rest = condition
    if kind == "by":
        yield from ((rest[0], reading) for reading, _ in rest[1:])
        rest = [part for _, part in rest[1:]]
    for part in rest if kind != "test" else ():
        yield from _readings(part)


def _fact(name: str, data: Mapping[str, Any]) -> Fact:
    return Fact(
        name=name,
        domain=_domain(data),
        question="",
        kind="conduct" if data["conduct"] else "circumstance",
        answered_by="user",
    )


def _domain(data: Mapping[str, Any]) -> Domain:
    names = dict.fromkeys(data.get("names", ()), "")
    keys: Mapping[str, Mapping[str, Any]] = {
        "set": {"members": names},
        "enum": {"values": names},
        "integer": {"unit": data.get("unit")},
    }
    return declared(keys.get(data["kind"], {"type": data["kind"]}))


def read_condition(data: Sequence[Any], facts: Mapping[str, Fact]) -> Condition:
    """Read a condition from plain data."""
    kind, *rest = data
    if kind in ("all", "any"):
        parts = tuple(read_condition(part, facts) for part in rest)
        return All(parts=parts) if kind == "all" else AnyOf(parts=parts)
    if kind == "not":
        return Not(part=read_condition(rest[0], facts))
    if kind == "by":
        return ByReading(
            question=rest[0], readings=tuple((name, read_condition(part, facts)) for name, part in rest[1:])
        )
    name, relation, operand = rest
    domain = facts[name].domain
    values: Iterable[Any] = operand if domain.members() else map(domain.read, operand)
    return Test(fact=name, relation=relation, operand=frozenset(values))
