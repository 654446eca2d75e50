"""Overlays whose norms are read beside each other, and what is found on them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import smpolicy
from checks.faults import ARCADIA, check_overlay
from corpora import norm, write
from smpolicy.foundations.diagnostics import Diagnostic

FROM = "{effective: {from: 2026-01-01}}"
FACTS = (
    "{arcadia.shows_patrol: Does it show it?, arcadia.shows_depot: Does it show a depot?, "
    "arcadia.near: {question: Was it near the line?, kind: circumstance}, "
    "arcadia.told: {question: Did you tell the press officer?, kind: conduct, neutral: true}, "
    "arcadia.language: {question: In which language is it?, kind: conduct, neutral: one, "
    "values: {one: the first, two: the second, three: the third}}, "
    "arcadia.hours: {question: How long ago?, unit: hour}}"
)
#: Conditions that many tests use.
PATROL = "{activity.interaction: post, arcadia.shows_patrol: true}"
PHOTO = "{activity.interaction: post, arcadia.shows_patrol: true, content.recording_kind: photo}"
WITHIN_A_DAY = "{implied: {because: a test, arcadia.hours: {under: 24}}}"


def local(key: str, text: str, act: str, **more: str) -> str:
    """Write a norm that adds to 7.2 on what is associated with one's functions, and stands in nothing's way there."""
    return norm(key, text, act, "si31:7.2.b7", **more)


def part(norms: str) -> str:
    """Write norms of a part, to be given as `structures`."""
    return "{arcadia/east: {norms: {" + norms + "}}}"


def of_part(key: str, text: str, act: str, **more: str) -> str:
    """Write a norm of a part on one line."""
    rest = "".join(f", {name}: {value}" for name, value in more.items())
    return f'{key}: {{under: si31:7.2.b7, text: "{text}", act: {{"{text.rstrip(".")}": {act}}}{rest}}}'


def found(folder: Path, name: str, norms: str, **keys: str) -> list[Diagnostic]:
    """Check a draft of arcadia, and return what is found by one rule; an error would make it no test of anything."""
    diagnostics = check_overlay(folder, norms, **{"dates": FROM, "facts": FACTS, **keys})
    assert [each for each in diagnostics if each.severity == "error"] == []
    return [each for each in diagnostics if each.name == name]


def confirmed(folder: Path, diagnostic: Diagnostic, structure: str = "arcadia") -> dict[str, str]:
    """Evaluate the example of a finding anew, and return how the norms of the overlay stand in it, by their keys."""
    assert diagnostic.witness is not None
    document = (folder / "document.yaml").read_text(encoding="utf-8")
    registry = (ARCADIA / "structures.yaml").read_text(encoding="utf-8")
    policies = write(folder / "own", {"overlays/arcadia/test.yaml": document, "structures.yaml": registry})
    policy = smpolicy.load(policies).resolve(structure, as_of=date(2026, 6, 1), drafts=True)
    decision = policy.evaluate(diagnostic.witness["facts"], assume="neutral")
    own = {name: each for name, each in decision.findings.items() if name.startswith("arcadia/test#")}
    return {name.partition("#")[2]: each.status for name, each in own.items()}
