"""A paper as it was written, before anybody made a document of it: its words, headings and numbers, and all besides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from smpolicy.foundations.errors import UsageError
from smpolicy.foundations.source import BIDIRECTIONAL, CONTROL, INVISIBLE, character, visible

#: What stands before the words of a paragraph and numbers it. A number alone is none, as in "24 hours after".
_NUMBER: Final = re.compile(
    r"(?:§ ?\d+[a-z]?|(?:article|section|paragraph) \d+(?:\.\d+)*[.:]?|\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)]"
    r"|\((?:[a-z]|\d{1,3}|[ivx]+)\)|[a-z][.)]|[ivx]+[.)]|[IVX]+[.)]|[-•‣◦▪*+–—])(?=\s+\S)",
    re.IGNORECASE,
)
#: Of a heading a number needs no mark behind it: "2 Photos".
_HEADING_NUMBER: Final = re.compile(rf"(?:{_NUMBER.pattern}|\d{{1,3}}(?=\s+\S))", re.IGNORECASE)
#: Words by which a sentence can begin that look like a number: "I. Popescu", "A. the".
_INITIAL: Final = re.compile(r"[A-Z]\.\s")


@dataclass(kw_only=True, eq=False)
class UnreadablePaper(UsageError):  # noqa: N818  (named for what is wrong)
    """A file was named as a paper, and no words can be read in it."""

    path: str
    reason: str

    def __str__(self) -> str:
        """Name the file, the reason, and what was expected."""
        return f"no paper can be read in `{visible(self.path)}`: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph of a paper, or a heading: its number, if it has one, and its words."""

    number: str = ""
    text: str
    heading: bool = False
    #: What stands beside it and is no word of it: a comment, what was struck out, a footnote that is called here.
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a paper says, from the top to the bottom, and what stands beside that."""

    title: str
    pieces: tuple[Piece, ...]
    #: What is no part of the text that is signed: the words of every page, comments on nothing in particular.
    remarks: tuple[str, ...] = ()
    #: What somebody should know of how it was read.
    notices: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Cleaning:
    """Takes out of words what no document may hold, and counts what it took."""

    taken: Counter[str] = field(default_factory=Counter)

    def __call__(self, text: str) -> str:
        """Return words without characters that nobody sees or that turn the order of letters round."""
        for pattern in (BIDIRECTIONAL, INVISIBLE, CONTROL):
            text = pattern.sub(self._taken if pattern is not CONTROL else self._apart, text)
        return text

    def notices(self) -> Iterator[str]:
        """Yield what was taken out, each character by its code."""
        for char, times in sorted(self.taken.items()):
            how_often = "once" if times == 1 else f"{times} times"
            yield f"{character(char)} stands in the paper {how_often}, and is left out: no document may hold it"

    def _taken(self, match: re.Match[str]) -> str:
        self.taken.update(match.group())
        return ""

    def _apart(self, match: re.Match[str]) -> str:
        self.taken.update(match.group())
        return " "


def numbered(text: str, *, heading: bool = False) -> tuple[str, str]:
    """Return the number that stands before words, if one does, and the words."""
    text = " ".join(text.split())
    match = (_HEADING_NUMBER if heading else _NUMBER).match(text)
    if match is None or (_INITIAL.match(text) and not re.match(r"[IVX]+\.", text)):
        return "", text
    return match.group(), text[match.end() :].strip()


def titled(pieces: list[Piece]) -> tuple[str, tuple[Piece, ...]]:
    """Return the title of a paper and its other pieces: the heading at its top, where that has no number."""
    first = pieces[0] if pieces else None
    if first is None or not first.heading or first.number or first.remarks:
        return "", tuple(pieces)
    return first.text, tuple(pieces[1:])
