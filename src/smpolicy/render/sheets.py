"""Sheets for reviewers: of each norm its words, what the machine makes of them, and what is open, on one page to sign.

A sheet is for a person with a mandate, who reads no YAML. It names nobody: who signs it is for them to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from smpolicy.conflicts.readback import readback
from smpolicy.conflicts.reviewed import digest_of_norm, digest_of_provision, digest_of_question, facts_of
from smpolicy.conflicts.unclaimed import owners
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import visible
from smpolicy.lowering import Lowered
from smpolicy.meaning.conditions import All, questions
from smpolicy.meaning.norms import Instrument, Norm, NormReview, conjunction

#: What stands at the foot of each sheet, to be filled in by hand.
TO_SIGN: Final = (
    "The reading says what the words say: [ ] yes  [ ] no, since:",
    "Name and office:",
    "Date and signature:",
)
#: How much of a digest is printed, and is enough to tell it from another.
SHOWN: Final = 12
_ACTIVE: Final = re.compile(r"([\\`*_<|#]|\](?=\())")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a reviewer reads of a norm, of a provision with its norms, or of an open question: headings and lines."""

    about: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    #: What was read, by its id, and the digest of it: each of these is recorded by itself.
    read: tuple[tuple[str, str], ...]

    @property
    def signed(self) -> tuple[str, ...]:
        """By which records name what was read."""
        return tuple(f"{name}={read.removeprefix('sha256:')[:SHOWN]}" for name, read in self.read)


def sheets(
    instrument: Instrument, lowered: Lowered, found: Iterable[Diagnostic], given: Mapping[str, tuple[str, ...]]
) -> Iterator[Sheet]:
    """Yield the sheet of each norm and each open question of an instrument, in the order of the text.

    `found` is what was found on it, `given` the examples of each norm.
    """
    diagnostics = list(found)
    for norm in instrument.norms:
        parts = _of_norm(norm, lowered, diagnostics, given)
        yield Sheet(about=norm.id, parts=parts, read=((norm.id, digest_of_norm(norm, lowered)),))
    yield from _of_questions(instrument, lowered)


def sheets_by_provision(
    instrument: Instrument, lowered: Lowered, found: Iterable[Diagnostic], given: Mapping[str, tuple[str, ...]]
) -> Iterator[Sheet]:
    """Yield the sheet of each provision, with the norms that are read off it, and of each open question.

    A provision off which nothing is read has one too: somebody should have seen that.
    """
    diagnostics = list(found)
    for provision in instrument.provisions:
        norms = [norm for norm in instrument.norms if norm.provision == provision.id]
        words = (("The words", (f"“{provision.text}”",)),)
        title = f"{provision.id} ({provision.citation})"
        if norms:
            parts = [part for norm in norms for part in _of_norm(norm, lowered, diagnostics, given, beneath=True)]
            read = tuple((norm.id, digest_of_norm(norm, lowered)) for norm in norms)
            yield Sheet(about=title, parts=(*words, *parts), read=read)
        elif provision.text:
            nothing = (("What the machine makes of them", ("Nothing: they are shown in their place.",)),)
            read = ((provision.id, digest_of_provision(provision)),)
            yield Sheet(about=title, parts=(*words, *nothing, *_before(provision.id, lowered)), read=read)
    yield from _of_questions(instrument, lowered)


def _of_norm(
    norm: Norm,
    lowered: Lowered,
    diagnostics: Iterable[Diagnostic],
    given: Mapping[str, tuple[str, ...]],
    *,
    beneath: bool = False,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what is shown of a norm; `beneath` the words of its provision, these are not shown again."""
    provisions = {each.id: each for one in lowered.instruments.values() for each in one.provisions}
    facts = [lowered.vocabulary.facts[name] for name in facts_of(norm) if name in lowered.vocabulary.facts]
    provision = provisions.get(norm.provision)
    whole = All(parts=(conjunction(norm.act), conjunction(norm.when), norm.exception))
    turning = {*questions(whole)}
    left_open = [
        each for name, each in lowered.vocabulary.questions.items() if name in turning or norm.id in each.touches
    ]
    above = provision is not None and provision.text and not beneath
    parts = (
        (f"The words of {norm.id}" if beneath else "The words", (f"“{norm.text}”",)),
        *([(f"Under {provision.citation}", (f"“{provision.text}”",))] if provision is not None and above else []),
        ("What the machine makes of them", _lines(norm, lowered)),
        ("The questions that it asks", tuple(f"{each.question} ({each.name})" for each in facts)),
        ("What is left open", tuple(f"{each.number}: {each.question}" for each in left_open)),
        ("Examples", given.get(norm.id, ())),
        ("What was found", tuple(f"{each.name}: {each.message}" for each in diagnostics if each.norm == norm.id)),
        *_before(norm.id, lowered),
    )
    return tuple((heading, lines) for heading, lines in parts if lines)


def _of_questions(instrument: Instrument, lowered: Lowered) -> Iterator[Sheet]:
    """Yield the sheet of each open question that an instrument declares."""
    for name, question in lowered.vocabulary.questions.items():
        if question.span is not None and question.span.path == instrument.span.path:
            parts = (
                ("The question", (question.question,)),
                ("The readings", tuple(words for _, words in question.readings)),
                ("What it bears on", question.touches),
                *_before(name, lowered),
            )
            said = tuple((heading, lines) for heading, lines in parts if lines)
            yield Sheet(about=f"{name} ({question.number})", parts=said, read=((name, digest_of_question(question)),))


def _before(name: str, lowered: Lowered) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return who has reviewed something before, where somebody has."""
    records = tuple(_record(each) for each in lowered.reviews if each.of == name)
    return (("Reviewed before", records),) if records else ()


def _lines(norm: Norm, lowered: Lowered) -> tuple[str, ...]:
    return tuple(readback(norm, lowered.vocabulary, structures=owners(norm, lowered.structures)).splitlines())


def _record(record: NormReview) -> str:
    why = f": {record.why}" if record.why else ""
    return f"found {record.finds} by {record.by} on {record.on.isoformat()}{why} ({record.digest})"


def sheets_markdown(title: str, of: Iterable[Sheet]) -> str:
    """Write the sheets in Markdown."""
    blocks = [f"# {_escaped(title)}", *(block for each in of for block in _blocks(each))]
    return "\n\n".join(blocks) + "\n"


def _blocks(sheet: Sheet) -> Iterator[str]:
    yield f"## {_escaped(sheet.about)}"
    for heading, lines in sheet.parts:
        yield f"**{_escaped(heading)}**"
        yield "\n".join(f"- {_escaped(line)}" for line in lines)
    yield f"What was read: {', '.join(f'`{each}`' for each in sheet.signed)}"
    yield "\n".join(f"- {line}" for line in TO_SIGN)


def _escaped(words: str) -> str:
    return _ACTIVE.sub(r"\\\1", visible(" ".join(words.split())))
