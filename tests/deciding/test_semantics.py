"""The reference in one world, against the oracle, which states the same by itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oracle
import smpolicy
from corpora import base
from deciding.test_laws import DAY, policy
from oracle import Meaning
from profiles import draws
from smpolicy.deciding.semantics import OUTCOMES, NormStatus, outcome, reaches, status
from smpolicy.documents.document import Document
from smpolicy.foundations.keywords import Role
from smpolicy.meaning.conditions import World
from smpolicy.meaning.vocabulary import NOT_SURE
from smpolicy.testing import strategies as drawn

EXAMPLES = draws(60, heavy=True)
LAW = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
#: Worlds are looked at up to this many for each corpus.
MOST_WORLDS = 400


@st.composite
def overlaid(draw: st.DrawFn) -> drawn.Documents:
    """Draw a base and an overlay that need have nothing to do with each other."""
    document = drawn.document(drawn.overlay("arcadia", draw(drawn.overlay_norms())), "overlays/arcadia/ai-1.yaml")
    return drawn.Documents([*draw(drawn.bases(most_members=2)), document])


#: A permission that is set aside wherever what it permits is disapproved, with an exception of its own.
EXCEPTED = drawn.tied(
    above={"force": "should", "polarity": "refrain"},
    below={"force": "permitted", "polarity": "do", "unless": {"words that state it": {"time.crisis": True}}},
)
CORPORA = st.one_of(overlaid(), drawn.tied(), EXCEPTED)


def every(meant: Meaning) -> list[World]:
    """Return as many possible worlds as are looked at, from all of them evenly: neighbours differ in little."""
    worlds = list(meant.worlds({}))
    return worlds[:: len(worlds) // MOST_WORLDS + 1]


@LAW
@given(CORPORA)
def test_a_norm_stands_in_a_world_as_the_table_says(documents: list[Document]) -> None:
    """`status` goes through the table line by line, what is set aside included."""
    resolved = policy(documents)
    meant, rules = oracle.meaning(resolved), resolved.program.clauses
    assert [rule.norm.id for rule in rules] == [norm.id for norm in meant.norms]
    for world in every(meant):
        for rule in rules:
            assert status(rule, world) == meant.status(rule.norm, world)


@LAW
@given(CORPORA)
def test_a_norm_turns_on_the_facts_of_all_that_is_said_of_it(documents: list[Document]) -> None:
    """Of its scope, whom it binds, its circumstances, what prevails over it, its exceptions and its act."""
    resolved = policy(documents)
    meant = oracle.meaning(resolved)
    for rule in resolved.program.clauses:
        assert rule.facts == meant.turns_on(*meant.conditions(rule.norm)) & meant.vocabulary.facts.keys()


@LAW
@given(CORPORA)
def test_the_outcome_of_a_world_is_the_worst_that_counts(documents: list[Document]) -> None:
    """`outcome` follows from how the counted norms stand, from the scope, and from norms with a scope of their own.

    Of steps it follows from their being late too, once something was said of them.
    """
    resolved = policy(documents)
    meant, program = oracle.meaning(resolved), resolved.program
    worlds = every(meant)
    for said in ({}, dict.fromkeys(meant.vocabulary.facts, NOT_SURE)):  # nothing; and enough for all to count
        counted = meant.counted(said)
        clauses = [rule for rule in program.clauses if rule.norm in counted]
        for world in worlds:
            assert outcome(program.scope.condition, clauses, world) == meant.outcome(counted, world)


def test_a_norm_with_a_scope_of_its_own_reaches_an_activity_only_where_it_applies(tmp_path: Path) -> None:
    """Nothing is done that the rule-book speaks to: it is reached where a photo asks for a word, and only there."""
    rules = base(tmp_path) / "base/rules.yaml"
    told = "act: {tell the press office: {act.told: true}}"
    own = f"{told}\n    when: {{Everybody: {{act.shows: {{has: [photo]}}}}}}\n    scope: own"
    rules.write_text(rules.read_text().replace(told, own))
    program = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY).program
    here: World = {"act.done": False, "person.category": "staff", "rules:qa": "narrow"}
    photo = frozenset(("photo",))
    for shows, word, comes in (
        (frozenset[str](), True, "outside_scope"),
        (photo, True, "no_departure_found"),
        (photo, False, "departs"),
    ):
        world = {**here, "act.shows": shows, "act.told": word}
        assert outcome(program.scope.condition, program.clauses, world) == comes


@pytest.mark.hypothesis
def test_every_status_and_outcome_is_drawn() -> None:
    """What the laws above compare has every status in one corpus of twenty, and every outcome in one of ten.

    In some an exception holds where a norm is set aside, which tells the order of the two.
    """
    statuses: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    both: list[bool] = []

    @LAW
    @given(CORPORA)
    def look(documents: list[Document]) -> None:
        meant = oracle.meaning(policy(documents))
        counted, seen = meant.counted({}), every(meant)
        statuses.update({meant.status(norm, world) for world in seen for norm in meant.norms})
        outcomes.update({meant.outcome(counted, world) for world in seen})
        aside = [norm for norm in meant.norms if norm.id in meant.aside]
        both.append(
            any(
                meant.status(norm, world) == "set_aside" and meant.true(meant.exception(norm), world)
                for norm in aside
                for world in seen
            )
        )

    look()
    assert sum(both) > 0.02 * EXAMPLES
    assert statuses.keys() == set(get_args(NormStatus))
    assert min(statuses.values()) > 0.05 * EXAMPLES
    assert outcomes.keys() == set(OUTCOMES[1:])
    assert min(outcomes.values()) > 0.1 * EXAMPLES


def test_a_norm_reaches_what_it_asks_for_and_what_is_done_against_it() -> None:
    """Of a norm that disapproves only its breach brings an activity into scope, of one that asks its being met too.

    A step that was taken is done with.
    """
    for role in (None, *get_args(Role)):
        reached = {(polarity, each) for polarity in ("do", "refrain") for each in get_args(NormStatus)
                   if reaches(polarity, role, each)}  # fmt: skip
        assert reached == {("do", "broken"), ("refrain", "broken")} | ({("do", "met")} if role != "step" else set())
