"""The text of a document with one key changed, and every other character as it was.

A drafter's file is theirs: its comments, its order and its line breaks are not ours to lay out anew.
So nothing is parsed and written again. The places of what was read say where to cut, and what comes out is read
again and compared with what it should mean before anybody sees it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from collections.abc import Mapping as Values
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from smpolicy.documents import nodes, syntax
from smpolicy.documents.nodes import Entry, Mapping, Node, Scalar, Sequence
from smpolicy.documents.scalars import scalar_value
from smpolicy.foundations.errors import UsageError
from smpolicy.foundations.source import Path, Source

#: The keys that lead from the root of a document to a value.
Keys = tuple[str, ...]

#: Text that means itself without quotes, in brackets too; whatever else is written gets quotes.
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_ANCHOR: Final = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*:[A-Za-z0-9][A-Za-z0-9._/-]*")
_FAULTY: Final = "the file has faults of form; `smpolicy check` shows them"
_UNSAFE: Final = (
    "the lines around it, or characters of the new value, let nothing be written there safely; edit by hand"
)
_BLOCK_HEADER: Final = re.compile(r"(?P<marks>[|>][-+0-9]*)(?P<comment>[ \t]+#[^\r\n]*)?")
_BLANK_LINES: Final = re.compile(r"(?:[ \t]*\r?\n)*")
_BLANKS: Final = re.compile(r"[ \t]*")
#: What may stand between the values of a mapping in braces: blanks, line breaks and comments, then a comma.
_TO_COMMA: Final = re.compile(r"(?:[ \t\r\n]|(?<=[ \t\n])#[^\n]*\n)*(?P<comma>,)[ \t]*")


@dataclass(kw_only=True, eq=False)
class CannotEdit(UsageError):  # noqa: N818  (named for what is wrong)
    """A key cannot be changed without touching something else."""

    #: The file, as it is called in messages.
    path: str
    #: The key, with those that lead to it.
    keys: Keys
    #: Why.
    reason: str

    def __str__(self) -> str:
        """Name the file, the key and the reason."""
        return f"`{self.path}`: the key `{'.'.join(self.keys)}` cannot be changed: {self.reason}"


def put(source: Source, keys: Keys, value: str, *, after: Keys = ()) -> Source:
    """Return the text with `value` at `keys`: in the place of what stands there, or as a new key.

    A new key comes behind the first of the keys `after` that its mapping has, else behind all others.
    A mapping that is missing on the way is made, in braces.

    Raises `CannotEdit` if the text has faults, or if something other than one value stands in the way.
    """
    edited = _put(source, _read(source, keys, _FAULTY), keys, value, after)
    return _verified(source, edited, keys, lambda mapping: mapping.update({keys[-1]: value}))


def remove(source: Source, keys: Keys) -> Source:
    """Return the text without the key at `keys`; a comment beside it stays.

    Raises `CannotEdit` if the text has faults, or if no single value stands there.
    """
    edited = _removed(source, _read(source, keys, _FAULTY), keys)
    return _verified(source, edited, keys, lambda mapping: mapping.pop(keys[-1]))


def put_each(source: Source, keys: Keys, values: Values[str, str], *, after: Keys = ()) -> Source:
    """Return the text with these values and no others under the keys of the mapping at `keys`.

    A mapping that is not there yet is written with each value on a line of its own, behind the first of the keys
    `after` that the mapping above it has. One that is there keeps its order and its comments.

    Raises `CannotEdit` if the text has faults, or if something other than single values stands in the way.
    """
    edited = source
    for change in _changes_of_each(source, keys, values, after):
        edited = replace(source, text=change(edited, _read(edited, keys, _FAULTY)))
    return _verified(source, edited.text, keys, lambda mapping: mapping.update({keys[-1]: dict(values)}))


def put_at(source: Source, values: Values[tuple[Path, bool], str]) -> Source:
    """Return the text with other words in these places: of the value at a path or, where that is said, of its key.

    Raises `CannotEdit` if the text has faults, or if something other than a single value stands in one.
    """
    every = tuple(map(str, next(iter(values))[0])) if values else ()
    root = _read(source, every, _FAULTY)
    expected, edits = nodes.plain(root), []
    for (path, key), words in values.items():
        node = _scalar_at(source, root, path, key=key)
        edits.append((*_place(source, node), f"{_written_key(words)}{_comment_in_header(source, node)}"))
    for (path, _), words in values.items():
        if not values.get((path, True)):
            _within(expected, path[:-1])[path[-1]] = words
    for (path, key), words in values.items():
        if key:
            holder = _within(expected, path[:-1])
            renamed = {words if each == path[-1] else each: value for each, value in holder.items()}
            holder.clear()
            holder.update(renamed)
    text = source.text
    for start, end, words in sorted(edits, reverse=True):
        text = f"{text[:start]}{words}{text[end:]}"
    edited = replace(source, text=text)
    if nodes.plain(_read(edited, every, _UNSAFE)) != expected:
        raise CannotEdit(path=source.path, keys=every, reason=_UNSAFE)
    return edited


def _scalar_at(source: Source, root: Node, path: Path, *, key: bool) -> Scalar:
    """Return the value at a path, or its key."""
    node: Node | None = root
    for depth, step in enumerate(path):
        entry = _entry(node, step) if isinstance(node, Mapping) and isinstance(step, str) else None
        if entry is not None and key and depth == len(path) - 1:
            return entry.key
        if entry is not None:
            node = entry.value
        else:
            items = node.items if isinstance(node, Sequence) else ()
            node = items[step] if isinstance(step, int) and step < len(items) else None
    if not isinstance(node, Scalar):
        raise CannotEdit(path=source.path, keys=tuple(map(str, path)), reason="no single value stands there")
    return node


def _within(content: Any, path: Path) -> Any:
    """Return what stands in plain content at a path."""
    for step in path:
        content = content[step]
    return content


def _changes_of_each(
    source: Source, keys: Keys, values: Values[str, str], after: Keys
) -> list[Callable[[Source, Node], str]]:
    """Return the edits one after the other: what is to be added first, so that a mapping is never left empty."""
    there = _at(_read(source, keys, _FAULTY), keys)
    if not isinstance(there, Mapping) or not there.entries:
        return [lambda text, root: _mapping_put(text, root, keys, values, after)] if values else []
    old = {entry.key.text: nodes.plain(entry.value) for entry in there.entries}
    changed = [key for key in old if key in values and old[key] != values[key]]
    return [
        *(partial(_entry_added, (*keys, key), values[key]) for key in values if key not in old),
        *(partial(_value_put, (*keys, key), values[key]) for key in changed),
        *(partial(_key_removed, (*keys, key)) for key in old if key not in values),
    ]


def _value_put(keys: Keys, value: str, source: Source, root: Node) -> str:
    return _put(source, root, keys, value, ())


def _key_removed(keys: Keys, source: Source, root: Node) -> str:
    return _removed(source, root, keys)


def _entry_added(keys: Keys, value: str, source: Source, root: Node) -> str:
    """Put a new key behind the last one: on a line of its own where that has one."""
    mapping = _at(root, keys[:-1])
    if not isinstance(mapping, Mapping):
        raise CannotEdit(path=source.path, keys=keys, reason=_UNSAFE)
    words, last = f"{_written_key(keys[-1])}: {_written(value)}", mapping.entries[-1]
    start = _place(source, last.key)[0]
    before = source.text[source.text.rfind("\n", 0, start) + 1 : start]
    if source.text[_place(source, mapping)[0]] != "{":
        return _added_as_line(source, mapping, words, last)
    if before.strip():
        return _added_in_braces(source, mapping, words, last)
    at = _end(source, last)
    return f"{source.text[:at]},{_line_break(source)}{before}{words}{source.text[at:]}"


def _mapping_put(source: Source, root: Node, keys: Keys, values: Values[str, str], after: Keys) -> str:
    """Put a mapping where none is, or an empty one, each value on a line of its own."""
    above = _at(root, keys[:-1])
    if not isinstance(above, Mapping) or not above.entries:
        raise CannotEdit(path=source.path, keys=keys, reason="a value stands where keys are expected")
    start = _place(source, above)[0]
    line = source.text[source.text.rfind("\n", 0, start) + 1 : start]
    in_braces = source.text[start] == "{"
    margin = len(line) - len(line.lstrip()) if in_braces else above.entries[0].key.span.column - 1
    lines = [f"{' ' * (margin + 2)}{_written_key(key)}: {_written(value)}" for key, value in values.items()]
    there = _entry(above, keys[-1])
    if in_braces or there is not None:
        inner = f"{{{_line_break(source)}{f',{_line_break(source)}'.join(lines)}}}"
        if there is None:
            previous = next((each for key in after if (each := _entry(above, key))), None)
            return _added_in_braces(source, above, f"{_written(keys[-1])}: {inner}", previous)
        if isinstance(there.value, Mapping):
            begins, ends = _place(source, there.value)
            return f"{source.text[:begins]}{inner}{source.text[ends:]}"
        return _replaced(source, _empty(source, there.value, keys), inner)
    previous = next((each for key in after if (each := _entry(above, key))), above.entries[-1])
    return _added_as_line(source, above, _line_break(source).join([f"{_written(keys[-1])}:", *lines]), previous)


def _at(node: Node, keys: Keys) -> Node | None:
    """Return the node at keys, if there is one."""
    for key in keys:
        entry = _entry(node, key)
        if entry is None:
            return None
        node = entry.value
    return node


def _line_break(source: Source) -> str:
    return "\r\n" if "\r\n" in source.text else "\n"


def _verified(source: Source, edited: str, keys: Keys, change: Callable[[dict[str, Any]], object]) -> Source:
    """Give an edited text only if it means what it meant, but for the key concerned."""
    edited_source = replace(source, text=edited)
    expected = inner = nodes.plain(_read(source, keys, _FAULTY))
    for key in keys[:-1]:
        if inner.get(key) is None:
            inner[key] = {}
        inner = inner[key]
    change(inner)
    if nodes.plain(_read(edited_source, keys, _UNSAFE)) != expected:
        raise CannotEdit(path=source.path, keys=keys, reason=_UNSAFE)
    return edited_source


def _read(source: Source, keys: Keys, otherwise: str) -> Node:
    node, faults = syntax.read(source)
    if node is None or any(each.severity == "error" for each in faults):
        raise CannotEdit(path=source.path, keys=keys, reason=otherwise)
    return node


# ------------------------------------------------------------ putting


def _put(source: Source, root: Node, keys: Keys, value: str, after: Keys) -> str:
    node = root
    for depth, key in enumerate(keys):
        if not isinstance(node, Mapping):
            return _replaced(source, _empty(source, node, keys), _nested(keys[depth:], value))
        entry = _entry(node, key)
        if entry is None:
            return _added(source, node, f"{_written(key)}: {_nested(keys[depth + 1 :], value)}", after)
        node = entry.value
    if not isinstance(node, Scalar):
        raise CannotEdit(path=source.path, keys=keys, reason="more than one value stands there")
    return _replaced(source, node, _written(value))


def _empty(source: Source, node: Node, keys: Keys) -> Scalar:
    """Return a node that holds nothing yet, so that a mapping may take its place."""
    if isinstance(node, Scalar) and node.value is None:
        return node
    raise CannotEdit(path=source.path, keys=keys, reason="a value stands where keys are expected")


def _replaced(source: Source, scalar: Scalar, words: str) -> str:
    start, end = _place(source, scalar)
    beside = f"{words}{_comment_in_header(source, scalar)}"
    glued = source.text[start - 1 : start] == ":"  # an empty value stands right behind its colon
    return f"{source.text[:start]}{' ' if glued else ''}{beside}{source.text[end:]}"


def _added(source: Source, mapping: Mapping, words: str, after: Keys) -> str:
    previous = next((each for key in after if (each := _entry(mapping, key))), None)
    if source.text[_place(source, mapping)[0]] == "{":
        return _added_in_braces(source, mapping, words, previous)
    return _added_as_line(source, mapping, words, previous or mapping.entries[-1])


def _added_in_braces(source: Source, mapping: Mapping, words: str, previous: Entry | None) -> str:
    if not mapping.entries:
        at = _place(source, mapping)[0] + 1
        return f"{source.text[:at]}{words}{source.text[at:]}"
    at = _end(source, previous or mapping.entries[-1])
    return f"{source.text[:at]}, {words}{source.text[at:]}"


def _added_as_line(source: Source, mapping: Mapping, words: str, previous: Entry) -> str:
    text, line_break = source.text, _line_break(source)
    line = " " * (mapping.entries[0].key.span.column - 1) + words
    at = _next_line(text, _end(source, previous))
    last = _last(previous.value)
    if isinstance(last, Scalar) and "+" in _header(source, last, "marks"):
        at = _matched(_BLANK_LINES, text, at).end()  # the blank lines are part of that value
    if not text[:at].endswith("\n"):
        return f"{text}{line_break}{line}"
    return f"{text[:at]}{line}{line_break}{text[at:]}"


def _nested(keys: Keys, value: str) -> str:
    """Write a value with the keys that lead to it, in braces."""
    return f"{{{_written(keys[0])}: {_nested(keys[1:], value)}}}" if keys else _written(value)


def _written(words: str) -> str:
    """Write text so that it is read as that very text, wherever it stands."""
    return words if _PLAIN.fullmatch(words) and scalar_value(words) == words else json.dumps(words, ensure_ascii=False)


def _written_key(words: str) -> str:
    """Write a key so that it is read as that very text: one with a colon within needs no quotes."""
    return words if _ANCHOR.fullmatch(words) and scalar_value(words) == words else _written(words)


# ------------------------------------------------------------ removing


def _removed(source: Source, root: Node, keys: Keys) -> str:
    above: Node = root
    for key in keys[:-1]:
        parent = _entry(above, key)
        if parent is None:
            raise CannotEdit(path=source.path, keys=keys, reason=f"there is no key `{key}`")
        above = parent.value
    entry = _entry(above, keys[-1])
    if entry is None or not isinstance(above, Mapping) or not isinstance(entry.value, Scalar):
        raise CannotEdit(path=source.path, keys=keys, reason="no single value stands there")
    if len(above.entries) == 1:
        raise CannotEdit(path=source.path, keys=keys, reason="nothing else stands beside it; edit by hand")
    if source.text[_place(source, above)[0]] == "{":
        return _removed_in_braces(source, above, entry)
    return _removed_line(source, entry, entry.value)


def _removed_in_braces(source: Source, mapping: Mapping, entry: Entry) -> str:
    """Take out a key with the comma behind it; with the one before it where there is none behind."""
    text = source.text
    start, end = _place(source, entry.key)[0], _end(source, entry)
    behind = _TO_COMMA.match(text, end)
    if behind:
        line, rest = text.rfind("\n", 0, start) + 1, _matched(_BLANK_LINES, text, behind.end()).end() > behind.end()
        if rest and not text[line:start].strip() and "\n" not in text[start : behind.end()]:  # alone on its line
            return text[:line] + text[_next_line(text, behind.end()) :]
        return text[:start] + text[end : behind.start("comma")] + text[behind.end() :]
    previous = mapping.entries[mapping.entries.index(entry) - 1]  # the last of several: a comma stands before it
    to_comma = _matched(_TO_COMMA, text, _end(source, previous))
    return text[: to_comma.start("comma")] + text[to_comma.end("comma") : start].rstrip(" ") + text[end:]


def _removed_line(source: Source, entry: Entry, scalar: Scalar) -> str:
    """Take out a line with its value; where a comment stands beside it, the comment keeps the line."""
    text = source.text
    start, end = _place(source, entry.key)[0], _end(source, entry)
    comment = _comment_in_header(source, scalar).lstrip()
    rest_start = _matched(_BLANKS, text, end).end()
    if comment or text[rest_start : rest_start + 1] == "#":
        return text[:start] + comment + text[rest_start:]
    return text[: text.rfind("\n", 0, start) + 1] + text[_next_line(text, end) :]


# ------------------------------------------------------------ places


def _entry(node: Node, key: str) -> Entry | None:
    entries = node.entries if isinstance(node, Mapping) else ()
    return next((each for each in entries if each.key.text == key), None)


def _place(source: Source, node: Node) -> tuple[int, int]:
    span = node.span
    return source.offset(span.line, span.column), source.offset(span.end_line, span.end_column)


def _end(source: Source, entry: Entry) -> int:
    """Return where an entry ends: a key without a value ends with its colon."""
    return max(_place(source, entry.key)[1], _place(source, entry.value)[1])


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _last(node: Node) -> Node:
    """Return the last value within a node: the one that its end belongs to."""
    while not isinstance(node, Scalar):
        within = [each.value for each in node.entries] if isinstance(node, Mapping) else list(node.items)
        if not within:
            break
        node = within[-1]
    return node


def _header(source: Source, scalar: Scalar, part: str) -> str:
    """Return a part of the line behind which a block of text begins; nothing for other values."""
    if scalar.style not in ("literal", "folded"):
        return ""
    return _matched(_BLOCK_HEADER, source.text, _place(source, scalar)[0])[part] or ""


def _comment_in_header(source: Source, scalar: Scalar) -> str:
    return _header(source, scalar, "comment")


def _matched(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    """Match a pattern that is known to match there."""
    match = pattern.match(text, at)
    if match is None:
        raise AssertionError(f"{pattern.pattern} must match at {at}")
    return match
