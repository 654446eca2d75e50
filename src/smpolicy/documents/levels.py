"""Keys that stand on another level than the one they belong to: each is told once, and read where it belongs.

Which keys belong where is read off the JSON Schema of the document. A key is moved only where it has no place where it
stands, and one place near it asks for it: above it, where its line begins too far right, or within what stands before
it, where its line begins too far left.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from smpolicy.documents.nodes import Entry, Node, Scalar, Sequence
from smpolicy.documents.nodes import Mapping as Keys
from smpolicy.documents.schema import shipped, unknown_key
from smpolicy.documents.syntax import read
from smpolicy.documents.syntax_rules import BROKEN_INDENTATION
from smpolicy.foundations.corrections import Correction, Edit, corrected
from smpolicy.foundations.diagnostics import Diagnostic, quoted, report
from smpolicy.foundations.source import Source, Span

_Form: TypeAlias = Mapping[str, Any]
#: What stands for a condition, and for facts as they are stated: the vocabulary knows these.
_CONDITION: Final[_Form] = {"keys": re.compile(r"[.]|^(all|any|not|readings)$")}
_STATED: Final[_Form] = {"keys": re.compile(r"[.]")}
#: Where what should stand indented below a key begins, if nothing is there yet.
_STEP: Final = 2
_TYPES: Final[Mapping[type, tuple[str, ...]]] = {
    str: ("string",),
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A document with its keys where they belong, what is to be said of those that were moved, and their lines."""

    node: Node
    faults: tuple[Diagnostic, ...] = ()
    #: The first and the last line of each part in which something was moved: what is found there rests on a guess.
    guessed: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Level:
    """Keys with values, on the way from the root to where a key stands."""

    #: The key that it stands under; "" for the document.
    name: str
    form: _Form
    node: Keys
    entries: list[Entry] = field(default_factory=list)
    #: What stood deeper and belongs here: it comes behind what is being looked at.
    raised: list[Entry] = field(default_factory=list)

    def has(self, key: str) -> bool:
        return any(each.key.text == key for each in (*self.node.entries, *self.entries, *self.raised))


@dataclass(slots=True)
class _Move:
    """Keys that stand beside each other and belong to one other level."""

    entries: list[Entry]
    within: str
    to: str
    #: Whether its keys are those of a form, and not names that an author chose.
    known: bool
    raised: bool
    #: Where their lines should begin; nothing where braces and not columns say what belongs together.
    column: int | None
    #: The lines that rest on the move: from where that begins which they were moved into.
    since: int
    until: int

    def like(self, other: _Move) -> bool:
        """Whether keys are moved from where others were moved, to where those were."""
        mine, others = ((each.within, each.to, each.raised, each.known) for each in (self, other))
        return mine == others


def levelled(schema: str, node: Node, source: Source) -> Settled:
    """Put the keys of a document where they belong, and say of each that stood elsewhere in which column it begins."""
    if not isinstance(node, Keys):
        return Settled(node=node)
    settling = _Settling(shipped(schema), source)
    whole = settling.keys("", settling.form, node, [])
    if not settling.moves and not settling.misspelt:
        return Settled(node=node)
    corrections = [settling.correction(each) for each in settling.moves]
    made = [each for each in corrections if each is not None]
    renamed = [correction for fault, _ in settling.misspelt for correction in fault.corrections]
    right = len(made) == len(corrections) and _reads_as(whole, source, [*made, *renamed])
    faults = (_fault(move, each if right else None) for move, each in zip(settling.moves, corrections, strict=True))
    misspelt = (fault for fault, _ in settling.misspelt)
    lines = (lines for _, lines in settling.misspelt)
    return Settled(
        node=whole,
        faults=(*faults, *misspelt),
        guessed=(*((each.since, each.until) for each in settling.moves), *lines),
    )


def _reads_as(node: Node, source: Source, corrections: list[Correction]) -> bool:
    after, made = corrected(source, corrections)
    return read(after)[0] == node and len(made) == len(corrections)


def _end(move: _Move) -> int:
    return max(each.value.span.end_line for each in move.entries)


