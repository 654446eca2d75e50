"""A document says against which text it was written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import smpolicy
from checks.faults import ARCADIA, check_overlay, check_text
from corpora import overlay
from smpolicy.authoring.pinning import pin

WORDS = "sha256:" + "0" * 64
LIBRARY = smpolicy.load(ARCADIA)
BASE = LIBRARY.lowered.instruments["si31"]
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


OVERLAY = """\
  photos:
    under: si31:7.2.b7
    text: Staff take care.
  more:
    under: "#photos"
    text: Staff take more care.
"""


def pinned(tmp_path: Path, norms: str = OVERLAY, **anchors: str) -> list[tuple[str, str, str]]:
    """Pin a draft, give other digests for some of what it cites, and return what `check` says of its pin."""
    lines = {"b7": "si31:7.2.b7", "invites": "si31:7.3"}
    path = tmp_path / "document.yaml"
    path.write_text(overlay("arcadia/test", OVERLAY, status="draft", under="si31:7.3"), encoding="utf-8")
    pin([path], LIBRARY)
    text = path.read_text("utf-8")
    for key, other in anchors.items():
        if key in lines:
            text = re.sub(f'({lines[key]}: )"[^"]*"', rf'\1"{other}"', text, count=1)
        else:
            text = re.sub(rf'({key}: )"?[^",]*"?', rf'\1"{other}"', text, count=1)
    found = check_text(tmp_path, text[: text.index("norms:\n")] + f"norms:\n{norms}")
    return [
        (
            each.message,
            text.splitlines()[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1],
            each.help,
        )
        for each in found
        if each.name == "stale-base" and each.span is not None and each.help is not None
    ]


def test_of_each_anchor_it_is_told_whether_its_words_changed(tmp_path: Path) -> None:
    """Under another version, an overlay whose anchors have the same words is told so; else which have not."""
    other = {"version": "2019", "text_digest": WORDS}
    written = f"this was written against version `2019` of `si31`; the version here is `{BASE.version}`"
    ((message, _, help_),) = pinned(tmp_path, **other)
    assert message == f"{written}; both places that it cites have the same words"
    assert help_.startswith("see with `smpolicy check --readback`")
    ((message, _, help_),) = pinned(tmp_path, **other, b7=WORDS)
    assert message == f"{written}; `si31:7.2.b7` has other words; one other place that it cites has the same words"
    assert help_ == (
        "read again what stands under other words, then let `smpolicy pin` write the present version and digests"
    )
    ((message, _, _),) = pinned(tmp_path, **other, b7=WORDS, invites=WORDS)
    assert message == f"{written}; `si31:7.3` and `si31:7.2.b7` have other words"
    more = OVERLAY.replace('"#photos"', "si31:7.2.b2")
    ((message, _, _),) = pinned(tmp_path, more, **other)
    assert message == (f"{written}; both places that it cites have the same words; nothing was pinned of `si31:7.2.b2`")


def test_an_anchor_that_is_still_to_be_read_is_underlined(tmp_path: Path) -> None:
    """With the present version and digests, a digest of other words is reported where it stands, and each by itself."""
    assert pinned(tmp_path) == []
    found = pinned(tmp_path, b7=WORDS, invites=WORDS)
    assert [(message, words) for message, words, _ in found] == [
        (f"the words of `{each}` are not those that this was written under", each)
        for each in ("si31:7.3", "si31:7.2.b7")
    ]


def test_what_is_cited_no_longer_is_not_asked_for(tmp_path: Path) -> None:
    """A digest of what no norm stands under any more says nothing, whatever it is."""
    assert pinned(tmp_path, OVERLAY.replace("7.2.b7", "7.3"), b7=WORDS) == []


@pytest.mark.parametrize("words", ["", f", text_digest: '{BASE.text_digest}'"])
def test_the_present_text(tmp_path: Path, words: str) -> None:
    """A pin that names the present text is not found fault with, whether it names the words as well or not."""
    pin = f"{{id: si31, version: {BASE.version}, digest: '{BASE.digest}'{words}}}"
    assert not check_overlay(tmp_path, "", base=pin)
