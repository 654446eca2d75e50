"""What a model decides of one activity, as expressions over what was stated: for many activities at once.

A leaf is a plain question about what was stated of one fact; all else is "and", "or" and "not". Whoever has a column of
answers for each leaf, be it bits, masks or SQL, evaluates expressions column by column. They are exact where anything
is unknown: a formula may hold if it holds in some world that is left.
"""

from __future__ import annotations

from smpolicy.deciding.compiled.formulas import AND, FALSE, OR, TRUE, put_apart
from smpolicy.deciding.compiled.stating import NOT_SURE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from typing import Any, TypeAlias

    from smpolicy.deciding.compiled.model import Model
    from smpolicy.deciding.compiled.stating import CompiledFact, Said

    #: What stands at a place: a leaf and its number; or a join and the places of its parts; or the one negated.
    Expression: TypeAlias = tuple[int, ...]
    #: For each of some activities whether something holds: bits of a number, or an array of them.
    Column: TypeAlias = Any

#: How many expressions there may be.
MOST_EXPRESSIONS = 60_000
#: Beside `AND` and `OR`.
LEAF = -3
NOT = -4
#: The three questions: whether a fact, or a member of a set, can have one of some values; whether it was spoken of at
#: all; and whether that is a concern.
CAN_BE, STATED, A_CONCERN = "can-be", "stated", "concern"


class TooMany(Exception):  # noqa: N818  (it is what happened; what is decided one by one needs no expressions)
    """There would be more expressions than there may be."""


class Leaf:
    """A question about what was stated of one fact."""

    __slots__ = ("asks", "fact", "member", "values")

    def __init__(self, asks: str, fact: CompiledFact, member: str | None = None, values: tuple[Any, ...] = ()) -> None:
        """Ask it of a fact; for `CAN_BE` of a set, of a member of it, whose values are `True` and `False`.

        Values of numbers and days are stretches: the first that is in it, and the first behind it, if there is one.
        """
        self.asks = asks
        self.fact = fact
        self.member = member
        self.values = values

    def holds(self, said: Said | None) -> bool:
        """Answer it where this was stated, or nothing."""
        if said is None:
            return self.asks == CAN_BE
        if self.asks == STATED:
            return True
        if self.asks == A_CONCERN:
            return self.fact.is_concern(said)
        if said == NOT_SURE:
            return True
        if self.member is not None:
            has, lacks = said if isinstance(said, tuple) else (said, None)
            known = True if self.member in has else False if lacks is None or self.member in lacks else None  # type: ignore[operator]
            return known is None or known in self.values
        number = said.toordinal() if self.fact.kind == "day" else said  # type: ignore[union-attr]
        return any(
            value[0] <= number and (value[1] is None or number < value[1]) if isinstance(value, list) else value == said
            for value in self.values
        )


