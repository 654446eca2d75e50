"""What follows from a fault is not reported beside it: a finding that rests on what could not be read as written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic

_OWNER: Final = ("id", "issuer", "proposed_for")

#: The keys of a document that a rule rests on when it is broken there.
_OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "duplicate-id": ("id",),
    "unknown-structure": _OWNER,
    "foreign-structure": _OWNER,
    "misplaced-file": _OWNER,
    "draft-with-issuer": ("status",),
    "draft-without-author": ("status", "issuer", "proposed_for", "drafted_by"),
    "issuance-without-issuer": ("status", "issuer"),
    "foreign-prefix": _OWNER,
    "foreign-fact": _OWNER,
    "unmodelled-sentence": ("norms", "provisions"),
    "layer-above": ("layer", "under"),
    "issuer-not-invited": _OWNER,
    "false-relation": ("norms", "facts", "under"),
    "not-concurred": ("status", "layer", "under", "concurrence", "dates"),
    "before-the-si": ("under",),
    "overlapping": (*_OWNER, "dates", "status"),
    "orphaned": ("under", "dates"),
    "after-closure": _OWNER,
    "old-name": (*_OWNER, "dates"),
    "no-end-stated": ("status", "dates"),
    "supersedes-later": ("id", "dates"),
}

#: The keys of documents of a kind that a rule rests on wherever it is broken.
_OTHERS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "unknown-provision": (("smpolicy/instrument@1", "id"), ("smpolicy/instrument@1", "provisions")),
    "unknown-slot": (("smpolicy/instrument@1", "id"), ("smpolicy/instrument@1", "slots")),
    "stale-base": (("smpolicy/instrument@1", "id"), ("smpolicy/instrument@1", "version")),
    "unknown-structure": (("smpolicy/structures@1", "structures"),),
    "unknown-fact": (("smpolicy/vocabulary@1", "facts"),),
    "unknown-value": (("smpolicy/vocabulary@1", "facts"), ("smpolicy/structures@1", "kinds")),
    "unknown-bearer": (("smpolicy/vocabulary@1", "facts"), ("smpolicy/vocabulary@1", "persons")),
    "unknown-reading": (("smpolicy/instrument@1", "id"), ("smpolicy/instrument@1", "open_questions")),
    "words-not-in-text": (("smpolicy/instrument@1", "id"), ("smpolicy/instrument@1", "provisions")),
    "broken-example": (("smpolicy/vocabulary@1", "facts"), ("smpolicy/vocabulary@1", "constraints")),
}


def without_what_follows(found: Iterable[Diagnostic], corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the findings that rest on nothing that was left out of a document, or put in its place."""
    elsewhere = {
        (document.form.schema_, key)
        for document in corpus.documents
        for key in corpus.spoilt.get(document.path, frozenset())
    }
    for each in found:
        own = corpus.spoilt.get(each.path, frozenset())
        if own.isdisjoint(_OWN.get(each.name, ())) and elsewhere.isdisjoint(_OTHERS.get(each.name, ())):
            yield each
