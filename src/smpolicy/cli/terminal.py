"""Asking on a terminal, with arrow keys and tick boxes: the one door to questionary."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, Final

from prompt_toolkit.output import create_output
from questionary import Choice, Separator, checkbox, select, text

from smpolicy.cli.prompts import BACK, NONE, NOT_SURE, Aside, Chosen, Prompt, Reply
from smpolicy.cli.streams import print_notice

_NONE: Final = "none"
_PICK: Final = "(arrow keys move, enter chooses)"
_TICK: Final = "(arrow keys move, space ticks, enter goes on)"


class Terminal:
    """A person at a terminal."""

    def __init__(self) -> None:
        # On stderr, so that stdout holds the answer alone, also where it goes into a file.
        self._shown: dict[str, Any] = {"output": create_output(stdout=sys.stderr)}

    def ask(self, prompt: Prompt) -> Reply:
        """Ask, and return the reply. Raises `KeyboardInterrupt` where somebody leaves."""
        for line in (*prompt.over(), *((f"({prompt.help})",) if prompt.help else ())):
            print_notice(line)
        if not prompt.rows:
            return self._written(prompt)
        rows = [Choice(words, row) for row, words in enumerate(prompt.rows)]
        below = [Choice(NOT_SURE, Aside.NOT_SURE), Choice(BACK, Aside.BACK)]
        if prompt.many:
            return self._ticked(prompt, [*rows, Separator(" "), Choice(NONE, _NONE), *below])
        picked = select(prompt.words, [*rows, Separator(" "), *below], instruction=_PICK, **self._shown).unsafe_ask()
        return picked if isinstance(picked, Aside) else Chosen(rows=(int(picked),))

    def object_to(self, problem: str) -> None:
        """Say what is wrong."""
        print_notice(problem)

    def _ticked(self, prompt: Prompt, choices: Sequence[Choice]) -> Reply:
        ticked = checkbox(
            prompt.words, choices, instruction=_TICK, validate=lambda them: _fault(prompt, them), **self._shown
        ).unsafe_ask()
        if Aside.BACK in ticked:
            return Aside.BACK
        if Aside.NOT_SURE in ticked and not prompt.partly:
            return Aside.NOT_SURE
        return Chosen(rows=tuple(each for each in ticked if isinstance(each, int)), unsure=Aside.NOT_SURE in ticked)

    def _written(self, prompt: Prompt) -> Reply:
        hint = f"({prompt.written}; ? is {NOT_SURE}, b is {BACK}) "
        said = str(text(prompt.words, instruction=hint, **self._shown).unsafe_ask()).strip()
        return {"?": Aside.NOT_SURE, "b": Aside.BACK}.get(said.lower(), said)


def _fault(prompt: Prompt, ticked: Sequence[object]) -> bool | str:
    """Say what is wrong with what is ticked; nothing is, where it is `True`."""
    rows = [each for each in ticked if isinstance(each, int)]
    if Aside.BACK in ticked:
        return True
    if not ticked:
        return f"Tick with the space bar what is so, or: {NONE}."
    if _NONE in ticked and len(ticked) > 1:
        return f"Either some of these, or: {NONE}."
    if Aside.NOT_SURE in ticked and rows and not prompt.partly:
        return f"Either some of these, or: {NOT_SURE}."
    return True
