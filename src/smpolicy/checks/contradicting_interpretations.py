"""A question cannot be closed in two ways at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.norms import Interpretation

RULE: Final = Rule(
    code="SMP505",
    name="contradicting-interpretations",
    severity="warning",
    summary="Two interpretations choose different readings of one open question, and neither supersedes the other. On "
    "the days on which both hold, the question stays open.",
    mend="Say under `supersedes:` which one the later takes the place of, or let the earlier end.",
    wrong="closes:\n  si31:q1: {reading: sought, text: ...}  # another interpretation says obtained",
    right="supersedes: [si31-interpretation-2026]\ncloses:\n  si31:q1: {reading: sought, text: ...}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report interpretations that choose another reading than an earlier one which they do not supersede."""

    def rank(each: Interpretation) -> tuple[date, str]:
        return each.effective.start or date.min, each.id

    issued = sorted((each for each in checked.lowered.interpretations if not each.draft), key=rank)
    for number, later in enumerate(issued):
        for earlier in issued[:number]:
            ended = earlier.effective.until is not None and earlier.effective.until <= rank(later)[0]
            if not ended and earlier.id not in later.supersedes:
                yield from _contradictions(earlier, later)


def _contradictions(earlier: Interpretation, later: Interpretation) -> Iterator[Diagnostic]:
    chosen = {closing.question: closing for closing in earlier.closings}
    for closing in later.closings:
        other = chosen.get(closing.question)
        if other is not None and other.reading != closing.reading:
            yield report(
                RULE,
                f"this reads `{closing.question}` as `{closing.reading}`, and `{earlier.id}` as `{other.reading}`: "
                "where both hold, the question stays open",
                closing.span,
                help=f"write `supersedes: [{earlier.id}]` if this takes its place",
                related=[Related(span=other.span, message="the other reading")],
            )
