"""The command for reviewers: sheets of how norms are read, records of who reviewed them, and what is due again."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

import smpolicy
from smpolicy.cli.loading import from_extra, nearest_structure
from smpolicy.cli.options import as_of_option, day_that_counts, policies_option, read_day, read_words
from smpolicy.cli.streams import Refusal, print_result
from smpolicy.cli.writing import write_new_file
from smpolicy.render.table import PAPERS

if TYPE_CHECKING:
    from smpolicy.documents.forms import NormForm
    from smpolicy.library import Library
    from smpolicy.meaning.norms import Instrument
    from smpolicy.meaning.vocabulary import Fact
    from smpolicy.render.sheets import Sheet

#: How an activity stands to a norm, as a sheet says it.
_EXPECTED: Final = {
    "broken": "the norm is broken",
    "met": "the norm is met",
    "exception": "the exception holds",
    "outside": "the norm does not apply",
}
#: A digest is told by this many of its figures at least, as a sheet prints it.
_ENOUGH = 12


@click.command()
@click.argument("name", metavar="STRUCTURE|DOCUMENT")
@click.option("--norm", "keys", metavar="KEY", multiple=True, help="Of this norm, or open question, alone.")
@click.option("--format", "form", type=click.Choice(tuple(PAPERS)), help="[default: markdown]")
@click.option("--output", metavar="FILE", help="Write it into this file; only records are added to one that is there.")
@click.option("--due", is_flag=True, help="List what nobody has reviewed, and what is due again.")
@click.option("--signed", multiple=True, metavar="NORM=DIGEST", help="Record what a signed sheet says was read.")
@click.option("--by", type=read_words, metavar="OFFICE", help="With --signed: who signed it.")
@click.option("--on", "day", type=read_day, metavar="DAY", help="With --signed: the day on which it was signed.")
@click.option("--finds", type=click.Choice(("right", "wrong")), help="With --signed: what was found of the reading.")
@click.option("--why", type=read_words, metavar="TEXT", help="With --signed: the reason.")
@as_of_option
@policies_option
def review(
    name: str,
    keys: tuple[str, ...],
    form: str | None,
    output: str | None,
    due: bool,
    signed: tuple[str, ...],
    by: str | None,
    day: date | None,
    finds: str | None,
    why: str | None,
    as_of: date | None,
    policies: str | None,
) -> None:
    """Print sheets of a structure's documents, or of one document, for somebody to read and sign.

    Each norm of an overlay has a sheet, each provision of the base with what is read off it, and each open question.
    With --signed, what a signed sheet says is written down as a document of records. With --due, it is said what is
    still to be reviewed. Nothing is ever signed by this command itself.
    """
    library = smpolicy.load(policies)
    instruments = _asked_for(name, library)
    if signed:
        if by is None or day is None or finds is None:
            raise Refusal("--signed records what somebody else signed: say --by, --on and --finds too")
        if due or keys or form or as_of:
            raise Refusal("--signed goes with --by, --on, --finds, --why and --output alone")
        _write_records(_records(signed, instruments, library, (by, day, finds, why)), output)
    elif by or day or finds or why:
        raise Refusal("--by, --on, --finds and --why go with --signed; add it, with what a sheet says was read")
    elif due:
        if form:
            raise Refusal("--due prints a list: leave out --format")
        _write(_due(_named(instruments, keys, library), library, day_that_counts(as_of)), output)
    elif as_of:
        raise Refusal("--as-of goes with --due; sheets are of the documents as they are")
    else:
        _sheets(name, instruments, keys, library, form or "markdown", output)


def _asked_for(name: str, library: Library) -> list[Instrument]:
    """Return the instruments that are asked for: those of a structure, or one by its id or its file."""
    known = library.lowered.instruments
    of_file = [each for each in known.values() if each.span.path == name]
    if name in known or of_file:
        return of_file or [known[name]]
    if name not in library.structures:
        raise Refusal(f"{nearest_structure(name, library)}; nor is it the id of a document")
    of_structure = [each for each in known.values() if each.structure == name]
    if not of_structure:
        base = library.governing_on(date.max).id
        raise Refusal(f"`{name}` has no document of its own; name the base, such as `{base}`")
    return of_structure


def _named(instruments: list[Instrument], keys: tuple[str, ...], library: Library) -> list[str]:
    """Return the ids of the norms and open questions that are asked for; each key must name some."""
    paths = {each.span.path for each in instruments}
    questions = library.lowered.vocabulary.questions
    asked = (name for name, each in questions.items() if each.span is not None and each.span.path in paths)
    names = [*(norm.id for each in instruments for norm in each.norms), *asked]
    for key in keys:
        if not any(_is_called(name, key) for name in names):
            raise Refusal(f"`{key}` is no norm of {', '.join(f'`{each.id}`' for each in instruments)}")
    return [name for name in names if not keys or any(_is_called(name, key) for key in keys)]


def _is_called(name: str, key: str) -> bool:
    return key in (name, name.partition("#")[2], name.partition(":")[2])


def _sheets(
    name: str, instruments: list[Instrument], keys: tuple[str, ...], library: Library, form: str, output: str | None
) -> None:
    """Print the sheets in one of the forms of a paper."""
    if output and not output.endswith(PAPERS[form]):
        raise Refusal(f"`{output}`: the form {form} is written to a file whose name ends with `{PAPERS[form]}`")
    if form == "docx" and not output and sys.stdout.isatty():
        raise Refusal("a Word file cannot be shown on a terminal: name a file with --output, or use --format markdown")
    from smpolicy.render.sheets import sheets_markdown

    made = list(_made(instruments, set(_named(instruments, keys, library)) if keys else set(), library))
    title = f"Sheets for review: {name}"
    if form == "markdown":
        _write(sheets_markdown(title, made), output)
        return
    with from_extra("docx", "the Word form needs python-docx", "docx"):
        from smpolicy.render.issuance_docx import render_sheets

        content = render_sheets(title, made)
    if output:
        write_new_file(output, content)
    else:
        click.echo(content, nl=False)


def _made(instruments: list[Instrument], wanted: set[str], library: Library) -> Iterator[Sheet]:
    """Yield the sheets of what is wanted, or of everything: of the base by its provisions."""
    from smpolicy.render.sheets import sheets, sheets_by_provision

    for instrument in instruments:
        found = [each for each in library.about([instrument.span.path]) if each.path == instrument.span.path]
        given = dict(_examples(instrument, library))
        made = sheets if wanted or instrument.structure is not None else sheets_by_provision
        for each in made(instrument, library.lowered, found, given):
            if not wanted or wanted & {name for name, _ in each.read}:
                yield each


def _examples(instrument: Instrument, library: Library) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the examples of each norm, a line each: what is given, in the words of its questions, and what it is."""
    from smpolicy.documents.forms import InstrumentForm, OverlayForm

    forms = [each.form for each in library.corpus.documents if each.path == instrument.span.path]
    facts = library.lowered.vocabulary.facts
    for form in forms:
        if isinstance(form, InstrumentForm | OverlayForm):
            written: dict[tuple[str | int, ...], NormForm] = {("norms", key): norm for key, norm in form.norms.items()}
            for name, part in form.structures.items() if isinstance(form, OverlayForm) else ():
                written |= {("structures", name, "norms", key): norm for key, norm in part.norms.items()}
            for norm in instrument.norms:
                if norm.at in written:
                    yield (
                        norm.id,
                        tuple(
                            "; ".join(_answered(fact, value, facts) for fact, value in each.given.items())
                            + f": {_EXPECTED[each.expect]}"
                            for each in written[norm.at].examples
                        ),
                    )


