"""Read-back: what the machine will do with a norm, in plain generated English.

It is made from the conditions alone, never from the words beside them, so that whoever compares it with the text sees
a swapped "and", a lost "not", a wrong number or a wrong value.
Facts are told by their own questions and labels: those who answer them see the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from smpolicy.conditions import All, AnyOf, ByReading, Condition, Not, Test
from smpolicy.norms import Line, Norm, Step, conjunction
from smpolicy.vocabulary import Fact, Vocabulary

_BEARERS: Final = {
    "osce_official": "OSCE officials",
    "non_osce_staff": "non-OSCE staff",
    "staff_mission_member": "staff/mission members",
    "organization": "the OSCE itself",
    "structure": "Field Operations and Institutions",
    "reader": "nobody: it tells how to read the text",
    "instrument": "nobody: it is about the instrument itself",
}
_FORCES: Final = {
    "mandatory": "shall",
    "should": "should",
    "expected": "expected",
    "encouraged": "encouraged",
    "requested": "requested",
    "none": "of no force",
}
_STEPS: Final = {"applies": "wherever it applies", "broken": "where it is broken", "unsure": "where one is unsure"}


def readback(norm: Norm, vocabulary: Vocabulary) -> str:
    """Return what a norm does, one sentence for each part of it, a line each."""
    return "\n".join(_sentences(norm, vocabulary))


def _sentences(norm: Norm, vocabulary: Vocabulary) -> Iterable[str]:
    yield f"Binds: {_listed([_BEARERS[each] for each in norm.bearer], 'and')}."
    yield _act(norm, vocabulary)
    if norm.when:
        yield f"Applies where: {_together(norm.when, vocabulary)}."
    elif norm.act:
        yield "Applies wherever its instrument speaks to the activity."
    for lines in norm.unless if norm.act or norm.step else ():
        yield f"Does not apply where: {_together(lines, vocabulary)}."
    if norm.own_scope:
        yield "Reaches beyond personal use of social media, by its own words."
    if norm.role == "standing":
        yield "Never asked about: it counts only once somebody states a concern."
    if norm.role == "step":
        yield "Never counts against anybody: it only yields something to do."
    if norm.defines:
        yield f"Defines, where it applies: {vocabulary.facts[norm.defines].question}"
    if norm.step:
        yield _step(norm.step)


def _act(norm: Norm, vocabulary: Vocabulary) -> str:
    if not norm.act:
        return "Nothing to be decided by machine: it is shown in its place."
    act = _together(norm.act, vocabulary)
    if norm.force == "permitted":
        return f"Permitted{' to leave undone' if norm.polarity == 'refrain' else ''} (may; never broken): {act}."
    polarity = {"do": "To be done", "refrain": "Not to be done", None: "Left open whether to be done"}[norm.polarity]
    negation = " not" if norm.polarity == "refrain" and norm.force in ("mandatory", "should") else ""
    return f"{polarity} ({_FORCES[norm.force]}{negation}): {act}."


def _step(step: Step) -> str:
    slot = f", turning to whoever fills the slot {step.slot}" if step.slot else ""
    return f"To do {_STEPS[step.on]}: {step.do}{slot}."


def _together(lines: tuple[Line, ...], vocabulary: Vocabulary) -> str:
    implied = [line.because for line in lines if line.words is None]
    reasons = f" (not in its words: {' '.join(implied)})".replace(".)", ")") if implied else ""
    return in_words(conjunction(lines), vocabulary) + reasons


def in_words(condition: Condition, vocabulary: Vocabulary, *, inner: bool = False) -> str:
    """Say a condition in words; `inner` puts what has several parts in brackets, so that no part changes sides."""
    match condition:
        case Test():
            return _test(condition, vocabulary.facts[condition.fact])
        case All(parts=()):
            return "always"
        case AnyOf(parts=()):
            return "never"
        case All(parts=(part,)) | AnyOf(parts=(part,)):
            return in_words(part, vocabulary, inner=inner)
        case All(parts=parts):
            return _joined("; and ", parts, vocabulary, inner=inner)
        case AnyOf(parts=parts):
            return "either " + _joined("; or ", parts, vocabulary, inner=True)
        case Not(part=part):
            return f"it is not so that ({in_words(part, vocabulary)})"
        case ByReading(question=name, readings=readings):
            question = vocabulary.questions[name]
            said = dict(question.readings)
            options = (f"[if {said[each]}] {in_words(part, vocabulary, inner=True)}" for each, part in readings)
            return f"(as open question {question.number} is read: {'; '.join(options)})"


def _joined(mark: str, parts: tuple[Condition, ...], vocabulary: Vocabulary, *, inner: bool) -> str:
    said = mark.join(in_words(part, vocabulary, inner=True) for part in parts)
    return f"({said})" if inner else said


def _test(test: Test, fact: Fact) -> str:
    return f"“{fact.question}” {_answer(test, fact)}"


def _answer(test: Test, fact: Fact) -> str:
    """Say what the answer must be."""
    bounds = {"under": "less than", "at-least": "at least", "over": "more than", "at-most": "at most"}
    if test.relation in bounds:
        (number,) = test.operand
        return f"{bounds[test.relation]} {fact.label(number)}"
    labels = [_label(value, fact) for value in _ordered(test.operand, fact)]
    match test.relation:
        case "has":
            return f"among others {_listed(labels, 'and')}"
        case "lacks":
            return f"not {_listed(labels, 'nor')}"
        case "any-of":
            return f"at least one of {_listed(labels, 'or')}"
        case "exactly":
            return f"nothing but {_listed(labels, 'and')}" if labels else "none of these"
        case _:
            return _listed(labels, "or")


def _label(value: bool | str | int, fact: Fact) -> str:
    """Say one answer; labels stand in quotes, since some have commas of their own."""
    return f"‘{fact.label(value)}’" if isinstance(value, str) else fact.label(value)


def _ordered(operand: frozenset[bool | str | int], fact: Fact) -> list[bool | str | int]:
    names = fact.domain.names()
    return sorted(operand, key=lambda value: names.index(value) if value in names else int(value))


def _listed(words: list[str], last: str) -> str:
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
