"""What tests share: profiles for Hypothesis, and the packaged library."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest

import profiles
import shipped_policies
import smpolicy
from smpolicy.authoring.preparing import write_prepared
from smpolicy.documents import corpus
from smpolicy.documents.packaged import prepared_documents
from smpolicy.foundations.source import Source

profiles.register()

# Somebody who works with the program has these set; a test that needs one sets it.
for name in ("SMPOLICY_POLICIES", "SMPOLICY_DEBUG"):
    os.environ.pop(name, None)

#: What the command line keeps in a test, it keeps for the tests of one process alone.
CACHE = TemporaryDirectory(prefix="smpolicy-")
os.environ["SMPOLICY_CACHE"] = CACHE.name


def pytest_report_teststatus(report: pytest.TestReport, config: pytest.Config) -> tuple[str, str, str] | None:
    """Say beside each law of `make deep` how long it took; of all else pytest says what it always says."""
    if report.when != "call" or report.skipped or config.getoption("--hypothesis-profile") != "deep":
        return None
    letter = "." if report.passed else "F"
    return report.outcome, letter, f"{report.outcome.upper()} in {report.duration:.0f} s"


@pytest.fixture(scope="session", autouse=True)
def prepared() -> None:
    """Make the prepared form anew where a document changed since the package was installed."""
    if prepared_documents() is None:
        write_prepared()


@pytest.fixture(scope="session", autouse=True)
def read_by_commands() -> Iterator[None]:
    """Read for commands each text once: nobody can change what was read, and most commands of a test read the same.

    Whatever reads without a command, such as a test that compares what was read twice, reads anew.
    """
    read, kept = corpus.read_text, lru_cache(maxsize=256)(corpus.read_text)

    def read_text(source: Source, digest_of_bytes: str) -> corpus.FileRead:
        by_command = click.get_current_context(silent=True) is not None
        return (kept if by_command else read)(source, digest_of_bytes)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "read_text", read_text)
        yield


@pytest.fixture(scope="session")
def packaged() -> smpolicy.Library:
    """Return the packaged documents."""
    return shipped_policies.library()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the environment's own build requirements."""
    out = tmp_path_factory.mktemp("dist")
    root = Path(__file__).parents[1]
    build: list[str | Path] = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, root]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that runs the tests in the background has them ignore Ctrl-C, and whatever they start: some send it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
