"""Places as editors count them: lines that end as theirs do, and columns in the units that they agreed on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from smpolicy.foundations.once import Unchanging, once
from smpolicy.foundations.source import Source, Span

#: How many units a character takes, by the name of what is counted; what is not named here counts as the first.
_UNITS: Final[Mapping[str, str]] = {"utf-16": "utf-16-le", "utf-8": "utf-8", "utf-32": "utf-32-le"}
_WIDTH: Final = {"utf-16-le": 2, "utf-8": 1, "utf-32-le": 4}
#: Where a line ends for an editor: at a carriage return alone too, which is no end of a line in a document.
_BREAK: Final = re.compile("\r\n|\n|\r")

#: A line and a column, both from 0.
Position = tuple[int, int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Positions(Unchanging):
    """The places of one text, in the units of one editor."""

    source: Source
    units: str = "utf-16"

    @once
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _BREAK.finditer(self.source.text))]

    def position(self, index: int) -> Position:
        """Return where the character at an index stands; past the end, where the text ends."""
        index = min(max(index, 0), len(self.source.text))
        line = bisect_right(self._starts, index) - 1
        return line, self._counted(self.source.text[self._starts[line] : index])

    def index(self, position: Position) -> int:
        """Return the index of a place; what lies outside its line or the text is as near as can be.

        In the middle of a character that takes several units, it is that character's.
        """
        line, column = position
        if line >= len(self._starts):
            return len(self.source.text)
        start = self._starts[max(line, 0)]
        ended = _BREAK.search(self.source.text, start)
        words = self.source.text[start : ended.start() if ended else len(self.source.text)]
        if column >= self._counted(words):
            return start + len(words)
        counted = 0
        for number, character in enumerate(words):
            counted += self._counted(character)
            if counted > column:
                return start + number
        return start + len(words)

    def range(self, span: Span) -> tuple[Position, Position]:
        """Return where a stretch begins and ends."""
        return self.position(self._index(span.line, span.column)), self.position(
            self._index(span.end_line, span.end_column)
        )

    def _index(self, line: int, column: int) -> int:
        if line > self.source.line_count:  # the text may be another by now than the one in which it was found
            return len(self.source.text)
        return self.source.offset(line, column)

    def _counted(self, words: str) -> int:
        encoding = _UNITS.get(self.units, "utf-16-le")
        return len(words.encode(encoding, "surrogatepass")) // _WIDTH[encoding]
