"""Survival: where an overlay norm still applies beside a norm that prevails over it, in the words of the latter.

The norm above prevails where all of several things hold: it is in scope, it binds the person, each of its lines holds,
and none of its exceptions does. What follows from the overlay norm's own words needs no saying.
What is left is said by what the norm above says, so that each phrase stands for one condition, and none is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.conditions import Condition, Not
from smpolicy.norms import Line, Norm, conjunction
from smpolicy.program import Program, expanded
from smpolicy.semantics import Clause
from smpolicy.worlds import Formula, conj, possible


def survival(program: Program, above: Clause, applies: Condition, region: Condition) -> str:
    """Say where an overlay norm still applies.

    It applies where `applies` holds, its use included; `region` is where the norm `above` prevails over it.
    """
    known = (program.condition(applies), *program.constraints)

    def can_hold(*formulas: Formula) -> bool:
        return possible((*formulas, *known), program.full, program.full)

    phrases: list[str] = []
    needed: list[Formula] = []
    for condition, phrase in _needs(program, above):
        formula = program.condition(condition)
        if can_hold(program.negated(formula)):
            phrases.append(phrase)
            needed.append(formula)
    prevails = program.condition(region)
    if can_hold(conj(needed), program.negated(prevails)):
        phrases.append(f"where following it does not lead to a departure from {above.norm.citation}")
    if not can_hold(program.negated(prevails)):
        return f"nothing of it: wherever it applies, {above.norm.citation} prevails"
    return f"it still applies {'; or '.join(phrases)}"


def _needs(program: Program, above: Clause) -> Iterator[tuple[Condition, str]]:
    """Yield each condition on which the norm above prevails, with words for where it does not hold."""
    norm = above.norm
    yield above.scope, f"outside the scope of {norm.citation}"
    yield above.borne, f"for those whom {norm.citation} does not bind"
    for exception in norm.unless:
        yield Not(part=expanded(conjunction(exception), program.vocabulary)), f"where {_together(exception)}"
    for line in norm.when:
        yield expanded(line.condition, program.vocabulary), f"where this is not so: {_words(line)}"
    if norm.polarity == "refrain":
        for line in norm.act:
            yield expanded(line.condition, program.vocabulary), f"where this is not done: {_words(line)}"
    else:
        yield Not(part=above.act), f"where this is done: {_act(norm)}"


def _act(norm: Norm) -> str:
    return _together(norm.act)


def _together(lines: tuple[Line, ...]) -> str:
    return " and ".join(_words(line) for line in lines)


def _words(line: Line) -> str:
    """Quote the words that state a condition or, where it goes without saying, the reason why."""
    return f"“{line.words}”" if line.words else f"what goes without saying ({line.because.rstrip('.')})"
