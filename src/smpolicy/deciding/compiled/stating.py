"""What somebody can state of each fact, and what a statement leaves to the cells."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from typing import Any, Literal, TypeAlias

    #: An answer as it is kept: of a set, its members; of a part of one, those it has and those it lacks.
    Said: TypeAlias = bool | str | int | date | frozenset[str] | tuple[frozenset[str], frozenset[str]]

#: Somebody's own "not sure".
NOT_SURE = "not_sure"
#: The largest number that can be stated.
MOST = 2**53 - 1
#: Longer lists of members are not looked through.
MOST_MEMBERS = 10_000

#: What tests ask of a set, and of what has an order or is one of a list, by the names of the relations.
_SETS: Mapping[str, Callable[[frozenset[str], frozenset[str]], bool]] = {
    "exactly": lambda value, named: value == named,
    "has": lambda value, named: value >= named,
    "lacks": lambda value, named: not value & named,
    "any-of": lambda value, named: bool(value & named),
}
_ORDERED: Mapping[str, Callable[[Any, Sequence[Any]], bool]] = {
    "one-of": lambda value, named: value in named,
    "on": lambda value, named: value in named,
    "under": lambda value, named: value < named[0],
    "before": lambda value, named: value < named[0],
    "at-least": lambda value, named: value >= named[0],
    "from": lambda value, named: value >= named[0],
    "over": lambda value, named: value > named[0],
    "after": lambda value, named: value > named[0],
    "at-most": lambda value, named: value <= named[0],
    "during": lambda value, named: min(named) <= value < max(named),
}


class Unreadable(Exception):  # noqa: N818  (it is what happened; whoever asked is told in words of their own)
    """Something was stated that is no fact, no value of it, or cannot be."""


class CompiledFact:
    """A fact that can be stated, with what each answer leaves to the cells."""

    __slots__ = (
        "bit",
        "conduct",
        "entries",
        "gates",
        "group",
        "kind",
        "name",
        "names",
        "neutral",
        "number",
        "occasion",
        "presupposes",
        "raises",
        "spoken_gates",
        "stage",
        "touching",
        "values",
    )

    def __init__(self, name: str, number: int, data: Mapping[str, Any]) -> None:
        """Read what a program says of a fact."""
        self.name = name
        self.number = number
        self.bit = 1 << number
        self.kind: Literal["boolean", "enum", "set", "integer", "day"] = data["kind"]
        self.names = frozenset(data.get("names", ()))
        self.conduct: bool = data["conduct"]
        self.occasion: bool = data.get("occasion", False)
        self.stage: bool = data.get("stage", False)
        self.presupposes: list[Any] | None = data.get("presupposes")
        #: The value, or the member of a set, the cell, and the combinations with it (and those without it).
        self.values: list[list[Any]] = data["cells"]
        self.neutral = self.stated(data["neutral"]) if "neutral" in data else None
        self.raises = [self.stated(each) for each in data.get("raises", ())]
        #: The norms on which it bears if it is spoken of, as bits.
        self.touching = 0
        #: The gates that it opens where it is spoken of at all, and where a concern is stated.
        self.spoken_gates: list[int] = []
        self.gates: list[int] = []
        self.group: Any = None
        self.entries: dict[object, Entry] = {}

    def read(self, said: object) -> Said | None:
        """Read an answer as a caller states it; `None` where it is none."""
        kind = self.kind
        if (isinstance(said, str) and said == NOT_SURE) or type(said).__name__ == "NotSure":
            return NOT_SURE
        if kind == "boolean":
            return said if isinstance(said, bool) else None
        if kind == "enum":
            return said if isinstance(said, str) and said in self.names else None
        if kind == "integer":
            return _number(said)
        return _day(said) if kind == "day" else self._read_set(said)

    def stated(self, said: object) -> Said:
        """Read an answer. Raises `Unreadable` where it is none."""
        read = self.read(said)
        if read is None:
            raise Unreadable
        return read

    def _read_set(self, said: object) -> Said | None:
        if not hasattr(said, "keys"):
            return self._members(said)
        given: Any = said
        has, lacks = (self._members(given.get(key, ())) for key in ("has", "lacks"))
        if has is None or lacks is None or set(given) - {"has", "lacks"} or has & lacks:
            return None
        return (has, lacks)

    def _members(self, said: object) -> frozenset[str] | None:
        if not isinstance(said, (list, tuple, set, frozenset)) or len(said) > MOST_MEMBERS:
            return None
        if not all(isinstance(each, str) for each in said):
            return None
        members = frozenset(said)
        return members if members <= self.names else None

    def masks(self, said: Said) -> dict[int, int]:
        """Return the combinations that an answer leaves to each cell."""
        masks: dict[int, int] = {}
        if said == NOT_SURE:
            return masks
        if self.kind == "set":
            has, lacks = said if isinstance(said, tuple) else (frozenset[str](), frozenset[str]())
            if isinstance(said, frozenset):
                has, lacks = said, self.names - said
            for member, cell, with_it, without in self.values:
                if member in has or member in lacks:
                    masks[cell] = masks.get(cell, -1) & (with_it if member in has else without)
            return masks
        number = said.toordinal() if self.kind == "day" else said  # type: ignore[union-attr]
        for value, cell, mask in self.values:
            if (
                value[0] <= number and (value[1] is None or number < value[1])
                if isinstance(value, list)
                else (value == said)
            ):
                masks[cell] = mask
        return masks

    def answers(self) -> list[tuple[Said, dict[int, int]]]:
        """Return what can be said of it, with what that leaves to cells; of a set, that it has a member or lacks it."""
        if self.kind == "set":
            nothing = frozenset[str]()
            each = [({value[0]}, value) for value in self.values]
            return [
                answer
                for member, (_, cell, with_it, without) in each
                for answer in (
                    ((frozenset(member), nothing), {cell: with_it}),
                    ((nothing, frozenset(member)), {cell: without}),
                )
            ]
        return [(self._first(value), {cell: mask}) for value, cell, mask in self.values]

    def _first(self, value: Any) -> Said:
        if not isinstance(value, list):
            return value  # type: ignore[no-any-return]
        if self.kind == "day":
            from datetime import date

            return date.fromordinal(value[0])
        return int(value[0])

    def passes(self, value: Any, relation: str, operand: Sequence[Any]) -> bool:
        """Whether a value passes a test."""
        if self.kind == "set":
            return _SETS[relation](value, frozenset(operand))
        if self.kind == "day":
            value = value.isoformat()  # days are compared as they are written
        return _ORDERED[relation](value, operand)

    def is_concern(self, said: Said) -> bool:
        """Whether a statement speaks of a matter: conduct that cannot be neutral, or a circumstance that raises it."""
        if self.occasion:
            return False
        if not self.conduct:
            return bool(self.raises) and (said == NOT_SURE or said in self.raises)
        if isinstance(said, tuple) and isinstance(self.neutral, frozenset):
            return not (said[0] <= self.neutral and said[1].isdisjoint(self.neutral))
        return said != self.neutral


class Entry:
    """A statement about one fact, with all that follows from it by itself; kept, since most are made again."""

    __slots__ = (
        "alone",
        "answered",
        "bit",
        "effects",
        "fact",
        "gates",
        "group",
        "key",
        "kind",
        "masks",
        "said",
        "speaks",
    )

    def __init__(self, fact: CompiledFact, said: Said, kind: type, key: int) -> None:
        """Find out what a statement leaves, and whether it speaks of a matter; `key` tells it from all others."""
        self.key = key
        self.group = fact.group
        #: Whether nothing is tied to the fact, and nothing is given of it.
        self.alone = len(self.group.facts) == 1 and not self.group.given
        self.fact = fact
        self.said = said
        #: The type of what was stated: `1` and `1.0` are not `True`, though Python holds them to be equal.
        self.kind = kind
        self.masks = fact.masks(said)
        self.speaks = fact.is_concern(said)
        self.answered = 0 if said == NOT_SURE or isinstance(said, tuple) else fact.bit
        self.bit = fact.bit
        self.gates = fact.spoken_gates + (fact.gates if self.speaks else [])
        #: What follows where nothing else was stated of what is tied to the fact, for each way of assuming.
        self.effects: list[Any] = [None, None, None]


def _number(said: object) -> Said | None:
    if isinstance(said, bool) or not isinstance(said, (int, float)) or not 0 <= said <= MOST or said != int(said):
        return None
    return int(said)


def _day(said: object) -> Said | None:
    from datetime import date, datetime

    if isinstance(said, date) and not isinstance(said, datetime):
        return date.fromordinal(said.toordinal())
    if not isinstance(said, str) or len(said) != 10 or said[4] != "-" or said[7] != "-":
        return None
    digits = said[:4] + said[5:7] + said[8:]
    if not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:  # as the 30th of February
        return None
