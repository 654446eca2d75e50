"""Yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self

from smpolicy.meaning.domains.domain import Asked, Cell, Domain, Operand, Printed, Value, listed, one_of


class Boolean(Domain):
    """A yes/no question: what a fact is that says nothing else of its answers."""

    __slots__ = ()

    kind: ClassVar = "boolean"
    of_text: ClassVar = False
    neutral: ClassVar = False
    denied: ClassVar = Asked("one-of", frozenset((False,)))

    @classmethod
    def declared(cls, form: Mapping[str, Any]) -> Self:
        """Return the domain, whatever keys there are."""
        return cls()

    def describe(self) -> str:
        """Say in words what an answer must be."""
        return "`true` or `false`"

    def test_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what a condition may state."""
        return {"type": "boolean"}

    def stated_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what can be stated."""
        return {"enum": [True, False, "not_sure"]}

    def annotation(self, names: str) -> str:
        """Return the Python type of an answer."""
        return "bool | NotSure"

    def read(self, said: object) -> bool | None:
        """Read an answer."""
        return said if isinstance(said, bool) else None

    def read_test(self, said: object) -> tuple[Asked, ...] | None:
        """Read what a condition states: an answer, or a list of answers."""
        return one_of(said, self)

    def label(self, value: Any) -> str:
        """Say a value in plain words."""
        return "yes" if value else "no"

    def said(self, asked: Asked) -> str:
        """Say in words what an answer must be to pass a test."""
        return listed([self.label(value) for value in sorted(asked.operand)], "or")

    def choices(self) -> tuple[Value, ...]:
        """Return the two answers."""
        return (True, False)

    def printed(self) -> Printed:
        """Return what a question says of the kind of its answer."""
        return {"kind": self.kind, "choices": ["true", "false"]}

    def cells(self, member: str | None, tests: Iterable[Asked], neutral: Value | None) -> tuple[Cell, ...]:
        """Return both values."""
        return (True, False) if neutral is True else (False, True)

    def some_value(self) -> Value:
        """Return no."""
        return False

    def changes(self, now: Any, named: Sequence[Operand]) -> Iterable[Value]:
        """Return both values."""
        return (False, True)

    def follows_as(self) -> tuple[str, ...]:
        """Return yes: where it does not follow, no does."""
        return ("true",)

    def met_by(self, case: str, operand: Operand) -> tuple[bool, bool]:
        """Return whether yes is among some values, and whether no is."""
        return True in operand, False in operand
