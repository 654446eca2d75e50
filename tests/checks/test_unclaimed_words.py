"""Words that no condition claims are shown to the reviewer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Final

import pytest

import smpolicy
from checks.faults import ARCADIA, unproved
from smpolicy.conflicts.unclaimed import addressed_as, owners

#: Texts of which one condition claims "post", each with the stretches that nothing claims.
TEXTS: Final = {
    # Whom the Staff Instruction addresses anyway, modal words, articles and the like make no difference.
    "OSCE officials and non-OSCE staff shall not post it.": [],
    # Words such as "interns" may limit the norm, and so may "only"; each stretch is shown by itself.
    "Interns shall not post photos of the sea, at night only.": ["Interns", "photos of the sea", "night only"],
    # What an exception leaves out is warned of, and not noted as well; what stands beside it is.
    "Staff shall not post photos, except those of the sea.": ["photos"],
    # Persons as documents declare them, what the registry calls the structure, and words of force limit nothing where
    # they are the subject, of a clause too; anywhere else they may.
    "Staff of the Mission to Arcadia shall not post it.": [],
    "Staff/mission members and non-OSCE staff of the Mission shall hereby not post it.": [],
    "Staff shall not post what staff may not show.": ["show"],
    "Staff shall not post what interns may not show.": ["interns may not show"],
    "Staff shall not post it, staff of interns may see it.": ["staff of interns may see"],
    "Staff shall not post photos of staff.": ["photos of staff"],
    "Staff of the Mission to Elbonia shall not post it.": ["Elbonia"],
    "They must therefore not post it, and furthermore it should not be public.": ["public"],
    # Where no word says what force a norm has, the subject ends where its first condition begins.
    "Staff who post photos of the sea.": ["photos of the sea"],
    "Photos of the sea: no staff post any.": ["Photos of the sea"],
    "Avoid photos of the sea; post none.": ["photos of the sea", "none"],
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return the stretches of each text that no condition stands beside."""
    act = {"post": {"activity.interaction": "post"}}
    norms = {
        f"n{number}": {
            "under": "si31:7.2.b7",
            "text": text,
            "act": act,
            **(
                {} if any(word in text for word in ("shall", "must")) else {"force": "mandatory", "polarity": "refrain"}
            ),
        }
        for number, text in enumerate(TEXTS)
    }
    said = defaultdict(list)
    for each in unproved(tmp_path_factory.mktemp("unclaimed"), norms, ("unclaimed-words",)):
        said[[*TEXTS][int((each.norm or "").rpartition("#n")[2])]].append(each.message.split("`")[1])
    return said


@pytest.mark.parametrize("text", TEXTS)
def test_what_no_condition_claims_is_shown(found: dict[str, list[str]], text: str) -> None:
    """Each stretch by itself, without what holds it together and whom a norm addresses anyway."""
    assert found[text] == TEXTS[text]


def test_a_norm_without_act_claims_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where nothing is decided by machine, nothing needs to be claimed."""
    norms = {"one": {"under": "si31:7.2.b7", "text": "Interns take great care."}}
    assert [*unproved(tmp_path_factory.mktemp("unclaimed"), norms, ("unclaimed-words",))] == []


def test_everybody_is_addressed_whatever_a_structure_is_called() -> None:
    """Words for everybody stay what they are where they stand in a name too."""
    library = smpolicy.load(ARCADIA)
    arcadia = library.structures["arcadia"]
    named = replace(arcadia, names=tuple(replace(each, name="Office for All Persons") for each in arcadia.names))
    norm = next(each for of in library.lowered.instruments.values() for each in of.norms if each.structure == "arcadia")
    assert {"all", "persons", "office", "everyone"} <= addressed_as(norm, (), [named])
    assert [each.id for each in owners(norm, library.structures)] == ["arcadia"]
