"""Whatever a caller can hold can be imported from `smpolicy`, and no name that is not there passes a type checker."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
import types
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from importlib import import_module
from typing import Any, Final

import smpolicy
import smpolicy.render.formats

#: Attributes that are the machine's own: a caller has no need of them, and the guide says that they may change.
MACHINERY: Final = frozenset(
    {
        "Library.corpus",
        "Library.lowered",
        "Library.governing_on",
        "Policy.resolution","Policy.lowered","Policy.program","Policy.ruling","Policy.assessed","Policy.noted","Policy.turns_on",
        "Decision.ruling","Decision.source", "Program.model","Program.many","Program.decide","Program.attempt","Program.decided_many",
        "Verdict.model",
        "CompiledProgram.model","CompiledProgram.many","CompiledProgram.decide","CompiledProgram.attempt","CompiledProgram.decided_many",
    }
)


def names_in(module: types.ModuleType) -> dict[str, Any]:
    """Return what a module's annotations can name: also what it imports for type checkers alone."""
    found = dict(vars(module))
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for each in node.body:
                if isinstance(each, ast.ImportFrom):
                    home = import_module(each.module or "")
                    for name in each.names:
                        known = vars(home) if name.name in vars(home) else names_in(home)
                        found[name.asname or name.name] = known.get(name.name) or import_module(f"{each.module}.{name.name}")
                else:
                    exec(ast.unparse(each), found)
    return found


def classes_in(hint: Any) -> Iterator[Any]:
    """Yield the types of this library that an annotation names, each by itself."""
    hint = getattr(hint, "__value__", hint)
    if typing.get_origin(hint) is typing.Literal:
        return
    for each in typing.get_args(hint):
        for part in each if isinstance(each, list) else [each]:
            yield from classes_in(part)
    if isinstance(hint, type) and hint.__module__.startswith("smpolicy"):
        yield hint


def ev(home, name, hint, space):
    try:
        return eval(hint, space) if isinstance(hint, str) else hint
    except Exception as e:
        print(home, name, hint, e)
        return None
def hints_of(kind: type) -> Iterator[tuple[str, Any]]:
    """Yield each public attribute of a type with what its annotation names: of methods, what they take and return."""
    for home in kind.__mro__:
        if not home.__module__.startswith("smpolicy"):
            continue
        space = names_in(sys.modules[home.__module__])
        for name, hint in inspect.get_annotations(home).items():
            if not name.startswith("_"):
                yield name, ev(home, name, hint, space)
        for name, each in vars(home).items():
            if name.startswith("_"):
                continue
            found = each.fget if isinstance(each, property) else getattr(each, "func", getattr(each, "__func__", each))
            if inspect.isfunction(found):
                for hint in inspect.get_annotations(found).values():
                    yield name, ev(home, name, hint, space)


def reachable() -> dict[type, str]:
    """Return every type of this library that a caller comes to, each with a way to it."""
    found: dict[type, str] = {}
    waiting: list[tuple[str, Any]] = []
    for name in smpolicy.__all__:
        each = getattr(smpolicy, name)
        if isinstance(each, type):
            waiting.append((name, each))
        elif inspect.isfunction(each):
            space = names_in(sys.modules[each.__module__])
            waiting += [(f"{name}()", part) for hint in inspect.get_annotations(each).values() for part in classes_in(eval(hint, space) if isinstance(hint, str) else hint)]
    while waiting:
        way, kind = waiting.pop(0)
        if kind in found:
            continue
        found[kind] = way
        for name, hint in hints_of(kind):
            if f"{kind.__name__}.{name}" not in MACHINERY:
                waiting += [(f"{way}.{name}", part) for part in classes_in(hint)]
    return found


if __name__ == "__main__":
    exported = {getattr(smpolicy, name) for name in smpolicy.__all__ if isinstance(getattr(smpolicy, name), type)}
    for kind, way in reachable().items():
        if kind not in exported and not kind.__module__.startswith("smpolicy.render.formats"):
            print(f"{kind.__module__}.{kind.__name__:30} {way}")
