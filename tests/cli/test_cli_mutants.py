"""What policy tests show, which changes of norms slip past them, and what a draft would change."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import smpolicy
from cli.commandline import HERE, Ran, run
from render.test_formats import agrees
from smpolicy.documents.corpus import open_file
from smpolicy.documents.forms import ScenariosForm

ROOT = HERE.parents[1]
HARBOUR = str(ROOT / "examples" / "harbour")
DRAFT = f"{HARBOUR}/overlays/north/draft-2026.yaml"
SCENARIOS = ROOT / "tests" / "data" / "scenarios"
#: The drafts that are shipped, each with its scenarios.
SHIPPED = sorted(each.stem for each in SCENARIOS.glob("*.yaml"))
#: The draft whose mutants are tried in each run; those of the others are where tests may take long.
QUICK = "kosovo"

#: A norm with an exception and a bound, of which the examples show only a part.
OVERLAY = """schema: smpolicy/overlay@1
id: north/nights
title: Nights
status: draft
proposed_for: north
drafted_by: The tests
layer: 2
under: rules:5.1
dates: {effective: {from: 2026-04-01}}
facts:
  north.hours: {question: How long ago was the arrival?, unit: hour, kind: circumstance}
  north.agreed: {question: Did the press desk agree?, kind: circumstance}
norms:
  arrivals:
    under: rules:3.3
    text: >
      Employees shall not publish anything within 12 hours after an arrival, unless the press desk has agreed.
    act:
      publish: {post.done: publish}
    when:
      within 12 hours after an arrival: {north.hours: {under: 12}}
    unless:
      the press desk has agreed: {north.agreed: true}
    examples:
      - {given: {post.done: publish, north.hours: 2, north.agreed: false}, expect: broken}
      - {given: {north.hours: 40}, expect: outside}
"""


@cache
def tried(*arguments: str) -> Ran:
    """Run policy tests about the port, once."""
    return run("test", *arguments, "--policies", HARBOUR)


@pytest.fixture(scope="module")
def overlay(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of the norm with an exception and a bound."""
    path = tmp_path_factory.mktemp("overlay") / "nights.yaml"
    path.write_text(OVERLAY, encoding="utf-8")
    return str(path)


@cache
def measured(overlay: str) -> dict[str, Any]:
    """Return what the examples show, and what becomes of mutants, as other tools read it."""
    ran = tried(overlay, "--coverage", "--mutants", "--format", "json")
    printed: dict[str, Any] = json.loads(ran.out)
    agrees(printed)
    assert ran.code == 1
    return printed


def test_what_is_not_shown(overlay: str) -> None:
    """Coverage names what no test shows of a norm and of each line, with facts that would show it."""
    (norm,) = measured(overlay)["coverage"]["norms"]
    assert norm["norm"] == "north/nights#arrivals"
    missing = {(each["words"], each["aspect"]) for each in norm["not_shown"]}
    assert missing == {
        ("", "met"),
        ("", "exception"),
        ("publish", "fails"),
        ("the press desk has agreed", "holds"),
    }
    assert all(each["facts"] for each in norm["not_shown"])
    assert norm["shown"] + len(norm["not_shown"]) == norm["to_show"]


def test_facts_that_would_show_it_do(overlay: str, tmp_path: Path) -> None:
    """An example with the facts that coverage names shows what was not shown."""
    (norm,) = measured(overlay)["coverage"]["norms"]
    lines = "".join(
        f"      - {{given: {json.dumps(each['facts'])}, expect: {status}}}\n"
        for each in norm["not_shown"]
        for status in ("met", "broken", "exception", "outside")
    )
    path = tmp_path / "nights.yaml"
    path.write_text(OVERLAY + lines, encoding="utf-8")  # one of each four comes out, and only that one counts
    printed = json.loads(tried(str(path), "--coverage", "--format", "json").out)
    assert printed["coverage"]["percent"] == 100


def test_mutants_of_each_kind(overlay: str) -> None:
    """Force weakened, a norm removed, lines and exceptions dropped, bounds shifted and values swapped are tried."""
    found = measured(overlay)["mutants"]
    assert {each["kind"] for each in found["mutants"]} == {
        "weakened-force", "removed-norm", "dropped-line", "dropped-exception", "shifted-bound", "swapped-value"
    }  # fmt: skip
    fates = {(each["kind"], each["change"]): each["fate"] for each in found["mutants"]}
    assert fates["dropped-line", "“within 12 hours after an arrival” dropped"] == "caught"
    bounds = [fate for (kind, _), fate in fates.items() if kind == "shifted-bound"]
    assert bounds == ["slipped", "slipped"]
    assert found["slipped"] == sum(each["scenario"] is not None for each in found["mutants"])


def test_a_scenario_that_is_offered_catches_its_mutant(overlay: str, tmp_path: Path) -> None:
    """What is printed of a mutant that slips can be pasted, comes out, and nothing slips past all of it."""
    scenarios = [each["scenario"] for each in measured(overlay)["mutants"]["mutants"] if each["scenario"]]
    named = [{**each, "name": f"{number}"} for number, each in enumerate(scenarios)]
    path = tmp_path / "pasted.yaml"
    path.write_text(json.dumps({"schema": "smpolicy/scenarios@1", "scenarios": named}), encoding="utf-8")
    ran = tried(overlay, str(path), "--mutants")
    assert "SLIPPED" not in ran.out
    assert ", 0 slipped\n" in ran.out
    assert ran.code == 0


