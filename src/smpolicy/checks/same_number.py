"""Each open question of an instrument is published under a number of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.foundations.source import Span

RULE: Final = Rule(
    code="SMP421",
    name="same-number",
    severity="error",
    summary="Two open questions are published under one number, so that nobody could tell which one is meant.",
    mend="Give each a number of its own, such as `Q4.1` and `Q4.2`.",
    wrong="number: Q4  # of two questions",
    right="number: Q4.1",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report open questions that bear the number of another one of their instrument."""
    for document, form in checked.instruments():
        first: dict[str, Span] = {}
        for key, question in form.open_questions.items():
            where = document.place("open_questions", key, "number")
            if question.number in first:
                yield report(
                    RULE,
                    f"another open question is published as {question.number} too",
                    where,
                    help=f"number them apart, such as `{question.number}.1` and `{question.number}.2`",
                    related=[Related(span=first[question.number], message="the other one")],
                )
            first.setdefault(question.number, where)
