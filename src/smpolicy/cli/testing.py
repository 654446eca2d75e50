"""The command that runs policy tests: `test`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from smpolicy.cli.loading import NOTHING_CAN_BE_SAID
from smpolicy.cli.options import as_of_option, drafts_option, format_option, policies_option
from smpolicy.cli.streams import Refusal, print_faults, print_notice, print_result, show_progress
from smpolicy.foundations.errors import InvalidDocuments

if TYPE_CHECKING:
    from smpolicy.documents.corpus import Corpus
    from smpolicy.documents.document import Document
    from smpolicy.foundations.diagnostics import Diagnostic
    from smpolicy.foundations.source import Source
    from smpolicy.library import Library
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
@click.option("--junit", metavar="FILE", help="Write the results into this file too, as JUnit XML.")
@policies_option
def test(
    paths: tuple[str, ...],
    words: str,
    as_of: date | None,
    drafts: bool,
    verbose: bool,
    form: str,
    junit: str | None,
    policies: str | None,
) -> None:
    """Run scenarios and the examples of norms, and show what comes out otherwise than expected.

    Without PATH, those of the folder of documents. A scenario names its day: --as-of asks all of them as of another,
    and --drafts lets drafts take part in all. Exits with 1 if one fails, and with 2 if there is nothing to run.
    """
    from smpolicy.render.policy_tests import junit_of_tests, text_of_tests
    from smpolicy.testing.scenarios import Wanted, plain_tests

    asked = Wanted(as_of=as_of, drafts=drafts, words=words)
    library, documents = tested(paths, policies)
    tried, faults = _run(library, documents, asked)
    if not tried and not faults:
        raise Refusal(_nothing(paths, policies, documents, words, library, asked))
    if faults:
        print_faults(faults, library.corpus.sources, len({each.path for each in faults}))
    plain = plain_tests(tried, faults)
    if junit:
        Path(junit).write_text(junit_of_tests(plain), encoding="utf-8")
    if form == "json":
        print_result(json.dumps(plain, indent=2) + "\n")
    else:
        print_result(text_of_tests(plain, every_one=verbose))
    if plain["summary"]["failed"] or faults:
        raise click.exceptions.Exit(1)


def tested(paths: tuple[str, ...], policies: str | None) -> tuple[Library, tuple[Document, ...]]:
    """Return the documents, and those of them whose scenarios and examples are to be run.

    Refuses files that cannot be read as documents; one that only states facts is left alone, and named.
    """
    from smpolicy.checking import gathered
    from smpolicy.library import library_of

    with show_progress() as progress:
        corpus, named = gathered(*paths, policies=policies, progress=progress)
        corpus = _without_facts_files(corpus, named)
        library = library_of(corpus)
    unread = [each for each in corpus.faults if each.severity == "error" and each.path in named]
    if unread:
        print_faults(unread, corpus.sources, len(named))
        raise Refusal(NOTHING_CAN_BE_SAID)
    return library, tuple(each for each in library.corpus.documents if each.path in named)


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
