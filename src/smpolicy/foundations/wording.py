"""Words in texts: whether they stand there, where, and what stands there instead.

Emphasis marks, footnote marks, white space and the case of the first letter make no difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from smpolicy.foundations.source import Source, Span

_MARKS: Final = re.compile(r"[*¹²³]")
_QUOTES: Final = re.compile(r"[\"'‘’‚“”„«»*]")
_ARTICLE: Final = re.compile(r"^(?:the|an?) ")
_PLURAL: Final = re.compile(r"(?<=\w\w)(?<!s)s\b")
#: A sentence may end within quotation marks or brackets, and the next one begin within such.
_SENTENCE_END: Final = re.compile(r"[.!?](?P<closed>[\"”’'»)\]]*)\s+(?=[\"“‘'«(\[*]*(?P<first>\S))")
#: What ends with a full stop and no sentence does.
_SHORT: Final = re.compile(
    r"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|Amb|St|No|Nos|Art|Arts|Sec|para|paras|cf|vs|e\.g|i\.e|approx|incl|resp|[A-Z])\.$"
)
_LIST_END: Final = re.compile(r"[;,.:]*(?: (?:and|or))?$")
#: Below this likeness two stretches of words have nothing to do with each other.
_NEAR: Final = 0.55
#: No name is longer that anybody misspelt: to look for what is like a longer one would only take time.
_LONGEST_NAME: Final = 100


def near_name(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the known name that is most like a misspelt one, if any is; none is like one that nobody would write."""
    near = get_close_matches(name, list(known), n=1, cutoff=cutoff) if len(name) <= _LONGEST_NAME else []
    return near[0] if near else None


def plain_text(text: str) -> str:
    """Return a text without marks, its white space as single spaces."""
    return " ".join(_MARKS.sub("", text).split())


def word_by_word(before: str, after: str) -> str:
    """Return a text with what was left out of it, `[-so-]`, and what came into it, `{+so+}`."""
    was, now = before.split(), after.split()
    said: list[str] = []
    for kind, start, end, first, last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            said.append(" ".join(now[first:last]))
            continue
        said += [f"[-{' '.join(was[start:end])}-]"] if start < end else []
        said += [f"{{+{' '.join(now[first:last])}+}}"] if first < last else []
    return " ".join(said)


def without_its_end(text: str) -> str:
    """Return a text without the marks and the "and" by which it ends a place of a list, and no sentence of its own."""
    return _LIST_END.sub("", plain_text(text))


def name_of(term: str) -> str:
    """Return the name of a term, alike for all ways to write it.

    Case, quotes, white space, hyphens, an article before it and the plural of its words make no difference.
    """
    words = " ".join(_QUOTES.sub("", term).casefold().replace("-", " ").split())
    return _PLURAL.sub("", _ARTICLE.sub("", words))


def stands_at(words: str, text: str) -> list[tuple[int, int]]:
    """Return where words stand in a plain text, as stretches of it: as whole words, and none within another.

    They are looked for without a pattern, since to make one for all words that are looked for takes far longer.
    """
    wanted = plain_text(words)
    first, rest = wanted[:1], wanted[1:]
    written = [letter + rest for letter in (first.lower() + first.upper() if first.isalpha() else first)]
    found: list[tuple[int, int]] = []
    start = 0
    while begins := [begin for each in written if (begin := text.find(each, start)) >= 0]:
        begin = min(begins)
        end = begin + len(wanted)
        before = first.isalnum() and _in_word(text[begin - 1 : begin])
        if before or (wanted[-1].isalnum() and _in_word(text[end : end + 1])):
            start = begin + 1
        else:
            found.append((begin, end))
            start = end
    return found


def _in_word(character: str) -> bool:
    """Whether a word goes on with a character; none ends it."""
    return character.isalnum() or character == "_"


def stands_in(words: str, text: str) -> bool:
    """Whether words stand verbatim in a text."""
    return bool(stands_at(words, plain_text(text)))


def nearest(words: str, text: str) -> str | None:
    """Return the words of a text that are most like the given ones, if any are: of several the fewest, then the first.

    Stretches are compared in the order of how like they can be by their letters, until none can be more like than what
    was found: to compare two takes far longer than to count letters.
    """
    wanted = plain_text(words).lower()
    best, likeness = (0, ""), _NEAR
    for most, number, stretch in sorted(
        _stretches(wanted, plain_text(text).split()), key=lambda each: (-each[0], each[1])
    ):
        if most < likeness or most <= _NEAR:
            break
        ratio = SequenceMatcher(None, wanted, stretch.lower(), autojunk=False).ratio()
        if ratio > likeness or (ratio == likeness and number < best[0]):
            best, likeness = (number, stretch), ratio
    return best[1] or None


def _stretches(wanted: str, words: list[str]) -> Iterator[tuple[float, int, str]]:
    """Yield each stretch of about as many words as are wanted: how like it can be at most, its number, and itself."""
    count, number = len(wanted.split()), 0
    for size in range(max(1, count - 2), count + 3):
        unmatched, shared = Counter(wanted), 0
        for end, word in enumerate(words, 1):
            for letter in f" {word.lower()}":
                shared += unmatched[letter] > 0
                unmatched[letter] -= 1
            if end >= size:
                stretch = " ".join(words[end - size : end]).strip(".,;:")
                if stretch:
                    yield 2 * shared / (len(wanted) + len(stretch)), number, stretch
                number += 1
                for letter in f" {words[end - size].lower()}":
                    unmatched[letter] += 1
                    shared -= unmatched[letter] > 0


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a plain text, as stretches of it: together they are its words."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        first = match["first"]
        if (first.isupper() or not first.isascii()) and not _SHORT.search(text[start : match.start() + 1]):
            yield start, match.end("closed")
            start = match.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def span_of(words: str, value: Span, source: Source | None) -> Span:
    """Return where words stand within the value of a key, as the file has them; else the whole value."""
    if source is None:
        return value
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    match = re.search(pattern, source.slice(value)) if pattern else None
    if match is None:
        return value
    offset = source.offset(value.line, value.column)
    return source.span(offset + match.start(), offset + match.end())


def in_series(words: Sequence[str], last: str) -> str:
    """List words as in a sentence, with a word such as "and" before the last."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
