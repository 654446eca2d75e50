"""What cannot be used is left out or stood in for, so that the rest is checked, and nothing follows from that."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import ARCADIA, GOOD, check_text, names
from smpolicy import check

NORMS = """norms:
  one:
    under: si31:7.2.b7
    text: Staff shall not post it before noon.
    act: {publish it: {activity.interaction: post, arcadia.shows_patrol: true}}
facts: {arcadia.shows_patrol: Does it show it?}
supersedes: [arcadia/ai-2024-07]
"""
HEAD = {
    "id": "arcadia/test", "title": "T", "status": "draft", "proposed_for": "arcadia", "drafted_by": "The tests",
    "layer": "3", "under": "si31:7.3",
}  # fmt: skip
REST = ["words-not-in-text", "unclaimed-words"]


def found_with(folder: Path, **keys: str) -> list[str]:
    """Check an overlay with other lines for some keys of its head; an empty one is left out."""
    lines = [f"{key}: {value}" for key, value in {**HEAD, **keys}.items() if value]
    text = "\n".join(["schema: smpolicy/overlay@1", *lines, NORMS])
    return names(check_text(folder, text, "overlays/arcadia/document.yaml"))


@pytest.mark.parametrize("key", ["id", "title", "status", "layer", "under"])
def test_a_missing_key_hides_nothing_and_yields_nothing_else(tmp_path: Path, key: str) -> None:
    """A key that must be there is missing: the norms are checked, and nothing is said of what stands in for it."""
    rest = sorted(found_with(tmp_path))
    assert set(REST) <= set(rest)
    assert sorted(found_with(tmp_path, **{key: ""})) == sorted(["missing-key", *rest])


@pytest.mark.parametrize(
    ("key", "value", "name"),
    [
        ("id", "Arcadia X", "malformed"),
        ("title", "[a]", "wrong-type"),
        ("status", "inforce", "unknown-word"),
        ("layer", "three", "wrong-type"),
        ("under", "[]", "wrong-type"),
        ("issuer", "arcadia", "wrong-type"),
        ("base", "{id: si31, version: [], digest: x}", "wrong-type"),
    ],
)
def test_a_key_that_cannot_be_used(tmp_path: Path, key: str, value: str, name: str) -> None:
    """A key that cannot be used is reported, and so is everything else."""
    rest = found_with(tmp_path)
    assert sorted(found_with(tmp_path, **{key: value})) == sorted([name, *rest])


def test_all_at_once(tmp_path: Path) -> None:
    """Every key that must be there is missing: each is reported, and what is wrong with the norm."""
    found = found_with(tmp_path, **dict.fromkeys(HEAD, ""))
    assert sorted(found) == sorted([*["missing-key"] * 5, *found_with(tmp_path)])


def test_a_broken_registry_is_reported_alone(tmp_path: Path) -> None:
    """A structure of the registry that cannot be used is no fault of those who name structures."""
    registry = (ARCADIA / "structures.yaml").read_text(encoding="utf-8")
    (tmp_path / "structures.yaml").write_text(registry.replace("field_operation", "mission"), encoding="utf-8")
    (tmp_path / "ai.yaml").write_text(GOOD.read_text(encoding="utf-8"), encoding="utf-8")
    found = {each.name for each in check(policies=tmp_path).diagnostics}
    assert "unknown-value" in found
    assert not {"unknown-structure", "misplaced-file", "foreign-structure"} & found
