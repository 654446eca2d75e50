"""`export` gives a policy out, and others decide by what was given out as `evaluate` does."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import smpolicy
from cli.commandline import ARCADIA, BROKEN, run, started
from js.engine import Engine, told_by_python
from smpolicy.deciding import diagram
from smpolicy.documents.schema import shipped
from smpolicy.render import page_model

DAY = date(2026, 1, 1)
FACTS: dict[str, Any] = {"person.category": "staff_mission_member", "content.depicts": {"has": ["osce_operation"]}}
MOLDOVA = ("moldova", "--drafts", "--as-of", "2026-01-01")


@pytest.fixture(scope="module")
def policy(packaged: smpolicy.Library) -> smpolicy.Policy:
    """Return the policy that is given out."""
    return packaged.resolve("moldova", as_of=DAY, drafts=True)


@pytest.mark.parametrize("form", ["program", "words", "page"])
def test_what_is_given_out_agrees_with_its_schema(form: str) -> None:
    """It is one line of JSON in ASCII, the same on stdout and in a file, and names a published format."""
    ran = run("export", form, *MOLDOVA)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.isascii()
    assert ran.out.endswith("}\n")
    assert ran.out.count("\n") == 1
    given = json.loads(ran.out)
    Draft202012Validator(shipped(given["format"])).validate(given)


def test_a_program_and_its_words_decide_without_documents(policy: smpolicy.Policy, tmp_path: Path) -> None:
    """In a process of its own it gives the answer of the policy, and refuses in the documents' words."""
    program, words = tmp_path / "new" / "moldova.json", tmp_path / "new" / "moldova.words.json"
    assert run("export", "program", *MOLDOVA, "--output", str(program)).out == f"{program}\n"
    assert run("export", "words", *MOLDOVA, "--output", str(words)).out == f"{words}\n"
    assert program.read_text(encoding="utf-8") == policy.compile().text()
    code = (
        "import json, smpolicy, sys\n"
        "program = smpolicy.load_program(sys.argv[1], words=sys.argv[2])\n"
        "verdict = program.evaluate(json.loads(sys.argv[3]))\n"
        "print(json.dumps([verdict.answer, verdict.because, verdict.questions, program.words == json.loads("
        "open(sys.argv[2], encoding='utf-8').read()), 'pydantic' in sys.modules, 'ruamel' in sys.modules]))"
    )
    arguments = [sys.executable, "-c", code, str(program), str(words), json.dumps(FACTS)]
    said = json.loads(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)
    decision = policy.evaluate(FACTS)
    because = [[each.norm.id, each.status] for each in decision.because]
    assert said == [decision.answer, because, [each.name for each in decision.questions], True, False, False]


def test_a_page_decides_by_what_was_given_out(policy: smpolicy.Policy) -> None:
    """Read from what was printed, with its keys in another order than they were made in, it says what Python says."""
    page = Engine()
    assert page.read("moldova", json.loads(run("export", "page", *MOLDOVA).out)) == {}
    assert page.tell("moldova", (FACTS, "none"), (FACTS, "neutral")) == [
        told_by_python(policy, FACTS, how) for how in ("none", "neutral")
    ]


def test_the_day_drafts_and_documents_are_those_named(packaged: smpolicy.Library) -> None:
    """Each of the options that others have counts here too."""
    digest = {}
    for arguments in (MOLDOVA, ("moldova", "--as-of", "2026-01-01"), ("moldova", "--as-of", "2020-01-01")):
        of = json.loads(run("export", "page", *arguments).out)["of"]
        assert (of["as_of"], of["drafts"]) == (arguments[-1], "--drafts" in arguments)
        digest[arguments] = of["text"]
    assert digest[MOLDOVA] == packaged.resolve("moldova", as_of=DAY, drafts=True).digest
    assert len(set(digest.values())) == 3
    own = run("export", "program", "arcadia", "--policies", ARCADIA, "--as-of", "2026-01-01")
    assert json.loads(own.out)["of"]["structure"] == "arcadia"
    assert run("export", "words", "moldova").err.startswith("notice: as of today")


def test_a_policy_beyond_what_a_page_can_decide_is_not_given_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said why, nothing is written, and the program is given out all the same."""
    target = tmp_path / "page.json"
    with monkeypatch.context() as patch:
        patch.setattr(page_model, "MOST_VALUES", 3)
        ran = run("export", "page", *MOLDOVA, "--output", str(target))
    assert (ran.code, ran.out) == (2, "")
    assert "no page can decide by the policy of `moldova`: its norms tell more than 3 values" in ran.err
    monkeypatch.setattr(diagram, "MOST_NODES", 10)
    ran = run("export", "page", *MOLDOVA, "--output", str(target))
    assert (ran.code, ran.out) == (2, "")
    assert "beyond the limits of what is compiled" in ran.err
    assert not target.exists()
    ran = run("export", "program", *MOLDOVA)
    assert json.loads(ran.out)["method"] == "search"
    assert ran.err == (
        "notice: it is beyond the limits of what is compiled: a program decides the same, and takes longer\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sql", "moldova"], "'sql' is not one of 'program', 'words', 'page'"),
        (["page", "Moldova"], "write `moldova`"),
        (["page", "arcadia", "--policies", BROKEN, "--as-of", "2026-01-01"], "the documents have errors"),
    ],
)
def test_what_cannot_be_given_out_is_refused(arguments: list[str], said: str) -> None:
    """An unknown format, an unknown structure, documents with errors."""
    ran = run("export", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_no_file_is_written_over(tmp_path: Path) -> None:
    """What stands there is left as it is."""
    target = tmp_path / "page.json"
    target.write_text("before", encoding="utf-8")
    ran = run("export", "page", *MOLDOVA, "--output", str(target))
    assert (ran.code, ran.out) == (2, "")
    assert "is there already" in ran.err
    assert target.read_text(encoding="utf-8") == "before"


def test_two_processes_give_out_the_same_bytes() -> None:
    """Whatever order sets have in a process, the bytes are the same."""
    one, other = (started("export", "page", *MOLDOVA, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert one == other
    assert one.code == 0
