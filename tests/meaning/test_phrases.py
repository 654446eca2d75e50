"""A phrase that is told by words is found wherever its pattern matches, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentences import sentences
from smpolicy.meaning.modal_words import READ
from smpolicy.meaning.phrases import Phrases, marked, marked_words, words_in

DATA = Path(__file__).parents[1] / "data"
TEXTS = [
    *(each["text"] for name in ("force", "force-sealed") for each in sentences(name)),
    *(DATA / "si31.txt").read_text(encoding="utf-8").splitlines(),
]
#: Phrases that are found, each with the words that tell them.
PHRASES = [phrases for phrases, _ in READ]


@pytest.mark.parametrize("phrases", PHRASES, ids=lambda each: each.source[:60])
def test_phrases_are_found_wherever_their_pattern_matches(phrases: Phrases) -> None:
    """In no sentence is a phrase passed over for the words that tell it."""
    texts = [turned for text in TEXTS for turned in (text, text.upper(), re.sub(r"\w+", "·", text, count=3))]
    assert phrases.told_by
    for text in texts:
        found = [each.span() for each in phrases.found(text, words_in(text))]
        assert found == [each.span() for each in phrases.pattern.finditer(text)], text


@pytest.mark.parametrize("phrases", PHRASES, ids=lambda each: each.source[:60])
@settings(suppress_health_check=list(HealthCheck), max_examples=50)
@given(data=st.data())
def test_whatever_a_pattern_matches_holds_a_word_that_tells_it(phrases: Phrases, data: st.DataObject) -> None:
    """A mark that stands on what a match can do without would hide phrases: so texts are drawn from each pattern."""
    text = data.draw(st.from_regex(phrases.pattern))
    assert not phrases.told_by.isdisjoint(words_in(text))


def test_a_mark_on_what_can_be_absent_is_seen() -> None:
    """The law above can fail: here the marked word may be absent."""
    phrases = marked_words("please «kindly»?")
    assert list(phrases.found("please", words_in("please"))) == []
    assert phrases.pattern.search("please ")


def test_letters_are_alike_for_words_where_they_are_for_patterns() -> None:
    """Whatever character a pattern takes for a letter, whatever its case, is that letter in the words of a text too."""
    characters = " ".join(map(chr, range(0x110000)))
    for letter in ascii_lowercase:
        alike = re.findall(letter, characters, re.IGNORECASE)
        assert {words_in(each) for each in alike} == {frozenset(letter)}


def test_marks_are_words_of_which_one_must_stand() -> None:
    """What is marked is a choice of words, in the pattern and in what tells it."""
    phrases = marked("are «asked|urged» to")
    assert phrases.source == "are (?:asked|urged) to"
    assert phrases.told_by == {"asked", "urged"}
