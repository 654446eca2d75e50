"""Where values stand: what is written, or the key of what is not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.breaks import BREAKS, broken
from documents.test_salvaged import GOOD
from profiles import draws
from smpolicy.documents.corpus import read_text
from smpolicy.documents.nodes import Node, places
from smpolicy.documents.syntax import read
from smpolicy.foundations.source import Source


def words(text: str) -> dict[tuple[str | int, ...], str]:
    """Return the words that are underlined for what stands at each path of a text."""
    source = Source(path="x.yaml", text=text)
    node, faults = read(source)
    assert not faults
    assert isinstance(node, Node)
    return {path: source.slice(value) for path, (_, value) in places(node).items() if path}


def test_what_is_not_there_is_underlined_at_its_key() -> None:
    """A value that is not there has the place of its key, and an item of a list that of the key of the list."""
    assert words("a:\nb: {c: , d: 1}\ne:\n  - \n  - 2\n") == {
        ("a",): "a", ("b",): "{c: , d: 1}", ("b", "c"): "c", ("b", "d"): "1", ("e",): "- \n  - 2", ("e", 0): "e",
        ("e", 1): "2",
    }  # fmt: skip
    assert words('a: ""\nb: ~\n') == {("a",): '""', ("b",): "~"}


@settings(max_examples=draws(60))
@given(st.integers(1, GOOD.count("\n")), st.sampled_from([*sorted(BREAKS), "cut off", "no value"]))
def test_every_finding_of_form_underlines_something(line: int, what: str) -> None:
    """Whatever is done to a line, what is said of it is about words that are there."""
    lines = GOOD.split("\n")
    if what == "cut off":
        text = "\n".join([*lines[: line - 1], lines[line - 1][: len(lines[line - 1]) // 2]])
    elif what == "no value":
        text = "\n".join([*lines[: line - 1], lines[line - 1].partition(": ")[0] + ":", *lines[line:]])
    else:
        text = broken(GOOD, line, what) or GOOD
    source = Source(path="x.yaml", text=text)
    for each in read_text(source, "").faults:
        assert each.span is not None
        assert source.slice(each.span) or not text.strip(), each.message
