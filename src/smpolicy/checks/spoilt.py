"""What follows from a fault is not reported beside it: a finding that rests on what could not be read as written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from smpolicy.documents.corpus import Corpus, is_within
from smpolicy.documents.forms import OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.lowering.lowering_rules import DECLARED, OWNER

#: The rules that say that a document belongs to no structure, or to another one than it says.
_WHOSE: Final = ("unknown-structure", "foreign-structure")


def without_what_follows(found: Iterable[Diagnostic], corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the findings that rest on nothing that was left out of a document, or put in its place."""
    elsewhere = {
        (document.form.schema_, key)
        for document in corpus.documents
        for key in corpus.spoilt.get(document.path, frozenset())
    }
    homes = _homes(corpus) if corpus.unread else {}
    kept = tuple(each for each in without_guesses(found, corpus) if not _may_be_there(each, corpus, homes))
    whose = {each.path for each in kept if each.name in _WHOSE}
    for diagnostic in kept:
        own = corpus.spoilt.get(diagnostic.path, frozenset())
        if diagnostic.path in whose and diagnostic.name not in _WHOSE:
            own = own.union(OWNER)
        if own.isdisjoint(diagnostic.rule.rests_on) and elsewhere.isdisjoint(diagnostic.rule.rests_on_elsewhere):
            yield diagnostic


def _may_be_there(diagnostic: Diagnostic, corpus: Corpus, homes: Mapping[str, str]) -> bool:
    """Whether a name is said to be unknown that is declared otherwise than it must be, or in what was left out."""
    if diagnostic.kind == DECLARED:
        return True
    source = corpus.sources.get(diagnostic.path)
    if source is None or diagnostic.span is None or not diagnostic.name.startswith("unknown-"):
        return False
    words = source.slice(diagnostic.span).strip("\"'")
    names = (words, words.rpartition("#")[2], words.partition("/")[0])
    return any(
        not unread.isdisjoint(names) and (path == diagnostic.path or homes.get(path) in (None, _beginning(words)))
        for path, unread in corpus.unread.items()
    )


def _homes(corpus: Corpus) -> dict[str, str]:
    """Return with what each overlay's own names begin; what others declare may be named in any way."""
    forms = ((each.path, each.form) for each in corpus.documents)
    return {path: _beginning(form.id) for path, form in forms if isinstance(form, OverlayForm)}


def _beginning(name: str) -> str:
    return re.split("[/.:#]", name, maxsplit=1)[0]


def without_guesses(found: Iterable[Diagnostic], corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the findings that are about nothing whose reading is a guess."""
    return (each for each in found if not is_within(each.span, corpus.guessed.get(each.path, ())))
