"""Invented corpora of any size: field operations `mission-001`, `mission-002`, ..., each with an overlay of its own.

The same sizes always give the same text.
The norms are such as real overlays have: most add something local, many tighten the base, some give leave within one of
its exceptions, a few only guide, and a few are inconsistent with it, in each of the four ways.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

#: What a mission does that others should not see at once, with a name for its facts.
_THINGS: Final = {
    "patrol": "a patrol", "checkpoint": "a checkpoint", "convoy": "a convoy", "hearing": "a court hearing",
    "meeting": "a community meeting", "visit": "a visit", "incident": "a security incident", "election": "an election",
}  # fmt: skip

#: Norms by what they are, each with how many of a hundred norms are such; `$s` is the structure, `$thing` a thing.
_NORMS: Final[dict[str, tuple[int, tuple[str, ...]]]] = {
    "adds": (45, (
        """
    under: si31:7.2.b7
    text: >
      Staff shall not post or share, within $h hours of $thing, anything that shows $thing, unless the Head of Mission
      approved it beforehand.
    act:
      post or share: {activity.interaction: [post, share]}
      shows $thing: {$s.shows_$key: true}
    when:
      within $h hours of $thing: {$s.hours_since_$key: {under: $h}}
    unless:
      the Head of Mission approved it beforehand:
        all: [{approval.prior: granted}, {approval.by: own_head_of_institution_or_mission}]
    examples:
      - given: {activity.interaction: post, $s.shows_$key: true, $s.hours_since_$key: 3, approval.prior: not_sought}
        expect: broken
      - given: {activity.interaction: like, $s.shows_$key: true, $s.hours_since_$key: 3, approval.prior: not_sought}
        expect: met
""",
        """
    under: si31:7.2.b2
    text: Staff should not comment on or like anything about $thing where people outside can see it.
    act:
      comment on or like: {activity.interaction: [comment, like]}
      about $thing: {$s.about_$key: true}
    when:
      people outside can see it: {$s.outsiders_can_see: true}
    examples:
      - {given: {activity.interaction: like, $s.about_$key: true, $s.outsiders_can_see: true}, expect: broken}
""",
        """
    under: si31:7.2.b5
    text: In the area of operations staff shall not share a photo of $thing.
    act:
      share: {activity.interaction: share}
      a photo of $thing: {all: [{content.recording_kind: photo}, {$s.shows_$key: true}]}
    when:
      In the area of operations: {$s.place: [front_line, border]}
""",
    )),
    "tightens": (25, (
        """
    under: si31:7.2.b5
    text: Staff shall not disclose photos or videos of colleagues on duty, unless $thing ended more than $h hours ago.
    act:
      disclose: {activity.discloses: true}
      photos or videos: {content.recording_kind: [photo, video]}
      colleagues on duty: {content.depicts: {has: [osce_official_on_duty]}}
    unless:
      $thing ended more than $h hours ago: {$s.hours_since_$key: {over: $h}}
""",
        """
    under: si31:7.2.b2
    text: Staff shall not make political statements within $h hours of $thing.
    act: {political statements: {content.political: true}}
    when:
      within $h hours of $thing: {$s.hours_since_$key: {under: $h}}
    examples:
      - {given: {content.political: true, $s.hours_since_$key: 3}, expect: broken}
""",
        """
    under: si31:7.2.b9
    text: Staff shall not show insignia of any kind near $thing.
    act: {show insignia of any kind: {insignia.present: true}}
    when:
      near $thing: {$s.near_$key: true}
""",
        """
    under: si31:7.1.b2
    text: Staff shall monitor their profiles after $thing.
    act: {monitor their profiles: {profile.monitored: true}}
    when:
      after $thing: {$s.hours_since_$key: {under: $h}}
""",
    )),
    "gives leave within the base": (10, (
        """
    under: si31:7.2.b5
    text: Photos of $thing may be posted where they directly support an official activity and safety was considered.
    act:
      Photos of $thing may be posted:
        all: [{activity.discloses: true}, {content.recording_kind: photo}, {$s.shows_$key: true}]
      directly support an official activity: {purpose.directly_supports_official_activity: true}
      safety was considered: {purpose.safety_security_borne_in_mind: true}
""",
        """
    under: si31:7.1.b3
    text: A profile may show the logo that a network adds, but near $thing.
    act: {the logo that a network adds: {branding.origin: [auto_professional_network]}}
    unless:
      near $thing: {$s.near_$key: true}
