"""Whatever names a provision names one that exists."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay


def test_claims_guidance_and_the_document_itself_are_looked_at(tmp_path: Path) -> None:
    """A claim, guidance of the whole and of a part, and the document's own `under` are each reported in their place."""
    found = check_overlay(
        tmp_path,
        "",
        under="si31:9",
        claims='[{kind: channel, replaces: si31:8.3, under: si31:8.9, text: "x"}]',
        guidance='[{under: si31:7.4, text: "x"}, {under: si31:7.3, text: "x"}]',
        structures='{arcadia/east: {guidance: [{under: si31:7.5, text: "x"}]}}',
    )
    assert [each.provision for each in found if each.name == "unknown-provision"] == [
        "si31:9", "si31:8.3", "si31:8.9", "si31:7.4", "si31:7.5",
    ]  # fmt: skip


def test_says_what_was_meant(tmp_path: Path) -> None:
    """A bullet that 7.2 does not have: which it has, and which is near."""
    (found,) = check_overlay(tmp_path, "  a: {under: si31:7.2.b12, text: Staff should take care.}")
    assert found.message == "`si31:7.2.b12` does not exist"
    assert found.help.startswith("7.2's bullets are `si31:7.2.b1` to `si31:7.2.b9`; did you mean `si31:7.2.b")


def test_own_norms_are_named_by_their_keys(tmp_path: Path) -> None:
    """A norm may stand under another of its document; a misspelt one is reported once, where it stands."""
    norms = """  one: {under: si31:7.2.b12, text: Staff should take care.}
  two: {under: "#one", text: Staff should take more care.}
  three: {under: "#tow", text: Staff should take most care.}
"""
    first, second = check_overlay(tmp_path, norms)
    assert (first.message, second.message) == ("`si31:7.2.b12` does not exist", "this document has no norm `tow`")
    assert second.help == "did you mean `#two`?"
