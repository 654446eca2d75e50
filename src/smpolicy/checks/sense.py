"""The lines of a norm beside their words: what the words say of them, and what the condition asks.

Words doubt an encoding only where they do so for certain: a false alarm is worse than silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias, get_args

from smpolicy.checks.written import Checked, Written
from smpolicy.documents.forms import NormForm
from smpolicy.foundations.source import Path
from smpolicy.foundations.wording import plain_text, stands_at
from smpolicy.meaning import limiting_words as known
from smpolicy.meaning import modal_words
from smpolicy.meaning.conditions import All, AnyOf, Condition, Not, Test, tests
from smpolicy.meaning.domains import Asked
from smpolicy.meaning.norms import Line, Norm
from smpolicy.meaning.vocabulary import Fact, Vocabulary

#: The keys of a norm under which conditions stand.
Key: TypeAlias = Literal["act", "when", "unless"]
KEYS: Final[tuple[Key, ...]] = get_args(Key)
#: What shares at least so much with a question speaks of what it asks.
_MOST: Final = 2 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A condition line as written: under which key, its words, where these stand in the text, and its condition."""

    key: Key
    path: Path
    words: str
    condition: Condition
    #: Where its words begin in the norm's own text; nothing where they stand in a provision above.
    start: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An exception or a proviso in a text: the words that open it, and where what it leaves out or asks for stands."""

    words: str
    start: int
    begins: int
    ends: int
    #: Whether a clause of its own follows, and not only the name of what is left out.
    clause: bool
    proviso: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What a condition asks, if that is one thing: whether it is so, and by which words it is known."""

    so: bool
    #: The stems of all words by which it is known.
    words: frozenset[str]
    #: The same, as it is called in short: what speaks of it has most of one of these.
    names: tuple[frozenset[str], ...]
    #: The words of its question, as they are asked.
    question: str


def in_doubt(checked: Checked) -> Iterator[tuple[Written, Norm]]:
    """Yield each norm whose words can doubt how it is encoded: it was understood, and facts decide it.

    Where a line stands beside words that the text does not have, that is told, and nothing that follows from it.
    """
    for written in checked.norms:
        decides = written.norm.act and written.norm.polarity is not None
        if decides and checked.understood(written) and not checked.stray_lines(written):
            yield written, written.norm


def lines_beside(written: Written) -> Iterator[Beside]:
    """Yield the lines that a norm itself writes beside words, with their conditions."""
    norm, text = written.norm, plain_text(written.norm.text)
    lines: Mapping[tuple[str, str], Condition] = {
        (key, plain_text(line.words)): line.condition for key, line in _lines(norm) if line.words is not None
    }
    for words, path in written.lines():
        key = next(each for each in KEYS if each == path[len(written.path)])
        wanted = plain_text(words)
        places = stands_at(wanted, text)
        yield Beside(
            key=key,
            path=path,
            words=wanted,
            condition=lines[key, wanted],
            start=places[0][0] if places else None,
        )


def _lines(norm: Norm) -> Iterator[tuple[Key, Line]]:
    yield from (("act", line) for line in norm.act)
    yield from (("when", line) for line in norm.when)
    yield from (("unless", line) for lines in norm.unless for line in lines)


def forbids(norm: Norm) -> bool:
    """Whether a norm says to leave something undone, with whatever force."""
    return norm.polarity == "refrain" and norm.force != "permitted"


# ------------------------------------------------------------ exceptions in a text


def opened(norm: Norm) -> tuple[Opened, ...]:
    """Return what opens an exception or a proviso in a norm's text, in the order of the text."""
    return _opened(plain_text(norm.text), norm.force_words, banning=forbids(norm))


@lru_cache(maxsize=1024)  # several checks ask for them
def _opened(text: str, force_words: str, *, banning: bool) -> tuple[Opened, ...]:
    kinds = [(known.EXCEPT_WHERE, True, False), (known.EXCEPT_FOR, False, False), (known.PROVISO, True, True)]
    if banning:
        kinds.append((known.WITHOUT, False, False))
    found = [(match, clause, proviso) for words, clause, proviso in kinds for match in words.finditer(text)]
    main = [start for phrase in force_words.split(", ") if phrase and found for start, _ in stands_at(phrase, text)]
    return tuple(
        Opened(
            words=match.group(),
            start=match.start(),
            begins=match.end(),
            ends=min(_closes(text, match.end()), *(start for start in main if start > match.end()), len(text)),
            clause=clause,
            proviso=proviso,
        )
        for match, clause, proviso in sorted(found, key=lambda each: each[0].start())
    )


def _closes(text: str, begins: int) -> int:
    """Return where a clause ends: at the next mark, but for a comma before "or"."""
    stop = re.compile(r"[.;:()]|,(?! or\b)").search(text, begins)
    return stop.start() if stop else len(text)


