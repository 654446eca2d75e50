"""What does not look inconsistent at once, and is: linked by name or a constraint, under a reading, by a double no."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from checks.faults import check_overlay
from conflicts.test_precedence import norm

FROM: Final = "{effective: {from: 2026-01-01}}"
ALL_USES: Final = "{activity.interaction: [post, share, comment, like, follow, join, tag, other_interaction]}"
FACTS: Final = "{arcadia.disclaimer: Is there a disclaimer?, arcadia.jest: Was it in jest?}"
AT_THE_OPERATION: Final = (
    "      photos of officials: {content.recording_kind: photo,"
    " content.depicts: {has: [osce_official_on_duty, osce_operation]}}\n"
)


def posting(verb: str, unless: str) -> str:
    """Write a norm on posting photos of officials, which speaks of disclosing by name."""
    but = f", unless {unless}" if unless else ""
    return (
        f"  it:\n    under: si31:7.2.b5\n    text: Staff {verb} post photos of officials{but}.\n"
        f"    act:\n      post: {{activity.interaction: post}}\n    when:\n{AT_THE_OPERATION}"
    )


def excepting(under: str, text: str, act: str, fact: str) -> str:
    """Write a norm with an exception of its own: the words before `unless` are the act, those behind it the line."""
    words, _, unless = text.rstrip(".").partition(", unless ")
    return (
        f"  it:\n    under: {under}\n    text: {text}\n    act:\n      {words}: {act}\n"
        f"    unless:\n      {unless}: {{{fact}: true}}\n"
    )


#: What is found, with the kind and the provision beside which it is found, among others.
FOUND: Final = {
    "an exception from posting, which is disclosing": (
        posting("should not", "the press officer agreed")
        + "    unless:\n      the press officer agreed: {approval.prior: granted}\n",
        "adds-exception",
        "si31:7.2.b5",
    ),
    "a limb dropped from an exception to posting": (
        posting("should not", "it directly supports an activity")
        + "    unless:\n      it directly supports an activity: {purpose.directly_supports_official_activity: true}\n",
        "broadens-exception",
        "si31:7.2.b5",
    ),
    "posting discouraged only": (
        posting("are encouraged to refrain from, that is not to", "")
        + "    force: encouraged\n    polarity: refrain\n",
        "weakens-force",
        "si31:7.2.b5",
    ),
    "a disclaimer as an exception, where readings differ": (
        excepting(
            "si31:7.2.b2", "Staff should not make political statements, unless a disclaimer stands there.",
            "{content.political: true}", "arcadia.disclaimer",
        ),
        "adds-exception",
        "si31:7.2.b2",
    ),
    "a jest as an exception, where readings differ": (
        excepting(
            "si31:7.2.b6", "Staff should not harm colleagues, unless it was in jest.",
            "{use.may_harm_osce_person: true}", "arcadia.jest",
        ),
        "adds-exception",
        "si31:7.2.b6",
    ),
    "to leave the hotline unused": (
        norm("Staff shall leave the Oversight Hotline unused.", "{hotline.used: false}", "si31:8.1"),
        "denies-granted",
        "si31:8.1",
    ),
    "a permission to put a logo there, which is branding": (
        norm("Staff may display the logo there.", "{branding.origin: {has: [user_applied]}}", "si31:7.1.b3"),
        "permits-disapproved",
        "si31:7.1.b3",
    ),
    "a duty to put a logo there": (
        norm("Staff shall put the logo there.", "{branding.origin: {has: [user_applied]}}", "si31:7.1.b3"),
        "requires-disapproved",
        "si31:7.1.b3",
    ),
    "to forbid what is only judged": (
        norm("Staff shall not anticipate the impact.", "{impact.anticipated: true}", "si31:7.1.b1"),
        "forbids-required",
        "si31:7.1.b1",
    ),
    "a ban in the words of staying away": (
        norm("Staff shall stay off social media.", ALL_USES, "si31:7.2"),
        "blanket-ban",
        "si31:7.2",
    ),
    "a ban as a duty to leave it all": (
        norm("Staff shall leave social media.", "{activity.interaction: none}", "si31:7.2"),
        "blanket-ban",
        "si31:7.2",
    ),
    "a permission whose occasion only one reading disapproves of": (
        "  it:\n    under: si31:7.2.b8\n    text: Unconfirmed news may be posted.\n    act:\n"
        "      may be posted: {activity.interaction: post}\n    when:\n"
        "      Unconfirmed news: {content.unconfirmed_non_osce_news: true}\n",
        "permits-disapproved",
        "si31:7.2.b8",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_what_is_inconsistent_is_found(tmp_path: Path, name: str) -> None:
    """Each has its kind, beside the provision that it is inconsistent with."""
    text, kind, provision = FOUND[name]
    found = check_overlay(tmp_path, text, dates=FROM, facts=FACTS)
    assert [each.message for each in found if each.severity == "error" and each.kind is None] == []
    assert (kind, provision) in {(each.kind, each.provision) for each in found}


def test_a_ban_survives_where_what_is_granted_is_not_done(tmp_path: Path) -> None:
    """A ban of several ways to report is set aside only where the way that is granted is used."""
    ban = norm(
        "Neither the Hotline nor the chat shall be used.",
        "{any: [{hotline.used: true}, {arcadia.jest: true}]}",
        "si31:8.1",
        force="mandatory",
        polarity="refrain",
    )
    found = check_overlay(tmp_path, ban, dates=FROM, facts=FACTS)
    (survives,) = (each.survives for each in found if each.kind == "denies-granted")
    assert "the Hotline is not used" in str(survives)


@pytest.mark.parametrize("verb", ["shall", "may", "need not", "shall not"])
def test_the_check_ends(tmp_path: Path, verb: str) -> None:
    """However long an act is, the check ends, and finds what is inconsistent."""
    names = [
        "content.political", "content.controversial", "content.criticises_government", "content.discriminatory",
        "content.harassing", "content.threatens_violence", "content.similar", "content.confidential",
        "content.proprietary", "content.internal_sensitive", "use.may_harm_osce_person", "use.hostile_environment",
        "activity.discloses",
    ]  # fmt: skip
    three = zip(names, names[3:], names[7:], strict=False)
    ways = ", ".join(f"{{{one}: true, {other}: true, {third}: false}}" for one, other, third in three)
    found = check_overlay(tmp_path, norm(f"Staff {verb} do all of it.", f"{{any: [{ways}]}}", "si31:7.2"), dates=FROM)
    assert [each.message for each in found if each.severity == "error" and each.kind is None] == []
    assert {each.name for each in found} == {"inconsistent"}
