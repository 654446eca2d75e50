"""One of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self

from smpolicy.meaning.domains.domain import UNSURE, Asked, Cell, Operand, Value, listed, one_of
from smpolicy.meaning.domains.named import Named


class Choice(Named):
    """One value of a list. The readings of an open question are such a list too."""

    __slots__ = ()

    kind: ClassVar = "enum"

    @classmethod
    def declared(cls, form: Mapping[str, Any]) -> Self | None:
        """Return the domain of a fact with `values:`."""
        return cls(values=tuple(form["values"].items())) if form.get("values") is not None else None

    def describe(self) -> str:
        """Say in words what an answer must be."""
        return f"one of {self.listed_names()}"

    def test_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what a condition may state."""
        name_schema = {"enum": list(self.names())}
        return {"anyOf": [name_schema, {"type": "array", "items": name_schema, "uniqueItems": True, "minItems": 1}]}

    def stated_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what can be stated."""
        return {"enum": [*self.names(), UNSURE["const"]]}

    def annotation(self, names: str) -> str:
        """Return the Python type of an answer."""
        return f"{names} | NotSure"

    def read(self, said: object) -> str | None:
        """Read an answer."""
        return said if isinstance(said, str) and said in self.names() else None

    def read_test(self, said: object) -> tuple[Asked, ...] | None:
        """Read what a condition states: an answer, or a list of answers."""
        return one_of(said, self)

    def label(self, value: Any) -> str:
        """Say a value in plain words."""
        return str(dict(self.values).get(value, value))

    def said(self, asked: Asked) -> str:
        """Say in words what an answer must be to pass a test."""
        return listed(self.labels(asked.operand), "or")

    def choices(self) -> tuple[Value, ...]:
        """Return its values."""
        return self.names()

    def cells(self, member: str | None, tests: Iterable[Asked], neutral: Value | None) -> tuple[Cell, ...]:
        """Return its values, the neutral one first."""
        return tuple(sorted(self.names(), key=lambda name: name != neutral))

    def knows(self, member: str | None, cell: Cell) -> bool:
        """Whether it has a value."""
        return cell in self.names()

    def some_value(self) -> Value:
        """Return the first value."""
        return self.names()[0]

    def changes(self, now: Any, named: Sequence[Operand]) -> Iterable[Value]:
        """Return all its values."""
        return self.names()
