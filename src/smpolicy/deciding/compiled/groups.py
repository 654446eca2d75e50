"""What statements leave to facts that constraints tie together, and what is assumed of those that nobody stated.

No statement about one group bears on another: what follows is found out for each by itself, and kept.
"""

from __future__ import annotations

from smpolicy.deciding.compiled.stating import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from smpolicy.deciding.compiled.stating import CompiledFact, Entry

#: Whether nothing is assumed; or what nobody stated is taken to be neutral; or would be, but is left open here.
NOTHING_ASSUMED, ASSUMED, LEFT_OPEN = 0, 1, 2

#: Of how many statements about a group it is kept what follows.
_MOST_KEPT = 4096


class CompiledQuestion:
    """An open question of interpretation: how it can be read, and when it makes no difference."""

    __slots__ = ("cells", "name", "raised_by", "unraised")

    def __init__(
        self, name: str, cells: Mapping[str, tuple[int, int]], raised_by: CompiledFact | None, unraised: str
    ) -> None:
        """Take its readings, each with its cell and combinations, and the fact that raises it."""
        self.name = name
        self.cells = cells
        self.raised_by = raised_by
        self.unraised = unraised


class Effect:
    """What follows of a group from what was stated, and from what is assumed."""

    __slots__ = (
        "answered",
        "assumed",
        "bits",
        "combinations",
        "killed",
        "left",
        "questions",
        "spoken",
        "touched",
        "unraised",
    )

    def __init__(self) -> None:
        """Begin with nothing."""
        #: The cells that were touched, as bits, and with what is left to each; and the cubes that this kills.
        self.touched = 0
        self.left: list[tuple[int, int]] = []
        self.killed = 0
        #: For each cell of the group the combinations that are left.
        self.combinations: dict[int, int] = {}
        #: The facts that were stated; answered as a whole; spoken of; and assumed, as bits.
        self.bits = 0
        self.answered = 0
        self.spoken = 0
        self.assumed = 0
        #: The open questions that make no difference, each with the reading under which that is so.
        self.unraised: list[CompiledQuestion] = []
        #: All open questions that facts of the group raise.
        self.questions: list[CompiledQuestion] = []


class TiedFacts:
    """Facts that constraints tie together, with their cells."""

    __slots__ = ("assumable", "bits", "cells", "facts", "given", "kept", "questions", "wide")

    def __init__(self, facts: Sequence[CompiledFact]) -> None:
        """Take the facts; cells, constraints and what is given are added by the program."""
        self.facts = facts
        self.bits = 0
        for fact in facts:
            self.bits |= fact.bit
            fact.group = self
        #: The conduct that can be neutral and on which something turns.
        self.assumable = [
            (fact, fact.masks(fact.neutral))
            for fact in facts
            if fact.conduct and fact.neutral is not None and fact.values
        ]
        self.cells = sorted({value[1] for fact in facts for value in fact.values})
        #: The constraints of the group that stayed formulas.
        self.wide: Sequence[int] = ()
        self.questions: list[CompiledQuestion] = []
        #: What the structure itself decides.
        self.given: list[Entry] = []
        self.kept: list[dict[tuple[int, ...], Effect]] = [{}, {}, {}]


