"""An issuance replaces what its own structure has issued."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_overlay


@pytest.mark.parametrize("name", ["arcadia/ai-2024-07", "arcadia/ai-2024-07#neutral-names"])
def test_an_issuance_or_a_norm_of_one(tmp_path: Path, name: str) -> None:
    """Both can be named."""
    assert check_overlay(tmp_path, "", supersedes=f'["{name}"]') == ()


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("arcadia/ai-2024-7", "did you mean `arcadia/ai-2024-07`?"),
        ("arcadia/ai-2024-07#patrol-route", "did you mean `arcadia/ai-2024-07#patrol-routes`?"),
        ("elbonia/draft-2026", "its other issuances are `arcadia/ai-2024-07`"),
        ("zzz", "its other issuances are `arcadia/ai-2024-07`"),
    ],
)
def test_what_was_meant(tmp_path: Path, name: str, mend: str) -> None:
    """A slip is told; another structure's issuance is none of this one's."""
    (found,) = check_overlay(tmp_path, "", supersedes=f'["{name}"]')
    assert (found.name, found.severity, found.help) == ("unknown-document", "error", mend)


def test_itself(tmp_path: Path) -> None:
    """A document does not replace itself."""
    (found,) = check_overlay(tmp_path, "", supersedes="[arcadia/test]")
    assert found.name == "unknown-document"


def test_a_structure_without_others(tmp_path: Path) -> None:
    """Where there is nothing to replace, the entry has to go."""
    keys = {"id": "moldova/test", "proposed_for": "moldova", "facts": "", "supersedes": "[moldova/x]"}
    (found,) = check_overlay(tmp_path, "", **keys)
    assert found.help == "remove the entry: there is no other issuance of this structure here"
