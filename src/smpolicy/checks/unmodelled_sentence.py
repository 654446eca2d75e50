"""Each sentence of an instrument is quoted by a norm, or marked as having no effect of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked, provision_forms
from smpolicy.documents.forms import InstrumentForm, ProvisionForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.wording import plain_text, sentences, span_of, stands_at

RULE: Final = Rule(
    code="SMP409",
    name="unmodelled-sentence",
    severity="error",
    summary="A sentence of an instrument is neither quoted by a norm nor marked as having no effect of its own, so it "
    "would be lost to everybody who relies on the norms.",
    mend="Write a norm that quotes it, or list its words under `not_operative:` with the reason.",
    wrong="text: Avoid threats. Report them.  # a norm quotes only the first sentence",
    right="not_operative:\n  - {words: Report them., because: It repeats section 5.}",
    rests_on=(
        "norms",
        "provisions",
    ),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report sentences that no norm quotes and no mark explains."""
    for document, form in checked.instruments():
        for provision, path in provision_forms(form):
            text = plain_text(provision.text or "")
            covered = _covered(provision, form, text)
            for start, end in sentences(text):
                if not any(begin < end and start < stop for begin, stop in covered):
                    sentence = text[start:end]
                    where = document.place(*path, "text")
                    yield report(
                        RULE,
                        f"no norm quotes the sentence {quoted(sentence)}",
                        span_of(sentence, where, checked.corpus.sources.get(document.path)),
                        help="quote it in a norm, or list it under `not_operative:` with the reason",
                        provision=f"{form.id}:{provision.id}",
                    )


def _covered(provision: ProvisionForm, form: InstrumentForm, text: str) -> list[tuple[int, int]]:
    """Return the stretches of a provision's text that norms quote or marks explain."""
    quotes = [norm.text for norm in form.norms.values() if norm.under == provision.id]
    marked = [entry.words for entry in provision.not_operative]
    return [place for words in (*quotes, *marked) for place in stands_at(words, text)]
