"""The laws of tiers, over drawn documents: a house, its office and a team, under every clause, and every world."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

import oracle
from deciding.test_compiled import DECISIONS, both_say_the_same
from deciding.test_laws import library
from profiles import draws
from smpolicy.conflicts.analysis import analysed
from smpolicy.conflicts.precedence import Clash, SetAside
from smpolicy.documents.document import Document
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.meaning.norms import stands_above
from smpolicy.policy import Policy
from smpolicy.policy.for_good import program_of
from smpolicy.testing import strategies as drawn

DAY = date(2026, 1, 1)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
LAW = settings(max_examples=draws(30, heavy=True), phases=PHASES, suppress_health_check=list(HealthCheck))
EFFECTS = ("prevails", "prevails", "yields", "cumulative", None)
#: The structures, each a part of the one before, and the overlays of each.
LINE = ("arcadia", "arcadia/east", "arcadia/east/quay")
TIERS = tuple(f"{name}/ai-1" for name in LINE)
MOST_WORLDS = 200


def tier(number: int, norms: Sequence[dict[str, Any]], effect: str | None) -> dict[str, Any]:
    """Return the content of the overlay of a tier: under the first norm of the one above, or under the base."""
    content = drawn.overlay(LINE[number], list(norms))
    if number:
        content["under"] = f"{TIERS[number - 1]}#o0"
    if number < 2:
        content["structures"] = {LINE[number + 1]: {}}
    if effect is not None:
        over = {"layer": 3, "promulgated_in": ["field_operation"]}
        content["precedence"] = {"under": "#o0", "words": "words that state it", "over": over, "effect": effect}
    return content


@st.composite
def tiered(draw: st.DrawFn, *, days: bool = False) -> drawn.Documents:
    """Draw a base and two or three tiers beneath it, most of whose norms are about what one above is about.

    With `days` each begins on a day of its own, and may end on another.
    """
    documents = draw(drawn.bases(most_norms=2, most_members=2))
    above: list[dict[str, Any]] = draw(st.lists(drawn.norms(), min_size=1, max_size=2))
    base = drawn.instrument(above, {"act.posted": [True, False]}, draw(st.sampled_from(EFFECTS)))
    documents[1] = drawn.document(base, "base/si31.yaml")
    for number in range(draw(st.integers(2, len(LINE)))):
        own = [draw(drawn.beside(draw(st.sampled_from(above)))) for _ in range(draw(st.integers(1, 2)))]
        for each in own if number else ():
            each["under"] = draw(st.sampled_from(("si31:1", f"{TIERS[number - 1]}#o0")))
        content = tier(number, own, draw(st.sampled_from(EFFECTS)))
        if days:
            first, last = sorted(draw(st.lists(st.sampled_from(drawn.DAYS), min_size=2, max_size=2, unique=True)))
            until = {"until": last.isoformat()} if draw(st.booleans()) else {}
            content["dates"] = {"effective": {"from": first.isoformat(), **until}}
        documents.append(drawn.document(content, f"overlays/{TIERS[number]}.yaml"))
        above = [*above, *own]
    return documents


def lowest(documents: list[Document]) -> Policy:
    """Resolve the structure of the last tier."""
    return library(documents).resolve(LINE[len(documents) - 4], as_of=DAY)


def tiers_of(policy: Policy) -> dict[str, int]:
    """Return how deep each norm stands: the base's at 0."""
    return {norm.id: TIERS.index(norm.instrument) + 1 if norm.structure else 0 for norm in policy.norms}


@LAW
@given(tiered(), drawn.stated_facts(), st.sampled_from(("none", "neutral")))
def test_possible_is_what_every_world_says(documents: list[Document], facts: dict[str, Any], how: Any) -> None:
    """With tiers too `decision.possible` is the set of outcomes over all worlds, and a finding that of statuses."""
    policy = lowest(documents)
    try:
        decision = policy.evaluate(facts, assume=how)
    except ImpossibleFacts:
        assume(False)
        raise
    meant = oracle.meaning(policy)
    here = {**decision.stated, **decision.assumed, **decision.ruling.unraised}
    assert decision.possible == set(meant.outcomes(here, decision.stated).values())
    every = list(itertools.islice(meant.worlds(here), MOST_WORLDS))
    for norm in meant.norms:
        assert {meant.status(norm, world) for world in every} <= decision.findings[norm.id].possible


@LAW
@given(tiered())
def test_what_follows_is_what_the_clause_of_the_one_above_says(documents: list[Document]) -> None:
    """Of each two norms that conflict the higher one's own document says what follows, and no other document does."""
    policy = lowest(documents)
    depth, instruments = tiers_of(policy), {each.id: each for each in policy.resolution.instruments}
    for each in policy.assessments:
        if isinstance(each, SetAside):
            upper, lower = sorted((each.norm, each.prevailing), key=lambda norm: depth[norm.id])
            clause = instruments[upper.instrument].precedence
            assert clause is not None
            assert (depth[upper.id] < depth[lower.id], clause.provision) == (True, each.basis)
            assert clause.effect == ("prevails" if each.norm is lower else "yields")
        if isinstance(each, Clash):
            clause = instruments[each.other.instrument].precedence
            assert depth[each.other.id] < depth[each.norm.id]
            assert clause is None or clause.effect == "cumulative" or clause.effect == "yields"


