"""The cubes that bear on each cell, and whose it is: what is asked for where something would be otherwise."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    #: A cube as one sees it from a cell: its bit, its level, and the values it leaves to each cell.
    Seen = tuple[int, int, dict[int, int]]


class Bearing:
    """The cubes that bear on each cell, and who can tell of it: found once for a program."""

    __slots__ = ("cubes", "names", "positions")

    def __init__(
        self,
        widths: Sequence[int],
        terms: Sequence[Sequence[int]],
        cubes: Sequence[Sequence[Sequence[Sequence[int]]]],
        values_of: Sequence[Sequence[Sequence[Any]]],
    ) -> None:
        """Sort the cubes of what makes an outcome by the cells that they speak of."""
        self.cubes: list[list[Seen]] = [[] for _ in widths]
        bit = 0
        for (level, _, _), (holding, failing) in zip(terms, cubes, strict=True):
            for cube in holding:
                masks = dict(zip(cube[::2], cube[1::2], strict=True))
                for cell in masks:
                    self.cubes[cell].append((1 << bit, level, masks))
                bit += 1
            bit += 1 + len(failing) + 1
        #: The facts and open questions of each cell, by their bits.
        self.names = [0] * len(widths)
        for number, values in enumerate(values_of):
            for value in values:
                self.names[value[1]] |= 1 << number
