"""What is said of the words under a pointer: a provision, the question of a fact, what is done with a norm, a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from smpolicy.checking.editors.outline import keys_above, parts_of, schema_of
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.source import Span, visible

if TYPE_CHECKING:
    from smpolicy.foundations.source import Source
    from smpolicy.library import Library
    from smpolicy.meaning.norms import Norm, Provision
    from smpolicy.meaning.vocabulary import Fact

#: What names are written with, those of provisions, facts and norms.
_NAME: Final = re.compile(r"[\w.:/#-]*\w")
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+!|~&-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hovered:
    """What is said of a stretch of a text, as Markdown, and where that is said itself, if it is somewhere."""

    text: str
    start: int
    end: int
    defined: Span | None = None

    __repr__ = in_brief


def said_at(source: Source, index: int, library: Library) -> Hovered | None:
    """Return what is said of what stands at an index of a text; nothing where nothing is."""
    for start, end, name in _names_at(source.text, index):
        provision = provisions(library).get(name)
        if provision is not None:
            return Hovered(text=_of_provision(provision), start=start, end=end, defined=provision.span)
        fact = library.lowered.vocabulary.facts.get(name)
        if fact is not None:
            return Hovered(text=_of_fact(fact), start=start, end=end, defined=fact.span)
    norm = _norm_at(source, index, library)
    if norm is not None:
        start = source.offset(norm.span.line, norm.span.column)
        return Hovered(text=_of_norm(norm, library), start=index, end=max(index, start), defined=norm.span)
    for start, end, name in _names_at(source.text, index):
        described = _key_described(source, name, start)
        if described:
            return Hovered(text=escaped(described), start=start, end=end)
    return None


def provisions(library: Library) -> dict[str, Provision]:
    """Return every provision by its id."""
    return {each.id: each for one in library.lowered.instruments.values() for each in one.provisions}


def escaped(words: str) -> str:
    """Return an author's words as Markdown that shows them, and does nothing else."""
    return _MARKDOWN.sub(r"\\\1", visible(" ".join(words.split())))


def _names_at(text: str, index: int) -> Iterator[tuple[int, int, str]]:
    """Yield the name at an index, on its line alone; of one that ends a key, without the mark."""
    start = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    line = text[start : end if end >= 0 else len(text)]
    for match in _NAME.finditer(line):
        if match.start() <= index - start <= match.end():
            yield start + match.start(), start + match.end(), match.group()


def _of_provision(provision: Provision) -> str:
    head = " ".join(filter(None, (provision.number, provision.heading)))
    return "\n\n".join(filter(None, (f"**{escaped(provision.citation)}** {escaped(head)}", escaped(provision.text))))


def _of_fact(fact: Fact) -> str:
    question = escaped(fact.question) or "It follows from other facts."
    values = [f"- `{visible(str(each))}`: {escaped(label)}" for each, label in fact.options() if each is not False]
    listed = "\n".join(values) if len(values) > 1 else ""
    return "\n\n".join(filter(None, (f"**{question}**", escaped(fact.help), listed)))


def _of_norm(norm: Norm, library: Library) -> str:
    from smpolicy.conflicts.readback import readback

    lines = readback(norm, library.lowered.vocabulary, under=norm.citation).splitlines()
    told = "\n".join(f"- {escaped(each)}" for each in lines)
    return f"**What is done with this norm**\n\n{told}"


def _norm_at(source: Source, index: int, library: Library) -> Norm | None:
    """Return the norm in whose key or text an index lies."""
    line = source.text.count("\n", 0, index) + 1
    words = source.line(line)
    if re.match(r"\s*(act|when|unless|aside|examples|given|readings)\s*:", words):
        return None
    lowered = library.lowered
    of = [each for each in (*lowered.instruments.values(), *lowered.twins) if each.span.path == source.path]
    norms = [norm for each in of for norm in each.norms]
    at_key = (norm for norm in norms if re.match(rf"\s*[\"']?{re.escape(str(norm.at[-1]))}[\"']?\s*:", words))
    near = [norm for norm in at_key if abs(norm.span.line - line) <= 2]
    if near:
        return near[0]
    return next((norm for norm in norms if norm.span.line <= line <= norm.span.end_line), None)


def _key_described(source: Source, name: str, start: int) -> str:
    """Return what the schema of the document says of a key."""
    if not source.text[start + len(name) :].lstrip(" \"'").startswith(":"):
        return ""
    root = schema_of(source.text)
    described: list[Any] = [
        each.get("properties", {}).get(name, {}).get("description", "")
        for each in parts_of(root, keys_above(source.text, start))
    ]
    return next((str(each) for each in described if each), "")
