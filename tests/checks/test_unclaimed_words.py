"""Words that no condition claims are shown to the reviewer."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay


def unclaimed(folder: Path, text: str, act: str = "post") -> list[str]:
    """Return the stretches of a norm's text that no condition stands beside."""
    norms = f"  one: {{under: si31:7.2.b7, text: '{text}', act: {{{act}: {{activity.interaction: post}}}}}}"
    found = check_overlay(folder, norms)
    return [each.message.split("`")[1] for each in found if each.name == "unclaimed-words"]


def test_what_holds_a_sentence_together_is_not_shown(tmp_path: Path) -> None:
    """Whom the Staff Instruction addresses anyway, modal words, articles and the like make no difference."""
    assert unclaimed(tmp_path, "OSCE officials and non-OSCE staff shall not post it.") == []


def test_other_persons_and_limits_are_shown(tmp_path: Path) -> None:
    """Words such as "interns" may limit the norm, and so may "only"; each stretch is shown by itself."""
    assert unclaimed(tmp_path, "Interns shall not post, except photos of the sea, at night only.") == [
        "Interns", "photos of the sea", "night only",
    ]  # fmt: skip


def test_a_norm_without_act_claims_nothing(tmp_path: Path) -> None:
    """Where nothing is decided by machine, nothing needs to be claimed."""
    norms = "  one: {under: si31:7.2.b7, text: Interns take great care.}"
    assert check_overlay(tmp_path, norms) == ()
