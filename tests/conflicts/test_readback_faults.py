"""Every fault of encoding that can be seeded into a shipped draft changes what is read back, where one would look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, cast

import pytest

import smpolicy
from smpolicy.conflicts.readback import readback
from smpolicy.meaning.conditions import All, AnyOf, ByReading, Condition, Not, Test
from smpolicy.meaning.norms import Line, Norm
from smpolicy.meaning.vocabulary import Vocabulary

#: A drafter means one relation and writes the other.
SWAPPED: Final[dict[str, str]] = {
    "under": "at-most", "at-most": "under", "over": "at-least", "at-least": "over",
    "has": "any-of", "any-of": "has", "lacks": "has", "exactly": "has",
}  # fmt: skip


def mistaken(condition: Condition, vocabulary: Vocabulary) -> Iterator[tuple[str, Condition]]:
    """Yield a condition with one mistake in it, and what the mistake is."""
    match condition:
        case Test():
            yield from mistaken_test(condition, vocabulary)
        case All(parts=parts):
            if len(parts) > 1:
                yield "`any` for `all`", AnyOf(parts=parts)
            for n, part in enumerate(parts):
                rest = (*parts[:n], *parts[n + 1 :])
                yield "a condition forgotten", All(parts=rest)
                yield from (
                    (what, All(parts=(*parts[:n], each, *parts[n + 1 :]))) for what, each in mistaken(part, vocabulary)
                )
        case AnyOf(parts=parts):
            if len(parts) > 1:
                yield "`all` for `any`", All(parts=parts)
            for n, part in enumerate(parts):
                yield "an alternative forgotten", AnyOf(parts=(*parts[:n], *parts[n + 1 :]))
                yield from (
                    (what, AnyOf(parts=(*parts[:n], each, *parts[n + 1 :])))
                    for what, each in mistaken(part, vocabulary)
                )
        case Not(part=part):
            yield "a lost `not`", part
            yield from ((what, Not(part=each)) for what, each in mistaken(part, vocabulary))
        case ByReading():
            return
    if not isinstance(condition, Not):
        yield "a `not` too many", Not(part=condition)


def mistaken_test(test: Test, vocabulary: Vocabulary) -> Iterator[tuple[str, Condition]]:
    """Yield a test with another value, relation or fact."""
    fact = vocabulary.facts[test.fact]
    if fact.domain.kind == "boolean":
        yield "yes for no", replace(test, operand=frozenset(not value for value in test.operand))
    if fact.domain.kind == "integer":
        (bound,) = test.operand
        yield "a number off by one", replace(test, operand=frozenset((cast(int, bound) + 1,)))
    names = frozenset(fact.domain.names())
    for name in sorted(names):
        if test.operand ^ {name}:
            yield "a value too many or too few", replace(test, operand=test.operand ^ {name})
    if test.relation in SWAPPED:
        yield "another relation", replace(test, relation=SWAPPED[test.relation])
    other = next(
        name for name, each in sorted(vocabulary.facts.items()) if each.domain == fact.domain and name != test.fact
    ) if fact.domain.kind == "boolean" else None  # fmt: skip
    if other:
        yield "another fact", replace(test, fact=other)


def faults(norm: Norm, vocabulary: Vocabulary) -> Iterator[tuple[str, Norm]]:
    """Yield a norm with one fault of encoding, and what the fault is."""
    for key in ("act", "when"):
        lines: tuple[Line, ...] = getattr(norm, key)
        for n, line in enumerate(lines):
            for what, condition in mistaken(line.condition, vocabulary):
                changed = (*lines[:n], replace(line, condition=condition), *lines[n + 1 :])
                yield f"{key}: {what}", replace(norm, **{key: changed})  # type: ignore[arg-type]
            rest = (*lines[:n], *lines[n + 1 :])
            yield f"{key}: a line forgotten", replace(norm, **{key: rest})  # type: ignore[arg-type]
            yield f"{key}: an exception made of it", replace(norm, **{key: rest}, unless=(*norm.unless, (line,)))  # type: ignore[arg-type]
    for n, exception in enumerate(norm.unless):
        yield "an exception forgotten", replace(norm, unless=(*norm.unless[:n], *norm.unless[n + 1 :]))
        yield "an exception made a circumstance", replace(norm, when=(*norm.when, *exception), unless=())
        if len(exception) > 1:
            yield "a limb of an exception forgotten", replace(norm, unless=(exception[1:],))
    yield "done for left undone", replace(norm, polarity="do" if norm.polarity == "refrain" else "refrain")
    yield "another force", replace(norm, force="should" if norm.force == "mandatory" else "mandatory")
    yield "a permission", replace(norm, force="permitted")
    yield "other persons", replace(norm, bearer=(replace(norm.bearer[0], plural="whoever passes by"),))
    yield "a step", replace(norm, role=None if norm.role == "step" else "step")
    yield "its own scope", replace(norm, own_scope=True)


def norms(library: smpolicy.Library) -> list[Norm]:
    """Return every norm with an act in the shipped drafts."""
    overlays = [each for each in library.lowered.instruments.values() if each.structure]
    return [norm for each in overlays for norm in each.norms if norm.act]


def test_every_seeded_fault_changes_what_is_read_back(packaged: smpolicy.Library) -> None:
    """Whoever compares the read-back with the text sees another sentence, whichever fault was made."""
    vocabulary = packaged.lowered.vocabulary
    seeded = 0
    for norm in norms(packaged):
        right = readback(norm, vocabulary)
        for what, wrong in faults(norm, vocabulary):
            seeded += 1
            assert readback(wrong, vocabulary) != right, f"{norm.id}: {what} cannot be seen"
    assert seeded > 1000


def test_a_fault_changes_the_sentence_it_is_in_and_no_other(packaged: smpolicy.Library) -> None:
    """A fault in an act changes the sentence about the act; so the reader is led to the place."""
    vocabulary = packaged.lowered.vocabulary
    place = {"act": ("To be done", "Not to be done"), "when": ("Applies",)}
    for norm in norms(packaged):
        right = set(readback(norm, vocabulary).splitlines())
        for what, wrong in faults(norm, vocabulary):
            key, _, kind = what.partition(": ")
            if key in place and kind not in ("a line forgotten", "an exception made of it", "a condition forgotten"):
                changed = [line for line in readback(wrong, vocabulary).splitlines() if line not in right]
                assert len(changed) == 1, (norm.id, what)
                assert changed[0].startswith(place[key])


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_it_stands_beside_the_text_that_people_read(packaged: smpolicy.Library, form: str) -> None:
    """`show --readback` has each sentence of it, under the norm's own words."""
    from datetime import date

    policy = packaged.resolve("moldova", as_of=date(2026, 6, 1), drafts=True)
    shown = " ".join(policy.text(form, readback=True).replace("\\", "").replace("> ", "").split())  # type: ignore[arg-type]
    for norm in policy.norms:
        if norm.structure:
            sentences = [" ".join(line.split()) for line in policy.readback(norm).splitlines()]
            at = [shown.index(sentence, shown.index(norm.text)) for sentence in sentences]
            assert at == sorted(at)
