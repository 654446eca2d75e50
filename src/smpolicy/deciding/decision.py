"""Deciding: how an activity stands over all worlds that agree with what was stated.

`semantics` says what comes of an activity in one world.
Here the same is asked of every world at once: each outcome is a formula, and it is possible where a world satisfies it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, islice
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import COMES_TO, OUTCOMES, Clause, NormStatus, Outcome
from smpolicy.deciding.turning import Turning
from smpolicy.deciding.worlds import Formula, conj, find, possible, variables
from smpolicy.foundations.errors import FactProblem, ImpossibleFacts, UnknownAssumption
from smpolicy.meaning.conditions import Condition, Value, World, tests
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, OpenQuestion, Part, Stated, Vocabulary

Answer: TypeAlias = Literal[
    "not_in_force",
    "outside_scope",
    "no_departure_found",
    "departs",
    "contravenes",
    "undetermined",
    "seek_advice",
]
FindingStatus: TypeAlias = NormStatus | Literal["undetermined", "standing"]
Assume = Literal["none", "neutral"]

_STATUSES: Final[tuple[NormStatus, ...]] = (
    "broken", "met", "exception", "outside", "set_aside", "not_borne", "not_examined"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one norm stands: the one status it has in every world left, or `undetermined` among several."""

    norm: Norm
    status: FindingStatus
    possible: frozenset[NormStatus]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """The smallest change of conduct after which a norm would not be departed from."""

    norm: Norm
    changes: Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """The bare decision: what is possible, why, and what would settle it. Its parts are worked out when asked for.

    `stated` is what was said; `assumed` what was taken to be neutral because nobody said otherwise;
    `raised` the norms of which nothing was assumed, because what was said bears on them or they may be broken all the
    same; `unraised` the open questions that no stated fact raises.
    """

    program: Program
    in_force: bool
    stated: Mapping[str, Stated]
    assumed: Mapping[str, Value]
    raised: frozenset[str]
    unraised: Mapping[str, str]

    # What the facts leave open

    @cached_property
    def _domains(self) -> list[int]:
        """The values left to each variable."""
        return self.program.left_by(self.known)

    @property
    def known(self) -> Mapping[str, Stated]:
        """What was stated and what was assumed, open questions that make no difference among it."""
        return {**self.stated, **self.assumed, **self.unraised}

    def under(self, readings: Mapping[str, str]) -> Ruling | None:
        """Return the same under readings of open questions; `None` where that leaves no possible world."""
        if not self.program.agrees(self._domains, readings):
            return None
        return replace(self, unraised={**self.unraised, **readings})

    def can_hold(self, formula: Formula) -> bool:
        """Whether some world that agrees with what was stated satisfies a formula."""
        return self._turning.can_hold(formula)

    @cached_property
    def _turning(self) -> Turning:
        """The worlds left, and what the outcome turns on among them."""
        program = self.program
        return Turning(
            levels=self.program.levels(self._counted),
            constraints=program.constraints,
            domains=self._domains,
            full=program.full,
        )

    # What counts

    @cached_property
    def _counted(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.program.clauses if counts(clause, self.stated, self.program.vocabulary))

    def _broken(self, clause: Clause) -> Formula:
        return self.program.stands(clause, "broken")

    def on_an_assumption(self) -> list[Clause]:
        """Return the norms that may be broken and turn on what was only assumed, where an answer rests on that.

        It does where something departs, or where it is said that no further question would settle it.
        While there is something to ask, nobody has been answered yet.
        """
        if self.possible.isdisjoint(COMES_TO.values()):
            return []
        assuming = (clause for clause in self._counted if not clause.facts.isdisjoint(self.assumed))
        found = [clause for clause in assuming if self.can_hold(self._broken(clause))]
        return found if found and self.answer != "undetermined" else []

    def _outcome(self, outcome: Outcome) -> Formula:
        """Return the formula that holds in exactly the worlds with this outcome."""
        return self.program.outcome(self._counted, outcome)

    # What is possible, and the answer

    @cached_property
    def possible(self) -> frozenset[Outcome]:
        """The exact set of outcomes over all worlds that agree with what was stated and assumed."""
        if not self.in_force:
            return frozenset(("not_in_force",))
        return frozenset(outcome for level, outcome in enumerate(OUTCOMES[1:]) if self._turning.can_come_to(level))

    @property
    def settled(self) -> bool:
        """Whether only one outcome is possible."""
        return len(self.possible) == 1

    @property
    def or_worse(self) -> bool:
        """Whether the answer names the mildest of several outcomes."""
        return answer_among(self.possible, lambda: False)[1]

    @cached_property
    def answer(self) -> Answer:
        """The outcome if there is one; the mildest, if even that departs; else what to do about not knowing."""
        return answer_among(self.possible, self._asks_something)[0]

    def example(self, outcome: Outcome) -> World | None:
        """Return a world that agrees with everything stated and has this outcome, if there is one."""
        if not self.in_force:
            return None
        found = find((self._outcome(outcome), *self.program.constraints), self._domains, self.program.full)
        return None if found is None else self.program.world(found)

    # Why

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """How each norm stands that facts can decide."""
        found = {clause.norm.id: self._finding(clause) for clause in self.program.clauses} if self.in_force else {}
        return MappingProxyType(found)

    @cached_property
    def _found(self) -> dict[str, Finding]:
        return {}

    def finding(self, norm: str) -> Finding:
        """Return how one norm stands, by its id.

        Raises `UnknownNorm` if it is none that facts can decide here.
        """
        return self._finding(self.program.clause(norm))

    def _finding(self, clause: Clause) -> Finding:
        known = self._found.get(clause.norm.id)
        if known is None:
            known = self._found[clause.norm.id] = self._looked_at(clause)
        return known

    def _looked_at(self, clause: Clause) -> Finding:
        found = frozenset(status for status in _STATUSES if self.can_hold(self.program.stands(clause, status)))
        only = next(iter(found)) if len(found) == 1 else None
        standing = clause.norm.role == "standing" and clause not in self._counted and bool(found & {"met", "broken"})
        return Finding(norm=clause.norm, status="standing" if standing else only or "undetermined", possible=found)

    @cached_property
    def because(self) -> tuple[Finding, ...]:
        """The norms on which the answer turns: those surely broken at its level, or those that may be."""
        if self.answer in ("departs", "contravenes"):
            at_level = [self._finding(clause) for clause in self._counted if COMES_TO[clause.norm.force] == self.answer]
            surely = [each for each in at_level if each.status == "broken"]
            return tuple(surely or [each for each in at_level if "broken" in each.possible])
        if self.answer in ("undetermined", "seek_advice"):
            return tuple(self._finding(clause) for clause in self._counted if self.can_hold(self._broken(clause)))
        return ()

    def rests_on(self, finding: Finding) -> bool:
        """Whether the answer rests on a norm, without a look at all the others: as in `because`."""
        if all(clause.norm.id != finding.norm.id for clause in self._counted):
            return False
        if self.answer in ("undetermined", "seek_advice"):
            return "broken" in finding.possible
        return finding.status == "broken" and COMES_TO[finding.norm.force] == self.answer

    def may_hold(self, *conditions: Condition) -> bool:
        """Whether some world that agrees with what was stated satisfies all conditions."""
        return self.can_hold(conj(map(self.program.condition, conditions)))

    @cached_property
    def subject_to(self) -> tuple[Norm, ...]:
        """The standing norms that surely bind the person: nobody stated a concern under them."""
        if not self.in_force:
            return ()
        program = self.program
        standing = (clause for clause in program.clauses if clause.norm.role == "standing")
        return tuple(
            clause.norm
            for clause in standing
            if clause not in self._counted
            and self.can_hold(program.applies(clause))
            and not self.can_hold(program.negated(clause.borne.formula))
        )

    # What would settle it

    @cached_property
    def _movers(self) -> frozenset[str]:
        """The unknowns on which the outcome turns."""
        return frozenset(filter(self._matters, self._unknowns()))

    def _matters(self, name: str) -> bool:
        """Whether an unknown belongs to a smallest change by which the outcome can change.

        Two worlds that differ in a smallest set of unknowns, and in outcome, show that each of these matters.
        Most often one unknown suffices; where constraints tie several together, they change together.
        """
        if not self.in_force or self.settled:
            return False
        return self._moves_alone(name) or any(name in group for group in self._moving_together(self._tied_to[name]))

    def _moves_alone(self, name: str) -> bool:
        if name not in self._alone:
            self._alone[name] = self._moves((name,))
        return self._alone[name]

    @cached_property
    def _alone(self) -> dict[str, bool]:
        """The unknowns that were looked at, with whether each moves the outcome by itself."""
        return {}

    @cached_property
    def _tied_to(self) -> Mapping[str, frozenset[str]]:
        """The unknowns that constraints tie to each, itself among them."""
        groups = map(frozenset, self.program.tied(set(self._unknowns())))
        return {name: group for group in groups for name in group}

    def _moving_together(self, tied: frozenset[str]) -> list[frozenset[str]]:
        """Return the smallest groups among tied unknowns that move the outcome together, and none of them alone."""
        if tied not in self._together:
            rest = {name for name in tied if not self._moves_alone(name)} if len(tied) > 1 else set()
            groups = (sorted(group) for group in self.program.tied(rest) if len(group) > 1)
            self._together[tied] = [moving for group in groups for moving in self._smallest(group)]
        return self._together[tied]

    @cached_property
    def _together(self) -> dict[frozenset[str], list[frozenset[str]]]:
        """The groups of unknowns that were looked at, each with what moves the outcome together there."""
        return {}

    @cached_property
    def _settling(self) -> frozenset[str]:
        """The facts that can settle what somebody is not sure of, since a constraint ties the two.

        Whether insignia are sensitive is moot where there are none: that there are none moves nothing by itself, but
        it can be asked, and what is not sure cannot.
        """
        unsure = {name for name in self._movers if self.stated.get(name) is NOT_SURE}
        if not unsure:
            return frozenset()
        facts = self.program.vocabulary.facts
        beside = (group for group in self.program.tied(set(self._unknowns())) if not group.isdisjoint(unsure))
        asked = {name for group in beside for name in group if name in facts and self._askable(name)}
        return frozenset(name for name in asked - self._movers if self._narrows(name))

    def _narrows(self, name: str) -> bool:
        """Whether some answer about a fact rules an outcome out."""
        return any(self._rules_out(name, answer) for answer in _answers(self.program, name))

    def _rules_out(self, name: str, answer: Value | Part) -> bool:
        domains, constraints, full = list(self._domains), self.program.constraints, self.program.full
        self.program.restrict(domains, name, answer)
        outcomes = (self._outcome(outcome) for outcome in self.possible)
        return possible(constraints, domains, full) and not all(
            possible((outcome, *constraints), domains, full) for outcome in outcomes
        )

    def _unknowns(self) -> list[str]:
        return [name for name, places in self.program.places.items() if self._open(places)]

    def _smallest(self, tied: Sequence[str]) -> list[frozenset[str]]:
        """Return the smallest groups among tied unknowns that move the outcome together, and none of them alone."""
        found: list[frozenset[str]] = []
        for size in range(2, len(tied) + 1):
            for group in map(frozenset, combinations(tied, size)):
                if not any(each <= group for each in found) and self._moves(sorted(group)):
                    found.append(group)
        return found

    def _asks_something(self) -> bool:
        """Whether there is any question, found without looking for all of them."""
        facts = self.program.vocabulary.facts
        askable = [name for name in self._unknowns() if name in facts and self._askable(name)]
        return any(map(self._moves_alone, askable)) or bool(self.questions)

    def _open(self, places: Iterable[int]) -> bool:
        return any(self._domains[place] & (self._domains[place] - 1) for place in places)

    def _moves(self, names: Sequence[str]) -> bool:
        """Whether two worlds that differ in these unknowns alone can differ in outcome."""
        return self._turning.turns_on([place for name in names for place in self.program.places[name]])

    @cached_property
    def questions(self) -> tuple[Fact, ...]:
        """The facts still to be asked, most decisive first: none that could not change the outcome.

        Where norms were raised, one is asked about its exception only once nothing is left to ask about its act and
        circumstances.
        """
        facts = self.program.vocabulary.facts
        asked = {name for name in self._movers | self._settling if name in facts and self._askable(name)}
        if self.raised:
            asked -= self._premature(asked)
        return tuple(facts[name] for name in sorted(asked, key=self._how_decisive))

    def first_questions(self, most: int) -> tuple[Fact, ...]:
        """Return the first of the questions, as many as there are up to this many, without a look at all others.

        All are looked at where what is asked first turns on what else is: where norms were raised, or somebody is not
        sure.
        """
        if self.raised or any(each is NOT_SURE for each in self.stated.values()):
            return self.questions[:most]
        facts = self.program.vocabulary.facts
        askable = (name for name in self._unknowns() if name in facts and self._askable(name))
        asked = filter(self._matters, sorted(askable, key=self._how_decisive))
        return tuple(facts[name] for name in islice(asked, most))

    def _how_decisive(self, name: str) -> tuple[int, str]:
        return -self._weights.get(name, 0), name

    def _premature(self, asked: Set[str]) -> set[str]:
        """Return what only exceptions turn on, of norms of which it is still asked whether they apply or are broken."""
        first = self.program.spoken_of(self.program.scope.formula) & asked
        later: set[str] = set()
        for clause in self._counted:
            if self.can_hold(self._broken(clause)):
                elements = (clause.scope, clause.borne, clause.when, clause.aside, clause.act)
                before = asked & set().union(*(self.program.spoken_of(each.formula) for each in elements))
                excepting = asked & self.program.spoken_of(clause.exception.formula) - before
                if before:
                    later |= excepting
                    first |= before
                else:
                    first |= excepting
        return later - first

    def _askable(self, name: str) -> bool:
        """Whether nobody has answered a question, or only in part."""
        return isinstance(self.stated.get(name), Part | None)

    @cached_property
    def _weights(self) -> Counter[str]:
        """In how many norms that may be broken each fact plays a part; whether the text applies at all comes first."""
        weights = Counter(name for clause in self._counted for name in self.program.spoken_of(self._broken(clause)))
        weights.update(dict.fromkeys(self.program.spoken_of(self.program.scope.formula), len(self._counted)))
        return weights

    @cached_property
    def not_sure(self) -> tuple[str, ...]:
        """The facts of which a person said "not sure", and which matter."""
        unsure = (name for name in self._unknowns() if self.stated.get(name) is NOT_SURE)
        return tuple(sorted(filter(self._matters, unsure)))

    @cached_property
    def readings(self) -> tuple[OpenQuestion, ...]:
        """The open questions of interpretation on which the outcome turns."""
        questions = self.program.vocabulary.questions
        asked = sorted(name for name in self._unknowns() if name in questions)
        return tuple(questions[name] for name in asked if self._matters(name))

    @cached_property
    def mends(self) -> tuple[Mend, ...]:
        """For each norm surely broken, a smallest change of conduct, of at most two facts, that leaves it unbroken.

        None is where the answer is open: in some world nothing that counts is broken.
        """
        if self.answer in ("undetermined", "seek_advice"):
            return ()
        return tuple(
            Mend(norm=finding.norm, changes=changes)
            for finding in self.because
            if finding.status == "broken" and (changes := self._mended(finding.norm))
        )

    def _mended(self, norm: Norm) -> Mapping[str, Value] | None:
        """Find what mends a norm: best a change of its act, of what was stated, of what one can see for oneself.

        What should not be done is best left undone, so neutral values are tried first; what should be done, done.
        """
        clause = self.program.clause(norm.id)
        facts = self.program.vocabulary.facts
        act = clause.act.facts
        spoken_of = self.program.spoken_of(self._broken(clause))
        conduct = sorted(
            (name for name in spoken_of if name in facts and facts[name].kind == "conduct"),
            key=lambda name: (name not in act, name not in self.stated, facts[name].answered_by == "attest", name),
        )
        options = {
            name: list(_other_values(facts[name], self.stated.get(name, self.assumed.get(name)), clause))
            for name in conduct
        }
        neutral = {
            name: [value for value in values if value == facts[name].neutral] for name, values in options.items()
        }
        for tried in (neutral, options) if norm.polarity == "refrain" else (options,):
            for size in (1, 2):
                for group in combinations(conduct, size):
                    for changes in _choices(group, tried):
                        if self._would_mend(clause, changes):
                            return changes
        return None

    def _would_mend(self, clause: Clause, changes: Mapping[str, Value]) -> bool:
        """Whether a norm is surely unbroken after a change; what constraints tie to the change may follow it."""
        domains = list(self._domains)
        changed = {place for name in changes for place in self.program.places[name]}
        for constraint in self.program.constraints:
            if not variables(constraint).isdisjoint(changed):
                for place in variables(constraint):
                    domains[place] = self._free(place)
        for name, value in changes.items():
            for place in self.program.places[name]:
                domains[place] = self.program.full[place]
            self.program.restrict(domains, name, value)
        rest = self.program.constraints
        return possible(rest, domains, self.program.full) and not possible(
            (self._broken(clause), *rest), domains, self.program.full
        )

    def _free(self, place: int) -> int:
        """Return all values of a variable of conduct, and what is left to one of circumstance."""
        fact = self.program.vocabulary.facts.get(self.program.variables[place].name)
        return self.program.full[place] if fact and fact.kind == "conduct" else self._domains[place]


