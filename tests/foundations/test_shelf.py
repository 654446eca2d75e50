"""A shelf may lose anything at any time, and never gives out anything that was not put there whole."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from smpolicy.foundations.shelf import Shelf, usual_folder

KEYS: Final = [f"{number:064x}" for number in range(1, 9)]


def entries(folder: Path) -> list[Path]:
    """Return the files on a shelf."""
    return [each for each in folder.rglob("*") if each.is_file()]


def test_what_was_put_there_stands_there(tmp_path: Path) -> None:
    """By its key, and nothing by another; what is put there again takes its place."""
    shelf = Shelf(folder=tmp_path)
    assert shelf.get(KEYS[0]) is None
    for kept in (b"", b"one\ntwo", b"\x00" * 9):
        shelf.put(KEYS[0], kept)
        assert shelf.get(KEYS[0]) == kept
    assert shelf.get(KEYS[1]) is None
    assert len(entries(tmp_path)) == 1


@pytest.mark.parametrize(
    "spoil", [lambda kept: kept[:-1], lambda kept: b"x" + kept, lambda _: b"", lambda _: b"\xff\n"]
)
def test_what_is_spoilt_is_as_if_it_were_not_there(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Cut short, changed or empty: and it can be put there again."""
    shelf = Shelf(folder=tmp_path)
    shelf.put(KEYS[0], b"kept")
    (place,) = entries(tmp_path)
    place.write_bytes(spoil(place.read_bytes()))
    assert shelf.get(KEYS[0]) is None
    shelf.put(KEYS[0], b"kept")
    assert shelf.get(KEYS[0]) == b"kept"


def test_what_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    """Where a file stands in the place of the folder, nobody is told."""
    (tmp_path / "file").write_text("")
    shelf = Shelf(folder=tmp_path / "file")
    shelf.put(KEYS[0], b"kept")
    assert shelf.get(KEYS[0]) is None
    shelf.trim()


def test_what_was_used_last_stays(tmp_path: Path) -> None:
    """Beyond its size, what was used longest ago goes first, and reading is use."""
    shelf = Shelf(folder=tmp_path, most=1000)
    for number, key in enumerate(KEYS[:4]):
        shelf.put(key, bytes(200))
        long_ago = time.time() - 10_000 + number
        (place,) = (each for each in entries(tmp_path) if each.name == key[2:])
        os.utime(place, (long_ago, long_ago))
    shelf.trim()  # four times 265 bytes are too many, and three are not beyond three quarters of what may stand there
    assert [shelf.get(key) is not None for key in KEYS[:4]] == [False, False, True, True]
    shelf.put(KEYS[4], bytes(600))
    shelf.trim()
    assert [shelf.get(key) is not None for key in KEYS[2:5]] == [False, False, True]


def test_only_what_is_ours_is_taken_away(tmp_path: Path) -> None:
    """A folder may hold other things too; of ours, what a crash left over goes once it is old."""
    shelf = Shelf(folder=tmp_path, most=10)
    shelf.put(KEYS[0], bytes(100))
    others = [tmp_path / "notes.txt", tmp_path / "00" / "notes.txt", tmp_path / "photos" / KEYS[0]]
    begun = [tmp_path / "00" / f".begun-{each}" for each in ("old", "new")]
    for place in (*others, *begun):
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(bytes(100))
    os.utime(begun[0], (1, 1))
    shelf.put(KEYS[1], bytes(100))
    shelf.trim()
    assert all(each.exists() for each in others)
    assert not begun[0].exists()


def test_the_usual_folder_is_that_of_the_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`XDG_CACHE_HOME` says where, if it is a whole path; else it is `~/.cache`."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "somewhere")
    assert usual_folder() == tmp_path / ".cache" / "smpolicy"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    assert usual_folder() == tmp_path / "kept" / "smpolicy"
