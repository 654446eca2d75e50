"""The command that gives a policy out for others to decide by: `export`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from smpolicy.cli.loading import policy_of
from smpolicy.cli.options import as_of_option, drafts_option, policies_option
from smpolicy.cli.streams import print_notice, print_result
from smpolicy.cli.writing import write_new_file

if TYPE_CHECKING:
    from smpolicy.policy import Policy

#: What a policy can be given out as, by the word that asks for it.
_EXPORTS: Final[Mapping[str, Callable[[Policy], Mapping[str, Any]]]] = {
    "program": lambda policy: policy.compile().to_json(),
    "words": lambda policy: policy.program_words(),
    "page": lambda policy: policy.page_model(),
}


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(tuple(_EXPORTS)))
@click.argument("structure")
@as_of_option
@drafts_option
@click.option("--output", metavar="FILE", help="Write it into this file, which must not be there yet.")
@policies_option
def export(
    form: str, structure: str, as_of: date | None, drafts: bool, output: str | None, policies: str | None
) -> None:
    """Print what holds for a structure on a day as one document, by which others decide as `evaluate` does.

    FORMAT is `program`, which decides without the documents; `words`, the words for what a program says in ids; or
    `page`, by which a page in a browser decides. A policy by which a page could not decide is refused.
    """
    from smpolicy.deciding.compiled.writing import canonical

    policy = policy_of(structure, as_of=as_of, drafts=drafts, policies=policies)
    text = canonical(_EXPORTS[form](policy)) + "\n"
    if form == "program" and policy.compile().method == "search":
        print_notice(
            "notice: it is beyond the limits of what is compiled: a program decides the same, and takes longer"
        )
    if output:
        write_new_file(output, text.encode())
    else:
        print_result(text)
