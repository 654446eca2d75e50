"""Each open question is published under a number of its own, among all that are read beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.document import Document
from smpolicy.documents.forms import InstrumentForm, OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.foundations.source import Span

RULE: Final = Rule(
    code="SMP421",
    name="same-number",
    severity="error",
    summary="Two open questions are published under one number, so that nobody could tell which one is meant: two of "
    "one instrument, or one of an overlay and one of an instrument above it or of another overlay of the structure.",
    mend="Give each a number of its own, such as `Q4.1` and `Q4.2`.",
    wrong="number: Q4  # of two questions",
    right="number: Q4.1",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report open questions that bear the number of another one of their instrument, or of one read beside them."""
    for document, form in checked.instruments():
        yield from _again(document, form, {})
    declared = checked.lowered.vocabulary.questions.values()
    above = {each.number: each.span for each in declared if not each.local_to}
    for document, overlay in checked.overlays():
        home = overlay.id.partition("/")[0]
        others = (
            each
            for each in declared
            if each.local_to == home and each.id[len(home) + 1 :] not in overlay.open_questions
        )
        beside = {each.number: each.span for each in others}
        yield from _again(document, overlay, {**beside, **above})


def _again(
    document: Document, form: InstrumentForm | OverlayForm, taken: Mapping[str, Span | None]
) -> Iterator[Diagnostic]:
    """Yield each open question of a document whose number is taken, there or before."""
    first = dict(taken)
    for key, question in form.open_questions.items():
        where = document.place("open_questions", key, "number")
        if question.number in first:
            other = first[question.number]
            yield report(
                RULE,
                f"another open question is published as {question.number} too",
                where,
                help=f"number them apart, such as `{question.number}.1` and `{question.number}.2`",
                related=[Related(span=other, message="the other one")] if other else [],
            )
        first.setdefault(question.number, where)
