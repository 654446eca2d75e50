"""Two independent methods behind one protocol: they agree, and neither takes giving up for "there is none"."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles import draws
from smpolicy.deciding.solver import BUDGET, EXACT, Both, Disagreement, Exact, Solver
from smpolicy.deciding.worlds import FALSE, TRUE, And, Formula, Literal, Undecided, conj, disj, find, negation
from smpolicy.deciding.z3_solver import Z3
from smpolicy.foundations.errors import MissingExtra

FIRST, SECOND = Exact(budget=None), Z3(budget=None)
BOTH = pytest.mark.parametrize("solver", [FIRST, SECOND], ids=lambda solver: solver.name)


def true_in(formula: Formula, world: Sequence[int]) -> bool:
    """Decide a formula in a world of one bit per variable."""
    if isinstance(formula, Literal):
        return bool(world[formula.variable] & formula.mask)
    return (all if isinstance(formula, And) else any)(true_in(part, world) for part in formula.parts)


def questions(sizes: Sequence[int], *, leaves: int, parts: int) -> st.SearchStrategy[tuple[list[Formula], list[int]]]:
    """Draw formulas over variables with so many values each, and the values that are open; now and then none is."""
    full = [(1 << size) - 1 for size in sizes]
    literals = st.integers(0, len(sizes) - 1).flatmap(
        lambda n: st.builds(Literal, st.just(n), st.integers(1, max(1, full[n] - 1)))
    )
    formulas: st.SearchStrategy[Formula] = st.recursive(
        st.one_of(literals, literals, literals, st.sampled_from((TRUE, FALSE))),
        lambda inner: st.one_of(
            st.builds(conj, st.lists(inner, max_size=3)),
            st.builds(disj, st.lists(inner, max_size=3)),
            st.builds(lambda part: negation(part, full), inner),
        ),
        max_leaves=leaves,
    )
    domains = st.tuples(*(st.integers(1, mask) | st.just(mask) | st.integers(0, mask) for mask in full)).map(list)
    return st.tuples(st.lists(formulas, max_size=parts), domains)


def satisfies(world: Sequence[int], parts: Sequence[Formula], domains: Sequence[int]) -> bool:
    """Tell whether a world of one bit per variable lies within the domains and every part holds in it."""
    one_bit = all(value.bit_count() == 1 for value in world)
    within = all(value & domain for value, domain in zip(world, domains, strict=True))
    return one_bit and within and all(true_in(part, world) for part in parts)


SMALL = (2, 3, 3, 2, 4)
LARGE = (2, 8, 5, 16, 3, 2, 11, 4, 40, 2, 6, 1)


@settings(max_examples=draws(300, heavy=True))
@given(questions(SMALL, leaves=10, parts=6))
def test_both_methods_agree_with_counting_all_worlds(question: tuple[list[Formula], list[int]]) -> None:
    """Each method finds a world exactly where counting finds one, and it is one of those counted."""
    parts, domains = question
    full = [(1 << size) - 1 for size in SMALL]
    every = itertools.product(*([1 << bit for bit in range(size)] for size in SMALL))
    counted = {world for world in every if satisfies(world, parts, domains)}
    assert (EXACT.find(parts, domains, full) is not None) == bool(counted)
    for solver in (FIRST, SECOND):
        found = solver.find(parts, domains, full)
        assert (tuple(found) in counted) if found is not None else not counted


@settings(max_examples=draws(200, heavy=True))
@given(questions(LARGE, leaves=25, parts=12))
def test_both_methods_agree_where_worlds_are_too_many_to_count(question: tuple[list[Formula], list[int]]) -> None:
    """Over larger domains both find a world that satisfies all parts, or neither finds one."""
    parts, domains = question
    full = [(1 << size) - 1 for size in LARGE]
    worlds = [solver.find(parts, domains, full) for solver in (FIRST, SECOND)]
    assert len({world is None for world in worlds}) == 1
    for world in worlds:
        assert world is None or satisfies(world, parts, domains)


def pigeons(holes: int) -> tuple[list[Formula], list[int]]:
    """One more pigeon than holes, each in one, and no two in the same: what is surely impossible, and hard to see."""
    full = (1 << holes) - 1
    parts = [
        disj((Literal(first, full ^ 1 << hole), Literal(second, full ^ 1 << hole)))
        for first, second in itertools.combinations(range(holes + 1), 2)
        for hole in range(holes)
    ]
    return parts, [full] * (holes + 1)


@pytest.mark.parametrize("solver", [Exact(budget=20), Z3(budget=2_000), Exact(budget=0), Z3(budget=0)], ids=repr)
def test_a_spent_budget_is_never_an_answer(solver: Solver) -> None:
    """Where there is no world and the budget is too small to know, a method is undecided, and says after how much."""
    parts, full = pigeons(6)
    with pytest.raises(Undecided, match="undecided after") as caught:
        solver.find(parts, full, full)
    assert caught.value.budget <= 2_000
    with pytest.raises(Undecided):
        solver.find(parts, full, full)


@BOTH
def test_without_a_budget_a_method_never_gives_up(solver: Solver) -> None:
    """What a small budget leaves undecided is decided without one."""
    parts, full = pigeons(5)
    assert solver.find(parts, full, full) is None
    world = solver.find(parts[1:], full, full)
    assert world is not None
    assert satisfies(world, parts[1:], full)


def test_a_budget_counts_alternatives() -> None:
    """A budget of exactly as many alternatives as a search tries changes nothing; one fewer leaves it undecided."""
    parts, full = pigeons(3)
    outcomes = []
    for budget in range(100):
        try:
            outcomes.append(find(parts, full, full, budget=budget))
        except Undecided as undecided:
            outcomes.append([undecided.budget])
    needed = outcomes.index(None)
    assert 0 < needed < 99
    assert outcomes == [*([budget] for budget in range(needed)), *[None] * (100 - needed)]


def test_what_is_forced_costs_nothing() -> None:
    """Without alternatives there is nothing to try, so even no budget at all decides."""
    forced: list[Formula] = [Literal(0, 0b10), disj((Literal(0, 0b01), Literal(1, 0b01)))]
    assert Exact(budget=0).find(forced, [0b11, 0b11], [0b11, 0b11]) == [0b10, 0b01]


@BOTH
def test_a_variable_without_values_leaves_no_world(solver: Solver) -> None:
    """An empty domain is an impossible one, even if nothing speaks of its variable."""
    assert solver.find([], [0b1, 0b0], [0b11, 0b11]) is None
    assert solver.find([], [0b10, 0b1], [0b11, 0b11]) == [0b10, 0b1]


@BOTH
def test_the_same_question_has_the_same_answer(solver: Solver) -> None:
    """Which world is found depends on nothing that was asked before."""
    parts, full = pigeons(4)
    first = solver.find(parts[2:], full, full)
    solver.find(parts[:-2], full, full)
    assert solver.find(parts[2:], full, full) == first


def test_the_default_of_proofs_is_exact_and_bounded() -> None:
    """Proofs ask the exact search first, and it may give up."""
    assert (EXACT.name, EXACT.budget, Z3.name) == ("exact", BUDGET, "z3")


def test_without_z3_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second method can be named without z3; asking it says which extra brings it."""
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(MissingExtra, match=r"needs z3-solver.*pip install 'smpolicy\[proof\]'"):
        Z3().find([], [], [])


