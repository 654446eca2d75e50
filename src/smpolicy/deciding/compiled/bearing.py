"""The cubes that bear on each cell, and whose it is: what is asked for where something would be otherwise."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    #: A cube as one sees it from a cell: its bit, its level, and its number.
    Seen = tuple[int, int, int]


class Bearing:
    """The cubes that bear on each cell, and who can tell of it: found once for a program."""

    __slots__ = ("_flat", "_masks", "cubes", "names")

    def __init__(
        self,
        widths: Sequence[int],
        terms: Sequence[Sequence[int]],
        cubes: Sequence[Sequence[Sequence[Sequence[int]]]],
        values_of: Sequence[Sequence[Sequence[Any]]],
    ) -> None:
        """Sort the cubes of what makes an outcome by the cells that they speak of."""
        self.cubes: list[list[Seen]] = [[] for _ in widths]
        self._flat: list[Sequence[int]] = []
        bit = 0
        for (level, _, _), (holding, failing) in zip(terms, cubes, strict=True):
            for number, cube in enumerate(holding, start=len(self._flat)):
                seen = (1 << bit, level, number)
                for cell in cube[::2]:
                    self.cubes[cell].append(seen)
                bit += 1
            self._flat += holding
            bit += 1 + len(failing) + 1
        self._masks: dict[int, dict[int, int]] = {}
        #: The facts and open questions of each cell, by their bits.
        self.names = [0] * len(widths)
        for number, values in enumerate(values_of):
            for value in values:
                self.names[value[1]] |= 1 << number

    def masks(self, number: int) -> dict[int, int]:
        """Return the values that a cube leaves to each cell that it speaks of; most cubes are never asked for."""
        masks = self._masks.get(number)
        if masks is None:
            cube = self._flat[number]
            masks = self._masks[number] = dict(zip(cube[::2], cube[1::2], strict=True))
        return masks
