"""Cubes: a formula over cells as a short disjunction, each part of which leaves some values to some cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from smpolicy.deciding.compiled.formulas import FALSE, OR, Formulas, bits

#: For each cell that it speaks of, the values that are left to it.
Cube: TypeAlias = dict[int, int]

#: How many cubes a formula may have.
MOST_CUBES: Final = 2_000


class Outgrown(Exception):  # noqa: N818  (it is what happened, and no error: the exact search answers then)
    """A compiled form would have more nodes, or a formula more cubes, than it may."""

    def __init__(self, what: str, most: int) -> None:
        """Say what there would be too many of."""
        super().__init__(f"more than {most} {what}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Covering:
    """The cubes of formulas of one table, each found once."""

    table: Formulas
    found: dict[int, list[Cube]]

    def cubes(self, formula: int) -> list[Cube]:
        """Return cubes of which some holds in exactly the worlds in which a formula does, none within another.

        Raises `Outgrown` where there would be too many.
        """
        known = self.found.get(formula)
        if known is not None:
            return known
        kind, *rest = self.table.nodes[formula]
        if kind >= 0:
            cubes = [{kind: rest[0]}]
        elif kind == OR:
            cubes = _absorbed([each for part in rest for each in self.cubes(part)] if formula != FALSE else [])
        else:
            cubes = [{}]
            for ways in sorted((self.cubes(part) for part in rest), key=len):
                cubes = _absorbed(met for cube in cubes for way in ways if (met := _meet(cube, way)) is not None)
                if len(cubes) > MOST_CUBES:
                    raise Outgrown("cubes of one formula", MOST_CUBES)
        self.found[formula] = cubes
        return cubes


def laid_out(pairs: Iterable[Sequence[Sequence[Cube]]]) -> dict[str, list[Any]]:
    """Return cubes, of each term those where it holds and those where it does not, as a program has them."""
    sizes: list[list[int]] = []
    standing_in: dict[tuple[int, int], int] = {}
    place = 0
    for pair in pairs:
        sizes.append(list(map(len, pair)))
        for cubes in pair:
            for cube in cubes:
                for literal in cube.items():
                    standing_in[literal] = standing_in.get(literal, 0) | 1 << place
                place += 1
            place += 1  # left free for the guard (`compiled.walk`)
    return {"sizes": sizes, "literals": [_written(*each) for each in sorted(standing_in.items())]}


def _written(literal: tuple[int, int], places: int) -> list[Any]:
    first = next(bits(places))
    return [*literal, first, format(places >> first, "x")]


def _meet(cube: Cube, other: Cube) -> Cube | None:
    """Return what both leave; nothing where a cell would have no value."""
    met = dict(cube)
    for cell, mask in other.items():
        left = met.get(cell, -1) & mask
        if not left:
            return None
        met[cell] = left
    return met


def _absorbed(cubes: Iterable[Cube]) -> list[Cube]:
    """Leave out each cube that lies within another."""
    kept: list[Cube] = []
    for cube in sorted({tuple(sorted(each.items())): each for each in cubes}.values(), key=len):
        if not any(_within(cube, other) for other in kept):
            kept.append(cube)
    return kept


def _within(cube: Cube, other: Cube) -> bool:
    return len(other) <= len(cube) and all(cell in cube and not cube[cell] & ~mask for cell, mask in other.items())
