"""Who has reviewed how a text is read: which records stand, and which are due again since something has changed.

A record names the digest of what its reviewer read: the words of the norm, those of its provision, and what the machine
makes of them; or an open question with its readings; or a provision off which nothing is read. Whatever of these is
another now was read by nobody, and nobody is said to have reviewed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeAlias

from smpolicy.conflicts.readback import readback
from smpolicy.conflicts.unclaimed import owners
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.foundations.source import digest
from smpolicy.lowering import Lowered
from smpolicy.meaning.conditions import All, tests
from smpolicy.meaning.norms import Instrument, Norm, NormReview, Provision, conjunction
from smpolicy.meaning.vocabulary import OpenQuestion

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
    #: Of each norm that is reviewed, who did: those of the offices whose last word is that it is read rightly.
    reviewers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "reviewers")

    def says(self, norm: str) -> str:
        """Say of one of the norms whether its reading is reviewed, and by whom."""
        if norm in self.right:
            return f"Reviewed by {' and '.join(self.reviewers[norm])}."
        if norm in self.wrong:
            return "Reviewed, and found wrong."
        return "Changed since it was reviewed, and due again." if norm in self.due else "Our reading, unreviewed."

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


def digest_of_question(question: OpenQuestion) -> str:
    """Return the digest of what a reviewer reads of an open question: it, its readings, and what it bears on."""
    readings = (f"{name}: {words}" for name, words in question.readings)
    said = (question.id, question.number, question.question, *readings, *sorted(question.touches))
    return digest("\0".join(said).encode())


def digest_of_provision(provision: Provision) -> str:
    """Return the digest of what a reviewer reads of a provision off which nothing is read: its words."""
    return digest("\0".join((provision.id, provision.heading, provision.text)).encode())


def digest_now(name: str, lowered: Lowered) -> str | None:
    """Return the digest of what a record is of, as it is: a norm, an open question, or a provision without norms."""
    norm = _norms(lowered.instruments.values()).get(name)
    if norm is not None:
        return digest_of_norm(norm, lowered)
    if name in lowered.vocabulary.questions:
        return digest_of_question(lowered.vocabulary.questions[name])
    provision = without_norms(lowered).get(name)
    return digest_of_provision(provision) if provision is not None else None


def without_norms(lowered: Lowered) -> Mapping[str, Provision]:
    """Return the provisions with words of their own off which nothing is read, by id."""
    base = [each for each in lowered.instruments.values() if each.structure is None]
    read = {norm.provision for each in base for norm in each.norms}
    return {each.id: each for one in base for each in one.provisions if each.text and each.id not in read}


def record_standing(record: NormReview, lowered: Lowered, day: date | None = None) -> RecordStanding:
    """Return how a record stands; with a day, whether that day has come is told too."""
    now = digest_now(record.of, lowered)
    if now is None:
        return "nothing"
    if day is not None and record.on > day:
        return "to-come"
    if record.digest != now:
        return "due"
    return "counts" if record.finds == "right" else "wrong"


def how_reviewed(norms: Iterable[Norm], lowered: Lowered, day: date | None = None) -> Reviewed:
    """Return how much of some norms was reviewed, as of a day."""
    return reviewed_among((norm.id for norm in norms), lowered, day)


def reviewed_among(names: Iterable[str], lowered: Lowered, day: date | None = None) -> Reviewed:
    """Return how much was reviewed of what has these ids, be it norms or open questions, as of a day."""
    named = dict.fromkeys(names)
    said: dict[str, dict[str, tuple[date, RecordStanding]]] = {}
    for record in lowered.reviews:
        if record.of in named and (stands := record_standing(record, lowered, day)) != "to-come":
            mine = said.setdefault(record.of, {})
            if record.by not in mine or mine[record.by][0] <= record.on:  # the last word of each reviewer counts
                mine[record.by] = (record.on, stands)
    found = {name: {stands for _, stands in each.values()} for name, each in said.items()}
    wrong = tuple(name for name in named if "wrong" in found.get(name, ()))
    right = tuple(name for name in named if "counts" in found.get(name, ()) and name not in wrong)
    by = {name: tuple(by for by, (_, each) in said[name].items() if each == "counts") for name in right}
    return Reviewed(
        norms=tuple(named),
        right=right,
        wrong=wrong,
        due=tuple(name for name in named if found.get(name) == {"due"}),
        by=tuple(dict.fromkeys(each for name in right for each in by[name])),
        reviewers=by,
    )


def with_reviewers(lowered: Lowered, day: date) -> Lowered:
    """Return documents whose open questions name who has reviewed their readings, as of a day."""
    questions = lowered.vocabulary.questions
    reviewed = reviewed_among(questions, lowered, day)
    if not reviewed.right:
        return lowered
    named = {
        name: replace(questions[name], reviewed_by=" and ".join(reviewed.reviewers[name])) for name in reviewed.right
    }
    return replace(lowered, vocabulary=replace(lowered.vocabulary, questions={**questions, **named}))


def _norms(instruments: Iterable[Instrument]) -> Mapping[str, Norm]:
    return {norm.id: norm for instrument in instruments for norm in instrument.norms}
