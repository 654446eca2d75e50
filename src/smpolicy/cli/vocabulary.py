"""The command that finds the fact for words: `facts`."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING, Final

import click

import smpolicy
from smpolicy.cli.options import policies_option
from smpolicy.cli.streams import Refusal, print_result
from smpolicy.foundations.source import visible
from smpolicy.meaning.domains import plain_value

if TYPE_CHECKING:
    from smpolicy.meaning.vocabulary import Fact

_WIDTH: Final = 100


@click.command()
@click.argument("words", metavar="[WORD]...", nargs=-1)
@policies_option
def facts(words: tuple[str, ...], policies: str | None) -> None:
    """List the facts in whose name, question, help or answers all these words stand, and what can be written of each.

    Without a word all facts are listed, a line each.
    """
    known = smpolicy.load(policies).lowered.vocabulary.facts.values()
    found = sorted((fact for fact in known if _speaks_of(fact, words)), key=lambda fact: bool(fact.local_to))
    if not found:
        said = " ".join(words)
        raise Refusal(
            f"no fact speaks of `{visible(said)}`; try fewer words, or declare one of your own under `facts:`"
        )
    if not words:
        width = max(len(fact.name) for fact in found)
        print_result(
            "".join(f"{fact.name:<{width}}  {visible(fact.question or fact.note)}".rstrip() + "\n" for fact in found)
        )
        return
    print_result("\n".join("".join(f"{line}\n" for line in _told(fact)) for fact in found))


def _speaks_of(fact: Fact, words: tuple[str, ...]) -> bool:
    """Whether all words stand in what is said of a fact, wherever and however they are written."""
    labels = (f"{option.value} {option.label}" for option in fact.options())
    said = " ".join((fact.name, fact.question, fact.help, *labels)).casefold()
    return all(word.casefold() in said for word in words)


def _told(fact: Fact) -> Iterator[str]:
    """Yield what a drafter needs of a fact: its question, and what can stand behind its name."""
    yield fact.name
    for line in filter(None, (fact.question, fact.help)):
        yield fill(visible(line), _WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield f"  write {fact.domain.describe()}"
    asked = fact.domain.test_schema()
    ways = [key for each in asked.get("anyOf", [asked]) for key in each.get("properties", ())]
    if ways:
        yield f"  in a condition also {', '.join(f'`{{{key}: ...}}`' for key in ways)}"
    options = [(_written(option.value), option.label) for option in fact.options()]
    width = max((len(written) for written, _ in options), default=0)
    for written, label in options if not isinstance(fact.domain.some_value(), bool) else ():
        yield f"    {written:<{width}}  {visible(label)}"
    if fact.kind == "derived":
        yield "  it follows from others: nobody states it"
    if fact.local_to:
        yield f"  it is `{fact.local_to}`'s own: norms of no other structure can turn on it"


def _written(value: object) -> str:
    """Write a value as documents do; of a set, each member stands by itself."""
    plain = plain_value(value)
    return (" ".join(map(str, plain)) or "[]") if isinstance(plain, list) else str(plain)
