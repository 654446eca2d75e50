"""Nobody is reassured, and nobody accused, on what nobody said: the laws of `assume="neutral"`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

import oracle
import smpolicy
from corpora import FACTS, base, write
from oracle import Meaning, is_concern
from profiles import draws
from smpolicy import Decision, ImpossibleFacts, Library
from smpolicy.deciding.decision import assumptions
from smpolicy.documents.corpus import Corpus
from smpolicy.documents.document import Document
from smpolicy.documents.forms import VocabularyForm
from smpolicy.lowering import lower
from smpolicy.meaning.conditions import NEVER, Value
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Part
from smpolicy.testing import strategies as drawn

DAY = date(2026, 1, 1)
CASES = {
    case["said"]: case
    for case in YAML(typ="safe").load((Path(__file__).parents[1] / "data/asking.yaml").read_text(encoding="utf-8"))
}
PERSON: dict[str, Any] = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
}
LAW = settings(max_examples=draws(60, heavy=True), suppress_health_check=list(HealthCheck))


def asked(decision: Decision) -> set[str]:
    """Return the names of the facts that are still to be asked."""
    return {fact.name for fact in decision.questions}


@pytest.mark.parametrize("said", CASES)
def test_whoever_states_only_what_they_know_is_neither_reassured_nor_accused(packaged: Library, said: str) -> None:
    """What a person's own words raise is asked, all that is asked is listed, and what harms nothing stays short."""
    case = CASES[said]
    policy = packaged.resolve("secretariat", as_of=DAY)
    facts = {**PERSON, "activity.interaction": "post" if case["with"] == "post" else "none", **case["facts"]}
    if "impossible" in case:
        with pytest.raises(ImpossibleFacts, match="has decided to be associated"):
            policy.evaluate(facts, assume="neutral")
        return
    decision = policy.evaluate(facts, assume="neutral")
    assert (decision.answer, sorted(asked(decision))) == (case["answer"], sorted(case["asks"]))
    assert case.get("step") in {None, *(step.norm.id for step in decision.steps)}
    if "then" in case:
        assert decision.given(case["then"]).answer == case["ends"]


@pytest.mark.parametrize("structure", ["secretariat", "moldova", "bih", "kosovo", "bishkek", "odihr", "rfom"])
def test_what_harms_nothing_stays_short(packaged: Library, structure: str) -> None:
    """Under drafts with many local norms too: the occasion alone raises nothing, and nothing is asked."""
    policy = packaged.resolve(structure, as_of=DAY, drafts=True)
    for interaction in ("post", "share", "comment", "like", "follow", "join", "tag"):
        facts = {**PERSON, "activity.interaction": interaction, "activity.discloses": interaction in ("post", "share")}
        decision = policy.evaluate(facts, assume="neutral")
        assert (decision.answer, asked(decision), decision.ruling.raised) == ("no_departure_found", set(), frozenset())


def test_what_the_constraints_make_of_a_statement_is_said_too(packaged: Library) -> None:
    """Who says what a photo shows says that there is one: a local norm on photos of people is raised by it."""
    policy = packaged.resolve("bih", as_of=DAY, drafts=True)
    facts = {**PERSON, "activity.interaction": "post", "activity.discloses": False}
    shown = policy.evaluate({**facts, "content.depicts": ["osce_official_on_duty"]}, assume="neutral")
    photo = shown.given({"content.recording_kind": "photo"})
    assert "bih.recognizable_person" in asked(shown)
    assert (shown.answer, asked(shown)) == (photo.answer, asked(photo))


def test_while_something_is_asked_nothing_else_is_raised(packaged: Library) -> None:
    """What a local norm leaves open of politics is asked; what 7.2 says of politics only once somebody speaks of it."""
    policy = packaged.resolve("bih", as_of=DAY, drafts=True)
    facts = {**PERSON, "activity.interaction": "post", "bih.account_shows_employer": True}
    assert asked(policy.evaluate(facts, assume="neutral")) == {"content.political", "bih.reacts_to_political"}


