"""What nobody sees is found: a text is what it seems to be."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from time import process_time

import pytest

from checks.faults import check_overlay
from smpolicy.documents.characters import MOST_FINDINGS
from smpolicy.documents.nodes import plain
from smpolicy.documents.syntax import read
from smpolicy.foundations.source import BIDIRECTIONAL, CONTROL, INVISIBLE, MOST_BYTES, Source, visible

#: Marks of Arabic, Syriac and Kaithi, and the joins of hieroglyphs: format characters that are seen.
SEEN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"


def found_in(text: str) -> bool:
    """Whether a text holds a character that must not be there."""
    return any(pattern.search(text) for pattern in (CONTROL, BIDIRECTIONAL, INVISIBLE))


def test_every_control_and_format_character_is_found() -> None:
    """Of all characters that control, format, belong to nobody or are none, only those pass that are seen."""
    kinds = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
    passing = {
        each
        for each in map(chr, range(0x110000))
        if unicodedata.category(each) in kinds and not found_in(f"a{each}b") and each not in SEEN
    }
    hieroglyphs = {chr(code) for code in range(0x13430, 0x13460)}
    assert passing - hieroglyphs == {"\t", "\n"}
    nobodys = [chr(plane | end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)]
    assert all(found_in(f"a{each}b") for each in (*nobodys, *map(chr, range(0xFDD0, 0xFDF0))))


@pytest.mark.parametrize(
    "text",
    [
        "a\u00a0no-break space", "a\u202fnarrow one", "an em\u2003space", "na\u0308ive", "\u4e00\u3000\u4e8c",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d\u0937",
        "\u2764\ufe0f", "1\ufe0f\u20e3", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
    ],
)  # fmt: skip
def test_what_is_seen_stays(text: str) -> None:
    """Spaces of every width, accents, the joiners of Persian and Hindi, and pictures with what belongs to them stay."""
    assert not found_in(text)
    assert visible(text) == text
    node, found = read(Source(path="a.yaml", text=f"a: {text}"))
    assert found == []
    assert node is not None
    assert plain(node) == {"a": text}


@pytest.mark.parametrize("where", ["text", "words", "both"])
def test_nothing_follows_from_it(tmp_path: Path, where: str) -> None:
    """A soft hyphen in the text, or in the words of a line, is all that is wrong: read, both are what they seem."""
    text = "pho\u00adtos" if where in ("text", "both") else "photos"
    words = "pho\u00adtos" if where in ("words", "both") else "photos"
    norms = f"""  one:
    under: si31:7.2.b7
    text: Staff shall not post {text} of a patrol.
    act: {{post: {{activity.interaction: post}}, {words} of a patrol: {{arcadia.shows_patrol: true}}}}
"""
    found = check_overlay(tmp_path, norms)
    assert [each.name for each in found] == ["invisible-character"] * (2 if where == "both" else 1)
    assert found[0].message == ("U+00AD (soft hyphen) is seen by nobody, and makes words differ that look the same")
    assert found[0].help == "delete it"


def test_it_is_shown_where_it_is_reported() -> None:
    """In a message and under a line there stands something in its place."""
    assert visible("pho\u200bto\U000e0041") == "pho\ufffdto\ufffd"


@pytest.mark.parametrize("filled", ["\u00ad", "a\u00ad", "\u200d\u06cc", "\ufe0f\u2764", "\ufe0f", "\U000e0041 "])
def test_a_file_full_of_it_is_read_in_bounded_time(filled: str) -> None:
    """The largest file there may be, filled with such characters, is read in seconds and gives no endless list."""
    text = f"a: {filled * ((MOST_BYTES - 4) // len(filled.encode()))}"
    began = process_time()
    _, found = read(Source(path="a.yaml", text=text))
    assert len(found) <= MOST_FINDINGS + 1
    assert process_time() - began < 20
