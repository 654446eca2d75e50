"""Reports for other tools are valid whatever was found, and however files are called."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

import smpolicy
from cli.commandline import BROKEN, run
from cli.hostile import fill_with_hostile_files
from profiles import draws
from smpolicy.checks.rules import RULES
from smpolicy.documents.file_rules import UNREADABLE_FILE
from smpolicy.documents.syntax_rules import TAB
from smpolicy.foundations.corrections import Correction, Edit, corrected
from smpolicy.foundations.diagnostics import Diagnostic, HeldBack, Related, Severity, report
from smpolicy.foundations.source import Source, Span
from smpolicy.foundations.traits import fingerprints, traits_of
from smpolicy.render import github, gitlab, junit, sarif

DATA = Path(__file__).parents[1] / "data"
SOURCE = Source(path="a.yaml", text="a: 1\nbearer: official\n")


@cache
def validators() -> tuple[Any, ...]:
    """Return what validates a SARIF log: the schema of its parts, and that of OASIS where its file is named."""
    parts = json.loads((DATA / "sarif-parts.schema.json").read_text(encoding="utf-8"))
    whole = os.environ.get("SARIF_SCHEMA")
    oasis = [Draft7Validator(json.loads(Path(whole).read_text(encoding="utf-8")))] if whole else []
    return (Draft202012Validator(parts), *oasis)


def checked_sarif(text: str) -> list[dict[str, Any]]:
    """Return the results of a SARIF log that is valid."""
    assert text.isascii()
    log = json.loads(text)
    for each in validators():
        each.validate(log)
    (sarif_run,) = log["runs"]
    rules = sarif_run["tool"]["driver"]["rules"]
    results: list[dict[str, Any]] = sarif_run["results"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in results)
    assert len({json.dumps(each["fingerprints"]) for each in results}) == len(results)
    return results


def checked_junit(text: str) -> list[ElementTree.Element]:
    """Return the suites of a JUnit report that is well-formed, and counts right."""
    assert text.isascii()
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites"
    for suite in root:
        assert (suite.tag, suite.get("tests")) == ("testsuite", str(len(suite)))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
        assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
        assert all(each.get("name") for each in suite)
    return list(root)


def checked_gitlab(text: str) -> list[dict[str, Any]]:
    """Return the findings of a report of GitLab that has all that GitLab asks for."""
    assert text.isascii()
    found: list[dict[str, Any]] = json.loads(text)
    for each in found:
        assert {"description", "check_name", "fingerprint", "severity", "location"} == each.keys()
        assert each["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert each["location"]["path"]
        assert not each["location"]["path"].startswith("./")
        assert each["location"]["lines"]["begin"] >= 1
    assert len({each["fingerprint"] for each in found}) == len(found)
    return found


def checked_github(text: str) -> list[str]:
    """Return the commands of a report of GitHub: one for each line, and nothing else."""
    lines = text.splitlines()
    command = r"::(error|warning|notice) ([a-zA-Z]+=[^,:]*)(,[a-zA-Z]+=[^,:]*)*::.*"
    assert all(re.fullmatch(command, each) for each in lines), text
    return lines


@pytest.mark.parametrize(
    ("form", "read"),
    [("sarif", checked_sarif), ("junit", checked_junit), ("gitlab", checked_gitlab), ("github", checked_github)],
)
def test_valid_when_files_are_hostile(tmp_path: Path, form: str, read: Any) -> None:
    """What is unreadable, no UTF-8, no file or has any name is reported, and the report is valid."""
    fill_with_hostile_files(tmp_path)
    ran = run("check", str(tmp_path), "--output-format", form)
    assert ran.code == 1
    found = read(ran.out)
    assert len(found) >= 11
    named = run("check", str(tmp_path / "pipe.yaml"), "--output-format", form)
    assert named.code == 2
    assert len(read(named.out)) == 1


def test_sarif_of_what_is_shipped_and_of_what_is_broken() -> None:
    """Logs of real documents are valid, name the version of the tool, and end each finding with its fingerprint."""
    ran = run("check", BROKEN, "--output-format", "sarif")
    assert [each["ruleId"] for each in checked_sarif(ran.out)] == ["SMP301", "SMP401", "SMP440", "SMP122", "SMP111"]
    (sarif_run,) = json.loads(ran.out)["runs"]
    assert sarif_run["tool"]["driver"]["version"] == smpolicy.__version__


def test_sarif_has_the_corrections_as_fixes() -> None:
    """What a machine can write to mend a finding is a fix, whose replacements mend the file."""
    edits = (Edit(span=SOURCE.span(13, 13), text="["), Edit(span=SOURCE.span(21, 21), text="]"))
    correction = Correction(label="write `[official]`", edits=edits, safe=True)
    found = report(TAB, "m", SOURCE.span(5, 21), corrections=[correction])
    (result,) = checked_sarif(sarif.render([found], {"a.yaml": SOURCE}, 1, rules=RULES))
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert fix["description"] == {"text": "write `[official]`"}
    assert change["artifactLocation"] == {"uri": "a.yaml"}
    read = [
        Edit(
            span=Span(
                path="a.yaml",
                line=each["deletedRegion"]["startLine"],
                column=each["deletedRegion"]["startColumn"],
                end_line=each["deletedRegion"]["endLine"],
                end_column=each["deletedRegion"]["endColumn"],
            ),
            text=each["insertedContent"]["text"],
        )
        for each in change["replacements"]
    ]
    again = Correction(label="m", edits=tuple(read))
    assert corrected(SOURCE, [again])[0].text == "a: 1\nbearer: [official]\n"


def test_what_is_not_selected_is_in_no_report() -> None:
    """It was not asked for; a summary counts it, where there is one."""
    held = [HeldBack(diagnostic=report(TAB, "m", SOURCE.span(0, 1), severity="note"), by="selection")]
    assert checked_sarif(sarif.render([], {}, 1, rules=RULES, held_back=held)) == []
    (suite,) = checked_junit(junit.render([], {}, 1, names=["a.yaml"], held_back=held))
    assert [each.get("name") for each in suite] == ["nothing to report"]


def test_junit_fails_where_the_check_fails() -> None:
    """An error is a failure; a warning is one where the check fails on warnings."""
    found = [report(TAB, severity, SOURCE.span(0, 1), severity=severity) for severity in get_args(Severity)]
    for fail_on, failures in zip(get_args(Severity), "123", strict=True):
        suite, other = checked_junit(junit.render(found, {}, 2, names=["a.yaml", "b.yaml"], fail_on=fail_on))
        assert (suite.get("tests"), suite.get("failures")) == ("3", failures)
        assert (other.get("tests"), other.get("failures")) == ("1", "0")


def test_a_file_named_from_the_root_is_a_uri_of_a_file() -> None:
    """What is named from where one stands is relative, and stays so."""
    found = [report(UNREADABLE_FILE, "m", None, path=path) for path in ("/a b/c.yaml", "d/e.yaml", "f:g.yaml")]
    results = checked_sarif(sarif.render(found, {}, 3, rules=RULES))
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert uris == ["file:///a%20b/c.yaml", "d/e.yaml", "f%3Ag.yaml"]


# ------------------------------------------------------------ what a finding is known by

TEXT = """\
id: arcadia/x
norms:
  patrol:
    text: >
      Staff shall not post
      photos: none of them.
    when:
      - at night: {a: true}
        "by day": {b: true}
  other:
    text: Staff shall not post
