"""Slips after which a text is not YAML any more: what is done to one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from smpolicy.documents.syntax import attempt
from smpolicy.foundations.source import Source


def _behind_colon(words: str) -> Callable[[str], str]:
    return lambda line: line.replace(": ", f": {words}", 1)


def _left_out(mark: str) -> Callable[[str], str]:
    return lambda line: line.replace(mark, "", 1)


#: By what is done; a line in which nothing can be done so stays as it is.
BREAKS: Mapping[str, Callable[[str], str]] = {
    "a quote is opened": _behind_colon('"'),
    "an apostrophe is opened": _behind_colon("'"),
    "a bracket is opened": _behind_colon("["),
    "a brace is opened": _behind_colon("{"),
    "a bracket is closed": lambda line: f"{line} ]",
    "a brace is closed": lambda line: f"{line} }}",
    "a second colon": _behind_colon("x: "),
    "a dash behind the colon": _behind_colon("- "),
    "a sign behind the colon": _behind_colon("@"),
    "words behind a mark": _behind_colon("> "),
    "no colon": _left_out(":"),
    "no comma": _left_out(","),
    "no opening brace": _left_out("{"),
    "no closing brace": _left_out("}"),
    "no closing bracket": _left_out("]"),
    "no space behind the colon": lambda line: line.replace(": ", ":", 1),
    "a tab": lambda line: f"\t{line.lstrip()}",
    "one space more": lambda line: f" {line}",
    "three spaces more": lambda line: f"   {line}",
    "one space less": lambda line: line.removeprefix(" "),
    "two spaces less": lambda line: line.removeprefix("  "),
    "no space before it": lambda line: line.lstrip(" "),
}


def broken(text: str, line: int, what: str) -> str | None:
    """Return a text with something done to one of its lines, counted from 1, where it is not YAML after that."""
    lines = text.split("\n")
    said = lines[line - 1]
    if not said.strip() or said.lstrip().startswith("#"):
        return None
    lines[line - 1] = BREAKS[what](said)
    after = "\n".join(lines)
    return after if attempt(Source(path="x.yaml", text=after)).broken is not None else None
