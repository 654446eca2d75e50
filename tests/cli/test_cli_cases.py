"""Every case of the contract gets its answer, with its provisions, through the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from cli.commandline import run
from cli.contract import CASES


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
