"""Words that no condition claims are shown to the reviewer."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_overlay


def unclaimed(folder: Path, text: str, act: str = "post") -> list[str]:
    """Return the stretches of a norm's text that no condition stands beside."""
    norms = f"  one: {{under: si31:7.2.b7, text: '{text}', act: {{{act}: {{activity.interaction: post}}}}}}"
    found = check_overlay(folder, norms)
    (*noted,) = (each for each in found if each.name == "unclaimed-words")
    assert len(noted) <= 1, "what nobody claimed is noted once for each norm"
    return [words for each in noted for words in each.message.split("`")[1::2]]


def test_what_holds_a_sentence_together_is_not_shown(tmp_path: Path) -> None:
    """Whom the Staff Instruction addresses anyway, modal words, articles and the like make no difference."""
    assert unclaimed(tmp_path, "OSCE officials and non-OSCE staff shall not post it.") == []


def test_other_persons_and_limits_are_shown(tmp_path: Path) -> None:
    """Words such as "interns" may limit the norm, and so may "only"; each stretch is shown by itself."""
    assert unclaimed(tmp_path, "Interns shall not post photos of the sea, at night only.") == [
        "Interns", "photos of the sea", "night only",
    ]  # fmt: skip


def test_an_exception_is_a_finding_of_its_own(tmp_path: Path) -> None:
    """What an exception leaves out is warned of, and not noted as well; what stands beside it is."""
    assert unclaimed(tmp_path, "Staff shall not post photos, except those of the sea.") == ["photos"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Staff of the Mission to Arcadia shall not post it.", []),
        ("Staff/mission members and non-OSCE staff of the Mission shall hereby not post it.", []),
        ("Staff shall not post what staff may not show.", ["show"]),
        ("Staff shall not post what interns may not show.", ["interns may not show"]),
        ("Staff shall not post photos of staff.", ["photos of staff"]),
        ("Staff of the Mission to Elbonia shall not post it.", ["Elbonia"]),
        ("They must therefore not post it, and furthermore it should not be public.", ["public"]),
    ],
)
def test_whom_a_norm_addresses_makes_no_difference(tmp_path: Path, text: str, left: list[str]) -> None:
    """Persons as documents declare them, what the registry calls the structure, and words of force limit nothing.

    So it is where they are the subject, of a clause too; anywhere else they may limit the norm.
    """
    assert unclaimed(tmp_path, text) == left


def test_a_norm_without_act_claims_nothing(tmp_path: Path) -> None:
    """Where nothing is decided by machine, nothing needs to be claimed."""
    norms = "  one: {under: si31:7.2.b7, text: Interns take great care.}"
    assert check_overlay(tmp_path, norms) == ()
