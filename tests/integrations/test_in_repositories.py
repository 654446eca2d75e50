"""The hook of pre-commit and the action, each tried on a scratch repository with a document that is wrong, then mended.

Both install this project as they would elsewhere, so without a network they are skipped, save where all are to be run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
DRAFT = "policies/overlays/arcadia/ai-2024-08.yaml"


def run(*line: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command, with nothing of this run's Python about it."""
    usual = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "GIT_"))}
    return subprocess.run(line, cwd=cwd, env=usual | env, capture_output=True, text=True, check=False)


def committed(folder: Path) -> Path:
    """Make a repository of a folder, with all that is in it."""
    who = ("-c", "user.name=Tests", "-c", "user.email=tests@example.org")
    for line in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "First")):
        done = run("git", *line, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def scratch(folder: Path) -> Path:
    """Return a folder with documents of an invented organization; one names a fact that nobody declared."""
    shutil.copytree(ROOT / "examples/arcadia", folder / "policies")
    draft = folder / DRAFT
    draft.write_bytes((ROOT / "examples/broken/ai-2024-08.yaml").read_bytes())
    return folder


def mend(folder: Path) -> None:
    """Spell the fact as it is declared."""
    draft = folder / DRAFT
    draft.write_text(draft.read_text(encoding="utf-8").replace("interacton", "interaction"), encoding="utf-8")


def python_in(home: Path, *needs: str) -> Path:
    """Make an environment with what is needed."""
    venv.create(home, with_pip=True)
    python = home / "bin/python3"
    if needs:
        missing(run(python, "-m", "pip", "install", "--quiet", *needs, cwd=home))
    return python


def missing(done: subprocess.CompletedProcess[str]) -> None:
    """Skip the test where something could not be installed, save where all are to be run."""
    if done.returncode != 0:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"could not be installed: {done.stderr.strip()[-500:]}")


@pytest.mark.integrations
def test_the_hook_refuses_a_document_that_is_wrong(tmp_path: Path) -> None:
    """pre-commit installs the hook from this repository; it fails on the faulty draft alone, and passes once mended."""
    python = python_in(tmp_path / "venv", "pre-commit")
    here = tmp_path / "hook"
    tracked = run("git", "ls-files", "-z", cwd=ROOT).stdout.split("\0")
    for name in filter(None, tracked):
        if (ROOT / name).exists() and not name.startswith(("tests/", "docs/")):
            (here / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, here / name)
    committed(here)
    version = run("git", "rev-parse", "HEAD", cwd=here).stdout.strip()
    folder = scratch(tmp_path / "documents")
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {here.as_uri()}\n    rev: {version}\n    hooks:\n      - id: smpolicy-check\n"
        "        args: [--policies, policies, --output-format, concise]\n",
        encoding="utf-8",
    )
    (folder / "other.yaml").write_text("nothing: of ours\n", encoding="utf-8")
    committed(folder)
    home = {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "SMPOLICY_CACHE": str(tmp_path / "kept")}
    missing(run(python, "-m", "pre_commit", "install-hooks", cwd=folder, **home))
    wrong = run(python, "-m", "pre_commit", "run", "--all-files", cwd=folder, **home)
    assert wrong.returncode == 1, wrong.stdout + wrong.stderr
    assert f"{DRAFT}:19:23: error SMP401 unknown-fact" in wrong.stdout
    assert "other.yaml" not in wrong.stdout
    mend(folder)
    run("git", "add", "-A", cwd=folder)
    mended = run(python, "-m", "pre_commit", "run", "--all-files", cwd=folder, **home)
    assert mended.returncode == 0, mended.stdout + mended.stderr


def steps(action: Path, inputs: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Return the scripts of a composite action with what each is given, as a runner would put it in."""
    whole: Any = YAML(typ="safe").load(action.read_text(encoding="utf-8"))
    assert whole["runs"]["using"] == "composite"
    given = {f"inputs.{name}": inputs.get(name, each["default"]) for name, each in whole["inputs"].items()}
    assert all(f"inputs.{name}" in given for name in inputs)
    given["github.action_path"] = str(action.parent)
    scripts = []
    for step in whole["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        env = {key: given[value.removeprefix("${{").removesuffix("}}").strip()] for key, value in step["env"].items()}
        scripts.append((step["run"], env))
    return scripts


@pytest.mark.integrations
def test_the_action_annotates_what_is_wrong(tmp_path: Path) -> None:
    """Its steps, run as a runner does, annotate the faulty draft and fail; once it is mended they succeed."""
    folder = committed(scratch(tmp_path / "documents"))
    python = python_in(tmp_path / "venv")
    kept = {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", "SMPOLICY_CACHE": str(tmp_path / "kept")}
    inputs = {"policies": "policies", "paths": f"{DRAFT}\n"}
    install, check = steps(ROOT / "action.yml", inputs)

    def step(script: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        line = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
        return run(*line, cwd=folder, **{**kept, **env})

    missing(step(*install))
    wrong = step(*check)
    assert wrong.returncode == 1, wrong.stdout + wrong.stderr
    assert wrong.stdout.startswith(f"::error file={DRAFT},line=19,")
    mend(folder)
    assert step(*check).returncode == 0
    hostile = steps(ROOT / "action.yml", {**inputs, "paths": "$(touch hacked)\n--no-such; touch hacked\n"})[1]
    assert step(*hostile).returncode == 2
    assert not (folder / "hacked").exists()
