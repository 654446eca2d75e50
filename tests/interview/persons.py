"""Invented persons, each with a truth about every fact, and how they find their way through an interview.

The recipe, which asks for no fact by its name:

- One in three **departs** from a norm that counts: of those that somebody can break, under every reading of the open
  questions, one is drawn evenly, and all else so that it is broken.
- Whom it is about and the circumstances are drawn evenly from what they can be, numbers and days from the stretches
  that conditions tell apart; what is an occasion, such as what one does and where, is drawn evenly too.
- None to three **matters** are raised: conduct that is no occasion gets a value that is not neutral. What the same
  norms turn on is drawn evenly in one of two cases. All other conduct is neutral, as far as the norm that is broken
  leaves that.
- What the constraints forbid is drawn anew, the person and the matters first.
- For three in four, these are drawn anew until by themselves they depart from nothing, and the instrument speaks there.
- One in three is not sure of something: of a matter or what belongs to it or, one in four of these, of any fact;
  but of nothing that follows from all else that they know.

They know nothing of norms and lists but what a screen shows: they choose the first starting point that has to do with a
matter of theirs, until each of their matters has one, and none that states what is not so.
They tick what is so, and answer each question with the truth or "not sure".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import Any

from smpolicy import Decision, Policy
from smpolicy.conflicts.regions import under_every_reading
from smpolicy.deciding.case import counts_once
from smpolicy.deciding.worlds import TRUE, Formula, possible
from smpolicy.meaning.domains import Value
from smpolicy.meaning.interviews import Start
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, NotSure, Part
from smpolicy.policy.interview import Interview, Screen, Tick
from smpolicy.render.decision import plain_stated

#: So many times what surrounds an activity is drawn anew, at most.
_TRIES = 30


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with a truth about every fact, and what they are not sure of."""

    policy: Policy
    truth: Mapping[str, Value]
    #: What they would speak of: conduct that is not neutral, and what they are not sure of.
    matters: tuple[str, ...]
    unsure: frozenset[str] = frozenset()

    def knows(self, name: str) -> object:
        """Return what they say of a fact when they are asked."""
        return NOT_SURE if name in self.unsure else self.truth[name]

    def everything(self) -> Decision:
        """Return the decision where all of it is stated."""
        facts = {name: self.knows(name) for name in self.truth if name not in self.policy.given}
        return self.policy.evaluate(plain_stated(facts), assume="neutral")  # type: ignore[arg-type]

    def replies(self, interview: Interview, screen: Screen) -> dict[str, Any]:
        """Answer a screen."""
        said: dict[str, Any] = plain_stated({fact.name: self.knows(fact.name) for fact in screen.questions})  # type: ignore
        said |= screen.ticked([tick for tick in screen.ticks if self._is_so(tick)])
        if any(tick.fact.name in self.unsure and tick.value is not NOT_SURE for tick in screen.ticks):
            said["not_sure"] = True
        if screen.starts:
            said["starts"] = self._starting(interview, screen.starts)
        return said

    def _is_so(self, tick: Tick) -> bool:
        if tick.fact.name in self.unsure or tick.value is NOT_SURE:
            return tick.value is NOT_SURE and tick.fact.name in self.unsure
        truth = self.truth[tick.fact.name]
        return tick.value <= truth if isinstance(truth, frozenset) else tick.value == truth  # type: ignore[operator]

    def _starting(self, interview: Interview, starts: tuple[Start, ...]) -> list[str]:
        """Choose starting points, each for a matter that none of those before has to do with."""
        within = {
            start.name: {*start.states, *start.asks, *_listed(interview, start)}
            for start in starts
            if all(name not in self.unsure and self.truth[name] == value for name, value in start.states.items())
        }
        chosen: list[str] = []
        for matter in self.matters:
            if not any(matter in within[name] for name in chosen):
                chosen += [name for name in within if matter in within[name]][:1]
        return chosen


def _listed(interview: Interview, start: Start) -> Iterator[str]:
    """Yield what can be ticked in the lists that a starting point opens."""
    for place in interview.lists.places:
        if place.provision in start.lists:
            yield from (tick.fact.name for tick in place.ticks)


def gone_through(person: Person) -> tuple[Interview, list[Screen]]:
    """Interview somebody to the end; return how it ended, and the screens that they saw."""
    interview, screens = Interview.begun(person.policy), list[Screen]()
    while (screen := interview.screen) is not None:
        screens.append(screen)
        assert len(screens) < 50
        interview = interview.answered(person.replies(interview, screen))
    return interview, screens


def drawn_person(policy: Policy, seed: int) -> Person:
    """Draw somebody by the recipe."""
    random = Random(seed)
    facts = {name: fact for name, fact in policy.vocabulary.facts.items() if fact.kind != "derived"}
    conduct = {name: fact for name, fact in facts.items() if fact.kind == "conduct" and not fact.occasion}
    broken = _breach(policy, random) if random.random() < 1 / 3 else TRUE
    drawn = _surroundings(policy, random, [name for name in facts if name not in conduct], broken)
    raised = random.sample(sorted(conduct), min(len(conduct), random.randrange(4)))
    turning = [each for each in policy.program.clauses if not each.facts.isdisjoint(raised)]
    also = sorted({name for clause in turning for name in sorted(clause.facts) if random.random() < 1 / 2} & {*conduct})
    drawn.draw(raised, {name: _other_values(facts[name], policy) for name in raised})
    drawn.draw(also, {})
    drawn.draw(conduct, {name: [fact.neutral] for name, fact in conduct.items() if fact.neutral is not None})
    unsure: frozenset[str] = frozenset()
    if random.random() < 1 / 3:
        of = [*raised, *also] if random.random() < 3 / 4 else sorted(facts)
        of = [name for name in of if drawn.leaves_open(name)]
        unsure = frozenset(random.sample(of, min(len(of), 1))) - policy.given.keys()
    matters = tuple(name for name in conduct if drawn.truth[name] != facts[name].neutral or name in unsure)
    return Person(policy=policy, truth=drawn.truth, matters=matters, unsure=unsure)


