"""What is read back shows what the machine will do: every seeded fault of encoding can be seen in it."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path

import pytest

import smpolicy
from checks.faults import ARCADIA
from smpolicy.conflicts.readback import readback

NORM = """schema: smpolicy/overlay@1
id: arcadia/test
title: Personal use of social media
status: draft
proposed_for: arcadia
drafted_by: The tests
layer: 3
under: si31:7.3
facts:
  arcadia.hours: {question: "How many hours ago did the patrol end?", unit: hour}
  arcadia.inferable: Can the route be inferred?
norms:
  one:
    under: si31:7.2.b7
    text: >
      Staff shall not post or share, within 24 hours of a patrol, photos from which its route can be inferred,
      unless it was approved.
    bearer: [osce_official]
    act:
      post or share: {activity.interaction: [post, share]}
      its route can be inferred: {all: [{arcadia.inferable: true}, {content.recording_kind: photo}]}
    when:
      within 24 hours of a patrol:
        {any: [{arcadia.hours: {under: 24}}, {not: {content.depicts: {lacks: [osce_operation]}}}]}
    unless:
      it was approved: {approval.prior: granted}
"""

#: Each fault of encoding: what is written, what should have been, and the words in which it shows.
SEEDED = [
    ("{all: [{arcadia", "{any: [{arcadia", "any of these"),
    ("{any: [{arcadia", "{all: [{arcadia", "; and it is not so"),
    (
        "{not: {content.depicts: {lacks: [osce_operation]}}}",
        "{content.depicts: {lacks: [osce_operation]}}",
        "” not ‘the OSCE operation’",
    ),
    ("{under: 24}", "{at_most: 24}", "at most 24 hours"),
    ("{under: 24}", "{under: 42}", "less than 42 hours"),
    ("{under: 24}", "{at_least: 24}", "at least 24 hours"),
    ("[post, share]", "[post, like]", "‘like or react to something’"),
    ("arcadia.inferable: true", "arcadia.inferable: false", "inferred?” no"),
    ("lacks: [osce_operation]", "has: [osce_operation]", "among others ‘the OSCE operation’"),
    ("lacks: [osce_operation]", "lacks: [osce_official_on_duty]", "not ‘an OSCE official on duty’"),
    ("recording_kind: photo", "recording_kind: [photo, audio]", "‘a photo’ or ‘an audio recording’"),
    ("approval.prior: granted", "approval.prior: sought_pending", "‘I asked and have no answer yet’"),
    ("bearer: [osce_official]", "bearer: [non_osce_staff]", "Binds (“Staff”): non-OSCE staff."),
    ("shall not", "should", "To be done (should)"),
    ("shall not", "shall", "To be done (shall)"),
]


def read(folder: Path, text: str) -> str:
    """Read the one norm of a document back."""
    path = folder / "test.yaml"
    path.write_text(text, encoding="utf-8")
    lowered = smpolicy.load(folder).lowered
    (norm,) = lowered.instruments["arcadia/test"].norms
    return readback(norm, lowered.vocabulary)


def test_reads_a_norm_back(tmp_path: Path) -> None:
    """Bearer, force, polarity, act, circumstances and exception: a sentence each, in words that people see."""
    assert read(tmp_path, NORM).splitlines() == [
        "A ban.",
        "Binds (“Staff”): OSCE officials.",
        "Not to be done (shall not): “What did you do, or do you plan to do?” ‘post something of my own’ or "
        "‘share what somebody else posted’; and (“Can the route be inferred?” yes; and "
        "“Does it contain a photo, an audio or a video recording?” ‘a photo’).",
        "Applies where: one of these is enough: “How many hours ago did the patrol end?” less than 24 hours; or "
        "it is not so that (“What does the photo or recording show?” not ‘the OSCE operation’).",
        "Does not apply where: “Did you ask for approval beforehand, and what was the answer?” "
        "‘I asked and it was granted’.",
        "No condition stands beside these words: ‘photos’.",
    ]


@pytest.mark.parametrize(
    ("text", "keys", "leads"),
    [
        ("Staff should try not to post.", "", "A duty or a ban: its words leave open which."),
        ("Staff take care when they post.", "", "A duty, a ban or neither: its words leave open which."),
        ("Staff take care when they post.", "polarity: do", "No force is stated: it can be broken by nobody."),
        ("Staff take care when they post.", "force: permitted",
         "A permission to do it or to leave it undone: its words leave open which."),
        ("Staff take care when they post.", "force: encouraged",
         "An encouragement to do it or to refrain: its words leave open which."),
    ],
)  # fmt: skip
def test_what_the_words_leave_open_is_read_back_as_open(tmp_path: Path, text: str, keys: str, leads: str) -> None:
    """A norm that `check` asks about is not said to be a duty, or of no force, as if that were known."""
    more = f", {keys}" if keys else ""
    norm = f"{{under: si31:7.2.b7, text: {text}, act: {{post: {{activity.interaction: post}}}}{more}}}"
    lead, *rest = _read_faulty(tmp_path, f"{NORM[: NORM.index('norms:')]}norms:\n  one: {norm}\n").splitlines()
    assert lead == leads
    assert any(each.startswith("To be done or left undone (") for each in rest) is ("open which" in leads)


def _read_faulty(folder: Path, text: str) -> str:
    path = folder / "test.yaml"
    path.write_text(text, encoding="utf-8")
    lowered = smpolicy.check(path, policies=ARCADIA).library.lowered
    (norm,) = lowered.instruments["arcadia/test"].norms
    return readback(norm, lowered.vocabulary)


def test_each_further_exception_is_another_way_out(tmp_path: Path) -> None:
    """Of several exceptions one is enough: nobody reads them as holding only together."""
    listed = "      - {its route: {arcadia.inferable: false}}\n      - it was approved: {a"
    twice = NORM.replace("      it was approved: {a", listed)
    said = [each.partition(":")[0] for each in read(tmp_path, twice).splitlines() if "where: " in each]
    assert said == ["Applies where", "Does not apply where", "Nor where"]


@pytest.mark.parametrize(
    ("subject", "bound"),
    [
        ("Staff", "Binds (“Staff”): OSCE officials."),
        ("Staff members", "Binds (“Staff members”): OSCE officials."),
        ("All members of staff", "Binds (“All members of staff”): OSCE officials."),
        ("Administrators of a group of staff", "Binds: OSCE officials."),
        ("Whoever leads a group of staff", "Binds: OSCE officials."),
        ("OSCE officials", "Binds: OSCE officials."),
    ],
)
def test_whom_it_binds_is_said_beside_the_words_for_them(tmp_path: Path, subject: str, bound: str) -> None:
    """All the words are quoted by which a sentence addresses whom it binds, and none that tell of others."""
    assert bound in read(tmp_path, NORM.replace("Staff shall not", f"{subject} shall not")).splitlines()


@pytest.mark.parametrize(("right", "wrong", "shows"), SEEDED)
def test_a_fault_of_encoding_shows(tmp_path: Path, right: str, wrong: str, shows: str) -> None:
    """A swapped "and", a lost "not", another number, another value: the read-back differs, and says it."""
    assert NORM.count(right) == 1
    good, bad = read(tmp_path, NORM), read(tmp_path, NORM.replace(right, wrong))
    added = "\n".join(each for each in difflib.ndiff(good.splitlines(), bad.splitlines()) if each.startswith("+ "))
    assert shows in added


def test_what_is_not_decided_says_so(packaged: smpolicy.Library) -> None:
    """An interpretive norm, a standing one, a step, a definition and an open question say what they are."""
    norms = {norm.id: norm for each in packaged.lowered.instruments.values() for norm in each.norms}

    def said(name: str) -> str:
        return readback(norms[name], packaged.lowered.vocabulary)

    assert "Nothing to be decided by machine" in said("si31:2.1")
    assert "Never asked about" in said("si31:7.2.b1")
    assert "Never counts against anybody" in said("si31:8.1b")
    assert "Counts only once somebody says whether it was done; where it was not, if it is too late: (as" in said(
        "si31:6.4a"
    )
    assert "the slot si31:8.1/focal-point" in said("si31:8.1a")
    assert "Defines, where it applies: whether it happens on social media (3.1)" in said("si31:3.1")
    assert "(as open question Q1.1 is read: [if it is enough to have asked beforehand]" in said("si31:7.1.b3")
    assert "nothing but ‘a professional network added it by itself’" in said("si31:7.1.b3")
    assert "Reaches beyond personal use" in said("si31:7.1.b2a")
    assert "(not in its words: Section 7 has no words on separation." in said("si31:7.2.b9")


def test_a_permission_is_never_broken(tmp_path: Path) -> None:
    """A permission says that it is one, either way."""
    permission = read(tmp_path, NORM.replace("shall not", "may"))
    assert permission.startswith("A permission: it can be broken by nobody.\n")
    assert "\nPermitted (may): " in permission
    lifted = read(tmp_path, NORM.replace("shall not", "need not"))
    assert lifted.startswith("A permission to leave undone: it can be broken by nobody.\n")
    assert "\nPermitted to leave undone (may): " in lifted


def test_no_two_norms_read_alike(packaged: smpolicy.Library) -> None:
    """Norms that do different things are read back differently, for every norm with an act."""
    day = date(2026, 1, 1)
    norms = [norm for norm in packaged.resolve("moldova", as_of=day, drafts=True).norms if norm.act]
    said: dict[str, set[object]] = {}
    for norm in norms:
        key = readback(norm, packaged.lowered.vocabulary)
        said.setdefault(key, set()).add(
            (norm.force, norm.polarity, *(line.condition for line in (*norm.act, *norm.when)))
        )
    assert all(len(each) == 1 for each in said.values())


def test_the_invented_overlay_reads_well() -> None:
    """The contract's own norm, read back."""
    lowered = smpolicy.load(ARCADIA).lowered
    norm = lowered.instruments["arcadia/ai-2024-07"].norms[0]
    assert readback(norm, lowered.vocabulary).splitlines()[3] == (
        "Applies where: “How many hours ago did the patrol end?” less than 24 hours."
    )
