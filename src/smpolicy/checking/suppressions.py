"""Warnings and notes that a comment beside the line holds back: `# smpolicy: ignore[SMP608] because ...`.

A comment behind something holds back what is found on its line, and one on a line of its own what is found on the next
line that says something; with a line goes the text that begins on it, down to where that ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from smpolicy.documents.comment_rules import UNFIT_SUPPRESSION, UNUSED_SUPPRESSION
from smpolicy.foundations.corrections import Correction, Edit
from smpolicy.foundations.diagnostics import Diagnostic, HeldBack, may_be_held_back, quoted, report
from smpolicy.foundations.source import Places, Source, Span

#: A comment that speaks to this program, whatever it says.
_SPEAKS: Final = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*smpolicy[ \t]*:[^\r\n]*", re.MULTILINE | re.IGNORECASE)
_WELL_FORMED: Final = re.compile(r"#\s*smpolicy:\s*ignore\[(?P<rules>[^\]]*)\](?:\s+because\b\s*(?P<reason>.*))?")
_SHAPE: Final = "`# smpolicy: ignore[SMP608] because ...`"
#: So many comments of one file are looked at: nobody writes more, but whoever would let a check run for hours.
_MOST: Final = 1000
_KEY_ALONE: Final = re.compile(r"[^#]*:\s*(?:#.*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Suppression:
    """A comment that holds findings back."""

    codes: Mapping[str, str]  # as they are said, by the code that each means
    reason: str
    span: Span
    #: The lines beside which it stands.
    first: int
    last: int

    def holds(self, diagnostic: Diagnostic) -> bool:
        span = diagnostic.span
        return span is not None and diagnostic.code in self.codes and self.first <= span.line <= self.last


def suppressed(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], files: Iterable[str]
) -> tuple[list[Diagnostic], list[HeldBack]]:
    """Return the findings that are told, with what is wrong with comments that hold some back; and those held back.

    No error is held back, and nothing that is always told.
    """
    found = list(diagnostics)
    comments = {path: _comments(sources[path]) for path in files if path in sources}
    told, held = [], []
    for path, (suppressions, unfit) in comments.items():
        own = [each for each in found if each.path == path]
        used: set[tuple[int, str]] = set()
        for each in own:
            by = next((n for n, one in enumerate(suppressions) if one.holds(each)), None)
            if by is not None and may_be_held_back(each):
                used.add((by, each.code))
                one = suppressions[by]
                held.append(HeldBack(diagnostic=each, by="suppression", reason=one.reason, span=one.span))
        told += unfit
        if all(each.severity != "error" for each in own):  # else not everything was looked for
            told += _unused(suppressions, used, sources[path])
    kept_back = {id(each.diagnostic) for each in held}
    return [*(each for each in found if id(each) not in kept_back), *told], held


def _unused(suppressions: list[_Suppression], used: set[tuple[int, str]], source: Source) -> Iterator[Diagnostic]:
    for number, each in enumerate(suppressions):
        idle = [said for code, said in each.codes.items() if (number, code) not in used]
        if not idle:
            continue
        listed = " and ".join(map(quoted, idle))
        whole = len(idle) == len(each.codes)
        advice = "take the comment out" if whole else f"take {listed} out of the brackets"
        yield report(
            UNUSED_SUPPRESSION,
            f"{listed} is to be held back here, and nothing of it is found beside this line",
            each.span,
            help=advice,
            corrections=[_without(each, source)] if whole else (),
        )


def _without(suppression: _Suppression, source: Source) -> Correction:
    """Return how a comment is taken out: with its line, if nothing else stands there."""
    span = suppression.span
    start, end = (source.offset(span.line, column) for column in (span.column, span.end_column))
    before = source.text[source.offset(span.line, 1) : start]
    start -= len(before) - len(before.rstrip(" \t"))
    if not before.strip():
        end = source.text.find("\n", end) + 1 or len(source.text)
    return Correction(label="take the comment out", edits=(Edit(span=source.span(start, end), text=""),), safe=True)


def _comments(source: Source) -> tuple[list[_Suppression], list[Diagnostic]]:
    """Return the comments of a text that hold something back, and what is wrong with those that are to and do not."""
    spoken = list(_SPEAKS.finditer(source.text))
    if not spoken:
        return [], []
    from smpolicy.documents import nodes
    from smpolicy.documents.salvaged import read_on

    salvaged = read_on(source)
    if salvaged.node is None:
        return [], []  # what is a comment there nobody can tell, and the file has an error
    texts = _texts(nodes.places(salvaged.node))
    starts = [(each.line, each.column) for each in texts]
    suppressions: list[_Suppression] = []
    unfit: list[Diagnostic] = []
    for each in spoken[:_MOST]:
        span = source.span(each.start(), each.end())
        before = bisect_right(starts, (span.line, span.column)) - 1
        if before >= 0 and _within(span, texts[before], source):
            continue  # it is no comment but words of the document
        if any(lost.first <= span.line <= lost.last for lost in salvaged.lost):
            continue  # whether it is one cannot be told
        read = _read(each.group().strip(), span, source)
        (suppressions if isinstance(read, _Suppression) else unfit).append(read)  # type: ignore[arg-type]
    for beyond in spoken[_MOST : _MOST + 1]:
        message = f"more than {_MOST} comments speak of holding back: from here on none of them does"
        unfit.append(_unfit(message, "mend what is found", source.span(beyond.start(), beyond.end())))
    return suppressions, unfit


def _read(comment: str, span: Span, source: Source) -> _Suppression | Diagnostic:
    found = _WELL_FORMED.fullmatch(comment)
    if found is None:
        return _unfit("this is no comment that holds anything back", f"write {_SHAPE}", span)
    said = [word.strip() for word in found["rules"].split(",")]
    if not all(said):
        return _unfit("this names no rule", f"write its code or its name between the brackets, as in {_SHAPE}", span)
    from smpolicy.checking.selection import may_be_left_out
    from smpolicy.checks.rules import RULES
    from smpolicy.foundations.wording import near_name

    codes = {}
    for word in said:
        rule = next((each for each in RULES if word in (each.code, each.name)), None)
        if rule is None:
            near = near_name(word.lower(), [name for each in RULES for name in (each.code.lower(), each.name)])
            meant = near.upper() if near and near.startswith("smp") else near
            hint = f"did you mean `{meant}`?" if meant else "`smpolicy check` names the code of each finding"
            return _unfit(f"no rule is called {quoted(word)}", hint, span)
        if not may_be_left_out(rule):
            what = f"{quoted(word)} cannot be held back: what is found of it is always told"
            return _unfit(what, "mend what is found, and take the comment out", span)
        codes[rule.code] = word
    if not re.search(r"\w", found["reason"] or ""):
        return _unfit("this gives no reason, and so holds nothing back", f"say why behind the brackets: {_SHAPE}", span)
    first, last = _beside(span, source)
    return _Suppression(codes=codes, reason=found["reason"].strip(), span=span, first=first, last=last)


def _unfit(message: str, advice: str, span: Span) -> Diagnostic:
    return report(UNFIT_SUPPRESSION, message, span, help=advice)


def _beside(span: Span, source: Source) -> tuple[int, int]:
    """Return the lines that a comment stands beside: its own or the next one, with the text that begins there."""
    first = span.line
    if not source.line(first)[: span.column - 1].strip():
        first += 1
        while first <= source.line_count and source.line(first).strip()[:1] in ("", "#"):
            first += 1
    line, last = source.line(first), first
    if _KEY_ALONE.fullmatch(line):
        return first, first  # what stands below has lines of its own
    while last < source.line_count and _continues(source.line(last + 1), line):
        last += 1
    return first, last


def _continues(line: str, first: str) -> bool:
    return not line.strip() or len(line) - len(line.lstrip(" ")) > len(first) - len(first.lstrip(" "))


def _texts(places: Places) -> list[Span]:
    """Return where the texts of a document stand, in their order: the values in which no others stand, and the keys."""
    inner = {path[:-1] for path in places}
    keys = [key for key, _ in places.values() if key is not None]
    values = [value for path, (_, value) in places.items() if path not in inner]
    return sorted([*values, *keys], key=lambda each: (each.line, each.column))


def _within(span: Span, text: Span, source: Source) -> bool:
    """Whether a comment is none, but part of a text; behind `>` and `|` one can stand."""
    begins = (text.line, text.column) <= (span.line, span.column)
    behind_mark = span.line == text.line and source.line(text.line)[text.column - 1 : text.column] in (">", "|")
    return begins and not behind_mark and (span.line, span.column) < (text.end_line, text.end_column)
