"""A screen of an interview put to a person, prompt by prompt, and the replies as the interview takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from smpolicy.cli.prompts import Aside, Asker, Chosen, Prompt, Reply
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.meaning.domains import Value
from smpolicy.meaning.interviews import Start
from smpolicy.meaning.vocabulary import NOT_SURE, Fact
from smpolicy.policy.interview import Screen, TickGroup

_ABOUT: Final = "Is it about any of this?"
#: Stands behind a question whose answer nobody can look up.
_JUDGED: Final = " (your judgement)"
#: A number of more digits counts nothing that anybody did.
_DIGITS: Final = 12


def present(screen: Screen, asker: Asker) -> Mapping[str, object] | None:
    """Put a screen to a person, and return what `Interview.answered` takes; nothing where they go back before it."""
    parts = list(_parts(screen))
    said: list[Mapping[str, object]] = []
    while len(said) < len(parts):
        part = parts[len(said)]
        reply = asker.ask(part.prompt)
        try:
            if reply is not Aside.BACK:
                said.append(part.states(reply))
            elif said:
                said.pop()
            else:
                return None
        except (ImpossibleFacts, ValueError) as slip:
            asker.object_to(str(slip))
    return {name: value for each in said for name, value in each.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """A question of a screen."""

    prompt: Prompt
    fact: Fact

    def states(self, reply: Reply) -> Mapping[str, object]:
        """Return what a reply states. Raises `ValueError` where what is written is no value."""
        return {self.fact.name: self._value(reply)}

    def _value(self, reply: Reply) -> object:
        domain = self.fact.domain
        if isinstance(reply, Aside):
            return NOT_SURE
        if isinstance(reply, str):
            counted = reply.isascii() and reply.isdigit() and len(reply) <= _DIGITS
            value = domain.read(int(reply) if counted else reply)
            if value is None:
                raise ValueError(f"`{reply[:80]}` is no answer; write {domain.describe()}")
            return value
        chosen = [_choices(self.fact)[row] for row in reply.rows]
        if not domain.members():
            return chosen[0]
        return sorted(member for each in chosen if isinstance(each, frozenset) for member in each)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Starting:
    """The starting points of a screen."""

    prompt: Prompt
    starts: Sequence[Start]

    def states(self, reply: Reply) -> Mapping[str, object]:
        """Return which were chosen; who is not sure starts from none, and so is shown every list."""
        return {"starts": [self.starts[row].name for row in reply.rows] if isinstance(reply, Chosen) else []}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ticking:
    """One heading of a list."""

    prompt: Prompt
    screen: Screen
    group: TickGroup

    def states(self, reply: Reply) -> Mapping[str, object]:
        """Return what is ticked, and whether one is not sure of some of the rest.

        Raises `ImpossibleFacts` where two things are ticked of which one alone can be.
        """
        assert isinstance(reply, Chosen)
        asks_of_what = all(tick.value is NOT_SURE for tick in self.group.ticks)
        if reply.unsure and asks_of_what:
            return self.screen.ticked(self.group.ticks)
        ticked = self.screen.ticked([self.group.ticks[row] for row in reply.rows])
        return {**ticked, "not_sure": True} if reply.unsure else ticked


def _parts(screen: Screen) -> Iterator[_Asking | _Starting | _Ticking]:
    """Yield what a screen asks, one prompt for each; its title stands over the first."""
    heading = f"{screen.title}: {screen.norm.citation}" if screen.norm else screen.title
    for fact in screen.questions:
        yield _Asking(prompt=_question(fact, heading), fact=fact)
        heading = ""
    if screen.starts:
        rows = tuple(start.words for start in screen.starts)
        prompt = Prompt(heading=heading, words=_ABOUT, rows=rows, many=True)
        yield _Starting(prompt=prompt, starts=screen.starts)
    for group in screen.groups:
        prompt = Prompt(
            heading=group.heading,
            words=group.asks or screen.title,
            rows=tuple(tick.words for tick in group.ticks),
            many=True,
            partly=True,
        )
        yield _Ticking(prompt=prompt, screen=screen, group=group)


def _question(fact: Fact, heading: str) -> Prompt:
    return Prompt(
        heading=heading,
        words=f"{fact.question}{_JUDGED if fact.answered_by == 'attest' else ''}",
        help=fact.help,
        rows=tuple(fact.label(value) for value in _choices(fact)),
        many=bool(fact.domain.members()),
        written=fact.domain.describe(),
    )


def _choices(fact: Fact) -> list[Value]:
    """Return what can be chosen: of a set its members, since none of them is chosen by the words for none."""
    return [value for value in fact.choices() if value != frozenset()]
