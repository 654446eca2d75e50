"""Force and polarity read off a sentence, where its words say them for certain; else in which words the doubt lies.

A first table holds the words that are read. Everything below it only ever takes certainty away: where a word stands
beside them that could change their force or turn their direction, the document must say what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from smpolicy.norms import Force, Polarity

Reading = tuple[Force, Polarity]


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


# ------------------------------------------------------------ the words that are read

_NO_CASE: Final = r"(?:under|in|on|by|at) no (?:circumstances?|case|event|account|means|way|time)"
_ALSO: Final = r"(?: (?:also|always|strictly|therefore|however|nevertheless|further|at all times))?"
_LEFT: Final = rf"(?:not|never|{_NO_CASE}|refrain from|abstain from|avoid)"
_LEFT_TO: Final = r"(?:not to|to (?:refrain from|abstain from|avoid))"
_BE: Final = r"(?:is|are)"
#: Where "no" belongs to a circumstance ("with no press line staff should") it is not the subject's.
_OWN: Final = r"(?<!\bwith )(?<!\bif )(?<!\bwhere )(?<!\bwhen )(?<!\bunless )(?<!\bthat )"

#: Longer phrases first: "shall not" is no "shall".
_MODALS: Final[tuple[tuple[str, Force, Polarity | None], ...]] = (
    (rf"(?:(?:shall|must){_ALSO} {_LEFT}|mustn['’]t|shan['’]t)", "mandatory", "refrain"),
    (rf"{_BE} (?:prohibited|forbidden|not permitted|not allowed)", "mandatory", "refrain"),
    (rf"{_OWN}(?:no one|nobody|none|no \w+) (?:shall|must|may)", "mandatory", "refrain"),
    (rf"{_OWN}(?:no one|nobody|none|no \w+) should", "should", "refrain"),
    (rf"{_OWN}(?:no|none|neither)(?: [\w'’-]+){{1,5}} (?:shall|must)", "mandatory", None),
    (rf"{_OWN}(?:no|none|neither)(?: [\w'’-]+){{1,5}} should", "should", None),
    (r"(?:shall|must)(?= \w+ (?:no|nothing|never)\b)", "mandatory", None),
    (r"(?:shall|must)(?= (?:\w+ )?only\b)", "mandatory", None),
    (rf"{_BE} required {_LEFT_TO}", "mandatory", "refrain"),
    (rf"(?:shall|must|{_BE} required to)", "mandatory", "do"),
    (rf"(?:should{_ALSO} {_LEFT}|shouldn['’]t)", "should", "refrain"),
    (r"should(?= \w+ (?:no|nothing|never)\b)", "should", None),
    (r"should(?= (?:\w+ )?only\b)", "should", None),
    (r"should", "should", "do"),
    (rf"{_BE} expected {_LEFT_TO}", "expected", "refrain"),
    (rf"{_BE} expected to", "expected", "do"),
    (rf"{_BE} encouraged {_LEFT_TO}", "encouraged", "refrain"),
    (rf"{_BE} encouraged to", "encouraged", "do"),
    (r"please (?:do not|don['’]t|refrain from|avoid)", "requested", "refrain"),
    (r"please", "requested", "do"),
    (rf"(?:need not|needn['’]t|{_BE} not required to|{_BE} exempt from)", "permitted", "refrain"),
    (rf"{_BE} (?:permitted|allowed)", "permitted", "do"),
)
_MODAL: Final = re.compile(
    r"\b(?:" + "|".join(f"(?P<m{n}>{phrase})" for n, (phrase, _, _) in enumerate(_MODALS)) + r")\b", re.I
)
#: "May" with a capital is a month, unless a text begins with it.
_MAY: Final = re.compile(r"(?:^May|\bmay|\bMAY)\b(?! not\b)")
_MAY_NOT: Final = re.compile(r"\bmay(?: not|n['’]t)\b", re.I)
_NEGATIVE: Final = re.compile(r"(?:not|never|avoid|refrain from|abstain from)\b", re.I)


def worded(text: str) -> Modality:
    """Return what the words that are read say, whatever stands beside them: enough where no act turns on it.

    "may" beside another such word speaks of possibility, so it is read only where it stands alone.
    Two phrases that differ leave both open, and so does "may not".
    """
    return _said(text, list(_MODAL.finditer(text)))


def _said(text: str, found: list[re.Match[str]]) -> Modality:
    senses = {_sense(match) for match in found}
    words = ", ".join(dict.fromkeys(match.group() for match in found))
    if len(senses) == 1:
        ((force, polarity),) = senses
        return Modality(force=force, polarity=polarity, words=words)
    if senses:
        return Modality(force=None, polarity=None, words=words)
    if _MAY_NOT.search(text):
        return Modality(force=None, polarity=None, words="may not")
    if _MAY.search(text):
        return Modality(force="permitted", polarity="do", words="may")
    return Modality(force="none", polarity=None, words="")


def _sense(match: re.Match[str]) -> tuple[Force, Polarity | None]:
    _, force, polarity = _MODALS[int(str(match.lastgroup)[1:])]
    return force, polarity


def read_modality(text: str, governing: Modality | None = None) -> Modality:
    """Read the force and polarity of an act off a sentence, or off the words that govern it, where they are certain."""
    text = " ".join(text.split())
    found = _main(text)
    said = _said(text, found)
    if governing is not None and said.words in ("", "may"):
        polarity = "refrain" if _NEGATIVE.match(text) else governing.polarity
        said = replace(governing, polarity=polarity)
        return _doubted(said, next(_doubts_of_governed(text, said), None))
    if said.force == "none":
        word = _first_untold(text)  # "will" alone tells what is going to be
        return _doubted(said, _unread(text, word)) if word and word.group().lower() != "will" else said
    return _doubted(said, next(_doubts(text, found, said), None))


def _main(text: str) -> list[re.Match[str]]:
    """Return the words that are read, without those that surely stand in a clause behind the first of them."""
    found = list(_MODAL.finditer(text))
    return [each for each in found if each is found[0] or not _of_clause(text, each.start(), found[0].end())]


def _doubted(said: Modality, doubt: Doubt | None) -> Modality:
    """Leave open what a doubt is about: the direction alone, where every reading has the force that the words say."""
    if doubt is None:
        return said
    forces = {force for force, _ in doubt.readings}
    kept = said.force if forces == {said.force} and not doubt.defines else None
    return replace(said, force=kept, polarity=None, words=said.words or doubt.words, doubt=doubt)


# ------------------------------------------------------------ when the reading is in doubt


def _doubts(text: str, found: list[re.Match[str]], said: Modality) -> Iterator[Doubt]:
    """Yield why the words that were found may not say what they seem to."""
    senses = list(dict.fromkeys(_sense(match) for match in found))
    if len(senses) > 1:
        words = [f"`{each}`" for each in dict.fromkeys(match.group() for match in found)]
        both = tuple((force, polarity) for force, polarity in senses if polarity)
        yield Doubt(words=found[0].group(), why=f"{' and '.join(words)} say two things", readings=both)
    may_not = _MAY_NOT.search(text)
    if may_not and not found:
        yield Doubt(
            words=may_not.group(),
            why="`may not` can forbid, and can speak of what need not be done or is not certain",
            readings=(("mandatory", "refrain"), ("permitted", "refrain")),
        )
        return
    main = found[0] if found else _MAY.search(text)
    assert main is not None  # something was said
    yield from _narrowed(text, main, said)
    for match in found or [main]:
        yield from _displaced(text, match, said)
    yield from _within_reach(text, main, said)
    yield from _untold(text, main, said)
    yield from _permitted_beside(text, main, found, said)
    yield from _negated_before(text, main, said)
    yield from _negated_behind(text, main.end(), main.group(), said)
    if said.force == "permitted" and not found:
        yield from _possible(text, main)


def _doubts_of_governed(text: str, said: Modality) -> Iterator[Doubt]:
    """Yield why the words above may not say with what force or in which direction this sentence asks for its act."""
    negative = _NEGATIVE.match(text)
    main = negative or re.match("", text)
    assert main is not None  # nothing stands at the beginning of every text
    if word := _first_untold(text):
        yield _unread(text, word)
    may = next((each for each in _MAY.finditer(text) if not _of_clause(text, each.start(), main.end())), None)
    if may:
        yield _beside(may.group(), said)
    yield from _within_reach(text, main, said)
    yield from _narrowed(text, main, said)
    yield from _negated_behind(text, main.end(), said.words, said)


def _readings(said: Modality, *others: Reading) -> tuple[Reading, ...]:
    """Return the readings that are possible: the others, and last the one that the words seem to say."""
    seem: tuple[Reading, ...] = ((said.force, said.polarity),) if said.force and said.polarity else ()
    return tuple(dict.fromkeys((*others, *seem)))


def _turned(said: Modality) -> tuple[Reading, ...]:
    """Return the readings where only the direction is open; beside a permission, a ban can be meant."""
    if said.polarity == "refrain":
        return _readings(said, ("permitted", "do"), (said.force or "mandatory", "do"))
    if said.force in (None, "permitted"):
        return _readings(said, ("mandatory", "refrain"), ("permitted", "refrain"), ("permitted", "do"))
    return _readings(said, (said.force or "mandatory", "refrain"), (said.force or "mandatory", "do"))


# A word that stands in a clause of its own, or in quotes, is not the main verb's.

_PRONOUNS: Final = r"that|which|what|whatever|whichever"
_CLAUSES: Final = (
    r"where|wherever|when|whenever|if|unless|whether|while|because|although|though|lest|how|why|whose|whom|provided"
)
_TIMES: Final = r"before|after|until|till|since|as|once|than"
_OPENERS: Final = re.compile(rf"\b(?P<opener>{_PRONOUNS}|who|whoever|{_CLAUSES}|{_TIMES})\b", re.I)
#: "if possible" and the like have no verb, and nothing stands in them.
_SHORT: Final = re.compile(
    r"\b(?:if|where|when|wherever|whenever|while|as|once)(?: far as| at all| ever)? (?:possible|necessary|needed|"
    r"appropriate|applicable|feasible|in doubt|unsure|asked|on (?:duty|leave|mission|patrol)|off duty)\b",
    re.I,
)
_FINITE: Final = (
    r"(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|shall|should|must)(?:n['’]t)?"
)
_DETERMINER: Final = (
    r"(?:a|an|the|their|his|her|its|our|your|this|these|those|that|any|such|some|all|each|every|no|other|many|most)"
)
_SUBJECT: Final = r"(?:they|he|she|it|we|you|one|there|staff|somebody|someone|anybody|anyone|nobody|others|people)"
_PREPOSITION: Final = (
    r"(?:in|on|at|by|for|from|with|without|under|during|of|to|as|when|while|if|or|and|before|after|including)"
)
_ADVERB: Final = r"(?:also|always|often|never|only|normally|still|\w+ly)"


def _displaced(text: str, main: re.Match[str], said: Modality) -> Iterator[Doubt]:
    """Yield whether a modal word is quoted, or stands in a relative or conditional clause."""
    before = text[: main.start()]
    word = main.group()
    if _quoted(text, main.start()):
        yield Doubt(words=word, why=f"`{word}` stands in words that are quoted", readings=_freely(said))
    opener = _opener(before) or (re.match(r"should(?=$)", word, re.I) and _inverted(text, main))
    if opener:
        words = text[opener.start() : main.end()] if opener.re is _OPENERS else text[main.start() : main.end()]
        yield Doubt(
            words=words,
            why=f"`{word}` may belong to a clause of its own, and not to the main verb",
            readings=_freely(said),
        )
    elif said.polarity == "refrain" and re.match(r"(?:no|none|nobody)\b", word, re.I) and not _begins(before):
        yield Doubt(
            words=word,
            why=f"`{word}` may be said of what stands before it",
            readings=_readings(said, ("mandatory", "do")),
        )


def _freely(said: Modality) -> tuple[Reading, ...]:
    return _readings(said, ("permitted", "do"))


def _quoted(text: str, position: int) -> bool:
    """Whether a place stands between quotation marks."""
    straight = text.count('"', 0, position) % 2 == 1 and '"' in text[position:]
    return straight or any(text.rfind(a, 0, position) > text.rfind(b, 0, position) for a, b in ("“”", "«»", "„“"))


def _begins(before: str) -> bool:
    """Whether what follows begins a clause: "Under no circumstances may", but not "Staff with no badge must"."""
    return bool(re.search(r"(?:^|[,;:.–—] ?|\b(?:and|but|so) )(?:(?:under|in|at|on|for|by|to) )?$", before, re.I))


def _inverted(text: str, main: re.Match[str]) -> re.Match[str] | None:
    """Return "Should staff ...", with which a condition begins."""
    subject = rf"should (?:{_DETERMINER}|{_SUBJECT}|officials?|interns?|colleagues?)\b"
    return re.match(subject, text, re.I) if main.start() == 0 else None


def _opener(before: str) -> re.Match[str] | None:
    """Return the word that opens the clause in which a modal word may stand, behind what is before it."""
    before = _SHORT.sub("", before)
    segment = re.split(r"[,;:.(]", before)[-1].strip()
    # What stands between commas is taken out: "which, in their view, should".
    if segment == "" or re.match(rf"{_PREPOSITION}\b", segment, re.I):
        parts = re.split(r"[,(]", re.split(r"[;:.]", before)[-1])
        if len(parts) > 2:
            return _opener(",".join(parts[:-2]) + " " + segment + " ")
        before = " ".join(parts) if re.fullmatch(r"(?:and|or|but)?", segment, re.I) else before
    start = max(before.rfind(mark) for mark in ",;:.(") + 1
    openers = list(_OPENERS.finditer(before, start))
    while openers:
        last = openers.pop()
        if _still_open(last["opener"].lower(), before[last.end() :].strip()):
            return last
        before = before[: last.start()]
    return None


def _still_open(opener: str, between: str) -> bool:
    """Whether a clause still waits for its verb after the words between its opener and a modal word."""
    if re.fullmatch(rf"(?:{_ADVERB})?", between, re.I) or re.search(
        rf"\b(?:and|or|but)(?: {_ADVERB})?$", between, re.I
    ):
        return True
    finite = re.search(rf"\b{_FINITE}\b", between, re.I)
    if opener in ("who", "whoever"):
        return finite is None and bool(re.match(rf"(?:{_PREPOSITION}|{_ADVERB})\b", between, re.I))
    if re.fullmatch(_TIMES, opener):
        return bool(re.fullmatch(rf"(?:{_SUBJECT}|{_DETERMINER} \w+)", between, re.I))
    if re.fullmatch(_PRONOUNS, opener):
        # A word with an article behind it is a verb: "that show a checkpoint".
        verb = re.match(rf"(?!{_DETERMINER}\b)\w+ (?:{_DETERMINER}|it|them|others|people|somebody)\b", between, re.I)
        past = re.search(r" (?!(?:concern|involv|affect|interest|employ|assign|deploy|mention|nam)ed$)\w+ed$", between)
        return finite is None and verb is None and past is None
    return finite is None


def _of_clause(text: str, position: int, start: int = 0) -> bool:
    """Whether a place surely stands in a relative or conditional clause that began behind `start`."""
    segment = re.split(r"[;:.,(]|\band\b|\bbut\b", _SHORT.sub("", text[start:position]))[-1]
    if re.search(rf"\b(?:{_PRONOUNS}|who|whoever|{_CLAUSES})\b", _complement(segment), re.I):
        return True
    initial = re.match(rf"(?:{_CLAUSES})\b", text, re.I)  # "If staff are on duty and have to travel, ..."
    return bool(start == 0 and initial and "," not in text[:position] and "," in text[position:])


def _complement(segment: str) -> str:
    """Leave out the "that" of "ensure that": what follows it is what is to be done."""
    verbs = r"(?:ensur\w+|sure|to it|care|check\w*|verify|agree|undertake|arrange|decide|promise|way)"
    return re.sub(rf"\b{verbs}(?: \w+)* that\b", "", segment, flags=re.I)


# Another deontic word, or one that turns the main word round, within its reach.

_REQUIRED: Final = (
    r"required|obliged|obligated|expected|bound|compelled|forced|asked|called upon|requested|encouraged|supposed|"
    r"responsible|liable|held|subject to|under (?:an?|the) (?:obligation|duty)|urged|invited|advised|recommended|"
    r"mandatory|compulsory|obligatory|necessary|advisable|incumbent|"
    r"needed|made to|pressed|pressured|told to|ordered|instructed"
)
_ALLOWED: Final = (
    r"permitted|allowed|authori[sz]ed|entitled|free(?! of)|at liberty|able|welcome|eligible|enabled|trusted|"
    r"permissible|admissible|lawful|legal|acceptable|appropriate|in order|possible|open to|left to|up to|"
    r"at the discretion|"
    r"(?:given|granted|accorded|afforded)(?: \w+){0,3} (?:leave|permission|right|freedom|discretion)"
)
_FORBIDDEN: Final = (
    r"prohibited|forbidden|prevented|precluded|barred|banned|restricted|limited|confined|reserved|restrained|hindered|impeded|"
    r"stopped|kept from|discouraged|disallowed|unable|punish(?:ed|able)|penali[sz]ed|blamed|disciplined|sanctioned|"
    r"impermissible|inadmissible|unlawful|illegal|unacceptable|inappropriate|impossible|wrong|out of bounds|off limits|"
    r"avoided|omitted|skipped|discontinued|suspended|ruled out|excluded|dissuaded|refrained from|dispensed with|"
    r"forgone|given up|renounced|withheld|(?:kept )?free of|devoid of"
)
_EXEMPT: Final = (
    r"exempt|exempted|excused|relieved|released|under no (?:obligation|duty)|optional|voluntary|unnecessary|dispensable"
)
_OF_DUTY: Final = rf"(?:{_REQUIRED}|{_ALLOWED}|{_FORBIDDEN}|{_EXEMPT})"
#: Verbs that leave undone what comes behind them; "stay off", "leave unused" and "keep quiet" are things to do.
_TURNS: Final = (
    r"fail|omit|neglect|forget|refuse|decline|cease|stop|discontinue|desist|refrain|abstain|avoid|forgo|forbear|skip|"
    r"renounce|resist|withhold|hold back|give up|steer clear|stay away|keep (?:away|clear|from)|"
    r"beware|guard against|be wary|dispense with|do without|lack|"
    r"(?:fail|omitt|neglect|refus|declin|ceas|stopp|desist|refrain|abstain|avoid)ing|failure|omission"
)
_LETS: Final = (
    r"feel free|allow|permit|let|enable|authori[sz]e|entitle|have (?:the|a|every) (?:right|option|freedom)|"
    r"(?:\w+ ){0,8}?(?:if|as|when|whenever|where|wherever) (?:they|he or she|he|she|one|you|staff) (?:so )?"
    r"(?:wish|want|like|choose|please|prefer|see fit)|(?:\w+ ){0,8}?(?:at (?:will|(?:their|his|her|your) discretion)|"
    r"voluntar\w+|on a voluntary basis)"
)
_BARS: Final = (
    r"(?:keep|stop|deter|dissuade|hold)(?: [\w'’-]+){1,4} from \w+ing|prevent|prohibit|forbid|ban|bar|preclude|hinder|"
    r"impede|restrict|limit|confine|reserve|disallow|discourage"
)
_ASKS: Final = r"require|oblige|compel|force|have to|need|have (?:the|a|no) (?:duty|obligation)"
_WAVERS: Final = r"hesitate|shy away|be (?:afraid|shy|ashamed|reluctant|deterred|worried|slow)|worry"
_EXCUSES: Final = r"exempt|excuse|relieve|release"
_DEFINES: Final = (
    r"count(?:ed)?|constitute|amount|mean|include|imply|denote|comprise|apply|extend|qualify|serve as|"
    r"(?:fall|come) (?:under|within|outside)|cover|"
    r"be (?:(?:\w+ly|also|so) )?(?:deemed|considered|regarded|construed|understood|interpreted|classified|classed|"
    r"defined|counted|treated|taken (?:as|to)|seen (?:as|to)|viewed (?:as|to)|read (?:as|to)|covered by|"
    r"governed by|a|an|the|no|part of|without prejudice)"
)
_NOUN: Final = (
    r"right|freedom|liberty|discretion|option|ban|prohibition|interdiction|duty|obligation|requirement|restriction|"
    r"limitation|exemption|exception|permission|entitlement|rule|provision|section|paragraph|instruction|policy|approval|consent|authori[sz]ation|objection|"
    r"measure|sanction|penalty|disadvantage|consequence"
)
#: "The ban on photos shall ...": the main verb speaks of what binds, and not of an act of those who are bound.
_ABOUT_DUTY: Final = re.compile(
    r"(?:^|[,;:.] ?|\b(?:and|but|so) )"
    r"(?:(?:the|this|that|these|those|any|every|each|an?|their|no|nothing in)(?: (?!of\b)\w+)?? )?"
    rf"(?:{_NOUN})s?\b",
    re.I,
)
#: "shall enjoy the right to", "shall respect the freedom of".
_DUTY_AS_OBJECT: Final = re.compile(
    r"\b(?:the|an?|any|every|no|their|full) (?:\w+ )?(?P<word>right|freedom|liberty|discretion|option|ban|prohibition|"
    r"duty|obligation|exemption|requirement|restriction|entitlement)s?"
    r"(?=[.,;:]|$| (?:to|not|of|on|from|against|that|under)\b)(?! of expression)",
    re.I,
)
#: What may stand between the main word and what it governs.
_LINK: Final = r"(?:,? [\w'’-]+){0,2},? "
_AGAIN: Final = re.compile(
    rf"\b(?:be|being|been|feel|remain|get|got)(?: left)?"
    rf"(?: (?:not|never|in no way|in any way|also|always|otherwise|\w+ly))? "
    rf"(?P<word>{_OF_DUTY})\b",
    re.I,
)
#: Words that name an omission or its end, anywhere behind the main word: "shall try to avoid", "and refrain",
#: "shall ensure that others refrain"; what is only ever such a verb, whatever stands before it.
_TURNED_LATER: Final = re.compile(
    rf"(?<!order )(?<!so as )\b(?:(?:and|or|but)(?: to)?|to|consider|by|(?:ensure|sure|to it) [^.;]*?)(?: \w+ly)? "
    rf"(?P<word>{_TURNS})\b|(?<!\bto )\b(?P<bare>refrain|abstain|avoid|cease|desist|forgo|forbear)\b",
    re.I,
)


def _within_reach(text: str, main: re.Match[str], said: Modality) -> Iterator[Doubt]:
    """Yield what stands behind the main word and is another word of duty, turns it round, or defines."""
    negative = said.polarity == "refrain" or next(_negations(text, 0, main.end()), None) is not None
    yield from _about_duty(text, main, said)
    yield from _defining(text, main, said, negative=negative)
    for again in _AGAIN.finditer(text, main.end()):
        if not _of_clause(text, again.start(), main.end()):
            reading = _duty(again["word"], negative)
            yield _in_reach(again["word"], text[main.start() : again.end()], main, _readings(said, reading))
    yield from _governed(text, main, said, negative=negative)
    yield from _turned_later(text, main, said, negative=negative)


def _defining(text: str, main: re.Match[str], said: Modality, *, negative: bool) -> Iterator[Doubt]:
    adverb = r"(?:,? (?:also|hereby|therefore|not|never|in itself|\w+ly))?"
    defines = re.match(rf"{adverb} (?:{_DEFINES})\b", text[main.end() :], re.I)
    if defines and main.group():
        words = main.group() + defines.group()
        yield Doubt(
            words=words,
            why=f"`{words}` may say what something is, and ask for nothing",
            readings=_readings(said, ("permitted", "do") if negative else ("mandatory", "refrain")),
            defines=True,
        )


def _governed(text: str, main: re.Match[str], said: Modality, *, negative: bool) -> Iterator[Doubt]:
    """Yield the verb that the main word governs, where it is one of duty or turns what follows round."""
    behind = text[main.end() :]
    force = said.force or "mandatory"
    verbs_of: tuple[tuple[str, Reading], ...] = (
        (_BARS, ("permitted", "do") if negative else (force, "refrain")),
        (_TURNS, (force, "do" if negative else "refrain")),
        (_LETS, ("mandatory", "refrain") if negative else ("permitted", "do")),
        (_ASKS, ("permitted", "refrain") if negative else (force, "do")),
        (_EXCUSES, (force, "do") if negative else ("permitted", "refrain")),
        (_WAVERS, ("permitted", "do") if negative else (force, "refrain")),
    )
    for verbs, reading in verbs_of:
        match = re.match(rf"{_LINK if main.group() else ''}(?P<word>{verbs})\b", behind, re.I)
        if match and not _of_clause(text, main.end() + match.start("word"), main.end()):
            words = text[main.start() : main.end() + match.end()]
            yield _in_reach(match["word"], words, main, _readings(said, reading))


def _turned_later(text: str, main: re.Match[str], said: Modality, *, negative: bool) -> Iterator[Doubt]:
    for later in _TURNED_LATER.finditer(text, main.end()):
        word = later["word"] or later["bare"]
        # "shall not post photos to avoid a review": a purpose of what is banned
        purpose = said.polarity == "refrain" and later.group().lower().startswith(("to ", "consider ", "by "))
        if not purpose and not _of_clause(text, later.end() - len(word), main.end()):
            reading: Reading = (said.force or "mandatory", "do" if negative else "refrain")
            yield _in_reach(word, word, main, _readings(said, reading))


def _about_duty(text: str, main: re.Match[str], said: Modality) -> Iterator[Doubt]:
    """Yield whether the sentence is about a right, a ban or a duty, and not about an act."""
    impersonal = re.search(r"\b(?:it|there) $", text[: main.start()], re.I)
    verb = re.match(r"(?:,? [\w'’-]+){0,3}? be\b", text[main.end() :]) if impersonal else None
    subject = _ABOUT_DUTY.search(text, 0, main.end())
    thing = next(
        (each for each in _DUTY_AS_OBJECT.finditer(text, main.end()) if not _of_clause(text, each.start(), main.end())),
        None,
    )
    found = subject or thing
    if found or (impersonal and (verb or "there" in impersonal.group().lower())):
        words = found.group().strip(" ,;:.") if found else f"{impersonal.group()}{main.group()}" if impersonal else ""
        yield Doubt(
            words=words,
            why=f"`{words}` may be about a right or a duty, and not about an act",
            readings=_readings(said, ("permitted", "do"), ("permitted", "refrain"), ("mandatory", "refrain")),
        )


def _in_reach(word: str, words: str, main: re.Match[str], readings: tuple[Reading, ...]) -> Doubt:
    of = f"`{main.group()}`" if main.group() else "the words above"
    return Doubt(words=words, why=f"`{word}` stands within the reach of {of}", readings=readings)


#: What a word of duty says behind "is", and behind "is not"; any other asks for something.
_DUTIES: Final[tuple[tuple[str, Reading, Reading], ...]] = (
    (_EXEMPT, ("permitted", "refrain"), ("mandatory", "do")),
    (
        _FORBIDDEN,
        ("mandatory", "refrain"),
        ("permitted", "do"),
    ),
    (
        rf"{_ALLOWED}|can|could|right|permission|freedom|liberty|discretion|option",
        ("permitted", "do"),
        ("mandatory", "refrain"),
    ),
    (r"encouraged", ("encouraged", "do"), ("permitted", "refrain")),
    (r"expected|supposed", ("expected", "do"), ("permitted", "refrain")),
    (r"(?:is|are|am|was|were)(?:n['’]t)?(?: not)? to|will|won|ought", ("mandatory", "do"), ("mandatory", "refrain")),
    (r"\w+", ("mandatory", "do"), ("permitted", "refrain")),
)


def _duty(words: str, negative: bool) -> Reading:
    """Return what words of duty say, negated or not."""
    words = re.sub(r"^can(?=not)", "can ", words, flags=re.I)
    return next((no if negative else yes) for kind, yes, no in _DUTIES if re.search(rf"\b(?:{kind})\b", words, re.I))


# Deontic words that the table does not hold.

_UNTOLD: Final = re.compile(
    r"\b(?:"
    r"can ?not|can['’]t|can|could not|couldn['’]t|will|won['’]t|ought|dares?|had better|"
    r"(?:has|have|had) (?:got )?to|needs? to|need(?= only\b)|(?:do|does|did)(?: not|n['’]t) (?:have|need)(?: to)?|"
    r"(?:no|none|nobody|neither|nor|nothing|hardly)\b[^.;,]*? needs?(?= \w)|"
    rf"(?:is|are|am|was|were|remains?|feels?)(?:n['’]t)?"
    rf"(?: (?:not|never|no longer|hereby|therefore|also|always|neither|both|\w+ly|{_NO_CASE}))*"
    rf" (?:{_OF_DUTY}|"
    r"(?:an?|the|their|his|her) (?:duty|obligation|right|responsibility)|not? to|to)|"
    r"(?:has|have|enjoys?|bears?) (?:an?|the|no|every|full) (?:right|duty|obligation|permission|freedom|liberty|"
    r"discretion|option|responsibility)"
    r")\b",
    re.I,
)


def _first_untold(text: str) -> re.Match[str] | None:
    """Return the first deontic word outside the table that may be the main verb's, where any is."""
    read = [match.span() for match in _MODAL.finditer(text)]
    for match in _UNTOLD.finditer(text):
        overlaps = any(first < match.end() and match.start() < last for first, last in read)
        if not overlaps and not _of_clause(text, match.start()) and not _later(text, match.start(), read):
            return match
    return None


