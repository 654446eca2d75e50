"""Whatever a caller can hold can be imported from `smpolicy`, cannot be changed, and is named in one line."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping, Set
from dataclasses import is_dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

import smpolicy

ROOT: Final = Path(__file__).parents[2]
GUIDE: Final = ROOT / "docs" / "guide" / "library.md"
DAY: Final = date(2026, 1, 1)
#: Attributes that are the machine's own: a caller needs none of them, and the guide says that they may change.
MACHINERY: Final = frozenset(
    {
        *(f"Library.{name}" for name in ("corpus", "lowered", "governing_on")),
        *(f"Policy.{name}" for name in ("resolution", "lowered", "program", "ruling", "assessed", "noted", "turns_on")),
        *(f"Decision.{name}" for name in ("source", "ruling")),
        *(f"Program.{name}" for name in ("model", "many", "decide", "attempt", "decided_many")),
        *(f"Verdict.{name}" for name in ("model", "statuses", "status", "counts", "asking", "statements", "effects")),
        *(f"Verdict.{name}" for name in ("without_difference", "turning", "presupposed", "left", "may_be_broken")),
        *(f"Verdict.{name}" for name in ("entries", "is_surely_broken")),
        "Fact.domain",
        "Vocabulary.domain",
        "Vocabulary.interview",
        "Interview.lists",
    }
)


def names_in(module: types.ModuleType) -> dict[str, Any]:
    """Return what a module's annotations can name: also what it imports, or says, for type checkers alone."""
    found = dict(vars(module))
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for each in node.body:
                if not isinstance(each, ast.ImportFrom):
                    exec(ast.unparse(each), found)
                    continue
                home = import_module(str(each.module))
                for name in each.names:
                    known = vars(home) if name.name in vars(home) else names_in(home)
                    found[name.asname or name.name] = known.get(name.name) or import_module(
                        f"{each.module}.{name.name}"
                    )
    return found


def meant(annotation: Any, home: str) -> Any:
    """Return what an annotation means in its module."""
    return eval(annotation, names_in(sys.modules[home])) if isinstance(annotation, str) else annotation


def types_in(hint: Any) -> Iterator[type]:
    """Yield the types of this library that an annotation names, each by itself."""
    if typing.get_origin(hint) is typing.Literal:
        return
    for each in typing.get_args(hint):
        for part in each if isinstance(each, list) else [each]:
            yield from types_in(part)
    if isinstance(hint, type) and hint.__module__.startswith("smpolicy"):
        yield hint


def aliases_in(annotation: Any, home: str) -> Iterator[str]:
    """Yield the names in an annotation that this library gives to what is no class: lists of words, above all."""
    if not isinstance(annotation, str):
        return
    space = names_in(sys.modules[home])
    for name in (node.id for node in ast.walk(ast.parse(annotation)) if isinstance(node, ast.Name)):
        known = space.get(name)
        ours = getattr(known, "__module__", "") == "typing" and not hasattr(typing, name)
        if ours and not isinstance(known, type | typing.TypeVar):
            yield name


def public(kind: type) -> Iterator[tuple[str, Any, str]]:
    """Yield each public attribute of a type with an annotation and its module: of methods, what they take and return.

    What a type says of an attribute anew goes before what it has from another.
    """
    seen: set[str] = set()
    for home in kind.__mro__:
        if not home.__module__.startswith("smpolicy"):
            continue
        said: dict[str, list[Any]] = {name: [hint] for name, hint in inspect.get_annotations(home).items()}
        for name, each in vars(home).items():
            found = each.fget if isinstance(each, property) else getattr(each, "func", getattr(each, "__func__", each))
            if inspect.isfunction(found):
                said[name] = list(inspect.get_annotations(found).values())
        for name, hints in said.items():
            if not name.startswith("_") and name not in seen:
                yield from ((name, hint, home.__module__) for hint in hints)
        seen |= said.keys()


def called(kind: type) -> str:
    """Return the name under which a type is exported."""
    return "Program" if kind.__name__ == "CompiledProgram" else kind.__name__


def reachable() -> tuple[dict[type, str], dict[str, str]]:
    """Return every type of this library that a caller comes to, each with a way to it, and every other name."""
    found: dict[type, str] = {}
    names: dict[str, str] = {}
    waiting: list[tuple[str, type]] = []
    for name in smpolicy.__all__:
        each = getattr(smpolicy, name)
        if isinstance(each, type):
            waiting.append((name, each))
        elif inspect.isfunction(each):
            for hint in inspect.get_annotations(each).values():
                waiting += [(f"{name}()", part) for part in types_in(meant(hint, each.__module__))]
                names |= dict.fromkeys(aliases_in(hint, each.__module__), f"{name}()")
    while waiting:
        way, kind = waiting.pop(0)
        if kind in found:
            continue
        found[kind] = way
        for name, hint, home in public(kind):
            if f"{called(kind)}.{name}" not in MACHINERY:
                waiting += [(f"{way}.{name}", part) for part in types_in(meant(hint, home))]
                names |= dict.fromkeys(aliases_in(hint, home), f"{way}.{name}")
    return found, names


def test_every_type_that_a_caller_comes_to_is_exported() -> None:
    """Whoever writes an annotation for what an attribute holds or a method returns can import every word of it.

    The records of `to_json` are given out by `smpolicy.render.formats`, under the same names as what they print.
    """
    kinds, names = reachable()
    hidden = {
        f"{kind.__module__}.{kind.__name__}": way
        for kind, way in kinds.items()
        if getattr(smpolicy, called(kind), None) is not kind and not kind.__module__.startswith("smpolicy.render.")
    }
    assert hidden == {}
    assert {name: way for name, way in names.items() if name not in smpolicy.__all__} == {}
    assert len(kinds) > 80


