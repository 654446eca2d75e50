"""The cubes that bear on each cell, and whose it is: what is asked for where something would be otherwise."""

from __future__ import annotations

from smpolicy.deciding.compiled.formulas import bits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from smpolicy.deciding.compiled.walk import Cubes


class Bearing:
    """The cubes that bear on each cell, and who can tell of it: found once for a program."""

    __slots__ = ("_above", "_leaving", "_literals", "_masks", "_widths", "levels", "names")

    def __init__(
        self,
        cubes: Cubes,
        widths: Sequence[int],
        sizes: Sequence[tuple[int, int]],
        terms: Sequence[Sequence[int]],
        values_of: Sequence[Sequence[Sequence[Any]]],
    ) -> None:
        """Sort the cubes of what makes an outcome by the cells that they speak of."""
        self._literals, self._widths = cubes.literals, widths
        #: The level of each cube in which a term holds, by the place of its bit; of others none.
        self.levels: list[int] = []
        for (level, _, _), (holding, failing) in zip(terms, sizes, strict=True):
            self.levels += [level] * holding + [0] * (1 + failing + 1)
        self._leaving: list[list[int] | None] = [None] * len(self._literals)
        self._above: dict[int, int] = {}
        self._masks: dict[int, dict[int, int]] = {}
        #: The facts and open questions of each cell, by their bits.
        self.names = [0] * len(self._literals)
        for number, values in enumerate(values_of):
            for value in values:
                self.names[value[1]] |= 1 << number

    def leaving(self, cell: int) -> list[int]:
        """Return, by each value of a cell, which of the cubes that bear on the cell leave it that value, as bits.

        A cube of what makes an outcome bears on a cell that it does not leave every value; of most cells nobody asks.
        """
        leaving = self._leaving[cell]
        if leaving is None:
            leaving = [0] * self._widths[cell]
            counted = self.above(0)
            for mask, standing_in in self._literals[cell].items():
                for value in bits(mask):
                    leaving[value] |= standing_in & counted
            self._leaving[cell] = leaving  # only when it is whole: another thread may ask at the same time
        return leaving

    def above(self, level: int) -> int:
        """Return the cubes of what makes an outcome that is graver than a level, as bits."""
        above = self._above.get(level)
        if above is None:
            digits = "".join("1" if each > level else "0" for each in reversed(self.levels))
            above = self._above[level] = int(f"0{digits}", 2)
        return above

    def masks(self, place: int) -> dict[int, int]:
        """Return the values that a cube leaves to each cell that it speaks of; most cubes are never asked for."""
        masks = self._masks.get(place)
        if masks is None:
            masks = self._masks[place] = {
                cell: mask
                for cell, literals in enumerate(self._literals)
                for mask, standing_in in literals.items()
                if standing_in >> place & 1
            }
        return masks
