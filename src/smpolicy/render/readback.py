"""Read-back: each norm's text, and beside it what the machine will do, to be compared by somebody who reads no YAML."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from smpolicy.conflicts.readback import ReadBack
from smpolicy.foundations.source import visible

if TYPE_CHECKING:
    from smpolicy.render import formats

_WIDTH = 100


def render(readbacks: Sequence[ReadBack]) -> str:
    """Write each norm with its read-back."""
    return "\n".join(_block(each) for each in readbacks)


def _block(each: ReadBack) -> str:
    norm = each.norm
    head = f"{norm.id}  [{norm.span.path}:{norm.span.line}]"
    text = _wrapped(f"“{norm.text}”", "  ", "  ")
    lines = [*each.text.splitlines(), *([each.reviewed] if each.reviewed else [])]
    machine = "\n".join(_wrapped(line, "  = ", "    ") for line in lines)
    return f"{visible(head)}\n{text}\n{machine}\n"


def _wrapped(words: str, first: str, then: str) -> str:
    return fill(visible(words), _WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


def plain_readbacks(readbacks: Sequence[ReadBack]) -> list[formats.ReadBack]:
    """Return the same as plain values that JSON can hold."""
    return [
        {
            "norm": each.norm.id,
            "provision": each.norm.provision,
            "text": each.norm.text,
            "force": each.norm.force,
            "polarity": each.norm.polarity,
            "force_words": each.norm.force_words,
            "relation": each.relation,
            "readback": each.text,
            "reviewed": each.reviewed,
        }
        for each in readbacks
    ]
