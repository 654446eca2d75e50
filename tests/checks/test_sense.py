"""What the words say of an encoding is found where they are certain, and nowhere else."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

import smpolicy
from checks.faults import ARCADIA, TESTS

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
HEAD: Final = {
    "schema": "smpolicy/overlay@1",
    "id": "arcadia/sense",
    "title": "Personal use of social media",
    "status": "draft",
    "proposed_for": "arcadia",
    "drafted_by": "The tests",
    "layer": 3,
    "under": "si31:7.3",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return what is said of each case, by its number in the data: all of them are checked as one document."""
    cases = [*(case for _, case in DOUBTED), *HARMLESS]
    norms = {f"n{number}": {"under": "si31:7.2.b7", **case} for number, case in enumerate(cases)}
    path = tmp_path_factory.mktemp("sense") / "sense.yaml"
    path.write_text(json.dumps({**HEAD, "facts": DATA["facts"], "norms": norms}), encoding="utf-8")  # JSON is YAML
    said = defaultdict(list)
    library = smpolicy.check(path, policies=ARCADIA)
    for each in library.diagnostics:
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
