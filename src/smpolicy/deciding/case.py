"""A case: what was stated and assumed of an activity, and what is so in all worlds that this leaves.

`semantics` says what comes of an activity in one world.
Here the same is asked of every world at once: each outcome is a formula, and it is possible where a world satisfies it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, Protocol, Self, TypeAlias

from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import COMES_TO, OUTCOMES, Clause, FindingStatus, NormStatus, Outcome
from smpolicy.deciding.turning import Turning
from smpolicy.deciding.worlds import Formula, conj, find, possible
from smpolicy.foundations.errors import FactProblem
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.once import once
from smpolicy.foundations.read_only import ReadOnly
from smpolicy.meaning.conditions import Condition, Value, World
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, Stated, Vocabulary

#: What it takes for a norm to count, where it is broken: to be said of a fact of its act, but for the last two.
Once: TypeAlias = Literal["a concern is stated", "its act is spoken of", "it applies", "never"]

_STATUSES: Final[tuple[NormStatus, ...]] = (
    "broken", "met", "exception", "outside", "set_aside", "not_borne", "not_examined"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one norm stands: the one status it has in every world left, or `undetermined` among several."""

    norm: Norm
    status: FindingStatus
    possible: frozenset[NormStatus]

    __repr__ = in_brief


class Decided(Protocol):
    """What a program that was compiled for good has decided of a case, in ids: a `Verdict`."""

    @property
    def possible(self) -> frozenset[Outcome]:
        """The exact set of outcomes."""

    @property
    def asks_something(self) -> bool:
        """Whether there is any question."""

    @property
    def questions(self) -> Sequence[str]:
        """The facts still to be asked, most decisive first."""

    @property
    def not_sure(self) -> tuple[str, ...]:
        """The facts of which a person was not sure, and which matter."""

    @property
    def readings(self) -> Sequence[str]:
        """The open questions of interpretation on which the outcome turns."""

    @property
    def subject_to(self) -> tuple[str, ...]:
        """The standing norms that surely bind the person."""

    @property
    def steps(self) -> tuple[str, ...]:
        """What the text asks one to do now, by the norms that do."""

    def may_break(self, norm: str) -> bool:
        """Whether a norm counts and is broken in some world that is left."""

    def surely_breaks(self, norm: str) -> bool:
        """Whether a norm counts and is broken in every world that is left."""

    def statuses_of(self, norm: str) -> frozenset[NormStatus]:
        """Return the statuses that a norm has in some world that is left."""

    def possible_under(self, question: str, reading: str) -> frozenset[Outcome] | None:
        """Return the outcomes that a reading of an open question leaves; nothing where that has to be looked for."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """An activity that is to be decided: what is possible, and how each norm stands. Worked out when asked for.

    `stated` is what was said; `assumed` what was taken to be neutral because nobody said otherwise; `raised` the norms
    of which nothing was assumed, because what was said bears on them or they may be broken all the same; `unraised` the
    open questions that no stated fact raises.
    What a program that was compiled for good has `decided` of it already is not found out again; of another case, made
    from this one, it has decided nothing.
    """

    program: Program
    in_force: bool
    stated: Mapping[str, Stated]
    assumed: Mapping[str, Value]
    raised: frozenset[str]
    unraised: Mapping[str, str]
    decided: Decided | None = field(default=None, init=False, compare=False, repr=False)

    # What the facts leave open

    @property
    def known(self) -> Mapping[str, Stated]:
        """What was stated and what was assumed, open questions that make no difference among it."""
        return {**self.stated, **self.assumed, **self.unraised}

    @once
    def domains(self) -> Sequence[int]:
        """The values left to each variable."""
        return self.program.left_by(self.known)

    def under(self, readings: Mapping[str, str]) -> Self | None:
        """Return the same under readings of open questions; `None` where that leaves no possible world."""
        if not self.program.agrees(self.domains, readings):
            return None
        return replace(self, unraised={**self.unraised, **readings})

    @once
    def _turning(self) -> Turning:
        """The worlds left, and what the outcome turns on among them."""
        program = self.program
        return Turning(
            levels=program.levels(self.counted),
            constraints=program.constraints,
            domains=self.domains,
            full=program.full,
        )

    def can_hold(self, formula: Formula) -> bool:
        """Whether some world that agrees with what was stated satisfies a formula."""
        return self._turning.can_hold(formula)

    def may_hold(self, *conditions: Condition) -> bool:
        """Whether some world that agrees with what was stated satisfies all conditions."""
        return self.can_hold(conj(map(self.program.condition, conditions)))

    def turns_on(self, names: Sequence[str]) -> bool:
        """Whether two worlds that differ in these facts and open questions alone can differ in outcome."""
        return self._turning.turns_on([place for name in names for place in self.program.places[name]])

    # What is possible

    @once
    def counted(self) -> tuple[Clause, ...]:
        """The norms that can make the outcome worse."""
        return tuple(clause for clause in self.program.clauses if counts(clause, self.stated, self.program.vocabulary))

    def is_counted(self, clause: Clause) -> bool:
        """Whether a norm can make the outcome worse."""
        return clause.norm.id in self._ids_counted

    @once
    def _ids_counted(self) -> frozenset[str]:
        return frozenset(clause.norm.id for clause in self.counted)

    def outcome(self, outcome: Outcome) -> Formula:
        """Return the formula that holds in exactly the worlds with this outcome."""
        return self.program.outcome(self.counted, outcome)

    @once
    def possible(self) -> frozenset[Outcome]:
        """The exact set of outcomes over all worlds that agree with what was stated and assumed."""
        if not self.in_force:
            return frozenset(("not_in_force",))
        if self.decided is not None:
            return self.decided.possible
        return frozenset(outcome for level, outcome in enumerate(OUTCOMES[1:]) if self._turning.can_come_to(level))

    @property
    def settled(self) -> bool:
        """Whether only one outcome is possible."""
        return len(self.possible) == 1

    def example(self, outcome: Outcome) -> World | None:
        """Return a world that agrees with everything stated and has this outcome, if there is one."""
        if not self.in_force:
            return None
        masks = find((self.outcome(outcome), *self.program.constraints), self.domains, self.program.full)
        return None if masks is None else self.program.world(masks)

    # How norms stand

    def may_be_breached(self, clause: Clause) -> bool:
        """Whether a norm that counts is broken, and makes the outcome worse, in some world that is left."""
        if self.decided is not None:
            return self.decided.may_break(clause.norm.id)
        return self.can_hold(self.program.breaches(clause))

    def surely_breached(self, clause: Clause) -> bool:
        """Whether a norm that counts is broken, and makes the outcome worse, in every world that is left."""
        if self.decided is not None:
            return self.decided.surely_breaks(clause.norm.id)
        return not self.can_hold(self.program.negated(self.program.breaches(clause)))

    @once
    def findings(self) -> Mapping[str, Finding]:
        """How each norm stands that facts can decide."""
        clauses = self.program.clauses if self.in_force else ()
        return ReadOnly({clause.norm.id: self.finding_of(clause) for clause in clauses})

    def finding(self, norm: str) -> Finding:
        """Return how one norm stands, by its id.

        Raises `UnknownNorm` if it is none that facts can decide here.
        """
        return self.finding_of(self.program.clause(norm))

    def finding_of(self, clause: Clause) -> Finding:
        """Return how one norm stands, without a look at the others."""
        finding = self._kept_findings.get(clause.norm.id)
        if finding is None:
            finding = self._kept_findings[clause.norm.id] = self._looked_at(clause)
        return finding

    @once
    def _kept_findings(self) -> dict[str, Finding]:
        """The findings on the norms that were looked at."""
        return {}

    def _looked_at(self, clause: Clause) -> Finding:
        if self.decided is not None:
            statuses = self.decided.statuses_of(clause.norm.id)
        else:
            statuses = frozenset(each for each in _STATUSES if self.can_hold(self.program.stands(clause, each)))
        only = next(iter(statuses)) if len(statuses) == 1 else None
        standing = clause.norm.role == "standing" and not self.is_counted(clause) and bool(statuses & {"met", "broken"})
        return Finding(norm=clause.norm, status="standing" if standing else only or "undetermined", possible=statuses)

    @once
    def subject_to(self) -> tuple[Norm, ...]:
        """The standing norms that surely bind the person: nobody stated a concern under them."""
        if not self.in_force:
            return ()
        program = self.program
        if self.decided is not None:
            return tuple(program.clause(norm).norm for norm in self.decided.subject_to)
        standing = (clause for clause in program.clauses if clause.norm.role == "standing")
        return tuple(
            clause.norm
            for clause in standing
            if not self.is_counted(clause)
            and self.can_hold(program.applies(clause))
            and not self.can_hold(program.negated(clause.borne.formula))
        )


def counts(clause: Clause, stated: Mapping[str, Stated], vocabulary: Vocabulary) -> bool:
    """Tell whether a norm can make an outcome worse: of standing norms and steps, only such as somebody spoke of.

    A standing norm counts once a concern is stated under it, and a step once somebody says whether its act is done.
    """
    said = clause.act.facts & stated.keys()
    match counts_once(clause.norm):
        case "a concern is stated":
            return any(concern(vocabulary.facts[name], stated[name]) for name in said)
        case "its act is spoken of":
            return bool(said)
        case once:
            return once == "it applies"


def counts_once(norm: Norm) -> Once:
    """Return what it takes for a norm to be able to make an outcome worse."""
    if norm.force not in COMES_TO:
        return "never"
    match norm.role:
        case "standing":
            return "a concern is stated"
        case "step":
            return "its act is spoken of"
        case None:
            return "it applies"


def concern(fact: Fact, stated: Stated) -> bool:
    """Tell whether a statement speaks of a matter: conduct that cannot be neutral, or a circumstance that raises it.

    A "not sure" about either does as well.
    What is only the occasion of an activity speaks of none, and neither does what leaves neutral conduct possible.
    """
    if fact.occasion:
        return False
    if fact.kind == "conduct":
        return not fact.domain.leaves(stated, fact.neutral)
    return bool(fact.raises) and (stated is NOT_SURE or stated in fact.raises)


def read_stated(
    program: Program, facts: Mapping[str, object], given: Mapping[str, Stated]
) -> tuple[dict[str, Stated], list[FactProblem]]:
    """Read facts as a caller states them, with those that are given: what is known, and every problem with it."""
    stated, problems = program.vocabulary.read(facts)
    for name, value in given.items():
        if stated.get(name, value) not in (value, NOT_SURE):
            message = f"`{name}` is `{value}` here, as the registry has it"
            problems.append(FactProblem(kind="breaks-constraint", facts=(name,), message=message))
        stated[name] = value
    problems.extend(_broken_constraints(program, stated))
    return stated, problems


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
