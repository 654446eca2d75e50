"""What an issuance says of the instrument above it is shown and reported, and never applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from smpolicy.checks.written import Checked
from smpolicy.conflicts.headline import claiming
from smpolicy.conflicts.precedence import a_claim_rests_on
from smpolicy.conflicts.survival import what_survives_of_a_claim
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.foundations.source import Span
from smpolicy.lowering import Lowered
from smpolicy.meaning.kinds import BY_CLAIM, KINDS, Kind
from smpolicy.meaning.naming import PLAIN
from smpolicy.meaning.norms import Instrument, Provision, Remark, Review, latest_review

RULE: Final = Rule(
    code="SMP501",
    name="claim",
    severity="warning",
    summary="The document says something of the instrument above itself: whom it covers, what a term means, whom to "
    "ask, who authorizes, from when it applies, or what prevails. What the instrument above says of itself is for it "
    "to say, and which of the two prevails is for its own clause. The claim is therefore shown to readers and "
    "reported here, and never applied.",
    mend="Nothing is wrong with the document. If it can still be changed, say it as an addition: an "
    "additional contact, a narrower scope for your own norms, a local term under a new name.",
    wrong='claims:\n  - {kind: channel, replaces: "rules:6", text: "Ask the legal officer, and not the press office."}',
    right='guidance:\n  - {under: "rules:6", text: "The legal officer can be asked as well."}',
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report each typed claim, and each local term under the name of a term that an instrument above defines."""
    terms = _redefining(checked.lowered)
    for document, form in checked.overlays():
        overlay = checked.lowered.instruments.get(form.id)
        for index, claim in enumerate(form.claims, 1):
            provision = checked.provisions.get(claim.under or claim.replaces or form.under)
            reviews, kinds = overlay.reviews if overlay else (), (BY_CLAIM[claim.kind],)
            about = (claim.under or claim.replaces or form.under,)
            reviewed = latest_review(reviews, of=(f"{form.id}#claim-{index}",), kinds=kinds, beside=about)
            yield _claim(
                KINDS[BY_CLAIM[claim.kind]],
                document.place("claims", index - 1, "text"),
                provision,
                checked.base_of(document),
                checked.lowered,
                reviewed,
                named=claim.under or claim.replaces or form.under,
            )
        for name, term in terms.get(document.path, ()):
            reviews, named = overlay.reviews if overlay else (), term.provision
            reviewed = latest_review(reviews, of=(name,), kinds=(term.does,), beside=(named,))
            defined = checked.provisions[named]
            yield _claim(
                KINDS[term.does],
                term.span,
                defined,
                checked.base_of(document),
                checked.lowered,
                reviewed,
                named=named,
                what="term",
            )


def _redefining(lowered: Lowered) -> Mapping[str, list[tuple[str, Remark]]]:
    """Return the terms that an instrument above defines, with their ids, by the path of the document they stand in."""
    by_path: dict[str, list[tuple[str, Remark]]] = {}
    for instrument in (*lowered.instruments.values(), *lowered.twins):
        for name, remark in instrument.remarks_by_id().items():
            if remark.term and remark.does:
                by_path.setdefault(remark.span.path, []).append((name, remark))
    return by_path


def _claim(
    kind: Kind,
    where: Span,
    provision: Provision | None,
    base: Instrument | None,
    lowered: Lowered,
    reviewed: Review | None,
    *,
    named: str,
    what: Literal["claim", "term"] = "claim",
) -> Diagnostic:
    whole = base.number if base else "the instrument above"
    about = provision.citation if provision and not kind.of_the_whole else whole
    clause, words = base.precedence if base else None, base.words if base else PLAIN
    rests_on = a_claim_rests_on(
        lowered.vocabulary,
        base.norms if base else (),
        {named, *([clause.provision] if clause else [])},
        kind.name,
    )
    return report(
        RULE,
        f"{claiming(kind, about, _basis(base), f'this {what}')}; it is never applied",
        where,
        help=f"if the {words.local_text} can still be changed, {kind.mended(about, words, survives=False)}",
        related=[Related(span=provision.span, message=f"{provision.citation} says so")] if provision else (),
        severity="note" if reviewed else None,
        provision=named,
        kind=kind.name,
        survives=what_survives_of_a_claim(kind, about, named, base.norms if base else (), words) or None,
        basis=base.precedence.provision if base and base.precedence and not kind.review else None,
        rests_on=tuple(dict.fromkeys(each.number for each in rests_on)),
        reviewed=reviewed.words if reviewed else None,
    )


def _basis(base: Instrument | None) -> str:
    """Cite the provision by which the instrument above prevails, if there is one."""
    if base is None or base.precedence is None or base.precedence.effect != "prevails":
        return ""
    named = base.precedence.provision
    return next((each.citation for each in base.provisions if each.id == named), named)
