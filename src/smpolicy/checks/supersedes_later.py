"""Only what took effect earlier can be superseded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.meaning.norms import Instrument, Interpretation
from smpolicy.resolution.in_force import supersedes

RULE: Final = Rule(
    code="SMP609",
    name="supersedes-later",
    severity="warning",
    summary="A document says that it supersedes another one that takes effect later. Only what is earlier can be "
    "superseded, so the entry has no effect.",
    mend="Correct the days, or let the later document supersede this one.",
    wrong="effective: {from: 2024-01-01}\nsupersedes: [arcadia/ai-2024-07]",
    right="effective: {from: 2025-01-01}\nsupersedes: [arcadia/ai-2024-07]",
    rests_on=(
        "id",
        "dates",
    ),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report entries of `supersedes:` that have no effect, since what they name does not take effect earlier."""
    documents: Mapping[str, Instrument | Interpretation] = {
        **checked.lowered.instruments, **{each.id: each for each in checked.lowered.interpretations}
    }  # fmt: skip
    for document, form in checked.dated():
        for index, name in enumerate(form.supersedes):
            own, other = documents.get(form.id), documents.get(name.partition("#")[0])
            undated = form.status == "draft" and form.dates.effective.from_ is None  # its day is still to be found
            if own is None or other is None or other.id == form.id or undated:
                continue
            if not supersedes(own, other):
                yield report(
                    RULE,
                    f"`{other.id}` does not take effect earlier than this, so this does not supersede it",
                    document.place("supersedes", index),
                    help="correct the days, or write it the other way round: the later document supersedes the earlier",
                    related=[Related(span=other.span, message="the other one")],
                )
