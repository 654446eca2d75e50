"""A document may say that its own "should" does not bind; it says nothing of any other document's."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import smpolicy
from checks.faults import ARCADIA, INSTRUMENT, check_overlay, check_text
from smpolicy import Library
from smpolicy.meaning.norms import Norm
from smpolicy.render.policy import FORMATS

WORDS = 'The word "should" recommends and does not bind'
SHOULD = f"{{force: encouraged, under: '#wording', words: '{WORDS}'}}"
NORMS = f"""  wording: {{under: si31:7.3, text: '{WORDS}.'}}
  advice: {{under: si31:7.2.b7, text: Staff should not post., act: {{post: {{activity.interaction: post}}}}}}
  ban: {{under: si31:7.2.b7, text: Staff shall not post., act: {{post: {{activity.interaction: post}}}}}}
  none:
    under: si31:7.2.b7
    text: Staff should post nothing.
    act: {{post: {{activity.interaction: post}}}}
    polarity: refrain
  expects: {{under: si31:7.2.b7, text: Staff are expected not to post., act: {{post: {{activity.interaction: post}}}}}}
"""


def loaded(folder: Path, norms: str = NORMS, **keys: str) -> Library:
    """Return the invented documents with a draft of these norms beside them."""
    check_overlay(folder, norms, **{"should": SHOULD, **keys})
    return beside(folder, "overlays/arcadia/test.yaml")


def beside(folder: Path, name: str) -> Library:
    """Return the invented documents with the one that was just checked among them."""
    shutil.copytree(ARCADIA, folder / "all")
    target = folder / "all" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "document.yaml", target)
    return smpolicy.load(folder / "all")


def norms_of(library: Library, document: str) -> dict[str, Norm]:
    """Return the norms of a document by their keys."""
    return {each.id.rpartition("#")[2]: each for each in library.lowered.instruments[document].norms}


def test_its_own_should_has_the_force_that_it_names(tmp_path: Path) -> None:
    """Norms whose words say "should" have it, also where the direction was stated; no other word is touched."""
    library = loaded(tmp_path)
    norms = norms_of(library, "arcadia/test")
    assert {key: each.force for key, each in norms.items()} == {
        "wording": "encouraged",
        "advice": "encouraged",
        "ban": "mandatory",
        "none": "encouraged",
        "expects": "expected",
    }
    assert [key for key, each in norms.items() if each.should] == ["advice", "none"]


def test_the_should_of_an_instrument_above_stays(tmp_path: Path) -> None:
    """What an overlay says of its own words changes no norm of the base, and no norm of another overlay."""
    with_it, without = loaded(tmp_path / "a"), loaded(tmp_path / "b", should="")
    for name, instrument in without.lowered.instruments.items():
        if name != "arcadia/test":
            assert instrument.norms == with_it.lowered.instruments[name].norms
    assert norms_of(without, "arcadia/test")["advice"].force == "should"


def test_advice_cannot_be_broken(tmp_path: Path) -> None:
    """Whoever does what the document only advises against departs from nothing in it."""

    def departed(should: str) -> bool:
        norms = "\n".join(NORMS.splitlines()[:2])
        library = loaded(tmp_path / (should[:1] or "-"), norms, should=should)
        policy = library.resolve("arcadia", as_of=date(2026, 1, 1), drafts=True)
        decision = policy.evaluate({"activity.interaction": "post"}, assume="neutral")
        return any(each.norm.id == "arcadia/test#advice" for each in decision.because)

    assert departed("")
    assert not departed(SHOULD)


def test_it_is_said(tmp_path: Path) -> None:
    """Read-back and the consolidated text say by which words a "should" does not bind."""
    said = f"Its “should” does not bind: “{WORDS}” (arcadia/test, wording)."
    policy = loaded(tmp_path).resolve("arcadia", as_of=date(2026, 1, 1), drafts=True)
    norms = {each.id.rpartition("#")[2]: each for each in policy.norms}
    assert said in policy.readback(norms["advice"]).splitlines()
    assert said not in policy.readback(norms["ban"])
    shown = " ".join(FORMATS["text"](policy).split())
    assert shown.count(said) == 2
    assert f"Staff should not post. {said}" in shown


def test_an_instrument_can_say_it_and_its_bullets_follow(tmp_path: Path) -> None:
    """Words that are governed by a "should" follow it."""
    library = instrument(tmp_path, 'under: "1", words: The word "should" recommends')
    norms = library.lowered.instruments["arcadia-rules"].norms
    assert {each.provision: each.force for each in norms} == {
        "arcadia-rules:1": "requested",
        "arcadia-rules:2": "requested",
        "arcadia-rules:2.b1": "requested",
    }


def instrument(folder: Path, should: str) -> Library:
    """Return the invented documents with an instrument that says this of its "should"."""
    text = f"""{INSTRUMENT}dates: {{issued: 2024-01-01, effective: {{from: 2024-01-01}}}}
