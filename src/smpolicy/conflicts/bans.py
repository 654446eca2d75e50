"""Bans: norms that together leave a class of persons nothing of a whole use, whatever else is so.

What a whole use is, the instrument above declares beside what limits such bans: all speaking, say.
Vocabularies and overlays declare what holds of a class of persons for as long as it serves (`lasting:`).
What anything else lifts is no such ban: a crisis ends, and who may not post one thing can post another.
A permit for each use is looked for by itself, as if it were never given: whoever waits for one cannot choose it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import prod
from typing import Final, TypeAlias

from smpolicy.conflicts.regions import broken
from smpolicy.deciding.program import Program
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import COMES_TO, Clause
from smpolicy.deciding.worlds import Formula, Literal, Undecided, conj, simplified
from smpolicy.meaning.conditions import Value, World
from smpolicy.meaning.norms import Limit, Line, Norm, Use

#: More classes of persons are not gone through: each class looked at excludes at least itself, and most exclude many.
_MOST_CLASSES: Final = 1_000
#: More uses than these are not counted: the packaged base tells nine apart.
_MOST_USES: Final = 1_000

#: Words that speak of a permit, and those by which a circumstance speaks of going without one.
_PERMIT: Final = re.compile(
    r"\b(un)?(approv\w*|cleared|clearance|permits?|permitted|permission|authori[sz]\w*|consent\w*|endors\w*|"
    r"vetted|vetting|licen[cs]e\w*|signed[- ]off|sign-off|go-ahead|green light)\b",
    re.I,
)
_WITHOUT: Final = re.compile(
    r"\b(not|no|never|without|until|unless|before|pending|lacks?|lacking|except|other than|save|"
    r"un(approv|clear|permit|authori|endors|vett|licen)\w*)\b",
    re.I,
)

#: Values left to some variables, by their places.
_Within: TypeAlias = Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """Norms, none of which can be left out, that together forbid whole uses to a class of persons."""

    norms: tuple[Norm, ...]
    #: The uses, in the words of the instrument that declares them.
    uses: tuple[str, ...]
    #: The class, in the words of the norms or, where they have none, of the documents; empty where it is everybody.
    whom: tuple[str, ...]
    #: The words in which the norms speak of the permit that would lift it; empty where nothing does.
    permits: tuple[str, ...]
    #: How many kinds of use they forbid, of how many there are; nothing where these are too many to count.
    share: tuple[int, int] | None
    #: For each norm, by its id, an activity that it forbids.
    witnesses: Mapping[str, Mapping[str, Value]]


def bans(prover: Prover, limit: Limit, clauses: Iterable[Clause]) -> Iterator[Ban]:
    """Yield the bans of whole uses among norms: those that nothing lifts, then those that only a permit does.

    What only encourages to refrain bans nothing, and a step yields something to do.

    Raises `Undecided` where the budget of work is spent before it is known.
    """
    program = prover.program
    asking = [each for each in clauses if each.norm.force in COMES_TO and each.norm.role != "step"]
    if not asking:
        return
    lasting = {name for name, fact in program.vocabulary.facts.items() if fact.lasting and name in program.places}
    measure = _Measure(prover=prover, uses=limit.uses, there=limit.there, lasting=lasting, permits={})
    outright = [*measure.bans(asking)]
    yield from outright
    permits = {each.norm.id: tuple(_permits(program, limit.uses, each)) for each in asking}
    if any(permits.values()):
        waits = replace(measure, permits=permits)
        banned = {norm.id for ban in outright for norm in ban.norms}
        # Where an outright ban leaves nothing, a permit makes no difference: so permits are looked for beside it too.
        beside = [each for each in asking if each.norm.id not in banned]
        waiting = [*waits.bans(asking), *(waits.bans(beside) if len(beside) < len(asking) else ())]
        yield from {tuple(each.id for each in ban.norms): ban for ban in waiting if ban.permits}.values()


@dataclass(frozen=True, kw_only=True)
class _Measure:
    """What is asked of norms: whether they leave some class of persons nothing of a use.

    A class is what lasts and, where permits are looked for, that they are not given.
    """

    prover: Prover
    uses: Sequence[Use]
    #: Where something of a use must be left.
    there: Sequence[Use]
    lasting: set[str]
    #: What makes a use wait for a permit by each norm, by the norm's id.
    permits: Mapping[str, tuple[_Permit, ...]]

    @property
    def program(self) -> Program:
        """The program."""
        return self.prover.program

    @cached_property
    def settled(self) -> frozenset[int]:
        """The variables by which classes are told apart."""
        return frozenset(place for name in self.lasting | self._told_by for place in self.program.places[name])

    @cached_property
    def _told_by(self) -> frozenset[str]:
        """The facts that tell whether a permit was given."""
        return frozenset().union(*(each.facts for permits in self.permits.values() for each in permits))

    @cached_property
    def reached(self) -> tuple[Formula, ...]:
        """Where the instrument above speaks to an activity of somebody to whom no permit was given."""
        there = (self.program.condition(each.condition) for each in self.there)
        return (self.program.scope.formula, *there, *self._withheld())

    def _withheld(self) -> Iterator[Formula]:
        """Yield, of each circumstance of which one speaks by having asked for a permit, that it is none of that."""
        for name in sorted(self._told_by):
            fact = self.program.vocabulary.facts[name]
            asked = [self.program.left_by({name: value}) for value in fact.raises]
            for place in self.program.places[name] if asked else ():
                mask = self.program.full[place]
                for domains in asked:
                    mask &= ~domains[place]
                yield Literal(place, mask)

    def _bites(self, clause: Clause) -> bool:
        """Whether a norm can take a use away: it forbids some, or asks for what only those can do who make none.

        Two norms of which neither speaks of use can leave nobody any way either, and ban none: they contradict.
        """
        program = self.program
        if self.permits.get(clause.norm.id):
            return True
        if clause.norm.polarity == "refrain":
            about = (_told(program, (*self.uses, *self.there)) | program.scope.facts) - self.lasting
            return not about.isdisjoint(clause.act.facts | clause.when.facts)
        done = program.used(clause)
        return self.prover.can_hold(done) and not self.prover.can_hold(
            program.scope.formula, program.applies(clause), done
        )

    def bans(self, clauses: Iterable[Clause]) -> Iterator[Ban]:
        """Yield each smallest set of norms that leaves some class nothing of a use, with all such uses."""
        biting = [each for each in clauses if self._bites(each)]
        found: dict[tuple[str, ...], list[tuple[Use, _Within]]] = {}
        for use in self.uses:
            formula = self.program.condition(use.condition)
            for class_ in self._classes(formula, biting):
                left = biting
                while self._free(formula, left, class_) is None:
                    fewest = self._fewest(formula, left, class_)
                    found.setdefault(tuple(each.norm.id for each in fewest), []).append((use, class_))
                    left = [each for each in left if each not in fewest]
        for ids, where in found.items():
            yield self._ban([each for each in biting if each.norm.id in ids], where)

    def _free(self, use: Formula, clauses: Iterable[Clause], class_: _Within) -> World | None:
        """Return somebody of a class who makes a use against none of the norms, if anybody can."""
        unbroken = (self.program.negated(broken(self.program, each)) for each in clauses)
        return self.prover.world((*self.reached, use, *unbroken), {}, class_)

    def _classes(self, use: Formula, clauses: Sequence[Clause]) -> Iterator[_Within]:
        """Yield the classes that are left nothing of a use, each by as few of their marks as tell them.

        Who is free in spite of the norms shows of every other class whether the same would be free.
        """
        program = self.program
        unbroken = (program.negated(broken(program, each)) for each in clauses)
        whole = conj((*self.reached, use, *unbroken, *program.constraints))
        excluded: list[Formula] = []
        for _ in range(_MOST_CLASSES):
            somebody = self.prover.world((*self.reached, use, *excluded), {})
            if somebody is None:
                return
            domains = program.left_by(somebody)
            class_ = {place: domains[place] for place in sorted(self.settled)}
            free = self._free(use, clauses, class_)
            if free is None:
                for place in sorted(self.settled):
                    wider = {other: mask for other, mask in class_.items() if other != place}
                    class_ = wider if self._free(use, clauses, wider) is None else class_
                yield class_
                shown = conj(Literal(place, mask) for place, mask in class_.items())
            else:
                elsewhere = program.left_by(free)
                for place in self.settled:
                    elsewhere[place] = program.full[place]
                shown = simplified(whole, elsewhere)
            excluded.append(program.negated(shown))
        raise Undecided(budget=_MOST_CLASSES, unit="classes of persons")

    def _fewest(self, use: Formula, clauses: Sequence[Clause], class_: _Within) -> Sequence[Clause]:
        """Leave out each norm, the last first, without which the class is left nothing of the use either."""
        for clause in reversed(clauses):
            fewer = [each for each in clauses if each is not clause]
            clauses = fewer if self._free(use, fewer, class_) is None else clauses
        return clauses

    def _ban(self, clauses: Sequence[Clause], where: Sequence[tuple[Use, _Within]]) -> Ban:
        use, class_ = where[0]
        permits = (permit for each in clauses for permit in self.permits.get(each.norm.id, ()))
        return Ban(
            norms=tuple(each.norm for each in clauses),
            uses=tuple(dict.fromkeys(self._said(each, clauses, there) for each, there in where)),
            whom=tuple(dict.fromkeys(self._whom(clauses, class_))),
            permits=tuple(dict.fromkeys(each.words for each in permits)),
            share=self._share(clauses, class_),
            witnesses={each.norm.id: self._witness(use, each, class_) for each in clauses},
        )

    def _said(self, use: Use, clauses: Iterable[Clause], class_: _Within) -> str:
        """Return the words of a use and, if only there nothing of it is left, where that is."""
        anywhere = replace(self, there=())._free(self.program.condition(use.condition), clauses, class_) is None
        return " ".join((use.words, *(each.words for each in self.there if not anywhere)))

    def _whom(self, clauses: Iterable[Clause], class_: _Within) -> Iterator[str]:
        """Yield the words that tell a class: those of the norms or, where they have none, those of the answers."""
        said = False
        persons = self.program.vocabulary.persons.values()
        by_default = {each.name for each in persons if each.told_by is not None and each.by_default}
        for norm in (each.norm for each in clauses):
            narrower = by_default - {each.name for each in norm.bearer}
            lines = (line for line in norm.when if line.words and _facts(self.program, line) <= self.lasting)
            words = (*(each.plural for each in norm.bearer if narrower), *(f"“{line.words}”" for line in lines))
            said = said or bool(words)
            yield from words
        for place, mask in class_.items() if not said else ():
            variable = self.program.variables[place]
            if variable.name in self.lasting:
                fact = self.program.vocabulary.facts[variable.name]
                yield fact.label(variable.value(mask.bit_length() - 1))

    def _share(self, clauses: Sequence[Clause], class_: _Within) -> tuple[int, int] | None:
        """Count the kinds of use that norms forbid a class whatever else is so, and all; none if they are too many."""
        program = self.program
        places = [place for name in sorted(_told(program, self.uses)) for place in program.places[name]]
        if prod(program.full[place].bit_count() for place in places) > _MOST_USES:
            return None
        covered, uses = 0, 0
        for cells in product(*(range(program.full[place].bit_length()) for place in places)):
            use = conj(Literal(place, 1 << cell) for place, cell in zip(places, cells, strict=True))
            if self._free(use, (), class_) is not None:
                uses += 1
                covered += self._free(use, clauses, class_) is None
        return covered, uses

    def _witness(self, use: Use, clause: Clause, class_: _Within) -> Mapping[str, Value]:
        """Return an activity of somebody of a class that a norm forbids, in the facts that show it."""
        program = self.program
        forbidden = (*self.reached, program.condition(use.condition), broken(program, clause))
        world = self.prover.world(forbidden, {}, class_) or {}
        declared = program.vocabulary.facts
        asked = {name for name in program.scope.facts if declared[name].answered_by == "user"}
        own = clause.when.facts | clause.exception.facts | clause.act.facts
        told = asked | own | {program.variables[place].name for place in class_}
        return {name: world[name] for name in sorted(told - self.prover.given.keys()) if name in world}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Permit:
    """Words of a norm that make a use wait for a permit, and the facts that tell whether it was given."""

    words: str
    facts: frozenset[str]


def _facts(program: Program, line: Line) -> frozenset[str]:
    return program.element(line.condition).facts


def _told(program: Program, uses: Iterable[Use]) -> frozenset[str]:
    """Return the facts by which uses are told apart."""
    return frozenset().union(*(program.element(use.condition).facts for use in uses))


def _permits(program: Program, uses: Sequence[Use], clause: Clause) -> Iterator[_Permit]:
    """Yield what makes a use wait for a permit, by a norm: an approval, a clearance.

    A ban waits for it by its exceptions, or by what it says of going without; a duty on the occasion of a use by
    asking for it.
    """
    norm = clause.norm
    excepting = (line for lines in norm.unless for line in lines)
    if norm.polarity == "refrain":
        going_without = (line for line in (*norm.when, *norm.act) if line.words and _WITHOUT.search(line.words))
        lines = (*going_without, *excepting)
    else:
        lines = (*(() if clause.when.facts.isdisjoint(_told(program, uses)) else norm.act), *excepting)
    for line in lines:
        told_by = _told_by(program, line)
        if told_by:
            yield _Permit(words=line.words or line.because, facts=told_by)


def _told_by(program: Program, line: Line) -> frozenset[str]:
    """Return the facts of a line that tell whether a permit was given.

    They are what one speaks of by having asked (`raises:`), or else facts of the overlay's own that ask about a permit
    or, if none does, stand beside words that speak of one. What the base asks of what is posted is no permit, whatever
    an overlay calls it.
    """
    spoken_of = [program.vocabulary.facts[name] for name in sorted(_facts(program, line))]
    own = [each for each in spoken_of if each.local_to]
    ways = (
        [each for each in spoken_of if each.raises],
        [each for each in own if _PERMIT.search(each.question)],
        own if _PERMIT.search(line.words or line.because) else [],
    )
    return frozenset(each.name for each in next(filter(None, ways), []))
