"""A norm of an instrument quotes words that stand exactly once in its provision."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import norms
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, quoted, report
from smpolicy.lowering import Lowered
from smpolicy.wording import nearest, plain


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report quotations that their provision does not have, or has more than once."""
    known = {each.id: each for instrument in lowered.instruments.values() for each in instrument.provisions}
    for written in norms(corpus, lowered):
        provision = known.get(written.norm.provision)
        if written.overlay is not None or provision is None:
            continue
        text = plain(f"{provision.heading}\n{provision.text}")
        times = text.count(plain(written.form.text))
        if times == 1:
            continue
        near = nearest(written.form.text, text)
        yield report(
            "quote-not-in-provision",
            f"these words do not stand in `{provision.id}`"
            if not times
            else f"these words stand {times} times in `{provision.id}`",
            written.document.place(*written.path, "text"),
            help="quote more words, so that it is clear which are meant"
            if times
            else f"the provision says {quoted(near)}"
            if near
            else "copy the words from the provision, letter for letter",
            norm=written.norm.id,
            provision=provision.id,
        )
