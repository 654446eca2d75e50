"""The words that say force and polarity, and the words beside which nothing is read for certain.

They are English, and data: `modality` says what follows from them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from smpolicy.foundations.keywords import Force, Polarity

Reading = tuple[Force, Polarity]
#: What a word of duty says; without a force, that of the main word.
Duty = tuple[Force | None, Polarity]


def _words(*phrases: str) -> re.Pattern[str]:
    """Return a pattern for whole words, whatever their case."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


def _start(*phrases: str) -> re.Pattern[str]:
    """Return a pattern for what stands next: whole words, perhaps behind a parenthesis and adverbs."""
    return re.compile(rf"(?:,[^,]*,)?(?: also| even| still| \w+ly)* (?:{'|'.join(phrases)})\b", re.IGNORECASE)


# ------------------------------------------------------------ what is read

_NO_CASE: Final = "(?:under|in|on|by|at) no (?:circumstances?|case|event|account|means|way|time|point)"
_LEFT: Final = f"(?:not|never|{_NO_CASE}|refrain from|abstain from|avoid)"
_LEFT_TO: Final = "(?:not to|to (?:refrain from|abstain from|avoid))"
#: It begins the sentence, or follows a comma: in "staff with no badge must" it is not the subject.
_NOBODY: Final = rf"(?<![^,] )(?:nobody|no one|no \w+|{_NO_CASE})"

