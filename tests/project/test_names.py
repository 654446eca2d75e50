"""One word is one thing: in docs/glossary.md, and in the names that modules, classes and functions bear."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

SOURCE = Path(__file__).parents[2] / "src" / "smpolicy"

#: Rooms that show one thing in another way, each way under the name of what is shown.
VIEWS: Final[Mapping[str, str]] = {
    "lowering": "makes what `meaning` holds, from documents",
    "render": "writes what the rooms below hold, in one output format or another",
    "documents/forms": "holds what documents say, as it is written",
    "site": "shows it on pages",
    "cli": "asks for it on the command line",
}
#: Records of the machine formats: each bears the name of what it prints.
RECORDS: Final = "render/formats"
#: Names that are one thing although they stand twice, and why.
ALLOWED: Final[Mapping[str, str]] = {
    "check": "the library checks documents, and `documents.schema` the content of one against its schema",
    "holds": "the same question, of a condition and of the formula that it is compiled to",
    "Entry": "a place of the consolidated text, and a key with its value where a YAML mapping is read",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield each module with its place, such as `render/policy`; a package is called by its folder."""
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).with_suffix("").as_posix().removesuffix("/__init__")
        yield place, ast.parse(path.read_text(encoding="utf-8"))


def stands_in(place: str, room: str) -> bool:
    """Whether a module is a room, or stands in it."""
    return f"{place}/".startswith(f"{room}/")


def is_by_table(place: str, node: ast.FunctionDef) -> bool:
    """Whether a function is one of a set that is asked for by its module: a check, a printer, a page, a command."""
    if node.name == "check":
        return stands_in(place, "checks")
    if node.name == "render":
        return stands_in(place, "render")
    if node.name == "body":
        return stands_in(place, "site")
    return stands_in(place, "cli") and any(isinstance(each, ast.Call) for each in node.decorator_list)


def twice(named: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the names that stand in more than one place, and are not allowed to."""
    return {name: places for name, places in named.items() if len(places) > 1 and name not in ALLOWED}


def defined() -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
    """Return where each name of a module, a class and a function stands; what is private is its module's own."""
    rooms, classes, functions = defaultdict(list), defaultdict(list), defaultdict(list)
    for place, tree in modules():
        name = place.rpartition("/")[2]
        if not any(stands_in(place, room) for room in VIEWS) and name != "__main__":
            rooms[name].append(place)
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                if not stands_in(place, RECORDS):
                    classes[node.name].append(place)
            elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not is_by_table(place, node):
                functions[node.name].append(place)
    return rooms, classes, functions


def test_no_name_is_two_things() -> None:
    """No two modules, classes or public functions bear one name, but for views of one thing and what is allowed."""
    rooms, classes, functions = defined()
    for room in ("policy", "policy/interview"):  # the room, and what it is named for
        name = room.rpartition("/")[2]
        assert rooms.pop(name) == [room, f"{room}/{name}"]
    assert twice(rooms) == {}
    assert twice(classes) == {}
    assert twice(functions) == {}


def test_nothing_is_allowed_without_need() -> None:
    """A name that no longer stands twice is no longer on the list."""
    _, classes, functions = defined()
    needed = {name for named in (classes, functions) for name, places in named.items() if len(places) > 1}
    assert set(ALLOWED) <= needed
    assert all((SOURCE / room).exists() or (SOURCE / f"{room}.py").exists() for room in VIEWS)
