"""What was found on the norms of an overlay beside each other, as the checks report it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from smpolicy.checks.inconsistent import UNDECIDED
from smpolicy.checks.written import Checked, Written
from smpolicy.conflicts.analysis import FoundWithin, analysed_within
from smpolicy.conflicts.coherence import Fault, Incoherence
from smpolicy.conflicts.showing import as_witness
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, quoted, report
from smpolicy.meaning.norms import Instrument, latest_review

#: What was not found out, to be read after "whether this"; `{}` stands for the norm that it is beside.
_WHETHER: Final[Mapping[Fault, str]] = {
    "never-applies": "applies to anything",
    "shadowed": "adds anything beside the other norms",
    "contradicts": "can stand beside {}",
    "loosens": "can stand beside {}",
}
#: Returns the message and the help for what is found.
Said: TypeAlias = Callable[[Incoherence], tuple[str, str]]


def reported(checked: Checked, rule: Rule, said: Said) -> Iterator[Diagnostic]:
    """Report each norm of an overlay that breaks a rule; what rests on a norm that was not understood is left out."""
    lowered = checked.lowered
    written = {each.norm.id: each for each in checked.overlay_norms() if checked.understood(each)}
    for name in sorted({each.norm.instrument for each in written.values()} & lowered.instruments.keys()):
        if not _base_understood(lowered.instruments[name], checked):
            continue
        for found in analysed_within(lowered.instruments[name], lowered):
            concerned = {found.incoherence.norm.id, *(each.id for each in found.others)}
            if found.incoherence.fault == rule.name and concerned <= written.keys():
                yield _finding(written[found.incoherence.norm.id], found, rule, said, lowered.instruments[name])


def _base_understood(overlay: Instrument, checked: Checked) -> bool:
    """Whether the instrument in whose scope an overlay stands was understood; else its scope may hold nowhere."""
    governing = checked.lowered.instruments.get(overlay.scope_with or "")
    return governing is None or checked.document_understood(governing.span.path)


def _finding(written: Written, found: FoundWithin, rule: Rule, said: Said, overlay: Instrument) -> Diagnostic:
    incoherence = found.incoherence
    reviewed = latest_review(overlay.reviews, of=(incoherence.norm.id,), kinds=(incoherence.fault,))
    if incoherence.decided:
        message, mend = said(incoherence)
        message += _if_read(found)
    else:
        whether = _WHETHER[incoherence.fault].format(incoherence.cited)
        message = f"whether this {whether} was not found out within the budget of work"
        mend = "divide the norm into several with simpler conditions; until then do not take it to be sound"
    return report(
        rule if incoherence.decided else UNDECIDED,
        message,
        written.document.place(*written.path, "text"),
        help=mend,
        related=(
            *(Related(span=each.span, message="this must hold") for each in incoherence.lines),
            *(Related(span=each.span, message="this is an exception") for each in incoherence.excepted),
            *(Related(span=each.span, message=f"{each.citation} says so") for each in found.others),
        ),
        norm=incoherence.norm.id,
        provision=incoherence.norm.provision,
        kind=incoherence.how or None,
        witness=as_witness(found.shown, found.incoherence.witness),
        rests_on=[each.number for each in found.rests_on],
        severity="note" if reviewed else None,
        reviewed=reviewed.words if reviewed else None,
    )


def _if_read(found: FoundWithin) -> str:
    """Say under which readings of open questions it is so, where it is not so under all of them."""
    under = found.incoherence.under
    told_apart = [(each, dict(each.readings)) for each in found.rests_on if each.id in under]
    said = (
        f"if {question.number} is read so: {' or '.join(quoted(words[reading]) for reading in under[question.id])}"
        for question, words in told_apart
    )
    return "".join(f", {each}" for each in said)
