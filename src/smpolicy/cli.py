"""The command line: `smpolicy`.

Results go to stdout, notices to stderr.
Exit codes: 0 for any answer; 1 where `check` finds an error; 2 where something was asked that cannot be;
3 for a fault of this program; 130 where somebody ended it with Ctrl-C.
What a command needs is imported when it runs, so that `--help` waits for nothing.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Final, Literal, NoReturn, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

    from smpolicy.authoring.adoption import Adopted
    from smpolicy.documents.forms import OverlayForm
    from smpolicy.documents.syntax import Path as Place
    from smpolicy.foundations.diagnostics import Diagnostic
    from smpolicy.foundations.errors import ImpossibleFacts
    from smpolicy.foundations.source import Source, Span
    from smpolicy.library import CheckReport, Library
    from smpolicy.meaning.norms import Instrument, Structure
    from smpolicy.policy import Policy
    from smpolicy.render.issuance import Issuance

_Command = TypeVar("_Command", bound=Callable[..., object])

CHECK_FORMATS: Final = ("full", "concise", "json", "sarif", "github")
POLICY_FORMATS: Final = ("text", "markdown", "json")
#: The forms in which an issuance is printed, with the ending of a file of each.
ISSUANCE_FORMATS: Final[Mapping[str, str]] = {"markdown": ".md", "docx": ".docx"}

#: How a facts file that comes through a pipe is called in messages.
_STDIN: Final = "<stdin>"
_NOTHING_CAN_BE_SAID: Final = "the documents have errors, so nothing can be said of what holds"
#: No more structures than this are offered for an old name: a word like "mission" is in most of them.
_MOST_OFFERED: Final = 3
#: The exit code of whatever somebody ends with Ctrl-C, as shells know it.
_INTERRUPTED: Final = 130


# ------------------------------------------------------------ faults and exit codes


class Refusal(click.ClickException):
    """Something was asked that cannot be: each reason on a line of its own, and exit code 2."""

    exit_code = 2

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002  (click's own word)
        """Print the reasons on stderr."""
        for reason in self.reasons:
            _tell(f"error: {' '.join(reason.split())}")


class Commands(click.Group):
    """The commands, and what becomes of whatever one of them raises."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; help and the version are printed here, and a full disk is no fault of theirs."""
        try:
            return super().parse_args(ctx, args)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Refusal(_of_the_system(error)) from error

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; give each fault its exit code."""
        from smpolicy.foundations.errors import InvalidDocuments, SmpolicyError

        _print_in_any_encoding()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except InvalidDocuments as error:
            _print_faults(error.diagnostics, {}, len({each.path for each in error.diagnostics}))
            raise Refusal(_NOTHING_CAN_BE_SAID) from error
        except SmpolicyError as error:
            raise Refusal(str(error)) from error
        except OSError as error:
            raise Refusal(_of_the_system(error)) from error
        except KeyboardInterrupt as error:
            _tell("error: interrupted")
            raise click.exceptions.Exit(_INTERRUPTED) from error
        except Exception as error:
            _own_fault(error)


def _own_fault(error: Exception) -> NoReturn:
    said = " ".join(f"{type(error).__name__}: {error}".split())
    _tell(f"error: a fault of smpolicy, please report it: {said} (SMPOLICY_DEBUG=1 shows where it arose)")
    if os.environ.get("SMPOLICY_DEBUG"):
        _tell("".join(traceback.format_exception(error)).rstrip())
    raise click.exceptions.Exit(3)


def _of_the_system(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"`{error.filename}`: {reason}" if error.filename else reason


def _print_in_any_encoding() -> None:
    """Let a terminal or pipe that lacks a character show its code, rather than let the program fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _tell(line: str) -> None:
    """Print a notice on stderr; what it quotes must not act on the terminal."""
    from smpolicy.foundations.source import visible

    click.echo(visible(line), file=sys.stderr)


def _print(text: str) -> None:
    # The stream is named since `click`, left to itself, writes UTF-8 where the stream says that it is ASCII.
    click.echo(text, nl=False, file=sys.stdout)


# ------------------------------------------------------------ shared options


