"""What was issued says who issued it."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay, names


def test_every_status_but_draft_needs_an_issuer(tmp_path: Path) -> None:
    """A document that was in force once needs one too; with an issuer nothing is reported."""
    ended = {"status": "superseded", "dates": "{effective: {from: 2022-01-01, until: 2023-01-01}}"}
    assert names(check_overlay(tmp_path, "", **ended)) == ["issuance-without-issuer"]
    assert names(check_overlay(tmp_path, "", **ended, issuer="{structure: arcadia}")) == []
