"""A question cannot be closed in two ways at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.meaning.norms import Closing, Interpretation

RULE: Final = Rule(
    code="SMP505",
    name="contradicting-interpretations",
    severity="warning",
    summary="Two interpretations choose different readings of one open question, and neither supersedes the other. On "
    "the days on which both hold, the question stays open.",
    mend="Say under `supersedes:` which one the later takes the place of, or let the earlier end.",
    wrong="closes:\n  rules:q1: {reading: sought, text: ...}  # another interpretation says obtained",
    right="supersedes: [rules-interpretation-2026]\ncloses:\n  rules:q1: {reading: sought, text: ...}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report interpretations that choose another reading than an earlier one which they do not supersede."""
    closed: dict[str, list[tuple[Interpretation, Closing]]] = {}
    for later in sorted((each for each in checked.lowered.interpretations if not each.draft), key=_rank):
        for closing in later.closings:
            for earlier, other in closed.setdefault(closing.question, []):
                if other.reading != closing.reading and earlier.id not in later.supersedes and _goes_on(earlier, later):
                    yield _contradiction(closing, earlier, other)
        for closing in later.closings:
            closed[closing.question].append((later, closing))


def _rank(each: Interpretation) -> tuple[date, str]:
    return each.effective.start or date.min, each.id


def _goes_on(earlier: Interpretation, later: Interpretation) -> bool:
    """Whether an interpretation has not ended when another begins."""
    return earlier.effective.until is None or earlier.effective.until > (later.effective.start or date.min)


def _contradiction(closing: Closing, earlier: Interpretation, other: Closing) -> Diagnostic:
    return report(
        RULE,
        f"this reads `{closing.question}` as `{closing.reading}`, and `{earlier.id}` as `{other.reading}`: "
        "where both hold, the question stays open",
        closing.span,
        help=f"write `supersedes: [{earlier.id}]` if this takes its place",
        related=[Related(span=other.span, message="the other reading")],
    )
