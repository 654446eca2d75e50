"""What a machine mends unasked is tried first, and a file is written whole, or not at all."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import smpolicy
from cli.commandline import run
from smpolicy.authoring.fixing import FileChanged, fixes_of, unified_diff
from smpolicy.checking import CheckReport
from smpolicy.checks.rules import RULES
from smpolicy.foundations.corrections import Correction, Edit
from smpolicy.foundations.diagnostics import Diagnostic, report
from smpolicy.foundations.source import Source

BY_NAME = {each.name: each for each in RULES}
DRAFT = """\
# The authors keep this comment.\r
schema: smpolicy/overlay@1
id: moldova/test
title: Personal use of social media
# smpolicy: ignore[claim] because it was once found
status: draft
proposed_for: moldova   # and this
drafted_by: The tests
layer: 3
under: si31:7.3
norms:
  one:
    under: si31:7.2.b7
    text: "Staff should wait."   # smpolicy: ignore[stale-base] because so
    act: {wait: {activity.interaction: post}, implied: [{because: it is meant, holds: {activity.interaction: post}}]}
"""
MENDED = DRAFT.replace("# smpolicy: ignore[claim] because it was once found\n", "").replace(
    "   # smpolicy: ignore[stale-base] because so", ""
)


#: What breaks which rule, and what should stand in its place.
Words = Mapping[str, tuple[str, str]]


def checker(folder: Path, rule: Words) -> Callable[[Mapping[str, bytes]], CheckReport]:
    """Return what checks every file of a folder by a made-up rule, which is told the path and the text."""

    def check(texts: Mapping[str, bytes]) -> CheckReport:
        paths = sorted(str(each) for each in folder.iterdir())
        sources = {
            path: Source(path=path, text=(texts[path] if path in texts else Path(path).read_bytes()).decode())
            for path in paths
        }
        found = [each for source in sources.values() for each in made_up(source, rule)]
        return CheckReport(
            diagnostics=tuple(found),
            files=tuple(paths),
            sources=sources,
            compared=None,
            understand=smpolicy.load,
        )

    return check


def made_up(source: Source, rule: Words) -> list[Diagnostic]:
    """Return what a made-up rule finds in a text: the first place of each of its words."""
    found = []
    for old, (name, new) in rule.items():
        start = source.text.find(old)
        if start >= 0:
            span = source.span(start, start + len(old))
            edit = Edit(span=span, text=new)
            correction = Correction(label=f"write `{new}`", edits=(edit,), safe=name != "unknown-word")
            found.append(report(BY_NAME[name], "m", span, corrections=[correction]))
    return found


def swaps(**words: tuple[str, str]) -> Words:
    """Return a made-up rule: each word breaks the rule of a name, and another one should take its place."""
    return words


def fill(folder: Path, **texts: str) -> None:
    """Write files, each with its text."""
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_safe_correction_is_made_and_everything_else_stays(tmp_path: Path) -> None:
    """Comments, order, line breaks and what stands around it are as they were, to the byte."""
    path = tmp_path / "draft.yaml"
    path.write_bytes(DRAFT.encode())
    ran = run("check", str(path), "--diff")
    assert path.read_bytes() == DRAFT.encode()
    assert "would be mended: take the comment out (2 times)" in ran.err
    applied = subprocess.run(
        ["patch", "-p0", "--binary", "-o", "-", str(path)], input=ran.out.encode(), capture_output=True, check=True
    )
    assert applied.stdout == MENDED.encode()
    ran = run("check", str(path), "--fix", "--output-format", "concise")
    assert path.read_bytes() == MENDED.encode()
    assert "is mended: take the comment out (2 times)" in ran.err
    assert "unused-suppression" not in ran.out
    again = run("check", str(path), "--fix", "--output-format", "concise")
    assert again.err == "notice: nothing is found that a machine can mend unasked\n"
    assert again.out == ran.out


def test_one_that_may_not_be_what_was_meant_is_never_made(tmp_path: Path) -> None:
    """It is counted, for somebody to choose."""
    fill(tmp_path, a="unsure\n")
    fixes = fixes_of(checker(tmp_path, swaps(unsure=("unknown-word", "sure"))))
    assert (fixes.files, fixes.unfixed) == ((), ())


def test_what_a_correction_brings_to_light_is_mended_too(tmp_path: Path) -> None:
    """One after the other, as long as each makes the file better."""
    fill(tmp_path, a="form\n", b="fine\n")
    (fixed,) = fixes_of(checker(tmp_path, swaps(form=("tab", "key"), key=("unknown-key", "fact")))).files
    assert (fixed.before.text, fixed.after.text) == ("form\n", "fact\n")
    assert [each.label for each in fixed.made] == ["write `key`", "write `fact`"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"old": ("claim", "new"), "new": ("unknown-fact", "x")}, 1),
        ({"old": ("unknown-fact", "new"), "new": ("tab", "new")}, 1),
        ({"old": ("claim", "older")}, 1),
        ({"old": ("claim", "old")}, 0),
    ],
)
def test_a_file_never_gets_worse(tmp_path: Path, words: Words, said: int) -> None:
    """Where a check of what would be written finds as much or worse, the old text stays, and that is said."""
    fill(tmp_path, a="old\n")
    fixes = fixes_of(checker(tmp_path, swaps(**words)))
    fixes.write()
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "old\n"
    assert fixes.files == ()
    assert [each.reason for each in fixes.unfixed] == ["what a machine can write there would make it no better"] * said


def test_one_file_that_would_get_worse_keeps_no_other_from_being_mended(tmp_path: Path) -> None:
    """Each is taken or left by itself, as a whole."""
    fill(tmp_path, a="good\n", b="bad\n", c="good\n")
    check = checker(tmp_path, swaps(good=("unknown-key", "fine"), bad=("claim", "worse"), worse=("tab", "worse")))
    fixes = fixes_of(check)
    fixes.write()
    assert [Path(each.before.path).name for each in fixes.files] == ["a.yaml", "c.yaml"]
    assert [Path(each.path).name for each in fixes.unfixed] == ["b.yaml"]
    assert [(tmp_path / f"{name}.yaml").read_text(encoding="utf-8") for name in "abc"] == ["fine\n", "bad\n", "fine\n"]


def test_what_cannot_be_written_safely_stays_and_is_said(tmp_path: Path) -> None:
    """Links, files with several names and read-only ones: it is said what to do, and the rest is mended."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("plain", "hard", "locked"):
        (folder / f"{name}.yaml").write_text(DRAFT.replace("moldova/test", f"moldova/{name}"), encoding="utf-8")
    os.link(folder / "hard.yaml", tmp_path / "other.yaml")
    (folder / "locked.yaml").chmod(0o444)
    (tmp_path / "linked").write_text(DRAFT.replace("moldova/test", "moldova/linked"), encoding="utf-8")
    (folder / "link.yaml").symlink_to(tmp_path / "linked")
    before = {each: each.read_bytes() for each in (*folder.iterdir(), tmp_path / "linked")}
    ran = run("check", *(str(folder / f"{name}.yaml") for name in ("plain", "hard", "locked", "link")), "--fix")
    assert ran.code == 2
    assert f"`{folder}/link.yaml` stays as it is: it is a symbolic link; name the file that it leads to" in ran.err
    assert f"`{folder}/hard.yaml` stays as it is: it is one file under 2 names" in ran.err
    assert f"`{folder}/locked.yaml` stays as it is: it is read-only" in ran.err
    changed = {each.name for each, content in before.items() if each.read_bytes() != content}
    assert changed == {"plain.yaml"}
    assert {each.name for each in folder.iterdir()} == {"plain.yaml", "hard.yaml", "locked.yaml", "link.yaml"}


