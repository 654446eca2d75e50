"""Work shared out among processes, where the system can divide one: each does its share, and hands back what it made.

A process that comes to grief hands back nothing, and what it was to do is left to whoever asked.
There are no threads.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, TypeVar

from smpolicy.foundations.undisturbed import undisturbed

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

_Piece = TypeVar("_Piece")

#: What a process makes of its share: results by their keys.
Made = dict[str, bytes]


def can_divide() -> bool:
    """Whether a process can be divided here; where libraries of the system mind that, none is."""
    return sys.platform == "linux" and "fork" in multiprocessing.get_all_start_methods()


def shared_out(pieces: Sequence[_Piece], work: Callable[[Sequence[_Piece]], Made], processes: int) -> Made:
    """Return what comes of pieces of work, done in so many processes, of which this is one."""
    shares = [pieces[number::processes] for number in range(processes)]
    fork = multiprocessing.get_context("fork")
    children: list[tuple[ForkProcess, Connection]] = []
    try:
        for share in filter(None, shares[1:]):
            here, there = fork.Pipe(duplex=False)
            child = fork.Process(target=_do, args=(share, work, there), daemon=True)
            with undisturbed():  # a terminal tells all of them of Ctrl-C: it is this one that hears it, and ends them
                child.start()
                children.append((child, here))
            there.close()
        made = dict(work(shares[0]))
        for _, here in children:
            made.update(_received(here))
        return made
    finally:
        for child, here in children:
            here.close()
            child.terminate()
            child.join()


def _do(share: Sequence[_Piece], work: Callable[[Sequence[_Piece]], Made], there: Connection) -> None:
    """Do a share, in a process of its own, which ends here whatever happens."""
    try:
        there.send(work(share))
        there.close()
    except BaseException:
        os._exit(1)
    os._exit(0)


def _received(here: Connection) -> Made:
    try:
        received: Made = here.recv()
    except (EOFError, OSError):
        return {}
    return received
