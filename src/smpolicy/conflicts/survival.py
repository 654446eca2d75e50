"""Survival: where an overlay norm still applies beside a norm that prevails over it, in the words of the latter.

The norm above prevails where all of several things hold: it is in scope, it binds the person, each of its lines holds,
and none of its exceptions does. What follows from the overlay norm's own words needs no saying, and what the norm above
does not need in order to prevail (a duty that nobody can follow any more, say) is no way for the other to survive.
What is left is said by what the norm above says, so that each phrase stands for one condition, and none is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from smpolicy.deciding.program import Program
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import Clause, Element
from smpolicy.deciding.worlds import Formula
from smpolicy.meaning.conditions import NEVER, AnyOf, Condition, Not
from smpolicy.meaning.kinds import Kind
from smpolicy.meaning.norms import Line, Norm, conjunction


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """Where an overlay norm still applies, given that its own condition holds: the condition, and its words."""

    condition: Condition
    words: str

    @property
    def nothing(self) -> bool:
        """Whether nothing of it survives."""
        return self.condition == NEVER


def survival(
    prover: Prover,
    above: Clause,
    applies: Formula,
    region: Formula,
    *,
    part: Literal["norm", "exception"],
    beside: str,
) -> Survival:
    """Say where a part of an overlay norm still applies.

    It applies where `applies` holds, its use included; `region` is where the norm `above` prevails over it.
    `beside` tells as what it goes on there, where both can be followed and only the force of the norm above governs.
    """
    subject = "its exception" if part == "exception" else "it"
    program = prover.program
    beyond = program.negated(region)
    if not prover.can_hold(applies, beyond):
        words = f"nothing of it: wherever it applies, {above.norm.citation} prevails"
        if beside:
            words = f"as {beside} beside {above.norm.citation}, whose force governs wherever it applies"
        return Survival(condition=NEVER, words=words)
    if beside:
        subject = f"beside {above.norm.citation}, whose force governs where both apply, {subject}"
    needed = [
        (element, phrase)
        for element, phrase in _needs(program, above)
        if prover.can_hold(applies, program.negated(element.formula))
        and not prover.can_hold(applies, region, program.negated(element.formula))
    ]
    phrases = sorted(dict.fromkeys(phrase for _, phrase in needed), key=lambda phrase: phrase == _beyond(above.norm))
    conditions: list[Condition] = [Not(part=element.condition) for element, _ in needed]
    if prover.can_hold(applies, *(element.formula for element, _ in needed), beyond):
        phrases.append(f"where following it does not lead to a departure from {above.norm.citation}")
        conditions.append(program.written(beyond))
    return Survival(condition=AnyOf(parts=tuple(conditions)), words=f"{subject} still applies {'; or '.join(phrases)}")


def what_survives_of_a_claim(kind: Kind, about: str, provision: str, norms: Iterable[Norm]) -> str:
    """Say what is left of a claim about a provision: of an exception, only those that the provision states itself."""
    if kind.name != "adds-exception":
        return kind.survives.format(about)
    stated = [
        _together(lines)
        for norm in norms
        if norm.provision == provision
        for lines in norm.unless
        if any(line.words for line in lines)
    ]
    if not stated:
        return f"nothing of it: {about} states no exception"
    return f"only inside what {about} excepts itself: {'; or '.join(stated)}"


def _needs(program: Program, above: Clause) -> Iterator[tuple[Element, str]]:
    """Yield each condition on which the norm above may prevail, with words for where it does not hold.

    What its own words state comes first; what is implied, like its scope and whom it binds, is told in one phrase.
    """
    norm = above.norm
    beyond = _beyond(norm)
    for exception in norm.unless:
        phrase = f"where {_together(exception)}" if any(line.words for line in exception) else beyond
        yield program.element(Not(part=conjunction(exception))), phrase
    for line in norm.when:
        yield program.element(line.condition), f"where this is not so: “{line.words}”" if line.words else beyond
    if norm.polarity == "refrain" or norm.force == "permitted":
        for line in norm.act:
            not_done = f"where this is not done: “{line.words}”" if line.words else beyond
            yield program.element(line.condition), not_done
    else:
        yield above.against, f"where this is done: {_together(norm.act)}"
    yield above.scope, beyond
    yield above.borne, beyond


def _beyond(norm: Norm) -> str:
    """Say that somebody is where a norm does not reach: one phrase for whatever its words do not state."""
    return f"where {norm.citation} does not reach the person or the activity at all"


def _together(lines: tuple[Line, ...]) -> str:
    """Quote the words of lines that hold together."""
    return " and ".join(f"“{line.words}”" for line in lines if line.words)
