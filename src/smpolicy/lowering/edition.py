"""An edition: documents as they are read while the same versions of all works are the ones that count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from smpolicy.documents.document import Document
from smpolicy.foundations.diagnostics import Diagnostic

if TYPE_CHECKING:
    from smpolicy.meaning.works import Lapse, Reworded, Version


@dataclass(frozen=True, kw_only=True, eq=False)
class Edition:
    """Documents as they are read from a day on, until another edition begins."""

    #: The first day; nothing for one that is there to check a draft of a version.
    since: date | None
    documents: tuple[Document, ...]
    #: The paths of the overlays and interpretations that were written under these versions, and of all other documents.
    at_home: frozenset[str]
    #: The paths of the overlays that were written under an earlier version, and hold under these.
    going_on: frozenset[str]
    #: By the names of works, and by the paths of documents.
    versions: Mapping[str, Version] = field(default_factory=dict)
    lapsed: Mapping[str, tuple[Lapse, ...]] = field(default_factory=dict)
    reworded: Mapping[str, tuple[Reworded, ...]] = field(default_factory=dict)
    #: What its authors are told of that.
    faults: tuple[Diagnostic, ...] = ()

    @cached_property
    def lapsed_words(self) -> Mapping[str, str]:
        """Why each norm or document that holds no more does not, by its id."""
        return {each.id: each.words for lapses in self.lapsed.values() for each in lapses}
