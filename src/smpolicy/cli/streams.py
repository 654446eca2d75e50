"""What is printed, and where: results on stdout; notices, refusals and progress on stderr."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, TextIO

import click

from smpolicy.foundations.source import visible

if TYPE_CHECKING:
    from smpolicy.foundations.diagnostics import Diagnostic
    from smpolicy.foundations.source import Source


class Refusal(click.ClickException):
    """Something was asked that cannot be: each reason on a line of its own, and exit code 2."""

    exit_code = 2

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002  (click's own word)
        """Print the reasons on stderr."""
        for reason in self.reasons:
            print_notice(f"error: {' '.join(reason.split())}")


def print_in_any_encoding() -> None:
    """Let a terminal or pipe that lacks a character show its code, rather than let the program fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_notice(line: str) -> None:
    """Print a notice on stderr; what it quotes must not act on the terminal."""
    click.echo(visible(line), file=sys.stderr)


def print_faults(faults: Sequence[Diagnostic], sources: Mapping[str, Source], files: int) -> None:
    """Print on stderr what keeps a command from its answer, as `check` would."""
    from smpolicy.render import full

    click.echo(full.render(faults, sources, files), nl=False, file=sys.stderr)


def print_result(text: str) -> None:
    """Print on stdout what was asked for, as it is."""
    # The stream is named since `click`, left to itself, writes UTF-8 where the stream says that it is ASCII.
    click.echo(text, nl=False, file=sys.stdout)


@contextmanager
def show_progress() -> Iterator[Callable[[str], None] | None]:
    """Show on a terminal what is being read, on one line of stderr that is wiped in the end.

    A dumb terminal cannot wipe a line, and is shown nothing.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    try:
        yield lambda name: click.echo(f"\r\x1b[K{_shortened(name)}", nl=False, err=True)
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def _shortened(name: str) -> str:
    return visible(name if len(name) <= 76 else f"...{name[-73:]}")


class _Unheard(io.TextIOWrapper):
    """A stream that may lose its reader: the rest is then said to nobody, and the command goes on to its own end.

    Who reads but the first line of a report has read enough, and the exit code is the one that the command has.
    """

    #: What tells that nobody reads any longer.
    gone: type[OSError] = BrokenPipeError

    def write(self, text: str) -> int:
        """Write, as long as somebody reads."""
        try:
            return super().write(text)
        except self.gone:
            self._leave()
            return len(text)

    def flush(self) -> None:
        """Hand on what was written, as long as somebody reads."""
        try:
            super().flush()
        except self.gone:
            self._leave()

    def _leave(self) -> None:
        """Let what is still to be said, and what waits in buffers, go nowhere."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


class _UnheardNotices(_Unheard):
    """As above; that notices cannot be written, for whatever reason, is none to fail."""

    gone = OSError


def outlive_readers() -> None:
    """Let the process go on where nobody reads its stdout or stderr, from the start or later."""
    sys.stdout, sys.stderr = _unheard(sys.stdout, _Unheard), _unheard(sys.stderr, _UnheardNotices)


def _unheard(stream: TextIO | None, kind: type[_Unheard]) -> TextIO:
    """Return a stream of the process as one that may be closed, from the start or later."""
    if stream is None:  # closed from the start: to write would be to write into the next file that is opened
        return open(os.devnull, "w", encoding="utf-8")
    if type(stream) is not io.TextIOWrapper:
        return stream
    encoding, errors, lines, at_once = stream.encoding, stream.errors, stream.line_buffering, stream.write_through
    return kind(stream.detach(), encoding=encoding, errors=errors, line_buffering=lines, write_through=at_once)
