"""Asking in plain text: questions on stderr, a line of stdin for each reply; in a pipe, and on any terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Final

import click

from smpolicy.cli.prompts import BACK, NONE, NOT_SURE, Aside, Chosen, Prompt, Reply
from smpolicy.cli.streams import Refusal, print_notice
from smpolicy.foundations.source import MOST_BYTES

_ASIDES: Final = {"?": Aside.NOT_SURE, NOT_SURE: Aside.NOT_SURE, "b": Aside.BACK, BACK: Aside.BACK}
_NONE: Final = ("0", NONE)


class Plain:
    """Whoever is at the other end of stdin: a person, or a file of replies."""

    def __init__(self) -> None:
        self._lines = 0
        self._told: set[str] = set()
        self._by_hand = sys.stdin is not None and sys.stdin.isatty()

    def ask(self, prompt: Prompt) -> Reply:
        """Print what is asked, and read a line; a person is asked again after a slip.

        Raises `Refusal` for a line of a file that is no reply, and where no line is left, and `KeyboardInterrupt` where
        a person ends the input.
        """
        how = _how(prompt)
        for line in (*_shown(prompt), *(() if how in self._told else (how,))):
            print_notice(line)
        self._told.add(how)  # the same words below every question would hide the questions
        while True:
            said = self._read(prompt)
            try:
                return _reply(prompt, said)
            except ValueError as slip:
                self.object_to(str(slip))

    def object_to(self, problem: str) -> None:
        """Say to a person what is wrong; a file of replies is refused, since nobody is there to mend it."""
        if not self._by_hand:
            raise Refusal(f"line {self._lines} of the replies: {problem}")
        print_notice(problem)

    def _read(self, prompt: Prompt) -> str:
        click.echo("> ", nl=False, file=sys.stderr)
        try:
            said = sys.stdin.readline(MOST_BYTES) if sys.stdin else ""
        except UnicodeDecodeError as error:
            raise Refusal("the replies are no text in the encoding of standard input") from error
        if not self._by_hand:
            print_notice(said.strip())  # so that whoever reads the questions reads the replies among them
        elif not said:
            raise KeyboardInterrupt
        if not said:
            raise Refusal(f"no reply is left to `{prompt.words}`")
        self._lines += 1
        return " ".join(said.split())


def _shown(prompt: Prompt) -> Iterator[str]:
    """Yield the lines of a prompt."""
    yield from prompt.over()
    yield prompt.words
    if prompt.help:
        yield f"({prompt.help})"
    keys = [*((str(number), words) for number, words in enumerate(prompt.rows, 1))]
    if prompt.many:
        keys.append(("0", NONE))
    wide = len(str(len(prompt.rows)))
    for key, words in [*keys, ("?", NOT_SURE), ("b", BACK)]:
        yield f"  {key:>{wide}}  {words}"


def _how(prompt: Prompt) -> str:
    """Say how to reply."""
    if not prompt.rows:
        return f"Write {prompt.written}."
    if prompt.partly:
        return "Write the numbers of all that is so, as 1 3; with ? where you are not sure of others."
    return "Write the numbers of all that is so, as 1 3." if prompt.many else "Write one number."


def _reply(prompt: Prompt, said: str) -> Reply:
    """Read a line. Raises `ValueError` that says what would be a reply."""
    words = said.lower()
    if words in _ASIDES and not (prompt.partly and _ASIDES[words] is Aside.NOT_SURE):
        return _ASIDES[words]
    if not prompt.rows:
        return said
    if prompt.many and words in _NONE:
        return Chosen()
    by_words = [row for row, label in enumerate(prompt.rows) if label.lower() == words]
    if by_words:
        return Chosen(rows=(by_words[0],))
    parts = words.replace(",", " ").replace(NOT_SURE, "?").split()
    numbers = [each for each in parts if re.fullmatch(r"[1-9][0-9]{0,3}", each) and int(each) <= len(prompt.rows)]
    unsure = prompt.partly and parts[-1:] == ["?"]
    if len(numbers) + unsure != len(parts) or not parts or (len(numbers) > 1 and not prompt.many):
        none = f", 0 for {NONE}" if prompt.many else ""
        some = "numbers" if prompt.many else "a number"
        expected = f"write {some} from 1 to {len(prompt.rows)}{none}, ? for {NOT_SURE}, or b to go {BACK}"
        raise ValueError(f"`{said}` is no reply here; {expected}")
    return Chosen(rows=tuple(sorted({int(each) - 1 for each in numbers})), unsure=unsure)
