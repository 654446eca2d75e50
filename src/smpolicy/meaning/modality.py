"""Force and polarity read off a sentence, where its words say them for certain; else in which words the doubt lies.

One phrase is read, and everything else can only take certainty away: whatever may change its force or turn its
direction is a doubt, and then the document must say what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from smpolicy.foundations.keywords import Force, Polarity
from smpolicy.meaning import acting_words as acting
from smpolicy.meaning import clause_words as clauses
from smpolicy.meaning import modal_words as known
from smpolicy.meaning.modal_words import Reading
from smpolicy.meaning.phrases import words_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why words leave force or polarity open, where they stand, and what can be meant.

    `defines` marks words that may only say what something is: then nothing is to be done or left undone.
    """

    words: str
    why: str
    readings: tuple[Reading, ...]
    defines: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Modality:
    """What a sentence says of force and polarity, and in which words; `None` where it leaves one open."""

    force: Force | None
    polarity: Polarity | None
    words: str
    doubt: Doubt | None = None


def worded(text: str) -> Modality:
    """Return what the words that are read say: enough where no act turns on it.

    "Shall carry no" and "shall only" leave the direction open; whatever else stands beside them makes no difference.
    """
    modality = _said(text)
    return replace(modality, polarity=None) if modality.polarity == "do" and known.TURNED.search(text) else modality


def _said(text: str) -> Modality:
    """Return what the phrases that are read say together; two that differ leave both open, and so does "may not".

    "may" beside another phrase speaks of possibility, so it is read only where it stands alone.
    """
    phrases = _phrases(text)
    decisive = tuple(each for each in phrases if not known.MAY.pattern.fullmatch(each[0].group()))
    may_not = None if decisive else known.MAY_NOT.search(text)
    decisive = () if may_not else decisive or phrases
    words = may_not.group() if may_not else ", ".join(dict.fromkeys(match.group() for match, _ in decisive))
    senses = {reading for _, reading in decisive}
    if len(senses) == 1:
        ((force, polarity),) = senses
        return Modality(force=force, polarity=polarity, words=words)
    return Modality(force=None if words else "none", polarity=None, words=words)


@lru_cache(maxsize=4096)  # a check reads again what lowering read
def read_modality(text: str, governing: Modality | None = None) -> Modality:
    """Read the force and polarity of an act off a sentence, or off the words that govern it, where they are certain.

    A doubt leaves both open, or the direction alone where every reading has the force that the words say.
    """
    sentence = _sentence(" ".join(text.split()), governing)
    modality = sentence.said
    finders = _DOUBTS if modality.words else (_only, _duty)
    doubt = next((doubt for find in finders for doubt in find(sentence)), None)
    if doubt is None:
        return modality
    forces = {force for force, _ in doubt.readings}
    certain_force = modality.force if forces == {modality.force} and not doubt.defines else None
    return replace(modality, force=certain_force, polarity=None, words=modality.words or doubt.words, doubt=doubt)


