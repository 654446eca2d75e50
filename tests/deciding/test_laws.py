"""The laws of "Deciding", over drawn documents and facts, against every world there is."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import corpora
import oracle
import smpolicy
from profiles import draws
from smpolicy.documents.corpus import Corpus
from smpolicy.documents.document import Document
from smpolicy.documents.forms import InterpretationForm, OverlayForm
from smpolicy.foundations.errors import ImpossibleFacts, MissingInstrument
from smpolicy.library import Library
from smpolicy.lowering import lower
from smpolicy.meaning.norms import within
from smpolicy.meaning.vocabulary import Fact, Part
from smpolicy.policy import Policy
from smpolicy.render.policy import policy_json
from smpolicy.testing import strategies as drawn

DAY = date(2026, 1, 1)
LAW = settings(max_examples=draws(60, heavy=True), suppress_health_check=list(HealthCheck))


def library(documents: list[Document]) -> Library:
    """Make a library of drawn documents."""
    return Library(corpus=Corpus(documents=tuple(documents)), lowered=lower(documents))


def policy(documents: list[Document], structure: str = "arcadia") -> Policy:
    """Resolve a drawn policy."""
    return library(documents).resolve(structure, as_of=DAY)


def decided(documents: list[Document], facts: dict[str, Any], **options: Any) -> Any:
    """Decide drawn facts, where they are possible at all."""
    try:
        return policy(documents).evaluate(facts, **options)
    except ImpossibleFacts:
        assume(False)
        raise


def known(decision: Any) -> dict[str, Any]:
    """Return what a decision takes as known."""
    return {**decision.stated, **decision.assumed, **decision.ruling.unraised}


@LAW
@given(drawn.bases(), drawn.stated_facts(), st.sampled_from(("none", "neutral")))
def test_possible_is_the_exact_set_of_outcomes(base: list[Document], facts: dict[str, Any], how: Any) -> None:
    """`decision.possible` is the exact set of outcomes over all worlds that agree with what was stated."""
    decision = decided(base, facts, assume=how)
    outcomes = oracle.meaning(decision.policy).outcomes(known(decision), decision.stated)
    assert decision.possible == set(outcomes.values())


@LAW
@given(drawn.bases(), drawn.stated_facts())
def test_a_finding_is_the_exact_set_of_statuses(base: list[Document], facts: dict[str, Any]) -> None:
    """Each finding's `possible` is what the norm's status is in some world."""
    decision = decided(base, facts)
    meant = oracle.meaning(decision.policy)
    every = list(meant.worlds(known(decision)))
    assert decision.findings.keys() == {norm.id for norm in meant.norms}
    for norm in meant.norms:
        assert decision.findings[norm.id].possible == {meant.status(norm, world) for world in every}


def narrows(decision: Any, fact: Fact) -> bool:
    """Whether some answer about a fact, or about a member of a set, rules an outcome out."""
    meant, here = oracle.meaning(decision.policy), known(decision)
    answers: list[Any] = oracle.values(fact.domain, 4)
    if fact.domain.kind == "set":
        members = [frozenset((name,)) for name in fact.domain.names()]
        none: frozenset[str] = frozenset()
        answers = [Part(has=has, lacks=lacks) for each in members for has, lacks in ((each, none), (none, each))]
        said = here.get(fact.name, Part(has=none, lacks=none))
        answers = [Part(has=each.has | said.has, lacks=each.lacks | said.lacks) for each in answers]
        answers = [each for each in answers if not each.has & each.lacks]
    left = [set(meant.outcomes({**here, fact.name: each}, decision.stated).values()) for each in answers]
    return any(each and each < decision.possible for each in left)


@LAW
@given(drawn.bases(most_norms=3), drawn.stated_facts())
def test_questions_are_those_of_the_smallest_changes(base: list[Document], facts: dict[str, Any]) -> None:
    """What would settle the answer is exactly what belongs to a smallest change that changes the outcome."""
    decision = decided(base, {"time.hours": 1, **facts})
    meant = oracle.meaning(decision.policy)
    judged = meant.outcomes(known(decision), decision.stated)
    assume(len(judged) < 400)
    names = list(meant.choices(known(decision)))
    differences = {
        frozenset(name for name, a, b in zip(names, one, other, strict=True) if a != b)
        for (one, first), (other, second) in itertools.combinations(judged.items(), 2)
        if first != second
    }
    smallest = [each for each in differences if not any(other < each for other in differences)]
    movers = frozenset().union(*smallest)
    assert decision.ruling.movers == movers
    listed = {fact.name for fact in decision.questions} | set(decision.not_sure) | {q.id for q in decision.readings}
    assert listed - decision.ruling.settling == movers
    event("what is not sure can be settled by a question" if decision.ruling.settling else "nothing is to be settled")
    if decision.ruling.settling or not decision.questions:  # what else is asked can settle it, and all that can is
        for name, fact in decision.policy.vocabulary.facts.items():
            if fact.kind != "derived" and name not in movers and isinstance(decision.stated.get(name), Part | None):
                assert narrows(decision, fact) is (name in decision.ruling.settling), name


@LAW
@given(drawn.bases(), drawn.stated_facts(), st.data())
def test_no_completion_contradicts_an_answer(base: list[Document], facts: dict[str, Any], data: st.DataObject) -> None:
    """Saying more only narrows what is possible, as long as no concern is newly raised under a standing norm."""
    decision = decided(base, facts)
    more = data.draw(drawn.stated_facts())
    assume(all(name not in facts or facts[name] == value for name, value in more.items()))
    try:
        narrowed = decision.given(more)
    except ImpossibleFacts:
        return
    assume(narrowed.ruling.counted == decision.ruling.counted)
    assert narrowed.possible <= decision.possible
    if decision.settled:
        assert narrowed.answer == decision.answer


@LAW
@given(drawn.bases(), drawn.stated_facts())
def test_the_answer_follows_from_what_is_possible(base: list[Document], facts: dict[str, Any]) -> None:
    """One outcome is the answer; `departs` stands with `or_worse`; else questions make it undetermined."""
    decision = decided(base, facts)
    match sorted(decision.possible):
        case [only]:
            assert (decision.answer, decision.or_worse, decision.questions) == (only, False, ())
        case ["contravenes", "departs"]:
            assert (decision.answer, decision.or_worse) == ("departs", True)
        case _:
            assert decision.answer == ("undetermined" if decision.questions else "seek_advice")
            assert not decision.or_worse


@LAW
@given(drawn.bases(), drawn.stated_facts())
def test_an_answer_rests_on_norms_that_are_named_as_its_reasons(base: list[Document], facts: dict[str, Any]) -> None:
    """Looked at one by one: all reasons, unless of the norms at the level of the answer none is surely broken."""
    decision = decided(base, facts)
    ruling = decision.ruling
    named = [each.norm.id for each in ruling.because]
    resting = [name for name, each in decision.findings.items() if ruling.rests_on(each)]
    event(f"{decision.answer}: rests on {len(resting)}, reasons {len(named)}")
    if decision.answer in ("departs", "contravenes") and not any(each.status == "broken" for each in ruling.because):
        assert resting == []
    else:
        assert resting == named


@LAW
@given(drawn.bases(), drawn.stated_facts(), st.sampled_from(("none", "neutral")), st.integers(0, 4))
def test_the_first_questions_are_the_first_of_all(
    base: list[Document], facts: dict[str, Any], how: Any, most: int
) -> None:
    """What is asked first is the same, whether or not all is looked at that could be asked."""
    one, other = (decided(base, facts, assume=how) for _ in range(2))
    assert one.ruling.first_questions(most) == other.questions[:most]
    event(f"{min(len(other.questions), most)} of {'more' if len(other.questions) > most else 'as many'}")


@LAW
@given(drawn.bases(), drawn.stated_facts())
def test_an_example_of_an_outcome_is_a_world_with_that_outcome(base: list[Document], facts: dict[str, Any]) -> None:
    """Every possible outcome has an example, and the reference semantics gives it that outcome."""
    decision = decided(base, facts)
    meant = oracle.meaning(decision.policy)
    counted = meant.counted(decision.stated)
    for each in decision.possible:
        example = decision.example(each)
        assert example is not None
        assert meant.possible(example)
        assert meant.outcome(counted, example) == each


@LAW
@given(drawn.bases(), drawn.stated_facts())
def test_an_interview_ends_and_asks_nothing_twice(base: list[Document], facts: dict[str, Any]) -> None:
    """Answering the first question again and again reaches an answer without questions; none comes up twice."""
    decision = decided(base, facts)
    asked: set[str] = set()
    while decision.questions:
        fact = decision.questions[0]
        assert fact.name not in asked
        asked.add(fact.name)
        decision = decision.given({fact.name: "not_sure"})
    assert decision.answer != "undetermined"


@LAW
@given(drawn.bases(), drawn.overlay_norms(forces=("permitted",)), drawn.stated_facts())
def test_a_permission_never_switches_off_a_norm_above_it(
    base: list[Document], norms: list[dict[str, Any]], facts: dict[str, Any]
) -> None:
    """An overlay of permissions, whatever it says, leaves every answer as it was."""
    for norm in norms:
        for key in ("role", "step"):
            norm.pop(key, None)
    allowing = [*base, drawn.document(drawn.overlay("arcadia", norms), "overlays/arcadia/ai-1.yaml")]
    before, after = decided(base, facts), decided(allowing, facts)
    assert after.possible == before.possible
    assert [each.norm.id for each in after.because] == [each.norm.id for each in before.because]


@LAW
@given(
    drawn.bases(),
    drawn.overlay_norms(),
    drawn.overlay_norms(structure="illyria"),
    drawn.stated_facts(),
    st.randoms(use_true_random=False),
)
def test_the_order_of_files_never_matters(
    base: list[Document], norms: list[dict[str, Any]], others: list[dict[str, Any]], facts: dict[str, Any], random: Any
) -> None:
    """Documents in any order give the same text, digest and decision."""
    documents = [
        *base,
        drawn.document(drawn.overlay("arcadia", norms), "overlays/arcadia/ai-1.yaml"),
        drawn.document(drawn.overlay("illyria", others), "overlays/illyria/ai-1.yaml"),
    ]
    shuffled = random.sample(documents, len(documents))
    one, other = decided(documents, facts), decided(shuffled, facts)
    assert one.policy.digest == other.policy.digest
    assert one.policy.entries == other.policy.entries
    assert (one.possible, one.because, one.questions) == (other.possible, other.because, other.questions)


@LAW
@given(drawn.bases(), drawn.overlay_norms(), drawn.overlay_norms(structure="illyria"), drawn.stated_facts())
def test_two_structures_never_affect_each_other(
    base: list[Document], norms: list[dict[str, Any]], others: list[dict[str, Any]], facts: dict[str, Any]
) -> None:
    """What another structure issues changes neither text nor answers here."""
    own = [*base, drawn.document(drawn.overlay("arcadia", norms), "overlays/arcadia/ai-1.yaml")]
    both = [*own, drawn.document(drawn.overlay("illyria", others), "overlays/illyria/ai-1.yaml")]
    alone, beside = decided(own, facts), decided(both, facts)
    assert alone.policy.entries == beside.policy.entries
    assert alone.policy.digest == beside.policy.digest
    assert alone.possible == beside.possible


@LAW
@given(drawn.bases(), drawn.overlay_norms(), drawn.overlay_norms())
def test_nothing_anyone_wrote_is_lost(
    base: list[Document], norms: list[dict[str, Any]], part: list[dict[str, Any]]
) -> None:
    """Every overlay norm stands in the text of its structure and of each part; a part's own norms stand there alone."""
    document = drawn.document(drawn.overlay("arcadia", norms, {"east": part}), "overlays/arcadia/ai-1.yaml")
    whole, east = policy([*base, document]), policy([*base, document], "arcadia/east")
    wholly = [entry.id for entry in whole.entries if entry.kind == "norm"]
    assert wholly == [f"arcadia/ai-1#o{n}" for n in range(len(norms))]
    assert [entry.id for entry in east.entries if entry.kind == "norm"] == [
        *wholly,
        *(f"arcadia/ai-1#east/s{n}" for n in range(len(part))),
    ]


