"""What is remembered is what the search would find: under any places of the variables, within the same budget."""

from __future__ import annotations

import random
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from smpolicy.deciding.remembering import Remembered
from smpolicy.deciding.solver import Exact
from smpolicy.deciding.worlds import Formula, Literal, Undecided, conj, disj, renamed

#: Variables that constraints speak of, and further ones.
TIED: Final = range(4)
FURTHER: Final = range(4, 10)
FULL: Final = [0b111] * 10


def formulas(places: range) -> st.SearchStrategy[Formula]:
    """Draw formulas over some variables of three values."""
    literals: st.SearchStrategy[Formula] = st.builds(Literal, st.sampled_from(places), st.integers(1, 6))

    def joined(parts: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
        several = st.lists(parts, min_size=1, max_size=3)
        return st.builds(conj, several) | st.builds(disj, several)

    return st.recursive(literals, joined, max_leaves=8)


@given(
    st.lists(formulas(TIED), min_size=1, max_size=3),
    st.lists(formulas(range(10)), min_size=1, max_size=3),
    st.lists(st.integers(1, 7), min_size=10, max_size=10),
    st.sampled_from((None, 1, 50)),
    st.randoms(use_true_random=False),
)
def test_what_is_remembered_is_what_is_found(
    constraints: list[Formula], asked: list[Formula], domains: list[int], budget: int | None, drawn: random.Random
) -> None:
    """And so it is where the further variables have other places, in a program of its own."""
    solver = Exact(budget=budget)
    places = [*FURTHER]
    drawn.shuffle(places)
    names = dict(zip(FURTHER, places, strict=True))
    moved = [domains[place] if place in TIED else 0 for place in range(10)]
    for old, new in names.items():
        moved[new] = domains[old]
    for questions, left in ((asked, domains), ([renamed(each, names) for each in asked], moved)):
        remembered = Remembered(solver=solver, constraints=tuple(constraints), full=FULL)
        try:
            expected = solver.find((*questions, *constraints), left, FULL)
        except Undecided:
            continue
        for _ in range(2):
            assert remembered.find(tuple(questions), left) == expected