def test_the_occasion_is_asked_once_anything_is_raised(packaged: Library) -> None:
    """Whoever says that they speak of politics is asked what they do, then where; nobody assumes that it is a post."""
    policy = packaged.resolve("secretariat", as_of=DAY)
    said = {"person.category": "intern", "content.political": True, "content.may_harm_osce_reputation": True}
    decision = policy.evaluate({**said, "activity.linked_to_functions": False}, assume="neutral")
    assert "activity.interaction" in asked(decision)
    assert "activity.channel" in asked(decision.given({"activity.interaction": "comment"}))
    assert {"activity.interaction", "activity.channel"}.isdisjoint(decision.assumed)


def test_a_step_is_raised_like_a_norm(packaged: Library) -> None:
    """Whoever speaks of an incident has not said whether they told anybody: the step stands, nothing is assumed."""
    decision = packaged.resolve("secretariat", as_of=DAY).evaluate(
        {**PERSON, "activity.interaction": "none", "incident.may_amount_to_violation": True}, assume="neutral"
    )
    assert "si31:8.1a" in decision.ruling.raised
    assert "incident.reported_to_focal_point" not in decision.assumed
    assert "si31:8.1a" in {step.norm.id for step in decision.steps}


def test_of_a_scope_that_may_not_hold_nothing_is_assumed_where_no_question_is_left(tmp_path: Path) -> None:
    """Who is not sure of one part of a scope is asked about the other: that it does not hold would settle it."""
    facts, rules = base(tmp_path) / "base/facts.yaml", tmp_path / "base/rules.yaml"
    public = "  act.public: {question: Can others see it?, kind: conduct, neutral: true}\n"
    facts.write_text(facts.read_text().replace("facts:\n", f"facts:\n{public}", 1))
    scope = "{holds: {act.done: true}}"
    rules.write_text(rules.read_text().replace(scope, "{holds: {act.done: true, act.public: true}}"))
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    decision = policy.evaluate({"person.category": "staff", "act.done": "not_sure"}, assume="neutral")
    assert (decision.answer, asked(decision)) == ("undetermined", {"act.public"})


def test_a_question_is_raised_only_by_a_fact_that_was_stated_where_nothing_turns_on_that(tmp_path: Path) -> None:
    """A question of interpretation stays aside while nobody states what raises it, though no norm speaks of that."""
    facts, rules = base(tmp_path) / "base/facts.yaml", tmp_path / "base/rules.yaml"
    facts.write_text(
        facts.read_text().replace("facts:\n", "facts:\n  act.doubted: {question: Does anybody doubt it?}\n", 1)
    )
    touches = "    touches: [rules:photos]\n"
    rules.write_text(rules.read_text().replace(touches, f"{touches}    raised_by: act.doubted\n    unraised: narrow\n"))
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    drawing = {"person.category": "staff", "act.done": True, "act.shows": ["drawing"], "act.told": True}
    assert policy.evaluate(drawing, assume="neutral").answer == "no_departure_found"
    assert policy.evaluate({**drawing, "act.doubted": True}, assume="neutral").answer == "seek_advice"


@pytest.mark.parametrize("stated", [{}, {"act.shows": {"lacks": ["drawing"]}}], ids=["nothing said", "said in part"])
def test_what_the_constraints_keep_from_being_neutral_is_not_assumed(tmp_path: Path, stated: dict[str, Any]) -> None:
    """Where something is always shown, and no drawing is, a photo is: it is not assumed that nothing is shown."""
    shown = "constraints:\n  - {why: Something is shown., if: {act.shows: []}, then: {act.shows: {has: [photo]}}}\n"
    write(base(tmp_path), {"base/facts.yaml": FACTS + shown})
    asked_policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    decision = asked_policy.evaluate({"act.done": True, **stated}, assume="neutral")
    assert "rules:photos" in decision.ruling.raised
    assert "act.shows" not in decision.assumed


