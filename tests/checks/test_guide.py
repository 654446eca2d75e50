"""The guide for drafters shows real messages: each stands behind a part of a document that yields it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

import smpolicy
from checks.faults import ARCADIA
from smpolicy.cli.main import commands
from smpolicy.render import full
from smpolicy.render import readback as as_text

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "drafting.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
KEY = re.compile(r"^(?=[a-z_]+:)", re.M)
NAME = "my-draft.yaml"
POLICIES = "policies"


def blocks() -> list[tuple[str, str]]:
    """Return the kind and the words of each block of the guide."""
    return [(match[1], match[2]) for match in BLOCK.finditer(GUIDE.read_text(encoding="utf-8"))]


def shown() -> list[tuple[str, str]]:
    """Return each part of a document that has a text behind it, with that text."""
    found = blocks()
    return [(one[1], two[1]) for one, two in pairwise(found) if (one[0], two[0]) == ("yaml", "text")]


def parts() -> list[str]:
    """Return each part of a document that the guide shows, but for the head."""
    return [words for kind, words in blocks() if kind == "yaml"][1:]


def document(part: str) -> str:
    """Put a part into the guide's head: a key that stands there already is written anew, any other comes behind."""
    (head,) = [words for kind, words in blocks() if kind == "yaml"][:1]
    comment, *written = KEY.split(head)
    keys = {each.partition(":")[0]: each for each in (*written, *KEY.split(part)) if each}
    if "issuer" in keys:  # an issuance has been issued, and is nobody's draft any more
        keys.pop("proposed_for")
        keys.pop("drafted_by")
    if "facts" in keys and not re.search("^facts:", part, re.M):
        others = "".join(words for key, words in keys.items() if key != "facts")
        keys["facts"] = used(keys["facts"], others)
    return comment + "".join(keys.values())


def used(facts: str, others: str) -> str:
    """Return the facts of the head that a part uses; the others leave their lines empty, so that all stays in place."""
    first, *lines = facts.splitlines()
    kept = [line if line.split(":")[0].strip() in others else "" for line in lines]
    return "".join(f"{line}\n" for line in (first if any(kept) else f"{first} {{}}", *kept))


def checked(part: str) -> smpolicy.CheckReport:
    """Check the document that a part of the guide belongs to."""
    Path(NAME).write_text(document(part), encoding="utf-8")
    return smpolicy.check(NAME, policies=POLICIES)


def messages(part: str) -> str:
    """Return what the command line would print of a part, without the last line, which counts."""
    report = checked(part)
    printed = full.render(report.diagnostics, report.library.corpus.sources, len(report.files))
    return printed.rpartition("\n\n")[0] + "\n" if report.diagnostics else ""


def read_back(part: str) -> str:
    """Return the read-back of a part, as the command line would print it."""
    return as_text.render(checked(part).readbacks())


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write drafts where they are in nobody's way, beside the documents of structures that do not exist."""
    shutil.copytree(ARCADIA, tmp_path / POLICIES)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("part", "text"), shown())
def test_the_messages_are_real(part: str, text: str) -> None:
    """What the guide shows is what the check prints, or reads back."""
    printed = messages(part) if re.match(r"(error|warning|note)\[", text) else read_back(part)
    assert printed == text


@pytest.mark.parametrize("part", [each for each in parts() if each not in dict(shown())])
def test_what_has_no_message_is_sound(part: str) -> None:
    """A part that the guide shows without a message yields none."""
    assert messages(part) == ""


@pytest.mark.parametrize("part", [part for part, text in shown() if text.startswith("arcadia/")])
def test_what_is_read_back_yields_no_message(part: str) -> None:
    """The mistake that the read-back reveals is one that no check finds."""
    assert messages(part) == ""


def test_the_guide_shows_the_faults_that_drafters_make() -> None:
    """A misspelt fact, a broken indent, a hashtag in prose and a wrong anchor are among what it shows."""
    said = "".join(text for _, text in shown())
    for code in ("SMP401", "SMP124", "SMP122", "SMP301", "SMP405", "SMP418", "SMP309", "SMP310", "SMP501", "SMP605"):
        assert code in said


def put_into_the_folder(part: str) -> smpolicy.Library:
    """Let the document that a part belongs to take its place among those of its structure."""
    Path(POLICIES, "overlays", "arcadia", NAME).write_text(document(part), encoding="utf-8")
    return smpolicy.load(POLICIES)


@pytest.mark.parametrize(
    ("words", "fact", "aside"),
    [
        ("disclose", "activity.discloses: true", True),
        ("post", "activity.interaction: post", True),
        ("like", "activity.interaction: like", False),
    ],
)
def test_what_is_set_aside_is_shown_and_checked(words: str, fact: str, aside: bool) -> None:
    """A permission to disclose or post photos of monitors is set aside, and one to like them is not."""
    part = f"""norms:
  photos:
    under: si31:7.2.b5
    text: Staff may {words} photos of monitors.
    act:
      {words}: {{{fact}}}
      photos of monitors: {{content.recording_kind: photo, content.depicts: {{has: [osce_official_on_duty]}}}}
"""
    assert ("error[SMP506] inconsistent" in messages(part)) is aside
    put_into_the_folder(part)
    line = ["show", "arcadia", "--drafts", "--as-of", "2027-01-01", "--policies", POLICIES]
    assert ("would be set aside" in CliRunner().invoke(commands, line).output) is aside


def test_only_leaves_open_what_is_to_be_done() -> None:
    """`shall only post` is no duty to post: the check asks what is meant, as the guide warns."""
    part = """norms:
  only:
    under: si31:7.2.b7
    text: Staff shall only post what shows a checkpoint.
    act:
      post: {activity.interaction: post}
      shows a checkpoint: {arcadia.shows_checkpoint: true}
"""
    assert "error[SMP410] force-not-stated" in messages(part)


def test_what_was_withdrawn_held_until_the_day_before() -> None:
    """The document that the guide withdraws holds up to and including 31 December 2023."""
    (withdrawn,) = (part for part in parts() if part.startswith("status: withdrawn"))
    norm = "norms:\n  care: {under: si31:7.2.b7, text: Staff should take care.}\n"
    library = put_into_the_folder(withdrawn.replace("from: 2023-01-01", "from: 2023-01-01, until: 2024-01-01") + norm)
    for day, there in ((date(2022, 12, 31), 0), (date(2023, 1, 1), 1), (date(2023, 12, 31), 1), (date(2024, 1, 1), 0)):
        norms = [each for each in library.resolve("arcadia", as_of=day).norms if each.instrument == "arcadia/my-draft"]
        assert len(norms) == there
