"""Section 5: "in cases of inconsistency shall prevail". Under our reading of inconsistency, by opposing acts."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

import corpora
import smpolicy
from smpolicy import Policy
from smpolicy.conflicts.inconsistency import asks, opposition
from smpolicy.foundations.keywords import Force, Polarity

DAY = date(2026, 1, 1)
HEAD = """schema: smpolicy/overlay@1
id: arcadia/ai-1
title: Personal use of social media
status: in-force
issuer: {structure: arcadia, signed_by: head-of-mission}
layer: 3
under: si31:7.3
dates: {issued: 2024-06-20, effective: {from: 2024-07-01}}
norms:
"""
REGISTRY = """schema: smpolicy/structures@1
id: arcadia-structures
title: An invented structure
structures:
  - {id: arcadia, kind: field_operation, names: [{name: Mission to Arcadia}]}
"""
PHOTO = "{activity.discloses: true, content.recording_kind: photo, content.depicts: {has: [osce_official_on_duty]}}"
LOGO = "{account.branded_with_osce_vi_or_ip: true, branding.origin: {has: [user_applied]}}"


def arcadia(tmp_path: Path, norm: str) -> Policy:
    """Resolve an invented structure with one norm of its own."""
    (tmp_path / "overlays/arcadia").mkdir(parents=True)
    (tmp_path / "structures.yaml").write_text(REGISTRY)
    (tmp_path / "overlays/arcadia/ai-1.yaml").write_text(HEAD + norm)
    library = smpolicy.load(tmp_path)
    assert [each for each in library.diagnostics if each.severity == "error"] == []
    return library.resolve("arcadia", as_of=DAY)


def norm(text: str, act: str, under: str = "si31:7.2.b5", **more: str) -> str:
    """Write a norm whose act is stated by its whole sentence."""
    lines = [f"  it:\n    under: {under}\n    text: >\n      {text}\n    act:\n      {text.rstrip('.')}: {act}\n"]
    lines += [f"    {key}: {value}\n" for key, value in more.items()]
    return "".join(lines)


CONFLICTS = {
    "permits-disapproved": (norm("Photos of monitors may be posted.", PHOTO), "si31:7.2.b5"),
    "exempts": (
        norm("Interns need not monitor.", "{profile.monitored: true}", "si31:7.1.b2", bearer="[non_osce_staff]"),
        "si31:7.1.b2c",
    ),
    "forbids-required": (
        norm("Staff shall not remove comments.", "{content.removed: true}", "si31:7.1.b2"),
        "si31:7.1.b2a",
    ),
    "requires-disapproved": (norm("All staff shall add the logo.", LOGO, "si31:7.1.b3"), "si31:7.1.b3"),
}  # fmt: skip


@pytest.mark.parametrize("kind", CONFLICTS)
def test_each_opposition_is_found_with_the_provision_that_prevails(tmp_path: Path, kind: str) -> None:
    """K1 to K4: permitting or requiring what the SI disapproves, lifting or forbidding what it asks for."""
    text, prevailing = CONFLICTS[kind]
    policy = arcadia(tmp_path, text)
    assert {(each.kind, each.prevailing.id) for each in policy.set_aside} == {(kind, prevailing)}
    assert "arcadia/ai-1#it" in {entry.id for entry in policy.entries}  # nothing anyone wrote disappears from view


ASKING = ("mandatory", "should", "expected", "encouraged", "requested")
#: What the norm above says, what the overlay norm does, and how that opposes it; nothing else opposes by its force.
OPPOSED = {
    **{("permitted", "do", force, "refrain"): "denies-granted" for force in ASKING},
    **{
        (above, polarity, "permitted", other): "permits-disapproved" if other == "do" else "exempts"
        for above in ("mandatory", "should", "expected")
        for polarity in ("do", "refrain")
        for other in ("do", "refrain")
    },
    **{
        (above, polarity, force, other): kind
        for above in ("mandatory", "should", "expected")
        for force in ASKING
        for polarity, other, kind in (
            ("refrain", "do", "requires-disapproved"),
            ("do", "refrain", "forbids-required"),
        )
    },
    **{
        (above, "do", force, "refrain"): "forbids-encouraged"
        for above in ("encouraged", "requested")
        for force in ("mandatory", "should", "expected")
    },
}


def test_norms_are_opposed_by_force_and_polarity(tmp_path: Path) -> None:
    """Of all that two norms can say, whatever they are about."""
    norms = {each.id: each for each in arcadia(tmp_path, CONFLICTS["permits-disapproved"][0]).norms}
    for said in itertools.product(get_args(Force), get_args(Polarity), get_args(Force), get_args(Polarity)):
        above = replace(norms["si31:7.2.b5"], force=said[0], polarity=said[1])
        below = replace(norms["arcadia/ai-1#it"], force=said[2], polarity=said[3])
        assert opposition(above, below, asked=asks(above)) == OPPOSED.get(said), said


STAFF: dict[str, Any] = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
    "activity.interaction": "post",
}


def test_a_norm_set_aside_does_not_count_and_survives_where_the_si_leaves_room(tmp_path: Path) -> None:
    """K4: "all staff add the logo" is set aside, and survives where authorization was granted."""
    policy = arcadia(tmp_path, CONFLICTS["requires-disapproved"][0])
    bare = policy.evaluate({**STAFF, "branding.authorization": "not_sought"}, assume="neutral")
    assert bare.answer == "no_departure_found"
    assert bare.findings["arcadia/ai-1#it"].status == "set_aside"
    (aside,) = bare.set_aside
    assert aside.prevailing.id == "si31:7.1.b3"
    assert "authorization was granted" in aside.survives
    plain = {**STAFF, "account.is_personal": True, "account.branded_with_osce_vi_or_ip": False}
    granted = policy.evaluate({**plain, "branding.authorization": "granted"}, assume="neutral")
    assert granted.answer == "contravenes"
    assert granted.findings["arcadia/ai-1#it"].status == "broken"
    assert granted.set_aside == ()
    pending = policy.evaluate({**plain, "branding.authorization": "sought_pending"}, assume="neutral")
    assert pending.answer == "seek_advice"
    unsaid = policy.evaluate({**STAFF, "branding.authorization": "granted"}, assume="neutral")
    assert unsaid.answer == "undetermined"  # that there is no logo is asked, and not assumed against anybody
    assert {fact.name for fact in unsaid.questions} == {"branding.origin"}


def test_a_permission_that_is_set_aside_leaves_the_si_as_it_was(tmp_path: Path) -> None:
    """K1: the photograph departs from 7.2.b5 whatever the overlay says."""
    policy = arcadia(tmp_path, CONFLICTS["permits-disapproved"][0])
    facts = {**STAFF, "activity.discloses": True, "content.recording_kind": "photo",
             "content.depicts": ["osce_official_on_duty", "osce_operation"]}  # fmt: skip
    decision = policy.evaluate({**facts, "purpose.directly_supports_official_activity": False}, assume="neutral")
    assert decision.answer == "departs"
    assert [reason.norm.id for reason in decision.because] == ["si31:7.2.b5"]


HARMLESS = {
    "tightening": norm("Staff shall not post photos of monitors.", PHOTO),
    "raised force": norm("Staff shall monitor their profiles.", "{profile.monitored: true}", "si31:7.1.b2"),
    "another act": norm("Hobby photos may be posted.", "{activity.interaction: post, content.recording_kind: photo}"),
    "inside the exception": norm(
        "Photos may be posted.",
        "{activity.discloses: true, content.recording_kind: photo, content.depicts: {has: [osce_operation]},"
        " purpose.directly_supports_official_activity: true, purpose.safety_security_borne_in_mind: true}",
    ),
    "within what a network adds": norm(
        "A profile may show the logo.", "{branding.origin: [auto_professional_network]}", "si31:7.1.b3"
    ),
    "outside the scope": norm(
        "Official photos may be posted.",
        "{activity.discloses: true, content.recording_kind: photo, content.depicts: {has: [osce_operation]},"
        " activity.linked_to_functions: true}",
    ),
    "a further duty": norm("Staff should add a disclaimer.", "{content.public_pronouncement: false}", "si31:7.1.b1"),
    "a liberty to leave undone what is disapproved": norm(
        "Staff need not post photos.", "{activity.interaction: post, content.recording_kind: photo}"
    ),
    "a liberty beside a ban of something else": norm("Staff need not comment.", "{activity.interaction: comment}"),
    "own context": norm("Staff shall not post political statements.", "{content.political: true}", "si31:7.2.b2"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_inconsistent_is_not(tmp_path: Path, name: str) -> None:
    """Tightening, raising force, a permission within the SI's own exception or outside its scope: no finding."""
    assert arcadia(tmp_path, HARMLESS[name]).set_aside == ()


