"""A draft has been issued by nobody."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay, names


def test_a_draft_that_names_an_issuer(tmp_path: Path) -> None:
    """It is told once, and not that it lacks what would take the issuer's place."""
    found = check_overlay(tmp_path, "", issuer="{structure: arcadia}", proposed_for="", drafted_by="")
    assert names(found) == ["draft-with-issuer"]
