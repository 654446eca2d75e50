"""Errors are records with a sentence: data in fields, equal by value."""

import copy
import pickle
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from smpolicy.deciding.worlds import Undecided
from smpolicy.documents.syntax_rules import TAB
from smpolicy.foundations.diagnostics import quoted, report
from smpolicy.foundations.errors import (
    FactProblem,
    ImpossibleFacts,
    InvalidDocuments,
    MissingExtra,
    NoDocuments,
    SmpolicyError,
    UnknownStart,
    UnknownStructure,
    UnreadableInterview,
    UnreadablePath,
    UsageError,
)
from smpolicy.foundations.source import Span

BROKEN = report(TAB, "a tab stands here", Span(path="a.yaml", line=2, column=1, end_line=2, end_column=2))
NOTE = report(TAB, "a tab stands here", None, path="b.yaml", severity="note", witness={"a": 1})
PROBLEM = FactProblem(kind="unknown-fact", facts=("a.b",), message="no fact `a.b` is known")

SENTENCES = [
    (
        UnknownStructure(structure="moldva", known=("moldova", "kosovo")),
        "no structure `moldva` is known; did you mean `moldova`?",
    ),
    (UnknownStructure(structure="x"), "no structure `x` is known"),
    (ImpossibleFacts(problems=(PROBLEM, PROBLEM)), "no fact `a.b` is known; no fact `a.b` is known"),
    (UnreadablePath(path="a b", reason="is missing"), "cannot read `a b`: is missing"),
    (
        NoDocuments(path="a b", endings=(".yaml", ".yml")),
        "there is no document in `a b`: below it no file, hidden ones left aside, has a name that ends with `.yaml` or "
        "`.yml`; name the folder or the file that is to be checked",
    ),
    (
        InvalidDocuments(diagnostics=(NOTE, BROKEN)),
        "the documents have 1 error; first, at a.yaml:2:1: a tab stands here",
    ),
    (
        InvalidDocuments(diagnostics=(BROKEN, BROKEN)),
        "the documents have 2 errors; first, at a.yaml:2:1: a tab stands here",
    ),
    (InvalidDocuments(diagnostics=()), "the documents have 0 errors"),
    (
        MissingExtra(needs="the site needs mkdocs", extra="site"),
        "the site needs mkdocs, which is missing: pip install 'smpolicy[site]'",
    ),
    (
        UnknownStart(start="pictures", known=("picture", "others")),
        "no starting point is called `pictures`; there are `picture`, `others`",
    ),
    (UnknownStart(start="x"), "no starting point is called `x`; there are none here"),
    (
        UnreadableInterview(reason="it names no format"),
        "this is no interview that can be resumed: it names no format",
    ),
    (
        Undecided(budget=7, unit="alternatives tried"),
        "whether this can be is undecided after 7 alternatives tried",
    ),
]


@pytest.mark.parametrize(("error", "sentence"), SENTENCES)
def test_sentence(error: SmpolicyError, sentence: str) -> None:
    """Every error says what is wrong, and survives copying, pickling and comparison."""
    assert str(error) == sentence
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert twin == error
        assert hash(twin) == hash(error)


def test_misuse_is_one_family() -> None:
    """Whoever catches misuse by the caller catches no fault of a document."""
    assert all(issubclass(kind, UsageError) for kind in (UnknownStructure, ImpossibleFacts, UnreadablePath))
    assert not issubclass(InvalidDocuments, UsageError)


def test_kinds_differ() -> None:
    """Errors of different kinds are never equal."""
    assert UsageError() != SmpolicyError()
    assert UnreadablePath(path="a", reason="b") != UnreadablePath(path="a", reason="c")


def test_raised_through_a_context_manager() -> None:
    """An error can be raised through a context manager, which sets its traceback."""

    @contextmanager
    def around() -> Iterator[None]:
        yield

    with pytest.raises(UnknownStructure), around():
        raise UnknownStructure(structure="x")


def test_a_finding_names_its_rule() -> None:
    """A finding has the code and the name of its rule, and shows it in a few words."""
    assert (BROKEN.code, BROKEN.name) == (TAB.code, TAB.name)
    assert "rule=<Rule SMP123 tab>" in repr(BROKEN)


def test_quotation() -> None:
    """Quoted words stand on one line, in backticks, and are not endless."""
    assert quoted("a\n  b") == "`a b`"
    assert quoted("x" * 500) == f"`{'x' * 57}...`"
