"""Where a model has no diagram: the exact search, over its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smpolicy.deciding.compiled.formulas import AND
from smpolicy.deciding.turning import Turning
from smpolicy.deciding.worlds import Formula, Literal, conj, disj

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smpolicy.deciding.compiled.model import Model


def as_searched(model: Model, formula: int) -> Formula:
    """Return a formula of a model as the search has it."""
    known = model.searchable.get(formula)
    if known is None:
        kind, *rest = model.table.nodes[formula]
        if kind >= 0:
            known = Literal(kind, rest[0])
        else:
            known = (conj if kind == AND else disj)([as_searched(model, part) for part in rest])
        model.searchable[formula] = known
    return known


def turning_among(model: Model, left: Sequence[int]) -> Turning:
    """Return the worlds of a model within what is left to its cells, and what comes of each."""
    levels = tuple(
        disj(as_searched(model, formula) for level, _, formula in model.terms if level >= least) for least in (1, 2, 3)
    )
    return Turning(
        levels=levels,
        constraints=[as_searched(model, each) for group in model.wide for each in group],
        domains=left,
        full=[model.table.full(cell) for cell in range(len(model.widths))],
    )


def searched(model: Model, turning: Turning) -> tuple[int, int]:
    """Return the guards of the terms that can hold and that can fail, and the levels that are possible."""
    alive = 0
    for at, (_, _, formula) in enumerate(model.terms):
        if turning.can_hold(as_searched(model, formula)):
            alive |= model.cubes.may[at]
        if turning.can_hold(as_searched(model, model.table.negated(formula))):
            alive |= model.cubes.may_not[at]
    return alive, levels_of(turning)


def levels_of(turning: Turning) -> int:
    """Return the levels that are possible."""
    return sum(1 << level for level in range(4) if turning.can_come_to(level))