class Leaving:
    """What a program's cells have to say where statements are made: kept apart from the program for its size."""

    __slots__ = ("can_be", "full", "killed", "values", "values_kept")

    def __init__(
        self,
        values: Sequence[Sequence[int]],
        killed: Callable[[int, int], int],
        can_be: Callable[[Sequence[int], Mapping[int, int]], bool],
    ) -> None:
        """Take which value of formulas each combination is, what is killed, and how wide constraints are asked."""
        self.values = values
        self.full = [(1 << len(each)) - 1 for each in values]
        self.values_kept: list[dict[int, int]] = [{} for _ in values]
        self.killed = killed
        self.can_be = can_be

    def in_formulas(self, cell: int, combinations: int) -> int:
        """Return the values of formulas that some combinations of a cell are."""
        left = self.values_kept[cell].get(combinations)
        if left is None:
            left = 0
            for at, value in enumerate(self.values[cell]):
                left |= (combinations >> at & 1) << value
            self.values_kept[cell][combinations] = left
        return left

    def effect(self, group: TiedFacts, entries: Sequence[Entry], how: int) -> Effect:
        """Return what follows of a group from statements about its facts. Raises `Unreadable` where it cannot be."""
        key = tuple(sorted([entry.key for entry in entries]))
        known = group.kept[how]
        effect = known.get(key)
        if effect is None:
            if len(known) >= _MOST_KEPT:
                known.clear()
            effect = known[key] = self._effect(group, entries, how)
        return effect

    def effect_alone(self, entry: Entry, how: int) -> Effect:
        """Return what follows from a statement about a fact that nothing is tied to. Raises `Unreadable` likewise."""
        effect = entry.effects[how] = self._effect(entry.group, (entry,), how)
        return effect

    def _effect(self, group: TiedFacts, entries: Iterable[Entry], how: int) -> Effect:
        effect = Effect()
        entries = [*entries, *group.given]
        left = {cell: self.full[cell] for cell in group.cells}
        gates: set[int] = set()
        for entry in entries:
            effect.bits |= entry.bit
            effect.answered |= entry.answered
            effect.spoken |= entry.bit if entry.speaks else 0
            gates.update(entry.gates)
            for cell, mask in entry.masks.items():
                left[cell] &= mask
        if not self.possible(group, left):
            raise Unreadable
        neutral = group.assumable
        can_be = {
            fact.bit: self.agrees(group, left, masks) for fact, masks in neutral if not effect.answered & fact.bit
        }
        for fact, _ in neutral:
            if not fact.occasion and not can_be.get(fact.bit, True):
                effect.spoken |= fact.bit
        known = effect.bits
        if how == ASSUMED:
            together = [(fact, masks) for fact, masks in neutral if not known & fact.bit and can_be[fact.bit]]
            narrowed = dict(left)
            for _, masks in together:
                for cell, mask in masks.items():
                    narrowed[cell] &= mask
            if together and self.possible(group, narrowed):
                left = narrowed
                for fact, _ in together:
                    effect.assumed |= fact.bit
                known |= effect.assumed
        effect.combinations, effect.questions = dict(left), group.questions
        if how == NOTHING_ASSUMED:
            left = {cell: combinations for cell, combinations in left.items() if combinations != self.full[cell]}
        else:
            effect.unraised = [each for each in group.questions if not self.raises(group, each, left, known)]
            for question in group.questions:
                cell, mask = question.cells[question.unraised]
                left[cell] = mask if question in effect.unraised else self.full[cell]
        values = {cell: self.in_formulas(cell, combinations) for cell, combinations in left.items()}
        values |= dict.fromkeys(sorted(gates), 0b10)
        effect.left = list(values.items())
        for cell, each in effect.left:
            effect.touched |= 1 << cell
            effect.killed |= self.killed(cell, each)
        return effect

    def possible(self, group: TiedFacts, left: Mapping[int, int]) -> bool:
        """Whether some world is left."""
        return all(left.values()) and (not group.wide or self.can_be(group.wide, left))

    def agrees(self, group: TiedFacts, left: Mapping[int, int], masks: Mapping[int, int]) -> bool:
        """Whether a fact can have a value."""
        if not all(left[cell] & mask for cell, mask in masks.items()):
            return False
        if not group.wide:
            return True
        return self.can_be(group.wide, {**left, **{cell: left[cell] & mask for cell, mask in masks.items()}})

    def raises(self, group: TiedFacts, question: CompiledQuestion, left: Mapping[int, int], known: int) -> bool:
        """Whether what is known raises an open question: it is of the fact that does, or narrows what that can be.

        The group is that of the fact that raises it, of which this is left to the cells.
        """
        fact = question.raised_by
        if fact is None or known & fact.bit:
            return True
        if not known & group.bits:
            return False
        free = {cell: self.full[cell] for cell in group.cells}
        return any(
            self.agrees(group, free, masks) and not self.agrees(group, left, masks) for _, masks in fact.answers()
        )
