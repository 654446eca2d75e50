"""What looks inconsistent and is not: 7.3 asks for specific conditions, and being stricter contradicts nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from checks.faults import check_overlay
from conflicts.test_precedence import norm

FROM: Final = "{effective: {from: 2026-01-01}}"
#: The rules by which anything is said to be inconsistent, or to be looked at by people.
SAID: Final = {"inconsistent", "for-review", "undecided", "claim", "drifted-restatement"}
PHOTO: Final = (
    "activity.discloses: true, content.recording_kind: photo, content.depicts: {has: [osce_official_on_duty]}"
)
SUPPORTS: Final = "purpose.directly_supports_official_activity: true, purpose.safety_security_borne_in_mind: true"

NORMS: Final = {
    "tightening: no photos at all": norm(
        "Staff should not post photos.", "{activity.interaction: post, content.recording_kind: photo}"
    ),
    "tightening: the exception of 7.2.b5 is given up": norm(
        "Staff shall not disclose photos of monitors on duty.", f"{{{PHOTO}}}"
    ),
    "raising force": norm("Staff shall monitor their profiles.", "{profile.monitored: true}", "si31:7.1.b2"),
    "a permission inside the SI's own exception": norm(
        "Photos that support an official activity may be disclosed.", f"{{{PHOTO}, {SUPPORTS}}}"
    ),
    "a permission within what a network adds": norm(
        "A profile may show the logo.", "{branding.origin: [auto_professional_network]}", "si31:7.1.b3"
    ),
    "a permission outside the scope of the SI": norm(
        "Official photos may be posted.", f"{{{PHOTO}, activity.linked_to_functions: true}}"
    ),
    "a permission of what nobody disapproves of": norm(
        "Hobby photos may be posted.", "{activity.interaction: post, content.recording_kind: photo}"
    ),
    "a permission to like, which discloses nothing": norm(
        "Photos of monitors may be liked.",
        "{activity.interaction: like, content.recording_kind: photo, content.depicts: {has: [osce_official_on_duty]}}",
    ),
    "a permission to re-share what the OSCE published": norm(
        "Photos published by the OSCE may be shared.",
        "{activity.interaction: share, activity.discloses: false, content.recording_kind: photo}",
    ),
    "a permission with authorization granted": norm(
        "With authorization, the logo may be used.",
        "{account.branded_with_osce_vi_or_ip: true, branding.origin: {has: [user_applied]},"
        " branding.authorization: granted}",
        "si31:7.1.b3",
    ),
    "monitoring may be done": norm("Staff may monitor their profiles.", "{profile.monitored: true}", "si31:7.1.b2"),
    "a disclaimer, though the SI knows no disclaimer": norm(
        "Staff should add a disclaimer.", "{arcadia.disclaimer: true}", "si31:7.1.b1"
    ),
    "a disclaimer need not be added": norm(
        "Staff need not add a disclaimer.", "{arcadia.disclaimer: true}", "si31:7.1.b1"
    ),
    "an additional duty to report": """  it:
    under: si31:8.1
    text: After an incident, staff shall tell the duty officer too.
    act:
      tell the duty officer too: {arcadia.told: true}
    when:
      After an incident: {incident.may_amount_to_violation: true}
""",
    "an additional context, with an exception of its own": """  it:
    under: si31:7.2.b7
    text: Staff shall not post within a day of a patrol, unless the Head of Mission approved it.
    act:
      post within a day of a patrol: {activity.interaction: post, arcadia.patrol: true}
    unless:
      the Head of Mission approved it: {approval.prior: granted}