def _fault(move: _Move, correction: Correction | None) -> Diagnostic:
    several = len(move.entries) > 1
    named = ", ".join(quoted(each.key.text) for each in move.entries)
    to = quoted(move.to) if move.to else "the document"
    if move.known:
        belongs = f"are keys of {to}" if several else f"is a key of {to}"
    else:
        belongs = f"belong to {to}" if several else f"belongs to {to}"
    stand, begin = ("stand", "begin") if several else ("stands", "begins")
    first = move.entries[0].key
    if move.column is None:
        where = f"{stand} within the braces of {quoted(move.within)}" if move.raised else f"{stand} behind its braces"
        mend = f"write it beside {quoted(move.within)}" if move.raised else f"write it within the braces of {to}"
    else:
        where = f"{begin} too far right, within {quoted(move.within)}" if move.raised else f"{begin} too far left"
        mend = f"begin {'each' if several else 'it'} in column {move.column}: `{' ' * (move.column - 1)}{first.text}:`"
    return report(
        BROKEN_INDENTATION,
        f"{named} {belongs}, and {where}",
        first.span,
        help=mend,
        corrections=() if correction is None else (correction,),
    )


class _Settling:
    """One pass over a document."""

    def __init__(self, schema: _Form, source: Source) -> None:
        self.form: _Form = schema
        self.source = source
        self.moves: list[_Move] = []
        self.misspelt: list[tuple[Diagnostic, tuple[int, int]]] = []

    # -- forms

    def options(self, form: _Form) -> Iterator[_Form]:
        """Yield what a form can be, with what it refers to in its place."""
        name = str(form.get("$ref", "")).rpartition("/")[2]
        if name in ("Condition", "StatedFacts"):
            yield _CONDITION if name == "Condition" else _STATED
        elif name:
            yield from self.options(self.form["$defs"][name])
        elif "anyOf" in form:
            for each in form["anyOf"]:
                yield from self.options(each)
        else:
            yield form

    def of_keys(self, form: _Form) -> _Form | None:
        """Return what a form asks of keys with values, if it allows any."""
        found = (each for each in self.options(form) if each.keys() & {"properties", "additionalProperties", "keys"})
        return next(found, None)

    def suits(self, value: Node, form: _Form) -> bool:
        """Whether a value is of the sort that a form asks for, as far as its keys tell."""
        for each in self.options(form):
            if isinstance(value, Keys) and (of_keys := self.of_keys(each)) is not None:
                known = sum(self.knows(entry, of_keys) for entry in value.entries)
                if known or not value.entries or _named_freely(of_keys):
                    return True
            elif isinstance(value, Sequence) and each.get("type") == "array":
                return True
            elif isinstance(value, Scalar) and not isinstance(value.value, type(None)):
                said = _TYPES[type(value.value)]
                if each.get("type") in said or "enum" in each or "const" in each:
                    return True
        return False

    def knows(self, entry: Entry, form: _Form) -> bool:
        """Whether a key is one that a form names."""
        if "keys" in form:
            return bool(form["keys"].search(entry.key.text))
        return entry.key.text in form.get("properties", {})

    def has_place(self, entry: Entry, form: _Form) -> bool:
        """Whether a key with its value can stand where it does."""
        if self.knows(entry, form):
            return True
        own = form.get("additionalProperties", False)
        if own is True:  # whatever it is called and holds
            return True
        if not isinstance(own, Mapping) or not _can_be_called(entry.key.text, form):
            return False
        return self.suits(entry.value, own)

    # -- the pass

    def node(self, name: str, form: _Form, node: Node, above: list[_Level]) -> Node:
        """Return a value with all that it holds where it belongs."""
        if isinstance(node, Keys):
            of_keys = self.of_keys(form)
            return node if of_keys is None else self.keys(name, of_keys, node, above)
        if isinstance(node, Sequence):
            items = next((each["items"] for each in self.options(form) if "items" in each), None)
            if items is not None:
                return replace(node, items=tuple(self.node(name, items, each, above) for each in node.items))
        return node

    def keys(self, name: str, form: _Form, node: Keys, above: list[_Level]) -> Node:
        level = _Level(name, form, node)
        waiting = deque(node.entries)
        while waiting:
            entry = waiting.popleft()
            if not self.has_place(entry, form):
                if self.raise_up(entry, level, above, waiting) or self.lower_into(entry, level):
                    continue
                entry = self.renamed(entry, level)
            below = self.below(entry.key.text, form)
            if below is not None:
                entry = Entry(key=entry.key, value=self.node(entry.key.text, below, entry.value, [*above, level]))
            level.entries.append(entry)
            waiting.extendleft(reversed(level.raised))
            level.raised.clear()
        return replace(node, entries=tuple(level.entries)) if level.entries else _nothing(node)

    def below(self, key: str, form: _Form) -> _Form | None:
        """Return the form of what stands under a key."""
        if key in form.get("properties", {}):
            found: _Form = form["properties"][key]
            return found
        own = form.get("additionalProperties")
        return own if isinstance(own, Mapping) else None

    def raise_up(self, entry: Entry, level: _Level, above: list[_Level], waiting: deque[Entry]) -> bool:
        """Move a key to the level above that asks for it, if there is one."""
        for each in reversed(above):
            known = entry.key.text in each.form.get("properties", {})
            if each.has(entry.key.text) or not (self.wanted(entry, each.form) if known else self.named(entry, each)):
                continue
            moved = entry
            below = self.below(entry.key.text, each.form)
            if _is_nothing(entry.value) and below is not None:
                moved = self.with_following(entry, below, level.form, waiting)
            each.raised.append(moved)
            until = moved.value.span.end_line
            self.note(_Move([entry], level.name, each.name, known, True, self.column(each, level), _line(entry), until))
            return True
        return False

    def renamed(self, entry: Entry, level: _Level) -> Entry:
        """Return a key that is misspelt under the name that was meant, where that is plain and not there yet."""
        if level.form.get("additionalProperties") is not False:
            return entry
        keys = [each for each in level.form["properties"] if not level.has(each)]
        fault = unknown_key(entry.key.text, keys, entry.key.span)
        if not fault.corrections:
            return entry
        meant = fault.corrections[0].edits[0].text
        renamed = Entry(key=replace(entry.key, text=meant, value=meant), value=entry.value)
        if not self.wanted(renamed, level.form):
            return entry
        self.misspelt.append((fault, (_line(entry), entry.value.span.end_line)))
        return renamed

    def wanted(self, entry: Entry, form: _Form) -> bool:
        """Whether a form that names a key asks for what stands under it; nothing may stand under what holds keys."""
        asked = form["properties"][entry.key.text]
        if _is_nothing(entry.value):
            return self.of_keys(asked) is not None
        return self.suits(entry.value, asked)

    def named(self, entry: Entry, level: _Level) -> bool:
        """Whether what stands under a key is what an author names on a level: a norm among norms, words among words."""
        own = level.form.get("additionalProperties")
        if not isinstance(own, Mapping) or not _can_be_called(entry.key.text, level.form):
            return False
        of_keys = self.of_keys(own)
        if of_keys is _CONDITION:
            return " " in entry.key.text and isinstance(entry.value, Keys) and self.suits(entry.value, own)
        if of_keys is not None and isinstance(entry.value, Keys):
            return sum(self.knows(each, of_keys) for each in entry.value.entries) > 1
        return _dotted(level.form) and isinstance(entry.value, Scalar) and self.suits(entry.value, own)

    def with_following(self, entry: Entry, form: _Form, here: _Form, waiting: deque[Entry]) -> Entry:
        """Return a key with nothing under it and the keys behind it that belong there."""
        of_keys = self.of_keys(form)
        taken: list[Entry] = []
        while waiting and of_keys is not None:
            following = waiting[0]
            if self.has_place(following, here) or not self.has_place(following, of_keys):
                break
            taken.append(waiting.popleft())
        if not taken:
            return entry
        last = taken[-1].value.span
        start = entry.key.span
        span = replace(start, end_line=last.end_line, end_column=last.end_column)
        return Entry(key=entry.key, value=Keys(entries=tuple(taken), span=span))

    def lower_into(self, entry: Entry, level: _Level) -> bool:
        """Move a key into what stands before it, if that asks for it."""
        if not level.entries:
            return False
        before = level.entries[-1]
        below = self.below(before.key.text, level.form)
        if below is None:
            return False
        column = _column(level)
        filled = self.filled(before.key.text, before.value, below, entry, column)
        if filled is None:
            return False
        value, to, known, at = filled
        level.entries[-1] = Entry(key=before.key, value=value)
        until = entry.value.span.end_line
        self.note(_Move([entry], level.name, to, known, False, at, before.key.span.line, until))
        return True

    def filled(
        self, name: str, node: Node, form: _Form, entry: Entry, column: int | None
    ) -> tuple[Node, str, bool, int | None] | None:
        """Return a value with a key put into it, what it is called, and the column; nothing where it is not wanted."""
        if isinstance(node, Sequence) and node.items:
            items = next((each["items"] for each in self.options(form) if "items" in each), None)
            inner = items and self.filled(name, node.items[-1], items, entry, column)
            if inner is None:
                return None
            value, *rest = inner
            return replace(node, items=(*node.items[:-1], value)), *rest
        of_keys = self.of_keys(form)
        if of_keys is None or not (isinstance(node, Keys) or _is_nothing(node)):
            return None
        entries = node.entries if isinstance(node, Keys) else ()
        at = _column_of(node, self.source) if isinstance(node, Keys) else None if column is None else column + _STEP
        level = _Level(name, of_keys, Keys(entries=entries, span=node.span))
        known = entry.key.text in of_keys.get("properties", {})
        if not level.has(entry.key.text) and (self.wanted(entry, of_keys) if known else self.named(entry, level)):
            end = entry.value.span
            span = replace(node.span, end_line=end.end_line, end_column=end.end_column)
            return Keys(entries=(*entries, entry), span=span), name, known, at
        if entries:
            last = entries[-1]
            below = self.below(last.key.text, of_keys)
            inner = below and self.filled(last.key.text, last.value, below, entry, at)
            if inner:
                value, *rest = inner
                return replace(level.node, entries=(*entries[:-1], Entry(key=last.key, value=value))), *rest
        return None

    def column(self, to: _Level, here: _Level) -> int | None:
        return None if _column_of(here.node, self.source) is None else _column_of(to.node, self.source)

    def note(self, move: _Move) -> None:
        """Take note of a move; one that goes on with the move before it is said with it."""
        last = self.moves[-1] if self.moves else None
        if last is not None and last.like(move) and _only_blank(self.source, last, move):
            last.entries += move.entries
            last.until = max(last.until, move.until)
        else:
            self.moves.append(move)

    def correction(self, move: _Move) -> Correction | None:
        """Return the lines of what is moved in the column in which they belong."""
        if move.column is None:
            return None
        first = move.entries[0].key.span
        by = move.column - first.column
        edits = []
        for number in range(first.line, _end(move) + 1):
            line = self.source.line(number)
            if not line.strip():
                continue
            if by < 0 and line[:-by].strip():
                return None
            taken = Span(path=first.path, line=number, column=1, end_line=number, end_column=1 + max(0, -by))
            edits.append(Edit(span=taken, text=" " * max(0, by)))
        named = ", ".join(quoted(each.key.text) for each in move.entries)
        return Correction(label=f"begin {named} in column {move.column}", edits=tuple(edits), safe=True)


