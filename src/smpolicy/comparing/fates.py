"""Fates: what becomes of each place that an overlay cites, from the text that it was written under to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from smpolicy.comparing.changes import Comparison
from smpolicy.foundations.source import Span
from smpolicy.foundations.wording import word_by_word
from smpolicy.meaning.anchors import Passage

#: What becomes of a place: `untold` where nobody can tell, since neither its words nor their digest are there.
FateKind: TypeAlias = Literal["unchanged", "moved", "reworded", "split", "merged", "gone", "untold"]

#: What a machine can carry over: the words are the same, and the documents say where they stand.
MECHANICAL: Final[tuple[FateKind, ...]] = ("unchanged", "moved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of one place, and where the overlay cites it."""

    anchor: str
    kind: FateKind
    #: What it is now, by the documents' own saying; nothing where it is gone.
    now: tuple[str, ...]
    #: Its words on either side, as far as they are there.
    before: Passage | None
    after: tuple[Passage, ...]
    #: Why it is gone, where the documents say so.
    why: str
    #: What stands nearest to it now, where it is gone: for people to choose from.
    candidates: tuple[Passage, ...]
    cited_at: tuple[Span, ...]
    #: What somebody said that it is to become, where the documents do not decide that.
    chosen: str | None = None

    @property
    def words(self) -> str | None:
        """Its words, word by word: what was left out, `[-so-]`, and what came in, `{+so+}`; none where unknown."""
        if self.before is None or not self.after:
            return None
        leads = zip(self.before.leading, self.after[0].leading, strict=False)
        changed = [word_by_word(was, now) for was, now in leads if was != now]
        own = word_by_word(self.before.text, " ".join(each.text for each in self.after))
        return " … ".join([*changed, own])

    @property
    def undecided(self) -> bool:
        """Whether people must say first under what it is to stand: other words in the same place stay to be read."""
        if self.chosen is not None or self.kind in MECHANICAL:
            return False
        return not (self.kind == "reworded" and self.now == (self.anchor,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebase:
    """What a rebase of one overlay comes to."""

    id: str
    path: str
    #: The instrument above by its name, and the version that the overlay was written under, where that is known.
    above: str
    written_under: str | None
    to: str
    fates: tuple[Fate, ...]
    #: Why nothing can be applied, in sentences; nothing where it can.
    hindrances: tuple[str, ...]
    #: What somebody should know of it.
    notices: tuple[str, ...]
    #: The change of the file, as a unified diff; nothing where there is none, or where it cannot be proposed.
    patch: str
    #: What changes in answers from the one version to the other, or why that cannot be said.
    answers: Comparison | None
    not_compared: str

    @property
    def nothing_to_do(self) -> bool:
        """Whether the overlay is there already: its pin is the present one, and says the words of all that it cites."""
        return not self.patch and not self.hindrances and all(each.kind == "unchanged" for each in self.fates)

    @property
    def by_kind(self) -> Mapping[FateKind, int]:
        """How many places there are of each fate."""
        kinds = [each.kind for each in self.fates]
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
