"""No sentence is read wrongly: what is not certain is asked.

`tests/data/force.yaml` holds sentences as lawyers write them, each with what it means; `tests/data/force-packaged.txt`
what is read off every norm of the packaged documents (written anew with UPDATE_GOLDEN=1).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from sentences import sentences
from smpolicy import Library
from smpolicy.foundations.wording import stands_in
from smpolicy.meaning.modality import Modality, read_modality

DATA = Path(__file__).parents[1] / "data"
SENTENCES = sentences("force")
IDS = [each["text"] for each in SENTENCES]


def meaning(read: Modality) -> str:
    """Return what was read, as the file of sentences writes it."""
    asked = read.force in (None, "none") or read.polarity is None
    return "ask" if asked else f"{read.force} {read.polarity}"


@pytest.mark.parametrize("sentence", SENTENCES, ids=IDS)
def test_a_sentence_is_read_as_meant_or_asked(sentence: dict[str, Any]) -> None:
    """What a sentence is read as is what it means; what is plain is read, and what is not is asked."""
    read = meaning(read_modality(sentence["text"]))
    assert read in ({sentence["means"]} if sentence.get("read") else {sentence["means"], "ask"})


@pytest.mark.parametrize("sentence", SENTENCES, ids=IDS)
def test_what_is_asked_can_be_answered(sentence: dict[str, Any]) -> None:
    """A doubt names words that stand in the sentence, and what the sentence means is among the readings it offers."""
    doubt = read_modality(sentence["text"]).doubt
    if doubt is not None:
        assert stands_in(doubt.words, sentence["text"])
        assert sentence["means"] in {"ask", *(" ".join(each) for each in doubt.readings)}


def row(name: str, sentences: list[dict[str, Any]]) -> str:
    """Return the line of the guide that says how many sentences are read, asked about and read wrongly."""
    read = [(meaning(read_modality(each["text"])), each["means"]) for each in sentences]
    asked = sum(1 for said, _ in read if said == "ask")
    wrong = sum(1 for said, means in read if said not in ("ask", means))
    return f"| {name} | {len(sentences) - asked - wrong} | {asked} | {wrong} |"


def test_the_guide_says_how_many_are_asked() -> None:
    """The share that is asked is no secret: of the sentences of instruments few are, and of those in doubt most."""
    kinds = {
        each: [one for one in SENTENCES if one["kind"] == each] for each in ("plain", "literal", "instrument", "blind")
    }
    said = [each for each in kinds["instrument"] if each["means"] != "ask"]
    rows = [
        row("plain ones, as drafters of local conditions write them", kinds["plain"] + kinds["literal"]),
        row("as instruments of this kind have them, and clear to a reader", said),
        row("as instruments have them, and left open there", [e for e in kinds["instrument"] if e["means"] == "ask"]),
        row("written blind, and clear to a reader", [each for each in kinds["blind"] if each["means"] != "ask"]),
        row("written blind, and left open there", [each for each in kinds["blind"] if each["means"] == "ask"]),
        row("turns of phrase that mislead", [each for each in SENTENCES if each["kind"] not in kinds]),
    ]
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "drafting.md").read_text(encoding="utf-8")
    assert [each for each in rows if each not in guide] == []


def test_instruments_are_read_without_asking() -> None:
    """Of what instruments of this kind say clearly, well above three in four sentences are read."""
    said = [each for each in SENTENCES if each["kind"] == "instrument" and each["means"] != "ask"]
    assert sum(1 for each in said if meaning(read_modality(each["text"])) != "ask") >= 0.85 * len(said)


def test_the_packaged_documents_are_read_as_ever(packaged: Library) -> None:
    """What is read off the words of every norm of the base and of the drafts stays what it was."""
    norms = [norm for instrument in packaged.lowered.instruments.values() for norm in instrument.norms]
    lines = sorted(f"{each.id}: {each.force} {each.polarity or '-'} ({each.force_words})\n" for each in norms)
    path = DATA / "force-packaged.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text("".join(lines), encoding="utf-8")
    assert "".join(lines) == path.read_text(encoding="utf-8")
