"""Documents checked again whenever a file changes: looked at again and again, without asking the system to tell."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

import click

from smpolicy.cli.streams import Refusal, print_notice
from smpolicy.foundations.errors import SmpolicyError

#: What of each file tells that it changed: when it was written, its size, and which file it is.
Seen: TypeAlias = Mapping[str, tuple[int, int, int]]
#: Between two looks, in seconds: so long a change waits at most.
_BETWEEN: Final = 0.2
#: No more files are named as changed.
_MOST_NAMED: Final = 3


def check_again_and_again(check: Callable[[], int], places: Sequence[str]) -> NoReturn:
    """Check at once and after each change of a file in these places, until somebody ends it.

    Without places, the packaged documents are looked at. What cannot be checked now, such as a file that was taken
    away, may be there the next time: it is said, and looked at further.
    """
    from smpolicy.documents.packaged import policies_folder

    looked_at = [Path(each) for each in places] or [policies_folder()]
    try:
        for changed in changes(lambda: seen(looked_at), pause):
            if changed:
                print_notice(f"notice: checked again, since {_named(changed)} changed")
            try:
                check()
            except SmpolicyError as error:
                print_notice(f"error: {error}")
            except Refusal as error:
                error.show()
    except KeyboardInterrupt:
        pass
    raise click.exceptions.Exit(130)


def changes(look: Callable[[], Seen], wait: Callable[[], None]) -> Iterator[list[str]]:
    """Yield at once, and then which files changed each time that some did and all have come to rest.

    A file that is being written changes from one look to the next, and is waited for.
    """
    known = look()
    yield []
    while True:
        wait()
        now = look()
        if now == known:
            continue
        while True:
            wait()
            later = look()
            if later == now:
                break
            now = later
        changed = sorted(path for path in {*known, *now} if known.get(path) != now.get(path))
        known = now
        if changed:  # else all is again as it was
            yield changed


def seen(places: Sequence[Path]) -> dict[str, tuple[int, int, int]]:
    """Look at the documents in places, without reading them; what is not there is not seen."""
    from smpolicy.documents.files import printable, yaml_files

    whole = {}
    for place in places:
        try:
            paths = yaml_files(place)[0] if place.is_dir() else [place]
        except SmpolicyError:
            continue
        for path in paths:
            try:
                status = os.stat(path)
            except (OSError, ValueError):
                continue
            whole[printable(path)] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return whole


def pause() -> None:
    """Wait between two looks."""
    time.sleep(_BETWEEN)


def _named(changed: Sequence[str]) -> str:
    named = ", ".join(f"`{each}`" for each in changed[:_MOST_NAMED])
    more = len(changed) - _MOST_NAMED
    return named if more <= 0 else f"{named} and {more} more"