def _breach(policy: Policy, random: Random) -> Formula:
    """Return where a norm that counts is broken, and makes the answer worse, however the open questions are read.

    It is one of those that somebody can break so; where nobody can break any, nobody departs from anything.
    """
    program = policy.program
    given = program.left_by(policy.given)
    counting = [clause for clause in program.clauses if counts_once(clause.norm) != "never"]
    for clause in random.sample(counting, len(counting)):
        surely = under_every_reading(program, program.breaches(clause))
        if possible((surely, *program.constraints), given, program.full):
            return surely
    return TRUE


def _surroundings(policy: Policy, random: Random, names: Sequence[str], always: Formula) -> _Drawn:
    """Draw what surrounds an activity: for three in four something that by itself departs from nothing."""
    any_ = random.random() < 1 / 4
    for _ in range(_TRIES):
        drawn = _Drawn(policy=policy, random=random, always=always)
        drawn.draw(names, {})
        said = {name: value for name, value in drawn.truth.items() if name not in policy.given}
        if any_ or policy.evaluate(plain_stated(said), assume="neutral").answer == "no_departure_found":
            break
    return drawn


class _Drawn:
    """What has been drawn so far of somebody."""

    def __init__(self, policy: Policy, random: Random, always: Formula = TRUE) -> None:
        self.policy, self.random = policy, random
        self.truth: dict[str, Value] = dict(policy.given)
        self._domains = policy.program.left_by(self.truth)
        self._always: tuple[Formula, ...] = (always, *policy.program.constraints)

    def draw(self, names: Iterable[str], first: Mapping[str, Sequence[Value]]) -> None:
        """Draw what is not drawn yet, where it can be one of the values given first."""
        for name in names:
            if name not in self.truth:
                values = _values(self.policy.vocabulary.facts[name], self.policy)
                tried = (*self._shuffled(first.get(name, ())), *self._shuffled(values))
                self.truth[name] = next(value for value in tried if self._can_be(name, value))
                self.policy.program.restrict(self._domains, name, self.truth[name])

    def leaves_open(self, name: str) -> bool:
        """Whether all else that is true of somebody does not tell this."""
        program = self.policy.program
        domains = program.left_by({each: value for each, value in self.truth.items() if each != name})
        values = _values(self.policy.vocabulary.facts[name], self.policy)
        return sum(program.agrees(domains, {name: each}) for each in values) > 1

    def _shuffled(self, values: Sequence[Value]) -> list[Value]:
        return self.random.sample(values, len(values))

    def _can_be(self, name: str, value: Value) -> bool:
        domains = list(self._domains)
        self.policy.program.restrict(domains, name, value)
        return possible(self._always, domains, self.policy.program.full)


def _values(fact: Fact, policy: Policy) -> list[Value]:
    """Return the values that are drawn of a fact."""
    members = fact.domain.members()
    if members:
        return [frozenset(each) for n in range(len(members) + 1) for each in combinations(members, n)]
    program = policy.program
    variables = [program.variables[place] for place in program.places.get(fact.name, ())]
    cells = [each.value(bit) for each in variables for bit in range(len(each.values))]
    return list(fact.choices()) or cells or [fact.domain.some_value()]


def _other_values(fact: Fact, policy: Policy) -> list[Value]:
    """Return the values that are drawn of conduct that is not neutral."""
    return [each for each in _values(fact, policy) if each != fact.neutral]


def somebody(policy: Policy, facts: Mapping[str, Any]) -> Person:
    """Return somebody of whom these facts are true, and else whatever is neutral, first in its list, or no."""
    known = {name: fact for name, fact in policy.vocabulary.facts.items() if fact.kind != "derived"}
    unsure = frozenset(name for name, value in facts.items() if value == "not_sure")
    said = {name: value for name, value in facts.items() if name not in unsure}
    stated, _ = policy.vocabulary.read(said)
    drawn = _Drawn(policy, Random(0))
    drawn.draw(stated, {name: [value] for name, value in stated.items() if not isinstance(value, Part | NotSure)})
    drawn.draw(known, {name: [_usual(fact)] for name, fact in known.items()})
    matters = (name for name, fact in known.items() if fact.kind == "conduct" and not fact.occasion)
    return Person(
        policy=policy,
        truth=drawn.truth,
        matters=tuple(name for name in matters if drawn.truth[name] != known[name].neutral or name in unsure),
        unsure=unsure,
    )


def _usual(fact: Fact) -> Value:
    """Return what a fact is where nobody says anything of it."""
    first = fact.choices()[:1] or (fact.domain.some_value(),)
    return fact.neutral if fact.neutral is not None else False if False in fact.choices() else first[0]
