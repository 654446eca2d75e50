"""Sheets for reviewers: of each norm its words, what the machine makes of them, and what is open, on one page to sign.

A sheet is for a person with a mandate, who reads no YAML. It names nobody: who signs it is for them to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from smpolicy.conflicts.readback import readback
from smpolicy.conflicts.reviewed import digest_of_norm, facts_of
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
    """What a reviewer reads of one norm: headings, each with its lines."""

    norm: str
    digest: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def signed(self) -> str:
        """By which a record names the norm and what was read of it."""
        return f"{self.norm}={self.digest.removeprefix('sha256:')[:SHOWN]}"


def sheets(
    instrument: Instrument, lowered: Lowered, found: Iterable[Diagnostic], given: Mapping[str, tuple[str, ...]]
) -> Iterator[Sheet]:
    """Yield the sheet of each norm of an instrument; `found` is what was found on it, `given` the examples of each."""
    provisions = {each.id: each for one in lowered.instruments.values() for each in one.provisions}
    diagnostics = list(found)
    for norm in instrument.norms:
        facts = [lowered.vocabulary.facts[name] for name in facts_of(norm) if name in lowered.vocabulary.facts]
        provision = provisions.get(norm.provision)
        whole = All(parts=(conjunction(norm.act), conjunction(norm.when), norm.exception))
        turning = {*questions(whole)}
        left_open = [
            each for name, each in lowered.vocabulary.questions.items() if name in turning or norm.id in each.touches
        ]
        parts = (
            ("The words", (f"“{norm.text}”",)),
            *([(f"Under {provision.citation}", (f"“{provision.text}”",))] if provision and provision.text else []),
            ("What the machine makes of them", _lines(norm, lowered)),
            ("The questions that it asks", tuple(f"{each.question} ({each.name})" for each in facts)),
            ("What is left open", tuple(f"{each.number}: {each.question}" for each in left_open)),
            ("Examples", given.get(norm.id, ())),
            ("What was found", tuple(f"{each.name}: {each.message}" for each in diagnostics if each.norm == norm.id)),
            ("Reviewed before", tuple(_record(each) for each in lowered.reviews if each.of == norm.id)),
        )
        said = tuple((heading, lines) for heading, lines in parts if lines)
        yield Sheet(norm=norm.id, digest=digest_of_norm(norm, lowered), parts=said)


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
    yield f"## {_escaped(sheet.norm)}"
    for heading, lines in sheet.parts:
        yield f"**{_escaped(heading)}**"
        yield "\n".join(f"- {_escaped(line)}" for line in lines)
    yield f"What was read: `{sheet.signed}`"
    yield "\n".join(f"- {line}" for line in TO_SIGN)


def _escaped(words: str) -> str:
    return _ACTIVE.sub(r"\\\1", visible(" ".join(words.split())))
