"""Words behind "unless" or "except" stand under `unless:`, and those behind "provided that" under `when:`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.sense import (
    Asks,
    Beside,
    Opened,
    asked_in,
    forbids,
    in_doubt,
    lines_beside,
    opened,
    said_not,
    stands_behind,
)
from smpolicy.checks.written import Checked, Written
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.wording import plain_text
from smpolicy.meaning.limiting_words import EXCEPT_FOR, EXCEPT_WHERE

RULE: Final = Rule(
    code="SMP432",
    name="exception-as-circumstance",
    severity="warning",
    summary="The text names these words as an exception, and the norm as a circumstance or as a part of the act: so it "
    "speaks only where the exception holds, which is the opposite. Words behind `provided that` are a circumstance of "
    "what is permitted or asked for, and no exception.",
    mend="Put the line under `unless:`; behind `provided that`, under `when:`.",
    wrong="text: Staff should not post photos of a shop, unless the shopkeeper agreed.\n"
    "when:\n  the shopkeeper agreed: {arcadia.agreed: true}",
    right="text: Staff should not post photos of a shop, unless the shopkeeper agreed.\n"
    "unless:\n  the shopkeeper agreed: {arcadia.agreed: true}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report each line that stands under another key than the words before it say."""
    for written, norm in in_doubt(checked):
        text, exceptions = plain_text(norm.text), opened(norm)
        for line in lines_beside(written) if exceptions else ():
            asked = asked_in(line.condition, checked.lowered.vocabulary)
            opener = next((each for each in exceptions if stands_behind(line, each, text)), None)
            if opener is None and line.key != "unless":
                opener = _within_the_line(line, exceptions)
                if opener is None or asked is None or not asked.so or said_not(line, asked, norm):
                    continue
            if opener is not None and (key := _other_key(line, opener, asked, written)):
                yield report(
                    RULE,
                    f"the words {quoted(line.words)} stand behind `{opener.words}`, and their line stands "
                    f"under `{line.key}:`",
                    written.document.place(*line.path, key=True),
                    help=f"put the line under `{key}:`; under `{line.key}:` the norm {_does(line)} where it is so",
                    norm=norm.id,
                    provision=norm.provision,
                )


def _within_the_line(line: Beside, exceptions: tuple[Opened, ...]) -> Opened | None:
    """Return the exception that a line's own words open, and of which its condition must then be the opposite."""
    if not (EXCEPT_WHERE.match(line.words) or EXCEPT_FOR.match(line.words)):
        return None
    return next((each for each in exceptions if each.start == line.start), None)


def _other_key(line: Beside, opener: Opened, asked: Asks | None, written: Written) -> str:
    """Return the key that the words before a line ask for, where it stands under another."""
    if not opener.proviso:
        without = opener.words.lower() == "without"
        return "unless" if line.key != "unless" and not without else ""
    certain = asked is not None and asked.so and not said_not(line, asked, written.norm)
    if forbids(written.norm):
        return "unless" if certain and line.key != "unless" else ""
    return "when" if certain and line.key == "unless" else ""


def _does(line: Beside) -> str:
    return "ends" if line.key == "unless" else "speaks only"