def answer_among(possible: frozenset[Outcome], asks: Callable[[], bool]) -> tuple[Answer, bool]:
    """Return the answer among possible outcomes, and whether a worse outcome than it is possible.

    `asks` tells whether a question could still settle it; it is not called where that makes no difference.
    """
    mildest = min(possible, key=OUTCOMES.index)
    if len(possible) == 1:
        return mildest, False
    if mildest == "departs":
        return mildest, True
    return ("undetermined" if asks() else "seek_advice"), False


def counts(clause: Clause, stated: Mapping[str, Stated], vocabulary: Vocabulary) -> bool:
    """Tell whether a norm can make an outcome worse: a step never does, a standing norm once a concern is stated."""
    if clause.norm.force not in COMES_TO or clause.norm.role == "step":
        return False
    return clause.norm.role != "standing" or any(
        concern(vocabulary.facts[name], stated[name]) for name in clause.act.facts if name in stated
    )


def concern(fact: Fact, stated: Stated) -> bool:
    """Tell whether a statement raises a concern: conduct that cannot be neutral, or a "not sure" about it.

    What is only the occasion of an activity raises none, and neither does what leaves its neutral value possible.
    """
    if fact.kind != "conduct" or fact.occasion:
        return False
    return not fact.domain.leaves(stated, fact.neutral)


