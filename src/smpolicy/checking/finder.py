"""What is found on files: looked for where it is not known yet, and kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import islice
from typing import TYPE_CHECKING, Final

from smpolicy.checking.bundles import Bundle, divided
from smpolicy.checking.given import Card, Given, card_of, corpus_of, on_a_base
from smpolicy.checking.kept import (
    FoundOn,
    card_as_kept,
    found_as_kept,
    kept_card,
    kept_found,
    key_of_bundle,
    key_of_card,
)
from smpolicy.checking.report import overlays_among
from smpolicy.conflicts.compared import ComparedNorms
from smpolicy.documents.corpus import folder_below_overlays
from smpolicy.foundations.shelf import Shelf

if TYPE_CHECKING:
    from smpolicy.checking.processes import Made
    from smpolicy.library import Library, Progress

#: So many bundles are looked at together, and what they stand on is understood once for them.
_TOGETHER: Final = 64
#: Fewer pieces of work than this are not worth another process.
_MANY: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """Finds what is to be said of files; what was found before, now or in an earlier run, is not looked for again."""

    shelf: Shelf | None = None
    processes: int = 1
    progress: Progress | None = None
    #: What is known by now, by its key; and how it is kept, where it was found in this run.
    known: dict[str, Card | FoundOn] = field(default_factory=dict)
    made: Made = field(default_factory=dict)

    def cards(self, files: Sequence[Given]) -> dict[str, Card]:
        """Return the card of each file, by its path; files that have none yet are read."""
        base = [each for each in files if folder_below_overlays(each.path) is None]
        folders: dict[str, list[Given]] = {}
        for each in files:
            folder = folder_below_overlays(each.path)
            if folder is not None and self._card(key_of_card(each)) is None:
                folders.setdefault(folder, []).append(each)
        if self._worth_it(folders):
            self._share_out(on_a_base(base, self._cards(base)), list(folders.values()))
        return self._cards(files)

    def found(self, files: Sequence[Given], cards: Mapping[str, Card]) -> FoundOn:
        """Return what is found on files."""
        bundles = _by_key(divided(files, cards))
        stale = self._stale(bundles)
        apart = [each for each in stale.values() if len(each.rests_on) < len(files)]
        if self._worth_it(apart):
            base = frozenset.intersection(*(frozenset(each.rests_on) for each in apart))
            beside = [[each for each in bundle.rests_on if each not in base] for bundle in apart]
            self._share_out([each for each in files if each in base], beside)
            stale = self._stale(bundles)
        whole = any(len(each.rests_on) == len(files) for each in stale.values())
        self._find(stale, at_once=len(stale) if whole else _TOGETHER)
        if self.made and self.shelf is not None:
            self.shelf.trim()
        return together(found for key in bundles if (found := self._found_on(key)) is not None)

    def _cards(self, files: Iterable[Given]) -> dict[str, Card]:
        cards: dict[str, Card] = {}
        for each in files:
            key = key_of_card(each)
            card = self._card(key)
            if card is None:
                if self.progress is not None:
                    self.progress(each.path)
                card = self.known[key] = card_of(each)
                self._keep(key, card_as_kept(card), lasting=each.readable)
            cards[each.path] = card
        return cards

    def _stale(self, bundles: Mapping[str, Bundle]) -> dict[str, Bundle]:
        """Return the bundles of which it is not known what is found on them."""
        return {key: each for key, each in bundles.items() if self._found_on(key, lasting=each.readable) is None}

    def _find(self, bundles: Mapping[str, Bundle], *, at_once: int) -> None:
        waiting = iter(bundles.items())
        while chosen := dict(islice(waiting, at_once)):
            if self.progress is not None:
                self.progress(min(next(iter(chosen.values())).about))
            found_here = found_on(chosen.values(), progress=self.progress)
            for (key, bundle), found in zip(chosen.items(), found_here, strict=True):
                self._keep(key, found_as_kept(found), lasting=bundle.readable)

    def _worth_it(self, pieces: Sized) -> bool:
        if self.processes < 2 or len(pieces) < _MANY:
            return False
        from smpolicy.checking.processes import can_divide

        return can_divide()

    def _share_out(self, base: Sequence[Given], pieces: Sequence[Sequence[Given]]) -> None:
        """Let several processes find what they can of pieces that may well be bundles; what is none is found later."""
        from smpolicy.checking.processes import shared_out

        about_base = frozenset(each.path for each in base)
        cards_of_base = self._cards(base)  # read before the process is divided
        here = os.getpid()

        def work(share: Sequence[Sequence[Given]]) -> Made:
            finder = replace(self, processes=1, made={}, progress=self.progress if os.getpid() == here else None)
            for first in range(0, len(share), _TOGETHER):
                files = [each for piece in share[first : first + _TOGETHER] for each in piece]
                bundles = divided([*base, *files], {**cards_of_base, **finder._cards(files)})
                apart = _by_key(each for each in bundles if each.about.isdisjoint(about_base))
                finder._find(finder._stale(apart), at_once=_TOGETHER)
            return finder.made

        self.made.update(shared_out(pieces, work, self.processes))

    def _card(self, key: str) -> Card | None:
        known = self.known.get(key)
        if known is None and (kept := self._kept(key)) is not None and (card := kept_card(kept)) is not None:
            known = self.known[key] = card
        return known if isinstance(known, Card) else None

    def _found_on(self, key: str, *, lasting: bool = True) -> FoundOn | None:
        """Return what is known of a bundle; of one that nothing lasting can be said of, only what this run found."""
        known = self.known.get(key)
        if known is None and (kept := self._kept(key, lasting=lasting)) is not None:
            found = kept_found(kept)
            if found is not None:
                known = self.known[key] = found
        return known if isinstance(known, FoundOn) else None

    def _kept(self, key: str, *, lasting: bool = True) -> bytes | None:
        if key in self.made or self.shelf is None or not lasting:
            return self.made.get(key)
        return self.shelf.get(key)

    def _keep(self, key: str, found: bytes, *, lasting: bool) -> None:
        self.made[key] = found
        if lasting and self.shelf is not None:
            self.shelf.put(key, found)


def _by_key(bundles: Iterable[Bundle]) -> dict[str, Bundle]:
    return {key_of_bundle(each): each for each in bundles}


def found_on(bundles: Iterable[Bundle], *, progress: Progress | None = None) -> list[FoundOn]:
    """Return what is found on each bundle; what several stand on is understood once.

    `progress` is told each overlay before it is compared with the instruments above: that takes longest.
    """
    from smpolicy.library import library_of  # what is found need not be understood again

    chosen = list(bundles)
    files = {each.path: each for bundle in chosen for each in bundle.rests_on}
    library = library_of(corpus_of(files.values()))
    checked = frozenset(path for bundle in chosen for path in bundle.about if files[path].checked)
    compared = _compared(library, checked, progress)
    diagnostics = library.about(checked)
    paths = {each.id: each.span.path for each in overlays_among(library, checked)}
    return [
        FoundOn(
            diagnostics=tuple(each for each in diagnostics if each.path in bundle.about),
            compared={name: each for name, each in compared.items() if paths[name] in bundle.about},
        )
        for bundle in chosen
    ]


def _compared(library: Library, files: frozenset[str], progress: Progress | None) -> dict[str, ComparedNorms]:
    """Return what of each overlay was compared with the base, by its id; of norms that were not understood, nothing."""
    from smpolicy.conflicts.analysis import compared_with_base

    understood = library.understood(files)
    compared = {}
    for each in overlays_among(library, files):
        if progress is not None:
            progress(each.span.path)
        beside = library.lowered.beside(each.span.path)
        found = [compared_with_base(lowered.instruments[each.id], lowered) for lowered in beside]
        compared[each.id] = reduce(ComparedNorms.joined, found)
    return {name: replace(each, norms=each.norms & understood) for name, each in compared.items()}


def together(found: Iterable[FoundOn]) -> FoundOn:
    """Return what was found on several bundles as one."""
    whole = list(found)
    return FoundOn(
        diagnostics=tuple(diagnostic for each in whole for diagnostic in each.diagnostics),
        compared={name: compared for each in whole for name, compared in each.compared.items()},
    )
