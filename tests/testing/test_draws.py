"""What is drawn for the laws: the same on every machine; and what is printed where one fails."""

from __future__ import annotations

import ast
import itertools
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import oracle
from deciding.test_laws import policy as resolved
from profiles import FACTOR, HEAVY, draws
from smpolicy.documents.building import from_checked
from smpolicy.documents.document import Document
from smpolicy.documents.nodes import plain
from smpolicy.documents.syntax import read
from smpolicy.foundations.source import INVISIBLE, Source
from smpolicy.testing import strategies as drawn
from smpolicy.testing.printing import flow, written

ROOT = Path(__file__).parents[2]

#: A law that no corpus keeps: each has three documents of the base, and some of two structures.
#: The simplest corpus is drawn first, so that nothing is left to be made smaller, which takes a while.
FAILING = '''
from hypothesis import Phase, given, settings
from smpolicy.testing import strategies as drawn

@settings(phases=[Phase.generate])
@given(drawn.corpora(), drawn.overlay_norms(), drawn.stated_facts())
def test_a_law(documents, norms, facts):
    """No corpus has more than four documents."""
    assert len(documents) <= 4, "the law's own words"
'''
#: A law that prints what it is given.
PRINTING = '''
import beside
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import draws
from smpolicy.testing import strategies as drawn

@settings(max_examples=draws(5))
@given(drawn.bases(), drawn.stated_facts())
def test_documents(base, facts):
    """Documents are drawn."""
    print("\\ndocuments", ascii([base, facts]))

@settings(max_examples=draws(300))
@given(st.integers(), st.text())
def test_values(number, text):
    """Values are drawn, which Hypothesis likes to take from what it finds in modules."""
    print("\\nvalues", number, ascii(text))

@settings(max_examples=draws(5))
@given(st.integers())
def test_numbers(number):
    """Numbers are drawn."""
    print("\\nnumbers", number)

@settings(max_examples=draws(5, heavy=True))
@given(st.integers())
def test_heavy(number):
    """Numbers are drawn, and each takes a while."""
    print("\\nheavy", number)
'''