# ------------------------------------------------------------ the sentence without its clauses


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence, the same with its clauses blotted out, where its main word stands, and what that seems to say."""

    text: str
    bare: str
    start: int
    end: int
    said: Modality

    @property
    def word(self) -> str:
        """Return the main word; a sentence that is governed by words above it has none."""
        return self.text[self.start : self.end]

    @property
    def named(self) -> str:
        """Return the main word as the author is told of it."""
        return f"`{self.word}`" if self.word else "the words above"

    def denied(self, end: int) -> bool:
        """Whether a negation stands before a place, or the main word is one."""
        return self.said.polarity == "refrain" or known.NEGATION.search(self.bare, 0, end) is not None


def _sentence(text: str, governing: Modality | None) -> _Sentence:
    """Return a sentence with what it seems to say, or what the words above it seem to say of it."""
    opened = _opened(text)
    main = _first(opened)
    if governing and (main is None or known.MAY.pattern.fullmatch(main.group())):
        main = known.LEAVE.match(text)
        bare, modality = _bare(opened, 0), replace(governing, polarity="refrain" if main else governing.polarity)
    else:
        phrases = _phrases(opened)
        bare = _bare(opened, phrases[0][0].end() if phrases else 0)
        main, modality = _first(bare), _said(bare)
    start, end = main.span() if main else (0, 0)
    return _Sentence(text=text, bare=bare, start=start, end=end, said=modality)


def _first(text: str) -> re.Match[str] | None:
    """Return the first phrase that is read; "may" only where there is no other."""
    matches = [match for match, _ in _phrases(text)]
    return next(
        (each for each in matches if not known.MAY.pattern.fullmatch(each.group())), matches[0] if matches else None
    )


@lru_cache(maxsize=256)  # every finder asks again
def _phrases(text: str) -> tuple[tuple[re.Match[str], Reading], ...]:
    """Return the phrases that are read, in the order of the text; none stands within another."""
    phrases: list[tuple[re.Match[str], Reading]] = []
    words = words_in(text)
    for read, reading in known.READ:
        found = (match for match in read.found(text, words) if _stands(match) and not _within(match, phrases))
        phrases.extend((match, reading) for match in found)
    return tuple(sorted(phrases, key=lambda each: each[0].start()))


def _stands(match: re.Match[str]) -> bool:
    """Whether the words between those of a phrase are what it needs: an act, a person, a subject that is one."""
    parts = {name: words.lower() for name, words in match.groupdict().items() if words is not None}
    acts = parts.get("act") is None or parts["act"] in acting.ACTS
    persons = parts.get("who") is None or parts["who"] in acting.PERSONS
    asked = parts.get("whom") is None or parts["whom"] in acting.PERSONS | acting.PRONOUNS
    subject = parts.get("subject", "") not in acting.NO_SUBJECTS
    nouns = known.NO_SUBJECT.search(parts.get("nouns", "")) is None
    return acts and persons and asked and subject and nouns and _is_ban_or_order(match, parts)


def _is_ban_or_order(match: re.Match[str], parts: dict[str, str]) -> bool:
    """Whether "may not", "cannot" and "will" are said of people and an act of theirs, or of what is done to things."""
    word = next((each for each in acting.ACTS_OF if each in parts), None)
    if word is None and parts.keys().isdisjoint(("done", "gone")):
        return True
    before = re.split("[,;:.(]", match.string[: match.start()])[-1]
    subject = set(re.findall(r"\w+", before.lower()))
    if known.UNSURE.search(match.string, match.start()) or not subject:
        return False
    if word is None:
        return True
    people = acting.ORDERED if word == "will" else acting.PERSONS - {"people"} | acting.PRONOUNS
    others = {"cannot": acting.UNABLE, "will": acting.FORETOLD}.get(word, frozenset[str]())
    said_of = not subject.isdisjoint(people) and subject.isdisjoint(others)
    return parts[word] in acting.ACTS_OF[word] and said_of and (word != "will" or _is_addressed(match.string, match))


def _is_addressed(text: str, match: re.Match[str]) -> bool:
    """Whether nothing stands before "will" but those who are ordered: no circumstance, and no clause of theirs."""
    before = text[: match.start()].lower()
    words = before.split()
    plain = (
        re.fullmatch(r"[\w'’ -]+", before) and not clauses.FINITE.search(before) and not clauses.OPENER.search(before)
    )
    return bool(plain) and words[0] in acting.EACH | acting.PERSONS


def _within(match: re.Match[str], phrases: Iterable[tuple[re.Match[str], Reading]]) -> bool:
    """Whether a match shares words with one of the phrases that were found."""
    return any(match.start() < other.end() and other.start() < match.end() for other, _ in phrases)


def _outside(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return where a pattern first matches that is no part of a phrase that is read."""
    for match in pattern.finditer(text):
        if not any(each.start() <= match.start() and match.end() <= each.end() for each, _ in _phrases(text)):
            return match
    return None


def _bare(text: str, behind: int) -> str:
    """Blot out the clauses behind a place.

    Where an adverbial stands between the main word and its verb, a clause could end with that verb: "should in cases
    where it helps post no photos".
    """
    if not clauses.ADVERBIAL.match(text, behind):
        for pattern in (clauses.CONTENT, clauses.CLAUSE):
            text = text[:behind] + pattern.sub(_blot, text[behind:])
    return text


def _opened(text: str) -> str:
    """Blot out idioms, what a sentence begins with, and the clause that stands right behind its subject."""
    text = _without_subject_clause(clauses.QUOTED.sub(_blot, text))
    for pattern in (clauses.IDIOM, clauses.FIRST_CLAUSE, clauses.FIRST_WORDS):
        text = pattern.sub(_blot, text)
    return text


def _without_subject_clause(text: str) -> str:
    """Blot out the clause behind the subject: no verb and no other clause stands before it."""
    for match in clauses.SUBJECT_CLAUSE.finditer(text):
        before = re.split("[,;:.(]", text[: match.start()])[-1]
        if not clauses.FINITE.search(before) and not clauses.OPENER.search(before):
            return text[: match.start()] + "·" * (match.end() - match.start() - 1) + text[match.end() - 1 :]
    return text