@LAW
@given(tiered())
def test_what_is_set_aside_prevails_over_nothing(documents: list[Document]) -> None:
    """In no world is a norm set aside by norms of which each is set aside there itself."""
    policy = lowest(documents)
    meant, plain = oracle.meaning(policy), oracle.meaning(policy, prevailing=False)
    for world in itertools.islice(plain.worlds({}), MOST_WORLDS):
        for norm in meant.norms:
            if meant.status(norm, world) == "set_aside":
                by = [each.prevailing for each in policy.set_aside if each.norm.id == norm.id and each.part == "norm"]
                assert any(meant.status(each, world) != "set_aside" for each in by)


@LAW
@given(tiered())
def test_what_stands_beneath_changes_nothing_above(documents: list[Document]) -> None:
    """What holds for the house is the same whether or not its office and its team issued anything."""
    alone, with_all = (library(each).resolve("arcadia", as_of=DAY) for each in (documents[:4], documents))
    assert alone.entries == with_all.entries
    assert alone.assessments == with_all.assessments
    assert alone.digest == with_all.digest


@LAW
@given(tiered(days=True), st.sampled_from([day + timedelta(days=more) for day in drawn.DAYS for more in (0, 1)]))
def test_a_tier_holds_on_a_day_only_with_all_above_it(documents: list[Document], day: date) -> None:
    """On each day those tiers hold down to the first that does not; of what began by then all else is left out."""
    lowered = library(documents).lowered
    tiers = [lowered.instruments[name] for name in TIERS if name in lowered.instruments]
    policy = library(documents).resolve(LINE[len(tiers) - 1], as_of=day)
    holding = list(itertools.takewhile(lambda each: day in each.effective, tiers))
    assert [each.id for each in policy.resolution.instruments if each.structure] == [each.id for each in holding]
    begun = {each.id for each in tiers if not each.effective.before(day)}
    assert {each.id for each in policy.left_out} == begun - {each.id for each in holding}
    told = {
        (each.norm.id, each.other.id if each.other else "", each.kind)
        for overlay in tiers
        for each in analysed(overlay, lowered)
    }
    pairs = ((each.norm, each.prevailing, each.kind) for each in policy.set_aside)
    lower = ((two, one, kind) if stands_above(one, two) else (one, two, kind) for one, two, kind in pairs)
    assert {(one.id, two.id, kind) for one, two, kind in lower} <= told


@LAW
@given(drawn.bases(most_norms=1, most_members=2), drawn.norms(), st.data())
def test_a_house_is_to_its_office_what_a_base_is_to_its_overlay(
    documents: list[Document], above: dict[str, Any], data: st.DataObject
) -> None:
    """The same two texts conflict in the same way, and the same follows, whichever tier the one above is."""
    above = {key: value for key, value in above.items() if key not in ("scope", "role", "step")}
    own = data.draw(drawn.beside(above))
    effect = data.draw(st.sampled_from(("prevails", "yields", "cumulative")))
    facts, _, registry = documents
    scope: dict[str, Any] = {"act.posted": [True, False]}
    two = [facts, drawn.document(drawn.instrument([above], scope, effect), "si31.yaml"), registry]
    two.append(drawn.document(tier(0, [own], None), "house.yaml"))
    beneath = tier(1, [own | {"under": f"{TIERS[0]}#o0"}], None)
    three = [facts, drawn.document(drawn.instrument([], scope), "si31.yaml"), registry]
    three.append(drawn.document(tier(0, [above | {"under": "si31:1"}], effect), "house.yaml"))
    three.append(drawn.document(beneath, "office.yaml"))
    assert said(lowest(two), "si31:n0", f"{TIERS[0]}#o0") == said(lowest(three), f"{TIERS[0]}#o0", f"{TIERS[1]}#o0")


def said(policy: Policy, above: str, below: str) -> set[tuple[str, str, str]]:
    """Return what is said of two norms: of which one, of which kind, and whether it is set aside."""
    called = {above: "above", below: "below"}
    aside = {(called[each.norm.id], each.kind, "aside") for each in policy.set_aside}
    return aside | {(called[each.norm.id], each.kind, "clash") for each in policy.clashes}


@LAW
@given(tiered(), DECISIONS)
def test_a_program_says_the_same_of_tiers(documents: list[Document], decisions: list[Any]) -> None:
    """What was compiled for good decides beneath tiers as the search does."""
    policy = lowest(documents)
    both_say_the_same(policy, program_of(policy), decisions, Counter())
