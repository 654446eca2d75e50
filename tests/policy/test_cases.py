"""The complete activities of the contract, through the API."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from smpolicy import Decision, Library

CASES = {
    case["name"]: case
    for case in YAML(typ="safe").load((Path(__file__).parents[1] / "data/cases.yaml").read_text(encoding="utf-8"))
}


def facts(case: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a case, with those of the case it is like."""
    return {**(facts(CASES[case["like"]]) if "like" in case else {}), **case["facts"]}


def decide(packaged: Library, name: str) -> Decision:
    """Decide a case."""
    case = CASES[name]
    policy = packaged.resolve("secretariat", as_of=date.fromisoformat(str(case.get("as_of", "2026-01-01"))))
    return policy.evaluate(facts(case), assume=case.get("assume", "neutral"))


@pytest.mark.parametrize("name", CASES)
def test_each_case_gets_its_answer_with_its_provisions(packaged: Library, name: str) -> None:
    """The answer, what it cites and does not cite, and how single norms stand."""
    case, decision = CASES[name], decide(packaged, name)
    cited = {reason.norm.id for reason in decision.because}
    assert (decision.answer, decision.or_worse) == (case["answer"], case.get("or_worse", False))
    assert set(case.get("because", ())) <= cited
    assert not set(case.get("not_because", ())) & cited
    assert {norm: decision.findings[norm].status for norm in case.get("statuses", {})} == case.get("statuses", {})
    assert bool(decision.readings) == case.get("readings", False) or decision.answer == "undetermined"


@pytest.mark.parametrize("name", CASES)
def test_no_answer_says_allowed(packaged: Library, name: str) -> None:
    """Never "allowed", never a sanction, and always what the answer is not."""
    text = decide(packaged, name).text()
    assert "allowed" not in text.lower()
    assert "permitted" not in text.lower()
    assert "sanction" not in text.lower()
    assert "Not legal advice, an authorization or a finding of misconduct; does not replace 8.2." in text


CATEGORIES = (
    "secretary_general", "head_of_institution", "head_of_mission", "staff_mission_member",
    "consultant", "daily_hourly_staff", "intern", "other_engaged",
)  # fmt: skip
HOMES = {"secretary_general": "secretariat", "head_of_institution": "odihr", "head_of_mission": "moldova"}


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_all_neutral_world_departs_from_nothing(packaged: Library, category: str) -> None:
    """For every category of person, under the SI alone, it is possible and yields `no_departure_found`."""
    policy = packaged.resolve(HOMES.get(category, "secretariat"), as_of=date(2026, 1, 1))
    stated = {"person.category": category, "activity.channel": "blog", "activity.linked_to_functions": False}
    decision = policy.evaluate(stated, assume="neutral")
    conduct = {name for name, fact in policy.vocabulary.facts.items() if fact.kind == "conduct"}
    assert set(decision.assumed) == {name for name in conduct if name in policy.program.places}
    assert decision.answer == "no_departure_found"


def test_a_scenario_document_runs_as_a_test(packaged: Library, tmp_path: Path) -> None:
    """A scenario that gets its answer is silent; one that does not says what differs, and where it stands."""
    from smpolicy.documents.corpus import open_file, read_opened
    from smpolicy.testing import run_scenarios

    text = """schema: smpolicy/scenarios@1
scenarios:
  - name: A party banner that nobody has assessed
    structure: moldova
    as_of: 2024-08-01
    assume: neutral
    facts:
      person.category: staff_mission_member
      activity.channel: social_networking
      activity.linked_to_functions: false
      activity.interaction: like
      insignia.present: true
      insignia.politically_sensitive: not_sure
    expect: seek_advice
    because: [si31:7.2.b9]
    not_because: [si31:7.2.b2]
  - name: The same, expected wrongly
    structure: moldova
    as_of: 2024-08-01
    facts: {}
    expect: departs
    or_worse: true
    because: [si31:9.9]
    not_because: [si31:7.2.b9]
    asks: [context.crisis]
    statuses: {si31:7.2.b9: broken}
"""
    path = tmp_path / "scenarios.yaml"
    path.write_text(text, encoding="utf-8")
    corpus = read_opened([open_file(path, str(path))])
    assert corpus.faults == ()
    failures = run_scenarios(packaged, corpus.documents)
    assert {failure.scenario for failure in failures} == {"The same, expected wrongly"}
    assert [str(failure).rpartition(": ")[2] for failure in failures]
    assert len(failures) == 6
    assert failures[0].place == f"{path}:17"
    assert run_scenarios(packaged) == ()
