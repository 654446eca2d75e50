"""Half-open intervals of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smpolicy.timeline import Interval

DAYS = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2020, 2, 1)))
INTERVALS = st.builds(lambda start, until: Interval(start=start, until=until), DAYS, DAYS)


def test_the_first_day_is_in_and_the_last_bound_is_out() -> None:
    """What ends on a day and what begins on it neither overlap nor leave a gap."""
    day = date(2021, 1, 1)
    earlier, later = Interval(until=day), Interval(start=day)
    assert day not in earlier
    assert day in later
    assert not earlier.overlaps(later)
    assert earlier.overlaps(Interval())


@given(INTERVALS, INTERVALS)
def test_overlap_is_a_shared_day(one: Interval, other: Interval) -> None:
    """Two intervals overlap exactly where some day lies in both."""
    days = [date(2019, 12, 31) + timedelta(days=n) for n in range(40)]
    shared = any(day in one and day in other for day in days)
    if not one.is_empty() and not other.is_empty():
        assert one.overlaps(other) == shared


@pytest.mark.parametrize("start", [date(2020, 1, 2), date(2020, 1, 1)])
def test_an_interval_that_ends_before_it_begins_holds_no_day(start: date) -> None:
    """An interval whose end is not after its start is empty."""
    assert Interval(start=start, until=date(2020, 1, 1)).is_empty()
