"""Section 5: "in cases of inconsistency shall prevail": found in the document, with an example and what survives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import smpolicy
from checks.faults import check_overlay
from corpora import base, norm, overlay, write
from deciding.test_precedence import CONFLICTS, HARMLESS

FROM = "{effective: {from: 2026-01-01}}"


def found(folder: Path, norms: str, **keys: str) -> list[smpolicy.diagnostics.Diagnostic]:
    """Check a draft of arcadia, and return what is inconsistent in it."""
    return [each for each in check_overlay(folder, norms, dates=FROM, **keys) if each.name == "inconsistent"]


@pytest.mark.parametrize("kind", CONFLICTS)
def test_each_kind_in_a_draft_is_an_error(tmp_path: Path, kind: str) -> None:
    """It names its kind, the provision that prevails and its place, an activity that shows it, and what survives."""
    text, prevailing = CONFLICTS[kind]
    (each,) = found(tmp_path, text)
    assert (each.severity, each.kind, each.norm) == ("error", kind, "arcadia/test#it")
    assert prevailing.startswith(str(each.provision))
    assert each.related[0].span.path.endswith("si31.yaml")
    assert each.survives is not None
    assert each.survives.startswith("it still applies where")
    assert each.witness is not None


@pytest.mark.parametrize("kind", CONFLICTS)
def test_the_example_shows_it(tmp_path: Path, kind: str) -> None:
    """Pasted as facts, with neutral conduct, the norm is set aside there, and its use departs from the one above."""
    (each,) = found(tmp_path, CONFLICTS[kind][0])
    assert each.witness is not None
    facts = each.witness["facts"]
    policies = write(tmp_path / "own", {"overlays/arcadia/test.yaml": (tmp_path / "document.yaml").read_text()})
    registry = Path(__file__).parents[1] / "data/corpora/arcadia/structures.yaml"
    write(policies, {"structures.yaml": registry.read_text()})
    policy = smpolicy.load(policies).resolve("arcadia", as_of=date(2026, 6, 1), drafts=True)
    decision = policy.evaluate(facts, assume="neutral")
    assert "set_aside" in decision.findings["arcadia/test#it"].possible
    assert "broken" in decision.findings[CONFLICTS[kind][1]].possible or kind == "forbids-required"
    assert len(facts) <= 9, "a smallest activity, not a page of facts"


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_inconsistent_is_not(tmp_path: Path, name: str) -> None:
    """Tightening, raising force, a permission within the SI's own exception or outside its scope: no finding."""
    assert found(tmp_path, HARMLESS[name]) == []


def test_an_issuance_is_reported_and_goes_on(tmp_path: Path) -> None:
    """In force it is a warning; neither keeps the document from being resolved: what is legally wrong is a document."""
    issued = {"status": "in-force", "issuer": "{structure: arcadia, signed_by: head-of-mission}"}
    text = CONFLICTS["permits-disapproved"][0]
    (each,) = found(tmp_path, text, **issued, proposed_for="", drafted_by="")
    assert each.severity == "warning"
    for status in ("in-force", "draft"):
        permission = norm("photos", "Photos of colleagues may be posted.", "{act.shows: {has: [photo]}}")
        folder = write(
            base(tmp_path / status), {"overlays/arcadia/1.yaml": overlay("arcadia/1", permission, status=status)}
        )
        library = smpolicy.load(folder)
        assert [each.name for each in library.diagnostics] == ["inconsistent"]
        assert library.resolve("arcadia", as_of=date(2026, 1, 1), drafts=True).set_aside != ()


def test_nothing_survives_where_the_rule_leaves_no_room(tmp_path: Path) -> None:
    """A permission of exactly what is disapproved, wherever it is, survives nowhere; it says so."""
    whole = norm("tell", "Staff need not tell the press office.", "{act.told: true}", "rules:2")
    folder = write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/1", whole)})
    (each,) = smpolicy.load(folder).diagnostics
    assert each.survives == "nothing of it: wherever it applies, Rules 2 prevails"


def test_a_part_is_examined_too(tmp_path: Path) -> None:
    """A norm of a part alone is found, and only once for all days on which it holds."""
    parts = (
        "{arcadia/east: {norms: {it: {under: rules:1, text: Photos of colleagues may be posted., "
        "act: {Photos of colleagues may be posted: {act.shows: {has: [photo]}}}}}}}"
    )
    folder = write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/1", structures=parts)})
    (each,) = smpolicy.load(folder).diagnostics
    assert (each.name, each.norm) == ("inconsistent", "arcadia/1#east/it")


def test_a_clash_is_reported_only(tmp_path: Path) -> None:
    """Where no clause says which one prevails, the finding says that too, and is no error even in a draft."""
    permission = norm("photos", "Photos of colleagues may be posted.", "{act.shows: {has: [photo]}}")
    draft = overlay("arcadia/1", permission, status="draft")
    folder = write(base(tmp_path, effect=None), {"overlays/arcadia/1.yaml": draft})
    (each,) = smpolicy.load(folder).diagnostics
    assert (each.name, each.severity, each.survives) == ("inconsistent", "warning", None)
    assert "no clause says" in each.message