def test_a_duty_that_an_assumption_alone_would_break_is_raised(tmp_path: Path) -> None:
    """Where telling nobody is neutral, who was not asked whether they told is asked, and not said to depart."""
    told = FACTS.replace("kind: conduct, neutral: true", "kind: conduct, neutral: false")
    write(base(tmp_path), {"base/facts.yaml": told})
    stated = {"act.done": True, "act.shows": [], "person.category": "staff"}
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    first, second = assumptions(policy.evaluate(stated).ruling)
    assert (first.answer, first.assumed) == ("departs", {"act.told": False})
    assert (second.answer, second.assumed) == ("undetermined", {})
    assert second.raised == {"rules:tell"}


def test_an_overlay_cannot_mark_an_occasion(tmp_path: Path) -> None:
    """What raises nothing is never asked about: an overlay that marks its own facts so is refused, and raises them."""
    (tmp_path / "overlays/arcadia").mkdir(parents=True)
    (tmp_path / "structures.yaml").write_text(
        "schema: smpolicy/structures@1\nid: s\ntitle: S\nstructures:\n"
        "  - {id: arcadia, kind: field_operation, names: [{name: Arcadia}]}\n"
    )
    path = tmp_path / "overlays/arcadia/ai-1.yaml"
    path.write_text(
        "schema: smpolicy/overlay@1\nid: arcadia/ai-1\ntitle: T\nstatus: in-force\nissuer: {structure: arcadia}\n"
        "layer: 3\nunder: si31:7.3\ndates: {effective: {from: 2024-01-01}}\n"
        "facts:\n  arcadia.secret: {question: Is it secret?, kind: conduct, neutral: false, occasion: true}\n"
        "norms:\n  n: {under: si31:7.2.b4, text: Staff shall not post it., act: {post it: {arcadia.secret: true}}}\n"
    )
    (found,) = [each for each in smpolicy.check(tmp_path).diagnostics if each.severity == "error"]
    assert found.name == "base-only-key"
    assert found.span is not None
    assert path.read_text().splitlines()[found.span.line - 1][found.span.column - 1 :].startswith("occasion")


# ------------------------------------------------------------ the laws, over drawn documents


def decided(documents: list[Document], facts: dict[str, Any]) -> Decision:
    """Decide drawn facts under the assumption, where they are possible at all."""
    library = Library(corpus=Corpus(documents=tuple(documents)), lowered=lower(documents))
    try:
        return library.resolve("arcadia", as_of=DAY).evaluate(facts, assume="neutral")
    except ImpossibleFacts:
        assume(False)
        raise


def parts(meant: Meaning, norm: Norm) -> dict[str, frozenset[str]]:
    """Return the facts of each part of a norm."""
    of_it = {
        "scope": meant.scope(norm),
        "borne": [norm.borne],
        "when": [line.condition for line in norm.when],
        "aside": [meant.aside.get(norm.id, NEVER)],
        "exception": [meant.exception(norm)],
        "act": [line.condition for line in norm.act],
        "counting": [norm.step.late] if norm.role == "step" and norm.step is not None else [],
    }
    return {name: meant.turns_on(*each) & meant.vocabulary.facts.keys() for name, each in of_it.items()}


def spoken_of(decision: Decision) -> set[str]:
    """Return what somebody spoke of.

    That is conduct that is neutral in no world that agrees with what was said, circumstances with a value that raises,
    and what one is not sure of.
    """
    seen: dict[str, set[Value]] = {}
    for world in oracle.meaning(decision.policy).worlds(decision.stated):
        for name, value in world.items():
            seen.setdefault(name, set()).add(value)
    return {
        name
        for name, fact in decision.policy.vocabulary.facts.items()
        if not fact.occasion
        and (
            (name in decision.stated and is_concern(fact, decision.stated[name]))
            or (fact.kind == "conduct" and fact.neutral is not None and fact.neutral not in seen[name])
        )
    }