def _blot(match: re.Match[str]) -> str:
    """Return as many marks as there were characters; the comma that ends a clause stays."""
    words = match.group()
    return "·" * (len(words) - 1) + "," if words.endswith(",") else "·" * len(words)


# ------------------------------------------------------------ when the reading is in doubt


def _two_things(sentence: _Sentence) -> Iterator[Doubt]:
    """Yield a phrase that says something else than the first; beside another, "may" can speak of what is possible."""
    modality = sentence.said
    main = [(modality.words, (modality.force, modality.polarity))] if modality.force and modality.polarity else []
    phrases = [*main, *((match.group(), reading) for match, reading in _phrases(sentence.bare))]
    readings = tuple(dict.fromkeys(reading for _, reading in phrases))
    for words, reading in phrases:
        if reading != readings[0]:
            yield Doubt(words=words, why=f"`{phrases[0][0]}` and `{words}` say two things", readings=readings)


def _may_not(sentence: _Sentence) -> Iterator[Doubt]:
    """Yield "may not", wherever it stands."""
    if match := _outside(known.MAY_NOT, sentence.bare):
        why = "`may not` can forbid, and can speak of what need not be done or is not certain"
        readings = _readings(sentence, ("mandatory", "refrain"), ("permitted", "refrain"))
        yield Doubt(words=match.group(), why=why, readings=readings)


def _about(sentence: _Sentence) -> Iterator[Doubt]:
    """Yield what may say what something is, or what binds, and ask for no act: "shall not count", "the ban shall"."""
    defines = known.DEFINES.match(sentence.bare, sentence.end) if sentence.word else None
    sought = sentence.said.polarity == "do" and known.SOUGHT.match(sentence.bare, sentence.end)
    subject = None if sought else known.SUBJECT.search(sentence.bare, 0, sentence.end)
    binds = subject or _outside(known.OBJECT, sentence.bare)
    if match := defines or binds:
        words = sentence.text[sentence.start if defines else match.start() : match.end()].strip(" ,;:.")
        why = f"`{words}` may say what something is, or be about a right or a duty, and ask for nothing"
        readings = _readings(sentence, ("permitted", "do"), ("permitted", "refrain"), ("mandatory", "refrain"))
        yield Doubt(words=words, why=why, readings=readings, defines=True)


def _only(sentence: _Sentence) -> Iterator[Doubt]:
    """Yield "only" and the like: they can ask for something, and can forbid all else."""
    if only := _outside(known.ONLY, sentence.bare):
        why = f"`{only.group()}` may ask for something, or forbid all else"
        yield Doubt(words=only.group(), why=why, readings=_turned(sentence))


def _negated(sentence: _Sentence) -> Iterator[Doubt]:
    """Yield a negation behind the main word; behind one that is negative only where it stands near."""
    for negation in known.NEGATION.finditer(sentence.bare, sentence.end):
        words = negation.group()
        near = re.fullmatch(r"(?: [^ ]+){0,2} |.*[.;].*", sentence.bare[sentence.end : negation.start()])
        if sentence.said.polarity != "refrain" or (near and not words.startswith("without")):
            why = f"`{words}` behind {sentence.named} may turn it round"
            yield Doubt(words=words, why=why, readings=_turned(sentence))


def _duty(sentence: _Sentence) -> Iterator[Doubt]:
    """Yield other words of duty: those within reach of the main word, or those of a sentence that has none."""
    for match, (force, polarity) in _duties(sentence):
        if polarity == "refrain" and (force, polarity) == (sentence.said.force, sentence.said.polarity):
            continue  # "shall not allow": both say the same
        words, why = match.group(), f"`{match.group()}` stands within the reach of {sentence.named}"
        if not sentence.said.words:
            opposite: Reading = (force, "do" if polarity == "refrain" else "refrain")
            yield Doubt(words=words, why=f"`{words}` is not read for certain", readings=((force, polarity), opposite))
        elif re.fullmatch(r"(?: \w+){0,2} ", sentence.text[sentence.end : match.start()]):
            words = sentence.text[sentence.start : match.end()]
        yield Doubt(words=words, why=why, readings=_readings(sentence, (force, polarity)))


def _duties(sentence: _Sentence) -> Iterator[tuple[re.Match[str], Reading]]:
    """Yield the words of duty outside the phrases that are read, with what they say, in the order of the text."""
    phrases = _phrases(sentence.bare)
    duties = [(match, reading, no) for words, reading, no in known.DUTIES for match in words.finditer(sentence.bare)]
    for match, reading, denied in sorted(duties, key=lambda each: each[0].start()):
        duty, polarity = denied if sentence.denied(match.end()) else reading
        force = duty or (sentence.said.force if sentence.said.words else None)
        main = sentence.word and match.start() == sentence.start
        if force and not main and not _within(match, phrases):
            yield match, (force, polarity)


