"""The life of an issuance in time: each situation with what is found, and the plain answer on the days it touches."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from corpora import base, load, norm, overlay, write
from smpolicy import Policy, UnknownStructure
from smpolicy.render.policy import policy_json

FIRST, SECOND = "arcadia/ai-1", "arcadia/ai-2"
DAY = date(2024, 1, 1)
TOLD = {"person.category": "staff", "act.done": True, "act.shows": ["drawing"], "act.told": True}
DRAWINGS = norm("drawings", "Staff shall not post drawings.", "{act.shows: {has: [drawing]}}")
LATER = "{issued: 2024-12-01, effective: {from: 2025-01-01}}"


def corpus(folder: Path, *documents: str, **more: Any) -> Path:
    """Write a rule-book with these issuances."""
    files = {f"overlays/arcadia/{n}.yaml": text for n, text in enumerate(documents)}
    return write(base(folder, **more), files)


def on(folder: Path, day: date, structure: str = "arcadia", *, drafts: bool = False) -> Policy:
    """Resolve a structure on a day."""
    return load(folder).resolve(structure, as_of=day, drafts=drafts)


def names(folder: Path) -> list[tuple[str, str]]:
    """Return what is found in a corpus: the rule and its severity."""
    return [(each.name, each.severity) for each in load(folder).diagnostics]


def local(policy: Policy) -> list[str]:
    """Return the ids of the norms that an issuance added."""
    return [each.id for each in policy.norms if each.structure is not None]


def left_out(policy: Policy) -> list[tuple[str, str]]:
    """Return what is left out of a policy, and why."""
    return [(each.id, each.why) for each in policy.left_out]


def test_in_force_from_its_day_until_its_end(tmp_path: Path) -> None:
    """Half-open: it holds on its first day and on the last before `until`; then it has ended, and that is said."""
    dates = "{issued: 2023-12-01, effective: {from: 2024-01-01, until: 2024-03-01}}"
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS, dates=dates))
    held = [local(on(folder, day)) != [] for day in (DAY - timedelta(1), DAY, date(2024, 2, 29), date(2024, 3, 1))]
    assert held == [False, True, True, False]
    assert left_out(on(folder, DAY - timedelta(1))) == [], "what comes later is not spoken of"
    ended = on(folder, date(2024, 3, 1))
    assert [each.words for each in ended.left_out] == ["arcadia/ai-1 ended on 1 March 2024."]
    assert "arcadia/ai-1 ended on 1 March 2024." in ended.text()
    assert names(folder) == []


def test_a_draft(tmp_path: Path) -> None:
    """It holds only where drafts are asked for; where they are not, the policy says that there is one."""
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS, status="draft"))
    assert (local(on(folder, DAY)), left_out(on(folder, DAY))) == ([], [(FIRST, "draft")])
    assert local(on(folder, DAY, drafts=True)) == [f"{FIRST}#drawings"]
    assert left_out(on(folder, DAY - timedelta(1))) == []


def test_superseded_as_a_whole(tmp_path: Path) -> None:
    """From the later one's day on the earlier has no part, which is said; until then it holds."""
    new = overlay(SECOND, norm("new", "Staff take care."), supersedes=f"[{FIRST}]", dates=LATER)
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS), new)
    assert local(on(folder, date(2024, 12, 31))) == [f"{FIRST}#drawings"]
    after = on(folder, date(2025, 1, 1))
    assert (local(after), left_out(after)) == ([f"{SECOND}#new"], [(FIRST, "superseded")])
    assert f"{FIRST} is superseded by {SECOND}." in after.notices
    assert names(folder) == []


def test_a_single_norm_superseded(tmp_path: Path) -> None:
    """The rest of the earlier issuance goes on."""
    rest = norm("care", "Staff take care.")
    new = overlay(SECOND, norm("new", "Staff wait."), supersedes=f'["{FIRST}#drawings"]', dates=LATER)
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS + rest), new)
    after = on(folder, date(2025, 1, 1))
    assert local(after) == [f"{FIRST}#care", f"{SECOND}#new"]
    assert left_out(after) == [(f"{FIRST}#drawings", "superseded")]


def test_what_was_superseded_does_not_revive(tmp_path: Path) -> None:
    """When the later one ends, neither holds."""
    dates = "{issued: 2024-12-01, effective: {from: 2025-01-01, until: 2026-01-01}}"
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS), overlay(SECOND, supersedes=f"[{FIRST}]", dates=dates))
    after = on(folder, date(2026, 1, 1))
    assert (local(after), left_out(after)) == ([], [(FIRST, "superseded"), (SECOND, "ended")])


