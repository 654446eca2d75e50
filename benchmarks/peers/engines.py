"""The same norms in other engines, each in its own language and called as its documentation says.

All are optional: what is not installed is left out, and said to be.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, TypeAlias

from emitting import Cell, Language, Rules, Unknown

from smpolicy.deciding.worlds import And, Formula, Literal

Flat: TypeAlias = Mapping[str, Cell]
#: The rules that may fire, and those that surely do.
Judged: TypeAlias = tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A peer that was given the norms: each call names the rules that fire."""

    name: str
    #: Make of complete facts what one call takes.
    ready: Callable[[Flat], Any]
    fired: Callable[[Any], list[str]]
    #: The same for many at once, where it can.
    batch: Callable[[Sequence[Any]], list[list[str]]] | None = None
    #: The same, with a trace of how it came to that, where it can.
    traced: Callable[[Any], list[str]] | None = None
    #: Make of facts of which some are unknown what a call takes, and judge them, where it can.
    ready_partial: Callable[[Flat], Any] | None = None
    judged: Callable[[Any], Judged] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """An engine that can be given norms: its package, its module, and what makes it of a text."""

    name: str
    package: str
    module: str
    #: Write the norms in its language.
    emitted: Callable[[Rules], Any]
    #: Make the engine of what was written; this is what its compiling costs.
    made: Callable[[Any, Rules], Engine]

    @property
    def installed(self) -> bool:
        """Whether it can be compared with."""
        return find_spec(self.module) is not None

    @property
    def version(self) -> str:
        """The version of its package."""
        return version(self.package)


def _listed(cells: Iterable[Cell]) -> str:
    return "[" + ", ".join(map(json.dumps, cells)) + "]"


# zen-engine: a decision table that collects the ids of all rows that hold

_ZEN = Language(
    both=" and ",
    either=" or ",
    negated=lambda words: f"not ({words})",
    holds=lambda key: key,
    among=lambda key, cells: f"({key} in {_listed(cells)})",
)


def _zen_text(rules: Rules) -> dict[str, Any]:
    expressions = [
        {"id": name, "key": name, "value": _ZEN.written(scope, rules.unknowns)} for name, scope in rules.scopes.items()
    ]
    rows = [
        {
            "_id": rule.id,
            "where": f"{rule.scope} and " * bool(rule.scope) + _ZEN.written(rule.rest, rules.unknowns),
            "norm": json.dumps(rule.id),
        }
        for rule in rules.rules
    ]
    contents: dict[str, tuple[str, Any]] = {
        "in": ("inputNode", None),
        "scopes": (
            "expressionNode",
            {
                "expressions": expressions,
                "passThrough": True,
                "inputField": None,
                "outputPath": None,
                "executionMode": "single",
            },
        ),
        "norms": (
            "decisionTableNode",
            {
                "hitPolicy": "collect",
                "inputs": [{"id": "where", "name": "where"}],
                "outputs": [{"id": "norm", "name": "norm", "field": "norm"}],
                "rules": rows,
            },
        ),
        "out": ("outputNode", None),
    }
    nodes = [
        {"id": name, "type": kind, "name": name, "position": {"x": 0, "y": 0}, **({"content": made} if made else {})}
        for name, (kind, made) in contents.items()
    ]
    ways = zip(list(contents), list(contents)[1:], strict=False)
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in ways]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def _zen(text: dict[str, Any], _rules: Rules) -> Engine:
    import zen

    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"norms": text}}})

    def named(reply: Any) -> list[str]:
        return [row["norm"] for row in reply["result"]]

    def batch(requests: Sequence[Any]) -> list[list[str]]:
        replies = engine.evaluate_batch([{"key": "norms", "context": each} for each in requests])
        return [named(reply["data"]) for reply in replies]

    return Engine(
        name="zen-engine",
        ready=dict,
        fired=lambda flat: named(engine.evaluate("norms", flat)),
        batch=batch,
        traced=lambda flat: named(engine.evaluate("norms", flat, {"trace": True})),
    )


# cedarpy: one `forbid` for each norm; those that decide are the reasons

_CEDAR = Language(
    both=" && ",
    either=" || ",
    negated=lambda words: f"!({words})",
    holds=lambda key: f"context.{key}",
    among=lambda key, cells: f"{_listed(cells)}.contains(context.{key})",
)
_CEDAR_BASE = "base"


def _cedar_text(rules: Rules) -> str:
    head = f'@id("{_CEDAR_BASE}")\npermit(principal, action, resource);\n'
    return head + "".join(
        f'@id("{name}")\nforbid(principal, action, resource) when {{ {_CEDAR.written(whole, rules.unknowns)} }};\n'
        for name, whole in rules.whole.items()
    )


