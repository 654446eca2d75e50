"""No sentence of an instrument is lost."""

from __future__ import annotations

from pathlib import Path

from checks.faults import INSTRUMENT, check_text

RULES = (
    INSTRUMENT
    + """provisions:
  - {id: "1", kind: section, number: "1.", eid: sec_1,
     text: "Staff shall ask. Staff shall wait (see No. 3, e.g. there). It repeats."}
norms:
  one: {under: "1", text: shall ask}
"""
)


def test_each_sentence_is_quoted_or_explained(tmp_path: Path) -> None:
    """A number or an "e.g." ends no sentence; what no norm quotes is reported sentence by sentence."""
    found = [each.message for each in check_text(tmp_path, RULES) if each.name == "unmodelled-sentence"]
    assert found == [
        "no norm quotes the sentence `Staff shall wait (see No. 3, e.g. there).`",
        "no norm quotes the sentence `It repeats.`",
    ]


def test_a_reason_will_do(tmp_path: Path) -> None:
    """What is marked as not operative, with its reason, needs no norm."""
    marked = RULES.replace("eid: sec_1,", "eid: sec_1, not_operative: [{words: It repeats., because: It repeats.}],")
    found = [each.message for each in check_text(tmp_path, marked) if each.name == "unmodelled-sentence"]
    assert found == ["no norm quotes the sentence `Staff shall wait (see No. 3, e.g. there).`"]
