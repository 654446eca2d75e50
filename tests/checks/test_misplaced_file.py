"""An issuance stands in the folder of its structure."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_text, names

GOOD = """schema: smpolicy/overlay@1
id: arcadia/test
title: Personal use of social media
status: draft
proposed_for: arcadia
drafted_by: The tests
layer: 3
under: si31:7.3
"""


def test_where_a_document_stands(tmp_path: Path) -> None:
    """Below `overlays/` only its structure's folder will do; outside it may stand anywhere."""
    assert names(check_text(tmp_path, GOOD, "overlays/arcadia/test.yaml")) == []
    assert names(check_text(tmp_path, GOOD, "overlays/test.yaml")) == ["misplaced-file"]
    (found,) = check_text(tmp_path, GOOD, "overlays/elbonia/test.yaml")
    assert found.help == "move it to `overlays/arcadia/test.yaml`"
