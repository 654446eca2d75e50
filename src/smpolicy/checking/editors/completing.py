"""What can stand where somebody types: keys, facts, values, provisions, and the words of a norm's own text.

A text that is being typed is no document yet. So it is read by its lines and how far they are indented, and what is
offered is looked up in the schema, in the vocabulary and in the norm's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from smpolicy.checking.editors.hovering import escaped, provisions
from smpolicy.checking.editors.outline import FAR, keys_above, parts_of, schema_of
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.source import visible

if TYPE_CHECKING:
    from smpolicy.foundations.source import Source
    from smpolicy.library import Library

#: Keys below which words of the text stand, each with its condition.
_LINES: Final = ("act", "when", "unless", "aside")
#: Where a text can be divided into the words of a condition.
_PARTS: Final = re.compile(
    r"[,;:.()\u2013\u2014]|\b(?:unless|if|where|when|who|which|that|shall|should|must|may|not|and|or)\b"
)
#: No more is offered at once; an editor asks again when more is typed.
MOST_OFFERED: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be written, with what it means; it takes the place of what was typed of it."""

    words: str
    kind: str
    about: str = ""

    __repr__ = in_brief


def offers_at(source: Source, index: int, library: Library) -> tuple[list[Offer], int]:
    """Return what can stand at an index, and where that begins of which something was typed."""
    start = source.text.rfind("\n", 0, index) + 1
    before = source.text[start:index]
    typed = re.search(r"""[^\s{}\[\],"']*$""", before)
    begun = index - len(typed.group()) if typed else index
    found = list(_offers(source, index, before, library))
    return list({each.words: each for each in found}.values())[:MOST_OFFERED], begun


def _offers(source: Source, index: int, before: str, library: Library) -> Iterator[Offer]:
    if re.match(r"\s*(?:-\s+)?under:\s+\S*$", before):
        for each in provisions(library).values():
            yield Offer(words=each.id, kind="provision", about=escaped(f"{each.citation} {each.heading or each.text}"))
        return
    facts = {each.name: each for each in library.lowered.vocabulary.facts.values() if _known(each.local_to, source)}
    of = re.search(r"""([\w.]+)["']?:\s+(?:\{\s*\w+:\s+)?\[?[^\[\]{}:]*$""", before)
    if of and of.group(1) in facts:
        fact = facts[of.group(1)]
        for value, label in fact.options():
            said = str(value).lower() if isinstance(value, bool) else str(value)
            yield Offer(words=said, kind="value", about=escaped(label))
        return
    above = keys_above(source.text, index)
    in_condition = any(key in above for key in _LINES) or re.search(r"[{,]\s*[\w.]*$", before) is not None
    value_of = re.search(r"""^\s*(?:-\s+)?["']?([\w-]+)["']?:\s+[^{]*$""", before)
    if value_of:
        yield from _values(schema_of(source.text), [*above, value_of.group(1)])
        return
    if above and above[-1] in _LINES:
        for words in _words_of(source, index):
            yield Offer(words=f"{words}:", kind="words", about="words of the text")
    for schema in parts_of(schema_of(source.text), above):
        for key, each in schema.get("properties", {}).items():
            if key not in facts:
                yield Offer(words=f"{key}: ", kind="key", about=escaped(str(each.get("description", ""))))
    if in_condition or (above and above[-1] in ("given", "facts")):
        for fact in facts.values():
            yield Offer(words=f"{fact.name}: ", kind="fact", about=escaped(fact.question))
        for name in _declared(source.text):
            yield Offer(words=f"{name}: ", kind="fact", about="declared in this document")


def _declared(text: str) -> Iterator[str]:
    """Yield the names of facts that a text declares, though it may be no document yet."""
    declared = re.search(r"^facts:[ ]*\n((?:[ #].*\n|\n)*)", text, re.MULTILINE)
    for found in re.finditer(r"^[ ]+([a-z][\w/-]*\.\w+):", declared.group(1) if declared else "", re.MULTILINE):
        yield found.group(1)


def _known(local_to: str, source: Source) -> bool:
    """Whether a fact can be named in a document: those of another structure cannot."""
    return not local_to or re.search(rf"\b{re.escape(local_to)}\b", source.text[:4096]) is not None


def _values(root: dict[str, Any], keys: Sequence[str]) -> Iterator[Offer]:
    for schema in parts_of(root, keys):
        values = [*schema.get("enum", []), *([schema["const"]] if "const" in schema else [])]
        if schema.get("type") == "boolean":
            values += [True, False]
        for each in values:
            said = str(each).lower() if isinstance(each, bool) else str(each)
            yield Offer(words=said, kind="value", about=escaped(str(schema.get("description", ""))))


def _words_of(source: Source, index: int) -> Iterable[str]:
    """Return the parts of the text of the norm that is typed, each of which can have a condition."""
    lines = source.text[:index].split("\n")[-FAR:]
    for number in range(len(lines) - 1, -1, -1):
        found = re.match(r"( *)(?:- +)?text: *(?:[>|][+-]?\d?)? *(.*)$", lines[number])
        if found:
            inner = []
            for line in lines[number + 1 :]:
                if line.strip() and len(line) - len(line.lstrip(" ")) <= len(found.group(1)):
                    break
                inner.append(line.strip())
            text = visible(" ".join([found.group(2), *inner]).strip().strip("\"'"))
            return [part.strip() for part in _PARTS.split(text) if len(part.strip()) > 1]
        if lines[number] and not lines[number][0].isspace():
            break
    return []
