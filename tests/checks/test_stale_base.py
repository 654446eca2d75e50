"""A document says against which text it was written."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay

WORDS = "sha256:" + "0" * 64


def test_another_text_version_or_instrument(tmp_path: Path) -> None:
    """Another digest, another version and an unknown instrument are each told apart."""
    pins = [
        f"{{id: si31, version: 2020-12-14, digest: '{WORDS}'}}",
        f"{{id: si31, version: '2019', digest: '{WORDS}'}}",
        f"{{id: si30, version: '1', digest: '{WORDS}'}}",
    ]
    found = [each for pin in pins for each in check_overlay(tmp_path, "", base=pin)]
    assert [each.severity for each in found] == ["warning"] * 3
    assert [each.message for each in found] == [
        "this was written against another text of `si31`",
        "this was written against version `2019` of `si31`; the version here is `2020-12-14`",
        "no instrument is called `si30`",
    ]
