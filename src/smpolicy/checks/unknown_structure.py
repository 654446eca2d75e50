"""A document, and each part of a structure that it names, belongs to a structure of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from smpolicy.checks.written import overlays, owner_place
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered
from smpolicy.lowering.overlays import owner


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report overlays of structures that the registry does not have."""
    for document, form in overlays(corpus):
        structure = owner(form)
        if structure not in lowered.structures:
            yield report(
                "unknown-structure",
                f"the registry has no structure `{structure}`",
                owner_place(document, form),
                help=_help(structure, lowered),
            )


def _help(structure: str, lowered: Lowered) -> str:
    """Say which structure was meant: one with a like id, or one that bears this name."""
    known = [each for each in lowered.structures.values() if each.parent is None]
    named = [each.id for each in known if any(structure.lower() in name.name.lower() for name in each.names)]
    near = named[:2] or get_close_matches(structure, [each.id for each in known], n=2)
    if near:
        return "did you mean " + " or ".join(f"`{each}`" for each in near) + "?"
    return "the structures are " + ", ".join(f"`{each.id}`" for each in known)
