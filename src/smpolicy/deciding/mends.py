"""A mend: what can be done about a norm that is broken, in the norm's own words, and what would then be otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from smpolicy.deciding.case import Case
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import possible, variables
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.meaning.conditions import Value, tests
from smpolicy.meaning.norms import Line, Norm, conjunction
from smpolicy.meaning.vocabulary import Fact, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """What mends a broken norm: to leave out what its words name, or to do what they ask for."""

    norm: Norm
    #: The smallest change of conduct after which it would not be departed from; empty where none is known.
    changes: Mapping[str, Value]
    #: The words of the norm that name what to leave out, or what was left undone, in the order of the text.
    words: tuple[str, ...]
    #: What the text excepts, in its own words: one text for each exception. To name it is no advice to use it.
    excepts: tuple[str, ...]
    #: Whether the text excepts what somebody got on asking: a circumstance that one raises by having it (`raises:`).
    asks: bool

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "changes")


def mend(case: Case, norm: Norm) -> Mend:
    """Say what mends a broken norm."""
    clause = case.program.clause(norm.id)
    concerned = _left_out(case, norm) if norm.polarity == "refrain" else _left_undone(case, norm)
    return Mend(
        norm=norm,
        changes=smallest_change(case, clause),
        words=_words(concerned, norm),
        excepts=tuple(" … ".join(words) for lines in norm.unless if (words := _words(lines, norm))),
        asks=norm.polarity == "refrain" and any(_is_for_the_asking(case, lines) for lines in norm.unless),
    )


def _is_for_the_asking(case: Case, lines: Sequence[Line]) -> bool:
    """Whether all that an exception turns on is what somebody gets on asking: an approval, and whose it is."""
    facts = case.program.vocabulary.facts
    spoken_of = case.program.facts_of(case.program.condition(conjunction(tuple(lines))))
    return bool(spoken_of) and all(facts[name].raises for name in spoken_of)


def _left_out(case: Case, norm: Norm) -> Sequence[Line]:
    """Return the lines that name what is better left out: of the act, and of what occasions it as far as it is conduct.

    Where, how and on whose account it is done names nothing; where there is nothing else, the act is left undone whole.
    """
    facts = case.program.vocabulary.facts

    def spoken_of(line: Line) -> list[Fact]:
        named = case.program.facts_of(case.program.condition(line.condition))
        return [facts[name] for name in named if not facts[name].occasion]

    of_act = [line for line in norm.act if spoken_of(line)]
    occasions = [line for line in norm.when if any(fact.kind == "conduct" for fact in spoken_of(line))]
    return [*of_act, *occasions] or norm.act


def _left_undone(case: Case, norm: Norm) -> Sequence[Line]:
    """Return the lines of what a norm asks for that were left undone, or may have been."""
    program = case.program
    return [line for line in norm.act if case.can_hold(program.negated(program.condition(line.condition)))]


def _words(lines: Iterable[Line], norm: Norm) -> tuple[str, ...]:
    """Return the words of lines, in the order in which they stand in the text of a norm; others come last."""
    words = dict.fromkeys(line.words for line in lines if line.words)
    places = {each: norm.text.find(each) for each in words}
    return tuple(sorted(words, key=lambda each: (places[each] < 0, places[each])))


def smallest_change(case: Case, clause: Clause) -> Mapping[str, Value]:
    """Find what of conduct would have to be otherwise, of at most two facts; nothing where nothing so small mends it.

    Only what the person who is asked can see and change is changed: a judgement is not changed by wishing, and neither
    is what is looked up, or an exception met by saying so.
    A change of the act comes first, then one of what makes the text apply at all, then one of what occasions the norm.
    What should not be done is best left undone, so neutral values are tried first; what should be done, done.
    """
    facts = case.program.vocabulary.facts
    current = {**case.assumed, **case.stated}
    options: dict[str, list[Value]] = {}
    for element in (clause.act, clause.scope, clause.when):
        more = [facts[name] for name in element.facts - options.keys() if _is_ones_own(facts[name])]
        for fact in sorted(more, key=lambda each: (each.name not in case.stated, each.name)):
            options[fact.name] = list(_other_values(fact, current.get(fact.name), clause))
        neutral = {name: [each for each in values if each == facts[name].neutral] for name, values in options.items()}
        for tried in (neutral, options) if clause.norm.polarity == "refrain" else (options,):
            for changes in _changes(tried):
                if _would_mend(case, clause, changes):
                    return changes
    return {}


def _is_ones_own(fact: Fact) -> bool:
    """Whether it is conduct that whoever is asked can see for themselves, and change."""
    return fact.kind == "conduct" and fact.answered_by == "user"


def _other_values(fact: Fact, current: Stated | None, clause: Clause) -> Iterator[Value]:
    """Yield the values conduct could be changed to in order to mend a norm, the neutral one first."""
    if fact.neutral is not None and fact.neutral != current:
        yield fact.neutral
    operands = [
        test.operand
        for element in (clause.act, clause.when, clause.exception)
        for test in tests(element.condition)
        if test.fact == fact.name
    ]
    yield from (value for value in fact.domain.changes(current, operands) if value not in (current, fact.neutral))


def _changes(options: Mapping[str, Sequence[Value]]) -> Iterator[dict[str, Value]]:
    """Yield each change of one fact, then each of two."""
    for size in (1, 2):
        for names in combinations(options, size):
            yield from map(dict, product(*([(name, each) for each in options[name]] for name in names)))


def _would_mend(case: Case, clause: Clause, changes: Mapping[str, Value]) -> bool:
    """Whether a norm is surely unbroken after a change; what constraints tie to the change may follow it."""
    program, domains = case.program, list(case.domains)
    changed = {place for name in changes for place in program.places[name]}
    for constraint in program.constraints:
        if not variables(constraint).isdisjoint(changed):
            for place in variables(constraint):
                domains[place] = program.full[place] if program.is_conduct(place) else case.domains[place]
    for name, value in changes.items():
        for place in program.places[name]:
            domains[place] = program.full[place]
        program.restrict(domains, name, value)
    broken = program.stands(clause, "broken")
    return possible(program.constraints, domains, program.full) and not possible(
        (broken, *program.constraints), domains, program.full
    )