def _cedar(text: str, rules: Rules) -> Engine:
    import cedarpy

    policies = cedarpy.PolicySet.from_str(text)
    entities = cedarpy.Entities.from_json_str("[]")
    unknown = {each.key: {"__extn": {"fn": "unknown", "arg": each.key}} for each in rules.unknowns}

    def request(context: Mapping[str, Any]) -> dict[str, Any]:
        return {"principal": 'P::"p"', "action": 'Action::"a"', "resource": 'R::"r"', "context": dict(context)}

    def named(reply: Any) -> list[str]:
        return [] if reply.allowed else list(reply.diagnostics.id_annotations_by_reason.values())

    def judged(partial: dict[str, Any]) -> Judged:
        diagnostics = cedarpy.is_authorized_partial(partial, policies, entities).diagnostics
        names = diagnostics.id_annotations_by_reason
        surely = [names[each] for each in diagnostics.reasons if names[each] != _CEDAR_BASE]
        return [*surely, *(names[each] for each in diagnostics.nontrivial_residuals)], surely

    return Engine(
        name="cedarpy",
        ready=request,
        fired=lambda ready: named(cedarpy.is_authorized(ready, policies, entities)),
        batch=lambda many: list(map(named, cedarpy.is_authorized_batch(list(many), policies, entities))),
        ready_partial=lambda flat: request({**unknown, **flat}),
        judged=judged,
    )


# A CEL: one list of ids, joined of those that hold

_CEL = Language(
    both=" && ",
    either=" || ",
    negated=lambda words: f"!({words})",
    holds=lambda key: key,
    among=lambda key, cells: f"({key} in {_listed(cells)})",
)


def _cel_text(rules: Rules) -> str:
    within: dict[str | None, list[str]] = {}
    for rule in rules.rules:
        words = f"({_CEL.written(rule.rest, rules.unknowns)} ? [{json.dumps(rule.id)}] : [])"
        within.setdefault(rule.scope, []).append(words)
    parts = [
        "(" + " + ".join(each) + ")"
        if scope is None
        else f"({_CEL.written(rules.scopes[scope], rules.unknowns)} ? {' + '.join(each)} : [])"
        for scope, each in within.items()
    ]
    return " + ".join(parts)


def _cel(text: str, _rules: Rules) -> Engine:
    import cel

    program = cel.compile(text)
    return Engine(name="common-expression-language", ready=dict, fired=program.execute)


# regorus, an engine for Rego: a set of ids; what is joined by "or" needs a rule of its own


class _Rego:
    """The rules of a module, with those that it takes for what is joined by "or"."""

    def __init__(self, unknowns: tuple[Unknown, ...]) -> None:
        self.unknowns = unknowns
        self.lines: list[str] = []
        self.named: dict[Formula, str] = {}

    def body(self, formula: Formula) -> str:
        """Write a formula as what stands between the braces of a rule."""
        match formula:
            case Literal(variable=place):
                unknown = self.unknowns[place]
                truth = unknown.truth(formula)
                if truth is not None:
                    return f"{'' if truth else 'not '}input.{unknown.key}"
                return f"input.{unknown.key} in {{{_listed(unknown.left(formula))[1:-1]}}}"
            case And(parts=parts):
                return "; ".join(map(self.body, parts))
            case _:
                if formula not in self.named:
                    name = self.named[formula] = f"way{len(self.named)}"
                    self.lines += [f"{name} if {{ {self.body(part)} }}" for part in formula.parts]
                return self.named[formula]


def _rego_text(rules: Rules) -> str:
    rego = _Rego(rules.unknowns)
    named = [f"{name} if {{ {rego.body(scope)} }}" for name, scope in rules.scopes.items()]
    for rule in rules.rules:
        scope = f"{rule.scope}; " if rule.scope else ""
        named.append(f"fired contains {json.dumps(rule.id)} if {{ {scope}{rego.body(rule.rest)} }}")
    return "\n".join(["package norms", "import rego.v1", *rego.lines, *named, ""])


def _regorus(text: str, _rules: Rules) -> Engine:
    import regorus

    engine = regorus.Engine()
    engine.add_policy("norms.rego", text)

    def fired(flat: Flat) -> list[str]:
        engine.set_input(flat)
        return list(engine.eval_rule("data.norms.fired"))

    return Engine(name="regorus", ready=dict, fired=fired)


PEERS = (
    Peer(name="zen-engine", package="zen-engine", module="zen", emitted=_zen_text, made=_zen),
    Peer(name="cedarpy", package="cedarpy", module="cedarpy", emitted=_cedar_text, made=_cedar),
    Peer(name="CEL", package="common-expression-language", module="cel", emitted=_cel_text, made=_cel),
    Peer(name="regorus", package="gordon-to-regorus", module="regorus", emitted=_rego_text, made=_regorus),
)
