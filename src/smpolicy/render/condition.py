"""A condition as documents state it: plain values that can be pasted under a line of words."""

from __future__ import annotations

from typing import Any

from smpolicy.meaning.conditions import All, AnyOf, ByReading, Condition, Not, Test
from smpolicy.meaning.domains import RELATIONS


def plain_condition(condition: Condition) -> dict[str, Any]:
    """Return a condition in the form in which documents state it."""
    match condition:
        case All(parts=(only,)) | AnyOf(parts=(only,)):
            return plain_condition(only)
        case All(parts=parts):
            return {"all": [plain_condition(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [plain_condition(part) for part in parts]}
        case Not(part=Not(part=part)):
            return plain_condition(part)
        case Not(part=part):
            return {"not": plain_condition(part)}
        case ByReading(question=question, readings=readings):
            return {"readings": {question: {name: plain_condition(part) for name, part in readings}}}
        case Test():
            return {condition.fact: RELATIONS[condition.relation].written(condition.operand)}