def _answered(name: str, value: object, facts: Mapping[str, Fact]) -> str:
    """Say what an example states of a fact, in the words of its question and of the answer."""
    if name not in facts:
        return f"{name} {json.dumps(value, default=str)}"
    read = facts[name].domain.read(value)
    said = facts[name].domain.label(read) if read is not None else json.dumps(value, default=str)
    return f"“{facts[name].question}” {'not sure' if value == 'not_sure' else said}"


def _due(names: list[str], library: Library, day: date) -> str:
    """Say of each norm and open question that is not reviewed why it is not, and how many norms are."""
    from smpolicy.conflicts.reviewed import record_standing, reviewed_among

    lowered = library.lowered
    said = reviewed_among(names, lowered, day)
    coming = {each.of for each in lowered.reviews if record_standing(each, lowered, day) == "to-come"}
    lines = []
    for name in names:
        if name not in said.right:
            why = "found wrong" if name in said.wrong else "due again" if name in said.due else "unreviewed"
            later = ", but for a record of a day to come" if name in coming else ""
            lines.append(f"{name}: {why}{later}\n")
    questions = [name for name in names if name in lowered.vocabulary.questions]
    norms = reviewed_among((name for name in names if name not in questions), lowered, day)
    lines.append(f"reviewed: {norms}\n")
    if questions:
        right = sum(name in said.right for name in questions)
        lines.append(f"open questions whose readings are reviewed: {right} of {len(questions)}\n")
    return "".join(lines)


