"""Bans that hide: all speaking, or all joining and following, of some whole class of persons.

7.3 asks for specific conditions; 6.1 reaffirms "the commitment of the OSCE to the freedom of expression".
What a ban comes to is asked of all norms of an overlay together, leaving aside what holds of a class of persons for as
long as it serves. A permit for each use is a reason of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

import oracle
import smpolicy
from checks.faults import check_overlay
from conflicts.test_look_alikes import FROM
from corpora import base, norm, overlay, write
from deciding.test_laws import library
from profiles import draws
from smpolicy import Policy
from smpolicy.conflicts import bans
from smpolicy.documents.document import Document
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.meaning.norms import Norm
from smpolicy.testing import strategies as drawn

DAY: Final = date(2026, 1, 1)
ALL: Final = "{activity.interaction: [post, share, comment, like, follow, join, tag, other_interaction]}"
SPEAKING: Final = "{activity.interaction: [post, share, comment]}"
JOINING: Final = "{activity.interaction: [follow, join]}"
FACTS: Final = (
    "{arcadia.cleared: Has the press officer cleared it?, arcadia.crisis: Is there a crisis?,"
    " arcadia.asked: Did you ask?, arcadia.sport: Is it about sport?,"
    " arcadia.valley: {question: Is your duty station in the valley?, kind: circumstance, lasting: true},"
    " arcadia.stamp: {question: Which stamp does it bear?, values: {none: none, green: the green one},"
    " kind: circumstance, raises: green}}"
)
SAYS: Final = "6.1 says “the commitment of the OSCE to the freedom of expression is reaffirmed”"


def ban(key: str, text: str, act: str, *, under: str = "si31:7.2", **more: str) -> str:
    """Write a norm whose act is stated by its last words, and each of whose other keys holds one line."""
    lines = "".join(f"    {name}: {value}\n" for name, value in more.items())
    return f"  {key}:\n    under: {under}\n    text: {text}\n    act: {act}\n{lines}"


#: Overlays with what must be found: the norms that have a part in it, the kind, and what is said of it.
FOUND: Final = {
    "all use, while they serve": (
        ban("it", "While they serve, staff shall not use social media.", f"{{use social media: {ALL}}}",
            when="{While they serve: {person.phase: serving}}"),
        ["it"], "blanket-ban",
        "it covers all speaking and all joining and following (“While they serve”; 8 of 8 uses)",
    ),
    "all use, of daily staff": (
        ban("it", "Daily hourly staff shall not use social networks of any kind.", f"{{use social networks: {ALL}}}",
            when="{Daily hourly staff: {person.category: daily_hourly_staff}}"),
        ["it"], "blanket-ban",
        "it covers all speaking and all joining and following (“Daily hourly staff”; 8 of 8 uses)",
    ),
    "a duty of daily staff to leave it": (
        ban("it", "Daily hourly staff shall leave social networks.", "{leave: {activity.interaction: none}}",
            when="{Daily hourly staff: {person.category: daily_hourly_staff}}"),
        ["it"], "blanket-ban",
        "it covers all speaking and all joining and following (“Daily hourly staff”; 8 of 8 uses)",
    ),
    "all use, on one's own accounts": (
        ban("it", "Staff shall not use social media on their own accounts.",
            f"{{use social media: {ALL}, on their own accounts: {{account.relation: own}}}}"),
        ["it"], "blanket-ban",
        "it covers all speaking on one's own accounts and all joining and following on one's own accounts"
        " (8 of 8 uses)",
    ),
    "all personal accounts": (
        ban("it", "Interns shall not use personal accounts.", "{use personal accounts: {account.is_personal: true}}",
            bearer="[non_osce_staff]"),
        ["it"], "blanket-ban",
        "it covers all speaking on one's own accounts and all joining and following on one's own accounts"
        " (non-OSCE staff; 8 of 8 uses)",
    ),
    "speaking on one's own accounts, by a permit": (
        ban("it", "Staff shall not speak on their own accounts without clearance.",
            f"{{speak: {SPEAKING}, on their own accounts: {{account.relation: own}}}}",
            when="{without clearance: {arcadia.cleared: false}}"),
        ["it"], "prior-restraint",
        "where no permit is given (“without clearance”) it covers all speaking on one's own accounts (3 of 8 uses)",
    ),
    "to stay off, as a ban of what is stayed off": (
        ban("it", "Daily hourly staff shall stay off social networks of any kind.", f"{{social networks: {ALL}}}",
            when="{Daily hourly staff: {person.category: daily_hourly_staff}}"),
        ["it"], "blanket-ban",
        "it covers all speaking and all joining and following (“Daily hourly staff”; 8 of 8 uses)",
    ),
    "all use, of whom the norm binds": (
        ban("it", "Interns shall not use social media.", f"{{use social media: {ALL}}}", bearer="[non_osce_staff]"),
        ["it"], "blanket-ban",
        "it covers all speaking and all joining and following (non-OSCE staff; 8 of 8 uses)",
    ),
    "all use, in the mission area": (
        ban("it", "In the valley, staff shall not use social media.", f"{{use social media: {ALL}}}",
            when="{In the valley: {arcadia.valley: true}}"),
        ["it"], "blanket-ban",
        "it covers all speaking and all joining and following (“In the valley”; 8 of 8 uses)",
    ),
    "all use, in the area of the field vocabulary": (
        ban("it", "In the mission area, staff shall not use social media.", f"{{use social media: {ALL}}}",
            when="{In the mission area: {field.in_mission_area: true}}"),
        ["it"], "blanket-ban",
        "it covers all speaking and all joining and following (“In the mission area”; 8 of 8 uses)",
    ),
    "all use, cut into two": (
        ban("one", "Staff shall not post, comment, tag or join.",
            "{post: {activity.interaction: [post, comment, tag, join]}}")
        + ban("two", "Staff shall not share, like, follow or interact in any other way.",
              "{share: {activity.interaction: [share, like, follow, other_interaction]}}"),
        ["one", "two"], "blanket-ban",
        "together with {other} it covers all speaking and all joining and following (8 of 8 uses)",
    ),
    "all speaking, cut into three": (
        ban("one", "Staff shall not post.", "{post: {activity.interaction: post}}")
        + ban("two", "Staff should not share.", "{share: {activity.interaction: share}}")
        + ban("three", "Staff are expected not to comment.", "{comment: {activity.interaction: comment}}"),
        ["one", "two", "three"], "blanket-ban", "together with {other} it covers all speaking (3 of 8 uses)",
    ),
    "all speaking, cut by what is posted": (
        ban("one", "Staff shall not speak of sport.", f"{{speak: {SPEAKING}, of sport: {{arcadia.sport: true}}}}")
        + ban("two", "Staff shall not speak of other things.",
              f"{{speak: {SPEAKING}, of other things: {{arcadia.sport: false}}}}"),
        ["one", "two"], "blanket-ban", "together with {other} it covers all speaking (3 of 8 uses)",
    ),
    "all speaking, cut by when": (
        ban("one", "In a crisis, staff shall not speak.", f"{{speak: {SPEAKING}}}",
            when="{In a crisis: {context.crisis: true}}")
        + ban("two", "At other times, staff should not speak.", f"{{speak: {SPEAKING}}}",
              when="{At other times: {context.crisis: false}}"),
        ["one", "two"], "blanket-ban", "together with {other} it covers all speaking (3 of 8 uses)",
    ),
    "all joining and following": (
        ban("it", "Staff shall not follow or join anything.", f"{{follow or join: {JOINING}}}"),
        ["it"], "blanket-ban", "it covers all joining and following (2 of 8 uses)",
    ),
    "all speaking, whatever else is named as well": (
        ban("it", "Staff shall not speak or tag.",
            "{speak or tag: {activity.interaction: [post, share, comment, tag]}}"),
        ["it"], "blanket-ban", "it covers all speaking (4 of 8 uses)",
    ),
    "all channels, by name": (
        ban("it", "Staff shall not be on any of these.",
            "{be on any of these: {not: {activity.channel: not_social_media}}}"),
        ["it"], "blanket-ban", "it covers all speaking and all joining and following (8 of 8 uses)",
    ),
    "a ban beside specific ones": (
        ban("sport", "Staff shall not post about sport.",
            "{post: {activity.interaction: post}, about sport: {arcadia.sport: true}}")
        + ban("it", "Staff shall not speak.", f"{{speak: {SPEAKING}}}"),
        ["it"], "blanket-ban", "it covers all speaking (3 of 8 uses)",
    ),
    "a class that only a line tells that speaks of more": (
        ban("it", "Staff shall not speak.", f"{{speak: {{any: [{{all: [{SPEAKING}, {{person.category: intern}}]}},"
            " {arcadia.sport: true}]}}"),
        ["it"], "blanket-ban", "it covers all speaking (intern; 3 of 8 uses)",
    ),
    "a permit for each use": (
        ban("it", "Staff shall not speak of anything that the press officer has not cleared.", f"{{speak: {SPEAKING}}}",
            when="{the press officer has not cleared: {arcadia.cleared: false}}"),
        ["it"], "prior-restraint",
        "where no permit is given (“the press officer has not cleared”) it covers all speaking (3 of 8 uses)",
    ),
    "a permit as an exception": (
        ban("it", "Staff shall not speak unless the press officer cleared it.", f"{{speak: {SPEAKING}}}",
            unless="{the press officer cleared it: {arcadia.cleared: true}}"),
        ["it"], "prior-restraint",
        "where no permit is given (“the press officer cleared it”) it covers all speaking (3 of 8 uses)",
    ),
    "a permit that the base asks about": (
        ban("it", "Staff shall not speak unless the chief said yes.", f"{{speak: {SPEAKING}}}",
            unless="{the chief said yes: {approval.prior: granted}}"),
        ["it"], "prior-restraint",
        "where no permit is given (“the chief said yes”) it covers all speaking (3 of 8 uses)",
    ),
    "a permit that no word tells, by what it raises": (
        ban("it", "Staff shall not speak without the green stamp.", f"{{speak: {SPEAKING}}}",
            when="{without the green stamp: {arcadia.stamp: none}}"),
        ["it"], "prior-restraint",
        "where no permit is given (“without the green stamp”) it covers all speaking (3 of 8 uses)",
    ),
    "a permit in the act": (
        ban("it", "Staff shall not speak without clearance.",
            f"{{speak: {SPEAKING}, without clearance: {{arcadia.cleared: false}}}}"),
        ["it"], "prior-restraint",
        "where no permit is given (“without clearance”) it covers all speaking (3 of 8 uses)",
    ),
    "a duty to have each use cleared": (
        ban("it", "Staff shall obtain clearance for posts, shares and comments.",
            "{obtain clearance: {arcadia.cleared: true}}", when=f"{{\"for posts, shares and comments\": {SPEAKING}}}"),
        ["it"], "prior-restraint",
        "where no permit is given (“obtain clearance”) it covers all speaking (3 of 8 uses)",
    ),
    "a permit among other conditions of one exception": (
        ban("it", "Staff shall not speak unless it is about sport and approved.", f"{{speak: {SPEAKING}}}",
            unless="{it is about sport: {arcadia.sport: true}, approved: {approval.prior: granted}}"),
        ["it"], "prior-restraint", "where no permit is given (“approved”) it covers all speaking (3 of 8 uses)",
    ),
    "a permit for one half, which the exception names again": (
        ban("one", "Staff shall not speak of sport unless such sport is approved.",
            f"{{speak: {SPEAKING}, of sport: {{arcadia.sport: true}}}}",
            unless="{such sport: {arcadia.sport: true}, approved: {approval.prior: granted}}")
        + ban("two", "Staff shall not speak of other things.",
              f"{{speak: {SPEAKING}, of other things: {{arcadia.sport: false}}}}"),
        ["one", "two"], "prior-restraint",
        "where no permit is given (“approved”) together with {other} it covers all speaking (3 of 8 uses)",
    ),
    "a permit that only the question tells": (
        ban("it", "Staff shall not speak without a stamp.", f"{{speak: {SPEAKING}}}",
            when="{without a stamp: {arcadia.cleared: false}}"),
        ["it"], "prior-restraint",
        "where no permit is given (“without a stamp”) it covers all speaking (3 of 8 uses)",
    ),
    "a permit that only the words tell": (
        ban("it", "Staff shall not speak without permission.", f"{{speak: {SPEAKING}}}",
            when="{without permission: {arcadia.asked: false}}"),
        ["it"], "prior-restraint",
        "where no permit is given (“without permission”) it covers all speaking (3 of 8 uses)",
    ),
    "a permit for one half, and a ban of the other": (
        ban("one", "Staff shall not post without clearance.",
            "{post: {activity.interaction: post}, without clearance: {arcadia.cleared: false}}")
        + ban("two", "Staff shall not share or comment.",
              "{share or comment: {activity.interaction: [share, comment]}}"),
        ["one", "two"], "prior-restraint",
        "where no permit is given (“without clearance”) together with {other} it covers all speaking (3 of 8 uses)",
    ),
    "a permit for interns": (
        ban("it", "Interns shall not speak without clearance.",
            f"{{speak: {SPEAKING}, without clearance: {{arcadia.cleared: false}}}}",
            when="{Interns: {person.category: intern}}"),
        ["it"], "prior-restraint",
        "where no permit is given (“without clearance”) it covers all speaking (“Interns”; 3 of 8 uses)",
    ),
}  # fmt: skip


def reviewed(folder: Path, norms: str, facts: str = FACTS) -> list[Diagnostic]:
    """Check an overlay with these norms, in which nothing else is wrong; return what people must look at."""
    found = check_overlay(folder, norms, dates=FROM, facts=facts)
    wrong = [f"{each.name}: {each.message}" for each in found if each.severity == "error"]
    assert wrong == []
    return [each for each in found if each.name in ("for-review", "undecided", "contradicts")]


@pytest.mark.parametrize("name", FOUND)
def test_a_ban_of_a_whole_use_is_found(tmp_path: Path, name: str) -> None:
    """Each norm that has a part in it is for review, with what it covers together with which others, and of whom."""
    norms, keys, kind, why = FOUND[name]
    found = reviewed(tmp_path, norms)
    assert [(each.norm, each.kind) for each in found] == [(f"arcadia/test#{key}", kind) for key in keys]
    for each, key in zip(found, keys, strict=True):
        others = [f"arcadia/test, {other}" for other in keys if other != key]
        said = why.format(
            other="; ".join(others[:-1]) + (" and " if others[:-1] else "") + others[-1] if others else ""
        )
        assert each.message.endswith(f"for people to decide, since {said}, and {SAYS}")
        assert each.witness is not None
        scenario: Any = each.witness["scenario"]
        assert each.norm in scenario["because"], "the example breaks the norm"


#: Overlays of which nothing is said: what they forbid is lifted by something that does not last, or somebody chooses.
NOT_FOUND: Final = {
    "one's own accounts are left where those of others are not": ban(
        "it", "Staff shall not speak on accounts of others.",
        f"{{speak: {SPEAKING}, on accounts of others: {{account.relation: [associated, unrelated]}}}}",
    ),
    "a ban of one content on one's own accounts": ban(
        "it", "Staff shall not speak of sport on their own accounts.",
        f"{{speak: {SPEAKING}, of sport: {{arcadia.sport: true}}, on their own accounts: {{account.relation: own}}}}",
    ),
    "what only encourages bans nothing": ban(
        "it", "Staff are encouraged not to use social media.", f"{{use social media: {ALL}}}"
    ),
    "a duty to use social media in one way takes no other away": ban(
        "it", "Staff shall share what the Mission publishes.", "{share: {activity.interaction: share}}"
    ),
    "two norms that leave nobody any way, and ban no use": ban(
        "one", "Staff shall not ask.", "{ask: {arcadia.asked: true}}"
    )
    + ban("two", "Staff shall not keep quiet.", "{keep quiet: {arcadia.asked: false}}"),
    "a step to leave it all yields something to do": ban(
        "it", "Staff shall not use social media.", f"{{use social media: {ALL}}}", role="step", step="{do: Leave it}"
    ),
    "what was asked for is no use that waits for it": ban(
        "it", "Staff shall not speak of visits not refused.", f"{{speak: {SPEAKING}}}",
        when="{not refused: {approval.prior: [sought_pending, granted]}}",
    ),
    "a step yields something to do": ban(
        "it", "Staff shall go through what they post.", "{go through: {arcadia.asked: true}}",
        when=f"{{what they post: {ALL}}}", role="step", step="{do: Go through it}",
    ),
    "two halves that leave one thing": ban("one", "Staff shall not post.", "{post: {activity.interaction: post}}")
    + ban("two", "Staff shall not share.", "{share: {activity.interaction: share}}"),
    "two classes, each of which is left something": ban(
        "one", "Interns shall not post.", "{post: {activity.interaction: post}}",
        when="{Interns: {person.category: intern}}",
    )
    + ban(
        "two", "Consultants shall not share or comment.",
        "{share or comment: {activity.interaction: [share, comment]}}",
        when="{Consultants: {person.category: consultant}}",
    ),
    "what was approved shall not be spoken of": ban(
        "it", "Staff shall not speak of what was approved.", f"{{speak: {SPEAKING}}}",
        when="{what was approved: {approval.prior: granted}}",
    ),
    "where the press officer cleared it, staff shall not add to it": ban(
        "it", "Where the press officer cleared it, staff shall not speak.", f"{{speak: {SPEAKING}}}",
        when="{the press officer cleared it: {arcadia.cleared: true}}",
    ),
    "an exception that needs no permit beside one that does": ban(
        "it", "Staff shall not speak unless it was approved or is about sport.", f"{{speak: {SPEAKING}}}",
        unless="{it was approved or is about sport: {any: [{approval.prior: granted}, {arcadia.sport: true}]}}",
    ),
    "an exception of the overlay's own that needs no permit beside one that does": ban(
        "it", "Staff shall not speak unless it was cleared or is about sport.", f"{{speak: {SPEAKING}}}",
        unless="{it was cleared or is about sport: {any: [{arcadia.cleared: true}, {arcadia.sport: true}]}}",
    ),
    "two exceptions, of which one needs no permit": ban(
        "it", "Staff shall not speak unless it was approved, or unless it is about sport.", f"{{speak: {SPEAKING}}}",
        unless="[{it was approved: {approval.prior: granted}}, {it is about sport: {arcadia.sport: true}}]",
    ),
    "information that is not cleared for release, as the base asks about it": ban(
        "it", "Staff shall not speak of information that is not cleared for release.", f"{{speak: {SPEAKING}}}",
        when="{information that is not cleared for release: {content.confidential: true}}",
    ),
    "a permit for one kind of use": ban(
        "it", "Staff shall not comment without clearance.",
        "{comment: {activity.interaction: comment}, without clearance: {arcadia.cleared: false}}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_FOUND)
def test_what_leaves_everybody_something_is_no_ban(tmp_path: Path, name: str) -> None:
    """A ban that a choice, or anything that passes, lifts for everybody is a specific condition."""
    assert [each for each in reviewed(tmp_path, NOT_FOUND[name]) if each.name != "contradicts"] == []


def test_what_lasts_is_for_documents_to_say(tmp_path: Path) -> None:
    """The same fact of an overlay, without `lasting: true`, is a circumstance that passes."""
    norms = FOUND["all use, in the mission area"][0]
    assert reviewed(tmp_path, norms, facts=FACTS.replace(", lasting: true", "")) == []


def test_each_of_two_bans_that_say_the_same_is_for_review(tmp_path: Path) -> None:
    """A ban said twice is two bans: neither hides behind the other."""
    twice = ban("one", "Staff shall not speak.", f"{{speak: {SPEAKING}}}") + ban(
        "two", "Staff should not speak or tag.", "{speak or tag: {activity.interaction: [post, share, comment, tag]}}"
    )
    found = reviewed(tmp_path, twice)
    assert [(each.norm, "together" in each.message) for each in found] == [
        ("arcadia/test#one", False),
        ("arcadia/test#two", False),
    ]


def test_a_norm_can_have_a_part_in_a_ban_and_in_a_restraint(tmp_path: Path) -> None:
    """What bans all joining by itself may leave only what waits for a permit of all speaking: both are said."""
    both = ban(
        "one", "Staff shall not post, share, follow or join.",
        "{post: {activity.interaction: [post, share, follow, join]}}",
    ) + ban(
        "two", "Staff shall not comment without clearance.",
        "{comment: {activity.interaction: comment}, without clearance: {arcadia.cleared: false}}",
    )  # fmt: skip
    assert [(each.norm, each.kind) for each in reviewed(tmp_path, both)] == [
        ("arcadia/test#one", "blanket-ban"),
        ("arcadia/test#one", "prior-restraint"),
        ("arcadia/test#two", "prior-restraint"),
    ]


def test_no_ban_of_all_use_hides_a_permit_beside_it(tmp_path: Path) -> None:
    """Whoever lifts the ban finds the permit, so it is for people to decide as well."""
    both = ban("one", "Staff shall not use social media.", f"{{use social media: {ALL}}}") + ban(
        "two", "Staff shall not speak without clearance.",
        f"{{speak: {SPEAKING}, without clearance: {{arcadia.cleared: false}}}}",
    )  # fmt: skip
    assert [(each.norm, each.kind) for each in reviewed(tmp_path, both)] == [
        ("arcadia/test#one", "blanket-ban"),
        ("arcadia/test#two", "prior-restraint"),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_what_waits_for_a_permit_has_no_part_in_a_ban_that_needs_none(tmp_path: Path, order: tuple[int, ...]) -> None:
    """Where two norms leave nothing of all speaking, a permit for some of it beside them is no restraint of all."""
    norms = (
        ban("a", "Staff shall not post or share.", "{post or share: {activity.interaction: [post, share]}}"),
        ban("b", "Staff shall not comment.", "{comment: {activity.interaction: comment}}"),
        ban("c", "Staff shall not comment without clearance.",
            "{comment: {activity.interaction: comment}, without clearance: {arcadia.cleared: false}}"),
    )  # fmt: skip
    found = reviewed(tmp_path, "".join(norms[each] for each in order))
    assert sorted((each.norm, each.kind) for each in found if each.name == "for-review") == [
        ("arcadia/test#a", "blanket-ban"),
        ("arcadia/test#b", "blanket-ban"),
    ]


def test_what_was_not_found_out_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more classes of persons would have to be gone through than the limit, it is not taken for consistent."""
    monkeypatch.setattr(bans, "_MOST_CLASSES", 0)
    found = reviewed(tmp_path, ban("it", "Staff shall not speak.", f"{{speak: {SPEAKING}}}"))
    assert [(each.name, each.norm) for each in found] == [("undecided", "arcadia/test#it")]


