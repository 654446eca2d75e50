"""The skeleton of an overlay from a paper: its sentences as norms, with what is read of each and what is still asked.

Nothing of the paper is lost: what is no norm stands under `paper:` as words, and what is no text as a remark.
Nothing is guessed: what the words do not say for certain is asked, and `check` reports it until somebody has said it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import log
from textwrap import wrap
from typing import Final

from smpolicy.authoring.beginning import PLACEHOLDER, Begun, scalar
from smpolicy.authoring.paper import Paper, Piece
from smpolicy.foundations.source import MOST_BYTES
from smpolicy.foundations.wording import sentences
from smpolicy.meaning.modality import Modality, read_modality
from smpolicy.meaning.norms import Provision

_WIDTH: Final = 116
#: How many provisions are offered where a sentence cites none, and how many words of each are shown.
_OFFERED: Final = 3
_WORDS_SHOWN: Final = 9
#: Words that tell nothing of what a sentence is about.
_STOP: Final = re.compile(
    r"(?:a|an|and|any|are|as|at|be|been|before|by|can|do|does|for|from|has|have|her|his|if|in|into|is|its?|may|must|no|nor|"
    r"not|of|on|or|others?|shall|she|should|such|than|that|the|their|them|there|these|they|this|those|to|under|unless|upon|"
    r"was|were|when|where|which|while|who|will|with|within|without|would|you|your|purpose|instruction|staff)"
)
#: What begins a clause that says when, and what begins one that says where not.
_WHEN: Final = r"when(?:ever)?|where|while|if|until|before|after|during|as long as|as soon as|in case(?: of)?|once"
_UNLESS: Final = r"unless|except(?: for| where| when| if)?|other than|save(?: for| where)?"
_CLAUSE: Final = re.compile(rf"\b(?:(?P<unless>{_UNLESS})|(?P<when>{_WHEN}))\b", re.IGNORECASE)

_OPENS: Final = """
# Made from a paper. Its sentences stand under `norms:`, each as it was written, and where each stood under `paper:`.
# What a machine could not read for certain is named under `to_be_written:`; `smpolicy check` says of each what to do,
# and `smpolicy adopt` refuses the draft until it is done. Where words are offered behind #, delete the # and put a
# fact with its value into the braces, or delete the line: without `act:` a sentence is only shown.
"""


class TooLong(Exception):  # noqa: N818  (named for what is wrong)
    """A paper has more sentences than one document may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """The text of a file, and what its drafter should know of it."""

    text: str
    notices: tuple[str, ...]


def skeleton(paper: Paper, begun: Begun) -> Skeleton:
    """Return the skeleton of an overlay that says what a paper says.

    Raises `TooLong` where one document cannot hold it.
    """
    if sum(len(each.text) for each in paper.pieces) > MOST_BYTES:
        raise TooLong
    making = _Making(begun=begun)
    pieces = list(making.pieces(paper.pieces))
    norms = [each for each in pieces if each.key]
    cited = dict.fromkeys(each.provision for each in norms)
    lines = [begun.head(paper.title, cited).rstrip("\n"), _OPENS.rstrip("\n")]
    lines += [line for each in paper.remarks for line in _remark(f"on the paper, and no part of its text: {each}", 0)]
    lines += ["", "paper:", *(line for each in pieces for line in each.placed())]
    if norms:
        lines += ["", "norms:", "", *"\n\n".join("\n".join(making.norm(each)) for each in norms).split("\n")]
    text = "\n".join(lines) + "\n"
    if len(text.encode()) > MOST_BYTES:
        raise TooLong
    return Skeleton(text=text, notices=(*_counted(pieces, norms), *paper.notices))