def _later(text: str, position: int, read: list[tuple[int, int]]) -> bool:
    """Whether a place stands in a clause behind the main word."""
    return any(last <= position and _of_clause(text, position, last) for _, last in read)


def _untold(text: str, main: re.Match[str], said: Modality) -> Iterator[Doubt]:
    """Yield whether another word of duty stands beside the main one, or a verb that the main one cannot be of."""
    if word := _first_untold(text):
        yield _unread(text, word, *_readings(said))
    behind = text[main.end() :]
    verb = re.search(r"\b(?:is|are|was|were|has|have)\b", behind, re.I)
    if verb and not re.search(r"[;.]", behind[: verb.start()]) and not _OPENERS.search(behind, 0, verb.start()):
        complement = re.match(rf"{_LINK}?(?:ensure|make sure|see to it)", behind, re.I)
        if main.group().lower().split()[0] not in ("is", "are", "please") and not complement:
            yield Doubt(
                words=main.group(),
                why=f"the main verb may be `{verb.group()}`, and not that of `{main.group()}`",
                readings=_freely(said),
            )


def _unread(text: str, match: re.Match[str], *others: Reading) -> Doubt:
    """Return the doubt about a deontic word that is not read, with what it can be taken to say."""
    word = match.group()
    own = re.sub(rf"\b(?:{_EXEMPT})\b", "", word, flags=re.I)
    inside = re.search(r"\b(?:no|none|nobody|nor|not|never|neither|cannot|hardly)\b|n['’]t", own, re.I)
    narrowed = re.search(r"\bonly\b", word, re.I)
    reading = _duty(word, bool(inside or narrowed or next(_negations(text, 0, match.start()), None)))
    force, polarity = reading
    softer: Reading = ("encouraged" if force == "permitted" else "should", polarity)
    turned: tuple[Reading, ...] = ((force, "do" if polarity == "refrain" else "refrain"),)
    behind = next(_negations(text, match.end(), len(text)), None)
    readings = tuple(dict.fromkeys((reading, *(turned if behind else ()), *(others or (softer,)))))
    return Doubt(words=word, why=f"`{word}` is not read for certain", readings=readings)


