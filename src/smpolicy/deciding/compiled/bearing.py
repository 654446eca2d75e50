"""The cubes that bear on each cell, and whose it is: what is asked for where something would be otherwise."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from smpolicy.deciding.compiled.walk import Cubes

    #: A cube as one sees it from a cell: the place of its bit, its level, and the values that it leaves to the cell.
    Seen = tuple[int, int, int]


class Bearing:
    """The cubes that bear on each cell, and who can tell of it: found once for a program."""

    __slots__ = ("_cubes", "_levels", "_literals", "_masks", "_segments", "names")

    def __init__(
        self,
        cubes: Cubes,
        sizes: Sequence[tuple[int, int]],
        terms: Sequence[Sequence[int]],
        values_of: Sequence[Sequence[Sequence[Any]]],
    ) -> None:
        """Sort the cubes of what makes an outcome by the cells that they speak of."""
        self._literals, self._segments = cubes.literals, cubes.segments
        #: The level of each cube in which a term holds, by the place of its bit; of others none.
        self._levels: list[int] = []
        for (level, _, _), (holding, failing) in zip(terms, sizes, strict=True):
            self._levels += [level] * holding + [0] * (1 + failing + 1)
        self._cubes: list[list[Seen] | None] = [None] * len(self._literals)
        self._masks: dict[int, dict[int, int]] = {}
        #: The facts and open questions of each cell, by their bits.
        self.names = [0] * len(self._literals)
        for number, values in enumerate(values_of):
            for value in values:
                self.names[value[1]] |= 1 << number

    def cubes(self, cell: int) -> list[Seen]:
        """Return the cubes of what makes an outcome that bear on a cell; of most cells it is never asked."""
        seen = self._cubes[cell]
        if seen is None:
            levels, within = self._levels, self._segments
            seen = self._cubes[cell] = [
                (place, levels[place], mask)
                for mask, standing_in in self._literals[cell].items()
                for place in _places(standing_in & within)
                if levels[place]
            ]
        return seen

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


def _places(bits_set: int) -> Iterator[int]:
    """Yield the places of bits, as `formulas.bits` does: of numbers with thousands of bits that is sooner by digits."""
    digits = format(bits_set, "b")[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)
