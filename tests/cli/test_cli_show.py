"""The consolidated text holds the instrument's own words, whole, and says of everything else where it comes from."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

import smpolicy
from cli.commandline import ARCADIA, DATA, run
from smpolicy.conflicts.precedence import SetAside
from smpolicy.meaning.conditions import ALWAYS, NEVER
from smpolicy.render.policy import FORMATS
from smpolicy.render.table import TEXTS

#: All 19 structures existed on this day; three have been closed since.
DAY = "2021-06-01"
STRUCTURES = smpolicy.load().structures


def words(text: str) -> str:
    """Return a text without emphasis marks, footnote marks, link targets and differences of white space."""
    without_links = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"[*¹]", "", without_links).split())


def paragraphs() -> list[str]:
    """Return each paragraph and each bullet of the instrument."""
    source = (DATA / "si31.txt").read_text("utf-8")
    return [words(each) for each in re.split(r"\n\s*\n|\n(?=- )", source) if each.strip()]


def test_paragraphs_are_all_there() -> None:
    """The source has as many paragraphs as a reader counts; the test below would pass on none."""
    assert len(paragraphs()) > 70


def test_there_are_19_structures() -> None:
    """The registry is whole; parts of structures come on top."""
    assert sum(each.parent is None for each in STRUCTURES.values()) == 19


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("structure", STRUCTURES)
def test_word_for_word(structure: str, form: str) -> None:
    """`show`, for each structure on a day when it existed, contains the instrument's text word for word."""
    ran = run("show", structure, "--as-of", DAY, "--drafts", "--format", form)
    assert (ran.code, ran.err) == (0, "")
    shown = words(ran.out)
    assert [each for each in paragraphs() if each not in shown] == []


def test_word_for_word_among_additions() -> None:
    """Additions stand between the instrument's paragraphs and never within one."""
    shown = words(run("show", "arcadia", "--policies", ARCADIA, "--as-of", "2026-01-01", "--drafts").out)
    assert [each for each in paragraphs() if each not in shown] == []


def test_numbers_stand_before_their_words() -> None:
    """A number is printed once: not before a heading or a text that already bears it."""
    out = run("show", "secretariat", "--as-of", DAY).out
    assert "\n1. Reference\n" in out
    assert "\n2.1 The purpose of this" in out
    assert "\nParagraph 1 on OSCE Officials’ Conduct\n" in out
    assert "\n“(a) OSCE officials shall" in out
    assert "\nStaff Regulation 2.02 on Disclosure of Information\n" in out
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_additions_say_where_they_come_from(form: str) -> None:
    """An addition is marked, stands under its provision, and names who added it, the file and the line."""
    ran = run("show", "arcadia", "--policies", ARCADIA, "--as-of", "2026-01-01", "--format", form)
    out = words(ran.out).replace("> ", "")
    under = out.index("Not compromise the safety and security")
    added = out.index("+ Staff shall not post or share, within 24 hours of a patrol")
    assert under < added < out.index("Not refer to internal sensitive information")
    assert "Added by the OSCE Mission to Arcadia under 7.3: Administrative Issuance 2024/07" in out
    assert f"{ARCADIA}/ai-2024-07.yaml:21" in out
    assert "Guidance: Induction material has worked examples." in out
    assert "[never applied] Claim about the instrument itself: Staff shall seek advice" in out
    assert "Contact: communication focal point, press.arcadia@example.org" in out
    assert "1 draft for this structure is left out: arcadia/draft-2025." in out
    assert "[draft]" not in out


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_drafts_are_marked(form: str) -> None:
    """Where drafts take part, the notice says so at the top and each of their additions is marked."""
    ran = run("show", "arcadia", "--policies", ARCADIA, "--as-of", "2026-01-01", "--drafts", "--format", form)
    out = words(ran.out)
    assert out.index("Draft by ") < out.index("1. Reference")
    assert "[draft] " in out
    assert "Proposed for the OSCE Mission to Arcadia under 7.3 by a draft, arcadia/draft-2025" in out.replace("> ", "")


def test_json() -> None:
    """Every entry knows its document, its line and why it is there; the output is ASCII."""
    ran = run("show", "arcadia", "--policies", ARCADIA, "--as-of", "2026-01-01", "--drafts", "--format", "json")
    assert ran.out.isascii()
    shown = json.loads(ran.out)
    assert shown["format"] == "smpolicy/policy@1"
    assert (shown["structure"], shown["as_of"], shown["in_force"]) == ("arcadia", "2026-01-01", True)
    assert all(each["source"]["path"] and each["source"]["line"] and each["origin"] for each in shown["entries"])
    assert {each["kind"] for each in shown["entries"]} == {
            "provision", "norm", "guidance", "claim", "context", "contact",
        }  # fmt: skip
    assert any(each.get("draft") for each in shown["entries"])
    assert {each["eid"] for each in shown["entries"] if each["id"] == "si31:2.1"} == {"sec_2__subsec_2-1"}
    by_slot = {each["slot"]: each["contact"] for each in shown["contacts"]}
    assert by_slot["si31:8.2/advice"]["email"] == "press@osce.org"
    assert by_slot["si31:7.1.b3/authoriser"] is None


def test_closed_structure() -> None:
    """A closed structure is shown all the same, and the first thing said is that it is closed."""
    ran = run("show", "ukraine-smm", "--as-of", "2026-01-01")
    assert ran.code == 0
    assert "was closed on 1 April 2022" in words(ran.out).partition("1. Reference")[0]


def test_the_name_borne_on_the_day() -> None:
    """Names change while ids do not."""
    assert run("show", "astana", "--as-of", DAY).out.startswith("OSCE Programme Office in Nur-Sultan (astana)")
    assert run("show", "astana", "--as-of", "2026-01-01").out.startswith("OSCE Programme Office in Astana")


@pytest.mark.parametrize("form", TEXTS)
def test_what_is_set_aside(form: str) -> None:
    """A norm that is set aside stays in view, with the norm that prevails and what survives."""
    policy = smpolicy.load(ARCADIA).resolve("arcadia", as_of=date(2026, 1, 1))
    norms = {norm.id: norm for norm in policy.norms}
    aside = SetAside(
        norm=norms["arcadia/ai-2024-07#patrol-routes"],
        prevailing=norms["si31:7.2.b7"],
        kind="adds-exception",
        part="exception",
        grade="direct",
        basis="si31:5",
        applies=NEVER,
        condition=NEVER,
        witness={},
        survives="all but the exception",
        survives_where=ALWAYS,
    )
    vars(policy)["_settled"] = (aside,)  # as if it had been found
    out = words(FORMATS[form](policy))
    kind = "adds-exception" if form == "json" else "it carves an exception into SI 31, 7.2, third heading, first bullet"
    assert kind in out
    assert "all but the exception" in out
    assert "Staff shall not post or share, within 24 hours" in out
