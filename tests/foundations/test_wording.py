"""Words in texts: where they stand, and what stands there instead of words that do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles import draws
from smpolicy.foundations import wording
from smpolicy.foundations.wording import nearest, plain_text, stands_at

WORDS = st.lists(st.sampled_from(["a", "an", "ab", "abc", "Abc.", "cab", "ba*", "b,", "bad,", ":"]), max_size=9)


@settings(max_examples=draws(500))
@given(st.text("aAbß_1 .’", max_size=3), st.text("aAbBß_1 .’", max_size=12))
def test_words_stand_where_a_pattern_of_whole_words_matches(words: str, text: str) -> None:
    """Words stand as whole words, none within another, whatever the case of the first letter."""
    wanted = plain_text(words)
    letter = f"[{wanted[0].lower()}{wanted[0].upper()}]" if wanted[:1].isalpha() else re.escape(wanted[:1])
    before, behind = (r"(?<!\w)" if wanted[:1].isalnum() else "", r"(?!\w)" if wanted[-1:].isalnum() else "")
    whole = re.compile(before + letter + re.escape(wanted[1:]) + behind)
    assert stands_at(words, text) == ([each.span() for each in whole.finditer(text)] if wanted else [])


def likeness(words: str, stretch: str) -> float:
    """Return how like two stretches of words are."""
    return SequenceMatcher(None, plain_text(words).lower(), stretch.lower(), autojunk=False).ratio()


def stretches(words: str, text: str) -> Iterator[str]:
    """Yield each stretch of a text with about as many words, the shortest first."""
    said, count = plain_text(text).split(), len(plain_text(words).split())
    for size in range(max(1, count - 2), count + 3):
        yield from (" ".join(said[first : first + size]).strip(".,;:") for first in range(len(said) - size + 1))


@settings(max_examples=draws(300))
@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_the_nearest_words_are_the_most_like(words: str, text: str) -> None:
    """Of all stretches none is more like the words than the one returned, and none before it is as like."""
    every = [each for each in stretches(words, text) if each]
    most = max((likeness(words, each) for each in every), default=0)
    like = [each for each in every if likeness(words, each) == most]
    assert nearest(words, text) == (like[0] if most > wording._NEAR else None)


@pytest.mark.parametrize("length", [100, 3000])
def test_near_words_are_found_by_few_comparisons(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    """Where words differ by a letter from those of the text, one stretch is compared with them, however long it is."""
    compared: list[str] = []

    class Counting(SequenceMatcher[str]):
        def ratio(self) -> float:
            compared.append("")
            return super().ratio()

    monkeypatch.setattr(wording, "SequenceMatcher", Counting)
    said = "Staff should take care with what they say of the work that others do in the field."
    text = " ".join([said] * (length // 16) + ["within 24 hours of a patrol"] + [said] * (length // 16))
    assert nearest("within 24 huors of a patrol", text) == "within 24 hours of a patrol"
    assert len(compared) == 1
