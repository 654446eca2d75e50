"""On each day, one instrument governs those that are examined with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Related, report
from smpolicy.lowering.lowering_rules import SEVERAL_GOVERNING as RULE
from smpolicy.meaning.norms import governing_on


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report instruments of the base beside which an earlier one governs; versions of one work are reported as such."""
    instruments = checked.lowered.instruments
    places = {document.path: document for document in checked.whole.documents}
    days = sorted({each.effective.start or date.min for each in instruments.values() if each.structure is None})
    reported: set[str] = set()
    for day in days:
        first, *others = governing_on(instruments.values(), day) or (None,)
        for other in others:
            if first is not None and other.id not in reported:
                reported.add(other.id)
                yield report(
                    RULE,
                    f"`{first.document_id}` governs on the same days, so that nothing can be resolved for them",
                    places[other.span.path].place("dates", "effective", "from"),
                    help="let one of them end where the other begins, name under `scope.with` the one with which the "
                    "other is examined, or say under `work:` that both are versions of one instrument",
                    related=[Related(span=first.span, message="the other one")],
                )
