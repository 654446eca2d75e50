"""Each thing bears an id of its own."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from checks.faults import GOOD, INSTRUMENT, check_text, checked

RULES = (
    INSTRUMENT
    + """provisions:
  - {id: "1", kind: section, number: "1.", eid: sec_1, heading: One}
  - {id: "1", kind: section, number: "2.", eid: sec_1, heading: Two}
norms:
  one: {under: "1", text: One}
"""
)


def test_provisions_of_an_instrument(tmp_path: Path) -> None:
    """Both the id and the eId of a provision are its own; the other one is shown."""
    found = [each for each in check_text(tmp_path, RULES) if each.name == "duplicate-id"]
    assert [each.message for each in found] == [
        "the id `1` belongs to another provision too",
        "the eid `sec_1` belongs to another provision too",
    ]
    assert [each.related[0].message for each in found] == ["the other one", "the other one"]


NORMS = """norms:
  one:
    under: si31:7.2.b7
    text: Staff shall not post it.
    act: {publish: {activity.interaction: post}}
"""


def test_both_documents_are_checked(tmp_path: Path) -> None:
    """Two documents with one id: the second is told so, and each is told what else is wrong with it."""
    head = GOOD.read_text(encoding="utf-8").partition("dates:")[0]
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(head.replace("ai-2024-07", "twice") + NORMS, encoding="utf-8")
    found = checked(tmp_path).diagnostics
    second = [each.name for each in found if each.path.endswith("b.yaml")]
    first = [each.name for each in found if each.path.endswith("a.yaml")]
    assert "words-not-in-text" in first
    assert second == ["duplicate-id", *first]


DECLARED = "{{question: Is it a convoy?, kind: conduct, neutral: false, tick: {{words: a convoy}}{}}}"
SHOWS = ", implies: {content.depicts: {has: [osce_operation]}}"
TELLS = ", implies: {content.confidential: true}"


@pytest.mark.parametrize(("one", "other"), [*itertools.product(("", SHOWS, TELLS), repeat=2)])
def test_what_a_fact_implies_is_the_same_in_each_document_that_declares_it(
    tmp_path: Path, one: str, other: str
) -> None:
    """Whichever document is read first, what the other one says is not lost in silence."""
    head = GOOD.read_text(encoding="utf-8").partition("dates:")[0]
    files = []
    for number, implies in enumerate((one, other)):
        name = head.replace("ai-2024-07", f"ai-{number}")
        dates = f"dates: {{issued: 2026-01-01, effective: {{from: 2026-01-0{number + 1}}}}}\n"
        files.append(tmp_path / f"{number}.yaml")
        files[-1].write_text(f"{name}{dates}facts:\n  arcadia.convoy: {DECLARED.format(implies)}\n{NORMS}")
    found = [each for each in checked(*files).diagnostics if each.name == "duplicate-id"]
    assert [each.message for each in found] == (
        [] if one == other else ["what the fact `arcadia.convoy` implies is declared otherwise elsewhere"]
    )
