"""What of overlays was compared with the instruments above, and on which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from smpolicy.foundations.in_brief import in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedNorms:
    """What was compared: norms of overlays with norms of instruments above, each by its id, and on which days."""

    norms: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    #: What the instruments above are called of which some norm was compared.
    instruments: tuple[str, ...] = ()
    days: frozenset[date] = frozenset()

    __repr__ = in_brief

    def joined(self, other: ComparedNorms) -> ComparedNorms:
        """Return what was compared here or there."""
        return ComparedNorms(
            norms=self.norms | other.norms,
            above=self.above | other.above,
            instruments=tuple(dict.fromkeys((*self.instruments, *other.instruments))),
            days=self.days | other.days,
        )
