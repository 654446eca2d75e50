"""Cells: what constraints tie together is one unknown, whose values are the combinations that the constraints permit.

So constraints vanish, and unknowns are independent of each other. What a constraint ties that is too wide for that
stays a formula: a set of many members under one, say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from smpolicy.deciding.compiled.formulas import AND, OR, Formulas
from smpolicy.deciding.program import Program
from smpolicy.deciding.worlds import FALSE, And, Formula, Literal, simplified
from smpolicy.foundations.logged import logger_of

#: How many combinations a cell may have.
MOST_COMBINATIONS: Final = 512
#: How many steps it may take to list them.
_MOST_STEPS: Final = 20_000

_log: Final = logger_of(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Variables of a program that constraints tie together, by their places, and the combinations permitted.

    A combination gives a bit for each variable: that of its value.
    """

    places: tuple[int, ...]
    combinations: tuple[tuple[int, ...], ...]

    def mask(self, place: int, values: int) -> int:
        """Return the combinations in which a variable has one of some values, as a mask."""
        position = self.places.index(place)
        return sum(1 << at for at, each in enumerate(self.combinations) if values >> each[position] & 1)


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The cells of a program, and its formulas written over them.

    In formulas the combinations of a cell that no formula tells apart are one value.
    """

    program: Program
    cells: tuple[Cell, ...]
    #: Constraints that are too wide for a cell, by the groups in which they tie variables together.
    wide: tuple[tuple[Formula, ...], ...]
    #: For each cell, which value of formulas each of its combinations is.
    values: tuple[tuple[int, ...], ...]

    @cached_property
    def place_of(self) -> Mapping[int, int]:
        """The cell of each variable."""
        return {place: at for at, cell in enumerate(self.cells) for place in cell.places}

    def widths(self) -> list[int]:
        """Return how many values each cell has in formulas."""
        return [max(each) + 1 for each in self.values]

    def written(self, formula: Formula, table: Formulas) -> int:
        """Write a formula over cells."""
        if isinstance(formula, Literal):
            at = self.place_of[formula.variable]
            mask = self.cells[at].mask(formula.variable, formula.mask)
            values = 0
            for combination, value in enumerate(self.values[at]):
                values |= (mask >> combination & 1) << value
            return table.literal(at, values)
        how = AND if isinstance(formula, And) else OR
        return table.join(how, [self.written(part, table) for part in formula.parts])


def cells_of(program: Program, formulas: Iterable[Formula], *, narrow: bool = True) -> Cells:
    """Return the cells of a program whose formulas these are; `narrow` lets none have more than one variable."""
    cells: list[Cell] = []
    #: A constraint that never holds speaks of no variable, and of all of them.
    wide: list[tuple[Formula, ...]] = [(FALSE,)] if FALSE in program.constraints else []
    for places, group in program.groups:
        combinations = None if narrow else _combinations(program, sorted(places), group)
        if combinations is None:
            wide.append(group)
        else:
            cells.append(Cell(places=tuple(sorted(places)), combinations=combinations))
    if wide and not narrow:
        _log.info("%d groups of constraints are too wide for a cell", len(wide))
    tied = {place for cell in cells for place in cell.places}
    cells += (
        Cell(places=(place,), combinations=tuple((bit,) for bit in range(len(variable.values))))
        for place, variable in enumerate(program.variables)
        if place not in tied
    )
    cells.sort(key=lambda cell: cell.places)
    all_formulas = [*formulas, *(each for group in wide for each in group)]
    return Cells(program=program, cells=tuple(cells), wide=tuple(wide), values=tuple(_told_apart(cells, all_formulas)))


def _combinations(
    program: Program, places: Sequence[int], group: Sequence[Formula]
) -> tuple[tuple[int, ...], ...] | None:
    """Return the combinations that constraints permit, preferred values first; nothing where there are too many.

    Where there is none, nothing is possible at all, which the constraints go on to say as formulas.
    """
    found: list[tuple[int, ...]] = []
    steps = 0

    def permitted(at: int, chosen: tuple[int, ...], left: Sequence[Formula]) -> Iterator[tuple[int, ...]]:
        nonlocal steps
        if at == len(places):
            yield chosen
            return
        for bit in range(len(program.variables[places[at]].values)):
            steps += 1
            domains = list(program.full)
            domains[places[at]] = 1 << bit
            remaining = [simplified(each, domains) for each in left]
            if FALSE not in remaining and steps <= _MOST_STEPS:
                yield from permitted(at + 1, (*chosen, bit), remaining)

    for combination in permitted(0, (), group):
        found.append(combination)
        if len(found) > MOST_COMBINATIONS:
            return None
    return None if steps > _MOST_STEPS or not found else tuple(found)


def _told_apart(cells: Sequence[Cell], formulas: Iterable[Formula]) -> Iterator[tuple[int, ...]]:
    """Yield for each cell which of its combinations are one value, since no literal tells them apart."""
    masks: dict[int, set[int]] = {}
    waiting, seen = list(formulas), set[int]()
    while waiting:
        formula = waiting.pop()
        if isinstance(formula, Literal):
            masks.setdefault(formula.variable, set()).add(formula.mask)
        elif id(formula) not in seen:
            seen.add(id(formula))
            waiting.extend(formula.parts)
    for cell in cells:
        told_by = [cell.mask(place, mask) for place in cell.places for mask in sorted(masks.get(place, ()))]
        numbers: dict[tuple[int, ...], int] = {}
        yield tuple(
            numbers.setdefault(tuple(mask >> at & 1 for mask in told_by), len(numbers))
            for at in range(len(cell.combinations))
        )
