"""Force and polarity, read off the words."""

from __future__ import annotations

import pytest

from smpolicy.meaning.modality import Modality, read_modality

SHOULD = Modality(force="should", polarity="do", words="should")


@pytest.mark.parametrize(
    ("text", "force", "polarity"),
    [
        ("Staff shall not post anything", "mandatory", "refrain"),
        ("They shall at no time use", "mandatory", "refrain"),
        ("shall also not communicate such information", "mandatory", "refrain"),
        ("shall abstain from any action which may be contrary", "mandatory", "refrain"),
        ("shall avoid any action", "mandatory", "refrain"),
        ("shall conduct themselves", "mandatory", "do"),
        ("are required to seek prior approval", "mandatory", "do"),
        ("It is forbidden to post", "mandatory", "refrain"),
        ("Nobody may post", "mandatory", "refrain"),
        ("Nobody should post", "should", "refrain"),
        ("Staff shall only post pictures", "mandatory", None),
        ("Staff should post only after a visit", "should", None),
        ("No intern shall post", "mandatory", "refrain"),
        ("No member of the staff shall post", "mandatory", "refrain"),
        ("No posts that name a colleague shall stay", None, None),
        ("None of them should post", "should", "refrain"),
        ("None of the photos that they took should stay", None, None),
        ("Neither staff nor interns should post", "should", "refrain"),
        ("Staff shall not be required to post", "permitted", "refrain"),
        ("Nobody is required to post", "permitted", "refrain"),
        ("Staff shall be prohibited from posting", "mandatory", "refrain"),
        ("Staff have to ask", "mandatory", "do"),
        ("Staff are free to post", "permitted", "do"),
        ("Staff may not post without approval", "mandatory", "refrain"),
        ("Should not brand their personal accounts", "should", "refrain"),
        ("should avoid wrong representation", "should", "refrain"),
        ("should carefully review", "should", "do"),
        ("Are expected to monitor", "expected", "do"),
        ("are encouraged to issue", "encouraged", "do"),
        ("please seek advice", "requested", "do"),
        ("may also be reported through the hotline", "permitted", "do"),
        ("Interns need not review", "permitted", "refrain"),
        ("Photos are permitted", "permitted", "do"),
        ("Staff may not post", "mandatory", "refrain"),
        ("Staff may not know", None, None),
        ("Staff may not always post", None, None),
        ("Photos may not be posted", "mandatory", "refrain"),
        ("Photos may not be clear", None, None),
        ("Staff cannot post", "mandatory", "refrain"),
        ("The Organization cannot post", None, None),
        ("A photo cannot be deleted", None, None),
        ("Staff will report a threat", "mandatory", "do"),
        ("Staff will be told", "none", None),
        ("Many staff will share it", "none", None),
        ("Those who will post shall ask", "mandatory", "do"),
        ("Staff who must travel may post", "permitted", "do"),
        ("Staff who are on duty and must travel may post", None, None),
        ("Photos that staff may not post must be deleted", "mandatory", "do"),
        ("We expect staff to ask", "expected", "do"),
        ("The University does not expect staff to ask", "none", None),
        ("We expect changes to come", "none", None),
        ("Posts shall carry no geotag", "mandatory", None),
        ("Staff shall review and should report", None, None),
        ("the reader will understand", "none", None),
    ],
)
def test_the_words_say_force_and_polarity(text: str, force: str | None, polarity: str | None) -> None:
    """Each form of words has its force; where they leave it open, it is left open."""
    read = read_modality(text)
    assert (read.force, read.polarity) == (force, polarity)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Not disclose photos", "refrain"),
        ("Avoid political statements that may harm", "refrain"),
        ("Reflect professional discretion", "do"),
    ],
)
def test_7_2_governs_its_bullets(text: str, polarity: str) -> None:
    """Even bullets worded "Not ..." carry the force of "should ... adhere to the following"."""
    read = read_modality(text, SHOULD)
    assert (read.force, read.polarity, read.words) == ("should", polarity, "should")


@pytest.mark.parametrize(
    "text",
    [
        "Not be required to post",
        "Not fail to report",
        "Only post photos of landscapes",
        "Post no photos",
        "Do not post photos",
        "Stop posting",
        "Staff may post photos",
        "Staff are welcome to post",
        "Ensure that nobody posts",
    ],
)
def test_what_is_governed_can_be_in_doubt_too(text: str) -> None:
    """The words above say how a bullet is meant only where its own words leave no doubt."""
    read = read_modality(text, SHOULD)
    assert read.polarity is None
    assert read.doubt is not None