# "may" that speaks of what is possible, and "may" beside another word.

_EFFECTS: Final = r"affect|harm|compromise|impair|damage|endanger|interfere|undermine|reflect|cause|lead|result|create"


_PERSON: Final = re.compile(
    r"\b(?:staff|officials?|interns?|members?|employees?|colleagues?|persons?|people|every(?:body|one)|any(?:body|one)|"
    r"some(?:body|one)|they|he|she|we|you|users?|consultants?|monitors?|observers?|experts?|heads?|officers?|managers?|"
    r"supervisors?|volunteers?|holders?|authors?|drivers?|interpreters?|mission|office|institution|secretariat|who|those|"
    r"all|each|both)\b",
    re.I,
)
_CARRIES: Final = r"show|carry|bear|display|contain|name|use|link|mention|state"
#: What befalls people, and nobody permits.
_BEFALLS: Final = r"find|face|encounter|suffer|become|have|feel|think|believe|know|need|want|wish|differ|seem"


def _possible(text: str, may: re.Match[str]) -> Iterator[Doubt]:
    """Yield whether "may" alone can speak of what is possible: "may be seen as", "photos may harm"."""
    behind = text[may.end() :]
    seems = rf"well|be (?:seen|viewed|perceived|mis\w+|able)|{_BEFALLS}|{_EFFECTS}|{_DEFINES}"
    match = re.match(rf" (?:\w+ly |also |well |still |even )*(?:{seems})\b", behind, re.I)
    # Persons are permitted to act; things are acted on, or show and carry what people put there.
    acts = re.match(rf" (?:\w+ly |also |still |even )*(?!(?:be|{_CARRIES})\b)\w+", behind, re.I)
    if match is None and may.start() > 0 and not _PERSON.search(text, 0, may.start()):
        match = acts
    if match:
        words = may.group() + match.group()
        yield Doubt(
            words=words,
            why=f"`{words}` can speak of what is possible, and not of what is permitted",
            readings=(("permitted", "do"), ("should", "refrain")),
        )


