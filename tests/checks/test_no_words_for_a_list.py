"""Whatever a norm turns on can be said in a list, in a few words."""

from __future__ import annotations

from pathlib import Path

import pytest

import smpolicy
from checks.faults import check_overlay, names
from smpolicy.checks.rules import CHECKS
from smpolicy.checks.written import Checked

#: What a terminal of 80 columns shows of a row.
WIDEST = 76

SECRET = """  secrets:
    under: si31:7.2.b7
    text: Staff shall not post a secret.
    act:
      post: {activity.interaction: post}
      a secret: {arcadia.secret: true}
"""


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        ("{question: Is it secret?, kind: conduct}", ["no-words-for-a-list"]),
        ("{question: Is it secret?, kind: conduct, tick: {words: a secret}}", []),
        ("{question: Is it secret?, kind: conduct, tick: follow_up}", []),
        ("{question: Is it secret?, kind: circumstance}", []),
        ("Is it secret?", []),
    ],
)
def test_conduct_needs_words(tmp_path: Path, fact: str, found: list[str]) -> None:
    """What is done or posted is ticked, a circumstance is asked, and a fact in one line is its own words."""
    assert names(check_overlay(tmp_path, SECRET, facts=f"{{arcadia.secret: {fact}}}")) == found


@pytest.mark.parametrize(("role", "found"), [("    role: step\n", ["no-words-for-a-list"]), ("", [])])
def test_what_asks_a_step_needs_words_and_what_only_commends_none(tmp_path: Path, role: str, found: list[str]) -> None:
    """Neither makes an answer worse; but a step says what is to be done, to whoever said what it is about."""
    commended = f"""  secrets:
    under: si31:7.2.b7
    text: Staff are encouraged to look for a secret.
{role}    act:
      look for a secret: {{arcadia.secret: true}}
"""
    fact = "{question: Did you look for it?, kind: conduct}"
    assert names(check_overlay(tmp_path, commended, facts=f"{{arcadia.secret: {fact}}}")) == found


def test_what_no_norm_turns_on_needs_none(tmp_path: Path) -> None:
    """Words in a list that change no answer would only make it longer."""
    facts = "{arcadia.secret: Is it secret?, arcadia.other: {question: Is it odd?, kind: conduct}}"
    assert names(check_overlay(tmp_path, SECRET, facts=facts)) == ["unused-fact"]  # but not that it has no words


def test_every_fact_of_the_packaged_documents_has_its_words() -> None:
    """All that any norm of the base or of a draft turns on, and not what a list would do without words for it."""
    library = smpolicy.load()
    checked = Checked(
        corpus=library.corpus,
        lowered=library.lowered,
        paths=frozenset(each.path for each in library.corpus.documents),
    )
    assert list(CHECKS["no-words-for-a-list"](checked)) == []
    conduct = [each for each in library.lowered.vocabulary.facts.values() if each.kind == "conduct"]
    assert [each.name for each in conduct if each.ticks]
    for fact in conduct:
        for _, words in fact.ticks:
            assert not words.endswith((".", "?")), words
            assert len(words) <= WIDEST, words
