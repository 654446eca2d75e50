"""An overlay may leave its own words open: its questions touch its own norms, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import smpolicy
from corpora import base, interpretation, load, norm, overlay, write
from smpolicy import Library
from smpolicy.foundations.diagnostics import Diagnostic

DAY = date(2026, 1, 1)
#: Whether a drawing of a patrol is meant, too.
QUESTION = "{number: A1, question: Is a drawing of it meant?, readings: {photos: photos alone, both: drawings too}}"
READ = "{readings: {arcadia:drawings: {photos: {act.shows: {has: [photo]}}, both: {act.shows: {has: [drawing]}}}}}"
BAN = norm("ban", "Nobody shall post pictures of a patrol.", READ, "rules:2")
TELL = norm("tell", "Everybody shall tell the press office.", "{act.told: true}", "rules:2")


def corpus(folder: Path, **documents: str) -> Library:
    """Load overlays, each named as its file, beside the invented rule-book."""
    return smpolicy.load(write(base(folder), {f"{name}.yaml": text for name, text in documents.items()}))


def asking(norms: str = BAN, question: str = QUESTION, name: str = "arcadia/1", **keys: str) -> str:
    """Write an overlay with an open question of its own."""
    return overlay(name, norms, **{"open_questions": f"{{drawings: {question}}}", **keys})


def errors(library: Library) -> list[Diagnostic]:
    """Return what keeps documents from being used."""
    return [each for each in library.diagnostics if each.severity == "error"]


def test_it_begins_with_the_structure_and_touches_what_turns_on_it(tmp_path: Path) -> None:
    """Its id stays when a draft is issued; a norm that turns on it need not be named, and one in words alone can be."""
    touching = QUESTION.replace("{number", '{touches: ["#note"], number')
    note = norm("note", "Pictures include drawings.", under="rules:2")
    library = load(write(base(tmp_path), {"1.yaml": asking(BAN + note, touching)}))
    question = library.lowered.vocabulary.questions["arcadia:drawings"]
    assert (question.local_to, question.touches) == ("arcadia", ("arcadia/1#note", "arcadia/1#ban"))


def test_norms_of_a_part_are_its_own_too(tmp_path: Path) -> None:
    """They are named by what their ids end with, and turn on it like any other."""
    below = "\n    ".join(BAN.rstrip().splitlines())
    text = asking(TELL) + f"structures:\n  arcadia/east:\n    norms:\n    {below}\n"
    library = load(write(base(tmp_path), {"1.yaml": text}))
    assert library.lowered.vocabulary.questions["arcadia:drawings"].touches == ("arcadia/1#east/ban",)
    east = library.resolve("arcadia/east", as_of=DAY)
    assert "arcadia:drawings" in {each.id for each in east.evaluate(drawing()).readings}


@pytest.mark.parametrize("touched", ["rules:1", "rules:photos", "#bann", "arcadia/1#ban", "elbonia/1#ban"])
def test_it_touches_nothing_but_its_own_norms(tmp_path: Path, touched: str) -> None:
    """A provision, a norm above, a norm there is not, and the norm of another overlay are errors at their place."""
    question = QUESTION.replace("{number", f'{{touches: ["{touched}"], number')
    (found,) = errors(corpus(tmp_path, one=asking(question=question)))
    assert (found.name, found.at) == ("foreign-question", ("open_questions", "drawings", "touches", 0))
    assert f"`{touched}` is no norm of this overlay" in found.message
    assert "#ban" in found.help


OTHERS = {
    "an overlay of another structure": overlay("elbonia/1", BAN),
    "an overlay of the structure that does not ask it": overlay("arcadia/2", BAN),
    "a local fact, which other overlays may turn on": overlay(
        "arcadia/2",
        facts=f"{{arcadia.shown: {{meaning: shown, derived: {{'true': {READ}}}}}}}",
        open_questions=f"{{drawings: {QUESTION}}}",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_else_turns_on_it(tmp_path: Path, name: str) -> None:
    """A condition elsewhere that depends on how it is read is an error there, and never holds."""
    (found,) = errors(corpus(tmp_path, one=asking(), two=OTHERS[name]))
    assert (found.name, Path(found.path or "").name) == ("foreign-question", "two.yaml")
    assert "`arcadia:drawings` is an open question of an overlay of `arcadia`" in found.message


def test_the_base_does_not_turn_on_it(tmp_path: Path) -> None:
    """Neither its norms nor its constraints do: what holds for everybody would hold as one structure's words go."""
    rules = base(tmp_path) / "base/rules.yaml"
    rules.write_text(rules.read_text().replace("{act.told: true}", READ))
    (found,) = errors(corpus_beside(tmp_path))
    assert (found.name, Path(found.path or "").name) == ("foreign-question", "rules.yaml")


def corpus_beside(folder: Path) -> Library:
    """Load what stands in a folder, with an overlay that asks."""
    return smpolicy.load(write(folder, {"one.yaml": asking()}))


def test_two_overlays_may_ask_the_same_each_of_its_own_norms(tmp_path: Path) -> None:
    """Each then stands by itself; asked in other words, one of them is an error, as it is of local facts."""
    later = {"name": "arcadia/2", "dates": "{effective: {from: 2025-01-01}}"}
    both = load(write(base(tmp_path / "same"), {"1.yaml": asking(), "2.yaml": asking(**later)}))
    question = both.lowered.vocabulary.questions["arcadia:drawings"]
    assert question.touches == ("arcadia/1#ban", "arcadia/2#ban")
    otherwise = asking(question=QUESTION.replace("meant?", "covered?"), **later)
    (found,) = errors(corpus(tmp_path / "other", one=asking(), two=otherwise))
    assert (found.name, found.at) == ("duplicate-id", ("open_questions", "drawings"))