def raises(clause: Clause, stated: Mapping[str, Stated], vocabulary: Vocabulary, spoken: Set[str]) -> bool:
    """Tell whether what was said raises a norm: its act, its circumstances or its exceptions turn on what is spoken of.

    Only norms that can make an outcome worse are raised, and steps, which say what is to be done.
    """
    if not counts(clause, stated, vocabulary) and clause.norm.role != "step":
        return False
    elements = (clause.act, clause.when, clause.exception, clause.aside)
    return any(not spoken.isdisjoint(each.facts) for each in elements)


def _spoken_of(program: Program, stated: Mapping[str, Stated]) -> frozenset[str]:
    """Return the conduct that cannot be neutral by what was said, or of which somebody is not sure.

    What the constraints make of a statement counts as said: who says what a photo shows says that there is one.
    """
    facts = program.vocabulary.facts
    domains = program.left_by(stated)
    told = {name for name, each in stated.items() if concern(facts[name], each)}
    forced = {
        name
        for name, fact in facts.items()
        if fact.kind == "conduct"
        and not fact.occasion
        and fact.neutral is not None
        and name not in stated
        and name in program.places
        and not program.tied_to[name].isdisjoint(stated)
        and not program.agrees(domains, {name: fact.neutral})
    }
    return frozenset(told | forced)


