"""A shelf: what was found before, on disk, by what it depends on, to be thrown away at any time.

An entry is one file, written under a name of its own and then renamed, so that whoever reads, at the same time or after
a crash, finds all of it or nothing. It begins with the digest of the rest: what is spoilt is as if it were not there.
What cannot be written is not kept, and nobody is told: all of it can be found again.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

#: How many bytes may stand on a shelf: some ten thousand overlays.
MOST_KEPT: Final = 1 << 28
#: When that is too much, what was used last stays, up to this share of it.
_STAYS: Final = 0.75
#: An entry that is used counts as used now, unless it did so within this many seconds.
_FRESH: Final = 600
#: A file that was begun and never renamed is left over from a crash when it is older.
_LEFT_OVER: Final = 3600
_BEGUN: Final = ".begun-"
#: The names of entries, and of the folders that they stand in.
_OURS: Final = re.compile("[0-9a-f]{2}|[0-9a-f]{62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A folder of results by their keys; a key is the hexadecimal digest of all that a result depends on."""

    folder: Path
    most: int = MOST_KEPT

    def get(self, key: str) -> bytes | None:
        """Return what stands there; nothing where there is nothing, or something spoilt."""
        place = self._place(key)
        try:
            content = place.read_bytes()
        except (OSError, ValueError):
            return None
        digest, _, kept = content.partition(b"\n")
        if digest.decode("ascii", "replace") != sha256(kept).hexdigest():
            return None
        with contextlib.suppress(OSError):
            if time.time() - place.stat().st_mtime > _FRESH:
                os.utime(place)
        return kept

    def put(self, key: str, kept: bytes) -> None:
        """Let a result stand there, in the place of whatever stood there before."""
        place = self._place(key)
        begun = place.with_name(f"{_BEGUN}{os.getpid()}-{secrets.token_hex(4)}")
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            begun.write_bytes(sha256(kept).hexdigest().encode() + b"\n" + kept)
            begun.replace(place)
        except BaseException as error:
            with contextlib.suppress(OSError):
                begun.unlink(missing_ok=True)
            if not isinstance(error, OSError):
                raise

    def trim(self) -> None:
        """Take away what was used longest ago, where there is more than may stand there, and what a crash left over."""
        standing = sorted(self._standing())
        for used, _, place in standing:
            if place.name.startswith(_BEGUN) and time.time() - used > _LEFT_OVER:
                _remove(place)
        size = sum(each for _, each, _ in standing)
        if size > self.most:
            for _, each, place in standing:
                if size <= self.most * _STAYS:
                    break
                _remove(place)
                size -= each

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def _standing(self) -> Iterator[tuple[float, int, Path]]:
        """Yield every entry, with when it was last used and its size; what else is in the folder is not ours."""
        for below in _listed(self.folder):
            for each in _listed(Path(below.path)) if _OURS.fullmatch(below.name) else ():
                with contextlib.suppress(OSError):  # somebody else may have taken it away
                    if _OURS.fullmatch(each.name) or each.name.startswith(_BEGUN):
                        status = each.stat(follow_symlinks=False)
                        yield status.st_mtime, status.st_size, Path(each.path)


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _remove(place: Path) -> None:
    with contextlib.suppress(OSError):
        place.unlink(missing_ok=True)


def usual_folder() -> Path | None:
    """Return the folder in which programs keep what can be thrown away; nothing where a person has none."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        return Path(named) / "smpolicy"
    try:
        return Path.home() / ".cache" / "smpolicy"
    except RuntimeError:
        return None
