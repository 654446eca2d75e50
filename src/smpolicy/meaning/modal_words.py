"""The words that say force and polarity, and the words beside which nothing is read for certain.

They are English, and data: `modality` says what follows from them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from smpolicy.foundations.keywords import Force, Polarity
from smpolicy.meaning.clause_words import AT_WILL, CLAUSES, FINITES, TIMES, stands_next, whole_words

Reading = tuple[Force, Polarity]
#: What a word of duty says; without a force, that of the main word.
Duty = tuple[Force | None, Polarity]


def _set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


# ------------------------------------------------------------ who acts, and what is done

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
_LEFT: Final = f"(?:not|never|{_NO_CASE}|(?:refrain|abstain){_ASIDE} from|avoid)"
_LEFT_TO: Final = "(?:not to|to (?:refrain from|abstain from|avoid))"
#: It begins the sentence, or follows a comma: in "staff with no badge must" it is not the subject.
_NOBODY: Final = rf"(?<![^,] )(?:nobody|no one|no \w+|{_NO_CASE})"
#: A longer subject, at the start or behind the clause that stands there: "no member of the staff", "neither staff nor".
_NONE_OF: Final = r"(?:^|(?<=·, ))(?:no|nobody|no one|none of|neither) (?P<nouns>(?:[\w'’-]+ ){1,12}?)"
#: Words that no such subject holds: they begin a clause, can be verbs, or speak of a measure.
NO_SUBJECT: Final = whole_words(
    f"{CLAUSES}|that|{TIMES}|{FINITES}|later|less|fewer|more|earlier|sooner|longer|doubt|matter|wonder|no|not"
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
    (whole_words(f"{_NONE_OF}(?:{_BE} {_OBLIGED} to|need(?! to\\b))"), ("permitted", "refrain")),
    (
        whole_words(
            f"(?:shall|must|will) not be {_OBLIGED} to",
            f"{_NOBODY} (?:{_BE} {_OBLIGED} to|need(?! to\\b))",
            "(?:do|does)(?: not|n['’]t) (?:have|need) to",
            "(?:(?:is|are) under|have|has) no (?:obligation|duty) to(?! (?:the|an?|their)\\b)",
            "there is no (?:obligation|duty|requirement|need) to",
        ),
        ("permitted", "refrain"),
    ),
    (whole_words(f"{_NONE_OF}(?:{_BE} (?:permitted|allowed|entitled) to|shall|must|may)"), ("mandatory", "refrain")),
    (whole_words(f"{_NOBODY} (?:{_BE} (?:permitted|allowed|entitled) to|shall|must|may)"), ("mandatory", "refrain")),
    (
        whole_words(f"(?:(?:shall be|is|are) (?:entitled|free|at liberty)|(?:have|has) the right) {_TO_ACT}"),
        ("permitted", "do"),
    ),
    (
        whole_words("(?:shall|must) be (?:permitted|allowed) to", "(?:shall|must|should|may|please) feel free to"),
        ("permitted", "do"),
    ),
    (
        whole_words(f"(?:(?:shall|must) not be|(?:is|are) not) (?:authori[sz]ed|entitled|free|at liberty) {_TO_ACT}"),
        ("mandatory", "refrain"),
    ),
    (
        whole_words(
            f"(?:shall|must) be {_ADVERBS}(?:prohibited|forbidden|banned|barred from)",
            "(?:shall|must|will) not be (?:permitted|allowed) to",
            f"(?:shall|must) {_NEITHER}",
            rf"may not(?! (?:know|want|wish|need)\b)(?=[^.;]* {_WITHOUT_LEAVE})",
        ),
        ("mandatory", "refrain"),
    ),
    (whole_words(f"{_NONE_OF}should"), ("should", "refrain")),
    (whole_words(f"should {_NEITHER}"), ("should", "refrain")),
    (whole_words("(?:shall|must) not only(?=[^.;]* but )"), ("mandatory", "do")),
    (whole_words("should not only(?=[^.;]* but )"), ("should", "do")),
    # one word of duty
    (whole_words(f"(?:shall|must){_ALSO} {_LEFT}", "(?:mustn|shan)['’]t"), ("mandatory", "refrain")),
    (
        whole_words(f"(?:is|are) {_ADVERBS}(?:prohibited|forbidden|banned|not (?:permitted|allowed)|barred from)"),
        ("mandatory", "refrain"),
    ),
    (whole_words(f"(?P<who>\\w+) are not to{_NO_VERB}"), ("mandatory", "refrain")),
    (whole_words(f"(?:is|are) required{_TIMES_OF} {_LEFT_TO}"), ("mandatory", "refrain")),
    (whole_words(f"(?P<who>\\w+) are to{_NO_VERB}"), ("mandatory", "do")),
    (whole_words(f"(?P<subject>\\w+) (?:have|has|needs?) to{_NO_VERB}"), ("mandatory", "do")),
    (
        whole_words(
            "shall",
            "must",
            f"(?:is|are) {_ADVERBS}(?:required|obliged|obligated){_TIMES_OF} to",
            "will (?:have|need|be required) to",
            "(?:have|has) (?:a|the) (?:duty|obligation|responsibility) to(?! (?:the|an?|their)\\b)",
        ),
        ("mandatory", "do"),
    ),
    (whole_words(f"should{_ALSO} {_LEFT}", "shouldn['’]t", f"{_NOBODY} should"), ("should", "refrain")),
    (whole_words("should"), ("should", "do")),
    (whole_words(f"(?:is|are) {_ADVERBS}expected{_TIMES_OF} {_LEFT_TO}"), ("expected", "refrain")),
    (whole_words(f"(?:is|are) {_ADVERBS}expected{_TIMES_OF} to"), ("expected", "do")),
    (whole_words(f"(?:is|are) {_WARMLY}encouraged {_LEFT_TO}"), ("encouraged", "refrain")),
    (whole_words(f"(?:is|are) {_WARMLY}encouraged to"), ("encouraged", "do")),
    (
        whole_words(
            "please (?:do not|don['’]t|refrain from|avoid)", f"(?:is|are) {_WARMLY}(?:requested|asked) {_LEFT_TO}"
        ),
        ("requested", "refrain"),
    ),
    (whole_words("please", f"(?:is|are) {_WARMLY}(?:requested|asked) to"), ("requested", "do")),
    (whole_words("need not", "needn['’]t", f"(?:is|are) (?:not {_OBLIGED} to|exempt from)"), ("permitted", "refrain")),
    (whole_words("(?:is|are) (?:permitted|allowed)"), ("permitted", "do")),
    (MAY, ("permitted", "do")),
)
MAY_NOT: Final = whole_words("may(?: not|n['’]t)")
#: A modal word, and what turns it round right beside it.
TURNED: Final = whole_words(
    r"(?:shall|must|should)(?: \w+)? (?:no|nothing|never|only)",
    r"(?:no|none|neither)(?: \w+){1,5} (?:shall|must|should)",
)
#: How a sentence begins that is governed by words above it, and says what to leave undone.
LEAVE: Final = re.compile(r"(?:not|never|avoid|refrain from|abstain from)\b", re.IGNORECASE)


_MODALS: Final = whole_words("(?:shall|must|should|may|might|can|could|will|would)(?: not)?")


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


# ------------------------------------------------------------ what leaves the reading in doubt

NEGATION: Final = whole_words(
    r"no|not|never|nobody|none|nothing|nowhere|nowise|neither|nor|cannot|hardly|scarcely|barely|rarely|seldom|"
    r"\w+n['’]t",
    r"(?<!a )(?:few|little)|without \w+ing|with no|instead of|rather than",
)
#: A negation of what stands around the main word, and not of its subject.
CIRCUMSTANCE: Final = whole_words("(?:with|where|if|when|unless) (?:no|not|nobody|nothing)")
ONLY: Final = whole_words(
    "only|solely|exclusively|merely|purely|just|(?<=not )simply|alone|at (?:the )?most|no more than|nothing but",
    "(?<=not )(?:later|less|fewer|earlier|sooner) than|but (?:with|by|for|after|in|on|at)",
)
#: "Should staff ...", with which a condition begins.
INVERTED: Final = re.compile(r"should (?:the|an?|any|\w+body|staff|interns?|officials?|they|it|you)\b", re.IGNORECASE)
#: Verbs that say what something is.
DEFINES: Final = stands_next(
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
SOUGHT: Final = stands_next("be (?:obtained|sought|requested)")
OBJECT: Final = whole_words(
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
ACTED_ON: Final = stands_next(
    r"be (?:\w+ly )?(?:re)?(?:post|shar|publish|us|upload|display|shown|nam|mention|quot|link|tweet|includ|creat|open|"
    r"given|"
    r"made(?! (?:public|known|available))|taken(?! (?:out|as|to|for))|sent|set|kept|add|tagg|translat|follow|liked|"
    r"accept|"
    r"answer|worn|record|film|photograph|distribut|reproduc|report|releas|disclos|communicat)\w*"
)
#: Whoever does it then is not whom the sentence could permit it.
BY_OTHERS: Final = whole_words(
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
    "skip|renounce|resist|withhold|lack|beware|hold back|give up|steer clear|stay away|guard against|be wary|"
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
        whole_words("(?<=not )(?:all|every|everything|always|necessarily)"),
        ("permitted", "refrain"),
        ("permitted", "refrain"),
    ),
    (
        whole_words(f"{_BEING}(?:{_EXEMPT})", "exempt|excuse|voluntary|voluntarily"),
        ("permitted", "refrain"),
        ("mandatory", "do"),
    ),
    (whole_words(f"{_BEING}(?:{_BARRED})", "hesitate|worry|shy away"), ("mandatory", "refrain"), ("permitted", "do")),
    (whole_words(_BAR), (None, "refrain"), ("permitted", "do")),
    (whole_words(_LEAVE_UNDONE), (None, "refrain"), (None, "do")),
    (
        whole_words(r"(?:let|allow|permit)(?: \w+){1,4}? (?:to )?(?:stand|remain|continue)"),
        ("permitted", "do"),
        (None, "do"),
    ),
    (whole_words(f"{_BEING}(?:{_ALLOWED})", _CAN, AT_WILL), ("permitted", "do"), ("mandatory", "refrain")),
    (whole_words(_ALLOW), ("permitted", "do"), (None, "refrain")),
    (whole_words("(?:is|are|was|were)(?:n['’]t)?(?: not)? to|ought"), ("mandatory", "do"), ("mandatory", "refrain")),
    (whole_words(f"{_BEING}expected"), ("expected", "do"), ("permitted", "refrain")),
    (whole_words(f"{_BEING}(?:{_REQUIRED})", _REQUIRE), ("mandatory", "do"), ("permitted", "refrain")),
)
