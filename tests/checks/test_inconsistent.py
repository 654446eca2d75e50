"""Section 5: "in cases of inconsistency shall prevail": found in the document, with an example and what survives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import smpolicy
from checks.faults import ARCADIA, check_overlay
from conflicts.test_precedence import CONFLICTS, HARMLESS
from corpora import FACTS, base, interpretation, norm, overlay, write
from smpolicy.foundations.diagnostics import Diagnostic

FROM = "{effective: {from: 2026-01-01}}"


def found(folder: Path, norms: str, **keys: str) -> list[Diagnostic]:
    """Check a draft of arcadia, and return what is inconsistent in it."""
    return [each for each in check_overlay(folder, norms, dates=FROM, **keys) if each.name == "inconsistent"]


@pytest.mark.parametrize("kind", CONFLICTS)
def test_each_kind_in_a_draft_is_an_error(tmp_path: Path, kind: str) -> None:
    """It names its kind, the provision that prevails and its place, an activity that shows it, and what survives."""
    text, prevailing = CONFLICTS[kind]
    (each,) = found(tmp_path, text)
    assert (each.severity, each.kind, each.norm) == ("error", kind, "arcadia/test#it")
    assert prevailing.startswith(str(each.provision))
    assert each.related[0].span.path.endswith("si31.yaml")
    assert each.survives is not None
    assert each.survives.startswith("where ")
    assert each.witness is not None


@pytest.mark.parametrize("kind", CONFLICTS)
def test_the_example_shows_it(tmp_path: Path, kind: str) -> None:
    """Pasted as facts, with neutral conduct, the norm is set aside there, and its use departs from the one above."""
    (each,) = found(tmp_path, CONFLICTS[kind][0])
    assert each.witness is not None
    facts = each.witness["facts"]
    policies = write(tmp_path / "own", {"overlays/arcadia/test.yaml": (tmp_path / "document.yaml").read_text()})
    registry = Path(__file__).parents[1] / "data/corpora/arcadia/structures.yaml"
    write(policies, {"structures.yaml": registry.read_text()})
    policy = smpolicy.load(policies).resolve("arcadia", as_of=date(2026, 6, 1), drafts=True)
    decision = policy.evaluate(facts, assume="neutral")
    assert "set_aside" in decision.findings["arcadia/test#it"].possible
    assert "broken" in decision.findings[CONFLICTS[kind][1]].possible or kind == "forbids-required"
    assert len(facts) <= 9, "a smallest activity, not a page of facts"


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_inconsistent_is_not(tmp_path: Path, name: str) -> None:
    """Tightening, raising force, a permission within the SI's own exception or outside its scope: no finding."""
    assert found(tmp_path, HARMLESS[name]) == []


def test_an_issuance_is_reported_and_goes_on(tmp_path: Path) -> None:
    """In force it is a warning; neither keeps the document from being resolved: what is legally wrong is a document."""
    issued = {"status": "in-force", "issuer": "{structure: arcadia, signed_by: head-of-mission}"}
    text = CONFLICTS["permits-disapproved"][0]
    (each,) = found(tmp_path, text, **issued, proposed_for="", drafted_by="")
    assert each.severity == "warning"
    for status in ("in-force", "draft"):
        permission = norm("photos", "Photos of colleagues may be posted.", "{act.shows: {has: [photo]}}")
        folder = write(
            base(tmp_path / status), {"overlays/arcadia/1.yaml": overlay("arcadia/1", permission, status=status)}
        )
        library = smpolicy.load(folder)
        assert [each.name for each in library.diagnostics] == ["inconsistent"]
        assert library.resolve("arcadia", as_of=date(2026, 1, 1), drafts=True).set_aside != ()


def test_nothing_survives_where_the_rule_leaves_no_room(tmp_path: Path) -> None:
    """A permission of exactly what is disapproved, wherever it is, survives nowhere; it says so."""
    whole = norm("tell", "Staff need not tell the press office.", "{act.told: true}", "rules:2")
    folder = write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/1", whole)})
    (each,) = smpolicy.load(folder).diagnostics
    assert each.survives == "nothing of it: Rules 2 prevails throughout"


