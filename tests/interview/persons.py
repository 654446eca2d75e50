"""Invented persons, each with a truth about every fact, and how they find their way through an interview.

The recipe, which asks for no fact by its name:

- Whom it is about and the circumstances are drawn evenly from what they can be, numbers and days from the stretches
  that conditions tell apart; what is an occasion, such as what one does and where, is drawn evenly too.
- None to three **matters** are raised: conduct that is no occasion gets a value that is not neutral. What the same
  norms turn on is drawn evenly in one of two cases. All other conduct is neutral.
- What the constraints forbid is drawn anew, the person and the matters first.
- For three in four, these are drawn anew until by themselves they depart from nothing, and the instrument speaks there.
- One in three is not sure of something: of a matter or what belongs to it or, one in four of these, of any fact.

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
from smpolicy.interview import Interview, Screen, Tick
from smpolicy.meaning.domains import Value
from smpolicy.meaning.interviews import Start
from smpolicy.meaning.vocabulary import NOT_SURE, Fact
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
    random, facts = (
        Random(seed),
        {name: each for name, each in policy.vocabulary.facts.items() if each.kind != "derived"},
    )
    drawn = _Drawn(policy=policy, random=random, truth=dict(policy.given))
    around = [name for name, fact in facts.items() if fact.kind != "conduct" or fact.occasion]
    spoken = random.random() < 3 / 4
    for _ in range(_TRIES):
        drawn.truth = dict(policy.given)
        drawn.draw(around, {})
        said = {name: value for name, value in drawn.truth.items() if name not in policy.given}
        if not spoken or policy.evaluate(plain_stated(said), assume="neutral").answer == "no_departure_found":
            break
    conduct = [name for name in facts if name not in around]
    raised = random.sample(conduct, min(len(conduct), random.randrange(4)))
    clauses = (clause for clause in policy.program.clauses if not clause.facts.isdisjoint(raised))
    beside = sorted({name for clause in clauses for name in clause.facts} - {*raised} & {*conduct})
    also = [name for name in beside if random.random() < 1 / 2]
    neutral = {name: [facts[name].neutral] for name in conduct}
    other = {name: [each for each in _values(facts[name], policy) if each != facts[name].neutral] for name in raised}
    drawn.draw(raised, other)
    drawn.draw(also, {})
    drawn.draw(conduct, neutral)
    unsure: frozenset[str] = frozenset()
    if random.random() < 1 / 3:
        of = [*raised, *also] if random.random() < 3 / 4 else list(facts)
        unsure = frozenset(random.sample(of, min(len(of), 1))) - policy.given.keys()
    matters = tuple(name for name in conduct if drawn.truth[name] != facts[name].neutral or name in unsure)
    return Person(policy=policy, truth=drawn.truth, matters=matters, unsure=unsure)


@dataclass(kw_only=True)
class _Drawn:
    """What has been drawn so far of somebody."""

    policy: Policy
    random: Random
    truth: dict[str, Value]

    def draw(self, names: Iterable[str], first: Mapping[str, Sequence[Value | None]]) -> None:
        """Draw what is not drawn yet, where the constraints permit it one of the values given first."""
        program = self.policy.program
        domains = program.left_by(self.truth)
        for name in names:
            if name in self.truth:
                continue
            values = _values(self.policy.vocabulary.facts[name], self.policy)
            tried = (
                *self.random.sample(first.get(name, ()), len(first.get(name, ()))),
                *self.random.sample(values, len(values)),
            )
            value = next(each for each in tried if each is not None and program.agrees(domains, {name: each}))
            program.restrict(domains, name, value)
            self.truth[name] = value


def _values(fact: Fact, policy: Policy) -> list[Value]:
    """Return the values that are drawn of a fact."""
    members = fact.domain.members()
    if members:
        return [frozenset(each) for n in range(len(members) + 1) for each in combinations(members, n)]
    program = policy.program
    variables = [program.variables[place] for place in program.places.get(fact.name, ())]
    cells = [each.value(bit) for each in variables for bit in range(len(each.values))]
    return list(fact.choices()) or cells or [fact.domain.some_value()]