def _permitted_beside(text: str, main: re.Match[str], found: list[re.Match[str]], said: Modality) -> Iterator[Doubt]:
    """Yield a "may" beside other words, unless it speaks in a clause of what is possible, or continues a ban."""
    read = [match.span() for match in found] or [main.span()]
    for may in (*_MAY.finditer(text), *_MAY_NOT.finditer(text)):
        if any(first <= may.start() < last for first, last in read):
            continue
        before = text[: may.start()]
        continues = said.polarity == "refrain" and re.search(r"\bnor $", before)
        # "the impact these activities may have"
        noun = re.search(
            r"(?<!\band)(?<!\bor)(?<!\bbut)(?<![,;.:]) (?:these|those|their|they|he|she|it) (?:\w+ )?$", before
        )
        relative = re.search(rf"\b(?:{_PRONOUNS})\b[^,;:.]* or $", before) and said.polarity == "refrain"
        if not (continues or noun or relative or _of_clause(text, may.start()) or _later(text, may.start(), read)):
            yield _beside(may.group(), said)


def _beside(may: str, said: Modality) -> Doubt:
    why = f"`{may}` stands beside `{said.words}`, and can permit or speak of what is possible"
    return Doubt(words=may, why=why, readings=_readings(said, ("permitted", "do")))


