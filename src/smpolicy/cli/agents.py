"""The command that serves language-model agents: `mcp`."""

from __future__ import annotations

import click

import smpolicy
from smpolicy.cli.loading import from_extra
from smpolicy.cli.options import policies_option


@click.command()
@policies_option
def mcp(policies: str | None) -> None:
    """Serve a language-model agent over stdin and stdout, by the Model Context Protocol.

    Its tools give structures, the text with citations, duties, an interview, and how an activity stands: always in
    words, with what they rest on and the notices. They change nothing, and keep nothing of a person.
    """
    from smpolicy.agents import serve

    library = smpolicy.load(policies)
    with from_extra("mcp", "`smpolicy mcp` needs mcp", "mcp"):
        serve(library)
