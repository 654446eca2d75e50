"""What a norm permits or asks for is not what another norm of the same overlay forbids."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.within import reported
from smpolicy.coherence import Incoherence
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic
from smpolicy.kinds import KINDS
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report norms that another norm of the same overlay stands against, where both bind."""
    return reported(corpus, lowered, "contradicts", _said)


def _said(found: Incoherence) -> tuple[str, str]:
    what = f"this {KINDS[found.how].does.format(found.cited)}: both bind, and"
    limit = "limit one of the two to where the other does not apply"
    if found.norm.force == "permitted":
        return (
            f"{what} a permission switches off no other norm",
            f"state it in {found.cited} as an exception (`unless`), or {limit}",
        )
    return f"{what} nobody can follow both", limit
