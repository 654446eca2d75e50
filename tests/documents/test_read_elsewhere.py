"""A text without quotes that other programs read as something else is told to be one."""

from __future__ import annotations

import pytest

from smpolicy.documents.corpus import read_text
from smpolicy.documents.meant import read_elsewhere, whole_number
from smpolicy.foundations.source import Source

HEAD = (
    "schema: smpolicy/overlay@1\nid: arcadia/x\ntitle: {}\nstatus: draft\nproposed_for: arcadia\n"
    "under: si31:7\nlayer: {}\n"
)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("yes", "true"), ("On", "true"), ("NO", "false"), ("off", "false"), ("n", "false"),
        ("1_000", "1000"), ("1_0__0_", "100"), ("12:30", "750"), ("-1:30", "-90"), ("1:00:00", "3600"),
        ("true", None), ("12:75", None), ("0:30", None), ("_1", None), ("1 000", None), ("12", None), ("x", None),
        ("1:" * 30 + "1", None),
    ],
)  # fmt: skip
def test_what_yaml_1_1_reads(written: str, other: str | None) -> None:
    """Words for yes and no, numbers with low lines in them, and numbers to the base sixty."""
    assert read_elsewhere(written) == other


@pytest.mark.parametrize(
    ("written", "help_"),
    [
        ("1_000", "write `layer: 1000`; programs that follow YAML 1.1 read `1_000` as `1000`, and here it is text"),
        (
            "12:30",
            "write a whole number here; programs that follow YAML 1.1 read `12:30` as `750`, and here it is text",
        ),
        ("on", "write a whole number here; programs that follow YAML 1.1 read `on` as `true`, and here it is text"),
        ('"1_000"', "write `layer: 1000`"),
        ("1 000", "write `layer: 1000`"),
    ],
)
def test_a_number_is_expected(written: str, help_: str) -> None:
    """What others read is said, and what to write where that is plain; in quotes it is a text to all."""
    (found,) = read_text(Source(path="x.yaml", text=HEAD.format("T", written)), "").faults
    assert (found.message, found.help) == ("expected a whole number, found text", help_)


@pytest.mark.parametrize("written", ["024", "0o17", "0x1F", "1e3", "3.50", "2024", "true", ".inf"])
def test_a_text_is_expected(written: str) -> None:
    """A number or a truth where a text should stand is told once, with the text in quotes to be pasted."""
    (found,) = read_text(Source(path="x.yaml", text=HEAD.format(written, 3)), "").faults
    assert f'"{written}"`' in found.help
    assert [each.edits[0].text for each in found.corrections] == [f'"{written}"']


def test_groups_of_digits() -> None:
    """Digits in groups of three are one number; others are none, and a comma may mark a fraction."""
    assert [whole_number(each) for each in ("1_000", "12 000 000", "1_00", "1_000 000", "1,000", "0_100")] == [
        "1000", "12000000", None, None, None, None,
    ]  # fmt: skip