def raised(decision: Decision) -> list[Norm]:
    """Return the norms of whose matter somebody spoke, if they count, and the steps."""
    meant, spoken = oracle.meaning(decision.policy), spoken_of(decision)
    found = []
    for norm in meant.norms:
        of_it = parts(meant, norm)
        touched = of_it["act"] | of_it["when"] | of_it["exception"] | of_it["aside"]
        if (meant.counts(norm, decision.stated) or norm.role == "step") and touched & spoken:
            found.append(norm)
    return found


def all_parts(decision: Decision, *norms: Norm) -> frozenset[str]:
    """Return every fact that norms turn on."""
    meant = oracle.meaning(decision.policy)
    return frozenset().union(*(each for norm in norms for each in parts(meant, norm).values()))


BASES = drawn.bases(most_norms=3)


def where_posting_is_the_occasion(base: list[Document]) -> list[Document]:
    """Return a base in which whether one posted is what anybody says who says anything."""
    facts, *others = base
    form = cast(VocabularyForm, facts.form)
    occasion = replace(form.facts["act.posted"], occasion=True)
    form = replace(form, facts={**form.facts, "act.posted": occasion})
    asked_so = 'question: "Posted?", '
    text = cast(drawn.Drawn, facts).text.replace(asked_so, f"{asked_so}occasion: true, ")
    assert "occasion" in text
    return drawn.Documents([replace(cast(drawn.Drawn, facts), form=form, text=text), *others])


EITHER = st.one_of(BASES, BASES.map(where_posting_is_the_occasion))


@LAW
@given(EITHER, drawn.stated_facts())
def test_exactly_what_was_spoken_of_raises(base: list[Document], facts: dict[str, Any]) -> None:
    """What is raised first are the norms that count, and the steps, of whose matter somebody spoke: no other, and all.

    What is neutral, and what is the occasion, speaks of nothing, and neither does a circumstance that raises nothing.
    """
    decision = decided(base, facts)
    first = next(assumptions(decision.policy.evaluate(facts).ruling))
    assert first.raised == {norm.id for norm in raised(decision)}
    event(f"steps raised: {any(norm.role == 'step' for norm in raised(decision))}")


@LAW
@given(EITHER, drawn.stated_facts())
def test_what_the_outcome_turns_on_of_a_raised_norm_is_asked(base: list[Document], facts: dict[str, Any]) -> None:
    """The occasion too: where two worlds that differ in one fact of it alone differ in outcome, that fact is asked.

    What was answered is not asked again, and what only excepts waits for what else its norm turns on.
    """
    decision = decided(base, facts)
    spoken = raised(decision)
    assume(spoken)
    known = {**decision.stated, **decision.assumed, **decision.ruling.unraised}
    meant = oracle.meaning(decision.policy)
    outcomes = meant.outcomes(known, decision.stated)
    names = list(meant.choices(known))
    stated = {name for name, each in decision.stated.items() if not isinstance(each, Part)}
    for name in sorted(all_parts(decision, *spoken) - stated):
        place = names.index(name)
        beside: dict[Any, set[str]] = {}
        for world, outcome in outcomes.items():
            beside.setdefault((*world[:place], *world[place + 1 :]), set()).add(outcome)
        if any(len(each) > 1 for each in beside.values()):
            event(f"an occasion is asked: {decision.policy.vocabulary.facts[name].occasion}")
            assert name in asked(decision) or waits(decision, name), name


def waits(decision: Decision, name: str) -> bool:
    """Whether a fact only excepts from norms of which more is asked."""
    meant = oracle.meaning(decision.policy)
    for norm in meant.counted(decision.stated):
        of_it = parts(meant, norm)
        others = frozenset().union(*(each for part, each in of_it.items() if part != "exception"))
        if name in of_it["exception"] - others and others & asked(decision):
            return True
    return False