def with_text(folder: Path, name: str, old: str, new: str) -> None:
    """Write something else into a file of an invented base."""
    path = folder / "base" / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


@pytest.mark.parametrize(("member", "kinds"), [("photo", ["permits-disapproved"]), ("drawing", [])])
def test_what_else_a_set_has_is_not_what_a_norm_is_about(tmp_path: Path, member: str, kinds: list[str]) -> None:
    """Who may post drawings may not for that post photos: that one can show both makes no conflict."""
    corpora.base(tmp_path)
    with_text(tmp_path, "rules.yaml", "any_of: [photo, drawing]", "has: [photo]")
    local = corpora.norm("may", "Staff may post them.", f"{{act.shows: {{has: [{member}]}}}}")
    corpora.write(tmp_path, {"overlays/arcadia/ai-1.yaml": corpora.overlay("arcadia/ai-1", local)})
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    assert [each.kind for each in policy.set_aside] == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Staff may post drawings.", "permits-disapproved"), ("Staff shall post drawings.", "requires-disapproved")],
)
def test_what_a_member_brings_along_is_what_a_norm_is_about(tmp_path: Path, text: str, kind: str) -> None:
    """Where a drawing stands on a photo alone, who may or must post drawings may or must post photos."""
    corpora.base(tmp_path)
    with_text(tmp_path, "rules.yaml", "any_of: [photo, drawing]", "has: [photo]")
    on_a_photo = "{why: It stands on one., if: {act.shows: {has: [drawing]}}, then: {act.shows: {has: [photo]}}}"
    facts = f"{corpora.FACTS}constraints:\n  - {on_a_photo}\n"
    local = corpora.norm("drawn", text, "{act.shows: {has: [drawing]}}")
    files = {"base/facts.yaml": facts, "overlays/arcadia/ai-1.yaml": corpora.overlay("arcadia/ai-1", local)}
    policy = smpolicy.load(corpora.write(tmp_path, files)).resolve("arcadia", as_of=DAY)
    assert [each.kind for each in policy.set_aside] == [kind]


