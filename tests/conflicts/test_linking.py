"""Whether two acts have to do with each other, against counting every possible world."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import oracle
import smpolicy
from corpora import base, norm, overlay, write
from deciding.test_laws import policy
from oracle import Meaning
from profiles import draws
from smpolicy.conflicts.linking import entwined, implies, met_by, same_act, told_by_name
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.solver import EXACT
from smpolicy.deciding.worlds import Undecided
from smpolicy.documents.document import Document
from smpolicy.meaning.conditions import World
from smpolicy.meaning.norms import Norm
from smpolicy.testing import strategies as drawn

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
LAW = settings(max_examples=draws(40, heavy=True), phases=PHASES, suppress_health_check=list(HealthCheck))


def act(meant: Meaning, norm: Norm) -> frozenset[str]:
    """Return the facts that an act turns on."""
    return meant.turns_on(*(line.condition for line in norm.act)) & meant.vocabulary.facts.keys()


def met(meant: Meaning, norm: Norm) -> frozenset[str]:
    """Return the facts by which an act meets a norm: its own and, where it is disapproved of, its circumstances'."""
    around = (*meant.scope(norm), *(line.condition for line in norm.when)) if norm.polarity == "refrain" else ()
    return act(meant, norm) | meant.turns_on(*around) & meant.vocabulary.facts.keys()


def ties(meant: Meaning) -> list[frozenset[str]]:
    """Return what each constraint ties together."""
    return [meant.turns_on(each.condition) for each in meant.vocabulary.constraints]


def cannot_be_neutral(meant: Meaning, worlds: list[World], above: Norm, below: Norm) -> bool:
    """Whether the one can be followed or used, but nowhere where some tied conduct of the other's act is neutral."""
    used = [world for world in worlds if meant.used(below, world)]
    reached = act(meant, below)
    for _ in ties(meant):  # each time through one more of them
        reached = reached.union(*(each for each in ties(meant) if each & reached))
    tied = reached & act(meant, above)
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
            assert met_by(compiled[0]) == met(meant, above)
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


#: A fact that others tell of by name.
LEAKS = "  act.leaks: {{question: Does it leak?, kind: conduct, neutral: false, named_by: {named}}}\n"
PHOTO = "{act.shows: {has: [photo]}}"


def posting(folder: Path, act: str, *, named: str = PHOTO, leaks: str = "{act.leaks: true}", **more: Any) -> Prover:
    """Return what is to be judged of a base that disapproves of leaking, and of an overlay norm with some act.

    `named` is where others tell of leaking by name, and `leaks` what the base disapproves of.
    """
    base(folder)
    facts, rules = folder / "base/facts.yaml", folder / "base/rules.yaml"
    facts.write_text(facts.read_text().replace("facts:\n", f"facts:\n{LEAKS.format(named=named)}", 1))
    rules.write_text(rules.read_text() + norm("leak", "Nobody should post photos of colleagues", leaks))
    own = norm("own", "Staff shall not post.", act, **more)
    write(folder, {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", own)})
    policy = smpolicy.load(folder).resolve("arcadia", as_of=date(2026, 1, 1))
    return Prover(program=policy._plain, given=policy.given)


def own(prover: Prover) -> Clause:
    """Return the overlay norm."""
    return prover.program.clause("arcadia/ai-1#own")


def test_a_circumstance_that_the_scope_names_too_is_one(tmp_path: Path) -> None:
    """What is disapproved of is met in its act, in its circumstances and in its scope, and these may share facts."""
    clause = posting(tmp_path, PHOTO).program.clause("rules:leak")
    assert met_by(replace(clause, when=clause.scope)) == {"act.leaks", "act.done"}


@pytest.mark.parametrize(
    ("act", "given", "told"),
    [
        (PHOTO, {}, True),
        ("{act.shows: {any_of: [photo, drawing]}}", {}, True),
        ("{act.shows: [drawing]}", {}, False),
        ("{act.shows: {has: [drawing]}}", {"when": "{Staff shall not post: {act.shows: {lacks: [photo]}}}"}, False),
        ("{act.told: true}", {}, False),
        (PHOTO, {"named": "{act.shows: {has: [photo]}, time.hours: {under: 3}}"}, False),
        (PHOTO, {"leaks": "{act.told: true}"}, False),
    ],
    ids=["the act", "one way to do it", "another act", "elsewhere", "not spoken of", "unheard of", "asked by nobody"],
)
def test_an_act_tells_by_name_of_what_can_be_said_to_be_done_in_it(
    tmp_path: Path, act: str, given: dict[str, Any], told: bool
) -> None:
    """Who speaks of posting photos speaks of leaking, where a photo can be what is posted, and norms ask of both."""
    prover = posting(tmp_path, act, **given)
    assert told_by_name(prover, own(prover)) == ({"act.leaks"} if told else frozenset())


def test_what_an_act_tells_by_name_is_taken_to_be_done_with_it(tmp_path: Path) -> None:
    """Who posts a photo leaks, and who posts a drawing does not."""
    for name, act, same in (("photo", PHOTO, True), ("drawing", "{act.shows: [drawing]}", False)):
        prover = posting(tmp_path / name, act)
        assert same_act(prover, prover.program.clause("rules:leak"), own(prover)) is same


def test_what_is_undecided_may_be_linked(tmp_path: Path) -> None:
    """Where no answer was found, a person must look: it is told by name, and implied where a constraint ties it."""
    prover = posting(tmp_path, PHOTO)
    facts = tmp_path / "base/facts.yaml"
    tie = "{why: what leaks shows something, if: {act.leaks: true}, then: {act.shows: {any_of: [photo, drawing]}}}"
    facts.write_text(f"{facts.read_text()}constraints:\n  - {tie}\n")
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=date(2026, 1, 1))
    for solver, undecided in ((EXACT, False), (Spent(), True)):
        prover = Prover(program=policy._plain, given=policy.given, solver=solver)
        assert implies(prover, prover.program.clause("rules:leak"), own(prover)) is undecided
    assert told_by_name(prover, own(prover)) == {"act.leaks"}


class Spent:
    """A solver whose budget is always spent."""

    name = "spent"

    def find(self, *_: object) -> list[int] | None:
        """Find no answer."""
        raise Undecided(budget=0, unit="questions")
