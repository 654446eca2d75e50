"""`reviewed_by` without a record counts for nothing, wherever it stands, and that is said."""

from __future__ import annotations

from pathlib import Path

import smpolicy
from cli.commandline import ARCADIA, HERE

FAULT = HERE.parent / "data" / "faults" / "SMP623-review-without-record.yaml"


def found(tmp_path: Path, **texts: str) -> list[tuple[str, str, str]]:
    """Return what is found of this in some texts: the words underlined, the message, and the help."""
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    report = smpolicy.check(*sorted(tmp_path.glob("*.yaml")), policies=ARCADIA)
    said = [each for each in report.diagnostics if each.name == "review-without-record"]
    underlined = []
    for each in said:
        assert each.span is not None
        line = Path(each.path).read_text("utf-8").splitlines()[each.span.line - 1]
        underlined.append(line[each.span.column - 1 : each.span.end_column - 1])
    return [(words, each.message, each.help or "") for words, each in zip(underlined, said, strict=True)]


def test_of_norms_parts_and_questions(tmp_path: Path) -> None:
    """Of a norm, of a norm of a part, and of an open question the name is underlined, and the way to a record said."""
    text = FAULT.read_text("utf-8")
    text += """structures:
  arcadia/east:
    norms:
      quiet:
        under: si31:7.2.b7
        text: Staff should take care.
        reviewed_by: Somebody
open_questions:
  convoys:
    number: A1
    question: Is a convoy a patrol?
    readings: {yes-it-is: a convoy is a patrol, no-it-is-not: a convoy is no patrol}
    touches: ["#patrol-photos"]
    reviewed_by: Us
"""
    said = found(tmp_path, fault=text)
    assert sorted(words for words, _, _ in said) == ["Legal Adviser", "Somebody", "Us"]
    assert said[0][1:] == (
        "that `Legal Adviser` has reviewed this counts for nothing without a record of what was read, and when",
        "take `reviewed_by` out, print the sheet with `smpolicy review`, and record what was signed",
    )


def test_of_an_interpretation(tmp_path: Path) -> None:
    """Of an interpretation it is said too."""
    text = """schema: smpolicy/interpretation@1
id: clarified
title: Clarification
status: draft
drafted_by: The tests
interprets: si31
closes:
  si31:q1: {reading: sought, text: It is enough to have asked.}
reviewed_by: Legal Adviser
"""
    ((words, _, _),) = found(tmp_path, clarified=text)
    assert words == "Legal Adviser"


def test_where_nobody_is_named(tmp_path: Path) -> None:
    """Without the key nothing is said."""
    text = FAULT.read_text("utf-8").replace("    reviewed_by: Legal Adviser\n", "")
    assert found(tmp_path, fault=text) == []
