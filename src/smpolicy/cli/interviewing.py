"""The command `ask`: an interview of a person, screen by screen, that can be left and gone on with."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from smpolicy.cli.facts import read_content
from smpolicy.cli.loading import library_with, policy_of
from smpolicy.cli.options import as_of_option, drafts_option, format_option, policies_option
from smpolicy.cli.streams import Refusal, print_notice, print_result
from smpolicy.foundations.errors import ImpossibleFacts

if TYPE_CHECKING:
    from smpolicy.cli.prompts import Asker
    from smpolicy.policy.interview import Interview

#: The exit code of whatever somebody ends with Ctrl-C, as shells know it.
_INTERRUPTED: Final = 130
#: What the extra `ask` brings.
_OF_THE_EXTRA: Final = ("questionary", "prompt_toolkit")


@click.command()
@click.argument("structure")
@as_of_option
@drafts_option
@click.option("--answers", metavar="FILE", help="Go on with what was answered before, as --save kept it.")
@click.option("--save", metavar="FILE", help="Keep what is answered in this file, screen by screen.")
@click.option(
    "--full",
    is_flag=True,
    help="Tell also what was assumed, what was left to judge, and all that holds whatever is done.",
)
@format_option("text", "json")
@policies_option
def ask(
    structure: str,
    as_of: date | None,
    drafts: bool,
    answers: str | None,
    save: str | None,
    full: bool,
    form: str,
    policies: str | None,
) -> None:
    """Ask a person about an activity, and say how it stands.

    On a terminal one replies with arrow keys and tick boxes; elsewhere the questions are plain text on stderr, and each
    reply is a line of stdin. Exits with 0 whatever the answer.
    """
    if save and save != answers and Path(save).exists():
        raise Refusal(f"`{save}` is there already; go on with it by `--answers {save} --save {save}`, or name another")
    if answers:
        interview = _resumed(answers, structure, as_of=as_of, drafts=drafts, policies=policies)
    else:
        interview = _begun(structure, as_of=as_of, drafts=drafts, policies=policies)
    try:
        interview = _asked(interview, lambda there: _keep(there, save))
    except (KeyboardInterrupt, EOFError) as error:
        print_notice("")
        print_notice(f"notice: left before the end; {_how_to_go_on(structure, save, policies)}")
        raise click.exceptions.Exit(_INTERRUPTED) from error
    if form == "json":
        print_result(json.dumps(interview.decision.to_json(), indent=2) + "\n")
    else:
        print_result(f"{_told(interview, full=full)}\n")


def _begun(structure: str, *, as_of: date | None, drafts: bool, policies: str | None) -> Interview:
    """Begin an interview."""
    from smpolicy.policy.interview import Interview

    return Interview.begun(policy_of(structure, as_of=as_of, drafts=drafts, policies=policies))


def _resumed(answers: str, structure: str, *, as_of: date | None, drafts: bool, policies: str | None) -> Interview:
    """Go on with an interview that was kept; refuse one about another structure, day or drafts than were named."""
    content, name = read_content(answers)
    try:
        kept = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refusal(f"{name}: this is no JSON, as --save writes it") from error
    interview = library_with(structure, policies).resume(kept)
    policy = interview.policy
    if policy.structure.id != structure:
        raise Refusal(f"{name}: what was answered there is about `{policy.structure.id}`")
    if as_of not in (None, policy.as_of):
        raise Refusal(f"{name}: what was answered there is about {policy.as_of}; leave out --as-of")
    if drafts and not policy.drafts:
        raise Refusal(f"{name}: what was answered there is about no drafts; leave out --drafts")
    return interview


def _asked(interview: Interview, keep: Callable[[Interview], None]) -> Interview:
    """Put screen after screen, and return the interview at its end."""
    from smpolicy.cli.screens import present

    asker = None if interview.screen is None else _asker()
    keep(interview)
    while interview.screen is not None and asker is not None:
        replies = present(interview.screen, asker)
        try:
            interview = interview.back() if replies is None else interview.answered(replies)
        except ImpossibleFacts as error:
            asker.object_to(f"that cannot be: {error}")
        keep(interview)
    if asker is not None:
        print_notice("")
    return interview


def _asker() -> Asker:
    """Return the way in which whoever is there can be asked."""
    from smpolicy.cli.plain import Plain

    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()) or os.environ.get("TERM") == "dumb":
        return Plain()
    try:
        from smpolicy.cli.terminal import Terminal
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _OF_THE_EXTRA:
            raise
        print_notice("notice: with `pip install 'smpolicy[ask]'` one replies with arrow keys and tick boxes")
        return Plain()
    return Terminal()


def _keep(interview: Interview, save: str | None) -> None:
    """Write what was answered so far."""
    if save:
        from smpolicy.authoring.rewriting import write_over

        write_over(Path(save), f"{json.dumps(interview.to_json(), indent=2)}\n".encode())


def _how_to_go_on(structure: str, save: str | None, policies: str | None) -> str:
    if save:
        words = ["smpolicy", "ask", structure, "--answers", save, "--save", save]
        return f"go on with `{shlex.join([*words, *(('--policies', policies) if policies else ())])}`"
    return "nothing was kept; with --save FILE one can go on later"


def _told(interview: Interview, *, full: bool) -> str:
    """Return the decision in words, and what was left to the person's own judgement."""
    text = interview.decision.text(full=full)
    left = interview.left_to_judge
    if not left or not interview.policy.in_force:
        return text
    if not full:
        counted = f"{len(left)} {'is a judgement' if len(left) == 1 else 'are judgements'}"
        return f"{text}\n\nOf what you did not tick, {counted} that only you can make (--full lists them)."
    words = (each for fact in left for each in ([said for _, said in fact.ticks] or [fact.question]))
    return "\n".join((text, "", "What you did not tick, and only you can judge:", *(f"- {each}" for each in words)))
