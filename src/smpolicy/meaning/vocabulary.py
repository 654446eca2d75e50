"""The vocabulary: facts with closed domains, open questions, and what is true in every possible world."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from smpolicy.foundations.diagnostics import quoted
from smpolicy.foundations.errors import FactProblem
from smpolicy.foundations.in_brief import in_brief, in_short
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.foundations.source import Span
from smpolicy.foundations.wording import near_name
from smpolicy.meaning.conditions import AnyOf, Condition, Not
from smpolicy.meaning.conditions import facts as facts_of
from smpolicy.meaning.domains import Choice, Domain, Value
from smpolicy.meaning.domains import Part as Part
from smpolicy.meaning.interviews import NO_PLAN, Plan


class NotSure(Enum):
    """A person's own "not sure": an answer that leaves the fact unknown, and is not asked for again."""

    NOT_SURE = "not_sure"

    def __repr__(self) -> str:
        """Name it as callers write it."""
        return "NOT_SURE"


NOT_SURE: Final = NotSure.NOT_SURE

#: At which stage an activity can be.
Stage: TypeAlias = Literal["planned", "done"]
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)

#: So many problems are told of what somebody stated, and what else was stated is not looked at.
MOST_PROBLEMS: Final = 100
#: For so many of them the nearest name is looked for, which takes long where many long names are declared.
_MOST_COMPARED: Final = 10
#: So much of a name is kept in a problem: no fact has a longer one.
_LONGEST_KEPT: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What is true in every possible world, and why."""

    why: str
    condition: Condition
    span: Span | None = field(default=None, compare=False)

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Implication:
    """What else is so where conduct is of some kind, and why: who shows a patrol shows the operation."""

    #: Where it is so, in the fact that implies it.
    where: Condition
    #: What is so there, of one other fact.
    what: Condition
    why: str
    span: Span | None = field(default=None, compare=False)

    __repr__ = in_brief

    @property
    def constraint(self) -> Constraint:
        """What is true by it in every possible world."""
        return Constraint(why=self.why, condition=AnyOf(parts=(Not(part=self.where), self.what)), span=self.span)


class Option(NamedTuple):
    """One thing that can be answered: the value that a caller states, and how it is said in plain words."""

    value: Value
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that a person can be asked, or that follows from what they said."""

    name: str
    domain: Domain
    question: str
    help: str = ""
    kind: Literal["conduct", "circumstance", "derived"]
    neutral: Value | None = None
    #: Whose answer it is; `structure`: every policy of a structure states it, by the kind of that.
    answered_by: Literal["user", "registry", "attest", "structure", "derived"]
    #: Whether it is what anybody does who acts at all: where, how, on whose account. To state it raises no norm.
    occasion: bool = False
    #: Whether it tells at which stage the activity is: planned, or done.
    stage: bool = False
    #: Of a circumstance, the values by which somebody speaks of the matter: to state one raises norms.
    raises: tuple[Value, ...] = ()
    #: Of a circumstance, whether it holds of a class of persons for as long as it serves.
    lasting: bool = False
    #: What is said beside an answer where it was stated, though no norm turns on it.
    remark: str = ""
    #: For a derived fact: under which condition it takes each value (`true` for a yes/no fact).
    cases: tuple[tuple[str, Condition], ...] = ()
    #: Where another fact tells of it by name: who speaks of posting speaks of disclosing.
    named_by: Condition | None = None
    #: What else is so where it is not neutral: it counts wherever something turns on this fact.
    implies: tuple[Implication, ...] = ()
    #: Where it is asked about at all.
    presupposes: Condition | None = None
    #: What it can be said to be in a list of an interview, each value with its words; of a set, each member by itself.
    ticks: tuple[tuple[Value, str], ...] = ()
    #: The list in which it stands, by its provision; where it is empty, that of the first norm that turns on it.
    ticked_under: str = ""
    #: Whether it stands in no list: it is asked only once something was said.
    follow_up: bool = False
    #: What it is in an example that is about something else; nothing, where any value serves.
    usual: Value | None = None
    #: How it is said behind "where": for each value, or each member of a set, that it is so and that it is not.
    #: Of a yes/no fact it is said of `True` alone; of a set also of the empty one: that it has none, and that it has.
    where: tuple[tuple[Value, tuple[str, str]], ...] = ()
    #: Whose it is, where it was not read off an instrument of the base: said wherever it is asked about.
    origin: str = ""
    #: The structure whose overlay declares it: people of no other are asked.
    local_to: str = ""
    note: str = ""
    span: Span | None = field(default=None, compare=False)

    __repr__ = in_brief

    @property
    def is_judgement(self) -> bool:
        """Whether its answer is somebody's judgement, which nobody can look up."""
        return self.answered_by == "attest"

    def where_said(self, value: Value, *, so: bool = True) -> str:
        """Say behind "where" that it is so, or that it is not; of a set, of a member. Nothing where nobody wrote it."""
        if isinstance(value, bool):
            value, so = True, value == so
        pair = dict(self.where).get(value)
        return pair[not so] if pair else ""

    def choices(self) -> tuple[Value, ...]:
        """Return what one can answer, each as a value that a caller may state; `label` says it in plain words.

        Of a set it is each member by itself, and none of them: an answer may join several. What is counted has no list.
        """
        return self.domain.choices()

    def label(self, value: Value) -> str:
        """Say a value in plain words."""
        return self.domain.label(value)

    def options(self) -> tuple[Option, ...]:
        """Return the choices, each with its label, as a question has them as data."""
        return tuple(Option(value, self.label(value)) for value in self.choices())


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question of interpretation that the text does not decide.

    Its reading is an unknown that nobody can state, shared by every norm it touches.
    Where neutral values are assumed it is open only once someone states the fact that raises it.
    """

    id: str
    number: str
    question: str
    readings: tuple[tuple[str, str], ...]
    touches: tuple[str, ...] = ()
    #: The kinds of inconsistency on which it bears; all, where none is named.
    kinds: tuple[str, ...] = ()
    raised_by: str | None = None
    unraised: str | None = None
    #: Who has reviewed its readings, by the records that count on the day of a policy.
    reviewed_by: str | None = None
    #: The reading that an interpretation has chosen, where one holds.
    closed: str | None = None
    #: The structure whose overlay declares it, of the words of its own norms: nobody else's norms turn on it.
    local_to: str = ""
    span: Span | None = field(default=None, compare=False)

    __repr__ = in_brief

    @property
    def order(self) -> tuple[tuple[int, ...], str, str]:
        """What questions are listed by: the numbers in their number, so that Q10 follows Q2."""
        return tuple(map(int, re.findall(r"[0-9]+", self.number))), self.number, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Somebody whom norms can bind, as a vocabulary declares them."""

    name: str
    label: str
    #: What they are called in sentences.
    plural: str
    #: The condition under which a person is one; without it, facts decide nobody's activity by it.
    told_by: Condition | None
    #: Whether a norm that does not say whom it binds binds them too.
    by_default: bool
    span: Span | None = field(default=None, compare=False)

    __repr__ = in_brief