# ------------------------------------------------------------ nobody can follow both


NEITHER: Final = {
    "cut into two": FOUND["all use, cut into two"][0],
    "cut into two, one of them by what is left": ban(
        "one", "Staff shall not post, comment, tag or join.",
        "{post: {activity.interaction: [post, comment, tag, join]}}",
    )
    + ban(
        "two", "Staff shall do nothing else there.",
        "{do nothing else: {not: {activity.interaction: [post, comment, tag, join]}}}",
        force="mandatory", polarity="refrain",
    ),
    "a duty to leave it beside a ban": FOUND["a duty of daily staff to leave it"][0]
    + ban("two", "Staff shall not post.", "{post: {activity.interaction: post}}"),
    "two duties of whoever is there": ban("one", "Staff shall like it.", "{like it: {activity.interaction: like}}")
    + ban("two", "Staff shall share it.", "{share it: {activity.interaction: share}}"),
}  # fmt: skip


@pytest.mark.parametrize("name", NEITHER)
def test_nobody_can_follow_both_is_not_said_where_one_can_do_neither(tmp_path: Path, name: str) -> None:
    """Whoever does not use social media acts against neither of two norms that are about its use."""
    assert [each for each in reviewed(tmp_path, NEITHER[name]) if each.name == "contradicts"] == []


