"""The options that several commands have, and how the words written after them are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import click

from smpolicy.cli.streams import print_notice

_Command = TypeVar("_Command", bound=Callable[..., object])


def policies_option(command: _Command) -> _Command:
    """Let a command be told where the documents are."""
    return click.option(
        "--policies",
        metavar="DIR",
        envvar="SMPOLICY_POLICIES",
        show_envvar=True,
        help="Use the documents of this folder; without a base of its own it stands on the packaged one.",
    )(command)


def as_of_option(command: _Command) -> _Command:
    """Let a command be told the day that counts; see `day_that_counts`."""
    return click.option(
        "--as-of",
        type=read_day,
        metavar="DAY",
        help="The day that counts, like 2026-03-31. [default: today]",
    )(command)


def drafts_option(command: _Command) -> _Command:
    """Let a command be told that drafts take part."""
    return click.option("--drafts", is_flag=True, help="Let drafts take part.")(command)


def format_option(*formats: str) -> Callable[[_Command], _Command]:
    """Let a command be told the output format; the first of those given is the default."""
    return click.option("--format", "form", type=click.Choice(formats), default=formats[0], show_default=True)


def read_day(written: str) -> date:
    """Return the day that is written as year, month and day; refuse all else."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            raise ValueError(written)
        return date.fromisoformat(written)
    except ValueError as error:
        message = f"`{written}` is no day: write year, month and day, like 2026-03-31"
        raise click.BadParameter(message) from error


def read_name(written: str) -> str:
    """Return a short name of a document; refuse what is none."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", written):
        message = f"`{written}` is no short name: write small letters, digits and hyphens, like ai-2026-03"
        raise click.BadParameter(message)
    return written


def read_words(written: str) -> str:
    """Return words that stand on one line; refuse none."""
    if not written.strip():
        raise click.BadParameter("write at least a word: what was signed has a number, and somebody signed it")
    if written.splitlines() != [written]:
        raise click.BadParameter("write it on one line")
    return written


def read_move(written: str) -> tuple[str, str]:
    """Return what a place is to become: `OLD=NEW`; refuse all else."""
    old, _, new = (each.strip() for each in written.partition("="))
    if not old or not new:
        raise click.BadParameter(f"`{written}` names no two places: write the old and the new one, like OLD=NEW")
    return old, new


def day_that_counts(as_of: date | None) -> date:
    """Return the day that counts; where it is today because nobody named one, say so."""
    if as_of is None:
        as_of = date.today()
        print_notice(f"notice: as of today, {as_of.isoformat()}; --as-of names another day")
    return as_of
