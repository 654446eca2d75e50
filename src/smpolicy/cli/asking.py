"""The commands that ask what holds: `evaluate`, `show`, `structures`, `diff`."""

from __future__ import annotations

import json
import sys
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Literal

import click

import smpolicy
from smpolicy.cli.facts import placed_problems, read_facts
from smpolicy.cli.loading import from_extra, library_with, nearest_structure, policy_of, resolved
from smpolicy.cli.options import as_of_option, day_that_counts, drafts_option, format_option, policies_option, read_day
from smpolicy.cli.streams import Refusal, print_notice, print_result, show_progress
from smpolicy.cli.writing import write_new_file
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.render.table import PAPERS, TEXTS

if TYPE_CHECKING:
    from smpolicy.documents.forms import OverlayForm
    from smpolicy.library import Library
    from smpolicy.meaning.norms import Instrument
    from smpolicy.render.issuance import Issuance


@click.command()
@click.argument("structure")
@click.argument("facts", metavar="FACTS.yaml|-")
@as_of_option
@drafts_option
@click.option("--assume-neutral", is_flag=True, help="Take conduct that nobody stated at its neutral value.")
@click.option("--full", is_flag=True, help="In text, tell also what was assumed, and all that holds whatever is done.")
@format_option("text", "json")
@policies_option
def evaluate(
    structure: str,
    facts: str,
    as_of: date | None,
    drafts: bool,
    assume_neutral: bool,
    full: bool,
    form: str,
    policies: str | None,
) -> None:
    """Decide how an activity stands, and say why.

    The facts are a YAML mapping of their dotted names, in a file or, for `-`, on standard input;
    what is not stated is unknown. Exits with 0 whatever the answer.
    """
    stated, places = read_facts(facts)
    policy = policy_of(structure, as_of=as_of, drafts=drafts, policies=policies)
    assume: Literal["none", "neutral"] = "neutral" if assume_neutral else "none"
    try:
        decision = policy.evaluate(stated, assume=assume)
    except ImpossibleFacts as error:
        raise Refusal(*placed_problems(error, places)) from error
    if form == "json":
        print_result(json.dumps(decision.to_json(), indent=2) + "\n")  # in ASCII, whatever the output's encoding
    else:
        print_result(f"{decision.text(full=full)}\n")


@click.command()
@click.argument("structure")
@as_of_option
@drafts_option
@click.option("--issuance", is_flag=True, help="Print one overlay as numbered text, ready to be signed.")
@click.option("--document", metavar="ID", help="With --issuance: which one, where the structure has several.")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(dict.fromkeys((*TEXTS, *PAPERS)))),
    help="[default: text; with --issuance: markdown]",
)
@click.option("--output", metavar="FILE", help="With --issuance: write it into this file.")
@click.option("--readback", is_flag=True, help="Tell beside each addition what the machine does with it.")
@policies_option
def show(
    structure: str,
    as_of: date | None,
    drafts: bool,
    issuance: bool,
    document: str | None,
    form: str | None,
    output: str | None,
    readback: bool,
    policies: str | None,
) -> None:
    """Show what holds for a structure on a day, in one consolidated text; or one document on paper.

    With --issuance, notices on stderr name words that still speak of a draft, and what `check` warns of: mend them
    before the paper is signed.
    """
    if issuance:
        if as_of or drafts or readback:
            raise Refusal(
                "--issuance prints one document as it stands, a draft too: leave out --as-of, --drafts and --readback"
            )
        _show_issuance(structure, document, form or "markdown", output, policies)
        return
    of_papers = (
        ("--document", document),
        ("--output", output),
        (f"--format {form}", form is not None and form not in TEXTS),
    )
    misplaced = [option for option, stated in of_papers if stated]
    if misplaced:
        raise Refusal(f"`{misplaced[0]}` goes with --issuance; add it")
    from smpolicy.render.policy import FORMATS

    policy = policy_of(structure, as_of=as_of, drafts=drafts, policies=policies)
    print_result(FORMATS[form or "text"](policy, readback=readback))


def _show_issuance(structure: str, asked: str | None, form: str, output: str | None, policies: str | None) -> None:
    """Print one overlay of a structure as a paper."""
    if form not in PAPERS:
        raise Refusal(f"--issuance is printed as {' or '.join(PAPERS)}, not as {form}")
    if output and not output.endswith(PAPERS[form]):
        ending = PAPERS[form]
        raise Refusal(f"`{output}`: the form {form} is written to a file whose name ends with `{ending}`")
    if form == "docx" and not output and sys.stdout.isatty():
        raise Refusal("a Word file cannot be shown on a terminal: name a file with --output, or use --format markdown")
    library = library_with(structure, policies)
    overlay, written = _overlay(library, structure, asked)
    with from_extra("docx", "the Word form needs python-docx", "docx"):
        render = import_module(f"smpolicy.render.issuance_{form}").render
    from smpolicy.render.issuance import issuance

    written_under = library.lowered.beside(overlay.span.path)[0]
    paper = issuance(written_under.instruments[overlay.id], written, written_under)
    content = render(paper)
    if output:
        write_new_file(output, content)
    elif form == "docx":
        click.echo(content, nl=False)
    else:
        print_result(content.decode())
    _print_what_to_mend(library, overlay, paper)


