"""A norm asks for something that no other norm of the same overlay asks for already."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.within import reported
from smpolicy.coherence import Incoherence
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report norms that nothing breaks but what breaks another norm of the overlay, of the same force or of more."""
    return reported(corpus, lowered, "shadowed", _said)


def _said(found: Incoherence) -> tuple[str, str]:
    if found.same:
        return f"this says the same again as {found.cited}", "leave one of the two out, or say what this one adds"
    same = found.other is not None and found.other.force == found.norm.force
    with_force = "the same force" if same else "more force"
    return (
        f"this adds nothing beside {found.cited}: all that it asks for is asked for there, with {with_force}",
        "leave it out, or say what it adds; what only illustrates can stand under `guidance`",
    )
