"""What a policy asks of a person whatever they may do online: whole sentences, first what is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Final

import pytest

from smpolicy import ImpossibleFacts, Library
from smpolicy.foundations.wording import plain_text, stands_in
from smpolicy.meaning.norms import Provision
from smpolicy.policy import Duty

DAY: Final = date(2026, 6, 1)
#: Somebody at something, where they can be.
PERSONS: Final = (
    ("secretariat", "intern", "engagement"),
    ("secretariat", "secretary_general", "none"),
    ("serbia", "head_of_mission", "appointment"),
    ("odihr", "staff_mission_member", "separation"),
    ("moldova", "staff_mission_member", "none"),
    ("kosovo", "consultant", "assignment"),
)


def told(library: Library, structure: str, category: str, event: str = "none") -> dict[str, Duty]:
    """Return what is asked of somebody, by the norm's id, in the order in which it is told, drafts among it."""
    policy = library.resolve(structure, as_of=DAY, drafts=True)
    return {duty.norm.id: duty for duty in policy.duties(category=category, event=event)}


# ------------------------------------------------------------ what is asked of whom


def test_at_engagement_an_intern_is_asked_to_review_and_is_not_bound_by_annex_i(packaged: Library) -> None:
    """6.4: "Upon appointment, assignment or engagement"; Annex I's duties bind officials, not non-OSCE staff (4.2)."""
    duties = told(packaged, "secretariat", "intern", "engagement")
    first = next(iter(duties.values()))
    assert first.norm.id == "si31:6.4a"
    assert first.status == "applies"
    assert first.step is not None
    assert first.step.do == "Review your activities on social media"
    assert first.words == (
        "Upon appointment, assignment or engagement with the OSCE, they are required to review their activities on "
        "social media ..."
    )
    assert duties["si31:6.4b"].words == (
        "Upon appointment, assignment or engagement with the OSCE, they are required to ... ensure to the extent "
        "possible and reasonable that no information compromises the interests of the OSCE or their obligations under "
        "the Staff Regulations, and Staff Rules, the Code of Conduct and/or relevant Staff Instructions."
    )
    assert duties["si31:7.2.b4"].words == (
        "Any social media content that OSCE officials, or non-OSCE staff, decide to be associated with through "
        "personal use should ... not disclose confidential or proprietary information in relation to the OSCE and its "
        "officials or non-OSCE staff."
    )
    assert "confidential or proprietary information" in duties["si31:7.2.b4"].depends_on
    assert "si31:6.5a" not in duties
    assert not any(norm.startswith(("sr:", "coc:")) for norm in duties)


def test_at_appointment_a_head_of_mission_is_told_what_binds_officials_and_what_is_open(packaged: Library) -> None:
    """7.1's lead is joined; whether heads are "staff/mission members" (Q6) is what paragraph 9 depends on."""
    duties = told(packaged, "serbia", "head_of_mission", "appointment")
    assert next(iter(duties)) == "si31:6.4a"
    assert duties["si31:7.1.b1"].words.startswith(
        "OSCE officials and non-OSCE staff are expected to anticipate the manner in which their activities may be "
    )
    assert duties["sr:2.01.b1"].words == (
        "By signing the letter of appointment or terms of assignment, OSCE officials shall agree to discharge their "
        "functions and regulate their conduct with the interests of the OSCE only in mind and neither to seek nor "
        "accept instructions from any Government or from any authority external to the OSCE."
    )
    approval = duties["coc:9.4"]
    assert approval.words.startswith("Except as part of official duties, staff/mission members are required to seek ")
    assert "official duties: Issue statements to the press, radio or other media of public information; Accept" in (
        approval.words
    )
    assert approval.status == "depends"
    assert approval.depends_on[:2] == (
        'Are the Secretary General and the heads of institution and mission "staff/mission members" in the Code of '
        "Conduct, paragraph 9?",
        "any one of the following acts",
    )


