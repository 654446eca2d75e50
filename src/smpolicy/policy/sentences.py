"""Whole sentences of the text: what a norm quotes, with the words above it and around it that make it a sentence.

Every word is the text's own.
Only the case of a first letter, marks and the punctuation at the end are ours, and "..." where words are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from smpolicy.foundations.wording import plain_text, sentences, stands_at, stands_in
from smpolicy.meaning.norms import Norm, Provision

_LEFT_OUT: Final = "..."
#: What stands at the end of words after which the text goes on, and at the end of those that end a sentence.
_END: Final = re.compile(r"[\s,;:.]*(?:\b(?:and|or)\b)?[\s,;:.]*$")
#: The label of a provision that is printed in its text: "(a)".
_LABEL: Final = re.compile(r"^[“\"\s]*(\(\w+\))\s+")
_LISTED: Final = ("bullet", "paragraph")


def whole_sentence(norm: Norm, provisions: Mapping[str, Provision], beside: Iterable[Norm]) -> str:
    """Return the sentence that a norm was read from: it begins where the text does, in a provision above if need be.

    Where the norm's force stands before its own words, what stands between the two is left out: "should ... not
    disclose". The sentence ends where another norm begins that is told `beside` it.
    A norm that quotes no provision is a sentence of its own.
    """
    provision = provisions.get(norm.provision)
    text = plain_text(provision.text) if provision else ""
    places = stands_at(norm.text, text) if norm.structure is None else []
    if provision is None or not places:
        return norm.text
    begin, end = places[0]
    start, stop = _around(text, begin, end)
    until = _joined(text[:end], provision, provisions) if start == 0 else text[start:end]
    before, quoted = until[: begin - end], until[begin - end :]
    next_to_be_told = _next(text[:stop], end, norm, beside)
    after = text[end:stop] if next_to_be_told is None else f"{_END.sub('', text[end:next_to_be_told])} {_LEFT_OUT}"
    words = f"{_before(before, norm)}{quoted}{after}"
    if next_to_be_told is None and text[:stop].endswith(":"):
        words += _list(provision, provisions)
    return _ended(words)


def _around(text: str, begin: int, end: int) -> tuple[int, int]:
    """Return where the sentence begins that words stand in, and where the one ends in which they end."""
    stretches = list(sentences(text))
    return (
        max(start for start, _ in stretches if start <= begin),
        min(stop for _, stop in stretches if stop >= end),
    )


def _joined(words: str, provision: Provision, provisions: Mapping[str, Provision]) -> str:
    """Return the first words of a provision, without its label, behind those above it from which they go on."""
    label = _LABEL.match(words)
    opened = words[label.end() :] if label and provision.number.endswith(label[1]) else words
    above = _above(provision, provisions)
    return f"{above} {_lowered(opened)}" if above else opened


def _above(provision: Provision, provisions: Mapping[str, Provision]) -> str:
    """Return the words of the provisions above from which one goes on: those that end without ending a sentence.

    A heading says nothing that its bullets go on from.
    """
    parent = provisions.get(provision.parent or "")
    if parent is None:
        return ""
    text = plain_text(parent.text)
    if parent.kind == "group" or not text:
        return _above(parent, provisions)
    *_, (start, _) = sentences(text)
    if re.search(r"[.!?][”\"]?$", text):
        return ""
    return _joined(text, parent, provisions) if start == 0 else text[start:]


def _lowered(words: str) -> str:
    """Return words that go on with a sentence; an abbreviation keeps its letters."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _before(words: str, norm: Norm) -> str:
    """Return what stands before a norm's own words: no more than its force needs, where they do not say that."""
    if norm.force_words and stands_in(norm.force_words.split(", ")[0], norm.text):
        return words
    from smpolicy.meaning.modality import worded  # many patterns, which few sentences need

    said = worded(words)
    places = stands_at(said.words, words) if said.force == norm.force else []
    if not places:
        return words
    _, end = places[-1]
    between = words[end:].strip(" ,;:")
    return f"{words[:end]} {_LEFT_OUT} " if between else words


def _next(text: str, end: int, norm: Norm, beside: Iterable[Norm]) -> int | None:
    """Return where the next of the norms begins that quote the same provision."""
    others = (other for other in beside if other.provision == norm.provision)
    begins = [begin for other in others for begin, _ in stands_at(other.text, text) if begin >= end]
    return min(begins, default=None)


def _list(provision: Provision, provisions: Mapping[str, Provision]) -> str:
    """Return what a provision lists below words that end with a colon."""
    listed = (each for each in provisions.values() if each.parent == provision.id and each.kind in _LISTED)
    return "".join(f" {plain_text(each.text)}" for each in listed)


def _ended(words: str) -> str:
    """Return a sentence with what ends it, and without the half of a pair of quotation marks that encloses more."""
    opened, closed = words.count("“"), words.count("”")
    if opened > closed:
        words = words.replace("“", "", 1)
    elif closed > opened:
        words = "".join(words.rpartition("”")[::2])
    words = words.strip()
    return words if words.endswith((_LEFT_OUT, "!", "?")) else f"{_END.sub('', words)}."
