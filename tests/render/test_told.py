"""Whoever asks is told what is set aside for the activity, and by what: in words, near the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import smpolicy
from checks.faults import ARCADIA, TESTS
from corpora import base, norm, overlay, write
from smpolicy import Decision, Policy
from smpolicy.render.explanation import decision_text

DAY = date(2026, 1, 1)
PHOTO = {"person.category": "staff", "act.done": True, "act.shows": ["photo"], "act.told": True}
PERMISSION = norm("photos", "Photos of colleagues may be posted.", "{act.shows: {has: [photo]}}")

SURELY = "Set aside here, under our reading; the words stand, and do not change the answer:\n"
WOULD = "Would be set aside here, under our reading; the words stand, and do not change the answer:\n"
MAY = "May be set aside here, under our reading; what was stated does not settle it:\n"


def rule_book(folder: Path, effect: str, norms: str = PERMISSION, **keys: Any) -> Policy:
    """Resolve arcadia with one issuance under a rule-book whose clause has this effect."""
    base(folder, effect=effect)
    write(folder, {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", norms, **keys)})
    return smpolicy.load(folder).resolve("arcadia", as_of=DAY, drafts=True)


def invented(kind: str, facts: dict[str, object]) -> Decision:
    """Decide under the invented draft of a kind, all else being neutral."""
    library = smpolicy.check(TESTS / "data" / "kinds" / f"{kind}.yaml", policies=ARCADIA).library
    return library.resolve("arcadia", as_of=DAY, drafts=True).evaluate(facts, assume="neutral")


def paragraphs(decision: Decision) -> list[str]:
    """Return the paragraphs of a decision in words."""
    return decision.text().split("\n\n")


def test_what_is_surely_set_aside_is_said_behind_the_answer(tmp_path: Path) -> None:
    """The local norm with its words, the norm that prevails over it, and the provision by which it does."""
    decision = rule_book(tmp_path, "prevails").evaluate(PHOTO)
    (answer, aside) = paragraphs(decision)[:2]
    assert answer.startswith("As described, not in line with")
    cited = {each.norm.id: each.norm.citation for each in decision.set_aside}
    (told,) = (each for each in decision.set_aside)
    assert aside == (
        f"{SURELY}- {cited['arcadia/ai-1#photos']}, by {told.prevailing.citation}, "
        f'under {decision.policy.cited(told.basis)}: "Photos of colleagues may be posted."'
    )


def test_what_yields_is_said_too(tmp_path: Path) -> None:
    """Where the base yields, its own norm is set aside, and the local one is what prevails."""
    decision = rule_book(tmp_path, "yields").evaluate({**PHOTO, "act.told": True})
    (told,) = decision.set_aside
    assert told.norm.structure is None
    (said,) = (each for each in paragraphs(decision) if each.startswith(SURELY))
    assert said.startswith(f"{SURELY}- {told.norm.citation}, by arcadia/ai-1, photos, under ")
    assert said.endswith(f': "{told.norm.text}"')


def test_what_may_be_set_aside_is_not_said_to_be(tmp_path: Path) -> None:
    """As long as it turns on what nobody stated, it may be; once it is stated, it is, or nothing is said of it."""
    policy = rule_book(tmp_path, "prevails")
    open_ = policy.evaluate({key: value for key, value in PHOTO.items() if key != "act.shows"})
    assert MAY in open_.text()
    assert SURELY not in open_.text()
    other = policy.evaluate({**PHOTO, "act.shows": []})
    assert other.set_aside == ()
    assert "set aside" not in other.text().lower()


def test_what_is_set_aside_of_a_draft_would_be(tmp_path: Path) -> None:
    """A draft sets nothing aside, and nothing is set aside of it: it would be."""
    drafted = rule_book(tmp_path, "prevails", status="draft")
    told = drafted.evaluate(PHOTO).text()
    assert WOULD in told
    assert "(draft), by " in told.partition(WOULD)[2].partition("\n\n")[0]
    assert f"\n{SURELY}" not in told


def test_of_an_exception_only_the_exception_is_set_aside() -> None:
    """The norm goes on to ask, and is broken; what does not hold is what it excepts."""
    leak = {
        "activity.channel": "chatroom", "activity.interaction": "post", "activity.discloses": True,
        "activity.linked_to_functions": False, "content.confidential": True,
        "content.relates_to": ["osce", "osce_officials"], "person.category": "intern",
    }  # fmt: skip
    decision = invented("adds-exception", leak)
    assert decision.findings["arcadia/adds-exception#groups"].status == "broken"
    assert f"{WOULD}- the exception in arcadia/adds-exception, groups (draft), by " in decision.text()


def test_it_is_said_where_nothing_else_would_tell() -> None:
    """A duty that nobody is held to is named, though no departure is found: it was set aside, not overlooked."""
    facts: dict[str, object] = {
        "person.category": "staff_mission_member", "activity.channel": "social_networking",
        "activity.linked_to_functions": False, "activity.interaction": "post",
        "branding.authorization": "not_sought",
    }  # fmt: skip
    decision = invented("requires-disapproved", facts)
    assert decision.answer == "no_departure_found"
    (answer, aside) = paragraphs(decision)[:2]
    assert answer.startswith("Nothing you told us departs")
    assert aside.endswith(', by SI 31, 7.1, third bullet, under SI 31, 5: "All staff shall add the logo."')


def test_all_that_prevails_is_named_once(tmp_path: Path) -> None:
    """Several norms of the base over one local norm stand in one line, each once; and the data keeps each."""
    decision = rule_book(tmp_path, "prevails").evaluate(PHOTO)
    (aside,) = decision.set_aside
    tell = next(each for each in decision.policy.norms if each.id == "rules:tell")
    found = (aside, replace(aside, prevailing=tell), aside)
    told = decision_text(decision.ruling, decision.policy.resolution, found)
    assert told.count(SURELY) == 1
    assert f"by {aside.prevailing.citation} and {tell.citation}, under " in told


def test_a_list_that_is_long_is_counted(tmp_path: Path) -> None:
    """No more than eight are listed; of the rest it is said that they are there."""
    decision = rule_book(tmp_path, "prevails").evaluate(PHOTO)
    (aside,) = decision.set_aside
    found = (replace(aside, norm=replace(aside.norm, id=f"arcadia/ai-1#{n}")) for n in range(10))
    told = decision_text(decision.ruling, decision.policy.resolution, found).partition(SURELY)[2].partition("\n\n")[0]
    assert len(told.splitlines()) == 9
    assert told.endswith("- and 2 more")
