"""The region of each kind of conflict, against counting every possible world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

import oracle
from deciding.test_laws import policy
from oracle import Meaning
from profiles import draws
from smpolicy.conflicts.regions import conflict_region
from smpolicy.documents.document import Document
from smpolicy.meaning.conditions import Test, World
from smpolicy.meaning.norms import Norm
from smpolicy.policy import Policy
from smpolicy.testing import strategies as drawn

EXAMPLES = draws(40, heavy=True)
#: Shrinking goes through whole documents and takes minutes; what failed is small as it was drawn.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
LAW = settings(max_examples=EXAMPLES, phases=PHASES, suppress_health_check=list(HealthCheck))

Says = Mapping[str, str]
#: A fact, and of a set one of its members.
Unknown = tuple[str, str]


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

        All else that one does there stays as it is or, where it cannot beside a choice, is some other conduct that can:
        such as constraints tie to the choice.
        """
        free = self.tied(chosen)
        #: What is given, then what is chosen, then each way to go from there, and whether it is so.
        there: dict[Any, dict[Any, dict[Any, bool]]] = {}
        names = sorted(chosen)

        def given(world: World) -> Any:
            return frozenset((unknown, value) for unknown, value in self.unknowns(world) if unknown not in free)

        for world in self.every:
            choice = tuple(world[name] for name in names)
            there.setdefault(given(world), {}).setdefault(choice, {})[tuple(world.values())] = is_so(world)

        def so(world: World) -> bool:
            for choice, ways in there[given(world)].items():
                same = {**world, **dict(zip(names, choice, strict=True))}
                if ways.get(tuple(same.values()), any(ways.values())):
                    return True
            return False

        return so

    def unknowns(self, world: World) -> Iterator[tuple[Unknown, Any]]:
        """Yield each unknown of a world with its value: of a set, whether it has each of its members."""
        for name, value in world.items():
            members = self.members(name)
            yield from (((name, member), member in value) for member in members)  # type: ignore[operator]
            if not members:
                yield (name, ""), value

    def members(self, name: str) -> tuple[str, ...]:
        """Return the members of a fact that is a set."""
        fact = self.meant.vocabulary.facts.get(name)
        return fact.domain.members() if fact is not None else ()

    def tied(self, chosen: frozenset[str], but_for: frozenset[str] = frozenset()) -> frozenset[Unknown]:
        """Return what is chosen, with the conduct that constraints tie to it, directly or through other conduct.

        Nothing is tied `but_for` these facts, nor through them.
        """
        known = self.meant.vocabulary.facts
        reached = {(name, member) for name in chosen for member in self.members(name) or ("",)}
        for _ in range(len(known)):
            for each in self.meant.vocabulary.constraints:
                spoken_of = {unknown for test in self.meant.tests(each.condition) for unknown in self.asked(test)}
                if not spoken_of.isdisjoint(reached):
                    also = ((name, member) for name, member in spoken_of if name not in but_for)
                    reached |= {(name, member) for name, member in also if known[name].kind == "conduct"}
        return frozenset(reached)

    def asked(self, test: Test) -> set[Unknown]:
        """Return the unknowns that a test asks about."""
        members = self.members(test.fact)
        named = members if test.relation == "exactly" else tuple(map(str, test.operand))
        return {(test.fact, member) for member in named} if members else {(test.fact, "")}

    def acted_on(self, norm: Norm) -> frozenset[str]:
        """Return the facts that an act turns on: none of the drawn ones is a judgement."""
        facts = self.meant.turns_on(*(line.condition for line in norm.act))
        return facts & self.meant.vocabulary.facts.keys()

    def choices(self, norm: Norm, other: Norm) -> frozenset[str]:
        """Return the facts that a person chooses in doing an act.

        A fact is no choice of its own if no two possible worlds differ in it alone, and in whether the act is done.
        Other conduct that constraints tie to it goes along, but for what is chosen beside it.
        """
        meant, constraints = self.meant, self.meant.vocabulary.constraints
        chosen = self.acted_on(norm)
        left_out: set[str] = set()
        for name in sorted(chosen, key=lambda each: (each in self.acted_on(other), each)):
            if len(chosen) == 1 or not any(name in meant.turns_on(each.condition) for each in constraints):
                continue
            seen: dict[frozenset[Any], set[bool]] = {}
            free = self.tied(frozenset((*left_out, name)), but_for=chosen)
            for world in self.every:
                rest = frozenset(each for each in self.unknowns(world) if each[0] not in free)
                seen.setdefault(rest, set()).add(meant.acted(norm, world))
            if all(len(acts) == 1 for acts in seen.values()):
                chosen = chosen - {name}
                left_out.add(name)
        return chosen


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
            chosen = worlds.choices(below, above)
            better = worlds.some(chosen, lambda way: meant.acted(below, way) and not meant.breaks(above, way))
            return lambda world: not better(world)
        case "forbids-required":
            better = worlds.some(
                worlds.choices(above, below),
                lambda way: meant.acted(above, way) and not (meant.applies(above, way) and meant.acted(below, way)),
            )
            return lambda world: meant.applies(above, world) and not better(world)
        case "denies-granted":
            return lambda world: meant.applies(above, world) and meant.acted(above, world)
        case "jointly-impossible":
            one = worlds.some(own | other, lambda way: meant.used(above, way))
            two = worlds.some(own | other, lambda way: meant.used(below, way))
            neither = worlds.some(
                own | other, lambda way: not meant.breaks(above, way) and not meant.breaks(below, way)
            )
            return lambda world: meant.applies(above, world) and one(world) and two(world) and not neither(world)
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


@pytest.mark.hypothesis
@pytest.mark.parametrize("name", KINDS)
def test_the_region_of_a_kind_is_where_counting_finds_it(name: str) -> None:
    """In each possible world: the norm above prevails exactly where the ways to go from there, which can be, say so."""
    _, above, below = KINDS[name]
    seen: Counter[str] = Counter()

    @LAW
    @given(drawn.tied(above=above, below=below, contrary=name == "jointly-impossible"))
    def holds(documents: list[Document]) -> None:
        for hard in compare(name, documents):
            event(hard)
            seen[hard] += 1

    holds()
    assert seen["somewhere"] >= 0.05 * EXAMPLES, seen
    assert seen["a constraint ties what is chosen to what is not"] > 0.2 * EXAMPLES, seen
