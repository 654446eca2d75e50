"""`evaluate`: facts in, a cited answer out; whatever is no fact is refused with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.commandline import ARCADIA, BROKEN, DATA, HOBBY, run

DAY = ("--as-of", "2026-01-01")


def missing(contract: Any, found: Any) -> list[str]:
    """Return the keys of the contract that are not found; a list is compared by its first member."""
    if isinstance(contract, dict) and isinstance(found, dict):
        return [key for key in contract if key not in found] + [
            f"{key}.{each}" for key in contract if key in found for each in missing(contract[key], found[key])
        ]
    if isinstance(contract, list) and isinstance(found, list):
        return missing(contract[0], found[0]) if contract and found else []
    return [] if type(contract) is type(found) else [f"{type(contract).__name__} expected"]


def test_text() -> None:
    """The answer goes to stdout in words that people can be shown."""
    ran = run("evaluate", "moldova", "-", *DAY, "--assume-neutral", stdin=HOBBY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Nothing you told us departs from a listed principle.")
    assert "Not legal advice" in ran.out


def test_json_has_the_shape_of_the_contract() -> None:
    """Every key of the contract is there, with a value of its type."""
    facts = f"{HOBBY.replace('post', 'like')}insignia.present: true\ninsignia.politically_sensitive: not_sure\n"
    contract = json.loads((DATA / "contract/evaluate.json").read_text("utf-8"))
    contract["assumed"] = {}  # which facts were assumed is the activity's
    arguments = ("evaluate", "arcadia", "-", "--policies", ARCADIA, *DAY, "--assume-neutral", "--format", "json")
    ran = run(*arguments, stdin=facts)
    decided = json.loads(ran.out)
    assert missing(contract, decided) == []
    assert decided["answer"] == "seek_advice"
    assert decided["unsettled_by"]["not_sure"] == ["insignia.politically_sensitive"]
    assert decided["possible"] == ["no_departure_found", "departs"]
    advice = {"name": "COMMS, OSCE Secretariat", "email": "press@osce.org", "document": "si31"}
    assert [each["contact"] for each in decided["steps"] if each["provision"] == "si31:8.2"] == [advice]
    assert ran.out.isascii()
    assert run(*arguments, stdin=facts) == ran


def test_json_of_nothing_stated() -> None:
    """Questions come with their choices, most decisive first; what was stated can be stated again."""
    facts = '{"branding.origin": {"has": [user_applied], "lacks": []}, "content.political": not_sure}'
    decided = json.loads(run("evaluate", "moldova", "-", *DAY, "--format", "json", stdin=facts).out)
    assert decided["answer"] == "undetermined"
    assert all(each["choices"] or each["kind"] in ("integer", "day") for each in decided["unsettled_by"]["questions"])
    assert decided["stated"]["content.political"] == "not_sure"
    assert decided["stated"]["branding.origin"] == {"has": ["user_applied"], "lacks": []}


def test_in_full_it_says_on_what_it_stands() -> None:
    """`--full` lists what was assumed and what holds whatever is done; without it both are counted."""
    short, full = (
        run("evaluate", "moldova", "-", *DAY, "--assume-neutral", *how, stdin=HOBBY) for how in ((), ("--full",))
    )
    assert "\nAssumed, because nobody spoke of it:\n- " in full.out
    assert "\nYou remain subject to, whatever you do:\n- SI 31, 7.1, first bullet: " in full.out
    assert "- SI 31" not in short.out
    assert len(short.out) < len(full.out) / 5


@pytest.mark.parametrize("facts", [HOBBY, "facts:\n  " + HOBBY.replace("\n", "\n  ")])
def test_facts_from_a_file(facts: str, tmp_path: Path) -> None:
    """A file holds the facts, or holds them under `facts`."""
    (tmp_path / "facts.yaml").write_text(facts, "utf-8")
    ran = run("evaluate", "moldova", str(tmp_path / "facts.yaml"), *DAY, "--format", "json")
    assert json.loads(ran.out)["stated"]["activity.interaction"] == "post"


def test_today_is_said() -> None:
    """Without a day, today counts, and stderr says so."""
    ran = run("evaluate", "moldova", "-", stdin=HOBBY)
    assert ran.code == 0
    assert ran.err.startswith("notice: as of today, 20")


def test_before_the_instrument_and_after_the_end_of_a_structure() -> None:
    """Any answer exits with 0, also that nothing is in force."""
    early = run("evaluate", "moldova", "-", "--as-of", "2020-12-31", stdin=HOBBY)
    closed = run("evaluate", "ukraine-smm", "-", *DAY, stdin=HOBBY)
    assert (early.code, closed.code) == (0, 0)
    assert "is not in force" in early.out
    assert "is not in force" in closed.out


def test_every_problem_is_said_with_its_place(tmp_path: Path) -> None:
    """Unknown facts, values of a wrong type and derived facts: each on a line of its own."""
    path = tmp_path / "facts.yaml"
    path.write_text(
        "activity.interacton: post\ncontent.political: 7\nbranding.origin: [x]\nactivity.is_personal_use: true\n"
        "insignia.present:\n",
        "utf-8",
    )
    ran = run("evaluate", "moldova", str(path), *DAY)
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert lines == sorted(lines)
    assert [line.partition(f"{path}:")[2].partition(":")[0] for line in lines] == ["1", "2", "3", "4", "5"]
    assert "did you mean `activity.interaction`?" in lines[0]
    assert "expected `true` or `false`" in lines[1]
    assert "expected a list of any of" in lines[2]
    assert "follows from other facts" in lines[3]
    assert "cannot be `null`" in lines[4]


def test_impossible_facts() -> None:
    """Facts that cannot hold together are named, with the reason."""
    facts = "content.recording_kind: none\ncontent.depicts: [osce_operation]\n"
    ran = run("evaluate", "moldova", "-", *DAY, stdin=facts)
    assert (ran.code, ran.out) == (2, "")
    assert "cannot hold together" in ran.err


@pytest.mark.parametrize(
    ("stdin", "says"),
    [
        (b"", "SMP118"),
        (b"# nothing\n", "SMP118"),
        (b"\x00\x01\xff\xfe", "SMP105"),
        (b"a: [", "SMP128"),
        (b"[" * 100_000, "SMP"),
        (b"a.b: 1\na.b: 2\n", "SMP111"),
        (b"a: &x 1\nb: *x\n", "SMP113"),
        (b"x" * (1 << 21), "has more than"),
        (b"- a\n", "expected a mapping of facts"),
        (b"just words\n", "expected a mapping of facts"),
        (b"facts:\n", "expected a mapping of facts"),
        (b"facts: {}\nname: x\n", "nothing can stand beside `facts`"),
        (b'"a\\e[31mb": 1\n', "SMP107"),
        (b'"a\\nb": 1\n', "no fact is called"),
    ],
)
def test_hostile_facts(stdin: bytes, says: str) -> None:
    """Whatever comes in, it is refused with a reason, and nothing reaches the terminal unseen."""
    ran = run("evaluate", "moldova", "-", *DAY, stdin=stdin)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert "\x1b" not in ran.err
    assert "report it" not in ran.err


@pytest.mark.parametrize("path", ["/nonexistent/facts.yaml", "/", "/dev/zero", "x" * 5000])
def test_unreadable_facts(path: str) -> None:
    """A path that is missing, a folder, a device or nonsense is named, with the reason."""
    ran = run("evaluate", "moldova", path, *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: `{path}` ")


@pytest.mark.parametrize(
    ("structure", "says"),
    [
        ("moldva", "did you mean `moldova`?"),
        ("nur-sultan", "write `astana`"),
        ("OSCE Programme Office in Nur-Sultan", "write `astana`"),
        ("SMM", "write `ukraine-smm`"),
        ("ukraine", "write `ukraine-pcu` or `ukraine-smm`"),
        ("mission", "`smpolicy structures` lists them"),
        ("", "`smpolicy structures` lists them"),
    ],
)
def test_unknown_structure(structure: str, says: str) -> None:
    """A misspelt id, an old name or a short one: the id that was meant is named."""
    ran = run("evaluate", structure, "-", *DAY, stdin=HOBBY)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_documents_with_errors() -> None:
    """Nothing is said of what holds where a document that bears on it has errors; they are shown on stderr."""
    ran = run("evaluate", "arcadia", "-", *DAY, "--policies", BROKEN, stdin=HOBBY)
    assert (ran.code, ran.out) == (2, "")
    assert "SMP111" in ran.err
    assert "the documents have errors" in ran.err


def test_structure_in_a_document_that_cannot_be_read(tmp_path: Path) -> None:
    """Where the structure may stand in an unreadable document, that is shown with the refusal."""
    (tmp_path / "structures.yaml").write_text("schema: [", "utf-8")
    ran = run("evaluate", "arcadia", "-", *DAY, "--policies", str(tmp_path), stdin=HOBBY)
    assert ran.code == 2
    assert "SMP128" in ran.err
    assert "no structure `arcadia` is known" in ran.err


@pytest.mark.parametrize("day", ["2026-02-30", "20260101", "tomorrow", ""])
def test_no_such_day(day: str) -> None:
    """A day that does not exist, or is written otherwise, is refused."""
    ran = run("evaluate", "moldova", "-", "--as-of", day, stdin=HOBBY)
    assert ran.code == 2
    assert f"`{day}` is no day: write year, month and day, like 2026-03-31" in ran.err
