"""Content written as YAML that a person can read: short parts on one line, and nothing quoted that need not be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Protocol

from smpolicy.documents.scalars import scalar_value

#: Lines that would be longer are broken.
_WIDEST = 100
#: Text that may stand without quotes, within brackets too; what `resolve` takes for no text is quoted besides.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w ./#:-]*[\w.])?")
_TAKEN = re.compile(r": | #")


def written(content: Mapping[str, Any]) -> str:
    """Write the content of a file as YAML, each key at the top on a line of its own."""
    return "".join(f"{line}\n" for line in _mapping(content, room=_WIDEST))


def block(content: list[Any], room: int = _WIDEST) -> Iterator[str]:
    """Write a list as YAML, each member beginning on a line of its own."""
    for element in content:
        line = flow(element)
        first, *others = [line] if len(line) + 2 <= room else _lines(element, room - 2)
        yield f"- {first}"
        yield from (f"  {other}" for other in others)


def flow(content: object) -> str:
    """Write content as YAML on one line."""
    match content:
        case Mapping():
            return f"{{{', '.join(f'{_scalar(key)}: {flow(value)}' for key, value in content.items())}}}"
        case list() | tuple():
            return f"[{', '.join(map(flow, content))}]"
        case _:
            return _scalar(content)


def _scalar(value: object) -> str:
    return _text(value) if type(value) is str else json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=4096)  # documents repeat their keys, and each takes several patterns
def _text(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and not _TAKEN.search(text) and isinstance(scalar_value(text), str)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _mapping(content: Mapping[str, Any], room: int) -> Iterator[str]:
    for key, value in content.items():
        head, line = _scalar(key), flow(value)
        if len(head) + len(line) + 2 <= room or not isinstance(value, Mapping | list) or not value:
            yield f"{head}: {line}"
        else:
            yield f"{head}:"
            yield from (f"  {each}" for each in _lines(value, room - 2))


def _lines(value: object, room: int) -> Iterator[str]:
    match value:
        case Mapping():
            yield from _mapping(value, room)
        case list() if len(flow(value)) > room:
            yield from block(value, room)
        case _:
            yield flow(value)


class _Printer(Protocol):
    def text(self, text: str) -> None: ...
    def break_(self) -> None: ...


class PrintedAsRepr:
    """Is printed as its `repr`, line below line, wherever Hypothesis or IPython print it.

    Without it Hypothesis prints a dictionary, a list or a dataclass as Python has it.
    """

    def _repr_pretty_(self, printer: _Printer, cycle: bool) -> None:  # noqa: ARG002  (as the protocol of IPython has it)
        for number, line in enumerate(repr(self).splitlines()):
            if number:
                printer.break_()
            printer.text(line)
