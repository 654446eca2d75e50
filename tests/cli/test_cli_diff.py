"""`diff` says by meaning what changes, with what is needed to see it for oneself."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.commandline import ARCADIA, run, started
from corpora import base, overlay, write
from corpora import norm as written

BEGINS = ["arcadia", "--policies", ARCADIA, "--as-of", "2023-06-01", "--other-as-of", "2026-01-01"]


def corpora(folder: Path) -> tuple[str, str]:
    """Write two versions of a rule-book: in the second, an issuance of arcadia forbids drawings."""
    one, other = base(folder / "a"), base(folder / "b")
    drawings = written("drawings", "Staff shall not post drawings.", "{act.shows: {has: [drawing]}}")
    write(other, {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", drawings)})
    return str(one), str(other)


def examples(out: str) -> list[str]:
    """Return the facts of each example, ready to be pasted into a file."""
    found = re.split(r"^ +for example, .*:\n", out, flags=re.M)[1:]
    return ["\n".join(re.findall(r"^ +([a-z_]+\.[a-z_.]+: .*)$", each.partition("\n   - ")[0], re.M)) for each in found]


def test_two_days() -> None:
    """Before an issuance and after: what was in line no longer is, and the words of the issuance say so."""
    ran = run("diff", *BEGINS)
    assert (ran.code, ran.err) == (0, "")
    assert "was:    nothing departs from a listed principle" in ran.out
    assert "is now: conflicts with a 'shall' or 'required' provision" in ran.out
    assert 'against Administrative Issuance 2024/07, patrol-routes: "Staff shall not post' in ran.out
    assert max(len(line) for line in ran.out.splitlines()[:-1] if "sha256:" not in line) <= 100


def test_an_example_can_be_pasted() -> None:
    """The facts of each example, given to `evaluate` on both days, get the answers that `diff` names."""
    changes = json.loads(run("diff", *BEGINS, "--format", "json").out)["changes"]
    pasted = examples(run("diff", *BEGINS).out)
    assert len(pasted) == len(changes) > 0
    for facts, change in zip(pasted, changes, strict=True):
        for day, side in (("2023-06-01", "before"), ("2026-01-01", "after")):
            options = ["--policies", ARCADIA, "--as-of", day, "--assume-neutral", "--format", "json"]
            ran = run("evaluate", "arcadia", "-", *options, stdin=facts)
            assert ran.code == 0, ran.err
            if not change[f"activity_{side}"]["readings"]:
                assert json.loads(ran.out)["possible"] == [change[side]]


def test_two_structures() -> None:
    """Two structures on one day: each side is called by its structure."""
    ran = run("diff", "secretariat", "odihr", "--as-of", "2026-01-01")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Before: OSCE Secretariat (secretariat), as of 1 January 2026\nAfter:  OSCE Office for")
    assert "No activity changes" in ran.out
    assert "not compared: what is contrary to “The Secretary General belongs to the" in " ".join(ran.out.split())


def test_two_versions_of_the_documents(tmp_path: Path) -> None:
    """Two folders: what the second brings is a change, and the documents of one side are named with their digests."""
    one, other = corpora(tmp_path)
    ran = run("diff", "arcadia", "--policies", one, "--other-policies", other, "--as-of", "2026-01-01")
    assert (ran.code, ran.err) == (0, "")
    assert "Answers: 2 changes" in ran.out
    assert "+ arcadia/ai-1#drawings: Staff shall not post drawings." in ran.out
    assert re.search(r"- after: arcadia/ai-1 \S+ sha256:", ran.out)
    back = run("diff", "arcadia", "--policies", other, "--other-policies", one, "--as-of", "2026-01-01")
    assert "- arcadia/ai-1#drawings: Staff shall not post drawings." in back.out


def test_with_drafts_against_without() -> None:
    """What a draft would change; its notice stands above, and `would` is said."""
    ran = run("diff", "arcadia", "--policies", ARCADIA, "--as-of", "2026-01-01", "--other-drafts")
    assert (ran.code, ran.err) == (0, "")
    assert "! (after) Draft by" in ran.out
    assert "! (before) 1 draft for this structure is left out: arcadia/draft-2025." in ran.out
    both = run("diff", "arcadia", "--policies", ARCADIA, "--as-of", "2026-01-01", "--drafts", "--other-drafts")
    assert "No activity changes" in both.out
    assert "! Draft by" in both.out


def test_json() -> None:
    """The same as data, in ASCII; the notices of each side stand beside it."""
    ran = run("diff", *BEGINS, "--format", "json")
    assert ran.out.isascii()
    printed = json.loads(ran.out)
    assert (printed["format"], printed["same_answers"], printed["comparable"]) == ("smpolicy/diff@1", False, True)
    assert (printed["before"]["as_of"], printed["after"]["as_of"]) == ("2023-06-01", "2026-01-01")
    assert printed["after"]["notices"]
    assert {each["after"] for each in printed["changes"]} == {"contravenes"}
    assert printed["text"] + "\n" == run("diff", *BEGINS).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["secretariat"], "name what `secretariat` is to be compared with"),
        (["secretariat", "atlantis"], "no structure `atlantis` is known"),
        (["secretariat", "Nur-Sultan"], "write `astana`"),
        (["atlantis", "secretariat"], "no structure `atlantis` is known"),
        (["secretariat", "--other-policies", "/nonexistent"], "cannot read `/nonexistent`"),
        (["arcadia", "--policies", ARCADIA, "--other-policies", ""], "name what `arcadia` is to be compared with"),
        (["secretariat", "--other-as-of", "2026-02-30"], "is no day"),
        (["secretariat", "odihr", "--format", "markdown"], "markdown"),
    ],
)
def test_what_cannot_be_asked(arguments: list[str], said: str) -> None:
    """Wrong usage, an unknown structure, an unreadable folder: exit code 2, and how to mend it."""
    ran = run("diff", *arguments, "--as-of", "2026-01-01")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_day_is_said_where_nobody_names_one() -> None:
    """Today counts on both sides, which a notice on stderr says."""
    ran = run("diff", "secretariat", "astana")
    assert ran.code == 0
    assert ran.err.startswith("notice: as of today, ")


def test_a_disagreement_is_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the evaluator does not confirm a witness, nothing is shown: exit code 3."""
    monkeypatch.setattr("smpolicy.comparing.comparison._Search._shows", lambda *_: False)
    ran = run("diff", *BEGINS)
    assert (ran.code, ran.out) == (3, "")
    assert "please report it" in ran.err


def test_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked for is told on a terminal, and nowhere else."""
    told: list[str] = []

    @contextmanager
    def terminal():  # type: ignore[no-untyped-def]
        yield told.append

    monkeypatch.setattr("smpolicy.cli.asking.show_progress", terminal)
    run("diff", *BEGINS)
    assert told[0] == "outside scope -> no departure found"
    assert len(told) == 12


def test_through_a_pipe() -> None:
    """As a program of its own it prints to a pipe in any encoding, and nothing on stderr."""
    ran = started("diff", "secretariat", "odihr", "--as-of", "2026-01-01", PYTHONIOENCODING="ascii")
    assert (ran.code, ran.err) == (0, "")
    assert "No activity changes" in ran.out
