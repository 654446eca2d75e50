"""Works and their versions: what of an instrument goes on from one version to the next, and what does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from smpolicy.foundations.timeline import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Which version of its work an instrument is."""

    #: The id of its document; the instrument itself goes by the name of the work.
    id: str
    #: The days of the work: from the first of its first version on, until its last one ends.
    days: Interval
    #: What became of the provisions and norms of each earlier version, by that one's id, where they have other ids.
    became: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A norm of a document, or all of it, that holds no more under a later version of what it stands under."""

    id: str
    structure: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of a provision in one version."""

    provision: str
    citation: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """A norm of an overlay that goes on under other words of its provision than those it was written under."""

    norm: str
    structure: str
    before: Wording
    after: tuple[Wording, ...]

    @property
    def words(self) -> str:
        """What readers are told."""
        was, now = self.before, " ".join(f"“{each.text}”" for each in self.after)
        cited = " and ".join(each.citation for each in self.after)
        place = f"{was.citation}, which is now {cited}," if cited != was.citation else was.citation
        return (
            f"{self.norm} was written under other words of {place} and goes on. They were: “{was.text}” They are: {now}"
        )