def printed(documents: list[Document], structure: str, day: date, *, drafts: bool = False) -> str:
    """Return everything that is printed of a policy, and of a decision in which nothing is stated."""
    resolved = library(documents).resolve(structure, as_of=day, drafts=drafts)
    try:
        decision = json.dumps(resolved.evaluate({}, assume="neutral").to_json())
    except ImpossibleFacts:  # the drawn constraints permit no world
        decision = ""
    return policy_json(resolved) + decision


def owner(document: Document) -> str:
    """Return the structure whose document this is; nothing for one of the base."""
    return document.path.partition("/")[0] if isinstance(document.form, OverlayForm) else ""


#: A drawn corpus with two structures over time takes several times as long as one policy.
IN_TIME = settings(LAW, max_examples=draws(25, heavy=True))
EVERY_DAY = st.sampled_from([day - timedelta(days=eve) for day in drawn.DAYS for eve in (0, 1)])
STRUCTURE = st.sampled_from(("arcadia", "arcadia/east"))
CORPUS = drawn.corpora(effects=("prevails", "yields", "cumulative", "needs-concurrence", None))


def having(documents: list[Document], structure: str) -> list[Document]:
    """Return a corpus in which a structure exists, whatever was drawn."""
    assume(structure in library(documents).structures)
    return documents