def _denied(sentence: _Sentence) -> Iterator[Doubt]:
    """Yield a negation before the main word: "nobody is required"."""
    if negation := known.NEGATION.search(known.CIRCUMSTANCE.sub("", sentence.bare[: sentence.start])):
        why = f"`{negation.group()}` before {sentence.named} may turn it round, or lift it"
        yield Doubt(words=negation.group(), why=why, readings=(("permitted", "refrain"), *_turned(sentence)))


def _displaced(sentence: _Sentence) -> Iterator[Doubt]:
    """Yield a main word that is quoted, or may belong to a clause: the verb of the sentence is another then."""
    text = clauses.IDIOM.sub(_blot, _without_subject_clause(clauses.QUOTED.sub(_blot, sentence.text)))
    before, behind = text[: sentence.start], text[sentence.end :]
    segment = re.split("[,;:.(]", re.sub(", [^,]*, $", " ", before))[-1]
    opened = any(_open(segment, each) for each in clauses.OPENER.finditer(segment)) or clauses.TIME.search(segment)
    listed = clauses.FIRST_CLAUSE.match(before) and re.search(r"\b(?:and|or)\b", clauses.EITHER.sub("", segment))
    quoted = re.search('["“„«][^"”“»]*$', before)
    inverted = before == "" and known.INVERTED.match(sentence.text)
    other_verb = clauses.MODAL.match(sentence.word) and clauses.OTHER_VERB.match(behind)
    if opened or listed or quoted or inverted or other_verb:
        why = f"`{sentence.word}` may belong to a clause of its own or to a quote, and not to the main verb"
        yield Doubt(words=sentence.word, why=why, readings=_readings(sentence, ("permitted", "do")))


def _open(segment: str, opener: re.Match[str]) -> bool:
    """Whether a clause still waits for its verb: "who must", "that staff should", "who is on duty and must"."""
    between = segment[opener.end() :]
    closed = clauses.RELATIVE.match(segment, opener.start()) or clauses.FINITE.search(between)
    return not closed or re.search(r"\b(?:and|or|but) $", between) is not None


def _possible(sentence: _Sentence) -> Iterator[Doubt]:
    """Yield "may" that can speak of what is possible: of what befalls people, or of what a thing does by itself."""
    if sentence.said.words == "may":
        subject, bare = sentence.bare[: sentence.start], sentence.bare
        words = set(re.findall(r"\w+", subject.lower()))
        person = not words or not words.isdisjoint(acting.PERSONS | acting.PRONOUNS)
        act, one = known.ACT.match(sentence.text, sentence.end), known.ONE.match(subject)
        acted_on = known.ACTED_ON.match(bare, sentence.end) and not (one and _stands(one))
        by_others = "you" not in words and known.BY_OTHERS.search(bare, sentence.end)
        if by_others or not ((person and act and _stands(act)) or acted_on):
            why = "`may` can speak of what is possible, and not of what is permitted"
            yield Doubt(words=sentence.word, why=why, readings=(("permitted", "do"), ("should", "refrain")))


#: The first doubt that is found is told: what says most of the sentence comes first.
_DOUBTS: Final[tuple[Callable[[_Sentence], Iterator[Doubt]], ...]] = (
    _two_things,
    _may_not,
    _about,
    _only,
    _negated,
    _duty,
    _denied,
    _displaced,
    _possible,
)


def _readings(sentence: _Sentence, *others: Reading) -> tuple[Reading, ...]:
    """Return the readings that are possible: the others, and last the one that the words seem to say."""
    modality = sentence.said
    seem: tuple[Reading, ...] = ((modality.force, modality.polarity),) if modality.force and modality.polarity else ()
    return tuple(dict.fromkeys((*others, *seem)))


def _turned(sentence: _Sentence) -> tuple[Reading, ...]:
    """Return the readings where only the direction is open; beside a permission, a ban can be meant."""
    force = sentence.said.force or "none"
    if force in ("none", "permitted"):
        return _readings(sentence, ("mandatory", "refrain"), ("permitted", "refrain"), ("permitted", "do"))
    if sentence.said.polarity == "refrain":
        return _readings(sentence, ("permitted", "do"), (force, "do"))
    return _readings(sentence, (force, "refrain"), (force, "do"))
