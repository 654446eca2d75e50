"""Days and half-open intervals of days: `[from, until)`."""

from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(day: date) -> str:
    """Write a day as people do: 1 January 2021."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The days from `start` up to, and without, `until`.

    Half-open, so that what ends on a day and what begins on it neither overlap nor leave a gap.
    `None` means no bound.
    """

    start: date | None = None
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        """Whether `day` lies in the interval."""
        return not self.before(day) and (self.until is None or day < self.until)

    def before(self, day: date) -> bool:
        """Whether `day` comes before the interval begins."""
        return self.start is not None and day < self.start

    def is_empty(self) -> bool:
        """Whether no day lies in it."""
        return self.start is not None and self.until is not None and self.until <= self.start
