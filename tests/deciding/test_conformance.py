"""The conformance cases are current, and the library keeps to them: by the files alone, as anybody else would."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import smpolicy
from smpolicy import ImpossibleFacts

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "conformance"
NAMES = ("small", "secretariat")
#: All of it together, so that it stays what one can read and carry along.
MOST_BYTES = 300_000


def plain(value: Any) -> Any:
    """Return what a verdict says as JSON has it."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, tuple | list) else value


@pytest.mark.parametrize("name", NAMES)
def test_the_library_keeps_to_the_cases(name: str) -> None:
    """A program that was loaded says what every case says, and refuses what is refused."""
    program = smpolicy.load_program(FOLDER / f"{name}.program.json")
    content = json.loads((FOLDER / f"{name}.cases.json").read_text(encoding="utf-8"))
    assert content["program"] == program.digest
    for case in content["cases"]:
        if "refused" in case:
            with pytest.raises(ImpossibleFacts) as caught:
                program.evaluate(case["facts"], assume=case["assume"])
            problems = [[each.kind, sorted(each.facts)] for each in caught.value.problems]
            assert sorted(problems) == sorted(case["refused"]), case["facts"]
            continue
        verdict = program.evaluate(case["facts"], assume=case["assume"])
        for key, says in case["says"].items():
            said = plain(getattr(verdict, key))
            assert (sorted(said) if key == "raised" else said) == says, (key, case["facts"], case["assume"])


@pytest.mark.parametrize("name", NAMES)
def test_the_cases_reach_what_is_hard(name: str) -> None:
    """Among them something is open, asked, raised, unraised, set aside and refused, and each outcome is possible."""
    cases = json.loads((FOLDER / f"{name}.cases.json").read_text(encoding="utf-8"))["cases"]
    said = [case["says"] for case in cases if "says" in case]
    assert len(said) < len(cases)
    outcomes = {outcome for each in said for outcome in each["possible"]}
    assert outcomes == {"outside_scope", "no_departure_found", "departs", "contravenes"}
    keys = ["questions", "readings", "assumed", "raised", "because", "not_sure"]
    keys += ["set_aside"] if name == "small" else ["unraised", "steps", "subject_to"]
    assert [key for key in keys if not any(each[key] for each in said)] == []


def test_the_cases_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    """`make generate` would write what stands there."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    sys.modules.pop("conformance", None)
    for name, content in import_module("conformance").conformance_files().items():
        assert (ROOT / name).read_text(encoding="utf-8") == content, name


def test_the_cases_are_small() -> None:
    """All files together can be carried along."""
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= MOST_BYTES
