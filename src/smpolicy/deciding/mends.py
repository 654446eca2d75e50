"""A mend: the smallest change of conduct after which a norm would not be departed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from smpolicy.deciding.case import Case
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import possible, variables
from smpolicy.meaning.conditions import Value, tests
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Fact, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """The smallest change of conduct after which a norm would not be departed from."""

    norm: Norm
    changes: Mapping[str, Value]


def mend(case: Case, norm: Norm) -> Mend | None:
    """Find what mends a broken norm, of at most two facts; `None` where nothing so small does.

    A change of its act comes first, then one of what was stated, then one of what can be seen for oneself.
    What should not be done is best left undone, so neutral values are tried first; what should be done, done.
    """
    clause = case.program.clause(norm.id)
    facts = case.program.vocabulary.facts
    spoken_of = case.program.spoken_of(case.program.stands(clause, "broken"))
    conduct = sorted(
        (name for name in spoken_of if name in facts and facts[name].kind == "conduct"),
        key=lambda name: (
            name not in clause.act.facts,
            name not in case.stated,
            facts[name].answered_by == "attest",
            name,
        ),
    )
    current = {**case.assumed, **case.stated}
    options = {name: list(_other_values(facts[name], current.get(name), clause)) for name in conduct}
    neutral = {name: [value for value in values if value == facts[name].neutral] for name, values in options.items()}
    for tried in (neutral, options) if norm.polarity == "refrain" else (options,):
        for size in (1, 2):
            for names in combinations(conduct, size):
                for changes in _choices(names, tried):
                    if _would_mend(case, clause, changes):
                        return Mend(norm=norm, changes=changes)
    return None


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


def _choices(names: Sequence[str], options: Mapping[str, Sequence[Value]]) -> Iterator[dict[str, Value]]:
    if not names:
        yield {}
        return
    for value in options[names[0]]:
        for rest in _choices(names[1:], options):
            yield {names[0]: value, **rest}


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
