"""What a check found, and what is asked of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from smpolicy.foundations.diagnostics import Diagnostic, HeldBack
from smpolicy.foundations.once import Unchanging, once

if TYPE_CHECKING:
    from datetime import date

    from smpolicy.conflicts.compared import ComparedNorms
    from smpolicy.conflicts.readback import ReadBack
    from smpolicy.foundations.source import Source
    from smpolicy.library import Library, Progress
    from smpolicy.meaning.norms import Instrument
    from smpolicy.render import formats


@dataclass(frozen=True, kw_only=True)
class CheckReport(Unchanging):
    """What a check found: diagnostics, and what renderers need to show them."""

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    #: The texts in which something was found.
    sources: Mapping[str, Source] = field(repr=False)
    #: What was compared with the instruments above, and on which days; nothing where no overlay was checked.
    #: A norm that was not understood was compared with nothing.
    compared: ComparedNorms | None
    #: Makes the library when somebody asks for it.
    understand: Callable[[], Library] = field(repr=False, compare=False)
    #: What was found too, and is not told.
    held_back: tuple[HeldBack, ...] = ()

    def __repr__(self) -> str:
        """Count what was found, in one line."""
        return f"<CheckReport {len(self.files)} files, {self.errors} errors, {len(self.diagnostics)} findings>"

    @once
    def library(self) -> Library:
        """The documents that were checked, and those beside which they were."""
        return self.understand()

    def choosing(self, *, select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> CheckReport:
        """Return the same with the warnings and notes of some rules held back: those not selected, and those ignored.

        Rules are named by their codes, how these begin, or their names. Errors are always told.

        Raises `UnfitChoice` if something names no rule, or if it is to be ignored and is always told.
        """
        from smpolicy.checking.selection import selection_of

        told, held = selection_of(select=select, ignore=ignore).parted(self.diagnostics)
        return replace(self, diagnostics=told, held_back=(*self.held_back, *held))

    def readbacks(self) -> tuple[ReadBack, ...]:
        """Return what the machine will do with each norm of the overlays that were checked."""
        from smpolicy.conflicts.readback import readbacks_of

        whole = self.library.lowered
        checked = [each for each in (*whole.instruments.values(), *whole.twins) if each.span.path in self.files]
        readbacks: list[ReadBack] = []
        for overlay in (each for each in checked if each.structure):
            lowered = whole.beside(overlay.span.path)[0]
            own = (each for each in (*lowered.instruments.values(), *lowered.twins) if each.span == overlay.span)
            readbacks.extend(readback for each in own for readback in readbacks_of(each, lowered))
        if not whole.reviews:
            return tuple(readbacks)
        from smpolicy.conflicts.reviewed import how_reviewed

        reviewed = how_reviewed((each.norm for each in readbacks), whole)
        return tuple(replace(each, reviewed=reviewed.says(each.norm.id)) for each in readbacks)

    def prove(self, *, progress: Progress | None = None) -> Mapping[str, frozenset[date]]:
        """Put every question that the findings on overlays rest on to z3 too, and return on which days, by overlay.

        `progress` is told each overlay.
        Raises `MissingExtra` where z3 is not installed, and `Disagreement` where the methods differ: a fault of ours.
        """
        from smpolicy.conflicts.analysis import prove
        from smpolicy.deciding.solver import EXACT, Both
        from smpolicy.deciding.z3_solver import Z3

        both = Both(first=EXACT, second=Z3())
        proved: dict[str, frozenset[date]] = {}
        for overlay in overlays_among(self.library, self.files):
            if progress is not None:
                progress(overlay.id)
            beside = self.library.lowered.beside(overlay.span.path)
            days = (prove(lowered.instruments[overlay.id], lowered, both).days for lowered in beside)
            proved[overlay.id] = frozenset().union(*days)
        return proved

    def to_json(self) -> formats.Diagnostics:
        """Return what was found as plain data, in the format `smpolicy/diagnostics@1`."""
        from smpolicy.render.json import plain_diagnostics

        return plain_diagnostics(
            self.diagnostics, files=len(self.files), compared=self.compared, held_back=self.held_back
        )

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(each.severity == "error" for each in self.diagnostics)


def overlays_among(library: Library, files: tuple[str, ...] | frozenset[str]) -> tuple[Instrument, ...]:
    """Return the overlays that stand in some files."""
    instruments = library.lowered.instruments.values()
    return tuple(each for each in instruments if each.structure and each.span.path in files)