def _only_blank(source: Source, last: _Move, move: _Move) -> bool:
    between = (source.line(number).strip() for number in range(_end(last) + 1, _line(move.entries[0])))
    return all(not each or each.startswith("#") for each in between)


def _line(entry: Entry) -> int:
    return entry.key.span.line


def _column(level: _Level) -> int | None:
    return level.node.entries[0].key.span.column if level.node.entries else None


def _column_of(node: Keys, source: Source) -> int | None:
    """Return the column in which keys begin; nothing where they stand between braces."""
    span = node.span
    start = source.offset(span.line, span.column)
    if not node.entries or source.text[start : start + 1] == "{":
        return None
    return node.entries[0].key.span.column


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None and not node.text


def _nothing(node: Keys) -> Node:
    """Return what is left of keys that have all been moved."""
    if not node.entries:
        return node
    return Scalar(value=None, text="", style="plain", span=node.span)


def _named_freely(form: _Form) -> bool:
    """Whether a form lets authors name what stands on its level, and names nothing itself that could be missed."""
    return isinstance(form.get("additionalProperties"), Mapping)


def _dotted(form: _Form) -> bool:
    """Whether what an author names on a level has a full stop in its name, as facts do."""
    return "[.]" in str(form.get("propertyNames", {}).get("pattern", ""))


def _can_be_called(name: str, form: _Form) -> bool:
    pattern = form.get("propertyNames", {}).get("pattern")
    return (pattern is None or bool(re.search(pattern, name))) and ("." in name or not _dotted(form))
