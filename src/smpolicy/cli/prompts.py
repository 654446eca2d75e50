"""One prompt, and the reply to it, whichever way a person is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol, TypeAlias

from smpolicy.policy.interview import NONE_OF_THESE, NOT_SURE_WORDS

#: What stands below whatever can be chosen, in the same words everywhere.
NONE: Final = NONE_OF_THESE
NOT_SURE: Final = NOT_SURE_WORDS
BACK: Final = "back"


class Aside(Enum):
    """A reply to any prompt: one is not sure, or goes back to what was asked before."""

    NOT_SURE = NOT_SURE
    BACK = BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question, or a list to tick in."""

    #: What stands over it, where a screen or another part of it begins.
    heading: str = ""
    words: str
    help: str = ""
    #: What can be chosen; none where the reply is written.
    rows: tuple[str, ...] = ()
    #: Whether several rows can be chosen, or none of them.
    many: bool = False
    #: Whether one can choose some rows and be not sure of others.
    partly: bool = False
    #: What is to be written, where there are no rows.
    written: str = ""

    def over(self) -> list[str]:
        """Return the lines that stand over it."""
        return ["", self.heading, "-" * len(self.heading), ""] if self.heading else [""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The rows that were chosen, counted from 0, and whether one is not sure of some of the others."""

    rows: tuple[int, ...] = ()
    unsure: bool = False


#: What was chosen, or written, or said beside that.
Reply: TypeAlias = Chosen | str | Aside


class Asker(Protocol):
    """A way of asking a person."""

    def ask(self, prompt: Prompt) -> Reply:
        """Ask, and return the reply. Raises `KeyboardInterrupt` where somebody leaves."""
        ...

    def object_to(self, problem: str) -> None:
        """Say why what was replied cannot be, before it is asked again."""
        ...