def test_at_separation_staff_are_asked_to_review_their_status(packaged: Library) -> None:
    """6.5: "should carefully review information about their status as OSCE officials upon separation"."""
    duties = told(packaged, "odihr", "staff_mission_member", "separation")
    first = next(iter(duties.values()))
    assert (first.norm.id, first.status) == ("si31:6.5a", "applies")
    assert first.words == (
        "OSCE officials and non-OSCE staff should carefully review information about their status as OSCE officials "
        "upon separation ..."
    )
    assert duties["si31:6.5b"].words == (
        "OSCE officials and non-OSCE staff should ... avoid any wrong representation of their employment in social "
        "media."
    )
    assert duties["si31:6.5b"].status == "applies"
    assert duties["coc:1.1"].standing
    assert duties["coc:9.5"].words == "These obligations shall not cease upon separation from the OSCE."


def test_a_draft_is_told_under_the_heading_that_it_stands_under(packaged: Library) -> None:
    """What moldova's draft adds to 7.2 is in its own words, marked as a draft, in its place."""
    duties = told(packaged, "moldova", "staff_mission_member")
    places = duties["moldova/draft-2026#place-names"]
    assert places.draft
    assert places.heading == "Retaining integrity befitting the status of an international civil servant"
    assert places.heading == duties["si31:7.2.b2"].heading
    assert places.words.startswith("When, in a post or a comment, they name a place that the parties to the settlement")
    assert places.depends_on == (
        "in a post or a comment",
        "name a place that the parties to the settlement process call by different names",
    )
    names = list(duties)
    assert names.index("si31:7.2.b2") < names.index(places.norm.id) < names.index("si31:7.2.b3")
    assert not any(norm.startswith("moldova") for norm in told(packaged, "kosovo", "staff_mission_member"))


def test_there_is_no_step_for_what_nobody_does(packaged: Library) -> None:
    """To seek prior authorization is a step of whoever brands an account (7.1), not of whoever joins."""
    for person in PERSONS:
        duties = told(packaged, *person)
        assert duties["si31:7.1.b3"].step is None
        assert not any(duty.step and duty.norm.step and duty.norm.step.on == "broken" for duty in duties.values())


def test_who_is_not_unsure_need_not_ask(packaged: Library) -> None:
    """8.2: "If you are unsure ..., please seek advice from COMMS": it names whom to ask, and depends on that."""
    advice = told(packaged, "secretariat", "intern")["si31:8.2"]
    assert advice.words == (
        "If you are unsure whether any social media content is in line with this Staff Instruction, please seek advice "
        "from COMMS in the OSCE Secretariat at press@osce.org."
    )
    assert (advice.status, advice.depends_on) == ("depends", ("whether you are unsure",))
    assert advice.step is not None
    assert advice.step.contact is not None
    assert advice.step.contact.email == "press@osce.org"


def test_nothing_is_asked_before_the_instrument_is_in_force(packaged: Library) -> None:
    """5: "shall take effect on 1 January 2021"."""
    assert packaged.resolve("secretariat", as_of=date(2020, 12, 31)).duties(category="intern", event="engagement") == ()


@pytest.mark.parametrize(
    ("asked", "there_are"),
    [
        ({"category": "astronaut"}, "expected one of `secretary_general`, .*`intern`, `other_engaged`"),
        (
            {"category": "intern", "event": "birthday"},
            "expected one of `none`, `appointment`, `assignment`, `engagement`, `separation`",
        ),
        ({"category": "head_of_mission"}, "A head of mission belongs to a Field Operation"),
    ],
)
def test_who_cannot_be_is_named_with_those_there_are(
    packaged: Library, asked: Mapping[str, str], there_are: str
) -> None:
    """A caller who misspells a category or an event is told which there are."""
    with pytest.raises(ImpossibleFacts, match=there_are):
        packaged.resolve("secretariat", as_of=DAY).duties(**asked)


