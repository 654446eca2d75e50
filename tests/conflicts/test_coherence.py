"""Within one overlay nothing is ranked: both norms bind, and what is found changes no answer."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

import smpolicy
import smpolicy.conflicts.analysis
from checks.faults import ARCADIA, fixtures
from corpora import base, interpretation, norm, overlay, write
from smpolicy.conflicts.analysis import analysed_within
from smpolicy.conflicts.coherence import Incoherence, incoherences
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.solver import EXACT, Exact, Solver
from smpolicy.deciding.worlds import Undecided
from smpolicy.policy import Policy


def found(policy: Policy, solver: Solver = EXACT) -> list[Incoherence]:
    """Return what is found within the overlays of a policy."""
    prover = Prover(program=policy.program, given=policy.given, solver=solver)
    local = (rule for rule in policy.program.clauses if rule.norm.structure is not None)
    return list(incoherences(prover, local, policy.structure.id))


def policies(folder: Path) -> list[Policy]:
    """Resolve an overlay that has every fault, for the structure and for its part."""
    norms = (
        norm("ban", "Nobody shall post photos.", "{act.shows: {has: [photo]}}")
        + norm("less", "Nobody should post photos.", "{act.shows: {has: [photo]}}")
        + norm("never", "Nobody shall post.", "{act.done: true}", when="{Nobody: {act.done: false}}")
        + norm("tell", "Everybody shall tell the press office.", "{act.told: true}", "rules:2")
        + norm("may", "Interns need not tell.", "{act.told: true}", "rules:2", bearer="[non_osce_staff]")
    )
    part = norm("east", "Photos may be posted.", "{act.shows: {has: [photo]}}").replace("\n", "\n    ")
    parts = f"structures:\n  arcadia/east:\n    norms:\n    {part}"
    folder = write(base(folder), {"overlays/arcadia/1.yaml": overlay("arcadia/1", norms) + parts.rstrip() + "\n"})
    library = smpolicy.load(folder)
    return [library.resolve(name, as_of=date(2026, 1, 1)) for name in ("arcadia", "arcadia/east")]


def test_every_fault_is_found_once(tmp_path: Path) -> None:
    """Each for the structure or for the part whose norm it concerns, and not again for the part that inherits it."""
    whole, east = policies(tmp_path)
    assert {(each.fault, each.norm.id, each.cited) for each in found(whole)} == {
        ("shadowed", "arcadia/1#less", "arcadia/1, ban"),
        ("never-applies", "arcadia/1#never", ""),
        ("contradicts", "arcadia/1#may", "arcadia/1, tell"),
    }
    assert {(each.fault, each.norm.id) for each in found(east)} == {("loosens", "arcadia/1#east/east")}


@pytest.mark.parametrize("shown", ["act.shows: {has: [photo]}", "not: {act.shows: {has: [photo]}}"])
def test_an_act_that_an_open_question_decides_is_avoided_by_nothing(tmp_path: Path, shown: str) -> None:
    """Two bans whose act is read in two ways, one of which neutral conduct meets, are compared under both."""
    act = f"{{readings: {{rules:qa: {{narrow: {{{shown}}}, wide: {{act.shows: {{any_of: [drawing]}}}}}}}}}}"
    norms = norm("ban", "Nobody shall post it.", act) + norm("less", "Nobody should post it.", act)
    folder = write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/1", norms)})
    policy = smpolicy.load(folder).resolve("arcadia", as_of=date(2026, 1, 1))
    assert [(each.fault, each.norm.id, each.cited) for each in found(policy)] == [
        ("shadowed", "arcadia/1#less", "arcadia/1, ban")
    ]


def test_a_second_solver_finds_the_same(tmp_path: Path) -> None:
    """What is found does not depend on the method by which worlds are found."""
    pytest.importorskip("z3")
    from smpolicy.deciding.z3_solver import Z3

    for policy in policies(tmp_path):
        told = [
            {(each.fault, each.norm.id, each.kind, each.lines, each.decided) for each in found(policy, solver)}
            for solver in (EXACT, Z3())
        ]
        assert told[0] == told[1]


def test_what_the_budget_does_not_suffice_for_is_not_silence(tmp_path: Path) -> None:
    """Each thing that is found, or was not asked for, is either found or undecided within any budget."""
    for policy in policies(tmp_path):
        wanted = {each.norm.id for each in found(policy)}
        for budget in (0, 1, 2):
            within = found(policy, Exact(budget=budget))
            assert wanted <= {each.norm.id for each in within}
            assert {each.norm.id for each in within if each.decided} <= wanted


def test_what_is_undecided_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a finding of its own, which says what was not found out."""
    monkeypatch.setattr(smpolicy.conflicts.analysis, "Prover", partial(Prover, solver=_Spent()))
    monkeypatch.setattr(smpolicy.conflicts.analysis, "_KNOWN", type(smpolicy.conflicts.analysis._KNOWN)())
    path = fixtures()["SMP513-contradicts"]
    diagnostics = smpolicy.check(path, policies=ARCADIA).diagnostics
    assert {each.name for each in diagnostics} == {"undecided"}
    assert all(each.message.endswith("was not found out within the budget of work") for each in diagnostics)
    assert {each.norm for each in diagnostics} == {"arcadia/fault-513#patrols", "arcadia/fault-513#photos"}