def test_a_part_is_examined_too(tmp_path: Path) -> None:
    """A norm of a part alone is found, and only once for all days on which it holds."""
    parts = (
        "{arcadia/east: {norms: {it: {under: rules:1, text: Photos of colleagues may be posted., "
        "act: {Photos of colleagues may be posted: {act.shows: {has: [photo]}}}}}}}"
    )
    folder = write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/1", structures=parts)})
    (each,) = smpolicy.load(folder).diagnostics
    assert (each.name, each.norm) == ("inconsistent", "arcadia/1#east/it")


def test_what_is_inconsistent_only_from_some_day_on_says_so(tmp_path: Path) -> None:
    """Per slice of time: while an interpretation says that a drawing is no photo, to permit drawings is consistent."""
    permission = norm("drawings", "Drawings of colleagues may be posted.", "{act.shows: {has: [drawing]}}")
    files = {
        "overlays/arcadia/1.yaml": overlay("arcadia/1", permission),
        "base/narrow.yaml": interpretation(
            "narrow", "narrow", dates="{effective: {from: 2023-01-01, until: 2025-01-01}}"
        ),
    }
    (each,) = smpolicy.load(write(base(tmp_path), files)).diagnostics
    assert (each.kind, each.rests_on) == ("permits-disapproved", ("QA",))
    assert each.message.endswith("by Rules 1 that prevails, from 1 January 2025 on")


#: What counts as a photo under one reading of an open question is told to the press office.
TOLD = """  act.counts:
    meaning: counts as a photo
    derived:
      "true":
        readings:
          rules:qa: {narrow: {act.shows: {has: [photo]}}, wide: {act.shows: {any_of: [photo, drawing]}}}
constraints:
  - {why: what counts was told, if: {act.counts: true}, then: {act.told: true}}
"""


def test_an_example_may_leave_one_reading_alone(tmp_path: Path) -> None:
    """Where the facts of an example cannot be so under one of two readings, it is shown under the other."""
    counts = "{narrow: {act.shows: {has: [drawing]}}, wide: {act.shows: {any_of: [photo, drawing]}}}"
    when = f"{{drawings: {{readings: {{rules:qa: {counts}}}}}}}"
    excuse = norm("it", "Staff need not tell the press office of drawings.", "{act.told: true}", "rules:2", when=when)
    files = {"base/facts.yaml": FACTS + TOLD, "overlays/arcadia/1.yaml": overlay("arcadia/1", excuse)}
    (each,) = smpolicy.load(write(base(tmp_path), files)).diagnostics
    assert (each.kind, each.rests_on) == ("exempts", ("QA",))
    assert each.witness is not None
    assert each.witness["facts"] == {"act.done": True, "act.shows": ["drawing"], "act.told": False}


def test_an_example_keeps_what_is_only_there_beside_another(tmp_path: Path) -> None:
    """A member of a set that the constraints want beside another is not left out of the example."""
    beside = "constraints: [{why: drawn, if: {act.shows: {has: [photo]}}, then: {act.shows: {has: [drawing]}}}]\n"
    permission = norm("it", "Photos with drawings of colleagues may be posted.", "{act.shows: {has: [photo, drawing]}}")
    files = {"base/facts.yaml": FACTS + beside, "overlays/arcadia/1.yaml": overlay("arcadia/1", permission)}
    (each,) = smpolicy.load(write(base(tmp_path), files)).diagnostics
    assert each.kind == "permits-disapproved"
    assert each.witness is not None
    assert each.witness["facts"] == {"act.done": True, "act.shows": ["drawing", "photo"]}


def test_a_clash_is_reported_only(tmp_path: Path) -> None:
    """Where no clause says which one prevails, the finding says that too, and is no error even in a draft."""
    permission = norm("photos", "Photos of colleagues may be posted.", "{act.shows: {has: [photo]}}")
    draft = overlay("arcadia/1", permission, status="draft")
    folder = write(base(tmp_path, effect=None), {"overlays/arcadia/1.yaml": draft})
    (each,) = smpolicy.load(folder).diagnostics
    assert (each.name, each.severity, each.survives) == ("inconsistent", "warning", None)
    assert each.message.endswith("both stand in layer 3; no clause settles which prevails")


