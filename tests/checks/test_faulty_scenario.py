"""A scenario names structures, facts, norms and answers that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_text, names

#: A scenario in which nothing is wrong; tests change a line of it.
SCENARIO = """schema: smpolicy/scenarios@1
scenarios:
  - name: A post about a hobby
    structure: arcadia
    as_of: 2025-01-01
    facts: {activity.interaction: post}
    expect: undetermined
    because: []
"""


@pytest.mark.parametrize(
    ("line", "changed", "message", "help"),
    [
        ("structure: arcadia", "structure: arcada", "the registry has no structure `arcada`", "`arcadia`"),
        ("interaction: post", "interacton: post", "no fact is called `activity.interacton`", "`activity.interaction`"),
        ("interaction: post", "interaction: poster", "`activity.interaction` cannot be `poster`", "states"),
        ("expect: undetermined", "expect: unsettled", "there is no answer `unsettled`", "`undetermined`"),
        ("because: []", "because: [si31:7.2.b77]", "there is no norm and no provision `si31:7.2.b77`", "si31:7.2.b7"),
        ("because: []", "because: []\n    not_because: [si31:9.9]", "no norm and no provision `si31:9.9`", "si31:"),
        ("because: []", "because: []\n    asks: [insignia.presence]", "`insignia.presence`", "`insignia.present`"),
        ("because: []", "because: []\n    statuses: {si31:7.2.b: met}", "there is no norm `si31:7.2.b`", "si31:7.2.b"),
        ("because: []", "because: []\n    statuses: {si31:7.2.b7: fine}", "no norm stands as `fine`", "`met`"),
    ],
)
def test_what_there_is_not(tmp_path: Path, line: str, changed: str, message: str, help: str) -> None:  # noqa: A002
    """What a scenario names and nothing is, is an error at its place, and the help says what there is."""
    (found,) = check_text(tmp_path, SCENARIO.replace(line, changed))
    assert found.name == "faulty-scenario"
    assert message in found.message
    assert help in found.help
    assert found.at[:2] == ("scenarios", 0)


def test_two_scenarios_of_one_name(tmp_path: Path) -> None:
    """Nobody could tell which of two scenarios of one name failed."""
    (found,) = check_text(tmp_path, SCENARIO + SCENARIO.partition("scenarios:\n")[2])
    assert (found.name, found.at) == ("faulty-scenario", ("scenarios", 1, "name"))


def test_a_scenario_without_fault(tmp_path: Path) -> None:
    """Of a scenario that names only what there is, nothing is said, whatever comes of it."""
    assert names(check_text(tmp_path, SCENARIO)) == []