def drawing(**facts: object) -> dict[str, object]:
    """State an activity in which it makes a difference how the question is read."""
    return {"person.category": "staff", "act.done": True, "act.shows": ["drawing"], "act.told": True, **facts}


def test_an_answer_that_turns_on_it_names_it(tmp_path: Path) -> None:
    """It is answered under every reading, and both are said, with where each leads; another structure knows of none."""
    library = load(write(base(tmp_path), {"1.yaml": asking()}))
    decision = library.resolve("arcadia", as_of=DAY).evaluate({**drawing(), "act.shows": {"has": ["drawing"]}})
    assert "arcadia:drawings" in {each.id for each in decision.readings}
    decision = library.resolve("arcadia", as_of=DAY).evaluate(drawing())
    assert decision.answer == "seek_advice"
    question = next(each for each in decision.readings if each.id == "arcadia:drawings")
    assert decision.outcomes_by_reading(question)["both"] == {"contravenes"}
    assert "A1" in decision.text()
    assert "drawings too" in decision.text(full=True)
    elsewhere = library.resolve("elbonia", as_of=DAY)
    assert "arcadia:drawings" not in elsewhere.vocabulary.questions
    assert "arcadia:drawings" not in {each.id for each in elsewhere.evaluate(drawing()).readings}


def test_what_raises_it_may_be_a_fact_of_its_own(tmp_path: Path) -> None:
    """With neutral values assumed it is open only once that is stated; another structure's fact raises nothing."""
    facts = "{arcadia.drawn: {question: Was it drawn there?}}"
    raised = QUESTION.replace("{number", "{raised_by: arcadia.drawn, unraised: photos, number")
    library = load(write(base(tmp_path / "own"), {"1.yaml": asking(question=raised, facts=facts)}))
    policy = library.resolve("arcadia", as_of=DAY)
    quiet = policy.evaluate(drawing(), assume="neutral")
    assert "arcadia:drawings" in set(quiet.unraised)
    assert "arcadia:drawings" not in {each.id for each in quiet.readings}
    stated = policy.evaluate(drawing(**{"arcadia.drawn": True}), assume="neutral")
    assert "arcadia:drawings" in {each.id for each in stated.readings}
    others = {"one": asking(question=raised.replace("arcadia.drawn", "elbonia.drawn"))}
    others["two"] = overlay("elbonia/1", TELL, facts="{elbonia.drawn: Was it drawn there?}")
    assert [each.name for each in errors(corpus(tmp_path / "other", **others))] == ["unknown-fact"]


def test_a_draft_that_does_not_count_leaves_nothing_open(tmp_path: Path) -> None:
    """Where drafts are not asked for, nothing turns on its questions, and none is said to be left aside."""
    raised = QUESTION.replace("{number", "{raised_by: time.hours, unraised: photos, number")
    library = load(write(base(tmp_path), {"1.yaml": asking(question=raised, status="draft")}))
    for drafts in (False, True):
        policy = library.resolve("arcadia", as_of=DAY, drafts=drafts)
        decision = policy.evaluate(drawing(), assume="neutral")
        assert ("arcadia:drawings" in decision.unraised) == drafts
        assert ("How many hours ago was it?" in decision.text(full=True)) == drafts


def test_an_interpretation_of_the_instrument_above_does_not_close_it(tmp_path: Path) -> None:
    """It is the overlay's own words that leave it open, and they are changed there."""
    closes = "{arcadia:drawings: {reading: both, text: So it is.}}"
    found = errors(corpus(tmp_path, one=asking(), two=interpretation("i-1", "wide", closes=closes)))
    assert [each.name for each in found] == ["unknown-reading"]


@pytest.mark.parametrize(
    ("number", "other"),
    [
        ("QA", ""),
        ("A1", overlay("arcadia/2", TELL, open_questions="{else: {number: A1, question: Which office?}}")),
        ("A1", overlay("elbonia/1", TELL, open_questions="{else: {number: A1, question: Which office?}}")),
    ],
)
def test_its_number_is_that_of_no_question_read_beside_it(tmp_path: Path, number: str, other: str) -> None:
    """An answer names a question by its number alone; two structures may number alike, since nobody reads both."""
    documents = {"one": asking(question=QUESTION.replace("A1", number)), **({"two": other} if other else {})}
    found = [each for each in errors(corpus(tmp_path, **documents)) if each.name == "same-number"]
    assert bool(found) == ("elbonia" not in other)


def test_a_difference_shows_a_change_under_a_reading(tmp_path: Path) -> None:
    """From the day before to that on which the overlay begins: the witness names the reading on which it turns."""
    library = load(write(base(tmp_path), {"1.yaml": asking()}))
    before, after = (library.resolve("arcadia", as_of=day) for day in (date(2023, 1, 1), DAY))
    changes = smpolicy.compare(before, after).changes
    assert {"contravenes"} == {each.after for each in changes}
    assert all(set(each.activity_after.readings) <= {"arcadia:drawings", "rules:qa"} for each in changes)
    assert any("arcadia:drawings" in each.activity_after.readings for each in changes)