""",
    )),
    "guides": (10, (
        """
    under: si31:7.2.b2
    text: Staff should use the place names of the style guide when they write of $thing.
""",
    )),
    "is inconsistent": (10, (
        """
    under: si31:7.2.b5
    text: Photos of colleagues may be disclosed once $thing is over.
    act:
      may be disclosed: {activity.discloses: true}
      Photos of colleagues: {content.recording_kind: photo, content.depicts: {has: [osce_official_on_duty]}}
    when:
      $thing is over: {$s.hours_since_$key: {at_least: $h}}
""",
        """
    under: si31:7.1.b2
    text: Within $h hours of $thing staff need not monitor their profiles.
    act: {monitor their profiles: {profile.monitored: true}}
    when:
      Within $h hours of $thing: {$s.hours_since_$key: {under: $h}}
""",
        """
    under: si31:7.1.b3
    text: Near $thing all staff shall add the logo, unless people outside can see it.
    act: {add the logo: {account.branded_with_osce_vi_or_ip: true, branding.origin: {has: [user_applied]}}}
    when:
      Near $thing: {$s.near_$key: true}
    unless:
      people outside can see it: {$s.outsiders_can_see: true}
""",
        """
    under: si31:7.1.b2
    text: Within $h hours of $thing staff shall not monitor or remove comments.
    act: {monitor or remove comments: {any: [{profile.monitored: true}, {content.removed: true}]}}
    when:
      Within $h hours of $thing: {$s.hours_since_$key: {under: $h}}
""",
    )),
}  # fmt: skip

#: How each local fact is declared, by the first word of its name; the others are plain questions.
_DECLARED: Final = {
    "hours": "{question: How many hours ago did it end?, unit: hour}",
    "place": "{question: Where was it?, values: {front_line: at the line, border: at a border, elsewhere: elsewhere}}",
}

_ENTRY: Final = "  - {{id: {name}, kind: field_operation, names: [{{name: {words}}}]}}\n"
_HEAD: Final = """schema: smpolicy/overlay@1
id: $s/draft-1
title: Personal use of social media
status: draft
proposed_for: $s
drafted_by: The benchmarks
layer: 3
under: si31:7.3
dates: {effective: {from: $start}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a corpus is: how many overlays, each for a structure of its own, and how many norms in each."""

    overlays: int
    norms: int


def write_corpus(folder: Path, size: Size) -> list[Path]:
    """Write a registry and its overlays, and return the overlays' files; the packaged base goes with them."""
    names = [f"mission-{number:03}" for number in range(1, size.overlays + 1)]
    listed = "".join(_ENTRY.format(name=each, words=each.title()) for each in names)
    head = "schema: smpolicy/structures@1\nid: invented-structures\ntitle: Structures that do not exist\nstructures:\n"
    (folder / "structures.yaml").write_text(head + listed, encoding="utf-8")
    return [_write_overlay(folder, each, number, size.norms) for number, each in enumerate(names)]


def _write_overlay(folder: Path, structure: str, number: int, norms: int) -> Path:
    path = folder / "overlays" / structure / "draft-1.yaml"
    path.parent.mkdir(parents=True)
    # They begin on the first of different months, as they would.
    start = f"{2026 + number // 12 % 3}-{number % 12 + 1:02}-01"
    written = "".join(_norms(structure, norms))
    facts = sorted(set(re.findall(rf"{structure}\.(\w+)", written)))
    declared = "".join(f"  {structure}.{name}: {_declared(name)}\n" for name in facts)
    head = Template(_HEAD).substitute(s=structure, start=start)
    path.write_text(f"{head}facts:\n{declared}norms:\n{written}", encoding="utf-8")
    return path


def _norms(structure: str, count: int) -> Iterator[str]:
    """Yield the norms of one overlay; each structure has others, and the same ones in every run."""
    drawn = random.Random(structure)
    kinds = list(_NORMS)
    for number in range(1, count + 1):
        (kind,) = drawn.choices(kinds, [_NORMS[each][0] for each in kinds])
        template = drawn.choice(_NORMS[kind][1])
        key = drawn.choice(list(_THINGS))
        hours = drawn.choice((6, 12, 24, 48, 72))
        text = Template(template).substitute(s=structure, key=key, thing=_THINGS[key], h=hours)
        yield f"  norm-{number}:{text}"


def _declared(name: str) -> str:
    return _DECLARED.get(name.partition("_")[0], f"Is this so, {name.replace('_', ' ')}?")
