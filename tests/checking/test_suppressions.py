"""A comment beside the line holds a warning back, with its reason, and never anything that is always told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checks.faults import check_text, checked, underlined
from cli.commandline import run
from smpolicy.checking import CheckReport
from smpolicy.checking.suppressions import suppressed
from smpolicy.checks.rules import RULES
from smpolicy.documents import syntax
from smpolicy.documents.comment_rules import UNFIT_SUPPRESSION, UNUSED_SUPPRESSION
from smpolicy.foundations.corrections import corrected
from smpolicy.foundations.diagnostics import Rule, report
from smpolicy.foundations.source import Source
from smpolicy.render import junit, sarif

HEAD = """\
schema: smpolicy/overlay@1
id: arcadia/test
title: Personal use of social media
status: draft
proposed_for: arcadia
drafted_by: The tests
layer: 3
under: si31:7.3
norms:
"""
BECAUSE = "because it explains the bullet"
NOTE = "compared-with-nothing"


def found(folder: Path, norms: str) -> CheckReport:
    """Check a draft with these norms, each of them words alone."""
    path = folder / "draft.yaml"
    path.write_text(HEAD + norms, encoding="utf-8")
    return checked(path)


def names(report: CheckReport) -> list[str]:
    """Return the names of what is told, and of what is held back in brackets."""
    return [each.name for each in report.diagnostics] + [f"({each.diagnostic.name})" for each in report.held_back]


@pytest.mark.parametrize(
    "norm",
    [
        f"    text: >  # smpolicy: ignore[SMP440] {BECAUSE}\n      Staff should\n      wait here.\n",
        f"    # smpolicy: ignore[SMP440] {BECAUSE}\n    text: >\n\n      Staff should\n      wait here.\n",
        f"    # smpolicy: ignore[{NOTE}, SMP440] {BECAUSE}\n    # so\n\n    text: Staff should\n      wait here.\n",
        f'    #smpolicy: ignore[ {NOTE} ]   {BECAUSE}\n    text: "Staff should wait here."\n',
        f'    text: "Staff should wait here."  # smpolicy: ignore[SMP440] {BECAUSE}\n',
    ],
)
def test_held_back_beside_the_line(tmp_path: Path, norm: str) -> None:
    """Behind the line or above it, by code or by name; the text that begins on the line goes with it."""
    whole = found(tmp_path, f"  one:\n    under: si31:7.2.b7\n{norm}")
    assert names(whole) == [f"({NOTE})"]
    (held,) = whole.held_back
    assert (held.by, held.reason) == ("suppression", "it explains the bullet")
    assert held.span is not None
    assert whole.sources[whole.files[0]].slice(held.span).startswith("#")


@pytest.mark.parametrize(
    "norm",
    [
        f"    # smpolicy: ignore[SMP440] {BECAUSE}\n    under: si31:7.2.b7\n    text: Staff should wait.\n",
        f"    under: si31:7.2.b7\n    text: Staff should wait.\n    # smpolicy: ignore[SMP440] {BECAUSE}\n",
    ],
)
def test_another_line_is_another_line(tmp_path: Path, norm: str) -> None:
    """A comment holds back nothing that is found elsewhere, and is then reported as one that nothing uses."""
    whole = found(tmp_path, f"  one:\n{norm}")
    assert sorted(names(whole)) == [NOTE, "unused-suppression"]


def test_a_key_with_keys_below_it_takes_none_of_these_along(tmp_path: Path) -> None:
    """Above a whole norm a comment would hold back too much."""
    norm = f"  # smpolicy: ignore[SMP440] {BECAUSE}\n  one:\n    under: si31:7.2.b7\n    text: Staff should wait.\n"
    assert sorted(names(found(tmp_path, norm))) == [NOTE, "unused-suppression"]


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("ignore[SMP440]", "this gives no reason"),
        ("ignore[SMP440] because ", "this gives no reason"),
        ("ignore[SMP440] because ...", "this gives no reason"),
        ("ignore[] because x", "this names no rule"),
        ("ignore[SMP440,] because x", "this names no rule"),
        ("ignore[SMP999] because x", "no rule is called `SMP999`"),
        ("ignore[compared-with-nothin] because x", "no rule is called `compared-with-nothin`"),
        ("ignore[SMP44] because x", "no rule is called `SMP44`"),
        ("ignore SMP440 because x", "this is no comment that holds anything back"),
        ("disable[SMP440] because x", "this is no comment that holds anything back"),
        ("ignore[inconsistent] because x", "`inconsistent` cannot be held back"),
        ("ignore[orphaned] because x", "`orphaned` cannot be held back"),
        ("ignore[unknown-provision] because x", "`unknown-provision` cannot be held back"),
        ("ignore[unused-suppression] because x", "`unused-suppression` cannot be held back"),
    ],
)
def test_what_holds_nothing_back_is_said(tmp_path: Path, comment: str, says: str) -> None:
    """No reason, no such rule, or one of what is always told: the warning is told, and so is what is wrong."""
    norm = f"  one:\n    under: si31:7.2.b7\n    # smpolicy: {comment}\n    text: Staff should wait.\n"
    whole = found(tmp_path, norm)
    unfit, note = whole.diagnostics
    assert (unfit.rule, unfit.severity, note.name) == (UNFIT_SUPPRESSION, "warning", NOTE)
    assert unfit.message.startswith(says)
    assert unfit.help
    assert underlined(tmp_path / "draft.yaml", unfit) == f"# smpolicy: {comment}"
    assert whole.held_back == ()


def test_no_error_is_held_back_and_nothing_that_is_always_told() -> None:
    """Whatever a comment says, of every rule: what is an error is told, and so are anchors and inconsistency."""
    milder = [each for each in RULES if each.severity != "error" or each.may_be_milder]
    listed = ",".join(each.code for each in milder if not each.always_told)
    source = Source(path="a.yaml", text=f"# smpolicy: ignore[{listed}] because x\na: b\n")
    where = source.span(source.text.index("a: b"), len(source.text) - 1)
    errors = [report(each, "m", where, severity="error") for each in RULES]
    always = [report(each, "m", where, severity="warning") for each in RULES if each.always_told]
    told, held = suppressed([*errors, *always], {"a.yaml": source}, ["a.yaml"])
    assert told == [*errors, *always]
    assert held == []
    warnings = [report(each, "m", where, severity="warning") for each in milder if not each.always_told]
    told, held = suppressed(warnings, {"a.yaml": source}, ["a.yaml"])
    assert told == []
    assert [each.diagnostic for each in held] == warnings
    assert {each.name for each in RULES if each.always_told} >= {"inconsistent", "orphaned", "unused-suppression"}


def test_one_that_nothing_uses_is_reported_and_taken_out() -> None:
    """With its line, where nothing else stands there; of several rules, the one that is not found is named."""
    text = "# smpolicy: ignore[claim] because x\na: b\nc: 'd'  # smpolicy: ignore[claim, stale-base] because y\n"
    source = Source(path="a.yaml", text=text)
    told, _ = suppressed([], {"a.yaml": source}, ["a.yaml"])
    assert {each.rule for each in told} == {UNUSED_SUPPRESSION}
    mended, made = corrected(source, [one for each in told for one in each.corrections])
    assert len(made) == 2
    assert mended.text == "a: b\nc: 'd'\n"
    claim = report(
        next(each for each in RULES if each.name == "claim"), "m", source.span(text.index("'d'"), text.index("  # "))
    )
    told, held = suppressed([claim], {"a.yaml": source}, ["a.yaml"])
    assert [each.message.split(" is ")[0] for each in told] == ["`claim`", "`stale-base`"]
    assert told[1].help == "take `stale-base` out of the brackets"
    assert len(held) == 1


def test_of_a_file_with_errors_nothing_is_said_to_be_unused(tmp_path: Path) -> None:
    """Not everything was looked for in it."""
    norm = f"  one:\n    under: si31:7.2.b99\n    # smpolicy: ignore[claim] {BECAUSE}\n    text: Staff should wait.\n"
    assert "unused-suppression" not in names(found(tmp_path, norm))
    broken = "a: 'b\n# smpolicy: ignore[claim]\n"
    assert {each.severity for each in check_text(tmp_path, broken)} == {"error"}


@pytest.mark.parametrize(
    "norm",
    [
        "    text: >\n      Staff should wait\n      # smpolicy: ignore[SMP440] because it is text\n      here.\n",
        '    text: "Staff should wait. # smpolicy: ignore[SMP440] because it is text"\n',
        "    text: |\n      # smpolicy: ignore[SMP440]\n      Staff should wait.\n",
    ],
)
def test_what_stands_in_a_text_is_no_comment(tmp_path: Path, norm: str) -> None:
    """Words of a document hold nothing back, and are not found fault with."""
    assert names(found(tmp_path, f"  one:\n    under: si31:7.2.b7\n{norm}")) == [NOTE]


def test_reasons_stand_in_reports(tmp_path: Path) -> None:
    """As plain data, in SARIF with the place, in JUnit as what was skipped; and in the summary they are counted."""
    norm = "    # smpolicy: ignore[SMP440] because <it> is words\n    text: Staff should wait.\n"
    whole = found(tmp_path, f"  one:\n    under: si31:7.2.b7\n{norm}")
    (held,) = whole.to_json()["held_back"]
    assert (held["by"], held["reason"]) == ("suppression", "<it> is words")
    log = json.loads(sarif.render(whole.diagnostics, whole.sources, 1, rules=RULES, held_back=whole.held_back))
    (result,) = log["runs"][0]["results"]
    (suppression,) = result["suppressions"]
    assert (suppression["kind"], suppression["justification"]) == ("inSource", "<it> is words")
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 12
    printed = junit.render(whole.diagnostics, whole.sources, 1, held_back=whole.held_back)
    assert "(held back: &lt;it&gt; is words)" in printed
    ran = run("check", str(tmp_path / "draft.yaml"), "--policies", str(tmp_path), "--output-format", "concise")
    assert ran.out.splitlines()[-1].endswith("; 1 suppressed")


def test_a_file_that_is_nothing_but_comments_is_read_to_an_end() -> None:
    """So many are looked at, and it is said from where on none is: no file lets a check run for hours."""
    text = "a: b\n" + "# smpolicy: ignore[clam]\n" * 20_000
    source = Source(path="a.yaml", text=text)
    told, held = suppressed([], {"a.yaml": source}, ["a.yaml"])
    assert len(told) == 1001
    assert told[-1].message.startswith("more than 1000 comments")
    assert told[-1].span is not None
    assert told[-1].span.line == 1002
    assert held == []


@pytest.mark.parametrize("rule", [UNFIT_SUPPRESSION, UNUSED_SUPPRESSION], ids=lambda rule: rule.name)
def test_examples_of_rules(rule: Rule) -> None:
    """What `explain` shows as wrong breaks that rule alone, and what it shows as right breaks none."""
    wrong = Source(path="a.yaml", text=rule.wrong)
    assert [each.rule for each in suppressed([], {"a.yaml": wrong}, ["a.yaml"])[0]] == [rule]
    right = Source(path="a.yaml", text=rule.right)
    assert len(syntax.read(right)[1]) == 0
    title = right.span(right.text.index("title"), len(right.text))
    found = [report(each, "m", title) for each in RULES if each.name == "no-end-stated" and "#" in rule.right]
    told, held = suppressed(found, {"a.yaml": right}, ["a.yaml"])
    assert told == []
    assert len(held) == len(found)