def _read_day(written: str) -> date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            raise ValueError(written)
        return date.fromisoformat(written)
    except ValueError as error:
        message = f"`{written}` is no day: write year, month and day, like 2026-03-31"
        raise click.BadParameter(message) from error


def _read_name(written: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", written):
        message = f"`{written}` is no short name: write small letters, digits and hyphens, like ai-2026-03"
        raise click.BadParameter(message)
    return written


def _read_words(written: str) -> str:
    if not written.strip():
        raise click.BadParameter("write at least a word: an issuance has a number, and somebody signed it")
    if written.splitlines() != [written]:
        raise click.BadParameter("write it on one line")
    return written


def _policies_option(command: _Command) -> _Command:
    return click.option(
        "--policies",
        metavar="DIR",
        envvar="SMPOLICY_POLICIES",
        show_envvar=True,
        help="Use the documents of this folder; without a base of its own it stands on the packaged one.",
    )(command)


def _as_of_option(command: _Command) -> _Command:
    return click.option(
        "--as-of",
        type=_read_day,
        metavar="DAY",
        help="The day that counts, like 2026-03-31. [default: today]",
    )(command)


def _drafts_option(command: _Command) -> _Command:
    return click.option("--drafts", is_flag=True, help="Let drafts take part.")(command)


def _format_option(*formats: str) -> Callable[[_Command], _Command]:
    return click.option("--format", "form", type=click.Choice(formats), default=formats[0], show_default=True)


def _day(as_of: date | None) -> date:
    """Return the day that counts; where it is today because nobody named one, say so."""
    if as_of is None:
        as_of = date.today()
        _tell(f"notice: as of today, {as_of.isoformat()}; --as-of names another day")
    return as_of


@contextmanager
def _progress() -> Iterator[Callable[[str], None] | None]:
    """Show on a terminal what is being read, on one line of stderr that is wiped in the end."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda name: click.echo(f"\r\x1b[K{_shortened(name)}", nl=False, err=True)
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def _shortened(name: str) -> str:
    from smpolicy.foundations.source import visible

    return visible(name if len(name) <= 76 else f"...{name[-73:]}")


# ------------------------------------------------------------ the commands


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="smpolicy", message="%(prog)s %(version)s")
def commands() -> None:
    """Social-media policy as documents: check them, read what holds where, ask how an activity stands."""


@commands.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--output-format", "form", type=click.Choice(CHECK_FORMATS), default="full", show_default=True)
@click.option("--readback", is_flag=True, help="Tell for each norm of an overlay what the machine will do with it.")
@click.option(
    "--proof", is_flag=True, help="Put every question about inconsistency to z3 too; needs the extra [proof]."
)
@_policies_option
def check(paths: tuple[str, ...], form: str, readback: bool, proof: bool, policies: str | None) -> None:
    """Check documents, and say what is wrong, where, and how to mend it.

    Without PATH, everything in the folder of documents is checked. Exits with 1 if there is an error.
    """
    from smpolicy import library as api

    if readback and form not in ("full", "json"):
        raise Refusal(f"`--readback` goes with the output formats `full` and `json`, not with `{form}`")

    with _progress() as progress:
        report = api.check(*paths, policies=policies, progress=progress)
        if proof:
            proved = report.prove(progress=progress)
    if readback and form == "json":
        from smpolicy.render import json as as_json
        from smpolicy.render.readback import plain

        whole = as_json.document(report.diagnostics, files=len(report.files))
        whole["readbacks"] = plain(report.readbacks())
        _print(json.dumps(whole, indent=2) + "\n")
    else:
        if readback:
            _print(import_module("smpolicy.render.readback").render(report.readbacks()) + "\n")
        render = import_module(f"smpolicy.render.{form}").render
        listed = {"rules": import_module("smpolicy.checks.rules").RULES} if form == "sarif" else {}
        _print(render(report.diagnostics, report.library.corpus.sources, len(report.files), **listed))
    if proof:
        _tell(f"notice: z3 gives the same answers on {proved} overlay{'' if proved == 1 else 's'}")
    if _unreadable(paths, report):
        raise click.exceptions.Exit(2)
    if report.errors:
        raise click.exceptions.Exit(1)


def _unreadable(paths: Iterable[str], report: CheckReport) -> bool:
    """Whether something that was named on the command line could not be read at all."""
    from smpolicy.documents.file_rules import NOT_A_REGULAR_FILE, UNREADABLE_FILE

    named = {os.fspath(path) for path in paths}
    return any(each.rule in (UNREADABLE_FILE, NOT_A_REGULAR_FILE) and each.path in named for each in report.diagnostics)


@commands.command()
@click.argument("structure")
@click.argument("facts", metavar="FACTS.yaml|-")
@_as_of_option
@_drafts_option
@click.option("--assume-neutral", is_flag=True, help="Take conduct that nobody stated at its neutral value.")
@_format_option("text", "json")
@_policies_option
def evaluate(
    structure: str,
    facts: str,
    as_of: date | None,
    drafts: bool,
    assume_neutral: bool,
    form: str,
    policies: str | None,
) -> None:
    """Decide how an activity stands, and say why.

    The facts are a YAML mapping of their dotted names, in a file or, for `-`, on standard input;
    what is not stated is unknown. Exits with 0 whatever the answer.
    """
    from smpolicy.foundations.errors import ImpossibleFacts

    stated, places = _facts(facts)
    policy = _policy(structure, as_of=as_of, drafts=drafts, policies=policies)
    assume: Literal["none", "neutral"] = "neutral" if assume_neutral else "none"
    try:
        decision = policy.evaluate(stated, assume=assume)
    except ImpossibleFacts as error:
        raise Refusal(*_problems(error, places)) from error
    if form == "json":
        _print(json.dumps(decision.to_json(), indent=2) + "\n")  # in ASCII, whatever the output's encoding
    else:
        _print(f"{decision.text()}\n")


@commands.command()
@click.argument("structure")
@_as_of_option
@_drafts_option
@click.option("--issuance", is_flag=True, help="Print one draft or issuance as numbered text, ready to be signed.")
@click.option("--document", metavar="ID", help="With --issuance: which one, where the structure has several.")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(dict.fromkeys((*POLICY_FORMATS, *ISSUANCE_FORMATS)))),
    help="[default: text; with --issuance: markdown]",
)
@click.option("--output", metavar="FILE", help="With --issuance: write it into this file.")
@click.option("--readback", is_flag=True, help="Tell beside each addition what the machine does with it.")
@_policies_option
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
    """Show what holds for a structure on a day, in one consolidated text; or one issuance on paper.

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
    alone = [name for name, given in (("--document", document), ("--output", output)) if given]
    if alone or form == "docx":
        raise Refusal(f"`{alone[0] if alone else '--format docx'}` goes with --issuance; add it")
    from smpolicy.render.policy import FORMATS

    policy = _policy(structure, as_of=as_of, drafts=drafts, policies=policies)
    _print(FORMATS[form or POLICY_FORMATS[0]](policy, readback=readback))


def _show_issuance(structure: str, asked: str | None, form: str, output: str | None, policies: str | None) -> None:
    """Print one overlay of a structure as the text of an issuance."""
    if form not in ISSUANCE_FORMATS:
        raise Refusal(f"--issuance is printed as {' or '.join(ISSUANCE_FORMATS)}, not as {form}")
    if output and not output.endswith(ISSUANCE_FORMATS[form]):
        ending = ISSUANCE_FORMATS[form]
        raise Refusal(f"`{output}`: the form {form} is written to a file whose name ends with `{ending}`")
    if form == "docx" and not output and sys.stdout.isatty():
        raise Refusal("a Word file cannot be shown on a terminal: name a file with --output, or use --format markdown")
    library = _library(structure, policies)
    overlay, written = _overlay(library, structure, asked)
    with _extra("docx", "the Word form needs python-docx", "docx"):
        render = import_module(f"smpolicy.render.issuance_{form}").render
    from smpolicy.render.issuance import issuance

    paper = issuance(overlay, written, library.lowered)
    content = render(paper)
    if output:
        _write_new(output, content)
    elif form == "docx":
        click.echo(content, nl=False)
    else:
        _print(content.decode())
    _tell_before_it_is_signed(library, overlay, paper)


def _tell_before_it_is_signed(library: Library, overlay: Instrument, paper: Issuance) -> None:
    """Name what somebody should look at before a draft is signed, and what `check` finds odd in any document."""
    for where, sentence in paper.sentences_about_a_draft() if overlay.draft else ():
        _tell(f"notice: {where} speaks of a draft, mend it in the file before it is signed: {sentence}")
    for each in library.diagnostics:
        if each.path == overlay.span.path and each.severity == "warning":
            _tell(f"notice: {each.place}: {each.name}: {each.message}")


def _overlay(library: Library, structure: str, asked: str | None) -> tuple[Instrument, OverlayForm]:
    """Return the overlay of a structure that was asked for; where there are several, one must be named.

    Refuses documents with errors, as `_policy` does.
    """
    from smpolicy.documents.forms import OverlayForm

    home = library.structures[structure].parent
    if home is not None:
        raise Refusal(f"`{structure}` is a part of `{home}`, and stands in its issuance: write `{home}`")
    _resolved(library, structure, as_of=date.max, drafts=True)  # only to be refused where there are errors
    of_structure = {each.id: each for each in library.lowered.instruments.values() if each.structure == structure}
    if not of_structure:
        raise Refusal(f"`{structure}` has no draft and no issuance; `smpolicy new {structure}` begins one")
    chosen = [key for key in of_structure if asked in (None, key, key.partition("/")[2])]
    if len(chosen) != 1:
        there = f"there are {', '.join(f'`{key}`' for key in sorted(of_structure))}"
        if asked is not None:
            raise Refusal(f"`{structure}` has no document `{asked}`; {there}")
        raise Refusal(f"`{structure}` has several documents: name one with --document; {there}")
    forms = (each.form for each in library.corpus.documents)
    written = next(form for form in forms if isinstance(form, OverlayForm) and form.id == chosen[0])
    return of_structure[chosen[0]], written


@commands.command()
@_as_of_option
@_policies_option
def structures(as_of: date | None, policies: str | None) -> None:
    """List the structures: the id to write, and the name borne on a day."""
    from smpolicy import library as api

    day = _day(as_of)
    found = api.load(policies).structures
    width = max(map(len, found), default=0)
    for name, structure in found.items():
        closed = f" (closed {structure.closed})" if structure.closed and structure.closed <= day else ""
        _print(f"{name:<{width}}  {structure.name_on(day).name}{closed}\n")


@commands.command()
@click.argument("name", required=False)
@click.option("--output", metavar="DIR", help="Write the schema into this folder; without NAME, all of them.")
def schema(name: str | None, output: str | None) -> None:
    """Print the JSON Schema of a form of document or of a printed format; without NAME, list them."""
    from smpolicy.documents.schema import shipped

    chosen = [_form_or_format(name)] if name else _forms_and_formats()
    if output:
        _write_schemas(chosen, output)
    elif name:
        _print(json.dumps(shipped(chosen[0]), indent=2) + "\n")
    else:
        _print("".join(f"{each}\n" for each in chosen))


def _forms_and_formats() -> list[str]:
    """Return what has a schema: the forms of documents, then the formats that are printed."""
    from smpolicy.documents.forms import FORMS
    from smpolicy.render.formats import FORMATS

    return [*FORMS, *FORMATS]


def _form_or_format(name: str) -> str:
    """Return the form or format that `overlay`, `overlay@1`, `smpolicy/overlay@1` or its file names."""
    from smpolicy.documents.schema import file_name

    known = _forms_and_formats()
    for form in known:
        short = form.removeprefix("smpolicy/")
        if name in (form, short, short.partition("@")[0], file_name(form)):
            return form
    listed = ", ".join(f"`{form}`" for form in known)
    raise Refusal(f"no form of document and no format is called `{name}`; there are {listed}")


def _write_schemas(forms: Iterable[str], output: str) -> None:
    from pathlib import Path

    from smpolicy.documents.packaged import schemas_folder
    from smpolicy.documents.schema import file_name

    Path(output).mkdir(parents=True, exist_ok=True)
    for form in forms:
        target = Path(output, file_name(form))
        target.write_bytes(Path(schemas_folder(), file_name(form)).read_bytes())
        _print(f"{target}\n")


@commands.command()
@click.argument("rule", metavar="CODE|NAME|KIND")
def explain(rule: str) -> None:
    """Explain what a rule finds, and how to mend it: `explain SMP401`, `explain unknown-fact`.

    A kind of inconsistency is explained too: `explain adds-exception`.
    """
    from difflib import get_close_matches

    from smpolicy.checks.rules import RULES
    from smpolicy.meaning.kinds import KINDS
    from smpolicy.render.explain import render, render_kind

    known = {each.name: render(each) for each in RULES}
    for kind in KINDS.values():
        known[kind.name] = "\n".join(filter(None, (known.get(kind.name), render_kind(kind))))
    codes = {each.code.lower(): each.name for each in RULES}
    found = known.get(codes.get(rule.lower(), rule.lower()))
    if found is None:
        near = get_close_matches(rule.lower(), [*codes, *known], n=1)
        listed = f"the codes go from {RULES[0].code} to {RULES[-1].code}"
        hint = f"did you mean `{codes.get(near[0], near[0])}`?" if near else listed
        raise Refusal(f"no rule is called `{rule}`; {hint}")
    _print(found)


# ------------------------------------------------------------ comparing


@commands.command()
@click.argument("structure")
@click.argument("other", required=False)
@_as_of_option
@click.option("--other-as-of", type=_read_day, metavar="DAY", help="The day of the other. [default: the same day]")
@_drafts_option
@click.option("--other-drafts", is_flag=True, help="Let drafts take part in the other, also without --drafts.")
@_format_option("text", "json")
@_policies_option
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

    library = _library(structure, policies)
    others = library if other_policies is None else _library(other or structure, other_policies)
    if other and other not in others.structures:
        raise Refusal(_nearest_structure(other, others))
    day = _day(as_of)
    before = _resolved(library, structure, as_of=day, drafts=drafts)
    after = _resolved(others, other or structure, as_of=other_as_of or day, drafts=drafts or other_drafts)
    with _progress() as progress:
        difference = compare(before, after, progress=progress)
    if form == "json":
        _print(json.dumps(difference.to_json(), indent=2) + "\n")
    else:
        _print(f"{difference.text()}\n")


# ------------------------------------------------------------ writing overlays


@commands.command()
@click.argument("structure")
@click.option(
    "--id", "name", type=_read_name, default="draft", show_default=True, metavar="NAME", help="Its short name."
)
@click.option(
    "--from", "day", type=_read_day, metavar="DAY", help="The first day it shall hold. [default: next 1 January]"
)
@click.option("--output", metavar="FILE", help="Write it into this file, which must not be there yet.")
@_policies_option
def new(structure: str, name: str, day: date | None, output: str | None, policies: str | None) -> None:
    """Print the beginning of an overlay for a structure: a draft, with words that say what to write where."""
    from smpolicy.authoring.beginning import beginning

    library = _library(structure, policies)
    taken = f"{structure}/{name}"
    if taken in library.lowered.instruments:
        raise Refusal(f"there is a document `{taken}` already; give this one another name with --id")
    first = day or date(date.today().year + 1, 1, 1)
    text = beginning(library.structures[structure], name=name, day=first, base=library.governing_on(first))
    if day is None:
        _tell(f"notice: to hold from {first}; --from names another day")
    if not library.structures[structure].exists_on(first):
        _tell(f"notice: `{structure}` does not exist on {first}, as far as the registry knows")
    if output:
        _write_new(output, text.encode())
    else:
        _print(text)


def _write_new(output: str, content: bytes) -> None:
    """Write a file that is not there yet, with the folders above it, and name it."""
    from pathlib import Path

    from smpolicy.authoring.rewriting import write_new

    try:
        write_new(Path(output), content)
    except FileExistsError as error:
        raise Refusal(f"`{output}` is there already, and is not overwritten; name another file") from error
    _print(f"{output}\n")


@commands.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@_policies_option
def pin(files: tuple[str, ...], policies: str | None) -> None:
    """Write into overlays which text of the Staff Instruction they were written against: the present one.

    Nothing else in a file is changed. Where one file cannot be pinned or written, none is changed.
    """
    from pathlib import Path

    from smpolicy import library as api
    from smpolicy.authoring import pinning

    with _nothing_written():
        pinned = pinning.pin(map(Path, files), api.load(policies))
    for each in pinned:
        text = f"{each.now.id}, version {each.now.version}, {each.now.digest}"
        _print(f"{each.file.source.path}: {'pinned to' if each.changed else 'unchanged, pinned already to'} {text}\n")
        if each.before and each.outdated:
            was = f"{each.before.id}, version {each.before.version}, {each.before.digest}"
            todo = (
                "the words are the same; see what `check --readback` says of its norms"
                if each.same_words
                else ("read its norms again beside the present text")
            )
            _tell(f"notice: {each.file.source.path} was pinned to {was}: {todo}")


@commands.command()
@click.argument("file")
@click.option(
    "--number",
    required=True,
    type=_read_words,
    metavar="TEXT",
    help="How it names itself: Administrative Issuance 2026/03.",
)
@click.option(
    "--signed-by", required=True, type=_read_words, metavar="OFFICE", help="The office that signed: head-of-mission."
)
@click.option("--issued", required=True, type=_read_day, metavar="DAY", help="The day on which it was signed.")
@click.option("--from", "day", type=_read_day, metavar="DAY", help="The first day it holds. [default: the day issued]")
@click.option("--signed-text", required=True, metavar="PATH", help="The signed text, whose digest is written down.")
@click.option("--id", "name", type=_read_name, metavar="NAME", help="A new short name in place of the draft's.")
@_policies_option
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
    """Turn the file of a draft into that of the issuance which was signed.

    Only the keys that say so are changed; the result is checked, among all other documents, before it is written.
    """
    from pathlib import Path

    from smpolicy import library as api
    from smpolicy.authoring import adoption
    from smpolicy.authoring.rewriting import open_overlay

    library = api.load(policies)
    with _nothing_written():
        opened = open_overlay(Path(file))
        signed = adoption.digest_of_signed(Path(signed_text), opened, library)
        signing = adoption.Signing(
            number=number, signed_by=signed_by, issued=issued, effective=day or issued, digest=signed
        )
        adopted = adoption.adopt(opened, signing, library, name=name)
    _tell_of_adoption(adopted, file)


def _tell_of_adoption(adopted: Adopted, file: str) -> None:
    now, before = adopted.now, adopted.before
    first = now.dates.effective.from_
    holds = f"is in force from {first}" if adopted.in_force else f"holds from {first} by its own words alone"
    _print(f"{file}: {now.id} {holds}\n")
    if adopted.retroactive:
        days = "{} to {}".format(*adopted.retroactive)
        _tell(f"notice: it reaches back over the days from {days}, before it was issued: nobody could know of it then")
    if before.dates.effective.from_ not in (None, now.dates.effective.from_):
        _tell(f"notice: the draft was to hold from {before.dates.effective.from_}")
    if now.id != before.id:
        _tell(f"notice: it was called {before.id}: rename the file to `{now.id.partition('/')[2]}.yaml`")
    for line, words in adopted.lines_about_a_draft():
        _tell(f"notice: {file}:{line} still speaks of a draft, mend it by hand: {words}")
    if adopted.placed.findings:
        _print_faults(adopted.placed.findings, adopted.placed.library.corpus.sources, 1)


@contextmanager
def _nothing_written() -> Iterator[None]:
    """Where documents have errors, show them in their texts, and say that nothing was written."""
    from smpolicy.authoring.rewriting import InvalidOverlay

    try:
        yield
    except InvalidOverlay as error:
        _print_faults(error.diagnostics, error.sources, len({each.path for each in error.diagnostics}))
        raise Refusal("the documents have errors, or would have them; nothing was written") from error


# ------------------------------------------------------------ the site


@commands.group()
def site() -> None:
    """Make the site on which people read what holds where they work."""


@site.command()
@click.argument("folder", metavar="[DIR]", default="site")
@_drafts_option
@_as_of_option
@_policies_option
def build(folder: str, drafts: bool, as_of: date | None, policies: str | None) -> None:
    """Write the site into a folder, `site` if none is named; it works from the file system too."""
    from pathlib import Path

    documents, day = _folder(policies), _day(as_of)
    with _site_module() as made, _progress() as progress:
        made.build_site(Path(folder), policies=documents, drafts=drafts, as_of=day, progress=progress)
    _print(f"{folder}\n")


@site.command()
@_drafts_option
@_as_of_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@_policies_option
def serve(drafts: bool, as_of: date | None, port: int, policies: str | None) -> None:
    """Show the site on this machine."""
    documents, day = _folder(policies), _day(as_of)
    with _site_module() as made:
        made.serve_site(policies=documents, drafts=drafts, as_of=day, address=f"127.0.0.1:{port}")


@contextmanager
def _site_module() -> Iterator[Any]:
    """Give the module that makes the site."""
    with _extra("mkdocs", "the site needs mkdocs", "site"):
        yield import_module("smpolicy.site.build")


@contextmanager
def _extra(library: str, needs: str, extra: str) -> Iterator[None]:
    """Where a library that an extra brings is missing, refuse, and say how to mend it."""
    from smpolicy.foundations.errors import MissingExtra

    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library:
            raise
        raise MissingExtra(needs=needs, extra=extra) from error


def _folder(policies: str | None) -> Path | None:
    """Return the folder of documents; refuse one that is not there before anything is written."""
    from pathlib import Path

    from smpolicy.foundations.errors import UnreadablePath

    if policies and not Path(policies).is_dir():
        raise UnreadablePath(path=policies, reason="there is no such folder")
    return Path(policies) if policies else None


# ------------------------------------------------------------ policies and facts


def _policy(structure: str, *, as_of: date | None, drafts: bool, policies: str | None) -> Policy:
    """Return a structure's policy.

    Refuses an unknown structure, and documents with errors: to leave one out would be to answer as if nobody
    had written it.
    """
    library = _library(structure, policies)
    return _resolved(library, structure, as_of=_day(as_of), drafts=drafts)


def _library(structure: str, policies: str | None) -> Library:
    """Return the documents; refuse a structure that they do not know."""
    from smpolicy import library as api

    library = api.load(policies)
    if structure not in library.structures:
        unread = [each for each in library.corpus.faults if each.severity == "error"]
        if unread:  # the structure may stand in a document that could not be read
            _print_faults(unread, library.corpus.sources, len(library.corpus.files))
        raise Refusal(_nearest_structure(structure, library))
    return library


def _resolved(library: Library, structure: str, *, as_of: date, drafts: bool) -> Policy:
    from smpolicy.foundations.errors import InvalidDocuments

    try:
        return library.resolve(structure, as_of=as_of, drafts=drafts)
    except InvalidDocuments as error:
        _print_faults(error.diagnostics, library.corpus.sources, len(library.corpus.files))
        raise Refusal(_NOTHING_CAN_BE_SAID) from error


def _nearest_structure(asked: str, library: Library) -> str:
    """Say which id was meant: names change, ids do not, so a name is answered with its id."""
    from smpolicy.foundations.errors import UnknownStructure

    named = [each for each in library.structures.values() if _bore(each, asked)]
    if named and len(named) <= _MOST_OFFERED:
        offered = " or ".join(f"`{each.id}`" for each in named)
        return f"no structure has the id `{asked}`, but the name is known: write {offered}"
    unknown = UnknownStructure(structure=asked, known=tuple(library.structures))
    return str(unknown) if unknown.nearest else f"{unknown}; `smpolicy structures` lists them"


def _bore(structure: Structure, asked: str) -> bool:
    """Whether a structure bears, or once bore, a name that these words are part of."""
    words = f" {_words(asked)} "
    return words.strip() != "" and any(
        words in f" {_words(name)} " for each in structure.names for name in (each.name, each.short)
    )


def _words(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower()))


