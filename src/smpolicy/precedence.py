"""Precedence: over which overlay norms the governing instrument prevails, where, and what survives.

What is set aside is a condition on the overlay norm, never an edit of its text.
"""

from __future__ import annotations

from dataclasses import dataclass

from smpolicy.conditions import Condition
from smpolicy.norms import Norm
from smpolicy.resolution import Resolution
from smpolicy.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An overlay norm, the norm that prevails over it, and the condition under which it does."""

    norm: Norm
    prevailing: Norm
    kind: str
    condition: Condition
    survives: str


def set_aside(resolution: Resolution, vocabulary: Vocabulary) -> tuple[SetAside, ...]:
    return ()
