"""Section 7.3 invites Field Operations and Institutions."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlays, owner_place
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered
from smpolicy.lowering.overlays import owner


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report overlays of the Secretariat, without a view on their validity."""
    for document, form in overlays(corpus):
        structure = lowered.structures.get(owner(form))
        if structure is not None and structure.kind == "secretariat":
            yield report(
                "issuer-not-invited",
                f"a document of `{structure.id}` is not an issuance that 7.3 invites",
                owner_place(document, form),
                help="7.3 invites Field Operations and Institutions; this says nothing about the document's validity",
                provision=form.under,
            )
