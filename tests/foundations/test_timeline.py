"""Half-open intervals of days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from smpolicy.foundations.timeline import Interval

DAYS = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2020, 2, 1)))
INTERVALS = st.builds(lambda start, until: Interval(start=start, until=until), DAYS, DAYS)
AROUND = [date(2019, 12, 31) + timedelta(days=n) for n in range(40)]


def test_the_first_day_is_in_and_the_last_bound_is_out() -> None:
    """What ends on a day and what begins on it neither overlap nor leave a gap."""
    day = date(2021, 1, 1)
    earlier, later = Interval(until=day), Interval(start=day)
    assert day not in earlier
    assert day in later
    assert later.before(day - timedelta(days=1))
    assert not later.before(day)


@given(INTERVALS)
def test_an_interval_is_empty_exactly_where_no_day_lies_in_it(interval: Interval) -> None:
    """An interval whose end is not after its start holds no day, and every other one holds some."""
    assert interval.is_empty() == (not any(day in interval for day in AROUND))
