"""Formulas over cells, each kept once: a literal says in which of its values a cell is.

Cells are independent of each other: what constraints tie together is one cell, whose values are what they permit.
A value is a bit of a mask. A formula is a number, its place in the table; parts stand before what they are part of.
"""

from __future__ import annotations

from _thread import allocate_lock

TYPE_CHECKING = False  # `typing` itself takes longer to import than a decision takes
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias, TypeVar

    Part = TypeVar("Part")
    #: A literal, as its cell and its mask; or a join of other formulas, as `AND` or `OR` and their places.
    Node: TypeAlias = tuple[int, ...]

AND = -1
OR = -2
TRUE = 0
FALSE = 1


def bits(mask: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def united(masks: Iterable[int]) -> int:
    """Return all bits that are set in any of some masks."""
    bits_set = 0
    for mask in masks:
        bits_set |= mask
    return bits_set


def put_apart(parts: Iterable[tuple[int, Part]]) -> list[tuple[int, list[Part]]]:
    """Group what speaks of cells, or facts, given as bits, so that no two groups share one; with each, all of its."""
    groups: list[tuple[int, list[Part]]] = []
    for spoken_of, part in parts:
        members, others = [part], []
        for group in groups:
            if group[0] & spoken_of:
                spoken_of |= group[0]
                members += group[1]
            else:
                others.append(group)
        groups = [*others, (spoken_of, members)]
    return groups


class Formulas:
    """A table of formulas over cells with so many values each."""

    __slots__ = ("_adding", "_conditioned", "_index", "_negations", "nodes", "spoken_of", "widths")

    def __init__(self, widths: Sequence[int]) -> None:
        """Begin with what always holds and what never does."""
        self.widths = list(widths)
        self._adding = allocate_lock()
        self.nodes: list[Node] = [(AND,), (OR,)]
        #: For each formula the cells that it speaks of, as bits.
        self.spoken_of = [0, 0]
        self._index: dict[Node, int] = {(AND,): TRUE, (OR,): FALSE}
        self._negations = {TRUE: FALSE, FALSE: TRUE}
        self._conditioned: dict[tuple[int, int, int], int] = {}

    def _kept(self, node: Node, spoken_of: int) -> int:
        place = self._index.get(node)
        if place is None:
            with self._adding:  # two threads that add a formula at once must not give both the same place
                place = self._index.get(node)
                if place is None:
                    place = len(self.nodes)
                    self.nodes.append(node)
                    self.spoken_of.append(spoken_of)
                    self._index[node] = place
        return place

    def add(self, node: Node) -> None:
        """Add a formula as another table has it, at the same place."""
        spoken_of = 0
        if node[0] >= 0:
            spoken_of = 1 << node[0]
        for part in node[1:] if node[0] < 0 else ():
            spoken_of |= self.spoken_of[part]
        self._kept(node, spoken_of)

    def full(self, cell: int) -> int:
        """Return the mask of all values of a cell."""
        return (1 << self.widths[cell]) - 1

    def literal(self, cell: int, mask: int) -> int:
        """Return the formula that a cell has one of some values."""
        if mask == self.full(cell):
            return TRUE
        return self._kept((cell, mask), 1 << cell) if mask else FALSE

    def join(self, how: int, parts: Iterable[int]) -> int:
        """Join formulas by `AND` or `OR`: flattened, each part once, literals of one cell as one."""
        unit, decisive = (TRUE, FALSE) if how == AND else (FALSE, TRUE)
        joined: set[int] = set()
        masks: dict[int, int] = {}
        waiting = list(parts)
        while waiting:
            part = waiting.pop()
            if part == decisive:
                return decisive
            if part == unit:
                continue
            kind, *rest = self.nodes[part]
            if kind == how:
                waiting.extend(rest)
            elif kind >= 0:
                before = masks.get(kind, rest[0])
                masks[kind] = before & rest[0] if how == AND else before | rest[0]
            else:
                joined.add(part)
        for cell, mask in masks.items():
            part = self.literal(cell, mask)
            if part == decisive:
                return decisive
            if part != unit:
                joined.add(part)
        if len(joined) < 2:
            return joined.pop() if joined else unit
        spoken_of = 0
        for part in joined:
            spoken_of |= self.spoken_of[part]
        return self._kept((how, *sorted(joined)), spoken_of)

    def negated(self, formula: int) -> int:
        """Return the negation of a formula."""
        negation = self._negations.get(formula)
        if negation is None:
            kind, *rest = self.nodes[formula]
            if kind >= 0:
                negation = self.literal(kind, self.full(kind) & ~rest[0])
            else:
                negation = self.join(OR if kind == AND else AND, [self.negated(part) for part in rest])
            self._negations[formula] = negation
            self._negations[negation] = formula
        return negation

    def conditioned(self, formula: int, cell: int, value: int) -> int:
        """Return what is left of a formula where a cell has a value."""
        if not self.spoken_of[formula] >> cell & 1:
            return formula
        key = (formula, cell, value)
        left = self._conditioned.get(key)
        if left is None:
            kind, *rest = self.nodes[formula]
            if kind >= 0:
                left = TRUE if rest[0] >> value & 1 else FALSE
            else:
                left = self.join(kind, [self.conditioned(part, cell, value) for part in rest])
            self._conditioned[key] = left
        return left

    def can_hold(self, formulas: Iterable[int], domains: Sequence[int]) -> bool:
        """Whether all formulas hold somewhere where each cell has one of the values left to it."""
        domains = list(domains)
        choices: list[int] = []
        waiting = list(formulas)
        while waiting:
            formula = waiting.pop()
            kind, *rest = self.nodes[formula]
            if kind == AND:
                waiting.extend(rest)
            elif kind == OR:
                choices.append(formula)
            else:
                domains[kind] &= rest[0]
                if not domains[kind]:
                    return False
        if not choices:
            return True
        left = [
            (formula, [part for part in self.nodes[formula][1:] if self._may(part, domains)]) for formula in choices
        ]
        first, alternatives = min(left, key=lambda each: len(each[1]))
        others = [formula for formula in choices if formula != first]
        return any(self.can_hold((part, *others), domains) for part in alternatives)

    def _may(self, formula: int, domains: Sequence[int]) -> bool:
        """Whether nothing is seen by which a formula cannot hold: its literals are looked at one by one."""
        kind, *rest = self.nodes[formula]
        if kind >= 0:
            return domains[kind] & rest[0] != 0
        return (all if kind == AND else any)(self._may(part, domains) for part in rest)
