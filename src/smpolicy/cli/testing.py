"""The commands about policy tests: `test` runs them, `impact` says which a draft would change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from smpolicy.cli.checking import cache_folder
from smpolicy.cli.loading import NOTHING_CAN_BE_SAID
from smpolicy.cli.options import as_of_option, drafts_option, format_option, policies_option
from smpolicy.cli.streams import Refusal, print_faults, print_notice, print_result, show_progress
from smpolicy.foundations.errors import InvalidDocuments, SeveralInstruments

if TYPE_CHECKING:
    from smpolicy.checking import Gathered
    from smpolicy.documents.corpus import Corpus
    from smpolicy.documents.document import Document
    from smpolicy.foundations.diagnostics import Diagnostic
    from smpolicy.foundations.source import Source
    from smpolicy.library import Library
    from smpolicy.render.formats import PolicyTests
    from smpolicy.testing.scenarios import Tried, Wanted

#: The name of a fact, as nothing else that a document says at its top.
_FACT: Final = re.compile(r"[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+")


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("-k", "words", metavar="WORDS", default="", help="Run those alone in whose names all these words stand.")
@as_of_option
@drafts_option
@click.option("-v", "--verbose", is_flag=True, help="In text, name also what came out as expected.")
@format_option("text", "json")
@click.option("--coverage", is_flag=True, help="Tell what of norms and their lines no test shows.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Fail where the tests show less than this; goes with --coverage.",
)
@click.option("--mutants", is_flag=True, help="Tell which changes of the norms of overlays no test would notice.")
@click.option("--junit", metavar="FILE", help="Write the results into this file too, as JUnit XML.")
@click.option("--no-cache", is_flag=True, help="Find everything anew, and keep nothing of it.")
@policies_option
def test(
    paths: tuple[str, ...],
    words: str,
    as_of: date | None,
    drafts: bool,
    verbose: bool,
    form: str,
    coverage: bool,
    fail_under: float | None,
    mutants: bool,
    junit: str | None,
    no_cache: bool,
    policies: str | None,
) -> None:
    """Run scenarios and the examples of norms, and show what comes out otherwise than expected.

    Without PATH, those of the folder of documents. A scenario names its day: --as-of asks all of them as of another,
    and --drafts lets drafts take part in all. Exits with 1 if one fails, if
    coverage is too low or a mutant slips past all of them, and with 2 if there is nothing to run.
    """
    from smpolicy.render.policy_tests import junit_of_tests, text_of_tests

    asked = _Asked(
        as_of=as_of, drafts=drafts, words=words, coverage=coverage or fail_under is not None, mutants=mutants
    )
    given = _gathered(paths, policies, cache=None if no_cache else cache_folder())
    plain, faults = given.kept(asked.plain()), False
    if plain is None:
        plain, faults = _found(given, paths, policies, asked)
    low = fail_under is not None and plain["coverage"]["percent"] < fail_under
    low = low or plain.get("mutants", {}).get("slipped", 0) > 0
    if junit:
        Path(junit).write_text(junit_of_tests(plain), encoding="utf-8")
    if form == "json":
        print_result(json.dumps(plain, indent=2) + "\n")
    else:
        print_result(text_of_tests(plain, every_one=verbose))
    if fail_under is not None and plain["coverage"]["percent"] < fail_under:
        print_notice(f"error: the tests show {plain['coverage']['percent']:.1f} %, less than {fail_under:g} %")
    if plain["summary"]["failed"] or faults or low:
        raise click.exceptions.Exit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked of tests."""

    as_of: date | None
    drafts: bool
    words: str
    coverage: bool
    mutants: bool

    def plain(self) -> list[object]:
        """Return it as plain data, by which what is found can be kept."""
        return ["test", self.as_of and self.as_of.isoformat(), self.drafts, self.words, self.coverage, self.mutants]


