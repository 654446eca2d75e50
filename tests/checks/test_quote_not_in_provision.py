"""A norm of an instrument quotes its provision, once."""

from __future__ import annotations

from pathlib import Path

from checks.faults import INSTRUMENT, check_text

RULES = (
    INSTRUMENT
    + """provisions:
  - {id: "1", kind: section, number: "1.", eid: sec_1, text: "Staff shall ask. Staff shall wait."}
norms:
  {key}: {{under: "1", text: {quote}}}
"""
)


def quoted(folder: Path, quote: str) -> list[tuple[str, str]]:
    """Return what is said of a quotation."""
    found = check_text(
        folder,
        RULES.replace("{body: The tests}", "{{body: The tests}}")
        .replace("  - {id", "  - {{id")
        .replace('wait."}', 'wait."}}')
        .format(key="one", quote=quote),
    )
    return [(each.message, each.help) for each in found if each.name == "quote-not-in-provision"]


def test_a_quotation_stands_once(tmp_path: Path) -> None:
    """Once is right; twice and never are not."""
    assert quoted(tmp_path, "shall ask") == []
    assert quoted(tmp_path, "Staff shall") == [
        ("these words stand 2 times in `arcadia-rules:1`", "quote more words, so that it is clear which are meant")
    ]
    assert quoted(tmp_path, "nothing of the kind") == [
        ("these words do not stand in `arcadia-rules:1`", "copy the words from the provision, letter for letter")
    ]
    assert quoted(tmp_path, "shall asks") == [
        ("these words do not stand in `arcadia-rules:1`", "the provision says `shall ask`")
    ]
