"""The commands that write overlays: `new` begins one, `pin`, `rebase` and `adopt` change one in place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

import smpolicy
from smpolicy.cli.loading import library_with
from smpolicy.cli.options import format_option, policies_option, read_day, read_move, read_name, read_words
from smpolicy.cli.streams import Refusal, print_faults, print_notice, print_result

if TYPE_CHECKING:
    from smpolicy.authoring.adoption import Adopted
    from smpolicy.authoring.beginning import Begun
    from smpolicy.authoring.pinning import Pinned


def _read_origin(written: str) -> date | Path:
    """Return what an overlay comes from: what is written as a day is one, and all else is a file."""
    return read_day(written) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written) else Path(written)


@click.command()
@click.argument("structure")
@click.option(
    "--id", "name", type=read_name, default="draft", show_default=True, metavar="NAME", help="Its short name."
)
@click.option(
    "--from",
    "origins",
    type=_read_origin,
    multiple=True,
    metavar="DAY|FILE",
    help="The first day it shall hold, and a paper to make it of, in Word, Markdown or plain text. [default: next "
    "1 January, and no paper]",
)
@click.option("--output", metavar="FILE", help="Write it into this file, which must not be there yet.")
@policies_option
def new(structure: str, name: str, origins: tuple[date | Path, ...], output: str | None, policies: str | None) -> None:
    """Print the beginning of an overlay for a structure: a draft, with words that say what to write where.

    Of a paper it is the skeleton: its sentences as norms, its headings and numbers, and what is still to be said.
    """
    from smpolicy.authoring.beginning import begin

    days = [each for each in origins if isinstance(each, date)]
    papers = [each for each in origins if isinstance(each, Path)]
    if len(days) > 1 or len(papers) > 1:
        raise Refusal("--from names one day, and one paper: leave out the others")
    library = library_with(structure, policies)
    full_id = f"{structure}/{name}"
    if full_id in library.lowered.instruments:
        raise Refusal(f"there is a document `{full_id}` already; give this one another name with --id")
    first = days[0] if days else date(date.today().year + 1, 1, 1)
    holding = library.resolve(structure, as_of=first, drafts=True).resolution.instruments
    begun = begin(
        library.structures[structure],
        name=name,
        day=first,
        base=library.governing_on(first),
        overlays=[each for each in holding if each.structure],
    )
    text, notices = _of_paper(papers[0], begun) if papers else (begun.text(), ())
    if not days:
        print_notice(f"notice: to hold from {first}; --from names another day")
    if not library.structures[structure].exists_on(first):
        print_notice(f"notice: `{structure}` does not exist on {first}, as far as the registry knows")
    if output:
        write_new_file(output, text.encode())
    else:
        print_result(text)
    for each in notices:
        print_notice(f"notice: {each}")


def _of_paper(path: Path, begun: Begun) -> tuple[str, tuple[str, ...]]:
    """Return the skeleton of an overlay that says what a paper says, and what is to be known of it."""
    from smpolicy.authoring.reading_papers import read_paper
    from smpolicy.authoring.skeleton import TooLong, skeleton

    try:
        made = skeleton(read_paper(path), begun)
    except TooLong as error:
        raise Refusal(f"`{path}` has more sentences than one document may hold; divide it") from error
    return made.text, made.notices


def write_new_file(output: str, content: bytes) -> None:
    """Write a file that is not there yet, with the folders above it, and name it."""
    from smpolicy.authoring.rewriting import write_new

    try:
        write_new(Path(output), content)
    except FileExistsError as error:
        raise Refusal(f"`{output}` is there already, and is not overwritten; name another file") from error
    print_result(f"{output}\n")


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@policies_option
def pin(files: tuple[str, ...], policies: str | None) -> None:
    """Write into overlays which text of the instrument above they were written against: the present one.

    Nothing else in a file is changed. Where one file cannot be pinned or written, none is changed.
    """
    from smpolicy.authoring import pinning

    with _nothing_written():
        pinned = pinning.pin(map(Path, files), smpolicy.load(policies))
    for pin in pinned:
        text = f"{pin.now.id}, version {pin.now.version}, {pin.now.digest}"
        state = "pinned to" if pin.changed else "unchanged, pinned already to"
        print_result(f"{pin.file.source.path}: {state} {text}\n")
        if pin.before and pin.outdated:
            was = f"{pin.before.id}, version {pin.before.version}, {pin.before.digest}"
            print_notice(f"notice: {pin.file.source.path} was pinned to {was}: {_to_read_again(pin)}")
        for anchor in pin.nowhere:
            print_notice(f"notice: {pin.file.source.path} cites `{anchor}`, which is not there, so it is not pinned")


def _to_read_again(pin: Pinned) -> str:
    """Say what of an overlay is to be read again, since it was pinned to another text."""
    if pin.reworded:
        return f"read again what stands under words that have changed: {', '.join(pin.reworded)}"
    if pin.same_words:
        return "the words are the same; see what `check --readback` says of its norms"
    if pin.told_apart:
        return "the words of all that it cites are the same; see what `check --readback` says of its norms"
    return "read its norms again beside the present text"


@click.command()
@click.argument("file")
@click.option("--to", "version", required=True, metavar="VERSION", help="The version to go to, or the id of its file.")
@click.option("--base", metavar="FILE", help="The text that it was written under, where the documents hold it no more.")
@click.option(
    "--move", "moves", multiple=True, type=read_move, metavar="OLD=NEW", help="What a place is to become: your choice."
)
@click.option("--diff", "only_diff", is_flag=True, help="Print only the change of the file.")
@click.option("--apply", "applying", is_flag=True, help="Write the change: what is mechanical, and what was chosen.")
@format_option("text", "json")
@policies_option
def rebase(
    file: str,
    version: str,
    base: str | None,
    moves: tuple[tuple[str, str], ...],
    only_diff: bool,
    applying: bool,
    form: str,
    policies: str | None,
) -> None:
    """Say what becomes of an overlay under another version of the text above it, and carry over what is mechanical.

    Of each place that it cites: unchanged, moved, reworded, split, merged, gone; and which answers change, each with an
    activity that shows it. Written is only what nobody has to decide: places that moved in the same words, and the pin.
    """
    from smpolicy.authoring.rebasing import rebased
    from smpolicy.authoring.rewriting import open_overlay
    from smpolicy.render.rebase import patch_text, plain_rebase, rebase_text

    library = smpolicy.load(policies)
    with _nothing_written():
        done = rebased(
            open_overlay(Path(file)), version, library, base=Path(base) if base else None, chosen=dict(moves)
        )
    applied = False
    if applying and not done.rebase.hindrances:
        applied = done.apply()
    if only_diff:
        print_result(patch_text(done.rebase))
    elif form == "json":
        print_result(json.dumps(plain_rebase(done.rebase, applied=applied), indent=2) + "\n")
    else:
        print_result(f"{rebase_text(done.rebase)}\n")
    if applying:
        done.apply() if done.rebase.hindrances else None
        state = "written" if applied else "unchanged"
        print_notice(f"notice: {file}: {state}")
    elif only_diff and done.rebase.hindrances:
        raise Refusal(f"`{file}`: no change can be proposed yet: {'; '.join(done.rebase.hindrances)}")


@click.command()
@click.argument("file")
@click.option(
    "--number",
    required=True,
    type=read_words,
    metavar="TEXT",
    help="How it names itself: Order 2026/03.",
)
@click.option(
    "--signed-by", required=True, type=read_words, metavar="OFFICE", help="The office that signed: head-of-office."
)
@click.option("--issued", required=True, type=read_day, metavar="DAY", help="The day on which it was signed.")
@click.option("--from", "day", type=read_day, metavar="DAY", help="The first day it holds. [default: the day issued]")
@click.option("--signed-text", required=True, metavar="PATH", help="The signed text, whose digest is written down.")
@click.option("--id", "name", type=read_name, metavar="NAME", help="A new short name in place of the draft's.")
@policies_option
def adopt(
    file: str,
    number: str,
    signed_by: str,
    issued: date,
    day: date | None,
    signed_text: str,
    name: str | None,
    policies: str | None,
) -> None:
    """Turn the file of a draft into that of the text which was signed.

    Only the keys that say so are changed; the result is checked, among all other documents, before it is written.
    """
    from smpolicy.authoring import adoption
    from smpolicy.authoring.rewriting import open_overlay

    library = smpolicy.load(policies)
    with _nothing_written():
        opened = open_overlay(Path(file))
        signed = adoption.digest_of_signed(Path(signed_text), opened, library)
        signing = adoption.Signing(
            number=number, signed_by=signed_by, issued=issued, effective=day or issued, digest=signed
        )
        adopted = adoption.adopt(opened, signing, library, name=name)
    _print_adoption(adopted, file)


def _print_adoption(adopted: Adopted, file: str) -> None:
    """Say from when the issuance holds, and name what somebody should still look at."""
    now, before = adopted.now, adopted.before
    first = now.dates.effective.from_
    holds = f"is in force from {first}" if adopted.in_force else f"holds from {first} by its own words alone"
    print_result(f"{file}: {now.id} {holds}\n")
    if adopted.retroactive:
        days = "{} to {}".format(*adopted.retroactive)
        print_notice(
            f"notice: it reaches back over the days from {days}, before it was issued: nobody could know of it then"
        )
    if before.dates.effective.from_ not in (None, now.dates.effective.from_):
        print_notice(f"notice: the draft was to hold from {before.dates.effective.from_}")
    if now.id != before.id:
        print_notice(f"notice: it was called {before.id}: rename the file to `{now.id.partition('/')[2]}.yaml`")
        records = [each.of for each in adopted.placed.library.lowered.reviews if each.of.startswith(f"{before.id}#")]
        if records:
            listed = ", ".join(f"`{each}`" for each in dict.fromkeys(records))
            print_notice(
                f"notice: reviews are recorded under the old name, and count for nothing now: {listed}; "
                "without --id they go on, and with it the sheets are to be read again"
            )
    for line, words in adopted.lines_about_a_draft():
        print_notice(f"notice: {file}:{line} still speaks of a draft, mend it by hand: {words}")
    if adopted.placed.findings:
        print_faults(adopted.placed.findings, adopted.placed.library.corpus.sources, 1)


@contextmanager
def _nothing_written() -> Iterator[None]:
    """Where documents have errors, show them in their texts, and say that nothing was written."""
    from smpolicy.authoring.rewriting import InvalidOverlay

    try:
        yield
    except InvalidOverlay as error:
        print_faults(error.diagnostics, error.sources, len({each.path for each in error.diagnostics}))
        raise Refusal("the documents have errors, or would have them; nothing was written") from error
