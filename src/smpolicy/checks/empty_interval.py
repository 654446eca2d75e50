"""What ends on a day has begun before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.document import Document
from smpolicy.documents.forms import (
    InstrumentForm,
    InterpretationForm,
    IntervalForm,
    NameForm,
    OverlayForm,
    StructuresForm,
)
from smpolicy.foundations.corrections import Correction, Edit
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.foundations.source import Path

RULE: Final = Rule(
    code="SMP601",
    name="empty-interval",
    severity="error",
    summary="The day on which something ends is not after the day on which it begins, so it holds on no day. `until` "
    "is the first day on which it no longer holds.",
    mend="Correct one of the two days.",
    wrong="effective: {from: 2024-07-01, until: 2024-07-01}",
    right="effective: {from: 2024-07-01, until: 2025-07-01}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report intervals of days in which no day lies."""
    for document in checked.corpus.documents:
        for form, path in _intervals(document):
            if form.interval().is_empty():
                first, last = document.place(*path, "from"), document.place(*path, "until")
                swapped = Correction(
                    label="swap the two days",
                    edits=(Edit(span=first, text=str(form.until)), Edit(span=last, text=str(form.from_))),
                )
                yield report(
                    RULE,
                    f"this ends on `{form.until}`, which is not after `{form.from_}`, so it holds on no day",
                    last,
                    help="`from` is the first day, and `until` the first on which it no longer holds: swap them, or "
                    "correct one",
                    corrections=(swapped,) if form.from_ != form.until else (),
                )


def _intervals(document: Document) -> Iterator[tuple[IntervalForm | NameForm, Path]]:
    if isinstance(document.form, InstrumentForm | OverlayForm | InterpretationForm):
        yield document.form.dates.effective, ("dates", "effective")
    if isinstance(document.form, StructuresForm):
        for index, structure in enumerate(document.form.structures):
            for number, name in enumerate(structure.names):
                yield name, ("structures", index, "names", number)
