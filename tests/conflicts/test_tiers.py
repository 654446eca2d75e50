"""Overlays under overlays: each tier beside all that is above it, clause by clause."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import smpolicy
from corpora import base, load, norm, overlay, write
from smpolicy import Policy
from tiers import DRAWINGS, HOUSE, OFFICE, PHOTOS, TEAM, clause, house

DAY = date(2025, 1, 1)
STAFF = {"person.category": "staff", "act.done": True, "act.told": True}
DRAWING: dict[str, object] = {**STAFF, "act.shows": ["drawing"]}
PHOTO: dict[str, object] = {**STAFF, "act.shows": ["photo"]}

NO_DRAWINGS = norm("drawings", "Staff shall not post drawings.", DRAWINGS)
SOME_DRAWINGS = norm("some", "Staff may post drawings.", DRAWINGS, under=f"{HOUSE}#drawings")


def resolved(folder: Path, structure: str = "arcadia/north/port", *, drafts: bool = False, **keys: Any) -> Policy:
    """Resolve one of the three structures, with what the overlays say."""
    return load(house(folder, **keys)).resolve(structure, as_of=DAY, drafts=drafts)


def pairs(policy: Policy) -> set[tuple[str, str]]:
    """Return what is set aside by what."""
    return {(each.norm.id, each.prevailing.id) for each in policy.set_aside}


def test_every_pair_along_the_chain_is_compared(tmp_path: Path) -> None:
    """The team stands beside the office, the house and the rule-book, and each conflict has the clause of its own."""
    policy = resolved(
        tmp_path,
        house_says=norm("told", "Staff shall post photos.", PHOTOS),
        office_says=norm("never", "Staff should not post drawings.", DRAWINGS),
        team_says=norm("all", "Staff may post photos and drawings.", "{act.shows: {any_of: [photo, drawing]}}"),
        office_effect="prevails",
    )
    assert pairs(policy) == {
        (f"{HOUSE}#told", "rules:photos"),
        (f"{TEAM}#all", "rules:photos"),
        (f"{TEAM}#all", f"{OFFICE}#never"),
    }
    bases = {(each.norm.id, each.prevailing.id): policy.cited(each.basis) for each in policy.set_aside}
    assert bases[f"{TEAM}#all", "rules:photos"] == "Rules 1"
    assert bases[f"{TEAM}#all", f"{OFFICE}#never"] == f"{OFFICE}, local"


@pytest.mark.parametrize(("effect", "kind"), [(None, "same-layer"), ("cumulative", "permits-disapproved")])
def test_without_a_clause_a_conflict_is_reported(tmp_path: Path, effect: str | None, kind: str) -> None:
    """The base prevails over both tiers, and says nothing of the one beside the other: nothing is set aside there."""
    policy = resolved(tmp_path, "arcadia/north", house_says=NO_DRAWINGS, office_says=SOME_DRAWINGS, house_effect=effect)
    (clash,) = policy.clashes
    assert (clash.norm.id, clash.other.id, clash.kind) == (f"{OFFICE}#some", f"{HOUSE}#drawings", kind)
    assert policy.evaluate(DRAWING).answer == "contravenes"
    found = [each for each in smpolicy.check(tmp_path).diagnostics if each.name == "inconsistent"]
    assert f"{HOUSE}, drawings" in " ".join(each.message for each in found)


def test_a_tier_yields_where_its_own_clause_says_so(tmp_path: Path) -> None:
    """The house lets offices depart from it; the rule-book goes on to prevail over both."""
    keys: dict[str, Any] = {"house_says": NO_DRAWINGS, "office_says": SOME_DRAWINGS, "house_effect": "yields"}
    policy = resolved(tmp_path, "arcadia/north", **keys)
    assert (f"{HOUSE}#drawings", f"{OFFICE}#some") in pairs(policy)
    assert policy.evaluate(DRAWING).findings[f"{HOUSE}#drawings"].status == "undetermined", "QA is open"
    narrow = policy.evaluate({**DRAWING, "act.shows": ["drawing"]}).given({})
    assert narrow.answer in ("no_departure_found", "seek_advice")
    at_home = load(tmp_path).resolve("arcadia", as_of=DAY)
    assert at_home.evaluate(DRAWING).answer == "contravenes", "the house itself is bound as before"


def test_what_is_set_aside_prevails_over_nothing(tmp_path: Path) -> None:
    """The rule-book sets aside a norm of the house on photos; beneath it the office is free of that norm there."""
    policy = resolved(
        tmp_path,
        "arcadia/north",
        house_says=norm("post", "Staff shall post photos.", PHOTOS),
        office_says=norm("not", "Staff shall not post photos.", PHOTOS),
        house_effect="prevails",
    )
    assert pairs(policy) == {(f"{HOUSE}#post", "rules:photos")}
    photo = policy.evaluate(PHOTO)
    assert [each.norm.id for each in photo.set_aside] == [f"{HOUSE}#post"]
    assert photo.findings[f"{HOUSE}#post"].status == "set_aside"
    assert photo.findings[f"{OFFICE}#not"].status == "broken"
    assert photo.answer == "contravenes"


def test_what_stands_under_a_norm_that_is_set_aside_stands_by_its_own_words(tmp_path: Path) -> None:
    """The house may not ask for photos; what the office asks for beneath that norm is no photo, and goes on."""
    policy = resolved(
        tmp_path,
        "arcadia/north",
        house_says=norm("post", "Staff shall post photos.", PHOTOS),
        office_says=norm("tell", "Staff shall tell the press office.", "{act.told: true}", under=f"{HOUSE}#post"),
        house_effect="prevails",
    )
    assert pairs(policy) == {(f"{HOUSE}#post", "rules:photos")}
    decision = policy.evaluate({**DRAWING, "act.told": False})
    assert decision.findings[f"{OFFICE}#tell"].status == "broken"
    assert decision.interpretive == (), "whom an overlay invites is nothing to be read beside what a person did"


def test_a_clause_speaks_of_the_structures_that_it_names_and_of_their_parts(tmp_path: Path) -> None:
    """The rule-book prevails over what missions promulgated, their offices included; the house only over offices."""
    policy = resolved(
        tmp_path,
        house_says=NO_DRAWINGS,
        office_says=norm("note", "Staff may post drawings at work.", DRAWINGS),
        team_says=norm("photos", "Staff may post photos and drawings.", "{act.shows: {any_of: [photo, drawing]}}"),
        house_keys=clause("prevails", over="team"),
    )
    assert (f"{TEAM}#photos", "rules:photos") in pairs(policy)
    assert (f"{TEAM}#photos", f"{HOUSE}#drawings") in pairs(policy)
    assert [(each.norm.id, each.other.id) for each in policy.clashes] == [(f"{OFFICE}#note", f"{HOUSE}#drawings")]


def test_each_tier_stands_under_its_place_and_says_the_chain(tmp_path: Path) -> None:
    """In the consolidated text an office's norm follows that of the house which it stands under, one step in."""
    policy = resolved(
        tmp_path,
        house_says=NO_DRAWINGS,
        office_says=norm("inside", "Staff shall not post drawings at night.", DRAWINGS, under=f"{HOUSE}#drawings"),
        team_says=norm("never", "Staff shall not draw.", DRAWINGS, under=f"{OFFICE}#inside"),
    )
    there = [(each.id, each.depth) for each in policy.entries if each.provision == "rules:1"]
    assert there == [
        ("rules:1", 0), (f"{HOUSE}#drawings", 1), (f"{OFFICE}#inside", 2), (f"{TEAM}#never", 3),
    ]  # fmt: skip
    origin = next(each.origin for each in policy.entries if each.id == f"{TEAM}#never")
    assert origin.startswith(f"Added by the Port Team under {OFFICE}, local, under {HOUSE}, local, under 3:")
    assert policy.readback(next(each for each in policy.norms if each.id == f"{TEAM}#never"))
    assert [each.id for each in load(tmp_path).resolve("arcadia", as_of=DAY).norms if "#" in each.id] == [
        f"{HOUSE}#local", f"{HOUSE}#drawings",
    ]  # fmt: skip