def _found(given: Gathered, paths: tuple[str, ...], policies: str | None, asked: _Asked) -> tuple[PolicyTests, bool]:
    """Run tests, and tell of the faults of those that cannot be run; return also whether there are some.

    What is found is kept, but for what is told beside it: that is told again each time.
    """
    from smpolicy.testing.scenarios import (
        NOT_ASKED,
        Wanted,
        passed_scenarios,
        plain_coverage,
        plain_mutants,
        plain_tests,
        try_mutants,
    )
    from smpolicy.testing.scenarios import coverage as coverage_of

    wanted = Wanted(as_of=asked.as_of, drafts=asked.drafts, words=asked.words)
    library, documents, is_told = _understood(given)
    try:
        tried, faults = _run(library, documents, wanted)
    except SeveralInstruments as error:
        raise _several_bases(error, documents, library) or error from error
    if not tried and not faults:
        raise Refusal(_nothing(paths, policies, documents, asked.words, library, wanted))
    if faults:
        print_faults(faults, library.corpus.sources, len({each.path for each in faults}))
    plain = plain_tests(tried, faults)
    if asked.coverage:
        examples = {each.span for each in tried if each.passed and each.kind == "example"}
        scenarios = passed_scenarios(library, documents, wanted, tried)
        plain["coverage"] = plain_coverage(coverage_of(library, documents, scenarios, examples))
    held_up = any(each.got == NOT_ASKED for each in tried)
    if asked.mutants and held_up:
        print_notice("error: no mutant is tried while an example of a norm does not come out")
    elif asked.mutants:
        scenarios = passed_scenarios(library, documents, wanted, tried)
        with show_progress() as progress:
            plain["mutants"] = plain_mutants(list(try_mutants(library, documents, scenarios, progress=progress)))
    if not faults and not is_told and not (asked.mutants and held_up):
        given.keep(asked.plain(), plain)
    return plain, bool(faults)


def tested(paths: tuple[str, ...], policies: str | None) -> tuple[Library, tuple[Document, ...]]:
    """Return the documents, and those of them whose scenarios and examples are to be run.

    Refuses files that cannot be read as documents; one that only states facts is left alone, and named.
    """
    library, documents, _ = _understood(_gathered(paths, policies, cache=None))
    return library, documents


def _gathered(paths: tuple[str, ...], policies: str | None, cache: Path | None) -> Gathered:
    from smpolicy.checking import gathered

    with show_progress() as progress:
        return gathered(*paths, policies=policies, progress=progress, cache=cache)


def _understood(given: Gathered) -> tuple[Library, tuple[Document, ...], bool]:
    """Return documents, those that are named, and whether something was told of the files."""
    from smpolicy.library import library_of

    whole = given.read()
    corpus = _without_facts_files(whole, given.named)
    library = library_of(corpus)
    unread = [each for each in corpus.faults if each.severity == "error" and each.path in given.named]
    if unread:
        print_faults(unread, corpus.sources, len(given.named))
        raise Refusal(NOTHING_CAN_BE_SAID)
    documents = tuple(each for each in library.corpus.documents if each.path in given.named)
    return library, documents, corpus.faults != whole.faults


def _without_facts_files(corpus: Corpus, named: Iterable[str]) -> Corpus:
    """Leave files that state facts out of the faults: they are no documents, and are kept beside scenarios."""
    typed = {each.path for each in corpus.documents}
    read = (path for path in named if path not in typed and path in corpus.sources)
    stating = [path for path in read if _states_facts(corpus.sources[path])]
    for path in stating:
        print_notice(f"notice: `{path}` states facts and has no `schema:`: no scenario is looked for in it")
    return replace(corpus, faults=tuple(each for each in corpus.faults if each.path not in stating))


def _states_facts(source: Source) -> bool:
    """Whether a file is a facts file: a mapping without `schema` whose keys are names of facts, or that of `facts`."""
    from smpolicy.documents import nodes, syntax

    node, _ = syntax.read(source)
    content = nodes.plain(node) if node is not None else None
    if isinstance(content, dict) and set(content) == {"facts"}:
        content = content["facts"]
    return isinstance(content, dict) and bool(content) and all(_FACT.fullmatch(str(each)) for each in content)


def _run(
    library: Library, documents: Sequence[Document], asked: Wanted
) -> tuple[tuple[Tried, ...], tuple[Diagnostic, ...]]:
    """Run what can be run; return also the faults of the scenarios that cannot."""
    from smpolicy.testing.scenarios import faults_in_scenarios, run

    faults = faults_in_scenarios(library, documents)
    try:
        with show_progress() as progress:
            tried = run(library, documents, asked, faults=faults, progress=progress)
    except InvalidDocuments as error:
        print_faults(error.diagnostics, library.corpus.sources, len(library.corpus.files))
        raise Refusal(NOTHING_CAN_BE_SAID) from error
    return tried, faults


