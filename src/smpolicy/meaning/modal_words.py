"""The words that say force and polarity, and the words beside which nothing is read for certain.

They are English, and data: `modality` says what follows from them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from smpolicy.foundations.keywords import Force, Polarity

Reading = tuple[Force, Polarity]
#: What a word of duty says; without a force, that of the main word.
Duty = tuple[Force | None, Polarity]


def _set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


def _words(*phrases: str) -> re.Pattern[str]:
    """Return a pattern for whole words, whatever their case."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


def _start(*phrases: str) -> re.Pattern[str]:
    """Return a pattern for what stands next: whole words, perhaps behind a parenthesis and adverbs."""
    return re.compile(rf"(?:,[^,]*,)?(?: also| even| still| \w+ly)* (?:{'|'.join(phrases)})\b", re.IGNORECASE)


# ------------------------------------------------------------ what both what is read and what is not stand on

_CLAUSES: Final = (
    "which|what|whatever|who|whoever|whom|whose|where|wherever|when|whenever|if|unless|whether|while|because|"
    "although|though|lest|how|why|provided"
)
_TIMES: Final = "before|after|until|till|since|as|once|than|by what"
_FINITE: Final = "is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|shall|should|must"
_PERSON: Final = _set(
    "official intern member employee colleague person consultant monitor observer expert head officer "
    "manager supervisor volunteer mission office institution secretariat servant agent worker contractor "
    "delegate representative spokesperson adviser advisor director chief secretary minister judge clerk "
    "registrar lawyer journalist reporter editor presenter correspondent freelance producer academic "
    "teacher lecturer professor researcher student pupil parent principal soldier commander reservist "
    "administrator moderator trainee assistant interpreter candidate commissioner department unit team "
    "branch delegation university organization organisation directorate commission command corporation "
    "participant holder"
)
#: Persons are permitted to act; things are acted on. These are words of English by which a sentence is read, and decide
#: nothing of who somebody is: that documents declare.
PERSONS: Final = (
    _PERSON
    | {f"{each}s" for each in _PERSON}
    | _set("staff personnel people faculty faculties agency agencies ministry ministries branches they he she we you")
)
#: What can stand before "have to" and "need to", and is no subject of theirs.
NO_SUBJECTS: Final = _set(
    "may might can could would should shall must will do does did not never rarely hardly seldom only longer to of in "
    "a an the no any this that which what who whose their his her its my your our nobody none neither nothing nor few "
    "one"
)
#: What people do, and can be free to do. Other verbs can say what befalls them, or what may happen.
ACTS: Final = _set(
    "post repost publish share retweet tweet like follow unfollow join leave comment reply respond answer "
    "react link tag mention name identify state indicate say tell write blog contribute create open set "
    "start run keep hold maintain administer manage moderate use access visit browse read watch engage "
    "participate attend speak talk discuss debate express voice give make show display wear carry upload "
    "stream record film photograph advertise promote endorse campaign support take sign vote stand accept "
    "invite add connect contact approach ask request seek consult report refer forward send delete remove "
    "hide block close approve decide choose grant delegate appoint designate disclose release communicate "
    "inform correct include quote cite translate distribute circulate amplify criticize criticise work "
    "teach retain review monitor inspect change adapt submit object issue adopt waive extend consent "
    "apply draw go call register edit raise turn switch invoke enter learn describe illustrate propose "
    "suggest recommend reproduce copy download buy sell play listen meet help thank exercise congratulate "
    "celebrate collect build design host lead organize organise advise provide supply present repeat "
    "confirm warn do "
    "disseminate broadcast air print notify transmit pass mark represent lend chat message befriend mute pin caption "
    "draft pose livestream serve volunteer donate protest demonstrate author interview hand pay restrict"
)

# ------------------------------------------------------------ what is read

