"""`smpolicy ask` at a terminal: keys are pressed, and what is drawn is read."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from smpolicy.cli import terminal
from smpolicy.cli.prompts import Aside, Chosen, Prompt, Reply
from smpolicy.cli.terminal import Terminal

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

DOWN, UP, SPACE, ENTER, CTRL_C = "\x1b[B", "\x1b[A", " ", "\r", "\x03"
LIST = Prompt(heading="A heading", words="Any?", rows=("a photo", "a video"), many=True, partly=True)
SET = Prompt(words="Which?", rows=("a photo", "a video"), many=True)
ONE = Prompt(words="Which?", help="Think of it.", rows=("yes", "no"))
NUMBER = Prompt(words="How long ago?", written="a whole number of hours, from 0")


def pressed(prompt: Prompt, keys: str, monkeypatch: pytest.MonkeyPatch) -> Reply:
    """Return the reply of somebody who presses these keys."""
    monkeypatch.setattr(terminal, "create_output", lambda **_: DummyOutput())
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        keyboard.send_text(keys)
        return Terminal().ask(prompt)


@pytest.mark.parametrize(
    ("prompt", "keys", "reply"),
    [
        (ONE, ENTER, Chosen(rows=(0,))),
        (ONE, DOWN + ENTER, Chosen(rows=(1,))),
        (ONE, DOWN * 2 + ENTER, Aside.NOT_SURE),
        (ONE, UP + ENTER, Aside.BACK),
        (LIST, DOWN + SPACE + ENTER, Chosen(rows=(1,))),
        (LIST, DOWN * 2 + SPACE + ENTER, Chosen()),
        (LIST, SPACE + DOWN * 3 + SPACE + ENTER, Chosen(rows=(0,), unsure=True)),
        (LIST, SPACE + UP + SPACE + ENTER, Aside.BACK),
        (LIST, ENTER + SPACE + ENTER, Chosen(rows=(0,))),  # nothing was ticked at first: nothing is guessed
        (LIST, SPACE + DOWN * 2 + SPACE + ENTER + SPACE + ENTER, Chosen(rows=(0,))),  # something, and none of these
        (SET, DOWN * 3 + SPACE + ENTER, Aside.NOT_SURE),
        (SET, SPACE + DOWN * 3 + SPACE + ENTER + SPACE + ENTER, Chosen(rows=(0,))),  # something, and not sure
        (NUMBER, "24" + ENTER, "24"),
        (NUMBER, "?" + ENTER, Aside.NOT_SURE),
        (NUMBER, "b" + ENTER, Aside.BACK),
    ],
)
def test_keys_are_a_reply(prompt: Prompt, keys: str, reply: Reply, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrow keys and enter choose, the space bar ticks; "not sure" and "back" stand below whatever is asked."""
    assert pressed(prompt, keys, monkeypatch) == reply


@pytest.mark.parametrize("prompt", [ONE, LIST, NUMBER])
def test_ctrl_c_leaves(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked."""
    with pytest.raises(KeyboardInterrupt):
        pressed(prompt, CTRL_C, monkeypatch)


class Screen:
    """A program at a pseudo-terminal, with its stdout beside it."""

    def __init__(self, terminal: int, program: subprocess.Popen[bytes]) -> None:
        self._terminal = terminal
        self._program = program
        self._drawn = ""

    def see(self, words: str) -> None:
        """Wait until these words are drawn; what was drawn up to them was seen."""
        until = time.monotonic() + 60
        while words not in (plain := re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self._drawn)):
            assert time.monotonic() < until, plain
            if select.select([self._terminal], [], [], 0.2)[0]:
                self._drawn += os.read(self._terminal, 65536).decode("utf-8", "replace")
        self._drawn = plain.partition(words)[2]

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._terminal, keys.encode())

    def end(self) -> tuple[int, str]:
        """Return the exit code, and what was printed on stdout."""
        out, _ = self._program.communicate(timeout=60)
        return self._program.returncode, out.decode()


@contextmanager
def at_a_terminal(*arguments: str) -> Iterator[Screen]:
    """Run the program with a pseudo-terminal for its stdin and stderr."""
    own, its = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "smpolicy", *arguments],
        stdin=its,
        stderr=its,
        stdout=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
    )
    os.close(its)
    try:
        yield Screen(own, program)
    finally:
        program.kill()
        program.wait()
        os.close(own)


def choose(screen: Screen, question: str, row: int) -> None:
    """Choose a row once a question is drawn, rows counted from 0."""
    screen.see(question)
    screen.see("back")
    screen.press(DOWN * row + ENTER)


def tick(screen: Screen, question: str, rows: Sequence[int]) -> None:
    """Tick rows once a list is drawn."""
    screen.see(question)
    screen.see("back")
    at = 0
    for row in rows:
        screen.press(DOWN * (row - at) + SPACE)
        at = row
    screen.press(ENTER)


def test_an_interview_at_a_terminal(tmp_path: Path) -> None:
    """Somebody leaves by Ctrl-C in the midst of it, is told how to go on, and goes on to the answer."""
    kept = tmp_path / "kept.json"
    with at_a_terminal("ask", "secretariat", "--as-of", "2026-01-01", "--save", str(kept)) as screen:
        choose(screen, "What are you at the OSCE?", 3)
        choose(screen, "have you left it?", 1)
        choose(screen, "happening to you now?", 0)
        screen.see("What did you do")
        screen.press(CTRL_C)
        screen.see(f"go on with `smpolicy ask secretariat --answers {kept} --save {kept}`")
        assert screen.end() == (130, "")
    with at_a_terminal("ask", "secretariat", "--answers", str(kept), "--save", str(kept)) as screen:
        choose(screen, "What did you do", 1)
        choose(screen, "or do you plan it?", 1)
        tick(screen, "Is it about any of this?", [10])
        choose(screen, "Where do you do it?", 1)
        choose(screen, "part of your work", 1)
        choose(screen, "before you joined", 1)
        tick(screen, "Does any of this apply?", [5])
        for heading in ("Retaining integrity", "Regulating conduct", "Bearing in mind", "My accounts"):
            screen.see(heading)
            screen.see("back")
            screen.press(UP * 3 + SPACE + ENTER)  # none of these, above "not sure" and "back"
        code, out = screen.end()
        assert (code, out.partition(".")[0]) == (0, "Nothing you told us departs from a listed principle")


def test_without_the_extra_the_plain_way_serves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A terminal without questionary is asked line by line, and told what to install."""
    from smpolicy.cli import interviewing
    from smpolicy.cli.plain import Plain

    monkeypatch.delitem(sys.modules, "smpolicy.cli.terminal")
    monkeypatch.setitem(sys.modules, "questionary", None)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert isinstance(interviewing._asker(), Plain)
    assert "pip install 'smpolicy[ask]'" in capsys.readouterr().err
