"""Which warnings and notes are told is for a team to choose; what is wrong is told whoever chose what."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import smpolicy
from cli.commandline import BROKEN, run
from smpolicy.checking.selection import codes_of, selection_of
from smpolicy.checks.rules import RULES
from smpolicy.foundations.diagnostics import Diagnostic, Rule, Severity, report
from smpolicy.foundations.errors import UnfitChoice
from smpolicy.render.full import in_sum

BY_NAME = {each.name: each for each in RULES}
#: An overlay of which a note is found, and nothing else.
KOSOVO = str(Path(__file__).parents[2] / "policies/overlays/kosovo/draft-2026.yaml")
#: Rules of identity, anchors and inconsistency, of which some findings are no more than warnings.
NEVER_HIDDEN = ("duplicate-id", "unknown-provision", "unaccounted-for", "orphaned", "inconsistent")


def finding(name: str, severity: Severity | None = None) -> Diagnostic:
    """Return a finding of a rule."""
    return report(BY_NAME[name], name, None, path="a.yaml", severity=severity)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["SMP432"], {"SMP432"}),
        (["smp432", "Stale-Base"], {"SMP432", "SMP311"}),
        (["SMP43"], {each.code for each in RULES if each.code.startswith("SMP43")}),
        (["SMP"], {each.code for each in RULES}),
    ],
)
def test_rules_are_named_by_code_by_how_codes_begin_or_by_name(words: list[str], codes: set[str]) -> None:
    """A code, the beginning of codes, or a name, in capitals or not."""
    assert codes_of(words) == codes
    assert codes


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("", "names no rule; write a code like `SMP432`"),
        ("SMP9", "names no rule"),
        ("SMP4321", "names no rule"),
        ("S", "names no rule"),
        ("unclaimed-wrds", "did you mean `unclaimed-words`?"),
        ("\x1b[2J", "names no rule"),
    ],
)
def test_what_names_no_rule_is_refused(word: str, says: str) -> None:
    """A slip would choose nothing, and nobody would notice."""
    for choice in ({"select": [word]}, {"ignore": [word]}):
        with pytest.raises(UnfitChoice, match=r"names no rule") as refused:
            selection_of(**choice)
        assert says in str(refused.value)
        assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize("name", ["unknown-fact", "SMP2", "SMP401", *NEVER_HIDDEN])
def test_what_is_always_told_cannot_be_ignored(name: str) -> None:
    """To ignore an error would have no effect, and whoever wrote it would believe that it has."""
    with pytest.raises(UnfitChoice, match="always told"):
        selection_of(ignore=[name])


def test_no_choice_hides_an_error_of_any_rule() -> None:
    """Whatever is selected and ignored, every error is told, and whatever is about inconsistency or anchors."""
    choice = selection_of(select=["no-end-stated"], ignore=["SMP"])
    errors = [report(each, "m", None, severity="error") for each in RULES]
    milder = [finding("inconsistent", "warning"), finding("orphaned"), finding("inconsistent", "note")]
    told, held = choice.parted([*errors, *milder])
    assert told == (*errors, *milder)
    assert held == ()


def test_warnings_and_notes_are_told_as_chosen() -> None:
    """Selected ones are told and others are not; to be ignored counts more than to be selected."""
    claim, stale, words = finding("claim"), finding("stale-base"), finding("unclaimed-words")
    milder = finding("force-said-twice", "warning")

    def told(**choice: list[str]) -> list[Diagnostic]:
        kept, held = selection_of(**choice).parted([claim, stale, words, milder])
        assert {each.diagnostic for each in held} == {claim, stale, words, milder} - {*kept}
        assert {each.by for each in held} <= {"selection"}
        return list(kept)

    assert told() == [claim, stale, words, milder]
    assert told(select=["SMP4", "claim"]) == [claim, words, milder]
    assert told(ignore=["SMP4"]) == [claim, stale]
    assert told(select=["SMP"], ignore=["claim", "force-said-twice"]) == [stale, words]
    assert told(select=["unknown-fact"]) == []


def test_what_is_not_told_is_counted() -> None:
    """A report says how much is not told, as plain data which, and the exit code is that of what is told."""
    whole = smpolicy.check(KOSOVO)
    less = whole.choosing(ignore=["compared-with-nothing"])
    assert less.diagnostics == ()
    assert [each.diagnostic for each in less.held_back] == list(whole.diagnostics)
    (held,) = less.to_json()["held_back"]
    assert held == {"by": "selection", "diagnostic": whole.to_json()["diagnostics"][0]}
    assert "held_back" not in whole.to_json()
    assert (
        in_sum(less.diagnostics, 1, less.held_back) == "1 file checked: 0 errors, 0 warnings, 0 notes; 1 not selected"
    )
    for form in ("full", "concise"):
        ran = run("check", KOSOVO, "--ignore", "SMP44,claim", "--output-format", form)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.endswith("1 file checked: 0 errors, 0 warnings, 0 notes; 1 not selected\n")
    ran = run("check", KOSOVO, "--select", "claim", "--output-format", "json")
    assert json.loads(ran.out)["held_back"] == [held]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning"], 0),
        (["--fail-on", "note"], 1),
        (["--fail-on", "note", "--ignore", "compared-with-nothing"], 0),
        (["--fail-on", "note", "--select", "SMP44", "--select", "claim"], 1),
        (["--fail-on", "never"], 2),
    ],
)
def test_a_check_fails_from_the_severity_on_that_was_chosen(arguments: list[str], code: int) -> None:
    """Of what is told; that an error fails cannot be switched off."""
    assert run("check", KOSOVO, *arguments).code == code


@pytest.mark.parametrize("arguments", [[], ["--ignore", "SMP"], ["--select", "no-end-stated", "--fail-on", "error"]])
def test_an_error_fails_whatever_was_chosen(arguments: list[str]) -> None:
    """Exit code 1 stays for any error."""
    ran = run("check", BROKEN, *arguments)
    assert ran.code == 1
    assert "error[SMP401]" in ran.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--select", ""], "`--select` names no rule"),
        (["--select", "claim,,SMP43"], "`--select` names no rule"),
        (["--ignore", " , "], "`--ignore` names no rule"),
        (["--ignore", "SMP999"], "`--ignore`: `SMP999` names no rule"),
        (["--ignore", "claim,inconsistent"], "`--ignore`: `inconsistent` cannot be left out"),
    ],
)
def test_a_wrong_choice_says_what_was_expected(arguments: list[str], says: str) -> None:
    """Nothing is checked, and the exit code is 2."""
    ran = run("check", KOSOVO, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_concise_ends_with_its_summary() -> None:
    """That nothing was found is said, and of how many files."""
    ran = run("check", KOSOVO, "--output-format", "concise", "--ignore", "compared-with-nothing")
    assert ran.out.splitlines() == ["1 file checked: 0 errors, 0 warnings, 0 notes; 1 not selected"]
    ran = run("check", BROKEN, "--output-format", "concise")
    assert ran.out.splitlines()[-1] == "2 files checked: 4 errors, 0 warnings, 1 note"


def test_a_rule_is_milder_at_times_only_if_it_is_one_of_errors() -> None:
    """What is said of a rule of errors alone is said of no other."""
    assert [each.name for each in RULES if each.may_be_milder and each.severity != "error"] == []
    assert all(isinstance(each, Rule) for each in RULES)
    assert replace(finding("claim"), severity="note").rule.always_told is False
