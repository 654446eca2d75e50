"""Each condition stands beside words of the text: of its norm, or of the provision it belongs to or one above."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import Written, norms
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, quoted, report
from smpolicy.lowering import Lowered
from smpolicy.norms import Provision
from smpolicy.wording import nearest, stands_in


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report condition lines whose words the text does not have."""
    known = {each.id: each for instrument in lowered.instruments.values() for each in instrument.provisions}
    for written in norms(corpus, lowered):
        texts = [*_own_texts(written), *_provision_texts(written.norm.provision, known)]
        for words, path in written.lines():
            if not any(stands_in(words, text) for text in texts):
                near = next((found for text in texts if (found := nearest(words, text))), None)
                yield report(
                    "words-not-in-text",
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


def _provision_texts(provision: str | None, known: dict[str, Provision]) -> Iterator[str]:
    while provision is not None and (found := known.get(provision)):
        yield found.text
        yield found.heading
        provision = found.parent
