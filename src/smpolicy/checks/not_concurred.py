"""Where the instrument above asks for concurrence and publication, nothing holds without them."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, quoted, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report issuances that lack what they need before they hold; a draft has time."""
    for document, form in overlays(corpus):
        base = lowered.instruments.get(form.under.partition(":")[0])
        clause = base.precedence if base is not None else None
        if (
            clause is None
            or clause.effect != "needs-concurrence"
            or form.layer < clause.layer
            or form.status == "draft"
        ):
            continue
        said = {"concurrence": form.concurrence, "dates.published": form.dates.published}
        missing = " and ".join(f"`{key}:`" for key, value in said.items() if value is None)
        if missing:
            yield report(
                "not-concurred",
                f"the instrument above says {quoted(clause.words)}, and this has no {missing}",
                document.place("status"),
                help="add who concurred and when, as `concurrence: {by: ..., date: ...}`, and the day it was "
                "published; until then it holds on no day",
                provision=clause.provision,
            )
