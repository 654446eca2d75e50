"""Read-back: what the machine will do with a norm, in plain generated English.

It is made from the conditions alone, never from the words beside them, so that whoever compares it with the text sees
a swapped "and", a lost "not", a wrong number or a wrong value.
Facts are told by their own questions and labels: those who answer them see the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Final

from smpolicy.conflicts.relation import relations
from smpolicy.deciding.base import beside_base
from smpolicy.deciding.program import Program
from smpolicy.foundations.keywords import Relation
from smpolicy.foundations.wording import plain_text, stands_at
from smpolicy.lowering import Lowered
from smpolicy.meaning.conditions import NEVER, All, AnyOf, ByReading, Condition, Not, Test
from smpolicy.meaning.domains import Asked
from smpolicy.meaning.norms import Instrument, Line, Norm, Provision, Step, conjunction
from smpolicy.meaning.vocabulary import Bearer, Fact, Vocabulary

_FORCES: Final = {
    "mandatory": "shall",
    "should": "should",
    "expected": "expected",
    "encouraged": "encouraged",
    "requested": "requested",
    "none": "of no force",
}
_STEPS: Final = {"applies": "wherever it applies", "broken": "where it is broken", "unsure": "where one is unsure"}


#: Words that only hold a sentence together. Those that can limit a norm by themselves (only, before, all) are not here.
_JOINTS: Final = re.compile(
    "an?|the|of|in|on|at|to|from|by|for|with|and|or|nor|any|anything|anyone|something|that|which|who|whose|whom|its?|their|they|"
    "them|is|are|be|been|was|were|has|have|as|if|unless|except|where|when|while|such|this|these|those|also|not|no|never|there|so|what|way",
    re.I,
)
#: What a norm calls whom it addresses, beside what its persons are called, if it says nothing else of them.
_EVERYONE: Final = frozenset(("person", "persons", "everyone", "all", "they"))
_RELATIONS: Final = {
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


def relations_to_base(overlay: Instrument, lowered: Lowered, program: Program | None) -> dict[str, Relation]:
    """Return how each norm of an overlay stands to the provision it is under, as far as they can be compared.

    `program` is the overlay compiled beside the base (`beside_base`), if it could be.
    """
    above = [each for each in lowered.instruments.values() if each.structure is None]
    norms = [norm for each in (*above, overlay) for norm in each.norms]
    return relations(program, norms, _provisions(lowered)) if program else {}


def readbacks_of(overlay: Instrument, lowered: Lowered) -> tuple[ReadBack, ...]:
    """Return what the machine will do with each norm of an overlay, in the order of the document."""
    provisions = _provisions(lowered)
    relation_of = relations_to_base(overlay, lowered, beside_base(overlay, lowered))
    return tuple(
        ReadBack(
            norm=norm,
            relation=relation_of.get(norm.id),
            text=readback(
                norm,
                lowered.vocabulary,
                relation=relation_of.get(norm.id),
                under=provisions[norm.provision].citation if norm.provision in provisions else norm.provision,
            ),
        )
        for norm in overlay.norms
    )


def _provisions(lowered: Lowered) -> dict[str, Provision]:
    """Return the provisions under which overlays stand, by id."""
    above = (each for each in lowered.instruments.values() if each.structure is None)
    return {each.id: each for instrument in above for each in instrument.provisions}


def readback(norm: Norm, vocabulary: Vocabulary, *, relation: Relation | None = None, under: str = "") -> str:
    """Return what a norm does, one sentence for each part of it, a line each.

    With its `relation` to the provision that is cited as `under`, that is said too.
    """
    lines = [*_sentences(norm, vocabulary)]
    if relation is not None:
        lines.append(_RELATIONS[relation].format(under))
    unclaimed = list(unclaimed_words(norm, vocabulary.persons.values())) if norm.act else []
    if unclaimed:
        lines.append(f"No condition stands beside these words: {', '.join(f'‘{words}’' for words in unclaimed)}.")
    return "\n".join(lines)


def _sentences(norm: Norm, vocabulary: Vocabulary) -> Iterable[str]:
    yield f"Binds: {_listed([each.plural for each in norm.bearer], 'and') or 'nobody'}."
    yield _act(norm, vocabulary)
    if norm.should:
        yield str(norm.should)
    if norm.when:
        yield f"Applies where: {_together(norm.when, vocabulary)}."
    elif norm.act:
        yield "Applies wherever its instrument speaks to the activity."
    for lines in norm.unless if norm.act or norm.step else ():
        yield f"Does not apply where: {_together(lines, vocabulary)}."
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


def _act(norm: Norm, vocabulary: Vocabulary) -> str:
    if not norm.act:
        return "Nothing to be decided by machine: it is shown in its place."
    act = _together(norm.act, vocabulary)
    if norm.force == "permitted":
        return f"Permitted{' to leave undone' if norm.polarity == 'refrain' else ''} (may; never broken): {act}."
    polarity = {"do": "To be done", "refrain": "Not to be done", None: "Left open whether to be done"}[norm.polarity]
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


def _together(lines: tuple[Line, ...], vocabulary: Vocabulary) -> str:
    implied = [line.because for line in lines if line.words is None]
    reasons = f" (not in its words: {' '.join(implied)})".replace(".)", ")") if implied else ""
    return in_words(conjunction(lines), vocabulary) + reasons


def in_words(condition: Condition, vocabulary: Vocabulary, *, inner: bool = False) -> str:
    """Say a condition in words; `inner` puts what has several parts in brackets, so that no part changes sides."""
    match condition:
        case Test():
            return _test(condition, vocabulary.facts[condition.fact])
        case All(parts=()):
            return "always"
        case AnyOf(parts=()):
            return "never"
        case All(parts=(part,)) | AnyOf(parts=(part,)):
            return in_words(part, vocabulary, inner=inner)
        case All(parts=parts):
            return _joined("; and ", parts, vocabulary, inner=inner)
        case AnyOf(parts=parts):
            return "either " + _joined("; or ", parts, vocabulary, inner=True)
        case Not(part=part):
            return f"it is not so that ({in_words(part, vocabulary)})"
        case ByReading(question=name, readings=readings):
            question = vocabulary.questions[name]
            wording = dict(question.readings)
            if question.closed is not None:
                inside = in_words(dict(readings)[question.closed], vocabulary, inner=True)
                return f"(open question {question.number} being closed: {wording[question.closed]}: {inside})"
            options = (f"[if {wording[each]}] {in_words(part, vocabulary, inner=True)}" for each, part in readings)
            return f"(as open question {question.number} is read: {'; '.join(options)})"


def _joined(mark: str, parts: tuple[Condition, ...], vocabulary: Vocabulary, *, inner: bool) -> str:
    words = mark.join(in_words(part, vocabulary, inner=True) for part in parts)
    return f"({words})" if inner else words


def _test(test: Test, fact: Fact) -> str:
    return f"“{fact.question}” {fact.domain.said(Asked(test.relation, test.operand))}"


def _listed(words: list[str], last: str) -> str:
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


# ------------------------------------------------------------ words that make no difference


def unclaimed_words(norm: Norm, persons: Iterable[Bearer]) -> Iterator[str]:
    """Yield each stretch of a norm's text that no condition line and no modal word claims.

    Where the subject of the sentence says no more than whom norms can bind at all, it claims nothing of its own.
    """
    text = plain_text(norm.text)
    modal = [place for phrase in norm.force_words.split(", ") if phrase for place in stands_at(phrase, text)]
    lines = (*norm.act, *norm.when, *(line for exception in norm.unless for line in exception))
    claimed = [*modal, *(place for line in lines if line.words for place in stands_at(line.words, text))]
    subject_ends = min((start for start, _ in modal or claimed), default=0)
    marks = bytearray(len(text))  # 1 for each letter that is claimed, so that no word is held against every line
    for start, end in claimed:
        marks[start:end] = b"\x01" * (end - start)
    everyone = _EVERYONE | {word for each in persons if each.told_by is not None for word in _words_of(each)}
    run: list[re.Match[str]] = []
    for word in re.finditer(r"[\w'’/-]+", text):
        is_claimed = any(marks[word.start() : word.end()])
        if is_claimed or _gap(text, run, word):
            yield from _content(run, text, subject_ends, everyone)
            run = []
        if not is_claimed:
            run.append(word)
    yield from _content(run, text, subject_ends, everyone)


def _gap(text: str, run: list[re.Match[str]], word: re.Match[str]) -> bool:
    """Whether a new stretch begins: punctuation stands between it and the one before."""
    return bool(run) and bool(re.search(r"[.,;:()]", text[run[-1].end() : word.start()]))


def _words_of(person: Bearer) -> list[str]:
    return re.findall(r"[\w-]+", f"{person.label} {person.plural}".lower())


def _content(run: list[re.Match[str]], text: str, subject_ends: int, everyone: Set[str]) -> Iterator[str]:
    """Yield a stretch of words, without the joints at its ends, if anything is left of it."""
    joints = [_joint(word, subject_ends, everyone) for word in run]
    if not all(joints):
        first, last = joints.index(False), len(joints) - 1 - joints[::-1].index(False)
        yield text[run[first].start() : run[last].end()]


def _joint(word: re.Match[str], subject_ends: int, everyone: Set[str]) -> bool:
    addressed = word.end() <= subject_ends and word.group().lower() in everyone
    return addressed or bool(_JOINTS.fullmatch(word.group()))
