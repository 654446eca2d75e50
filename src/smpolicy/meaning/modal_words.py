"""The words that say force and polarity, and the words beside which nothing is read for certain.

They are English, and data: `modality` says what follows from them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import Final

from smpolicy.foundations.keywords import Force, Polarity
from smpolicy.meaning.clause_words import AT_WILL, CLAUSES, FINITES, TIMES, stands_next, whole_words
from smpolicy.meaning.phrases import Phrases, marked, marked_words, words_in

Reading = tuple[Force, Polarity]
#: What a word of duty says; without a force, that of the main word.
Duty = tuple[Force | None, Polarity]


# ------------------------------------------------------------ what is read

_NO_CASE: Final = "(?:under|in|on|by|at) no (?:circumstances?|case|event|account|means|way|time|point)"
#: What can stand between a verb and what belongs to it: "refrain, as far as possible, from".
_ASIDE: Final = r"(?:, [^,;:.]*,| \w+ly)?"
_ALSO: Final = (
    "(?: also| at all times| always| therefore| furthermore| nevertheless| nonetheless| likewise| in particular)?"
)
_CAREFUL: Final = r"(?:be (?:\w+ )?careful|take (?:\w+ )?care) (?:not|never) to"
#: What people are to see that they leave undone themselves; of what others do, or how things are, it says less.
_OWN: Final = (
    "(?:ensure|make sure|see to it|take care)(?: that)? (?:they|he or she|she or he|you) "
    "(?:(?:do|does)(?: not|n['’]t)|never)"
)
#: To stay off something is to leave its use undone.
_OFF: Final = "(?:(?:stay|keep) (?:off|away from)|stay out of|steer clear of)(?!-)"
STAYS_OFF: Final = whole_words(_OFF)
_LEFT: Final = f"(?:not|never|{_NO_CASE}|{_CAREFUL}|{_OWN}|(?:refrain|abstain){_ASIDE} from|avoid|{_OFF})"
_LEFT_TO: Final = f"(?:not to|to (?:refrain from|abstain from|avoid|{_OFF}|{_CAREFUL}|{_OWN}))"
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
_OBLIGED: Final = "«required|obliged|obligated|compelled|forced»"
_LET: Final = "(?:permitted|allowed)"
#: What two acts are not to be done; behind other words, "neither" can lift a ban.
_NEITHER: Final = (
    r"«neither» (?!be|fail|omit|refrain|abstain|avoid|neglect|refuse|prevent|prohibit|forbid|need)\w+(?: \w+){0,3}? nor"
)
#: What can stand before an infinitive: "are required, at all times, to".
_TIMES_OF: Final = "(?:,[^,;:.]*,| at all times| always)?"
_WARMLY: Final = "(?:(?:strongly|actively|also|kindly|therefore|further) )?"
#: To do something, and not to a thing: the act must be one of those above.
_TO_ACT: Final = r"to(?= (?!leave|access|support|work|change|help)(?P<act>\w+))"
#: Behind "have to" and "are to": what makes something else of them.
_NO_VERB: Final = r"(?! (?:an?|the|some|their|no|such|this|that|what|be|blame|date|hand|do with|offer|know)\b)"

#: Who speaks for the instrument: "we", "the University"; and whom it asks.
_WE: Final = (
    rf"(?:^|(?<=, ))(?:we|(?:the|our|this) (?:(?!(?:{FINITES}|not|never|no)\b)[\w'’-]+ ){{0,3}}?"
    "(?:organi[sz]ation|university|hospital|mission|agency|service|department|secretariat|institution|office|broadcaster|"
    "ministry|police|command|corporation|bank|court|commission|council|union|school|academy|force|unit|faculty|authority|"
    "company|institute|government|director|policy|instruction|code))(?: also| strongly| therefore| actively| kindly)?"
)
_WHOM: Final = r"(?:(?:all|our|its|the|every|any|each) )*(?:\w+ )??(?P<whom>(?!to\b)\w+)(?: [\w'’-]+){0,7}?"
_IT_IS: Final = "it is(?: therefore| also| strongly| generally)?"
#: Whose duty an act is; "it is not the duty of" and "the duty of nobody" are none.
_DUTY_OF: Final = (
    rf"{_IT_IS} (?:the «duty|responsibility|obligation» of|«incumbent» (?:up)?on)"
    r"(?: (?!(?:no|not|nobody|none|never)\b)[\w'’-]+){1,6}?"
)
#: What lifts: "nothing in this policy prevents".
_RELEASE: Final = r"\b(?:nothing|no (?:provision|part|rule))(?: \w+){1,5}?(?: shall| may| should)?"
#: What can stand between "may not" and the act.
_BESIDE: Final = (
    "(?:,(?! (?:and|or|but)\\b)[^,;:.]*,| also| under any circumstances| at any time| in any (?:way|case)| publicly|"
    " openly| knowingly| always| at all times)?"
)
#: What is done to things, and with "may not be" is forbidden to people; what "cannot be" forbids.
_BE_DONE: Final = (
    r"be (?:\w+ly )?(?:re)?(?:post|shar|publish|us|upload|display|shown|mention|quot|link|tweet|includ|creat|given|"
    r"tagg|worn|film|photograph|distribut|reproduc|report|disclos|communicat|discuss|reveal|forward)\w*"
)
_BE_GIVEN_OUT: Final = r"be (?:\w+ly )?(?:post|shar|publish|us|upload|disclos|discuss|reveal)\w*"
_BE_UNDONE: Final = r"be (?:\w+ly )?(?:delet|remov|alter|edit|hidden|record|accept|follow|liked)\w*"
#: Beside them nobody forbids: "may not always be shared".
UNSURE: Final = whole_words(
    "always|immediately|yet|necessarily|fully|completely|entirely|easily|correctly|in time|at once|widely|realis|same",
    r"again|automatically|infer|technically|impression|share (?:the|their|your|this) (?:\w+ )?(?:view|opinion)s?|"
    r"give (?:up|in|way)|at all|often|much|regularly|"
    r"frequently|use the \w*(?:platform|tool|service|network|system)",
    "by (?:others?|third|people|any\\w*|strangers?)|against|out of context",
)

#: Behind a subject, which may be blotted out; "has to be reported" is what is done to things.
HAS_TO: Final = marked(
    rf"(?:\b(?P<subject>\w+) |(?<=· ))«have|has|need|needs» to\b(?:{_NO_VERB}|(?= be (?!noted|stressed|assumed|allowed|"
    r"added|authori[sz]ed)(?:\w+ed|sent|given|made|taken|shown|kept)\b))"
)
#: With a capital it is a month, unless a text begins with it; "nor may" goes on with a ban.
MAY: Final = marked(r"(?:^«May»|(?<!\bnor )\b«may»|\b«MAY»)\b(?! not\b)", re.NOFLAG)
#: The words that are read, with what they say. Those that come first win: "shall not" is no "shall".
READ: Final[tuple[tuple[Phrases, Reading], ...]] = (
    # what says of itself that it lifts, advises, asks or reserves
    (
        marked_words(
            rf"{_RELEASE} (?:prevent|prohibit|preclude|stop|bar)(?:s|ing)?(?: \w+){{1,4}} «from»",
            rf"{_RELEASE} be «construed|read|understood|interpreted» as (?:prevent|prohibit|preclud|stopp|barr)ing"
            r"(?: \w+){1,4} from",
            "(?:reserves|we reserve) the «right» to(?! free)",
            f"{_IT_IS} «acceptable|permissible» to",
            "(?:is|are) not «prohibited|barred» from",
        ),
        ("permitted", "do"),
    ),
    (
        marked_words(
            rf"{_RELEASE} «require|requires|oblige|obliges|compel|compels»(?: \w+){{1,4}} to",
            "need «neither»",
            "may «choose|decide|elect|opt» not to",
            r"(?:is|are) «exempt|exempted» from (?:the|any) (?:obligation|duty|requirement)(?: to)?",
        ),
        ("permitted", "refrain"),
    ),
    (
        marked_words(
            rf"^«nothing»(?: ·+)? (?:may|shall|must) {_BE_DONE}",
            f"{_IT_IS} not «acceptable|permissible» to",
            f"{_DUTY_OF} {_LEFT_TO}",
            r"(?:shall|must) not «require» (?P<who>\w+)(?: or \w+)? to",
            rf"«may» not(?={_BESIDE} (?P<may>(?!be\b)\w+))",
            rf"«may» not(?={_BESIDE} (?P<done>{_BE_DONE}|{_BE_UNDONE})\b)",
            rf"«cannot»(?={_BESIDE} (?P<cannot>(?!be\b)\w+))",
            rf"«cannot»(?={_BESIDE} (?P<gone>{_BE_GIVEN_OUT})\b)",
            rf"«will» not(?={_BESIDE} (?P<will>\w+))",
        ),
        ("mandatory", "refrain"),
    ),
    (marked_words(r"should not «require» (?P<who>\w+)(?: or \w+)? to"), ("should", "refrain")),
    (
        marked_words(
            "(?:shall|must|may) (?:not|never) (?:«fail|omit|neglect|refuse|forget» to|«omit» the)",
            rf"{_NONE_OF}(?:may|shall|must) «fail|omit|neglect|refuse» to",
            rf"{_NOBODY} (?:may|shall|must) «fail|omit|neglect|refuse» to",
            "(?:shall|must) not «hesitate» to(?= (?:ask|seek|contact|consult|report|raise|speak|turn|request|inform))",
            f"{_IT_IS} «mandatory|compulsory|obligatory» to",
            f"{_DUTY_OF} to",
            "(?:is|are) under (?:an|the) «obligation» to",
            r"(?:is|are) «bound» to(?= (?:observe|maintain|respect|keep|preserve|protect|secrecy|exercise)\b)",
            r"(?:is|are) (?:also )?«responsible» for(?= \w+ing\b)",
            rf"«will»(?={_BESIDE} (?P<will>(?!not\b)\w+))",
        ),
        ("mandatory", "do"),
    ),
    (
        marked_words(
            "should not «hesitate» to(?= (?:ask|seek|contact|consult|report|raise|speak|turn|request|inform))",
            "should (?:not|never) «fail|omit|neglect|forget» to",
        ),
        ("should", "do"),
    ),
    (
        marked_words(
            f"(?:is|are) {_WARMLY}«advised|recommended» {_LEFT_TO}",
            f"{_IT_IS} not «recommended|advisable» to",
            f"{_IT_IS} «recommended|advisable» {_LEFT_TO}",
            "«ought» (?:not|never) to(?! have)",
        ),
        ("should", "refrain"),
    ),
    (
        marked_words(
            f"(?:is|are) {_WARMLY}«advised|recommended» to",
            f"{_IT_IS} «recommended|advisable» (?:that|to)",
            "«ought» to(?! have)",
        ),
        ("should", "do"),
    ),
    (
        marked_words(
            rf"{_IT_IS} «expected» that {_WHOM} (?:will )?(?:not|never|refrain from|avoid)",
        ),
        ("expected", "refrain"),
    ),
    (marked_words(f"{_IT_IS} «expected» that {_WHOM}"), ("expected", "do")),
    (
        marked_words(
            f"(?:is|are) {_WARMLY}«discouraged»(?! by\\b)(?: from)?",
        ),
        ("encouraged", "refrain"),
    ),
    (
        marked_words(f"(?:is|are) {_WARMLY}«urged» to"),
        ("encouraged", "do"),
    ),
    (
        marked_words(
            r"we(?: kindly)? «ask|request» that \w+ (?:(?:do|does) not|refrain from|avoid)",
        ),
        ("requested", "refrain"),
    ),
    # what the instrument says of itself
    (marked_words(f"{_WE} «advise|advises|recommend|recommends» {_WHOM} {_LEFT_TO}"), ("should", "refrain")),
    (marked_words(f"{_WE} «advise|advises|recommend|recommends» {_WHOM} to"), ("should", "do")),
    (marked_words(f"{_WE} «expect|expects» {_WHOM} {_LEFT_TO}"), ("expected", "refrain")),
    (marked_words(f"{_WE} «expect|expects» {_WHOM} to"), ("expected", "do")),
    (marked_words(f"{_WE} «discourage|discourages» {_WHOM} from"), ("encouraged", "refrain")),
    (marked_words(f"{_WE} «encourage|encourages|urge|urges» {_WHOM} {_LEFT_TO}"), ("encouraged", "refrain")),
    (marked_words(f"{_WE} «encourage|encourages|urge|urges» {_WHOM} to"), ("encouraged", "do")),
    (marked_words(f"{_WE} «ask|asks|request|requests» {_WHOM} {_LEFT_TO}"), ("requested", "refrain")),
    (marked_words(f"{_WE} «ask|asks|request|requests» {_WHOM} to"), ("requested", "do")),
    # words of duty that govern each other, or a subject that is denied, where only one thing can be meant
    (marked_words(f"{_NONE_OF}(?:{_BE} {_OBLIGED} to|«need»(?! to\\b))"), ("permitted", "refrain")),
    (
        marked_words(
            f"(?:shall|must|will) not be {_OBLIGED} to",
            f"{_NOBODY} (?:{_BE} {_OBLIGED} to|«need»(?! to\\b))",
            "(?:do|does)(?: not|n['’]t) «have|need» to",
            "(?:(?:is|are) under|have|has) no «obligation|duty» to(?! (?:the|an?|their)\\b)",
            "there is no «obligation|duty|requirement|need» to",
        ),
        ("permitted", "refrain"),
    ),
    (marked_words(f"{_NONE_OF}(?:{_BE} «permitted|allowed|entitled» to|«shall|must|may»)"), ("mandatory", "refrain")),
    (marked_words(f"{_NOBODY} (?:{_BE} «permitted|allowed|entitled» to|«shall|must|may»)"), ("mandatory", "refrain")),
    (
        marked_words(f"(?:(?:shall be|is|are) (?:«entitled|free»|at «liberty»)|(?:have|has) the «right») {_TO_ACT}"),
        ("permitted", "do"),
    ),
    (
        marked_words("(?:shall|must) be «permitted|allowed» to", "(?:shall|must|should|may|please) «feel» free to"),
        ("permitted", "do"),
    ),
    (
        marked_words(
            f"(?:(?:shall|must) not be|(?:is|are) not) (?:«authorised|authorized|entitled|free»|at «liberty») {_TO_ACT}"
        ),
        ("mandatory", "refrain"),
    ),
    (
        marked_words(
            f"(?:shall|must) be {_ADVERBS}(?:«prohibited|forbidden|banned»|«barred» from)",
            "(?:shall|must|will) not be «permitted|allowed» to",
            f"(?:shall|must) {_NEITHER}",
            rf"«may» not(?! (?:know|want|wish|need)\b)(?=[^.;]* {_WITHOUT_LEAVE})",
        ),
        ("mandatory", "refrain"),
    ),
    (marked_words(f"{_NONE_OF}«should»"), ("should", "refrain")),
    (marked_words(f"should {_NEITHER}"), ("should", "refrain")),
    (marked_words("«shall|must» not only(?=[^.;]* but )"), ("mandatory", "do")),
    (marked_words("«should» not only(?=[^.;]* but )"), ("should", "do")),
    # one word of duty
    (marked_words(f"«shall|must»{_ALSO} {_LEFT}", "«mustn|shan»['’]t"), ("mandatory", "refrain")),
    (
        marked_words(f"(?:is|are) {_ADVERBS}(?:«prohibited|forbidden|banned»|not «permitted|allowed»|«barred» from)"),
        ("mandatory", "refrain"),
    ),
    (marked_words(f"(?P<who>\\w+) «are» not to{_NO_VERB}"), ("mandatory", "refrain")),
    (marked_words(f"(?:is|are) «required»{_TIMES_OF} {_LEFT_TO}"), ("mandatory", "refrain")),
    (
        marked_words(rf"(?P<who>\w+)(?: (?:of|at|in|on|under) (?:all|the|each|every) \w+)? «are» to{_NO_VERB}"),
        ("mandatory", "do"),
    ),
    (HAS_TO, ("mandatory", "do")),
    (
        marked_words(
            "«shall|must»",
            f"(?:is|are) {_ADVERBS}«required|obliged|obligated»{_TIMES_OF} to",
            "«will» (?:have|need|be required) to",
            "(?:have|has) (?:a|the) «duty|obligation|responsibility» to(?! (?:the|an?|their)\\b)",
        ),
        ("mandatory", "do"),
    ),
    (marked_words(f"«should»{_ALSO} {_LEFT}", "«shouldn»['’]t", f"{_NOBODY} «should»"), ("should", "refrain")),
    (marked_words("«should»"), ("should", "do")),
    (marked_words(f"(?:is|are) {_ADVERBS}«expected»{_TIMES_OF} {_LEFT_TO}"), ("expected", "refrain")),
    (marked_words(f"(?:is|are) {_ADVERBS}«expected»{_TIMES_OF} to"), ("expected", "do")),
    (marked_words(f"(?:is|are) {_WARMLY}«encouraged» {_LEFT_TO}"), ("encouraged", "refrain")),
    (marked_words(f"(?:is|are) {_WARMLY}«encouraged»(?! by\\b)(?: to)?"), ("encouraged", "do")),
    (
        marked_words(
            "«please» (?:do not|don['’]t|refrain from|avoid)", f"(?:is|are) {_WARMLY}«requested|asked» {_LEFT_TO}"
        ),
        ("requested", "refrain"),
    ),
    (marked_words("«please»", f"(?:is|are) {_WARMLY}«requested|asked» to"), ("requested", "do")),
    (
        marked_words("«need» not", "«needn»['’]t", f"(?:is|are) (?:not {_OBLIGED} to|«exempt» from)"),
        ("permitted", "refrain"),
    ),
    (marked_words("(?:is|are) «permitted|allowed»"), ("permitted", "do")),
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
    words = words_in(text)
    read = (phrases.found(text, words) for phrases, _ in READ)
    for match in chain(*read, MAY_NOT.finditer(text), _MODALS.finditer(text)):
        start, end = match.span()
        bound = next((each for each in ("nouns", "whom") if match.groupdict().get(each)), None)
        if bound:
            places.append((start, match.start(bound)))
            start = match.end(bound)
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
    rf"(?<!without )(?<!exercising )(?<!exercise )(?:the|an?|any|every|no|their|full|have|has) (?:\w+ )?{_BINDS}"
    r"(?! of (?:loyalty|care|confidentiality|discretion|secrecy)\b)",
    "(?:it|there) (?:shall|must|should|may)",
)
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
    r"answer|worn|plac(?!ed (?:at|under|in danger))|record|film|photograph|distribut|reproduc|report|releas|"
    r"disclos|communicat)\w*"
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
    "prevent|prohibit|forbid|ban|bar|preclude|hinder|impede|restrict|limit|confine|(?<!and )reserve|disallow|"
    "discourage|"
    r"(?:keep|stop|deter|dissuade|hold)(?: \w+){1,4} from"
)
_LEAVE_UNDONE: Final = (
    "fail|omit|neglect|forget|decline|cease|stop|halt|discontinue|refuse(?! (?:an?|the|any|such) (?:\\w+ )?request)|"
    r"(?:suspend|terminate)(?! (?:an?|the|any) (?:\w+ )?(?:account|access))|desist|refrain|abstain|"
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
