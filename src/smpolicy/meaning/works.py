"""Works and their versions: what of an instrument goes on from one version to the next, and what does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from smpolicy.foundations.timeline import Interval
from smpolicy.foundations.wording import word_by_word


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
    def place(self) -> str:
        """The provision, as it is cited; where it stands elsewhere now, both."""
        cited = " and ".join(each.citation for each in self.after)
        return self.before.citation if cited == self.before.citation else f"{self.before.citation} (now {cited})"

    @property
    def words(self) -> str:
        """Its words, word by word: what was left out, `[-so-]`, and what came into it, `{+so+}`."""
        return word_by_word(self.before.text, " ".join(each.text for each in self.after))
