"""A condition asks for what the words beside it say, and not for its opposite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.sense import Beside, asked_in, denies, in_doubt, lines_beside, said_not, says_so
from smpolicy.checks.turned import proved_by_examples, with_condition
from smpolicy.checks.written import Checked, Written
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.meaning.conditions import Not
from smpolicy.meaning.limiting_words import EXCEPT_FOR, EXCEPT_WHERE
from smpolicy.meaning.norms import Norm

RULE: Final = Rule(
    code="SMP436",
    name="answer-against-words",
    severity="warning",
    summary="The words of this line say that something is so, and its condition asks that it is not; or they say that "
    "it is not, and the condition asks that it is.",
    mend="Turn the answer round, or copy those words of the text that state the condition, with its `not` or "
    "`without`.",
    wrong="unless:\n  the shopkeeper agreed: {arcadia.agreed: false}",
    right="unless:\n  the shopkeeper agreed: {arcadia.agreed: true}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report each line whose words say the opposite of what its condition asks, as far as that is certain.

    It is an error where the norm's own examples say so too, which then are not reported beside it.
    """
    for written, norm in in_doubt(checked):
        for line, message, so in _against(written, norm, checked):
            proved = _proved(line, written, norm, checked)
            mend = _help(line, norm, so=so)
            yield report(
                RULE,
                message,
                written.document.place(*line.path, key=True),
                help=f"{mend}; the examples of the norm come out as they expect with the answer turned round: write "
                f"`{'false' if so else 'true'}`"
                if proved
                else mend,
                severity="error" if proved else None,
                norm=norm.id,
                provision=norm.provision,
            )


def _against(written: Written, norm: Norm, checked: Checked) -> Iterator[tuple[Beside, str, bool]]:
    """Yield each line whose words say the opposite of its condition, what says so, and what the condition asks."""
    whole = all(denies(line.condition) for line in norm.act)
    for line in lines_beside(written):
        asked = asked_in(line.condition, checked.lowered.vocabulary)
        if asked is None or (whole and line.key == "act" and denies(line.condition)) or _excepts(line):
            continue
        if asked.so and (words := said_not(line, asked, norm)):
            yield line, f"{quoted(words)} says that it is not so, and the condition that it is", True
        elif not asked.so and says_so(line, asked, norm):
            yield line, f"{quoted(line.words)} says that it is so, and the condition that it is not", False


def _proved(line: Beside, written: Written, norm: Norm, checked: Checked) -> bool:
    return proved_by_examples(written, norm, with_condition(norm, line, Not(part=line.condition)), checked)


def answers_are_turned(written: Written, norm: Norm, checked: Checked) -> bool:
    """Whether the examples of a norm come out as they expect only once an answer that words deny is turned round."""
    lines = _against(written, norm, checked) if written.form.examples else ()
    return any(_proved(line, written, norm, checked) for line, _, _ in lines)


def _excepts(line: Beside) -> bool:
    """Whether a line outside `unless:` holds an exception of its own, so that its condition may be the opposite."""
    return line.key != "unless" and bool(EXCEPT_WHERE.search(line.words) or EXCEPT_FOR.search(line.words))


def _help(line: Beside, norm: Norm, *, so: bool) -> str:
    if so and line.key != "unless" and norm.polarity == "refrain":
        return "turn the answer round, or put the words behind the negation under `unless:`"
    return "turn the answer round, or let the words of the line say what the condition asks"
