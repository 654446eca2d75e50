"""The drafts for six structures: sound, tighter than the SI and never looser, and plainly drafts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

import pytest

import smpolicy
from smpolicy import Policy
from smpolicy.documents.forms import OverlayForm
from smpolicy.documents.packaged import policies_folder

DAY = date(2026, 6, 1)
#: How many norms each draft has, those of its parts among them: three long ones, and three short ones.
NORMS: Final = {"moldova": 14, "odihr": 14, "bih": 14, "kosovo": 6, "bishkek": 6, "rfom": 6}
PARTS: Final = ("moldova/tiraspol", "bih/field-offices", "bih/head-office", "odihr/observation-missions")
EVERYBODY: Final = ("staff_mission_member", "head_of_mission", "head_of_institution", "consultant", "intern")


@pytest.fixture(params=NORMS)
def structure(request: pytest.FixtureRequest) -> str:
    """Return the id of a structure for which there is a draft."""
    return str(request.param)


def drafted(packaged: smpolicy.Library, structure: str) -> Policy:
    """Resolve a structure with its draft."""
    return packaged.resolve(structure, as_of=DAY, drafts=True)


def form(structure: str) -> OverlayForm:
    """Return what was written."""
    path = policies_folder() / "overlays" / structure / "draft-2026.yaml"
    forms = [each.form for each in smpolicy.check(path).library.corpus.documents if each.path == str(path)]
    (found,) = forms
    assert isinstance(found, OverlayForm)
    return found


def test_the_packaged_documents_have_no_fault() -> None:
    """`check` on all packaged documents reports nothing but, as notes, the sentences that are for people alone."""
    assert {(each.name, each.severity) for each in smpolicy.check().diagnostics} == {("compared-with-nothing", "note")}


def test_there_are_no_other_overlays(packaged: smpolicy.Library) -> None:
    """No issuance of a real structure is known to us: whatever stands in `policies/overlays/` is a draft of ours."""
    overlays = {each.structure: each for each in packaged.lowered.instruments.values() if each.structure}
    assert {name: len(each.norms) for name, each in overlays.items()} == NORMS
    assert all(each.draft for each in overlays.values())


def test_it_is_a_draft_that_nobody_issued(packaged: smpolicy.Library, structure: str) -> None:
    """It says for whom it is proposed and who wrote it, and fills no slot that only the structure can fill."""
    draft = packaged.lowered.instruments[f"{structure}/draft-2026"]
    assert (draft.draft, draft.issuer, draft.drafted_by) == (True, "", "The authors of smpolicy")
    assert draft.fills == {}
    assert not any(remark.kind == "claim" for remark in draft.remarks)
    said = [remark for remark in draft.remarks if remark.kind == "guidance" and remark.provision == "si31:8.1"]
    note = next(remark.text for remark in draft.remarks if remark.kind == "note")
    assert "left open on purpose" in note
    assert structure in ("kosovo", "rfom", "bishkek") or said != [], "a long one says whom to ask until it is filled"


def test_it_only_tightens(packaged: smpolicy.Library, structure: str) -> None:
    """No permission, no force below that of the provision it stands under, nothing set aside, no clash."""
    norms = packaged.lowered.instruments[f"{structure}/draft-2026"].norms
    assert {norm.force for norm in norms} <= {"should", "mandatory"}
    for name in (structure, *(part for part in PARTS if part.startswith(f"{structure}/"))):
        policy = drafted(packaged, name)
        assert (policy.set_aside, policy.clashes) == ((), ())


def test_every_norm_with_an_act_has_examples(structure: str) -> None:
    """Each shows at least one activity that breaks it and one that does not."""
    found = form(structure)
    norms = [*found.norms.values(), *(norm for part in found.structures.values() for norm in part.norms.values())]
    for norm in norms:
        if norm.act:
            expected = {example.expect for example in norm.examples}
            assert "broken" in expected, norm.text
            assert len(expected) > 1, norm.text


def test_every_number_is_shown_at_its_boundary(structure: str) -> None:
    """Where a norm has a number, its examples have the last value within it and the first beyond."""
    found = form(structure)
    for norm in [*found.norms.values(), *(norm for part in found.structures.values() for norm in part.norms.values())]:
        for fact, bound in bounds({"act": norm.act, "when": norm.when}):
            stated = {example.given[fact] for example in norm.examples if fact in example.given}
            assert {bound - 1, bound} <= stated, norm.text


def bounds(form: Any) -> list[tuple[str, int]]:
    """Return each fact that is compared with a bound, with the first number on its far side."""
    if isinstance(form, list):
        return [each for part in form for each in bounds(part)]
    if not isinstance(form, dict):
        return []
    own = [
        (fact, next(iter(test.values())))
        for fact, test in form.items()
        if isinstance(test, dict) and set(test) & {"under", "at_least"}
    ]
    return own + [each for part in form.values() for each in bounds(part)]


def test_it_counts_only_where_somebody_asks_for_drafts(packaged: smpolicy.Library, structure: str) -> None:
    """Without drafts the policy is the SI alone, and says that one is left out."""
    policy = packaged.resolve(structure, as_of=DAY)
    assert policy.drafts_left_out == (f"{structure}/draft-2026",)
    assert not any(norm.structure for norm in policy.norms)


@pytest.mark.parametrize("interaction", ["post", "share", "like", "comment"])
@pytest.mark.parametrize("name", [*NORMS, *PARTS])
def test_neutral_conduct_breaks_none_of_it(packaged: smpolicy.Library, name: str, interaction: str) -> None:
    """Nothing is banned that has nothing to do with the work: an ordinary post departs from nothing (6.1)."""
    policy = drafted(packaged, name)
    for category in EVERYBODY:
        facts = {
            "person.category": category, "person.phase": "serving", "person.event": "none",
            "activity.channel": "social_networking", "activity.linked_to_functions": False,
            "activity.before_engagement": False, "activity.interaction": interaction,
            "field.observation_period": "none",
        }  # fmt: skip
        try:
            decision = policy.evaluate(facts, assume="neutral")
        except smpolicy.ImpossibleFacts:
            assert category.startswith("head_of_"), "a head of one kind of structure does not work in the other"
            continue
        assert decision.answer == "no_departure_found", [each.name for each in decision.questions]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_inherits_and_adds(packaged: smpolicy.Library, part: str) -> None:
    """A part has every norm of its structure, and some of its own."""
    whole = {norm.id for norm in drafted(packaged, part.partition("/")[0]).norms}
    own = {norm.id for norm in drafted(packaged, part).norms} - whole
    assert whole <= {norm.id for norm in drafted(packaged, part).norms}
    assert own != set()
    assert "example of a part" in packaged.structures[part].name_on(DAY).name


def test_the_status_neutral_draft_is_status_neutral(structure: str) -> None:
    """For the mission that must write so, no word of the draft says what the territory is."""
    if structure == "kosovo":
        text = (policies_folder() / "overlays/kosovo/draft-2026.yaml").read_text(encoding="utf-8")
        said = " ".join(line for line in text.splitlines() if not re.match(r"\s*(id|proposed_for|kosovo\.)", line))
        assert not re.search(
            r"\b(state|country|province|republic|territory|independen\w+|Kosov\w+)\b", said.replace("kosovo.", "")
        )
