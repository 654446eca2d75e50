"""Every pattern of a schema means the same wherever it is read: in Python and in an engine of JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from smpolicy import Library
from smpolicy.documents.document import FORMS
from smpolicy.documents.published import FACT_NAME, LOCAL_FACT_NAME, NAME, NOTICE, STRUCTURE_NAME
from smpolicy.documents.schema import shipped
from smpolicy.render.formats import FORMATS

DAY = date(2026, 6, 1)

#: What ends a line, counts as white space, or does so in one of the two alone.
ENDS = (
    "\n", "\r", "\r\n", "\n\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1f", "\ufeff", "\u00a0",
    "\u180e", "\u200b", "\u3000", " ", "\t", "$", "\x00", "\U0001f468", "\u0661",
)  # fmt: skip
NAMES = (
    "", "a", "a-b", "a/b", "a/b/c", "a.b", "arcadia.route_shown", "arcadia/draft-2026", "A", "si31:7.2.b7",
    "2026-03-01", "2024-02-29", "2023-02-29", "words", "a draft of {author} for {structure}", "{other}",
    "\u00e4", "\u4e00",
)  # fmt: skip
VALUES = tuple(
    {**dict.fromkeys((*NAMES, *ENDS)), **{way: None for n in NAMES for end in ENDS for way in (n + end, end + n)}}
)


def patterns(schema: Any) -> Iterator[str]:
    """Yield every pattern in a schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        if isinstance(schema.get("patternProperties"), dict):
            yield from schema["patternProperties"]
        for each in schema.values():
            yield from patterns(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from patterns(each)


@cache
def published() -> tuple[str, ...]:
    """Return the patterns of every schema of documents and of what is printed."""
    return tuple(dict.fromkeys(found for form in (*FORMS, *FORMATS) for found in patterns(shipped(form))))


@cache
def engine() -> MiniRacer:
    """Return an engine that says which values a pattern finds something in, as validators read patterns."""
    context = MiniRacer()
    tried = "JSON.stringify(JSON.parse(values).map((value) => new RegExp(pattern, 'u').test(value)))"
    context.eval(f"const tried = (pattern, values) => {tried};")
    return context


def in_javascript(pattern: str, values: tuple[str, ...]) -> list[bool]:
    """Return in which values a pattern finds something there."""
    found: list[bool] = json.loads(engine().call("tried", pattern, json.dumps(values)))
    return found


def test_there_are_patterns() -> None:
    """The patterns that the modules name are among those of the schemas."""
    assert {FACT_NAME, LOCAL_FACT_NAME, NAME, NOTICE, STRUCTURE_NAME} <= set(published())


@pytest.mark.parametrize("pattern", published())
def test_both_read_a_pattern_alike(pattern: str) -> None:
    """Whatever stands before or behind a name, a line break above all: both find something in the same values."""
    in_python = [bool(re.search(pattern, value)) for value in VALUES]
    there = in_javascript(pattern, VALUES)
    assert {v for v, here, other in zip(VALUES, in_python, there, strict=True) if here != other} == set()


def test_nothing_ends_where_only_one_sees_an_end(packaged: Library) -> None:
    """No pattern uses what the two read differently: `$`, and the classes of white space, words and digits.

    Those that say what can be stated of an activity are among them.
    """
    stated = patterns(packaged.resolve("moldova", as_of=DAY, drafts=True).facts_schema())
    for pattern in (*published(), *set(stated)):
        anchored = re.sub(r"\\.|\[\^?\\s\\S\]", "", pattern.replace(r"[\s\S]", ""))
        assert "$" not in anchored, pattern
        assert not re.search(r"(?<!\\)(?:\\\\)*\\[wWdDbBsSzZA]", pattern.replace(r"[\s\S]", "")), pattern


@pytest.mark.parametrize("pattern", [each for each in published() if each.endswith(r"(?![\s\S])")])
def test_a_line_break_at_the_end_is_no_part_of_a_name(pattern: str) -> None:
    """What names, and does not tell, is another name with a line break behind it, and is refused."""
    assert any(re.search(pattern, name) for name in NAMES)
    assert not any(re.search(pattern, f"{name}\n") for name in NAMES)
