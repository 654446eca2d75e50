"""Nodes: what a text in YAML holds, each value with the place at which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from smpolicy.foundations.source import Path, Places, Span

Style = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A single value, with the words that state it."""

    #: It follows from text and style, and equality leaves it out: `.nan` is not equal to itself.
    value: str | int | float | bool | None = field(compare=False)
    #: As written: `7.20` where the value is 7.2; for quoted and block text the same as the value.
    text: str
    style: Style
    #: Place is not meaning: equality ignores it.
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key with its value; the value of a key is always text."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys with their values, in the order of the text; no key stands twice."""

    entries: tuple[Entry, ...]
    span: Span = field(compare=False, repr=False)


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> Any:
    """Give the value of a node as dicts, lists and scalars, without places."""
    values: dict[int, Any] = {}
    for part in reversed(list(_parts(node))):
        match part:
            case Scalar(value=value):
                values[id(part)] = value
            case Sequence(items=items):
                values[id(part)] = [values[id(each)] for each in items]
            case Mapping(entries=entries):
                values[id(part)] = {entry.key.value: values[id(entry.value)] for entry in entries}
    return values[id(node)]


def value_of(node: Node, key: str) -> Any:
    """Give the value that stands under a key, if it is a single one; nothing where there is none."""
    entries = node.entries if isinstance(node, Mapping) else ()
    return next((plain(each.value) for each in entries if each.key.text == key), None)


def places(node: Node) -> Places:
    """Give for each path from the root where its key and its value stand; what is empty, at the nearest key."""
    by_path: dict[Path, tuple[Span | None, Span]] = {}
    waiting: list[tuple[Path, Span | None, Span | None, Node]] = [((), None, None, node)]
    while waiting:
        path, key, nearest, part = waiting.pop()
        by_path[path] = (key, nearest if nearest is not None and _has_no_width(part.span) else part.span)
        match part:
            case Sequence(items=items):
                waiting.extend(((*path, n), None, nearest, each) for n, each in reversed(list(enumerate(items))))
            case Mapping(entries=entries):
                waiting.extend(((*path, e.key.text), e.key.span, e.key.span, e.value) for e in reversed(entries))
    return by_path


def _has_no_width(span: Span) -> bool:
    return (span.line, span.column) == (span.end_line, span.end_column)


def _parts(node: Node) -> Iterator[Node]:
    """Give a node and everything beneath it, each before what it holds."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        match part:
            case Sequence(items=items):
                waiting.extend(items)
            case Mapping(entries=entries):
                waiting.extend(entry.value for entry in entries)
