"""Numbers that are counted in words: what they count, and the bound that the words make of them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from smpolicy.meaning.amounts import NUMBERS, UNITS, Amount, amounts


def only(words: str) -> Amount:
    """Return the one amount in some words."""
    (found,) = amounts(words)
    return found


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("within 36 hours of its end", [(36, "hours", None, None)]),
        ("no less than twenty-four (24) hours", [(24, "hours", 0, True)]),
        ("children under the age of 18", [(18, "", 0, False)]),
        ("not until more than two weeks have passed", [(2, "weeks", 1, None)]),
        ("18 years or older", [(18, "years", 0, True)]),
        ("3 posts and less", [(3, "posts", 1, False)]),
        ("60 or over", [(60, "", 0, True)]),
        ("within a day, or for an hour", [(1, "day", None, None), (1, "hour", None, None)]),
        ("more than 1,000 followers", [(1000, "followers", 1, True)]),
        ("for at most 1,234,567 seconds", [(1234567, "seconds", 1, False)]),
        ("exceeds a total of 3 posts", [(3, "posts", 1, True)]),
        ("fewer than 5 of those", [(5, "", 0, False)]),
        ("5% of the posts", [(5, "%", None, None)]),
        ("at least 1 photo and at most 5 photos", [(1, "photo", 0, True), (5, "photos", 1, False)]),
        ("not at least 24 hours", [(24, "hours", 0, None)]),
        ("who wait 24 hours or more", [(24, "hours", 0, None)]),
        ("a 24-hour wait", [(24, "hour", None, None)]),
        ("thirty days and twenty-one nights", [(30, "days", None, None), (21, "nights", None, None)]),
        ("more than twenty four hours", [(24, "hours", 1, True)]),
        ("eleven to nineteen posts", [(11, "", None, None), (19, "posts", None, None)]),
        ("the events of a day, three times a day", [(3, "", None, None)]),
        ("section 7, Article 10, 7.2, No. 31, 1.5 hours, 22:00 and 1 January", []),
        ("rule 3 on more than 5 posts", [(5, "posts", 1, True)]),
        ("under 18s", []),
        ("more than two hundred, 3 thousand, two and a half or five dozen posts", []),
    ],
)
def test_numbers_in_words(words: str, bounds: list[tuple[int, str, int | None, bool | None]]) -> None:
    """A number that counts something is read with what it counts, and with the bound that words make of it."""
    assert [(each.number, each.unit, each.edge, each.above) for each in amounts(words)] == bounds


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("posts of more than 24 hours ago", "more than 24 hours"),
        ("posts of 24 hours or more ago", "24 hours"),
        ("at least 5 of them", "at least 5"),
        ("not within the first 24 (twenty-four) hours of it", "within the first 24 (twenty-four) hours"),
        ("it lasted over an hour or so", "over an hour"),
    ],
)
def test_an_amount_is_quoted_with_what_makes_a_bound_of_it(words: str, quoted: str) -> None:
    """From the words that make a bound of a number to what it counts, and no further."""
    assert only(words).words == quoted


def test_numbers_up_to_a_hundred_have_words() -> None:
    """Each has one; hyphens join tens and ones."""
    assert sorted(NUMBERS.values()) == list(range(1, 100))
    assert [NUMBERS[each] for each in ("one", "nineteen", "twenty", "twenty-one", "ninety-nine")] == [1, 19, 20, 21, 99]


@pytest.mark.parametrize(
    ("words", "unit", "counted"),
    [
        ("24 hours", "hour", (24, 1)),
        ("24 Hours", "hours", (24, 1)),
        ("2 days", "hour", (48, 1)),
        ("2 weeks", "day", (14, 1)),
        ("a post for a fortnight", "week", (2, 1)),
        ("2 hours", "second", (7200, 1)),
        ("3 minutes", "second", (180, 1)),
        ("4 seconds", "minute", (4, 60)),
        ("36 hours", "day", (36, 24)),
        ("2 years", "month", (24, 1)),
        ("2 kilometers", "metre", (2000, 1)),
        ("500 m", "kilometre", (500, 1000)),
        ("5%", "percent", (5, 1)),
        ("3 bodies", "body", (3, 1)),
        ("3 bodies", "busy", None),
        ("3 posts", "post", (3, 1)),
        ("3 posts", "photo", None),
        ("3 posts", "hour", None),
        ("3 hours", "post", None),
        ("3 months", "day", None),
        ("under 18", "year", None),
        ("under 18", "", None),
    ],
)
def test_what_is_counted_is_told_in_another_unit_where_that_is_exact(
    words: str, unit: str, counted: tuple[int, int] | None
) -> None:
    """In the smaller of two units: how many of these there are, or how many make one of the larger unit."""
    assert only(words).counted_in(unit) == counted


def test_units_of_one_kind_are_whole_multiples() -> None:
    """Of what is counted by itself, and of each other: what is told in the smaller of two is exact."""
    for base in {base for base, _ in UNITS.values()}:
        sizes = sorted({size for of, size in UNITS.values() if of == base})
        assert sizes[0] == 1
        assert all(larger % smaller == 0 for smaller, larger in pairwise(sizes))