def stands_behind(line: Beside, each: Opened, text: str) -> bool:
    """Whether a line's words are what an exception leaves out, or the last part of it: not what only follows it."""
    if line.start is None or not each.begins <= line.start < each.ends:
        return False
    between, rest = text[each.begins : line.start], text[line.start + len(line.words) : each.ends]
    if not known.content(between):
        return True
    joined = re.search(r"\b(?:and|or) $", between)
    closes = not known.content(rest) and not re.match(_PREPOSITION, line.words)
    return each.clause and bool(joined or closes)


_PREPOSITION: Final = re.compile(
    r"(?:in|on|at|by|for|from|with|within|without|under|during|until|till|after|before|to|of|while|as|near)\b", re.I
)


# ------------------------------------------------------------ what a condition asks


def asked_in(condition: Condition, vocabulary: Vocabulary) -> Asks | None:
    """Return what a condition asks, where that is one thing; a `not` around it turns it round."""
    match condition:
        case Not(part=part):
            inner = asked_in(part, vocabulary)
            return inner and Asks(so=not inner.so, words=inner.words, names=inner.names, question=inner.question)
        case All(parts=(part,)) | AnyOf(parts=(part,)):
            return asked_in(part, vocabulary)
        case All(parts=parts):
            return _approval([each for each in parts if isinstance(each, Test)], len(parts), vocabulary)
        case Test():
            return _asked(condition, vocabulary.facts[condition.fact])
        case _:
            return None


def _asked(test: Test, fact: Fact) -> Asks | None:
    own, short = set(known.content(fact.question)), frozenset(known.content(_main(fact.question)))
    tail = frozenset(known.content(fact.name.rpartition(".")[2].replace("_", " ")))
    if fact.domain.denied is not None:
        if len(test.operand) != 1:
            return None
        ticked = {stem for _, words in fact.ticks for stem in known.content(words)}
        return Asks(
            so=Asked(test.relation, test.operand) != fact.domain.denied,
            words=frozenset(own | tail | ticked),
            names=(short, tail),
            question=fact.question,
        )
    if not fact.domain.names() or not test.operand:
        return None
    if fact.raises:
        whole = frozenset(known.content(fact.name.replace(".", " ").replace("_", " ")))
        return Asks(
            so=test.operand <= set(fact.raises),
            words=frozenset(own | whole),
            names=(tail, whole),
            question=fact.question,
        )
    called = [(str(value).replace("_", " "), fact.label(value)) for value in sorted(test.operand, key=str)]
    return Asks(
        so=test.relation != "lacks",
        words=frozenset(stem for each in called for words in each for stem in known.content(words)),
        names=tuple(frozenset(known.content(words)) for each in called for words in each),
        question=", ".join(words for each in called for words in each),
    )


def _approval(given: list[Test], parts: int, vocabulary: Vocabulary) -> Asks | None:
    """Return what an approval asks that several facts tell of together: that it was given, and by whom."""
    each = [_asked(test, vocabulary.facts[test.fact]) for test in given if vocabulary.facts[test.fact].raises]
    known_by = [asked for asked in each if asked is not None]
    if not known_by or len(known_by) != parts or not all(asked.so for asked in known_by):
        return None
    return Asks(
        so=True,
        words=frozenset().union(*(asked.words for asked in known_by)),
        names=tuple(name for asked in known_by for name in asked.names),
        question=" ".join(asked.question for asked in known_by),
    )


def _main(question: str) -> str:
    """Return a question up to where a clause begins that says more of what is asked."""
    cut = known.SUBORDINATE.search(question, 1)
    main = question[: cut.start()] if cut else question
    return main if known.content(main) else question


# ------------------------------------------------------------ what words say of it


def said_not(line: Beside, asked: Asks, norm: Norm) -> str:
    """Return the words by which a line says that what its condition speaks of is not so; else nothing."""
    text, around = plain_text(norm.text), ""
    if line.start is not None and (before := known.NEGATION_BEFORE.search(_stripped(text[: line.start]))):
        of_the_ban = line.key == "act" and norm.polarity == "refrain" and before.start() == 0
        around = "" if of_the_ban or _of_the_ban(before.group().strip(), line, norm) else before.group()
    words = around + _own_words(line, norm)
    for match in known.NEGATION.finditer(_without_idioms(words)):
        scope = known.content(re.split(r"[,;:.()]| (?:and|or|but|of|by|from) ", words[match.end() :])[0])
        owner = re.match(r"(?: (?:the|an?|any|that|this|their|his|her))? \w+['’]s? ", words[match.end() :])
        first = known.content(words[match.end() + owner.end() :] if owner else words[match.end() :])[:1]
        if _of_the_ban(match.group(), line, norm) or not scope or not set(first) <= asked.words:
            continue
        if _share(scope, asked.words) and speaks_of(words, asked) and _certain(words, "", asked):
            return words[match.start() :].strip() if match.start() else words.strip()
    return ""


