"""Until the instrument above took effect there was nothing that an overlay could have stood under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.conflicts.noted import starts_early
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.meaning.kinds import KINDS

RULE: Final = Rule(
    code="SMP602",
    name="before-its-base",
    severity="note",
    summary="The document took effect before the instrument above did. Until that day there was no instrument that it "
    "could have stood beside; from that day on it is read with it.",
    mend="Check the day. If it is right, nothing needs to be done.",
    wrong="effective: {from: 2019-05-01}",
    right="effective: {from: 2021-05-01}",
    rests_on=("under",),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Note overlays that took effect before the instrument they stand under."""
    for document, form in checked.overlays():
        base = checked.base_of(document)
        if base is not None and starts_early(form.dates.effective.from_, base):
            yield report(
                RULE,
                f"this took effect before {base.number} did, on `{base.days_of_the_work.start}`",
                document.place("dates", "effective", "from"),
                help="until that day it stood alone; from that day on the two are read together",
                kind="before-its-base",
                survives=KINDS["before-its-base"].left(base.number, base.words),
            )
