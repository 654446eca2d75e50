"""The words that output uses of an organization and of what is its own, as its instrument says them.

What an instrument does not say has plain words that fit any organization.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Words that begin with the sound of the other letter: "an hour", "a union".
_BEGINS_WITH_A_VOWEL: Final = re.compile(r"[aeio]|u(?!ni|s[aeiu])|hour|honest|heir", re.IGNORECASE)
_BEGINS_WITH_NONE: Final = re.compile(r"eu|one\b|once\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What output calls an organization, its instrument, its local texts and its people; and the notices it bears."""

    #: The organization, as in the middle of a sentence: "the OSCE"; nothing where it bears no name.
    organization: str = ""
    #: The instrument, as in the middle of a sentence.
    instrument: str = "the instrument above"
    #: What stands under it for one structure: one, and several.
    local_text: str = "local text"
    local_texts: str = "local texts"
    #: The people whom local texts speak of, as in the middle of a sentence; nothing where they speak of everybody.
    persons: str = ""
    #: What a person is told that nothing departs from.
    principle: str = "a provision"
    #: What the instrument is about.
    subject: str = ""
    #: What stands wherever text of the instruments is shown.
    authentic: str = "The promulgated texts are the authentic ones."
    #: What stands wherever a draft is shown, where it is not made from the other words: by author, "" being any other.
    draft_notices: tuple[tuple[str, str], ...] = ()

    @property
    def a_local_text(self) -> str:
        """One local text, with its article."""
        return with_article(self.local_text)

    @property
    def title(self) -> str:
        """What the instrument is about, as a title of what is made of it."""
        return self.subject[:1].upper() + self.subject[1:]

    def of_the_instrument(self) -> str:
        """Return that something is the instrument's: "the Rules'", "the Code's"."""
        return _possessive(self.instrument)

    def of_the_organization(self) -> str:
        """Return what stands before the organization's own: "the Port Authority’s "; nothing where it bears no name."""
        return f"{_possessive(self.organization)} " if self.organization else ""

    def on_a_draft(self, author: str, structure: str) -> str:
        """Return what must stand wherever a draft of this author for this structure is shown."""
        notices = dict(self.draft_notices)
        nor = f" or {self.organization}" if self.organization else ""
        usual = f"Draft by {{author}}. Not issued by {{structure}}{nor}. Binds nobody."
        said = notices.get(author) or notices.get("") or usual
        return re.sub(r"\{(author|structure)\}", lambda name: author if name[1] == "author" else structure, said)


#: The words where no instrument says any.
PLAIN: Final = Words()


def _possessive(words: str) -> str:
    return f"{words}’" if words.endswith("s") else f"{words}’s"


def with_article(words: str) -> str:
    """Return words with "a" or "an" before them."""
    vowel = _BEGINS_WITH_A_VOWEL.match(words) and not _BEGINS_WITH_NONE.match(words)
    return f"an {words}" if vowel else f"a {words}"
