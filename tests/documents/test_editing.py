"""A drafter's file is changed in one key, and every other character stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smpolicy.documents.editing import CannotEdit, Keys, put, put_each, remove
from smpolicy.documents.nodes import plain
from smpolicy.documents.syntax import read
from smpolicy.foundations.source import INVISIBLE, Source


def source(text: str) -> Source:
    """Return a text as a file."""
    return Source(path="x.yaml", text=text)


def meaning(text: str) -> dict[str, object]:
    """Return what a text says; it must have no fault."""
    node, faults = read(source(text))
    assert node is not None
    assert faults == []
    said = plain(node)
    assert isinstance(said, dict)
    return said


EACH = {"si31:7.3": "sha256:1", "a/b#c": "x"}
PUT_EACH = [
    # where nothing stands, a line for each, in lines or in braces
    ("base:\n  id: x # why\nz: 1\n", 'base:\n  id: x # why\n  each:\n    si31:7.3: "sha256:1"\n    "a/b#c": x\nz: 1\n'),
    ("base: {id: x} # why\n", 'base: {id: x, each: {\n  si31:7.3: "sha256:1",\n  "a/b#c": x}} # why\n'),
    ('{"base": {"id": 1}}', '{"base": {"id": 1, each: {\n  si31:7.3: "sha256:1",\n  "a/b#c": x}}}'),
    ("base:\n  each:\n", 'base:\n  each: {\n    si31:7.3: "sha256:1",\n    "a/b#c": x}\n'),
    ("base:\n  each: {} # why\n", 'base:\n  each: {\n    si31:7.3: "sha256:1",\n    "a/b#c": x} # why\n'),
    # what is there is replaced, taken out, or left, with its comments, its order and its line breaks
    (
        'base:\r\n  each:  # a\r\n    gone: 1  # b\r\n    "a/b#c": y  # c\r\n    # d\r\n',
        'base:\r\n  each:  # a\r\n    # b\r\n    "a/b#c": x  # c\r\n    si31:7.3: "sha256:1"\r\n    # d\r\n',
    ),
    (
        'base: {each: {\n  gone: 1,\n  "a/b#c": y}, id: z}\n',
        'base: {each: {\n  "a/b#c": x,\n  si31:7.3: "sha256:1"}, id: z}\n',
    ),
    ("base: {each: {gone: 1}}\n", 'base: {each: {si31:7.3: "sha256:1", "a/b#c": x}}\n'),
    ("base: {each: {gone: 1\n  , also: 2}}\n", 'base: {each: {\n  si31:7.3: "sha256:1", "a/b#c": x}}\n'),
]


@pytest.mark.parametrize(("before", "expected"), PUT_EACH)
def test_put_each(before: str, expected: str) -> None:
    """A mapping gets these values and no others, and all else is as it was; a second time nothing is changed."""
    edited = put_each(source(before), ("base", "each"), EACH)
    assert edited.text == expected
    assert put_each(edited, ("base", "each"), EACH) == edited


@pytest.mark.parametrize(
    "before", ["base: {each: [1]}\n", "base: {each: {gone: [1]}}\n", "base: 1\n", "base: {}\n", "["]
)
def test_put_each_refuses(before: str) -> None:
    """Where something other than single values stands, nothing is written over it."""
    with pytest.raises(CannotEdit):
        put_each(source(before), ("base", "each"), EACH)


PUT = [
    # in the place of a value, beside its comment
    ("a: 1\nb: 2  # why\nc: 3\n", ("b",), "x", (), "a: 1\nb: x  # why\nc: 3\n"),
    ("a: 'one'\n", ("a",), "two words", (), 'a: "two words"\n'),
    ("a: > # why\n  some\n  words\n\nb: 1\n", ("a",), "x", (), "a: x # why\n\nb: 1\n"),
    ("a:\nb: 1\n", ("a",), "x", (), "a: x\nb: 1\n"),
    ("a:  # why\n", ("a",), "x", (), "a: x  # why\n"),
    # within braces and within lines
    ("a: {b: 1, c: 2} # why\n", ("a", "b"), "x", (), "a: {b: x, c: 2} # why\n"),
    ("a:\n  b: 1 # why\n  c: 2\n", ("a", "b"), "x", (), "a:\n  b: x # why\n  c: 2\n"),
    # a new key: behind another, or last; in lines, in braces, in empty braces, and where nothing stands yet
    ("a: 1 # why\n# of b\nb: 2\n", ("x",), "y", ("a",), "a: 1 # why\nx: y\n# of b\nb: 2\n"),
    ("a: 1\nb: 2\n", ("x",), "y", ("nowhere", "a"), "a: 1\nx: y\nb: 2\n"),
    ("a: 1\nb: 2\n", ("x",), "y", (), "a: 1\nb: 2\nx: y\n"),
    ("a: 1", ("x",), "y", (), "a: 1\nx: y"),
    ("a: {b: 1}\n", ("a", "x"), "y", (), "a: {b: 1, x: y}\n"),
    ("a: {b: 1, # why\n c: 2}\n", ("a", "x"), "y", ("b",), "a: {b: 1, x: y, # why\n c: 2}\n"),
    ("a:\n  b: 1\n# of c\nc: 2\n", ("a", "x"), "y", (), "a:\n  b: 1\n  x: y\n# of c\nc: 2\n"),
    ("a: {}\n", ("a", "x"), "y", (), "a: {x: y}\n"),
    ("a:\nb: 1\n", ("a", "x"), "y", (), "a: {x: y}\nb: 1\n"),
    ("a: 1\nb: 2\n", ("x", "y", "z"), "w", ("a",), "a: 1\nx: {y: {z: w}}\nb: 2\n"),
    ("a: {b: []}\nc: 1\n", ("x",), "y", ("a",), "a: {b: []}\nx: y\nc: 1\n"),
    ('{"a": 1}', ("x",), "y", (), '{"a": 1, x: y}'),
    # behind a text whose blank lines count
    ("a: |+\n  one\n\n\nb: 2\n", ("x",), "y", ("a",), "a: |+\n  one\n\n\nx: y\nb: 2\n"),
    # line breaks as the file has them
    ("a: 1\r\nb: 2\r\n", ("x",), "y", ("a",), "a: 1\r\nx: y\r\nb: 2\r\n"),
    # what would be read as something else gets quotes
    ("a: 1\n", ("a",), "no: {it's} #1", (), 'a: "no: {it\'s} #1"\n'),
    ("a: 1\n", ("a",), "12", (), 'a: "12"\n'),
    ("a: 1\n", ("a",), "null", (), 'a: "null"\n'),
    ("a: 1\n", ("a",), "2026-03-01", (), "a: 2026-03-01\n"),
]


@pytest.mark.parametrize(("before", "keys", "value", "after", "expected"), PUT)
def test_put(before: str, keys: Keys, value: str, after: Keys, expected: str) -> None:
    """A value takes the place of another, or comes in as a new key where one would write it."""
    assert put(source(before), keys, value, after=after).text == expected


REMOVE = [
    ("a: 1\nb: 2\nc: 3\n", ("b",), "a: 1\nc: 3\n"),
    ("a: 1\nb: 2", ("b",), "a: 1\n"),
    ("a: 1\nb: 2  # why\nc: 3\n", ("b",), "a: 1\n# why\nc: 3\n"),
    ("a: 1\nb: > # why\n  some\n  words\nc: 3\n", ("b",), "a: 1\n# why\nc: 3\n"),
    ("a:\n  b: 1\n  c: 2\n", ("a", "b"), "a:\n  c: 2\n"),
    ("a: 1\r\nb: 2\r\n", ("a",), "b: 2\r\n"),
    ("{a: 1, b: 2, c: 3}", ("a",), "{b: 2, c: 3}"),
    ("{a: 1, b: 2, c: 3}", ("b",), "{a: 1, c: 3}"),
    ("{a: 1, b: 2, c: 3}", ("c",), "{a: 1, b: 2}"),
    ("x: {a: 1, # of a\n  b: 2}", ("x", "b"), "x: {a: 1 # of a\n}"),
    ("x: {a: 1 # of a\n , b: 2}", ("x", "a"), "x: { # of a\n b: 2}"),
]


@pytest.mark.parametrize(("before", "keys", "expected"), REMOVE)
def test_remove(before: str, keys: Keys, expected: str) -> None:
    """A key goes with its line or with one comma; the comment beside it stays."""
    assert remove(source(before), keys).text == expected


def refusal(before: str, keys: Keys, value: str | None) -> str:
    """Return why a change is refused."""
    with pytest.raises(CannotEdit) as refused:
        remove(source(before), keys) if value is None else put(source(before), keys, value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("before", "keys", "value", "said"),
    [
        ("a: [1\n", ("a",), "x", "the file has faults of form"),
        ("a: [1]\n", ("a",), "x", "more than one value stands there"),
        ("a: 1\n", ("a", "b"), "x", "a value stands where keys are expected"),
        ("a: 1\n", ("a",), "\u202e", "characters of the new value"),
        ("? a\n: 1\n", ("b",), "x", "edit by hand"),
        # a text that ends with the file has no line break; with a line below, it would have one
        ("a: >\n  words", ("b",), "x", "edit by hand"),
        # the indented remark would become part of the text above it
        ("a: >\n  words\nb: 1\n  # why\n", ("b",), None, "edit by hand"),
        ("a: 1\nb: [2]\n", ("b",), None, "no single value stands there"),
        ("a: 1\nb: 2\n", ("c",), None, "no single value stands there"),
        ("a: 1\nb: 2\n", ("c", "d"), None, "there is no key `c`"),
        ("a: 1\n", ("a",), None, "nothing else stands beside it"),
    ],
)
def test_refusals(before: str, keys: Keys, value: str | None, said: str) -> None:
    """What cannot be changed alone is refused, with the file, the key and the reason."""
    told = refusal(before, keys, value)
    assert told.startswith(f"`x.yaml`: the key `{'.'.join(keys)}` cannot be changed: ")
    assert said in told


# ------------------------------------------------------------ any document


@dataclass(frozen=True)
class Written:
    """A value in one of the ways in which people write one; and whether it is one value, so that it can be changed."""

    words: str
    single: bool = True


PLAIN_VALUES = [
    Written(""),
    Written(" one"),
    Written(" 'it''s # one'"),
    Written(' "two: words"'),
    Written(" some words\n  on two lines"),
]
VALUES = [
    *PLAIN_VALUES,
    Written(" >\n  some\n  words"),
    Written(" |+\n  some\n\n  words\n"),
    Written(" {x: 1, y: [2, 3]}", single=False),
    Written("\n  x: 1 # inside\n  # below\n  y: |-\n    text", single=False),
    Written("\n- 1\n- x: 2", single=False),
]
COMMENTS = ["", "  # a comment"]
BETWEEN = ["", "\n", "# of what follows\n\n"]


@st.composite
def documents(draw: st.DrawFn, values_from: list[Written] = VALUES) -> tuple[str, dict[str, Written]]:
    """Draw a document with its values by key."""
    keys = draw(st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=5, unique=True))
    values = {key: draw(st.sampled_from(values_from)) for key in keys}
    text = draw(st.sampled_from(["", "# the head\n\n"]))
    for key, value in values.items():
        # Behind several unquoted words, or below a text, a comment would be another thing.
        beside = draw(st.sampled_from(COMMENTS)) if value.words in ("", " one", ' "two: words"') else ""
        text += f"{key}:{value.words}{beside}\n{draw(st.sampled_from(BETWEEN))}"
    if draw(st.booleans()) and not values[keys[-1]].words.startswith((" >", " |")):
        text = text.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), values


SEEN = st.characters(codec="utf-8", exclude_categories=["C", "Z"]).filter(lambda each: not INVISIBLE.search(each))
NEW_VALUES = st.text(SEEN | st.just(" "), max_size=12)


def alike(one: str, other: str) -> int:
    """Return with how many same characters two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def lost_and_come(before: str, after: str) -> tuple[str, str]:
    """Return the one stretch in which two texts differ, as it stands in each."""
    start = alike(before, after)
    end = alike(before[start:][::-1], after[start:][::-1])
    return before[start : len(before) - end], after[start : len(after) - end]


