"""What the words leave open, the document says."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay


def found(folder: Path, text: str, more: str = "") -> list[str]:
    """Return what is said of a norm with this text and this act."""
    norms = f"  one: {{under: si31:7.2.b7, text: '{text}', act: {{post: {{activity.interaction: post}}}}{more}}}"
    return [each.message for each in check_overlay(folder, norms) if each.name == "force-not-stated"]


def test_words_without_force(tmp_path: Path) -> None:
    """Words that ask for nothing leave force and polarity open; typing both settles it."""
    assert found(tmp_path, "Staff post with care.") == [
        "the words of this norm leave open with what force it asks for its act "
        "and whether the act is to be done or left undone"
    ]
    assert found(tmp_path, "Staff post with care.", ", force: should, polarity: do") == []


def test_words_in_two_forces(tmp_path: Path) -> None:
    """Two modal words that differ leave it open, and so does "may not"."""
    assert len(found(tmp_path, "Staff should post with care and shall not post at night.")) == 1
    assert len(found(tmp_path, "Staff may not post.")) == 1


def test_words_that_leave_only_the_polarity_open(tmp_path: Path) -> None:
    """The words "shall post no" are mandatory; which way is for the document to say."""
    assert found(tmp_path, "Staff shall post no photos.") == [
        "the words of this norm (`shall`) leave open whether the act is to be done or left undone"
    ]
    assert found(tmp_path, "Staff shall post no photos.", ", polarity: refrain") == []
