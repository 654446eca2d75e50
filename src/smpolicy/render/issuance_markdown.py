"""An issuance in Markdown, which any editor shows and any word processor takes in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from smpolicy.render.issuance import ANNEX, COLUMNS, EXPLAINED, EXPLANATIONS, SIGNATURE, Issuance, Paragraph, Unnumbered

#: What Markdown would act on. A bracket alone does nothing, and placeholders in brackets are to be read.
_ACTIVE: Final = re.compile(r"([\\`*_<|]|\](?=\())")


#: By which a line begins something else than a paragraph, up to the mark that does it.
_BEGINNING: Final = re.compile(r"(?:#|>|[-+](?=\s)|=|~|\d+[.)](?=\s))")


def render(paper: Issuance) -> bytes:
    """Write the issuance, in UTF-8."""
    return ("\n\n".join(_blocks(paper)) + "\n").encode()


def _blocks(paper: Issuance) -> Iterator[str]:
    yield "\n>\n".join(f"> {_escaped(each)}" for each in paper.notices)
    yield _escaped(paper.owner)
    yield f"# {_escaped(paper.title)}"
    yield _lines(paper.head)
    for section in paper.sections:
        if section.number or section.heading:
            yield f"## {' '.join(filter(None, (section.number, _escaped(section.heading))))}"
        yield from _paragraphs(section.blocks)
    yield f"## {SIGNATURE}"
    yield _lines(paper.signature)
    yield f"## {ANNEX}"
    yield "\n".join(_table(paper))
    yield _lines(paper.origin)
    if paper.explanations:
        yield f"## {EXPLANATIONS}"
        yield f"> {EXPLAINED}"
        yield _lines(paper.explanations)


def _paragraphs(blocks: Iterable[Unnumbered | Paragraph]) -> Iterator[str]:
    """Yield the blocks, each sentence that runs on behind the one before it."""
    said = ""
    for block in blocks:
        if isinstance(block, Paragraph) and block.runs_on and said:
            said += f" {_block(block)}"
            continue
        if said:
            yield said
        said = _block(block)
    if said:
        yield said


def _block(block: Unnumbered | Paragraph) -> str:
    if isinstance(block, Unnumbered):
        return f"> {_escaped(block.text)}"
    label = f"**{_escaped(block.label)}:** " if block.label else ""
    if block.number and not block.runs_on:
        return f"{block.number} {label}{_escaped(block.text)}"
    return f"{label}{_BEGINNING.sub(_first_escaped, _escaped(block.text))}"


def _first_escaped(match: re.Match[str]) -> str:
    """Escape the mark by which a line would begin something else than a paragraph."""
    return f"{match.group()[:-1]}\\{match.group()[-1]}"


def _lines(named: Mapping[str, str]) -> str:
    return "\n".join(f"- {name}: {_escaped(value)}" for name, value in named.items())


def _table(paper: Issuance) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{' --- |' * len(COLUMNS)}"
    for each in paper.norms:
        yield f"| {each.number} | {_escaped(each.norm)} | {_escaped(each.provision)} |"


def _escaped(words: str) -> str:
    return _ACTIVE.sub(r"\\\1", words)
