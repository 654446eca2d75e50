"""After a syntax fault the rest is read: what stands above for certain, what stands below from the next key on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.breaks import BREAKS, broken
from profiles import draws
from smpolicy.documents.corpus import read_text
from smpolicy.documents.nodes import Mapping, places, plain
from smpolicy.documents.salvaged import read_on
from smpolicy.documents.syntax import read
from smpolicy.foundations.source import Source

GOOD = (Path(__file__).parents[1] / "data" / "slips" / "good.yaml").read_text(encoding="utf-8")


def salvaged(text: str) -> tuple[object, list[tuple[str, int]], list[tuple[int, int]]]:
    """Return what is read of a text, the rules broken with their lines, and the first and last lines passed over."""
    found = read_on(Source(path="x.yaml", text=text))
    node = None if found.node is None else plain(found.node)
    faults = [(each.name, each.span.line) for each in found.faults if each.span]
    return node, faults, [(each.first, each.last) for each in found.lost]


@pytest.mark.parametrize(
    ("text", "read", "faults", "passed_over"),
    [
        ("a: 1\nb: 2\n", {"a": 1, "b": 2}, [], []),
        ("a: 1\nb: x: y\nc: 3\n", {"a": 1, "c": 3}, [("colon-in-text", 2)], [(2, 2)]),
        ('a: 1\nb: "x\nc: 3\n', {"a": 1, "c": 3}, [("unclosed-quote", 2)], [(2, 2)]),
        # what a quote swallows, up to the next one in the file
        ('a: 1\nb: "x\nc: 3\nd: "y"\n', {"a": 1, "c": 3, "d": "y"}, [("unclosed-quote", 2)], [(2, 2)]),
        ("a: [1\nb: 2\nc: 3\n", {"b": 2, "c": 3}, [("unclosed-bracket", 1)], [(1, 1)]),
        # within a section, up to its next entry; and never across a key of the document
        ("n:\n  a: {x: 1\n  b: {x: 2}\nc: 3\n", {"n": {"b": {"x": 2}}, "c": 3}, [("unclosed-bracket", 2)], [(2, 2)]),
        ("n:\n  - a: {x\n    b: 1\n  - a: 2\n", {"n": [{"a": 2}]}, [("unclosed-bracket", 2)], [(2, 3)]),
        ("n:\n  a:\n    x: 1\n   y: 2\n  b: 3\n", {"n": {"a": {"x": 1}, "b": 3}},
         [("broken-indentation", 4)], [(4, 4)]),
        ("n:\n  a:\n    x: @\nc: 3\n", {"n": {"a": None}, "c": 3}, [("special-first-character", 3)], [(3, 3)]),
        # a line too far left ends what it stands in: that line is named, and not the one that goes on
        ("n:\n  a:\n    x: 1\ny: 2\n    z: 3\n  b: 4\nc: 5\n", {"n": {"a": {"x": 1}, "b": 4}, "c": 5},
         [("broken-indentation", 4)], [(4, 5)]),
        # each place that is not YAML is told
        ("a: @\nb: 2\nc: @\n", {"b": 2}, [("special-first-character", 1), ("special-first-character", 3)],
         [(1, 1), (3, 4)]),
        # both sides of what git could not join
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\nc: 4\n", {"a": 1, "c": 4}, [("missing-colon", 2)],
         [(2, 6)]),
        # nothing is left
        ("a: [1\n", None, [("unclosed-bracket", 1)], [(1, 2)]),
        ('{"a": [1}', None, [("unclosed-bracket", 1)], [(1, 1)]),
    ],
)  # fmt: skip
def test_what_is_read(
    text: str, read: object, faults: list[tuple[str, int]], passed_over: list[tuple[int, int]]
) -> None:
    """The lines from the fault to the next key are passed over, and the rest is read as if they were blank."""
    assert salvaged(text) == (read, faults, passed_over)


@settings(max_examples=draws(60))
@given(st.integers(1, GOOD.count("\n")), st.sampled_from(sorted(BREAKS)))
def test_what_stands_above_is_read_as_it_is(line: int, what: str) -> None:
    """Of a document broken in one line, each key that stands well above it is read as it was, in the same place."""
    text = broken(GOOD, line, what)
    if text is None:
        return
    found = read_on(Source(path="x.yaml", text=text))
    whole, _ = read(Source(path="x.yaml", text=GOOD))
    assert isinstance(whole, Mapping)
    assert isinstance(found.node, Mapping)
    first = min(min(each.since, each.entry) for each in found.lost)
    assert first <= line
    above = [each for each in whole.entries if each.value.span.end_line < first]
    assert above == list(found.node.entries[: len(above)])
    there = places(found.node)
    assert all(there[path] == spans for path, spans in places(whole).items() if path and spans[1].end_line < first)


@settings(max_examples=draws(60))
@given(st.text(alphabet=st.sampled_from("ab: \n-[]{}\"'#>|&*!%@\t,?x"), max_size=200))
def test_never_raises(text: str) -> None:
    """Whatever the text: what was passed over lies in it, and a text that is YAML is read as ever."""
    source = Source(path="x.yaml", text=text)
    found = read_on(source)
    assert all(1 <= each.first <= each.last <= source.line_count for each in found.lost)
    assert all(each.since <= each.first and each.entry <= each.first for each in found.lost)
    node, faults = read(source)
    assert set(faults) == set(found.alone or found.faults)
    assert found.lost or found.node == node


_ANY = st.text(alphabet=st.sampled_from("ab: \n-[]{}\"'#>|&*!%@\t,?x"), max_size=60)


@settings(max_examples=draws(60))
@given(_ANY, st.sampled_from(("", "norms:\n  ", "facts: ", "- ", "&a [*a, *a]\n")), _ANY)
def test_whatever_names_a_form_is_read(above: str, beginning: str, below: str) -> None:
    """Of any text that names a form something is said, and no document is made of what is no mapping."""
    source = Source(path="x.yaml", text=f"{above}\nschema: smpolicy/overlay@1\n{beginning}{below}")
    found = read_text(source, "")
    assert found.faults
    assert found.document is None or isinstance(read_on(source).node, Mapping)


@pytest.mark.parametrize("text", ["&a [*a, *a]\nschema: smpolicy/overlay@1\n<<: *a", "- schema: smpolicy/overlay@1\n@"])
def test_what_is_no_mapping_is_no_document(text: str) -> None:
    """What is left of a text may be a list: then it is said what is broken, and nothing is made of the rest."""
    found = read_text(Source(path="x.yaml", text=text), "")
    assert found.broken
    assert found.document is None
    assert found.faults


def test_a_file_is_not_read_for_ever() -> None:
    """A file that is broken in each of its lines is read some times, and not once for each."""
    found = read_on(Source(path="x.yaml", text="a: @\n" * 5_000))
    assert len(found.lost) <= 8


def test_what_is_broken_is_no_document_to_use() -> None:
    """A document is made of what is left, and marked as broken; none where nobody can tell of which form it is."""
    fine = read_text(Source(path="x.yaml", text=GOOD), "")
    assert fine.document is not None
    assert not fine.broken
    part = read_text(Source(path="x.yaml", text=GOOD.replace("layer: 3", "layer: @3")), "")
    assert part.document is not None
    assert part.broken
    assert [each.name for each in part.faults] == ["special-first-character"]
    none = read_text(Source(path="x.yaml", text="a: @\nb: 1\n"), "")
    assert none.document is None
    assert none.broken
    assert [each.name for each in none.faults] == ["special-first-character"]