class _Blind:
    """A method that finds nothing, or does not know."""

    name = "blind"

    def __init__(self, *, knows: bool) -> None:
        self.knows = knows

    def find(
        self,
        parts: Iterable[Formula],  # noqa: ARG002  (as the protocol has it)
        domains: Sequence[int],  # noqa: ARG002
        full: Sequence[int],  # noqa: ARG002
    ) -> list[int] | None:
        """Find nothing."""
        if not self.knows:
            raise Undecided(budget=0, unit="looks")
        return None


def test_both_at_once_must_agree() -> None:
    """Where one method finds a world and the other none, one of them is wrong, and nothing is answered."""
    question = ([Literal(0, 1)], (0b11,), (0b11,))
    assert Both(first=EXACT, second=Z3()).find(*question) == [1]
    assert Both(first=_Blind(knows=True), second=_Blind(knows=True)).find(*question) is None
    with pytest.raises(Disagreement, match="exact finds a world where blind finds none"):
        Both(first=EXACT, second=_Blind(knows=True)).find(*question)
    with pytest.raises(Disagreement, match="exact finds a world where blind finds none"):
        Both(first=_Blind(knows=True), second=EXACT).find(*question)
    with pytest.raises(Undecided):
        Both(first=EXACT, second=_Blind(knows=False)).find(*question)
