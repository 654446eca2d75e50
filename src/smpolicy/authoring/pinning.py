"""The pin of an overlay: which text of the base it was written against, and the words of all that it cites there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from smpolicy.authoring.rewriting import OverlayFile, open_overlay, write
from smpolicy.documents.editing import put, put_each
from smpolicy.documents.forms import BaseForm, OverlayForm
from smpolicy.foundations.errors import MissingInstrument
from smpolicy.foundations.source import Source
from smpolicy.library import Library
from smpolicy.lowering import Lowered
from smpolicy.lowering.citations import cited_by
from smpolicy.meaning.anchors import passages_of
from smpolicy.meaning.norms import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """An overlay's file with its pin: the one that it had, and the one that it has now."""

    file: OverlayFile
    before: BaseForm | None
    now: BaseForm
    text: str

    @property
    def outdated(self) -> bool:
        """Whether the pin that it had named another base or other words, so that its norms are to be read again."""
        return self.before is not None and (_of_document(self.before) != _of_document(self.now) or bool(self.reworded))

    @property
    def same_words(self) -> bool:
        """Whether the pin that it had says that the words of the provisions were the present ones."""
        return self.before is not None and self.before.text_digest == self.now.text_digest and not self.reworded

    @property
    def reworded(self) -> tuple[str, ...]:
        """What it cites with other words than those that the pin it had says of it, or that is cited no longer so."""
        before = self.before.anchors if self.before is not None else {}
        return tuple(each for each, digest in self.now.anchors.items() if before.get(each, digest) != digest)

    @property
    def told_apart(self) -> bool:
        """Whether the pin that it had names the words of everything that it cites."""
        return self.before is not None and self.now.anchors.keys() <= self.before.anchors.keys()

    @property
    def nowhere(self) -> tuple[str, ...]:
        """What it cites that is not there, so that no words of it can be pinned."""
        cited = dict.fromkeys(each.anchor for each in cited_by(self.file.form))
        return tuple(each for each in cited if each not in self.now.anchors)

    @property
    def changed(self) -> bool:
        """Whether the file is another than before."""
        return self.text != self.file.source.text


def pin(paths: Iterable[Path], library: Library) -> tuple[Pinned, ...]:
    """Write the present base into the files of overlays; where one cannot be pinned, none is written.

    Raises `MissingInstrument` if the documents do not hold what an overlay stands under, and what `open_overlay`,
    `put` and `write` raise.
    """
    pinned = tuple(_pinned(open_overlay(path), library) for path in paths)
    write((each.file, each.text) for each in pinned if each.changed)
    return pinned


def _of_document(form: BaseForm) -> BaseForm:
    return replace(form, text_digest=None, anchors={})


def _pinned(file: OverlayFile, library: Library) -> Pinned:
    now = present_pin(file.form, _written_against(file.form, library).instruments)
    source, before = file.source, file.form.base
    if before != now:
        source = with_pin(source, before, now)
    return Pinned(file=file, before=before, now=now, text=source.text)


def _written_against(form: OverlayForm, library: Library) -> Lowered:
    """Return what the documents mean on a text's first day, or where the later version counts that it is pinned to."""
    begins, pin = form.dates.effective.from_, form.base
    if begins is None:
        return library.lowered
    for each in library.lowered.editions:
        since = each.edition.since if each.edition is not None else None
        there = each.instruments.get(pin.id) if pin is not None else None
        exact = pin is not None and there is not None and (pin.version, pin.digest) == (there.version, there.digest)
        if exact and since is not None and since > begins:
            return each
    return library.lowered.on(begins)


def present_pin(form: OverlayForm, instruments: Mapping[str, Instrument]) -> BaseForm:
    """Return the pin of an overlay to what it stands under and cites among these instruments.

    Raises `MissingInstrument` if what it stands under is none of them.
    """
    under = form.under  # what it was written against is the nearest above
    base = instruments.get(under.partition("#" if "#" in under else ":")[0])
    if base is None:
        raise MissingInstrument
    passages = passages_of(instruments.values())
    cited = dict.fromkeys(each.anchor for each in cited_by(form))
    anchors = {each: passages[each].digest for each in cited if each in passages}
    return BaseForm(id=base.id, version=base.version, digest=base.digest, text_digest=base.text_digest, anchors=anchors)


def with_pin(source: Source, before: BaseForm | None, now: BaseForm) -> Source:
    """Return the text of an overlay with another pin, or with its first one. Raises `CannotEdit`, as `put` does."""
    for key in ("id", "version", "digest", "text_digest"):
        value = getattr(now, key)
        if value is not None and (before is None or getattr(before, key) != value):
            source = put(source, ("base", key), value, after=("under",))
    return put_each(source, ("base", "anchors"), now.anchors) if now.anchors else source
