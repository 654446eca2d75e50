"""The program: `smpolicy`, or `python -m smpolicy`.

Ctrl-C ends it at any moment, also while the rest of it is being imported: in one line, with exit code 130.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType

#: The exit code of whatever somebody ends with Ctrl-C, as shells know it.
_INTERRUPTED = 130


def program() -> NoReturn:
    """Run the command line."""
    usual = sys.unraisablehook

    def unraised(lost: sys.UnraisableHookArgs) -> None:
        """Hear a Ctrl-C again that came where nothing can be raised; all else is told as usual."""
        if isinstance(lost.exc_value, KeyboardInterrupt):
            sys.setprofile(again)
        else:
            usual(lost)

    def again(frame: FrameType, _event: str, _said: object) -> None:
        """Raise it in whatever is done next."""
        if frame.f_code is not unraised.__code__:
            sys.setprofile(None)
            raise KeyboardInterrupt

    sys.unraisablehook = unraised
    try:
        from smpolicy.cli.main import main as run

        code = run()
    except KeyboardInterrupt:
        _end_at_once_if_asked_again()
        if sys.stderr is not None:
            sys.stderr.write("error: interrupted\n")
        code = _INTERRUPTED
    _end_at_once_if_asked_again()
    sys.exit(code)


def _end_at_once_if_asked_again() -> None:
    """From here on only what is over anyway can be interrupted: nobody is told of it."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        os._exit(_INTERRUPTED)

    signal.signal(signal.SIGINT, end)


if __name__ == "__main__":
    program()