""",
    "an illustrative list": norm(
        "Staff should avoid flags of parties, for example.", "{arcadia.flag: true}", "si31:7.2.b9"
    ),
    "narrower scope for its own norms": norm(
        "International staff shall not post political statements.", "{content.political: true}", "si31:7.2.b2",
        bearer="[osce_official]",
    ),
    "who authorizes, and by when": norm(
        "Staff shall ask the Head of Mission for authorization a week before.", "{arcadia.asked: true}", "si31:7.1.b3"
    ),
    "an encouragement on another act": norm(
        "Staff are encouraged to think twice.", "{arcadia.thought_twice: true}", "si31:7.2.b5"
    ),
    "an encouragement where the SI asks nothing": norm(
        "Staff are encouraged to refrain from liking.", "{activity.interaction: like}", "si31:7.2.b2"
    ),
    "a ban of one kind of use": norm(
        "Staff shall not comment.", "{activity.interaction: comment}", "si31:7.2"
    ),
    "a ban of less than half of the uses": norm(
        "Staff shall not post, share or tag.", "{activity.interaction: [post, share, tag]}", "si31:7.2"
    ),
    "the same act, and more of it": norm(
        "Staff should monitor their profiles and the profiles of others.",
        "{all: [{profile.monitored: true}, {account.scrutinized: true}]}", "si31:7.1"),
    "a duty on the occasion of what is disapproved": """  it:
    under: si31:7.2.b5
    text: Whoever posts photos of monitors shall inform the Mission.
    act:
      inform the Mission: {arcadia.told: true}
    when:
      posts photos of monitors:
        all:
          - {activity.interaction: post, activity.discloses: true, content.recording_kind: photo}
          - {content.depicts: {has: [osce_official_on_duty]}}
""",
    "a disclaimer on the occasion of a political statement": """  it:
    under: si31:7.2.b2
    text: In a political statement, staff shall add a disclaimer.
    act:
      add a disclaimer: {arcadia.disclaimer: true}
    when:
      In a political statement: {content.political: true}
""",
    "a permission on such an occasion": """  it:
    under: si31:7.2.b2
    text: Who makes a political statement may add a disclaimer.
    act:
      add a disclaimer: {arcadia.disclaimer: true}
    when:
      makes a political statement: {content.political: true}
""",
    "silence about a report through the hotline": """  it:
    under: si31:8.1
    text: Who used the Hotline shall not post about it.
    act:
      post about it: {activity.interaction: post}
    when:
      used the Hotline: {hotline.used: true}
""",
    "what was removed is not shared again": """  it:
    under: si31:7.1.b2
    text: What was removed shall not be shared.
    act:
      shared: {activity.interaction: share}
    when:
      was removed: {content.removed: true}
""",
    "a permission with the approval of a supervisor": """  it:
    under: si31:7.2.b5
    text: With the approval of a supervisor, photos of parties may be posted.
    act:
      photos of parties may be posted: {activity.interaction: post, content.recording_kind: photo}
    when:
      With the approval of a supervisor: {approval.by: other, approval.prior: granted}
""",
    "what is appropriate need not be removed": """  it:
    under: si31:7.1.b2
    text: Where it is appropriate, content need not be removed.
    act:
      removed: {content.removed: true}
    when:
      Where it is appropriate: {content.inappropriate: false}
""",
    "a ban in a crisis": """  it:
    under: si31:7.2
    text: In a crisis, staff shall not use social media.
    act:
      use social media: {activity.interaction: [post, share, comment, like, follow, join, tag, other_interaction]}
    when:
      In a crisis: {context.crisis: true}
""",
    "an omission is no ban of use": """  it:
    under: si31:7.2
    text: Staff shall not review past posts.
    act:
      review past posts: {arcadia.asked: true}
""",
    "a ban in uniform": """  it:
    under: si31:7.2
    text: In uniform, staff shall not use social media.
    act:
      use social media: {activity.interaction: [post, share, comment, like, follow, join, tag, other_interaction]}
    when:
      In uniform: {arcadia.flag: true}
""",
    "a ban of all speaking at polling stations": """  it:
    under: si31:7.2
    text: At a polling station, staff shall not post, share or comment.
    act:
      post, share or comment: {activity.interaction: [post, share, comment]}
    when:
      At a polling station: {arcadia.patrol: true}
""",
    "a ban during an observation": """  it:
    under: si31:7.2
    text: During an observation, staff shall not post, share or comment on anything.
    act:
      post, share or comment on anything: {activity.interaction: [post, share, comment]}
    when:
      During an observation: {field.observation_period: during}
""",
    "a ban in the hours after a patrol": """  it:
    under: si31:7.2.b7
    text: Within 24 hours of a patrol, staff shall not use social media.
    act:
      use social media: {activity.interaction: [post, share, comment, like, follow, join, tag, other_interaction]}
    when:
      Within 24 hours of a patrol: {field.hours_since_patrol: {under: 24}}
