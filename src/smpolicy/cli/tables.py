"""The command that decides tables of scenarios: `evaluate-table`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import IO

import click

from smpolicy.cli.loading import policy_of
from smpolicy.cli.options import as_of_option, drafts_option, policies_option
from smpolicy.cli.streams import Refusal, print_result, show_progress


@click.command("evaluate-table")
@click.argument("structure")
@click.argument("table", metavar="TABLE|-")
@click.option("--key", required=True, metavar="COLUMN", help="The column that tells rows apart.")
@click.option("--output", metavar="FILE", help="Write what is found into this file, which must not be there yet.")
@as_of_option
@drafts_option
@click.option("--assume-neutral", is_flag=True, help="Take conduct that nobody stated at its neutral value.")
@policies_option
def evaluate_table(
    structure: str,
    table: str,
    key: str,
    output: str | None,
    as_of: date | None,
    drafts: bool,
    assume_neutral: bool,
    policies: str | None,
) -> None:
    """Decide each row of a table of scenarios as `evaluate` does: trials, mutants, the impact of a change.

    It is never for judging what people posted: a table has no context, and nobody in it was asked.

    Each column is called as a fact is; what is null is unknown. A file is Parquet where its name ends with `.parquet`,
    and Arrow's otherwise; standard input and output have Arrow's stream. Files may be larger than memory.
    """
    from smpolicy.columns import decide_file

    if output is None and sys.stdout.isatty():
        raise Refusal("a table cannot be shown on a terminal: name a file with --output")
    if output is not None and os.path.lexists(output):
        raise Refusal(f"`{output}` is there already, and is not overwritten; name another file")
    policy = policy_of(structure, as_of=as_of, drafts=drafts, policies=policies)
    if output is not None:
        Path(output).parent.mkdir(parents=True, exist_ok=True)
    piped = sys.stdin.buffer if sys.stdin else BytesIO()  # nothing comes where it was closed
    source: str | IO[bytes] = piped if table == "-" else table
    with suppress(BrokenPipeError), show_progress() as progress:  # where nobody reads on, there is no more to do
        decide_file(
            policy,
            source,
            output or sys.stdout.buffer,
            key=key,
            assume="neutral" if assume_neutral else "none",
            progress=progress and (lambda done, rows: progress(_so_far(done, rows))),
        )
    if output is not None:
        print_result(f"{output}\n")


def _so_far(done: int, rows: int | None) -> str:
    return f"{done:,} rows decided" if rows is None else f"{done:,} of {rows:,} rows decided"