def test_a_file_named_twice_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under whatever names, it is mended once."""
    fill(tmp_path, a="good\n")
    monkeypatch.chdir(tmp_path)
    check = checker(tmp_path, swaps(good=("unknown-key", "fine")))

    def twice(texts: Mapping[str, bytes]) -> CheckReport:
        whole = check({os.path.abspath(path): text for path, text in texts.items()})
        (source,) = whole.sources.values()
        named = Source(path="a.yaml", text=source.text)
        found = made_up(named, swaps(good=("unknown-key", "fine")))
        return replace(
            whole,
            files=("a.yaml", *whole.files),
            sources={**whole.sources, "a.yaml": named},
            diagnostics=(*found, *whole.diagnostics),
        )

    fixes = fixes_of(twice)
    fixes.write()
    assert [each.before.path for each in fixes.files] == ["a.yaml"]
    assert Path("a.yaml").read_text(encoding="utf-8") == "fine\n"


def test_a_file_that_changes_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    """Nothing is written then, in no file."""
    fill(tmp_path, a="good\n", b="good\n")
    fixes = fixes_of(checker(tmp_path, swaps(good=("unknown-key", "fine"))))
    fill(tmp_path, b="mine\n")
    with pytest.raises(FileChanged, match="nothing was written"):
        fixes.write()
    assert [(tmp_path / f"{name}.yaml").read_text(encoding="utf-8") for name in "ab"] == ["good\n", "mine\n"]


def test_all_or_none_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system refuses one, the others are as they were, and nothing is left beside them."""
    fill(tmp_path, a="good\n", b="good\n")
    fixes = fixes_of(checker(tmp_path, swaps(good=("unknown-key", "fine"))))
    move, done = os.replace, []

    def refuse(source: Path, target: Path) -> None:
        done.append(target)
        if len(done) == 2:
            raise OSError(28, "no space left on device")
        move(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="no space"):
        fixes.write()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]
    assert [(tmp_path / f"{name}.yaml").read_text(encoding="utf-8") for name in "ab"] == ["good\n", "good\n"]


