"""What stands as a mail address looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_overlay

SLOT = "si31:8.1/focal-point"


def found(folder: Path, email: str) -> list[str]:
    """Return what is found on a draft that names this address."""
    said = check_overlay(folder, "", slots=f"{{{SLOT}: {{role: press officer, email: {email}}}}}")
    return [each.message for each in said if each.name == "no-mail-address"]


@pytest.mark.parametrize(
    "email",
    ["press", "press.example.org", "press at example.org", "'@example.org'", "press@", "press@example", "its adress",
     "'press@example.org, other@example.org'", "'Press <press@example.org>'", "mailto:press@example.org",
     "a@b@example.org",
     "press@example.org."],
)  # fmt: skip
def test_none(tmp_path: Path, email: str) -> None:
    """Without an `@`, without what stands before or behind it, with another address or a name beside it."""
    assert found(tmp_path, email) == [f"`{email.strip(chr(39))}` is no mail address"]


@pytest.mark.parametrize("email", ["press@example.org", "a.b-c+d_e@sub.example.org", "pr\u00e4sse@example.org"])
def test_one(tmp_path: Path, email: str) -> None:
    """What may be an address passes: whether there is one, only a letter to it tells."""
    assert found(tmp_path, email) == []


def test_of_a_part(tmp_path: Path) -> None:
    """The slots of a part are looked at too."""
    part = f"{{arcadia/east: {{slots: {{{SLOT}: {{role: desk, email: none}}}}}}}}"
    said = check_overlay(tmp_path, "", structures=part)
    assert [each.message for each in said if each.name == "no-mail-address"] == ["`none` is no mail address"]


def test_what_is_offered_is_to_be_filled_in(tmp_path: Path) -> None:
    """The words that `smpolicy new` offers may stand in a draft; whoever issues it must have filled them in."""
    assert found(tmp_path, "its address") == []
    slots = f"{{{SLOT}: {{role: press officer, email: its address}}}}"
    issued = {"status": "in-force", "issuer": "{structure: arcadia}", "proposed_for": "", "drafted_by": ""}
    said = check_overlay(tmp_path, "", slots=slots, **issued)
    assert [each.message for each in said if each.name == "no-mail-address"] == ["`its address` is no mail address"]