def _print_faults(faults: Sequence[Diagnostic], sources: Mapping[str, Source], files: int) -> None:
    from smpolicy.render import full

    click.echo(full.render(faults, sources, files), nl=False, file=sys.stderr)


def _facts(path: str) -> tuple[Mapping[str, object], Mapping[Place, tuple[Span | None, Span]]]:
    """Read a facts file: a mapping of facts, or one under the key `facts`; with the place of each value.

    Refuses whatever is no such file, each fault with its place.
    """
    from smpolicy.documents import syntax
    from smpolicy.documents.files import decode

    content, name = _content(path)
    source, faults = decode(content, name)
    node = None
    if source is not None:
        node, unread = syntax.read(source)
        faults = [*faults, *unread]
    if node is None or faults:
        _print_faults(faults, {name: source} if source else {}, 1)
        raise Refusal("the facts cannot be read")
    said, places = syntax.plain(node), syntax.places(node)
    if isinstance(said, dict) and "facts" in said:
        beside = sorted(set(said) - {"facts"})
        if beside:
            raise Refusal(f"{name}: nothing can stand beside `facts`, but there is `{beside[0]}`")
        said = said["facts"]
        places = {at[1:]: span for at, span in places.items() if at[:1] == ("facts",)}
    if not isinstance(said, dict):
        raise Refusal(f"{name}: expected a mapping of facts, like `activity.interaction: post`")
    return said, places