""",
    "a ban while somebody is being appointed": """  it:
    under: si31:7.2
    text: While they are being appointed, staff shall not post, share or comment.
    act:
      post, share or comment: {activity.interaction: [post, share, comment]}
    when:
      While they are being appointed: {person.event: appointment}
""",
    "a ban of one platform": norm(
        "Staff shall not use messenger apps.", "{activity.channel: messenger_app}", "si31:7.2"
    ),
    "a ban of one platform, whatever is done there": """  it:
    under: si31:7.2
    text: Staff shall not post, share, comment, follow or join on messenger apps.
    act:
      post, share, comment, follow or join: {activity.interaction: [post, share, comment, follow, join]}
      on messenger apps: {activity.channel: messenger_app}
""",
    "a ban of one content": """  it:
    under: si31:7.2.b2
    text: Staff shall not post, share or comment on political statements.
    act:
      post, share or comment: {activity.interaction: [post, share, comment]}
      political statements: {content.political: true}
""",
    "a ban of pictures, however they are shared": """  it:
    under: si31:7.2.b5
    text: Staff shall not post, share or comment on pictures of a patrol.
    act:
      post, share or comment on: {activity.interaction: [post, share, comment]}
      pictures: {content.recording_kind: [photo, video]}
      a patrol: {field.shows_patrol: true}
""",
    "a ban of likes and tags": norm(
        "Staff shall not like or tag.", "{activity.interaction: [like, tag]}", "si31:7.2.b9"
    ),
    "following is left where joining is not": norm(
        "Staff shall not join groups.", "{activity.interaction: join}", "si31:7.2"
    ),
    "interns may not post, which leaves them the rest": norm(
        "Interns shall not post.", "{activity.interaction: post}", "si31:7.2", bearer="[non_osce_staff]"
    ),
    "interns in a crisis": """  it:
    under: si31:7.2
    text: In a crisis, interns shall not use social media.
    bearer: [non_osce_staff]
    act:
      use social media: {activity.interaction: [post, share, comment, like, follow, join, tag, other_interaction]}
    when:
      In a crisis: {context.crisis: true}
""",
    "two bans, of two platforms": """  it:
    under: si31:7.2
    text: Staff shall not use blogs.
    act:
      use blogs: {activity.channel: blog}
  too:
    under: si31:7.2
    text: Staff shall not use wikis.
    act:
      use wikis: {activity.channel: wiki}
""",
    "two bans in two crises": """  it:
    under: si31:7.2
    text: In a crisis, staff shall not post, share or comment.
    act:
      post, share or comment: {activity.interaction: [post, share, comment]}
    when:
      In a crisis: {context.crisis: true}
  too:
    under: si31:7.2
    text: During an observation, staff shall not follow or join.
    act:
      follow or join: {activity.interaction: [follow, join]}
    when:
      During an observation: {field.observation_period: during}
""",
    "a duty to ask for authorization of the logo": """  it:
    under: si31:7.1.b3
    text: Staff shall seek authorization for the logo.
    act:
      seek authorization: {branding.authorization: [sought_pending, granted, refused]}
    when:
      the logo: {account.branded_with_osce_vi_or_ip: true, branding.origin: {has: [user_applied]}}
""",
    "a permit for pictures of a vehicle": """  it:
    under: si31:7.2.b5
    text: Staff shall not post, share or comment on pictures of a vehicle unless the Head of Mission approved it.
    act:
      post, share or comment on: {activity.interaction: [post, share, comment]}
      pictures of a vehicle: {field.shows_vehicle: true}
    unless:
      the Head of Mission approved it: {approval.prior: granted}
""",
    "a permit in a crisis": """  it:
    under: si31:7.2
    text: In a crisis, staff shall not post, share or comment without clearance.
    act:
      post, share or comment: {activity.interaction: [post, share, comment]}
    when:
      In a crisis: {context.crisis: true}
      without clearance: {arcadia.asked: false}
""",
    "a permit for one platform": """  it:
    under: si31:7.2
    text: Staff shall not post, share or comment on blogs without clearance.
    act:
      post, share or comment: {activity.interaction: [post, share, comment]}
      on blogs: {activity.channel: blog}
      without clearance: {arcadia.asked: false}
