"""What turns on some unknowns alone, against counting all pairs of worlds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from deciding.test_worlds import FULL, VARIABLES, every, literals, true_in
from profiles import draws
from smpolicy.deciding import turning, worlds
from smpolicy.deciding.turning import Turning
from smpolicy.deciding.worlds import Formula, Literal, conj, disj, negation

either = st.builds(disj, st.lists(literals, min_size=2, max_size=3))
#: What a norm is made of: all of it must hold, so that a part of the world alone seldom decides.
norms = st.builds(conj, st.lists(literals | either, min_size=1, max_size=4))
#: Constraints that tie variables: each value of the one goes with some of the other.
ties = st.builds(
    lambda one, other: disj((conj((one, other)), conj((negation(one, FULL), negation(other, FULL))))),
    literals,
    literals,
)
#: What makes each of three levels and every lower one, as a mandatory norm that is broken makes an activity in scope.
made_of = st.lists(st.lists(norms, max_size=3), min_size=3, max_size=3)
places = st.lists(st.integers(0, VARIABLES - 1), min_size=1, max_size=2, unique=True)
domains = st.lists(st.sampled_from((0b111, 0b111, 0b011, 0b110, 0b010)), min_size=VARIABLES, max_size=VARIABLES)


def levels_of(parts: Sequence[Sequence[Formula]]) -> tuple[Formula, ...]:
    """Return the formula of each level, the lowest first: each holds wherever the next one does."""
    return tuple(disj(each for more in parts[level:] for each in more) for level in range(len(parts)))


@settings(max_examples=draws(300, heavy=True))
@given(made_of, st.lists(either | ties, max_size=5), domains, st.data())
def test_something_turns_on_variables_exactly_where_two_worlds_show_it(
    parts: list[list[Formula]], constraints: list[Formula], open_values: list[int], data: st.DataObject
) -> None:
    """However much was asked before, each answer is that of all worlds, and of all pairs that differ there alone."""
    levels = levels_of(parts)
    worlds = [world for world in every(open_values) if all(true_in(each, world) for each in constraints)]
    assume(worlds)

    def height(world: Sequence[int]) -> int:
        return sum(true_in(each, world) for each in levels)

    turning = Turning(levels=levels, constraints=constraints, domains=open_values, full=FULL)
    for asked in data.draw(st.lists(norms | places | st.integers(0, 3), min_size=1, max_size=8)):
        if isinstance(asked, list):
            beside: dict[tuple[int, ...], set[int]] = {}
            for world in worlds:
                kept = tuple(bit for place, bit in enumerate(world) if place not in asked)
                beside.setdefault(kept, set()).add(height(world))
            turns = any(len(reached) > 1 for reached in beside.values())
            event(f"turns: {turns}")
            assert turning.turns_on(asked) == turns
        elif isinstance(asked, int):
            assert turning.can_come_to(asked) == any(height(world) == asked for world in worlds)
        else:
            assert turning.can_hold(asked) == any(true_in(asked, world) for world in worlds)
    assert all(tuple(seen.world) in worlds for seen in turning._seen)


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Note each search for a world."""
    noted: list[object] = []

    def find_and_note(*given: object) -> object:
        noted.append(given)
        return worlds.find(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(turning, "find", find_and_note)
    return noted


@pytest.mark.parametrize("value", [0b010, 0b100])
def test_a_world_that_was_found_shows_what_one_other_value_changes(searches: list[object], value: int) -> None:
    """Whichever of the other values it is: no second world is looked for."""
    asked = Turning(levels=[Literal(0, value)], constraints=[], domains=FULL, full=FULL)
    assert asked.can_come_to(0)
    before = len(searches)
    assert asked.turns_on([0])
    assert len(searches) == before


def test_a_norm_that_asks_for_two_values_at_once_turns_on_nothing() -> None:
    """A variable has one value in a world, and is tried with one value after another."""
    level = conj((Literal(0, 0b010), Literal(0, 0b100)))
    asked = Turning(levels=[level], constraints=[], domains=FULL, full=FULL)
    assert asked.can_come_to(0)
    assert not asked.turns_on([0])


def test_what_one_norm_asks_shows_it_in_a_world_that_was_found(searches: list[object]) -> None:
    """Where one value is not enough, what makes the norm turn is looked for alone, and put into that world."""
    asked = Turning(levels=[conj((Literal(0, 0b010), Literal(1, 0b010)))], constraints=[], domains=FULL, full=FULL)
    assert asked.can_hold(disj((Literal(0, 0b001), Literal(2, 0b001))))
    before = len(searches)
    assert asked.turns_on([0])
    assert len(searches) == before + 1
    assert asked.turns_on([1])
    assert len(searches) == before + 1
