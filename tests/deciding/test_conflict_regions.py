"""The region of each kind of conflict, against counting every possible world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

import oracle
from deciding.test_laws import policy
from oracle import Meaning
from profiles import draws
from smpolicy.conditions import World
from smpolicy.documents import Document
from smpolicy.norms import Norm
from smpolicy.policy import Policy
from smpolicy.regions import conflict_region
from smpolicy.testing import strategies as drawn
from smpolicy.vocabulary import Constraint

EXAMPLES = draws(40)
#: Shrinking goes through whole documents and takes minutes; what failed is small as it was drawn.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
LAW = settings(max_examples=EXAMPLES, phases=PHASES, suppress_health_check=list(HealthCheck))

Says = Mapping[str, str]


def says(force: str, polarity: str) -> Says:
    """Return what a norm says of force and polarity."""
    return {"force": force, "polarity": polarity}


#: For each kind what the norm above says, and the overlay norm.
KINDS: Final[dict[str, tuple[str, Says, Says]]] = {
    "permits-disapproved": ("permits-disapproved", says("should", "refrain"), says("permitted", "do")),
    "permits-disapproved, beside a duty": ("permits-disapproved", says("mandatory", "do"), says("permitted", "do")),
    "exempts": ("exempts", says("should", "do"), says("permitted", "refrain")),
    "exempts, beside what is disapproved": ("exempts", says("should", "refrain"), says("permitted", "refrain")),
    "requires-disapproved": ("requires-disapproved", says("should", "refrain"), says("mandatory", "do")),
    "forbids-required": ("forbids-required", says("expected", "do"), says("mandatory", "refrain")),
    "denies-granted": ("denies-granted", says("permitted", "do"), says("mandatory", "refrain")),
    "jointly-impossible": ("jointly-impossible", says("should", "do"), says("mandatory", "do")),
    "weakens-force": ("weakens-force", says("mandatory", "do"), says("should", "do")),
}


class Worlds:
    """All possible worlds, and what a person can choose in each."""

    def __init__(self, meant: Meaning) -> None:
        """Count them."""
        self.meant = meant
        self.every = list(meant.worlds({}))

    def some(self, chosen: frozenset[str], is_so: Callable[[World], bool]) -> Callable[[World], bool]:
        """Return whether something is so for a choice of some facts that a person has in a world.

        One has a choice that some possible world has, where all that nobody chooses is the same; what else one does
        there is left as it is in the world that is asked about.
        """
        known = self.meant.vocabulary.facts

        def given(world: World) -> tuple[Any, ...]:
            conduct = (name for name in world if name in known and known[name].kind == "conduct")
            free = {*conduct, *chosen}
            return tuple(value for name, value in world.items() if name not in free)

        choices: dict[tuple[Any, ...], dict[tuple[Any, ...], None]] = {}
        names = sorted(chosen)
        for world in self.every:
            choices.setdefault(given(world), {})[tuple(world[name] for name in names)] = None
        return lambda world: any(
            is_so({**world, **dict(zip(names, choice, strict=True))}) for choice in choices[given(world)]
        )

    def acted_on(self, norm: Norm) -> frozenset[str]:
        """Return the facts that an act turns on: none of the drawn ones is a judgement."""
        facts = self.meant.turns_on(*(line.condition for line in norm.act))
        return facts & self.meant.vocabulary.facts.keys()

    def choices(self, norm: Norm, other: Norm) -> tuple[frozenset[str], Callable[[World], bool]]:
        """Return the facts that a person chooses in doing an act, and whether it is done where they are chosen.

        A fact is no choice of its own if no two possible worlds differ in it alone, and in whether the act is done.
        """
        meant, constraints = self.meant, self.meant.vocabulary.constraints
        chosen = self.acted_on(norm)

        done: Callable[[World], bool] = partial(meant.acted, norm)
        for name in sorted(chosen, key=lambda each: (each in self.acted_on(other), each)):
            tied = [each for each in constraints if name in meant.turns_on(each.condition)]
            if len(chosen) == 1 or not tied:
                continue
            seen: dict[tuple[Any, ...], set[bool]] = {}
            for world in self.every:
                rest = tuple(value for each, value in world.items() if each != name)
                seen.setdefault(rest, set()).add(done(world))
            if all(len(acts) == 1 for acts in seen.values()):
                chosen, done = chosen - {name}, self._for_some(name, tied, done)
        return chosen, done

    def _for_some(self, name: str, tied: list[Constraint], done: Callable[[World], bool]) -> Callable[[World], bool]:
        """Return whether an act is done for some value of a fact that the constraints on it leave open."""
        values = {world[name] for world in self.every}

        def so(world: World) -> bool:
            ways = ({**world, name: value} for value in values)
            return any(all(self.meant.true(each.condition, way) for each in tied) and done(way) for way in ways)

        return so


def expected(kind: str, worlds: Worlds, above: Norm, below: Norm) -> Callable[[World], bool]:
    """Return where the norm above prevails, as the table says it, in one world and the ways to go from there."""
    meant = worlds.meant
    own, other = worlds.acted_on(below), worlds.acted_on(above)
    match kind:
        case "permits-disapproved" if above.polarity == "refrain":
            return lambda world: meant.breaks(above, world)
        case "permits-disapproved" | "exempts":
            better = worlds.some(own, lambda way: not meant.used(below, way) and not meant.breaks(above, way))
            return lambda world: meant.breaks(above, world) and better(world)
        case "requires-disapproved":
            chosen, done = worlds.choices(below, above)
            better = worlds.some(chosen, lambda way: done(way) and not meant.breaks(above, way))
            return lambda world: not better(world)
        case "forbids-required":
            chosen, done = worlds.choices(above, below)
            better = worlds.some(
                chosen, lambda way: done(way) and not (meant.applies(above, way) and meant.acted(below, way))
            )
            return lambda world: not better(world)
        case "denies-granted":
            return lambda world: meant.applies(above, world) and meant.acted(above, world)
        case "jointly-impossible":
            one = worlds.some(own | other, lambda way: meant.used(above, way))
            two = worlds.some(own | other, lambda way: meant.used(below, way))
            both = worlds.some(own | other, lambda way: meant.used(above, way) and meant.used(below, way))
            return lambda world: meant.applies(above, world) and one(world) and two(world) and not both(world)
        case _:
            return lambda world: meant.applies(above, world)


def found(resolved: Policy, kind: str, above: Norm, below: Norm) -> Callable[[World], bool]:
    """Return where the norm above prevails, as it is found."""
    program = resolved._plain
    region = program.written(conflict_region(program, kind, program.clause(above.id), program.clause(below.id)))
    meant = oracle.meaning(resolved, prevailing=False)
    return lambda world: meant.true(region, world)


def pairs(documents: list[Document]) -> Iterator[tuple[Policy, Worlds, Norm, Norm]]:
    """Yield each norm of the base with the first norm of the overlay."""
    resolved = policy(documents)
    worlds = Worlds(oracle.meaning(resolved, prevailing=False))
    (below,) = (norm for norm in worlds.meant.norms if norm.id == "arcadia/ai-1#o0")
    for above in worlds.meant.norms:
        if above.structure is None:
            yield resolved, worlds, above, below


def compare(name: str, documents: list[Document]) -> Iterator[str]:
    """Compare the region of a kind with counting, in every possible world; yield what was hard about it."""
    kind = KINDS[name][0]
    for resolved, worlds, above, below in pairs(documents):
        prevails, counted = found(resolved, kind, above, below), expected(kind, worlds, above, below)
        there = [counted(world) for world in worlds.every]
        assert [prevails(world) for world in worlds.every] == there, (above.id, below.id)
        yield "always" if all(there) else "somewhere" if any(there) else "nowhere"
        acted = worlds.acted_on(above) | worlds.acted_on(below)
        ties = [worlds.meant.turns_on(each.condition) for each in worlds.meant.vocabulary.constraints]
        if any(tied & acted and tied - acted for tied in ties):
            yield "a constraint ties what is chosen to what is not"


def law(name: str, *, constrained: bool) -> None:
    """Hold the region of a kind to counting, over corpora enough of which are hard."""
    _, above, below = KINDS[name]
    seen: Counter[str] = Counter()

    @LAW
    @given(drawn.tied(above=above, below=below, contrary=name == "jointly-impossible", constrained=constrained))
    def holds(documents: list[Document]) -> None:
        for hard in compare(name, documents):
            event(hard)
            seen[hard] += 1

    holds()
    assert seen["somewhere"] > 0.05 * EXAMPLES, seen
    if constrained:
        assert seen["a constraint ties what is chosen to what is not"] > 0.2 * EXAMPLES, seen


@pytest.mark.parametrize("name", KINDS)
def test_the_region_of_a_kind_is_where_counting_finds_it(name: str) -> None:
    """In each world, where all are possible: the norm above prevails exactly where the ways to go from there say so."""
    law(name, constrained=False)


@pytest.mark.parametrize("name", KINDS)
def test_the_region_of_a_kind_is_sought_among_the_worlds_that_the_constraints_permit(name: str) -> None:
    """In each possible world likewise: a way to go is a choice that the constraints leave open."""
    law(name, constrained=True)
