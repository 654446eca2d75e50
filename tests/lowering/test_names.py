"""Other names of facts: what is said under one is said of the fact, and what is no other name is told apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import smpolicy
from corpora import FACTS, base, norm, overlay, write
from smpolicy import ImpossibleFacts, Library, Policy
from smpolicy.si31 import Facts

DAY = date(2026, 1, 1)


def with_facts(folder: Path, *lines: str) -> Path:
    """Write the invented rule-book with more facts."""
    more = "".join(f"  {line}\n" for line in lines)
    return write(base(folder), {"base/facts.yaml": FACTS.replace("facts:\n", f"facts:\n{more}", 1)})


@pytest.mark.parametrize(
    ("lines", "underlined", "help_"),
    [
        (["act.said: {same_as: act.tolled}"], "act.tolled", "did you mean `act.told`?"),
        (["act.said: {same_as: all.else}"], "all.else", "name a fact that a vocabulary declares"),
        (["act.a: {same_as: act.b}", "act.b: {same_as: act.told}"], "act.b", "name the fact itself: `act.told`"),
        (["act.said: {same_as: act.told, question: Why?}"], "same_as", "remove `question:`, or remove `same_as:`"),
        (["act.said: {same_as: act.told, kind: conduct, neutral: true}"], "same_as",
         "remove `kind:`, `neutral:`, or remove `same_as:`"),
    ],
)  # fmt: skip
def test_what_is_no_other_name_says_so(tmp_path: Path, lines: list[str], underlined: str, help_: str) -> None:
    """A name of nothing, of another name, or of a fact that is declared beside it is an error, at its place."""
    folder = with_facts(tmp_path, *lines)
    (found,) = smpolicy.check(folder, policies=folder).diagnostics
    assert (found.name, found.severity, found.help) == ("another-name", "error", help_)
    assert found.span is not None
    line = (folder / "base/facts.yaml").read_text().splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith(underlined)


def test_a_circle_of_names_is_reported_at_each(tmp_path: Path) -> None:
    """Two names of each other, and a name of itself, name no fact; the rest is read."""
    folder = with_facts(tmp_path, "act.a: {same_as: act.b}", "act.b: {same_as: act.a}", "act.c: {same_as: act.c}")
    found = smpolicy.check(folder, policies=folder).diagnostics
    assert [each.name for each in found] == ["another-name"] * 3
    assert {each.help for each in found} == {"declare one of these names as the fact"}


def test_a_name_that_is_declared_elsewhere_as_something_else_is_reported(tmp_path: Path) -> None:
    """One name stands for one thing, whichever document says so first."""
    folder = with_facts(tmp_path, "act.said: {same_as: act.told}")
    for name, said in (("a", "{same_as: act.done}"), ("z", "{question: Did you say it?}")):
        text = f"schema: smpolicy/vocabulary@1\nid: {name}-facts\ntitle: More facts\nfacts:\n  act.said: {said}\n"
        more = folder / f"base/{name}-facts.yaml"
        more.write_text(text)
        (found,) = smpolicy.check(folder, policies=folder).diagnostics
        assert (found.name, found.severity) == ("duplicate-id", "error")
        more.unlink()


def test_an_overlay_names_the_fact_itself(tmp_path: Path) -> None:
    """Under a local name a fact of all would be asked of nobody else: an overlay is told to write its name."""
    text = (
        "schema: smpolicy/overlay@1\nid: arcadia/ai-1\ntitle: T\nstatus: draft\nproposed_for: arcadia\n"
        "drafted_by: The tests\nlayer: 3\nunder: rules:3\nfacts:\n  arcadia.said: {same_as: act.told}\n"
    )
    folder = write(base(tmp_path), {"overlays/arcadia/ai-1.yaml": text})
    (found,) = (each for each in smpolicy.check(folder, policies=folder).diagnostics if each.severity == "error")
    assert (found.name, found.help) == ("another-name", "remove `arcadia.said`, and write `act.told` in its place")


def test_a_local_fact_has_no_other_name_for_everybody(tmp_path: Path) -> None:
    """Under it everybody would be asked what only one structure asks: it is refused where it says so, and forgotten."""
    folder = with_facts(tmp_path, "act.said: {same_as: arcadia.secret}")
    local = norm("n", "Staff shall not post a secret.", "{arcadia.secret: true}")
    secret = "{arcadia.secret: {question: Is it secret?, tick: follow_up}}"
    write(folder, {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", local, facts=secret)})
    report = smpolicy.check(folder, policies=folder)
    (found,) = (each for each in report.diagnostics if each.severity == "error")
    assert found.name == "foreign-fact"
    assert found.help.startswith("declare a fact for everybody in a vocabulary")
    assert found.span is not None
    line = (folder / "base/facts.yaml").read_text().splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith("arcadia.secret")
    assert report.library.lowered.vocabulary.aliases == {}


def test_a_condition_on_either_name_is_one_on_the_fact(tmp_path: Path) -> None:
    """A norm under one name is broken by what is said under the other, and one question is asked for both."""
    folder = with_facts(tmp_path, "act.said: {same_as: act.told}")
    rules = folder / "base/rules.yaml"
    rules.write_text(rules.read_text().replace("{act.told: true}", "{act.said: true}"))
    policy = smpolicy.load(folder).resolve("elbonia", as_of=DAY)
    facts: dict[str, Any] = {"act.done": True, "person.category": "staff", "act.shows": []}
    assert {fact.name for fact in policy.evaluate(facts).questions} == {"act.told"}
    assert policy.evaluate({**facts, "act.told": False}).answer == "departs"
    assert policy.evaluate({**facts, "act.said": False}) == policy.evaluate({**facts, "act.told": False})


# ------------------------------------------------------------ the packaged facts


@pytest.fixture
def policy(packaged: Library) -> Policy:
    """Return the Secretariat's policy: the SI alone."""
    return packaged.resolve("secretariat", as_of=DAY)