def test_a_draft_supersedes_no_issuance(tmp_path: Path) -> None:
    """Even where drafts are asked for, what was issued stands beside the draft; another draft gives way."""
    draft = overlay(SECOND, norm("new", "Staff wait."), status="draft", supersedes=f"[{FIRST}]", dates=LATER)
    issued = corpus(tmp_path / "a", overlay(FIRST, DRAWINGS), draft)
    assert local(on(issued, date(2025, 1, 1), drafts=True)) == [f"{FIRST}#drawings", f"{SECOND}#new"]
    drafted = corpus(tmp_path / "b", overlay(FIRST, DRAWINGS, status="draft"), draft)
    assert local(on(drafted, date(2025, 1, 1), drafts=True)) == [f"{SECOND}#new"]


def test_another_structures_issuance_cannot_be_superseded(tmp_path: Path) -> None:
    """Only the structure that issued it can replace it."""
    from smpolicy import InvalidDocuments
    from smpolicy import load as load_any

    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS))
    write(folder, {"overlays/elbonia/x.yaml": overlay("elbonia/ai-9", supersedes=f"[{FIRST}]")})
    library = load_any(folder)
    assert [each.name for each in library.diagnostics] == ["unknown-document"]
    assert local(library.resolve("arcadia", as_of=DAY)) == [f"{FIRST}#drawings"]
    with pytest.raises(InvalidDocuments):
        library.resolve("elbonia", as_of=DAY)


def test_withdrawn(tmp_path: Path) -> None:
    """With its last day it held until then; without one nobody can tell, so it holds on no day, and that is found."""
    dates = "{issued: 2023-12-01, effective: {from: 2024-01-01, until: 2024-03-01}}"
    folder = corpus(tmp_path / "a", overlay(FIRST, DRAWINGS, status="withdrawn", dates=dates))
    assert local(on(folder, date(2024, 2, 29))) == [f"{FIRST}#drawings"]
    assert left_out(on(folder, date(2024, 3, 1))) == [(FIRST, "ended")]
    endless = corpus(tmp_path / "b", overlay(FIRST, DRAWINGS, status="withdrawn"))
    assert names(endless) == [("no-end-stated", "warning")]
    assert left_out(on(endless, DAY)) == [(FIRST, "no-end-stated")]
    assert any("does not say since when" in notice for notice in on(endless, DAY).notices)


def test_retroactive(tmp_path: Path) -> None:
    """It is resolved for the days before it was signed too, as it says, and that is found."""
    dates = "{issued: 2024-03-01, effective: {from: 2024-01-01}}"
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS, dates=dates))
    assert names(folder) == [("retroactive", "warning")]
    assert local(on(folder, DAY)) == [f"{FIRST}#drawings"]


def test_overlapping(tmp_path: Path) -> None:
    """Both hold, and that is noted once, at the later one; what follows without a gap does not overlap."""
    folder = corpus(tmp_path / "a", overlay(FIRST, DRAWINGS), overlay(SECOND, norm("new", "Staff wait."), dates=LATER))
    (found,) = load(folder).diagnostics
    assert (found.name, found.severity, found.path.endswith("1.yaml")) == ("overlapping", "note", True)
    assert local(on(folder, date(2025, 1, 1))) == [f"{FIRST}#drawings", f"{SECOND}#new"]
    ending = "{issued: 2023-12-01, effective: {from: 2024-01-01, until: 2025-01-01}}"
    assert names(corpus(tmp_path / "b", overlay(FIRST, dates=ending), overlay(SECOND, dates=LATER))) == []


def test_orphaned_by_the_end_of_the_instrument_above(tmp_path: Path) -> None:
    """What begins when the rule-book has ended stands under nothing; the policy says that nothing is in force."""
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS, dates=LATER), until="2025-01-01")
    assert names(folder) == [("orphaned", "warning")]
    after = on(folder, date(2025, 1, 1))
    assert (after.in_force, local(after), after.evaluate(TOLD).answer) == (False, [], "not_in_force")
    assert any("it ended on 1 January 2025" in notice for notice in after.notices)


def test_orphaned_by_another_rule_book(tmp_path: Path) -> None:
    """Where another rule-book has followed, an issuance under the old one has no part, and the policy says so."""
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS), until="2025-01-01")
    second = (folder / "base/rules.yaml").read_text().replace("id: rules\n", "id: rules-2\n")
    second = second.replace("rules:", "rules-2:").replace("from: 2020-01-01, until: 2025-01-01", "from: 2025-01-01")
    write(folder, {"base/rules-2.yaml": second})
    after = on(folder, date(2025, 1, 1))
    assert left_out(after) == [(FIRST, "orphaned")]
    assert f"{FIRST} stands under rules, which does not govern on this day." in after.notices