class _Spent:
    """A solver whose budget is always spent."""

    name = "spent"

    def find(self, *_: object) -> list[int] | None:
        raise Undecided(budget=0, unit="questions")


def test_what_does_something_on_one_day_is_no_finding(tmp_path: Path) -> None:
    """A norm that applies no longer from the day of an interpretation on did apply before: its text is sound."""
    reads = "{readings: {rules:qa: {narrow: {act.done: true}, wide: {act.done: false}}}}"
    some_day = norm("it", "Nobody should post here.", "{act.told: false}", when=f"{{here: {reads}}}")
    files = {
        "overlays/arcadia/1.yaml": overlay("arcadia/1", some_day),
        "interpretations/1.yaml": interpretation("1", "wide", dates="{effective: {from: 2025-01-01}}"),
    }
    library = smpolicy.load(write(base(tmp_path), files))
    assert "never-applies" not in {each.name for each in library.diagnostics}
    earlier = {**files, "interpretations/1.yaml": files["interpretations/1.yaml"].replace("2025-01-01", "2023-01-01")}
    library = smpolicy.load(write(base(tmp_path / "earlier"), earlier))
    assert "never-applies" in {each.name for each in library.diagnostics}


def test_what_is_found_is_kept(tmp_path: Path) -> None:
    """The same overlay beside the same base is examined once."""
    ban = norm("ban", "Nobody shall post photos.", "{act.shows: {has: [photo]}}")
    twin = norm("twin", "Nobody shall post photos.", "{act.shows: {has: [photo]}}")
    library = smpolicy.load(write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/1", ban + twin)}))
    first = analysed_within(library.lowered.instruments["arcadia/1"], library.lowered)
    assert [each.incoherence.same for each in first] == [True]
    assert analysed_within(library.lowered.instruments["arcadia/1"], library.lowered) is first


def test_the_shipped_drafts_are_coherent() -> None:
    """No draft that is shipped has a norm that does nothing, or that stands against another."""
    library = smpolicy.load()
    local = [each for each in library.lowered.instruments.values() if each.structure is not None]
    assert [found for each in local for found in analysed_within(each, library.lowered)] == []


def test_what_neutral_conduct_avoids_however_it_is_read(tmp_path: Path) -> None:
    """An act that turns on how a question is read is looked at like any other, though all its facts are conduct."""
    reads = "{readings: {rules:qa: {narrow: {act.told: false}, wide: {act.shows: {has: [photo]}}}}}"
    norms = norm("ban", "Nobody shall post photos.", reads) + norm("may", "Photos may be posted.", reads)
    folder = write(base(tmp_path, effect=None), {"overlays/arcadia/1.yaml": overlay("arcadia/1", norms)})
    policy = smpolicy.load(folder).resolve("arcadia", as_of=date(2026, 1, 1))
    assert ("contradicts", "arcadia/1#may") in {(each.fault, each.norm.id) for each in found(policy)}
