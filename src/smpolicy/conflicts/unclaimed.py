"""The words of a norm that make no difference to any answer: no condition stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from smpolicy.foundations.wording import plain_text, stands_at
from smpolicy.meaning.norms import Norm, Structure
from smpolicy.meaning.vocabulary import Bearer

#: Words that only hold a sentence together. Those that can limit a norm by themselves (only, before, all) are not here.
_JOINTS: Final = re.compile(
    "an?|the|of|in|on|at|to|from|by|for|with|and|or|nor|any|anything|anyone|something|that|which|who|whose|whom|its?|their|"
    "they|them|is|are|be|been|was|were|has|have|as|if|unless|except|where|when|while|such|this|these|those|also|not|no|nothing|never|there|"
    "so|what|way|hereby|therefore|thus|accordingly|furthermore|moreover|likewise|whoever",
    re.I,
)
#: What a norm calls whom it addresses, beside what its persons and its structure are called.
_EVERYONE: Final = frozenset(("person", "persons", "everyone", "all", "they"))
_WORD: Final = re.compile(r"[\w'’/-]+")


def owners(norm: Norm, structures: Mapping[str, Structure]) -> Iterator[Structure]:
    """Yield the structure that a norm belongs to, and those of which that is a part."""
    name = norm.structure
    while name is not None and name in structures:
        yield structures[name]
        name = structures[name].parent


def unclaimed_words(
    norm: Norm, persons: Iterable[Bearer], structures: Iterable[Structure] = ()
) -> Iterator[tuple[int, int]]:
    """Yield where each stretch of a norm's text stands that no condition line and no word of force claims.

    Where a subject says no more than whom norms can bind at all, and of which structure, it claims nothing of its own.
    """
    text = plain_text(norm.text)
    forces = [place for phrase in norm.force_words.split(", ") if phrase for place in stands_at(phrase, text)]
    lines = (*norm.act, *norm.when, *(line for exception in norm.unless for line in exception))
    claimed = [*forces, *(place for line in lines if line.words for place in stands_at(line.words, text))]
    subject_ends = min((start for start, _ in forces or claimed), default=0)
    marks = bytearray(len(text))  # 1 for each letter that is claimed, so that no word is held against every line
    for start, end in claimed:
        marks[start:end] = b"\x01" * (end - start)
    words = [*_WORD.finditer(text)]
    saying_nothing = _joints(text, words, subject_ends, addressed_as(norm, persons, structures))
    run: list[re.Match[str]] = []
    for word in words:
        is_claimed = any(marks[word.start() : word.end()])
        if is_claimed or _gap(text, run, word):
            yield from _content(run, saying_nothing)
            run = []
        if not is_claimed:
            run.append(word)
    yield from _content(run, saying_nothing)


def addressed_as(norm: Norm, persons: Iterable[Bearer], structures: Iterable[Structure] = ()) -> frozenset[str]:
    """Return the words by which those are called whom norms can bind, and what they work for."""
    bound = (each for each in (*persons, *norm.bearer) if each.told_by is not None or each in norm.bearer)
    called = [words for each in bound for words in (each.label, each.plural)]
    called += [words for each in structures for name in each.names for words in (name.name, name.short)]
    return _EVERYONE | {word for words in called for word in re.findall(r"[\w-]+", words.lower())}


def _joints(text: str, words: list[re.Match[str]], subject_ends: int, everyone: frozenset[str]) -> Set[int]:
    """Return where words begin that limit nothing: those that hold a sentence together, of force, and of the subject.

    The subject is whoever is addressed anyway, before the norm's own word of force or right before that of a clause.
    """
    from smpolicy.meaning.modal_words import LEAVE, places_of_force  # many patterns, which only reading back needs

    leave = LEAVE.match(text)
    places = (*places_of_force(text), *([leave.span()] if leave else []))
    modal = {each for place in places for each in range(*place)}
    joints: set[int] = set()
    addresses = False
    for word in reversed(words):
        start = word.start()
        addressed = everyone.issuperset(word.group().lower().split("/")) and (addresses or word.end() <= subject_ends)
        addresses = start in modal or (addresses and (addressed or _JOINTS.fullmatch(word.group()) is not None))
        if addressed or start in modal or _JOINTS.fullmatch(word.group()):
            joints.add(start)
    return joints


def _gap(text: str, run: list[re.Match[str]], word: re.Match[str]) -> bool:
    """Whether a new stretch begins: punctuation stands between it and the one before."""
    return bool(run) and bool(re.search(r"[.,;:()]", text[run[-1].end() : word.start()]))


def _content(run: list[re.Match[str]], joints: Set[int]) -> Iterator[tuple[int, int]]:
    """Yield a stretch of words, without the joints at its ends, if anything is left of it."""
    said = [word for word in run if word.start() not in joints]
    if said:
        yield said[0].start(), said[-1].end()