def test_nobody_can_follow_both_is_said_where_one_cannot_leave_it(tmp_path: Path) -> None:
    """Two duties on one occasion, which nothing that they ask about takes away, cannot both be followed."""
    one = ban("one", "Staff shall ask.", "{ask: {arcadia.asked: true}}")
    two = ban("two", "Staff shall keep quiet.", "{keep quiet: {arcadia.asked: false}}")
    (found,) = reviewed(tmp_path, one + two)
    assert (found.name, found.kind) == ("contradicts", "jointly-impossible")


# ------------------------------------------------------------ what is encouraged


def encouraging(folder: Path, local: str, clause: str | None = "prevails") -> Policy:
    """Resolve arcadia under a rule-book that encourages to tell the press office."""
    write(base(folder, effect=clause), {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", local)})
    rules = folder / "base/rules.yaml"
    text = "Everybody is encouraged to tell the press office"
    rules.write_text(rules.read_text().replace("Everybody should tell the press office", text))
    return smpolicy.load(folder).resolve("arcadia", as_of=DAY)


def test_a_ban_on_what_is_encouraged_is_for_review(tmp_path: Path) -> None:
    """Encouraged is not required, so no clause settles whether it can be forbidden: people do."""
    policy = encouraging(
        tmp_path, norm("ban", "Staff shall not tell the press office.", "{act.told: true}", under="rules:2")
    )
    (each,) = policy.for_review
    assert (each.norm.id, each.other and each.other.id, each.kind) == (
        "arcadia/ai-1#ban",
        "rules:tell",
        "forbids-encouraged",
    )
    assert policy.set_aside == ()
    assert policy.effects["arcadia/ai-1#ban"] == "for-review"
    found = [each for each in smpolicy.check(tmp_path / "overlays", policies=tmp_path).diagnostics if each.kind]
    assert [(each.name, each.kind, each.provision) for each in found] == [
        ("for-review", "forbids-encouraged", "rules:2")
    ]
    assert (
        "this forbids what Rules 2 encourages; that is for people to decide, since what is encouraged"
        in found[0].message
    )


@pytest.mark.parametrize(
    "local",
    [
        norm("ban", "Staff are encouraged not to tell the press office.", "{act.told: true}", under="rules:2"),
        norm("ban", "Staff need not tell the press office.", "{act.told: true}", under="rules:2"),
        norm("ban", "Staff shall tell the press office.", "{act.told: true}", under="rules:2"),
        norm("ban", "Staff shall not post drawings.", "{act.shows: {has: [drawing]}}", under="rules:2"),
    ],
    ids=["an encouragement", "what need not be done", "a duty to do it", "another act"],
)
def test_what_does_not_forbid_it_is_no_finding(tmp_path: Path, local: str) -> None:
    """To encourage the contrary, to lift what binds nobody, to ask for more, or for something else: nothing is said."""
    assert encouraging(tmp_path, local).for_review == ()


# ------------------------------------------------------------ the law


@st.composite
def banning(draw: st.DrawFn) -> drawn.Documents:
    """Draw a base that declares a use, and an overlay whose bans divide it by a condition, or nearly so."""
    documents = draw(drawn.bases(most_norms=2, most_members=2))
    content = drawn.instrument(draw(st.lists(drawn.norms(), min_size=1, max_size=2)), {"act.posted": [True, False]})
    use = draw(
        st.sampled_from(({"act.posted": True}, {"act.tone": ["sharp", "rude"]}, {"act.shows": {"has": ["map"]}}))
    )
    content["limits"] = {"under": "1", "words": "words that state it", "uses": {"all of it": use}}
    documents[1] = drawn.document(content, "base/si31.yaml")
    dividing = draw(drawn.conditions())
    parts = draw(st.permutations((dividing, {"not": draw(st.one_of(st.just(dividing), drawn.conditions()))})))
    sentence = {"under": "si31:1", "text": "A sentence with words that state it.", "polarity": "refrain"}
    own: list[dict[str, Any]] = []
    for part in parts[: draw(st.integers(1, 2))]:
        act = {"all": [use, part]} if draw(st.booleans()) else use
        when = {} if act is not use else {"when": {"words that state it": part}}
        force = draw(st.sampled_from(("mandatory", "should", "encouraged")))
        own.append({**sentence, "force": force, "act": {"words that state it": act}, **when})
    of_the_base = draw(st.lists(drawn.norms(), max_size=1))
    own += [{**each, "under": "si31:1"} for each in of_the_base if "scope" not in each]
    documents.append(drawn.document(drawn.overlay("arcadia", own), "overlays/arcadia/ai-1.yaml"))
    return documents


def banned(meant: oracle.Meaning, norms: list[Norm], use: Any, worlds: list[Any]) -> Iterator[str]:
    """Yield each class that is left nothing of a use: every world of it in which one makes it breaks some norm."""
    reached = [world for world in worlds if meant.true(use, world) and within(meant, world)]
    for category, of in itertools.groupby(sorted(reached, key=category_of), key=category_of):
        if all(any(meant.breaks(each, world) for each in norms) for world in of):
            yield category


def category_of(world: Any) -> str:
    """Return what alone lasts of a drawn person."""
    return str(world.get("person.category"))


def within(meant: oracle.Meaning, world: Any) -> bool:
    """Whether the governing instrument speaks to an activity."""
    return meant.true(meant.instruments[meant.governing].scope, world)


@pytest.mark.hypothesis
def test_a_ban_is_found_where_counting_finds_a_class_that_is_left_nothing() -> None:
    """In each possible world: norms are for review exactly where some class can make no use without breaking one."""
    seen = {True: 0, False: 0}

    @settings(max_examples=draws(60, heavy=True), phases=(Phase.explicit, Phase.reuse, Phase.generate),
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(banning())
    def holds(documents: list[Document]) -> None:
        policy = library(documents).resolve("arcadia", as_of=DAY)
        meant = oracle.meaning(policy, prevailing=False)
        limits = meant.instruments[meant.governing].limits
        assert limits is not None
        use = limits.uses[0].condition
        worlds = list(meant.worlds({}))
        counting = ("mandatory", "should", "expected")
        asking = [each for each in meant.norms if each.structure and each.force in counting and each.role != "step"]
        asking = [each for each in asking if about_use(meant, each, use, worlds)]
        classes = list(banned(meant, asking, use, worlds))
        found = [each for each in policy.for_review if each.kind == "blanket-ban"]
        event("banned" if classes else "left something")
        seen[bool(classes)] += 1
        assert bool(found) is bool(classes)
        named = [each.norm for each in found]
        assert list(banned(meant, named, use, worlds)) == classes, "those that are named ban it by themselves"

    holds()
    assert min(seen.values()) > 5, seen


def about_use(meant: oracle.Meaning, own: Norm, use: Any, worlds: list[Any]) -> bool:
    """Whether a norm forbids something of use, or asks for what only those can do who make none."""
    if own.polarity == "refrain":
        about = meant.turns_on(use, meant.instruments[meant.governing].scope) - {"person.category"}
        return bool(meant.turns_on(*(line.condition for line in (*own.act, *own.when))) & about)
    met = [world for world in worlds if meant.used(own, world)]
    return bool(met) and not any(within(meant, world) and meant.applies(own, world) for world in met)
