"""The rebase of an overlay: from the text that it was written under to another version of it."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final, cast

from smpolicy.authoring.pinning import present_pin, with_pin
from smpolicy.authoring.rewriting import OverlayFile, Placed, placed, write
from smpolicy.comparing.changes import Comparison
from smpolicy.comparing.fates import MECHANICAL, Fate, FateKind, Rebase
from smpolicy.documents.corpus import open_file
from smpolicy.documents.document import Document
from smpolicy.documents.editing import put_at
from smpolicy.documents.files import printable
from smpolicy.documents.forms import BaseForm, InstrumentForm, OverlayForm
from smpolicy.foundations.errors import MissingInstrument, SmpolicyError, UsageError
from smpolicy.foundations.source import Source
from smpolicy.library import Library, library_of
from smpolicy.lowering import Lowered
from smpolicy.lowering.citations import Cited, cited_by
from smpolicy.lowering.overlays import owner
from smpolicy.lowering.works import Work, WorkVersion, works_among
from smpolicy.meaning.anchors import Passage, passages_of

#: No more places than this are offered for one that is gone, and none less like it.
_MOST_OFFERED: Final = 3
_LIKE: Final = 0.6


@dataclass(kw_only=True, eq=False)
class UnknownVersion(UsageError):  # noqa: N818  (named for what is wrong)
    """An overlay was to be rebased to a version that there is not, or that it cannot go to."""

    version: str
    reason: str

    def __str__(self) -> str:
        """Name the version and the reason."""
        return f"it cannot be rebased to `{self.version}`: {self.reason}; nothing was written"


@dataclass(kw_only=True, eq=False)
class CannotRebase(UsageError):  # noqa: N818  (named for what is wrong)
    """A rebase cannot be applied until people have decided something."""

    path: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        """Name the file and what is to be decided."""
        return f"`{self.path}` cannot be rebased yet: {'; '.join(self.reasons)}; nothing was written"


@dataclass(frozen=True, kw_only=True)
class Rebased:
    """An overlay's file with what a rebase of it comes to, and the text that it would have."""

    file: OverlayFile
    rebase: Rebase
    text: str

    def apply(self) -> bool:
        """Write the text, if it is another; return whether it was.

        Raises `CannotRebase` where something is to be decided first, and what `write` raises.
        """
        if self.rebase.hindrances:
            raise CannotRebase(path=self.file.source.path, reasons=self.rebase.hindrances)
        changed = self.text != self.file.source.text
        if changed:
            write([(self.file, self.text)])
        return changed


def rebased(
    file: OverlayFile, version: str, library: Library, *, base: Path | None = None, chosen: Mapping[str, str] = {}
) -> Rebased:
    """Work out what a rebase of an overlay to a version comes to, and write nothing.

    `base` is a file with the text that it was written under, where the documents hold that no more; `chosen` says of
    places that are gone, split or merged what they are to become.

    Raises `UnknownVersion` for a version that there is not, or that is an earlier one, `InvalidOverlay` if the file has
    errors or would have them, and `MissingInstrument` if what it stands under is not there.
    """
    before = placed(file, file.source, library)
    errors = [each for each in before.errors if each.path == file.source.path]
    if errors:
        raise before.invalid(errors)
    return _Rebasing(file=file, asked=version, here=before, base=base, chosen=chosen).result()


