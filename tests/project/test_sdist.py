"""The source distribution carries what its own tests need."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: What is kept with the sources and belongs to the machine that runs the tests.
NOT_CARRIED = (".ci/",)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout knows what is kept")
def test_the_source_distribution_carries_all_that_is_kept(tmp_path: Path) -> None:
    """Documents, examples, pages, scripts and the data of tests are in it: its tests pass from what is unpacked."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        carried = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    kept = {name for name in listed.split("\0") if name and (ROOT / name).exists()}
    assert {name for name in kept - carried if not name.startswith(NOT_CARRIED)} == set()
    assert {"PKG-INFO", "examples/photo.yaml", "scripts/generate.py"} <= carried