def _content(path: str) -> tuple[bytes, str]:
    """Return the bytes of a file or of standard input, and how it is called in messages."""
    from pathlib import Path

    from smpolicy.documents.files import read_file, shown
    from smpolicy.foundations.source import MOST_BYTES

    if path == "-":
        content = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""  # none where it was closed
        if len(content) > MOST_BYTES:
            raise Refusal(f"{_STDIN} has more than {MOST_BYTES} bytes")
        return content, _STDIN
    name = shown(Path(path))
    found, faults = read_file(Path(path), name, named=True)
    if found is None:
        raise Refusal(*(f"`{name}` {each.message}" for each in faults))
    return found, name


def _problems(error: ImpossibleFacts, places: Mapping[Place, tuple[Span | None, Span]]) -> Iterator[str]:
    """Yield each problem with the place of the first fact concerned that the file states."""
    for problem in error.problems:
        at = next((places[(fact,)][1] for fact in problem.facts if (fact,) in places), None)
        yield f"{at.path}:{at.line}:{at.column}: {problem.message}" if at else problem.message


# ------------------------------------------------------------ streams that somebody closes


class _Unheard(io.TextIOWrapper):
    """A stream that may lose its reader: the rest is then said to nobody, and the command goes on to its own end.

    Who reads but the first line of a report has read enough, and the exit code is the one that the command has.
    """

    #: What tells that nobody reads any longer.
    gone: type[OSError] = BrokenPipeError

    def write(self, text: str) -> int:
        """Write, as long as somebody reads."""
        try:
            return super().write(text)
        except self.gone:
            self._leave()
            return len(text)

    def flush(self) -> None:
        """Hand on what was written, as long as somebody reads."""
        try:
            super().flush()
        except self.gone:
            self._leave()

    def _leave(self) -> None:
        """Let what is still to be said, and what waits in buffers, go nowhere."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


class _UnheardNotices(_Unheard):
    """As above; that notices cannot be written, for whatever reason, is none to fail."""

    gone = OSError


def _patient(stream: TextIO | None, kind: type[_Unheard]) -> TextIO:
    """Return a stream of the process as one that may be closed, from the start or later."""
    if stream is None:  # closed from the start: to write would be to write into the next file that is opened
        return open(os.devnull, "w", encoding="utf-8")
    if type(stream) is not io.TextIOWrapper:
        return stream
    encoding, errors, lines, at_once = stream.encoding, stream.errors, stream.line_buffering, stream.write_through
    return kind(stream.detach(), encoding=encoding, errors=errors, line_buffering=lines, write_through=at_once)


def main() -> None:
    """Run the command line."""
    sys.stdout, sys.stderr = _patient(sys.stdout, _Unheard), _patient(sys.stderr, _UnheardNotices)
    commands(prog_name="smpolicy")