@given(documents(), NEW_VALUES, st.data())
def test_one_key_is_changed_and_nothing_else(
    document: tuple[str, dict[str, Written]], value: str, data: st.DataObject
) -> None:
    """In any document, a value that is put in the place of another changes that value, and those characters alone."""
    text, values = document
    singles = sorted(key for key, each in values.items() if each.single) or ["new"]
    key = data.draw(st.sampled_from(singles))
    after = put(source(text), (key,), value).text
    assert meaning(after) == {**meaning(text), key: value}
    lost, _ = lost_and_come(text, after)
    assert lost in (values[key].words if key in values else "").replace("\n", "\r\n" if "\r" in text else "\n")


@given(documents(), NEW_VALUES, st.data())
def test_one_key_comes_in_and_nothing_else(
    document: tuple[str, dict[str, Written]], value: str, data: st.DataObject
) -> None:
    """In any document, a new key comes in behind any other, and no character goes."""
    text, values = document
    behind = data.draw(st.sampled_from(sorted(values)))
    after = put(source(text), ("new", "inner"), value, after=(behind,)).text
    assert meaning(after) == {**meaning(text), "new": {"inner": value}}
    lost, come = lost_and_come(text, after)
    assert lost == ""
    assert come.strip() != ""


#: Blank lines below a key that goes would become part of a text above it that keeps such lines.
WITHOUT_KEPT_LINES = [each for each in VALUES if "|+" not in each.words]


@given(documents(WITHOUT_KEPT_LINES), st.data())
def test_one_key_goes_and_nothing_else(document: tuple[str, dict[str, Written]], data: st.DataObject) -> None:
    """In any document, a key goes with its value, and no comment goes with it."""
    text, values = document
    text = f"z: last\n{text}"
    key = data.draw(st.sampled_from(sorted(key for key, each in values.items() if each.single) or ["z"]))
    after = remove(source(text), (key,)).text
    assert meaning(after) == {name: said for name, said in meaning(text).items() if name != key}
    lost, come = lost_and_come(text, after)
    assert come == ""
    assert "# of" not in lost
    assert "# a comment" not in lost
