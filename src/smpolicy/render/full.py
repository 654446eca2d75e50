"""Diagnostics for people: the message, the author's own lines underlined, and how to mend it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from smpolicy.foundations.diagnostics import Diagnostic, HeldBack, Related
from smpolicy.foundations.source import Source, Span, on_one_line, visible, visible_words
from smpolicy.foundations.wording import in_series

if TYPE_CHECKING:
    from smpolicy.conflicts.compared import ComparedNorms

#: A line is cut to about this many columns around what is underlined; prose after `>` may be far longer.
_WIDEST = 100

#: Of a span over many lines, this many are shown.
_MOST_LINES = 4

_TAB = "    "

#: Where the test of inconsistency is stated.
_TEST = "docs/semantics.md, “Set aside”"
#: What else can come of comparing two norms, by the rule under which it is reported.
_OTHERWISE: Final[Mapping[str, str]] = {"undecided": "not found out", "for-review": "for people to decide"}
#: Text that YAML takes for itself without quotes: an id, a word, a day.
_PLAIN = re.compile(r"[A-Za-z][\w./#:-]*(?<!:)|\d{4}-\d\d-\d\d")


def render(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    files: int,
    compared: ComparedNorms | None = None,
    held_back: Sequence[HeldBack] = (),
) -> str:
    """Write each diagnostic out, and at the end what was compared, if anything was to be, and a summary.

    A diagnostic whose source is not at hand is written without its lines.
    """
    blocks = ["\n".join(_block(each, sources)) + "\n" for each in diagnostics]
    said = [_compared(compared, diagnostics)] if compared is not None else []
    return "\n".join([*blocks, "".join(f"{line}\n" for line in (*said, in_sum(diagnostics, files, held_back)))])


def _block(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> Iterator[str]:
    spans = [diagnostic.span, *(each.span for each in diagnostic.related)]
    gutter = max((len(str(_last_line(span))) for span in spans if span), default=1)
    yield visible_words(f"{diagnostic.severity}[{diagnostic.code}] {diagnostic.name}: {diagnostic.message}")
    if diagnostic.place:
        yield f"{' ' * gutter}--> {diagnostic.place}"
    if diagnostic.span:
        yield from _snippet(diagnostic.span, sources, gutter, "^", "")
    for related in diagnostic.related:
        yield from _related(related, diagnostic, sources, gutter)
    if diagnostic.grade:
        yield f"{' ' * gutter} = kind: {diagnostic.kind}, {diagnostic.grade}; under the test that {_TEST}, states"
    if diagnostic.rests_on:
        yield f"{' ' * gutter} = rests on: a reading of {', '.join(diagnostic.rests_on)}, unreviewed"
    if diagnostic.survives:
        yield f"{' ' * gutter} = survives: {visible_words(diagnostic.survives)}"
    if diagnostic.witness:
        yield from _example(diagnostic.witness, gutter)
    if diagnostic.reviewed:
        yield f"{' ' * gutter} = reviewed: {visible_words(diagnostic.reviewed)}"
    if diagnostic.help:
        yield f"{' ' * gutter} = help: {visible_words(diagnostic.help)}"


def _example(witness: Mapping[str, Any], gutter: int) -> Iterator[str]:
    """Write an activity that shows a finding: in plain words, and as a scenario that can be pasted."""
    indent = " " * gutter
    words, scenario = witness.get("words"), witness.get("scenario")
    if not words or not scenario:
        stated = ", ".join(f"{name}: {_yaml(value)}" for name, value in witness["facts"].items())
        yield f"{indent} = example: {{{visible_words(stated)}}}"
        return
    yield f"{indent} = example, all else being neutral:"
    yield from (f"{indent}     {visible_words(each)}" for each in words)
    if witness.get("remark"):
        yield f"{indent} = here {visible_words(witness['remark'])}"
    yield f"{indent} = the same as a scenario:"
    for number, (key, value) in enumerate(scenario.items()):
        head = f"{indent}     {'- ' if number == 0 else '  '}{key}:"
        if isinstance(value, Mapping):
            yield head
            yield from (
                f"{indent}         {visible_words(name)}: {visible_words(_yaml(each))}" for name, each in value.items()
            )
        else:
            yield f"{head} {visible_words(_yaml(value))}"


def _yaml(value: object) -> str:
    """Write a stated value as it stands in a document, so that an example can be pasted."""
    match value:
        case list():
            return f"[{', '.join(map(_yaml, value))}]"
        case bool():
            return str(value).lower()
        case str() if not _PLAIN.fullmatch(value):
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def _related(related: Related, diagnostic: Diagnostic, sources: Mapping[str, Source], gutter: int) -> Iterator[str]:
    span = related.span
    if span.path != diagnostic.path or span.path not in sources:
        yield f"{' ' * gutter}::: {on_one_line(span.path)}:{span.line}:{span.column}: {visible_words(related.message)}"
    yield from _snippet(span, sources, gutter, "-", visible_words(related.message))


def _snippet(span: Span, sources: Mapping[str, Source], gutter: int, mark: str, label: str) -> Iterator[str]:
    """Write the lines of a span, each with the marks beneath it."""
    source = sources.get(span.path)
    if source is None:
        return
    empty = f"{' ' * gutter} |"
    yield empty
    # A span that ends where a line begins ends, to the eye, with the line before.
    end_line = max(span.line, span.end_line - (span.end_column == 1))
    last = min(end_line, _last_line(span))
    for number in range(span.line, last + 1):
        line = source.line(number)
        start = span.column - 1 if number == span.line else len(line) - len(line.lstrip())
        end = span.end_column - 1 if number == span.end_line else len(line)
        text, before, width = _trimmed(line, start, max(start, end))
        yield f"{number:>{gutter}} | {text}".rstrip()
        note = f" {label}" if label and number == last else ""
        yield f"{empty} {' ' * before}{mark * max(1, width)}{note}"
    if last < end_line:
        yield f"{' ' * gutter} | ..."
    yield empty


def _last_line(span: Span) -> int:
    return min(span.end_line, span.line + _MOST_LINES - 1)


def _trimmed(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Cut a line around the characters from `start` to `end`.

    Gives the line as shown, the columns before what is marked, and how many columns that takes:
    a wide character takes two columns, a combining one none.
    """
    left = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    right = min(len(line), left + _WIDEST)
    head = "..." if left else ""
    tail = "..." if right < len(line) else ""
    before = head + _shown(line[left:start])
    marked = _shown(line[start : min(end, right)])
    return head + _shown(line[left:right]) + tail, _columns(before), _columns(marked)


