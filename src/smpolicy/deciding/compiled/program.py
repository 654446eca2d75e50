"""A program, `smpolicy/program@1`: a policy compiled for good, as one document that decides by itself."""

from __future__ import annotations

from smpolicy.deciding.compiled.decision import Decision
from smpolicy.deciding.compiled.model import Model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

FORMAT = "smpolicy/program@1"


class Program:
    """A policy compiled: it decides without documents, and says in ids what a policy says in words."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """Read a document."""
        self.document = document
        self.model = Model(document)

    @property
    def method(self) -> str:
        """How it decides: `compiled`; or `search`, where what is compiled would have outgrown its limits."""
        return self.model.method

    def evaluate(self, facts: Mapping[str, object], *, assume: str = "none") -> Decision:
        """Decide how an activity stands. Raises `Unreadable` where what was stated is no fact, or cannot be."""
        return Decision(self.model, *self.model.statements(facts), neutral=assume == "neutral")
