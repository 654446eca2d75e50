"""Each fact that people are asked about has a question in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP414",
    name="no-plain-question",
    severity="error",
    summary="Each fact that people are asked about needs a question that they understand without having read the "
    "text. A question ends with a question mark.",
    mend="Write the question as you would ask a colleague.",
    wrong="arcadia.route_inferable: Route inferable",
    right="arcadia.route_inferable: Can a patrol's route be inferred from it?",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report facts without a question, and questions that are none."""
    for document, name, form in checked.declared_facts():
        if form.derived is not None or form.same_as is not None:
            continue
        mend = "ask as you would ask a colleague, and end with a question mark"
        if not form.question:
            message, where = f"the fact `{name}` has no question", document.place("facts", name, key=True)
            mend = f"add `question:`, {mend}"
        elif not form.question.rstrip().endswith("?"):
            message, where = f"what is asked about `{name}` is no question", document.place("facts", name, "question")
        else:
            continue
        yield report(RULE, message, where, help=mend)
