"""A paper from Markdown, or from plain text with numbers and headings as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from smpolicy.authoring.paper import Cleaning, Paper, Piece, numbered, titled

_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_RULE: Final = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_FENCE: Final = re.compile(r" {0,3}(?:```|~~~)[^`]*")
_TABLE_RULE: Final = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?|[ \t]*\|[ \t]*:?-+:?[ \t]*")
_CELLS: Final = re.compile(r"(?<!\\)\|")
_FOOTNOTE: Final = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)")
_CALLED: Final = re.compile(r"\[\^([^\]\s]+)\]")
_COMMENT: Final = re.compile(r"<!--([\s\S]*?)(?:-->|\Z)")
_LINK: Final = re.compile(r"(?<!\\)!?\[([^\[\]]*)\]\(([^()\s]*(?:\([^()]*\))?[^()]*)\)")
_EMPHASIS: Final = re.compile(
    r"(?<![\\*\w])(\*{1,3})(?=\S)([^*]*[^*\s])\1(?![*\w])|(?<![\\_\w])(_{1,3})(?=\S)([^_]*[^_\s])\3(?![_\w])"
)
_CODE: Final = re.compile(r"(?<!\\)(`+)(?!`)([^`]+)\1(?!`)")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
#: A line of plain text that ends in one of these is no heading.
_ENDS_A_SENTENCE: Final = (".", "!", "?", ";", ":", ",")
_LONGEST_HEADING: Final = 100


def paper_of_text(text: str, *, markdown: bool) -> Paper:
    """Return the paper that a text holds."""
    clean = Cleaning()
    text = clean(_LINE_ENDS.sub("\n", text.removeprefix("\ufeff")).expandtabs(4))
    reading = _Markdown() if markdown else _Plain()
    pieces = list(reading.pieces(text))
    title, rest = titled(pieces)
    return Paper(title=title, pieces=rest, remarks=tuple(reading.beside), notices=(*reading.notices, *clean.notices()))


@dataclass(slots=True)
class _Plain:
    """Plain text: paragraphs apart by empty lines, and by numbers and marks at the beginning of a line."""

    beside: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def pieces(self, text: str) -> Iterator[Piece]:
        for paragraph in _paragraphs(text.split("\n")):
            words = " ".join(paragraph)
            number, rest = numbered(words, heading=True)
            short = len(paragraph) == 1 and len(words) <= _LONGEST_HEADING and not words.endswith(_ENDS_A_SENTENCE)
            if short and rest[:1].isupper() and (number[:1].isdigit() or not number):
                yield Piece(number=number, text=rest, heading=True)
            elif number or rest:
                number, rest = numbered(words)
                yield Piece(number=number, text=rest)


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each paragraph, without lines that only rule off."""
    paragraph: list[str] = []
    for line in (*lines, ""):
        words = line.strip()
        if not words or re.fullmatch(r"[-=_*~]{3,}", words):
            if paragraph:
                yield paragraph
            paragraph = []
            continue
        if paragraph and numbered(words)[0]:
            yield paragraph
            paragraph = []
        paragraph.append(words)


@dataclass(slots=True)
class _Markdown:
    """Markdown: headings, lists, tables, quotes, footnotes and comments, without the marks of emphasis."""

    beside: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def pieces(self, text: str) -> Iterator[Piece]:
        text = _COMMENT.sub(self._comment, text)
        waiting: list[str] = []
        cells, fenced = 0, False
        lines = text.split("\n")
        for line in lines:
            if _FENCE.fullmatch(line):
                fenced = not fenced
                yield from self._paragraph(waiting)
                continue
            quoted = re.sub(r"^[ ]*(?:>[ ]?)+", "", line)
            if fenced:
                waiting.append(line.strip())
            elif not quoted.strip():
                yield from self._paragraph(waiting)
            elif match := _HEADING.fullmatch(quoted):
                yield from self._paragraph(waiting)
                yield from self._heading(match.group(2))
            elif waiting and _UNDERLINE.fullmatch(quoted):
                heading = " ".join(waiting)
                waiting.clear()
                yield from self._heading(heading)
            elif _RULE.fullmatch(quoted) or _TABLE_RULE.fullmatch(quoted):
                yield from self._paragraph(waiting)
            elif match := _FOOTNOTE.fullmatch(quoted):
                yield from self._paragraph(waiting)
                waiting.append(f"[^{match.group(1)}]: {match.group(2)}")
            elif quoted.lstrip().startswith("|") and len(_CELLS.findall(quoted)) > 1:
                yield from self._paragraph(waiting)
                for cell in _CELLS.split(quoted.strip().strip("|")):
                    cells += bool(cell.strip())
                    waiting.append(cell.strip())
                    yield from self._paragraph(waiting, cell=True)
            else:
                if numbered(quoted)[0]:
                    yield from self._paragraph(waiting)
                waiting.append(quoted.strip())
        yield from self._paragraph(waiting)
        if cells:
            self.notices.append(
                f"a table is no part of a document: each of {cells} cells with words is a paragraph of its own"
            )

    def _heading(self, words: str) -> Iterator[Piece]:
        if words.strip():
            text, remarks = _unmarked(words)
            number, rest = numbered(text, heading=True)
            yield Piece(number=number, text=rest, heading=True, remarks=remarks)

    def _paragraph(self, waiting: list[str], *, cell: bool = False) -> Iterator[Piece]:
        """Yield the paragraph whose lines were waiting, if it has words."""
        words = " ".join(waiting).strip()
        waiting.clear()
        if not words:
            return
        footnote = _FOOTNOTE.fullmatch(words)
        number, rest = (f"Footnote {footnote.group(1)}", footnote.group(2)) if footnote else numbered(words)
        number = "-" if number in ("*", "+") else number
        text, remarks = _unmarked(rest)
        if text:
            piece = Piece(number="" if cell else number, text=text, remarks=remarks)
            yield replace(piece, text=f"{number} {text}".strip()) if cell else piece

    def _comment(self, match: re.Match[str]) -> str:
        words = " ".join(match.group(1).split())
        if words:
            self.beside.append(f"a comment in the paper: {words}")
        return "\n" if "\n" in match.group() else " "


def _unmarked(words: str) -> tuple[str, tuple[str, ...]]:
    """Return words without the marks of Markdown, and the footnotes that they call."""
    called = tuple(f"footnote {each} is called here" for each in _CALLED.findall(words))
    text = _CALLED.sub("", words)
    text = _LINK.sub(_link, text)
    for _ in range(3):  # emphasis within emphasis
        text = _EMPHASIS.sub(lambda match: match.group(2) or match.group(4), text)
    text = _CODE.sub(r"\2", text)
    return " ".join(_ESCAPED.sub(r"\1", text).split()), called


def _link(match: re.Match[str]) -> str:
    """Return the words of a link with where it leads, unless they say that themselves."""
    words, target = match.group(1).strip(), match.group(2).strip()
    return words if not target or target in words else f"{words} ({target})".strip()
