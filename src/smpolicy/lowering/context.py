"""What the lowering of one set of documents has gathered so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from smpolicy.diagnostics import Diagnostic
from smpolicy.documents import Document
from smpolicy.norms import Provision
from smpolicy.vocabulary import Fact, OpenQuestion


@dataclass(slots=True)
class Context:
    """The facts, questions and provisions that later steps refer to, and the faults found on the way."""

    facts: dict[str, Fact] = field(default_factory=dict)
    questions: dict[str, OpenQuestion] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)


def identity(document: Document) -> str:
    """Return the id of a document; nothing for a form without one."""
    return getattr(document.form, "id", "")