def _records(
    signed: tuple[str, ...], instruments: list[Instrument], library: Library, what: tuple[str, date, str, str | None]
) -> str:
    """Return records as a document lists them; each must name what a sheet printed, and that must be as it is now."""
    from smpolicy.authoring.beginning import scalar
    from smpolicy.conflicts.reviewed import digest_now, without_norms

    by, day, finds, why = what
    bare = without_norms(library.lowered)
    known = {*_named(instruments, (), library)}
    known |= {each.id for instrument in instruments for each in instrument.provisions if each.id in bare}
    lines: list[str] = []
    seen: set[str] = set()
    for each in signed:
        name, _, read = each.rpartition("=")
        if name not in known or name in seen:
            wrong = "named twice" if name in seen else "no norm here"
            raise Refusal(f"`{name or each}` is {wrong}; write what the sheet says was read")
        seen.add(name)
        now = digest_now(name, library.lowered) or ""
        if not re.fullmatch(rf"[0-9a-f]{{{_ENOUGH},64}}", read):
            raise Refusal(f"`{each}` is not what a sheet says was read: a norm, `=`, and {_ENOUGH} figures or more")
        if not now.removeprefix("sha256:").startswith(read):
            raise Refusal(f"`{name}` is not any more what was read on that sheet; print it, and let it be read again")
        lines.append(f"  - of: {scalar(name)}")
        lines.append(f"    by: {scalar(by)}")
        lines.append(f"    date: {day.isoformat()}")
        lines.append(f'    digest: "{now}"')
        lines.append(f"    finds: {finds}")
        lines += [f"    why: {scalar(why)}"] if why else []
    return "".join(f"{line}\n" for line in lines)


def _write_records(records: str, output: str | None) -> None:
    """Write records as a document of their own, or below those that stand in a file already."""
    whole = f"schema: smpolicy/reviews@1\nreviews:\n{records}"
    if output and Path(output).exists():
        from smpolicy.authoring.rewriting import write_texts

        before, after = _with_records(Path(output), records)
        write_texts([(Path(output), before, after)])
        print_result(f"{output}\n")
    else:
        _write(whole, output)


def _with_records(path: Path, records: str) -> tuple[str, str]:
    """Return the text of a file of records as it stands, and with more of them at its end, read back."""
    from smpolicy.documents.corpus import open_file, read_text
    from smpolicy.documents.files import printable
    from smpolicy.documents.forms import ReviewsForm
    from smpolicy.foundations.source import Source, digest

    reading = open_file(path, printable(path), named=True).reading
    if reading.source is None or reading.document is None or not isinstance(reading.document.form, ReviewsForm):
        raise Refusal(f"`{path}` is there already, and holds no records of reviews; name another file")
    before = reading.source.text
    end = "\r\n" if "\r\n" in before else "\n"
    after = before + ("" if before.endswith("\n") else end) + records.replace("\n", end)
    read = read_text(Source(path=reading.source.path, text=after), digest(after.encode()))
    form, known = read.document and read.document.form, reading.document.form.reviews
    added = f"\n{records}".count("\n  - of: ")
    held = form.reviews if isinstance(form, ReviewsForm) and not read.faults else []
    if (held[: len(known)], len(held)) != (known, len(known) + added):
        raise Refusal(f"records cannot be added at the end of `{path}` as it is written; name another file")
    return before, after


def _write(text: str, output: str | None) -> None:
    if output:
        write_new_file(output, text.encode())
    else:
        print_result(text)
