"""What agents are given: never a bare answer, and nothing that a person was not asked."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from smpolicy import ImpossibleFacts, Library, UnknownAssumption, UnknownStructure
from smpolicy.agents import Tools
from smpolicy.agents.serving import named_tools
from smpolicy.agents.tools import UnreadableDay

DAY = "2026-01-01"
#: What names an outcome by itself.
BARE = {"answer", "settled", "possible", "or_worse", "outcome", "outcomes"}
PHOTO: dict[str, Any] = {
    "person.category": "staff_mission_member",
    "activity.channel": "blog",
    "activity.linked_to_functions": False,
    "activity.interaction": "share",
    "activity.discloses": True,
    "content.recording_kind": "photo",
    "content.depicts": ["osce_operation"],
}


@pytest.fixture(scope="module")
def tools(packaged: Library) -> Tools:
    """Give the tools on the packaged documents."""
    return Tools(packaged)


def keys(data: object) -> Iterator[str]:
    """Yield the keys of all objects in plain data, but for the readings of an open question."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from keys(value) if key != "readings" else ()
    elif isinstance(data, list):
        for each in data:
            yield from keys(each)


def test_an_activity_is_told_in_full_words_and_never_by_a_bare_answer(tools: Tools, packaged: Library) -> None:
    """What is said of it is the text that the library has, with what it rests on, whom to ask and the notices."""
    policy = packaged.resolve("moldova", as_of=date(2026, 1, 1))
    for facts in ({}, {"activity.interaction": "post"}, PHOTO, {"activity.channel": "not_social_media"}):
        for assume in ("none", "neutral"):
            said = tools.evaluate("moldova", DAY, facts, assume)
            decision = policy.evaluate(facts, assume="neutral" if assume == "neutral" else "none")
            assert said["text"] == decision.text()
            assert not BARE & set(keys(said))
            assert [each["norm"] for each in said["because"]] == [each.norm.id for each in decision.because]
            assert all(each["citation"] and each["words"] for each in said["because"])
            assert said["notices"]
            asked = said["unsettled_by"]
            assert len(asked["questions"]) + asked["more_questions"] == len(decision.questions)
            assert len(asked["questions"]) <= 5


def test_the_text_is_verbatim_and_cited(tools: Tools, packaged: Library) -> None:
    """All of it, or a provision and what stands under it; each place with its citation and its document."""
    policy = packaged.resolve("moldova", as_of=date(2026, 1, 1), drafts=True)
    given = tools.text("moldova", DAY, drafts=True)
    assert [each["text"] for each in given["entries"]] == [entry.text for entry in policy.entries]
    cited = [each for each in given["entries"] if not each["id"].endswith(":preamble")]
    assert all(each["citation"] and each["document"] for each in cited)
    assert given["digest"] == policy.digest
    assert given["notices"] == list(policy.notices)
    below = tools.text("moldova", DAY, "si31:7.2", drafts=True)["entries"]
    assert {each["id"] for each in below} >= {"si31:7.2", "si31:7.2.b5"}
    assert all(each["id"].startswith(("si31:7.2", "moldova")) for each in below)
    assert tools.text("moldova", DAY, "si31:no-such")["entries"] == []


def test_duties_say_on_what_they_depend(tools: Tools, packaged: Library) -> None:
    """The duties of the library, each with its words, and on what it depends where it does."""
    duties = packaged.resolve("secretariat", as_of=date(2026, 1, 1)).duties(category="intern", event="engagement")
    given = tools.duties("secretariat", DAY, "intern", "engagement")
    assert [(each["words"], each["citation"]) for each in given["duties"]] == [(d.words, d.citation) for d in duties]
    assert all(bool(each["depends_on"]) == (each["status"] == "depends") for each in given["duties"])
    assert given["notices"]


def test_an_interview_goes_on_from_what_the_agent_hands_back(tools: Tools) -> None:
    """Screen by screen, nothing kept between calls; at the end the words of the decision, and no answer by itself."""
    told = tools.interview("secretariat", DAY)
    screens = 0
    while told["screen"] is not None:
        assert told["said"] is None
        assert screens < 30
        replies = {each["fact"]: "not_sure" for each in told["screen"]["questions"]}
        told = tools.interview("secretariat", DAY, told["state"], replies)
        screens += 1
    assert told["said"]["text"]
    assert told["said"]["notices"]
    assert not BARE & set(keys(told))


def test_what_can_be_stated_is_what_is_evaluated(tools: Tools) -> None:
    """The schema accepts the facts of an example, and the tool takes them."""
    schema = tools.facts("moldova", DAY)
    Draft202012Validator(schema).validate(PHOTO)
    assert tools.evaluate("moldova", DAY, PHOTO)["stated"].items() >= PHOTO.items()


def test_what_is_asked_wrongly_is_said(tools: Tools) -> None:
    """As the library says it; a day is never guessed."""
    with pytest.raises(UnknownStructure, match="did you mean `moldova`"):
        tools.text("moldov", DAY)
    with pytest.raises(ImpossibleFacts, match=r"did you mean `activity\.interaction`"):
        tools.evaluate("moldova", DAY, {"activity.interacton": "post"})
    with pytest.raises(UnknownAssumption):
        tools.evaluate("moldova", DAY, {}, "harmless")
    with pytest.raises(UnreadableDay, match="written like 2026-01-31, not `today`"):
        tools.structures("today")


def test_each_tool_says_how_it_is_used(tools: Tools) -> None:
    """Its description names each of its arguments; all are there that agents are promised."""
    named = named_tools(tools)
    assert set(named) == {"structures", "text", "duties", "facts", "evaluate", "interview"}
    for tool in named.values():
        description = inspect.getdoc(tool) or ""
        assert all(
            f"{argument}:" in description or argument == "drafts" for argument in inspect.signature(tool).parameters
        )
