"""Anchors: what a document stands under and cites of the texts above it, and the digest of the words there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from smpolicy.foundations.source import digest
from smpolicy.foundations.wording import plain_text, without_its_end
from smpolicy.meaning.norms import Instrument, Pin, Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words at an anchor: of a provision, with the words that lead in to it; or of a norm."""

    anchor: str
    citation: str
    text: str
    #: The texts of the provisions above it, from the top: a bullet says nothing without the sentence that it ends.
    leading: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The digest of these words alone: neither its id and number nor what is read off it counts.

        Nor does the "and" or the mark by which a place of a list ends.
        """
        words = [*map(plain_text, self.leading), without_its_end(self.text)]
        return digest(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode())


def passages_of(instruments: Iterable[Instrument]) -> Mapping[str, Passage]:
    """Return all that can be an anchor, by its id: provisions, the slots in them, and norms."""
    passages: dict[str, Passage] = {}
    for instrument in instruments:
        provisions = {each.id: each for each in instrument.provisions}
        of_provisions = {each.id: provision_passage(each, provisions) for each in instrument.provisions}
        of_norms = {
            each.id: Passage(anchor=each.id, citation=each.citation, text=plain_text(each.text))
            for each in instrument.norms
        }
        of_slots = {
            each.id: of_provisions[each.provision]
            for each in instrument.slots.values()
            if each.provision in of_provisions
        }
        for name, passage in {**of_norms, **of_slots, **of_provisions}.items():
            passages.setdefault(name, passage)
    return passages


def provision_passage(provision: Provision, provisions: Mapping[str, Provision]) -> Passage:
    """Return the words of a provision, with those above it."""
    leading: list[str] = []
    above = provisions.get(provision.parent or "")
    while above is not None:
        leading += [plain_text(above.text)] if above.text else []
        above = provisions.get(above.parent or "")
    words = plain_text(f"{provision.heading} {provision.text}")
    return Passage(anchor=provision.id, citation=provision.citation, text=words, leading=tuple(leading[::-1]))


def changed_anchors(pin: Pin, passages: Mapping[str, Passage]) -> Iterator[str]:
    """Yield the anchors of a pin that are no more, or have other words than those that it names."""
    for anchor, pinned in pin.anchors:
        passage = passages.get(anchor)
        if passage is None or passage.digest != pinned:
            yield anchor
