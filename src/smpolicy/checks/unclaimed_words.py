"""Words of a norm that make no difference to any answer are shown to whoever reviews it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.sense import forgotten
from smpolicy.checks.written import Checked
from smpolicy.conflicts.unclaimed import owners, unclaimed_words
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.wording import plain_text, span_of

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
    """Note the stretches of an overlay norm's text that no condition line and no word of force claims, all at once.

    An exception without a condition is a finding of its own.
    """
    lowered = checked.lowered
    for written in checked.overlay_norms():
        if not written.form.act:
            continue
        norm, text = written.norm, plain_text(written.norm.text)
        left_out = [*forgotten(written)] if checked.understood(written) else []
        stretches = unclaimed_words(norm, lowered.vocabulary.persons.values(), owners(norm, lowered.structures))
        unclaimed = [
            text[start:end] for start, end in stretches if not any(each.start <= start < each.ends for each in left_out)
        ]
        if unclaimed:
            yield report(
                RULE,
                f"no condition stands beside the words {', '.join(map(quoted, unclaimed))}",
                span_of(unclaimed[0], written.document.place(*written.path, "text"), written.source),
                help="if they limit the norm, add a line for them; if they stress or illustrate, leave them",
                norm=norm.id,
                provision=norm.provision,
            )