@LAW
@given(BASES, drawn.stated_facts())
def test_less_and_less_is_assumed_until_nothing_rests_on_it(base: list[Document], facts: dict[str, Any]) -> None:
    """Each assumption takes less for granted than the one before, and raises more; the last one is the decision's."""
    decision = decided(base, facts)
    stated = decision.policy.evaluate(facts).ruling
    tried = list(assumptions(stated))
    event(f"assumed anew: {min(len(tried) - 1, 3)} times")
    for before, after in pairwise(tried):
        assert after.assumed.items() < before.assumed.items()
        assert after.raised >= before.raised
    assert (tried[-1].assumed, tried[-1].raised) == (decision.ruling.assumed, decision.ruling.raised)


@LAW
@given(BASES, drawn.stated_facts())
def test_nothing_is_assumed_of_what_somebody_spoke_of(base: list[Document], facts: dict[str, Any]) -> None:
    """No fact that a raised norm turns on is assumed, the occasion included; what was spoken of is raised."""
    decision = decided(base, facts)
    spoken = raised(decision)
    assume(spoken)
    assert {norm.id for norm in spoken} <= decision.ruling.raised
    assert not all_parts(decision, *spoken) & decision.assumed.keys()


@LAW
@given(BASES, drawn.stated_facts())
def test_no_completion_in_the_facts_of_raised_norms_contradicts_an_answer(
    base: list[Document], facts: dict[str, Any]
) -> None:
    """Whatever is true of what raised norms turn on, all else as assumed: its outcome is among those possible."""
    decision = decided(base, facts)
    spoken = raised(decision)
    assume(spoken)
    free = all_parts(decision, *spoken)
    kept = {name: value for name, value in decision.assumed.items() if name not in free}
    known = {**decision.stated, **kept, **decision.ruling.unraised}
    assert {*oracle.meaning(decision.policy).outcomes(known, decision.stated).values()} <= decision.possible


@LAW
@given(drawn.bases(most_norms=3, most_members=2), drawn.overlay_norms(), drawn.stated_facts(), st.booleans())
def test_whatever_may_depart_does_so_without_an_assumption(
    base: list[Document], local: list[dict[str, Any]], facts: dict[str, Any], overlaid: bool
) -> None:
    """Nobody is accused, and nobody is told that no question would settle it, on what nobody said."""
    documents = (
        [*base, drawn.document(drawn.overlay("arcadia", local), "overlays/arcadia/ai-1.yaml")] if overlaid else base
    )
    decision = decided(documents, facts)
    assume(decision.possible & {"departs", "contravenes"} and decision.answer != "undetermined")
    known = {**decision.stated, **decision.assumed, **decision.ruling.unraised}
    meant = oracle.meaning(decision.policy)
    worlds = list(meant.worlds(known))
    for norm in meant.counted(decision.stated):
        if all_parts(decision, norm) & decision.assumed.keys():
            assert all(meant.status(norm, world) != "broken" for world in worlds), norm.id
    if decision.answer == "seek_advice" and "outside_scope" in decision.possible:
        assert not meant.turns_on(*meant.scopes()) & decision.assumed.keys()


@LAW
@given(BASES, drawn.stated_facts())
def test_an_exception_is_asked_about_only_once_nothing_else_is_of_its_norm(
    base: list[Document], facts: dict[str, Any]
) -> None:
    """What is not asked yet only excepts from norms of which more is asked; something is, while anything matters."""
    decision = decided(base, facts)
    known, meant = decision.policy.vocabulary.facts, oracle.meaning(decision.policy)
    stated = {name for name, each in decision.stated.items() if not isinstance(each, Part)}
    matters = {name for name in decision.ruling.movers | decision.ruling.settling if name in known} - stated
    later = matters - asked(decision)
    assert asked(decision) <= matters
    assert bool(asked(decision)) == bool(matters)
    if not decision.ruling.raised:
        assert not later
    for name in later:
        for norm in meant.counted(decision.stated):
            if name in all_parts(decision, norm) and "broken" in decision.findings[norm.id].possible:
                of_it = parts(meant, norm)
                others = frozenset().union(*(each for part, each in of_it.items() if part != "exception"))
                assert name not in others
                assert others & asked(decision), (name, norm.id)
        assert name not in meant.turns_on(*meant.scopes())
