"""Every case of the contract gets its answer, with its provisions, through the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from commandline import DATA, run

from smpolicy import syntax
from smpolicy.source import Source


def cases() -> dict[str, dict[str, Any]]:
    """Return the cases by name, those that are `like` another completed from it."""
    node, faults = syntax.read(Source(path="cases.yaml", text=(DATA / "cases.yaml").read_text("utf-8")))
    assert node is not None
    assert not faults
    found: dict[str, dict[str, Any]] = {}
    for case in syntax.plain(node):
        like = found.get(case.get("like"), {"facts": {}})
        found[case["name"]] = {**case, "facts": {**like["facts"], **case["facts"]}}
        assert "like" not in case or like["facts"]
    return found


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    """The answer, what it must and must not rest on, and how single norms stand."""
    case: Mapping[str, Any] = CASES[name]
    assume = [] if case.get("assume") == "none" else ["--assume-neutral"]
    day = case.get("as_of", "2026-01-01")
    ran = run(
        "evaluate", "secretariat", "-", "--as-of", day, *assume, "--format", "json",
        stdin=json.dumps({"facts": case["facts"]}),
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    decided = json.loads(ran.out)
    assert decided["answer"] == case["answer"]
    cited = {each[key] for each in decided["because"] for key in ("norm", "provision")}
    assert cited >= set(case.get("because", ()))
    assert not cited & set(case.get("not_because", ()))
    assert {norm: decided["findings"][norm] for norm in case.get("statuses", {})} == case.get("statuses", {})
    assert bool(decided["unsettled_by"]["readings"]) or not case.get("readings")
