"""What `check` keeps: where, when, and that nobody can tell by what is printed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import smpolicy
from cli.commandline import ARCADIA, BROKEN, run


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let what is kept go into a folder of this test."""
    monkeypatch.setenv("SMPOLICY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def entries(folder: Path) -> list[Path]:
    """Return the files that were kept."""
    return sorted(each for each in folder.rglob("*") if each.is_file())


@pytest.mark.parametrize("form", ["full", "concise", "json", "sarif", "junit", "github", "gitlab"])
def test_nobody_can_tell(cache: Path, form: str) -> None:
    """With nothing kept yet, with everything kept, and without: the same is printed, with the same exit code."""
    again = [run("check", "--policies", BROKEN, "--output-format", form) for _ in range(2)]
    assert entries(cache)
    without = run("check", "--policies", BROKEN, "--output-format", form, "--no-cache")
    assert again == [without, without]


def test_without_a_cache_nothing_is_written(cache: Path) -> None:
    """`--no-cache` keeps nothing, and the library keeps nothing where it is not told to."""
    run("check", ARCADIA, "--no-cache")
    smpolicy.check(policies=ARCADIA)
    assert not cache.exists()


def test_what_is_spoilt_is_found_again(cache: Path) -> None:
    """Whatever became of the files that were kept, and another time they are whole."""
    expected = run("check", "--policies", BROKEN)
    whole = {each: each.read_bytes() for each in entries(cache)}
    for number, each in enumerate(whole):
        each.write_bytes((b"", b"nothing", whole[each][:-2], b"[]")[number % 4])
    assert run("check", "--policies", BROKEN) == expected
    assert {each: each.read_bytes() for each in entries(cache)} == whole


def test_a_run_that_is_killed_and_runs_at_the_same_time_leave_it_whole(cache: Path) -> None:
    """Each run prints what a run alone prints, whatever others do to what is kept."""
    command = [sys.executable, "-m", "smpolicy", "check", "--policies", BROKEN, "--output-format", "json"]
    without = subprocess.run([*command, "--no-cache"], capture_output=True, check=False).stdout
    killed = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while not entries(cache) and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    at_once = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    assert [each.communicate()[0] for each in at_once] == [without] * 3


def test_where_all_is_kept_nothing_that_finds_is_imported(cache: Path) -> None:
    """A check of which nothing changed reads files and what is kept of them, and understands none of them."""
    program = (
        "import sys, smpolicy\n"
        f"report = smpolicy.check({ARCADIA!r}, cache={str(cache)!r})\n"
        "print(report.to_json())\n"
        "rooms = ('checks', 'deciding', 'lowering', 'meaning', 'documents.forms', 'documents.syntax')\n"
        "print(*(each for each in rooms if f'smpolicy.{each}' in sys.modules), file=sys.stderr)\n"
    )
    first, again = (
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True) for _ in range(2)
    )
    assert first.stderr.split() == ["checks", "deciding", "lowering", "meaning", "documents.forms", "documents.syntax"]
    assert (again.stdout, again.stderr.split()) == (first.stdout, [])


def test_each_overlay_is_named_before_it_is_compared() -> None:
    """Progress goes on through the proofs: every overlay is named, those too that are understood together."""
    told: list[str] = []
    report = smpolicy.check(policies=ARCADIA, progress=told.append)
    overlays = [each.span.path for each in report.library.lowered.instruments.values() if each.structure]
    assert overlays
    assert all(told.count(each) >= 2 for each in overlays if each in report.files)  # when it was read, and then


def test_what_is_packaged_is_built_once() -> None:
    """However often one process asks, the packaged documents are the same objects, and not equal ones."""
    from smpolicy.documents.packaged import prepared_documents

    first, again = prepared_documents(), prepared_documents()
    assert first is not None
    assert again is not None
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_a_cache_in_the_folder_of_documents_is_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is never read as a document, wherever somebody lets it stand."""
    (tmp_path / "structures.yaml").write_text(
        "schema: smpolicy/structures@1\nid: invented\ntitle: None\nstructures: []\n", encoding="utf-8"
    )
    monkeypatch.setenv("SMPOLICY_CACHE", str(tmp_path))
    again = [run("check", "--policies", str(tmp_path)) for _ in range(2)]
    assert again[0] == again[1] == run("check", "--policies", str(tmp_path), "--no-cache")
    assert len(entries(tmp_path)) > 1
