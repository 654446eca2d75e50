"""Read-back: what the machine will do with a norm, in plain generated English.

It is made from the conditions alone, never from the words beside them, so that whoever compares it with the text sees
a swapped "and", a lost "not", a wrong number or a wrong value.
Facts are told by their own questions and labels: those who answer them see the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from smpolicy.conflicts.relation import relations
from smpolicy.conflicts.unclaimed import addressed_as, owners, unclaimed_words
from smpolicy.deciding.base import above_of, beside_base
from smpolicy.deciding.program import Program
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.keywords import Relation
from smpolicy.foundations.wording import in_series, plain_text, stands_at
from smpolicy.lowering import Lowered
from smpolicy.meaning.conditions import NEVER, All, AnyOf, ByReading, Condition, Not, Test
from smpolicy.meaning.domains import Asked
from smpolicy.meaning.norms import Instrument, Line, Norm, Provision, Step, Structure, conjunction
from smpolicy.meaning.vocabulary import Fact, Vocabulary

_FORCES: Final = {
    "mandatory": "shall",
    "should": "should",
    "expected": "expected",
    "encouraged": "encouraged",
    "requested": "requested",
    "permitted": "may",
    "none": "no force is stated",
}
#: What a norm is, by its force and its polarity: said first, since the rest is read the other way round otherwise.
_LEADS: Final = {
    "mandatory": ("A duty", "A ban"),
    "should": ("A duty", "A ban"),
    "expected": ("A duty", "A ban"),
    "encouraged": (
        "An encouragement: to leave it undone counts against nobody",
        "An encouragement to refrain: to do it counts against nobody",
    ),
    "requested": (
        "A request: to leave it undone counts against nobody",
        "A request to refrain: to do it counts against nobody",
    ),
    "permitted": (
        "A permission: it can be broken by nobody",
        "A permission to leave undone: it can be broken by nobody",
    ),
    "none": ("No force is stated: it can be broken by nobody", "No force is stated: it can be broken by nobody"),
}
#: The same where the words leave open whether it is to be done or left undone, which `check` reports.
_OPEN_LEADS: Final = {
    "mandatory": "A duty or a ban: its words leave open which",
    "should": "A duty or a ban: its words leave open which",
    "expected": "A duty or a ban: its words leave open which",
    "encouraged": "An encouragement to do it or to refrain: its words leave open which",
    "requested": "A request to do it or to refrain: its words leave open which",
    "permitted": "A permission to do it or to leave it undone: its words leave open which",
    "none": "A duty, a ban or neither: its words leave open which",
}
#: A step is none of these: whether it counts against anybody is said below.
_STEP: Final = "A step to take"
#: What stands before several things of which one is meant: where one of them suffices, and where each of them counts.
_ENOUGH: Final = "one of these is enough: "
_ANY: Final = "any of these: "
_STEPS: Final = {"applies": "wherever it applies", "broken": "where it is broken", "unsure": "where one is unsure"}

#: How a norm stands to the provision that it is under, in a sentence about `{}`, the provision.
RELATIONS: Final[dict[Relation, str]] = {
    "adds": "Adds to {}: neither follows from the other.",
    "narrows": "Narrows the room that {} leaves: whatever departs from that breaks this too, and more does.",
    "specifies": "Specifies {}: whatever breaks this departs from that already.",
    "restates": "Restates {}: it asks for the same.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """A norm of an overlay, how it stands to the provision it is under, and what the machine will do with it."""

    norm: Norm
    relation: Relation | None
    text: str
    #: Whether this reading is reviewed, and by whom; nothing where the documents hold no record of a review.
    reviewed: str | None = None

    __repr__ = in_brief


def relations_to_base(overlay: Instrument, lowered: Lowered, program: Program | None) -> dict[str, Relation]:
    """Return how each norm of an overlay stands to the provision it is under, as far as they can be compared.

    `program` is the overlay compiled beside the base (`beside_base`), if it could be.
    """
    above = above_of(overlay, lowered)
    norms = [norm for each in (*above, overlay) for norm in each.norms]
    return relations(program, norms, _provisions(lowered)) if program else {}


def readbacks_of(overlay: Instrument, lowered: Lowered) -> tuple[ReadBack, ...]:
    """Return what the machine will do with each norm of an overlay, in the order of the document."""
    places = {each.id: each.citation for each in _provisions(lowered).values()}
    places |= {norm.id: norm.citation for each in above_of(overlay, lowered) for norm in each.norms}
    relation_of = relations_to_base(overlay, lowered, beside_base(overlay, lowered))
    return tuple(
        ReadBack(
            norm=norm,
            relation=relation_of.get(norm.id),
            text=readback(
                norm,
                lowered.vocabulary,
                relation=relation_of.get(norm.id),
                under=places.get(next(iter(norm.anchors), norm.provision), norm.provision),
                structures=owners(norm, lowered.structures),
            ),
        )
        for norm in overlay.norms
    )


def _provisions(lowered: Lowered) -> dict[str, Provision]:
    """Return the provisions under which overlays stand, by id."""
    above = (each for each in lowered.instruments.values() if each.structure is None)
    return {each.id: each for instrument in above for each in instrument.provisions}


def readback(
    norm: Norm,
    vocabulary: Vocabulary,
    *,
    relation: Relation | None = None,
    under: str = "",
    structures: Iterable[Structure] = (),
) -> str:
    """Return what a norm does, one sentence for each part of it, a line each.

    With its `relation` to the provision that is cited as `under`, that is said too. The names of its `structures` may
    stand in its text with no condition beside them: they only say whose norm it is.
    """
    lines = [*_sentences(norm, vocabulary)]
    if relation is not None:
        lines.append(RELATIONS[relation].format(under))
    text = plain_text(norm.text)
    stretches = unclaimed_words(norm, vocabulary.persons.values(), structures) if norm.act else ()
    unclaimed = [text[start:end] for start, end in stretches]
    if unclaimed:
        lines.append(f"No condition stands beside these words: {', '.join(f'‘{words}’' for words in unclaimed)}.")
    return "\n".join(lines)


def _sentences(norm: Norm, vocabulary: Vocabulary) -> Iterable[str]:
    if norm.act:
        yield f"{_lead(norm)}."
    addressed, bound = _addressed(norm, vocabulary), in_series([each.plural for each in norm.bearer], "and") or "nobody"
    whom = f" (“{addressed}”)" if addressed and addressed.lower() != bound.lower() else ""
    yield f"Binds{whom}: {bound}."
    yield _act(norm, vocabulary)
    if norm.should:
        yield str(norm.should)
    if norm.when:
        yield f"Applies where: {_together(norm.when, vocabulary)}."
    elif norm.act:
        yield "Applies wherever its instrument speaks to the activity."
    for n, lines in enumerate(norm.unless if norm.act or norm.step else ()):
        yield f"{'Nor where' if n else 'Does not apply where'}: {_together(lines, vocabulary)}."
    if norm.own_scope:
        yield "Reaches beyond personal use of social media, by its own words."
    if norm.role == "standing":
        yield "Never asked about: it counts only once somebody states a concern."
    if norm.role == "step":
        yield _counting(norm.step.late if norm.step else NEVER, vocabulary)
    if norm.defines and norm.defines in vocabulary.facts:
        yield f"Defines, where it applies: {vocabulary.facts[norm.defines].question}"
    if norm.step:
        yield _step(norm.step)


def _lead(norm: Norm) -> str:
    if norm.polarity is None:
        return _OPEN_LEADS[norm.force]
    return _STEP if norm.role == "step" else _LEADS[norm.force][norm.polarity == "refrain"]


def _addressed(norm: Norm, vocabulary: Vocabulary) -> str:
    """Return the words for whom a sentence addresses, if they say no more than whom norms can bind at all."""
    text = plain_text(norm.text)
    everyone = addressed_as(norm, vocabulary.persons.values())
    before = (text[:start].split() for phrase in norm.force_words.split(", ") for start, _ in stands_at(phrase, text))
    return next((said for words in before if (said := _last_of(words, everyone))), "")


def _last_of(words: list[str], everyone: frozenset[str]) -> str:
    """Return the last words if they only say whom norms bind: "staff members", but nothing of "a group of staff"."""
    begins = len(words)
    while begins and everyone.issuperset(words[begins - 1].lower().split("/")):
        begins -= 1
        if words[max(begins - 1, 0)].lower() == "of":
            begins -= 1
            if not begins or words[begins - 1].lower() not in everyone:
                return ""
    return " ".join(words[begins:])


def _act(norm: Norm, vocabulary: Vocabulary) -> str:
    if not norm.act:
        return "Nothing to be decided by machine: it is shown in its place."
    act = _together(norm.act, vocabulary, several=_ANY if norm.polarity == "refrain" else _ENOUGH)
    if norm.force == "permitted" and norm.polarity is not None:
        return f"Permitted{' to leave undone' if norm.polarity == 'refrain' else ''} (may): {act}."
    polarity = {"do": "To be done", "refrain": "Not to be done", None: "To be done or left undone"}[norm.polarity]
    negation = " not" if norm.polarity == "refrain" and norm.force in ("mandatory", "should") else ""
    return f"{polarity} ({_FORCES[norm.force]}{negation}): {act}."


def _counting(late: Condition, vocabulary: Vocabulary) -> str:
    """Say where a step that was not taken counts."""
    if late == NEVER:
        return "Never counts against anybody: it only yields something to do."
    where = in_words(late, vocabulary)
    return f"Counts only once somebody says whether it was done; where it was not, if it is too late: {where}."


def _step(step: Step) -> str:
    slot = f", turning to whoever fills the slot {step.slot}" if step.slot else ""
    return f"To do {_STEPS[step.on]}: {step.do}{slot}."


def _together(lines: tuple[Line, ...], vocabulary: Vocabulary, several: str = _ENOUGH) -> str:
    implied = [line.because for line in lines if line.words is None]
    reasons = f" (not in its words: {' '.join(implied)})".replace(".)", ")") if implied else ""
    return in_words(conjunction(lines), vocabulary, several=several) + reasons


def in_words(condition: Condition, vocabulary: Vocabulary, *, inner: bool = False, several: str = _ENOUGH) -> str:
    """Say a condition in words; `inner` puts what has several parts in brackets, so that no part changes sides.

    `several` stands before parts of which one is meant.
    """

    def part_in_words(part: Condition) -> str:
        return in_words(part, vocabulary, inner=True, several=several)

    def joined(mark: str, parts: tuple[Condition, ...], before: str = "") -> str:
        words = before + mark.join(map(part_in_words, parts))
        return f"({words})" if inner else words

    match condition:
        case Test():
            return _test(condition, vocabulary.facts[condition.fact])
        case All(parts=()):
            return "always"
        case AnyOf(parts=()):
            return "never"
        case All(parts=(part,)) | AnyOf(parts=(part,)):
            return in_words(part, vocabulary, inner=inner, several=several)
        case All(parts=parts):
            return joined("; and ", parts)
        case AnyOf(parts=parts):
            return joined("; or ", parts, several)
        case Not(part=part):
            return f"it is not so that ({in_words(part, vocabulary, several=_ANY)})"
        case ByReading(question=name, readings=readings):
            question = vocabulary.questions[name]
            wording = dict(question.readings)
            if question.closed is not None:
                inside = part_in_words(dict(readings)[question.closed])
                return f"(open question {question.number} being closed: {wording[question.closed]}: {inside})"
            options = (f"[if {wording[each]}] {part_in_words(part)}" for each, part in readings)
            return f"(as open question {question.number} is read: {'; '.join(options)})"


def _test(test: Test, fact: Fact) -> str:
    return f"“{fact.question}” {fact.domain.said(Asked(test.relation, test.operand))}"
