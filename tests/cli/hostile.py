"""A folder with what anybody may commit: names and bytes that break what prints them carelessly."""

from __future__ import annotations

import os
from pathlib import Path

#: What stands in each file that can be read: faults whose words break XML, commands of a server and terminals.
TEXT = 'schema: smpolicy/overlay@1\nid: x/y\n]]> <b> & "q" ::error::x %0A: 1\n'
NAMES = ("plain.yaml", "a b,c:d%20e#f?.yaml", "]]> <&\"'.yaml", "l\n::error::forged.yaml", "\x1b[2J\u202e.yaml")


def fill_with_hostile_files(folder: Path) -> None:
    """Write files with hostile names, one that is no UTF-8, one that is empty, a link and a pipe."""
    for name in (*NAMES, "\U0001f600.yaml", os.fsdecode(b"not-\xff-utf8.yaml")):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "latin.yaml").write_bytes(b"id: caf\xe9\n")
    (folder / "empty.yaml").write_bytes(b"")
    (folder / "link.yaml").symlink_to("plain.yaml")
    os.mkfifo(folder / "pipe.yaml")