def _print_what_to_mend(library: Library, overlay: Instrument, paper: Issuance) -> None:
    """Name what somebody should look at before a draft is signed, and what `check` finds odd in any document."""
    for where, sentence in paper.sentences_about_a_draft() if overlay.draft else ():
        print_notice(f"notice: {where} speaks of a draft, mend it in the file before it is signed: {sentence}")
    for diagnostic in library.diagnostics:
        if diagnostic.path == overlay.span.path and diagnostic.severity == "warning":
            print_notice(f"notice: {diagnostic.place}: {diagnostic.name}: {diagnostic.message}")


def _overlay(library: Library, structure: str, asked: str | None) -> tuple[Instrument, OverlayForm]:
    """Return the overlay of a structure that was asked for; where there are several, one must be named.

    Refuses documents with errors, as `policy_of` does.
    """
    from smpolicy.documents.forms import OverlayForm

    called = library.governing_on(date.max).words.local_text
    asked_for = library.structures[structure]
    of_structure = {each.id: each for each in library.lowered.instruments.values() if each.structure == structure}
    if asked_for.unlisted and not of_structure:
        home = asked_for.parent
        raise Refusal(f"`{structure}` is a part of `{home}`, and stands in its {called}: write `{home}`")
    resolved(library, structure, as_of=date.max, drafts=True)  # only to be refused where there are errors
    if not of_structure:
        raise Refusal(f"`{structure}` has no draft and no {called}; `smpolicy new {structure}` begins one")
    chosen = [key for key in of_structure if asked in (None, key, key.removeprefix(f"{structure}/"))]
    if len(chosen) != 1:
        listed = f"there are {', '.join(f'`{key}`' for key in sorted(of_structure))}"
        if asked is not None:
            raise Refusal(f"`{structure}` has no document `{asked}`; {listed}")
        raise Refusal(f"`{structure}` has several documents: name one with --document; {listed}")
    forms = (each.form for each in library.corpus.documents)
    written = next(form for form in forms if isinstance(form, OverlayForm) and form.id == chosen[0])
    return of_structure[chosen[0]], written


@click.command()
@as_of_option
@policies_option
def structures(as_of: date | None, policies: str | None) -> None:
    """List the structures: the id to write, and the name borne on a day."""
    day = day_that_counts(as_of)
    structures = smpolicy.load(policies).structures
    width = max(map(len, structures), default=0)
    for name, structure in structures.items():
        closed = f" (closed {structure.closed})" if structure.closed and structure.closed <= day else ""
        print_result(f"{name:<{width}}  {structure.name_on(day).name}{closed}\n")


@click.command()
@click.argument("structure")
@click.argument("other", required=False)
@as_of_option
@click.option("--other-as-of", type=read_day, metavar="DAY", help="The day of the other. [default: the same day]")
@drafts_option
@click.option("--other-drafts", is_flag=True, help="Let drafts take part in the other, also without --drafts.")
@format_option("text", "json")
@policies_option
@click.option("--other-policies", metavar="DIR", help="The documents of the other. [default: the same documents]")
def diff(
    structure: str,
    other: str | None,
    as_of: date | None,
    other_as_of: date | None,
    drafts: bool,
    other_drafts: bool,
    form: str,
    policies: str | None,
    other_policies: str | None,
) -> None:
    """Compare two days, two structures, or two versions of the documents by meaning.

    What is compared with STRUCTURE is named by OTHER, --other-as-of, --other-policies or --other-drafts, or by several
    of these. It lists each change of an answer, with an activity that shows it and the norms by which it comes;
    that there is no other is proved. Exits with 0 whatever the difference.
    """
    if not (other or other_as_of or other_policies or other_drafts):
        raise Refusal(
            f"name what `{structure}` is to be compared with: another structure, --other-as-of, --other-policies "
            "or --other-drafts"
        )
    from smpolicy.policy.difference import compare

    library = library_with(structure, policies)
    others = library if other_policies is None else library_with(other or structure, other_policies)
    if other and other not in others.structures:
        raise Refusal(nearest_structure(other, others))
    day = day_that_counts(as_of)
    before = resolved(library, structure, as_of=day, drafts=drafts)
    after = resolved(others, other or structure, as_of=other_as_of or day, drafts=drafts or other_drafts)
    with show_progress() as progress:
        difference = compare(before, after, progress=progress)
    if form == "json":
        print_result(json.dumps(difference.to_json(), indent=2) + "\n")
    else:
        print_result(f"{difference.text()}\n")
