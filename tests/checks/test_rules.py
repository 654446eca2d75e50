"""Every rule is explained, in words for people who do not program, and the page that explains them is current."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import smpolicy
from checks.faults import check_overlay, check_text, names
from smpolicy.checks.rules import HOLDING, RULES, reference_page
from smpolicy.foundations.diagnostics import Rule

SOURCES = Path(smpolicy.__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "diagnostics.md"


def test_the_page_is_current() -> None:
    """The page says what the table of rules says; `make generate` writes it."""
    assert PAGE.read_text(encoding="utf-8") == reference_page()


def test_the_page_has_every_rule_once() -> None:
    """Every code stands on the page, in order, and no other."""
    codes = re.findall(r"^### (SMP\d{3}) ", PAGE.read_text(encoding="utf-8"), flags=re.M)
    assert codes == [rule.code for rule in RULES] == sorted({rule.code for rule in RULES})


def test_no_rule_is_made_elsewhere() -> None:
    """A rule is made in a check or among the rules of a stage, and is listed: `explain` knows whatever is reported."""
    made = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and [word.arg for word in node.keywords[:2]] == ["code", "name"]
    }
    held = {str(each.__file__) for each in HOLDING}
    assert {str(SOURCES / path) for path in made} <= held
    assert all(rule in RULES for each in HOLDING for rule in vars(each).values() if isinstance(rule, Rule))


def test_loading_imports_no_check() -> None:
    """Whoever loads documents and asks about an activity waits for no check and no rule of one."""
    asks = (
        "import sys, datetime, smpolicy; day = datetime.date(2026, 1, 1);"
        "smpolicy.load().resolve('secretariat', as_of=day).evaluate({'activity.interaction': 'post'});"
        "print([name for name in sys.modules if name.startswith('smpolicy.checks')])"
    )
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code >= "SMP200"], ids=lambda rule: rule.name)
def test_a_rule_is_explained(rule: Rule) -> None:
    """It says what is wrong and why it matters, how to mend it, and shows both on a small document."""
    assert rule.summary.endswith(".")
    assert rule.mend.endswith(".")
    assert rule.wrong
    assert rule.right
    assert rule.wrong != rule.right
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


def test_a_fault_in_one_norm_hides_nothing_in_the_next(tmp_path: Path) -> None:
    """One run reports the faults of every norm, those of the schema and those of meaning side by side."""
    norms = """  one: {under: si31:7.2.b7, txt: Staff should wait.}
  two: {under: si31:7.2.b7, text: Staff should wait., act: {wait: {activity.interacton: post}}}
  three: {under: si31:7.2.b12, text: Staff should wait., act: {linger: {arcadia.hours: {over: 1}}}}
"""
    found = check_overlay(tmp_path, norms)
    assert sorted(names(found)) == [
        "unclaimed-words", "unknown-fact", "unknown-key", "unknown-provision", "words-not-in-text",
    ]  # fmt: skip


def test_what_follows_from_a_fault_is_not_reported_again(tmp_path: Path) -> None:
    """A norm or a fact that is written wrongly is reported where it stands, and not where it is used."""
    facts = "{arcadia.shows_patrol: 3}"
    norms = """  one: {under: si31:7.2.b7, text: [Staff should wait.]}
  two: {under: "#one", text: Staff should wait., act: {wait: {arcadia.shows_patrol: true}}}
"""
    found = check_overlay(tmp_path, norms, facts=facts)
    assert not {"unknown-fact", "unknown-provision"} & set(names(found))


def test_of_what_stands_under_nothing_that_was_understood_nothing_is_said_beside_the_base(tmp_path: Path) -> None:
    """A norm under one that is written wrongly stands under no text, also where its words alone would be for review."""
    norms = """  one: {under: si31:7.2.b7, text: [Staff should wait.]}
  two: {under: "#one", text: Staff should wait; who does not will be disciplined.}
"""
    assert "for-review" not in names(check_overlay(tmp_path, norms))


@pytest.mark.parametrize(
    ("broken", "name", "words"),
    [
        ("text: Staff shall not post #OSCE.", "comment-after-prose", "#OSCE."),
        ("act: {post: {activity.interacton: post}}", "unknown-fact", "activity.interacton"),
        ("under: si31:7.2.b12", "unknown-provision", "si31:7.2.b12"),
        ("  act: {post: {activity.interaction: post}}", "broken-indentation", ""),
    ],
)
def test_what_drafters_get_wrong_most(tmp_path: Path, broken: str, name: str, words: str) -> None:
    """A misspelt fact, a broken indent, a hashtag in prose, an anchor on 7.2.b12: file, line, what, and help."""
    lines = [
        "under: si31:7.2.b7", "text: Staff shall not post.", "act: {post: {activity.interaction: post}}"
    ]  # fmt: skip
    key = broken.strip().partition(":")[0]
    norm = "".join(f"    {broken if line.startswith(f'{key}:') else line}\n" for line in lines)
    head = "schema: smpolicy/overlay@1\nid: arcadia/test\ntitle: T\nstatus: draft\nproposed_for: arcadia\n"
    text = f"{head}drafted_by: The tests\nlayer: 3\nunder: si31:7.3\nnorms:\n  one:\n{norm}"
    (found,) = check_text(tmp_path, text)
    assert (found.name, found.path) == (name, str(tmp_path / "document.yaml"))
    assert found.span is not None
    line = text.splitlines()[found.span.line - 1]
    assert broken.strip() in line
    if words:
        assert line[found.span.column - 1 : found.span.end_column - 1] == words
    assert found.help


def test_every_command_that_is_named_exists() -> None:
    """Neither the rules nor the schemas send anybody to a command that is not there."""
    from smpolicy.cli.main import commands

    schemas = [path.read_text(encoding="utf-8") for path in sorted((PAGE.parents[2] / "schemas").glob("*.json"))]
    named = re.findall(r"`smpolicy ([a-z]+)", "\n".join([reference_page(), *schemas]))
    assert named
    assert set(named) <= set(commands.commands)
