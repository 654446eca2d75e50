"""Each rule has a document that breaks it, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from checks.faults import ARCADIA, FAULTS, GOOD, checked, fixtures, underlined
from smpolicy.checks.rules import CHECKS, PROOFS, RULES

#: Rules without a document here, each with the reason.
ELSEWHERE: Final[dict[str, str]] = {
    **{
        rule.code: "files and YAML: tests/reading breaks each with its own bytes"
        for rule in RULES
        if rule.code < "SMP200"
    },
    **dict.fromkeys(("SMP313", "SMP610", "SMP611", "SMP612"), "it needs a version: tests/resolution/test_works.py"),
    "SMP419": "it needs a base of its own: tests/checks/test_unknown_bearer.py",
    "SMP504": "it needs an instrument of the base with another clause: tests/checks/test_not_concurred.py",
    "SMP508": "it needs a norm beyond the budget of work: tests/checks/test_inconsistent.py",
}


@pytest.mark.parametrize("name", fixtures())
def test_breaks_one_rule(name: str) -> None:
    """The document breaks the rule it is named after, and underlines the words that its first line names."""
    path = fixtures()[name]
    (found,) = checked(path).diagnostics
    said = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# underlined: ")
    assert (f"{found.code}-{found.name}", underlined(path, found)) == (name, said)


@pytest.mark.parametrize("name", fixtures())
def test_message_is_for_its_author(name: str) -> None:
    """A message begins in lower case or with the author's words, ends without a full stop, and comes with help."""
    (found,) = checked(fixtures()[name]).diagnostics
    assert found.help
    for said in (found.message, found.help):
        assert said[0] == said[0].lower(), said
        assert not said.endswith("."), said
    for word in ("dict", "None", "NoneType", "str", "list of 2"):
        assert word not in found.message.split()


def test_every_rule_is_broken_somewhere() -> None:
    """Every rule has a document that breaks it, or a reason why it has none."""
    wanted = {f"{rule.code}-{rule.name}" for rule in RULES if rule.code not in ELSEWHERE}
    assert set(fixtures()) == wanted
    assert all(ELSEWHERE.values())


def test_one_run_reports_every_file() -> None:
    """Checked together, the documents yield what each yields alone; the id that all but a few share is reported too."""
    found = checked(FAULTS).diagnostics
    assert {f"{each.code}-{each.name}" for each in found} >= set(fixtures()) - {"SMP303-duplicate-id"}


def test_good_overlay_reports_its_claim_only() -> None:
    """The overlay that the contract describes breaks nothing; words alone are noted, and its claim is shown."""
    said = checked(GOOD).diagnostics
    (found,) = (each for each in said if each.name == "claim")
    noted = [each for each in said if each is not found]
    assert {(each.name, each.severity) for each in noted} == {("compared-with-nothing", "note")}
    assert (found.name, found.severity, found.kind, found.provision) == (
        "claim",
        "warning",
        "replaces-channel",
        "si31:8.2",
    )


def test_arcadia_is_sound() -> None:
    """The invented structures break nothing else either."""
    assert [each.name for each in checked(ARCADIA).diagnostics if each.severity != "note"] == ["claim"]


def test_each_check_is_one_file_named_for_its_rule() -> None:
    """What a check is called, the rule it is there for, and its file are one word."""
    folder = Path(str(__import__("smpolicy.checks").checks.__file__)).parent
    shared = {"--init--", "written", "within", "sense", "turned", "spoilt", "rules"}
    files = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - shared
    assert files == {*CHECKS, *PROOFS}
    assert [name for name in (*CHECKS, *PROOFS) if name not in {rule.name for rule in RULES}] == []


def test_each_check_stands_in_the_order_of_the_codes() -> None:
    """Checks stand in the order of the codes of their rules."""
    codes = {rule.name: rule.code for rule in RULES}
    for checks in (CHECKS, PROOFS):
        assert [codes[name] for name in checks] == sorted(codes[name] for name in checks)