def says_so(line: Beside, asked: Asks, norm: Norm) -> bool:
    """Whether a line says for certain that what its condition speaks of is so."""
    text = plain_text(norm.text)
    words = _own_words(line, norm)
    before = "" if line.start is None else re.split(r"[,;:.()]", _stripped(text[: line.start]))[-1]
    if line.key == "unless":
        words, before = _behind_opener(words), re.sub(r".*\b(?:unless|except|save|other than)\b", "", before)
    if known.NEGATION.search(words) or not _certain(words, before[-40:], asked):
        return False
    return _share(known.content(words), asked.words) and speaks_of(words, asked)


def _certain(words: str, before: str, asked: Asks) -> bool:
    """Whether nothing in a question, or in words beside it, may turn it round; what both say turns neither."""
    main = _main(asked.question)
    shared = set(known.content(words)) & set(known.content(main))
    doubts = [*known.UNCERTAIN.findall(main), *known.UNCERTAIN.findall(before), *_soft(words)]
    return known.NEGATION.search(_without_idioms(asked.question)) is None and all(
        known.stem(each) in shared for each in doubts
    )


def _soft(words: str) -> list[str]:
    """Return the words beside which nothing is certain, other than negations."""
    return [each for each in known.UNCERTAIN.findall(words) if not known.NEGATION.fullmatch(each)]


def speaks_of(words: str, asked: Asks) -> bool:
    """Whether words have more than half of what something is called in short."""
    have = set(known.content(words))
    return any(name and 2 * len(name & have) > len(name) for name in asked.names)


def _share(words: Sequence[str], of: frozenset[str]) -> bool:
    return bool(words) and len([each for each in words if each in of]) >= _MOST * len(words)


def _own_words(line: Beside, norm: Norm) -> str:
    """Return a line's words without the modal words, and without what an act that is left undone begins with."""
    words = _stripped(line.words)
    if line.key == "act" and norm.polarity == "refrain" and (match := modal_words.LEAVE.match(words)):
        words = words[match.end() :]
    return words


def _stripped(words: str) -> str:
    """Blot out the modal words, whose negation is their own."""
    for start, end in modal_words.places_of_force(words):
        words = f"{words[:start]}{'·' * (end - start)}{words[end:]}"
    return words


def _without_idioms(words: str) -> str:
    return known.IDIOM.sub(lambda match: "·" * len(match.group()), words)


def _of_the_ban(negation: str, line: Beside, norm: Norm) -> bool:
    """Whether a negation belongs to the norm's own direction: "no photos" of a ban, "not fail to" of a duty."""
    if line.key == "unless":
        return bool(re.match(r"(?:without|until)\b", negation, re.I))
    if line.key == "act" and norm.polarity == "refrain":
        return norm.force == "permitted" or known.OF_BANS.fullmatch(negation) is not None
    return line.key == "act" and known.OMITS.match(negation) is not None


def _behind_opener(words: str) -> str:
    """Return the words of an exception without those that open it."""
    for pattern in (known.EXCEPT_WHERE, known.EXCEPT_FOR, known.PROVISO, known.WITHOUT):
        if match := pattern.match(words):
            return words[match.end() :].strip()
    return words


# ------------------------------------------------------------ exceptions without a condition


def forgotten(written: Written) -> Iterator[Opened]:
    """Yield each exception and proviso of a norm's text that no line claims, not even in part."""
    norm = written.norm
    text = plain_text(norm.text)
    exceptions = opened(norm)
    if not exceptions:
        return
    claimed = [place for line in lines_beside(written) for place in stands_at(line.words, text)]
    implied = _implies_an_exception(written.form)
    for each in exceptions:
        met = any(start < each.ends and each.begins < end for start, end in claimed)
        if not met and not implied and known.content(text[each.begins : each.ends]):
            yield each


def _implies_an_exception(form: NormForm) -> bool:
    """Whether an exception is implied, so that none of its words need to be claimed."""
    return any("implied" in lines for lines in (form.unless if isinstance(form.unless, list) else [form.unless]))


def denies(condition: Condition) -> bool:
    """Whether a condition is one `not`, and no double one."""
    return isinstance(condition, Not) and not denies(condition.part)


def names_it(line: Beside, norm: Norm, vocabulary: Vocabulary) -> bool:
    """Whether the words of a line name what its condition speaks of, with nothing beside that may turn it round."""
    words = _own_words(line, norm)
    spoken = [_asked(test, vocabulary.facts[test.fact]) for test in tests(line.condition)]
    return not known.UNCERTAIN.search(words) and any(asked and speaks_of(words, asked) for asked in spoken)


def turned_before(line: Beside, norm: Norm) -> bool:
    """Whether words right before those of a line may turn its direction: "until at least 24 hours have passed"."""
    before = "" if line.start is None else re.split("[,;:.()]", _stripped(plain_text(norm.text)[: line.start]))[-1]
    return known.UNCERTAIN.search(before) is not None
