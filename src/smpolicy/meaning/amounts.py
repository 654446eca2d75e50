"""Numbers that are counted in words, and the bounds that words make of them: "within 36 hours", "more than three".

Days of the calendar are read as far as words say for certain that a period takes them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from smpolicy.meaning.limiting_words import FILLERS

_ONES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TO_NINE: Final = _ONES.split()[:9]
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"


def _numbers() -> Iterator[tuple[str, int]]:
    yield from ((word, number) for number, word in enumerate(_ONES.split(), 1))
    for number, word in enumerate(_TENS.split(), 2):
        yield word, 10 * number
        yield from ((f"{word}-{one}", 10 * number + more) for more, one in enumerate(_TO_NINE, 1))


#: Numbers in words.
NUMBERS: Final = dict(_numbers())
#: What is counted, by its names: in what it can be told exactly, and how many of these it is.
UNITS: Final = {
    name: (base, size)
    for names, base, size in (
        ("second sec", "second", 1),
        ("minute min", "second", 60),
        ("hour hr h", "second", 3600),
        ("day", "second", 86400),
        ("week", "second", 7 * 86400),
        ("fortnight", "second", 14 * 86400),
        ("month", "month", 1),
        ("year", "month", 12),
        ("metre meter m", "metre", 1),
        ("kilometre kilometer km", "metre", 1000),
        ("percent %", "percent", 1),
    )
    for name in names.split()
}
_TABLE: Final = (
    ("(?:no|not) (?:less|fewer|earlier|sooner|younger) than|at least|a minimum of|not (?:under|below)", 0, True),
    ("(?:no|not) (?:more|greater|longer|older) than|at most|a maximum of|not (?:over|above|exceeding)", 1, False),
    ("more than|greater than|longer than|older than|exceed(?:s|ed|ing)?|in excess of|over|above", 1, True),
    ("less than|fewer than|shorter than|younger than|under|below", 0, False),
    ("(?:no|not) later than|within(?: the first)?|up to|until|till|for|(?:in|during) the first", None, None),
)
#: What words before a number make of it: how far behind the number the values above the bound begin, and whether they
#: are taken in. Where it is not said, the words leave open on which side the number itself is.
_BEFORE: Final = tuple(
    (re.compile(rf"\b(?:{phrases}) (?:the age of |an? total of )?$", re.IGNORECASE), edge, above)
    for phrases, edge, above in _TABLE
)
#: The same, of words behind it.
_BEHIND: Final = tuple(
    (re.compile(rf"^(?: \w+)? (?:{phrases})\b", re.IGNORECASE), edge, above)
    for phrases, edge, above in (
        ("(?:or|and) (?:more|over|above|older|longer)", 0, True),
        ("(?:or|and) (?:less|fewer|under|younger|shorter)", 1, False),
    )
)
#: Words before a bound that can turn its direction.
_TURNS: Final = re.compile(
    r"\b(?:not|never|no|until|till|unless|without|before|wait\w*|except|nor|neither|\w+n['’]t|fail\w*|laps\w*)\b",
    re.IGNORECASE,
)
_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_TENS_AND_ONES: Final = rf"(?:{'|'.join(_TENS.split())})(?:[- ](?:{'|'.join(_TO_NINE)})\b)?"
_NUMBER: Final = rf"\d+(?:,\d{{3}})*|{_TENS_AND_ONES}|{'|'.join(reversed(_ONES.split()))}"
#: With these behind it, a number is more than its own word says.
_MORE: Final = r" (?:and a half|hundreds?|thousands?|millions?|dozens?|score)\b"
#: No number of a paragraph, no day of the calendar, no time of day and no part of a number.
_COUNTED: Final = re.compile(
    rf"(?<![\w.:,/§#-])(?P<number>{_NUMBER})(?![\w:/]|\.\d|,\d|\.? (?:{_MONTHS})\b|-(?!\w+\b)|{_MORE})"
    r"(?: \([\w-]+\)|\))?(?:(?:[ -]|(?=%))(?P<unit>[A-Za-z]+|%))?",
    re.IGNORECASE,
)
_NAMES: Final = re.compile(
    "\\b(?:sections?|articles?|paragraphs?|para|rules?|regulations?|annex|appendix|chapter|nos?|numbers?|instructions?|"
    r"item|bullet|layer|version|page)\.? $",
    re.IGNORECASE,
)
#: The last day of a period, where the words take it in: "to 31 March 2027", but not "until 31 March".
_LAST: Final = re.compile(
    rf"\b(?:to|through|(?:up to|until|till) and including) (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? "
    rf"(?P<month>{_MONTHS})\b(?:,? (?P<year>\d{{4}})\b)?",
    re.IGNORECASE,
)
#: "Within a day", but not "the events of a day", and not "three posts a day".
_ONE: Final = re.compile(
    r"\b(?:within|for|under|over|than|least|most|until|till|exceeding|first) (?P<number>an?) "
    r"(?P<unit>hour|day|week|fortnight|month|year|minute|kilomet(?:re|er))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number in words, what it counts, and the bound that the words make of it.

    `edge` is how far behind the number the values above the bound begin; `above`, whether the words take these in, as
    "more than" does. Where the words leave it open it is `None`.
    """

    words: str
    number: int
    #: The word behind the number; empty where there is none.
    unit: str
    edge: int | None
    above: bool | None

    def counted_in(self, unit: str) -> tuple[int, int] | None:
        """Return the number, and how many of what it counts make one of a unit; `None` where it counts something else.

        Where it counts more than the unit does, as days and hours, it is the number of units.
        """
        if _same(self.unit, unit):
            return self.number, 1
        (base, size), (other, wanted) = (UNITS.get(_one(each), ("", 0)) for each in (self.unit, unit))
        if not base or base != other:
            return None
        return (self.number * size // wanted, 1) if size % wanted == 0 else (self.number, wanted // size)


def amounts(words: str) -> Iterator[Amount]:
    """Yield the numbers that are counted in words."""
    for match in (*_COUNTED.finditer(words), *_ONE.finditer(words)):
        said = match["number"].lower().replace(",", "")
        start = match.start("number")
        before, behind = words[:start], words[match.end("number") :]
        if _NAMES.search(before):
            continue
        found = [(each.search(before), edge, above) for each, edge, above in _BEFORE]
        found += [(each.search(behind), edge, above) for each, edge, above in _BEHIND]
        bound, edge, above = next((each for each in found if each[0]), (None, None, None))
        begins = bound.start() if bound and bound.string is before else start
        unit = match["unit"] or ""
        counts = unit.lower() not in FILLERS
        yield Amount(
            words=words[begins : match.end() if counts else match.end("number")],
            number=1 if said in ("a", "an") else NUMBERS.get(said.replace(" ", "-")) or int(said),
            unit=unit if counts else "",
            edge=edge,
            above=None if _TURNS.search(words[:begins]) else above,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDay:
    """The day of the calendar with which a period ends in words, that day included."""

    words: str
    day: int
    month: int
    year: int | None

    def is_(self, day: date) -> bool:
        """Whether it is this day, of whatever year where the words name none."""
        return (self.day, self.month, self.year or day.year) == (day.day, day.month, day.year)

    def follows(self, year: int) -> date | None:
        """Return the day after it, in a year if the words name none; `None` where there is no such day."""
        try:
            return date(self.year or year, self.month, self.day) + timedelta(days=1)
        except (ValueError, OverflowError):  # as the 31st of April
            return None


def last_days(words: str) -> Iterator[LastDay]:
    """Yield the days with which the periods in words end, where these take them in for certain."""
    months = [each.lower() for each in _MONTHS.split("|")]
    for match in _LAST.finditer(words):
        yield LastDay(
            words=match.group(),
            day=int(match["day"]),
            month=months.index(match["month"].lower()) + 1,
            year=int(match["year"]) if match["year"] else None,
        )


def _one(unit: str) -> str:
    """Return the name of one of what is counted: `hour` for `hours`."""
    lower = unit.lower()
    return lower if lower in UNITS else lower.removesuffix("s")


def _same(unit: str, other: str) -> bool:
    return unit != "" and (_one(unit) == _one(other) or unit.lower().removesuffix("ies") + "y" == other.lower())
