"""What is said first of an addition: `check`, the site and the consolidated text never disagree about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Final

import pytest

import smpolicy
from checks.faults import ARCADIA, TESTS
from smpolicy import CheckReport
from smpolicy.conflicts.headline import Headline
from smpolicy.conflicts.precedence import ForReview, Undetermined
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.policy import Policy
from smpolicy.render.policy import plain_policy
from smpolicy.resolution.resolved import Entry
from smpolicy.site.book import open_book
from smpolicy.site.markup import slug

from .conftest import DAY, REGISTRY, base_with, write
from .reading import shown

KINDS: Final = {path.stem: path for path in sorted((TESTS / "data" / "kinds").glob("*.yaml"))}
#: The rules of `check` that say what becomes of an addition, the gravest first.
TELLING: Final = ("inconsistent", "undecided", "for-review", "claim")
#: What may be said first, by what `check` finds: of what is in force, and of a draft. Written down here once more.
FIRST: Final = {
    "inconsistent": {"Set aside", "Set aside in part", "Would be set aside", "Would be set aside in part"},
    "clash": {"Inconsistent"},
    "undecided": {"Undecided"},
    "for-review": {"For people to decide"},
    "claim": {"Never applied"},
    "": {"In force", "Draft"},
}
#: The colour of what is in force and of a draft: an addition bears another class too once something is found.
PLAIN: Final = re.compile(r"smp-addition smp-addition--(norm|draft|guidance|claim|context|term|note|contact)")


def issued(text: str) -> str:
    """Make an issuance of a draft."""
    text = text.replace("status: draft", "status: in-force").replace("drafted_by: The tests\n", "")
    text = re.sub("proposed_for: (.*)", r"issuer: {structure: \1}", text)
    return re.sub(r"dates: \{effective: \{from: (\S+?)\}", r"dates: {issued: \1, effective: {from: \1}", text)


def found_on(entry: Entry, diagnostics: Iterable[Diagnostic]) -> str:
    """Return what `check` finds on an addition: the gravest, or nothing."""
    own = [each for each in diagnostics if _is_on(each, entry)]
    names = {"clash" if each.name == "inconsistent" and each.grade is None else each.name for each in own}
    return next((name for name in ("inconsistent", "clash", *TELLING[1:]) if name in names), "")


def _is_on(each: Diagnostic, entry: Entry) -> bool:
    if each.name not in TELLING or each.span is None or each.span.path != entry.span.path:
        return False
    return each.norm == entry.id if each.norm else entry.span.line <= each.span.line <= entry.span.end_line


def labels(body: str, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the class and the words of each label of an addition: in the list of additions, and in its place."""
    anchor = re.escape(slug(entry.id))
    box = re.search(rf'<div class="([^"]+)" id="{anchor}">\n<p class="smp-label">(.*?) <a class="smp-permalink"', body)
    own = f'Stands under <a href="#{anchor}">'
    item = re.search(
        rf'<li class="([^"]+)">\n<p class="smp-label">((?:(?!<li )(?!</p>).)*)(?:(?!<li ).)*?{own}', body, re.S
    )
    assert box is not None
    assert item is not None
    yield box[1], box[2]
    yield item[1], item[2]


def badges(label: str) -> list[str]:
    """Return the words of the badges of a label."""
    return re.findall(r'<span class="smp-badge [^"]*">([^<]*)</span>', label)


def additions(policy: Policy) -> list[Entry]:
    """Return what a structure adds."""
    return [each for each in policy.entries if each.kind not in ("provision", "interpretation")]