def test_what_a_tier_restates_is_what_it_stands_under(tmp_path: Path) -> None:
    """A norm under a norm is compared with that norm, and with no other of the provision."""
    policy = resolved(
        tmp_path,
        "arcadia/north",
        house_says=NO_DRAWINGS,
        office_says=norm("same", "Staff shall not post drawings.", DRAWINGS, under=f"{HOUSE}#drawings")
        + norm("more", "Staff shall not post drawings.", DRAWINGS),
    )
    assert policy.relations[f"{OFFICE}#same"] == "restates"
    assert policy.relations[f"{OFFICE}#more"] != "restates"


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ({"dates": "{effective: {from: 2024-01-01, until: 2024-09-01}}"}, date(2024, 9, 1)),
        ({"status": "superseded"}, DAY),
        ({"status": "draft"}, DAY),
        ({"dates": "{effective: {from: 2025-06-01}}"}, DAY),
    ],
)
def test_beneath_what_does_not_hold_nothing_holds(tmp_path: Path, key: dict[str, str], day: date) -> None:
    """Where the house's overlay has no part in what holds, neither has what stands under it, at any depth."""
    house(tmp_path, house_keys=key, team_says=NO_DRAWINGS)
    policy = smpolicy.load(tmp_path).resolve("arcadia/north/port", as_of=day)
    assert [each.id for each in policy.norms if each.structure] == []
    why = {each.id: each.why for each in policy.left_out}
    assert (why[OFFICE], why[TEAM]) == ("orphaned", "orphaned")
    assert any(OFFICE in each and HOUSE in each for each in policy.notices)