""",
    "what was cleared is marked as such": """  it:
    under: si31:7.2
    text: Staff shall mark posts that were cleared.
    act:
      mark posts: {arcadia.disclaimer: true}
    when:
      were cleared: {arcadia.asked: true, activity.interaction: [post, share, comment]}
""",
    "an invitation to show what one posts": """  it:
    under: si31:7.2
    text: Staff are encouraged to have posts, shares and comments cleared.
    act:
      cleared: {arcadia.asked: true}
    when:
      posts, shares and comments: {activity.interaction: [post, share, comment]}
""",
    "a ban of what only a few words of the text say": """  it:
    under: si31:7.2
    text: On duty, staff shall not post, share or comment on their own accounts.
    act:
      post, share or comment: {activity.interaction: [post, share, comment]}
      on their own accounts: {account.relation: own}
    when:
      On duty: {arcadia.patrol: true}
""",
    "duties of one who is in the mission area": """  it:
    under: si31:7.2
    text: In the mission area, staff shall not post, share or comment on journeys.
    act:
      post, share or comment: {activity.interaction: [post, share, comment]}
      journeys: {field.shows_patrol: true}
    when:
      In the mission area: {field.in_mission_area: true}
""",
    "words about sanctions that are none of its own": """  it:
    under: si31:7.2.b2
    text: Staff should not post about international sanctions.
    act:
      post about international sanctions: {arcadia.flag: true}
""",
    "a general exception that mentions no insignia": """  it:
    under: si31:7.2.b2
    text: Staff should not like posts, unless asked.
    act:
      like posts: {activity.interaction: like}
    unless:
      asked: {arcadia.asked: true}
""",
    "an exception from posting what the SI need not speak of": """  it:
    under: si31:7.2.b5
    text: Staff should not post a recording made where votes are cast, unless it was published.
    act:
      post a recording made where votes are cast: {activity.interaction: post, content.recording_kind: [photo, video]}
    when:
      where votes are cast: {arcadia.patrol: true}
    unless:
      it was published: {arcadia.told: true}
""",
    "responsibility stays where it is": "  it:\n    under: si31:6.3\n    text: Staff remain responsible themselves.\n",
    "words alone": "  it:\n    under: si31:7.2.b2\n    text: Staff should use the names of the style guide.\n",
    "a verbatim restatement": """  it:
    under: si31:7.2.b3
    text: Avoid discriminatory remarks, harassment, threats of violence or similar content.
    force: should
    polarity: refrain
    act:
      discriminatory remarks, harassment, threats of violence or similar content:
        any: [{content.discriminatory: true}, {content.harassing: true}, {content.threatens_violence: true},
              {content.similar: true}]
""",
}  # fmt: skip
ELSEWHERE: Final = {
    "an additional channel": 'guidance: [{under: si31:8.2, text: "The press officer can be asked as well."}]',
    "a local term under a new name": "terms: {duty channel: the chat group of the Mission}",
    "a contact for an open slot": "slots: {si31:8.1/focal-point: {role: press officer, email: press@example.org}}",
}


def said(found: tuple[object, ...]) -> list[str]:
    """Return what is said of inconsistency."""
    return [f"{each.name}: {each.message}" for each in found if getattr(each, "name", "") in SAID]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NORMS)
def test_a_norm_that_only_looks_inconsistent_is_not(tmp_path: Path, name: str) -> None:
    """Tightening, raising force, adding, specifying, and permitting where the SI leaves room: no finding."""
    facts = ("disclaimer", "told", "flag", "asked", "thought_twice", "patrol")
    declared = f"{{{', '.join(f'arcadia.{each}: Is it {each}?' for each in facts)}}}"
    found = check_overlay(tmp_path, NORMS[name], dates=FROM, facts=declared)
    assert [each for each in found if each.severity == "error"] == []
    assert said(found) == []


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_no_norm_adds_and_takes_nothing_away(tmp_path: Path, name: str) -> None:
    """An additional channel, a local term under a new name, a contact where the text names none: no finding."""
    key, _, value = ELSEWHERE[name].partition(": ")
    found = check_overlay(tmp_path, "", dates=FROM, **{key: value})
    assert [each for each in found if each.severity == "error"] == []
    assert said(found) == []
