"""What can be written so that a text is YAML again: tried, and offered only where it mends more than it breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import is_dataclass, replace
from functools import cache
from typing import Any, Final, NamedTuple

from smpolicy.documents.document import possible_keys
from smpolicy.documents.meant import as_text
from smpolicy.documents.salvaged import indent_of, says
from smpolicy.documents.scalars import scalar_value
from smpolicy.documents.syntax_rules import (
    BROKEN_INDENTATION,
    COLON_IN_TEXT,
    MISSING_COLON,
    SPECIAL_FIRST_CHARACTER,
    TAB,
    TEXT_BESIDE_MARK,
    UNCLOSED_BRACKET,
    UNCLOSED_QUOTE,
)
from smpolicy.foundations.corrections import Correction, Edit, corrected
from smpolicy.foundations.diagnostics import Diagnostic, Rule
from smpolicy.foundations.source import Source, Span

#: So many ways are tried in one file, and none in a longer one: each is a file to be read.
_MOST_TRIED: Final = 6
_LONGEST: Final = 100_000
_CLOSED_BY: Final = {"[": "]", "{": "}"}
_STEP: Final = 2
#: A key in a block, with what stands behind it.
_PAIR: Final = re.compile(r"(?P<key>\s*(?:- )?[^\s\"'{}\[\]:#][^:{}\[\]#]*:\s+)(?P<value>[^\s\"'{}\[\]|>#].*?)\s*$")
#: What begins as a key does, and whatever follows.
_NAME: Final = re.compile(r"(?P<name>[A-Za-z_][\w./-]*)(?P<rest>.*)$")
#: Where a text between braces may end.
_ENDS: Final = re.compile(r",\s+[\w.]+:\s|[\]}]+\s*$")


class _Way(NamedTuple):
    """What may be written in place of a stretch of one line, and what that does."""

    #: Columns, counted from 0.
    start: int
    end: int
    text: str
    label: str
    #: The number of the line, where it is not that of the fault: then what is wrong stands there.
    line: int | None = None


def with_ways_to_mend(
    faults: Sequence[Diagnostic],
    breaks: Sequence[Diagnostic],
    source: Source,
    read: Callable[[Source], Sequence[Diagnostic]],
) -> tuple[Diagnostic, ...]:
    """Return the faults of a text with a correction of each place that is not YAML, where one is plain.

    `read` gives the faults of another text: of each way that is tried, fewer must be left, and none that is new.
    """
    if len(source.text) > _LONGEST:
        return tuple(faults)
    before = {(each.name, each.message) for each in faults}
    mended: dict[int, Diagnostic] = {}
    tried = 0
    for fault in breaks:
        for way in _ways(fault, source):
            tried += 1
            if tried > _MOST_TRIED:
                break
            correction = _correction(way, fault, source)
            left = read(corrected(source, [correction])[0])
            if len(left) < len(faults) and {(each.name, each.message) for each in left} <= before:
                place = fault.span if way.line is None else _key_on(source, way.line)
                mended[id(fault)] = replace(fault, span=place, corrections=(correction,))
                break
    return tuple(mended.get(id(each), each) for each in faults)


def _correction(way: _Way, fault: Diagnostic, source: Source) -> Correction:
    line = way.line or (fault.span.line if fault.span else 1)
    span = Span(path=source.path, line=line, column=way.start + 1, end_line=line, end_column=way.end + 1)
    return Correction(label=way.label, edits=(Edit(span=span, text=way.text),))


def _ways(fault: Diagnostic, source: Source) -> Iterator[_Way]:
    ways = _WAYS.get(fault.rule)
    if ways is not None and fault.span is not None:
        yield from ways(source, fault.span)


def _key_on(source: Source, line: int) -> Span:
    """Return the place of the key of a line."""
    text = source.line(line)
    start, end = indent_of(text) + 1, text.index(":") + 1
    return Span(path=source.path, line=line, column=start, end_line=line, end_column=end)


def _missing_colon(source: Source, span: Span) -> Iterator[_Way]:
    line, start = source.line(span.line), span.column - 1
    found = _NAME.match(line, start)
    if found is not None:
        end = found.end("name")
        if found["rest"][:1] == ":":
            yield _Way(end + 1, end + 1, " ", "write a space behind the colon")
        elif found["name"] in _keys() or not found["rest"].strip() or re.search(r"[./]", found["name"]):
            yield _Way(end, end, ":", f"write a colon behind `{found['name']}`")
    above = _above(source, span.line)
    if above is not None and _PAIR.match(above):
        yield _Way(0, indent_of(line), " " * (indent_of(above) + _STEP), "indent it, as part of the text above")


@cache
def _keys() -> frozenset[str]:
    """Return every key that documents can have, wherever it stands."""
    from smpolicy.documents import forms

    kinds: list[type[Any]] = [vars(forms)[name] for name in forms.__all__]
    return frozenset(key for kind in kinds if is_dataclass(kind) for key in possible_keys(kind))


def _tab(source: Source, span: Span) -> Iterator[_Way]:
    line = source.line(span.line)
    if line[: span.column - 1].strip():
        yield _Way(span.column - 1, span.end_column - 1, " ", "write a space instead of the tab")
        return
    end = len(line) - len(line.lstrip())
    for column in _columns(source, span.line):
        yield _Way(0, end, " " * column, f"begin it in column {column + 1}")


def _indentation(source: Source, span: Span) -> Iterator[_Way]:
    line = source.line(span.line)
    own = indent_of(line)
    for column in sorted(_columns(source, span.line), key=lambda each: abs(each - own)):
        if column != own:
            yield _Way(0, own, " " * column, f"begin it in column {column + 1}")
    yield from _key_above(source, span.line)


def _key_above(source: Source, line: int) -> Iterator[_Way]:
    """Yield that not a line begins in a wrong column, but the key above it: what stands below that is farther right."""
    own = indent_of(source.line(line))
    for number in range(line - 1, 0, -1):
        text = source.line(number)
        if says(source, number) and indent_of(text) < own:
            if re.search(r":\s*(#.*)?$", text):
                yield _Way(0, indent_of(text), " " * own, f"begin it in column {own + 1}", line=number)
            return


def _columns(source: Source, line: int) -> list[int]:
    """Return how far a line may be indented: like what stands below it, or below a key alone above it, or like that."""
    above, below = _above(source, line), _below(source, line)
    columns = []
    if above is not None:
        opens = re.search(r"[:>|]\s*(#.*)?$", above) is not None
        if opens:
            columns.append(
                indent_of(below) if below and indent_of(below) > indent_of(above) else indent_of(above) + _STEP
            )
        else:
            columns.append(indent_of(above))
    if below is not None:
        columns.append(indent_of(below))
    return list(dict.fromkeys(columns))


def _quote(source: Source, span: Span) -> Iterator[_Way]:
    line, start = source.line(span.line), span.column - 1
    end = len(line.rstrip())
    mark = line[start : start + 1]
    if mark in ('"', "'"):
        inner = line[start + 1 : end]
        if inner[:1] in _CLOSED_BY or not isinstance(_value(inner), str):
            yield _Way(start, start + 1, "", "take the quotation mark out")
            return
        close = "write the quotation mark that closes it"
        found = _ENDS.search(line, start) if line[:start].count("{") > line[:start].count("}") else None
        if found is not None:
            yield _Way(found.start(), found.start(), mark, close)
        yield _Way(end, end, mark, close)
        return
    opened = line.find("'", 0, start)
    if opened >= 0 and line[:end].endswith("'"):  # an apostrophe ends the text
        text = as_text(line[opened + 1 : end - 1])
        yield _Way(opened, end, text, f"write `{text}`")


def _bracket(source: Source, span: Span) -> Iterator[_Way]:
    line, start = source.line(span.line), span.column - 1
    end = len(line.rstrip())
    mark = line[start : start + 1]
    if mark in _CLOSED_BY and line[start + 1 : start + 2] not in _CLOSED_BY:
        closing = _CLOSED_BY[mark]
        yield _Way(end, end, closing, f"write `{closing}` at the end of the line")
    elif mark in _CLOSED_BY.values():
        other = next(each for each in _CLOSED_BY.values() if each != mark)
        yield _Way(start, start, other, f"write `{other}` before it")
        opening = next(each for each, closing in _CLOSED_BY.items() if closing == mark)
        if line.count(mark) > line.count(opening):
            yield _Way(start, start + 1, "", f"take `{mark}` out")


def _in_quotes(source: Source, span: Span) -> Iterator[_Way]:
    line = source.line(span.line)
    found = _PAIR.match(line)
    if found is not None and _is_prose(found["value"]):
        text = as_text(found["value"])
        yield _Way(*found.span("value"), text, f"write `{text}`")


def _mark(source: Source, span: Span) -> Iterator[_Way]:
    line, start = source.line(span.line), span.column - 1
    if _is_prose(line[start:]):
        yield _Way(start, start, "\n" + " " * (indent_of(line) + _STEP), "begin the text on the next line")


def _is_prose(words: str) -> bool:
    """Whether some words are surely a text: several, and no condition or list."""
    return len(words.split()) > 2 and not re.search(r"[{}\[\]]", words)


def _value(words: str) -> object:
    try:
        return scalar_value(words)
    except OverflowError:
        return None


_WAYS: Final[dict[Rule, Callable[[Source, Span], Iterator[_Way]]]] = {
    MISSING_COLON: _missing_colon,
    TAB: _tab,
    BROKEN_INDENTATION: _indentation,
    UNCLOSED_QUOTE: _quote,
    UNCLOSED_BRACKET: _bracket,
    COLON_IN_TEXT: _in_quotes,
    SPECIAL_FIRST_CHARACTER: _in_quotes,
    TEXT_BESIDE_MARK: _mark,
}


def _above(source: Source, line: int) -> str | None:
    return next((source.line(n) for n in range(line - 1, 0, -1) if says(source, n)), None)


def _below(source: Source, line: int) -> str | None:
    return next((source.line(n) for n in range(line + 1, source.line_count + 1) if says(source, n)), None)
