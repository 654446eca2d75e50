"""How facts are told of: their usual values and their clauses, and what is reported where they do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

import smpolicy
from corpora import FACTS, base, load, write
from smpolicy.library import Library

TOLD = "kind: conduct, neutral: true}"
MEMBERS = "members: {photo: a photo of colleagues, drawing: a drawing of colleagues}\n"
WHO = "values: {staff: a staff member, intern: an intern}\n"


def understood(root: Path, old: str, new: str) -> Library:
    """Load the small rule-book with something said of a fact."""
    assert FACTS.count(old) == 1
    return smpolicy.load(write(base(root), {"base/facts.yaml": FACTS.replace(old, new)}))


def test_what_is_said_of_a_fact(tmp_path: Path) -> None:
    """A yes/no fact has one pair of clauses, each member has its own, and so has the empty set."""
    facts = FACTS.replace(TOLD, f"{TOLD[:-1]}, where: [you told them, you told nobody]}}")
    facts = facts.replace(
        MEMBERS,
        f"{MEMBERS}    where: {{photo: [there is one, there is none], none: [it is bare, it is not bare]}}\n",
    ).replace(WHO, f"{WHO}    usual: intern\n")
    declared = load(write(base(tmp_path), {"base/facts.yaml": facts})).lowered.vocabulary.facts
    told, shows = declared["act.told"], declared["act.shows"]
    assert [told.where_said(value, so=so) for value in (True, False) for so in (True, False)] == [
        "you told them", "you told nobody", "you told nobody", "you told them",
    ]  # fmt: skip
    assert shows.where_said(frozenset({"photo"}), so=False) == "there is none"
    assert shows.where_said(frozenset()) == "it is bare"
    assert shows.where_said(frozenset({"drawing"})) == ""
    assert declared["person.category"].usual == "intern"
    assert told.usual is None


@pytest.mark.parametrize(
    ("old", "new", "said", "mend"),
    [
        (TOLD, f"{TOLD[:-1]}, where: [you told them]}}", "no pair of clauses of a yes/no fact", "expected two clauses"),
        (
            TOLD,
            f"{TOLD[:-1]}, where: {{maybe: [a, b]}}}}",
            "no pair of clauses of a yes/no fact",
            "expected two clauses",
        ),
        (MEMBERS, f"{MEMBERS}    where: [a, b]\n", "no pair of clauses of a yes/no fact", "each of photo, drawing"),
        (MEMBERS, f"{MEMBERS}    where: {{map: [a, b]}}\n", "`map` is no value of `act.shows`", "expected"),
        (
            MEMBERS,
            f"{MEMBERS}    where: {{photo: [a]}}\n",
            "how `photo` of `act.shows`",
            "expected two clauses",
        ),
        (WHO, f"{WHO}    usual: guest\n", "the usual value of `person.category`", "expected"),
        ("    meaning: standing\n", "    meaning: standing\n    usual: osce_official\n", "the usual value", "remove"),
    ],
)
def test_what_does_not_fit_is_reported(tmp_path: Path, old: str, new: str, said: str, mend: str) -> None:
    """With its place, and what was expected; the fact goes without it."""
    (found,) = understood(tmp_path, old, new).errors
    assert (found.name, found.span is not None) == ("unknown-value", True)
    assert said in found.message
    assert mend in found.help
