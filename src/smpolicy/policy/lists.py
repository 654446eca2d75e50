"""Which facts stand in which list, by what the vocabulary plans and by the norms that turn on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from smpolicy.conflicts.regime import Regime
from smpolicy.deciding.decision import Ruling
from smpolicy.deciding.semantics import Clause, matters
from smpolicy.foundations.once import Unchanging, once
from smpolicy.meaning.interviews import Plan
from smpolicy.meaning.norms import Provision
from smpolicy.meaning.vocabulary import Fact
from smpolicy.policy.screens import MORE, WHAT, WHO, Tick, TickGroup, ticks_of

#: How many screens of lists anybody goes through at most.
MOST_SCREENS: Final = 3
#: What is asked of that which stands in no list that is planned.
_ASKS: Final = "Is any of this so?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A list, by its provision, and what stands in it: to be ticked or, where nobody can tick it, to be asked."""

    provision: str
    planned: bool
    ticks: tuple[Tick, ...]
    asked: tuple[Fact, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that stands in it."""
        return tuple(dict.fromkeys((*(tick.fact for tick in self.ticks), *self.asked)))


@dataclass(frozen=True, kw_only=True)
class Lists(Unchanging):
    """The lists of an interview under one policy."""

    policy: Regime

    @property
    def plan(self) -> Plan:
        """What the vocabularies plan."""
        return self.policy.vocabulary.interview

    @once
    def what(self) -> tuple[str, ...]:
        """The facts that are asked about beside the starting points: as planned, and by what conduct the text applies.

        Whether it applies at all follows from no norm that anybody spoke of, so nobody would be asked.
        """
        facts = self.policy.vocabulary.facts
        scope = sorted(name for name in self.policy.program.scope.facts if facts[name].kind == "conduct")
        return tuple(dict.fromkeys((*self.plan.what, *scope)))

    @once
    def places(self) -> tuple[Place, ...]:
        """The lists in their order, and behind them what stands in none that is planned."""
        found: dict[str, list[Fact]] = {provision: [] for provision in self.plan.lists}
        for fact in self.policy.vocabulary.facts.values():
            turning = self._turning_on(fact)
            if turning:
                found.setdefault(self._list_of(fact, turning), []).append(fact)
        return tuple(
            Place(
                provision=provision,
                planned=provision in self.plan.lists,
                ticks=tuple(tick for fact in facts for tick in ticks_of(fact)),
                asked=tuple(fact for fact in facts if not any(ticks_of(fact))),
            )
            for provision, facts in found.items()
            if facts
        )

    def _turning_on(self, fact: Fact) -> list[Clause]:
        """Return the norms for whose sake a fact stands in a list; none where it stands in no list."""
        if fact.kind == "derived" or fact.follow_up or fact.name in (*self.plan.who, *self.what):
            return []
        turning = [each for each in self.policy.program.clauses if matters(each.norm) and fact.name in _parts(each)]
        if fact.ticks:
            return turning
        if fact.kind == "conduct" and not fact.occasion:
            return [each for each in turning if fact.name in _parts(each, excepting=False)]
        standing = [each for each in turning if each.norm.role == "standing" and fact.name in each.act.facts]
        return standing if fact.raises else []

    @property
    def headings(self) -> Mapping[str, tuple[Fact, ...]]:
        """All facts that can be stated, under what stands over them where an interview asks about them.

        What it asks first stands first. A fact of no list stands under the heading of the first norm that turns on it,
        and what no norm turns on comes last.
        """
        placed = {fact.name: place.provision for place in self.places for fact in place.facts}
        over = {WHO: list[Fact](), WHAT: list[Fact]()} | {self._heading(each): list[Fact]() for each in placed.values()}
        last: list[Fact] = []
        facts = self.policy.vocabulary.facts
        for fact in map(facts.__getitem__, dict.fromkeys((*self.plan.who, *self.what, *facts))):
            if fact.kind == "derived" or fact.name in self.policy.given:
                continue
            if fact.name in (*self.plan.who, *self.what):
                over[WHO if fact.name in self.plan.who else WHAT].append(fact)
                continue
            turning = [each for each in self.policy.program.clauses if fact.name in _parts(each)]
            provision = placed.get(fact.name) or (self._list_of(fact, turning) if turning else "")
            (over.setdefault(self._heading(provision), []) if provision else last).append(fact)
        return {words: tuple(under) for words, under in {**over, MORE: last}.items() if under}

    def _list_of(self, fact: Fact, turning: Sequence[Clause]) -> str:
        """Return the list in which a fact stands; where none is planned for it, the provision of its first norm."""
        if fact.ticked_under in self.plan.lists:
            return fact.ticked_under
        above = (each for clause in turning for each in self._from(clause.norm.provision))
        return next((each.id for each in above if each.id in self.plan.lists), turning[0].norm.provision)

    def _from(self, provision: str) -> Iterator[Provision]:
        """Yield a provision and those above it, nearest first."""
        following: str | None = provision
        while following in self._provisions:
            current = self._provisions[following]
            yield current
            following = current.parent

    @once
    def _provisions(self) -> Mapping[str | None, Provision]:
        return {each.id: each for instrument in self.policy.resolution.instruments for each in instrument.provisions}

    def screens(self, opened: Set[str]) -> list[tuple[Place, ...]]:
        """Return the lists that are opened, on at most three screens; what no list is planned for is always asked.

        Where there are more, the shortest ones that are neighbours share a screen.
        """
        screens: list[tuple[Place, ...]] = [
            (place,) for place in self.places if place.planned and place.provision in opened
        ]
        others = tuple(place for place in self.places if not place.planned)
        if others:
            screens[-1:] = [(*(screens[-1] if screens else ()), *others)]
        while len(screens) > MOST_SCREENS:
            lengths = [sum(len(place.ticks) for place in screen) for screen in screens]
            first = min(range(len(screens) - 1), key=lambda n: lengths[n] + lengths[n + 1])
            screens[first : first + 2] = [(*screens[first], *screens[first + 1])]
        return screens

    def groups(self, places: Iterable[Place], shown: Set[str]) -> tuple[TickGroup, ...]:
        """Return what lists show of some facts."""
        return tuple(
            TickGroup(
                provision=place.provision,
                heading=self._heading(place.provision),
                asks=self.plan.lists[place.provision].asks if place.planned else _ASKS,
                ticks=ticks,
            )
            for place in places
            if (ticks := tuple(tick for tick in place.ticks if tick.fact.name in shown))
        )

    def _heading(self, provision: str) -> str:
        planned = self.plan.lists.get(provision)
        if planned and planned.heading:
            return planned.heading
        around = list(self._from(provision))
        if planned:
            return around[0].heading or around[0].text
        return next((each.heading for each in around if each.heading), around[0].citation if around else provision)


def relevant(certain: Ruling) -> set[str]:
    """Return the facts on which norms turn that may still apply to what was said."""
    program = certain.program
    applying = (
        clause
        for clause in program.clauses
        if matters(clause.norm) and certain.can_hold(program.applies(clause, leaving_out={"exception"}))
    )
    return set().union(*map(_parts, applying))


def _parts(clause: Clause, *, excepting: bool = True) -> frozenset[str]:
    """Return what a norm turns on, its exceptions among it or not."""
    return frozenset().union(*(each.facts for each in clause.elements if excepting or each is not clause.exception))