def _other_values(fact: Fact, now: Stated | None, clause: Clause) -> Iterator[Value]:
    """Yield the values conduct could be changed to in order to mend a norm, the neutral one first."""
    if fact.neutral is not None and fact.neutral != now:
        yield fact.neutral
    named = [
        test.operand
        for part in (clause.act, clause.when, clause.exception)
        for test in tests(part.condition)
        if test.fact == fact.name
    ]
    yield from (value for value in fact.domain.changes(now, named) if value not in (now, fact.neutral))


def _choices(names: Sequence[str], options: Mapping[str, Sequence[Value]]) -> Iterator[dict[str, Value]]:
    if not names:
        yield {}
        return
    for value in options[names[0]]:
        for rest in _choices(names[1:], options):
            yield {names[0]: value, **rest}


def decide(
    program: Program,
    facts: Mapping[str, object],
    *,
    given: Mapping[str, Stated],
    in_force: bool,
    assume: Assume,
) -> Ruling:
    """Decide an activity: `facts` as a caller states them, with those `given` by where and when it happens.

    Raises `ImpossibleFacts`, naming every problem, if something stated is no fact, no value of it, or impossible,
    and `UnknownAssumption` if `assume` is neither `none` nor `neutral`.
    """
    if not isinstance(assume, str) or assume not in get_args(Assume):
        raise UnknownAssumption(assume=assume, known=get_args(Assume))
    stated, problems = program.vocabulary.read(facts)
    for name, value in given.items():
        if stated.get(name, value) not in (value, NOT_SURE):
            message = f"`{name}` is `{value}` here, as the registry has it"
            problems.append(FactProblem(kind="breaks-constraint", facts=(name,), message=message))
        stated[name] = value
    problems.extend(_broken_constraints(program, stated))
    if problems:
        raise ImpossibleFacts(problems=tuple(problems))
    ruling = Ruling(
        program=program,
        in_force=in_force,
        stated=MappingProxyType(stated),
        assumed=MappingProxyType({}),
        raised=frozenset(),
        unraised=MappingProxyType({}),
    )
    if assume == "none":
        return ruling
    *_, last = assumptions(ruling)
    return last


