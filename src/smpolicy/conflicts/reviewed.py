"""Who has reviewed how norms are read: which records stand, and which are due again since something has changed.

A record names the digest of what its reviewer read: the words of the norm, those of its provision, and what the machine
makes of them. Whatever of these is another now was read by nobody, and nobody is said to have reviewed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from smpolicy.conflicts.readback import readback
from smpolicy.conflicts.unclaimed import owners
from smpolicy.foundations.source import digest
from smpolicy.lowering import Lowered
from smpolicy.meaning.conditions import All, tests
from smpolicy.meaning.norms import Instrument, Norm, NormReview, conjunction

#: How a record stands: it counts, it was found wrong, something changed since, its day has not come, or it names none.
RecordStanding: TypeAlias = Literal["counts", "wrong", "due", "to-come", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """How much of some norms was reviewed, by whom, and what is due again."""

    norms: tuple[str, ...]
    #: The norms that somebody found right as they are now, and the norms that somebody found wrong.
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    #: The norms that were reviewed before something in them changed, and by nobody since.
    due: tuple[str, ...]
    by: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in a line."""
        if not self.norms:
            return "no norm"
        said = f"{len(self.right)} of {len(self.norms)} norms"
        said += f", by {' and '.join(self.by)}" if self.by else ""
        said += f"; found wrong: {len(self.wrong)}" if self.wrong else ""
        said += f"; changed since, and due again: {len(self.due)}" if self.due else ""
        return said if len(self.right) == len(self.norms) else f"{said}; the others are our readings, unreviewed"


def substance(norm: Norm, lowered: Lowered) -> tuple[str, ...]:
    """Return what a reviewer reads of a norm: its words, those that govern them, and what the machine makes of them."""
    provisions = {each.id: each for instrument in lowered.instruments.values() for each in instrument.provisions}
    above = []
    name: str | None = norm.provision
    while name is not None and name in provisions:
        above.append(provisions[name].text or provisions[name].heading)
        name = provisions[name].parent
    made = readback(norm, lowered.vocabulary, structures=owners(norm, lowered.structures))
    questions = (lowered.vocabulary.facts[name] for name in facts_of(norm) if name in lowered.vocabulary.facts)
    asked = (f"{fact.name}: {fact.question}" for fact in questions)
    return (norm.id, norm.text, *reversed(above), made, *asked)


def facts_of(norm: Norm) -> tuple[str, ...]:
    """Return the facts that a norm turns on, in the order written."""
    whole = All(parts=(conjunction(norm.act), conjunction(norm.when), norm.exception))
    return tuple(dict.fromkeys(test.fact for test in tests(whole)))


def digest_of_norm(norm: Norm, lowered: Lowered) -> str:
    """Return the digest of what a reviewer reads of a norm."""
    return digest("\0".join(substance(norm, lowered)).encode())


def record_standing(record: NormReview, lowered: Lowered, day: date | None = None) -> RecordStanding:
    """Return how a record stands; with a day, whether that day has come is told too."""
    norm = _norms(lowered.instruments.values()).get(record.of)
    if norm is None:
        return "nothing"
    if day is not None and record.on > day:
        return "to-come"
    if record.digest != digest_of_norm(norm, lowered):
        return "due"
    return "counts" if record.finds == "right" else "wrong"


def how_reviewed(norms: Iterable[Norm], lowered: Lowered, day: date | None = None) -> Reviewed:
    """Return how much of some norms was reviewed, as of a day."""
    named = {norm.id: norm for norm in norms}
    said: dict[str, dict[str, tuple[date, RecordStanding]]] = {}
    for record in lowered.reviews:
        if record.of in named and (stands := record_standing(record, lowered, day)) != "to-come":
            mine = said.setdefault(record.of, {})
            if record.by not in mine or mine[record.by][0] <= record.on:  # the last word of each reviewer counts
                mine[record.by] = (record.on, stands)
    found = {name: {stands for _, stands in each.values()} for name, each in said.items()}
    wrong = tuple(name for name in named if "wrong" in found.get(name, ()))
    right = tuple(name for name in named if "counts" in found.get(name, ()) and name not in wrong)
    return Reviewed(
        norms=tuple(named),
        right=right,
        wrong=wrong,
        due=tuple(name for name in named if found.get(name) == {"due"}),
        by=tuple(dict.fromkeys(by for name in right for by, (_, each) in said[name].items() if each == "counts")),
    )


def _norms(instruments: Iterable[Instrument]) -> Mapping[str, Norm]:
    return {norm.id: norm for instrument in instruments for norm in instrument.norms}
