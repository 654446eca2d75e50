"""Stated facts, from a file or from standard input, each with its place."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smpolicy.cli.streams import Refusal, print_faults
from smpolicy.foundations.source import MOST_BYTES

if TYPE_CHECKING:
    from smpolicy.foundations.errors import ImpossibleFacts
    from smpolicy.foundations.source import Path as Place
    from smpolicy.foundations.source import Span

#: How a facts file that comes through a pipe is called in messages.
_STDIN: Final = "<stdin>"


def read_facts(path: str) -> tuple[Mapping[str, object], Mapping[Place, tuple[Span | None, Span]]]:
    """Read a facts file: a mapping of facts, or one under the key `facts`; with the place of each value.

    Refuses whatever is no such file, each fault with its place.
    """
    from smpolicy.documents import nodes, syntax
    from smpolicy.documents.files import decode

    content, name = read_content(path)
    source, faults = decode(content, name)
    node = None
    if source is not None:
        node, unread = syntax.read(source)
        faults = [*faults, *unread]
    if node is None or faults:
        print_faults(faults, {name: source} if source else {}, 1)
        raise Refusal("the facts cannot be read")
    facts, places = nodes.plain(node), nodes.places(node)
    if isinstance(facts, dict) and "facts" in facts:
        beside = sorted(set(facts) - {"facts"})
        if beside:
            raise Refusal(f"{name}: nothing can stand beside `facts`, but there is `{beside[0]}`")
        facts = facts["facts"]
        places = {at[1:]: span for at, span in places.items() if at[:1] == ("facts",)}
    if not isinstance(facts, dict):
        raise Refusal(f"{name}: expected a mapping of facts, like `activity.interaction: post`")
    return facts, places


def read_content(path: str) -> tuple[bytes, str]:
    """Return the bytes of a file or of standard input, and how it is called in messages."""
    from smpolicy.documents.files import printable, read_bytes

    if path == "-":
        content = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""  # none where it was closed
        if len(content) > MOST_BYTES:
            raise Refusal(f"{_STDIN} has more than {MOST_BYTES} bytes")
        return content, _STDIN
    name = printable(Path(path))
    read, faults = read_bytes(Path(path), name, named=True)
    if read is None:
        raise Refusal(*(f"`{name}` {each.message}" for each in faults))
    return read, name


def placed_problems(error: ImpossibleFacts, places: Mapping[Place, tuple[Span | None, Span]]) -> Iterator[str]:
    """Yield each problem with the place of the first fact concerned that the file states."""
    for problem in error.problems:
        at = next((places[(fact,)][1] for fact in problem.facts if (fact,) in places), None)
        yield f"{at.path}:{at.line}:{at.column}: {problem.message}" if at else problem.message
