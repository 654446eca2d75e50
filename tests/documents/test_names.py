"""A name ends where it seems to: a line break behind it, which nobody sees, would make it another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import smpolicy
from smpolicy.documents import packaged
from smpolicy.documents.document import FORMS
from smpolicy.documents.nodes import plain
from smpolicy.documents.schema import check, shipped
from smpolicy.documents.syntax import read
from smpolicy.foundations.source import Source

TESTS = Path(__file__).parents[1]
POLICIES = packaged.policies_folder()

Place = tuple[str | int, ...]
#: A value, or a key, of each kind of document; keys end with the key that is renamed.
NAMES: dict[str, tuple[Place, ...]] = {
    "base/si31.yaml": (
        ("id",), ("scope", "stated_by", 0), ("precedence", "under"), ("invites", "under"), ("limits", "under"),
        ("provisions", 0, "id"), ("provisions", 0, "eid"), ("slots", "8.2/advice", "under"),
        ("norms", "7.2.b5", "under"),
        ("open_questions", "q6", "touches", 0),
        ("open_questions", "q14", "raised_by"), ("open_questions", "q14", "unraised"),
    ),
    "base/code-of-conduct.yaml": (("scope", "with"),),
    "base/structures.yaml": (("id",), ("structures", 0, "id")),
    "base/facts.yaml": (("id",),),
    "overlays/moldova/draft-2026.yaml": (
        ("id",), ("proposed_for",), ("under",), ("base", "id"), ("base", "digest"),
    ),
}  # fmt: skip
KEYS: dict[str, tuple[Place, ...]] = {
    "base/si31.yaml": (
        ("slots", "8.2/advice"), ("norms", "7.2.b5"), ("open_questions", "q6"),
        ("open_questions", "q6", "readings", "included"),
    ),
    "base/facts.yaml": (("facts", "person.status"), ("facts", "person.status", "values", "other")),
}  # fmt: skip


def content_of(name: str) -> Any:
    """Return the plain content of a packaged document."""
    node, faults = read(Source(path=name, text=Path(POLICIES, name).read_text(encoding="utf-8")))
    assert node is not None
    assert faults == []
    return plain(node)


def above(content: Any, place: Place) -> Any:
    """Return what a place stands in."""
    for part in place[:-1]:
        content = content[part]
    return content


def broken(kind: str) -> Iterator[tuple[str, Place, str]]:
    """Yield each place in a document whose value or key gets a line break behind it."""
    table = NAMES if kind == "value" else KEYS
    yield from ((name, place, kind) for name, chosen in table.items() for place in chosen)


@pytest.mark.parametrize(("name", "place", "kind"), [*broken("value"), *broken("key")])
@pytest.mark.parametrize("behind", ["\n", "\r\n", " ", "\nx"])
def test_no_name_ends_in_a_line_break(name: str, place: Place, kind: str, behind: str) -> None:
    """Every name of a document is refused with a line break or a space behind it, and once."""
    content = content_of(name)
    where = above(content, place)
    if kind == "key":
        where[place[-1] + behind] = where.pop(place[-1])  # type: ignore[operator]
    else:
        where[place[-1]] += behind
    found = check(content["schema"], content, {(): (None, None)})  # type: ignore[dict-item]
    assert [(each.name, each.severity) for _, each in found] == [("malformed", "error")]


@pytest.mark.parametrize("schema", FORMS)
def test_every_reader_of_a_schema_takes_it_alike(schema: str) -> None:
    """No pattern says how a name ends by `$` with nothing beside it: in Python that would let a line break pass."""
    assert _unguarded(shipped(schema)) == []


def _unguarded(form: Any) -> list[Any]:
    if isinstance(form, list):
        return [found for each in form for found in _unguarded(each)]
    if not isinstance(form, dict):
        return []
    ends = isinstance(form.get("pattern"), str) and form["pattern"].endswith("$")
    alone = ends and form.get("not") != {"type": "string", "pattern": r"\n"}
    return [*([form] if alone else []), *(found for each in form.values() for found in _unguarded(each))]


def test_the_shipped_schema_refuses_it_by_itself() -> None:
    """Whoever validates with the shipped schema and nothing else finds the same."""
    content = content_of("overlays/moldova/draft-2026.yaml")
    assert Draft202012Validator(shipped("smpolicy/overlay@1")).is_valid(content)
    assert not Draft202012Validator(shipped("smpolicy/overlay@1")).is_valid({**content, "id": content["id"] + "\n"})


@pytest.mark.parametrize("written", ['"arcadia/test\\n"', "|\n  arcadia/test", ">\n  arcadia/test"])
def test_it_is_told_where_and_how_to_mend_it(tmp_path: Path, written: str) -> None:
    """A line break comes along with `>` and `|`: the name is underlined, and the mend is to write it on one line."""
    head = "title: T\nstatus: draft\nproposed_for: arcadia\ndrafted_by: The tests\nlayer: 3\nunder: si31:7.3\n"
    file = tmp_path / "overlays" / "arcadia" / "test.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(f"schema: smpolicy/overlay@1\nid: {written}\n{head}", encoding="utf-8")
    (found,) = smpolicy.check(file, policies=TESTS / "data" / "corpora" / "arcadia").diagnostics
    assert (found.name, found.span and found.span.line) == ("malformed", 2)
    assert found.message == "`arcadia/test` ends with a line break, and is another name by that"
    assert found.help == "write it on the line of its key, without `>` or `|` before it and without `\\n` in it"
