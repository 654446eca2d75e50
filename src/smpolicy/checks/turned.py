"""Lines under another key than the words before them say, and whether examples say that a norm is another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from smpolicy.checks.sense import (
    Asks,
    Beside,
    Key,
    Opened,
    asked_in,
    forbids,
    lines_beside,
    opened,
    said_not,
    stands_behind,
)
from smpolicy.checks.written import Checked, Written
from smpolicy.deciding.base import beside_base
from smpolicy.deciding.by_example import standings
from smpolicy.foundations.wording import plain_text
from smpolicy.meaning.conditions import NEVER, Condition
from smpolicy.meaning.limiting_words import EXCEPT_FOR, EXCEPT_WHERE
from smpolicy.meaning.norms import Line, Norm


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A line, the words that open what it says, and the key that these ask for."""

    line: Beside
    opener: Opened
    key: Key


def turned(written: Written, norm: Norm, checked: Checked) -> Iterator[Turned]:
    """Yield each line of a norm that stands under another key than the words before it say."""
    text, exceptions = plain_text(norm.text), opened(norm)
    for line in lines_beside(written) if exceptions else ():
        asked = asked_in(line.condition, checked.lowered.vocabulary)
        opener = next((each for each in exceptions if stands_behind(line, each, text)), None)
        if opener is None and line.key != "unless":
            opener = _within_the_line(line, exceptions)
            if opener is None or asked is None or not asked.so or said_not(line, asked, norm):
                continue
        if opener is not None and (key := _other_key(line, opener, asked, written)):
            yield Turned(line=line, opener=opener, key=key)


def _within_the_line(line: Beside, exceptions: tuple[Opened, ...]) -> Opened | None:
    """Return the exception that a line's own words open, and of which its condition must then be the opposite."""
    if not (EXCEPT_WHERE.match(line.words) or EXCEPT_FOR.match(line.words)):
        return None
    return next((each for each in exceptions if each.start == line.start), None)


def _other_key(line: Beside, opener: Opened, asked: Asks | None, written: Written) -> Key | None:
    """Return the key that the words before a line ask for, where it stands under another."""
    if not opener.proviso:
        without = opener.words.lower() == "without"
        return "unless" if line.key != "unless" and not without else None
    certain = asked is not None and asked.so and not said_not(line, asked, written.norm)
    if forbids(written.norm):
        return "unless" if certain and line.key != "unless" else None
    return "when" if certain and line.key == "unless" else None


def lines_are_turned(written: Written, norm: Norm, checked: Checked) -> bool:
    """Whether the examples of a norm come out as they expect only once its turned lines stand where words say."""
    lines = [*turned(written, norm, checked)] if written.form.examples else []
    return bool(lines) and proved_by_examples(written, norm, _moved(norm, lines), checked)


def proved_by_examples(written: Written, norm: Norm, other: Norm, checked: Checked) -> bool:
    """Whether the examples of a norm come out as they expect if it is another one, and not as it is written."""
    if not written.form.examples or norm.borne == NEVER or not checked.understood(written):
        return False
    return not _as_expected(written, norm, checked) and _as_expected(written, other, checked)


def with_condition(norm: Norm, line: Beside, condition: Condition) -> Norm:
    """Return a norm in which a line asks something else."""

    def asking(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(
            replace(each, condition=condition) if plain_text(each.words or "") == line.words else each for each in lines
        )

    match line.key:
        case "act":
            return replace(norm, act=asking(norm.act))
        case "when":
            return replace(norm, when=asking(norm.when))
        case _:
            return replace(norm, unless=tuple(asking(each) for each in norm.unless))


def _moved(norm: Norm, lines: list[Turned]) -> Norm:
    """Return a norm with lines where the words before them say."""
    words = {each.line.words: each.key for each in lines}

    def kept(of: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(each for each in of if each.words is None or plain_text(each.words) not in words)

    every = (*norm.act, *norm.when, *(line for each in norm.unless for line in each))
    when, exceptions = (
        tuple(each for each in every if words.get(plain_text(each.words or "")) == key) for key in ("when", "unless")
    )
    unless = tuple(left for each in norm.unless if (left := kept(each)))
    return replace(
        norm,
        act=kept(norm.act),
        when=(*kept(norm.when), *when),
        unless=(*unless, exceptions) if exceptions else unless,
    )


def _as_expected(written: Written, norm: Norm, checked: Checked) -> bool:
    """Whether all examples of a norm come out as they expect, if it is this one."""
    instrument = checked.lowered.instruments.get(norm.instrument)
    if instrument is None or not norm.act:
        return False
    norms = tuple(norm if each.id == norm.id else each for each in instrument.norms)
    whole = replace(instrument, norms=norms)
    program = checked.program(instrument) if whole == instrument else beside_base(whole, checked.lowered)
    if program is None:
        return False
    clause = program.clause(norm.id)
    for example in written.form.examples:
        stated, problems = checked.lowered.vocabulary.read(example.given)
        if problems or standings(program, clause, stated) != [example.expect]:
            return False
    return True