"""


def at(words: str, text: str = TEXT, nth: int = 0) -> tuple[Source, Diagnostic]:
    """Return a finding on words of a text."""
    source = Source(path="a.yaml", text=text)
    start = [each.start() for each in re.finditer(re.escape(words), text)][nth]
    return source, report(TAB, "m", source.span(start, start + len(words)))


@pytest.mark.parametrize(
    ("words", "nth", "keys"),
    [
        ("arcadia/x", 0, ("id",)),
        ("norms", 0, ("norms",)),
        ("patrol", 0, ("norms", "patrol")),
        ("shall not post", 0, ("norms", "patrol", "text")),
        ("{a: true}", 0, ("norms", "patrol", "when", "at night")),
        ("by day", 0, ("norms", "patrol", "when", "by day")),
        ("shall not post", 1, ("norms", "other", "text")),
    ],
)
def test_a_finding_is_known_by_its_keys_and_its_words(words: str, nth: int, keys: tuple[str, ...]) -> None:
    """The keys are read off the lines, so that a file with faults has them too."""
    source, found = at(words, nth=nth)
    (traits,) = traits_of([found], {"a.yaml": source})
    assert (traits.keys, traits.words) == (keys, words)


def test_a_finding_is_known_again_whatever_stands_around_it() -> None:
    """Lines above it, comments and another layout of its words change nothing; other words and other keys do."""
    source, found = at("shall not post")
    whole = fingerprints([found], {"a.yaml": source})
    moved, again = at("shall not post", "# new\n\n" + TEXT.replace("other:", "third:"))
    assert fingerprints([again], {"a.yaml": moved}) == whole
    wrapped, again = at("shall\n        not post", TEXT.replace("shall not post", "shall\n        not post", 1))
    assert fingerprints([again], {"a.yaml": wrapped}) == whole
    for changed in (TEXT.replace("patrol:", "patrols:"), TEXT.replace("Staff shall not post", "Staff shall not", 1)):
        words = "shall not post" if "shall not post\n      photos" in changed else "shall not"
        source, again = at(words, changed)
        assert fingerprints([again], {"a.yaml": source}) != whole
    other = replace(found, norm="arcadia/x#patrol")
    assert fingerprints([other], {"a.yaml": source}) != whole


def test_findings_that_are_alike_have_each_a_fingerprint_of_its_own() -> None:
    """Where the same is found twice in one place, each of the two is another one."""
    source, found = at("shall not post")
    assert len(set(fingerprints([found, found], {"a.yaml": source}))) == 2
    assert len(set(fingerprints([found, found], {}))) == 2


@pytest.mark.hypothesis
def test_reports_are_valid_of_whatever_was_found() -> None:
    """Whatever words a finding quotes and whatever its file is called, every report is valid."""

    def spans(draw: st.DataObject, path: str) -> Span:
        line, column = draw.draw(st.integers(1, 4)), draw.draw(st.integers(1, 9))
        return Span(path=path, line=line, column=column, end_line=line, end_column=column)

    def found(data: st.DataObject) -> Iterator[Diagnostic]:
        words = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\x00\x1b\ufffe<&>\"'%:\r\n"))
        for _ in range(data.draw(st.integers(0, 3))):
            path = data.draw(words.filter(bool))
            span = data.draw(st.none() | st.just(spans(data, path)))
            yield report(
                data.draw(st.sampled_from(RULES)),
                data.draw(words),
                span,
                path=path,
                help=data.draw(words),
                severity=data.draw(st.sampled_from(["error", "warning", "note"])),
                related=[Related(span=spans(data, path), message=data.draw(words))],
                corrections=[Correction(label=data.draw(words), edits=(Edit(span=spans(data, path), text="x"),))],
            )

    @given(data=st.data())
    @settings(max_examples=draws(60))
    def valid(data: st.DataObject) -> None:
        each = list(found(data))
        broken = tuple(dict.fromkeys(one.rule for one in each))
        assert len(checked_sarif(sarif.render(each, {}, 1, rules=broken))) == len(each)
        assert sum(len(suite) for suite in checked_junit(junit.render(each, {}, 1))) == len(each)
        assert len(checked_gitlab(gitlab.render(each, {}, 1))) == len(each)
        assert len(checked_github(github.render(each, {}, 1))) == len(each)

    valid()
