"""The command that serves editors: `lsp`."""

from __future__ import annotations

from pathlib import Path

import click

from smpolicy.cli.checking import cache_folder
from smpolicy.cli.loading import from_extra
from smpolicy.cli.options import policies_option
from smpolicy.foundations.errors import UnreadablePath


@click.command()
@policies_option
def lsp(policies: str | None) -> None:
    """Serve an editor over stdin and stdout, by the Language Server Protocol.

    It is told what is wrong while somebody types, what words mean, what can stand where, and what would mend it.
    Nothing is written but what is kept of a check: the editor makes the edits.
    """
    if policies is not None and not Path(policies).is_dir():
        raise UnreadablePath(path=policies, reason="there is no such folder")
    from smpolicy.checking.editors import Desk, serve_editor

    desk = Desk(policies=Path(policies).absolute() if policies else None, cache=cache_folder())
    with from_extra("pygls", "`smpolicy lsp` needs pygls", "lsp"):
        serve_editor(desk)
