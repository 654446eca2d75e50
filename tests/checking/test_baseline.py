"""A baseline holds back what a team knows of, wherever its lines went, and nothing that is always told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checks.faults import checked
from cli.commandline import BROKEN, run
from smpolicy.checking import CheckReport, plain_baseline, read_baseline
from smpolicy.checks.rules import RULES
from smpolicy.documents.schema import shipped
from smpolicy.foundations.diagnostics import report
from smpolicy.foundations.errors import UnreadableSettings

NOTE = "compared-with-nothing"
DRAFT = """\
schema: smpolicy/overlay@1
id: arcadia/test
title: Personal use of social media
status: draft
proposed_for: arcadia
drafted_by: The tests
layer: 3
under: si31:7.3
norms:
  one:
    under: si31:7.2.b7
    text: Staff should wait.
  two:
    under: si31:7.2.b7
    text: Staff should wait.
"""


def found(folder: Path, text: str = DRAFT) -> CheckReport:
    """Check a draft."""
    (folder / "draft.yaml").write_text(text, encoding="utf-8")
    return checked(folder / "draft.yaml")


def written(folder: Path, report: CheckReport) -> Path:
    """Write the baseline of a report."""
    path = folder / "known.json"
    path.write_text(json.dumps(plain_baseline(report, path)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "told", "gone"),
    [
        (DRAFT, 0, 0),
        ("# first\n\n" + DRAFT.replace("text: Staff should", "text: >\n\n      Staff\n      should"), 0, 0),
        (DRAFT.replace("  two:", "  third:"), 1, 1),
        (DRAFT.replace("should wait.\n", "should always wait.\n", 1), 1, 1),
        (DRAFT.replace("  two:\n    under: si31:7.2.b7\n    text: Staff should wait.\n", ""), 0, 1),
        (DRAFT + "  three:\n    under: si31:7.2.b7\n    text: Staff should wait.\n", 1, 0),
    ],
)
def test_known_again_by_keys_and_words(tmp_path: Path, text: str, told: int, gone: int) -> None:
    """Lines move, comments come and words are laid out otherwise; another key or another word is another finding."""
    baseline = read_baseline(written(tmp_path, found(tmp_path)))
    assert sum(baseline.known.values()) == 2
    after, no_more = baseline.holding(found(tmp_path, text))
    assert (len(after.diagnostics), len(no_more)) == (told, gone)
    assert {each.by for each in after.held_back} <= {"baseline"}
    assert all("known.json" in each.reason for each in after.held_back)


def test_as_often_as_it_was_found(tmp_path: Path) -> None:
    """What is found twice where it is known once is told once."""
    once = found(tmp_path)
    alike = replace(once, diagnostics=(once.diagnostics[0],) * 3)
    baseline = read_baseline(written(tmp_path, replace(once, diagnostics=alike.diagnostics[:2])))
    after, gone = baseline.holding(alike)
    assert (len(after.diagnostics), len(after.held_back), gone) == (1, 2, ())
    after, gone = baseline.holding(replace(once, diagnostics=alike.diagnostics[:1]))
    assert (len(after.diagnostics), len(gone)) == (0, 1)


def test_no_error_is_held_back_and_nothing_that_is_always_told(tmp_path: Path) -> None:
    """Not even where somebody wrote it into the file: errors, anchors and inconsistency are told."""
    once = found(tmp_path)
    span = once.diagnostics[0].span
    errors = [report(each, "m", span, severity="error") for each in RULES]
    always = [report(each, "m", span, severity="warning") for each in RULES if each.always_told]
    whole = replace(once, diagnostics=(*errors, *always))
    assert plain_baseline(whole, tmp_path / "known.json")["findings"] == []
    milder = [report(each, "m", span, severity="warning") for each in RULES if not each.always_told]
    path = written(tmp_path, replace(once, diagnostics=tuple(milder)))
    by_hand = json.loads(path.read_text(encoding="utf-8"))
    like = by_hand["findings"][0]
    by_hand["findings"] += [{**like, "rule": each.rule.code, "name": each.name} for each in always]
    path.write_text(json.dumps(by_hand), encoding="utf-8")
    after, _ = read_baseline(path).holding(whole)
    assert after.diagnostics == whole.diagnostics
    assert after.held_back == ()


def test_what_a_comment_holds_back_is_not_said_to_be_gone(tmp_path: Path) -> None:
    """It is still there; and of files that were not checked nothing is said, unless they are gone."""
    path = written(tmp_path, found(tmp_path))
    text = DRAFT.replace("    text", f"    # smpolicy: ignore[{NOTE}] because so\n    text", 1)
    after, gone = read_baseline(path).holding(found(tmp_path, text))
    assert (len(after.diagnostics), len(after.held_back), gone) == (0, 2, ())
    (tmp_path / "other.yaml").write_text(DRAFT.replace("arcadia/test", "arcadia/other"), encoding="utf-8")
    baseline = read_baseline(path)
    assert baseline.holding(checked(tmp_path / "other.yaml"))[1] == ()
    (tmp_path / "draft.yaml").unlink()
    assert len(baseline.holding(checked(tmp_path / "other.yaml"))[1]) == 2


def test_from_wherever_it_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are named from the folder of the baseline; settings name it from theirs."""
    (tmp_path / "below").mkdir()
    draft = tmp_path / "below/draft.yaml"
    draft.write_text(DRAFT.replace("arcadia", "moldova"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = run("check", "below/draft.yaml", "--write-baseline", "known.json", "--output-format", "concise")
    assert (ran.code, ran.err) == (0, "notice: `known.json` knows of 2 findings\n")
    assert {each["path"] for each in json.loads(Path("known.json").read_text("utf-8"))["findings"]} == {
        "below/draft.yaml"
    }
    Path("smpolicy.toml").write_text('baseline = "known.json"\nfail-on = "note"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path / "below")
    for name in ("draft.yaml", str(draft)):
        ran = run("check", name, "--output-format", "concise")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == "1 file checked: 0 errors, 0 warnings, 0 notes; 2 in the baseline\n"
    draft.write_text(DRAFT.replace("arcadia", "moldova").replace("two:", "three:"), encoding="utf-8")
    ran = run("check", "draft.yaml", "--output-format", "concise")
    assert ran.code == 1
    assert "SMP440 in `below/draft.yaml`, `norms.two.text`: it is found no more" in ran.err
    assert "--write-baseline" in ran.err
    assert run("check", "draft.yaml", "--write-baseline", "../known.json", "--fail-on", "warning").code == 0
    assert run("check", "draft.yaml").code == 0


def test_the_file_fits_its_published_schema(tmp_path: Path) -> None:
    """What is written is what is read, and what the schema describes; an error is none of it."""
    path = tmp_path / "known.json"
    ran = run("check", BROKEN, "--write-baseline", str(path))
    assert ran.code == 1
    written_file = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator(shipped("smpolicy/baseline@1")).validate(written_file)
    assert [each["name"] for each in written_file["findings"]] == [NOTE]
    ran = run("check", BROKEN, "--baseline", str(path), "--output-format", "concise")
    assert (ran.code, ran.out.splitlines()[-1]) == (
        1,
        "2 files checked: 4 errors, 0 warnings, 0 notes; 1 in the baseline",
    )


ONE = '{"path": "a", "rule": "SMP440", "name": "n", "keys": [], "words": "", "about": [], "count": 1}'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "known.json:1:1: this is no JSON: expecting value"),
        ('{\n  "format" 1}', "known.json:2:12: this is no JSON: "),
        ("[" * 100_000, "this is no JSON in UTF-8, or too deep"),
        ("[]", "this is no baseline (smpolicy/baseline@1): it names no format"),
        ('{"format": "x\\u001b"}', "its format is `x\ufffd`"),
        ('{"format": "smpolicy/baseline@1"}', "`findings` is a list"),
        ('{"format": "smpolicy/baseline@1", "findings": [], "finding": 1}', "a baseline has no key `finding`"),
        (f'{{"format": "smpolicy/baseline@1", "findings": [{ONE}, 1]}}', "finding 2 is not as"),
        (f'{{"format": "smpolicy/baseline@1", "findings": [{ONE.replace("[]", "[1]", 1)}]}}', "finding 1 is not as"),
        (f'{{"format": "smpolicy/baseline@1", "findings": [{ONE.replace(": 1", ": true")}]}}', "finding 1 is not as"),
        (f'{{"format": "smpolicy/baseline@1", "findings": [{ONE.replace("name", "nam")}]}}', "finding 1 is not as"),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: str, says: str) -> None:
    """It is said why and where; nothing is checked, and nothing is written over what is something else."""
    path = tmp_path / "known.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableSettings) as refused:
        read_baseline(path)
    assert says in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_nothing_else_is_written_over(tmp_path: Path) -> None:
    """A document that is named by mistake stays, and a file that is missing is said; both options are one too many."""
    (tmp_path / "draft.yaml").write_text(DRAFT.replace("arcadia", "moldova"), encoding="utf-8")
    draft = str(tmp_path / "draft.yaml")
    ran = run("check", draft, "--write-baseline", draft)
    assert (ran.code, ran.out) == (2, "")
    assert "nothing was written over it" in ran.err
    assert (tmp_path / "draft.yaml").read_text(encoding="utf-8") == DRAFT.replace("arcadia", "moldova")
    ran = run("check", draft, "--baseline", str(tmp_path / "none.json"))
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be read" in ran.err
    assert run("check", draft, "--baseline", "x", "--write-baseline", "y").code == 2
