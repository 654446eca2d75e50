"""What is kept of a finding is all of it."""

from __future__ import annotations

from dataclasses import fields

from smpolicy.checking.kept import FoundOn, found_as_kept, kept_found
from smpolicy.checks.rules import RULES
from smpolicy.foundations.corrections import Correction, Edit
from smpolicy.foundations.diagnostics import Diagnostic, Related
from smpolicy.foundations.source import Span

SPAN = Span(path="a.yaml", line=2, column=3, end_line=2, end_column=9)
ABOVE = Span(path="a.yaml", line=1, column=1, end_line=1, end_column=1)


def test_each_part_of_a_finding_comes_back() -> None:
    """A finding with something in every field is the same when it was kept; a field that is added must be here too."""
    finding = Diagnostic(
        rule=RULES[0],
        severity="note",
        message="`post` is no list",
        help="write `[post]`",
        span=SPAN,
        path=SPAN.path,
        at=("norms", "photos", 1),
        related=(Related(span=ABOVE, message="it begins here"),),
        norm="arcadia/rules#photos",
        provision="rules:1",
        kind="permits",
        witness={"facts": {"act.posted": True}},
        survives="at night",
        grade="direct",
        basis="rules:5",
        rests_on=("rules:Q1",),
        reviewed="accepted",
        corrections=(
            Correction(label="write `[post]`", edits=(Edit(span=SPAN, text="[post]"),), safe=True),
            Correction(label="leave it out", edits=(Edit(span=SPAN, text=""), Edit(span=ABOVE, text="# "))),
        ),
    )
    bare = Diagnostic(rule=RULES[0], severity="error", message="")
    assert [each.name for each in fields(Diagnostic) if getattr(finding, each.name) == getattr(bare, each.name)] == [
        "rule"
    ]
    for found in (FoundOn(diagnostics=(finding, bare)), FoundOn()):
        assert kept_found(found_as_kept(found)) == found
