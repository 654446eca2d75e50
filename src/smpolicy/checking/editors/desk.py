"""A desk: the texts that somebody has open, and what is found on them among their neighbours."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smpolicy.checking import check
from smpolicy.documents.corpus import folder_below_overlays
from smpolicy.documents.packaged import policies_folder
from smpolicy.foundations.source import MOST_BYTES, Source, Span

if TYPE_CHECKING:
    from smpolicy.checking import CheckReport
    from smpolicy.foundations.corrections import Correction
    from smpolicy.foundations.diagnostics import Diagnostic

#: How the first key of every document begins; other YAML is none of ours.
_OURS: Final = re.compile(r"^\ufeff?[\"']?schema[\"']?\s*:|smpolicy/", re.MULTILINE)


@dataclass(slots=True, kw_only=True)
class Desk:
    """The open texts by their paths, and what was found on them last; it reads files, and never writes one."""

    #: The folder of documents beside which they are read; else the one that each stands in.
    policies: Path | None = None
    #: Where what is found is kept; nowhere, if nothing is named.
    cache: Path | None = None
    texts: dict[str, str] = field(default_factory=dict)
    reports: dict[Path | None, CheckReport] = field(default_factory=dict)

    def hold(self, path: str, text: str) -> None:
        """Take a text in: it counts in the place of the file, until it is let go."""
        self.texts[path] = text

    def let_go(self, path: str) -> None:
        """Forget a text that was closed: what is on disk counts again."""
        self.texts.pop(path, None)

    def looked_at(self, path: str) -> bool:
        """Whether a text is one of ours: it says so, or it stands where documents do."""
        if self.policies is not None and Path(path).is_relative_to(self.policies):
            return True
        return folder_below_overlays(path) is not None or _OURS.search(self.texts[path][:4096]) is not None

    def findings(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Return what is found on each open text, beside the others and the files around them."""
        texts = dict(self.texts)  # whoever types meanwhile is answered the next time
        together: dict[Path | None, list[str]] = {}
        for path in texts:
            if self.looked_at(path):
                together.setdefault(self.neighbours(path), []).append(path)
        unsaved = {path: text.encode("utf-8", "replace") for path, text in texts.items()}
        found: dict[str, tuple[Diagnostic, ...]] = dict.fromkeys(texts, ())
        for folder, paths in together.items():
            here = {path: unsaved[path] for path in unsaved if path in paths}
            report = self.reports[folder] = check(*paths, policies=folder, cache=self.cache, unsaved=here)
            for each in report.diagnostics:
                if each.path in found:
                    found[each.path] = (*found[each.path], each)
        return found

    def report(self, path: str) -> CheckReport:
        """Return the last report that a text had part in; where there is none, one is made."""
        folder = self.neighbours(path)
        if folder not in self.reports:
            self.findings()
        if folder not in self.reports:
            self.reports[folder] = check(path, policies=folder, cache=self.cache, unsaved={path: b""})
        return self.reports[folder]

    def neighbours(self, path: str) -> Path | None:
        """Return the folder beside whose documents a text is read: the one that was named, or that above `overlays/`.

        Without one, it stands beside the packaged documents.
        """
        if self.policies is not None:
            return self.policies
        if folder_below_overlays(path) is None:
            return None
        above = next(each for each in Path(path).parents if each.name == "overlays").parent
        return above if above.is_dir() and any(above.iterdir()) else None

    def source(self, path: str) -> Source | None:
        """Return the text of a file as it stands here or on disk; nothing where it cannot be had, or is too large."""
        if path in self.texts:
            text = self.texts[path]
            return Source(path=path, text=text) if len(text) <= MOST_BYTES else None
        from smpolicy.documents.files import decode, read_bytes

        content, _ = read_bytes(on_disk(path), path)
        return None if content is None else decode(content, path)[0]

    def corrections(self, path: str, found: tuple[Diagnostic, ...], here: Span) -> list[tuple[Diagnostic, Correction]]:
        """Return what can be written to mend what was found where somebody stands, with what each would mend."""
        lines = range(here.line, here.end_line + 1)
        return [
            (each, correction)
            for each in found
            if each.span is None or each.span.line in lines or here.line in range(each.span.line, each.span.end_line)
            for correction in each.corrections
            if all(edit.span.path == path for edit in correction.edits)
        ]


def on_disk(path: str) -> Path:
    """Return where a file stands that a finding names: a packaged one is named from the root of the package."""
    place = Path(path)
    return place if place.is_absolute() or os.path.exists(place) else policies_folder().parent / place