_NO_CASE: Final = "(?:under|in|on|by|at) no (?:circumstances?|case|event|account|means|way|time|point)"
#: What can stand between a verb and what belongs to it: "refrain, as far as possible, from".
_ASIDE: Final = r"(?:, [^,;:.]*,| \w+ly)?"
_ALSO: Final = "(?: also| at all times| always| therefore| furthermore| likewise| in particular)?"
#: To stay off something is to leave its use undone.
_OFF: Final = "(?:(?:stay|keep) (?:off|away from)|stay out of|steer clear of)(?!-)"
STAYS_OFF: Final = _words(_OFF)
_LEFT: Final = f"(?:not|never|{_NO_CASE}|(?:refrain|abstain){_ASIDE} from|avoid|{_OFF})"
_LEFT_TO: Final = f"(?:not to|to (?:refrain from|abstain from|avoid|{_OFF}))"
#: It begins the sentence, or follows a comma: in "staff with no badge must" it is not the subject.
_NOBODY: Final = rf"(?<![^,] )(?:nobody|no one|no \w+|{_NO_CASE})"
#: A longer subject, at the start or behind the clause that stands there: "no member of the staff", "neither staff nor".
_NONE_OF: Final = r"(?:^|(?<=·, ))(?:no|nobody|no one|none of|neither) (?P<nouns>(?:[\w'’-]+ ){1,12}?)"
#: Words that no such subject holds: they begin a clause, can be verbs, or speak of a measure.
NO_SUBJECT: Final = _words(
    f"{_CLAUSES}|that|{_TIMES}|{_FINITE}|later|less|fewer|more|earlier|sooner|longer|doubt|matter|wonder|no|not"
)
_ADVERBS: Final = "(?:(?:strictly|expressly|explicitly|absolutely|generally|also|therefore|further|hereby) )?"
_LEAVE_OF: Final = "(?:approval|permission|consent|authori[sz]ation|clearance)"
_WITHOUT_LEAVE: Final = rf"without (?:(?:the|an?|any|their|his|her|its) )?(?:\w+ ){{0,3}}{_LEAVE_OF}\b"
_BE: Final = "(?:is|are|shall be|must be|will be)"
_OBLIGED: Final = "(?:required|obliged|obligated|compelled|forced)"
_LET: Final = "(?:permitted|allowed)"
#: What two acts are not to be done; behind other words, "neither" can lift a ban.
_NEITHER: Final = (
    r"neither (?!be|fail|omit|refrain|abstain|avoid|neglect|refuse|prevent|prohibit|forbid|need)\w+(?: \w+){0,3}? nor"
)
#: What can stand before an infinitive: "are required, at all times, to".
_TIMES_OF: Final = "(?:,[^,;:.]*,| at all times| always)?"
_WARMLY: Final = "(?:(?:strongly|actively|also|kindly|therefore|further) )?"
#: To do something, and not to a thing: the act must be one of those above.
_TO_ACT: Final = r"to(?= (?!leave|access|support|work|change|help)(?P<act>\w+))"
#: Behind "have to" and "are to": what makes something else of them.
_NO_VERB: Final = r"(?! (?:an?|the|some|their|no|such|this|that|what|be|blame|date|hand|do with|offer|know)\b)"

