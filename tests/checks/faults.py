"""Documents that must be wrong: one file for each rule, which says itself what is underlined."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import smpolicy
from smpolicy import CheckReport
from smpolicy.checks.rules import CHECKS
from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic

TESTS = Path(__file__).parents[1]
FAULTS = TESTS / "data" / "faults"
ARCADIA = TESTS / "data" / "corpora" / "arcadia"
GOOD = ARCADIA / "overlays" / "arcadia" / "ai-2024-07.yaml"


#: The facts of a draft, declared where its norms use them.
_FACTS = {
    "arcadia.shows_patrol": "arcadia.shows_patrol: Does it show it?",
    "arcadia.hours": "arcadia.hours: {question: How long ago?, unit: hour}",
}


def fixtures() -> Mapping[str, Path]:
    """Return the file for each rule, by its code and name."""
    return {path.stem: path for path in sorted(FAULTS.rglob("*.yaml"))}


def checked(*paths: Path) -> CheckReport:
    """Check files beside the documents of the invented structures."""
    return smpolicy.check(*paths, policies=ARCADIA)


def check_text(folder: Path, text: str, name: str = "document.yaml") -> tuple[Diagnostic, ...]:
    """Check a document given as text; return what was found."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return checked(path).diagnostics


def check_overlay(folder: Path, norms: str, **keys: str) -> tuple[Diagnostic, ...]:
    """Check a draft of arcadia with these norms, and with other lines for some of its keys."""
    lines = {
        "schema": "smpolicy/overlay@1",
        "id": "arcadia/test",
        "title": "Personal use of social media",
        "status": "draft",
        "proposed_for": "arcadia",
        "drafted_by": "The tests",
        "layer": "3",
        "under": "si31:7.3",
        "facts": f"{{{', '.join(declared for name, declared in _FACTS.items() if name in norms)}}}",
        **keys,
    }
    head = "".join(f"{key}: {value}\n" for key, value in lines.items() if value)
    return check_text(folder, f"{head}norms:\n{norms}" if norms else head)


def unproved(folder: Path, norms: Mapping[str, Any], rules: Iterable[str], **keys: object) -> Iterator[Diagnostic]:
    """Yield what some rules find on a draft of arcadia with these norms, of which nothing is proved."""
    shutil.copytree(ARCADIA, folder / "policies")
    path = folder / "policies" / "overlays" / "arcadia" / "unproved.yaml"
    head = {
        "schema": "smpolicy/overlay@1",
        "id": "arcadia/test",
        "title": "Personal use of social media",
        "status": "draft",
        "proposed_for": "arcadia",
        "drafted_by": "The tests",
        "layer": 3,
        "under": "si31:7.3",
    }
    path.write_text(json.dumps({**head, **keys, "norms": norms}, default=str), encoding="utf-8")  # JSON is YAML
    library = smpolicy.load(folder / "policies")
    written = Checked(corpus=library.corpus, lowered=library.lowered, paths=frozenset((str(path),)))
    assert [each.path for each in written.documents] == [str(path)]
    yield from (*library.corpus.faults, *library.lowered.faults)
    for rule in rules:
        yield from CHECKS[rule](written)


def names(found: tuple[Diagnostic, ...]) -> list[str]:
    """Return the names of the rules that were broken, in the order of the lines."""
    return [each.name for each in found]


def underlined(path: Path, diagnostic: Diagnostic) -> str:
    """Return the words that a finding underlines."""
    from smpolicy.foundations.source import Source

    assert diagnostic.span is not None, f"{diagnostic.name} underlines nothing"
    return Source(path=str(path), text=path.read_text(encoding="utf-8")).slice(diagnostic.span)


#: How an invented instrument begins; its provisions and norms follow.
INSTRUMENT = """schema: smpolicy/instrument@1
id: arcadia-rules
title: Rules
number: Rules No. 1
short: Rules
issuer: {body: The tests}
status: in-force
layer: 3
version: 2024-01-01
"""
