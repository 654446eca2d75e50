"""A policy for a page that decides by itself: `smpolicy/page@1`, what `smpolicy/js/evaluate.js` reads.

It says what a program says, without what an evaluator finds out again as it is needed, and with the words that a page
shows: questions and their answers, citations, what is to be done and whom to turn to. It is to be small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, cast, get_args

from smpolicy.deciding.reasons import step_to_take
from smpolicy.deciding.semantics import NormStatus
from smpolicy.foundations.errors import NotForPages
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Fact, OpenQuestion, Vocabulary
from smpolicy.render import formats
from smpolicy.render.decision import plain_contact
from smpolicy.render.explanation import standing_notice

if TYPE_CHECKING:
    from smpolicy.resolution.resolved import Resolution

#: How many values of a cell formulas may tell apart: a page keeps them in the bits of one number.
MOST_VALUES: Final = 31

#: Plain data, as JSON has it.
Plain = dict[str, Any]

#: How a norm bears facts, in the order of the bits that say so.
_ROLES: Final = ("all", "act", "raising", "before", "excepting", "breach")


def page_model(program: Mapping[str, Any], resolution: Resolution, vocabulary: Vocabulary) -> formats.PageModel:
    """Return a policy as a page reads it, by its program's document.

    Raises `NotForPages` where a page could not decide by it.
    """
    for reason in _beyond(program):
        raise NotForPages(structure=resolution.structure.id, reason=reason)
    facts = vocabulary.facts
    numbers = _numbers_of(program)
    norms = {norm.id: norm for norm in resolution.norms}
    return {
        "format": "smpolicy/page@1",
        "program": program["digest"],
        "of": cast("formats.PageOf", {**program["of"], "name": resolution.name.name}),
        "notices": [*(each.words for each in resolution.notices), standing_notice(resolution)],
        "in_force": program["in_force"],
        "commencing": program["commencing"],
        "cells": program["cells"],
        "gates": program["gates"],
        "formulas": program["formulas"],
        "facts": {
            name: _fact(data, facts[name], program["facts"], numbers) for name, data in program["facts"].items()
        },
        "names": program["names"],
        "given": program["given"],
        "ties": program["ties"],
        "questions": {
            name: _question(data, vocabulary.questions[name], numbers)
            for name, data in program["questions"].items()
        },
        "norms": [_norm(data) for data in program["norms"]],
        "scope": program["scope"],
        "terms": program["terms"],
        "asides": program["asides"],
        "steps": [_step(data, norms[data["norm"]], resolution) for data in program["steps"]],
        "scope_norms": program["scope_norms"],
        "cited": _cited(program, norms),
    }  # fmt: skip


def _beyond(program: Mapping[str, Any]) -> Iterable[str]:
    """Yield why a page could not decide by a program."""
    if program["method"] != "compiled":
        yield "it is beyond the limits of what is compiled, and a page has no exact search to decide by"
    elif program["wide"]:
        yield "a constraint ties more together than a cell may have combinations"
    elif any(max(each) >= MOST_VALUES for each in program["cells"]):
        yield f"its norms tell more than {MOST_VALUES} values of a fact, or of facts tied together, apart"


def _numbers_of(program: Mapping[str, Any]) -> Mapping[int, int]:
    """Return how many combinations each cell has."""
    return {at: len(each) for at, each in enumerate(program["cells"])}


def _place(cell: int, masks: Sequence[int], numbers: Mapping[int, int]) -> int | list[int]:
    """Return a cell, and behind it which of some values each combination has; the cell alone if it has nothing else."""
    told = [next(at for at, mask in enumerate(masks) if mask >> each & 1) for each in range(numbers[cell])]
    return cell if told == list(range(len(masks))) else [cell, *told]


def _fact(
    data: Mapping[str, Any], fact: Fact, data_of: Mapping[str, Plain], numbers: Mapping[int, int]
) -> formats.PageFact:
    same = ("kind", "names", "unit", "neutral", "occasion", "raises", "stage", "presupposes")
    kept = cast("formats.PageFact", {key: data[key] for key in same if key in data})
    if data["conduct"]:
        kept["conduct"] = True
    if "presupposes" in kept:
        kept["presupposes"] = _condition(kept["presupposes"], data_of)
    if data["cells"]:
        _place_values(kept, data, numbers)
    kept["question"] = fact.question
    if fact.help:
        kept["help"] = fact.help
    if fact.is_judgement:
        kept["judgement"] = True
    if fact.domain.names():
        kept["labels"] = [fact.label(each) for each in fact.choices()]
    return kept


def _place_values(kept: formats.PageFact, data: Mapping[str, Any], numbers: Mapping[int, int]) -> None:
    """Add in which cell a fact is, and which of its values the combinations there have."""
    values = data["cells"]
    if data["kind"] == "set":
        places = {member: _place(cell, (without, with_it), numbers) for member, cell, with_it, without in values}
        kept["at"] = [places.get(member) for member in data["names"]]
    else:
        kept["at"] = _place(values[0][1], [mask for _, _, mask in values], numbers)
        if [value for value, *_ in values] != data.get("names", [False, True]):
            kept["values"] = [value for value, *_ in values]


def _condition(data: Sequence[Any], facts: Mapping[str, Plain]) -> list[Any]:
    """Return a condition by the few tests and joins that a page knows."""
    kind, *rest = data
    if kind == "test":
        name, relation, operand = rest
        return _test(name, relation, sorted(operand), facts[name].get("names", ()))
    if kind == "by":
        return ["alike", *(_condition(part, facts) for _, part in rest[1:])]
    return [kind, *(_condition(part, facts) for part in rest)]


def _test(name: str, relation: str, operand: Sequence[Any], names: Sequence[str]) -> list[Any]:
    """Return a test by whether a value is one of some, or within bounds, or whether a set has all of some, or any."""
    first, last = (operand[0], operand[-1]) if operand else (None, None)
    under = ["within", name, None, first]
    up_to = ["any", ["one-of", name, first], under]
    written: Mapping[str, list[Any]] = {
        "one-of": ["one-of", name, *operand],
        "on": ["one-of", name, *operand],
        "under": under,
        "before": under,
        "at-least": ["within", name, first, None],
        "from": ["within", name, first, None],
        "over": ["not", up_to],
        "after": ["not", up_to],
        "at-most": up_to,
        "during": ["within", name, first, last],
        "has": ["has", name, *operand],
        "any-of": ["any-of", name, *operand],
        "lacks": ["not", ["any-of", name, *operand]],
        "exactly": [
            "all", ["has", name, *operand], ["not", ["any-of", name, *(each for each in names if each not in operand)]]
        ],
    }  # fmt: skip
    return written[relation]


def _question(data: Mapping[str, Any], question: OpenQuestion, numbers: Mapping[int, int]) -> formats.PageQuestion:
    values = data["cells"]
    kept: formats.PageQuestion = {
        "number": question.number,
        "readings": [name for name, *_ in values],
        "at": _place(values[0][1], [mask for _, _, mask in values], numbers),
    }
    if "raised_by" in data:
        kept["raised_by"] = data["raised_by"]
    if "unraised" in data:
        kept["unraised"] = data["unraised"]
    return kept


def _norm(data: Mapping[str, Any]) -> formats.PageNorm:
    kept = cast("formats.PageNorm", {key: data[key] for key in ("id", "role", "gate", "late") if key in data})
    if data["counts"] == "a concern is stated":
        kept["concern"] = True
    formulas = [data["stands"][status] for status in get_args(NormStatus)]
    roles = [data["facts"][role] for role in _ROLES]
    borne_on = sorted({number for numbers in roles for number in numbers})
    bears = [(each, sum(1 << at for at, numbers in enumerate(roles) if each in numbers)) for each in borne_on]
    kept["stands"] = [*formulas, data["borne"], data["applies"]]
    kept["facts"] = list(chain.from_iterable(bears))
    return kept


def _step(data: Mapping[str, Any], norm: Norm, resolution: Resolution) -> formats.PageStep:
    kept = cast("formats.PageStep", {key: value for key, value in data.items() if key != "slot"})
    step = step_to_take(norm, resolution)
    if step is not None:
        kept["do"] = step.do
        kept["contact"] = plain_contact(step.contact)
    return kept


def _cited(program: Mapping[str, Any], norms: Mapping[str, Norm]) -> dict[str, str]:
    """Return how each norm is cited that a decision may name."""
    named = [each["id"] for each in program["norms"]]
    named += [each["norm"] for each in program["steps"]] + [each[0] for each in program["scope_norms"]]
    named += program["commencing"] + [each for aside in program["asides"] for each in aside[:2]]
    return {each: norms[each].citation for each in dict.fromkeys(named)}