#: With a capital it is a month, unless a text begins with it; "nor may" goes on with a ban.
MAY: Final = re.compile(r"(?:^May|(?<!\bnor )\bmay|\bMAY)\b(?! not\b)")
#: The words that are read, with what they say. Those that come first win: "shall not" is no "shall".
READ: Final[tuple[tuple[re.Pattern[str], Reading], ...]] = (
    # words of duty that govern each other, or a subject that is denied, where only one thing can be meant
    (_words(f"{_NONE_OF}(?:{_BE} {_OBLIGED} to|need(?! to\\b))"), ("permitted", "refrain")),
    (
        _words(
            f"(?:shall|must|will) not be {_OBLIGED} to",
            f"{_NOBODY} (?:{_BE} {_OBLIGED} to|need(?! to\\b))",
            "(?:do|does)(?: not|n['’]t) (?:have|need) to",
            "(?:(?:is|are) under|have|has) no (?:obligation|duty) to(?! (?:the|an?|their)\\b)",
            "there is no (?:obligation|duty|requirement|need) to",
        ),
        ("permitted", "refrain"),
    ),
    (_words(f"{_NONE_OF}(?:{_BE} (?:permitted|allowed|entitled) to|shall|must|may)"), ("mandatory", "refrain")),
    (_words(f"{_NOBODY} (?:{_BE} (?:permitted|allowed|entitled) to|shall|must|may)"), ("mandatory", "refrain")),
    (
        _words(f"(?:(?:shall be|is|are) (?:entitled|free|at liberty)|(?:have|has) the right) {_TO_ACT}"),
        ("permitted", "do"),
    ),
    (
        _words("(?:shall|must) be (?:permitted|allowed) to", "(?:shall|must|should|may|please) feel free to"),
        ("permitted", "do"),
    ),
    (
        _words(f"(?:(?:shall|must) not be|(?:is|are) not) (?:authori[sz]ed|entitled|free|at liberty) {_TO_ACT}"),
        ("mandatory", "refrain"),
    ),
    (
        _words(
            f"(?:shall|must) be {_ADVERBS}(?:prohibited|forbidden|banned|barred from)",
            "(?:shall|must|will) not be (?:permitted|allowed) to",
            f"(?:shall|must) {_NEITHER}",
            rf"may not(?! (?:know|want|wish|need)\b)(?=[^.;]* {_WITHOUT_LEAVE})",
        ),
        ("mandatory", "refrain"),
    ),
    (_words(f"{_NONE_OF}should"), ("should", "refrain")),
    (_words(f"should {_NEITHER}"), ("should", "refrain")),
    (_words("(?:shall|must) not only(?=[^.;]* but )"), ("mandatory", "do")),
    (_words("should not only(?=[^.;]* but )"), ("should", "do")),
    # one word of duty
    (_words(f"(?:shall|must){_ALSO} {_LEFT}", "(?:mustn|shan)['’]t"), ("mandatory", "refrain")),
    (
        _words(f"(?:is|are) {_ADVERBS}(?:prohibited|forbidden|banned|not (?:permitted|allowed)|barred from)"),
        ("mandatory", "refrain"),
    ),
    (_words(f"(?P<who>\\w+) are not to{_NO_VERB}"), ("mandatory", "refrain")),
    (_words(f"(?:is|are) required{_TIMES_OF} {_LEFT_TO}"), ("mandatory", "refrain")),
    (_words(f"(?P<who>\\w+) are to{_NO_VERB}"), ("mandatory", "do")),
    (_words(f"(?P<subject>\\w+) (?:have|has|needs?) to{_NO_VERB}"), ("mandatory", "do")),
    (
        _words(
            "shall",
            "must",
            f"(?:is|are) {_ADVERBS}(?:required|obliged|obligated){_TIMES_OF} to",
            "will (?:have|need|be required) to",
            "(?:have|has) (?:a|the) (?:duty|obligation|responsibility) to(?! (?:the|an?|their)\\b)",
        ),
        ("mandatory", "do"),
    ),
    (_words(f"should{_ALSO} {_LEFT}", "shouldn['’]t", f"{_NOBODY} should"), ("should", "refrain")),
    (_words("should"), ("should", "do")),
    (_words(f"(?:is|are) {_ADVERBS}expected{_TIMES_OF} {_LEFT_TO}"), ("expected", "refrain")),
    (_words(f"(?:is|are) {_ADVERBS}expected{_TIMES_OF} to"), ("expected", "do")),
    (_words(f"(?:is|are) {_WARMLY}encouraged {_LEFT_TO}"), ("encouraged", "refrain")),
    (_words(f"(?:is|are) {_WARMLY}encouraged to"), ("encouraged", "do")),
    (
        _words("please (?:do not|don['’]t|refrain from|avoid)", f"(?:is|are) {_WARMLY}(?:requested|asked) {_LEFT_TO}"),
        ("requested", "refrain"),
    ),
    (_words("please", f"(?:is|are) {_WARMLY}(?:requested|asked) to"), ("requested", "do")),
    (_words("need not", "needn['’]t", f"(?:is|are) (?:not {_OBLIGED} to|exempt from)"), ("permitted", "refrain")),
    (_words("(?:is|are) (?:permitted|allowed)"), ("permitted", "do")),
    (MAY, ("permitted", "do")),
)
MAY_NOT: Final = _words("may(?: not|n['’]t)")
#: A modal word, and what turns it round right beside it.
TURNED: Final = _words(
    r"(?:shall|must|should)(?: \w+)? (?:no|nothing|never|only)",
    r"(?:no|none|neither)(?: \w+){1,5} (?:shall|must|should)",
)
#: How a sentence begins that is governed by words above it, and says what to leave undone.
LEAVE: Final = re.compile(r"(?:not|never|avoid|refrain from|abstain from)\b", re.IGNORECASE)


