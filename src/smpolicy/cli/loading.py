"""What commands work on: the documents, the policy of one structure, and libraries that an extra brings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Final

import smpolicy
from smpolicy.cli.options import day_that_counts
from smpolicy.cli.streams import Refusal, print_faults
from smpolicy.foundations.errors import InvalidDocuments, MissingExtra, UnknownStructure

if TYPE_CHECKING:
    from smpolicy.library import Library
    from smpolicy.meaning.norms import Structure
    from smpolicy.policy import Policy

NOTHING_CAN_BE_SAID: Final = "the documents have errors, so nothing can be said of what holds"
#: No more structures than this are offered for an old name: a word like "mission" is in most of them.
_MOST_OFFERED: Final = 3


def policy_of(structure: str, *, as_of: date | None, drafts: bool, policies: str | None) -> Policy:
    """Return a structure's policy.

    Refuses an unknown structure, and documents with errors: to leave one out would be to answer as if nobody
    had written it.
    """
    library = library_with(structure, policies)
    return resolved(library, structure, as_of=day_that_counts(as_of), drafts=drafts)


def library_with(structure: str, policies: str | None) -> Library:
    """Return the documents; refuse a structure that they do not know."""
    library = smpolicy.load(policies)
    if structure not in library.structures:
        unread = [each for each in library.corpus.faults if each.severity == "error"]
        if unread:  # the structure may stand in a document that could not be read
            print_faults(unread, library.corpus.sources, len(library.corpus.files))
        raise Refusal(nearest_structure(structure, library))
    return library


def resolved(library: Library, structure: str, *, as_of: date, drafts: bool) -> Policy:
    """Return a structure's policy; refuse documents with errors, and show these in their texts."""
    try:
        return library.resolve(structure, as_of=as_of, drafts=drafts)
    except InvalidDocuments as error:
        print_faults(error.diagnostics, library.corpus.sources, len(library.corpus.files))
        raise Refusal(NOTHING_CAN_BE_SAID) from error


def nearest_structure(asked: str, library: Library) -> str:
    """Say which id was meant: names change, ids do not, so a name is answered with its id."""
    named = [each for each in library.structures.values() if _bore(each, asked)]
    if named and len(named) <= _MOST_OFFERED:
        offered = " or ".join(f"`{each.id}`" for each in named)
        return f"no structure has the id `{asked}`, but the name is known: write {offered}"
    unknown = UnknownStructure(structure=asked, known=tuple(library.structures))
    return str(unknown) if unknown.nearest else f"{unknown}; `smpolicy structures` lists them"


def _bore(structure: Structure, asked: str) -> bool:
    """Whether a structure bears, or once bore, a name that these words are part of."""
    words = f" {_words(asked)} "
    return words.strip() != "" and any(
        words in f" {_words(name)} " for each in structure.names for name in (each.name, each.short)
    )


def _words(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower()))


@contextmanager
def from_extra(library: str, needs: str, extra: str) -> Iterator[None]:
    """Where a library that an extra brings is missing, refuse, and say how to mend it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library:
            raise
        raise MissingExtra(needs=needs, extra=extra) from error
