"""What stands beside an editor: a document on stdin, and files that are looked at again and again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import smpolicy
from cli.commandline import ARCADIA, run
from smpolicy.cli import watching
from smpolicy.foundations.source import MOST_BYTES

FOLDER = Path(__file__).parents[2] / "examples/arcadia"
DRAFT = FOLDER / "overlays/arcadia/ai-2024-07.yaml"
FAULTY = (Path(__file__).parents[2] / "examples/broken/ai-2024-08.yaml").read_text(encoding="utf-8")


def test_a_document_on_stdin_is_as_the_file_would_be(tmp_path: Path) -> None:
    """What is printed of a text on stdin is to the byte what is printed of a file of that name with that text."""
    file = tmp_path / "overlays/arcadia/ai-2024-08.yaml"
    file.parent.mkdir(parents=True)
    options = ("--policies", str(FOLDER), "--output-format", "json")
    piped = run("check", "-", "--stdin-filename", str(file), *options, stdin=FAULTY)
    assert not file.exists()
    file.write_text(FAULTY, encoding="utf-8")
    assert piped == run("check", str(file), *options)
    assert piped.code == 1


def test_it_stands_in_the_place_of_the_file_on_disk(tmp_path: Path) -> None:
    """Of a file with a fault on disk and none on stdin nothing is found, and the other way round."""
    options = ("--policies", str(FOLDER), "--output-format", "concise")
    sound = DRAFT.read_text(encoding="utf-8")
    assert run("check", "-", "--stdin-filename", str(DRAFT), *options, stdin=sound).code == 0
    spoilt = run("check", "-", "--stdin-filename", str(DRAFT), *options, stdin=sound.replace("id: ", "idd: ", 1))
    assert spoilt.code == 1
    assert spoilt.out.startswith(f"{DRAFT}:")
    assert DRAFT.read_text(encoding="utf-8") == sound


def test_what_is_unsaved_counts_for_its_neighbours(tmp_path: Path) -> None:
    """A registry and an overlay that nobody saved yet are checked together, and nothing is written."""
    (tmp_path / "overlays/arcadia").mkdir(parents=True)
    structures, overlay = tmp_path / "structures.yaml", tmp_path / "overlays/arcadia/ai-2024-07.yaml"
    unsaved = {
        str(structures): (FOLDER / "structures.yaml").read_bytes(),
        str(overlay): DRAFT.read_bytes(),
        str(tmp_path / ".hidden.yaml"): b"nothing",
        str(tmp_path / "notes.txt"): b"nothing",
    }
    report = smpolicy.check(policies=tmp_path, unsaved=unsaved)
    assert set(report.files) == {str(structures), str(overlay)}
    assert report.errors == 0
    alone = smpolicy.check(overlay, policies=tmp_path, unsaved=unsaved)
    assert (alone.files, alone.errors) == ((str(overlay),), 0)
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", "<stdin>:1:1: error SMP118 empty-document"),
        (b"\xff\xfe\x00", "<stdin>:1:1: error SMP105 not-utf8"),
        (b" " * (MOST_BYTES + 1), "<stdin>: error SMP104 too-large"),
        (b"schema: smpolicy/overlay@1\nid: [", "<stdin>:"),
        (b"schema: \x1b[31m\n", "<stdin>:1:9: error"),
    ],
)
def test_whatever_stands_on_stdin_is_told_of_with_its_place(text: bytes, expected: str) -> None:
    """Nothing, bytes that are no text, too much, half a document: each is a finding, in the name of stdin."""
    ran = run("check", "-", "--output-format", "concise", stdin=text)
    assert ran.code == 1
    assert ran.out.startswith(expected)
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-", ARCADIA), "`-` stands alone"),
        (("-", "-"), "`-` stands alone"),
        ((ARCADIA, "--stdin-filename", "a.yaml"), "goes with the path `-`"),
        (("-", "--stdin-filename", ARCADIA), "names a file"),
        (("-", "--stdin-filename", ""), "names a file"),
        (("-", "--watch"), "name the file itself"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: tuple[str, ...], said: str) -> None:
    """Nothing is read then, and what was meant is said."""
    ran = run("check", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def watched(monkeypatch: pytest.MonkeyPatch, *deeds: Callable[[], object], places: tuple[str, ...]) -> tuple[str, str]:
    """Watch while something is done at each look, then end it as Ctrl-C does; return what was printed."""
    left = list(deeds)

    def pause() -> None:
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    monkeypatch.setattr(watching, "pause", pause)
    ran = run("check", "--watch", "--output-format", "concise", "--policies", str(FOLDER), *places)
    assert ran.code == 130
    return ran.out, ran.err


def nothing() -> None:
    """Let the files rest."""


def test_a_changed_file_is_checked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once at the beginning and once when all that was written has come to rest; never while nothing changes."""
    file = tmp_path / "ai-2024-08.yaml"
    file.write_text(FAULTY, encoding="utf-8")
    mended = FAULTY.replace("interacton", "interaction")
    out, err = watched(
        monkeypatch,
        nothing,
        nothing,
        lambda: file.write_text(mended[:200], encoding="utf-8"),  # half written
        lambda: file.write_text(mended, encoding="utf-8"),
        nothing,
        nothing,
        places=(str(file),),
    )
    assert out.count("error SMP401") == 1
    assert out.endswith("1 file checked: 0 errors, 0 warnings, 0 notes\n")
    assert out.count("1 file checked") == 2
    assert err == f"notice: checked again, since `{file}` changed\n"


def test_a_file_that_vanishes_and_comes_back_is_looked_at_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That it cannot be read is said, and nothing ends."""
    file = tmp_path / "ai-2024-08.yaml"
    file.write_text(FAULTY, encoding="utf-8")
    out, err = watched(
        monkeypatch,
        lambda: file.unlink(),
        nothing,
        lambda: file.write_text(FAULTY, encoding="utf-8"),
        nothing,
        places=(str(file),),
    )
    assert out.count("error SMP401") == 2
    assert err.count("there is no such file or folder") == 1


def test_a_file_that_is_again_as_it_was_did_not_change() -> None:
    """What changes and changes back between two looks is no reason to check."""
    looks = iter([{"a": (1, 1, 1)}, {"a": (2, 1, 1)}, {"a": (1, 1, 1)}, {"a": (1, 1, 1)}, {}, {}])
    waits = iter(range(5))

    def wait() -> None:
        if next(waits) == 5:
            raise KeyboardInterrupt

    seen = watching.changes(lambda: next(looks), wait)
    assert [next(seen), next(seen)] == [[], ["a"]]


def test_ctrl_c_ends_it_without_a_word(tmp_path: Path) -> None:
    """A program of its own that is interrupted ends with 130, and blames nobody."""
    (tmp_path / "structures.yaml").write_bytes((FOLDER / "structures.yaml").read_bytes())
    line = [sys.executable, "-m", "smpolicy", "check", str(tmp_path), "--watch", "--output-format", "concise"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline().startswith(b"1 file checked")
        os.kill(program.pid, signal.SIGINT)
        out, err = program.communicate(timeout=60)
    assert (program.returncode, out, err) == (130, b"", b"")