def test_a_diff_says_where_no_line_ends_and_shows_nothing_that_a_terminal_acts_on(tmp_path: Path) -> None:
    """As `patch` reads it."""
    fill(tmp_path, a="good")
    written = unified_diff(fixes_of(checker(tmp_path, swaps(good=("unknown-key", "fine")))).files)
    assert written.splitlines()[2:] == [
        "@@ -1 +1 @@",
        "-good",
        "\\ No newline at end of file",
        "+fine",
        "\\ No newline at end of file",
    ]
    path = tmp_path / "d\x1b[2J.yaml"
    path.write_text(DRAFT, encoding="utf-8")
    ran = run("check", str(path), "--diff")
    assert ran.out.startswith("--- ")
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize(
    "arguments",
    [["--fix"], ["--diff"], ["-", "--fix"], [".", "--fix", "--watch"], [".", "--diff", "--write-baseline", "x"]],
)
def test_what_cannot_be_mended_is_refused(arguments: list[str]) -> None:
    """The packaged documents are not the caller's; and stdin is no file."""
    ran = run("check", *arguments, stdin="x")
    assert (ran.code, ran.out) == (2, "")
    assert "`--fix` and `--diff`" in ran.err


@pytest.mark.parametrize(("text", "code"), [(DRAFT, 0), (DRAFT.replace("si31:7.2.b7", "si31:7.2.b99"), 1)])
def test_the_exit_code_is_that_of_what_stands_there(tmp_path: Path, text: str, code: int) -> None:
    """After `--fix` that of what is left; of `--diff` that of what is there."""
    (tmp_path / "draft.yaml").write_text(text.replace("wait: {", "should wait: {"), encoding="utf-8")
    assert run("check", str(tmp_path), "--diff").code == code
    assert run("check", str(tmp_path), "--fix").code == code


def test_characters_that_nobody_sees_are_deleted_and_others_are_not(tmp_path: Path) -> None:
    """A byte-order mark and a zero width space go; what would change the order of letters is for people to look at."""
    path = tmp_path / "draft.yaml"
    hidden = DRAFT.replace("wait.", "w\u200bait\u2060\u00ad.").replace("The tests", "The \u202etests")
    path.write_bytes(f"\ufeff{hidden}".encode())
    ran = run("check", str(path), "--fix", "--output-format", "concise")
    assert (ran.code, path.read_text(encoding="utf-8")) == (
        1,
        DRAFT.replace("The tests", "The \u202etests").replace("\r", ""),
    )
    assert "delete U+FEFF (zero width no-break space); delete U+200B (zero width space); delete U+2060" in ran.err
    assert "1 finding has a correction that may not be what was meant" in ran.err
    assert "SMP108 bidirectional-character" in ran.out
