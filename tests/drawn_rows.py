"""Rows for tests: activities drawn for one policy, most of them possible, and what the exact search says of them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from smpolicy.deciding.decision import Assume
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.meaning.vocabulary import Fact, NotSure
from smpolicy.policy import Policy


def said_of(fact: Fact, random_: random.Random, harmless: float) -> Any:
    """Return an answer about a fact."""
    neutral = fact.neutral
    if neutral is not None and random_.random() < harmless:
        return sorted(neutral) if isinstance(neutral, frozenset) else neutral
    match fact.domain.printed()["kind"]:
        case "boolean":
            return random_.random() < 0.5
        case "enum":
            return random_.choice(fact.domain.names())
        case "set":
            return [member for member in fact.domain.names() if random_.random() < 0.3]
        case "integer":
            return random_.randrange(60)
        case _:
            return date(2026, 1, 1) + timedelta(random_.randrange(900))


def some_row(
    policy: Policy, random_: random.Random, known: float, *, unsure: float = 0.0, harmless: float = 0.9, **first: Any
) -> dict[str, Any]:
    """Draw an activity of which a share of the facts is known, beside some; nineteen of twenty are possible."""
    facts = [each for name, each in policy.vocabulary.facts.items() if name not in policy.given]
    facts = [each for each in facts if each.kind != "derived" and each.name not in first]
    drawn = {
        fact.name: "not_sure" if random_.random() < unsure else said_of(fact, random_, harmless)
        for fact in facts
        if random_.random() < known
    }
    if random_.random() < 0.05:
        return {**first, **drawn}
    row = dict(first)
    program = policy.program
    left = program.left_by({**policy.given, **policy.vocabulary.read(first)[0]})
    for name, said in sorted(drawn.items(), key=lambda _: random_.random()):
        value = policy.vocabulary.read({name: said})[0][name]
        if isinstance(value, NotSure) or program.agrees(left, {name: value}):
            program.restrict(left, name, value)
            row[name] = said
    return row


def exactly(policy: Policy, facts: dict[str, Any], how: Assume) -> tuple[Any, ...]:
    """Return what the exact search says: answer, outcomes, norms broken and those that may be; or the refusal."""
    try:
        ruling = policy.ruling(facts, assume=how)
    except ImpossibleFacts as refusal:
        return (refusal,)
    if not policy.in_force:
        return ruling.answer, ruling.possible, (), ()
    may = tuple(each.norm.id for each in ruling.counted if ruling.may_be_breached(each))
    surely = tuple(each.norm.id for each in ruling.counted if ruling.surely_breached(each))
    return ruling.answer, ruling.possible, surely, may
