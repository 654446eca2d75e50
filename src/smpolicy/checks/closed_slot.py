"""Where the text itself says whom to turn to, no overlay puts another in that place."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.unknown_slot import filled, slots
from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, quoted, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report slots that are filled although the text leaves nothing open there."""
    known = slots(lowered)
    for document, form in overlays(corpus):
        for name, path in filled(form):
            slot = known.get(name)
            if slot is not None and not slot.open:
                yield report(
                    "closed-slot",
                    f"the text leaves nothing open here: it says {quoted(slot.words)}",
                    document.place(*path, key=True),
                    help="remove the entry; name an additional contact under `guidance:`, and write under `claims:` "
                    "that the issuance replaces this one, if it says so",
                    provision=slot.provision,
                )
