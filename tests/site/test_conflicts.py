"""What is set aside, what prevails and what merely contradicts: said beside the words, which stay."""

from __future__ import annotations

from pathlib import Path

import pytest

import smpolicy
from smpolicy.render.policy import policy_text
from smpolicy.site.book import open_book

from .conftest import DAY, REGISTRY, base_with, write
from .reading import read, shown

ISSUANCE = """\
schema: smpolicy/overlay@1
id: arcadia/ai-1
title: "Use of <b>logos</b>"
status: in-force
issuer: {structure: arcadia}
layer: 3
under: si31:7.3
dates: {issued: 2024-06-20, effective: {from: 2024-07-01}}
source: {title: "AI <b>1</b>"}
norms:
  logo:
    under: si31:7.1.b3
    text: All staff shall add the logo.
    act:
      All staff shall add the logo: {account.branded_with_osce_vi_or_ip: true, branding.origin: {has: [user_applied]}}
"""
#: The days of an issuance that took effect before the Staff Instruction did.
EARLY = "{issued: 2019-06-20, effective: {from: 2019-07-01}}"
AT_THE_ADDITION = 'id="arcadia-ai-1-logo"'


def arcadia(tmp_path: Path, effect: str = "prevails", issuance: str = ISSUANCE) -> str:
    """Render the page of an invented structure whose issuance requires what 7.1 disapproves, under a clause."""
    root = write(tmp_path / "mine", structures=REGISTRY, overlays__arcadia__ai_1=issuance, **base_with(effect))
    book = open_book(smpolicy.load(root), as_of=DAY, drafts=True, root=root)
    body = shown(book, "structures/arcadia")
    found = read(body)
    assert all(each[1:] in found.anchors for each in found.addresses if each.startswith("#"))
    assert not {"b", "script"} & set(found.tags)
    return body


def consolidated(body: str) -> str:
    """Return the consolidated text of a page."""
    return body.partition('<h2 id="consolidated">')[2]


def test_a_local_norm_is_set_aside_where_the_instruction_prevails(tmp_path: Path) -> None:
    """The words stay, and beside them stands what prevails and what survives; the provision itself says nothing."""
    body = arcadia(tmp_path)
    assert "All staff shall add the logo." in body
    said = (
        "<strong>Set aside here</strong>, as far as it asks for what "
        '<a href="#si31-7.1.b3">SI 31, 7.1, third bullet</a> disapproves of; by SI 31, 5 that prevails. What survives: '
    )
    assert consolidated(body).count(said) == 1
    assert consolidated(body).index(AT_THE_ADDITION) < consolidated(body).index(said)
    assert body.count(said) == 2  # in the list of additions too
    assert "Prevails here" not in body


def test_a_provision_that_yields_says_so_and_so_does_what_prevails(tmp_path: Path) -> None:
    """Where the clause yields: at the provision, which words are set aside; at the addition, over what it prevails."""
    text = consolidated(arcadia(tmp_path, "yields"))
    yields = text.index('<p class="smp-aside"><strong>Set aside here</strong>, as far as <a href="#arcadia-ai-1-logo">')
    assert "</a> asks for what this disapproves of; by SI 31, 5 that prevails." in text
    assert text.index('id="si31-7.1.b3"') < yields < text.index(AT_THE_ADDITION)
    assert '<a href="#arcadia-ai-1-logo">AI &lt;b&gt;1&lt;/b&gt;' in text
    prevails = "<strong>Prevails here</strong> over "
    cited = '<a href="#si31-7.1.b3">SI 31, 7.1, third bullet</a>'
    assert f"{prevails}{cited}, as far as this asks for what that disapproves of." in text
    assert text.index(AT_THE_ADDITION) < text.index(prevails)
    assert text.count("Set aside here") == 1


def test_where_only_some_words_yield_they_are_quoted(tmp_path: Path) -> None:
    """Of a provision with two norms, the one that is set aside is named by its words."""
    forbids = ISSUANCE.partition("norms:")[0] + (
        "norms:\n  it:\n    under: si31:7.1.b2\n    text: Staff shall not monitor or remove comments.\n    act:\n"
        "      monitor or remove comments: {any: [{profile.monitored: true}, {content.removed: true}]}\n"
    )
    text = consolidated(arcadia(tmp_path, "yields", forbids))
    below = text.partition('id="si31-7.1.b2"')[2].partition('<div class="smp-addition')[0]
    quoted = (
        "“Are expected to monitor and remove inappropriate content posted by others on their own social media profiles”"
    )
    assert f"{quoted}: <strong>Set aside here</strong>" in below


