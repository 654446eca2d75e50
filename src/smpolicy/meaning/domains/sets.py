"""Any members of a list, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final, Self

from smpolicy.meaning.domains.domain import UNSURE, Asked, Cell, Operand, Part, Relation, Value, listed
from smpolicy.meaning.domains.named import Named

#: Nobody names more members: longer lists are not looked through.
_MOST: Final = 10_000
#: What a test can ask of some members, by the key that states it.
_TESTS: Final[Mapping[str, str]] = {"has": "has", "lacks": "lacks", "any_of": "any-of"}


class Sets(Named):
    """The sets over a list of members; each member is a variable of its own."""

    __slots__ = ()

    kind: ClassVar = "set"
    relations: ClassVar = {
        "exactly": Relation(holds=lambda value, operand: value == operand, written=sorted),
        "has": Relation(holds=lambda value, operand: value >= operand, written=lambda named: {"has": sorted(named)}),
        "lacks": Relation(
            holds=lambda value, operand: not value & operand, written=lambda named: {"lacks": sorted(named)}
        ),
        "any-of": Relation(
            holds=lambda value, operand: bool(value & operand), written=lambda named: {"any_of": sorted(named)}
        ),
    }
    plain: ClassVar = {
        frozenset: sorted,
        Part: lambda part: {"has": sorted(part.has), "lacks": sorted(part.lacks)},
    }
    neutral: ClassVar = frozenset[str]()
    or_test: ClassVar = ", or a part of it as `{has: [...]}`, `{lacks: [...]}` or `{any_of: [...]}`"

    @classmethod
    def declared(cls, form: Mapping[str, Any]) -> Self | None:
        """Return the domain of a fact with `members:`."""
        return cls(values=tuple(form["members"].items())) if form.get("members") is not None else None

    def describe(self) -> str:
        """Say in words what an answer must be."""
        return f"a list of any of {self.listed_names()}"

    def test_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what a condition may state."""
        return {"anyOf": [self._list(), self._parts("has", "lacks", "any_of")]}

    def stated_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what can be stated."""
        return {"anyOf": [self._list(), self._parts("has", "lacks"), UNSURE]}

    def _list(self) -> dict[str, Any]:
        return {"type": "array", "items": {"enum": list(self.names())}, "uniqueItems": True}

    def _parts(self, *keys: str) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(keys, self._list())}

    def annotation(self, names: str) -> str:
        """Return the Python type of an answer."""
        return f"Collection[{names}] | Partly[{names}] | NotSure"

    def read(self, said: object) -> frozenset[str] | Part | None:
        """Read an answer: a list of members, or a part of one."""
        if not isinstance(said, Mapping):
            return self._members(said)
        has, lacks = self._members(said.get("has", ())), self._members(said.get("lacks", ()))
        if has is None or lacks is None or set(said) - {"has", "lacks"} or has & lacks:
            return None
        return Part(has=has, lacks=lacks)

    def _members(self, said: object) -> frozenset[str] | None:
        if not isinstance(said, list | tuple | set | frozenset) or len(said) > _MOST:
            return None
        if not all(isinstance(each, str) for each in said):
            return None
        members = frozenset(said)
        return members if members <= set(self.names()) else None

    def read_test(self, said: object) -> tuple[Asked, ...] | None:
        """Read what a condition states: a list of members, or what is asked of some."""
        if isinstance(said, dict):
            parts = tuple(self._read_part(key, members) for key, members in said.items())
            return None if not parts or None in parts else parts  # type: ignore[return-value]
        members = self._members(said) if isinstance(said, list) else None
        return None if members is None else (Asked("exactly", members),)

    def _read_part(self, key: str, said: object) -> Asked | None:
        members = self._members(said) if isinstance(said, list) and said else None
        return None if key not in _TESTS or members is None else Asked(_TESTS[key], members)

    def label(self, value: Any) -> str:
        """Say a value in plain words; a single member too."""
        labels = dict(self.values)
        if isinstance(value, str):
            return labels.get(value, value)
        return ", ".join(labels[name] for name in self.names() if name in value) or "none of these"

    def said(self, asked: Asked) -> str:
        """Say in words what an answer must be to pass a test."""
        labels = self.labels(asked.operand)
        match asked.relation:
            case "has":
                return f"among others {listed(labels, 'and')}"
            case "lacks":
                return f"not {listed(labels, 'nor')}"
            case "any-of":
                return f"at least one of {listed(labels, 'or')}"
            case _:
                return f"nothing but {listed(labels, 'and')}" if labels else "none of these"

    def choices(self) -> tuple[Value, ...]:
        """Return each member by itself, and none of them: an answer may join several."""
        return (*(frozenset((name,)) for name in self.names()), frozenset())

    def members(self) -> tuple[str, ...]:
        """Return its members: each has a variable of its own."""
        return self.names()

    def cells(self, member: str | None, tests: Iterable[Asked], neutral: Value | None) -> tuple[Cell, ...]:
        """Return that a set has a member and that it lacks it."""
        return (True, False) if isinstance(neutral, frozenset) and member in neutral else (False, True)

    def agreeing(self, member: str | None, cells: Iterable[Cell], stated: Any) -> Iterable[Cell]:
        """Return whether a set can have a member, and can lack it, by what was stated."""
        if not isinstance(stated, Part):
            return (member in stated,)
        if member in stated.has:
            return (True,)
        return (False,) if member in stated.lacks else cells

    def tests(self, member: str | None, cells: Sequence[Cell]) -> tuple[tuple[Asked, ...], ...]:
        """Return that a set has a member, or that it lacks it."""
        return ((Asked("has" if True in cells else "lacks", frozenset(filter(None, (member,)))),),)

    def knows(self, member: str | None, cell: Cell) -> bool:
        """Whether there is a member; that there is none of that name can always be said."""
        return member in self.names() or not cell

    def leaves(self, stated: Any, value: Any) -> bool:
        """Whether what was stated leaves a value possible."""
        if isinstance(stated, Part) and value is not None:
            return stated.has <= value and stated.lacks.isdisjoint(value)
        return bool(stated == value)

    def some_value(self) -> Value:
        """Return none of its members."""
        return frozenset()

    def changes(self, now: Any, named: Sequence[Operand]) -> Iterable[Value]:
        """Return as many sets as tests name members, and some more.

        Each member is added or left out, and each group that a test names; the members it does not name stay.
        """
        groups_named = [frozenset(map(str, operand)) for operand in named]
        begin = now if isinstance(now, frozenset) else now.has if isinstance(now, Part) else frozenset()
        single = [frozenset((member,)) for member in sorted(frozenset().union(*groups_named))]
        groups = dict.fromkeys([*single, *groups_named])
        return dict.fromkeys(each for group in groups for each in (begin - group, begin | group, group))

    def reduced(self, value: Any, shows: Callable[[Value], bool]) -> Value:
        """Return a set without the members without which it still shows something."""
        for member in sorted(value):
            smaller = value - {member}
            if shows(smaller):
                value = smaller
        return frozenset(value)

    def elsewhere(self, named: Iterable[str], value: Any) -> Part | None:
        """Return what a set says of the members that are not named."""
        unnamed = frozenset(self.names()) - frozenset(named)
        return None if value is None else Part(has=unnamed & value, lacks=unnamed - value)
