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
        ("Staff shall not be prevented from posting.", "force: permitted, polarity: do"),
        ("Nobody shall forget posting.", "force: mandatory, polarity: do"),
        ("Photos shall be posted only with approval.", "force: mandatory, polarity: refrain"),
    ],
)
def test_a_doubt_is_settled_with_both_keys(tmp_path: Path, text: str, keys: str) -> None:
    """Where the words are in doubt, both keys may be given, also where the force alone is certain."""
    assert found(tmp_path, text, keys) == []
    assert found(tmp_path, "Photos shall be posted only with approval.", "force: should, polarity: refrain") == [
        ("error", "the words `shall` already say `force: mandatory`, and not `should`")
    ]


@pytest.mark.parametrize(
    ("text", "key", "read"),
    [
        ("Staff should not post.", "polarity: do", "polarity: refrain"),
        ("Nobody may post.", "polarity: do", "polarity: refrain"),
        ("Staff are free to post.", "force: mandatory", "force: permitted"),
        ("Staff shall not be required to post.", "polarity: do", "polarity: refrain"),
        ("Staff may post.", "force: mandatory", "force: permitted"),
        ("Staff may post.", "polarity: refrain", "polarity: do"),
    ],
)
def test_words_that_say_the_opposite_are_an_error(tmp_path: Path, text: str, key: str, read: str) -> None:
    """Neither force nor direction can be typed against words that say it for certain."""
    ((severity, message),) = found(tmp_path, text, key)
    assert severity == "error"
    assert f"already say `{read}`, and not" in message


def test_may_can_speak_of_possibility(tmp_path: Path) -> None:
    """Where "may" can tell what befalls people, the document may say what it means."""
    assert found(tmp_path, "Staff may find it hard.", "force: permitted, polarity: refrain") == []
