"""A document says against which text it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

import smpolicy
from checks.faults import ARCADIA, check_overlay

WORDS = "sha256:" + "0" * 64
BASE = smpolicy.load(ARCADIA).lowered.instruments["si31"]
PRESENT = f"write version `{BASE.version}`, digest `{BASE.digest}` and text_digest `{BASE.text_digest}`"


def test_another_text_version_or_instrument(tmp_path: Path) -> None:
    """Another digest, another version and an unknown instrument are each told apart."""
    pins = [
        f"{{id: si31, version: 2020-12-14, digest: '{WORDS}'}}",
        f"{{id: si31, version: '2019', digest: '{WORDS}'}}",
        f"{{id: si30, version: '1', digest: '{WORDS}'}}",
    ]
    found = [each for pin in pins for each in check_overlay(tmp_path, "", base=pin)]
    assert [each.severity for each in found] == ["warning"] * 3
    assert [each.message for each in found] == [
        "this was written against another text of `si31`",
        "this was written against version `2019` of `si31`; the version here is `2020-12-14`",
        "no instrument is called `si30`",
    ]


@pytest.mark.parametrize(
    ("version", "digest", "text_digest", "message", "help_"),
    [
        (
            "2019", WORDS, BASE.text_digest,
            f"this was written against version `2019` of `si31`; the version here is `{BASE.version}`, "
            "in the same words",
            "see with `smpolicy check --readback` whether the norms still mean what they should, then ",
        ),
        (
            "2019", WORDS, WORDS,
            f"this was written against version `2019` of `si31`; the version here is `{BASE.version}`",
            "read the norms again beside the present text, then ",
        ),
        (
            BASE.version, WORDS, BASE.text_digest,
            "the words of `si31` are those that this was written against, but they are read otherwise",
            "see with `smpolicy check --readback` whether the norms still mean what they should, then ",
        ),
        (
            BASE.version, WORDS, WORDS,
            "this was written against another text of `si31`",
            "read the norms again beside the present text, then ",
        ),
        (
            BASE.version, BASE.digest, WORDS,
            "this is not the digest of the words in the text that `digest` names",
            "",
        ),
    ],
)  # fmt: skip
def test_other_words_are_told_from_another_reading(
    tmp_path: Path, version: str, digest: str, text_digest: str, message: str, help_: str
) -> None:
    """With a digest of the words, a pin is stale as to the text or only as to how it is read, and each is said."""
    pin = f"{{id: si31, version: '{version}', digest: '{digest}', text_digest: '{text_digest}'}}"
    (found,) = check_overlay(tmp_path, "", base=pin)
    assert (found.name, found.message, found.help) == ("stale-base", message, f"{help_}{PRESENT}")


@pytest.mark.parametrize("words", ["", f", text_digest: '{BASE.text_digest}'"])
def test_the_present_text(tmp_path: Path, words: str) -> None:
    """A pin that names the present text is not found fault with, whether it names the words as well or not."""
    pin = f"{{id: si31, version: {BASE.version}, digest: '{BASE.digest}'{words}}}"
    assert not check_overlay(tmp_path, "", base=pin)
