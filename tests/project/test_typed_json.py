"""What is printed as JSON is typed: a key that there is not fails a type checker, and every schema has its name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

import smpolicy
from smpolicy.render import formats

ROOT: Final = Path(__file__).parents[2]
DAY: Final = date(2026, 1, 1)

#: A caller that reads what there is: nothing in it is `Any`.
READS: Final = """
from datetime import date

import smpolicy
from smpolicy.render import formats
from smpolicy.si31 import NOT_SURE, DottedFacts

library = smpolicy.load()
policy = library.resolve("moldova", as_of=date(2026, 1, 1))
facts: DottedFacts = {"activity.interaction": "like", "insignia.present": NOT_SURE, "activity.stage": "done"}
decision = policy.evaluate({**facts, "moldova.local": True})
data: formats.Decision = decision.to_json()
answer: smpolicy.Answer = data["answer"]
cited: list[str] = [each["citation"] for each in data["because"]]
number: int = data["because"][0]["source"]["line"]
entry: formats.Entry = policy.to_json()["entries"][0]
change: formats.Change = smpolicy.compare(policy, policy).to_json()["changes"][0]
report: formats.Diagnostics = smpolicy.check().to_json()
errors: int = smpolicy.plain_diagnostics(library.diagnostics)["summary"]["errors"]
kept = library.interview("moldova", as_of=date(2026, 1, 1)).to_json()
library.resume(kept)
gravest: smpolicy.Outcome = max(decision.possible, key=smpolicy.gravity)


def told(reason: smpolicy.Reason, finding: smpolicy.Finding) -> smpolicy.FindingStatus:
    norm: smpolicy.Norm = reason.norm
    return reason.status if norm.draft else finding.status
"""
#: The same with a slip in each line.
SLIPS: Final = """
from datetime import date

import smpolicy
from smpolicy.si31 import DottedFacts

policy = smpolicy.load().resolve("moldova", as_of=date(2026, 1, 1))
data = policy.evaluate({}).to_json()
data["anser"]
data["because"][0]["cited"]
policy.to_json()["entrys"]
smpolicy.check().to_json()["summary"]["eror"]
facts: DottedFacts = {"activity.interacton": "like"}
more: DottedFacts = {"activity.interaction": "liek"}
smpolicy.Polcy
"""
SLIP_LINES: Final = [9, 10, 11, 12, 13, 14, 15]


def told_by(checker: list[str], folder: Path, code: str) -> list[int]:
    """Return the lines of a caller's code with which a type checker finds fault."""
    (folder / "caller.py").write_text(code, encoding="utf-8")
    quiet = {**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}  # that a newer one is out is none of its findings
    run = subprocess.run([*checker, "caller.py"], cwd=folder, capture_output=True, text=True, check=False, env=quiet)
    if "--outputjson" in checker:
        if not run.stdout.startswith("{") and "CI" not in os.environ:
            pytest.skip("pyright brings its program from the network when it first runs")
        found = json.loads(run.stdout)["generalDiagnostics"]
        return sorted({each["range"]["start"]["line"] + 1 for each in found if each["severity"] == "error"})
    assert run.stderr == ""
    return sorted({int(line.split(":")[1]) for line in run.stdout.splitlines() if ": error: " in line})


MYPY: Final = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--no-error-summary"]


def checkers() -> list[Any]:
    """Return the type checkers that are installed: mypy, and pyright where there is one."""
    found = shutil.which("pyright") or str(Path(sys.executable).parent / "pyright")
    lacking = pytest.mark.skipif(not Path(found).exists(), reason="pyright is not installed")
    own = [found, "--outputjson", "--pythonpath", sys.executable]
    return [pytest.param(MYPY, id="mypy"), pytest.param(own, id="pyright", marks=lacking)]


@pytest.mark.parametrize("checker", checkers())
def test_a_type_checker_proves_every_key(checker: list[str], tmp_path: Path) -> None:
    """What there is passes, in strict mode, and each slip is told: keys, facts, values of facts, and names."""
    assert told_by(checker, tmp_path, READS) == []
    assert told_by(checker, tmp_path, SLIPS) == SLIP_LINES


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
def test_every_format_has_its_schema_by_name(name: str) -> None:
    """`schema` gives what is published, by its short name and in full, each time anew."""
    short = name.removeprefix("smpolicy/").partition("@")[0]
    published = smpolicy.schema(short)
    assert published == smpolicy.schema(name)
    assert published["$id"] == f"urn:{name.replace('/', ':').replace('@', ':')}"
    Draft202012Validator.check_schema(published)
    published.clear()
    assert smpolicy.schema(short)


def test_every_published_schema_has_a_name() -> None:
    """Those of documents too."""
    files = sorted((ROOT / "schemas").glob("*.schema.json"))
    assert len(files) > 10
    for file in files:
        written = json.loads(file.read_text(encoding="utf-8"))
        assert smpolicy.schema(file.name.rpartition("-")[0]) == written


def test_what_is_typed_is_what_is_written() -> None:
    """`to_json` of a policy, a decision, a difference, an interview and a report is valid by its schema."""
    library = smpolicy.load()
    policy = library.resolve("moldova", as_of=DAY, drafts=True)
    interview = library.interview("moldova", as_of=DAY)
    report = smpolicy.check(ROOT / "examples" / "broken", policies=ROOT / "examples" / "arcadia")
    written: list[tuple[str, Any]] = [
        ("policy", policy.to_json()),
        ("decision", policy.evaluate({"activity.interaction": "like"}, assume="neutral").to_json()),
        ("diff", smpolicy.compare(library.resolve("moldova", as_of=DAY), policy).to_json()),
        ("interview", interview.to_json()),
        ("diagnostics", report.to_json()),
        ("diagnostics", smpolicy.plain_diagnostics(report.diagnostics)),
        ("program-words", policy.program_words()),
    ]
    for name, data in written:
        assert not [*Draft202012Validator(smpolicy.schema(name)).iter_errors(json.loads(json.dumps(data)))], name
    assert smpolicy.plain_diagnostics(report.diagnostics)["summary"]["files"] == 1
    assert report.to_json()["summary"]["errors"] == report.errors