REVIEW = """reviews:
  - of: "#ban"
    kind: blanket-ban
    by: Legal Adviser
    date: 2025-12-01
    decision: it may stand for the days of a crisis
    why: it is limited to them
"""
BAN = """  ban:
    under: si31:7.2
    text: Staff shall not use social media.
    act:
      use social media: {activity.interaction: [post, share, comment, like, follow, join, tag, other_interaction]}
"""


class TestReviewed:
    """What a reviewer decided is kept beside the overlay, is shown, and changes no answer."""

    def test_what_people_decided_is_shown_and_turns_the_finding_into_a_note(self, tmp_path: Path) -> None:
        """A finding for people to decide is a warning until somebody did, and then says who, when and why."""
        (before,) = check_overlay(tmp_path / "a", BAN, dates=FROM)
        (after,) = check_overlay(tmp_path / "b", BAN + REVIEW, dates=FROM)
        assert (before.name, before.severity, before.reviewed) == ("for-review", "warning", None)
        assert (after.name, after.severity) == ("for-review", "note")
        assert after.reviewed == (
            "it may stand for the days of a crisis (Legal Adviser, 1 December 2025: it is limited to them)"
        )

    def test_a_review_hides_no_error(self, tmp_path: Path) -> None:
        """What section 5 settles is no matter for a reviewer: the error stays an error, with the decision beside it."""
        text, _ = CONFLICTS["permits-disapproved"]
        review = REVIEW.replace("#ban", "#it").replace("blanket-ban", "permits-disapproved")
        (each,) = found(tmp_path, text + review)
        assert (each.severity, bool(each.reviewed)) == ("error", True)

    def test_the_latest_decision_counts(self, tmp_path: Path) -> None:
        """Of two decisions on one finding the later one is shown."""
        later = REVIEW.removeprefix("reviews:\n").replace("2025-12-01", "2025-12-24").replace("it may", "it may not")
        (each,) = check_overlay(tmp_path, BAN + REVIEW + later, dates=FROM)
        assert str(each.reviewed).startswith("it may not stand")

    def test_a_claim_can_be_reviewed(self, tmp_path: Path) -> None:
        """A decision on a claim stands beside it too."""
        claims = "[{kind: scope, text: It covers interns only.}]"
        review = REVIEW.removeprefix("reviews:\n").replace("#ban", "#claim-1").replace("blanket-ban", "narrows-scope")
        (each,) = check_overlay(tmp_path, "", dates=FROM, claims=claims, reviews=f"\n{review}")
        assert (each.name, each.severity, bool(each.reviewed)) == ("claim", "note", True)

    def test_what_is_wrong_within_the_overlay_can_be_reviewed(self, tmp_path: Path) -> None:
        """A decision on two norms of one overlay stands beside the finding, and is not called stale."""
        twice = BAN + BAN.replace("ban:", "again:").replace("shall", "should")
        review = REVIEW.replace("#ban", "#again").replace("blanket-ban", "shadowed")
        (each,) = [one for one in check_overlay(tmp_path, twice + review, dates=FROM) if one.name != "for-review"]
        assert (each.name, each.severity, bool(each.reviewed)) == ("shadowed", "note", True)

    def test_a_decision_beside_another_provision_is_stale(self, tmp_path: Path) -> None:
        """What was decided beside one provision says nothing beside another."""
        text, _ = CONFLICTS["permits-disapproved"]
        review = REVIEW.replace("#ban", "#it").replace("blanket-ban", "permits-disapproved\n    against: si31:7.2.b4")
        stale, conflict = sorted(check_overlay(tmp_path, text + review, dates=FROM), key=lambda each: each.name)[::-1]
        assert (stale.name, conflict.reviewed) == ("stale-review", None)
        assert "against `si31:7.2.b4`" in stale.message

    def test_it_is_shown_where_the_norm_is_read(self, tmp_path: Path) -> None:
        """The consolidated text shows the decision, and no answer changes."""
        texts = []
        for name, part in (("a", ""), ("b", REVIEW)):
            path = write(tmp_path / name, {"document.yaml": ""}) / "document.yaml"
            check_overlay(path.parent, BAN + part, dates=FROM)
            library = smpolicy.check(path, policies=ARCADIA).library
            policy = library.resolve("arcadia", as_of=date(2026, 1, 1), drafts=True)
            texts.append(policy.text())
            facts = {
                "activity.channel": "blog",
                "activity.linked_to_functions": False,
                "activity.interaction": "post",
            }
            assert policy.evaluate(facts, assume="neutral").answer == "contravenes"
        assert "Reviewed: it may stand for the days of a crisis" in " ".join(texts[1].split())
        assert "Reviewed: it may" not in " ".join(texts[0].split())


