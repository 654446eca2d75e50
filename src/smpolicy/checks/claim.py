"""What an issuance says of the instrument above it is shown and reported, and never applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, Related, report
from smpolicy.documents import Document, OverlayForm
from smpolicy.headline import RULES
from smpolicy.kinds import BY_CLAIM, KINDS, Kind
from smpolicy.lowering import Lowered
from smpolicy.norms import Instrument, Provision, Remark, Review, latest_review
from smpolicy.source import Span
from smpolicy.survival import what_survives_of_a_claim


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report each typed claim, and each local term under the name of a term that an instrument above defines."""
    provisions = {each.id: each for made in lowered.instruments.values() for each in made.provisions}
    for document, form in overlays(corpus):
        overlay = lowered.instruments.get(form.id)
        for index, each in enumerate(form.claims, 1):
            provision = provisions.get(each.under or each.replaces or form.under)
            reviews, kinds = overlay.reviews if overlay else (), (BY_CLAIM[each.kind],)
            about = (each.under or each.replaces or form.under,)
            reviewed = latest_review(reviews, of=(f"{form.id}#claim-{index}",), kinds=kinds, beside=about)
            yield _claim(
                KINDS[BY_CLAIM[each.kind]],
                document.place("claims", index - 1, "text"),
                provision,
                form,
                lowered,
                reviewed,
                named=each.under or each.replaces or form.under,
            )
        for name, term in _redefining(document, lowered):
            reviews, named = overlay.reviews if overlay else (), term.provision
            reviewed = latest_review(reviews, of=(name,), kinds=(term.does,), beside=(named,))
            defined = provisions[named]
            yield _claim(KINDS[term.does], term.span, defined, form, lowered, reviewed, named=named, what="term")


def _redefining(document: Document, lowered: Lowered) -> Iterator[tuple[str, Remark]]:
    """Yield the terms of a document that an instrument above defines, with their ids."""
    for made in (*lowered.instruments.values(), *lowered.twins):
        for name, each in made.remarks_by_id().items():
            if each.term and each.does and each.span.path == document.path:
                yield name, each


def _claim(
    kind: Kind,
    where: Span,
    provision: Provision | None,
    form: OverlayForm,
    lowered: Lowered,
    reviewed: Review | None,
    *,
    named: str,
    what: Literal["claim", "term"] = "claim",
) -> Diagnostic:
    base = lowered.instruments.get(form.under.partition(":")[0])
    whole = base.number if base else "the instrument above"
    about = provision.citation if provision and not kind.of_the_whole else whole
    follows = f"; it is for people to decide, since {kind.review}" if kind.review else _since(base)
    return report(
        RULES["never-applied"],
        f"this {what} {kind.does.format(about)}; it is shown and never applied{follows}",
        where,
        help=f"if the issuance can still be changed, {kind.mend.format(about)}",
        related=[Related(span=provision.span, message=f"{provision.citation} says so")] if provision else (),
        severity="note" if reviewed else None,
        provision=named,
        kind=kind.name,
        survives=what_survives_of_a_claim(kind, about, named, base.norms if base else ()) or None,
        basis=base.precedence.provision if base and base.precedence and not kind.review else None,
        reviewed=reviewed.words if reviewed else None,
    )


def _since(base: Instrument | None) -> str:
    """Say why, where the instrument above has a clause that says so."""
    if base is None or base.precedence is None or base.precedence.effect != "prevails":
        return ""
    return f": by {base.precedence.provision.partition(':')[2]}, {base.number} prevails in cases of inconsistency"
