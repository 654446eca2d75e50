"""What holds of a class of persons for as long as it serves, and the uses that are measured by it."""

from __future__ import annotations

from pathlib import Path

import pytest

import smpolicy
from checks.faults import check_overlay, underlined
from corpora import base

DECLARED = "{arcadia.valley: {question: Is your duty station in the valley?, lasting: true}}"


def test_an_overlay_says_what_lasts(tmp_path: Path) -> None:
    """A local fact under which norms apply is a circumstance, and may last."""
    norm = """  it:
    under: si31:7.2
    text: In the valley, staff shall not post.
    act: {post: {activity.interaction: post}}
    when: {In the valley: {arcadia.valley: true}}
"""
    assert check_overlay(tmp_path, norm, facts=DECLARED) == ()


def test_what_is_done_does_not_last(tmp_path: Path) -> None:
    """A fact that an act speaks of is conduct, also where nothing says so: it holds of no class of persons."""
    norm = """  it:
    under: si31:7.2
    text: Staff shall not leave the valley.
    act: {leave the valley: {arcadia.valley: false}}
"""
    (found,) = check_overlay(tmp_path, norm, facts=DECLARED)
    assert (found.name, found.severity, underlined(tmp_path / "document.yaml", found)) == (
        "unfit-lasting", "error", "lasting"
    )  # fmt: skip
    assert "is conduct" in found.message
    assert found.help == "remove `lasting:`"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    meaning: standing\n", "    meaning: standing\n    lasting: true\n", "follows from other facts"),
        ("question: Was it done on social media?", "question: Was it?, kind: conduct, lasting: true", "is conduct"),
    ],
    ids=["a derived fact", "conduct"],
)
def test_a_vocabulary_says_it_of_circumstances_alone(tmp_path: Path, old: str, new: str, said: str) -> None:
    """What follows from other facts lasts where these do; what somebody does never lasts."""
    folder = base(tmp_path)
    path = folder / "base/facts.yaml"
    assert path.read_text().count(old) == 1
    path.write_text(path.read_text().replace(old, new))
    found = [each for each in smpolicy.load(folder).diagnostics if each.name == "unfit-lasting"]
    assert [said in each.message for each in found] == [True]


@pytest.mark.parametrize("key", ["uses", "there"])
@pytest.mark.parametrize(
    ("uses", "name", "words"),
    [
        ("{all of it: {act.dnoe: true}}", "unknown-fact", "act.dnoe"),
        ("{all of it: {act.done: perhaps}}", "unknown-value", "perhaps"),
        ("{all of it: {}}", "not-a-condition", "{}"),
    ],
)
def test_a_use_is_a_condition_on_facts_for_everybody(
    tmp_path: Path, key: str, uses: str, name: str, words: str
) -> None:
    """What is wrong with one is reported where it stands."""
    folder = base(tmp_path)
    path = folder / "base/rules.yaml"
    limits = f"limits: {{under: '3', words: Missions may issue, {key}: {uses}}}\nprovisions:"
    path.write_text(path.read_text().replace("provisions:", limits, 1))
    (found,) = [each for each in smpolicy.load(folder).diagnostics if each.severity == "error"]
    assert (found.name, underlined(path, found)) == (name, words)