@dataclass(frozen=True, kw_only=True, eq=False)
class _Rebasing:
    """One rebase on its way."""

    file: OverlayFile
    asked: str
    here: Placed
    base: Path | None
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> OverlayForm:
        """What the overlay says."""
        return self.file.form

    @property
    def pin(self) -> BaseForm | None:
        """Its pin, if that is one to what it stands under."""
        pin = self.form.base
        return pin if pin is not None and pin.id == self.above else None

    @cached_property
    def above(self) -> str:
        """The name of what it stands under: an instrument, or another overlay."""
        return self.form.under.partition("#" if "#" in self.form.under else ":")[0]

    @cached_property
    def work(self) -> Work | None:
        """The instrument that it stands under, in its versions; nothing where that is another overlay."""
        documents = self.here.library.corpus.documents
        return works_among(each for each in documents if isinstance(each.form, InstrumentForm)).get(self.above)

    # -------------------------------------------------------- versions

    @cached_property
    def target(self) -> WorkVersion | None:
        """The version that was asked for; of an overlay above there is one alone.

        Raises `UnknownVersion`, and `MissingInstrument` if what it stands under is not there.
        """
        if self.work is None:
            above = self.here.library.lowered.instruments.get(self.above)
            if above is None:
                raise MissingInstrument
            if self.asked != above.version:
                reason = f"it stands under `{self.above}`, of which `{above.version}` is here"
                raise UnknownVersion(
                    version=self.asked, reason=f"{reason}; rebase that one first where the text above both has changed"
                )
            return None
        named = [each for each in self.work.versions if self.asked in (each.id, each.form.version)]
        by_id = [each for each in named if each.id == self.asked]
        found = (by_id or named)[-1:]
        if not found:
            listed = ", ".join(f"`{each.form.version}` ({each.id})" for each in self.work.issued)
            raise UnknownVersion(version=self.asked, reason=f"of `{self.above}` there are {listed}")
        if found[0] not in self.work.issued:
            raise UnknownVersion(version=self.asked, reason="that is a draft, which governs nothing")
        written = self.written
        if written is not None and self.work.is_earlier(found[0], written):
            reason = f"it was written under `{written.form.version}`, which comes later; a rebase goes forward alone"
            raise UnknownVersion(version=self.asked, reason=reason)
        return found[0]

    @cached_property
    def written(self) -> WorkVersion | None:
        """The version that it was written under, of those that are here: by its pin, or else by its first day."""
        if self.work is None:
            return None
        if self.form.base is None:
            return self.work.on(self.form.dates.effective.from_ or date.min)
        if self.pin is None:
            return None
        named = [each for each in self.work.issued if each.form.version == self.pin.version]
        exact = [each for each in named if each.document.digest == self.pin.digest]
        return next(iter(exact or named), None)

    @cached_property
    def old_text(self) -> Library | None:
        """The documents with the text that it was written under, and none later; nothing where that is not here."""
        library = self.here.library
        if self.base is not None:
            return self._with_old(_instrument(self.base))
        if self.work is None:
            return library if self._pinned_exactly(library.lowered) else None
        written = self.written
        if written is None or not (self.pin is None or written.document.digest == self.pin.digest):
            return None
        document = next(each for each in library.corpus.documents if each.path == written.document.path)
        return self._with_old(document) if len(self.work.versions) > 1 else library

    def _pinned_exactly(self, lowered: Lowered) -> bool:
        above = lowered.instruments.get(self.above)
        return above is not None and (self.pin is None or self.pin.digest == above.digest)

    def _with_old(self, document: Document) -> Library:
        """Return the documents with one version of the work alone, which then has no last day."""
        form = cast(InstrumentForm, document.form)
        if (form.work or form.id) != self.above:
            reason = f"`{document.path}` holds `{form.work or form.id}`, and this stands under `{self.above}`"
            raise UnknownVersion(version=self.asked, reason=reason)
        endless = replace(form.dates, effective=replace(form.dates.effective, until=None))
        earlier = {each.document.path for each in self._before(form.id)}
        alone = replace(document, form=replace(form, dates=endless, status="in-force"))
        versions = {each.document.path for each in self.work.versions} if self.work is not None else set()
        corpus = self.here.library.corpus
        others = [each for each in corpus.documents if each.path in earlier or each.path not in versions]
        others = [each for each in others if each.path != document.path]
        return library_of(replace(corpus, documents=(*others, alone)))

    def _before(self, name: str) -> Iterator[WorkVersion]:
        """Yield the versions before one: some provisions are named as they were in these."""
        if self.work is not None:
            yield from itertools.takewhile(lambda each: each.id != name, self.work.issued)

    @cached_property
    def there(self) -> Lowered:
        """What the documents mean where the version that was asked for counts."""
        lowered, target = self.here.library.lowered, self.target
        for each in lowered.editions:
            version = each.edition.versions.get(self.above) if each.edition is not None and target is not None else None
            if target is not None and version is not None and version.id == target.id:
                return each
        return lowered

    # -------------------------------------------------------- fates

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """All that can be cited there."""
        return passages_of(self.there.instruments.values())

    @cached_property
    def old_passages(self) -> Mapping[str, Passage]:
        """All that could be cited in the text that it was written under, where that is here."""
        if self.old_text is None:
            return {}
        day = self.written.start if self.written is not None and self.base is None else date.max
        return passages_of(self.old_text.lowered.on(day).instruments.values())

    @cached_property
    def known_words(self) -> Mapping[str, Passage]:
        """The words of all versions that are here, by their digests: those of an old pin may be among them."""
        lowered = self.here.library.lowered
        every = [
            each for known in (lowered, *lowered.editions) for each in passages_of(known.instruments.values()).values()
        ]
        return {each.digest: each for each in (*every, *self.old_passages.values())}

    @cached_property
    def fates(self) -> tuple[Fate, ...]:
        """What becomes of each place that it cites."""
        cited: dict[str, list[Cited]] = {}
        for each in cited_by(self.form):
            cited.setdefault(each.anchor, []).append(each)
        document = next(each for each in self.here.library.corpus.documents if each.path == self.file.source.path)
        fates = []
        for anchor, places in cited.items():
            at = tuple(document.place(*each.path, key=each.key) for each in places)
            fates.append(replace(self._fate(anchor), cited_at=at, chosen=self.chosen.get(anchor)))
        return tuple(fates)

    def _fate(self, anchor: str) -> Fate:
        ids, why = self._passed(anchor)
        ids = tuple(each for each in ids if each in self.passages)
        after = tuple(self.passages[each] for each in ids)
        pinned = self.pin.anchors.get(anchor) if self.pin is not None else None
        before = self.old_passages.get(anchor)
        if pinned is not None and (before is None or before.digest != pinned):
            before = self.known_words.get(pinned)
        was = pinned or (before.digest if before is not None else None)
        if was is None and after and self._same_words_throughout and anchor.startswith(f"{self.above}:"):
            was, before = after[0].digest, after[0]
        kind: FateKind
        if not ids:
            kind = "gone"
        elif len(ids) > 1:
            kind = "split"
        elif was is None:
            kind = "untold"
        elif was == after[0].digest:
            kind = "unchanged" if ids == (anchor,) else "moved"
        else:
            kind = "merged" if self._others_became(anchor, ids[0]) else "reworded"
        candidates = tuple(self._nearest(before, was)) if kind == "gone" else ()
        return Fate(
            anchor=anchor, kind=kind, now=ids, before=before, after=after, why=why, candidates=candidates, cited_at=()
        )

    @property
    def _same_words_throughout(self) -> bool:
        """Whether the pin says that every word of what it stands under was the present one."""
        above = self.there.instruments.get(self.above)
        text = self.pin.text_digest if self.pin is not None else None
        return above is not None and text == above.text_digest

    def _passed(self, anchor: str) -> tuple[tuple[str, ...], str]:
        """Return what an anchor is now, by the documents' own saying; and why it is gone, if it is."""
        name, _, short = anchor.partition(":")
        if "#" in anchor or name != self.above or self.work is None or self.written is None or self.target is None:
            return (anchor,), ""
        passed = self.work.passed(short, self.written, self.target)
        return tuple(f"{name}:{each}" for each in passed.ids), passed.why

    def _others_became(self, anchor: str, now: str) -> bool:
        """Whether something else of the earlier version became what this became."""
        if self.work is None or self.written is None or self.target is None:
            return False
        name = f"{self.above}:"
        others = (f"{name}{short}" for short in self.written.provisions)
        return any(now in self._passed(each)[0] for each in others if each != anchor)

    def _nearest(self, before: Passage | None, digest: str | None) -> Iterator[Passage]:
        """Yield what stands there in the same words or, where nothing does, in the most alike ones."""
        named = {each.anchor: each for each in self.passages.values() if ":" in each.anchor and "#" not in each.anchor}
        same = [each for each in named.values() if each.digest == digest]
        if same or before is None:
            yield from same[:_MOST_OFFERED]
            return
        likeness = {
            name: difflib.SequenceMatcher(None, before.text, each.text, autojunk=False).ratio()
            for name, each in named.items()
            if each.text
        }
        best = sorted((name for name in named if likeness.get(name, 0) > _LIKE), key=lambda name: -likeness[name])
        yield from (named[name] for name in best[:_MOST_OFFERED])

    # -------------------------------------------------------- the patch

    @cached_property
    def hindrances(self) -> tuple[str, ...]:
        """What is to be decided, or done otherwise, before anything can be written."""
        said = []
        cited = {each.anchor for each in self.fates}
        for anchor, there in self.chosen.items():
            if anchor not in cited:
                said.append(f"it does not cite `{anchor}`, for which something was chosen")
            if there not in self.passages:
                said.append(f"`{there}`, which was chosen, does not exist in that version")
        for each in self.fates:
            if each.undecided:
                said.append(_question(each))
        if self._takes_days_away:
            first, start = self.form.dates.effective.from_, self.target.start if self.target is not None else None
            since = f"since {first}" if first else "from the first"
            said.append(
                f"it is in force {since}, and one that is written under the later version holds from {start} on alone: "
                f"issue another that begins on that day"
            )
        return tuple(said)

    @property
    def _takes_days_away(self) -> bool:
        """Whether an issuance holds on days before the version, on which it would hold no longer."""
        first, until = self.form.dates.effective.from_, self.form.dates.effective.until
        target = self.target
        if target is None or target is self.written or self.form.status == "draft" or len(self._issued) < 2:
            return False
        return (first is None or first < target.start) and (until is None or first is None or first < until)

    @property
    def _issued(self) -> tuple[WorkVersion, ...]:
        return self.work.issued if self.work is not None else ()

    @cached_property
    def edited(self) -> Source:
        """The text with what is mechanical, and with what was chosen: its places, and its pin."""
        if self.hindrances:
            return self.file.source
        there = {each.anchor: each.chosen or each.now[0] for each in self.fates}
        places = {
            (each.path, each.key): there[each.anchor]
            for each in cited_by(self.form)
            if there[each.anchor] != each.anchor
        }
        source = put_at(self.file.source, places) if places else self.file.source
        pin = self._new_pin(there)
        return with_pin(source, self.form.base, pin) if pin != self.form.base else source

    def _new_pin(self, there: Mapping[str, str]) -> BaseForm:
        """Return the pin to the version; what has other words keeps the digest of those that it was written under."""
        form = replace(self.form, under=there[self.form.under])
        pin = present_pin(form, self.there.instruments)
        anchors: dict[str, str] = {}
        for each in self.fates:
            now = there[each.anchor]
            if each.kind in MECHANICAL and now == each.now[0]:
                anchors[now] = self.passages[now].digest
            else:
                pinned = self.pin.anchors.get(each.anchor) if self.pin is not None else None
                anchors[now] = pinned or (each.before.digest if each.before is not None else "")
        return replace(pin, anchors=anchors)

    # -------------------------------------------------------- answers

    def _answers(self, after: Placed) -> tuple[Comparison | None, str]:
        """Return what changes in answers from the one version to the other, on the first day of both."""
        if self.old_text is None:
            return None, "the text that it was written under is not here; --base names its file"
        first = self.form.dates.effective.from_ or date.min
        start = self.target.start if self.target is not None else date.min
        day, until = max(first, start), self.form.dates.effective.until
        day = date.today() if day == date.min else day
        if until is not None and until <= day:
            return None, f"it holds until {until}, and that version begins on {start}"
        from smpolicy.policy.difference import compare

        drafts = self.form.status == "draft"
        try:
            sides = [
                each.resolve(owner(self.form), as_of=day, drafts=drafts) for each in (self.old_text, after.library)
            ]
        except SmpolicyError as error:
            return None, str(error)
        return compare(*sides), ""

    def result(self) -> Rebased:
        """Return what it comes to. Raises `InvalidOverlay` if the documents would have errors by it."""
        target = self.target
        after = self.here
        if self.edited != self.file.source:
            after = placed(self.file, self.edited, self.here.library)
            known = {(each.place, each.code, each.message) for each in self.here.errors}
            new = [each for each in after.errors if (each.place, each.code, each.message) not in known]
            if new:
                raise after.invalid(new)
        answers, not_compared = self._answers(after)
        was, now = (each.text.splitlines(keepends=True) for each in (self.file.source, self.edited))
        patch = "".join(_ended(difflib.unified_diff(was, now, self.file.source.path, self.file.source.path)))
        rebase = Rebase(
            id=self.form.id,
            path=self.file.source.path,
            above=self.above,
            written_under=self._written_under,
            to=f"{target.form.version} ({target.id})" if target is not None else self.asked,
            fates=self.fates,
            hindrances=self.hindrances,
            notices=tuple(self._notices()),
            patch=patch,
            answers=answers,
            not_compared=not_compared,
        )
        return Rebased(file=self.file, rebase=rebase, text=self.edited.text)

    @property
    def _written_under(self) -> str | None:
        if self.form.base is not None:
            return self.form.base.version
        return self.written.form.version if self.written is not None else None

    def _notices(self) -> Iterator[str]:
        pin = self.form.base
        first, target = self.form.dates.effective.from_, self.target
        if pin is None:
            yield "it has no pin; by its first day it is taken to be written under the version that holds then"
        elif self.pin is None:
            yield f"it is pinned to `{pin.id}`, and stands under `{self.above}`"
        elif self.work is not None and self.written is None:
            yield f"it is pinned to version `{pin.version}` of `{pin.id}`, which is not here"
        elif self.old_text is None:
            yield f"the text of `{pin.id}`, version `{pin.version}`, that it is pinned to is not the one that is here"
        begun_later = target is not None and target is not self.written and len(self._issued) > 1
        if begun_later and target is not None and self.form.status == "draft" and (first or date.min) < target.start:
            yield f"it is to hold from {first}, and will hold from {target.start} on, with that version"


