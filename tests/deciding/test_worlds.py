"""The search for a world, against counting all worlds."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from profiles import draws
from smpolicy.deciding.worlds import (
    FALSE,
    TRUE,
    And,
    Formula,
    Literal,
    Undecided,
    conj,
    disj,
    find,
    islands,
    narrowed,
    negation,
    possible,
    renamed,
    variables,
)

VARIABLES, FULL = 5, (0b111,) * 5

literals = st.builds(Literal, st.integers(0, VARIABLES - 1), st.integers(1, 6))
formulas: st.SearchStrategy[Formula] = st.recursive(
    literals,
    lambda inner: st.one_of(
        st.builds(conj, st.lists(inner, max_size=3)),
        st.builds(disj, st.lists(inner, max_size=3)),
        st.builds(lambda part: negation(part, FULL), inner),
    ),
    max_leaves=8,
)
domains = st.lists(st.integers(1, 7), min_size=VARIABLES, max_size=VARIABLES)


def true_in(formula: Formula, world: Sequence[int]) -> bool:
    """Decide a formula in a world of one bit per variable."""
    if isinstance(formula, Literal):
        return bool(world[formula.variable] & formula.mask)
    return (all if isinstance(formula, And) else any)(true_in(part, world) for part in formula.parts)


def every(open_values: Sequence[int]) -> list[tuple[int, ...]]:
    """List every world within the domains."""
    return [
        w
        for w in itertools.product((1, 2, 4), repeat=VARIABLES)
        if all(a & b for a, b in zip(w, open_values, strict=True))
    ]


#: Variables of two values each, for clauses: disjunctions that the preferred values seldom meet.
CLAUSE_VARIABLES, TWO = 7, (0b11,) * 7
unlikely = st.builds(Literal, st.integers(0, CLAUSE_VARIABLES - 1), st.sampled_from((0b01, 0b10, 0b10)))
both = st.builds(conj, st.lists(unlikely, min_size=2, max_size=2))
clauses: st.SearchStrategy[Formula] = st.one_of(
    st.builds(disj, st.lists(unlikely, min_size=2, max_size=2)),
    st.builds(disj, st.lists(unlikely, min_size=2, max_size=3)),
    st.builds(disj, st.lists(unlikely | both, min_size=2, max_size=2)),
)
#: So many that most share variables with others, and that some cannot be met together.
many_clauses = st.lists(clauses, min_size=6, max_size=16)


def branches(parts: list[Formula]) -> bool:
    """Whether the search tries an alternative, and does not only follow what is forced or preferred."""
    try:
        find(parts, TWO, TWO, budget=0)
    except Undecided:
        return True
    return False


def spoken_of(parts: list[Formula]) -> frozenset[int]:
    """Return all variables of some formulas."""
    return frozenset().union(*map(variables, parts))


def joined(parts: list[Formula]) -> bool:
    """Whether a part joins groups of earlier ones that had no variable in common."""
    for number, part in enumerate(parts):
        before = islands(parts[:number], map(variables, parts[:number]))
        if sum(not variables(part).isdisjoint(variables_there) for variables_there, _ in before) > 1:
            return True
    return False


@settings(max_examples=draws(200))
@given(many_clauses)
def test_a_search_that_branches_finds_a_world_exactly_where_there_is_one(parts: list[Formula]) -> None:
    """Over clauses that share variables `find` returns a world that satisfies every one, or there is none."""
    worlds = itertools.product((0b01, 0b10), repeat=CLAUSE_VARIABLES)
    satisfying = [world for world in worlds if all(true_in(part, world) for part in parts)]
    found = find(parts, TWO, TWO)
    event(f"branches: {branches(parts)}")
    event(f"has a world: {bool(satisfying)}")
    assert (tuple(found) in satisfying) if found is not None else not satisfying


@pytest.mark.hypothesis
def test_most_drawn_clauses_make_the_search_branch() -> None:
    """What the law above is asked is hard enough: most searches branch, some of them in vain, and groups are joined."""
    seen: list[tuple[bool, bool, bool]] = []

    @settings(max_examples=draws(200))
    @given(many_clauses)
    def look(parts: list[Formula]) -> None:
        seen.append((branches(parts), possible(parts, TWO, TWO), joined(parts)))

    look()
    branching = [(found, groups) for branched, found, groups in seen if branched]
    assert len(branching) > 0.8 * len(seen)
    assert sum(not found for found, _ in branching) > 0.1 * len(branching)
    assert sum(groups for _, groups in branching) > 0.3 * len(branching)


@settings(max_examples=draws(200))
@given(st.lists(formulas | clauses, max_size=9))
def test_islands_are_all_formulas_and_share_no_variable(parts: list[Formula]) -> None:
    """Each formula is in one group, with its variables, and formulas of two groups speak of different ones."""
    groups = islands(parts, map(variables, parts))
    assert sorted(map(id, itertools.chain(*(group for _, group in groups)))) == sorted(map(id, parts))
    assert all(names == spoken_of(group) for names, group in groups)
    for (one, _), (other, _) in itertools.combinations(groups, 2):
        assert one.isdisjoint(other)


@settings(max_examples=draws(400))
@given(st.lists(formulas, max_size=5), domains)
def test_a_world_is_found_exactly_where_there_is_one(parts: list[Formula], open_values: list[int]) -> None:
    """`find` returns a world that satisfies every part, and `None` only where no world does."""
    satisfying = [world for world in every(open_values) if all(true_in(part, world) for part in parts)]
    found = find(parts, open_values, FULL)
    assert possible(parts, open_values, FULL) == bool(satisfying)
    assert (tuple(found) in satisfying) if found is not None else not satisfying


@settings(max_examples=draws(200))
@given(formulas)
def test_a_negation_holds_where_the_formula_does_not(formula: Formula) -> None:
    """In each world exactly one of a formula and its negation holds."""
    for world in every(FULL):
        assert true_in(negation(formula, FULL), world) != true_in(formula, world)


@settings(max_examples=draws(100))
@given(formulas)
def test_renaming_moves_variables_and_nothing_else(formula: Formula) -> None:
    """A renamed formula says of the new variables what the old one said of the old."""
    shifted = renamed(formula, {n: (n + 1) % VARIABLES for n in range(VARIABLES)})
    assert variables(shifted) == {(n + 1) % VARIABLES for n in variables(formula)}
    for world in every(FULL):
        assert true_in(shifted, world) == true_in(formula, tuple(world[(n + 1) % VARIABLES] for n in range(VARIABLES)))


def test_preferred_values_are_tried_first() -> None:
    """Where nothing forces a variable it takes its lowest open value."""
    assert find([disj([Literal(0, 0b110), Literal(1, 0b001)])], [0b111, 0b111], [0b111, 0b111]) == [0b001, 0b001]


def test_what_is_forced_is_found_without_trying_anything() -> None:
    """Where one alternative is all that is left it is no choice: without a budget for any, the world is found."""
    either = disj([Literal(0, 0b10), Literal(1, 0b10)])
    assert find([either, Literal(0, 0b01)], [0b11, 0b11], [0b11, 0b11], budget=0) == [0b01, 0b10]


def test_what_is_undecided_is_an_error_like_others() -> None:
    """It is equal to one that says the same, and can be kept in a set."""
    one, same, other = (Undecided(budget=budget, unit="alternatives tried") for budget in (1, 1, 2))
    assert {one, same, other} == {one, other}
    assert one != other


def test_the_constants_are_what_empty_lists_make() -> None:
    """A conjunction of nothing always holds, a disjunction of nothing never; they are told apart by identity."""
    assert conj([]) is TRUE
    assert disj([]) is FALSE
    assert conj([Literal(0, 1), FALSE]) is FALSE
    assert disj([Literal(0, 1), TRUE]) is TRUE


def test_one_part_alone_needs_no_joining() -> None:
    """What is joined with nothing else, or with what goes without saying, is itself."""
    part = Literal(0, 0b001)
    assert conj([part]) is conj([TRUE, part]) is part
    assert disj([part]) is disj([FALSE, part]) is part


def test_no_world_is_an_error() -> None:
    """Nothing can be asked of no world: an empty domain, or parts that exclude each other, are refused."""
    low, high = Literal(0, 0b001), Literal(0, 0b100)
    assert narrowed([low], FULL) == ([0b001, *FULL[1:]], [])
    for parts, open_values in (([low, high], FULL), ([TRUE], (0, *FULL[1:])), ([FALSE], FULL)):
        assert find(parts, open_values, FULL) is None
        with pytest.raises(ValueError, match="no world is left"):
            narrowed(parts, open_values)


def test_the_narrowest_disjunction_is_tried_first() -> None:
    """Two alternatives that both fail are all that is tried beside a disjunction of four, which comes first."""
    second, third = ([Literal(place, mask) for place in range(8)] for mask in (0b010, 0b100))
    wide = disj((*second[:3], third[4]))
    failing = [
        disj((negation(second[place], (0b111,) * 8), other))
        for place in (4, 5)
        for other in (second[place + 2], third[place + 2])
    ]
    parts = [wide, disj((second[4], second[5])), *failing]
    assert not possible(parts, (0b111,) * 8, (0b111,) * 8, budget=2)
    with pytest.raises(Undecided):
        possible(parts, (0b111,) * 8, (0b111,) * 8, budget=1)
