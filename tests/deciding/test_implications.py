"""What a fact implies is true in every possible world in which anything turns on it, and nobody gets around it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import oracle
import smpolicy
from checks.faults import check_overlay
from conflicts.test_conflict_regions import KINDS, compare
from conflicts.test_precedence import norm as sentence
from corpora import FACTS, base, load, norm, overlay, write
from deciding.test_laws import decided, known, policy
from profiles import draws
from smpolicy import Library, Policy
from smpolicy.documents.document import Document
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.policy.interview import Interview
from smpolicy.testing import strategies as drawn
from smpolicy.testing.implying import LOCAL, implying

LAW = settings(max_examples=draws(40, heavy=True), suppress_health_check=list(HealthCheck))
DAY: Final = date(2027, 6, 1)

# Over drawn documents


@st.composite
def stated(draw: st.DrawFn) -> dict[str, Any]:
    """Draw facts that somebody states, among them most often the one that implies others."""
    seen = draw(st.sampled_from((None, True, True, False, "not_sure")))
    return {**draw(drawn.stated_facts()), **({} if seen is None else {LOCAL: seen})}


@LAW
@given(implying(), stated(), st.sampled_from(("none", "neutral")))
def test_the_worlds_left_are_those_in_which_what_is_implied_is_so(
    documents: list[Document], facts: dict[str, Any], how: Any
) -> None:
    """The outcomes are those of every world that the constraints permit and in which what is implied is so."""
    decision = decided(documents, facts, assume=how)
    event(f"stated: {facts.get(LOCAL)}")
    meant = oracle.meaning(decision.policy)
    assert decision.possible == set(meant.outcomes(known(decision), decision.stated).values())


@LAW
@given(implying(), stated())
def test_facts_are_refused_where_no_such_world_is_left(documents: list[Document], facts: dict[str, Any]) -> None:
    """What cannot be beside what it implies is refused, and nothing else is."""
    resolved = policy(documents)
    read, _ = resolved.vocabulary.read(facts)
    some = any(True for _ in oracle.meaning(resolved).worlds(read))
    try:
        resolved.evaluate(facts)
    except ImpossibleFacts:
        assert not some
    else:
        assert some


@LAW
@given(implying(), stated())
def test_nothing_is_assumed_against_what_is_implied(documents: list[Document], facts: dict[str, Any]) -> None:
    """Who states a fact has spoken of what it implies: it is not taken to be neutral."""
    decision = decided(documents, facts, assume="neutral")
    seen = decision.policy.vocabulary.facts[LOCAL]
    if facts.get(LOCAL) is True and LOCAL in decision.policy.program.places:
        for each in seen.implies:
            assert oracle.meaning(decision.policy).turns_on(each.what).isdisjoint(decision.assumed)


@pytest.mark.deep
@pytest.mark.hypothesis
@pytest.mark.parametrize("name", ["permits-disapproved", "exempts", "requires-disapproved", "forbids-required"])
def test_the_region_of_a_kind_is_where_counting_finds_it(name: str) -> None:
    """Where a fact implies what the norm above speaks of, it prevails exactly where counting the worlds says so."""
    _, above, below = KINDS[name]
    seen: Counter[str] = Counter()

    @settings(LAW, max_examples=draws(25, heavy=True))
    @given(implying(above=above, below=below))
    def holds(documents: list[Document]) -> None:
        for hard in compare(name, documents):
            seen[hard] += 1

    holds()
    assert seen["somewhere"] + seen["always"] > 0, seen


# In the packaged vocabulary


def policy_of(folder: Path, norms: str, facts: str) -> Policy:
    """Resolve a draft of arcadia with these norms and facts."""
    check_overlay(folder, norms, dates="{effective: {from: 2027-01-01}}", facts=facts)
    registry = Path(__file__).parents[1] / "data/corpora/arcadia/structures.yaml"
    text = (folder / "document.yaml").read_text(encoding="utf-8")
    own = write(folder / "own", {"overlays/arcadia/test.yaml": text, "structures.yaml": registry.read_text()})
    return smpolicy.load(own).resolve("arcadia", as_of=DAY, drafts=True)


CHECKPOINT: Final = "{arcadia.checkpoint: {question: Does a picture in it show a checkpoint?, %s}}"
SHOWS: Final = CHECKPOINT % "implies: {content.depicts: {has: [osce_operation]}}"
FILM: Final = {
    "person.category": "staff_mission_member",
    "activity.channel": "blog",
    "activity.linked_to_functions": False,
    "activity.interaction": "post",
    "activity.discloses": True,
    "content.recording_kind": "video",
}
BAN: Final = sentence("Staff shall not post a checkpoint.", "{arcadia.checkpoint: true}", "si31:7.2.b7")


def test_what_is_implied_is_said(tmp_path: Path) -> None:
    """Who says that a film shows a checkpoint is asked no more whether it shows the operation."""
    resolved = policy_of(tmp_path, BAN, SHOWS)
    plain = resolved.evaluate(FILM | {"arcadia.checkpoint": False}, assume="neutral")
    assert "content.depicts" in {each.name for each in plain.questions}
    assert plain.answer == "undetermined"
    shown = FILM | {"arcadia.checkpoint": True, "purpose.directly_supports_official_activity": False}
    decision = resolved.evaluate(shown | {"content.depicts": {"has": ["osce_official_on_duty"]}}, assume="neutral")
    assert decision.findings["si31:7.2.b5"].status == "broken"


def test_what_cannot_be_beside_it_is_refused_with_the_reason(tmp_path: Path) -> None:
    """The two questions are named, as whoever is asked reads them."""
    resolved = policy_of(tmp_path, BAN, SHOWS)
    with pytest.raises(
        ImpossibleFacts, match=r"“Does a picture in it show a checkpoint.” yes implies “What does the photo"
    ):
        resolved.evaluate({"arcadia.checkpoint": True, "content.depicts": []})


def test_nobody_is_reassured_who_names_no_picture(tmp_path: Path) -> None:
    """Who says that it shows a checkpoint, and not that there is a picture, is asked which it is."""
    resolved = policy_of(tmp_path, BAN, SHOWS)
    facts = {name: value for name, value in FILM.items() if name != "content.recording_kind"}
    decision = resolved.evaluate(facts | {"arcadia.checkpoint": True}, assume="neutral")
    assert "content.recording_kind" not in decision.assumed
    assert "si31:7.2.b5" in decision.ruling.raised


def test_where_nothing_turns_on_a_fact_it_implies_nothing(packaged: Library) -> None:
    """The Staff Instruction knows no patrols: without a local norm nobody is asked about them."""
    secretariat = packaged.resolve("secretariat", as_of=DAY)
    assert "field.shows_patrol" not in secretariat.program.places
    decision = secretariat.evaluate(FILM | {"field.shows_patrol": True}, assume="neutral")
    assert "content.depicts" in {each.name for each in decision.questions}


def test_an_interview_asks_no_more_than_is_left(tmp_path: Path) -> None:
    """A blank beside a tick that implies otherwise says nothing."""
    resolved = policy_of(tmp_path, BAN, SHOWS)
    asked = Interview.begun(resolved)
    for _ in range(40):
        screen = asked.screen
        if screen is None:
            break
        ticked = {"arcadia.checkpoint": True} if any(t.fact.name == "arcadia.checkpoint" for t in screen.ticks) else {}
        replies = {each.name: FILM[each.name] for each in screen.questions if each.name in FILM}
        others = {each.name: "not_sure" for each in screen.questions if each.name not in FILM}
        asked = asked.answered({**others, **replies, **ticked})
    assert asked.screen is None
    assert asked.decision.answer in ("contravenes", "departs")


# Between two policies


def test_what_only_one_side_turns_on_is_true_on_the_other_too(tmp_path: Path) -> None:
    """A difference does not list what facts imply as what changed, and finds what changes by it."""
    implying_facts = FACTS.replace(
        "  act.told:", "  act.seen: {question: Seen?, implies: {act.shows: {has: [photo]}}}\n  act.told:"
    )
    write(base(tmp_path), {"base/facts.yaml": implying_facts})
    write(
        tmp_path,
        {"overlays/arcadia/1.yaml": overlay("arcadia/1", norm("seen", "Staff shall not be seen.", "{act.seen: true}"))},
    )
    library = load(tmp_path)
    before, after = (library.resolve("arcadia", as_of=date(year, 1, 1)) for year in (2022, 2026))
    unlike = smpolicy.compare(before, after).unlike
    assert (unlike.constraints_before, unlike.constraints_after) == ((), ())
    assert (unlike.excluded_before, unlike.excluded_after) == ((), ())
    changed = {(each.before, each.after) for each in smpolicy.compare(before, after).changes}
    assert changed == {("departs", "contravenes")}, "who is seen shows a photo, which departs before"