def test_what_replaces_a_tier_leaves_what_stood_under_it_without_ground(tmp_path: Path) -> None:
    """The author of the later overlay is told what is left behind, and so is the reader."""
    house(tmp_path, house_says=NO_DRAWINGS)
    later = (tmp_path / f"overlays/{HOUSE}.yaml").read_text().replace(HOUSE, "arcadia/rules-2")
    write(tmp_path, {"overlays/arcadia/rules-2.yaml": f"supersedes: [{HOUSE}]\n" + later})
    (found,) = [each for each in smpolicy.check(tmp_path).diagnostics if each.name == "orphaned"]
    assert f"`{OFFICE}` stands under what this supersedes" in found.message
    policy = load(tmp_path).resolve("arcadia/north", as_of=DAY)
    assert {each.id: each.why for each in policy.left_out} == {HOUSE: "superseded", OFFICE: "orphaned"}


def test_a_norm_goes_on_in_its_provision_without_the_norm_it_stood_under(tmp_path: Path) -> None:
    """As within one overlay: where only that norm is superseded, what stood under it is told, and stays."""
    house(tmp_path, house_says=NO_DRAWINGS, office_says=SOME_DRAWINGS)
    text = (tmp_path / f"overlays/{HOUSE}.yaml").read_text().replace(f"id: {HOUSE}", "id: arcadia/more")
    text = text[: text.index("  drawings:")] + f"supersedes: ['{HOUSE}#drawings']\n"
    write(tmp_path, {"overlays/arcadia/more.yaml": text})
    policy = load(tmp_path).resolve("arcadia/north", as_of=DAY)
    assert [each.depth for each in policy.entries if each.id == f"{OFFICE}#some"] == [1]
    (found,) = [each for each in smpolicy.check(tmp_path).diagnostics if each.name == "orphaned"]
    assert f"`{OFFICE}#some` stands under the norm that this supersedes" in found.message


def test_a_tier_waits_for_the_concurrence_that_one_above_asks_for(tmp_path: Path) -> None:
    """The house lets an office's rules hold only once they were concurred in and published."""
    keys: dict[str, Any] = {"house_effect": "needs-concurrence", "office_says": NO_DRAWINGS}
    policy = resolved(tmp_path, "arcadia/north", **keys)
    assert {each.id: each.why for each in policy.left_out} == {OFFICE: "not-concurred"}
    assert "not-concurred" in {each.name for each in smpolicy.check(tmp_path).diagnostics}
    dates = "{issued: 2023-12-01, effective: {from: 2024-01-01}, published: 2024-02-01}"
    agreed = {"concurrence": "{by: The house, date: 2024-02-01}", "dates": dates}
    assert resolved(tmp_path, "arcadia/north", office_keys=agreed, **keys).left_out == ()


def test_for_concurrence_only_those_wait_of_whom_the_clause_speaks(tmp_path: Path) -> None:
    """The house asks teams for it, and says nothing of offices; a team that an office asks waits likewise."""
    keys: dict[str, Any] = {"house_keys": clause("needs-concurrence", over="team"), "office_says": NO_DRAWINGS}
    assert resolved(tmp_path, "arcadia/north", **keys).left_out == ()
    assert "not-concurred" not in {each.name for each in smpolicy.check(tmp_path).diagnostics}
    policy = resolved(tmp_path, team_says=NO_DRAWINGS, **keys)
    assert {each.id: each.why for each in policy.left_out} == {TEAM: "not-concurred"}


