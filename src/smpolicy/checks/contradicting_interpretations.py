"""A question cannot be closed in two ways at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, Related, report
from smpolicy.lowering import Lowered
from smpolicy.norms import Interpretation


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report interpretations that choose another reading than an earlier one which they do not supersede."""

    def rank(each: Interpretation) -> tuple[date, str]:
        return each.effective.start or date.min, each.id

    issued = sorted((each for each in lowered.interpretations if not each.draft), key=rank)
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
                "contradicting-interpretations",
                f"this reads `{closing.question}` as `{closing.reading}`, and `{earlier.id}` as `{other.reading}`: "
                "where both hold, the question stays open",
                closing.span,
                help=f"write `supersedes: [{earlier.id}]` if this takes its place",
                related=[Related(span=other.span, message="the other reading")],
            )
