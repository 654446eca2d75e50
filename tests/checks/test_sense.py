"""What the words say of an encoding is found where they are certain, and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

import smpolicy
from checks.faults import ARCADIA, TESTS, check_overlay, unproved
from conflicts.test_look_alikes import NORMS
from smpolicy.checks.rules import CHECKS
from smpolicy.checks.written import Checked
from smpolicy.meaning.limiting_words import stem

DATA: Final[dict[str, Any]] = YAML(typ="safe", pure=True).load(TESTS / "data" / "sense.yaml")
#: The rules that ask whether the words of a norm doubt how it is encoded.
SENSE: Final = (
    "exception-as-circumstance",
    "exception-forgotten",
    "another-number",
    "not-around-the-act",
    "answer-against-words",
    "circumstance-as-act",
)
DOUBTED: Final = [(rule, case) for rule, cases in DATA["doubted"].items() for case in cases]
HARMLESS: Final = list(DATA["harmless"])
#: What else may be said of the cases, each of which would keep a norm from being looked at.
KEPT_OUT: Final = ("words-not-in-text", "force-not-stated")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return what is said of each case, by its number in the data: all of them are checked as one document."""
    cases = [*(case for _, case in DOUBTED), *HARMLESS]
    norms = {f"n{number}": {"under": "si31:7.2.b7", **case} for number, case in enumerate(cases)}
    said = defaultdict(list)
    for each in unproved(tmp_path_factory.mktemp("sense"), norms, (*SENSE, *KEPT_OUT), facts=DATA["facts"]):
        said[(each.norm or each.name).rpartition("#n")[2]].append(each.name)
    return said


@pytest.mark.parametrize(("number", "rule"), [(n, rule) for n, (rule, _) in enumerate(DOUBTED)])
def test_words_that_doubt_an_encoding(found: dict[str, list[str]], number: int, rule: str) -> None:
    """What the words doubt is found, by one rule alone."""
    assert [each for each in found[str(number)] if each in SENSE] == [rule], DOUBTED[number]


@pytest.mark.parametrize("number", range(len(HARMLESS)))
def test_what_the_words_bear_out(found: dict[str, list[str]], number: int) -> None:
    """A false alarm is worse than silence: what the words bear out, or leave open, raises none."""
    said = found[str(len(DOUBTED) + number)]
    assert [each for each in said if each in SENSE] == [], HARMLESS[number]
    assert "force-not-stated" not in said, "it must be decided, or nothing of it is looked at"


def test_every_case_is_understood(found: dict[str, list[str]]) -> None:
    """None of them is passed over because of a fault of another kind."""
    kept_out = {"unknown-fact", "unknown-value", "not-a-condition", "words-not-in-text", "force-not-stated"}
    assert {each for said in found.values() for each in said} & kept_out == set()
    assert len(HARMLESS) >= 40
    assert {rule for rule, _ in DOUBTED} == set(SENSE)


def test_the_packaged_documents_say_what_their_words_say(packaged: smpolicy.Library) -> None:
    """Neither the base nor a draft raises a doubt."""
    paths = frozenset(each.path for each in packaged.corpus.documents)
    every = Checked(corpus=packaged.corpus, lowered=packaged.lowered, paths=paths)
    assert [(each.name, each.norm) for rule in SENSE for each in CHECKS[rule](every)] == []


@pytest.mark.parametrize("name", NORMS)
def test_what_only_looks_inconsistent_raises_no_doubt(tmp_path: Path, name: str) -> None:
    """Norms that are consistent and look as if they were not say what they are encoded as."""
    facts = ("disclaimer", "told", "flag", "asked", "thought_twice", "patrol")
    declared = f"{{{', '.join(f'arcadia.{each}: Is it {each}?' for each in facts)}}}"
    assert [each for each in check_overlay(tmp_path, NORMS[name], facts=declared) if each.name in SENSE] == []


@pytest.mark.parametrize("path", sorted((TESTS / "data" / "kinds").glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_inconsistent_raises_no_doubt(path: Path) -> None:
    """An overlay that is inconsistent is one of which the words are not in doubt."""
    assert [each.name for each in smpolicy.check(path, policies=ARCADIA).diagnostics if each.name in SENSE] == []


def test_forms_of_a_word_have_one_stem() -> None:
    """A question and a text are compared by words that change their form."""
    forms = ["agree agreed agreement", "approve approved approval", "blur blurred", "carry carries", "tag tags tagged"]
    assert [len({stem(each) for each in line.split()}) for line in forms] == [1] * len(forms)


@pytest.mark.parametrize(
    ("words", "bound", "mend"),
    [
        ("until at least 7 days have passed", "at_most: 7", "write `under: 7`, or mend the words"),
        ("until at least 7 days have passed", "under: 7", None),
        ("until more than 7 days have passed", "under: 7", "write `at_most: 7`, or mend the words"),
        ("until more than 7 days have passed", "at_most: 7", None),
        ("until at least 7 days have passed", "under: 5", "write `under: 7`, or mend the words"),
        ("within 7 days", "under: 5", "write the number of the words, 7, or mend the words"),
    ],
)
def test_a_number_is_mended_by_the_bound_that_the_words_make(
    tmp_path: Path, words: str, bound: str, mend: str | None
) -> None:
    """Where the number is right and its bound is not, the mend names the key: the number alone changes nothing."""
    words = words.replace("days", "hours")
    when = f"{{{words}: {{field.hours_since_patrol: {{{bound}}}}}}}"
    act = "{post: {activity.interaction: post}}"
    norm = f"{{under: si31:7.2.b7, text: Staff shall not post anything {words}., act: {act}, when: {when}}}"
    found = check_overlay(tmp_path, f"  one: {norm}")
    assert [each.help for each in found if each.name == "another-number"] == ([mend] if mend else [])
