"""Each condition stands beside words of the text: of its norm, or of the provision it belongs to or one above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.meant import as_key
from smpolicy.foundations.corrections import written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.wording import nearest, plain_text

RULE: Final = Rule(
    code="SMP407",
    name="words-not-in-text",
    severity="error",
    summary="What a condition does is read off the words it stands beside, so those words must stand in the text, "
    "letter for letter. These do not: either the text was changed afterwards, or the condition says something that "
    "the text does not.",
    mend="Copy the words from the text. If a condition goes without saying, put it under `implied:` with the reason.",
    wrong="text: Staff shall not post photos.\nact:\n  publish: {activity.interaction: post}",
    right="text: Staff shall not post photos.\nact:\n  post: {activity.interaction: post}",
    rests_on_elsewhere=(
        ("smpolicy/instrument@1", "id"),
        ("smpolicy/instrument@1", "provisions"),
    ),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report condition lines whose words the text does not have."""
    for written in checked.norms:
        for words, path in checked.stray_lines(written):
            texts = checked.texts_of(written)
            near = next((found for text in texts if (found := nearest(words, text))), None)
            span = written.document.place(*path, key=True)
            claimed = {"implied"} | {plain_text(each) for each, of in written.lines() if of[:-1] == path[:-1]}
            yield report(
                RULE,
                f"the words {quoted(words)} do not stand in the text of this norm",
                span,
                help=_help(near),
                norm=written.norm.id,
                provision=written.norm.provision,
                corrections=written_instead(span, as_key(near)) if near and near not in claimed else (),
            )


def _help(near: str | None) -> str:
    if near:
        return f"the text says {quoted(near)}: copy the words from there"
    return (
        "copy the words that state this condition; one that goes without saying belongs under `implied:`, with a reason"
    )
