"""What a kind of fact has to say of itself: one record per kind answers all of it, in one file each.

A variable of a program takes one of several cells.
A cell is a value or, where values have an order, a stretch of them; a set has a variable for each of its members.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, Literal, NamedTuple, NotRequired, Self, TypeAlias, TypedDict

from smpolicy.foundations.in_brief import in_brief

DomainKind = Literal["boolean", "enum", "set", "integer", "day"]
#: A fact's value in a world: yes or no, one of a list, a whole number, a day, or a set.
Value: TypeAlias = bool | str | int | date | frozenset[str]
#: What a test names.
Operand: TypeAlias = frozenset[bool | str | int | date]
#: A stretch of values with an order, by their numbers: from the first, up to and without the second, if any.
Stretch: TypeAlias = tuple[int, int | None]
#: What a variable can be: a value, or a stretch of values.
Cell: TypeAlias = bool | str | Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is known of a set of which not everything is known: members it has, and members it lacks."""

    has: frozenset[str]
    lacks: frozenset[str]

    __repr__ = in_brief


class Asked(NamedTuple):
    """What a test asks of a value: how it is related to what the test names."""

    relation: str
    operand: Operand


class Printed(TypedDict):
    """What a question says of the kind of its answer, as plain data."""

    kind: DomainKind
    #: What a whole number counts.
    unit: NotRequired[str]
    choices: list[str]


class Side(NamedTuple):
    """A fact as one of several programs knows it."""

    domain: Domain
    cells: Sequence[Cell]
    #: Its neutral value, if it is conduct and has one.
    neutral: Value | None


