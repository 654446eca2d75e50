"""What a finding is known again by, from one run to the next: never by its line."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.source import Source, Span

#: A line that begins with a key, behind the marks of the items that it stands in.
_KEY_LINE: Final = re.compile(
    r"(?P<indent>(?: |- )*)"
    r"(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<plain>[^\s#'\"{\[][^:\n]*?))\s*:(?=\s|$)"
)
#: What stands before the words of a text on lines of its own.
_MARK: Final = re.compile(r"\A[|>][^\n]*\n")
_INDENT: Final = re.compile(" *")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a finding is about, in its file: it is the same finding where these are the same."""

    code: str
    #: The keys that lead to it in the document; which item of a list it stands in does not count.
    keys: tuple[str, ...] = ()
    #: The words that are underlined, on one line.
    words: str = ""
    #: The norm, the provision and the kind that it names.
    about: tuple[str, ...] = ()

    __repr__ = in_brief


def traits_of(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> list[Traits]:
    """Return the traits of findings, each in its turn."""
    outlines: dict[str, _Outline] = {}
    found = []
    for each in diagnostics:
        source, span = sources.get(each.path), each.span
        keys: tuple[str, ...] = ()
        words = ""
        if source is not None and span is not None:
            if each.path not in outlines:
                outlines[each.path] = _outlined(source)
            keys, words = outlines[each.path].keys_at(source, span), " ".join(_MARK.sub("", source.slice(span)).split())
        about = tuple(said for said in (each.norm, each.provision, each.kind) if said is not None)
        found.append(Traits(code=each.code, keys=keys, words=words, about=about))
    return found


def fingerprints(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> list[str]:
    """Return one digest for each finding, by its file and its traits; of several that are alike, each has its own."""
    seen: Counter[tuple[str, Traits]] = Counter()
    digests = []
    for each, traits in zip(diagnostics, traits_of(diagnostics, sources), strict=True):
        seen[each.path, traits] += 1
        whole = [each.path, traits.code, traits.keys, traits.words, traits.about, seen[each.path, traits]]
        digests.append(sha256(json.dumps(whole).encode()).hexdigest())
    return digests


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """The keys of a text, by its lines: read off the lines, so that a text with faults has them too."""

    lines: list[int]
    #: For each key the column before it, its name, and which one it stands under.
    entries: list[tuple[int, str, int]]

    def keys_at(self, source: Source, span: Span) -> tuple[str, ...]:
        """Return the keys that lead to a place."""
        at = bisect_right(self.lines, span.line) - 1
        own = len(_INDENT.match(source.line(span.line))[0])  # type: ignore[index]
        keys: list[str] = []
        while at >= 0:
            indent, key, above = self.entries[at]
            if keys or (indent < span.column if self.lines[at] == span.line else indent < own):
                keys.append(key)
            at = above
        return tuple(reversed(keys))


def _outlined(source: Source) -> _Outline:
    lines: list[int] = []
    entries: list[tuple[int, str, int]] = []
    open_keys: list[int] = []
    for number in range(1, source.line_count + 1):
        found = _KEY_LINE.match(source.line(number))
        if found is None:
            continue
        indent = len(found["indent"])
        while open_keys and entries[open_keys[-1]][0] >= indent:
            open_keys.pop()
        key = next(each for each in (found["double"], found["single"], found["plain"]) if each is not None)
        lines.append(number)
        entries.append((indent, key, open_keys[-1] if open_keys else -1))
        open_keys.append(len(entries) - 1)
    return _Outline(lines=lines, entries=entries)
