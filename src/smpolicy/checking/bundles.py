"""Bundles: which files have to do with each other, so that what is found on some rests on none of the others.

What an overlay declares begins with its structure, and what it names of another begins with the other's. So where no
name in one begins with a structure of another, neither can tell that the other is there. All of them stand on the base,
and the base can name no local fact. Where it does so all the same, or a structure bears the name of something in the
base, nothing is divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from smpolicy.checking.given import Card, Given
from smpolicy.documents.corpus import folder_below_overlays

#: Scenarios name what overlays declare, and no overlay is the other for it.
_SCENARIOS = "smpolicy/scenarios@1"
#: The forms of documents that stand on the base.
_BESIDE = ("smpolicy/overlay@1", _SCENARIOS)
#: Of a vocabulary it is said which of its facts norms turn on, those of every overlay among them.
_VOCABULARY = "smpolicy/vocabulary@1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Files of which something is to be found, with all others on which that rests, in the order of their paths."""

    #: The paths of the files that it is about.
    about: frozenset[str]
    rests_on: tuple[Given, ...]

    @property
    def readable(self) -> bool:
        """Whether the bytes of the files that it is about could be had: else what is found is found anew each time."""
        return all(each.readable for each in self.rests_on if each.path in self.about)


def divided(files: Sequence[Given], cards: Mapping[str, Card]) -> list[Bundle]:
    """Divide files into bundles; together these are about every file of which something could be reported."""
    base, others = _parted(files, cards)

    def bundle(about: Iterable[Given], beside: Iterable[Given]) -> Bundle:
        return Bundle(
            about=frozenset(each.path for each in about if each.checked or not each.listed),
            rests_on=tuple(sorted({*about, *beside}, key=lambda each: each.path)),
        )

    homes = frozenset(home for each in others for home in cards[each.path].homes)
    if any(not homes.isdisjoint(cards[each.path].mentions) for each in base):
        return [bundle(files, ())]
    words = [each for each in base if cards[each.path].form == _VOCABULARY and each.checked]
    bundles = [bundle([each for each in base if each not in words], base)]
    if words:
        bundles.append(bundle(words, files))
    scenarios = [each for each in others if cards[each.path].form == _SCENARIOS]
    overlays = [each for each in others if each not in scenarios]
    bundles.extend(bundle(together, base) for together in _together(overlays, cards, homes))
    for each in scenarios:
        named = [other for other in overlays if not cards[other.path].homes.isdisjoint(cards[each.path].mentions)]
        bundles.append(bundle([each], [*base, *named]))
    return [each for each in bundles if each.about]


def _parted(files: Iterable[Given], cards: Mapping[str, Card]) -> tuple[list[Given], list[Given]]:
    """Return the files on which overlays stand, and the others.

    What cannot be read counts as one of the first, but where overlays stand.
    """
    base: list[Given] = []
    others: list[Given] = []
    for each in files:
        form = cards[each.path].form
        is_base = form not in _BESIDE if form else folder_below_overlays(each.path) is None
        (base if is_base else others).append(each)
    return base, others


def _together(files: Sequence[Given], cards: Mapping[str, Card], homes: frozenset[str]) -> Iterable[list[Given]]:
    """Return the files that name each other's structures, or a structure of which both speak, together."""
    leader: dict[str, str] = {}

    def led_by(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for each in files:
        # A path and a structure never have the same name: a path here ends with the ending of its file.
        for home in cards[each.path].homes | (cards[each.path].mentions & homes):
            leader[led_by(f"structure {home}")] = led_by(f"file {each.path}")
    together: dict[str, list[Given]] = {}
    for each in files:
        together.setdefault(led_by(f"file {each.path}"), []).append(each)
    return together.values()
