"""Corrections: what a machine can write to mend a document, as edits of its text."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace

from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.source import Source, Span, visible_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words put in the place of others; in a place of no width, beside them."""

    span: Span
    #: What stands there afterwards; "" where something is taken out.
    text: str

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One way of mending what a diagnostic found, ready to be made: its edits belong together, and to one file."""

    #: What it does, as a tool offers it: lower case, no full stop, an author's words in backticks.
    label: str
    edits: tuple[Edit, ...]
    #: Whether nothing else can have been meant, so that it may be made unasked.
    safe: bool = False

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Hold no correction that would change nothing, or two files; offer nothing that a terminal would act on."""
        object.__setattr__(self, "label", visible_words(self.label))
        if len({each.span.path for each in self.edits}) != 1:
            raise ValueError(f"a correction changes one file: {self.label}")


def written_instead(span: Span | None, text: str, *, of: str = "", safe: bool = False) -> tuple[Correction, ...]:
    """Return the correction that writes other words in one place; none where no place is known.

    `of` is what stands there, where that is to be said.
    """
    if span is None:
        return ()
    label = f"write `{text}`" + (f" instead of `{of}`" if of else "")
    return (Correction(label=label, edits=(Edit(span=span, text=text),), safe=safe),)


def corrected(source: Source, corrections: Iterable[Correction]) -> tuple[Source, tuple[Correction, ...]]:
    """Return a text with corrections of it made, and which were made.

    One that meets another before it in the same words is left for the next time: what it was thought out for is gone.
    """
    made: list[Correction] = []
    taken: list[tuple[int, int, str]] = []
    for each in dict.fromkeys(corrections):
        wanted = sorted((*_place(source, edit.span), edit.text) for edit in each.edits)
        if each.edits[0].span.path == source.path and _apart([*taken, *wanted]):
            taken += wanted
            made.append(each)
    text = source.text
    for start, end, words in sorted(taken, reverse=True):
        text = text[:start] + words + text[end:]
    return replace(source, text=text), tuple(made)


def _place(source: Source, span: Span) -> tuple[int, int]:
    return source.offset(span.line, span.column), source.offset(span.end_line, span.end_column)


def _apart(edits: Iterable[tuple[int, int, str]]) -> bool:
    """Whether no two edits touch the same characters, or put something in at one place."""
    ordered = sorted((start, end) for start, end, _ in edits)
    return all(one[1] <= other[0] and one != other for one, other in itertools.pairwise(ordered))
