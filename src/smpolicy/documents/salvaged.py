"""What can be read of a document whose text is not YAML somewhere: what stands above that place, and what far below.

The lines of what is broken are passed over, from where it begins to the next key of the document, or to the next entry
of the section that it stands in; the rest is read again, and every line and column stays what it is.
What was passed over, and the entry above that may have gone on there, is a guess: nothing found there is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from smpolicy.documents.document import FORMS, possible_keys
from smpolicy.documents.nodes import Mapping, Node
from smpolicy.documents.syntax import MOST_VALUES, Attempt, Break, attempt
from smpolicy.documents.syntax_rules import BROKEN_INDENTATION
from smpolicy.foundations.diagnostics import Diagnostic, Related, quoted, report, sorted_diagnostics
from smpolicy.foundations.source import Path, Source

#: So many places that are not YAML are looked for in one file, and so often is it read at most.
_MOST_BREAKS: Final = 8
#: The line of a key of the document: in the first column, in one word.
_KEY: Final = re.compile(r"([A-Za-z_][\w-]*):(?=\s|$)")
#: The line of an entry of a section that is no list, behind what indents it.
_ENTRY: Final = r"[^\s#&*!|>%@`\[\]{},?:-][^\n]*?:(?=\s|$)"
#: A line behind which something must follow: a key alone, or the mark that announces a text.
_OPEN: Final = re.compile(r"(?:.*[:-]|.*[:-][ \t]+[|>][-+0-9]*)[ \t]*(?:#.*)?")
#: What may be a name, with the colon behind it.
_WORD: Final = re.compile(r"[^\s,{}\[\]\"'#]+")
_ALONE: Final = re.compile(r"[\w-]+:[ \t]*(?:#.*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Lines that were passed over, and what else cannot be told for sure because of them; lines count from 1."""

    first: int
    last: int
    #: The line of what may have gone on there; the first one where nothing may.
    since: int
    #: The line of the entry that may lack something; the first one where none above does.
    entry: int
    #: The line of the key of the document in which they stand, if there is one above.
    section: int | None
    #: Whether keys of the document may stand there, and which one, if it can be no other.
    keys: bool
    key: str | None
    #: What is said of it, if not something found there has been said already.
    fault: Diagnostic | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What was read of a text: all of one that is YAML; else what stands above and below what is broken."""

    node: Node | None
    faults: tuple[Diagnostic, ...]
    lost: tuple[Lost, ...] = ()
    #: What is to be said where the rest makes no document.
    alone: tuple[Diagnostic, ...] = ()

    @property
    def guessed(self) -> tuple[tuple[int, int], ...]:
        """The first and last lines of the parts that may lack something."""
        return tuple((min(each.since, each.entry), each.last) for each in self.lost)

    @property
    def misread(self) -> tuple[tuple[int, int], ...]:
        """The first and last lines of what may say something else than what was read."""
        return tuple((each.since, each.last) for each in self.lost)

    @property
    def lacking_lines(self) -> tuple[tuple[int, int], ...]:
        """The first and last lines of what may lack something, and those of the keys in which that stands."""
        sections = [each.section for each in self.lost if each.section is not None]
        return (*self.guessed, *((line, line) for line in sections))

    @property
    def lacking(self) -> tuple[Path, ...]:
        """The parts of the document that may lack something: its keys, or single entries of these."""
        parts: list[Path] = []
        for each in self.node.entries if isinstance(self.node, Mapping) else ():
            line, name = each.key.span.line, each.key.text
            within = [lost for lost in self.lost if lost.section == line and lost.entry < lost.first]
            if any(lost.entry <= line <= lost.last for lost in self.lost):
                parts.append((name,))
            elif within and isinstance(each.value, Mapping):
                below = ((entry.key.span.line, entry.key.text) for entry in each.value.entries)
                parts += ((name, key) for at, key in below if any(one.entry <= at <= one.last for one in within))
            elif within:
                parts.append((name,))
        return tuple(parts)

    @property
    def sections(self) -> frozenset[str]:
        """The keys of the document in which something was passed over."""
        lines = {each.section for each in self.lost}
        entries = self.node.entries if isinstance(self.node, Mapping) else ()
        return frozenset(each.key.text for each in entries if each.key.span.line in lines)

    def named(self, source: Source) -> frozenset[str]:
        """Return whatever may be a name in the parts that may lack something."""
        lines = (source.line(number) for first, last in self.guessed for number in range(first, last + 1))
        words = {word for line in lines for word in _WORD.findall(line)}
        return frozenset(name for word in words for name in (word.rstrip(":"), word.partition(":")[0]))

    def may_hold(self, key: str) -> bool:
        """Whether a key of the document that is missing may stand in what was passed over."""
        return any(each.keys and each.key in (None, key) for each in self.lost)


def read_on(source: Source) -> Salvaged:
    """Read YAML text, and where it is none, what stands above and below that place.

    Each further place that is not YAML is told too. Never raises, whatever the text.
    """
    first = once = attempt(source)
    if once.broken is None:
        return Salvaged(node=once.node, faults=tuple(sorted_diagnostics(once.found)))
    lost: list[Lost] = []
    told: list[Diagnostic] = []
    values = 0
    while once.broken is not None and len(lost) < _MOST_BREAKS and values <= MOST_VALUES:
        values += once.values
        lost.append(_lost(once.broken, source))
        told += _told(once, once.broken, lost[-1], source)
        once = attempt(source, _places(lost, source))
    alone = tuple(sorted_diagnostics(first.found))
    if once.node is None:
        return Salvaged(node=None, faults=alone, lost=tuple(lost), alone=alone)
    faults = sorted_diagnostics(dict.fromkeys([*told, *(each for each in once.found if each not in told)]))
    return Salvaged(node=once.node, faults=tuple(faults), lost=tuple(lost), alone=alone)


def _told(once: Attempt, broken: Break, lost: Lost, source: Source) -> list[Diagnostic]:
    """Return what is said of a break: itself, or what was found beside it that says why."""
    if lost.fault is not None:
        return [lost.fault]
    last = source.span(broken.at, broken.at).line
    return [each for each in once.found if each.span and lost.first <= each.span.line <= last]


def _places(lost: list[Lost], source: Source) -> list[tuple[int, int]]:
    ends = (each.last + 1 for each in lost)
    return [
        (source.offset(each.first, 1), source.offset(end, 1) if end <= source.line_count else len(source.text))
        for each, end in zip(lost, ends, strict=True)
    ]


def _lost(broken: Break, source: Source) -> Lost:
    """Return the lines to be passed over for a break: to the next key of the document, or entry of its section."""
    first = source.span(broken.start, broken.start).line
    stray = _stray(first, source)
    first = stray or first
    above = next(_saying(source, first - 1, 0), 0)
    section = _section(above, source)
    entries = _entry_form(section, source)
    line = source.line(first)
    indent = 0 if line[:1] == "\t" else indent_of(line)  # how far a tab indents nobody can tell
    within = entries if entries is not None and (stray or indent >= indent_of(entries.pattern)) else None
    below = next((source.line(n) for n in range(first + 1, source.line_count + 1) if says(source, n)), "")
    if not stray and _OPEN.fullmatch(line) and indent_of(below) <= indent:
        within = None  # what stands below may belong to it
    begins = entries.match(line) if entries is not None and indent else _KEY.match(line)
    last = first
    if line.startswith("<<<<<<<"):  # both sides of what git could not join
        last = next((n for n in range(first, source.line_count + 1) if source.line(n).startswith(">>>>>>>")), first)
    while last < source.line_count and not _ends(source.line(last + 1), within):
        last += 1
    is_open = bool(above) and _OPEN.fullmatch(source.line(above)) is not None
    since = entry = first
    if stray or begins is None or (is_open and above != section):
        since = min(first, source.span(broken.last, broken.last).line)
        own = (n for n in range(above, section or 0, -1) if entries is not None and entries.match(source.line(n)))
        entry = next(own, section or first)
    if is_open:
        since = min(since, above)
    beside = any(not indent_of(source.line(n)) for n in _saying(source, last, first))
    key = begins[1] if begins and not indent and not beside and not stray else None
    fault = _too_far_left(broken.fault, first, source) if stray and broken.fault else broken.fault
    keys = not stray and (not indent or beside or entries is None)
    return Lost(first=first, last=last, since=since, entry=entry, section=section, keys=keys, key=key, fault=fault)


def _stray(line: int, source: Source) -> int | None:
    """Return the line above that stands in the first column and not within its section, where that is what is wrong."""
    if not indent_of(source.line(line)):
        return None
    head = next((n for n in _saying(source, line - 1, 0) if not indent_of(source.line(n))), 0)
    above = next(_saying(source, head - 1, 0), 0)
    section = _section(above, source)
    if section is None or not _ALONE.fullmatch(source.line(section)):
        return None
    indent, above_it = indent_of(source.line(line)), source.line(above)
    own = _entry_form(head, source)
    if own is not None:
        levels = {indent_of(source.line(n)) for n in _saying(source, above, section)}
        known = source.line(head).partition(":")[0] in _keys()
        goes_on = above == section or indent in levels
        return head if goes_on and not known and indent < indent_of(own.pattern) else None
    if not _KEY.match(source.line(head)) or indent == indent_of(above_it):
        return head
    if _OPEN.fullmatch(above_it) and indent > indent_of(above_it):
        return head
    entries = _entry_form(section, source)
    ends = next((n for n in range(line + 1, source.line_count + 1) if _KEY.match(source.line(n))), source.line_count)
    return head if entries and any(entries.match(source.line(n)) for n in range(line, ends)) else None


@cache
def _keys() -> frozenset[str]:
    """Return every key that stands in the first column of some form."""
    return frozenset(key for form in FORMS.values() for key in possible_keys(form))


def _too_far_left(fault: Diagnostic, line: int, source: Source) -> Diagnostic:
    words = source.line(line).rstrip()
    key = words.partition(":")[0]
    begins = source.offset(line, 1)
    return report(
        BROKEN_INDENTATION,
        f"{quoted(key)} begins in the first column, and the lines below it go on with what stands above it",
        source.span(begins, begins + len(key)),
        help="indent it like the lines that it belongs with",
        related=[Related(span=fault.span, message="this line goes on")] if fault.span else [],
    )


def _section(line: int, source: Source) -> int | None:
    """Return the line of the key of the document under which a line stands."""
    return next((n for n in range(line, 0, -1) if _KEY.match(source.line(n))), None)


def _entry_form(section: int | None, source: Source) -> re.Pattern[str] | None:
    """Return how the entries of a section begin, as its first does; nothing where it has none on lines of their own."""
    if section is None or not _ALONE.fullmatch(source.line(section)):
        return None
    first = next((source.line(n) for n in range(section + 1, source.line_count + 1) if says(source, n)), "")
    if not indent_of(first):
        return None
    return re.compile(" " * indent_of(first) + (r"-(?=\s|$)" if first.lstrip()[:1] == "-" else _ENTRY))


def _ends(line: str, entry_form: re.Pattern[str] | None) -> bool:
    return bool(_KEY.match(line)) or (entry_form is not None and bool(entry_form.match(line)))


def indent_of(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def _saying(source: Source, start: int, stop: int) -> Iterator[int]:
    """Yield the lines that hold more than a comment, upwards."""
    return (n for n in range(start, stop, -1) if says(source, n))


def says(source: Source, number: int) -> bool:
    """Whether a line holds more than a comment."""
    return source.line(number).lstrip()[:1] not in ("", "#")