def assumptions(ruling: Ruling) -> Iterator[Ruling]:
    """Take unstated conduct at its neutral value, but for all that raised norms turn on; the last is what is decided.

    Each assumes less than the one before it.
    A norm that an answer rests on although its conduct was assumed is raised too, as if somebody had spoken of it:
    else what nobody said would be held against somebody, or "no further question would settle it" would be untrue.
    So is, in effect, the scope, where it is said that no question would settle whether the text applies at all.
    """
    program, stated = ruling.program, ruling.stated
    spoken = _spoken_of(program, stated)
    raised = [clause for clause in program.clauses if raises(clause, stated, program.vocabulary, spoken)]
    scope: frozenset[str] = frozenset()
    while True:
        assumed = program.neutral(stated, leaving_open=scope.union(*(clause.facts for clause in raised)))
        ruling = replace(
            ruling,
            assumed=MappingProxyType(assumed),
            raised=frozenset(clause.norm.id for clause in raised),
            unraised=MappingProxyType(_unraised(program, {**stated, **assumed})),
        )
        yield ruling
        further = ruling.on_an_assumption()
        if "outside_scope" in ruling.possible and ruling.answer == "seek_advice":
            scope = program.scope.facts
        if not further and scope.isdisjoint(assumed):
            return
        raised += further


