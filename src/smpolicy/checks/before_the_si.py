"""Until the Staff Instruction took effect there was nothing that an issuance could have stood under."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.kinds import KINDS
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Note overlays that took effect before the instrument they stand under."""
    for document, form in overlays(corpus):
        base = lowered.instruments.get(form.under.partition(":")[0])
        start = form.dates.effective.from_
        if base is not None and start is not None and base.effective.before(start):
            yield report(
                "before-the-si",
                f"this took effect before {base.number} did, on `{base.effective.start}`",
                document.place("dates", "effective", "from"),
                help="until that day it stood alone; from that day on the two are read together",
                kind="before-the-si",
                survives=KINDS["before-the-si"].survives.format(base.number),
            )
