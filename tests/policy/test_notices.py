"""What must be said beside a policy and a decision: whose draft, whose question, who has reviewed a reading."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import get_args

from corpora import base, interpretation, load, norm, overlay, write
from smpolicy import Library
from smpolicy.conflicts.reviewed import digest_now
from smpolicy.resolution.resolved import NoticeKind

DAY = date(2026, 1, 1)
DRAFTED = ("bih", "bishkek", "kosovo", "moldova", "odihr", "rfom")


def test_our_drafts_bear_our_notice(packaged: Library) -> None:
    """Each draft that comes with the software says who wrote it and that nobody issued, reviewed or endorsed it."""
    for structure in DRAFTED:
        policy = packaged.resolve(structure, as_of=DAY, drafts=True)
        (notice,) = [each for each in policy.notices if each.endswith("Binds nobody.")]
        assert notice.startswith(
            "Illustrative draft by the authors of this software. Not issued, reviewed or endorsed by"
        )
        assert policy.name in notice
        assert notice in policy.evaluate({}).notices
        assert notice in policy.evaluate({}).text()
        assert notice in " ".join(policy.text().split())
        assert notice in policy.text("markdown").replace("\\", "")


def test_a_draft_of_somebody_else_names_them(tmp_path: Path) -> None:
    """What a mission drafts itself is not called ours, nor unreviewed."""
    write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/ai-1", status="draft")})
    notices = load(tmp_path).resolve("arcadia", as_of=DAY, drafts=True).notices
    assert "Draft by The tests. Not issued by Mission to Arcadia. Binds nobody." in notices


def test_a_question_says_whose_it_is(packaged: Library, tmp_path: Path) -> None:
    """The field vocabulary is not the Staff Instruction's, and a local question is the issuance's: both say so."""
    policy = packaged.resolve("odihr", as_of=DAY, drafts=True)
    stated = {
        "person.category": "staff_mission_member", "activity.channel": "blog", "activity.linked_to_functions": False,
        "activity.interaction": "post", "field.geotag": True, "field.from_patrol": True,
    }  # fmt: skip
    decision = policy.evaluate(stated, assume="neutral")
    asked = {each["fact"]: each for each in decision.to_json()["unsettled_by"]["questions"]}
    assert asked["field.hours_since_patrol"]["origin"].endswith("not the Staff Instruction's")
    assert "did the patrol or journey end? [the field vocabulary of smpolicy; not the" in decision.text()
    fact = norm("late", "Staff shall not post drawings.", "{arcadia.late: true}")
    write(
        base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/ai-1", fact, facts="{arcadia.late: Was it late?}")}
    )
    local = load(tmp_path).resolve("arcadia", as_of=DAY).vocabulary.facts
    assert (local["arcadia.late"].origin, local["act.told"].origin) == ("a local question of arcadia", "")


def test_who_reviewed_the_readings(tmp_path: Path) -> None:
    """Until somebody has, they are ours and unreviewed; then it says who."""
    facts = {"person.category": "staff", "act.done": True, "act.shows": ["drawing"], "act.told": True}
    rules = base(tmp_path) / "base/rules.yaml"
    decision = load(tmp_path).resolve("arcadia", as_of=DAY).evaluate(facts)
    assert "(our readings, unreviewed)" in decision.text()
    assert decision.to_json()["unsettled_by"]["readings"][0]["reviewed_by"] is None
    rules.write_text(rules.read_text().replace("    number: QA\n", "    number: QA\n    reviewed_by: A lawyer\n"))
    decision = load(tmp_path).resolve("arcadia", as_of=DAY).evaluate(facts)
    assert "(our readings, unreviewed)" in decision.text()  # nobody knows when, and of which words
    (question,) = decision.to_json()["unsettled_by"]["readings"]
    now = digest_now(question["id"], load(tmp_path).lowered)
    record = f"  - {{of: '{question['id']}', by: A lawyer, date: {DAY}, digest: '{now}', finds: right}}\n"
    (tmp_path / "reviews.yaml").write_text(f"schema: smpolicy/reviews@1\nreviews:\n{record}")
    decision = load(tmp_path).resolve("arcadia", as_of=DAY).evaluate(facts)
    assert "(readings reviewed by A lawyer)" in decision.text()
    assert decision.to_json()["unsettled_by"]["readings"][0]["reviewed_by"] == "A lawyer"
    before = load(tmp_path).resolve("arcadia", as_of=DAY - timedelta(days=1)).evaluate(facts)
    assert "(our readings, unreviewed)" in before.text()
    rules.write_text(rules.read_text().replace("number: QA\n", "number: QB\n"))
    decision = load(tmp_path).resolve("arcadia", as_of=DAY).evaluate(facts)
    assert "(our readings, unreviewed)" in decision.text()


def test_structures_are_compared_by_the_questions_they_share(packaged: Library) -> None:
    """One activity, stated once in the field vocabulary, is answered under the drafts of four structures.

    Whether the OSCE has published it is asked by the draft itself: until it is answered, nothing is settled.
    """
    tagged = {
        "person.category": "staff_mission_member", "activity.channel": "social_networking",
        "activity.linked_to_functions": False, "activity.interaction": "post",
        "field.identifies_local_staff": True, "field.local_staff_asked": False,
    }  # fmt: skip
    first = {
        structure: packaged.resolve(structure, as_of=DAY, drafts=True).evaluate(tagged, assume="neutral")
        for structure in DRAFTED
    }
    asked = {structure: [fact.name for fact in decision.questions] for structure, decision in first.items()}
    assert asked == {
        "bih": ["bih.published_by_osce"], "bishkek": ["bishkek.published_by_osce"], "kosovo": [],
        "moldova": ["moldova.published_by_osce"], "odihr": ["odihr.published_by_osce"], "rfom": [],
    }  # fmt: skip
    answers = {
        structure: decision.given(dict.fromkeys(asked[structure], False)).answer
        for structure, decision in first.items()
    }
    assert answers == {
        "bih": "contravenes", "bishkek": "departs", "kosovo": "no_departure_found",
        "moldova": "contravenes", "odihr": "contravenes", "rfom": "no_departure_found",
    }  # fmt: skip


def test_each_notice_has_a_kind(tmp_path: Path, packaged: Library) -> None:
    """What is said has a kind by which others know it, and what callers and readers see are its words."""
    files = {
        "overlays/arcadia/1.yaml": overlay("arcadia/ai-1", supersedes="[]"),
        "overlays/arcadia/2.yaml": overlay(
            "arcadia/ai-2", supersedes="[arcadia/ai-1]", dates="{effective: {from: 2024-02-01}}"
        ),
        "overlays/arcadia/3.yaml": overlay("arcadia/draft-3", status="draft"),
        "overlays/centre/1.yaml": overlay("centre/ai-1"),
        "base/narrow.yaml": interpretation("narrow", "narrow"),
        "base/wide.yaml": interpretation("wide", "wide"),
        "reviews.yaml": "schema: smpolicy/reviews@1\nreviews:\n"
        "  - {of: arcadia/ai-2#one, by: Us, date: 2024-02-01, digest: x, finds: right}\n",
    }
    library = load(write(base(tmp_path), files))
    policies = [
        *(library.resolve("arcadia", as_of=date(year, 1, 1)) for year in (2005, 2019, 2026, 2031)),
        library.resolve("arcadia", as_of=DAY, drafts=True),
        library.resolve("centre", as_of=DAY),
        packaged.resolve("gukovo-donetsk", as_of=DAY),
    ]
    said = {each.kind: each.words for policy in policies for each in policy.resolution.notices}
    assert set(said) == set(get_args(NoticeKind)) - {"reworded"}  # of versions, in `tests/resolution/test_works.py`
    assert said["left-out"] == "arcadia/ai-1 is superseded by arcadia/ai-2."
    assert said["drafts-left-out"] == "1 draft for this structure is left out: arcadia/draft-3."
    for policy in policies:
        assert policy.notices == tuple(each.words for each in policy.resolution.notices)
