"""What `test` keeps of a run: nobody can tell by what is printed, and what changed is run again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.commandline import Ran, run
from cli.test_cli_testing import HARBOUR, SCENARIOS, written


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let what is kept go into a folder of this test."""
    monkeypatch.setenv("SMPOLICY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def port(folder: Path, scenarios: str = SCENARIOS) -> tuple[str, str]:
    """Copy the port of the examples, with scenarios beside it; return both places."""
    shutil.copytree(HARBOUR, folder / "port")
    return written(folder, scenarios), str(folder / "port")


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("-v",),
        ("-k", "seal"),
        ("--coverage",),
        ("--fail-under", "99"),
        ("--mutants",),
        ("--format", "json"),
        ("--as-of", "2026-06-01", "--drafts"),
    ],
    ids=" ".join,
)
def test_nobody_can_tell(cache: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    """With nothing kept yet, with everything kept, and without: the same is printed, with the same exit code."""
    scenarios, policies = port(tmp_path)

    def tried(*further: str) -> Ran:
        return run("test", scenarios, "--policies", policies, *options, *further)

    without = tried("--no-cache")
    assert without.code == 1
    assert not cache.exists()
    assert [tried(), tried()] == [without, without]
    assert cache.exists()


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often scenarios are run."""
    from smpolicy.testing import scenarios

    counted: list[int] = []
    really = scenarios.run

    def counting(*given: Any, **named: Any) -> Any:
        counted.append(1)
        return really(*given, **named)

    monkeypatch.setattr(scenarios, "run", counting)
    return counted


def test_what_is_kept_is_not_run_again(cache: Path, tmp_path: Path, runs: list[int]) -> None:
    """Nothing is run where nothing changed; where something else is asked, it is."""
    scenarios, policies = port(tmp_path)
    before = run("test", scenarios, "--policies", policies)
    assert run("test", scenarios, "--policies", policies) == before
    assert run("test", scenarios, "--policies", policies, "-v").out != before.out
    assert len(runs) == 1
    run("test", scenarios, "--policies", policies, "-k", "seal")
    assert len(runs) == 2


@pytest.mark.parametrize("changed", ["scenarios.yaml", "port/overlays", "port/base"])
def test_what_changed_is_run_again(cache: Path, tmp_path: Path, runs: list[int], changed: str) -> None:
    """A scenario, the overlay that it is about, and the base on which that stands each count."""
    scenarios, policies = port(tmp_path)
    run("test", scenarios, "--policies", policies)
    place = tmp_path / changed
    file = min(place.rglob("*.yaml")) if place.is_dir() else place
    file.write_text(f"# A line that says nothing.\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    after = run("test", scenarios, "--policies", policies)
    assert len(runs) == 2
    assert after == run("test", scenarios, "--policies", policies, "--no-cache")


def test_what_is_told_beside_the_results_is_told_each_time(cache: Path, tmp_path: Path) -> None:
    """Faults of scenarios, and files that only state facts, are named again."""
    wrong, policies = port(tmp_path, SCENARIOS.replace("expect: departs", "expect: departs\n    becuase: []"))
    facts = written(tmp_path, "post.done: publish\n", "facts.yaml")
    right = written(tmp_path, SCENARIOS, "right.yaml")
    for paths, said in (((wrong,), "becuase"), ((right, facts), "states facts")):
        again = [run("test", *paths, "--policies", policies) for _ in range(2)]
        assert again[0] == again[1]
        assert said in again[0].err