def test_the_nearest_invitation_says_who_was_invited(tmp_path: Path) -> None:
    """Missions alone are invited by the rule-book; the house can invite its offices, and does not invite teams."""
    invites = {"invites": "{under: '#local', words: Offices and teams may issue, structures: [office]}"}
    assert any("is not a local text that 3 invites" in each for each in resolved(tmp_path).notices)
    policy = resolved(tmp_path, house_keys=invites, team_says=NO_DRAWINGS)
    said = [each for each in policy.notices if "invites" in each]
    assert said == [f"{TEAM} is not a local text that {HOUSE}#local invites; this says nothing about its validity."]


def test_what_only_explains_has_no_force(tmp_path: Path) -> None:
    """An explanation is shown as one and needs no invitation, and a norm with a force in it is an error."""
    explains = {"nature": "explains", "guidance": f"[{{under: '{HOUSE}#drawings', text: A sketch is a drawing.}}]"}
    policy = resolved(tmp_path, "arcadia/north", house_says=NO_DRAWINGS, office_keys=explains)
    entry = next(each for each in policy.entries if each.text == "A sketch is a drawing.")
    assert (entry.depth, entry.origin.partition(" by ")[0]) == (2, "Explained")
    assert not any("invites" in each for each in policy.notices)
    house(tmp_path, house_says=NO_DRAWINGS, office_says=SOME_DRAWINGS, office_keys=explains)
    (found,) = [each for each in smpolicy.check(tmp_path).diagnostics if each.severity == "error"]
    assert (found.name, found.span.line if found.span else 0) == (
        "explains-with-force",
        _line_of(tmp_path, "text: Staff may post"),
    )
    lowered = smpolicy.load(tmp_path).lowered.instruments[OFFICE]
    assert {each.force for each in lowered.norms} == {"none"}


def _line_of(folder: Path, words: str) -> int:
    lines = (folder / f"overlays/{OFFICE}.yaml").read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"under": "arcadia/rule#local"}, "no overlay is called `arcadia/rule`"),
        ({"under": f"{HOUSE}#locale"}, f"`{HOUSE}` has no norm `locale`"),
        ({"under": "'#local'"}, "a document stands under no norm of its own"),
        ({"under": "elbonia/rules#local"}, "`elbonia/rules` belongs to `elbonia`, of which `arcadia/north` is no part"),
        ({"under": f"{OFFICE}#local"}, f"`{OFFICE}#local` leads back to this document, and to no provision"),
    ],
)
def test_what_an_overlay_stands_under_must_be_there(tmp_path: Path, keys: dict[str, str], message: str) -> None:
    """Each is found once, where it stands, with what mends it."""
    house(tmp_path, office_keys=keys)
    elsewhere = (tmp_path / f"overlays/{HOUSE}.yaml").read_text().replace("arcadia", "elbonia")
    write(tmp_path, {"overlays/elbonia/rules.yaml": elsewhere})
    found = [each for each in smpolicy.check(tmp_path).diagnostics if each.severity == "error"]
    assert [each.message for each in found] == [message]
    assert found[0].help
    assert found[0].path.endswith(f"{OFFICE}.yaml")


def test_a_norm_stands_only_under_what_its_document_stands_under(tmp_path: Path) -> None:
    """A norm of an overlay of the same structure that its own does not stand under is no place for it."""
    house(tmp_path, house_says=NO_DRAWINGS, office_says=SOME_DRAWINGS, office_keys={"under": "rules:3"})
    (found,) = [each for each in smpolicy.check(tmp_path).diagnostics if each.severity == "error"]
    assert found.message == f"this document does not stand under `{HOUSE}`"


def test_two_that_stand_under_each_other_stand_nowhere(tmp_path: Path) -> None:
    """A circle is an error in both, and ends."""
    house(tmp_path, house_keys={"under": f"{OFFICE}#local"})
    found = [each for each in smpolicy.check(tmp_path).diagnostics if each.severity == "error"]
    assert {each.path.rpartition("overlays/")[2] for each in found} >= {f"{HOUSE}.yaml"}


