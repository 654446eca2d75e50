"""The draft for a conflict-settlement mission: sound, tighter than the SI and never looser, and plainly a draft."""

from __future__ import annotations

from datetime import date

import smpolicy
from smpolicy.packaged import policies_folder

DRAFT = "moldova/draft-2026"
DAY = date(2026, 6, 1)


def test_the_packaged_documents_have_no_fault() -> None:
    """`check` on all packaged documents reports nothing, not even a note."""
    assert smpolicy.check().diagnostics == ()


def test_it_is_a_draft_that_nobody_issued(packaged: smpolicy.Library) -> None:
    """It says for whom it is proposed and who wrote it, and fills no slot that only the mission can fill."""
    draft = packaged.lowered.instruments[DRAFT]
    assert (draft.draft, draft.issuer, draft.drafted_by) == (True, "", "The authors of smpolicy")
    assert draft.fills == {}
    assert draft.remarks != ()
    assert not any(remark.kind == "claim" for remark in draft.remarks)


def test_it_only_tightens(packaged: smpolicy.Library) -> None:
    """No permission, no claim, no force below that of the provision it stands under, and nothing that is set aside."""
    norms = packaged.lowered.instruments[DRAFT].norms
    assert {norm.force for norm in norms} <= {"should", "mandatory"}
    policy = packaged.resolve("moldova", as_of=DAY, drafts=True)
    assert policy.set_aside == ()


def test_every_norm_with_an_act_has_examples() -> None:
    """Each shows at least one activity that breaks it and one that does not."""
    (document,) = smpolicy.check(policies_folder() / "overlays").corpus.documents[-1:]
    form = document.form
    assert isinstance(form, smpolicy.documents.OverlayForm)
    norms = [*form.norms.values(), *(norm for part in form.structures.values() for norm in part.norms.values())]
    for norm in norms:
        if norm.act:
            expected = {example.expect for example in norm.examples}
            assert "broken" in expected
            assert len(expected) > 1


def test_it_counts_only_where_somebody_asks_for_drafts(packaged: smpolicy.Library) -> None:
    """Without drafts the policy is the SI alone, and says that one is left out."""
    policy = packaged.resolve("moldova", as_of=DAY)
    assert policy.drafts_left_out == (DRAFT,)
    assert not any(norm.id.startswith(DRAFT) for norm in policy.norms)


def test_neutral_conduct_breaks_none_of_it(packaged: smpolicy.Library) -> None:
    """An ordinary post departs from nothing in it."""
    policy = packaged.resolve("moldova", as_of=DAY, drafts=True)
    facts = {
        "person.category": "staff_mission_member", "person.phase": "serving", "person.event": "none",
        "activity.channel": "social_networking", "activity.linked_to_functions": False,
        "activity.before_engagement": False,
    }  # fmt: skip
    assert policy.evaluate(facts, assume="neutral").answer == "no_departure_found"


def test_the_part_inherits_and_adds(packaged: smpolicy.Library) -> None:
    """The part of the mission has every norm of the mission, and one of its own."""
    whole = {norm.id for norm in packaged.resolve("moldova", as_of=DAY, drafts=True).norms}
    part = {norm.id for norm in packaged.resolve("moldova/tiraspol", as_of=DAY, drafts=True).norms}
    assert part - whole == {f"{DRAFT}#tiraspol/premises-and-vehicles"}
    assert whole <= part
