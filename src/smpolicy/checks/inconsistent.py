"""What an overlay says must be able to stand beside the instrument above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.conflicts.analysis import Found, analysed
from smpolicy.conflicts.headline import follows
from smpolicy.conflicts.precedence import Assessment, Clash, ForReview, SetAside, Undetermined
from smpolicy.conflicts.showing import as_witness
from smpolicy.deciding.semantics import COMES_TO
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, Severity, report
from smpolicy.foundations.timeline import day_in_words
from smpolicy.lowering import Lowered
from smpolicy.meaning.kinds import KINDS

RULE: Final = Rule(
    code="SMP506",
    name="inconsistent",
    severity="error",
    summary="A norm of the overlay and one of the instrument above cannot stand beside each other: where both apply, "
    "the one permits or asks for what the other disapproves of, or lifts or forbids what it asks for. Where the clause "
    "of the instrument above says that it prevails, it does so there, under our reading of inconsistency; elsewhere "
    "the norm still applies. In a draft this is an error, since it can still be mended; what is in force is reported "
    "(a warning) and set aside there. So is an encouragement beside what is asked for already: it takes nothing from "
    "it, and goes on as one. It keeps no document from being used: one that is legally wrong is still a document.",
    mend="The message names an activity that shows it, and where the norm still applies. Limit the norm to that, or "
    "leave it out.",
    wrong="text: Photos of monitors may be posted.",
    right="text: Staff should post photos of monitors only where it supports an official activity.",
    proof=True,
    keeps_from_use=False,
    always_told=True,
)

FOR_REVIEW: Final = Rule(
    code="SMP507",
    name="for-review",
    severity="warning",
    summary="Whether the norm can stand beside the instrument above is for people to decide: it leaves a "
    "class of persons nothing of a whole kind of use, or nothing without a permit, forbids what is encouraged, "
    "discourages what is granted, has a force that cannot be ranked beside the other, or attaches consequences "
    "or responsibility in words that no machine weighs. Nothing is set aside.",
    mend="Read the two texts beside each other. What was decided can be recorded under `reviews:`; it is then shown "
    "beside the finding, which becomes a note.",
    wrong="text: Staff shall not use social media.",
    right="text: Staff shall not use social media within 24 hours of a patrol.",
    proof=True,
)

UNDECIDED: Final = Rule(
    code="SMP508",
    name="undecided",
    severity="warning",
    summary="Whether the norm is inconsistent with the one above was not found out within the budget of work, which "
    "is stated so that a check always ends. It is not taken for consistent.",
    mend="Divide the norm into several, each with a simpler condition.",
    wrong="act:\n  what the annex lists: {any: [{all: [...]}, {all: [...]}, ...]}  # hundreds of lines",
    right="act:\n  what part one of the annex lists: {any: [{all: [...]}, {all: [...]}]}",
    proof=True,
)


#: The rules under which something else is reported than that two norms are inconsistent.
_OTHER: Final[Mapping[type[Assessment], Rule]] = {Undetermined: UNDECIDED, ForReview: FOR_REVIEW}


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report overlay norms that are inconsistent with the instrument above, or that people must look at."""
    known = checked.lowered.instruments
    written = {
        each.norm.id: each
        for each in checked.overlay_norms()
        if checked.understood(each) and each.norm.provision.partition(":")[0] in known  # else it stands under no text
    }
    overlays = {each.norm.instrument for each in written.values()}
    for name in sorted(overlays & known.keys()):
        for found in analysed(known[name], checked.lowered):
            if found.norm.id in written:
                yield _finding(written[found.norm.id], found, checked.lowered)


def _finding(written: Written, found: Found, lowered: Lowered) -> Diagnostic:
    assessment, above = found.assessment, found.other
    where = written.document.place(*written.path, "text")
    base = lowered.instruments[written.norm.provision.partition(":")[0]]
    cited = above.citation if above else base.number
    beside = assessment.beside if isinstance(assessment, ForReview) else ()
    related = [Related(span=each.span, message=f"{each.citation} says so") for each in (above, *beside) if each]
    provision = above.provision if above else written.norm.provision
    rule = _OTHER.get(type(assessment), RULE)
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
    kind = KINDS[assessment.kind]
    how = KINDS[assessment.how] if isinstance(assessment, Clash) else kind
    aside = assessment if isinstance(assessment, SetAside) else None
    survives = aside is not None and aside.grade != "total"
    return report(
        rule,
        f"under our reading this {how.does.format(cited)}; {_follows(assessment, lowered)}{_since(found, lowered)}",
        where,
        help="leave another way open in one of them" if beside else kind.mended(cited, base.words, survives=survives),
        related=related,
        severity=_severity(found),
        norm=written.norm.id,
        provision=provision,
        kind=assessment.kind,
        witness=as_witness(found.shown, assessment.witness),
        survives=aside.survives if aside else None,
        grade=aside.grade if aside else None,
        basis=aside.basis if aside else "rank" if assessment.kind == "higher-layer" else None,
        rests_on=found.rests_on,
        reviewed=found.review.words if found.review else None,
    )


def _follows(assessment: Assessment, lowered: Lowered) -> str:
    """Say what follows, in the words of the other pages."""
    if not isinstance(assessment, SetAside):
        return follows(assessment, "")
    instruments = lowered.instruments.values()
    provisions = {each.id: each.citation for instrument in instruments for each in instrument.provisions}
    norms = {each.id: each.citation for instrument in instruments for each in instrument.norms}
    basis = provisions.get(assessment.basis) or norms.get(assessment.basis, assessment.basis)
    return follows(assessment, basis, "this" if assessment.yields else "that")


def _since(found: Found, lowered: Lowered) -> str:
    """Say from which day on it is so, if not from the first of the overlay and of the instrument above."""
    base = found.norm.provision.partition(":")[0]
    concerned = (found.norm.instrument, base, found.other.instrument if found.other else base)
    begun = max(lowered.instruments[name].effective.start or date.min for name in concerned)
    return f", from {day_in_words(found.since)} on" if found.since > begun else ""


def _severity(found: Found) -> Severity:
    """Say how grave it is: a draft can still be mended, what is in force is reported, what people decided is noted.

    An encouragement beside what is asked for already takes nothing from it.
    """
    if isinstance(found.assessment, SetAside):
        encourages = found.kind == "weakens-force" and found.norm.force not in COMES_TO
        return "error" if found.norm.draft and not encourages else "warning"
    return "note" if found.review else "warning"
