"""Each fact that people are asked about has a question in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import declared_facts
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report facts without a question, and questions that are none."""
    for document, name, form in declared_facts(corpus):
        if form.derived is not None:
            continue
        if not form.question:
            message, where = f"the fact `{name}` has no question", document.place("facts", name, key=True)
        elif not form.question.rstrip().endswith("?"):
            message, where = f"what is asked about `{name}` is no question", document.place("facts", name, "question")
        else:
            continue
        yield report(
            "no-plain-question", message, where, help="ask as you would ask a colleague, and end with a question mark"
        )