def test_what_is_called_machinery_is_there() -> None:
    """An attribute that is no longer there is no longer on the list."""
    for each in MACHINERY:
        kind, _, name = each.partition(".")
        held = getattr(smpolicy, kind)
        assert hasattr(held, name) or any(name in inspect.get_annotations(home) for home in held.__mro__), each


def test_each_exported_name_is_said_to_type_checkers_once_and_found_where_it_is_said_to_be() -> None:
    """What a type checker imports, what can be imported and where it is found agree, name by name."""
    tree = ast.parse(Path(smpolicy.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    said = {
        name.asname or name.name: str(node.module)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    assert sorted([*said, "__version__"]) == sorted(smpolicy.__all__)
    errors = "foundations.errors"
    assert said == {name: f"smpolicy.{smpolicy._HOMES.get(name, errors)}" for name in said}


def test_every_error_is_exported() -> None:
    """Whatever this library raises on purpose can be caught by its name, and by that of the tree."""
    for name in ("foundations.errors", "deciding.worlds"):
        module = import_module(f"smpolicy.{name}")
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Exception) and kind.__module__ == module.__name__:
                assert getattr(smpolicy, kind.__name__) is kind
                assert issubclass(kind, smpolicy.SmpolicyError)


def test_the_guide_says_what_every_exported_name_is() -> None:
    """The guide for developers names all of it."""
    words = GUIDE.read_text(encoding="utf-8")
    assert [name for name in smpolicy.__all__ if not re.search(rf"\b{name}\b", words)] == []


def test_the_version_is_that_of_the_package() -> None:
    """`smpolicy.__version__` is the version that was installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert smpolicy.__version__ == project["project"]["version"]


def test_no_other_name_is_there() -> None:
    """A slip is an `AttributeError`, as of any module; `dir` names what there is."""
    with pytest.raises(AttributeError, match="Polcy"):
        smpolicy.Polcy  # type: ignore[attr-defined]  # noqa: B018
    assert set(smpolicy.__all__) <= set(dir(smpolicy))


# ------------------------------------------------------------ what is held, as it is at run time


def begun_with() -> dict[str, object]:
    """Return one of everything that a caller begins with."""
    library = smpolicy.load(ROOT / "examples" / "arcadia")
    before, policy = (library.resolve("arcadia", as_of=day, drafts=True) for day in (date(2023, 6, 1), DAY))
    interview = library.interview("arcadia", as_of=DAY)
    assert interview.screen is not None
    decision = policy.evaluate(
        {"activity.interaction": "share", "content.depicts": ["osce_operation"], "activity.discloses": True}
    )
    return {
        "library": library,
        "policy": policy,
        "decision": decision,
        "neutral": policy.evaluate({"activity.interaction": "like", "insignia.present": True}, assume="neutral"),
        "difference": smpolicy.compare(before, policy),
        "interview": interview.answered({interview.screen.questions[0].name: "intern"}),
        "report": smpolicy.check(
            ROOT / "examples" / "broken" / "ai-2024-08.yaml", policies=ROOT / "examples" / "arcadia"
        ),
        "duties": policy.duties(category="intern"),
        "program": policy.compile(),
        "verdict": policy.compile().evaluate({"activity.interaction": "like"}, assume="neutral"),
        "row": next(policy.evaluate_many([{"activity.interaction": "like"}])),
    }


def values_from(name: str, value: object, seen: dict[int, object]) -> Iterator[tuple[str, object]]:
    """Yield everything that a caller comes to from a value, each with the way to it."""
    if id(value) in seen or isinstance(value, str | int | date | None):
        return
    seen[id(value)] = value
    yield name, value
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from values_from(f"{name}[{key!r}]", each, seen)
    elif isinstance(value, tuple | list | Set):
        for each in value:
            yield from values_from(f"{name}[]", each, seen)
    elif type(value).__module__.startswith("smpolicy"):
        kind = type(value)
        for attribute, _, _ in public(kind):
            way = f"{called(kind)}.{attribute}"
            if (
                way in MACHINERY
                or way in ("CheckReport.understand", "Program.document")
                or inspect.isroutine(getattr(kind, attribute, None))
            ):
                continue
            yield from values_from(f"{name}.{attribute}", getattr(value, attribute), seen)


def test_nothing_that_is_held_can_be_changed_and_each_is_named_in_one_line() -> None:
    """No list, no dict and no set is in it that could be changed, no record that is not frozen, and no long repr."""
    seen: dict[int, object] = {}
    changeable, long = set(), set()
    for begun, value in begun_with().items():
        for way, each in values_from(begun, value, seen):
            general = re.sub(r"\[.*?\]", "[]", way)
            if type(each) in (list, dict, set, bytearray):
                changeable.add(general)
            if is_dataclass(each) and not isinstance(each, type) and not each.__dataclass_params__.frozen:  # type: ignore[attr-defined]
                changeable.add(f"{general} is not frozen")
            if type(each).__module__.startswith("smpolicy") and not isinstance(each, Mapping):
                words = repr(each)
                if len(words) > 200 or "\n" in words:
                    long.add(f"{type(each).__name__} {len(words)}")
    print(sorted(changeable))
    print(sorted(long))
    assert changeable == set()
    assert long == set()
