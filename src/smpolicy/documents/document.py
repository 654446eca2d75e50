"""A document: one file, typed, and where in the file each of its values stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, NamedTuple, TypeAlias

from smpolicy.documents.forms import (
    InstrumentForm,
    InterpretationForm,
    OverlayForm,
    ReviewsForm,
    ScenariosForm,
    StructuresForm,
    VocabularyForm,
)
from smpolicy.documents.forms.parts import key_of
from smpolicy.foundations.keywords import Force, Polarity
from smpolicy.foundations.source import Path, Places, Span

Form: TypeAlias = (
    InstrumentForm | VocabularyForm | StructuresForm | OverlayForm | InterpretationForm | ScenariosForm | ReviewsForm
)

#: Every form, by the value of its `schema` key.
FORMS: Mapping[str, type[Any]] = {
    "smpolicy/instrument@1": InstrumentForm,
    "smpolicy/vocabulary@1": VocabularyForm,
    "smpolicy/structures@1": StructuresForm,
    "smpolicy/overlay@1": OverlayForm,
    "smpolicy/interpretation@1": InterpretationForm,
    "smpolicy/scenarios@1": ScenariosForm,
    "smpolicy/reviews@1": ReviewsForm,
}


class WordedForce(NamedTuple):
    """What a norm's words say of force and polarity, and which words say it; `None` where they leave one open."""

    force: Force | None
    polarity: Polarity | None
    words: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file, typed: its form, where it stood, and the digest of its bytes."""

    form: Form
    path: str
    digest: str
    places: Places = field(compare=False, repr=False)
    #: What its norms say of force, by their paths, where that was kept when it was packaged; else it is read.
    forces: Mapping[Path, WordedForce] = field(default_factory=dict, compare=False, repr=False)

    def place(self, *path: str | int, key: bool = False) -> Span:
        """Return where the value at `path` stands (or its key), or the nearest place above it."""
        for end in range(len(path), -1, -1):
            spans = self.places.get(path[:end])
            if spans is not None:
                return spans[0] if key and spans[0] is not None else spans[1]
        return Span(path=self.path, line=1, column=1, end_line=1, end_column=1)


def possible_keys(kind: type[Any]) -> list[str]:
    """Return the keys that a form can have, in order."""
    return [key_of(f.name) for f in fields(kind)]


def required_keys(kind: type[Any]) -> list[str]:
    """Return the keys that a form cannot do without, in order."""
    return [key_of(f.name) for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
