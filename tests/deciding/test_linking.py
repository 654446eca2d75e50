"""Whether two acts have to do with each other, against counting every possible world."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import oracle
from deciding.test_laws import policy
from oracle import Meaning
from profiles import draws
from smpolicy.conditions import World
from smpolicy.documents import Document
from smpolicy.linking import entwined, implies, same_act
from smpolicy.norms import Norm
from smpolicy.proving import Prover
from smpolicy.testing import strategies as drawn

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
LAW = settings(max_examples=draws(40, heavy=True), phases=PHASES, suppress_health_check=list(HealthCheck))


def act(meant: Meaning, norm: Norm) -> frozenset[str]:
    """Return the facts that an act turns on."""
    return meant.turns_on(*(line.condition for line in norm.act)) & meant.vocabulary.facts.keys()


def ties(meant: Meaning) -> list[frozenset[str]]:
    """Return what each constraint ties together."""
    return [meant.turns_on(each.condition) for each in meant.vocabulary.constraints]


def cannot_be_neutral(meant: Meaning, worlds: list[World], above: Norm, below: Norm) -> bool:
    """Whether the one can be followed or used, but nowhere where some tied conduct of the other's act is neutral."""
    used = [world for world in worlds if meant.used(below, world)]
    tied = {name for each in ties(meant) if each & act(meant, below) for name in each & act(meant, above)}
    conduct = (fact for name in tied if (fact := meant.vocabulary.facts[name]).kind == "conduct")
    return bool(used) and any(all(world[fact.name] != fact.neutral for world in used) for fact in conduct)


def proving(documents: list[Document]) -> tuple[Prover, Meaning]:
    """Return what is to be judged of drawn documents, as if nothing were set aside, and the oracle that judges it."""
    resolved = policy(documents)
    return Prover(program=resolved._plain, given=resolved.given), oracle.meaning(resolved, prevailing=False)


def pairs(meant: Meaning) -> Iterator[tuple[Norm, Norm]]:
    """Yield each norm of the base with each of the overlay."""
    for above, below in itertools.product(meant.norms, repeat=2):
        if above.structure is None and below.structure is not None:
            yield above, below


@pytest.mark.hypothesis
def test_acts_are_linked_as_counting_finds_them() -> None:
    """Two acts are entwined by a fact or a constraint; one implies the other where it cannot be done without it."""
    seen: Counter[str] = Counter()

    @LAW
    @given(drawn.tied())
    def law(documents: list[Document]) -> None:
        prover, meant = proving(documents)
        worlds = list(meant.worlds({}))
        for above, below in pairs(meant):
            compiled = prover.program.clause(above.id), prover.program.clause(below.id)
            own, other = act(meant, below), act(meant, above)
            turned = bool(own & other) or any(each & own and each & other for each in ties(meant))
            implied = cannot_be_neutral(meant, worlds, above, below)
            seen.update({f"entwined: {turned}", f"implied: {implied}"})
            assert entwined(prover, *compiled) is turned
            assert implies(prover, *compiled) is implied

    law()
    assert min(seen[f"{what}: {is_so}"] for what in ("entwined", "implied") for is_so in (True, False)) >= 2, seen


def one_act(meant: Meaning, worlds: list[World], above: Norm, below: Norm) -> bool:
    """Whether under some reading what is done against the one, where both apply but for exceptions, is against both."""
    if not act(meant, above) & act(meant, below):
        return False
    asked = [name for name in meant.vocabulary.questions if name in meant.named()]
    found: dict[tuple[object, ...], set[bool]] = {}
    for world in worlds:
        both = all(
            all(meant.true(each, world) for each in (*meant.scope(norm), norm.borne))
            and all(meant.true(line.condition, world) for line in norm.when)
            for norm in (above, below)
        )
        if both and meant.against(below, world):
            found.setdefault(tuple(world[name] for name in asked), set()).add(meant.against(above, world))
    return {True} in found.values()


@pytest.mark.hypothesis
def test_two_norms_speak_of_one_act_where_counting_finds_it() -> None:
    """Under some reading whatever is done against the overlay norm is done against the norm above."""
    seen: Counter[bool] = Counter()

    @LAW
    @given(drawn.tied())
    def law(documents: list[Document]) -> None:
        prover, meant = proving(documents)
        worlds = list(meant.worlds({}))
        for above, below in pairs(meant):
            same = one_act(meant, worlds, above, below)
            seen[same] += 1
            compiled = prover.program.clause(above.id), prover.program.clause(below.id)
            assert same_act(prover, *compiled) is same

    law()
    assert min(seen[True], seen[False]) >= 4, seen
