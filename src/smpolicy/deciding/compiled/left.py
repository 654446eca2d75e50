"""What is left by what was stated and assumed: which worlds, and what comes of them."""

from __future__ import annotations

from smpolicy.deciding.compiled.formulas import united
from smpolicy.deciding.compiled.groups import NOTHING_ASSUMED
from smpolicy.deciding.compiled.model import ANY_LEVEL, CONTRAVENES, DEPARTS, NO_DEPARTURE, OUTSIDE
from smpolicy.deciding.compiled.stating import NOT_SURE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from smpolicy.deciding.compiled.groups import CompiledQuestion, Effect, TiedFacts
    from smpolicy.deciding.compiled.model import CompiledNorm, Model
    from smpolicy.deciding.compiled.stating import CompiledFact, Entry, Said
    from smpolicy.deciding.semantics import Outcome
    from smpolicy.deciding.turning import Turning

#: Outcomes by their levels.
OUTCOMES: tuple[Outcome, ...] = ("outside_scope", "no_departure_found", "departs", "contravenes")
#: For each set of levels, the outcomes.
NOT_IN_FORCE: frozenset[Outcome] = frozenset(("not_in_force",))
POSSIBLE: list[frozenset[Outcome]] = [
    frozenset(OUTCOMES[level] for level in range(4) if levels >> level & 1) for levels in range(16)
]


