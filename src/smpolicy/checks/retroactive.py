"""Nobody can keep to what was not yet signed."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import dated
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report documents that take effect before the day on which they were issued."""
    for document, form in dated(corpus):
        start, issued = form.dates.effective.from_, form.dates.issued
        if start is not None and issued is not None and start < issued:
            yield report(
                "retroactive",
                f"this takes effect on `{start}`, before it was issued on `{issued}`",
                document.place("dates", "effective", "from"),
                help=f"write `from: {issued}` or a later day, if the days before were not meant",
            )
