"""In a structure that was closed nothing can take effect."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered
from smpolicy.lowering.overlays import owner


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report overlays that take effect on or after the day on which their structure was closed."""
    for document, form in overlays(corpus):
        structure = lowered.structures.get(owner(form))
        start = form.dates.effective.from_
        if structure is None or structure.closed is None or start is None or start < structure.closed:
            continue
        yield report(
            "after-closure",
            f"`{structure.id}` was closed on `{structure.closed}`, so this holds there on no day",
            document.place("dates", "effective", "from"),
            help="correct the day, or the structure; to keep the document as a record, leave it as it is",
        )