Stated: TypeAlias = Value | Part | NotSure


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Facts by name, open questions by id, the constraints between facts, whom norms can bind, and how one is asked."""

    facts: Mapping[str, Fact]
    questions: Mapping[str, OpenQuestion]
    constraints: tuple[Constraint, ...]
    persons: Mapping[str, Bearer] = field(default_factory=dict)
    interview: Plan = NO_PLAN
    #: Other names of facts, each with the name under which the fact is declared.
    aliases: Mapping[str, str] = field(default_factory=dict)

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "facts", "questions", "persons", "aliases")

    def implied(self, names: Iterable[str]) -> tuple[Constraint, ...]:
        """Return what some facts imply, and what these imply in turn, as what is true in every possible world."""
        implied: list[Constraint] = []
        waiting = sorted(self.facts.keys() & set(names))
        seen = set(waiting)
        for name in waiting:  # it grows by what is implied
            for each in self.facts[name].implies:
                implied.append(each.constraint)
                waiting += sorted((facts_of(each.what) & self.facts.keys()) - seen)
                seen |= facts_of(each.what)
        return tuple(implied)

    @property
    def always(self) -> tuple[Constraint, ...]:
        """What is true in every possible world, whether or not anything turns on what implies it."""
        return (*self.constraints, *self.implied(self.facts))

    def named(self, name: str) -> str:
        """Return the name under which a fact is declared that may be stated by another name."""
        return self.aliases.get(name, name)

    def stages(self, stated: Mapping[str, Stated]) -> tuple[Stage, ...]:
        """Return the stages at which an activity can be: the one that was stated, or both where none was."""
        said = {stated[name] for name, fact in self.facts.items() if fact.stage and name in stated}
        return tuple(stage for stage in STAGES if stage in said) or STAGES

    def domain(self, name: str) -> Domain:
        """Return what a fact can be, or how an open question can be read."""
        return self.facts[name].domain if name in self.facts else Choice(values=self.questions[name].readings)

    def nearest(self, name: str) -> str | None:
        """Return the fact whose name is nearest to a misspelt one, if any is near."""
        names = (*self.facts, *self.aliases)
        near = near_name(name, names)
        if near:
            return near
        tails = {each.rpartition(".")[2]: each for each in names}
        near = near_name(name.rpartition(".")[2], tails, cutoff=0.75)
        return tails[near] if near else None

    def read(self, facts: Mapping[str, object]) -> tuple[dict[str, Stated], list[FactProblem]]:
        """Read stated facts: what is known, and every problem with what was said.

        What was said under another name is known of the fact itself. Once there are `MOST_PROBLEMS`, nothing else is
        looked at: what nobody can have meant is refused in a time that does not grow with it.
        """
        stated: dict[str, Stated] = {}
        said_as: dict[str, str] = {}
        problems: list[FactProblem] = []
        for number, (key, value) in enumerate(facts.items()):
            if len(problems) == MOST_PROBLEMS:
                left = f"{len(facts) - number} more of what was stated was not looked at"
                problems.append(FactProblem(kind="unknown-fact", facts=(), message=left))
                break
            name = key if isinstance(key, str) else shortly(key)
            declared = self.named(name)
            fact = self.facts.get(declared)
            answer = read_answer(fact.domain, value) if fact else None
            if fact is None:
                near = self.nearest(name) if len(problems) < _MOST_COMPARED else None
                mend = f"; did you mean `{near}`?" if near else ""
                message = f"no fact is called {quoted(name)}{mend}"
                problems.append(_problem("unknown-fact", name[:_LONGEST_KEPT], message))
            elif fact.kind == "derived":
                message = f"`{name}` follows from other facts and cannot be stated"
                problems.append(_problem("derived-fact", name, message))
            elif answer is None:
                text = "the text " if isinstance(value, str) and not fact.domain.of_text else ""
                message = (
                    f"`{name}` cannot be {text}{quoted(shortly(value))}: "
                    f"expected {fact.domain.describe()}, or `not_sure`"
                )
                problems.append(_problem("outside-domain", name, message))
            elif stated.setdefault(declared, answer) != answer:
                message = f"`{said_as[declared]}` and `{name}` are two names of one fact, and were not answered alike"
                problems.append(FactProblem(kind="breaks-constraint", facts=(said_as[declared], name), message=message))
            else:
                said_as.setdefault(declared, name)
        return stated, problems


def _problem(kind: str, fact: str, message: str) -> FactProblem:
    return FactProblem(kind=kind, facts=(fact,), message=message)


def read_answer(domain: Domain, said: object) -> Stated | None:
    """Read one answer in a domain; `None` where it is no answer there."""
    if said is NOT_SURE or (isinstance(said, str) and said == NOT_SURE.value):
        return NOT_SURE
    return domain.read(said)


def shortly(value: object) -> str:
    """Return in short what was said instead of an answer, as documents write it, however large and deep it is."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value) if isinstance(value, str | date) else in_short(value)
