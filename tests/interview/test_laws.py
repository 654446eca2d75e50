"""The laws of an interview, over invented persons who find their way by what the screens show, and by nothing else."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import smpolicy
from interview.persons import Person, drawn_person, gone_through, somebody
from profiles import draws
from smpolicy import ImpossibleFacts, Policy
from smpolicy.deciding.compiling import expanded
from smpolicy.deciding.worlds import possible
from smpolicy.documents.corpus import Corpus
from smpolicy.documents.document import Document
from smpolicy.documents.forms import InterviewForm, ListForm, VocabularyForm
from smpolicy.library import Library
from smpolicy.lowering import lower
from smpolicy.meaning.conditions import ALWAYS, told
from smpolicy.meaning.conditions import facts as facts_of
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, Part
from smpolicy.policy.interview import Interview, Screen, resumed
from smpolicy.render.decision import plain_stated
from smpolicy.testing import strategies as drawn

DAY = date(2026, 1, 1)
INCIDENT = "incident.may_amount_to_violation"
STRUCTURES = ("secretariat", "moldova", "bih", "kosovo", "bishkek", "odihr", "rfom", "serbia")
#: So many persons are interviewed in `make test`, and so many in `make deep`.
PERSONS = 100 if draws(1) == 1 else 2000
SERVING: dict[str, Any] = {
    "person.category": "staff_mission_member",
    "person.phase": "serving",
    "person.made_aware": True,
    "person.last_joined": date(2022, 1, 1),
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
}
SEEDS = st.integers(0, 2**32 - 1)


@cache
def under(structure: str) -> Policy:
    """Return the policy of a structure, with drafts."""
    return smpolicy.load().resolve(structure, as_of=DAY, drafts=True)


@cache
def hundred(structure: str) -> tuple[tuple[Person, int, int], ...]:
    """Interview a hundred persons; return each with how many screens and how many questions they saw.

    A heading of a list is a question, and so are the starting points.
    """
    through = [(person, gone_through(person)[1]) for person in (drawn_person(under(structure), n) for n in range(100))]
    return tuple((person, len(screens), sum(map(questions, screens))) for person, screens in through)


def questions(screen: Screen) -> int:
    """Count what a screen asks."""
    return len(screen.questions) + len(screen.groups) + bool(screen.starts)


def equal(person: Person) -> bool:
    """Whether an interview comes to the answer that there is where everything is stated, and leaves as much open."""
    decision, everything = gone_through(person)[0].decision, person.everything()
    return (decision.answer, decision.possible) == (everything.answer, everything.possible)


def is_settled(fact: Fact, interview: Interview) -> bool:
    """Whether what a fact presupposes was answered: so or not, or not sure; or what else was said leaves no choice."""
    policy, stated = interview.policy, interview.stated

    def left(name: str) -> list[Any]:
        if name in stated:
            return [stated[name]]
        return [each for each in policy.vocabulary.facts[name].choices() if _can_be(policy, {**stated, name: each})]

    presupposed = expanded(fact.presupposes, policy.vocabulary) if fact.presupposes else ALWAYS
    names = facts_of(presupposed)
    known = {name: values[0] for name in names if len(values := left(name)) == 1}
    sure = {name: value for name, value in known.items() if not isinstance(value, Part) and value is not NOT_SURE}
    return told(presupposed, sure) is not None or names <= known.keys()


def _can_be(policy: Policy, stated: dict[str, Any]) -> bool:
    try:
        policy.evaluate(plain_stated(stated))
    except ImpossibleFacts:
        return False
    return True


@settings(max_examples=PERSONS, suppress_health_check=list(HealthCheck))
@given(SEEDS, st.sampled_from(STRUCTURES))
def test_an_interview_comes_to_the_answer_of_everything_stated(seed: int, structure: str) -> None:
    """In every case: what somebody is never given a chance to say would show here, as a fault of the lists."""
    person = drawn_person(under(structure), seed)
    event(person.everything().answer)
    assert equal(person)


@settings(max_examples=draws(30, heavy=True), suppress_health_check=list(HealthCheck))
@given(SEEDS, st.sampled_from(STRUCTURES))
def test_nothing_is_asked_twice_or_before_what_it_presupposes(seed: int, structure: str) -> None:
    """Screen by screen: what is asked was not said, and what it presupposes was."""
    person = drawn_person(under(structure), seed)
    interview = Interview.begun(person.policy)
    asked: list[str] = []
    while (screen := interview.screen) is not None:
        names = [fact.name for fact in screen.questions]
        assert not {*names, *(tick.fact.name for tick in screen.ticks)} & interview.stated.keys()
        assert all(is_settled(fact, interview) for fact in screen.questions)
        asked += names
        interview = interview.answered(person.replies(interview, screen))
    assert len(asked) == len({*asked})


@settings(max_examples=draws(10, heavy=True), suppress_health_check=list(HealthCheck))
@given(SEEDS, st.sampled_from(STRUCTURES))
def test_an_interview_goes_to_json_and_back_at_every_screen(seed: int, structure: str) -> None:
    """It is the same afterwards, and shows the same; so it is where one goes back, and answers as before."""
    person = drawn_person(under(structure), seed)
    interview = Interview.begun(person.policy)
    while True:
        again = resumed(json.loads(json.dumps(interview.to_json())), lambda *_: person.policy)
        assert (again, again.screen, again.stated) == (interview, interview.screen, interview.stated)
        screen = interview.screen
        if screen is None:
            break
        replies = person.replies(interview, screen)
        following = interview.answered(replies)
        assert following.back() == interview
        assert following.back().answered(replies) == following
        interview = following


@pytest.mark.parametrize("structure", ["secretariat", "moldova"])
def test_an_interview_is_short(structure: str) -> None:
    """Half of the persons see at most six screens, whoever has nothing to tell at most five, and nobody very many."""
    counts = hundred(structure)
    harmless = [screens for person, screens, _ in counts if not person.matters and not person.unsure]
    assert len(harmless) >= 10
    assert median(screens for _, screens, _ in counts) <= 6
    assert max(harmless) <= 5
    assert max(screens for _, screens, _ in counts) <= 12
    assert median(asked for _, _, asked in counts) <= 20


@pytest.mark.parametrize("structure", ["secretariat", "moldova"])
def test_the_law_is_put_to_every_answer(structure: str) -> None:
    """At least one in four of the persons departs from something, and every other answer is drawn too."""
    answers = Counter(person.everything().answer for person, _, _ in hundred(structure))
    assert answers["departs"] + answers["contravenes"] >= 25
    assert {"departs", "contravenes", "no_departure_found", "seek_advice", "outside_scope"} <= answers.keys()


@pytest.mark.parametrize(
    ("fault", "facts"),
    [
        ("no starting point", {"activity.interaction": "none", "incident.may_amount_to_violation": True}),
        ("in no list", {"content.discriminatory": True}),
        ("not asked when", {"activity.before_engagement": True, "content.discriminatory": True}),
    ],
)
def test_what_nobody_is_given_a_chance_to_say_shows(fault: str, facts: dict[str, Any]) -> None:
    """Without the starting point of an incident, a line of a list, or a question about when: the answers differ."""
    library = smpolicy.load()
    vocabulary = library.lowered.vocabulary
    plan = vocabulary.interview
    if fault == "in no list":
        remarks = replace(vocabulary.facts["content.discriminatory"], follow_up=True, ticks=())
        vocabulary = replace(vocabulary, facts={**vocabulary.facts, remarks.name: remarks})
    elif fault == "no starting point":
        starts = {name: start for name, start in plan.starts.items() if INCIDENT not in start.asks}
        vocabulary = replace(vocabulary, interview=replace(plan, starts=starts))
    else:
        what = tuple(name for name in plan.what if name != "activity.before_engagement")
        vocabulary = replace(vocabulary, interview=replace(plan, what=what))
    poor = replace(library, lowered=replace(library.lowered, vocabulary=vocabulary))
    for each, fair in ((library, True), (poor, False)):
        policy = each.resolve("secretariat", as_of=DAY)
        assert equal(somebody(policy, {**SERVING, **facts})) is fair


# ------------------------------------------------------------ the same, over drawn documents


def planned(base: list[Document]) -> Policy:
    """Return the policy of drawn documents that ask who one is, and have one list, with whole questions in it."""
    documents = [
        replace(
            document,
            form=replace(
                document.form,
                interview=InterviewForm(who=["person.category"], lists={"si31:1": ListForm(asks="Is it so?")}),
            ),
        )
        if isinstance(document.form, VocabularyForm)
        else document
        for document in base
    ]
    return Library(corpus=Corpus(documents=tuple(documents)), lowered=lower(documents)).resolve("arcadia", as_of=DAY)


def as_written(policy: Policy) -> bool:
    """Whether neutral conduct opens no exception, as neutral values are to be chosen, and facts tell of no reading."""
    program, facts = policy.program, policy.vocabulary.facts.values()
    if any(program.spoken_of(each) & policy.vocabulary.questions.keys() for each in program.constraints):
        return False
    neutral = program.left_by({each.name: each.neutral for each in facts if each.neutral is not None})
    return not any(possible((each.exception.formula,), neutral, program.full) for each in program.clauses)


@settings(max_examples=draws(60, heavy=True), suppress_health_check=list(HealthCheck))
@given(drawn.bases(), SEEDS)
def test_whatever_documents_say_an_interview_comes_to_the_answer_of_everything_stated(
    base: list[Document], seed: int
) -> None:
    """With lists made of the questions alone: nothing is lost where nobody wrote words or starting points."""
    policy = planned(base)
    assume(as_written(policy) and possible(policy.program.constraints, policy.program.full, policy.program.full))
    assert equal(drawn_person(policy, seed))
