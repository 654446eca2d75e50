"""Each condition stands beside words of the text: of its norm, or of the provision it belongs to or one above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.wording import nearest, plain_text, stands_at
from smpolicy.meaning.norms import Provision

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
    known = checked.norms_by_id
    for written in checked.norms:
        texts = [
            *map(plain_text, (*_own_texts(written), *_provision_texts(written.norm.provision, checked.provisions))),
            *(plain_text(known[name].text) for name in written.norm.anchors if name in known),
        ]
        for words, path in written.lines():
            if not any(stands_at(words, text) for text in texts):
                near = next((found for text in texts if (found := nearest(words, text))), None)
                yield report(
                    RULE,
                    f"the words {quoted(words)} do not stand in the text of this norm",
                    written.document.place(*path, key=True),
                    help=_help(near),
                    norm=written.norm.id,
                    provision=written.norm.provision,
                )


def _help(near: str | None) -> str:
    if near:
        return f"the text says {quoted(near)}: copy the words from there"
    return (
        "copy the words that state this condition; one that goes without saying belongs under `implied:`, with a reason"
    )


def _own_texts(written: Written) -> Iterator[str]:
    """Yield the norm's own words, and those of the norms of the same overlay that it stands under."""
    yield written.form.text
    overlay, under, seen = written.overlay, written.form.under, set[str]()
    while overlay is not None and under.startswith("#") and under not in seen:
        seen.add(under)
        above = overlay.norms.get(under[1:])
        if above is None:
            return
        yield above.text
        under = above.under


def _provision_texts(provision: str | None, known: Mapping[str, Provision]) -> Iterator[str]:
    while provision is not None and (place := known.get(provision)):
        yield place.text
        yield place.heading
        provision = place.parent