def _several_bases(error: SeveralInstruments, documents: Sequence[Document], library: Library) -> Refusal | None:
    """Say how each base is tested by itself, where several stand in folders of their own; nothing where none do."""
    from smpolicy.documents.files import printable

    places = {each: Path(library.lowered.instruments[each].span.path).parent for each in error.instruments}
    roots = {each: place.parent if place.name == "base" else place for each, place in places.items()}
    named = {each.path for each in documents}
    listed = {each: root for each, root in roots.items() if library.lowered.instruments[each].span.path in named}
    if len(set(roots.values())) < 2 or not listed:
        return None
    other = [each for each in error.instruments if each not in listed]
    found = [f"that of `{each}` in `{printable(root)}`" for each, root in listed.items()]
    found += [f"the packaged one (`{each}`)" for each in other]
    ways = [
        f"`smpolicy test {printable(root)} --policies {printable(root)}`" for root in dict.fromkeys(listed.values())
    ]
    without = " and ".join(f"`{printable(root)}`" for root in dict.fromkeys(listed.values()))
    rest = f"; name what stands on the packaged one without {without}" if other else ""
    return Refusal(
        f"several bases would count at once: {' and '.join(found)}; test each by itself: {', '.join(ways)}{rest}"
    )


def _nothing(
    paths: Sequence[str],
    policies: str | None,
    documents: Sequence[Document],
    words: str,
    library: Library,
    asked: Wanted,
) -> str:
    """Say what was looked for where there is nothing to run."""
    from smpolicy.testing.scenarios import run

    if words:
        there = run(library, documents, replace(asked, words=""))
        if there:
            return f"none of {len(there)} scenarios and examples has `{words}` in its name, structure or file"
    where = " and ".join(f"`{each}`" for each in paths) or (f"`{policies}`" if policies else "the packaged documents")
    read = f"{len(documents)} document{' was' if len(documents) == 1 else 's were'} read"
    return (
        f"there is nothing to run in {where}: {read}, and none has `scenarios:` "
        "(`schema: smpolicy/scenarios@1`) or a norm with `examples:`"
    )


@click.command()
@click.argument("draft", metavar="DRAFT.yaml")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("-k", "words", metavar="WORDS", default="", help="Ask those alone in whose names all these words stand.")
@as_of_option
@drafts_option
@format_option("text", "json")
@policies_option
def impact(
    draft: str,
    paths: tuple[str, ...],
    words: str,
    as_of: date | None,
    drafts: bool,
    form: str,
    policies: str | None,
) -> None:
    """Say which scenarios would be answered otherwise if a draft came into force.

    The scenarios are those of PATH, or of the folder of documents. Each is asked as of its own day, or as of the first
    day of the draft if that is later. Exits with 0 whatever the impact, and with 2 if none can be asked.
    """
    from smpolicy.documents.forms import OverlayForm, ScenariosForm
    from smpolicy.render.policy_tests import text_of_impact
    from smpolicy.testing.scenarios import Wanted, faults_in_scenarios, plain_impact
    from smpolicy.testing.scenarios import impact as impact_of

    library, documents = tested((draft, *paths), policies)
    chosen = next((each for each in documents if each.path == draft), None)
    if chosen is None or not isinstance(chosen.form, OverlayForm):
        raise Refusal(f"`{draft}` is no overlay: name the file of a draft")
    if chosen.form.status != "draft":
        raise Refusal(f"`{draft}` is no draft: its status is `{chosen.form.status}`")
    if not paths:
        documents = tuple(each for each in library.corpus.documents if isinstance(each.form, ScenariosForm))
    faults = faults_in_scenarios(library, documents)
    if faults:
        print_faults(faults, library.corpus.sources, len({each.path for each in faults}))
        raise Refusal("scenarios have errors: mend them first")
    try:
        asked = impact_of(library, chosen, documents, Wanted(as_of=as_of, drafts=drafts, words=words))
    except InvalidDocuments as error:
        print_faults(error.diagnostics, library.corpus.sources, len(library.corpus.files))
        raise Refusal(NOTHING_CAN_BE_SAID) from error
    if not asked:
        where = " and ".join(f"`{each}`" for each in paths) or (f"`{policies}`" if policies else "the documents")
        of = f" with `{words}` in their names" if words else ""
        raise Refusal(f"no scenario can be asked: {where} has none about `{chosen.form.proposed_for}`{of}")
    plain = plain_impact(chosen.form.id, asked)
    if form == "json":
        print_result(json.dumps(plain, indent=2) + "\n")
    else:
        print_result(text_of_impact(plain))