def _question(fate: Fate) -> str:
    """Ask what people must decide on a place."""
    where = ", ".join(f"{each.path}:{each.line}" for each in fate.cited_at)
    asked = f"--move {fate.anchor}=ID"
    match fate.kind:
        case "gone":
            near = f"; near to it stand {', '.join(each.anchor for each in fate.candidates)}" if fate.candidates else ""
            return f"`{fate.anchor}` is gone{near}: say under what it is to stand ({asked}), or take it out of {where}"
        case "split":
            return f"`{fate.anchor}` was split into {' and '.join(fate.now)}: say which is meant ({asked})"
        case "merged":
            return f"`{fate.anchor}` was merged with others into {fate.now[0]}: say whether that is meant ({asked})"
        case "untold":
            return (
                f"nobody can tell whether the words of `{fate.anchor}` have changed: name the text that it was written "
                "under with --base, or read it again and let `smpolicy pin` write the present one"
            )
        case _:
            return f"`{fate.anchor}` is `{fate.now[0]}` now, in other words: say whether that is meant ({asked})"


def _ended(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a patch, each of which ends."""
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _instrument(path: Path) -> Document:
    """Read the file of an instrument. Raises `UnknownVersion` if none can be read in it."""
    reading = open_file(path, printable(path), named=True).reading
    document = reading.document
    if document is None or reading.broken or not isinstance(document.form, InstrumentForm):
        raise UnknownVersion(version=printable(path), reason="no instrument can be read in that file")
    return document
