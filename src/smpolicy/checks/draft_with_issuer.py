"""A draft has been issued by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import dated
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered

_INSTEAD: Final = {
    "smpolicy/overlay@1": "write `proposed_for:` with the structure and `drafted_by:` with whoever wrote it instead",
    "smpolicy/interpretation@1": "write `drafted_by:` with whoever wrote it instead",
}


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report drafts that name an issuer."""
    for document, form in dated(corpus):
        if form.status == "draft" and form.issuer is not None:
            yield report(
                "draft-with-issuer",
                "a draft has no issuer: nobody has issued it",
                document.place("issuer", key=True),
                help=_INSTEAD[form.schema_],
            )
