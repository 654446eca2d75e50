"""Section 5: "in cases of inconsistency shall prevail over any provision of instructions"."""

from __future__ import annotations

from pathlib import Path

import pytest

import smpolicy
from checks.faults import ARCADIA, check_overlay

KINDS = {
    "scope": "narrows-scope",
    "term": "redefines-term",
    "list": "closes-open-list",
    "channel": "replaces-channel",
    "exception": "adds-exception",
    "threshold": "raises-threshold",
    "authorisation": "loosens-authorisation",
    "suspends": "suspends",
    "prevails": "counter-precedence",
    "responsibility": "shifts-responsibility",
    "sanction": "adds-sanction",
}
#: What turns on words, which no machine weighs.
REVIEWED = ("shifts-responsibility", "adds-sanction")


def test_each_kind_is_shown_and_never_applied(tmp_path: Path) -> None:
    """A claim is no fault of the document: a warning, which names section 5 and its kind."""
    claims = ", ".join(f"{{kind: {kind}, text: 'x'}}" for kind in KINDS)
    found = check_overlay(tmp_path, "", claims=f"[{claims}]")
    assert [each.kind for each in found] == list(KINDS.values())
    assert {each.severity for each in found} == {"warning"}
    for each in found:
        follows = "for people to decide" if each.kind in REVIEWED else "by SI 31, 5 that prevails"
        assert each.message.startswith("under our reading this claim")
        assert each.message.endswith("; it is never applied")
        assert follows in each.message
    assert len({each.message for each in found}) == len(KINDS)


@pytest.mark.parametrize("key", ["overrides", "removes", "priority", "amends", "replaces"])
def test_an_overlay_cannot_change_or_outrank_what_it_stands_under(tmp_path: Path, key: str) -> None:
    """There is no key for it, and the message says where such a sentence belongs."""
    (found,) = check_overlay(tmp_path, "", **{key: "[si31:7.2.b5]"})
    assert (found.name, found.severity) == ("unknown-key", "error")
    assert "write under `claims:` what the document says of that instrument" in found.help


@pytest.mark.parametrize(
    "term",
    ["social media", "Social Media", "SOCIAL  MEDIA", "“social media”", "social-media", "the social medias"],
)
def test_a_term_of_the_instruction_however_it_is_written(term: str, tmp_path: Path) -> None:
    """A local term under the name of a defined one is a finding: case, quotes, spaces and plurals hide nothing."""
    (found,) = check_overlay(tmp_path, "", terms=f"{{{term!r}: sites and services}}")
    assert (found.name, found.kind, found.severity) == ("claim", "redefines-term", "warning")
    assert found.provision == "si31:3.1"
    assert found.message.startswith("under our reading this term says what a term of SI 31, 3.1 means")
    assert found.survives == "as a local term for its own norms"


@pytest.mark.parametrize(
    ("term", "provision"),
    [
        ("personal uses", "si31:3.2"),
        ("communication focal point", "si31:3.3"),
        ("non-OSCE staff", "si31:4.2"),
    ],
)
def test_every_term_that_the_instruction_defines(term: str, provision: str, tmp_path: Path) -> None:
    """Sections 3 and 4 define them, in emphasis."""
    (found,) = check_overlay(tmp_path, "", terms=f"{{{term}: something else}}")
    assert found.provision == provision


@pytest.mark.parametrize("term", ["patrol", "official social media", "use", "media", "staff", "personal use of a car"])
def test_a_new_name_is_no_finding(term: str, tmp_path: Path) -> None:
    """To say what a word of one's own means redefines nothing."""
    assert check_overlay(tmp_path, "", terms=f"{{{term}: something}}") == ()


def test_words_that_are_only_stressed_are_no_terms(tmp_path: Path) -> None:
    """What an instrument stresses where it defines nothing may be a local term."""
    provision = '{id: "1", kind: section, number: "1.", eid: sec_1, text: Staff *shall* be kind.}'
    rules = f"""schema: smpolicy/instrument@1
id: si31-more
title: More
number: More
short: More
issuer: {{body: The tests}}
status: in-force
layer: 3
version: 2024-01-01
dates: {{effective: {{from: 2024-01-01}}}}
scope: {{with: si31}}
provisions: [{provision}]
norms:
  "1": {{under: "1", text: Staff *shall* be kind., bearer: [osce_official]}}
"""
    (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
    check_overlay(tmp_path, "", terms="{shall: may}")
    found = smpolicy.check(tmp_path / "rules.yaml", tmp_path / "document.yaml", policies=ARCADIA).diagnostics
    assert [each for each in found if each.name == "claim"] == []


def test_a_review_of_a_term_is_shown_with_the_finding(tmp_path: Path) -> None:
    """What was decided on a redefined term turns the finding into a note; terms are counted as they stand."""
    review = (
        "{of: '#term-2', kind: redefines-term, by: Legal Adviser, date: 2026-01-10, decision: it stays local, why: x}"
    )
    terms = "{patrol: a journey on duty, social media: sites}"
    (found,) = check_overlay(tmp_path, "", terms=terms, reviews=f"[{review}]")
    assert (found.severity, found.reviewed) == ("note", "it stays local (Legal Adviser, 10 January 2026: x)")
    (_, stale) = check_overlay(tmp_path, "", terms=terms, reviews=f"[{review.replace('term-2', 'term-1')}]")
    assert stale.name == "stale-review"
