"""What is found within one overlay names the open questions on whose reading it rests, and the readings themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.within import PATROL, PHOTO, confirmed, found, local
from smpolicy.render.full import render

#: Is a convoy a patrol? Under one reading of it something else is done, which is the act of no other norm here.
QUESTION = "number: A1, question: Is a convoy a patrol?, readings: {patrols: patrols alone, both: convoys too}"
ASKS = f"{{convoys: {{{QUESTION}}}}}"
DEPOT = "{activity.interaction: post, arcadia.shows_depot: true}"


def read(patrols: str, both: str) -> str:
    """Write an act that depends on how the overlay's own question is read."""
    return f"{{readings: {{arcadia:convoys: {{patrols: {patrols}, both: {both}}}}}}}"


BAN = local("ban", "Staff shall not post what shows a patrol.", read(DEPOT, PATROL))
MAY = local("may", "Photos of a patrol may be posted.", PHOTO)


def test_a_contradiction_under_one_reading_says_under_which(tmp_path: Path) -> None:
    """The ban is of a patrol under one reading alone, and the example shows it under some reading."""
    (each,) = found(tmp_path, "contradicts", BAN + MAY, open_questions=ASKS)
    assert each.rests_on == ("A1",)
    assert each.message.endswith("switches off no other norm, if A1 is read so: `convoys too`")
    assert confirmed(tmp_path, each)["may"] == "met"


def test_one_that_is_so_however_it_is_read_rests_on_none(tmp_path: Path) -> None:
    """Under both readings the ban is of a patrol, beside something else under one of them."""
    wider = f"{{any: [{PATROL}, {DEPOT}]}}"
    ban = local("ban", "Staff shall not post what shows a patrol.", read(PATROL, wider))
    (each,) = found(tmp_path, "contradicts", ban + MAY, open_questions=ASKS)
    assert each.rests_on == ()
    assert "A1" not in each.message


def test_a_contradiction_that_no_reading_leads_to_is_none(tmp_path: Path) -> None:
    """Under neither is what is permitted forbidden."""
    ban = local("ban", "Staff shall not post what shows a depot.", read(DEPOT, "{arcadia.shows_depot: true}"))
    assert found(tmp_path, "contradicts", ban + MAY, open_questions=ASKS) == []


def test_a_question_of_the_instrument_above_is_named_too(tmp_path: Path) -> None:
    """A norm may turn on how the text above is read: what is found within the overlay then rests on that."""
    act = f"{{readings: {{si31:q1: {{sought: {DEPOT}, obtained: {PATROL}}}}}}}"
    ban = local("ban", "Staff shall not post what shows a patrol.", act)
    (each,) = found(tmp_path, "contradicts", ban + MAY)
    assert each.rests_on == ("Q1.1",)
    assert "if Q1.1 is read so: `the authorization must have been granted`" in each.message


@pytest.mark.parametrize("kinds", ["", ", kinds: [permits-disapproved]"])
def test_what_only_touches_a_norm_is_named(tmp_path: Path, kinds: str) -> None:
    """A question on which no condition turns leaves the norm as it was understood, and that is said."""
    asks = f'{{convoys: {{{QUESTION}, touches: ["#ban"]{kinds}}}}}'
    ban = local("ban", "Staff shall not post what shows a patrol.", PATROL)
    (each,) = found(tmp_path, "contradicts", ban + MAY, open_questions=asks)
    assert each.rests_on == ("A1",)
    assert "is read so" not in each.message


def test_but_not_where_it_bears_on_another_kind(tmp_path: Path) -> None:
    """What is found is no weakening of force, on which alone the question bears."""
    asks = f'{{convoys: {{{QUESTION}, touches: ["#ban"], kinds: [weakens-force]}}}}'
    ban = local("ban", "Staff shall not post what shows a patrol.", PATROL)
    (each,) = found(tmp_path, "contradicts", ban + MAY, open_questions=asks)
    assert each.rests_on == ()


def test_what_is_proved_under_every_reading_rests_on_none(tmp_path: Path) -> None:
    """A norm that adds nothing, and one that never applies, do so however the question is read: that is proved."""
    norms = BAN + local("again", "Staff should not post what shows a patrol.", read(DEPOT, PATROL))
    (each,) = found(tmp_path / "shadowed", "shadowed", norms, open_questions=ASKS)
    assert each.rests_on == ()
    never = read("{arcadia.hours: {under: 0}}", "{all: [{arcadia.near: true}, {arcadia.near: false}]}")
    norms = local("never", "Staff shall not post what shows a patrol.", PATROL, when=f"{{shows: {never}}}")
    (each,) = found(tmp_path / "never", "never-applies", norms, open_questions=ASKS)
    assert each.rests_on == ()


def test_two_that_stand_against_one_under_other_readings_are_told_apart(tmp_path: Path) -> None:
    """One ban forbids it however the question is read, the other under one reading: both are said, each as it is."""
    other = local("other", "Staff shall not post photos of a patrol.", PHOTO)
    both = found(tmp_path, "contradicts", BAN + other + MAY, open_questions=ASKS)
    assert [(each.rests_on, len(each.related)) for each in both] == [(("A1",), 1), ((), 1)]


def test_it_is_printed(tmp_path: Path) -> None:
    """The full format has a line for what it rests on, as it has for what is found beside the base."""
    (each,) = found(tmp_path, "contradicts", BAN + MAY, open_questions=ASKS)
    assert "= rests on: a reading of A1, unreviewed" in render([each], {}, 1)
