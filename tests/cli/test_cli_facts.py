"""`facts` finds the fact for words, and says what can be written of it."""

from __future__ import annotations

from pathlib import Path

import smpolicy
from cli.commandline import ARCADIA, HERE, run

HARBOUR = str(HERE.parents[1] / "examples" / "harbour")


def test_all_of_them() -> None:
    """Without a word each fact has its line, with its question; those of structures stand last."""
    ran = run("facts")
    known = smpolicy.load().lowered.vocabulary.facts
    names = [line.split()[0] for line in ran.out.splitlines()]
    assert (ran.code, ran.err, sorted(names)) == (0, "", sorted(known))
    local = [bool(known[name].local_to) for name in names]
    assert local == sorted(local)
    assert known["content.recording_kind"].question in ran.out


def test_by_words() -> None:
    """All words must stand in what is said of a fact, its answers included, however they are written."""
    out = run("facts", "AUDIO", "contain").out
    assert out == (
        "content.recording_kind\n"
        "  Does it contain a photo, an audio or a video recording?\n"
        "  write one of `none`, `photo`, `audio`, `video`\n"
        "    none   none of these\n    photo  a photo\n    audio  an audio recording\n    video  a video recording\n"
    )
    assert "{at_most: ...}" in run("facts", "field.hours_since_patrol").out
    assert "    osce_operation                     the OSCE operation\n    []        " in run("facts", "depicts").out
    assert "  it follows from others: nobody states it\n" in run("facts", "person.is_staff_mission_member").out


def test_whose_they_are() -> None:
    """A fact that a structure declared for itself is said to be its own."""
    out = run("facts", "route_inferable", "--policies", ARCADIA).out
    assert "it is `arcadia`'s own: norms of no other structure can turn on it" in out
    assert "own: norms" not in run("facts", "hours_since_patrol", "--policies", ARCADIA).out.split("arcadia")[0]
    assert run("facts", "seal", "--policies", HARBOUR).out.startswith("post.picture_shows\n")


def test_none_is_found(tmp_path: Path) -> None:
    """Where no fact speaks of all the words, it is said what to do, and the exit code is 2."""
    ran = run("facts", "wal\x1b[31mrus", "patrol")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(" patrol`; try fewer words, or declare one of your own under `facts:`\n")
    assert "\x1b" not in ran.err
    assert run("facts", "--policies", str(tmp_path / "nowhere")).code == 2