class Relation(NamedTuple):
    """A relation of values to what a test names."""

    holds: Callable[[Any, Any], bool]
    #: What a document states for it, from what the test names.
    written: Callable[[Any], object]
    #: For values with an order: how far behind what it names its answer changes.
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain(ABC):
    """The closed set of values that a fact may take: what tells a fact of one kind from those of another.

    A kind without keys of its own adds no fields, and is no dataclass of its own: to make one takes a millisecond.
    """

    #: What the kind is called where questions are printed as data.
    kind: ClassVar[DomainKind]
    #: The relations that only this kind has, by the name that tests call them by.
    relations: ClassVar[Mapping[str, Relation]] = {}
    #: The types of its values that other tools do not know, with how each is printed as data.
    plain: ClassVar[Mapping[type, Callable[[Any], object]]] = {}
    #: Lines of import that its typed answers need.
    imports: ClassVar[tuple[str, ...]] = ()
    #: Whether an answer is text, so that nobody need be told that text was given.
    of_text: ClassVar[bool] = True
    #: What else a test can state, in words behind what an answer must be.
    or_test: ClassVar[str] = ""
    #: Whether its values have an order, so that what tests name are bounds.
    ordered: ClassVar[bool] = False
    #: The neutral value of conduct where a document names none.
    neutral: ClassVar[Value | None] = None
    #: What says of a fact of this kind that it is not so, if one answer does.
    denied: ClassVar[Asked | None] = None

    # In documents

    @classmethod
    @abstractmethod
    def declared(cls, form: Mapping[str, Any]) -> Self | None:
        """Return the domain of a fact from the keys that declare it; `None` if they declare one of another kind."""

    @abstractmethod
    def describe(self) -> str:
        """Say in words what an answer must be."""

    @abstractmethod
    def test_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what a condition may state."""

    @abstractmethod
    def stated_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what can be stated, "not sure" included."""

    @abstractmethod
    def annotation(self, names: str) -> str:
        """Return the Python type of an answer; `names` is the type of its values or members, where these have names."""

    @abstractmethod
    def read(self, said: object) -> Value | Part | None:
        """Read an answer; `None` where it is no answer here."""

    @abstractmethod
    def read_test(self, said: object) -> tuple[Asked, ...] | None:
        """Read what a condition states, all of which must hold; `None` where it is no test here."""

    # In words and as data

    def names(self) -> tuple[str, ...]:
        """Return the names of its values or members, where they have names."""
        return ()

    @abstractmethod
    def label(self, value: Any) -> str:
        """Say a value in plain words."""

    @abstractmethod
    def said(self, asked: Asked) -> str:
        """Say in words what an answer must be to pass a test."""

    def choices(self) -> tuple[Value, ...]:
        """Return what one can answer, each as a value that a caller may state; empty where there is no list."""
        return ()

    def printed(self) -> Printed:
        """Return what a question says of the kind of its answer, as plain data."""
        return {"kind": self.kind, "choices": list(self.names())}

    # In programs

    def members(self) -> tuple[str, ...]:
        """Return what has a variable of its own: the members of a set."""
        return ()

    @abstractmethod
    def cells(self, member: str | None, tests: Iterable[Asked], neutral: Value | None) -> tuple[Cell, ...]:
        """Return the cells of a variable, or of that of a member, on which tests turn; the neutral one first."""

    def value(self, cell: Cell) -> Value:
        """Return a value in a cell: for each, tests have the same answer."""
        return cell  # type: ignore[return-value]

    def agreeing(self, member: str | None, cells: Iterable[Cell], stated: Any) -> Iterable[Cell]:
        """Return the cells, of a variable or of that of a member, that agree with what was stated."""
        return (cell for cell in cells if cell == stated)

    def covers(self, cell: Cell, other: Cell) -> bool:
        """Whether every value in another cell lies in this one."""
        return cell == other

    def tests(self, member: str | None, cells: Sequence[Cell]) -> tuple[tuple[Asked, ...], ...]:
        """Return what tests some cells of a variable, or of that of a member, pass: all of one of several groups."""
        return ((Asked("one-of", frozenset(map(self.value, cells))),),)  # type: ignore[arg-type]

    def knows(self, member: str | None, cell: Cell) -> bool:
        """Whether a cell of a variable, or of that of a member, says something of this domain."""
        return True

    def common(self, member: str | None, cells: Sequence[Cell], sides: Sequence[Side]) -> tuple[Cell, ...]:
        """Return the cells of a variable that several programs share, from those that it has in the first."""
        return tuple(cell for cell in cells if all(side.domain.knows(member, cell) for side in sides))

    def apart(self, other: Domain) -> bool:
        """Whether no answer to a fact of this domain answers one of the other."""
        names, other_names = self.names(), other.names()
        return self.kind != other.kind or (bool(names or other_names) and set(names).isdisjoint(other_names))

    def nearby(self, asked: Asked) -> Iterable[Asked]:
        """Return the tests that ask almost the same: a value fewer, another in the place of one."""
        known: tuple[Any, ...] = self.names() or self.choices()
        others = [each for each in known if each not in asked.operand]
        for value in sorted(asked.operand, key=str):
            rest = asked.operand - {value}
            if rest:
                yield Asked(asked.relation, rest)
            yield from (Asked(asked.relation, rest | {each}) for each in others[:1])

    # In deciding

    def leaves(self, stated: Any, value: Value | None) -> bool:
        """Whether what was stated leaves a value possible."""
        return bool(stated == value)

    @abstractmethod
    def some_value(self) -> Value:
        """Return a value, where nothing turns on which."""

    @abstractmethod
    def changes(self, now: Any, named: Sequence[Operand]) -> Iterable[Value]:
        """Return what conduct can be changed to: from what was stated, by what the tests of a norm name."""

    def reduced(self, value: Any, shows: Callable[[Value], bool]) -> Value:
        """Return the least of a value that still shows something."""
        return value  # type: ignore[no-any-return]

    def elsewhere(self, named: Iterable[str], value: Any) -> Part | None:
        """Return what a value says of the members that are not named; `None` where there are none."""
        return None

    def follows_as(self) -> tuple[str, ...]:
        """Return the values that a derived fact can follow as, by the names under which its cases stand."""
        return ()

    def met_by(self, case: str, operand: Operand) -> tuple[bool, bool]:
        """Return whether a derived fact passes a test of some values where one of its cases holds, and where not."""
        return case in operand, False


def one_of(said: object, domain: Domain) -> tuple[Asked, ...] | None:
    """Read a test that names the one answer it passes, or a list of them."""
    answers = [domain.read(each) for each in (said if isinstance(said, list) else [said])]
    if not answers or None in answers:
        return None
    return (Asked("one-of", frozenset(answers)),)  # type: ignore[arg-type]


def one_or_many(operand: Iterable[Any]) -> object:
    """Write what a test names: alone, or as a list."""
    values = sorted(operand, key=str)
    return values[0] if len(values) == 1 else values


def listed(words: Sequence[str], last: str) -> str:
    """Join words with commas, and the last with another word."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


#: The relation that several kinds share: the value is among those named.
SHARED: Final[Mapping[str, Relation]] = {
    "one-of": Relation(holds=lambda value, operand: value in operand, written=one_or_many, edges=(0, 1)),
}
#: What says that somebody is not sure.
UNSURE: Final[Mapping[str, Any]] = {"const": "not_sure"}