@pytest.mark.parametrize("names", ["ab", "abc"])
def test_a_circle_within_one_structure_is_an_error_in_each(tmp_path: Path, names: str) -> None:
    """Each stands under the next, and the last under the first: none of them under a provision."""
    base(tmp_path)
    for name, above in zip(names, names[1:] + names[0], strict=True):
        under = f"arcadia/{above}#own"
        own = norm("own", "Staff shall not post drawings.", DRAWINGS, under=under)
        write(tmp_path, {f"overlays/arcadia/{name}.yaml": overlay(f"arcadia/{name}", own, under=under)})
    errors = [each for each in smpolicy.check(tmp_path).diagnostics if each.severity == "error"]
    expected = [f"`arcadia/{each}#own` leads back to this document, and to no provision" for each in names]
    assert {each.message for each in errors} == set(expected)


def test_a_clause_quotes_its_norm(tmp_path: Path) -> None:
    """What an overlay says of its own rank it says in a norm of its own, in these words."""
    wrong = {"precedence": "{under: '#local', words: prevails, over: {layer: 3, promulgated_in: [office]}, "
             "effect: prevails}"}  # fmt: skip
    house(tmp_path, house_keys=wrong)
    (found,) = [each for each in smpolicy.check(tmp_path).diagnostics if each.severity == "error"]
    assert (found.name, found.message) == ("quote-not-in-provision", "these words do not stand in `#local`")


def test_parts_are_listed_with_kinds_of_their_own_or_named_by_an_overlay(tmp_path: Path) -> None:
    """A part in the registry has its own kind and days, and closes with the whole, which must be there."""
    library = load(house(tmp_path, team_says=NO_DRAWINGS))
    team = library.structures["arcadia/north/port"]
    assert (team.kind, team.parent, team.closed) == ("team", "arcadia/north", date(2030, 1, 1))
    policy = library.resolve("arcadia/north/port", as_of=date(2024, 5, 31))
    assert not policy.in_force
    assert any("did not yet exist" in each for each in policy.notices)
    registry = tmp_path / "base/structures.yaml"
    registry.write_text(registry.read_text().replace("arcadia/north/port", "arcadia/south/port"))
    messages = [each.message for each in smpolicy.check(tmp_path).diagnostics]
    assert "the registry lists no `arcadia/south`, of which `arcadia/south/port` is a part by its id" in messages


def test_a_part_without_its_whole_is_an_error_of_the_registry(tmp_path: Path) -> None:
    """Whatever else is examined of a corpus is examined although the whole of a part is not listed."""
    registry = house(tmp_path, house_says=NO_DRAWINGS, team_says=NO_DRAWINGS) / "base/structures.yaml"
    registry.write_text(registry.read_text().replace("id: arcadia\n", "id: ruritania\n"))
    messages = [each.message for each in smpolicy.check(tmp_path).diagnostics]
    assert "the registry lists no `arcadia`, of which `arcadia/north` is a part by its id" in messages


def test_a_clause_of_an_overlay_says_nothing_of_what_is_above(tmp_path: Path) -> None:
    """However an overlay ranks itself, the rule-book prevails over it as its own clause says."""
    for effect in ("prevails", "yields", "cumulative"):
        policy = resolved(
            tmp_path,
            "arcadia",
            house_says=norm("photos", "Staff may post photos.", PHOTOS),
            house_keys=clause(effect, over="field_operation, office", layer=1),
        )
        assert pairs(policy) == {(f"{HOUSE}#photos", "rules:photos")}


def test_a_part_that_only_an_overlay_names_can_have_one_of_its_own(tmp_path: Path) -> None:
    """What stands under the structure's overlay then says so by its id."""
    house(tmp_path, house_says=NO_DRAWINGS, house_keys={"structures": "{arcadia/east: {name: Eastern Office}}"})
    own = (tmp_path / f"overlays/{OFFICE}.yaml").read_text().replace("arcadia/north", "arcadia/east")
    write(tmp_path, {"overlays/arcadia/east/rules.yaml": own + SOME_DRAWINGS})
    policy = load(tmp_path).resolve("arcadia/east", as_of=DAY)
    assert [each.norm.id for each in policy.clashes] == ["arcadia/east/rules#some"]
