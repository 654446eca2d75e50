"""Phrases of which each is told by a few words: where none of these stands, no phrase is looked for, and none is made.

Most patterns of words of force stand in no sentence of a set of documents, and to make one takes longer than to find
out from these words that it is not needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_MARKED: Final = re.compile("«([^«»]*)»")
_WORD: Final = re.compile(r"\w+")
#: The letters that a pattern takes for others whatever their case, and `casefold` does not.
_SAME_LETTERS: Final = str.maketrans("ıİ", "ii")


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """A pattern, made when it is first tried, and the words of which one stands in whatever it matches."""

    source: str
    flags: re.RegexFlag
    told_by: frozenset[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern."""
        return re.compile(self.source, self.flags)

    def found(self, text: str, words: Set[str]) -> Iterator[re.Match[str]]:
        """Yield where the phrases stand in a text of which the words are given, as `words_in` has them."""
        return iter(()) if self.told_by.isdisjoint(words) else self.pattern.finditer(text)


def words_in(text: str) -> frozenset[str]:
    """Return the words of a text, alike for every case."""
    return frozenset(_WORD.findall(text.translate(_SAME_LETTERS).casefold()))


def marked(source: str, flags: re.RegexFlag = re.IGNORECASE) -> Phrases:
    """Return the phrases of a pattern in which the words that tell them are marked: `is «urged|asked» to`.

    Whatever the pattern matches must hold one of the marked words, as a word of its own.
    """
    told_by = frozenset(word for words in _MARKED.findall(source) for word in words.casefold().split("|"))
    return Phrases(source=_MARKED.sub(r"(?:\1)", source), flags=flags, told_by=told_by)


def marked_words(*phrases: str) -> Phrases:
    """Return phrases that stand as whole words, whatever their case; in each some words are marked."""
    return marked(rf"\b(?:{'|'.join(phrases)})(?!\w)")