def run(folder: Path, law: str, *options: str, beside: str = "", **environment: str) -> str:
    """Run a file of laws as the project's own are run, in a process of its own, and return all that is printed.

    Where pytest takes itself to be watched by nobody it prints more; whether it does is for a test to say.
    """
    folder.mkdir(parents=True)
    (folder / "beside.py").write_text(beside, encoding="utf-8")
    path = folder / "test_law.py"
    path.write_text(law, encoding="utf-8")
    around = {name: value for name, value in os.environ.items() if name not in ("CI", "BUILD_NUMBER")}
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={folder}"]
    ran = subprocess.run(
        [*command, "-p", "conftest", "-p", "no:cacheprovider", "-p", "no:randomly", *options, str(path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env={**around, "PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{folder}", "PYTHONUTF8": "1", **environment},
    )
    return ran.stdout + ran.stderr


def drew(printed: str, word: str) -> list[str]:
    """Return the lines that begin with a word."""
    return [line for line in printed.splitlines() if line.startswith(f"{word} ")]


def test_a_law_that_fails_prints_its_documents_and_its_own_words(tmp_path: Path) -> None:
    """What is printed is short, says what the law says, and holds each document as YAML that can be read again."""
    printed = run(tmp_path / "law", FAILING)
    assert "AssertionError: the law's own words" in printed
    assert "overly large" not in printed
    assert len(printed) < 10_000
    assert "facts={}" in printed
    (stream,) = re.findall(r"documents=\n((?: +.*\n)+?) +norms=", re.sub(r"^E {3}", "", printed, flags=re.MULTILINE))
    paths, texts = zip(*(part.split("\n", 1) for part in re.split(r"(?m)^ +--- # ", stream)[1:]), strict=True)
    assert paths[:3] == ("base/facts.yaml", "base/si31.yaml", "base/structures.yaml")
    for path, text in zip(paths, texts, strict=True):
        node, found = read(Source(path=path, text=text.rstrip(",\n ") + "\n"))
        assert (node is not None, found) == (True, [])


def test_what_is_drawn_hangs_on_nothing_but_the_law(tmp_path: Path) -> None:
    """Elsewhere, among other modules, with other hashes, in another zone: what `make test` draws is the same."""
    here = run(tmp_path / "here", PRINTING, "-s", "-k", "documents or values", PYTHONHASHSEED="1", CI="")
    constants = f"NUMBERS = {list(range(1000, 1400))}\nTEXTS = {[f'text {n}' for n in range(400)]}\n"
    elsewhere = {"PYTHONHASHSEED": "2", "CI": "1", "TZ": "Asia/Tashkent", "LC_ALL": "C", "COLUMNS": "40"}
    there = run(tmp_path / "there", PRINTING, "-s", "-k", "documents or values", beside=constants, **elsewhere)
    for word, number in (("documents", 5), ("values", 300)):
        assert len(drew(here, word)) == number
        assert drew(here, word) == drew(there, word)


def test_deep_draws_more_and_with_its_seed_the_same_again(tmp_path: Path) -> None:
    """`make deep` draws so many times as many examples of each law, fewer of a heavy one, and names their seed."""
    options = ("-s", "-v", "-k", "numbers or heavy", "--hypothesis-profile=deep", "--hypothesis-seed=1")
    first, again = (run(tmp_path / name, PRINTING, *options) for name in ("first", "again"))
    for word, factor in (("numbers", FACTOR), ("heavy", HEAVY)):
        assert len(drew(first, word)) == 5 * factor
        assert drew(first, word) == drew(again, word)
    assert re.search(r"PASSED in \d+ s", first)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--hypothesis-profile=deep --hypothesis-seed=$(SEED)" in makefile
    assert "make deep SEED=$(SEED)" in makefile


def drawing(module: ast.Module) -> Iterator[tuple[str, bool]]:
    """Yield each test that draws within, itself or by a function of its module, and whether it is marked as a law."""
    functions = [each for each in module.body if isinstance(each, ast.FunctionDef)]

    def names(parts: Iterable[ast.AST]) -> set[str]:
        return {each.id for part in parts for each in ast.walk(part) if isinstance(each, ast.Name)}

    def draws_within(function: ast.FunctionDef) -> bool:
        inner = [each for part in function.body for each in ast.walk(part) if isinstance(each, ast.FunctionDef)]
        return any("given" in names(each.decorator_list) for each in inner)

    within = {each.name for each in functions if draws_within(each)}
    for each in functions:
        if each.name.startswith("test_") and (each.name in within or names(each.body) & within):
            yield each.name, "pytest.mark.hypothesis" in map(ast.unparse, each.decorator_list)


def test_deep_runs_the_laws_that_stand_within_tests() -> None:
    """A test that looks at all that was drawn holds its law within, where pytest does not see it: it is marked."""
    found = {
        f"{path.name}::{name}": marked
        for path in (ROOT / "tests").rglob("test_*.py")
        for name, marked in drawing(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert {"test_relation.py::test_the_relation_is_that_of_the_closest_norm_by_counting",
            "test_printing.py::test_a_fault_hides_no_more_than_it_hides_in_blocks"} <= found.keys()  # fmt: skip
    assert [name for name, marked in found.items() if not marked] == []


@settings(max_examples=draws(20, heavy=True))
@given(drawn.corpora())
def test_a_drawn_document_is_printed_as_what_it_is(documents: list[Document]) -> None:
    """Read as a file, the text that is printed of a document is that document."""
    for each in documents:
        assert isinstance(each, drawn.Drawn)
        node, found = read(Source(path=each.path, text=each.text))
        assert node is not None
        assert found == []
        content = plain(node)
        assert from_checked(content["schema"], content) == each.form


SEEN = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"])
WORDS = st.text(SEEN, max_size=9).filter(lambda text: INVISIBLE.search(text) is None)
LIKE_OTHERS = st.sampled_from(
    ("true", "~", "1", "1e3", "0x1", "2022-01-01", "a: b", "a #b", "- a", "a:", "", " ", "#o")
)
SCALARS = WORDS | LIKE_OTHERS | st.integers(-9999, 9999) | st.booleans() | st.none()
CONTENT = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | LIKE_OTHERS, inner, max_size=4),
    max_leaves=30,
)


@settings(max_examples=draws(100, heavy=True))
@given(st.dictionaries(WORDS | LIKE_OTHERS, CONTENT, min_size=1))
def test_content_is_written_as_yaml_that_means_it(content: dict[str, object]) -> None:
    """Whatever content is written, in lines or on one line, is read back as it was."""
    for text in (written(content), flow(content)):
        node, found = read(Source(path="x.yaml", text=text))
        assert found == []
        assert node is not None
        assert plain(node) == content


def hard(documents: list[Document]) -> set[str]:
    """Return what about drawn documents makes them hard to decide."""
    meant = oracle.meaning(resolved(documents), prevailing=False)
    worlds = list(meant.worlds({}))
    worlds = worlds[:: len(worlds) // 400 + 1]
    ties = [meant.turns_on(each.condition) for each in meant.vocabulary.constraints]
    found: set[str] = set()
    for norm in meant.norms:
        own = meant.turns_on(*meant.conditions(norm))
        parts = [meant.turns_on(line.condition) for line in (*norm.act, *norm.when, *itertools.chain(*norm.unless))]
        named = {
            name for test in meant.tests(*meant.conditions(norm)) if test.fact == "act.shows" for name in test.operand
        }
        stands = {meant.status(norm, world) for world in worlds}
        found |= (
            {"a constraint ties a fact of a norm to another"}
            if any(each & own and each - own for each in ties)
            else set()
        )
        found |= {"more than two members are named"} if len(named) > 2 else set()
        found |= {"open parts share an unknown"} if sum(map(len, parts)) > len(frozenset().union(*parts)) else set()
        found |= {"an exception bites"} if "exception" in stands and stands & {"met", "broken"} else set()
        found |= {"an open question is turned on"} if own & meant.vocabulary.questions.keys() else set()
    return found


@pytest.mark.hypothesis
def test_many_drawn_documents_are_hard() -> None:
    """Of the corpora in which facts are tied, each kind of difficulty is in one of eight at least."""
    seen: Counter[str] = Counter()
    number = draws(60, heavy=True)

    @settings(max_examples=number, suppress_health_check=list(HealthCheck))
    @given(drawn.tied())
    def look(documents: list[Document]) -> None:
        for each in hard(documents):
            event(each)
            seen[each] += 1

    look()
    assert len(seen) == 5
    assert min(seen.values()) > number / 8, seen
