"""`smpolicy ask`: a person is asked, line by line here; the interview itself has its own tests."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import smpolicy
from cli.commandline import run
from cli.replies import AFTER_WHO, HARMLESS, PHOTO, POST, PRIVATELY, WHO, lines
from smpolicy.cli.plain import Plain
from smpolicy.cli.prompts import Aside, Chosen, Prompt, Reply
from smpolicy.cli.streams import Refusal

ON = ("--as-of", "2026-01-01")


def asked(*arguments: str, replies: str) -> tuple[int, str, str]:
    """Return the exit code, what was printed, and what was asked."""
    ran = run("ask", "secretariat", *ON, *arguments, stdin=replies)
    return ran.code, ran.out, ran.err


def test_a_pipe_answers_line_by_line() -> None:
    """The questions go to stderr, with each reply behind its question; stdout holds the answer alone."""
    code, out, err = asked(replies=HARMLESS)
    assert (code, out.splitlines()[0].partition(".")[0]) == (0, "Nothing you told us departs from a listed principle")
    assert "What are you at the OSCE?" in err
    assert "> 4" in err
    assert "What are you at the OSCE?" not in out


def test_json_is_the_decision() -> None:
    """In the end `--format json` prints what `evaluate` prints."""
    code, out, _ = asked("--format", "json", replies=PHOTO)
    decision = json.loads(out)
    assert (code, decision["format"], decision["answer"]) == (0, "smpolicy/decision@1", "departs")
    assert decision["stated"]["content.recording_kind"] == "photo"


def test_what_was_answered_is_kept_and_gone_on_with(tmp_path: Path) -> None:
    """A file of replies may end anywhere: what it answered is kept by screens, and the rest is asked later."""
    kept = tmp_path / "kept.json"
    code, out, err = asked("--save", str(kept), replies=lines(WHO))
    assert (code, out, err.splitlines()[-1]) == (
        2,
        "",
        "error: no reply is left to `What did you do, or do you plan to do?`",
    )
    assert json.loads(kept.read_text("utf-8"))["format"] == "smpolicy/interview@1"
    code, out, err = asked("--answers", str(kept), "--save", str(kept), replies=lines(AFTER_WHO))
    assert code == 0
    assert "What are you at the OSCE?" not in err
    assert out == asked(replies=HARMLESS)[1]
    code, again, err = asked("--answers", str(kept), replies="")
    assert (code, again, err) == (0, out, "")


def test_a_file_is_not_written_over(tmp_path: Path) -> None:
    """What somebody kept before is lost by no slip."""
    kept = tmp_path / "kept.json"
    kept.write_text("{}", "utf-8")
    code, out, err = asked("--save", str(kept), replies=HARMLESS)
    assert (code, out, kept.read_text("utf-8")) == (2, "", "{}")
    assert "is there already; go on with it by `--answers" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("photo", "this is no JSON, as --save writes it"),
        ("[" * 100_000, "this is no JSON, as --save writes it"),
        ("[]", "this is no interview that can be resumed"),
        ('{"format": "smpolicy/interview@9"}', "this is no interview that can be resumed"),
    ],
)
def test_what_is_no_interview_is_refused(tmp_path: Path, content: str, said: str) -> None:
    """In one line, before anybody is asked."""
    (tmp_path / "kept.json").write_text(content, "utf-8")
    code, _, err = asked("--answers", str(tmp_path / "kept.json"), replies=HARMLESS)
    assert (code, len(err.splitlines()), said in err) == (2, 1, True)


def test_answers_about_something_else_are_refused(tmp_path: Path) -> None:
    """Another structure, another day, or drafts of which nothing was answered."""
    interview = smpolicy.load().interview("astana", as_of=date(2026, 1, 1))
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(interview.to_json()), "utf-8")
    for structure, options, said in (
        ("secretariat", (), "about `astana`"),
        ("astana", ("--as-of", "2025-01-01"), "about 2026-01-01; leave out --as-of"),
        ("astana", ("--drafts",), "about no drafts"),
    ):
        ran = run("ask", structure, *options, "--answers", str(kept))
        assert (ran.code, said in ran.err) == (2, True), ran.err


def test_a_line_that_is_no_reply_ends_a_pipe() -> None:
    """Nobody is there to mend it: the line is named, and what would have been a reply."""
    code, out, err = asked(replies=lines(("4", "9")))
    assert (code, out) == (2, "")
    expected = "write a number from 1 to 3, ? for not sure, or b to go back"
    assert err.splitlines()[-1] == f"error: line 2 of the replies: `9` is no reply here; {expected}"


def test_back_goes_to_the_question_before_and_to_the_screen_before() -> None:
    """A reply that is taken back makes no difference; on the very first question there is nothing before."""
    within = lines(("b", "7", "b", *WHO, *AFTER_WHO))
    assert asked(replies=within)[1] == asked(replies=HARMLESS)[1]
    across = lines((*("7", *WHO[1:]), "back", *WHO, *AFTER_WHO))
    assert asked(replies=across)[1] == asked(replies=HARMLESS)[1]


def test_what_cannot_hold_together_is_refused() -> None:
    """A line of a pipe by which the facts become impossible is named, with the reason."""
    code, _, err = asked(replies=lines(("4", "1", "5")))
    assert (code, err.splitlines()[-1].startswith("error: line 3 of the replies: that cannot be: ")) == (2, True), err


def test_nothing_of_the_terminal_is_imported_for_a_pipe() -> None:
    """The library for terminals is imported once somebody is to be asked at one."""
    code = (
        "import sys; from smpolicy.cli.main import commands; "
        "commands(['ask', 'secretariat', '--as-of', '2026-01-01'], standalone_mode=False, prog_name='smpolicy'); "
        "print(sorted({'questionary', 'prompt_toolkit'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], input=HARMLESS, capture_output=True, text=True, check=True, timeout=120
    )
    assert ran.stdout.splitlines()[-1] == "[]"


LIST = Prompt(words="Any?", rows=("a photo", "a video", "a map"), many=True, partly=True)
SET = Prompt(words="Which?", rows=("a photo", "a video", "a map"), many=True)
ONE = Prompt(words="Which?", rows=("yes", "no"))
NUMBER = Prompt(words="How long ago?", written="a whole number of hours, from 0")


@pytest.mark.parametrize(
    ("prompt", "line", "reply"),
    [
        (LIST, "1 3", Chosen(rows=(0, 2))),
        (LIST, "3, 1,3", Chosen(rows=(0, 2))),
        (LIST, "0", Chosen()),
        (LIST, "None of these", Chosen()),
        (LIST, "?", Chosen(unsure=True)),
        (LIST, "2 not sure", Chosen(rows=(1,), unsure=True)),
        (LIST, "b", Aside.BACK),
        (SET, "?", Aside.NOT_SURE),
        (SET, "a map", Chosen(rows=(2,))),
        (ONE, "YES", Chosen(rows=(0,))),
        (ONE, "2", Chosen(rows=(1,))),
        (ONE, "not sure", Aside.NOT_SURE),
        (NUMBER, "24", "24"),
        (NUMBER, "?", Aside.NOT_SURE),
        (NUMBER, "back", Aside.BACK),
    ],
)
def test_a_line_is_read(prompt: Prompt, line: str, reply: Reply, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers or the words themselves, "none of these" where several can be chosen, "not sure" and "back" anywhere."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\n"))
    assert Plain().ask(prompt) == reply


@pytest.mark.parametrize(
    ("prompt", "line"),
    [(LIST, ""), (LIST, "4"), (LIST, "0 1"), (LIST, "-1"), (SET, "1 ?"), (ONE, "1 2"), (ONE, "0"), (ONE, "٢")],
)
def test_a_line_that_is_no_reply_is_refused(prompt: Prompt, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is guessed: an empty line is neither "none of these" nor "not sure"."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\n"))
    with pytest.raises(Refusal, match="is no reply here; write "):
        Plain().ask(prompt)


class Keyboard(io.StringIO):
    """Lines that a person writes."""

    def isatty(self) -> bool:
        """Somebody is there."""
        return True


def test_a_person_is_asked_again_after_a_slip(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who writes by hand is told what is wrong and goes on; the end of the input leaves, as Ctrl-C does."""
    monkeypatch.setattr(sys, "stdin", Keyboard("maybe\n1\n"))
    plain = Plain()
    assert plain.ask(ONE) == Chosen(rows=(0,))
    assert "`maybe` is no reply here; write a number from 1 to 2" in capsys.readouterr().err
    with pytest.raises(KeyboardInterrupt):
        plain.ask(ONE)


def test_who_is_not_sure_of_some_of_a_list_is_asked_of_what() -> None:
    """What is ticked is said, what one is not sure of is asked next, and then the rest of the list is left blank."""
    harm = "something that could harm the OSCE's reputation"
    code, out, err = asked(
        "--format", "json", replies=lines((*WHO, *POST, "something about politics", *PRIVATELY, "2 ?", harm, "0"))
    )
    decision = json.loads(out)
    assert (code, "Of which of these are you not sure?" in err) == (0, True)
    assert decision["stated"]["content.political"] is True
    assert decision["stated"]["content.may_harm_osce_reputation"] == "not_sure"
    assert decision["answer"] == "seek_advice"
    assert decision["stated"]["content.criticises_government"] is False