class Left:
    """The worlds that are left by what was stated, and what comes of them."""

    __slots__ = (
        "_combinations",
        "_effects",
        "_left",
        "_statements",
        "_turning",
        "_unraised",
        "alive",
        "assumed_bits",
        "basis",
        "facts",
        "killed",
        "levels",
        "model",
        "raised_bits",
        "touched",
    )
    _combinations: dict[int, int] | None
    _effects: list[Effect] | None
    _left: list[int] | None
    _statements: tuple[list[Entry], dict[TiedFacts, list[Entry]]] | None
    _turning: Turning | None
    _unraised: set[CompiledQuestion] | None

    def __init__(self, model: Model, facts: Mapping[str, object]) -> None:
        """Take what was stated."""
        self.model = model
        self.facts = dict(facts)
        self.raised_bits = self.assumed_bits = 0
        self._statements = self._effects = None

    @property
    def statements(self) -> tuple[list[Entry], dict[TiedFacts, list[Entry]]]:
        """What was stated of facts that nothing is tied to, and by groups of the others."""
        if self._statements is None:
            self._statements = self.model.statements(self.facts)
        return self._statements

    # What is left

    @property
    def effects(self) -> list[Effect]:
        """What follows from what was stated, and from what is left open though it might have been assumed."""
        if self._effects is None:
            (alone, tied), leaving = self.statements, self.model.leaving
            effects = [each.effects[NOTHING_ASSUMED] or leaving.effect_alone(each, NOTHING_ASSUMED) for each in alone]
            effects += [leaving.effect(group, entries, NOTHING_ASSUMED) for group, entries in tied.items()]
            self._effects = effects
        return self._effects

    def decide(self, how: int, touched: int, killed: int) -> None:
        """Find out which outcomes and breaches are possible by which cells are touched, and which cubes are killed."""
        model = self.model
        basis = self.basis = model.bases[how] or model.basis(how)
        self._turning = self._left = self._combinations = self._unraised = None
        self.touched = touched
        killed = self.killed = killed | basis.killed_but_for(touched)
        if model.diagram is None:
            self.alive, self.levels = self._searched()
            return
        cubes = model.cubes
        alive = self.alive = ((cubes.segments & ~killed) + cubes.segments) & cubes.guards
        may, may_not = model.may, model.may_not
        # what single norms say settles most: one that is surely broken, and none above it that may be
        if alive & may_not[3] != may_not[3]:
            self.levels = CONTRAVENES
        elif not alive & may[3] and alive & may_not[2] != may_not[2]:
            self.levels = DEPARTS
        elif not alive & model.may_from[2] and alive & may_not[1] != may_not[1]:
            self.levels = NO_DEPARTURE
        elif not alive & model.may_from[1]:
            self.levels = OUTSIDE
        else:
            # the lowest level is that at which nothing more holds: from any step on that may be so
            reached = OUTSIDE | sum(1 << level for level in (1, 2, 3) if alive & may[level])
            self.levels = model.diagram.levels(self.left, touched, basis.defaults, reached)

    @property
    def left(self) -> list[int]:
        """What is left to each cell, as the values that formulas tell apart."""
        left = self._left
        if left is None:
            left = self.basis.left[:]
            for effect in self.effects:
                for cell, values in effect.left:
                    left[cell] = values
            self._left = left
        return left

    @property
    def without_difference(self) -> set[CompiledQuestion]:
        """The open questions that nothing known raises; none where nothing is assumed."""
        unraised = self._unraised
        if unraised is None:
            unraised = set(self.basis.unraised)
            for effect in self.effects:
                unraised.difference_update(effect.questions)
                unraised.update(effect.unraised)
            self._unraised = unraised
        return unraised

    def levels_at(self, left: Sequence[int], touched: int) -> int:
        """Return the levels that are possible where something else is left to the cells that are touched."""
        diagram = self.model.diagram
        if diagram is not None:
            return diagram.levels(left, touched, self.basis.defaults, ANY_LEVEL)
        from smpolicy.deciding.compiled.searching import levels_of

        return levels_of(self._turning_of(left))

    def can_be_below(self, level: int, left: Sequence[int], touched: int) -> bool:
        """Whether a level under this one is possible where something else is left to the cells that are touched."""
        diagram = self.model.diagram
        if diagram is not None:
            return diagram.can_be_below(level, left, touched, self.basis.defaults)
        return bool(self.levels_at(left, touched) & ((1 << level) - 1))

    @property
    def turning(self) -> Turning:
        """The exact search among the worlds that are left."""
        if self._turning is None:
            self._turning = self._turning_of(self.left)
        return self._turning

    def _turning_of(self, left: Sequence[int]) -> Turning:
        from smpolicy.deciding.compiled.searching import turning_among

        return turning_among(self.model, left)

    def _searched(self) -> tuple[int, int]:
        """Return by the exact search which terms can hold, and which not, and the levels that are possible."""
        from smpolicy.deciding.compiled.searching import searched

        return searched(self.model, self.turning)

    # What comes of it

    @property
    def settled(self) -> bool:
        """Whether only one outcome is possible."""
        return not self.model.in_force or not self.levels & (self.levels - 1)

    @property
    def may_be_broken(self) -> list[CompiledNorm]:
        """The norms that count and that are broken in some world that is left."""
        alive, may = self.alive, self.model.cubes.may
        return [norm for norm in self.model.breakable if alive & may[norm.term]]

    def is_surely_broken(self, norm: CompiledNorm) -> bool:
        """Whether a norm that counts is broken in every world that is left."""
        return not self.alive & self.model.cubes.may_not[norm.term]

    def counts(self, norm: CompiledNorm) -> bool:
        """Whether a norm can make an outcome worse here."""
        return norm.term >= 0 and (norm.gate is None or self.left[norm.gate] == 0b10)

    # What is known

    def entries(self) -> Iterator[Entry]:
        """Yield what was stated."""
        alone, tied = self.statements
        yield from alone
        for entries in tied.values():
            yield from entries

    @property
    def known_bits(self) -> int:
        """The facts and open questions that are known, as bits."""
        known = self.basis.answered | self.assumed_bits
        for effect in self.effects:
            known |= effect.answered
        unraised = self.without_difference
        for number, question in enumerate(self.model.questions, start=len(self.model.facts)):
            if question in unraised:
                known |= 1 << number
        return known

    @property
    def unsure_bits(self) -> int:
        """The facts of which somebody said that they are not sure, as bits."""
        return united(entry.bit for entry in self.entries() if entry.said == NOT_SURE)

    def combinations(self, cell: int) -> int:
        """Return the combinations that are left to a cell, as a mask."""
        left = self._combinations
        if left is None:
            left = self._combinations = dict(enumerate(self.model.leaving.full))
            left |= self.basis.combinations
            for effect in self.effects:
                left |= effect.combinations
            for question in self.without_difference:
                each, mask = question.cells[question.unraised]
                left[each] &= mask
        return left[cell]

    def only_value(self, name: str) -> Said | None:
        """Return what a fact surely is: by what is known of it, or by the constraints."""
        fact = self.model.by_name[name]
        for entry in self.entries():
            if entry.fact is fact and entry.answered:
                return entry.said
        if self.assumed_bits & fact.bit:
            return fact.neutral
        if name in self.model.given:
            return self.model.given[name]
        if fact.kind == "set" or not fact.values:
            return None
        group = fact.group
        left = {cell: self.combinations(cell) for cell in group.cells}
        values = [said for said, masks in fact.answers() if self.model.leaving.agrees(group, left, masks)]
        return values[0] if len(values) == 1 else None

    def presupposed(self, fact: CompiledFact) -> bool | None:
        """Whether what a fact presupposes surely holds, or surely does not; `None` where that is open."""
        return True if fact.presupposes is None else self._told(fact.presupposes)

    def _told(self, condition: Sequence[Any]) -> bool | None:
        kind, *rest = condition
        if kind == "test":
            name, relation, operand = rest
            value = self.only_value(name)
            return None if value is None else self.model.by_name[name].passes(value, relation, operand)
        if kind == "by":
            rest = [part for _, part in rest[1:]]
        told = [self._told(part) for part in rest]
        if kind == "not":
            return None if told[0] is None else not told[0]
        if kind == "all":
            return False if False in told else None if None in told else True
        if kind == "any":
            return True if True in told else None if None in told else False
        return told[0] if len(set(told)) == 1 else None