def test_an_orphaned_norm(tmp_path: Path) -> None:
    """A norm that stands under one that is superseded goes on in its provision, and the later document is told."""
    below = norm("below", "Staff take care.", under='"#drawings"')
    new = overlay(SECOND, norm("new", "Staff wait."), supersedes=f'["{FIRST}#drawings"]', dates=LATER)
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS + below), new)
    assert names(folder) == [("orphaned", "warning")]
    entry = next(each for each in on(folder, date(2025, 1, 1)).entries if each.id == f"{FIRST}#below")
    assert entry.provision == "rules:1"


def test_after_a_structure_was_closed(tmp_path: Path) -> None:
    """Nothing is in force there, whatever is issued; what takes effect only then is found."""
    late = "{issued: 2029-12-01, effective: {from: 2030-01-01}}"
    assert names(corpus(tmp_path / "b", overlay(FIRST, DRAWINGS, dates=late))) == [("after-closure", "warning")]
    folder = corpus(tmp_path / "a", overlay(FIRST, DRAWINGS))
    assert names(folder) == []
    assert local(on(folder, date(2029, 12, 31))) == [f"{FIRST}#drawings"]
    closed = on(folder, date(2030, 1, 1))
    assert (closed.in_force, local(closed), left_out(closed)) == (False, [], [])
    assert closed.evaluate(TOLD).answer == "not_in_force"
    assert any("was closed on 1 January 2030" in notice for notice in closed.notices)


def test_under_an_old_name(tmp_path: Path) -> None:
    """The id tells whose it is; an old name in its words is noted where the structure bears it on none of its days."""
    folder = corpus(tmp_path / "a", overlay(FIRST, DRAWINGS, title="Rules of the Office in Arcadia"))
    (found,) = load(folder).diagnostics
    assert (found.name, found.severity) == ("old-name", "note")
    assert found.help == "write `Mission to Arcadia`"
    early = "{issued: 2022-06-01, effective: {from: 2022-07-01}}"
    renamed = corpus(tmp_path / "b", overlay(FIRST, DRAWINGS, title="Rules of the Office in Arcadia", dates=early))
    assert names(renamed) == []
    entry = next(each for each in on(renamed, DAY).entries if each.kind == "norm")
    assert on(renamed, DAY).name == "Mission to Arcadia"
    assert entry.origin.startswith("Added by the Office in Arcadia under 3"), "whoever issued it bore that name then"
    with pytest.raises(UnknownStructure):
        on(renamed, DAY, "office-in-arcadia")


def test_by_an_issuer_that_is_not_invited(tmp_path: Path) -> None:
    """It is resolved, and found, and readers are told; nothing is said of its validity."""
    folder = base(tmp_path)
    write(folder, {"overlays/centre/1.yaml": overlay("centre/ai-1", DRAWINGS)})
    assert names(folder) == [("issuer-not-invited", "warning")]
    policy = on(folder, DAY, "centre")
    assert local(policy) == ["centre/ai-1#drawings"]
    assert any(
        "not a local text that 3 invites; this says nothing about its validity" in each for each in policy.notices
    )


def test_superseding_what_comes_later(tmp_path: Path) -> None:
    """It has no effect, and that is found."""
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS, supersedes=f"[{SECOND}]"), overlay(SECOND, dates=LATER))
    assert ("supersedes-later", "warning") in names(folder)
    assert left_out(on(folder, date(2025, 1, 1))) == []


def test_a_fact_declared_again(tmp_path: Path) -> None:
    """The issuance that follows declares what it uses, in the same words; other words need another name."""
    facts = "{arcadia.late: Was it late?}"
    rule = norm("late", "Staff shall not post drawings.", "{arcadia.late: true}")
    new = overlay(SECOND, rule, supersedes=f"[{FIRST}]", dates=LATER, facts=facts)
    assert names(corpus(tmp_path / "a", overlay(FIRST, rule, facts=facts), new)) == []
    from smpolicy import load as load_any

    other = corpus(tmp_path / "b", overlay(FIRST, rule, facts="{arcadia.late: Was it very late?}"), new)
    (found,) = load_any(other).diagnostics
    assert (found.name, found.severity) == ("duplicate-id", "error")
    assert "in the very same words" in found.help


