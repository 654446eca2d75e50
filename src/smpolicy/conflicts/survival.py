"""Survival: where an overlay norm still applies beside a norm that prevails over it, in the fewest words.

It is read off the region of the conflict: what must be so for the overlay norm to apply and for the other not to
prevail. What follows from the overlay norm's own words is never said, and what the norm above needs in order to reach
anybody at all, which its words do not state, only where nothing else is left.
Each way of surviving is one condition, with its words beside it; together they are what survives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

from smpolicy.conflicts.covering import Way, as_formula, covered
from smpolicy.conflicts.readback import in_words
from smpolicy.conflicts.regions import under_every_reading
from smpolicy.deciding.program import Program
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import Clause, Element
from smpolicy.deciding.worlds import Formula, Literal, Undecided, conj
from smpolicy.meaning.conditions import NEVER, AnyOf, Condition, Not
from smpolicy.meaning.kinds import Kind
from smpolicy.meaning.naming import Words
from smpolicy.meaning.norms import Line, Norm, conjunction
from smpolicy.meaning.vocabulary import Fact


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
    part: OneOf["norm", "exception"],
    beside: str,
) -> Survival:
    """Say where a part of an overlay norm still applies.

    It applies where `applies` holds, its use included; `region` is where the norm `above` prevails over it.
    `beside` tells as what it goes on there, where both can be followed and only the force of the norm above governs.
    """
    program, cited = prover.program, above.norm.citation
    beyond = program.negated(region)
    if not prover.can_hold(applies, beyond):
        words = (
            f"as {beside} beside {cited}, whose force governs"
            if beside
            else f"nothing of it: {cited} prevails throughout"
        )
        return Survival(condition=NEVER, words=words)
    reach = [each for each in _reach(program, above) if prover.can_hold(applies, program.negated(each.formula))]
    reached = conj((applies, *(each.formula for each in reach)))
    conditions: list[Condition] = [Not(part=each.condition) for each in reach]
    if not prover.can_hold(reached, beyond):
        words = f"where {cited} does not reach"
    else:
        try:
            surely, by_reading = _ways(prover, above, reached, beyond)
            conditions = [*(program.written(as_formula(way)) for way in (*surely, *by_reading)), *conditions]
            words = _said(prover, above, reached, surely, by_reading)
        except Undecided:  # it is the region all the same, which nobody would read
            conditions = [*conditions, program.written(beyond)]
            words = f"where {cited} leaves it room"
    subject = "its exception " if part == "exception" else ""
    governed = f"; elsewhere the force of {cited} governs" if beside else ""
    return Survival(condition=AnyOf(parts=tuple(conditions)), words=f"{subject}{words}{governed}")


def _reach(program: Program, above: Clause) -> Iterator[Element]:
    """Yield what must hold for a norm to reach anybody that its own words do not state."""
    norm = above.norm
    yield above.scope
    yield above.borne
    for exception in norm.unless:
        if not any(line.words for line in exception):
            yield program.element(Not(part=conjunction(exception)))
    yield from (program.element(line.condition) for line in norm.when if not line.words)


def _ways(prover: Prover, above: Clause, reached: Formula, beyond: Formula) -> tuple[list[Way], list[Way]]:
    """Return the ways in which something survives however what is open is read, and those under some readings only."""
    program = prover.program
    own = {place for lines in _stated(above.norm) for line in lines for name in _facts(program, line) for place in
           program.places[name]}  # fmt: skip

    def last(place: int) -> int:
        name = program.variables[place].name
        return 2 if name in program.vocabulary.questions else int(place not in own)

    surely: list[Way] = []
    always = under_every_reading(program, beyond)
    if prover.can_hold(reached, always):
        surely = covered(prover, always, reached, last)
    rest = conj((reached, *(program.negated(as_formula(way)) for way in surely)))
    return surely, covered(prover, beyond, rest, last) if prover.can_hold(rest, beyond) else []


def _stated(norm: Norm) -> Iterator[tuple[Line, ...]]:
    yield from (norm.act, norm.when, *norm.unless)


def _facts(program: Program, line: Line) -> frozenset[str]:
    return program.element(line.condition).facts if line.words else frozenset()


def _said(prover: Prover, above: Clause, reached: Formula, surely: list[Way], by_reading: list[Way]) -> str:
    """Say in which ways something survives; of what turns on readings only that it does, if there is anything else.

    Where a line of the norm above does not hold is said in its own words, if these are fewer.
    """
    firm: list[str] = []
    for words, line in _lines(prover.program, above):
        told = [
            _way_said(prover, reached, way) for way in surely if not prover.can_hold(reached, as_formula(way), line)
        ]
        said = f"“{words}” is not so"
        if told and len(_words(told).split()) > len(said.split()):
            firm.append(said)
            surely, by_reading = (
                [way for way in ways if prover.can_hold(reached, as_formula(way), line)]
                for ways in (surely, by_reading)
            )
    firm += [_way_said(prover, reached, way) for way in surely]
    questions = prover.program.vocabulary.questions
    names = {prover.program.variables[place].name for way in by_reading for place in way} & questions.keys()
    turns_on = sorted((questions[name] for name in names), key=lambda each: each.order)
    read = " and ".join(each.number for each in turns_on)
    if firm:
        return f"where {_words(firm)}; more depends on {read}" if read else f"where {_words(firm)}"
    told = [_way_said(prover, reached, way) for way in by_reading]
    return f"where {_words(told)}, depending on {read}" if all(told) else f"depending on {read}"


def _words(phrases: list[str]) -> str:
    return ", or ".join(dict.fromkeys(phrases))


def _lines(program: Program, above: Clause) -> Iterator[tuple[str, Formula]]:
    """Yield the words of each line without which a norm asks for nothing, with its condition."""
    norm = above.norm
    refrains = norm.polarity == "refrain" or norm.force == "permitted"
    for line in (*norm.when, *(norm.act if refrains else ())):
        if line.words:
            yield line.words, program.condition(line.condition)


def _way_said(prover: Prover, reached: Formula, way: Way) -> str:
    """Say a way: that a set has no member in one clause, each other fact in its own."""
    program = prover.program
    facts = program.vocabulary.facts
    left = {place: mask for place, mask in way.items() if program.variables[place].name in facts}
    phrases: list[str] = []
    while left:
        place, mask = next(iter(left.items()))
        fact = facts[program.variables[place].name]
        members = program.places[fact.name] if program.variables[place].member is not None else ()
        lacking = {each: program.variables[each].mask((False,)) for each in members}
        pairs = dict(fact.where)
        if lacking and lacking.items() <= left.items() and frozenset() in pairs:
            phrases.append(pairs[frozenset()][0])
            left = {other: each for other, each in left.items() if other not in lacking}
        else:
            phrases.append(_fact_said(prover, reached, fact, place, mask))
            left = {other: each for other, each in left.items() if other != place}
    return " and ".join(phrases)


def _fact_said(prover: Prover, reached: Formula, fact: Fact, place: int, mask: int) -> str:
    """Say that a fact has one of some values: that it has them, or that it has none of the others that it could."""
    program = prover.program
    variable = program.variables[place]
    values = [1 << bit for bit in range(variable.full.bit_length())]
    possible = [each for each in values if prover.can_hold(reached, Literal(place, each))]

    def clause(value: int, *, so: bool) -> str:
        here = variable.value(value.bit_length() - 1)
        if variable.member is None:
            return fact.where_said(here, so=so)
        return fact.where_said(frozenset((variable.member,)), so=(here is True) == so)

    others = [each for each in possible if not each & mask]
    sayings = [[clause(each, so=True) for each in possible if each & mask]]
    if len(others) == 1:
        sayings.append([clause(others[0], so=False)])
    said = [" or ".join(each) for each in sayings if all(each)]
    if said:
        return min(said, key=lambda each: len(each.split()))
    return in_words(program.written(Literal(place, mask)), program.vocabulary)


def what_survives_of_a_claim(kind: Kind, about: str, provision: str, norms: Iterable[Norm], words: Words) -> str:
    """Say what is left of a claim about a provision: of an exception, only those that the provision states itself."""
    if kind.name != "adds-exception":
        return kind.left(about, words)
    stated = [
        _together(lines)
        for norm in norms
        if norm.provision == provision
        for lines in norm.unless
        if any(line.words for line in lines)
    ]
    if not stated:
        return f"nothing of it: {about} states no exception"
    return f"only inside what {about} excepts: {'; or '.join(stated)}"


def _together(lines: tuple[Line, ...]) -> str:
    """Quote the words of lines that hold together."""
    return " and ".join(f"“{line.words}”" for line in lines if line.words)
