"""What looks like something else in a document that can be read: keys, and numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from smpolicy.documents.nodes import Mapping, Node, Scalar, Sequence
from smpolicy.documents.schema_rules import LOOK_ALIKE_KEY, LOOK_ALIKE_NUMBER
from smpolicy.foundations.diagnostics import Diagnostic, Related, quoted, report

#: What some readers of YAML take for a number to the base eight, and what is one to another base than ten.
_OCTAL: Final = re.compile(r"[-+]?0[0-9]+")
_OTHER_BASE: Final = re.compile(r"0(?P<base>[ox])[0-9a-fA-F]+")
_BASES: Final = {"o": "eight", "x": "sixteen"}


def look_alikes(root: Node) -> Iterator[Diagnostic]:
    """Yield what is found on keys that look alike in one place, and on numbers that are not what they seem."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        match node:
            case Mapping():
                yield from _keys(node)
                waiting += (entry.value for entry in node.entries)
            case Sequence():
                waiting += node.items
            case Scalar(style="plain", value=int()):
                yield from _number(node)


def _keys(mapping: Mapping) -> Iterator[Diagnostic]:
    keys = [entry.key for entry in mapping.entries]
    if all(key.text.isascii() for key in keys):
        return
    first: dict[str, Scalar] = {}
    for key in keys:
        other = first.setdefault(_as_seen(key.text), key)
        if other is not key:
            differing = f"{_codes(key.text, other.text)} here, and {_codes(other.text, key.text)} there"
            yield report(
                LOOK_ALIKE_KEY,
                f"the key {quoted(key.text)} looks like one that stands here already, and is another: {differing}",
                key.span,
                help="write both in the same characters and remove one, or rename one",
                related=(Related(span=other.span, message="it stands here first"),),
            )


def _as_seen(text: str) -> str:
    """Return a text with what is composed as one character, and with wide, narrow and unbroken ones as usual ones."""
    composed = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", "".join(map(_usual, composed)))


def _usual(char: str) -> str:
    kind = unicodedata.decomposition(char).partition(" ")[0]
    return unicodedata.normalize("NFKC", char) if kind in ("<wide>", "<narrow>", "<noBreak>") else char


def _codes(text: str, other: str) -> str:
    """Name the first characters of a text in which another differs from it."""
    at = next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    codes = " ".join(f"U+{ord(char):04X}" for char in text[at : at + 2] if at < len(text))
    return codes or "nothing"


def _number(scalar: Scalar) -> Iterator[Diagnostic]:
    written, number = scalar.text, str(scalar.value)
    if based := _OTHER_BASE.fullmatch(written):
        message = (
            f"`{written}` is the number {number}: `0{based['base']}` begins one to the base {_BASES[based['base']]}"
        )
    elif _OCTAL.fullmatch(written) and abs(int(written)) > 7:
        eight = "" if re.search("[89]", written) else str(int(written, 8))
        others = f"{eight} to programs that read a 0 in front as base eight" if eight else "no number to some programs"
        message = f"`{written}` is the number {number} here, and {others}"
    else:
        return
    yield report(
        LOOK_ALIKE_NUMBER,
        message,
        scalar.span,
        help=f'write `{number}`; if it is no quantity but a name, put it in quotes: `"{written}"`',
    )
