"""What a reviewer decided is about something that is found."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.analysis import analysed, analysed_within
from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report decisions on a norm, claim or term of which no such thing is found."""
    for document, form in overlays(corpus):
        overlay = lowered.instruments.get(form.id)
        if overlay is None or not overlay.reviews or overlay.span.path != document.path:
            continue
        found = {
            (name, each.does, about)
            for name, each in overlay.remarks_by_id().items()
            if each.does
            for about in ("", each.provision)
        }
        for each in analysed(overlay, lowered):
            named = (each.other.id, each.other.provision) if each.other else (each.norm.provision,)
            found |= {(each.norm.id, each.kind, name) for name in ("", *named)}
        within = analysed_within(overlay, lowered)
        found |= {(each.incoherence.norm.id, each.incoherence.fault, "") for each in within}
        for review in overlay.reviews:
            if (review.of, review.kind, review.against) not in found:
                yield report(
                    "stale-review",
                    f"no finding of the kind `{review.kind}` is there on `{review.of.partition('#')[2]}`"
                    f"{f' against `{review.against}`' if review.against else ''}",
                    review.span,
                    help="compare it with what `smpolicy check` finds, and correct or remove it",
                )
