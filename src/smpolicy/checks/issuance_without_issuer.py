"""What was issued says which structure issued it."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import dated
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.documents import OverlayForm
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report documents that are no drafts and name no issuer: a structure for an overlay, else an office."""
    for document, form in dated(corpus):
        wanted = "structure" if isinstance(form, OverlayForm) else "body"
        if form.status != "draft" and not (form.issuer and getattr(form.issuer, wanted)):
            yield report(
                "issuance-without-issuer",
                f"a document whose status is `{form.status}` needs an issuer",
                document.place("status"),
                help=f"add `issuer: {{{wanted}: ..., signed_by: ...}}`, "
                "or write `status: draft` if nobody has issued it",
            )
