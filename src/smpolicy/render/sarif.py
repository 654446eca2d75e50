"""Diagnostics for code scanning: SARIF 2.1.0."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from smpolicy.foundations.diagnostics import Diagnostic, Rule
from smpolicy.foundations.source import Source, Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

#: What a diagnostic may say beyond what SARIF has a place for.
_PROPERTIES = ("norm", "provision", "kind", "witness", "survives")


def render(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], files: int, *, rules: Sequence[Rule]
) -> str:
    """Write one SARIF log with one run, which lists every one of the rules, broken or not."""
    index = {rule: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "smpolicy", "rules": [_rule(each) for each in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, index[each.rule]) for each in diagnostics],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.mend},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(each: Diagnostic, index: int) -> dict[str, Any]:
    advice = f"\nhelp: {each.help}" if each.help else ""
    result: dict[str, Any] = {
        "ruleId": each.code,
        "ruleIndex": index,
        "level": each.severity,
        "message": {"text": each.message + advice},
    }
    if each.path:
        result["locations"] = [_location(each.path, each.span)]
    if each.related:
        result["relatedLocations"] = [
            {"id": n, **_location(related.span.path, related.span), "message": {"text": related.message}}
            for n, related in enumerate(each.related, start=1)
        ]
    properties = {name: getattr(each, name) for name in _PROPERTIES if getattr(each, name) is not None}
    return result | ({"properties": properties} if properties else {})


def _location(path: str, span: Span | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(path, errors="surrogateescape")}}
    if span:
        physical["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    return {"physicalLocation": physical}
