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
    for diagnostic in found:
        own = corpus.spoilt.get(diagnostic.path, frozenset())
        if own.isdisjoint(diagnostic.rule.rests_on) and elsewhere.isdisjoint(diagnostic.rule.rests_on_elsewhere):
            yield diagnostic
