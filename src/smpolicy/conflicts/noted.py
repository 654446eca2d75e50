"""Noted: what is found of an issuance, or of a norm, where it stands: no conflict, and worth telling its readers.

`check` reports it to the author and the site tells the reader, from the same findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from smpolicy.conflicts.headline import Sentence
from smpolicy.foundations.keywords import Relation
from smpolicy.foundations.wording import plain_text, stands_in
from smpolicy.meaning.kinds import KINDS
from smpolicy.meaning.naming import PLAIN
from smpolicy.meaning.norms import Instrument, Norm, Pin

if TYPE_CHECKING:
    from smpolicy.meaning.works import Reworded


def starts_early(start: date | None, base: Instrument) -> bool:
    """Whether an issuance took effect before the instrument that it stands under."""
    return start is not None and base.days_of_the_work.before(start)


def is_stale(pin: Pin, base: Instrument) -> bool:
    """Whether a document was written against another text than that of the base, or says so wrongly."""
    text = pin.text_digest
    return (pin.version, pin.digest) != (base.version, base.digest) or text not in (None, base.text_digest)


def rests_on_other_words(pin: Pin, instruments: Mapping[str, Instrument]) -> bool:
    """Whether something that a document cites of these instruments has other words than those it was written under."""
    named = {anchor: anchor.partition("#" if "#" in anchor else ":")[0] for anchor, _ in pin.anchors}
    there = replace(pin, anchors=tuple(each for each in pin.anchors if named[each[0]] in instruments))
    if not there.anchors:
        return False
    from smpolicy.meaning.anchors import changed_anchors, passages_of  # whoever decides once needs none of it

    passages = passages_of(each for name, each in instruments.items() if name in named.values())
    return any(changed_anchors(there, passages))


def has_drifted(norm: Norm, words: str, relation: Relation | None) -> bool:
    """Whether a norm asks for what these words above it ask for already, with the same force, and in other words."""
    return relation == "restates" and not stands_in(plain_text(norm.text).rstrip("."), words)


def noted(kind: str, about: str) -> Sentence:
    """Say to readers what was found, and what is left of it, if that is told of its kind."""
    found = KINDS[kind]
    survives = f" What survives: {found.left(about, PLAIN)}." if found.survives else ""
    return Sentence(lead="To be noted", after=f": it {found.does.format(about)}.{survives}")


def under_other_words(reworded: Reworded) -> Sentence:
    """Say to readers that a norm was written under other words of its provision, and what has changed in them."""
    after = f": it was written under other words of {reworded.place}. Word by word: “{reworded.words}”"
    return Sentence(lead="To be noted", after=after)
