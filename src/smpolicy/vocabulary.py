"""The vocabulary: facts with closed domains, open questions, and what is true in every possible world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from typing import Final, Literal, TypeAlias

from smpolicy.conditions import Condition, Value
from smpolicy.errors import FactProblem
from smpolicy.source import Span


class NotSure(Enum):
    """A person's own "not sure": an answer that leaves the fact unknown, and is not asked for again."""

    NOT_SURE = "not_sure"

    def __repr__(self) -> str:
        """Name it as callers write it."""
        return "NOT_SURE"


NOT_SURE: Final = NotSure.NOT_SURE

#: Python refuses to write out numbers of thousands of digits.
_LARGEST_SHOWN: Final = 10**20

DomainKind = Literal["boolean", "enum", "set", "integer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """The closed set of values that a fact may take.

    `values` are the values of an enum, or the members of a set, with their labels; a number counts `unit`s from 0.
    """

    kind: DomainKind
    values: tuple[tuple[str, str], ...] = ()
    unit: str | None = None

    def names(self) -> tuple[str, ...]:
        """Return the values of an enum or the members of a set."""
        return tuple(name for name, _ in self.values)

    def describe(self) -> str:
        """Say in words what an answer must be."""
        match self.kind:
            case "boolean":
                return "`true` or `false`"
            case "integer":
                return f"a whole number of {self.unit}s, from 0"
            case "enum":
                return "one of " + ", ".join(f"`{name}`" for name in self.names())
            case "set":
                return "a list of any of " + ", ".join(f"`{name}`" for name in self.names())


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
    #: For a derived fact: under which condition it takes each value (`true` for a yes/no fact).
    cases: tuple[tuple[str, Condition], ...] = ()
    #: Where another fact tells of it by name: who speaks of posting speaks of disclosing.
    named_by: Condition | None = None
    #: Whose it is, where it was not read off an instrument of the base: said wherever it is asked about.
    origin: str = ""
    #: The structure whose overlay declares it: people of no other are asked.
    local_to: str = ""
    note: str = ""
    span: Span | None = field(default=None, compare=False)

    def choices(self) -> tuple[Value, ...]:
        """Return what one can answer, each as a value that a caller may state; `label` says it in plain words.

        Of a set it is each member by itself, and none of them: an answer may join several. A number has no list.
        """
        match self.domain.kind:
            case "boolean":
                return (True, False)
            case "set":
                return (*(frozenset((name,)) for name in self.domain.names()), frozenset())
            case _:
                return self.domain.names()

    def label(self, value: Value) -> str:
        """Say a value in plain words."""
        labels = dict(self.domain.values)
        match value:
            case bool():
                return "yes" if value else "no"
            case frozenset():
                return ", ".join(labels[name] for name in self.domain.names() if name in value) or "none of these"
            case int():
                return f"{value} {self.domain.unit}{'' if value == 1 else 's'}"
            case str():
                return labels.get(value, value)


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
    reviewed_by: str | None = None
    #: The reading that an interpretation has chosen, where one holds.
    closed: str | None = None
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What is true in every possible world, and why."""

    why: str
    condition: Condition
    span: Span | None = field(default=None, compare=False)


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


#: Part of a set, stated: members it has and members it lacks; the rest is unknown.
@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is known of a set of which not everything is known."""

    has: frozenset[str]
    lacks: frozenset[str]


Stated: TypeAlias = Value | Part | NotSure


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Facts by name, open questions by id, the constraints between facts, and whom norms can bind, by name."""

    facts: Mapping[str, Fact]
    questions: Mapping[str, OpenQuestion]
    constraints: tuple[Constraint, ...]
    persons: Mapping[str, Bearer] = field(default_factory=dict)

    def nearest(self, name: str) -> str | None:
        """Return the fact whose name is nearest to a misspelt one, if any is near."""
        near = get_close_matches(name, self.facts, n=1, cutoff=0.6)
        if near:
            return near[0]
        tails = {fact.rpartition(".")[2]: fact for fact in self.facts}
        near = get_close_matches(name.rpartition(".")[2], tails, n=1, cutoff=0.75)
        return tails[near[0]] if near else None

    def read(self, facts: Mapping[str, object]) -> tuple[dict[str, Stated], list[FactProblem]]:
        """Read stated facts: what is known, and every problem with what was said."""
        stated: dict[str, Stated] = {}
        problems: list[FactProblem] = []
        for given, said in facts.items():
            name = given if isinstance(given, str) else repr(given)
            fact = self.facts.get(name)
            known = read_answer(fact.domain, said) if fact else None
            if fact is None:
                near = self.nearest(name)
                mend = f"; did you mean `{near}`?" if near else ""
                problems.append(_problem("unknown-fact", name, f"no fact is called `{name}`{mend}"))
            elif fact.kind == "derived":
                message = f"`{name}` follows from other facts and cannot be stated"
                problems.append(_problem("derived-fact", name, message))
            elif known is None:
                text = "the text " if isinstance(said, str) and fact.domain.kind in ("boolean", "integer") else ""
                message = f"`{name}` cannot be {text}`{_shown(said)}`: expected {fact.domain.describe()}, or `not_sure`"
                problems.append(_problem("outside-domain", name, message))
            else:
                stated[name] = known
        return stated, problems


def _problem(kind: str, fact: str, message: str) -> FactProblem:
    return FactProblem(kind=kind, facts=(fact,), message=message)


def read_answer(domain: Domain, said: object) -> Stated | None:
    """Read one answer in a domain; `None` where it is no answer there."""
    if said is NOT_SURE or (isinstance(said, str) and said == NOT_SURE.value):
        return NOT_SURE
    match domain.kind, said:
        case "boolean", bool():
            return said
        case "enum", str():
            return said if said in domain.names() else None
        case "integer", int() if not isinstance(said, bool):
            return said if said >= 0 else None
        case "set", list() | tuple() | set() | frozenset():
            return _members(domain, said)
        case "set", Mapping():
            has, lacks = _members(domain, said.get("has", ())), _members(domain, said.get("lacks", ()))
            if has is None or lacks is None or set(said) - {"has", "lacks"} or has & lacks:
                return None
            return Part(has=has, lacks=lacks)
        case _:
            return None


def _members(domain: Domain, said: object) -> frozenset[str] | None:
    if not isinstance(said, list | tuple | set | frozenset) or not all(isinstance(each, str) for each in said):
        return None
    members = frozenset(said)
    return members if members <= set(domain.names()) else None


def _shown(said: object) -> str:
    if said is None:
        return "null"
    if isinstance(said, int) and not -_LARGEST_SHOWN < said < _LARGEST_SHOWN:
        return "a very large number"
    return str(said).lower() if isinstance(said, bool) else str(said)[:80]
