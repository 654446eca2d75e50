"""Force and polarity are read off the words, and never typed twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_overlay


def found(folder: Path, text: str, more: str) -> list[tuple[str, str]]:
    """Return the severity and message of what is said of a norm."""
    norms = f"  one: {{under: si31:7.2.b7, text: '{text}', act: {{post: {{activity.interaction: post}}}}, {more}}}"
    return [(each.severity, each.message) for each in check_overlay(folder, norms) if each.name == "force-said-twice"]


def test_the_same_is_a_warning_and_another_an_error(tmp_path: Path) -> None:
    """To repeat the words is needless; to contradict them is wrong."""
    assert found(tmp_path, "Staff should not post.", "force: should, polarity: refrain") == [
        ("warning", "the words `should not` already say `force: should`"),
        ("warning", "the words `should not` already say `polarity: refrain`"),
    ]
    assert found(tmp_path, "Staff should not post.", "force: mandatory") == [
        ("error", "the words `should not` already say `force: should`, and not `mandatory`")
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Staff shall not be required to post.", "force: permitted, polarity: refrain"),
        ("Nobody is required to post.", "force: permitted, polarity: refrain"),
        ("Photos shall be posted only with approval.", "force: mandatory, polarity: refrain"),
    ],
)
def test_a_doubt_is_settled_with_both_keys(tmp_path: Path, text: str, keys: str) -> None:
    """Where the words are in doubt, both keys may be given, also where the force alone is certain."""
    assert found(tmp_path, text, keys) == []
    assert found(tmp_path, "Photos shall be posted only with approval.", "force: should, polarity: refrain") == [
        ("error", "the words `shall` already say `force: mandatory`, and not `should`")
    ]


def test_may_can_speak_of_possibility(tmp_path: Path) -> None:
    """The word "may" says permission or possibility, so the document may say which."""
    assert found(tmp_path, "Staff may post.", "force: permitted") == []
