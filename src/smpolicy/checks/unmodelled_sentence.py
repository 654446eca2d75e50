"""Each sentence of an instrument is quoted by a norm, or marked as having no effect of its own."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import instruments, provisions
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, quoted, report
from smpolicy.documents import InstrumentForm, ProvisionForm
from smpolicy.lowering import Lowered
from smpolicy.wording import places, plain, sentences, span_of


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report sentences that no norm quotes and no mark explains."""
    for document, form in instruments(corpus):
        for provision, path in provisions(form):
            text = plain(provision.text or "")
            covered = _covered(provision, form, text)
            for start, end in sentences(text):
                if not any(begin < end and start < stop for begin, stop in covered):
                    sentence = text[start:end]
                    where = document.place(*path, "text")
                    yield report(
                        "unmodelled-sentence",
                        f"no norm quotes the sentence {quoted(sentence)}",
                        span_of(sentence, where, corpus.sources.get(document.path)),
                        help="quote it in a norm, or list it under `not_operative:` with the reason",
                        provision=f"{form.id}:{provision.id}",
                    )


def _covered(provision: ProvisionForm, form: InstrumentForm, text: str) -> list[tuple[int, int]]:
    """Return the stretches of a provision's text that norms quote or marks explain."""
    quotes = [norm.text for norm in form.norms.values() if norm.under == provision.id]
    marked = [entry.words for entry in provision.not_operative]
    return [place for words in (*quotes, *marked) for place in places(words, text)]
