"""Survival: where an overlay norm still applies beside a norm that prevails over it, in the words of the latter.

The norm above prevails where all of several things hold: it is in scope, it binds the person, each of its lines holds,
and none of its exceptions does. What follows from the overlay norm's own words needs no saying.
What is left is said by what the norm above says, so that each phrase stands for one condition, and none is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.conditions import Condition, Not
from smpolicy.norms import Line, conjunction
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

    needs = [(program.condition(condition), phrase) for condition, phrase in _needs(program, above)]
    needed = [(formula, phrase) for formula, phrase in needs if can_hold(program.negated(formula))]
    phrases = sorted(dict.fromkeys(phrase for _, phrase in needed), key=lambda phrase: phrase.endswith("at all"))
    prevails = program.condition(region)
    if can_hold(conj(formula for formula, _ in needed), program.negated(prevails)):
        phrases.append(f"where following it does not lead to a departure from {above.norm.citation}")
    if not can_hold(program.negated(prevails)):
        return f"nothing of it: wherever it applies, {above.norm.citation} prevails"
    return f"it still applies {'; or '.join(phrases)}"


def _needs(program: Program, above: Clause) -> Iterator[tuple[Condition, str]]:
    """Yield each condition on which the norm above prevails, with words for where it does not hold.

    What its own words state comes first; what is implied, like its scope and whom it binds, is told in one phrase.
    """
    norm, vocabulary = above.norm, program.vocabulary
    beyond = f"where {norm.citation} does not reach the person or the activity at all"
    for exception in norm.unless:
        phrase = f"where {_together(exception)}" if any(line.words for line in exception) else beyond
        yield Not(part=expanded(conjunction(exception), vocabulary)), phrase
    for line in norm.when:
        yield expanded(line.condition, vocabulary), f"where this is not so: “{line.words}”" if line.words else beyond
    if norm.polarity == "refrain":
        for line in norm.act:
            not_done = f"where this is not done: “{line.words}”" if line.words else beyond
            yield expanded(line.condition, vocabulary), not_done
    else:
        yield Not(part=above.act), f"where this is done: {_together(norm.act)}"
    yield above.scope, beyond
    yield above.borne, beyond


def _together(lines: tuple[Line, ...]) -> str:
    """Quote the words of lines that hold together."""
    return " and ".join(f"“{line.words}”" for line in lines if line.words)