def test_a_draft_would_prevail_and_sets_nothing_aside(tmp_path: Path) -> None:
    """What a draft does to a provision in force is said in the conditional."""
    draft = ISSUANCE.replace("in-force", "draft").replace("issuer: {structure: arcadia}", "proposed_for: arcadia")
    draft = draft.replace("dates: {issued: 2024-06-20, effective", "drafted_by: The tests\ndates: {effective")
    body = arcadia(tmp_path, "yields", draft)
    assert "<strong>Would be set aside here</strong>" in body
    assert "<strong>Would prevail here</strong>" in body
    assert "<strong>Set aside here" not in body
    assert "<strong>Prevails here" not in body


@pytest.mark.parametrize(
    ("effect", "reason"),
    [
        ("cumulative", "leaves both in force"),
        ("needs-concurrence", "asks for concurrence, and does not say which prevails after it"),
    ],
)
def test_a_clash_is_said_with_the_reason_why_nothing_is_set_aside(effect: str, reason: str, tmp_path: Path) -> None:
    """Where no clause prevails, the inconsistency is said, and nothing is set aside."""
    concurred = ISSUANCE.replace("source:", "concurrence: {by: The office, date: 2024-06-01}\nsource:")
    body = arcadia(
        tmp_path, effect, concurred.replace("{issued: 2024-06-20,", "{issued: 2024-06-20, published: 2024-06-21,")
    )
    with_what = (
        "<strong>Inconsistent</strong>: it asks for what "
        '<a href="#si31-7.1.b3">SI 31, 7.1, third bullet</a> disapproves of'
    )
    assert f"{with_what}; Staff Instruction No. 31 {reason}." in consolidated(body)
    assert "Set aside here" not in body


def test_what_is_set_aside_never_stands_among_the_instruments_words(tmp_path: Path) -> None:
    """Under a provision that yields, the text itself is as it was."""
    words = read(arcadia(tmp_path, "yields")).paragraphs
    assert not any("set aside" in each.lower() for each in words)


def test_a_claim_says_what_it_does_and_what_survives(tmp_path: Path) -> None:
    """Beside a claim stands what it does to the instrument above, in words, and what is left of it."""
    claims = ISSUANCE + "claims:\n  - {kind: prevails, under: si31:5, text: This issuance prevails.}\n"
    body = arcadia(tmp_path, "prevails", claims)
    said = "Under our reading this says that something prevails over Staff Instruction No. 31"
    assert f"{said}; by SI 31, 5 that prevails. What survives: the rest of the issuance." in consolidated(body)


def test_what_people_must_decide_and_have_decided_is_said(tmp_path: Path) -> None:
    """A finding for review stands beside the words, with what was decided on it."""
    ban = ISSUANCE.partition("norms:")[0] + (
        "norms:\n  ban:\n    under: si31:7.2\n    text: Staff shall stay off social media.\n    act:\n"
        "      stay off social media:\n        activity.interaction:"
        " [post, share, comment, like, follow, join, tag, other_interaction]\nreviews:\n"
        '  - {of: "#ban", kind: blanket-ban, by: Legal Adviser, date: 2026-01-10, decision: too wide, why: see 6.1}\n'
    )
    body = consolidated(arcadia(tmp_path, "prevails", ban))
    assert "<strong>For people to decide</strong>, since it covers all speaking and all joining and following" in body
    assert "It bans a whole kind of use" in body
    assert "<strong>Reviewed</strong>: too wide (Legal Adviser, 10 January 2026: see 6.1)." in body


def test_a_claim_that_people_must_decide_on_says_so(tmp_path: Path) -> None:
    """What no machine weighs in a claim is for people, on the page as in `check`."""
    claims = ISSUANCE + "claims:\n  - {kind: sanction, under: si31:7.2, text: Whoever departs from it is sent home.}\n"
    said = "has none; that is for people to decide, since it turns on words, which no machine weighs."
    assert said in consolidated(arcadia(tmp_path, "prevails", claims))


def test_a_term_that_the_instruction_defines_stands_beside_its_definition(tmp_path: Path) -> None:
    """A local term under its name is shown there, with what it does, what is left of it and what was decided."""
    review = (
        "{of: '#term-1', kind: redefines-term, by: Legal Adviser, date: 2026-01-10, decision: it stays local, why: x}"
    )
    terms = ISSUANCE + f"terms:\n  Social media: sites and services.\n  patrol: a journey.\nreviews:\n  - {review}\n"
    body = consolidated(arcadia(tmp_path, "prevails", terms))
    said = body.partition('id="si31-3.1"')[2].partition('id="si31-3.2"')[0]
    assert '<span class="smp-badge smp-badge--never-applied">Never applied</span> Term' in said
    does = "Under our reading this says what a term of SI 31, 3.1 means; by SI 31, 5 that prevails."
    assert f"{does} What survives: as a local term for its own norms." in said
    assert "<strong>Reviewed</strong>: it stays local (Legal Adviser, 10 January 2026: x)." in said
    assert '<span class="smp-badge smp-badge--in-force">In force</span> Term' in body.partition('id="si31-7.3"')[2]