def test_one_offer_for_what_it_catches_together(overlay: str) -> None:
    """Mutants that one scenario would catch stand together above it, and it is said once what to do with the offers."""
    slipped = [each for each in measured(overlay)["mutants"]["mutants"] if each["fate"] == "slipped"]
    offered = {json.dumps(each["scenario"]) for each in slipped}
    assert 1 < len(offered) < len(slipped)
    out = tried(overlay, "--mutants").out
    assert out.count("SLIPPED  ") == len(slipped)
    assert out.count("  - name: ") == len(offered)
    assert out.count(f"paste those of the {len(offered)} scenarios that say what is meant, below `scenarios:`") == 1


def test_what_changes_nothing_is_proved_so(tmp_path: Path) -> None:
    """A line that another one implies can be dropped, and no activity tells the difference."""
    path = tmp_path / "nights.yaml"
    line = "      within 12 hours after an arrival: {north.hours: {under: 12}}\n"
    path.write_text(
        OVERLAY.replace(line, f"{line}      an arrival: {{north.hours: {{under: 90}}}}\n"), encoding="utf-8"
    )
    printed = json.loads(tried(str(path), "--mutants", "--format", "json").out)
    (dropped,) = [each for each in printed["mutants"]["mutants"] if each["change"] == "“an arrival” dropped"]
    assert (dropped["fate"], dropped["by"]) == ("equivalent", "the norm stands alike in every activity")


def test_too_little_is_shown(overlay: str) -> None:
    """`--fail-under` fails where the tests show less than it says, and not where they show as much."""
    ran = tried(overlay, "--fail-under", "90")
    assert ran.code == 1
    assert "less than 90 %" in ran.err
    assert "not shown  " in ran.out
    assert tried(overlay, "--fail-under", "10").code == 0


def test_what_a_draft_would_change(tmp_path: Path) -> None:
    """`impact` names the scenarios that are answered otherwise once a draft is in force, with the norms."""
    ran = run("impact", DRAFT, "--policies", HARBOUR)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("came into force\n")
    scenarios = """schema: smpolicy/scenarios@1
scenarios:
  - name: A picture of a colleague, while passengers are ashore
    structure: north
    as_of: 2026-01-01
    assume: neutral
    facts: {person.role: employee, post.done: publish, post.picture_shows: [person], north.passengers_ashore: true}
    expect: departs
    because: []
"""
    path = tmp_path / "scenarios.yaml"
    path.write_text(scenarios, encoding="utf-8")
    ran = run("impact", DRAFT, str(path), "--policies", HARBOUR)
    assert ran.out.splitlines()[:3] == [
        f"CHANGED  {path}:3  A picture of a colleague, while passengers are ashore (north, 2026-04-01)",
        "  before: undetermined, because of rules:people",
        "  after:  departs, because of north/draft-2026#saturdays",
    ]
    printed = json.loads(run("impact", DRAFT, str(path), "--policies", HARBOUR, "--format", "json").out)
    agrees(printed)
    assert (printed["asked"], printed["answered_otherwise"]) == (1, 1)


def test_nothing_that_a_draft_could_change(tmp_path: Path) -> None:
    """Where no scenario is about the structure of a draft, or there is no draft, nothing can be said."""
    path = tmp_path / "scenarios.yaml"
    path.write_text("schema: smpolicy/scenarios@1\nscenarios: []\n", encoding="utf-8")
    ran = run("impact", DRAFT, str(path), "--policies", HARBOUR)
    assert (ran.code, ran.out) == (2, "")
    assert f"no scenario can be asked: `{path}` has none about `north`" in ran.err
    ran = run("impact", f"{HARBOUR}/overlays/east/order-2025.yaml", "--policies", HARBOUR)
    assert (ran.code, ran.out) == (2, "")
    assert "is no draft: its status is `in-force`" in ran.err
    assert run("impact", str(path), "--policies", HARBOUR).code == 2


@pytest.mark.parametrize(
    "draft", [pytest.param(each, marks=() if each == QUICK else pytest.mark.deep) for each in SHIPPED]
)
def test_no_mutant_of_a_shipped_draft_slips(draft: str) -> None:
    """The examples of a shipped draft and its scenarios all come out, and catch every mutant of its norms."""
    paths = (str(ROOT / "policies" / "overlays" / draft), str(SCENARIOS / f"{draft}.yaml"))
    ran = run("test", *paths, "--mutants", "--format", "json")
    printed = json.loads(ran.out)
    assert [each["name"] for each in printed["tests"] if each["result"] == "failed"] == []
    assert [each["change"] for each in printed["mutants"]["mutants"] if each["fate"] == "slipped"] == []
    assert printed["mutants"]["caught"] > 50
    assert ran.code == 0


def test_scenarios_of_shipped_drafts_say_what_they_decide() -> None:
    """Each has a name of its own, in words, that quotes the provision above its norm as it stands there."""
    library = smpolicy.load()
    instruments = library.lowered.instruments.values()
    norms = {norm.id: norm for each in instruments for norm in each.norms}
    provisions = {provision.id: provision for each in instruments for provision in each.provisions}
    names = []
    for path in sorted(SCENARIOS.glob("*.yaml")):
        document = open_file(path, path.name).reading.document
        assert document is not None
        assert isinstance(document.form, ScenariosForm)
        for scenario in document.form.scenarios:
            (norm,) = (norms[each] for each in scenario.statuses)
            provision = provisions[norm.provision]
            said = re.fullmatch(r"(.+) \((7\.\d\.b\d|6\.4), “(.+)”; ([\w/-]+)\)", scenario.name)
            assert said is not None, scenario.name
            assert norm.id == f"{path.stem}/draft-2026#{said[4]}"
            assert provision.id == f"si31:{said[2]}"
            assert said[3] in provision.text, scenario.name
            names.append(scenario.name)
    assert len(set(names)) == len(names) == 133
