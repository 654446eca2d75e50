"""The output that people see stands in files that people can read; see `tests/golden/README.md`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cli.commandline import ARCADIA, HERE, run
from cli.contract import CASES
from cli.hostile import fill_with_hostile_files
from cli.replies import PHOTO

GOLDEN = HERE.parent / "golden"

#: The cases of the contract whose whole output is kept: something broken, something unsettled, nothing found.
KEPT = {
    "departs": "monitors' photo",
    "seek-advice": "an unassessed insignia",
    "no-departure-found": "the logo a professional network adds",
}


def evaluated(answer: str, form: str) -> str:
    """Return what `evaluate` prints for a case."""
    facts = json.dumps(CASES[KEPT[answer]]["facts"])
    arguments = ("--as-of", "2026-01-01", "--assume-neutral", "--format", form)
    return run("evaluate", "secretariat", "-", *arguments, stdin=facts).out


def shown() -> str:
    """Return the first screen of what `show` prints."""
    lines = run("show", "astana", "--as-of", "2021-06-01").out.splitlines(keepends=True)
    return "".join(lines[:60])


def checked() -> str:
    """Return what `check` prints of an overlay with mistakes that people make."""
    with chdir(HERE):
        return run("check", "broken").out


def compared() -> str:
    """Return what `diff` prints of the days before and after an issuance."""
    return run("diff", "arcadia", "--policies", ARCADIA, "--as-of", "2023-06-01", "--other-as-of", "2026-01-01").out


def asked() -> str:
    """Return what `ask` asks through a pipe, and the answer."""
    ran = run("ask", "secretariat", "--as-of", "2026-01-01", stdin=PHOTO)
    return f"{ran.err}{ran.out}"


def reported(form: str) -> str:
    """Return a report of an overlay with mistakes; of SARIF, with the rules alone that are broken."""
    with chdir(HERE):
        return without_rules(run("check", "broken", "--output-format", form).out)


def reported_of_hostile_files(form: str) -> str:
    """Return a report of files that are unreadable, no UTF-8, or called by names that break reports."""
    with TemporaryDirectory() as folder, chdir(folder):
        Path("files").mkdir()
        fill_with_hostile_files(Path("files"))
        return without_rules(run("check", "files", "--output-format", form).out)


def without_rules(report: str) -> str:
    """Return a report with no more rules than those of its findings, where it lists all of them."""
    if '"runs"' not in report:
        return report
    log = json.loads(report)
    driver = log["runs"][0]["tool"]["driver"]
    broken = {each["ruleId"] for each in log["runs"][0]["results"]}
    driver["rules"] = [each for each in driver["rules"] if each["id"] in broken]
    places = [each["id"] for each in driver["rules"]]
    for each in log["runs"][0]["results"]:
        each["ruleIndex"] = places.index(each["ruleId"])
    return json.dumps(log, indent=2) + "\n"


#: The reports for other tools, and how their files end.
REPORTS_FOR_TOOLS = {"sarif": "sarif.json", "junit": "junit.xml", "gitlab": "gitlab.json", "github": "github.txt"}


def failing() -> str:
    """Return what `test` prints of scenarios that do not come out, and of one that cannot be run."""
    with chdir(HERE):
        ran = run("test", "scenarios", "--policies", ARCADIA)
    return re.sub(r"(policies/base/\S+):\d+", r"\1:1", f"{ran.err}{ran.out}")


OUTPUTS: dict[str, Callable[[], str]] = {
    **{f"evaluate-{answer}.txt": lambda answer=answer: evaluated(answer, "text") for answer in KEPT},  # type: ignore[misc]
    **{f"evaluate-{answer}.json": lambda answer=answer: evaluated(answer, "json") for answer in KEPT},  # type: ignore[misc]
    "show-astana.txt": shown,
    "check-broken.txt": checked,
    "diff-arcadia.txt": compared,
    "ask-photo.txt": asked,
    **{f"check-broken.{end}": lambda form=form: reported(form) for form, end in REPORTS_FOR_TOOLS.items()},  # type: ignore[misc]
    **{
        f"check-hostile.{end}": lambda form=form: reported_of_hostile_files(form)  # type: ignore[misc]
        for form, end in REPORTS_FOR_TOOLS.items()
    },
    "test-failing.txt": failing,
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_golden(name: str) -> None:
    """The output is what the file holds."""
    output = re.sub(r"sha256:[0-9a-f]{64}", "sha256:...", OUTPUTS[name]())
    output = re.sub(r'"line": \d+', '"line": 1', output)
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_text(output, "utf-8")
    assert output == (GOLDEN / name).read_text("utf-8")


def test_no_golden_file_is_forgotten() -> None:
    """Every file is the output of a command."""
    assert {each.name for each in GOLDEN.iterdir()} == {*OUTPUTS, "README.md"}