#: Overlay norms with what must be so in the printed example: what each permits or asks for, every limb of it.
IN_USE: dict[str, tuple[str, dict[str, object]]] = {
    "a permission to follow": (
        norm(
            "n",
            "Staff may follow channels that carry politically sensitive flags.",
            "{activity.interaction: follow, insignia.present: true, insignia.politically_sensitive: true}",
            "si31:7.2.b9",
        ),
        {"activity.interaction": "follow", "insignia.politically_sensitive": True},
    ),
    "a permission with a limb of its own": (
        norm(
            "n",
            "Recordings of the operation that serve a public campaign may be shared.",
            "{activity.interaction: share, content.recording_kind: [photo, audio, video],"
            " content.depicts: {has: [osce_operation]}, purpose.directly_supports_official_activity: true}",
            "si31:7.2.b5",
        ),
        {"activity.interaction": "share", "purpose.directly_supports_official_activity": True},
    ),
    "a photo, and no recording of any other kind": (
        norm(
            "n",
            "Staff may share photos of the operation.",
            "{activity.interaction: share, content.recording_kind: photo, content.depicts: {has: [osce_operation]}}",
            "si31:7.2.b5",
        ),
        {"activity.interaction": "share", "content.recording_kind": "photo"},
    ),
    "a ban that is heeded": (
        norm("n", "Staff shall not remove comments that others leave.", "{content.removed: true}", "si31:7.1.b2"),
        {"content.removed": False, "content.inappropriate": True, "profile.owner": "self"},
    ),
    "a duty that is met": (
        norm("n", "Staff shall add the emblem.", "{account.branded_with_osce_vi_or_ip: true}", "si31:7.1.b3"),
        {"branding.origin": ["user_applied"]},  # and so, by a constraint, the account is branded
    ),
    "an exemption that is used": (
        norm("n", "Staff need not keep an eye on their profiles.", "{profile.monitored: true}", "si31:7.1.b2"),
        {"profile.monitored": False},
    ),
}


@pytest.mark.parametrize("name", IN_USE)
def test_an_example_makes_use_of_the_norm(tmp_path: Path, name: str) -> None:
    """What an overlay norm permits or asks for is done in the activity that is printed, and stated there."""
    text, done = IN_USE[name]
    findings = found(tmp_path, text)
    assert findings
    for each in findings:
        assert each.witness is not None
        facts = each.witness["facts"]
        assert {fact: facts.get(fact) for fact in done} == done


def test_undecided_is_said_and_never_taken_for_consistent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question beyond the budget of work is a finding of its own, in the check and in the policy."""
    from smpolicy.deciding.solver import Exact

    text, _ = CONFLICTS["permits-disapproved"]
    check_overlay(tmp_path, text, dates=FROM)
    library = smpolicy.check(tmp_path / "document.yaml", policies=ARCADIA).library
    policy = library.resolve("arcadia", as_of=date(2026, 1, 1), drafts=True)
    assert {type(each).__name__ for each in policy.assessed(Exact(budget=0))} == {"Undetermined"}
    monkeypatch.setattr("smpolicy.conflicts.regime.EXACT", Exact(budget=0))
    said = check_overlay(tmp_path / "again", text, dates=FROM)
    assert {(each.name, each.severity, each.witness) for each in said} == {("undecided", "warning", None)}
    assert all("do not take it to be consistent" in each.help for each in said)
    assert "si31:7.2.b5" in {each.provision for each in said}
