"""What a reviewer decided is about something that is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.conflicts.analysis import analysed, analysed_within
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP510",
    name="stale-review",
    severity="warning",
    summary="A reviewer's decision is recorded on something that is not found: the norm, the claim or the other "
    "provision has changed since, or is called otherwise.",
    mend="Compare it with the findings of `smpolicy check`, and correct or remove it.",
    wrong="reviews:\n"
    '  - {of: "#bann", kind: blanket-ban, by: Legal Adviser, date: 2024-06-20, decision: ..., why: ...}',
    right='reviews:\n  - {of: "#ban", kind: blanket-ban, by: Legal Adviser, date: 2024-06-20, decision: ..., why: ...}',
    proof=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report decisions on a norm, claim or term of which no such thing is found."""
    for document, form in checked.overlays():
        overlay = checked.lowered.instruments.get(form.id)
        if overlay is None or not overlay.reviews or overlay.span.path != document.path:
            continue
        findings = {
            (name, each.does, about)
            for name, each in overlay.remarks_by_id().items()
            if each.does
            for about in ("", each.provision)
        }
        for finding in analysed(overlay, checked.lowered):
            named = (finding.other.id, finding.other.provision) if finding.other else (finding.norm.provision,)
            findings |= {(finding.norm.id, finding.kind, name) for name in ("", *named)}
        within = analysed_within(overlay, checked.lowered)
        findings |= {(each.incoherence.norm.id, each.incoherence.fault, "") for each in within}
        for review in overlay.reviews:
            if (review.of, review.kind, review.against) not in findings:
                yield report(
                    RULE,
                    f"no finding of the kind `{review.kind}` is there on `{review.of.partition('#')[2]}`"
                    f"{f' against `{review.against}`' if review.against else ''}",
                    review.span,
                    help="compare it with what `smpolicy check` finds, and correct or remove it",
                )
