"""The same norms as somebody would write them in Python by hand: of complete facts, and with three values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from emitting import Cell, Language, Rules, Unknown

from smpolicy.deciding.worlds import And, Formula, Literal, variables

Flat: TypeAlias = Mapping[str, Cell]

_PYTHON = Language(
    both=" and ",
    either=" or ",
    negated=lambda words: f"not {words}",
    holds=lambda key: f"f[{key!r}]",
    among=lambda key, cells: f"f[{key!r}] in {tuple(cells)!r}",
)


def two_valued(rules: Rules) -> Callable[[Flat], list[str]]:
    """Make the function that names the rules that fire on complete facts."""
    lines = ["def fired(f):", " found = []"]
    for name, scope in rules.scopes.items():
        lines.append(f" {name} = {_PYTHON.written(scope, rules.unknowns)}")
    for rule in rules.rules:
        within = f"{rule.scope} and " if rule.scope else ""
        lines.append(f" if {within}{_PYTHON.written(rule.rest, rules.unknowns)}: found.append({rule.id!r})")
    return _made("fired", [*lines, " return found"])


def three_valued(rules: Rules) -> Callable[[Flat], tuple[list[str], list[str]]]:
    """Make the function that names the rules that may fire, and those that surely do, by Kleene's three values.

    What is not known is `None`. Each condition is looked at by itself, so that it cannot know what is tied.
    """
    lines = ["def judged(f):", " may = []; surely = []; get = f.get"]
    asked = sorted({place for each in (*rules.scopes.values(), *_rests(rules)) for place in variables(each)})
    lines += [f" x{place} = get({rules.unknowns[place].key!r})" for place in asked]
    for name, scope in rules.scopes.items():
        lines += [f" {name} = {_three(scope, rules.unknowns, 'may')}"]
        lines += [f" sure_{name} = {name} and {_three(scope, rules.unknowns, 'surely')}"]
    for rule in rules.rules:
        may, surely = (_three(rule.rest, rules.unknowns, how) for how in ("may", "surely"))
        within, sure = (f"{rule.scope} and ", f"sure_{rule.scope} and ") if rule.scope else ("", "")
        lines += [f" if {within}{may}:", f"  may.append({rule.id!r})"]
        lines += [f"  if {sure}{surely}: surely.append({rule.id!r})"]
    return _made("judged", [*lines, " return may, surely"])


def _rests(rules: Rules) -> Iterator[Formula]:
    return (rule.rest for rule in rules.rules)


def _three(formula: Formula, unknowns: tuple[Unknown, ...], how: str) -> str:
    """Write where a formula may hold, or surely holds: it has no negation but within its literals."""
    if isinstance(formula, Literal):
        name, unknown = f"x{formula.variable}", unknowns[formula.variable]
        truth, left = unknown.truth(formula), unknown.left(formula)
        if truth is not None:
            return f"{name} is not {not truth}" if how == "may" else f"{name} is {truth}"
        return f"{name} in {(None, *left) if how == 'may' else tuple(left)!r}"
    join = " and " if isinstance(formula, And) else " or "
    return "(" + join.join(_three(part, unknowns, how) for part in formula.parts) + ")"


def _made(name: str, lines: list[str]) -> Callable[[Flat], Any]:
    namespace: dict[str, Any] = {}
    exec("\n".join(lines), namespace)
    made: Callable[[Flat], Any] = namespace[name]
    return made
