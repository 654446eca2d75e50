"""A part of a structure does not say less than the structure does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from smpolicy.checks.within import reported
from smpolicy.coherence import Incoherence
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic
from smpolicy.kinds import KINDS
from smpolicy.lowering import Lowered

#: What can be done about it, by what the part does; `{}` stands for the norm of its structure.
_MEND: Final[Mapping[str, str]] = {
    "permits-disapproved": "leave it out, or state it in {} as an exception (`unless`)",
    "exempts": "leave it out, or state it in {} as an exception (`unless`)",
    "weakens-force": "leave it out, or say it with the force of {}",
    "adds-exception": "leave the exception out, or state it in {} for the whole structure",
}


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report norms of a part that permit what its structure forbids, or say with less force what it says already."""
    return reported(corpus, lowered, "loosens", _said)


def _said(found: Incoherence) -> tuple[str, str]:
    does = KINDS[found.how].does.format(found.cited)
    return (
        f"this {does}: both bind, and a part is never weaker than its structure",
        _MEND[found.how].format(found.cited),
    )
