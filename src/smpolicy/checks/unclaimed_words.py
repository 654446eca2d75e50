"""Words of a norm that make no difference to any answer are shown to whoever reviews it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from smpolicy.checks.force_not_stated import leaves_its_force_open
from smpolicy.checks.sense import forgotten
from smpolicy.checks.written import Checked, Written
from smpolicy.conflicts.unclaimed import owners, unclaimed_words
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.wording import nearest, plain_text, span_of, stands_at
from smpolicy.meaning.limiting_words import content

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

    An exception without a condition is a finding of its own, and so are a line's words that the text has otherwise.
    """
    lowered = checked.lowered
    for written in checked.overlay_norms():
        if not written.form.act or _has_no_force(written) or checked.wordless(written):
            continue
        norm, text = written.norm, plain_text(written.norm.text)
        left_out = [*forgotten(written)] if checked.understood(written) else []
        every = unclaimed_words(norm, lowered.vocabulary.persons.values(), owners(norm, lowered.structures))
        stretches = [each for each in every if not any(one.start <= each[0] < one.ends for one in left_out)]
        for words, _ in checked.stray_lines(written):
            near = nearest(words, text)
            stretches = [*_outside(stretches, stands_at(near, text) if near else [], text)]
        unclaimed = [text[start:end] for start, end in stretches]
        if unclaimed:
            yield report(
                RULE,
                f"no condition stands beside the words {', '.join(map(quoted, unclaimed))}",
                span_of(unclaimed[0], written.document.place(*written.path, "text"), written.source),
                help="if they limit the norm, add a line for them; if they stress or illustrate, leave them",
                norm=norm.id,
                provision=norm.provision,
            )


def _has_no_force(written: Written) -> bool:
    """Whether no word of a norm says its force, which is told, so that nothing is known of its other words."""
    return leaves_its_force_open(written) and not written.norm.force_words


def _outside(stretches: Iterable[tuple[int, int]], told: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Yield what of some stretches lies outside others and says anything."""
    for begin, end in stretches:
        start, stop = begin, end
        for first, last in told:
            if first < stop and start < last:
                start, stop = (last, stop) if first <= start else (start, first)
        words = text[start:stop]
        if start < stop and (stop - start == end - begin or content(words)):
            start += len(words) - len(words.lstrip(" ,;:"))
            yield start, start + len(words.strip(" ,;:"))
