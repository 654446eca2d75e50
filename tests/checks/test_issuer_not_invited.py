"""7.3: "OSCE Field Operations and Institutions are encouraged to issue administrative issuances"."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay, names


def test_field_operations_and_institutions_are_invited(tmp_path: Path) -> None:
    """The Secretariat is not among those whom 7.3 invites; nothing is said about validity."""
    assert names(check_overlay(tmp_path, "", id="odihr/draft", proposed_for="odihr", facts="")) == []
    (found,) = check_overlay(tmp_path, "", id="secretariat/draft", proposed_for="secretariat", facts="")
    assert (found.severity, found.message) == (
        "warning",
        "a document of `secretariat` is not an issuance that 7.3 invites",
    )
    assert "void" not in found.help
    assert "invalid" not in found.help
