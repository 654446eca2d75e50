"""What was meant by a provision as people cite it, and by a value as people write it."""

from __future__ import annotations

import pytest

import smpolicy
from smpolicy.lowering.meant_values import in_yaml, value_meant
from smpolicy.lowering.provisions import provision_meant
from smpolicy.meaning.domains import Boolean, Choice, Domain, Integer, Sets

LIBRARY = smpolicy.load()
PROVISIONS = {each.id: each for instrument in LIBRARY.lowered.instruments.values() for each in instrument.provisions}
WAY = Choice(values=(("post", "I posted it"), ("re_share", "I shared it again")))
SHOWS = Sets(values=(("vehicle", "a vehicle"), ("patrol", "a patrol")))
HOURS = Integer(unit="hour")


def test_every_provision_is_known_by_its_citation() -> None:
    """Each provision of the packaged documents is understood as it is cited in what is printed."""
    assert {name: provision_meant(each.citation, PROVISIONS) for name, each in PROVISIONS.items()} == {
        name: name for name in PROVISIONS
    }


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("SI 31, 7.2, seventh bullet", "si31:7.2.b7"),
        ("SI 31, para. 7.2, 7th bullet", "si31:7.2.b7"),
        ("7.2, bullet 7", "si31:7.2.b7"),
        ("7.2.b7", "si31:7.2.b7"),
        ("si31:7.2b7", "si31:7.2.b7"),
        ("SI31:7.2.B7", "si31:7.2.b7"),
        ("si32:7.2.b7", "si31:7.2.b7"),
        ("SI 31 7.3", "si31:7.3"),
        ("SI 31, 7.2, twelfth bullet", None),
        ("7", "si31:7"),
        ("3", None),
        ("", None),
        ("#", None),
    ],
)
def test_a_provision_is_known_as_people_cite_it(said: str, meant: str | None) -> None:
    """A citation with other marks, or without its instrument, is understood where it is one provision's alone."""
    assert provision_meant(said, PROVISIONS) == meant


@pytest.mark.parametrize(
    ("domain", "said", "meant"),
    [
        (Boolean(), "yes", "true"),
        (Boolean(), "True", "true"),
        (Boolean(), "perhaps", None),
        (WAY, "posted", "post"),
        (WAY, "re-share", "re_share"),
        (WAY, ["post", "reshare"], "[post, re_share]"),
        (WAY, "I posted it", "post"),
        (WAY, "eat", None),
        (WAY, "not_post", None),
        (SHOWS, "vehicle", "{has: [vehicle]}"),
        (SHOWS, {"has": "vehicle"}, "{has: [vehicle]}"),
        (SHOWS, {"has": ["vehicles"]}, "{has: [vehicle]}"),
        (SHOWS, {"contains": ["patrol"]}, "{has: [patrol]}"),
        (SHOWS, {"has": ["bridge"]}, None),
        (HOURS, "24 hours", "24"),
        (HOURS, "three", "3"),
        (HOURS, "24 days", None),
        (HOURS, {"under": "24 hours"}, "{under: 24}"),
        (HOURS, {"less_than": 24}, "{under: 24}"),
        (HOURS, "< 24", "{under: 24}"),
        (HOURS, "at least 2 hours", "{at_least: 2}"),
        (HOURS, "at least 2 days", None),
        (HOURS, {"under": 24, "less_than": 20}, None),
        (HOURS, {"under": -1}, None),
        (WAY, ["post"] * 40 + ["posted"], None),
        (WAY, "p" * 500, None),
    ],
)
def test_a_value_is_mended_by_one_small_change(domain: Domain, said: object, meant: str | None) -> None:
    """A value that a fact cannot have is understood where one small change makes it one, and else not guessed."""
    found = value_meant(domain, said, lambda each: domain.read_test(each) is not None)
    assert (found and in_yaml(found.value)) == meant
