"""Who has reviewed something is said by a record, with the day and the digest of what was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.document import Document
from smpolicy.documents.forms import InstrumentForm, InterpretationForm, NormForm, OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.source import Path

RULE: Final = Rule(
    code="SMP623",
    name="review-without-record",
    severity="warning",
    summary="`reviewed_by` says who has reviewed something, but not when and not which words. What was changed since "
    "would still be called reviewed, so it counts for nothing: only records do, with the digest of what was read.",
    mend="Take `reviewed_by` out. Print the sheet (`smpolicy review`), let it be signed, and record that.",
    wrong="norms:\n  photos:\n    reviewed_by: Legal Adviser",
    right="schema: smpolicy/reviews@1\nreviews:\n"
    "  - {of: arcadia/rules#photos, by: Legal Adviser, date: 2027-01-10, digest: ..., finds: right}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `reviewed_by` of a norm, an open question or an interpretation."""
    for document in checked.documents:
        for path, by in _named(document):
            yield report(
                RULE,
                f"that {quoted(by)} has reviewed this counts for nothing without a record of what was read, and when",
                document.place(*path, "reviewed_by"),
                help="take `reviewed_by` out, print the sheet with `smpolicy review`, and record what was signed",
            )


def _named(document: Document) -> Iterator[tuple[Path, str]]:
    """Yield whoever a document says has reviewed something, with the keys that lead to it."""
    form = document.form
    if isinstance(form, InterpretationForm) and form.reviewed_by is not None:
        yield (), form.reviewed_by
    if not isinstance(form, InstrumentForm | OverlayForm):
        return
    for key, question in form.open_questions.items():
        if question.reviewed_by is not None:
            yield ("open_questions", key), question.reviewed_by
    norms: dict[Path, NormForm] = {("norms", key): norm for key, norm in form.norms.items()}
    if isinstance(form, OverlayForm):
        for name, part in form.structures.items():
            norms |= {("structures", name, "norms", key): norm for key, norm in part.norms.items()}
    yield from ((path, norm.reviewed_by) for path, norm in norms.items() if norm.reviewed_by is not None)
