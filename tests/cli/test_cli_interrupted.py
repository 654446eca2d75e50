"""Ctrl-C at any moment: one line, exit code 130, and no half of a file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.commandline import ARCADIA, run
from smpolicy.foundations.undisturbed import undisturbed

#: Runs the command line, and sends itself SIGINT at the moment asked for: the system is asked for something (a module
#: is imported, a file opened, written, renamed) for the so-many-th time. Moments are counted and not timed, so that
#: they are the same on every machine.
HARNESS = """
import sys, signal, smpolicy.__main__
moment, seen = int(sys.argv.pop(1)), 0
def hook(event, arguments):
    global seen
    if event in ("import", "open", "os.listdir", "os.scandir", "os.rename", "os.remove", "os.fork", "os.mkdir", "exec"):
        seen += 1
        if seen == moment:
            signal.raise_signal(signal.SIGINT)
sys.addaudithook(hook)
try:
    smpolicy.__main__.program()
finally:
    if moment == 0:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.stderr.write(f"{seen} moments")
"""


@dataclass(frozen=True)
class Interrupted:
    """What came of a command that was interrupted."""

    code: int
    out: str
    err: str


def interrupted(moment: int, *arguments: str, cwd: Path | None = None) -> Interrupted:
    """Run a command, and interrupt it at a moment; never, where it is 0."""
    done = subprocess.run(
        [sys.executable, "-c", HARNESS, str(moment), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd=cwd,
        timeout=120,
        start_new_session=True,
    )
    return Interrupted(done.returncode, done.stdout.decode(), done.stderr.decode())


def moments(*arguments: str) -> int:
    """Return how many moments a command has."""
    return int(interrupted(0, *arguments).err.rpartition("\n")[2].split()[0])


def test_a_check_is_interrupted_cleanly(tmp_path: Path) -> None:
    """While modules are imported, while documents are read and compared, and at the end: one line, and no report."""
    arguments = ["check", ARCADIA, "--no-cache"]
    last = moments(*arguments)
    assert last > 400
    for moment in (1, 2, 40, last // 3, last * 2 // 3, last - 1):
        ran = interrupted(moment, *arguments)
        assert (ran.code, ran.err) == (130, "error: interrupted\n"), f"moment {moment} of {last}: {ran}"
        assert ran.out == ""


@pytest.mark.parametrize("share", [5, 7, 8, 9, 10])
def test_a_file_is_whole_or_not_there(tmp_path: Path, share: int) -> None:
    """A new overlay that was being written is there in full or not at all, and nothing lies beside it."""
    target = tmp_path / "new" / "draft.yaml"
    arguments = ("new", "moldova", "--from", "2027-01-01", "--id", "other", "--output", str(target))
    last = moments(*arguments)
    whole = target.read_bytes()
    target.unlink()
    ran = interrupted(last * share // 10, *arguments)
    assert ran.code == 130, ran
    assert ran.err in ("error: interrupted\n", "")
    left = list(target.parent.iterdir()) if target.parent.exists() else []
    assert left in ([], [target])
    assert all(each.read_bytes() == whole for each in left)


def test_what_is_kept_of_a_check_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that is interrupted leaves nothing half in the cache, and the next one finds what it would have found."""
    monkeypatch.setenv("SMPOLICY_CACHE", str(tmp_path / "cache"))
    usual = run("check", ARCADIA, "--no-cache")
    last = moments("check", ARCADIA)
    for moment in (last * 8 // 10, last - 12):
        for entry in [*tmp_path.rglob("*")][::-1]:  # the moments were counted where nothing was kept
            entry.rmdir() if entry.is_dir() else entry.unlink()
        assert interrupted(moment, "check", ARCADIA).code == 130
        assert not list(tmp_path.rglob(".begun-*"))
    assert run("check", ARCADIA) == usual


def test_a_stretch_is_not_cut_in_two() -> None:
    """What must not be cut in two is done before Ctrl-C is heard; afterwards it is."""
    done: list[str] = []

    def stretch() -> None:
        with undisturbed():
            os.kill(os.getpid(), signal.SIGINT)
            done.extend(("first", "last"))
        done.append("behind it")  # pragma: no cover  (it is heard before)

    with pytest.raises(KeyboardInterrupt):
        stretch()
    assert done == ["first", "last"]


def test_ctrl_c_where_nothing_can_be_raised_is_heard_again() -> None:
    """A Ctrl-C in the midst of clearing away an object is not lost, and no traceback tells of it."""
    code = """
import signal, sys, smpolicy.__main__, smpolicy.cli.main
class Cleared:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
def run():
    Cleared()
    for _ in range(1000):
        pass
    print("went on")
    return 0
smpolicy.cli.main.main = run
smpolicy.__main__.program()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"error: interrupted\n")


def test_help_and_usage_are_interrupted_cleanly_too() -> None:
    """What the library of the command line would answer in its own way is answered as everything else."""
    for arguments in (["no-such-command"], ["check", "--help"]):
        last = moments(*arguments)
        ran = interrupted(last - 1, *arguments)
        assert (ran.code, ran.err.strip()) == (130, "error: interrupted"), ran
