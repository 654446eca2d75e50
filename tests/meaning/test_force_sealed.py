"""The reader on sentences that were written without it, sealed, and scored once.

`tests/data/force-sealed.yaml` has the form of `force.yaml`: a list of `{text, means}`.
When it was scored, 221 of the 257 that say what they mean were read as that. Of the 63 that their writer left open two
were read, as a permission: "are not expected to" and "may, but need not". Both are asked about since.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sentences import sentences
from smpolicy.meaning.modality import read_modality

SEALED = Path(__file__).parents[1] / "data" / "force-sealed.yaml"
#: The sha256 of the file, as it was sealed.
DIGEST = "bed34170e675946840880e2d622ab75e8c085ea0cdc7d7819840c462b6cd4709"


def readings() -> list[tuple[str, str, str]]:
    """Return each sentence with what it means and what is read: a force and a polarity, or `ask`."""
    found = []
    for each in sentences("force-sealed"):
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
