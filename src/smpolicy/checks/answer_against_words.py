"""A condition asks for what the words beside it say, and not for its opposite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.sense import Beside, asked_in, denies, in_doubt, lines_beside, said_not, says_so
from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
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
    """Report each line whose words say the opposite of what its condition asks, as far as that is certain."""
    for written, norm in in_doubt(checked):
        whole = all(denies(line.condition) for line in norm.act)
        for line in lines_beside(written):
            asked = asked_in(line.condition, checked.lowered.vocabulary)
            if asked is None or (whole and line.key == "act" and denies(line.condition)) or _excepts(line):
                continue
            if asked.so and (words := said_not(line, asked, norm)):
                message = f"{quoted(words)} says that it is not so, and the condition that it is"
            elif not asked.so and says_so(line, asked, norm):
                message = f"{quoted(line.words)} says that it is so, and the condition that it is not"
            else:
                continue
            yield report(
                RULE,
                message,
                written.document.place(*line.path, key=True),
                help=_help(line, norm, so=asked.so),
                norm=norm.id,
                provision=norm.provision,
            )


def _excepts(line: Beside) -> bool:
    """Whether a line outside `unless:` holds an exception of its own, so that its condition may be the opposite."""
    return line.key != "unless" and bool(EXCEPT_WHERE.search(line.words) or EXCEPT_FOR.search(line.words))


def _help(line: Beside, norm: Norm, *, so: bool) -> str:
    if so and line.key != "unless" and norm.polarity == "refrain":
        return "turn the answer round, or put the words behind the negation under `unless:`"
    return "turn the answer round, or let the words of the line say what the condition asks"
