"""What ends on a day has begun before it."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.documents import (
    Document,
    InstrumentForm,
    InterpretationForm,
    IntervalForm,
    NameForm,
    OverlayForm,
    Path,
    StructuresForm,
)
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report intervals of days in which no day lies."""
    for document in corpus.documents:
        for form, path in _intervals(document):
            if form.interval().is_empty():
                yield report(
                    "empty-interval",
                    f"this ends on `{form.until}`, which is not after `{form.from_}`, so it holds on no day",
                    document.place(*path, "until"),
                    help="`until` is the first day on which it no longer holds",
                )


def _intervals(document: Document) -> Iterator[tuple[IntervalForm | NameForm, Path]]:
    if isinstance(document.form, InstrumentForm | OverlayForm | InterpretationForm):
        yield document.form.dates.effective, ("dates", "effective")
    if isinstance(document.form, StructuresForm):
        for index, structure in enumerate(document.form.structures):
            for number, name in enumerate(structure.names):
                yield name, ("structures", index, "names", number)
