"""A brute-force oracle: every world there is, one by one, judged by the reference semantics alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from smpolicy.conditions import All, Condition, Value, World, facts, holds, tests
from smpolicy.decision import counts
from smpolicy.domains import Domain, Part
from smpolicy.program import Program, expanded
from smpolicy.semantics import Outcome, outcome
from smpolicy.vocabulary import NOT_SURE, Stated


def values(domain: Domain, highest: int) -> list[Value]:
    """List every value of a domain; numbers up to one beyond the highest that a condition names.

    Of days it lists those that drawn conditions name, and one on each side.
    """
    match domain.kind:
        case "boolean":
            return [False, True]
        case "enum":
            return list(domain.names())
        case "integer":
            return list(range(highest + 2))
        case "day":
            return [date(2027, 3, day) for day in range(1, 6)]
        case "set":
            names = domain.names()
            return [
                frozenset(chosen) for size in range(len(names) + 1) for chosen in itertools.combinations(names, size)
            ]


def agrees(value: Value, stated: Stated | None) -> bool:
    """Whether a value agrees with what was stated."""
    match stated:
        case None:
            return True
        case Part(has=has, lacks=lacks):
            assert isinstance(value, frozenset)
            return has <= value and not lacks & value
        case _ if stated is NOT_SURE:
            return True
        case _:
            return bool(value == stated)


def parts(program: Program) -> Iterator[Condition]:
    """Yield every condition that how a norm stands turns on."""
    for rule in program.clauses:
        clause = rule
        yield from (clause.scope, clause.borne, clause.when, clause.exception, clause.act, clause.aside)


def worlds(program: Program, known: Mapping[str, Any]) -> Iterator[World]:
    """Yield every possible world that agrees with what is known of facts and readings."""
    vocabulary = program.vocabulary
    constraints = [expanded(each.condition, vocabulary) for each in vocabulary.constraints]
    bounds = [
        cast(int, number)
        for rule in program.clauses
        for element in (rule.when, rule.exception, rule.act)
        for test in tests(element.condition)
        if vocabulary.facts[test.fact].domain.kind == "integer"
        for number in test.operand
    ]
    highest = max([4, *bounds])
    choices: dict[str, list[Value]] = {
        name: [value for value in values(fact.domain, highest) if agrees(value, known.get(name))]
        for name, fact in vocabulary.facts.items()
        if fact.kind != "derived"
    }
    spoken_of = facts(All(parts=(program.scope.condition, *constraints, *parts(program))))
    for name in choices.keys() - spoken_of:  # no answer turns on it: one value stands for all
        del choices[name][1:]
    for name, question in vocabulary.questions.items():
        readings = [reading for reading, _ in question.readings]
        if readings:
            choices[name] = [reading for reading in readings if known.get(name) in (None, reading)]
    for chosen in itertools.product(*choices.values()):
        world = dict(zip(choices, chosen, strict=True))
        if all(holds(constraint, world) for constraint in constraints):
            yield world


def outcomes(
    program: Program, known: Mapping[str, Any], stated: Mapping[str, Stated]
) -> dict[tuple[Value, ...], Outcome]:
    """Return the outcome of every possible world, keyed by the world's values in a fixed order."""
    counted = [clause for clause in program.clauses if counts(clause, stated, program.vocabulary)]
    return {tuple(world.values()): outcome(program.scope.condition, counted, world) for world in worlds(program, known)}
