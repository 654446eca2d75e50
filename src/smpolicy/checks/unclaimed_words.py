"""Words of a norm that make no difference to any answer are shown to whoever reviews it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.conflicts.readback import unclaimed_words
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.wording import span_of

RULE: Final = Rule(
    code="SMP412",
    name="unclaimed-words",
    severity="note",
    summary="These words of the norm belong to no condition, so they make no difference to any answer. That may be "
    "right: words that stress or illustrate condition nothing.",
    mend="Have a second person look at them. If they limit the norm, add a line for them under `when:`, `act:` or "
    "`unless:`.",
    wrong="text: Staff shall not post photos taken at a checkpoint.\nact:\n  post: ...",
    right="text: Staff shall not post photos taken at a checkpoint.\nact:\n  post: ...\n"
    "when:\n  photos taken at a checkpoint: ...",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Note each stretch of an overlay norm's text that no condition line and no modal word claims."""
    for written in checked.overlay_norms():
        if written.form.act:
            where = written.document.place(*written.path, "text")
            for words in unclaimed_words(written.norm, checked.lowered.vocabulary.persons.values()):
                yield report(
                    RULE,
                    f"no condition stands beside the words {quoted(words)}",
                    span_of(words, where, written.source),
                    help="if they limit the norm, add a line for them; if they stress or illustrate, leave them",
                    norm=written.norm.id,
                    provision=written.norm.provision,
                )