@IN_TIME
@given(CORPUS, STRUCTURE, EVERY_DAY, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_files_never_matters_in_time(
    documents: list[Document], structure: str, day: date, drafts: bool, random: Any
) -> None:
    """Documents in any order: what is printed is the same, byte for byte, on every day and under every clause."""
    shuffled = random.sample(having(documents, structure), len(documents))
    assert printed(documents, structure, day, drafts=drafts) == printed(shuffled, structure, day, drafts=drafts)


@IN_TIME
@given(CORPUS, STRUCTURE, EVERY_DAY, st.booleans())
def test_a_day_depends_on_nothing_after_it(documents: list[Document], structure: str, day: date, drafts: bool) -> None:
    """Without the documents that begin later, what is printed for a day is the same, byte for byte."""
    until_then = [
        each
        for each in documents
        if not isinstance(each.form, OverlayForm | InterpretationForm)
        or (each.form.dates.effective.from_ or date.min) <= day
    ]
    assume(len(until_then) < len(documents) and structure in library(until_then).structures)
    assert printed(documents, structure, day, drafts=drafts) == printed(until_then, structure, day, drafts=drafts)


@IN_TIME
@given(CORPUS, STRUCTURE, EVERY_DAY, st.booleans())
def test_structures_never_affect_each_other_in_time(
    documents: list[Document], structure: str, day: date, drafts: bool
) -> None:
    """Without the documents of the other structure, what is printed here is the same, byte for byte."""
    alone = [each for each in having(documents, structure) if owner(each) != "illyria"]
    assert printed(documents, structure, day, drafts=drafts) == printed(alone, structure, day, drafts=drafts)


@IN_TIME
@given(CORPUS, STRUCTURE, EVERY_DAY, st.booleans())
def test_nothing_is_lost_in_time(documents: list[Document], structure: str, day: date, drafts: bool) -> None:
    """Every norm of every document that began by a day either stands in the text or is left out with a reason."""
    found = library(having(documents, structure)).resolve(structure, as_of=day, drafts=drafts)
    standing = {entry.id for entry in found.entries}
    gone = {each.id for each in found.left_out}
    for instrument in found.lowered.instruments.values():
        if instrument.structure != "arcadia" or instrument.effective.before(day):
            continue
        for norm in instrument.norms:
            if within(found.structure, norm.structure or ""):
                assert (norm.id in standing) is not bool({norm.id, instrument.id} & gone), norm.id
        for remark in instrument.remarks:
            shown = any(entry.text == remark.text and entry.document == instrument.id for entry in found.entries)
            assert shown is not (instrument.id in gone)
    assert all(each.words.startswith(each.id) for each in found.left_out)


@IN_TIME
@given(drawn.corpora(), EVERY_DAY, st.booleans())
def test_a_part_is_never_weaker_than_the_whole_nor_that_than_the_instrument_above(
    documents: list[Document], day: date, drafts: bool
) -> None:
    """In every world: the outcome in a part is no milder than in its structure, and there than under the SI alone."""
    made = library(having(documents, "arcadia/east"))
    part, whole = (made.resolve(name, as_of=day, drafts=drafts) for name in ("arcadia/east", "arcadia"))
    alone = library([each for each in documents if not isinstance(each.form, OverlayForm)])
    above = alone.resolve("arcadia", as_of=day, drafts=drafts)
    meant = [oracle.meaning(each) for each in (above, whole, part)]
    counted = [each.counted({}) for each in meant]
    for world in itertools.islice(meant[-1].worlds({}), 400):
        outcomes = [
            oracle.OUTCOMES.index(each.outcome(norms, world)) for each, norms in zip(meant, counted, strict=True)
        ]
        assert outcomes == sorted(outcomes), world


@LAW
@given(drawn.bases(), drawn.stated_facts())
def test_neutral_conduct_is_assumed_only_where_possible(base: list[Document], facts: dict[str, Any]) -> None:
    """What was stated goes first, circumstances and "not sure" are never assumed, and some world has all assumed."""
    decision = decided(base, facts, assume="neutral")
    vocabulary = decision.policy.vocabulary
    assert not set(decision.assumed) & set(decision.stated)
    assert all(vocabulary.facts[name].kind == "conduct" for name in decision.assumed)
    assert any(True for _ in oracle.meaning(decision.policy).worlds(known(decision)))


@LAW
@given(drawn.bases(), drawn.stated_facts(), st.sampled_from(("none", "neutral")))
def test_a_reading_leads_to_the_outcomes_of_the_worlds_in_which_it_is_taken(
    base: list[Document], facts: dict[str, Any], how: Any
) -> None:
    """Of each open question on which the outcome turns: every reading, with what comes of the activity under it."""
    decision = decided(base, facts, assume=how)
    meant = oracle.meaning(decision.policy)
    counted = meant.counted(decision.stated)
    worlds = [(world, meant.outcome(counted, world)) for world in meant.worlds(known(decision))]
    event(f"open questions: {min(len(decision.readings), 3)}")
    for question in decision.readings:
        found: dict[str, set[str]] = {name: set() for name, _ in question.readings}
        for world, outcome in worlds:
            found[str(world[question.id])].add(outcome)
        assert decision.outcomes_by_reading(question) == found


@LAW
@given(drawn.bases(), drawn.stated_facts())
def test_a_mend_leaves_its_norm_unbroken(base: list[Document], facts: dict[str, Any]) -> None:
    """After the change of conduct that a mend names, the norm is surely not broken.

    What is changed is what a person does and can see for themselves: no judgement, and nothing that is looked up.
    Conduct that a constraint ties to the change may follow it.
    """
    decision = decided(base, facts, assume="neutral")
    meant = oracle.meaning(decision.policy)
    facts_known = meant.vocabulary.facts
    for mend in decision.mends:
        if not mend.changes:
            continue
        changed = [facts_known[name] for name in mend.changes]
        assert {(fact.kind, fact.answered_by) for fact in changed} == {("conduct", "user")}
        tied = set(mend.changes)
        for constraint in meant.vocabulary.constraints:
            spoken_of = meant.turns_on(constraint.condition)
            if spoken_of & set(mend.changes):
                tied |= {name for name in spoken_of if name in facts_known and facts_known[name].kind == "conduct"}
        rest = {name: each for name, each in known(decision).items() if name not in tied}
        worlds = list(meant.worlds({**rest, **mend.changes}))
        assert worlds
        assert all(meant.status(mend.norm, world) != "broken" for world in worlds)


def test_the_governing_instrument_must_be_there() -> None:
    """A corpus without the Staff Instruction cannot be resolved, and says so."""
    with pytest.raises(MissingInstrument, match="stands by itself"):
        policy([drawn.document(drawn.STRUCTURES, "structures.yaml")])


def test_unknowns_that_constraints_tie_together_are_asked_together() -> None:
    """Where two facts can only change together, both belong to the smallest change, and both are asked."""
    scope: dict[str, Any] = {"all": []}
    broken = {"under": "1", "text": "words that state it", "force": "mandatory", "polarity": "refrain"}
    act = {"all": [{"act.posted": True}, {"time.crisis": True}]}
    base = [
        drawn.document(drawn.vocabulary([(True, {"act.posted": True}, {"time.crisis": True})]), "base/facts.yaml"),
        drawn.document(drawn.instrument([{**broken, "act": {"words that state it": act}}], scope), "base/si31.yaml"),
        drawn.document(drawn.STRUCTURES, "base/structures.yaml"),
    ]
    decision = policy(base).evaluate({"person.category": "intern"})
    assert {fact.name for fact in decision.questions} == {"act.posted", "time.crisis"}
    assert decision.given({"act.posted": True}).answer == "contravenes"


def test_what_decides_most_is_asked_first(tmp_path: Path) -> None:
    """Whether the text applies at all, then what two norms turn on, then what one does."""
    local = corpora.norm("tell", "Staff shall tell the press office.", "{act.told: true}", "rules:2")
    corpora.write(corpora.base(tmp_path), {"overlays/arcadia/ai-1.yaml": corpora.overlay("arcadia/ai-1", local)})
    decision = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY).evaluate({"person.category": "staff"})
    assert [fact.name for fact in decision.questions] == ["act.done", "act.told", "act.shows"]


def test_what_settles_nothing_is_not_asked_though_it_is_tied_to_what_is_not_sure(tmp_path: Path) -> None:
    """A constraint that leaves a way out makes no answer about its other facts tell what somebody is not sure of."""
    facts = corpora.base(tmp_path) / "base/facts.yaml"
    more = "  act.seen: {question: Was it seen?}\n  act.liked: {question: Was it liked?}\n"
    tie = "{why: drawn, if: {act.liked: true}, then: {any: [{act.told: true}, {act.seen: true}]}}"
    facts.write_text(facts.read_text().replace("facts:\n", f"facts:\n{more}", 1) + f"constraints:\n  - {tie}\n")
    unsure = {"person.category": "staff", "act.done": True, "act.shows": [], "act.told": "not_sure"}
    decision = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY).evaluate(unsure)
    assert (decision.answer, decision.questions) == ("seek_advice", ())