_MODALS: Final = _words("(?:shall|must|should|may|might|can|could|will|would)(?: not)?")


@lru_cache(maxsize=4096)  # a line and its text are looked at by several checks
def places_of_force(text: str) -> tuple[tuple[int, int], ...]:
    """Return where every word of force stands, those of clauses too, whichever way it goes: not who is bound by it."""
    places: list[tuple[int, int]] = []
    for pattern in (*(pattern for pattern, _ in READ), MAY_NOT, _MODALS):
        for match in pattern.finditer(text):
            start, end = match.span()
            if match.groupdict().get("nouns"):
                places.append((start, match.start("nouns")))
                start = match.end("nouns")
            places.append((start, end))
    return tuple(places)


# ------------------------------------------------------------ clauses, and what else says nothing of the main verb

_ARTICLE: Final = "(?:an?|the|their|his|her|its|this|these|those|any|such|some|all|each|every|no|other|many|most)"
_ADVERBIAL: Final = (
    "(?:in|on|at|by|for|from|with|without|under|during|of|to|as|when|where|wherever|while|if|and|or|before|after|also|"
    r"always|often|never|only|\w+ly)\b"
)
OPENER: Final = _words(_CLAUSES, "that")
FINITE: Final = _words(f"(?:{_FINITE})(?:n['’]t)?")
#: What stands between a main word and its verb: "should in such a case ask".
ADVERBIAL: Final = _start(_ADVERBIAL)
#: Before a word or two they open a clause; "after the end of a visit" is none.
TIME: Final = re.compile(rf"\b(?:{_TIMES})(?: \w+){{0,2}} $", re.IGNORECASE)
#: One person, and no list of two.
EITHER: Final = _words("he or she", "she or he", "his or her", "him or her")
MODAL: Final = _words(r"(?:shall|must|should|may|need|\w+ (?:has|have|needs?|are) to).*")
#: Behind a modal word, with no clause between: the verb of "photos staff must not share are marked".
OTHER_VERB: Final = re.compile(
    r"(?: \w+ include\b|(?: (?:also )?have(?= (?:at|an?|the|no|their|its|one|two|three|access)\b))?+"
    rf"(?:(?!\b(?:{_CLAUSES}|that|{_TIMES})\b)[^;.])*(?<!\byou )(?<!\bthey )(?<!\bhe )(?<!\bshe )(?<!\bit )(?<!\bwe )"
    r"\b(?:is|are|was|were|has|have|had|includes|remains|belongs|"
    rf"depends|lies|"
    "appears|consists|relates|applies|contains|varies|comprises)\\b)",
    re.IGNORECASE,
)
#: A clause that has its verb: "who post", "that show a checkpoint"; but not "who in an emergency".
RELATIVE: Final = _words(
    rf"who(?:ever)? (?!{_ADVERBIAL})\w+",
    rf"(?:that|which|what) (?!{_ARTICLE}\b)\w+ {_ARTICLE}",
    r"(?:that|which) (?:incit|show|contain|reveal|identif|insult|attack|threaten|promot|depict|violat|breach|infring|"
    r"harm|endanger|offend|disclos|mention|concern|relat|refer|fail|come|go)(?:es|ies|s|e|y)?\b",
)
#: "If they wish" leaves the act to them.
_AT_WILL: Final = (
    "(?:if|as|when|whenever|where|wherever) (?:they|he or she|he|she|one|you|staff) (?:so )?"
    "(?:wish|want|like|choose|please|prefer|see fit)|at will|at (?:their|his|her|your) discretion"
)
#: Up to a mark, to "and" or to "but"; "that" begins one for certain only before a verb.
CLAUSE: Final = re.compile(
    rf"(?<!\band, )(?<!\bor, )\b(?!{_AT_WILL})(?:(?:{_CLAUSES})\b|that(?= (?:{_FINITE})\b)|"
    r"(?:once|as soon as|as long as) (?=(?:they|it|he|she|we|you|the \w+|these|those)\b))"
    "(?:(?! and\\b| but\\b)[^,;:.()])*",
    re.IGNORECASE,
)
FIRST_CLAUSE: Final = re.compile(rf"^(?:{_CLAUSES}|{_TIMES})\b[^,]*,", re.IGNORECASE)
#: What has the look of a negation, of "only" or of a permission, and turns nothing round.
IDIOM: Final = _words(
    r"(?<!shall )(?<!must )(?<!should )(?:no|not) (?:later|less|fewer|earlier|sooner) than",
    r"whether or not|no\. ?\d+|only in mind|but not exclusively",
    r"and neither to \w+ nor|(?:do|does) not (?:\w+ly )?(?:affect|harm|compromise|impair|damage|endanger)",
    r"(?:that|which|who|(?<=\w )these \w+) (?:may|might|can|could)(?! not)",
    "(?:that|which|who) (?:is|are|was|were|has|have|had|do|does|did)(?: not?|n['’]t)",
    r"keep (?:(?:an?|their|his or her|due|enough|safe) )?(?:\w+ )?distance from",
    r"(?:exercise|exercising|show|use|with)(?: the)?(?: \w+)? discretion(?! (?:to|whether|as to|in whether)\b)",
    r"(?:with|seek|obtain|request|ask for|asking for|having|subject to) (?:(?:the|an?|any|their|his|her) )?"
    r"(?:(?!no\b)\w+ ){0,2}permission",
)
#: What stands in no such clause that can be passed over: words of duty, and "and" before an act of its own.
_DEONTIC: Final = (
    r"shall|must|should|ought|please|needs?|(?:have|has) to|\w*bid\w*|prohibit\w*|ban\w*|requir\w*|oblig\w*|expect\w*|"
    r"allow\w*|"
    r"permit\w*|entitl\w*|authori[sz]\w*|free to|cannot|can['’]t|may not|are to|is to|not to|only|refrain\w*|avoid\w*|"
    r"nobody|"
    r"no one|none|neither|nor|never|(?:they|you|he|she|staff|members|officials|employees|interns) may|"
    r"(?:no|nothing)\b[^.;]*\b(?:may|can) be (?:post|shar|publish|us|disclos)\w*|"
    r"but|and (?!do(?:es)? not (?:necessarily )?(?:reflect|represent|bind|engage)\b)"
)
#: What somebody is to know or to say: its own negations and possibilities turn nothing round.
CONTENT: Final = re.compile(
    r"\b(?:aware|mindful|conscious|in mind|assume|assuming|remember|recogni[sz]e|realize|clear|state|stating|say|"
    r"saying|"
    rf"declare|indicate|explain|acknowledge) that (?:(?!\b(?:{_DEONTIC})\b)[^.;:()])*(?=[.;]|$|,? and\b)",
    re.IGNORECASE,
)