def agree(report: CheckReport, structure: str, path: Path | None = None) -> list[str]:
    """Hold every addition of a structure to what `check` finds; return what is said first of those of the file."""
    policy = report.library.resolve(structure, as_of=DAY, drafts=True)
    body = shown(open_book(report.library, as_of=DAY, drafts=True), f"structures/{structure}")
    text, markdown = " ".join(policy.text().split()), policy.text("markdown")
    data = {each["id"]: each.get("effect") for each in plain_policy(policy)["entries"]}
    said = []
    for entry in additions(policy):
        if path is not None and entry.span.path != str(path):
            continue
        found = found_on(entry, report.diagnostics)
        headline = policy.headline(entry)
        assert data[entry.id] == headline.effect
        assert (headline.effect == "effective") == (not found)
        first = headline.lead or "Draft"
        said.append(first)
        assert first in FIRST[found], (entry.id, found)
        assert first.startswith("Would") == (entry.draft and found == "inconsistent")
        for look, label in labels(body, entry):
            assert badges(label)[-1] == first
            assert ("Draft" in badges(label)) == entry.draft
            assert bool(PLAIN.fullmatch(look)) != bool(found), "what is found is not coloured like what is not"
            assert all(norm.citation in label for norm in headline.norms)
            assert ("In force" in label) == (not found and not entry.draft)
        mark = headline.words
        assert mark.startswith("draft" if entry.draft else first.lower() if found else "")
        assert bool(mark) == bool(found or entry.draft)
        assert (f"+ [{mark}] " if mark else "+ ") in text
        assert (f"> **+** **[{mark}]** " if mark else "> **+** ") in markdown
    return said


@pytest.mark.parametrize(("name", "draft"), [*product(KINDS, (True, False))])
def test_what_check_finds_is_said_first_and_nothing_else_is(name: str, draft: bool, tmp_path: Path) -> None:
    """Set aside, in a clash, undecided, for people, never applied: on the site, in the text and in `check` alike."""
    text = KINDS[name].read_text(encoding="utf-8")
    path = tmp_path / f"{name}.yaml"
    path.write_text(text if draft else issued(text), encoding="utf-8")
    report = smpolicy.check(path, policies=ARCADIA)
    assert report.library.errors == ()
    said = agree(report, "secretariat" if name == "not-invited" else "arcadia", path)
    assert said, "the file adds something"


ISSUANCE: Final = """\
schema: smpolicy/overlay@1
id: arcadia/ai-1
title: Personal use of social media
status: in-force
issuer: {structure: arcadia}
layer: 3
under: si31:7.3
dates: {issued: 2024-06-20, effective: {from: 2024-07-01}}
source: {title: AI 1}
terms:
  patrol: a journey of staff on duty
  The “Social  Medias”: sites and services, messenger apps excepted
norms:
  logo:
    under: si31:7.1.b3
    text: All staff shall add the logo.
    act:
      All staff shall add the logo: {account.branded_with_osce_vi_or_ip: true, branding.origin: {has: [user_applied]}}
  ban:
    under: si31:7.2
    text: Staff shall stay off social media.
    act:
      stay off social media: {activity.interaction: [post, share, comment, like, follow, join, tag, other_interaction]}
  calm:
    under: si31:7.2.b5
    text: Staff should be kind.
"""


def arcadia(tmp_path: Path, effect: str = "prevails", text: str = ISSUANCE) -> CheckReport:
    """Check the documents of an invented structure, under a clause with some effect."""
    root = write(tmp_path / "mine", structures=REGISTRY, overlays__arcadia__ai_1=text, **base_with(effect))
    return smpolicy.check(policies=root)


def first(report: CheckReport) -> dict[str, str]:
    """Return what is said first of each addition, with what it is by."""
    policy = report.library.resolve("arcadia", as_of=date(2026, 1, 1), drafts=True)
    return {each.id.partition("#")[2]: policy.headline(each).words for each in additions(policy)}


def test_what_is_said_first_names_what_prevails(tmp_path: Path) -> None:
    """That it is set aside, and by what, stands before the words; what nobody finds anything on has nothing there."""
    report = arcadia(tmp_path)
    agree(report, "arcadia")
    assert first(report) == {
        "logo": "set aside in part by SI 31, 7.1, third bullet",
        "ban": "for people to decide",
        "calm": "",
        "term-1": "",
        "term-2": "never applied",
    }
    text = report.library.resolve("arcadia", as_of=DAY).text()
    assert "+ [set aside in part by SI 31, 7.1, third bullet] All staff shall add the logo." in text
    body = shown(open_book(report.library, as_of=DAY), "structures/arcadia")
    by = 'Set aside in part</span> by <a href="#si31-7.1.b3">SI 31, 7.1, third bullet</a>. Addition'
    assert body.count(by) == 2


