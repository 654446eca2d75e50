"""What follows from a fault is not reported beside it: a finding that rests on what could not be read as written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from smpolicy.documents.corpus import Corpus
from smpolicy.foundations.diagnostics import Diagnostic


def without_what_follows(found: Iterable[Diagnostic], corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the findings that rest on nothing that was left out of a document, or put in its place."""
    elsewhere = {
        (document.form.schema_, key)
        for document in corpus.documents
        for key in corpus.spoilt.get(document.path, frozenset())
    }
    for each in found:
        own = corpus.spoilt.get(each.path, frozenset())
        if own.isdisjoint(each.rule.rests_on) and elsewhere.isdisjoint(each.rule.rests_on_elsewhere):
            yield each