def _shown(text: str) -> str:
    return visible(text).replace("\t", _TAB)


def _columns(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _compared(compared: ComparedNorms, diagnostics: Sequence[Diagnostic]) -> str:
    """Say which norms were compared with which, on which days, and what came of it."""
    if not compared.norms:
        return "no norm was compared with the instruments above"

    def found(name: str) -> int:
        return len({each.norm for each in diagnostics if each.name == name})

    more = (f", {found(name)} {words}" for name, words in _OTHERWISE.items() if found(name))
    comes_to = f"{found('inconsistent') or 'none'} inconsistent under the test of {_TEST}{''.join(more)}"
    above = in_series(compared.instruments, "and")
    beside = f"{_count(len(compared.norms), 'norm')} beside {len(compared.above)} of {above}"
    return f"{beside}, on {_count(len(compared.days), 'day')}: {comes_to}"


#: How it is said why findings are not told.
_HELD_BACK: Final[Mapping[str, str]] = {
    "selection": "not selected",
    "suppression": "suppressed",
    "baseline": "in the baseline",
}


def in_sum(diagnostics: Sequence[Diagnostic], files: int, held_back: Sequence[HeldBack] = ()) -> str:
    """Say on one line how many files were checked, how much was found, and what of it is not told."""
    counts = [
        _count(sum(each.severity == severity for each in diagnostics), severity)
        for severity in ("error", "warning", "note")
    ]
    kept = [
        f"{number} {words}" for by, words in _HELD_BACK.items() if (number := sum(each.by == by for each in held_back))
    ]
    return f"{_count(files, 'file')} checked: {', '.join(counts)}" + (f"; {', '.join(kept)}" if kept else "")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