def test_whatever_is_said_under_another_name_is_said_of_the_fact(policy: Policy) -> None:
    """For every other name and every answer; both names, answered alike, are no contradiction."""
    aliases = policy.vocabulary.aliases
    assert set(aliases.values()) == {
        "content.professional_discretion", "info.known_by_official_position", "use.contravenes_si21"
    }  # fmt: skip
    for name, of in aliases.items():
        for answer in (True, False, "not_sure"):
            said = policy.evaluate({name: answer})
            assert (
                said.stated
                == policy.evaluate({of: answer}).stated
                == policy.evaluate({of: answer, name: answer}).stated
            )
            assert of in said.stated
            assert name not in said.stated


def test_two_names_that_are_answered_differently_are_refused_with_both(policy: Policy) -> None:
    """Nobody can tell which of the two answers is meant."""
    with pytest.raises(ImpossibleFacts) as raised:
        policy.evaluate({"info.based_thereon": True, "info.known_by_official_duties": False})
    (problem,) = raised.value.problems
    assert problem.facts == ("info.based_thereon", "info.known_by_official_duties")
    assert all(f"`{name}`" in problem.message for name in problem.facts)


def test_a_later_reply_takes_the_place_of_an_earlier_one_under_either_name(policy: Policy) -> None:
    """In an interview a reply replaces what was answered before, by whichever name it was and is called."""
    first = policy.evaluate({"info.based_thereon": True})
    assert first.given({"info.known_by_official_duties": False}).stated["info.known_by_official_position"] is False


def test_typed_facts_have_every_name(policy: Policy) -> None:
    """Who wrote against a name that is another one now still states what they stated."""
    typed = policy.evaluate(Facts(info_based_thereon=True, use_may_contravene_pwe=False))
    assert typed.stated["info.known_by_official_position"] is True
    assert typed.stated["use.contravenes_si21"] is False


def test_what_is_not_an_answer_is_named_as_it_was_called(policy: Policy) -> None:
    """The problem names the name that the caller used."""
    with pytest.raises(ImpossibleFacts, match=r"`info.based_thereon` cannot be"):
        policy.evaluate({"info.based_thereon": "maybe"})
