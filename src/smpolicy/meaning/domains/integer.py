"""A whole number of something, from 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Any, ClassVar, Final, Self

from smpolicy.meaning.domains.domain import UNSURE, Asked, Domain, Operand, Printed, Relation, Value, listed, one_of
from smpolicy.meaning.domains.ordered import Ordered

#: What a test can ask of a number: by the key that states it, how it is called, in words, and what it asks.
_BOUNDS: Final = {
    "under": ("under", "less than", lt, 0),
    "at_least": ("at-least", "at least", ge, 0),
    "over": ("over", "more than", gt, 1),
    "at_most": ("at-most", "at most", le, 1),
}
_WORDS: Final[Mapping[str, str]] = {name: words for name, words, _, _ in _BOUNDS.values()}
#: Other programs and JSON know no larger number for certain.
_MOST: Final = 2**53 - 1
_NUMBER: Final = {"type": "integer", "minimum": 0}


def _bound(key: str) -> Relation:
    _, _, related, edge = _BOUNDS[key]
    return Relation(
        holds=lambda value, operand: related(value, *operand), written=lambda named: {key: min(named)}, edges=(edge,)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Integer(Ordered):
    """Whole numbers from 0, each of so many units."""

    kind: ClassVar = "integer"
    of_text: ClassVar = False
    relations: ClassVar = {name: _bound(key) for key, (name, _, _, _) in _BOUNDS.items()}
    no_less: ClassVar = "at-least"
    less: ClassVar = "under"
    or_test: ClassVar = ", or a bound as `{under: 24}`"
    unit: str

    @classmethod
    def declared(cls, form: Mapping[str, Any]) -> Self | None:
        """Return the domain of a fact with `unit:`."""
        return cls(unit=form["unit"]) if form.get("unit") else None

    def describe(self) -> str:
        """Say in words what an answer must be."""
        return f"a whole number of {self.unit}s, from 0"

    def test_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what a condition may state."""
        bounds = dict.fromkeys(_BOUNDS, _NUMBER)
        return {"anyOf": [_NUMBER, {"type": "object", "properties": bounds, "additionalProperties": False}]}

    def stated_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what can be stated."""
        return {"anyOf": [{**_NUMBER, "maximum": _MOST}, UNSURE]}

    def annotation(self, names: str) -> str:
        """Return the Python type of an answer."""
        return "int | NotSure"

    def read(self, said: object) -> int | None:
        """Read an answer; `3.0` is the whole number 3, as JSON has it."""
        if isinstance(said, bool) or not isinstance(said, int | float) or not 0 <= said <= _MOST or said != int(said):
            return None
        return int(said)

    def read_test(self, said: object) -> tuple[Asked, ...] | None:
        """Read what a condition states: a number, a list of numbers, or bounds."""
        if not isinstance(said, dict):
            return one_of(said, self)
        numbers = {key: self.read(each) for key, each in said.items() if key in _BOUNDS}
        bounds = tuple(Asked(_BOUNDS[key][0], frozenset((n,))) for key, n in numbers.items() if n is not None)
        return bounds if bounds and len(bounds) == len(said) else None

    def label(self, value: Any) -> str:
        """Say a value in plain words."""
        return f"{value} {self.unit}{'' if value == 1 else 's'}"

    def said(self, asked: Asked) -> str:
        """Say in words what an answer must be to pass a test."""
        numbers = listed([self.label(number) for number in sorted(asked.operand)], "or")
        return f"{_WORDS[asked.relation]} {numbers}" if asked.relation in _WORDS else numbers

    def printed(self) -> Printed:
        """Return what a question says of the kind of its answer."""
        return {"kind": self.kind, "unit": self.unit, "choices": []}

    def apart(self, other: Domain) -> bool:
        """Whether no answer to a fact of this domain answers one of the other: they count other things."""
        return not isinstance(other, Integer) or self.unit != other.unit

    def number(self, value: Any) -> int:
        """Return the number itself."""
        return int(value)

    def numbered(self, number: int) -> Value:
        """Return the number itself."""
        return number

    def some_value(self) -> Value:
        """Return 0."""
        return 0

    def changes(self, now: Any, named: Sequence[Operand]) -> Iterable[Value]:
        """Return none: how much is enough is for people to say."""
        return ()
