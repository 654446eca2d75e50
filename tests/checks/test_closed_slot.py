"""8.2: "please seek advice from COMMS in the OSCE Secretariat at press@osce.org"."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay


def test_the_texts_own_address_stays(tmp_path: Path) -> None:
    """The text names the address itself, so no overlay fills that slot; an open one it may fill."""
    slots = "{si31:8.2/advice: {name: Legal Officer}, si31:8.1/focal-point: {name: Press Office}}"
    (found,) = check_overlay(tmp_path, "", slots=slots)
    assert (found.name, found.provision) == ("closed-slot", "si31:8.2")
    assert "`COMMS in the OSCE Secretariat`" in found.message
