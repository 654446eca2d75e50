"""A record of a review is of something that is there, and is as the reviewer read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.conflicts.reviewed import digest_now, without_norms
from smpolicy.documents.forms import ReviewsForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.wording import near_name

RULE: Final = Rule(
    code="SMP622",
    name="review-due",
    severity="warning",
    summary="A record says that somebody reviewed a norm or an open question, and its digest is not that of what it is "
    "now: its words, those of its provision, its conditions or a question have changed since, or the record has. Or "
    "there is no such norm or question any more. Nobody is said to have reviewed what nobody has read.",
    mend="Print the sheet again (`smpolicy review`), let the reviewer read it, and record that. The old record may "
    "stay or go.",
    wrong="reviews:\n  - {of: arcadia/rules#photos, by: Legal Adviser, date: 2027-01-10, digest: ..., finds: right}",
    right="reviews:\n  - {of: arcadia/rules#photos, by: Legal Adviser, date: 2027-03-02, digest: ..., finds: right}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report records of what has changed since, and of what is not there."""
    for document in checked.documents:
        if not isinstance(document.form, ReviewsForm):
            continue
        latest = {(each.of, each.by): each.date for each in sorted(document.form.reviews, key=lambda each: each.date)}
        for index, record in enumerate(document.form.reviews):
            now = digest_now(record.of, checked.lowered)
            if now is None:
                known = (*checked.norms_by_id, *checked.lowered.vocabulary.questions, *without_norms(checked.lowered))
                near = near_name(record.of, known)
                yield report(
                    RULE,
                    f"there is no norm or open question {quoted(record.of)}, so this review is of nothing",
                    document.place("reviews", index, "of"),
                    help=f"did you mean `{near}`?" if near else "remove the record, or leave it out of these documents",
                )
            elif latest[record.of, record.by] == record.date and record.digest != now:
                yield report(
                    RULE,
                    f"{quoted(record.of)} is not what {quoted(record.by)} read on {record.date}: it is due again",
                    document.place("reviews", index, "digest"),
                    help="print its sheet with `smpolicy review`, let it be read again, and record that",
                    norm=record.of,
                )
