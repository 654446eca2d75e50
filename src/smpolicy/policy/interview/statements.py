"""What was said in an interview: the answers as they were given, and what they state of the facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from smpolicy.deciding.program import Program
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.meaning.domains import Value
from smpolicy.meaning.interviews import Start
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, Part, Stated

#: How something was said: in so many words, by choosing a starting point, or by leaving it blank in a list.
How: TypeAlias = Literal["answer", "start", "blank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A screen that was answered."""

    #: The key of the screen; nothing where facts were stated beside any.
    screen: str
    replies: Mapping[str, Stated]
    #: The starting points that were chosen there.
    starts: tuple[str, ...] = ()
    #: Whether somebody is not sure of something in a list: then nothing was left blank there.
    unsure: bool = False
    #: What was stated by leaving it blank.
    blank: Mapping[str, Stated] = field(default_factory=dict)
    #: The judgements that were left blank, which states nothing.
    left: tuple[str, ...] = ()

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "replies", "blank")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that was said: the fact, its value, and how it was said."""

    fact: Fact
    value: Stated
    how: How

    __repr__ = in_brief


def statements(
    answers: Sequence[Answered], starts: Mapping[str, Start], program: Program, given: Mapping[str, Value]
) -> dict[str, tuple[Stated, How]]:
    """Return what was said of each fact, and how.

    What was said in so many words goes first, and the later of two answers. What a starting point states, and what was
    left blank, is said where it agrees with that: somebody who ticks that insignia are sensitive has not said, by a
    blank before, that there are none.
    """
    said: dict[str, Stated] = {}
    for answer in answers:
        for name, value in answer.replies.items():
            said[name] = _joined(said.get(name), value)
    found: dict[str, tuple[Stated, How]] = {name: (value, "answer") for name, value in said.items()}
    domains = program.left_by({**said, **given})
    named = dict.fromkeys(name for answer in answers for name in answer.starts)
    chosen = [starts[name] for name in named if name in starts]
    weaker: list[tuple[How, Mapping[str, Stated]]] = [("start", _by_starts(chosen))]
    weaker += [("blank", answer.blank) for answer in answers]
    for how, values in weaker:
        for name, value in values.items():
            if name not in found and value is not NOT_SURE and program.agrees(domains, {name: value}):
                program.restrict(domains, name, value)
                found[name] = (value, how)
    return found


def _joined(before: Stated | None, after: Stated) -> Stated:
    """Return an answer, joined with what was said before of other members of the same set.

    Who is not sure of the others has said of some what they are.
    """
    if isinstance(before, Part) and after is NOT_SURE:
        return before
    if not isinstance(before, Part) or not isinstance(after, Part):
        return after
    return Part(has=before.has - after.lacks | after.has, lacks=before.lacks - after.has | after.lacks)


def _by_starts(chosen: Iterable[Start]) -> dict[str, Value | Part]:
    """Return what starting points state, but for facts of which two of them say different things."""
    states = [(name, value) for start in chosen for name, value in start.states.items()]
    return {name: value for name, value in states if all(each == value for other, each in states if other == name)}
