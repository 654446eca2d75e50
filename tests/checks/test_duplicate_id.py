"""Each thing bears an id of its own."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_text

RULES = """schema: smpolicy/instrument@1
id: arcadia-rules
title: Rules
number: Rules No. 1
short: Rules
issuer: {body: The tests}
status: in-force
layer: 3
version: 2024-01-01
provisions:
  - {id: "1", kind: section, number: "1.", eid: sec_1, heading: One}
  - {id: "1", kind: section, number: "2.", eid: sec_1, heading: Two}
norms:
  one: {under: "1", text: One}
"""


def test_provisions_of_an_instrument(tmp_path: Path) -> None:
    """Both the id and the eId of a provision are its own; the other one is shown."""
    found = [each for each in check_text(tmp_path, RULES) if each.name == "duplicate-id"]
    assert [each.message for each in found] == [
        "the id `1` belongs to another provision too",
        "the eid `sec_1` belongs to another provision too",
    ]
    assert [each.related[0].message for each in found] == ["the other one", "the other one"]
