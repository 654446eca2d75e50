"""What was superseded or withdrawn held until some day."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import dated
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report documents that no longer hold and do not say since when."""
    for document, form in dated(corpus):
        if form.status in ("superseded", "withdrawn") and form.dates.effective.until is None:
            yield report(
                "no-end-stated",
                f"a document whose status is `{form.status}` held until some day, and this does not say until when",
                document.place("status"),
                help="add `until:` with the first day on which it no longer held; as it stands, it holds on no day",
            )