# Negation: of the subject, or of what stands behind a positive main word.

_NEGATION: Final = re.compile(
    r"\b(?:no one|no|nobody|none|nothing|nowhere|nowise|neither|nor|never|not|\w+n['’]t|hardly|scarcely|barely|"
    r"rarely|seldom|(?<!\ba )few|(?<!\ba )little|without (?:\w+ly )?\w+ing|instead of \w+ing|rather than)\b",
    re.I,
)
#: Negations that turn nothing round: deadlines, numbers, manner, purpose, and what is added by "and neither to".
_IDIOMS: Final = re.compile(
    r"No\.? ?\d|\b(?:no|not) (?:later|less|fewer|earlier|sooner) than\b|\bno doubt\b|\bwhether or not\b|"
    r"\b(?:in order|so as) not to\b|\bnot (?:exclusively|limited to|least)\b|\band neither to \w+ nor\b|"
    rf"\bnot (?:\w+ly )?(?:{_EFFECTS})\b",
    re.I,
)
_FAILING: Final = re.compile(
    r"\b(?:failure|failing|fail|fails|omission|omitting|omits|refusal|refusing|neglecting)\b", re.I
)


def _negations(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the negations within a stretch of text that are not of an idiom, or of a clause of their own."""
    idle = [match.span() for match in _IDIOMS.finditer(text)]
    for match in _NEGATION.finditer(text, start, end):
        if any(first <= match.start() < last for first, last in idle):
            continue
        if not _negated_clause(text, match, start):
            yield match


def _negated_clause(text: str, negation: re.Match[str], start: int) -> bool:
    """Whether a negation is that of a relative or conditional clause: "who do not", "where no", "with no"."""
    before = text[start : negation.start()]
    if re.search(rf"(?:\b(?:with|{_CLAUSES}|{_PRONOUNS}|who) )$", _complement(before), re.I):
        return True
    if negation.group().lower().startswith("without"):
        return _of_clause(text, negation.start(), start)
    verb = re.search(rf"\b{_FINITE} $", before, re.I) or "'" in negation.group() or "’" in negation.group()
    pronoun = re.search(
        rf"\b(?:{_PRONOUNS}|who)\b", _complement(re.split(r"[;:.,(]|\band\b|\bbut\b", before)[-1]), re.I
    )
    return bool(verb or (pronoun and start > 0)) and _of_clause(text, negation.start(), start)


def _negated_before(text: str, main: re.Match[str], said: Modality) -> Iterator[Doubt]:
    """Yield a negation, or a word for an omission, before the main word: "nobody is required"."""
    negation = next(_negations(text, 0, main.start()), None) or _FAILING.search(text, 0, main.start())
    negation = negation or re.match(r"(?:no|none|neither)\b", main.group(), re.I) if said.polarity is None else negation
    if negation is None:
        return
    word = negation.group()
    bare = re.search(r"\b(?:shall|must|should)$", main.group(), re.I)
    if said.polarity == "refrain" or (bare and word.lower() != "not"):
        readings = _turned(said)
    else:
        readings = _readings(said, ("mandatory" if said.force == "permitted" else "permitted", "refrain"))
    yield Doubt(words=word, why=f"`{word}` before `{main.group()}` may turn it round, or lift it", readings=readings)


def _negated_behind(text: str, end: int, words: str, said: Modality) -> Iterator[Doubt]:
    """Yield a negation behind a positive main word, or a second one right behind a negative one."""
    for negation in _negations(text, end, len(text)):
        between = text[end : negation.start()]
        near = re.fullmatch(r"(?: [\w'’-]+){0,2} ?", between) and not negation.group().lower().startswith("without")
        if said.polarity != "refrain" or near or re.search(r"[.;]", between):
            yield _turned_round(negation.group(), "behind", words, said)
    failing = re.match(rf"(?: \w+){{0,3}} {_FAILING.pattern}", text[end:], re.I)
    if failing and said.polarity == "refrain":
        yield _turned_round(failing.group().split()[-1], "behind", words, said)


def _turned_round(word: str, where: str, words: str, said: Modality) -> Doubt:
    return Doubt(words=word, why=f"`{word}` {where} `{words}` may turn it round", readings=_turned(said))


# "only", and what is not always or not all.

_ONLY: Final = re.compile(
    r"(?<![\w-])(?:only|solely|exclusively|merely|purely|just|alone|at (?:the )?most|no more than|nothing but|"
    r"but (?:with|by|for|after|in|on|at))\b",
    re.I,
)
#: An adjunct that leaves the main verb alone, and words that leave a list open.
_ASIDE: Final = re.compile(r"\bwith\b[^,;.]*\bonly in mind\b|\b(?:but )?not exclusively\b|\bif only\b", re.I)
_PARTLY: Final = re.compile(r" (?:all|every|always|necessarily|everything|everybody|only|just|merely|simply)\b", re.I)


def _narrowed(text: str, main: re.Match[str], said: Modality) -> Iterator[Doubt]:
    """Yield "only" where it can turn the direction, and "not always" and the like."""
    aside = [match.span() for match in _ASIDE.finditer(text)]
    for only in _ONLY.finditer(text):
        if any(first <= only.start() < last for first, last in aside):
            continue
        behind = only.start() >= main.end()
        if said.polarity == "refrain" and behind and _of_clause(text, only.start(), main.end()):
            continue
        word = only.group()
        yield Doubt(words=word, why=f"`{word}` may ask for something, or forbid all else", readings=_turned(said))
    partly = _PARTLY.match(text[main.end() :])
    if partly and re.search(r"not$|n['’]t$", main.group(), re.I):
        words = main.group() + partly.group()
        yield Doubt(
            words=words,
            why=f"`{words}` may forbid, or leave some of it free",
            readings=_readings(said, ("permitted", "refrain"), (said.force or "mandatory", "do")),
        )
