"""Each integration runs from the built wheel, in an environment of its own, far from the checkout's.

One of them runs with all tests, and `make integrations` runs every one. What they need is installed by pip: without a
network they are skipped, save where all are to be run.
"""

from __future__ import annotations

import os
import re
import subprocess
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples/integrations"
#: Each integration, with what it prints at its end.
INTEGRATIONS = {
    "service": r"50 requests at once, each told what the library says; 5 refused",
    "form": r"\d+ facts drawn, \d+ answers read back",
    "onboarding": r"\d+ duties on the checklist",
    "nightly": r"\d+ annotations",
    "agents": r"6 tools, an interview to its end, 2 refused",
}
#: The one that runs with all tests.
ALWAYS = "onboarding"


def pip(python: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Install into an environment."""
    line = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def installed(wheel: Path, name: str, home: Path) -> Path:
    """Make an environment with the wheel and what an integration needs; return its Python.

    Where that cannot be had, skip the test, save where all are to be run.
    """
    venv.create(home, with_pip=True)
    python = home / "bin/python"
    alone = pip(python, "--no-deps", wheel)
    assert alone.returncode == 0, alone.stderr
    needs = FOLDER / name / "requirements.txt"
    ran = pip(python, wheel, *(("-r", needs) if needs.exists() else ()))
    if ran.returncode != 0:
        missing = f"what the integration needs could not be installed: {ran.stderr.strip()[-500:]}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return python


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=() if each == ALWAYS else pytest.mark.integrations) for each in INTEGRATIONS]
)
def test_an_integration_runs_from_the_wheel(wheel: Path, name: str, tmp_path: Path) -> None:
    """What it tries comes out, with every warning an error; the package is the installed one."""
    python = installed(wheel, name, tmp_path / "venv")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1"}
    (script,) = (FOLDER / name).glob("try_*.py")

    def run(*arguments: str | Path) -> str:
        line = [python, "-W", "error", *arguments]
        ran = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    assert Path(run("-c", "import smpolicy; print(smpolicy.__file__)").strip()).is_relative_to(tmp_path / "venv")
    assert re.fullmatch(INTEGRATIONS[name], run(script).strip())


def test_every_integration_is_run_and_told_of() -> None:
    """Each folder has what tries it, a row on the page, and its place above."""
    folders = {each.name for each in FOLDER.iterdir() if each.is_dir()}
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert folders == set(INTEGRATIONS) == set(re.findall(r"^\| `(\w+)` \|", page, flags=re.M))
    assert all(len(list((FOLDER / each).glob("try_*.py"))) == 1 for each in folders)