@pytest.mark.parametrize(
    ("effect", "said"), [("cumulative", "inconsistent with SI 31, 7.1, third bullet"), ("yields", "")]
)
def test_what_a_clause_leaves_in_force(effect: str, said: str, tmp_path: Path) -> None:
    """Where both bind, that they are inconsistent is said first; what prevails itself is in force."""
    report = arcadia(tmp_path, effect)
    assert first(report)["logo"] == said
    assert report.library.resolve("arcadia", as_of=DAY).effects["arcadia/ai-1#logo"] == (
        "clash" if said else "effective"
    )


def test_a_provision_that_yields_says_so_in_the_text(tmp_path: Path) -> None:
    """What of the Staff Instruction is set aside stands under its words, in the text as on the site."""
    policy = arcadia(tmp_path, "yields").library.resolve("arcadia", as_of=DAY)
    why = "AI 1, logo asks for what this disapproves of; by SI 31, 5 that prevails."
    said = f"Set aside here, as far as {why}"
    assert f"! {said}" in " ".join(policy.text().split())
    assert f"> {said}" in policy.text("markdown")


def test_several_that_prevail_are_all_named() -> None:
    """Nothing that sets a norm aside is left out of what is said first."""
    policy = smpolicy.load().resolve("serbia", as_of=DAY)
    norms = tuple(each for each in policy.norms if each.id in ("si31:7.2.b4", "si31:7.2.b5", "si31:7.2.b6"))
    words = Headline(effect="set-aside-wholly", norms=norms).words
    bullets = [f"SI 31, 7.2, second heading, {nth} bullet" for nth in ("first", "second", "third")]
    assert words == f"set aside by {bullets[0]}; {bullets[1]} and {bullets[2]}"
    assert Headline(effect="set-aside-wholly", norms=norms[:1], draft=True).words.startswith(
        "draft; would be set aside by"
    )


def test_what_people_decided_is_said_first_of_what_was_for_them(tmp_path: Path) -> None:
    """Once a decision is recorded, the page does not go on to say that people are to decide."""
    review = '{of: "#ban", kind: blanket-ban, by: Legal Adviser, date: 2026-01-10, decision: too wide, why: x}'
    report = arcadia(tmp_path, text=f"{ISSUANCE}reviews:\n  - {review}\n")
    assert first(report)["ban"] == "reviewed"
    assert (
        "Reviewed: too wide (Legal Adviser, 10 January 2026: x)." in report.library.resolve("arcadia", as_of=DAY).text()
    )
    assert "In force" not in next(
        label
        for entry in additions(report.library.resolve("arcadia", as_of=DAY))
        if entry.id.endswith("#ban")
        for _, label in labels(shown(open_book(report.library, as_of=DAY), "structures/arcadia"), entry)
    )


def test_what_was_not_found_out_is_never_called_in_force(tmp_path: Path) -> None:
    """Where the budget of work did not suffice, that is said first; what is set aside besides goes before it."""
    policy = arcadia(tmp_path).library.resolve("arcadia", as_of=DAY)
    norms = {each.id: each for each in policy.norms}
    (entry,) = (each for each in policy.entries if each.id == "arcadia/ai-1#ban")
    undecided = Undetermined(norm=norms["arcadia/ai-1#ban"], other=norms["si31:7.2.b5"])
    more = [each for each in policy.assessments if isinstance(each, ForReview)]
    vars(policy)["assessments"] = (undecided, *more)  # as if it had not been found out
    words = "undecided whether it can stand beside SI 31, 7.2, second heading, second bullet"
    assert policy.headline(entry).words == words
    assert f"[{words}]" in " ".join(policy.text().split())
