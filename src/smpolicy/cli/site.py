"""The commands that make the site: `site build`, `site serve`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from smpolicy.cli.loading import from_extra
from smpolicy.cli.options import as_of_option, day_that_counts, drafts_option, policies_option
from smpolicy.cli.streams import print_result, show_progress
from smpolicy.foundations.errors import UnreadablePath


@click.group()
def site() -> None:
    """Make the site on which people read what holds where they work."""


@site.command()
@click.argument("folder", metavar="[DIR]", default="site")
@drafts_option
@as_of_option
@policies_option
def build(folder: str, drafts: bool, as_of: date | None, policies: str | None) -> None:
    """Write the site into a folder, `site` if none is named; it works from the file system too."""
    documents, day = _folder(policies), day_that_counts(as_of)
    with _site_module() as builder, show_progress() as progress:
        builder.build_site(Path(folder), policies=documents, drafts=drafts, as_of=day, progress=progress)
    print_result(f"{folder}\n")


@site.command()
@drafts_option
@as_of_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@policies_option
def serve(drafts: bool, as_of: date | None, port: int, policies: str | None) -> None:
    """Show the site on this machine."""
    documents, day = _folder(policies), day_that_counts(as_of)
    with _site_module() as builder:
        builder.serve_site(policies=documents, drafts=drafts, as_of=day, address=f"127.0.0.1:{port}")


@contextmanager
def _site_module() -> Iterator[Any]:
    """Give the module that makes the site."""
    with from_extra("mkdocs", "the site needs mkdocs", "site"):
        yield import_module("smpolicy.site.build")


def _folder(policies: str | None) -> Path | None:
    """Return the folder of documents; refuse one that is not there before anything is written."""
    if policies and not Path(policies).is_dir():
        raise UnreadablePath(path=policies, reason="there is no such folder")
    return Path(policies) if policies else None
