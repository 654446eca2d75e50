"""What is found in the text of one file, and first the characters that must not stand in it."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Final

from smpolicy.documents.syntax_rules import (
    BIDIRECTIONAL_CHARACTER,
    BYTE_ORDER_MARK,
    CONTROL_CHARACTER,
    INVISIBLE_CHARACTER,
    TOO_MANY_FINDINGS,
)
from smpolicy.documents.trouble import UnplacedFault
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.foundations.source import (
    BIDIRECTIONAL,
    CONTROL,
    INVISIBLE,
    REPLACEMENT,
    Source,
    Span,
    character,
    harmless,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from smpolicy.foundations.corrections import Correction

#: One file gives at most this many findings of form.
#: Nobody mends more at a time, and a file of the wrong kind would give one for each of its characters.
MOST_FINDINGS: Final = 100

#: The characters that must not stand in a text: by pattern, with the rule they break and what they do.
_FORBIDDEN: Final = (
    (CONTROL, CONTROL_CHARACTER, "is an invisible character that no document needs"),
    (BIDIRECTIONAL, BIDIRECTIONAL_CHARACTER, "changes the order in which the letters around it are shown"),
    (INVISIBLE, INVISIBLE_CHARACTER, "is seen by nobody, and makes words differ that look the same"),
)


class Findings:
    """Collects what is found in one file, up to a limit."""

    #: In the order in which they were found.
    diagnostics: list[Diagnostic]

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics = []

    def add(self, rule: Rule, message: str, start: int, end: int, help: str = "") -> None:  # noqa: A002
        """Take note of one thing, at the places from `start` to `end` of the text."""
        self.extend(UnplacedFault(rule, message, start, end, help))

    def extend(self, finding: UnplacedFault) -> None:
        """Take note of a finding; the first beyond the limit says that there are too many, and the rest is left out."""
        if len(self.diagnostics) > MOST_FINDINGS:
            return
        if len(self.diagnostics) == MOST_FINDINGS:
            message = f"more than {MOST_FINDINGS} things are wrong with the form of this file"
            finding = UnplacedFault(
                TOO_MANY_FINDINGS, message, finding.start, finding.end, "mend the first, then check again"
            )
        limit = len(self.source.text)

        def span(start: int, end: int) -> Span:
            return self.source.span(min(start, limit), min(end, limit))

        self.diagnostics.append(
            report(
                finding.rule,
                finding.message,
                span(finding.start, finding.end),
                help=finding.help,
                related=[Related(span=span(a, b), message=why) for a, b, why in finding.related],
                corrections=_writing(finding, span)
                or _deleting(finding.rule, self.source, span(finding.start, finding.end)),
            )
        )

    def on_line(self, index: int) -> bool:
        """Whether something was found on the line of `index`."""
        line = self.source.span(index, index).line
        return any(each.span and each.span.line <= line <= each.span.end_line for each in self.diagnostics)


def _writing(finding: UnplacedFault, span: Callable[[int, int], Span]) -> tuple[Correction, ...]:
    if finding.instead is None:
        return ()
    from smpolicy.foundations.corrections import written_instead

    start, end, text = finding.instead
    return written_instead(span(start, end), text)


def _deleting(rule: Rule, source: Source, span: Span) -> list[Correction]:
    """Return how characters that must not stand in a text are deleted, where these themselves stand at a place.

    Of those that only shape what is around them nothing is seen, so that what is left is what the text seems to say.
    """
    words = source.slice(span)
    if rule is not BYTE_ORDER_MARK and not any(each is rule and one.fullmatch(words) for one, each, _ in _FORBIDDEN):
        return []
    from smpolicy.foundations.corrections import Correction, Edit

    safe = rule in (BYTE_ORDER_MARK, INVISIBLE_CHARACTER) and {unicodedata.category(each) for each in words} == {"Cf"}
    return [Correction(label=f"delete {character(words[0])}", edits=(Edit(span=span, text=""),), safe=safe)]


def readable(text: str, findings: Findings) -> str:
    """Report the characters that must not be there, and give the text with a stand-in for each that does something.

    One for one, so that every place in the result is the same place in the file.
    Those that show nothing stay until a value is made, which then is what it seems to be.
    """
    start = 0
    if text.startswith("\ufeff"):
        findings.add(
            BYTE_ORDER_MARK,
            "the file begins with a byte-order mark (U+FEFF)",
            0,
            1,
            "save the file as UTF-8 without BOM",
        )
        start = 1
    for pattern, rule, does in _FORBIDDEN:
        for match in islice(pattern.finditer(text, start), MOST_FINDINGS + 1):
            findings.add(rule, f"{character(match.group()[0])} {does}", *match.span(), help="delete it")
    return text[:start] + harmless(text[start:])


def without_hidden(value: str, text: str, start: int, end: int, findings: Findings) -> str:
    r"""Report characters that an escape such as `\u202e` brings into a value, and give the value without them.

    `text[start:end]` is the value as written. Those that show nothing stay, as in `readable`.
    """
    # JSON, which is YAML too, writes a character beyond U+FFFF as two codes.
    value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    for pattern, rule, does in _FORBIDDEN:
        match = pattern.search(value)
        if match and _count(pattern, value) > _count(pattern, text[start:end]):  # not itself, reported so
            message = f"a code in this text stands for {character(match.group()[0])}, which {does}"
            findings.add(rule, message, start, end, "delete the code")
        if pattern is not INVISIBLE:
            value = pattern.sub(REPLACEMENT, value)
    return value


def _count(pattern: re.Pattern[str], text: str) -> int:
    """Return how many characters a pattern finds."""
    return sum(len(match.group()) for match in pattern.finditer(text))