def test_the_occasion_of_a_duty_may_be_of_the_same_fact_as_what_it_asks_for(tmp_path: Path) -> None:
    """Who posts a photo should add a drawing, and to keep quiet is to post a photo alone: nobody can follow both."""
    corpora.base(tmp_path)
    asked = "act: {tell the press office: {act.shows: {has: [drawing]}}}"
    when = "    when: {Everybody: {act.shows: {has: [photo]}}}"
    with_text(tmp_path, "rules.yaml", "act: {tell the press office: {act.told: true}}", f"{asked}\n{when}")
    quiet = "  act.quiet: {question: Do you keep quiet?, kind: conduct, neutral: false}\n"
    tie = "{why: drawn, if: {act.quiet: true}, then: {act.shows: [photo]}}"
    with_text(tmp_path, "facts.yaml", "facts:\n", f"constraints:\n  - {tie}\nfacts:\n{quiet}")
    local = corpora.norm("quiet", "Staff shall keep quiet.", "{act.quiet: true}", "rules:2")
    corpora.write(tmp_path, {"overlays/arcadia/ai-1.yaml": corpora.overlay("arcadia/ai-1", local)})
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    assert ("jointly-impossible", "rules:tell") in [(each.kind, each.prevailing.id) for each in policy.set_aside]


def test_precedence_is_what_the_instrument_declares(tmp_path: Path) -> None:
    """Without a clause that prevails, clashes are not resolved: rank is declared by documents, not built in."""
    from smpolicy.documents.packaged import policies_folder

    base = tmp_path / "base"
    base.mkdir()
    for path in (policies_folder() / "base").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        (base / path.name).write_text(text.replace("effect: prevails", "effect: cumulative"), encoding="utf-8")
    policy = arcadia(tmp_path, CONFLICTS["requires-disapproved"][0])
    assert policy.set_aside == ()
