"""What follows from a fault is not reported beside it: a finding that rests on what could not be read as written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from smpolicy.documents.corpus import Corpus, is_within
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.lowering.lowering_rules import OWNER

#: The rules that say that a document belongs to no structure, or to another one than it says.
_WHOSE: Final = ("unknown-structure", "foreign-structure")


def without_what_follows(found: Iterable[Diagnostic], corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the findings that rest on nothing that was left out of a document, or put in its place."""
    elsewhere = {
        (document.form.schema_, key)
        for document in corpus.documents
        for key in corpus.spoilt.get(document.path, frozenset())
    }
    kept = tuple(without_guesses(found, corpus))
    whose = {each.path for each in kept if each.name in _WHOSE}
    for diagnostic in kept:
        own = corpus.spoilt.get(diagnostic.path, frozenset())
        if diagnostic.path in whose and diagnostic.name not in _WHOSE:
            own = own.union(OWNER)
        if own.isdisjoint(diagnostic.rule.rests_on) and elsewhere.isdisjoint(diagnostic.rule.rests_on_elsewhere):
            yield diagnostic


def without_guesses(found: Iterable[Diagnostic], corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the findings that are about nothing whose reading is a guess."""
    return (each for each in found if not is_within(each.span, corpus.guessed.get(each.path, ())))
