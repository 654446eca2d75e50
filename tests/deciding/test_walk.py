"""Formulas and the walk by themselves: over drawn terms they say what counting all worlds says."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from profiles import draws
from smpolicy.deciding.compiled.formulas import AND, OR, Formulas, united
from smpolicy.deciding.compiled.walk import Cubes, Diagram
from smpolicy.deciding.cubes import Covering, laid_out
from smpolicy.deciding.diagram import VIOLATED, Drawing

#: How many values each cell has.
WIDTHS = (2, 3, 2, 4, 2)
WORLDS = list(itertools.product(*([1 << bit for bit in range(width)] for width in WIDTHS)))


@st.composite
def literals(draw: st.DrawFn) -> tuple[Any, ...]:
    """Draw a cell with some of its values, but not all."""
    cell = draw(st.integers(0, len(WIDTHS) - 1))
    return (cell, draw(st.integers(1, (1 << WIDTHS[cell]) - 2)))


FORMULAS = st.recursive(
    literals(),
    lambda inner: st.tuples(st.sampled_from((AND, OR)), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=6,
)
#: What is left to each cell: all, or some, or one value alone.
LEFT = st.tuples(
    *(
        st.one_of(
            st.just((1 << width) - 1), st.integers(1, (1 << width) - 1), st.integers(0, width - 1).map((1).__lshift__)
        )
        for width in WIDTHS
    )
)
#: Of the terms one may hold surely, and others of literals alone speak of few cells.
TERMS = st.tuples(st.integers(1, 3), st.one_of(literals(), literals(), FORMULAS, st.just((AND, []))))


def made(table: Formulas, drawn: Any) -> int:
    """Put a drawn formula into a table."""
    if drawn[0] >= 0:
        return table.literal(*drawn)
    return table.join(drawn[0], [made(table, each) for each in drawn[1]])


def holds(table: Formulas, formula: int, world: tuple[int, ...]) -> bool:
    """Decide a formula in one world, where each cell has one value, as a mask of one bit."""
    kind, *rest = table.nodes[formula]
    if kind >= 0:
        return world[kind] & rest[0] != 0
    return (all if kind == AND else any)(holds(table, part, world) for part in rest)


def spoken_of(table: Formulas, formula: int) -> int:
    """Return the cells that stand in a formula, as bits."""
    kind, *rest = table.nodes[formula]
    return 1 << kind if kind >= 0 else united(spoken_of(table, part) for part in rest)


@settings(max_examples=draws(400))
@given(st.lists(FORMULAS, min_size=1, max_size=4), LEFT, literals())
def test_formulas_mean_what_they_are_made_of(drawn: list[Any], left: tuple[int, ...], literal: tuple[int, int]) -> None:
    """Joined, negated and conditioned they hold in the worlds in which they should, and know the cells they speak of.

    Copied node by node into another table they are the same; and they can hold together where some world is theirs.
    """
    table = Formulas(WIDTHS)
    formulas = [made(table, each) for each in drawn]
    cell, mask = literal
    value = mask.bit_length() - 1
    for formula in formulas:
        negation, conditioned = table.negated(formula), table.conditioned(formula, cell, value)
        for world in WORLDS:
            assert holds(table, negation, world) is not holds(table, formula, world)
            there = tuple(1 << value if at == cell else each for at, each in enumerate(world))
            assert holds(table, conditioned, world) is holds(table, formula, there)
        assert not spoken_of(table, conditioned) >> cell & 1
        assert table.negated(negation) == formula
    whole = table.join(AND, formulas)
    among = [world for world in WORLDS if all(one & other for one, other in zip(world, left, strict=True))]
    theirs = [world for world in among if all(holds(table, each, world) for each in formulas)]
    assert theirs == [world for world in among if holds(table, whole, world)]
    assert table.can_hold(formulas, left) is table.can_hold((whole,), left) is bool(theirs)
    another = Formulas(WIDTHS)
    for node in table.nodes[2:]:
        another.add(node)
    assert another.nodes == table.nodes
    assert another.spoken_of == table.spoken_of == [spoken_of(table, each) for each in range(len(table.nodes))]


@settings(max_examples=draws(400))
@given(
    st.lists(TERMS, min_size=1, max_size=6),
    st.lists(FORMULAS, max_size=1),
    st.lists(LEFT, min_size=1, max_size=8),
)
def test_the_walk_says_what_every_world_says(drawn: list[Any], ties: list[Any], lefts: list[tuple[int, ...]]) -> None:
    """Which levels are possible, whether one below another is, and which terms can hold and can fail."""
    table = Formulas(WIDTHS)
    terms = [(level, made(table, formula)) for level, formula in drawn]
    wide = [made(table, each) for each in ties]
    drawing = Drawing(table=table, unstated=frozenset())
    base, root = drawing.begin([*terms, *((VIOLATED, table.negated(each)) for each in wide)])
    diagram = Diagram(drawing.steps, base, root, WIDTHS)
    covering = Covering(table=table, found={})
    sides = [(table.join(AND, (each, *wide)), table.join(AND, (table.negated(each), *wide))) for _, each in terms]
    cubes = Cubes(WIDTHS, **laid_out([[covering.cubes(side) for side in both] for both in sides]))
    full = [(1 << width) - 1 for width in WIDTHS]
    defaults = diagram.defaults(full)
    for left in lefts:
        worlds = [
            world
            for world in WORLDS
            if all(value & values for value, values in zip(world, left, strict=True))
            and all(holds(table, each, world) for each in wide)
        ]
        found = {max([0, *(level for level, each in terms if holds(table, each, world))]) for world in worlds}
        levels = sum(1 << level for level in found)
        touched = sum(1 << cell for cell, values in enumerate(left) if values != full[cell])
        # single terms say which levels are reached: those of the terms that can hold, and perhaps the lowest
        single = sum({1 << level for level, each in terms if any(holds(table, each, world) for world in worlds)})
        for reached in (single, single | 1, 15):
            assert diagram.levels(left, touched, defaults, reached) == levels
        if worlds:
            for level in range(4):
                assert diagram.can_be_below(level, left, touched, defaults) is any(each < level for each in found)
        killed = 0
        for cell, values in enumerate(left):
            killed |= cubes.killed(cell, values)
        alive = cubes.alive(killed)
        for (_, each), may, may_not in zip(terms, cubes.may, cubes.may_not, strict=True):
            assert bool(alive & may) is any(holds(table, each, world) for world in worlds)
            assert bool(alive & may_not) is any(not holds(table, each, world) for world in worlds)