should: {{force: requested, {should}}}
provisions:
  - {{id: "1", kind: section, number: "1.", eid: sec_1, text: 'The word "should" recommends.'}}
  - id: "2"
    kind: section
    number: "2."
    eid: sec_2
    text: "Staff should adhere to the following:"
    provisions: [{{id: 2.b1, kind: bullet, eid: sec_2__b1, text: Avoid posting.}}]
norms:
  "1": {{under: "1", text: 'The word "should" recommends.'}}
  "2": {{under: "2", text: "Staff should adhere to the following:", governs: below}}
  2.b1: {{under: 2.b1, text: Avoid posting., act: {{posting: {{activity.interaction: post}}}}}}
"""
    check_text(folder, text)
    return beside(folder, "base/arcadia-rules.yaml")


@pytest.mark.parametrize("under", ["si31:7.2", "7.2", "wording"])
def test_an_overlay_says_it_in_a_norm_of_its_own(tmp_path: Path, under: str) -> None:
    """It cannot be said of an instrument above, nor in its words."""
    found = check_overlay(tmp_path, NORMS, should=SHOULD.replace("#wording", under))
    assert [(each.message, each.help) for each in found if each.name == "unknown-provision"] == [
        (
            f"`{under}` is no norm of this document, and only of its own “should” can it say what that means",
            "let a norm of this document say so, in words alone, and name it, as in `#wording`",
        )
    ]


def test_a_norm_that_is_not_there(tmp_path: Path) -> None:
    """A norm that is named and does not exist is reported as everywhere."""
    found = check_overlay(tmp_path, NORMS, should=SHOULD.replace("#wording", "#words"))
    assert [each.message for each in found if each.name == "unknown-provision"] == ["this document has no norm `words`"]


def test_the_words_stand_where_it_says_so(tmp_path: Path) -> None:
    """Words that stand nowhere, or elsewhere, say nothing."""
    found = check_overlay(tmp_path, NORMS, should=SHOULD.replace("does not bind", "binds nobody"))
    assert [each.message for each in found if each.name == "quote-not-in-provision"] == [
        "these words do not stand in `#wording`"
    ]
    assert "quote-not-in-provision" not in {each.name for each in check_overlay(tmp_path, NORMS, should=SHOULD)}


def test_a_force_that_binds_is_no_advice(tmp_path: Path) -> None:
    """The key takes force away, and never adds any."""
    found = check_overlay(tmp_path, NORMS, should=SHOULD.replace("encouraged", "mandatory"))
    assert "unknown-word" in {each.name for each in found}


def test_what_it_says_is_not_typed_again(tmp_path: Path) -> None:
    """Beside such words `force: should` contradicts the document, and `force: encouraged` repeats it."""

    def said(force: str) -> list[tuple[str, str]]:
        norms = NORMS.replace("text: Staff should not post.,", f"text: Staff should not post., force: {force},")
        found = check_overlay(tmp_path, norms, should=SHOULD)
        return [(each.severity, each.message) for each in found if each.name == "force-said-twice"]

    assert said("should") == [("error", "the words `should not` already say `force: encouraged`, and not `should`")]
    assert said("encouraged") == [("warning", "the words `should not` already say `force: encouraged`")]
