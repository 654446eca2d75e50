"""What was issued says which structure issued it."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report overlays that are no drafts and name no structure as their issuer."""
    for document, form in overlays(corpus):
        if form.status != "draft" and not (form.issuer and form.issuer.structure):
            yield report(
                "issuance-without-issuer",
                f"a document whose status is `{form.status}` needs an issuer",
                document.place("status"),
                help="add `issuer: {structure: ..., signed_by: ...}`, or write `status: draft` if nobody has issued it",
            )
