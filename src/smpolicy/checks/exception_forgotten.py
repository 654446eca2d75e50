"""An exception in the text has a condition: else the norm holds where its own words say that it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.sense import forgotten, in_doubt, says_no
from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.wording import plain_text, span_of

RULE: Final = Rule(
    code="SMP433",
    name="exception-forgotten",
    severity="warning",
    summary="The text makes an exception or a proviso, and no condition stands beside its words: so the norm is "
    "decided as if they were not there.",
    mend="Add a line for the words under `unless:`; for a proviso of what is permitted or asked for, under `when:`. "
    "Where another line means them already, let its words reach them.",
    wrong="text: Staff should not post photos of a shop, unless the shopkeeper agreed.\n"
    "act:\n  post photos of a shop: ...",
    right="text: Staff should not post photos of a shop, unless the shopkeeper agreed.\n"
    "act:\n  post photos of a shop: ...\nunless:\n  the shopkeeper agreed: {arcadia.agreed: true}",
    rests_on=("norms",),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report each exception and each proviso of a text that no condition line claims."""
    for written, norm in in_doubt(checked):
        text = plain_text(norm.text)
        for each in forgotten(written):
            words = text[each.start : each.ends].strip()
            key = "when" if each.proviso and not says_no(norm) else "unless"
            yield report(
                RULE,
                f"no condition stands beside the words {quoted(words)}",
                span_of(words, written.document.place(*written.path, "text"), written.source),
                help=f"add a line for them under `{key}:`, or let the words of the line that means them reach them",
                norm=norm.id,
                provision=norm.provision,
            )