def _counted(pieces: list[_Sentence], norms: list[_Sentence]) -> Iterator[str]:
    words = sum(not each.key and not each.heading for each in pieces)
    yield f"sentences that became norms: {len(norms)}; what else stands as words: {words}"
    for what, key in (("which provision they add to", "under"), ("with what force they ask, or which way", "polarity")):
        if asked := sum(key in each.asked for each in norms):
            yield f"norms of which somebody has to say {what}: {asked}; `check` names them"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence on the paper, or a heading, and what is read of it."""

    text: str
    number: str = ""
    heading: bool = False
    runs_on: bool = False
    remarks: tuple[str, ...] = ()
    #: Of a norm: its key, what is read off its words, and the words above that may govern it.
    key: str = ""
    modality: Modality | None = None
    above: str = ""
    provision: str = ""
    cited: str = ""
    asked: tuple[str, ...] = ()

    def placed(self) -> Iterator[str]:
        """Yield the lines by which it is placed on the paper."""
        for each in self.remarks:
            yield from _remark(each, 2)
        number = f"number: {_quoted(self.number)}, " if self.number else ""
        on = ", runs_on: true" if self.runs_on else ""
        if self.key:
            yield f"  - {{{number}norm: {self.key}{on}}}"
        elif len(self.text) + len(number) < _WIDTH - 30:
            what = "heading" if self.heading else "words"
            yield f"  - {{{number}{what}: {_quoted(self.text)}{on}}}"
        else:
            yield f"  - {'heading' if self.heading else 'words'}: >"
            yield from _folded(self.text, 6)
            yield from [f"    number: {_quoted(self.number)}"] if self.number else []
            yield from ["    runs_on: true"] if self.runs_on else []


@dataclass(kw_only=True)
class _Making:
    begun: Begun

    def pieces(self, pieces: Iterable[Piece]) -> Iterator[_Sentence]:
        """Yield every heading and every sentence of a paper, in its order."""
        keys, heading, above = Counter[str](), "", ""
        for count, piece in enumerate(pieces, 1):
            if piece.heading:
                heading, above = piece.text, ""
                yield _Sentence(text=piece.text, number=piece.number, heading=True, remarks=piece.remarks)
                continue
            for index, text in enumerate(piece.text[at:end] for at, end in sentences(piece.text)):
                first = index == 0
                said = self._read(text, heading, above if first else "")
                key = said.key and _key(piece.number, count)
                keys[key] += bool(key)
                yield _Sentence(
                    text=text,
                    number=piece.number if first else "",
                    runs_on=not first,
                    remarks=piece.remarks if first else (),
                    key=f"{key}-{keys[key]}" if keys[key] > 1 else key,
                    modality=said.modality,
                    above=said.above,
                    provision=said.provision,
                    cited=said.cited,
                    asked=said.asked,
                )
                if text.endswith(":"):
                    above = text
                elif not said.above:
                    above = ""

    def _read(self, text: str, heading: str, above: str) -> _Sentence:
        """Return what is read of a sentence; where it asks for nothing, that it is no norm."""
        modality = read_modality(text)
        governing = read_modality(above) if above else None
        governed = governing is not None and governing.force not in ("none", None) and modality.force == "none"
        if text.endswith(":") or (modality.force == "none" and modality.doubt is None and not governed):
            return _Sentence(text=text)
        cited = self._cited(text)
        doubtful = modality.doubt is not None or governed
        asked = (
            *(() if len(cited) == 1 else ("under",)),
            *(("force",) if doubtful and (modality.force in ("none", None)) else ()),
            *(("polarity",) if doubtful and (modality.polarity is None or governed) else ()),
        )
        return _Sentence(
            text=text,
            key="norm",
            modality=modality,
            above=above if governed else "",
            provision=cited[0].id if len(cited) == 1 else self.begun.invites.provision,
            cited=heading,
            asked=asked,
        )

    # -- a norm

    def norm(self, said: _Sentence) -> Iterator[str]:
        """Yield the lines of a norm: what is read, what is asked, and what is offered."""
        modality = said.modality
        assert modality is not None
        yield f"  {said.key}:"
        if said.asked:
            yield f"    to_be_written: [{', '.join(said.asked)}]   # {PLACEHOLDER}: see the remarks beside it]"
        offered = self._offered(said.text, said.cited) if "under" in said.asked else []
        if offered:
            yield "    # `under:` stands for the provision that it adds to; the nearest by their words:"
            for each in offered:
                words = " ".join((each.text or each.heading).split()[:_WORDS_SHOWN])
                yield _in_width(f"    #   {scalar(each.id)}   {each.citation}: {words} ...")
        yield f"    under: {scalar(said.provision)}"
        yield from self._force(said, modality)
        yield "    text: >"
        yield from _folded(said.text, 6)
        for key, lines in _conditions(said.text, modality):
            yield f"    # {key}:"
            for words in lines:
                yield f"    #   {scalar(words)}: {{FACT: VALUE}}"

    def _force(self, said: _Sentence, modality: Modality) -> Iterator[str]:
        if said.above:
            above = read_modality(said.above)
            yield from _remark(
                f"it stands below “{said.above}”; if that governs it: force: {above.force}, polarity: {above.polarity}",
                4,
            )
        elif modality.doubt:
            ways = "; or ".join(f"force: {force}, polarity: {polarity}" for force, polarity in modality.doubt.readings)
            yield from _remark(f"its words leave open how it is meant, since {modality.doubt.why}: {ways}", 4)
        else:
            yield f"    # read off `{modality.words}`: force: {modality.force}, polarity: {modality.polarity}"

    # -- the provision

    @cached_property
    def _provisions(self) -> tuple[Provision, ...]:
        return self.begun.base.provisions

    @cached_property
    def _citations(self) -> tuple[tuple[re.Pattern[str], Provision], ...]:
        """Return how each provision is cited: by its id, its citation, or its number beside the instrument's name."""
        base = self.begun.base
        called = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in {base.short, base.number, base.title})
        what = r"(?:section|paragraph|para\.?|provision|article|§)?\s*"
        found = []
        for each in self._provisions:
            ways = [re.escape(each.id), re.escape(each.citation).replace(r"\ ", r"\s+")]
            if number := each.number.rstrip(".:"):
                of = rf"(?<![\w.]){re.escape(number)}"
                ways += [rf"(?:{called}),?\s*{what}{of}", rf"{of}\s+of\s+(?:the\s+)?(?:{called})"]
            found.append((re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?![\w(]|[.,]\s?\d|\.\w)", re.IGNORECASE), each))
        return tuple(found)

    def _cited(self, text: str) -> list[Provision]:
        """Return the provisions that a sentence cites; one whose citation goes on to a part of it is not cited."""
        found = [(match, each) for pattern, each in self._citations for match in pattern.finditer(text)]
        longest = [
            (match, each)
            for match, each in found
            if not any(
                other.start() <= match.start() and match.end() <= other.end() and other.group() != match.group()
                for other, _ in found
            )
        ]
        return list({each.id: each for _, each in longest}.values())

    @cached_property
    def _words(self) -> tuple[dict[str, float], dict[str, frozenset[str]]]:
        """Return how much each word tells of where it stands, and the words of each provision that has some."""
        words = {each.id: _telling(each.text or each.heading) for each in self._provisions if each.text}
        counts = Counter(word for each in words.values() for word in each)
        return {word: log(1 + len(words) / times) for word, times in counts.items()}, words

    def _offered(self, text: str, heading: str) -> list[Provision]:
        """Return the provisions that a sentence may add to: what it cites or its heading does, then by their words."""
        telling, words = self._words
        mine = _telling(f"{text} {heading}")
        cited = [*self._cited(text), *self._cited(heading)]
        likeness = {
            each: sum(telling[word] for word in mine & theirs) / len(theirs) ** 0.5
            for each, theirs in words.items()
            if theirs
        }
        by_id = {each.id: each for each in self._provisions}
        near = [by_id[each] for each in sorted(likeness, key=lambda each: -likeness[each]) if likeness[each] > 0]
        return list({each.id: each for each in (*cited, *near)}.values())[:_OFFERED]


def _telling(text: str) -> frozenset[str]:
    """Return the words of a text that tell what it is about, without the ends by which they are bent."""
    words = (word for word in re.findall(r"[^\W\d_]{3,}", text.lower()) if not _STOP.fullmatch(word))
    return frozenset(re.sub(r"(?:ing|ed|es|s)$", "", word) for word in words)


def _key(number: str, count: int) -> str:
    """Return the key of a norm: by the number of its paragraph, or else by how many paragraphs stand before it."""
    parts = re.findall(r"[a-z0-9]+", number.lower())
    return f"p-{'-'.join(parts)}" if any(each.isdigit() for each in parts) else "-".join([f"s-{count}", *parts])


def _conditions(text: str, modality: Modality) -> Iterator[tuple[str, list[str]]]:
    """Yield words that may state what is done, when, and unless what: to be filled in, or to be deleted."""
    start = text.find(modality.words) if modality.words else -1
    if start < 0:
        return
    behind = start + len(modality.words)
    clauses = list(_CLAUSE.finditer(text))
    end = next((each.start() for each in clauses if each.start() >= behind), len(text))
    offered: dict[str, list[str]] = {"act": [], "when": [], "unless": []}
    offered["act"].append(text[behind:end])
    for index, each in enumerate(clauses):
        rest = text[each.end() : clauses[index + 1].start() if index + 1 < len(clauses) else len(text)]
        if each.start() < start:
            rest = rest[: max(start - each.end(), 0)].partition(",")[0]
        if each.group("unless"):
            offered["unless"].append(rest)
        else:
            offered["when"].append(f"{each.group()}{rest}")
    for key, said in offered.items():
        words = [each.strip(" ,;:.") for each in said]
        if any(words):
            yield key, [each for each in words if each]


# ------------------------------------------------------------ how it is written


def _in_width(line: str) -> str:
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 4].rstrip()} ..."


def _quoted(words: str) -> str:
    """Write words behind a key in braces."""
    return scalar(words)


def _folded(words: str, indent: int) -> list[str]:
    """Write words behind `>`, so that they are read as they are."""
    space = " " * indent
    return wrap(
        words, _WIDTH, initial_indent=space, subsequent_indent=space, break_long_words=False, break_on_hyphens=False
    )


def _remark(words: str, indent: int) -> list[str]:
    """Write words behind #."""
    start = f"{' ' * indent}# "
    lines = wrap(
        words, _WIDTH, initial_indent=start, subsequent_indent=start, break_long_words=False, break_on_hyphens=False
    )
    return lines or [start.rstrip()]
