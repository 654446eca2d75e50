"""Days: how they are said, what tests ask of them, and that every evaluator cuts the calendar where a test does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import smpolicy
from corpora import FACTS, base, norm, overlay, write
from profiles import draws
from smpolicy import NOT_SURE, ImpossibleFacts
from smpolicy.authoring.generated import facts_module
from smpolicy.cli.main import commands
from smpolicy.conflicts.readback import in_words, readback
from smpolicy.conflicts.showing import shown
from smpolicy.documents.corpus import Corpus
from smpolicy.lowering import lower
from smpolicy.meaning.conditions import All, Condition, Test, holds
from smpolicy.meaning.domains import Day, fact_hint
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Fact, Vocabulary, read_answer
from smpolicy.policy import Policy
from smpolicy.render.condition import plain_condition
from smpolicy.testing import run_scenarios
from smpolicy.testing import strategies as drawn

FACT = Fact(name="time.day", domain=Day(), question="On which day?", kind="circumstance", answered_by="user")
VOCABULARY = Vocabulary(facts={FACT.name: FACT}, questions={}, constraints=())
FIRST = date(2027, 3, 1)
MARCH = {"from": "2027-03-01", "until": "2027-04-01"}


class Fake(date):
    """A day of another class, as libraries for tests make them."""


@pytest.mark.parametrize("said", [FIRST, "2027-03-01", Fake(2027, 3, 1)])
def test_a_day_is_stated_as_a_date_or_as_text(said: object) -> None:
    """A `date` and its ISO text are the same day, and are known as a plain `date`."""
    known = read_answer(Day(), said)
    assert (known, type(known)) == (FIRST, date)


@pytest.mark.parametrize(
    "said",
    [
        "2027-02-29", "2027-13-01", "0000-01-01", "2027-3-1", "20270301", "2027-03-01T00:00", " 2027-03-01", "soon",
        "\u0662\u0660\u0662\u0667-03-01", 20270301, True, None, 1.5, ["2027-03-01"], {"on": "2027-03-01"},
        datetime(2027, 3, 1),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(said: object) -> None:
    """A day that the calendar does not have, a time of a day, and any other spelling or type is no answer."""
    assert read_answer(Day(), said) is None
    known, (problem,) = VOCABULARY.read({FACT.name: said})
    assert not known
    assert problem.kind == "outside-domain"
    assert "expected a day of the calendar, as `2027-03-01`, or `not_sure`" in problem.message


def test_not_sure_is_an_answer_about_a_day() -> None:
    """Somebody can be unsure of a day."""
    assert VOCABULARY.read({FACT.name: "not_sure"}) == ({FACT.name: NOT_SURE}, [])


def lowered(stated: object) -> Condition | None:
    """Return the condition that a document states of the day."""
    asked = Day().read_test(stated)
    parts = tuple(Test(fact=FACT.name, relation=each.relation, operand=each.operand) for each in asked or ())
    return None if asked is None else All(parts=parts)


@pytest.mark.parametrize(
    ("stated", "first", "last", "words"),
    [
        ("2027-03-01", FIRST, FIRST, "on 1 March 2027"),
        ({"on": "2027-03-01"}, FIRST, FIRST, "on 1 March 2027"),
        (["2027-03-02", "2027-03-01"], FIRST, date(2027, 3, 2), "on 1 March 2027 or 2 March 2027"),
        ({"before": "2027-03-01"}, date.min, date(2027, 2, 28), "before 1 March 2027"),
        ({"from": "2027-03-01"}, FIRST, date.max, "on 1 March 2027 or later"),
        ({"after": "2027-03-01"}, date(2027, 3, 2), date.max, "after 1 March 2027"),
        (MARCH, FIRST, date(2027, 3, 31), "from 1 March 2027 until 31 March 2027, that day included"),
        ({"from": "2027-03-01", "until": "2027-03-02"}, FIRST, FIRST, "on 1 March 2027"),
    ],
)
def test_each_test_holds_from_its_first_day_to_its_last(stated: object, first: date, last: date, words: str) -> None:
    """A test holds on the first and the last day that its words name, and on no day beside them."""
    condition = lowered(stated)
    assert condition is not None
    assert all(holds(condition, {FACT.name: day}) for day in (first, last))
    before = [first - timedelta(1)] if first > date.min else []
    beside = [*before, last + timedelta(1)] if last < date.max else before
    assert not any(holds(condition, {FACT.name: day}) for day in beside)
    assert in_words(condition, VOCABULARY) == f"“On which day?” {words}"


@pytest.mark.parametrize(
    "stated",
    [
        {}, [], {"until": "2027-04-01"}, {"from": "2027-03-01", "until": "2027-03-01"},
        {"from": "2027-03-02", "until": "2027-03-01"}, {"from": "2027-03-01", "until": "soon"},
        {"from": "2027-02-30"}, {"under": "2027-03-01"}, {"during": ["2027-03-01", "2027-04-01"]},
        {"before": ["2027-03-01", "2027-04-01"]}, {"on": []}, ["2027-03-01", "soon"], {**MARCH, "during": "2027-03-01"},
        True, 20270301, "not_sure",
    ],
)  # fmt: skip
def test_what_asks_nothing_of_a_day_is_no_test(stated: object) -> None:
    """A stretch without a day, an end without a beginning, another relation and what is no day are no tests."""
    assert lowered(stated) is None


def days() -> st.SearchStrategy[str]:
    """Draw one of five days that follow each other."""
    return st.sampled_from([(FIRST + timedelta(n)).isoformat() for n in range(5)])


def day_tests() -> st.SearchStrategy[Any]:
    """Draw what a condition states of a day."""
    bound = st.builds(lambda key, day: {key: day}, st.sampled_from(("before", "from", "after", "on")), days())
    among = st.lists(days(), min_size=1, max_size=3, unique=True)
    pair = st.lists(days(), min_size=2, max_size=2, unique=True)
    between = st.builds(lambda pair: dict(zip(("from", "until"), sorted(pair), strict=True)), pair)
    return st.one_of(bound, among, between, st.builds(lambda one, other: {**one, **other}, bound, between))


def day_conditions() -> st.SearchStrategy[Any]:
    """Draw a condition on a day."""
    return st.recursive(
        st.builds(lambda each: {"time.when": each}, day_tests()),
        lambda inner: st.one_of(
            st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda part: {"not": part}, inner),
        ),
        max_leaves=4,
    )


def policy(when: Any) -> Policy:
    """Resolve a policy with one norm, which applies on some days."""
    facts = drawn.vocabulary([])
    facts["facts"]["time.when"] = {"question": "When?", "type": "day"}
    rule = {
        "under": "1", "text": "A sentence with words that state it.", "force": "should", "polarity": "refrain",
        "act": {"words that state it": {"act.posted": True}}, "when": {"words that state it": when},
    }  # fmt: skip
    contents = (facts, drawn.instrument([rule], {"act.posted": True}), drawn.STRUCTURES)
    documents = tuple(drawn.document(each, f"base/{number}.yaml") for number, each in enumerate(contents))
    library = smpolicy.Library(corpus=Corpus(documents=documents), lowered=lower(documents))
    return library.resolve("arcadia", as_of=date(2026, 1, 1))


def sole(each: Policy) -> Norm:
    """Return the one norm of a policy."""
    return each.program.clauses[0].norm


#: Each day that a drawn condition can name, those beside them, and two far away.
EVERY = [date(1999, 1, 1), *(FIRST + timedelta(n) for n in range(-1, 6)), date(2099, 1, 1)]


@settings(max_examples=draws(100))
@given(day_conditions())
def test_the_evaluator_agrees_with_every_day(when: Any) -> None:
    """On each day at and beside a boundary the norm applies where its condition holds; unstated, every day is open."""
    asked = policy(when)
    someone = {"act.posted": True, "person.category": "intern"}
    (line,) = sole(asked).when
    on = {day: holds(line.condition, {"time.when": day}) for day in EVERY}
    for day, applies in on.items():
        for said in (day, day.isoformat()):
            finding = asked.evaluate({**someone, "time.when": said}).findings["si31:n0"]
            assert finding.status == ("broken" if applies else "outside")
    open_ = asked.evaluate(someone)
    assert open_.findings["si31:n0"].possible == {"broken" if applies else "outside" for applies in on.values()}
    for outcome in open_.possible:
        world = open_.ruling.example(outcome)
        assert world is not None
        assert asked.evaluate({**someone, "time.when": world.get("time.when", FIRST)}).possible == {outcome}


@settings(max_examples=draws(100))
@given(day_conditions())
def test_a_condition_on_days_is_read_as_it_is_written(when: Any) -> None:
    """What is written of a condition, as plain data, is read again as one that holds on the same days."""
    (line,) = sole(policy(when)).when
    written = json.loads(json.dumps(plain_condition(line.condition)))
    (again,) = sole(policy(written)).when
    for day in EVERY:
        assert holds(again.condition, {"time.when": day}) == holds(line.condition, {"time.when": day})


@pytest.mark.parametrize(
    ("stated", "end"),
    [({"after": "9999-12-31"}, date.max), ({"before": "0001-01-01"}, date.min)],
)
def test_nothing_lies_beyond_the_calendar(stated: Any, end: date) -> None:
    """What lies beyond the last or the first day never holds, and is no fault."""
    asked = policy({"time.when": stated})
    someone = {"act.posted": True, "person.category": "intern"}
    for facts in (someone, {**someone, "time.when": end}):
        assert asked.evaluate(facts).findings["si31:n0"].status == "outside"


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_the_ends_of_the_calendar_are_days(edge: date) -> None:
    """The first and the last day are told from those beside them."""
    asked = policy({"time.when": edge.isoformat()})
    inner = edge + timedelta(1 if edge == date.min else -1)
    someone = {"act.posted": True, "person.category": "intern"}
    statuses = [asked.evaluate({**someone, "time.when": day}).findings["si31:n0"].status for day in (edge, inner)]
    assert statuses == ["broken", "outside"]


# ------------------------------------------------------------ schemas and types


@pytest.mark.parametrize(
    "stated", ["2027-03-01", ["2027-03-01"], {"on": ["2027-03-01"]}, {"before": "2027-03-01"}, MARCH]
)
def test_an_editor_offers_what_is_read(stated: Any) -> None:
    """What a condition can state of a day fits the schema that editors have, and what it cannot does not."""
    check = Draft202012Validator(fact_hint(Day(), "?", derived=False)["test"], format_checker=FormatChecker(("date",)))
    assert check.is_valid(stated)
    assert lowered(stated) is not None
    wrongly: list[Any] = ["2027-02-30", [], {"until": "2027-03-01"}, {"under": "2027-03-01"}, 3, True]
    for wrong in wrongly:
        assert not check.is_valid(wrong)
        assert lowered(wrong) is None


def test_the_schema_of_a_stated_day() -> None:
    """A day or "not sure" can be stated, as JSON has them."""
    check = Draft202012Validator(
        fact_hint(Day(), "?", derived=False)["stated"], format_checker=FormatChecker(("date",))
    )
    said: list[Any] = ["2027-03-01", "not_sure", "2027-02-30", 3, True, []]
    assert [check.is_valid(each) for each in said] == [True, True, False, False, False, False]


def test_typed_facts_take_a_date() -> None:
    """A vocabulary with a day makes typed facts that take one, and import what they need for it."""
    made: dict[str, Any] = {"__name__": "made"}
    exec(compile(facts_module(VOCABULARY), "made.py", "exec"), made)
    assert dict(made["Facts"](time_day=FIRST)) == {"time.day": FIRST}
    assert made["Facts"].__init__.__annotations__["time_day"] == "date | NotSure | None"
    assert made["date"] is date


# ------------------------------------------------------------ documents, from end to end


#: An election period that the vocabulary asks about, as conduct: when one posts can be chosen.
WHEN = '  time.posted: {question: "When will it be posted?", type: day, kind: conduct}\n'


def library(folder: Path, norms: str, day: str = WHEN, **keys: Any) -> smpolicy.Library:
    """Load a corpus whose overlay has these norms and whose vocabulary has a day."""
    base(folder)
    facts = FACTS.replace("  time.hours:", f"{day}  time.hours:")
    write(folder, {"base/facts.yaml": facts, "overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", norms, **keys)})
    return smpolicy.load(folder)


def quiet(dates: str) -> str:
    """Write a norm on an election period."""
    return norm(
        "election", "Nobody should post photos in March.", "{act.shows: {has: [photo]}}",
        when=f"{{in March: {{time.posted: {dates}}}}}",
    )  # fmt: skip


#: Someone who posts a photo, and has told the press office.
PHOTO: Mapping[str, Any] = {
    "act.done": True, "person.category": "staff", "act.shows": {"has": ["photo"]}, "act.told": True,
}  # fmt: skip


@pytest.mark.parametrize(
    "dates", ["{from: 2027-03-01, until: 2027-04-01}", '{from: "2027-03-01", until: "2027-04-01"}']
)
def test_days_are_dates_quoted_or_not(tmp_path: Path, dates: str) -> None:
    """A date in YAML means the same with quotes and without; the end of a period does not belong to it."""
    asked = library(tmp_path, quiet(dates)).resolve("arcadia", as_of=date(2026, 1, 1))
    stands = {
        day: asked.evaluate({**PHOTO, "time.posted": day}).findings["arcadia/ai-1#election"].status
        for day in ("2027-02-28", "2027-03-01", "2027-03-31", "2027-04-01")
    }
    assert [*stands.values()] == ["outside", "broken", "broken", "outside"]


def test_a_day_that_there_is_not_is_told_with_its_place(tmp_path: Path) -> None:
    """A document that names the 30th of February is told so, and how days are stated."""
    library(tmp_path, quiet("{before: 2027-02-30}"))
    (fault,) = [each for each in smpolicy.check(policies=tmp_path).diagnostics if each.name == "unknown-value"]
    assert fault.message == "`{before: 2027-02-30}` is no value of `time.posted`"
    assert fault.help is not None
    assert "expected a day of the calendar, as `2027-03-01`, or days as `{before: 2027-03-01}`" in fault.help


def march(folder: Path, dates: str, day: str = WHEN) -> Policy:
    """Resolve a policy with a norm whose act is to post on some days."""
    text = norm("post", "Nobody should post it in March.", f"{{time.posted: {dates}}}")
    return library(folder, text, day).resolve("arcadia", as_of=date(2026, 1, 1))


#: Somebody bound, who has told the press office.
SOMEONE: Mapping[str, Any] = {"act.done": True, "person.category": "staff", "act.told": True}


def test_an_answer_on_a_day_can_be_stated_again(tmp_path: Path) -> None:
    """As data a day is ISO text, which can be stated again, and a question about a day offers no list of answers."""
    asked = march(tmp_path, "{from: 2027-03-01, until: 2027-04-01}")
    decision = asked.evaluate({**SOMEONE, "time.posted": date(2027, 3, 10)}, assume="neutral")
    printed = json.loads(json.dumps(decision.to_json()))
    assert printed["stated"]["time.posted"] == "2027-03-10"
    assert asked.evaluate(printed["stated"], assume="neutral") == decision
    questions = asked.evaluate(SOMEONE, assume="neutral").to_json()["unsettled_by"]["questions"]
    assert [(each["fact"], each["kind"], each["choices"], each["options"]) for each in questions] == [
        ("time.posted", "day", [], [])
    ]


@pytest.mark.parametrize(
    ("dates", "mended"),
    [
        ("{from: 2027-03-01, until: 2027-04-01}", date(2027, 4, 1)),
        ("{from: 2027-03-01}", date(2027, 2, 28)),
        ("[2027-03-10, 2027-03-11]", date(2027, 3, 12)),
        ("{after: 2027-03-04}", date(2027, 3, 4)),
    ],
)
def test_a_mend_is_the_next_day_that_mends(tmp_path: Path, dates: str, mended: date) -> None:
    """A later day is proposed, the next that mends, or the last before where no later one does; it is told in words."""
    asked = march(tmp_path, dates)
    decision = asked.evaluate({**SOMEONE, "time.posted": "2027-03-10"}, assume="neutral")
    assert [dict(mend.changes) for mend in decision.mends] == [{"time.posted": mended}]
    assert f"When will it be posted? {asked.vocabulary.facts['time.posted'].label(mended)}" in decision.text()
    again = asked.evaluate({**SOMEONE, "time.posted": mended}, assume="neutral")
    assert again.findings["arcadia/ai-1#post"].status == "met"


def test_a_neutral_day_is_assumed(tmp_path: Path) -> None:
    """Conduct on days may have a neutral day, which is assumed, and preferred by examples."""
    day = WHEN.replace("kind: conduct", "kind: conduct, neutral: 2027-05-01")
    asked = library(tmp_path, quiet("{before: 2027-04-01}"), day).resolve("arcadia", as_of=date(2026, 1, 1))
    decision = asked.evaluate({"act.done": True, "person.category": "staff", "act.told": True}, assume="neutral")
    assert decision.assumed["time.posted"] == date(2027, 5, 1)
    assert decision.to_json()["assumed"]["time.posted"] == "2027-05-01"
    world = asked.evaluate({}).ruling.example("no_departure_found")
    assert world is not None
    assert world["time.posted"] >= date(2027, 4, 1)  # type: ignore[operator]


@pytest.mark.parametrize("neutral", ["", ", neutral: 2027-05-01"])
def test_a_change_of_a_period_is_shown_by_a_day(tmp_path: Path, neutral: str) -> None:
    """Where two policies have other periods, each change of an answer is shown on a day between their ends."""
    day = WHEN.replace("kind: conduct", f"kind: conduct{neutral}")
    before = march(tmp_path / "before", "{from: 2027-03-01, until: 2027-04-01}", day)
    after = march(tmp_path / "after", "{from: 2027-03-01, until: 2027-04-03}", day)
    (change,) = smpolicy.compare(before, after).changes
    assert (change.before, change.after) == ("no_departure_found", "departs")
    assert change.activity_before.facts["time.posted"] in {date(2027, 4, 1), date(2027, 4, 2)}
    assert change.activity_after.facts["time.posted"] == change.activity_before.facts["time.posted"]


def test_a_finding_is_shown_on_a_day_and_as_a_scenario(tmp_path: Path) -> None:
    """What shows that an overlay permits what is disapproved names a day in words, and its scenario runs as it says."""
    permission = norm(
        "march", "Staff may post photos of colleagues in March.", "{act.shows: {has: [photo]}}",
        when="{in March: {time.posted: {from: 2027-03-01, until: 2027-04-01}}}",
    )  # fmt: skip
    loaded = library(tmp_path, permission)
    asked = loaded.resolve("arcadia", as_of=date(2026, 1, 1))
    (aside,) = asked.set_aside
    assert FIRST <= aside.witness["time.posted"] < date(2027, 4, 1)  # type: ignore[operator]
    told = shown(asked, aside)
    assert told is not None
    assert any(words.startswith("When will it be posted? ") and words.endswith(" March 2027") for words in told.words)
    content = {"schema": "smpolicy/scenarios@1", "scenarios": [dict(told.scenario)]}
    assert FIRST.isoformat()[:8] in str(told.scenario["facts"]["time.posted"])
    assert run_scenarios(loaded, [drawn.document(content, "scenarios/s.yaml")]) == ()
    assert "from 1 March 2027 until 31 March 2027" in readback(aside.norm, asked.vocabulary)


def test_a_stated_day_must_be_one(tmp_path: Path) -> None:
    """A caller who states a time, or a day that there is not, is told what is expected."""
    asked = library(tmp_path, quiet("{before: 2027-04-01}")).resolve("arcadia", as_of=date(2026, 1, 1))
    for said, shown_as in ((datetime(2027, 3, 1, 12), "2027-03-01 12:00:00"), ("2027-02-30", "2027-02-30")):
        with pytest.raises(
            ImpossibleFacts, match=f"`time.posted` cannot be `{shown_as}`: expected a day of the calendar"
        ):
            asked.evaluate({"time.posted": said})


@pytest.mark.parametrize("day", ["2027-03-31", '"2027-03-31"'])
def test_a_day_is_stated_on_the_command_line(tmp_path: Path, day: str) -> None:
    """A file of facts states a day with quotes or without, and the answer as JSON has it as text."""
    march(tmp_path / "policies", "{from: 2027-03-01, until: 2027-04-01}")
    facts = "{act.done: true, person.category: staff, act.told: true, time.posted: " + day + "}\n"
    (tmp_path / "facts.yaml").write_text(facts, encoding="utf-8")
    line = [
        "evaluate",
        "arcadia",
        str(tmp_path / "facts.yaml"),
        "--policies",
        str(tmp_path / "policies"),
        "--as-of",
        "2026-01-01",
    ]
    run = CliRunner().invoke(commands, [*line, "--assume-neutral", "--format", "json"])
    assert run.exit_code == 0, run.output
    printed = json.loads(run.stdout)
    assert (printed["answer"], printed["stated"]["time.posted"]) == ("departs", "2027-03-31")