def _broken_constraints(program: Program, stated: Mapping[str, Stated]) -> Iterator[FactProblem]:
    domains = program.left_by(stated)
    if possible(program.constraints, domains, program.full):
        return
    alone = [
        (constraint, formula)
        for constraint, formula in zip(program.vocabulary.constraints, program.constraints, strict=True)
        if not possible((formula,), domains, program.full)
    ]
    broken = [(constraint.why, formula) for constraint, formula in alone]
    for why, formula in broken or [("together they leave no possible world", conj(program.constraints))]:
        names = sorted(program.spoken_of(formula) & set(stated))
        listed = ", ".join(f"`{name}`" for name in names)
        message = f"{listed} cannot hold together: {why}"
        yield FactProblem(kind="breaks-constraint", facts=tuple(names), message=message)


def _unraised(program: Program, known: Mapping[str, Stated]) -> dict[str, str]:
    """Return the open questions that nothing known raises, each with the reading under which that makes no difference.

    What is known raises a question if it states the fact that does, or bears on it through a constraint.

    A reading that would leave no possible world is not set aside.
    """
    domains = program.left_by(known)
    unraised: dict[str, str] = {}
    for name, question in sorted(program.vocabulary.questions.items()):
        if (
            question.closed
            or not question.raised_by
            or not question.unraised
            or _raised(program, domains, question.raised_by, known)
        ):
            continue
        if program.agrees(domains, {**unraised, name: question.unraised}):
            unraised[name] = question.unraised
    return unraised


def _raised(program: Program, domains: Sequence[int], name: str, known: Mapping[str, Stated]) -> bool:
    if name in known:
        return True
    if name not in program.places or known.keys().isdisjoint(program.tied_to[name]):
        return False
    free = list(program.full)
    return any(
        program.agrees(free, {name: answer}) and not program.agrees(domains, {name: answer})
        for answer in _answers(program, name)
    )


def _answers(program: Program, name: str) -> Iterator[Value | Part]:
    """Yield what can be said of a fact; of a set, that it has a member or lacks it, since its subsets are too many."""
    members = [str(each.member) for place in program.places[name] if (each := program.variables[place]).member]
    for member in map(frozenset, zip(members, strict=True)):
        yield from (Part(has=member, lacks=frozenset()), Part(has=frozenset(), lacks=member))
    if not members:
        (variable,) = (program.variables[place] for place in program.places[name])
        yield from map(variable.value, range(len(variable.values)))
