"""Words behind "unless" or "except" stand under `unless:`, and those behind "provided that" under `when:`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.sense import Beside, in_doubt
from smpolicy.checks.turned import lines_are_turned, turned
from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report

RULE: Final = Rule(
    code="SMP432",
    name="exception-as-circumstance",
    severity="warning",
    summary="The text names these words as an exception, and the norm as a circumstance or as a part of the act: so it "
    "speaks only where the exception holds, which is the opposite. Words behind `provided that` are a circumstance of "
    "what is permitted or asked for, and no exception. It is an error where examples of the norm come out as they "
    "expect only with the line under the other key.",
    mend="Put the line under `unless:`; behind `provided that`, under `when:`.",
    wrong="text: Staff should not post photos of a shop, unless the shopkeeper agreed.\n"
    "when:\n  the shopkeeper agreed: {arcadia.agreed: true}",
    right="text: Staff should not post photos of a shop, unless the shopkeeper agreed.\n"
    "unless:\n  the shopkeeper agreed: {arcadia.agreed: true}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report each line that stands under another key than the words before it say.

    It is an error where the norm's own examples say so too, which then are not reported beside it.
    """
    for written, norm in in_doubt(checked):
        found = [*turned(written, norm, checked)]
        proved = bool(found) and lines_are_turned(written, norm, checked)
        for each in found:
            line, key = each.line, each.key
            mend = f"put the line under `{key}:`; under `{line.key}:` the norm {_does(line)} where it is so"
            yield report(
                RULE,
                f"the words {quoted(line.words)} stand behind `{each.opener.words}`, and their line stands "
                f"under `{line.key}:`",
                written.document.place(*line.path, key=True),
                help=f"{mend}, and its examples say otherwise" if proved else mend,
                severity="error" if proved else None,
                norm=norm.id,
                provision=norm.provision,
            )


def _does(line: Beside) -> str:
    return "ends" if line.key == "unless" else "speaks only"
