"""What the lowering of one set of documents has gathered so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from smpolicy.diagnostics import Diagnostic
from smpolicy.documents import Document
from smpolicy.norms import Kind, Provision
from smpolicy.vocabulary import Bearer, Fact, OpenQuestion


@dataclass(slots=True)
class Context:
    """What later steps refer to: facts, questions, persons, kinds and provisions; and the faults found on the way."""

    facts: dict[str, Fact] = field(default_factory=dict)
    questions: dict[str, OpenQuestion] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    persons: dict[str, Bearer] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)


def identity(document: Document) -> str:
    """Return the id of a document; nothing for a form without one."""
    return getattr(document.form, "id", "")
