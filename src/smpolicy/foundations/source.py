"""Text that was read, and places in it.

Everything read remembers where it stood, so that a message can underline the author's own words.
Lines end at a line feed, and a carriage return before it belongs to the break.
Columns count characters, not bytes.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeAlias

from smpolicy.foundations.in_brief import in_brief

#: No document may be larger.
#: The whole Staff Instruction with its norms has some 100 kB, and what is read is held in memory several times over;
#: ten times the largest real document leaves room, and a file beyond it is a mistake or an attack.
MOST_BYTES = 1 << 20

#: Characters that change the order in which the characters around them are shown.
BIDIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]+")

#: Characters that no text needs and that editors, terminals and diffs show each in its own way, or not at all.
#: A carriage return without a line feed and the line separators of Unicode are among them:
#: some tools begin a new line there, and others do not.
CONTROL = re.compile("(?:[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n))+")

#: Characters that show nothing by themselves: those that Unicode lets programs ignore (soft hyphen, zero width space,
#: word joiner, variation selectors, fillers, tags), annotation marks and the blank of Braille.
_IGNORED = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0d\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: Characters that each program shows in its own way, or not at all: for private use, and those that are none.
_PRIVATE = "\ue000-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff" + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000)
)
#: Where joiners and emoji selectors do show: between letters of scripts that join, within and behind pictures.
_JOINING = "\u0600-\u109f\u1780-\u18af\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_PICTURES = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"

#: Characters that nobody sees, so that words which look alike would differ.
#: A no-break space and its kin are seen as spaces, and count as such. What a document of another script needs, such as
#: the joiners of Persian, stays where it changes what is seen.
INVISIBLE = re.compile(
    f"(?:[{_IGNORED}{_PRIVATE}]"
    f"|(?<![{_JOINING}{_PICTURES}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}{_PICTURES}])"
    f"|(?<![{_PICTURES}])[\ufe0e\ufe0f](?!\u20e3))+"
)

#: Stands in for a character that cannot be shown; always one for one, so that columns stay.
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a file, up to, and without, `end_column` on `end_line`; all count from 1."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


#: The keys and positions that lead from the root of a document to a value.
Path: TypeAlias = tuple[str | int, ...]
#: For each path where its key and its value stand; the root and list items have no key.
Places: TypeAlias = Mapping[Path, tuple[Span | None, Span]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of one file, and the path under which it is shown."""

    path: str
    text: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Note where each line begins, so that a place is found without reading the text again."""
        starts = (0, *(match.end() for match in re.finditer("\n", self.text)))
        object.__setattr__(self, "_starts", starts)

    @property
    def line_count(self) -> int:
        """How many lines there are; an empty text has one."""
        return len(self._starts)

    def line(self, number: int) -> str:
        """Give line `number`, counted from 1, without its line break.

        A number outside the text gives an empty line: a place just past the end must still be showable.
        """
        if not 1 <= number <= self.line_count:
            return ""
        end = self._starts[number] if number < self.line_count else len(self.text)
        return self.text[self._starts[number - 1] : end].removesuffix("\n").removesuffix("\r")

    def span(self, start: int, end: int) -> Span:
        """Give the place of `text[start:end]`."""
        line, column = self._place(start)
        end_line, end_column = self._place(max(start, end))
        return Span(path=self.path, line=line, column=column, end_line=end_line, end_column=end_column)

    def offset(self, line: int, column: int) -> int:
        """Give the index in `text` of a place, which must lie in the text."""
        return self._starts[line - 1] + column - 1

    def slice(self, span: Span) -> str:
        """Give the words that stand at `span`."""
        return self.text[self.offset(span.line, span.column) : self.offset(span.end_line, span.end_column)]

    def _place(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1


def digest(content: bytes) -> str:
    """Give the digest by which documents name exactly what was read."""
    return f"sha256:{sha256(content).hexdigest()}"


def character(char: str) -> str:
    """Name a character that cannot be shown, by its code and, where it has one, its name."""
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X}" + (f" ({name})" if name else "")


def visible(text: str) -> str:
    """Replace, one for one, what a terminal would act on or hide.

    Messages and source lines quote files that anybody may have written:
    an escape sequence in them must not repaint the screen of the person who checks them.
    """
    if text.isascii() and text.isprintable():  # most of what is shown: nothing in it is to be replaced
        return text
    return INVISIBLE.sub(_replaced, harmless(text))


def visible_words(words: str) -> str:
    """Replace the same in words that stand within a line of ours: a tab there would leave a gap of any width."""
    return visible(words).replace("\t", " ")


def on_one_line(path: str) -> str:
    """Give the name of a file as it is shown: it may hold line breaks, and what a terminal would act on."""
    return visible_words(path.replace("\n", "\\n"))


def harmless(text: str) -> str:
    """Replace, one for one, what would end a line or turn the order of letters round, also for whoever reads on."""
    return CONTROL.sub(_replaced, BIDIRECTIONAL.sub(_replaced, text))


def _replaced(match: re.Match[str]) -> str:
    return REPLACEMENT * len(match.group())
