"""What the words leave open, the document says."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_overlay, underlined


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
    """Two modal words that differ leave it open, and so does "may not" of what may be."""
    assert len(found(tmp_path, "Staff should post with care and shall not post at night.")) == 1
    assert len(found(tmp_path, "Staff may not always post.")) == 1


def test_words_that_leave_only_the_polarity_open(tmp_path: Path) -> None:
    """The words "shall post no" are mandatory; which way is for the document to say."""
    assert found(tmp_path, "Staff shall post no photos.") == [
        "the words of this norm (`shall`) leave open whether the act is to be done or left undone: "
        "`no` behind `shall` may turn it round"
    ]
    assert found(tmp_path, "Staff shall post no photos.", ", polarity: refrain") == []


def test_the_words_in_doubt_are_underlined(tmp_path: Path) -> None:
    """The place is that of the words which leave it open, also where the text runs over several lines."""
    norms = (
        "  one:\n    under: si31:7.2.b7\n    text: >\n      Within the Mission, interns shall not be\n"
        "      exempt from posts.\n    act: {post: {activity.interaction: post}}"
    )
    (one,) = [each for each in check_overlay(tmp_path, norms) if each.name == "force-not-stated"]
    assert underlined(tmp_path / "document.yaml", one) == "shall not be\n      exempt"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "Staff shall not be exempt from posts.",
            "add `polarity: do` if it must be done, or `polarity: refrain` if it is a ban",
        ),
        (
            "Staff should post no photos.",
            "add `polarity: refrain` if it should not be done, or `polarity: do` if it should be done",
        ),
        (
            "A post shall not count as a statement.",
            "add `force: permitted` and `polarity: do` if people are free to do it, "
            "or `force: permitted` and `polarity: refrain` if nobody is bound to do it, "
            "or `force: mandatory` and `polarity: refrain` if it is a ban, "
            "or remove `act:` if it only says what something is",
        ),
        (
            "Staff are welcome to post.",
            "add `force: permitted` and `polarity: do` if people are free to do it, "
            "or `force: permitted` and `polarity: refrain` if nobody is bound to do it",
        ),
    ],
)
def test_the_mend_gives_the_readings_that_are_possible(tmp_path: Path, text: str, keys: str) -> None:
    """Each reading comes with the keys to add, and with what they mean; no list claims to be complete."""
    norms = f"  one: {{under: si31:7.2.b7, text: {text}, act: {{post: {{activity.interaction: post}}}}}}"
    assert [each.help for each in check_overlay(tmp_path, norms) if each.name == "force-not-stated"] == [
        f'{keys} ("it" is `post`); `smpolicy explain force-not-stated` names the other forces'
    ]
