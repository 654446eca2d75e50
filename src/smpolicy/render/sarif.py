"""Diagnostics for code scanning: SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

from smpolicy.foundations.corrections import Correction
from smpolicy.foundations.diagnostics import Diagnostic, HeldBack, Rule
from smpolicy.foundations.source import Source, Span
from smpolicy.foundations.traits import fingerprints

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

#: What a diagnostic may say beyond what SARIF has a place for.
_PROPERTIES = ("norm", "provision", "kind", "witness", "survives")


def render(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    files: int,
    *,
    rules: Sequence[Rule],
    held_back: Sequence[HeldBack] = (),
) -> str:
    """Write one SARIF log with one run, which lists every one of the rules, broken or not.

    In ASCII, so that no output encoding and no character quoted from a file can spoil it.
    What is not selected was not asked for, and is not in it.
    """
    index = {rule.code: number for number, rule in enumerate(rules)}
    suppressed = {id(each.diagnostic): _suppression(each) for each in held_back if each.by != "selection"}
    told = [*diagnostics, *(each.diagnostic for each in held_back if id(each.diagnostic) in suppressed)]
    results = [
        {
            **_result(each, index[each.code]),
            "fingerprints": {"smpolicyFinding/v1": fingerprint},
            "partialFingerprints": {"primaryLocationLineHash": fingerprint},
            "suppressions": [suppressed[id(each)]] if id(each) in suppressed else [],
        }
        for each, fingerprint in zip(told, fingerprints(told, sources), strict=True)
    ]
    run = {
        "tool": {"driver": {"name": "smpolicy", "version": version("smpolicy"), "rules": list(map(_rule, rules))}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _suppression(held: HeldBack) -> dict[str, Any]:
    """Say where it is said that a finding is not told, and why."""
    located = {"location": _location(held.span.path, held.span)} if held.span else {}
    return {"kind": "inSource" if held.span else "external", "justification": held.reason, **located}


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
    if each.corrections:
        result["fixes"] = list(map(_fix, each.corrections))
    properties = {name: getattr(each, name) for name in _PROPERTIES if getattr(each, name) is not None}
    return result | ({"properties": properties} if properties else {})


def _fix(correction: Correction) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in correction.edits
    ]
    artifact = {"artifactLocation": _artifact(correction.edits[0].span.path), "replacements": replacements}
    return {"description": {"text": correction.label}, "artifactChanges": [artifact]}


def _location(path: str, span: Span | None) -> dict[str, Any]:
    region = {"region": _region(span)} if span else {}
    return {"physicalLocation": {"artifactLocation": _artifact(path), **region}}


def _artifact(path: str) -> dict[str, str]:
    """Name a file as a URI: relative as it was named, or one of a file where it was named from the root."""
    uri = quote(path, errors="surrogateescape")
    return {"uri": f"file://{uri}" if uri.startswith("/") else uri}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