def test_what_is_found_names_the_questions_it_rests_on(tmp_path: Path) -> None:
    """Beside a norm that is set aside: those that touch the provision, and those on the clause by which it prevails."""
    body = consolidated(arcadia(tmp_path))
    assert body.count("This rests on a reading of Q1.1, Q7, Q8 and Q9, which the text leaves open.") == 1


OWN = """\
open_questions:
  logos:
    number: A1
    question: Is the emblem of <b>a project</b> a logo?
    touches: ["#logo"]
    readings: {none: "only the <i>OSCE's</i>", all: that of a project too}
"""


@pytest.mark.parametrize("status", ["in-force", "draft"])
def test_what_an_overlay_leaves_open_stands_beside_its_norm_alone(tmp_path: Path, status: str) -> None:
    """With its readings, on the page of its structure; the page of the open questions is about the base."""
    text = ISSUANCE.replace("norms:", f"{OWN}norms:", 1)
    if status == "draft":
        text = text.replace("issuer: {structure: arcadia}", "proposed_for: arcadia\ndrafted_by: The tests")
        text = text.replace("status: in-force", "status: draft")
    root = write(tmp_path / "mine", structures=REGISTRY, overlays__arcadia__ai_1=text, **base_with("prevails"))
    library = smpolicy.load(root)
    book = open_book(library, as_of=DAY, drafts=True, root=root)
    body = shown(book, "structures/arcadia")
    said = "Left open here: A1 Is the emblem of &lt;b&gt;a project&lt;/b&gt; a logo?"
    assert body.count(said) == 2  # in the list of additions, and in the text
    assert consolidated(body).index(AT_THE_ADDITION) < consolidated(body).index(said)
    assert "<li>only the &lt;i&gt;OSCE" in body
    assert "that of a project too" in body
    without = open_book(library, as_of=DAY, drafts=False, root=root)
    assert (said in shown(without, "structures/arcadia")) == (status == "in-force")
    for name in ("open-questions", "si31", "structures/utopia"):
        for each in (book, without):
            assert "emblem of" not in shown(each, name)
            assert ">A1<" not in shown(each, name)


def test_an_early_start_another_text_and_a_drifted_restatement_are_told(tmp_path: Path) -> None:
    """What `check` notes of an issuance or a norm, readers are told too; of one that is sound nothing is said."""
    pin = f'base: {{id: si31, version: "2019", digest: "sha256:{"0" * 64}"}}\n'
    early = ISSUANCE.replace("{issued: 2024-06-20, effective: {from: 2024-07-01}}", EARLY)
    drifted = (
        "  calm:\n    under: si31:7.2.b3\n    text: Staff should avoid threats and the like.\n    force: should\n"
        "    polarity: refrain\n    act:\n      threats and the like: {any: [{content.discriminatory: true}, "
        "{content.harassing: true}, {content.threatens_violence: true}, {content.similar: true}]}\n"
    )
    body = arcadia(tmp_path, "prevails", early.replace("source:", f"{pin}source:") + drifted)
    noted = "<strong>To be noted</strong>: it"
    restates = "restates SI 31, 7.2, first heading, third bullet in other words, with the same force."
    assert body.count(f"{noted} {restates}") == 2
    number = "Staff Instruction No. 31"
    assert f"{noted} took effect before {number}. What survives: as it is until that day, then beside {number}." in body
    assert f"{noted} was written against another text of {number}. What survives: as it is, read with the" in body
    assert "To be noted" not in arcadia(tmp_path / "sound")
    text = policy_text(smpolicy.load(tmp_path / "mine").resolve("arcadia", as_of=DAY))
    head = " ".join(text.partition("Contacts:")[0].split())
    assert f"To be noted: it took effect before {number}. What survives: as it is until that day" in head
    assert f"To be noted: it was written against another text of {number}. What survives: as it is" in head
    sound = smpolicy.load(tmp_path / "sound" / "mine").resolve("arcadia", as_of=DAY)
    assert "To be noted" not in policy_text(sound)
