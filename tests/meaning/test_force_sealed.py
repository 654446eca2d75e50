"""The reader on sentences that were written without it, sealed, and scored once.

`tests/data/force-sealed.yaml` has the form of `force.yaml`: a list of `{text, means}`.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from smpolicy.meaning.modality import read_modality

SEALED = Path(__file__).parents[1] / "data" / "force-sealed.yaml"
#: The sha256 of the file, as it was sealed.
DIGEST = ""


def readings() -> list[tuple[str, str, str]]:
    """Return each sentence with what it means and what is read: a force and a polarity, or `ask`."""
    sentences: list[dict[str, Any]] = YAML(typ="safe").load(SEALED.read_text(encoding="utf-8"))
    found = []
    for each in sentences:
        read = read_modality(each["text"])
        asked = read.force in (None, "none") or read.polarity is None
        found.append((each["text"], each["means"], "ask" if asked else f"{read.force} {read.polarity}"))
    return found


def test_nobody_opened_the_seal() -> None:
    """The sentences are those that were sealed."""
    assert sha256(SEALED.read_bytes()).hexdigest() == DIGEST


def test_none_is_read_wrongly() -> None:
    """What is read is what the sentence means, or it is asked."""
    assert [each for each in readings() if each[2] not in (each[1], "ask")] == []


def test_three_in_four_are_read_without_asking() -> None:
    """Of those that say what they mean, at least three in four are read."""
    said = [read for _, means, read in readings() if means != "ask"]
    assert sum(1 for read in said if read != "ask") >= 0.75 * len(said)
