"""A day of the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from operator import ge, gt, lt
from typing import Any, ClassVar, Final, Self, cast

from smpolicy.foundations.timeline import day_in_words
from smpolicy.meaning.domains.domain import UNSURE, Asked, Cell, Operand, Relation, Stretch, Value, listed
from smpolicy.meaning.domains.ordered import Ordered

_WRITTEN: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: What a test can state of days, but for the two between which they must lie.
_BOUNDS: Final = ("on", "before", "from", "after")
_DAY: Final = {"type": "string", "format": "date"}
_DAYS: Final = {"type": "array", "items": _DAY, "uniqueItems": True, "minItems": 1}
_ONE_DAY: Final = timedelta(days=1)


def _in_iso(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


def _on(days: Iterable[date]) -> object:
    iso_days = _in_iso(days)
    return iso_days[0] if len(iso_days) == 1 else iso_days


def _bound(key: str, related: Any, edge: int) -> Relation:
    return Relation(
        holds=lambda value, operand: related(value, *operand),
        written=lambda days: {key: _in_iso(days)[0]},
        edges=(edge,),
    )


class Day(Ordered):
    """The days of the calendar, from the first to the last that it has."""

    __slots__ = ()

    kind: ClassVar = "day"
    first: ClassVar = date.min.toordinal()
    last: ClassVar = date.max.toordinal()
    relations: ClassVar = {
        "on": Relation(holds=lambda value, operand: value in operand, written=_on, edges=(0, 1)),
        "before": _bound("before", lt, 0),
        "from": _bound("from", ge, 0),
        "after": _bound("after", gt, 1),
        "during": Relation(
            holds=lambda value, operand: min(operand) <= value < max(operand),
            written=lambda days: dict(zip(("from", "until"), _in_iso(days), strict=True)),
            edges=(0,),
        ),
    }
    no_less: ClassVar = "from"
    less: ClassVar = "before"
    plain: ClassVar = {date: date.isoformat}
    imports: ClassVar = ("from datetime import date",)
    or_test: ClassVar = (
        ", or days as `{before: 2027-03-01}`, `{after: 2027-03-01}` or `{from: 2027-03-01, until: 2027-04-01}`, "
        "of which `until` is later and the first that no longer counts"
    )

    @classmethod
    def declared(cls, form: Mapping[str, Any]) -> Self | None:
        """Return the domain of a fact with `type: day`."""
        return cls() if form.get("type") == cls.kind else None

    def describe(self) -> str:
        """Say in words what an answer must be."""
        return "a day of the calendar, as `2027-03-01`"

    def test_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what a condition may state."""
        days = {"on": {"anyOf": [_DAY, _DAYS]}, **dict.fromkeys(("before", "from", "until", "after"), _DAY)}
        tests = {"type": "object", "properties": days, "dependentRequired": {"until": ["from"]}}
        return {"anyOf": [_DAY, _DAYS, {**tests, "additionalProperties": False}]}

    def stated_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what can be stated."""
        return {"anyOf": [_DAY, UNSURE]}

    def annotation(self, names: str) -> str:
        """Return the Python type of an answer."""
        return "date | NotSure"

    def read(self, said: object) -> date | None:
        """Read an answer: a day, or how it is written; a time of a day is none."""
        if isinstance(said, date) and not isinstance(said, datetime):
            return date.fromordinal(said.toordinal())
        if not isinstance(said, str) or not _WRITTEN.fullmatch(said):
            return None
        try:
            return date.fromisoformat(said)
        except ValueError:  # as the 30th of February
            return None

    def read_test(self, said: object) -> tuple[Asked, ...] | None:
        """Read what a condition states: a day, a list of days, or how days must lie; `until` ends what `from` begins.

        It is no test where nothing would lie between the two.
        """
        if not isinstance(said, dict):
            said = {"on": said}
        bounds = dict(said)
        between = [self._during(bounds.pop("from", None), bounds.pop("until"))] if "until" in bounds else []
        tests = (*between, *(self._asked(key, day) for key, day in bounds.items()))
        return None if not tests or None in tests else tests  # type: ignore[return-value]

    def _during(self, begin: object, end: object) -> Asked | None:
        first, until = self.read(begin), self.read(end)
        return Asked("during", frozenset((first, until))) if first and until and first < until else None

    def _asked(self, key: str, said: object) -> Asked | None:
        if key not in _BOUNDS:
            return None
        days = [self.read(each) for each in (said if key == "on" and isinstance(said, list) else [said])]
        operand = frozenset(day for day in days if day is not None)
        return Asked(key, operand) if operand and None not in days else None

    def label(self, value: Any) -> str:
        """Say a day in words."""
        return day_in_words(value)

    def said(self, asked: Asked) -> str:
        """Say in words on which days a test is passed, the last of them included."""
        days: list[Any] = sorted(asked.operand)
        match asked.relation:
            case "before" | "after":
                return f"{asked.relation} {self.label(days[0])}"
            case "from":
                return f"on {self.label(days[0])} or later"
            case "during" if days[1] - _ONE_DAY > days[0]:
                return f"from {self.label(days[0])} until {self.label(days[1] - _ONE_DAY)}, that day included"
            case "during":
                return f"on {self.label(days[0])}"
            case _:
                return f"on {listed([self.label(day) for day in days], 'or')}"

    def number(self, value: Any) -> int:
        """Return how many days there are up to it."""
        return int(value.toordinal())

    def numbered(self, number: int) -> Value:
        """Return the day up to which there are so many."""
        return date.fromordinal(number)

    def value(self, cell: Cell) -> Value:
        """Return the first day of a stretch; of the stretch before all days that a test names, the last."""
        begin, until = cast(Stretch, cell)
        return self.numbered(until - 1 if begin == self.first and until is not None else begin)

    def some_value(self) -> Value:
        """Return a day like any other."""
        return date(2000, 1, 1)

    def changes(self, now: Any, named: Sequence[Operand]) -> Iterable[Value]:
        """Return the days that tests name and those beside them: later ones first, since nobody can act in the past."""
        bounds = {self.number(day) + beside for operand in named for day in operand for beside in (-1, 0, 1)}
        days = sorted(bound for bound in bounds if self.first <= bound <= self.last)
        at = self.number(now) if isinstance(now, date) else self.first
        return [self.numbered(day) for day in sorted(days, key=lambda day: (day < at, abs(day - at)))]
