"""What an overlay says must be able to stand beside the instrument above it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from smpolicy.analysis import Found, analysed
from smpolicy.checks.written import Written, overlay_norms, understood
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, Related, Severity, report
from smpolicy.headline import RULES, becomes
from smpolicy.kinds import KINDS
from smpolicy.lowering import Lowered
from smpolicy.precedence import Clash, ForReview, SetAside, Undetermined
from smpolicy.showing import stated
from smpolicy.timeline import day_in_words


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report overlay norms that are inconsistent with the instrument above, or that people must look at."""
    written = {each.norm.id: each for each in overlay_norms(corpus, lowered) if understood(each, lowered)}
    overlays = {each.norm.instrument for each in written.values()}
    for name in sorted(overlays & lowered.instruments.keys()):
        for found in analysed(lowered.instruments[name], lowered):
            if found.norm.id in written:
                yield _finding(written[found.norm.id], found, lowered)


def _finding(written: Written, found: Found, lowered: Lowered) -> Diagnostic:
    assessment, above = found.assessment, found.other
    where = written.document.place(*written.path, "text")
    base = lowered.instruments[written.norm.provision.partition(":")[0]]
    cited = above.citation if above else base.number
    related = [Related(span=above.span, message=f"{cited} says so")] if above else []
    provision = above.provision if above else written.norm.provision
    rule = RULES[becomes((assessment,), lambda: False)]
    if isinstance(assessment, Undetermined):
        return report(
            rule,
            f"whether this can stand beside {cited} was not found out within the budget of work",
            where,
            help="divide the norm into several with simpler conditions; until then do not take it to be consistent",
            related=related,
            norm=written.norm.id,
            provision=provision,
        )
    how = KINDS[assessment.how if isinstance(assessment, Clash) else assessment.kind]
    aside = assessment if isinstance(assessment, SetAside) else None
    return report(
        rule,
        f"under our reading this {how.does.format(cited)}: {_follows(assessment)}{_since(found, lowered)}",
        where,
        help=how.mend.format(cited),
        related=related,
        severity=_severity(found),
        norm=written.norm.id,
        provision=provision,
        kind=assessment.kind,
        witness=_witness(found),
        survives=aside.survives if aside else None,
        grade=aside.grade if aside else None,
        basis=aside.basis if aside else "rank" if assessment.kind == "higher-layer" else None,
        rests_on=found.rests_on,
        reviewed=found.review.words if found.review else None,
    )


def _follows(assessment: SetAside | Clash | ForReview) -> str:
    """Say what follows."""
    if isinstance(assessment, SetAside):
        what = " over this exception" if assessment.part == "exception" else ""
        return f"by {assessment.basis.partition(':')[2]}, {assessment.prevailing.citation} prevails{what}"
    return assessment.why if isinstance(assessment, Clash) else f"for people to decide, since {assessment.why}"


def _since(found: Found, lowered: Lowered) -> str:
    """Say from which day on it is so, if not from the first of the overlay and of the instrument above."""
    concerned = (found.norm.instrument, found.norm.provision.partition(":")[0])
    begun = max(lowered.instruments[name].effective.start or date.min for name in concerned)
    return f", from {day_in_words(found.since)} on" if found.since > begun else ""


def _severity(found: Found) -> Severity:
    """Say how grave it is: a draft can still be mended, what is in force is reported, what people decided is noted."""
    if isinstance(found.assessment, SetAside):
        return "error" if found.norm.draft else "warning"
    return "note" if found.review else "warning"


def _witness(found: Found) -> dict[str, object] | None:
    if found.shown is not None:
        example = found.shown
        return {"facts": stated(example.facts), "words": list(example.words), "scenario": dict(example.scenario)}
    witness = {} if isinstance(found.assessment, Undetermined) else found.assessment.witness
    return {"facts": stated(witness)} if witness else None
