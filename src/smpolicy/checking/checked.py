"""Files and folders checked: what is there to be checked, what counts beside it, and what is found."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smpolicy.checking.finder import Finder
from smpolicy.checking.given import AFile, Card, Given, corpus_of, on_a_base, packaged_files
from smpolicy.checking.kept import key_of_asked, key_of_files
from smpolicy.checking.report import CheckReport
from smpolicy.checking.suppressions import suppressed
from smpolicy.conflicts.compared import ComparedNorms
from smpolicy.documents.corpus import (
    INSTRUMENT,
    OpenFile,
    folder_below_overlays,
    given_file,
    open_file,
    open_folder,
    path_of,
)
from smpolicy.documents.packaged import policies_folder, prepared_files, shown_as
from smpolicy.foundations.diagnostics import Diagnostic, sorted_diagnostics
from smpolicy.foundations.errors import UnreadablePath
from smpolicy.foundations.shelf import Shelf
from smpolicy.foundations.source import Source

if TYPE_CHECKING:
    from smpolicy.documents.corpus import Corpus
    from smpolicy.library import Library, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """What is there to be checked, or counts beside it: files, and what was found on folders in looking for them."""

    files: tuple[AFile, ...] = ()
    faults: tuple[Diagnostic, ...] = ()

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(each.path for each in self.files)

    def without(self, paths: frozenset[str]) -> _Files:
        """Return the same without some files, which are given otherwise."""
        return _Files(
            files=tuple(each for each in self.files if each.path not in paths),
            faults=tuple(each for each in self.faults if each.path not in paths),
        )

    def joined(self, other: _Files) -> _Files:
        """Return both as one; a file of `other` takes the place of the same file here."""
        here = self.without(other.paths)
        return _Files(files=(*here.files, *other.files), faults=(*here.faults, *other.faults)).each_once()

    def each_once(self) -> _Files:
        """Return each file once, under the first of its names: links lead to one file by several."""
        files: dict[object, AFile] = {}
        for each in self.files:
            files.setdefault(_identity(each) or each.path, each)
        return replace(self, files=tuple(files.values()))

    def called_as_in(self, other: _Files) -> _Files:
        """Return the same with the files that stand in `other` too, under another name, called as there."""
        there = {_identity(each): each for each in other.files if _identity(each)}
        return replace(self, files=tuple(there.get(_identity(each), each) for each in self.files))


def _identity(file: AFile) -> tuple[int, int] | None:
    return file.identity if isinstance(file, OpenFile) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unsaved:
    """What stands in files in the place of what is on disk."""

    #: By absolute path.
    texts: Mapping[str, bytes]

    def named(self, path: str) -> OpenFile | None:
        """Return a file that somebody names, if it is one of these."""
        content = self.texts.get(os.path.abspath(path))
        return None if content is None else given_file(content, path)

    def put_into(self, files: _Files, folder: Path) -> _Files:
        """Return the files below a folder with these among them, those too that are on no disk yet."""
        if not self.texts:
            return files
        from smpolicy.documents.files import ENDINGS

        top = os.path.abspath(folder)
        below = (os.path.relpath(path, top) for path in self.texts if os.path.commonpath((top, path)) == top)
        shown = [
            str(folder / path)
            for path in map(Path, below)
            if path.suffix.lower() in ENDINGS and not any(part.startswith(".") for part in path.parts)
        ]
        return files.joined(_Files(files=tuple(each for path in shown if (each := self.named(path)) is not None)))


def check(
    *paths: str | Path,
    policies: str | Path | None = None,
    progress: Progress | None = None,
    cache: str | Path | None = None,
    processes: int = 1,
    unsaved: Mapping[str, bytes] | None = None,
) -> CheckReport:
    """Check documents: files, folders, or, without any, the whole of `policies` (the packaged documents if not given).

    Files are checked together with the documents of `policies`, so that what they refer to is known; with none of the
    packaged documents where `policies` is not given, and they bring a base that has nothing to do with these.
    Only findings about the files themselves are reported; what comments in these hold back is `held_back`.
    `progress` is told each file as it is looked at.
    What is found is kept in the folder `cache`, if one is given, and not found again as long as nothing changes on
    which it rests. Many overlays are checked in as many `processes`, where the system can divide one.
    What `unsaved` says stands in a file, by its path, counts in the place of what is there on disk, if anything is.

    Raises `UnreadablePath` if a path is missing, and `NoDocuments` if there is nothing in a folder to be checked.
    """
    shelf = Shelf(folder=Path(cache)) if cache is not None else None
    finder = Finder(shelf=shelf, processes=processes, progress=progress)
    held = _Unsaved(texts={os.path.abspath(path): content for path, content in (unsaved or {}).items()})
    given, around = _looked_at(paths, policies, finder, held, unsaved or {})
    files, cards = _counted(given, around, finder)
    found = finder.found(files, cards)
    around = around or _Files()
    sources = _Sources({each.path: each for each in (*around.files, *given.files)})
    faults = (*around.without(given.paths).faults, *given.faults)
    beside = around.paths - given.paths
    checked = tuple(each.path for each in given.files)
    own = (each for each in (*faults, *found.diagnostics) if each.path not in beside)
    told, held_back = suppressed(own, sources, checked)
    return CheckReport(
        diagnostics=tuple(sorted_diagnostics(told)),
        held_back=tuple(held_back),
        files=checked,
        sources=sources,
        compared=_whole(found.compared),
        understand=partial(_understood, files, faults),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Gathered:
    """The documents that `check` would check, with all that counts beside them; nothing is found on them."""

    #: The paths of the files that are named.
    named: tuple[str, ...]
    #: By what is kept what rests on these files alone: nothing where not all of them could be had, or none is kept.
    key: str | None = None
    shelf: Shelf | None = None
    read: Callable[[], Corpus]

    def kept(self, how: object) -> Any:
        """Return what was kept of these files, asked in a way; nothing where there is nothing."""
        found = self.shelf.get(key_of_asked(self.key, how)) if self.shelf is not None and self.key is not None else None
        return None if found is None else json.loads(found)

    def keep(self, how: object, found: object) -> None:
        """Keep something that is plain data."""
        if self.shelf is not None and self.key is not None:
            self.shelf.put(key_of_asked(self.key, how), json.dumps(found).encode())
            self.shelf.trim()


def gathered(
    *paths: str | Path,
    policies: str | Path | None = None,
    progress: Progress | None = None,
    cache: str | Path | None = None,
) -> Gathered:
    """Return the documents that `check` would check; they are read when they are asked for.

    What each file says of itself is kept in the folder `cache`, if one is given. Raises what `check` raises.
    """
    if not paths and policies is None:
        from smpolicy.library import packaged_corpus

        corpus = packaged_corpus()
        return Gathered(named=corpus.files, read=lambda: corpus)
    shelf = Shelf(folder=Path(cache)) if cache is not None else None
    finder = Finder(shelf=shelf, progress=progress)
    given, around = _looked_at(paths, policies, finder, _Unsaved(texts={}), {})
    files, _ = _counted(given, around, finder)
    faults = (*(around or _Files()).without(given.paths).faults, *given.faults)
    whole = not faults and all(each.readable for each in files)
    return Gathered(
        named=tuple(each.path for each in given.files),
        key=key_of_files(files) if whole else None,
        shelf=shelf,
        read=lambda: corpus_of(files, faults),
    )


def _looked_at(
    paths: tuple[str | Path, ...],
    policies: str | Path | None,
    finder: Finder,
    held: _Unsaved,
    unsaved: Mapping[str, bytes],
) -> tuple[_Files, _Files | None]:
    """Return the files that are named, or all where none is, and those around them, if these count."""
    missing = [str(path) for path in paths if not path_of(path).exists() and str(path) not in unsaved]
    if missing:
        raise UnreadablePath(path=missing[0], reason="there is no such file or folder")
    if not paths:
        return _below(path_of(policies), held) if policies else _opened(policies_folder(), shown_as), None
    given = _Files()
    for path in paths:
        place = Path(path)
        if place.is_dir():
            given = given.joined(_below(place, held))
        else:
            opened = held.named(str(path)) or open_file(place, str(place), named=True)
            given = given.joined(_Files(files=(opened,)))
    if policies is None and _bring_their_own_base(given, finder):
        return given, None
    return given, _around(policies, held).called_as_in(given)


def _understood(files: list[Given], faults: tuple[Diagnostic, ...]) -> Library:
    from smpolicy.library import library_of

    return library_of(corpus_of(files, faults))


def _counted(given: _Files, around: _Files | None, finder: Finder) -> tuple[list[Given], dict[str, Card]]:
    """Return the files that count, each with its card.

    Beside documents around, what is checked is a newer copy of the one that has its id, which counts no more.
    """
    beside = [_given(each, checked=False) for each in around.without(given.paths).files] if around is not None else []
    checked = [_given(each, checked=True) for each in given.files]
    cards = finder.cards([*beside, *checked])
    below = given.paths if around is None else around.paths
    under = on_a_base([*beside, *checked], {path: card for path, card in cards.items() if path in below})
    cards |= finder.cards([each for each in under if not each.listed])
    newer = {cards[each.path].id for each in checked} - {""} if around is not None else set()
    files: list[Given] = []
    for each in under:
        if each.checked or cards[each.path].id not in newer:
            files.append(each)
        elif each.listed:
            files.append(replace(each, replaced=True))
            cards[each.path] = Card()
    return files, cards


def _given(file: AFile, *, checked: bool) -> Given:
    return Given(path=file.path, digest=file.digest, checked=checked, file=file)


def _whole(compared: Mapping[str, ComparedNorms]) -> ComparedNorms | None:
    """Return what was compared altogether, in the order of the overlays; nothing where there was none."""
    each_one = [compared[name] for name in sorted(compared)]
    if not each_one:
        return None
    return ComparedNorms(
        norms=frozenset().union(*(each.norms for each in each_one)),
        above=frozenset().union(*(each.above for each in each_one)),
        instruments=tuple(dict.fromkeys(name for each in each_one for name in each.instruments)),
        days=frozenset().union(*(each.days for each in each_one)),
    )


class _Sources(Mapping[str, Source]):
    """The texts of files, each made when it is asked for."""

    def __init__(self, files: Mapping[str, AFile]) -> None:
        self._files = files

    def __getitem__(self, path: str) -> Source:
        file = self._files[path]
        source = file.source if isinstance(file, OpenFile) else None
        if source is None:
            raise KeyError(path)
        return source

    def __iter__(self) -> Iterator[str]:
        return (path for path, file in self._files.items() if isinstance(file, OpenFile) and file.source is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _below(folder: Path, held: _Unsaved) -> _Files:
    """Return the files below a folder that should hold documents; what keeps one from being read is one of them."""
    given = held.put_into(_opened(folder), folder)
    if not given.files and all(each.severity != "error" for each in given.faults):
        from smpolicy.documents.files import no_documents

        raise no_documents(folder)
    return given


def _opened(folder: Path, shown: Callable[[Path], str] = str) -> _Files:
    files, faults = open_folder(folder, shown=shown)
    return _Files(files=tuple(files), faults=tuple(faults)).each_once()


def _bring_their_own_base(given: _Files, finder: Finder) -> bool:
    """Whether files bring an instrument, and none of them names one of the packaged base."""
    cards = finder.cards([_given(each, checked=True) for each in given.files]).values()
    if not any(card.form == INSTRUMENT for card in cards):
        return False
    base = [_given(each, checked=False) for each in packaged_files() if folder_below_overlays(each.path) is None]
    packaged = {card.id for card in finder.cards(base).values() if card.form == INSTRUMENT}
    return not any(packaged & {card.id, *card.mentions} for card in cards)


def _around(policies: str | Path | None, held: _Unsaved) -> _Files:
    """Return what counts beside files that are named."""
    if policies is not None:
        folder = path_of(policies)
        if not folder.is_dir():
            raise UnreadablePath(path=str(policies), reason="there is no such folder")
        return _below(folder, held)
    prepared = prepared_files()
    return _opened(policies_folder(), shown_as) if prepared is None else _Files(files=prepared)