CHANGES = {
    "another issuance": {"overlays/arcadia/2.yaml": overlay(SECOND, DRAWINGS, dates=LATER)},
    "one that supersedes": {"overlays/arcadia/2.yaml": overlay(SECOND, supersedes=f"[{FIRST}]", dates=LATER)},
    "one that supersedes a norm": {
        "overlays/arcadia/2.yaml": overlay(SECOND, supersedes=f'["{FIRST}#drawings"]', dates=LATER)
    },
    "a draft": {"overlays/arcadia/2.yaml": overlay(SECOND, DRAWINGS, status="draft", dates=LATER)},
    "a part, and its name": {
        "overlays/arcadia/3.yaml": overlay(
            "arcadia/ai-0", dates=LATER, structures="{arcadia/east: {name: Eastern office, norms: {}}}"
        )
    },
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("structure", ["arcadia", "arcadia/east"])
def test_a_day_before_a_change_is_unaffected_byte_for_byte(tmp_path: Path, change: str, structure: str) -> None:
    """Whatever takes effect later, what is printed for the day before is the same."""
    first = overlay(FIRST, DRAWINGS, structures="{arcadia/east: {name: East office, norms: {}}}")
    folder = corpus(tmp_path, first)
    eve = date(2024, 12, 31)

    def printed() -> tuple[str, str, str, Any]:
        policy = on(folder, eve, structure, drafts=True)
        decision = policy.evaluate(TOLD, assume="neutral").to_json()
        return policy_json(policy), policy.text(), policy.text("markdown", readback=True), decision

    before = printed()
    write(folder, CHANGES[change])
    assert printed() == before
    assert policy_json(on(folder, date(2025, 1, 1), structure, drafts=True)) != before[0]


def test_a_change_written_into_the_file_itself(tmp_path: Path) -> None:
    """The days before keep their text, its digest and their answers; only the digest of what was read differs."""
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS))
    eve, before = date(2024, 12, 31), on(corpus(tmp_path, overlay(FIRST, DRAWINGS)), date(2024, 12, 31))
    ended = "{issued: 2023-12-01, effective: {from: 2024-01-01, until: 2025-01-01}}"
    after = on(corpus(folder, overlay(FIRST, DRAWINGS, status="withdrawn", dates=ended)), eve)
    assert (after.digest, after.text().partition("Documents:")[0]) == (
        before.digest, before.text().partition("Documents:")[0],
    )  # fmt: skip
    assert after.evaluate(TOLD).answer == before.evaluate(TOLD).answer


def test_a_fact_under_another_structures_name_declares_nothing(tmp_path: Path) -> None:
    """It is found where it stands, and shuts neither the structure whose name it bears nor the base."""
    from smpolicy import load as load_any

    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS, facts="{elbonia.late: Was it late?, act.done: Is it done?}"))
    own = norm("late", "Staff shall not post drawings.", "{elbonia.late: true}")
    write(folder, {"overlays/elbonia/1.yaml": overlay("elbonia/ai-1", own, facts="{elbonia.late: Was it very late?}")})
    library = load_any(folder)
    assert [(each.name, each.path.split("/")[-2]) for each in library.diagnostics] == [
        ("foreign-prefix", "arcadia")
    ] * 2
    assert local(library.resolve("elbonia", as_of=DAY)) == ["elbonia/ai-1#late"]


def test_a_superseded_issuance_does_not_revive_behind_one_marked_superseded(tmp_path: Path) -> None:
    """The one between held until some day that it does not state, and did supersede the first."""
    between = overlay(SECOND, supersedes=f"[{FIRST}]", dates=LATER, status="superseded")
    last = "{issued: 2025-12-01, effective: {from: 2026-01-01}}"
    third = overlay("arcadia/ai-3", norm("new", "Staff wait."), supersedes=f"[{SECOND}]", dates=last)
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS), between, third)
    assert local(on(folder, date(2026, 6, 1))) == ["arcadia/ai-3#new"]


def test_on_one_day_the_document_that_names_the_other_supersedes_it(tmp_path: Path) -> None:
    """A correction issued for the same day takes its place, whichever id comes first."""
    correction = overlay("arcadia/ai-0", norm("new", "Staff wait."), supersedes=f"[{FIRST}]")
    folder = corpus(tmp_path, overlay(FIRST, DRAWINGS), correction)
    assert local(on(folder, DAY)) == ["arcadia/ai-0#new"]
    assert names(folder) == []


def test_what_stands_under_an_own_norm_is_shown_with_it(tmp_path: Path) -> None:
    """Guidance and claims under `#key` stand in the provision of that norm."""
    folder = corpus(
        tmp_path,
        overlay(
            FIRST, DRAWINGS, guidance='[{under: "#drawings", text: A hint.}]',
            claims='[{kind: scope, under: "#drawings", text: A claim.}]',
        ),
    )  # fmt: skip
    shown = {each.text: each.provision for each in on(folder, DAY).entries if each.kind in ("guidance", "claim")}
    assert shown == {"A hint.": "rules:1", "A claim.": "rules:1"}


def test_a_draft_names_no_part_unless_asked(tmp_path: Path) -> None:
    """Where an issuance names a part, a later draft's name for it is not used."""
    named = overlay(FIRST, DRAWINGS, structures="{arcadia/east: {name: East office, norms: {}}}")
    draft = overlay(SECOND, status="draft", dates=LATER, structures="{arcadia/east: {name: Draft name, norms: {}}}")
    assert on(corpus(tmp_path, named, draft), date(2026, 1, 1), "arcadia/east").name == "East office"