class Expressions:
    """Everything that is decided of an activity by itself, as expressions: parts stand before what they are part of."""

    __slots__ = (
        "_index",
        "_kept",
        "_leaves",
        "_places",
        "_steps",
        "leaves",
        "may",
        "may_not",
        "model",
        "nodes",
        "settled",
        "worlds",
    )

    def __init__(self, model: Model) -> None:
        """Write them. Raises `TooMany` where they would be too many."""
        self.model = model
        self.leaves: list[Leaf] = []
        self.nodes: list[Expression] = [(AND,), (OR,)]
        self._index: dict[Expression, int] = {(AND,): TRUE, (OR,): FALSE}
        self._leaves: dict[tuple[Any, ...], int] = {}
        self._kept: dict[int, int] = {}
        self._places: dict[int, Sequence[tuple[CompiledFact | None, str | None, list[tuple[Any, int]]]]] = {}
        #: Whether any world is left.
        self.worlds = self._joined(AND, (*map(self._cell, range(model.cells)), *map(self._wide, model.wide)))
        #: For each term of the model, whether it may hold, and whether it may fail.
        self.may: list[int] = []
        self.may_not: list[int] = []
        for _, _, formula in model.terms:
            for way, found in ((formula, self.may), (model.table.negated(formula), self.may_not)):
                found.append(self._may(model.table.join(AND, model.bearing_on(way)[0])))
        #: For each level, whether single terms settle that it is the outcome.
        self.settled = self._levels()
        #: The expressions but the first two, as they are evaluated.
        self._steps = list(self._ordered({self.worlds, *self.may, *self.may_not, *self.settled}))

    def _ordered(self, wanted: Container[int]) -> Iterator[tuple[int, int, int, Sequence[int], list[int]]]:
        """Yield the expressions but the first two as they are evaluated, each with those not needed any more then."""
        last: dict[int, int] = {}
        for place, node in enumerate(self.nodes):
            last.update(dict.fromkeys(node[1:] if node[0] != LEAF else (), place))
        done: dict[int, list[int]] = {}
        for part, place in last.items():
            if part not in wanted:
                done.setdefault(place, []).append(part)
        for place, node in enumerate(self.nodes[2:], start=2):
            yield node[0], node[1], node[2] if len(node) > 2 else 0, node[3:], done.get(place, [])

    # Joins

    def _placed(self, node: Expression) -> int:
        place = self._index.get(node)
        if place is None:
            if len(self.nodes) >= MOST_EXPRESSIONS:
                raise TooMany
            place = self._index[node] = len(self.nodes)
            self.nodes.append(node)
        return place

    def _joined(self, how: int, parts: Iterable[int]) -> int:
        unit, decisive = (TRUE, FALSE) if how == AND else (FALSE, TRUE)
        joined = {part for part in parts if part != unit}
        if decisive in joined:
            return decisive
        return joined.pop() if len(joined) == 1 else self._placed((how, *sorted(joined)))

    def _negated(self, part: int) -> int:
        if part in (TRUE, FALSE):
            return FALSE if part == TRUE else TRUE
        kind, *rest = self.nodes[part]
        return rest[0] if kind == NOT else self._placed((NOT, part))

    def _leaf(self, asks: str, fact: CompiledFact, member: str | None = None, values: Sequence[Any] = ()) -> int:
        key = (asks, fact.number, member, *map(str, values))
        number = self._leaves.get(key)
        if number is None:
            number = self._leaves[key] = len(self.leaves)
            self.leaves.append(Leaf(asks, fact, member, tuple(values)))
        return self._placed((LEAF, number))

    # Formulas

    def _may(self, formula: int) -> int:
        """Return the expression that a formula holds in some world that is left, provided that there is any."""
        place = self._kept.get(formula)
        if place is None:
            table = self.model.table
            kind, *rest = table.nodes[formula]
            if kind >= 0:
                place = self._literal(kind, rest[0])
            elif kind == OR:
                place = self._joined(OR, map(self._may, rest))
            else:
                place = self._joined(AND, map(self._together, self._apart(rest)))
            self._kept[formula] = place
        return place

    def _apart(self, formulas: Iterable[int]) -> list[list[int]]:
        """Return formulas in groups that share no cell, so that each is decided by itself."""
        spoken_of = self.model.table.spoken_of
        return [members for _, members in put_apart((spoken_of[formula], formula) for formula in formulas)]

    def _together(self, formulas: Sequence[int]) -> int:
        """Return the expression that formulas hold together: by the values of a cell that most of them share."""
        if len(formulas) == 1:
            return self._may(formulas[0])
        table = self.model.table
        joined = table.join(AND, formulas)
        counts: dict[int, int] = {}
        for formula in formulas:
            cells = table.spoken_of[formula]
            while cells:
                lowest = cells & -cells
                counts[lowest] = counts.get(lowest, 0) + 1
                cells ^= lowest
        most = max(counts.values())
        cell = min(each for each, count in counts.items() if count == most).bit_length() - 1
        left: dict[int, int] = {}
        for value in range(table.widths[cell]):
            rest = table.conditioned(joined, cell, value)
            left[rest] = left.get(rest, 0) | 1 << value
        ways = (self._joined(AND, (self._literal(cell, mask), self._may(rest))) for rest, mask in left.items())
        return self._joined(OR, ways)

    def _literal(self, cell: int, values: int) -> int:
        """Return the expression that a cell can have one of some values, as formulas tell them apart."""
        if cell >= self.model.cells:
            opened = self._gate(cell)
            return TRUE if values == 0b11 else opened if values == 0b10 else self._negated(opened)
        of = self.model.leaving.values[cell]
        return self._combined(cell, frozenset(at for at, value in enumerate(of) if values >> value & 1))

    def _gate(self, gate: int) -> int:
        facts = self.model.facts
        spoken_of = [self._leaf(STATED, fact) for fact in facts if gate in fact.spoken_gates]
        concerns = [self._leaf(A_CONCERN, fact) for fact in facts if gate in fact.gates]
        return self._joined(OR, (*spoken_of, *concerns))

    # Cells

    def _cell(self, cell: int) -> int:
        """Return the expression that anything is left to a cell."""
        return self._combined(cell, frozenset(range(len(self.model.leaving.values[cell]))))

    def _wide(self, constraints: Sequence[int]) -> int:
        return self._may(self.model.table.join(AND, constraints))

    def _combined(self, cell: int, combinations: frozenset[int]) -> int:
        """Return the expression that one of some combinations is left to a cell."""
        places = self._places_of(cell)
        told = [
            tuple(next(at for at, (_, mask) in enumerate(values) if mask >> each & 1) for _, _, values in places)
            for each in combinations
        ]
        known: dict[frozenset[tuple[int, ...]], int] = {frozenset(): FALSE, frozenset({()}): TRUE}

        def some(left: frozenset[tuple[int, ...]]) -> int:
            found = known.get(left)
            if found is None:
                fact, member, values = places[len(places) - len(next(iter(left)))]
                ways: dict[frozenset[tuple[int, ...]], list[int]] = {}
                for at in range(len(values)):
                    rest = frozenset(each[1:] for each in left if each[0] == at)
                    ways.setdefault(rest, []).append(at)
                parts = []
                for rest, numbers in ways.items():
                    any_of = TRUE
                    if fact is not None and len(numbers) < len(values):
                        any_of = self._leaf(CAN_BE, fact, member, [values[at][0] for at in numbers])
                    parts.append(self._joined(AND, (any_of, some(rest))))
                found = known[left] = self._joined(OR, parts)
            return found

        return some(frozenset(told))

    def _places_of(self, cell: int) -> Sequence[tuple[CompiledFact | None, str | None, list[tuple[Any, int]]]]:
        """Return what a cell ties together: facts, members of sets, and open questions, each with its combinations."""
        places = self._places.get(cell)
        if places is None:
            found: list[tuple[CompiledFact | None, str | None, list[tuple[Any, int]]]] = []
            for fact in self.model.facts:
                here = [value for value in fact.values if value[1] == cell]
                if fact.kind == "set":
                    found += [(fact, each[0], [(True, each[2]), (False, each[3])]) for each in here]
                elif here:
                    found.append((fact, None, [(value, mask) for value, _, mask in here]))
            for question in self.model.questions:
                masks = [(name, mask) for name, (at, mask) in question.cells.items() if at == cell]
                if masks:
                    found.append((None, None, masks))
            places = self._places[cell] = found
        return places

    # Levels

    def _levels(self) -> list[int]:
        """Return for each level the expression that it is settled: a term of it surely holds, and none above may."""
        terms = self.model.terms
        may_above, settled = FALSE, []
        for level in (3, 2, 1):
            surely = [self._negated(self.may_not[at]) for at, term in enumerate(terms) if term[0] == level]
            settled.append(self._joined(AND, (self._joined(OR, surely), self._negated(may_above))))
            may = (self.may[at] for at, term in enumerate(terms) if term[0] == level)
            may_above = self._joined(OR, (may_above, *may))
        return [self._negated(may_above), *reversed(settled)]

    # Evaluating

    def columns(self, leaves: Sequence[Column], full: Column) -> list[Column]:
        """Return the columns of what is decided, each at its place, by those of the leaves.

        `full` is the one in which every activity is.

        Columns are what `&`, `|` and `^` work on; none of those that leaves have is changed.
        """
        found: list[Column] = [full, full ^ full]
        for kind, first, second, others, done in self._steps:
            if kind == AND:
                column = found[first] & found[second]
                for part in others:
                    column &= found[part]
            elif kind == OR:
                column = found[first] | found[second]
                for part in others:
                    column |= found[part]
            else:
                column = leaves[first] if kind == LEAF else found[first] ^ full
            found.append(column)
            for part in done:
                found[part] = None
        return found