# ------------------------------------------------------------ what leaves the reading in doubt

NEGATION: Final = _words(
    r"no|not|never|nobody|none|nothing|nowhere|nowise|neither|nor|cannot|hardly|scarcely|barely|rarely|seldom|"
    r"\w+n['’]t",
    r"(?<!a )(?:few|little)|without \w+ing|with no|instead of|rather than",
)
#: A negation of what stands around the main word, and not of its subject.
CIRCUMSTANCE: Final = _words("(?:with|where|if|when|unless) (?:no|not|nobody|nothing)")
ONLY: Final = _words(
    "only|solely|exclusively|merely|purely|just|(?<=not )simply|alone|at (?:the )?most|no more than|nothing but",
    "(?<=not )(?:later|less|fewer|earlier|sooner) than|but (?:with|by|for|after|in|on|at)",
)
#: "Should staff ...", with which a condition begins.
INVERTED: Final = re.compile(r"should (?:the|an?|any|\w+body|staff|interns?|officials?|they|it|you)\b", re.IGNORECASE)
#: Verbs that say what something is.
DEFINES: Final = _start(
    "(?:hereby |therefore |in itself )?(?:count|constitute|amount|mean|(?:(?<=shall )|(?<=not )|(?<=hereby ))include|"
    "imply|"
    "denote|comprise|(?:apply|extend)(?! (?:the|an?|their|these|those|such)\\b)|continue to (?:apply|be valid|bind)|"
    "(?:enter|come|be|remain) (?:in|into) (?:force|effect)|take effect|result in|lead to|give rise|entail|prevail|"
    "expire|supersede|repeal|replace th(?:e|is) (?:policy|instruction)|enjoy|benefit|qualify|serve as|cover|"
    "(?:(?<=shall )|(?<=not ))have (?:access|recourse|until|(?:the|an) opportunity)|"
    r"(?:fall|come) (?:under|within|outside)|be (?:(?:also|so|\w+ly) )?(?:deemed|"
    "considered|regarded|construed|understood|interpreted|classified|classed|defined|counted|treated|(?:taken|seen|"
    "viewed) "
    "(?:as|to)|read (?:as|to|together|in conjunction|in the light|alongside|with)|(?:attributed|ascribed) to|"
    "(?:covered|governed) by|grounds|valid|noted|an?|the|no|part of|without prejudice))"
)
_BINDS: Final = (
    "(?:right|freedom|liberty|option|permission|ban|prohibition|restriction|duty|obligation|requirement|exemption|"
    "entitlement|discretion|consequence|disadvantage)s?(?! (?:station|officer|editor|manager|desk|phone|roster|hours|"
    "travel|of expression))"
)
#: As the subject, or as an object with an article: the sentence is about what binds, and not about an act.
SUBJECT: Final = re.compile(
    r"(?:^|[,;:.] )(?:(?:the|this|that|these|any|every|each|an?|their|no) (?:\w+ )?)?(?:"
    f"{_BINDS}|(?:exception|rule|provision|section|paragraph|instruction|policy|approval|consent|objection|measure|"
    r"sanction|penalty)s?)\b",
    re.IGNORECASE,
)
#: "Consent must be obtained" asks for an act.
SOUGHT: Final = _start("be (?:obtained|sought|requested)")
OBJECT: Final = _words(
    rf"(?<!without )(?:the|an?|any|every|no|their|full|have|has) (?:\w+ )?{_BINDS}"
    r"(?! of (?:loyalty|care|confidentiality|discretion|secrecy)\b)",
    "(?:it|there) (?:shall|must|should|may)",
)
#: Who may act, besides persons; and what speaks for them.
PRONOUNS: Final = _set("everybody everyone anybody anyone who those all each both profile profiles account accounts")
#: A subject of few words, of which the last is whose it is: a person, and not something of theirs.
ONE: Final = re.compile(r"(?:^|.*[,·] )(?:(?!(?:of|with|from|by|in|on|to|for) )\w+ ){0,2}?(?P<who>\w+) $")
#: Behind "may": an act, perhaps behind a parenthesis and words that leave it one.
ACT: Final = re.compile(
    "(?:,[^,]*,)?(?: also| always| then| freely| publicly| openly| privately| directly| nevertheless| nonetheless| "
    "themselves| continue to| choose to| at any time| at all times)* (?!take (?:disciplinary|legal|action|measures)|"
    r"(?:ask|request) (?:you|them|him|her|staff|an? \w+|\w+s) to\b)(?P<act>\w+)",
    re.IGNORECASE,
)
#: What is done to things by those who are permitted to do it.
ACTED_ON: Final = _start(
    r"be (?:\w+ly )?(?:re)?(?:post|shar|publish|us|upload|display|shown|nam|mention|quot|link|tweet|includ|creat|open|"
    r"given|"
    r"made(?! (?:public|known|available))|taken(?! (?:out|as|to|for))|sent|set|kept|add|tagg|translat|follow|liked|"
    r"accept|"
    r"answer|worn|record|film|photograph|distribut|reproduc|report|releas|disclos|communicat)\w*"
)
#: Whoever does it then is not whom the sentence could permit it.
BY_OTHERS: Final = _words(
    r"by (?:others?|third|users?|people|any\w*|strangers?|adversar\w+|journalists?|criminals?|hostile)",
    "by the (?:public|media|press)|against|out of context|without (?:their|his|her|our)|you|your|widely|further",
    "as evidence|in (?:court|proceedings)",
)
#: "Be required", "is hardly prohibited", "feel able".
_BEING: Final = (
    r"(?:be|been|being|is|are|was|were|feel|get|got|remain|left)(?:n['’]t)?"
    rf"(?: (?:not|never|also|left|kept|made|held|no longer|in (?:no|any) way|{_NO_CASE}|\w+ly))* "
)
#: Words of duty, most of them behind a form of "be", by what they say of whom they are said.
_EXEMPT: Final = "exempt|exempted|excused|relieved|released|optional|unnecessary|dispensable"
_BARRED: Final = (
    "prohibited|forbidden|prevented|precluded|barred|banned|restricted|limited|confined|reserved|restrained|"
    "hindered|impeded|stopped|kept from|discouraged|disallowed|unable|punish(?:ed|able)|penali[sz]ed|blamed|"
    "disciplined|sanctioned|impermissible|inadmissible|unlawful|illegal|unacceptable|inappropriate|impossible|"
    "wrong|off limits|out of bounds|avoided|omitted|skipped|discontinued|suspended|ruled out|excluded|dissuaded|"
    "refrained from|withheld|dispensed with|given up|renounced|forgone|free of|devoid of|afraid|shy|ashamed|"
    "deterred|reluctant|worried|slow|kept to a minimum|minimi[sz]ed|reduced"
)
_BAR: Final = (
    "prevent|prohibit|forbid|ban|bar|preclude|hinder|impede|restrict|limit|confine|reserve|disallow|discourage|"
    r"(?:keep|stop|deter|dissuade|hold)(?: \w+){1,4} from"
)
_LEAVE_UNDONE: Final = (
    "fail|omit|neglect|forget|refuse|decline|cease|stop|halt|suspend|terminate|discontinue|desist|refrain|abstain|"
    "avoid|forgo|forbear|"
    "skip|renounce|resist|withhold|lack|beware|hold back|give up|steer clear|stay (?:away|off|out of)|keep off|"
    "guard against|be wary|"
    "keep (?:away|clear|from)|dispense with|do without|failure|omission|(?:fail|omitt|refus|refrain|avoid)ing"
)
_ALLOWED: Final = (
    "permitted|allowed|authori[sz]ed|entitled|free(?! of)|at liberty|able|enabled|welcome|eligible|trusted|legal|"
    "permissible|admissible|lawful|acceptable|appropriate|in order|possible|open to|left to|up to|"
    r"at the discretion|(?:given|granted)(?: \w+){0,3} (?:leave|permission|discretion)"
)
_CAN: Final = "cannot|can['’]t|can|couldn['’]t|could|feel free"
_ALLOW: Final = "allow|permit|let|enable|authori[sz]e|entitle"
_REQUIRED: Final = (
    "required|obliged|obligated|bound|compelled|forced|asked|called upon|requested|pressed|pressured|"
    "encouraged|supposed|responsible|liable|accountable|answerable|subject to|under an obligation|urged|invited|"
    "advised|"
    "advisable|recommended|mandatory|compulsory|obligatory|necessary|incumbent|needed|made to|told to|ordered|"
    "instructed"
)
_REQUIRE: Final = "require|oblige|compel|(?:has|have|had|needs?) to|had better|(?<=not )need(?! not)"
#: What words of duty say, and what they say under a negation.
DUTIES: Final[tuple[tuple[re.Pattern[str], Duty, Duty], ...]] = (
    (
        _words("(?<=not )(?:all|every|everything|always|necessarily)"),
        ("permitted", "refrain"),
        ("permitted", "refrain"),
    ),
    (
        _words(f"{_BEING}(?:{_EXEMPT})", "exempt|excuse|voluntary|voluntarily"),
        ("permitted", "refrain"),
        ("mandatory", "do"),
    ),
    (_words(f"{_BEING}(?:{_BARRED})", "hesitate|worry|shy away"), ("mandatory", "refrain"), ("permitted", "do")),
    (_words(_BAR), (None, "refrain"), ("permitted", "do")),
    (_words(_LEAVE_UNDONE), (None, "refrain"), (None, "do")),
    (
        _words(r"(?:let|allow|permit)(?: \w+){1,4}? (?:to )?(?:stand|remain|continue)"),
        ("permitted", "do"),
        (None, "do"),
    ),
    (_words(f"{_BEING}(?:{_ALLOWED})", _CAN, _AT_WILL), ("permitted", "do"), ("mandatory", "refrain")),
    (_words(_ALLOW), ("permitted", "do"), (None, "refrain")),
    (_words("(?:is|are|was|were)(?:n['’]t)?(?: not)? to|ought"), ("mandatory", "do"), ("mandatory", "refrain")),
    (_words(f"{_BEING}expected"), ("expected", "do"), ("permitted", "refrain")),
    (_words(f"{_BEING}(?:{_REQUIRED})", _REQUIRE), ("mandatory", "do"), ("permitted", "refrain")),
)
