"""An issuance in Markdown, which any editor shows and any word processor takes in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from smpolicy.render.issuance import ANNEX, COLUMNS, EXPLAINED, EXPLANATIONS, SIGNATURE, Issuance, Paragraph, Unnumbered

#: What Markdown would act on. A bracket alone does nothing, and placeholders in brackets are to be read.
_ACTIVE: Final = re.compile(r"([\\`*_<|]|\](?=\())")


def render(paper: Issuance) -> bytes:
    """Write the issuance, in UTF-8."""
    return ("\n\n".join(_blocks(paper)) + "\n").encode()


def _blocks(paper: Issuance) -> Iterator[str]:
    yield "\n>\n".join(f"> {_escaped(each)}" for each in paper.notices)
    yield _escaped(paper.owner)
    yield f"# {_escaped(paper.title)}"
    yield _lines(paper.head)
    for section in paper.sections:
        yield f"## {section.number} {_escaped(section.heading)}"
        yield from map(_block, section.blocks)
    yield f"## {SIGNATURE}"
    yield _lines(paper.signature)
    yield f"## {ANNEX}"
    yield "\n".join(_table(paper))
    yield _lines(paper.origin)
    if paper.explanations:
        yield f"## {EXPLANATIONS}"
        yield f"> {EXPLAINED}"
        yield _lines(paper.explanations)


def _block(block: Unnumbered | Paragraph) -> str:
    if isinstance(block, Unnumbered):
        return f"> {_escaped(block.text)}"
    label = f"**{_escaped(block.label)}:** " if block.label else ""
    return f"{block.number} {label}{_escaped(block.text)}"


def _lines(named: Mapping[str, str]) -> str:
    return "\n".join(f"- {name}: {_escaped(value)}" for name, value in named.items())


def _table(paper: Issuance) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{' --- |' * len(COLUMNS)}"
    for each in paper.norms:
        yield f"| {each.number} | {_escaped(each.norm)} | {_escaped(each.provision)} |"


def _escaped(words: str) -> str:
    return _ACTIVE.sub(r"\\\1", words)