#: With a capital it is a month, unless a text begins with it; "nor may" goes on with a ban.
MAY: Final = re.compile(r"(?:^May|(?<!\bnor )\bmay|\bMAY)\b(?! not\b)")
#: The words that are read, with what they say. Those that come first win: "shall not" is no "shall".
READ: Final[tuple[tuple[re.Pattern[str], Reading], ...]] = (
    (_words(f"(?:shall|must)(?: also)? {_LEFT}", "(?:mustn|shan)['’]t"), ("mandatory", "refrain")),
    (_words("(?:is|are) (?:prohibited|forbidden|not permitted|not allowed)"), ("mandatory", "refrain")),
    (_words(f"{_NOBODY} (?:shall|must|may)"), ("mandatory", "refrain")),
    (_words(f"(?:is|are) required {_LEFT_TO}"), ("mandatory", "refrain")),
    (_words("shall", "must", "(?:is|are) required to"), ("mandatory", "do")),
    (_words(f"should {_LEFT}", "shouldn['’]t", f"{_NOBODY} should"), ("should", "refrain")),
    (_words("should"), ("should", "do")),
    (_words(f"(?:is|are) expected {_LEFT_TO}"), ("expected", "refrain")),
    (_words("(?:is|are) expected to"), ("expected", "do")),
    (_words(f"(?:is|are) encouraged {_LEFT_TO}"), ("encouraged", "refrain")),
    (_words("(?:is|are) encouraged to"), ("encouraged", "do")),
    (_words("please (?:do not|don['’]t|refrain from|avoid)"), ("requested", "refrain")),
    (_words("please"), ("requested", "do")),
    (_words("need not", "needn['’]t", "(?:is|are) (?:not required to|exempt from)"), ("permitted", "refrain")),
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


@cache
def any_force() -> re.Pattern[str]:
    """Return a pattern for every word of force that is read, those of clauses too, whichever way it goes."""
    read = "|".join(f"(?:{pattern.pattern})" for pattern in (*(pattern for pattern, _ in READ), MAY_NOT))
    return re.compile(rf"{read}|\b(?:shall|must|should|may|might|can|could|will|would)(?: not)?\b", re.IGNORECASE)


# ------------------------------------------------------------ clauses, and what else says nothing of the main verb

_CLAUSES: Final = (
    "which|what|whatever|who|whoever|whom|whose|where|wherever|when|whenever|if|unless|whether|while|because|"
    "although|though|lest|how|why|provided"
)
_TIMES: Final = "before|after|until|till|since|as|once|than|by what"
_FINITE: Final = "is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|shall|should|must"
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
MODAL: Final = _words("(?:shall|must|should|may|need).*")
#: Behind a modal word, with no clause between: the verb of "photos staff must not share are marked".
OTHER_VERB: Final = re.compile(
    rf"(?:(?!\b(?:{_CLAUSES}|that|{_TIMES})\b)[^;.])*\b(?:is|are|was|were|has|have|had)\b", re.IGNORECASE
)
#: A clause that has its verb: "who post", "that show a checkpoint"; but not "who in an emergency".
RELATIVE: Final = _words(rf"who(?:ever)? (?!{_ADVERBIAL})\w+", rf"(?:that|which|what) (?!{_ARTICLE}\b)\w+ {_ARTICLE}")
#: "If they wish" leaves the act to them.
_AT_WILL: Final = (
    "(?:if|as|when|whenever|where|wherever) (?:they|he or she|he|she|one|you|staff) (?:so )?"
    "(?:wish|want|like|choose|please|prefer|see fit)|at will|at (?:their|his|her|your) discretion"
)
#: Up to a mark, to "and" or to "but"; "that" begins one for certain only before a verb.
CLAUSE: Final = re.compile(
    rf"(?<!\band, )(?<!\bor, )\b(?!{_AT_WILL})(?:(?:{_CLAUSES})\b|that(?= (?:{_FINITE})\b))"
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
)

# ------------------------------------------------------------ what leaves the reading in doubt

NEGATION: Final = _words(
    r"no|not|never|nobody|none|nothing|nowhere|nowise|neither|nor|cannot|hardly|scarcely|barely|rarely|seldom|\w+n['’]t",
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
    "(?:hereby |therefore |in itself )?(?:count|constitute|amount|mean|include|imply|denote|comprise|apply|extend|"
    r"qualify|serve as|cover|(?:fall|come) (?:under|within|outside)|be (?:(?:also|so|\w+ly) )?(?:deemed|considered|"
    "regarded|construed|understood|interpreted|classified|classed|defined|counted|treated|(?:taken|seen|viewed|read) "
    "(?:as|to)|(?:covered|governed) by|an?|the|no|part of|without prejudice))"
)
_BINDS: Final = (
    "(?:right|freedom|liberty|option|permission|ban|prohibition|restriction|duty|obligation|requirement|exemption|"
    "entitlement|discretion|consequence|disadvantage)s?(?! (?:station|officer|of expression))"
)
#: As the subject, or as an object with an article: the sentence is about what binds, and not about an act.
SUBJECT: Final = re.compile(
    r"(?:^|[,;:.] )(?:(?:the|this|that|these|any|every|each|an?|their|no) (?:\w+ )?)?(?:"
    f"{_BINDS}|(?:exception|rule|provision|section|paragraph|instruction|policy|approval|consent|objection|measure|"
    r"sanction|penalty)s?)\b",
    re.IGNORECASE,
)
OBJECT: Final = _words(
    rf"(?:the|an?|any|every|no|their|full|have|has) (?:\w+ )?{_BINDS}", "(?:it|there) (?:shall|must|should|may)"
)
#: Behind "may": what befalls or affects people, and nobody permits.
POSSIBLE: Final = _start(
    r"well|have|be (?:seen|viewed|perceived|able|mis\w+)|find|face|encounter|suffer|become|feel|think|believe|know|"
    "need|want|wish|differ|seem|affect|harm|compromise|impair|damage|endanger|interfere|undermine|reflect|cause|lead|result|"
    "create"
)
ACTED_ON: Final = _start("be|show|carry|contain|name|mention")
#: Persons are permitted to act; things are acted on. These are words of English by which a sentence is read, and decide
#: nothing of who somebody is: that documents declare.
PERSON: Final = _words(
    "(?:staff|official|intern|member|employee|colleague|person|consultant|monitor|observer|expert|head|officer|manager|"
    "supervisor|volunteer|mission|office|institution|secretariat)s?",
    "people|every(?:body|one)|any(?:body|one)|they|he|she|we|you|who|those|all|each|both",
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
    "deterred|reluctant|worried|slow"
)
_BAR: Final = (
    "prevent|prohibit|forbid|ban|bar|preclude|hinder|impede|restrict|limit|confine|reserve|disallow|discourage|"
    r"(?:keep|stop|deter|dissuade|hold)(?: \w+){1,4} from"
)
_LEAVE_UNDONE: Final = (
    "fail|omit|neglect|forget|refuse|decline|cease|stop|halt|suspend|terminate|discontinue|desist|refrain|abstain|avoid|forgo|forbear|"
    "skip|renounce|resist|withhold|lack|beware|hold back|give up|steer clear|stay away|guard against|be wary|"
    "keep (?:away|clear|from)|dispense with|do without|failure|omission|(?:fail|omitt|refus|refrain|avoid)ing"
)
_ALLOWED: Final = (
    "permitted|allowed|authori[sz]ed|entitled|free(?! of)|at liberty|able|enabled|welcome|eligible|trusted|legal|"
    "permissible|admissible|lawful|acceptable|appropriate|in order|possible|open to|left to|up to|"
    r"at the discretion|(?:given|granted)(?: \w+){0,3} (?:leave|permission|discretion)"
)
_ALLOW: Final = "cannot|can['’]t|can|couldn['’]t|could|feel free|allow|permit|let|enable|authori[sz]e|entitle"
_REQUIRED: Final = (
    "required|obliged|obligated|expected|bound|compelled|forced|asked|called upon|requested|pressed|pressured|"
    "encouraged|supposed|responsible|liable|subject to|under an obligation|urged|invited|advised|advisable|"
    "recommended|mandatory|compulsory|obligatory|necessary|incumbent|needed|made to|told to|ordered|instructed"
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
    (_words(f"{_BEING}(?:{_ALLOWED})", _ALLOW, _AT_WILL), ("permitted", "do"), ("mandatory", "refrain")),
    (_words("(?:is|are|was|were)(?:n['’]t)?(?: not)? to|ought"), ("mandatory", "do"), ("mandatory", "refrain")),
    (_words(f"{_BEING}(?:{_REQUIRED})", _REQUIRE), ("mandatory", "do"), ("permitted", "refrain")),
)