# ------------------------------------------------------------ laws


def order(duty: Duty) -> int:
    """Return where a duty stands by what is told first: to be done now, by force, what always stands."""
    if duty.standing:
        return 4
    if duty.step and duty.status == "applies":
        return 0
    return {"mandatory": 1, "should": 2, "expected": 2, "encouraged": 3, "requested": 3}[duty.force]


@pytest.mark.parametrize("person", PERSONS)
def test_what_is_to_be_done_stands_first_and_what_always_stands_last(
    packaged: Library, person: tuple[str, str, str]
) -> None:
    """Then by force; among equals nothing comes between two under one heading, which stand as they do in the text."""
    duties = list(told(packaged, *person).values())
    assert [order(each) for each in duties] == sorted(order(each) for each in duties)
    headed = [
        key for key, _ in groupby((order(each), each.norm.provision.partition(":")[0], each.heading) for each in duties)
    ]
    assert len(headed) == len(set(headed))
    entries = packaged.resolve(person[0], as_of=DAY, drafts=True).entries
    text = {entry.id: place for place, entry in enumerate(entries)}
    for _, together in groupby(duties, key=lambda each: (order(each), each.heading)):
        read = [text[each.norm.id if each.norm.structure else each.norm.provision] for each in together]
        assert read == sorted(read)


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order, whatever stands between them and however they begin."""
    return [word.lower() for word in re.findall(r"[\w/'’@.-]*\w", plain_text(text))]


def above(provision: Provision, provisions: Mapping[str, Provision]) -> Iterator[Provision]:
    """Yield a provision after those above it."""
    if provision.parent:
        yield from above(provisions[provision.parent], provisions)
    yield provision


def follows(words: Iterable[str], text: Iterable[str]) -> bool:
    """Whether words stand in a text in this order, with or without others between them."""
    rest = iter(text)
    return all(word in rest for word in words)


@pytest.mark.parametrize("person", PERSONS)
def test_every_word_of_a_duty_is_the_text_s_own(packaged: Library, person: tuple[str, str, str]) -> None:
    """It quotes the norm, and stands, word after word, in its provision, those above and those listed below."""
    instruments = packaged.resolve(person[0], as_of=DAY, drafts=True).resolution.instruments
    provisions = {each.id: each for instrument in instruments for each in instrument.provisions}
    for duty in told(packaged, *person).values():
        norm = duty.norm
        assert stands_in(norm.text, duty.words), norm.id
        if norm.structure is not None:
            assert duty.words == norm.text
            continue
        own = provisions[norm.provision]
        below = [each for each in provisions.values() if each.parent == own.id]
        text = " ".join(each.text for each in (*above(own, provisions), *below))
        assert follows(words_of(duty.words.replace(" ...", "")), words_of(text)), norm.id
        assert re.match(r"[A-Z].*[.]$", duty.words), duty.words
        assert duty.words.count("“") == duty.words.count("”")


@pytest.mark.parametrize("person", PERSONS)
def test_a_duty_applies_where_no_activity_of_the_person_escapes_it(
    packaged: Library, person: tuple[str, str, str]
) -> None:
    """Scope and exceptions left aside: what `applies` is never outside, what `depends` says on what it does."""
    structure, category, event = person
    policy = packaged.resolve(structure, as_of=DAY, drafts=True)
    findings = policy.evaluate({"person.category": category, "person.event": event}).findings
    duties = told(packaged, *person)
    escapes = {"outside", "not_borne", "set_aside"}
    for duty in duties.values():
        assert (duty.status == "depends") == bool(duty.depends_on)
        assert all(duty.depends_on)
        finding = findings.get(duty.norm.id)
        if finding and finding.status != "standing" and duty.status == "applies":
            assert escapes.isdisjoint(finding.possible), duty.norm.id
        if finding and finding.status != "standing" and finding.possible <= escapes | {"not_examined"}:
            raise AssertionError(duty.norm.id)
