"""An inquiry: a case, and what would settle it: the facts to be asked, and what cannot be asked but matters.

Two worlds that differ in a smallest set of unknowns, and in outcome, show that each of these matters.
Most often one unknown suffices; where constraints tie several together, they change together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations, islice

from smpolicy.deciding.case import Case
from smpolicy.deciding.compiling import expanded
from smpolicy.deciding.worlds import possible
from smpolicy.foundations.once import once
from smpolicy.meaning.conditions import Value, told
from smpolicy.meaning.conditions import facts as facts_of
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, NotSure, OpenQuestion, Part


@dataclass(frozen=True, kw_only=True)
class Inquiry(Case):
    """A case that is looked into: which of the unknowns matter, and which question comes first."""

    # What is asked

    @once
    def questions(self) -> tuple[Fact, ...]:
        """The facts still to be asked, most decisive first: none that could not change the outcome.

        Where norms were raised, one is asked about its exception only once nothing is left to ask about its act and
        circumstances. What presupposes something that is not surely so waits until nothing else is left to ask.
        """
        facts = self.program.vocabulary.facts
        if self.decided is not None:
            return tuple(facts[name] for name in self.decided.questions)
        names = {name for name in self.movers | self.settling if name in facts and self._answerable(name)}
        ready = {name for name in names if self.presupposed(facts[name])}
        premature = self._premature(names) if self.raised else set[str]()
        return tuple(
            facts[name] for name in sorted(ready - premature or ready or names - premature, key=self._how_decisive)
        )

    def presupposed(self, fact: Fact) -> bool | None:
        """Whether what a fact presupposes surely holds, or surely does not; `None` where that is open."""
        if fact.presupposes is None:
            return True
        condition = expanded(fact.presupposes, self.program.vocabulary)
        values = {name: self.only_value(name) for name in facts_of(condition)}
        return told(condition, {name: value for name, value in values.items() if value is not None})

    def only_value(self, name: str) -> Value | None:
        """Return what a fact surely is: by what is known of it, or by the constraints."""
        known = self.known.get(name)
        if known is not None and not isinstance(known, Part | NotSure):
            return known
        if name not in self.program.places:
            return None
        left = [each for each in self.program.answers(name) if self.program.agrees(self.domains, {name: each})]
        return left[0] if len(left) == 1 and not isinstance(left[0], Part) else None

    def first_questions(self, most: int) -> tuple[Fact, ...]:
        """Return the first of the questions, as many as there are up to this many, without a look at all others.

        All are looked at where what is asked first turns on what else is: where norms were raised, or somebody is not
        sure.
        """
        if self.decided is not None or self.raised or any(answer is NOT_SURE for answer in self.stated.values()):
            return self.questions[:most]
        facts = self.program.vocabulary.facts
        waiting: dict[bool, list[str]] = {True: [], False: []}
        for name in sorted(self._askable(), key=self._how_decisive):
            waiting[bool(self.presupposed(facts[name]))].append(name)
        ready = tuple(islice(filter(self._matters, waiting[True]), most))
        return tuple(facts[name] for name in ready or islice(filter(self._matters, waiting[False]), most))

    def asks_something(self) -> bool:
        """Whether there is any question, found without looking for all of them."""
        if self.decided is not None:
            return self.decided.asks_something
        return any(map(self._moves_alone, self._askable())) or bool(self.questions)

    @once
    def not_sure(self) -> tuple[str, ...]:
        """The facts of which a person said "not sure", and which matter."""
        if self.decided is not None:
            return self.decided.not_sure
        unsure = (name for name in self._unknowns() if self.stated.get(name) is NOT_SURE)
        return tuple(sorted(filter(self._matters, unsure)))

    @once
    def readings(self) -> tuple[OpenQuestion, ...]:
        """The open questions of interpretation on which the outcome turns."""
        questions = self.program.vocabulary.questions
        if self.decided is not None:
            return tuple(questions[name] for name in self.decided.readings)
        names = sorted(name for name in self._unknowns() if name in questions)
        return tuple(questions[name] for name in names if self._matters(name))

    # What is unknown

    def _unknowns(self) -> list[str]:
        return [name for name, places in self.program.places.items() if self._open(places)]

    def _open(self, places: Iterable[int]) -> bool:
        return any(self.domains[place] & (self.domains[place] - 1) for place in places)

    def _askable(self) -> Iterator[str]:
        """Yield the unknown facts that can be asked."""
        facts = self.program.vocabulary.facts
        return (name for name in self._unknowns() if name in facts and self._answerable(name))

    def _answerable(self, name: str) -> bool:
        """Whether nobody has answered a question, or only in part."""
        return isinstance(self.stated.get(name), Part | None)

    # What the outcome turns on

    @once
    def movers(self) -> frozenset[str]:
        """The unknowns on which the outcome turns."""
        return frozenset(filter(self._matters, self._unknowns()))

    def _matters(self, name: str) -> bool:
        """Whether an unknown belongs to a smallest change by which the outcome can change."""
        if self.settled:
            return False
        return self._moves_alone(name) or any(name in group for group in self._moving_together(self._tied_to[name]))

    def _moves_alone(self, name: str) -> bool:
        if name not in self._kept_alone:
            self._kept_alone[name] = self.turns_on((name,))
        return self._kept_alone[name]

    @once
    def _kept_alone(self) -> dict[str, bool]:
        """The unknowns that were looked at, with whether each moves the outcome by itself."""
        return {}

    @once
    def _tied_to(self) -> Mapping[str, frozenset[str]]:
        """The unknowns that constraints tie to each, itself among them."""
        groups = map(frozenset, self.program.tied(set(self._unknowns())))
        return {name: group for group in groups for name in group}

    def _moving_together(self, tied: frozenset[str]) -> list[frozenset[str]]:
        """Return the smallest groups among tied unknowns that move the outcome together, and none of them alone."""
        if tied not in self._kept_together:
            not_moving = {name for name in tied if not self._moves_alone(name)} if len(tied) > 1 else set()
            groups = self.program.tied(not_moving)
            self._kept_together[tied] = [moving for group in groups for moving in self._smallest(sorted(group))]
        return self._kept_together[tied]

    @once
    def _kept_together(self) -> dict[frozenset[str], list[frozenset[str]]]:
        """The groups of unknowns that were looked at, each with what moves the outcome together there."""
        return {}

    def _smallest(self, names: Sequence[str]) -> list[frozenset[str]]:
        """Return the smallest groups among names of which none moves the outcome alone that move it together."""
        smallest: list[frozenset[str]] = []
        for size in range(2, len(names) + 1):
            for group in map(frozenset, combinations(names, size)):
                if not any(smaller <= group for smaller in smallest) and self.turns_on(sorted(group)):
                    smallest.append(group)
        return smallest

    # What settles what somebody is not sure of

    @once
    def settling(self) -> frozenset[str]:
        """The facts that can settle what somebody is not sure of, since a constraint ties the two.

        Whether insignia are sensitive is moot where there are none: that there are none moves nothing by itself, but it
        can be asked, and what is not sure cannot.
        """
        unsure = {name for name in self.movers if self.stated.get(name) is NOT_SURE}
        if not unsure:
            return frozenset()
        beside = frozenset().union(*(self._tied_to[name] for name in unsure))
        return frozenset(name for name in self._askable() if name in beside - self.movers and self._narrows(name))

    def _narrows(self, name: str) -> bool:
        """Whether some answer about a fact rules an outcome out."""
        return any(self._rules_out(name, answer) for answer in self.program.answers(name))

    def _rules_out(self, name: str, answer: Value | Part) -> bool:
        domains, constraints, full = list(self.domains), self.program.constraints, self.program.full
        self.program.restrict(domains, name, answer)
        outcomes = (self.outcome(outcome) for outcome in self.possible)
        return possible(constraints, domains, full) and not all(
            possible((outcome, *constraints), domains, full) for outcome in outcomes
        )

    # What is asked first

    def _how_decisive(self, name: str) -> tuple[int, str]:
        return -self._weights[name], name

    @once
    def _weights(self) -> Counter[str]:
        """In how many norms that may be broken each fact plays a part; whether the text applies at all comes first."""
        program = self.program
        breached = map(program.breaches, self.counted)
        weights = Counter(name for formula in breached for name in program.spoken_of(formula))
        weights.update(dict.fromkeys(program.spoken_of(program.scope.formula), len(self.counted)))
        return weights

    def _premature(self, asked: Set[str]) -> set[str]:
        """Return what only exceptions turn on, of norms of which it is still asked whether they apply or are broken."""
        spoken_of = self.program.spoken_of
        first = spoken_of(self.program.scope.formula) & asked
        later: set[str] = set()
        for clause in filter(self.may_be_breached, self.counted):
            elements = (clause.scope, clause.borne, clause.when, clause.aside, clause.act, clause.counting)
            before_exception = asked & set().union(*(spoken_of(element.formula) for element in elements))
            excepting = asked & spoken_of(clause.exception.formula) - before_exception
            if before_exception:
                later |= excepting
                first |= before_exception
            else:
                first |= excepting
        return later - first
