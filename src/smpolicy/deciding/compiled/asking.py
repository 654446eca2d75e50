"""What would settle a decision: the facts to be asked, most decisive first, and what cannot be asked but matters.

An unknown matters where two worlds that are left differ in it alone, or in a smallest set of unknowns it belongs to,
and in what comes of them. There is then a norm, and one of its cubes, that holds in the one and not in the other; and
the other comes to less. So a walk through the diagram for each cube tells, and no search is needed.
"""

from __future__ import annotations

from itertools import combinations

from smpolicy.deciding.compiled.formulas import bits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smpolicy.deciding.compiled.left import Left
    from smpolicy.deciding.compiled.stating import CompiledFact


class Asking:
    """What matters to a decision among what is unknown."""

    __slots__ = ("_alone", "_moved", "_pairs_kept", "_together", "alive", "decision", "lowest", "model")

    def __init__(self, decision: Left) -> None:
        """Look into a decision."""
        self.decision = decision
        self.model = decision.model
        self.lowest = (decision.levels & -decision.levels).bit_length() - 1
        #: The cubes in which some world is left, as bits.
        self.alive = self.model.cubes.segments & ~decision.killed
        self._moved: dict[tuple[int, int, int], bool] = {}
        self._alone: dict[int, bool] = {}
        self._together: dict[int, list[int]] = {}
        self._pairs_kept: dict[int, dict[int, set[tuple[int, int]]]] = {}

    # What moves the outcome

    def _moves(self, cell: int, value: int, other: int) -> bool:
        """Whether an outcome changes where a cell has one value, and another instead, and all else stays the same."""
        return self._raises(cell, value, other) or self._raises(cell, other, value)

    def _raises(self, cell: int, value: int, other: int) -> bool:
        bearing = self.model.bearing_cubes
        leaving = bearing.leaving(cell)
        # The cubes that the change brings into: those that leave the other value to the cell, and not this one.
        for place in bits(leaving[other] & ~leaving[value] & self.alive & bearing.above(self.lowest)):
            key = (place, cell, value)
            moved = self._moved.get(key)
            if moved is None:
                level = bearing.levels[place]
                moved = self._moved[key] = self._comes_to_less(bearing.masks(place), cell, value, level)
            if moved:
                return True
        return False

    def _comes_to_less(self, masks: Mapping[int, int], cell: int, value: int, level: int) -> bool:
        """Whether some world comes to less than a level that has a value in a cell and is in a cube but for that."""
        decision, model = self.decision, self.model
        left, touched, killed = decision.left[:], decision.touched | 1 << cell, decision.killed
        for place, mask in masks.items():
            if place != cell and left[place] & ~mask:
                values = left[place] = left[place] & mask
                if not values:
                    return False
                touched |= 1 << place
                killed |= model.cubes.killed(place, values)
        left[cell] = 1 << value
        killed |= model.cubes.killed(cell, 1 << value)
        alive = model.cubes.alive(killed)
        may, may_not = model.may_from[level], model.may_not_from[level]
        if alive & may_not != may_not:
            return False  # something of that level surely holds
        return not alive & may or decision.can_be_below(level, left, touched)

    def moves_alone(self, number: int) -> bool:
        """Whether a fact or an open question moves the outcome by itself."""
        if self.decision.settled:
            return False
        known = self._alone.get(number)
        if known is None:
            known = self._alone[number] = self._turns_on(1 << number) or any(
                self._moves(cell, *pair) for cell in self.model.cells_of[number] for pair in self._told_by(cell, number)
            )
        return known

    def _told_by(self, cell: int, number: int) -> Iterable[tuple[int, int]]:
        """Return the pairs of values of a cell that differ in one fact alone, where cubes bear on it."""
        model, bit = self.model, 1 << number
        if model.is_wide >> cell & 1 or not any(model.bearing_cubes.leaving(cell)):
            return ()
        if model.bearing_cubes.names[cell] != bit:
            return self._pairs(cell).get(bit, ())
        values = list(bits(self.decision.left[cell]))
        return ((one, other) for at, one in enumerate(values) for other in values[:at])

    def _turns_on(self, facts: int) -> bool:
        """Whether the outcome turns on facts in what constraints tie that stayed formulas: a search tells."""
        model = self.model
        cells = [cell for number in bits(facts) for cell in model.cells_of[number] if model.is_wide >> cell & 1]
        return bool(cells) and self.decision.turning.turns_on(cells)

    def _pairs(self, cell: int) -> dict[int, set[tuple[int, int]]]:
        """Return pairs of values of a cell, by the facts in which combinations that are left differ."""
        decision, model = self.decision, self.model
        kept = self._pairs_kept.get(cell)
        if kept is None:
            kept = {}
            left, values = decision.combinations(cell), model.leaving.values[cell]
            parts = model.parts_of(cell)
            found = [(values[at], tuple(part[at] for _, part in parts)) for at in bits(left)]
            for at, (value, told) in enumerate(found):
                for other, other_told in found[:at]:
                    if value != other:
                        differing = 0
                        for (bit, _), one, two in zip(parts, told, other_told, strict=True):
                            differing |= bit if one != two else 0
                        pair = (value, other) if value > other else (other, value)
                        kept.setdefault(differing, set()).add(pair)
            self._pairs_kept[cell] = kept
        return kept

    def moving_together(self, cell: int) -> list[int]:
        """Return the smallest sets of facts of a cell that move the outcome together, and none of them alone."""
        known = self._together.get(cell)
        if known is None:
            known = []
            pairs = self._pairs(cell)
            for differing in sorted(pairs, key=int.bit_count):
                if differing.bit_count() < 2 or any(smaller & differing == smaller for smaller in known):
                    continue
                if any(self.moves_alone(number) for number in bits(differing)):
                    continue
                if any(self._moves(cell, *pair) for pair in pairs[differing]):
                    known.append(differing)
            self._together[cell] = known
        return known

    def matters(self, number: int) -> bool:
        """Whether an unknown belongs to a smallest change by which the outcome can change."""
        if self.decision.settled:
            return False
        if self.moves_alone(number):
            return True
        model, bit = self.model, 1 << number
        for cell in model.cells_of[number]:
            if model.is_wide >> cell & 1:
                together = self._turning_together(number)
            elif model.bearing_cubes.names[cell] != bit:
                together = self.moving_together(cell)
            else:
                together = []
            if any(each & bit for each in together):
                return True
        return False

    def _turning_together(self, number: int) -> list[int]:
        """Return the smallest sets of facts that move the outcome together, among what wide constraints tie to one."""
        unknown = self.unknown()
        tied = next(each for each in self.model.tied(unknown) if each >> number & 1)
        found: list[int] = []
        still = sum(1 << each for each in bits(tied) if not self.moves_alone(each))
        for group in self.model.tied(still):
            found += self._smallest(list(bits(group)))
        return found

    def _smallest(self, numbers: list[int]) -> list[int]:
        key = -1 - sum(1 << number for number in numbers)
        known = self._together.get(key)
        if known is None:
            known = []
            for size in range(2, len(numbers) + 1):
                for facts in combinations(numbers, size):
                    together = sum(1 << number for number in facts)
                    if not any(each & together == each for each in known) and self._turns_on(together):
                        known.append(together)
            self._together[key] = known
        return known

    # What is unknown

    def unknown(self) -> int:
        """Return the facts and open questions that are not known, as bits."""
        return self.model.everything & ~self.decision.known_bits

    def askable(self) -> int:
        """Return the unknown facts that nobody has answered, or only in part."""
        return self.unknown() & self.model.all_facts & ~self.decision.unsure_bits

    def movers(self) -> int:
        """Return the unknowns on which the outcome turns."""
        return sum(1 << number for number in bits(self.unknown()) if self.matters(number))

    def asks_something(self) -> bool:
        """Whether there is any question, found without looking for all of them."""
        askable = self.askable()
        if self.decision.settled or not askable:
            return False
        likely = (number for number in self.model.most_likely if askable >> number & 1)
        return any(map(self.moves_alone, likely)) or bool(self.questions())

    def questions(self) -> list[CompiledFact]:
        """Return the facts still to be asked, most decisive first."""
        decision, model = self.decision, self.model
        movers = self.movers()
        names = (movers | self._settling(movers)) & self.askable()
        ready = sum(1 << number for number in bits(names) if decision.presupposed(model.facts[number]))
        premature = self._premature(names) if decision.raised_bits else 0
        asked = ready & ~premature or ready or names & ~premature
        weights = self._weights()
        return sorted(
            (model.facts[number] for number in bits(asked)), key=lambda fact: (-weights[fact.number], fact.name)
        )

    def _weights(self) -> list[int]:
        """Return in how many norms that count each fact plays a part; whether the text applies at all comes first."""
        model = self.model
        counted = [norm for norm in model.norms if self.decision.counts(norm)]
        weights = [0] * len(model.facts)
        for norm in counted:
            for number in bits(norm.breach):
                weights[number] += 1
        for number in bits(model.scope_spoken):
            weights[number] += len(counted)
        return weights

    def _premature(self, asked: int) -> int:
        """Return what only exceptions turn on, of norms of which it is still asked whether they apply or are broken."""
        first = self.model.scope_spoken & asked
        later = 0
        for norm in self.decision.may_be_broken:
            before = asked & norm.before
            excepting = asked & norm.excepting & ~before
            if before:
                later |= excepting
                first |= before
            else:
                first |= excepting
        return later & ~first

    def _settling(self, movers: int) -> int:
        """Return the facts that can settle what somebody is not sure of, since a constraint ties the two."""
        unsure = movers & self.decision.unsure_bits
        if not unsure:
            return 0
        beside = 0
        for tied in self.model.tied(self.unknown()):
            if tied & unsure:
                beside |= tied
        return sum(1 << number for number in bits(self.askable() & beside & ~movers) if self._narrows(number))

    def _narrows(self, number: int) -> bool:
        """Whether some answer about a fact rules an outcome out."""
        decision, model = self.decision, self.model
        for _, masks in model.facts[number].answers():
            left, touched = decision.left[:], decision.touched
            for cell, mask in masks.items():
                left[cell] = model.leaving.in_formulas(cell, decision.combinations(cell) & mask)
                touched |= 1 << cell
            if all(left) and decision.levels_at(left, touched) not in (0, decision.levels):
                return True
        return False
