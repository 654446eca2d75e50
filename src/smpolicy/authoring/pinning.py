"""The pin of an overlay: which text of the base it was written against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from smpolicy.authoring.rewriting import OverlayFile, open_overlay, write
from smpolicy.documents.editing import put
from smpolicy.documents.forms import BaseForm
from smpolicy.foundations.errors import MissingInstrument
from smpolicy.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """An overlay's file with its pin: the one that it had, and the one that it has now."""

    file: OverlayFile
    before: BaseForm | None
    now: BaseForm
    text: str

    @property
    def outdated(self) -> bool:
        """Whether the pin that it had named another base, so that its norms are to be read again."""
        return self.before is not None and replace(self.before, text_digest=None) != replace(self.now, text_digest=None)

    @property
    def same_words(self) -> bool:
        """Whether the pin that it had says that the words of the provisions were the present ones."""
        return self.before is not None and self.before.text_digest == self.now.text_digest

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


def _pinned(file: OverlayFile, library: Library) -> Pinned:
    begins = file.form.dates.effective.from_
    lowered = library.lowered.on(begins) if begins else library.lowered  # the version that holds then, or the last one
    under = file.form.under  # what it was written against is the nearest above
    base = lowered.instruments.get(under.partition("#" if "#" in under else ":")[0])
    if base is None:
        raise MissingInstrument
    now = BaseForm(id=base.id, version=base.version, digest=base.digest, text_digest=base.text_digest)
    source, before = file.source, file.form.base
    if before != now:
        for key, value in asdict(now).items():
            source = put(source, ("base", key), value, after=("under",))
    return Pinned(file=file, before=before, now=now, text=source.text)
