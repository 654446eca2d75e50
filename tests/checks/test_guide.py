"""The guide for drafters shows real messages: each stands behind a document that yields it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import smpolicy
from smpolicy.render import full

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "drafting.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
NAME = "my-draft.yaml"


def blocks() -> list[tuple[str, str]]:
    """Return the kind and the words of each block of the guide."""
    return [(match[1], match[2]) for match in BLOCK.finditer(GUIDE.read_text(encoding="utf-8"))]


def shown() -> list[tuple[str, str]]:
    """Return each fragment of a document that has messages behind it, with the messages."""
    found = blocks()
    return [(one[1], two[1]) for one, two in pairwise(found) if (one[0], two[0]) == ("yaml", "text")]


def messages(fragment: str) -> str:
    """Check the guide's head with a fragment; return what the command line would print of it."""
    head = blocks()[0][1]
    Path(NAME).write_text(head + fragment, encoding="utf-8")
    report = smpolicy.check(NAME)
    printed = full.render(report.diagnostics, report.corpus.sources, len(report.files))
    return printed.rpartition("\n\n")[0] + "\n" if report.diagnostics else ""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write drafts where they are in nobody's way."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("fragment", "text"), shown())
def test_the_messages_are_real(fragment: str, text: str) -> None:
    """What the guide shows is what the check prints."""
    assert messages(fragment) == text


def test_the_first_norm_is_sound() -> None:
    """The document that the guide builds up breaks nothing."""
    assert messages(blocks()[1][1]) == ""


def test_the_guide_shows_the_faults_that_drafters_make() -> None:
    """A misspelt fact, a broken indent, a hashtag in prose and a wrong anchor are among what it shows."""
    said = "".join(text for _, text in shown())
    for code in ("SMP401", "SMP124", "SMP122", "SMP301"):
        assert code in said
