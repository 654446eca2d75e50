"""The commands about documents: `check` them, `explain` what is wrong, print the `schema` of their forms."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import click

import smpolicy
from smpolicy.cli.options import policies_option
from smpolicy.cli.streams import Refusal, print_notice, print_result, show_progress
from smpolicy.foundations.diagnostics import Severity
from smpolicy.foundations.errors import UsageError
from smpolicy.foundations.source import MOST_BYTES
from smpolicy.foundations.timeline import day_in_words
from smpolicy.render.table import REPORTS

if TYPE_CHECKING:
    from smpolicy.checking import Baseline, CheckReport, KnownFinding, Settings

#: So many known findings that are found no more are named, and the others are counted.
_MOST_GONE: Final = 10


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--output-format", "form", type=click.Choice(REPORTS), default="full", show_default=True)
@click.option(
    "--select",
    metavar="RULES",
    multiple=True,
    help="Tell of warnings and notes only those of these: SMP43,claim.",
)
@click.option("--ignore", metavar="RULES", multiple=True, help="Tell no warnings and notes of these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(get_args(Severity)),
    help="From which severity on the exit code is 1.  [default: error]",
)
@click.option("--baseline", metavar="FILE", help="Hold back the warnings and notes that this file knows of.")
@click.option("--write-baseline", metavar="FILE", help="Write what is told but for errors into this file, as known.")
@click.option("--fix", "fixing", is_flag=True, help="Mend in the files named what can be mended unasked.")
@click.option("--diff", "only_show", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--no-config", is_flag=True, help="Look for no settings in `smpolicy.toml` or `pyproject.toml`.")
@click.option("--readback", is_flag=True, help="Tell for each norm of an overlay what the machine will do with it.")
@click.option(
    "--proof", is_flag=True, help="Put every question about inconsistency to z3 too; needs the extra [proof]."
)
@click.option(
    "--stdin-filename",
    metavar="FILE",
    help="With `-`: the file in whose place stands what is read from stdin; it need not be there.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C ends it.")
@click.option("--no-cache", is_flag=True, help="Find everything anew, and keep nothing of it.")
@policies_option
def check(
    paths: tuple[str, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: Severity | None,
    baseline: str | None,
    write_baseline: str | None,
    fixing: bool,
    only_show: bool,
    no_config: bool,
    readback: bool,
    proof: bool,
    stdin_filename: str | None,
    watch: bool,
    no_cache: bool,
    policies: str | None,
) -> None:
    """Check documents, and say what is wrong, where, and how to mend it.

    PATH is a file or a folder, or `-` for a document on stdin.
    Without PATH, everything in the folder of documents is checked: that of --policies, or else the packaged ones, but
    not from a folder with documents of its own. Exits with 1 if there is an error.
    Errors are told whatever is selected or ignored. RULES are codes, how codes begin, or names, with commas.
    """
    if not paths and not policies:
        _say_which()
    if readback and form not in ("full", "json"):
        raise Refusal(f"`--readback` goes with the output formats `full` and `json`, not with `{form}`")

    if watch and "-" in paths:
        raise Refusal("`--watch` looks at files, and `-` is none: name the file itself")
    if (fixing or only_show) and (watch or "-" in paths or write_baseline is not None):
        raise Refusal("`--fix` and `--diff` go with files, and not with `-`, `--watch` or `--write-baseline`")
    if (fixing or only_show) and not paths and not policies:
        raise Refusal("`--fix` and `--diff` go with PATH or `--policies`: the packaged documents are not yours to mend")
    unsaved = _from_stdin(paths, stdin_filename)
    paths = tuple(unsaved) or paths
    if baseline is not None and write_baseline is not None:
        raise Refusal("`--baseline` reads what is known and `--write-baseline` writes it anew: give one of them")
    settings = _settings(paths, policies, no_config=no_config)
    known = _baseline(baseline, settings) if write_baseline is None else None
    selected, ignored = _rules("--select", select), _rules("--ignore", ignore)

    def found(texts: Mapping[str, bytes]) -> tuple[CheckReport, tuple[KnownFinding, ...]]:
        """Return what is found and told, and what is known and found no more."""
        with show_progress() as progress:
            cache = None if no_cache else cache_folder()
            processes = os.cpu_count() or 1
            report = smpolicy.check(
                *paths, policies=policies, progress=progress, cache=cache, processes=processes, unsaved=texts
            )
        report, gone = (report, ()) if known is None else known.holding(report)
        report = report.choosing(
            select=settings.select if selected is None else selected,
            ignore=settings.ignore if ignored is None else ignored,
        )
        return report, gone

    def checked() -> int:
        """Check once and print what is found; return the exit code."""
        report, gone = found(unsaved)
        if proof:
            with show_progress() as progress:
                proved = report.prove(progress=progress)
        fails_on: Severity = fail_on or settings.fail_on or "error"
        if write_baseline is not None:
            _write_baseline(report, Path(write_baseline))
        print_result(_printed(report, form, readback=readback, fail_on=fails_on))
        if known is not None:
            _say_what_is_gone(gone, known)
        if proof:
            print_notice(f"notice: z3 gives the same answers on {_proved(proved)}")
        if _unreadable(paths, report):
            return 2
        return 1 if report.errors or _fails(report, fails_on) else 0

    if fixing or only_show:
        from smpolicy.cli.fixing import fix

        fixes = fix(lambda texts: found(texts)[0], only_show=only_show)
        code = int(any(each.severity == "error" for each in fixes.before.diagnostics)) if only_show else checked()
        if fixes.unfixed or code:
            raise click.exceptions.Exit(code or 2)
        return
    if watch:
        from smpolicy.cli.watching import check_again_and_again

        check_again_and_again(checked, [*paths, *filter(None, [policies])])
    code = checked()
    if code:
        raise click.exceptions.Exit(code)


def _from_stdin(paths: tuple[str, ...], filename: str | None) -> dict[str, bytes]:
    """Return what is read from stdin, by the file in whose place it stands; nothing where `-` is not asked for."""
    if "-" not in paths:
        if filename is not None:
            raise Refusal("`--stdin-filename` goes with the path `-`, for which a document is read from stdin")
        return {}
    if paths != ("-",):
        raise Refusal("`-` stands alone: one document comes from stdin, and `--policies` names those beside it")
    if filename is not None and (not filename or Path(filename).is_dir()):
        raise Refusal(f"`--stdin-filename` names a file, and `{filename}` is none")
    if sys.stdin and sys.stdin.isatty():
        print_notice("notice: the document is read from this terminal; Ctrl-D ends it")
    # One byte more than may be: that it is too much is found as in any file.
    content = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
    return {filename or "<stdin>": content}


def _say_which() -> None:
    """Say that the packaged documents are checked, where one does not stand above them.

    Refuse to where others stand: that nothing is wrong would be taken for these.
    """
    from smpolicy.documents.packaged import policies_folder

    for folder in (Path(), Path("policies")):
        if (folder / "overlays").is_dir() and folder.resolve() != policies_folder().resolve():
            raise Refusal(
                f"without PATH the packaged documents would be checked, and not those in `{folder / 'overlays'}`: "
                f"write `smpolicy check {folder}` to check these beside the packaged ones, or "
                f"`smpolicy check --policies {folder}` to check them by themselves"
            )
    if not policies_folder().resolve().is_relative_to(Path().resolve()):
        print_notice("notice: the packaged documents are checked; PATH or --policies names others")


def _settings(paths: tuple[str, ...], policies: str | None, *, no_config: bool) -> Settings:
    """Return the settings of the team whose documents are checked."""
    from smpolicy.checking import Settings, settings_for

    return Settings() if no_config else settings_for(Path(paths[0] if paths else policies or "."))


def _baseline(named: str | None, settings: Settings) -> Baseline | None:
    """Return what the team knows of, if a file is named that says so."""
    from smpolicy.checking import read_baseline

    path = settings.baseline if named is None else Path(named)
    return None if path is None else read_baseline(path)


def _write_baseline(report: CheckReport, path: Path) -> None:
    """Write what is told as known; never over a file that is something else."""
    from smpolicy.authoring.rewriting import write_over
    from smpolicy.checking import plain_baseline, read_baseline

    if os.path.lexists(path):
        try:
            read_baseline(path)
        except UsageError as error:
            raise Refusal(f"{error}; nothing was written over it") from error
    plain = plain_baseline(report, path)
    write_over(path, f"{json.dumps(plain, indent=2)}\n".encode())
    number = len(plain["findings"])
    print_notice(f"notice: `{path}` knows of {number} finding{'' if number == 1 else 's'}")


def _say_what_is_gone(gone: tuple[KnownFinding, ...], known: Baseline) -> None:
    """Say what is known and found no more: the next one like it would be held back too."""
    for each in gone[:_MOST_GONE]:
        where = ".".join(each.traits.keys)
        print_notice(
            f"notice: `{known.path}` knows of {each.traits.code} in `{each.path}`, `{where}`: it is found no more"
        )
    if len(gone) > _MOST_GONE:
        print_notice(f"notice: `{known.path}` knows of {len(gone) - _MOST_GONE} more that are found no more")
    if gone:
        print_notice(f"notice: --write-baseline {known.path} writes what there is now")


def _rules(option: str, said: tuple[str, ...]) -> list[str] | None:
    """Return the rules that an option names, by comma or repeated; nothing where it was not given."""
    from smpolicy.checking import codes_of
    from smpolicy.foundations.errors import UnfitChoice

    if not said:
        return None
    rules = [word.strip() for each in said for word in each.split(",")]
    if not all(rules):
        raise Refusal(f"`{option}` names no rule: write codes, how codes begin, or names, like `{option} SMP43,claim`")
    try:
        codes_of(rules, to_ignore=option == "--ignore")
    except UnfitChoice as error:
        raise Refusal(f"`{option}`: {error}") from error
    return rules


def _fails(report: CheckReport, fail_on: Severity) -> bool:
    """Whether something was found, and is told, that is as grave as what a check is to fail on."""
    gravest_first = get_args(Severity)
    grave = gravest_first[: gravest_first.index(fail_on) + 1]
    return any(each.severity in grave for each in report.diagnostics)


def cache_folder() -> Path | None:
    """Return the folder in which what is found is kept: the one that was chosen, or that of the person."""
    from smpolicy.foundations.shelf import usual_folder

    chosen = os.environ.get("SMPOLICY_CACHE")
    return Path(chosen) if chosen else usual_folder()


def _printed(report: CheckReport, form: str, *, readback: bool, fail_on: Severity) -> str:
    """Return a report in one of the formats, with what the machine does with each norm where that was asked for."""
    if readback and form == "json":
        from smpolicy.render.readback import plain_readbacks

        whole = report.to_json()
        whole["readbacks"] = plain_readbacks(report.readbacks())
        return json.dumps(whole, indent=2) + "\n"
    render = import_module(f"smpolicy.render.{form}").render
    said: dict[str, Any] = {
        "compared": report.compared,
        "held_back": report.held_back,
        "names": report.files,
        "fail_on": fail_on,
    }
    if form == "sarif":
        said["rules"] = import_module("smpolicy.checks.rules").RULES
    more = {name: value for name, value in said.items() if name in signature(render).parameters}
    findings: str = render(report.diagnostics, report.sources, len(report.files), **more)
    if not readback:
        return findings
    from smpolicy.render.readback import render as render_readbacks

    return f"{render_readbacks(report.readbacks())}\n{findings}"


def _proved(days: Mapping[str, Iterable[date]]) -> str:
    """Say of how many overlays something was proved, and on which days."""
    number, listed = len(days), sorted(set().union(*days.values()))
    overlays = f"{number} overlay{'' if number == 1 else 's'}"
    return f"{overlays}, on {', '.join(map(day_in_words, listed))}" if listed else f"{overlays}, on no day"


def _unreadable(paths: Iterable[str], report: CheckReport) -> bool:
    """Whether something that was named on the command line could not be read at all."""
    from smpolicy.documents.file_rules import NOT_A_REGULAR_FILE, UNREADABLE_FILE

    named = {os.fspath(path) for path in paths}
    return any(each.rule in (UNREADABLE_FILE, NOT_A_REGULAR_FILE) and each.path in named for each in report.diagnostics)


@click.command()
@click.argument("rule", metavar="CODE|NAME|KIND")
def explain(rule: str) -> None:
    """Explain what a rule finds, and how to mend it: `explain SMP401`, `explain unknown-fact`.

    A kind of inconsistency is explained too: `explain adds-exception`.
    """
    from difflib import get_close_matches

    from smpolicy.checks.rules import RULES
    from smpolicy.meaning.kinds import KINDS
    from smpolicy.render.explain import kind_page, rule_page

    pages = {each.name: rule_page(each) for each in RULES}
    for kind in KINDS.values():
        pages[kind.name] = "\n".join(filter(None, (pages.get(kind.name), kind_page(kind))))
    codes = {each.code.lower(): each.name for each in RULES}
    explanation = pages.get(codes.get(rule.lower(), rule.lower()))
    if explanation is None:
        near = get_close_matches(rule.lower(), [*codes, *pages], n=1)
        listed = f"the codes go from {RULES[0].code} to {RULES[-1].code}"
        hint = f"did you mean `{codes.get(near[0], near[0])}`?" if near else listed
        raise Refusal(f"no rule is called `{rule}`; {hint}")
    print_result(explanation)


@click.command()
@click.argument("name", required=False)
@click.option("--output", metavar="DIR", help="Write the schema into this folder; without NAME, all of them.")
def schema(name: str | None, output: str | None) -> None:
    """Print the JSON Schema of a form of document or of a printed format; without NAME, list them."""
    from smpolicy.documents.schema import shipped

    chosen = [_form_or_format(name)] if name else _forms_and_formats()
    if output:
        _write_schemas(chosen, output)
    elif name:
        print_result(json.dumps(shipped(chosen[0]), indent=2) + "\n")
    else:
        print_result("".join(f"{each}\n" for each in chosen))


def _forms_and_formats() -> list[str]:
    """Return what has a schema: the forms of documents, then the formats that are printed."""
    from smpolicy.documents.document import FORMS
    from smpolicy.render.formats import FORMATS

    return [*FORMS, *FORMATS]


def _form_or_format(name: str) -> str:
    """Return the form or format that `overlay`, `overlay@1`, `smpolicy/overlay@1` or its file names."""
    from smpolicy.documents.published import file_name

    forms = _forms_and_formats()
    for form in forms:
        short = form.removeprefix("smpolicy/")
        if name in (form, short, short.partition("@")[0], file_name(form)):
            return form
    listed = ", ".join(f"`{form}`" for form in forms)
    raise Refusal(f"no form of document and no format is called `{name}`; there are {listed}")


def _write_schemas(forms: Iterable[str], output: str) -> None:
    """Write schemas into a folder, and name each file."""
    from smpolicy.authoring.rewriting import write_over
    from smpolicy.documents.packaged import schemas_folder
    from smpolicy.documents.published import file_name

    for form in forms:
        target = Path(output, file_name(form))
        write_over(target, Path(schemas_folder(), file_name(form)).read_bytes())
        print_result(f"{target}\n")
