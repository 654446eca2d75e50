"""The words beside which conditions stand: those that open an exception, and those that turn a condition round.

They are English, and data: the checks that ask whether words doubt an encoding say what follows from them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final


def _words(*phrases: str) -> re.Pattern[str]:
    """Return a pattern for whole words, whatever their case."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


# ------------------------------------------------------------ what opens an exception, or a proviso

_NO_MORE: Final = "(?! otherwise (?:stated|specified|indicated|noted|defined|provided|required))"
#: A clause of its own follows them: "except where the shopkeeper agreed".
EXCEPT_WHERE: Final = _words(
    rf"unless(?: and until)?{_NO_MORE}(?: if| where| when)?",
    rf"(?:except|save)(?: only)? (?:where|when|if|that|insofar as|to the extent that){_NO_MORE}",
    "(?:do|does) not apply (?:where|when|if)",
)
_VERB: Final = r"(?<!not )(?<!to )(?<!or )(?<!and )(?<!should )(?<!shall )(?<!may )(?<!must )"
#: What is left out follows them: "other than photos". "Nobody other than" and "apart from that" leave nothing out.
EXCEPT_FOR: Final = _words(
    rf"except(?:ing)?(?! (?:where|when|if|that|insofar|to|as)\b)(?: for)?|except as{_NO_MORE}",
    rf"{_VERB}save (?:for|in|with|as part of|during)",
    "with the exception of|with exceptions? for|excluding|barring|(?:do|does) not apply (?:to|in)",
    r"(?<!none )(?<!nothing )(?<!nobody )other than(?! (?:that|this)\b)",
    r"(?:apart|aside) from(?! (?:that|this|these|those)\b)",
)
_CONSENT: Final = "(?:approval|consent|authori[sz]ation|permission|clearance|agreement)"
_OTHER_VERB: Final = r"(?! (?:by|to|in|for|with|under|at|on|from|through|as|that|always|however)\b)"
#: They say when something holds; beside a ban, most often, when it does not.
PROVISO: Final = _words(
    "provid(?:ed|ing)(?: always| however)?,? that|on (?:the )?condition that",
    rf"(?<=, )provided{_OTHER_VERB}",
    rf"subject to(?= (?:(?:the|an?|his|her|their|its|prior|previous|written|express) )*{_CONSENT}\b)",
)
_MANNER: Final = (
    "delay|undue|exception|prejudice|fail|hesitation|limit|limitation|question|doubt|further|reservation|discrimination|"
    "distinction|regard|notice|more|ado"
)
#: Beside a ban it leaves out what was done with it: "shall not post without the approval of"; not "without delay".
WITHOUT: Final = _words(rf"without(?! (?:any )?(?:{_MANNER})\b)")

# ------------------------------------------------------------ what turns a condition round

#: It has the look of a negation, and turns nothing round.
IDIOM: Final = _words(
    "(?:no|not) (?:later|less|fewer|earlier|sooner|more|longer|older|younger|greater) than|not exceeding",
    "whether or not|or not|if not|not (?:only|just|merely|least)|no matter|at no cost|without (?:delay|exception)",
    r"no\. ?\d+",
)
#: Within the words of an act that is to be left undone they belong to the ban: "no photos of a patrol".
OF_BANS: Final = _words("no|nothing|none|nobody|no one|neither|nor")
_OMIT: Final = (
    "(?:fail(?:s|ed|ing)?|omit(?:s|ted|ting)?|neglect(?:s|ed|ing)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)) to"
)
_NEGATION: Final = rf"not|never|no|nobody|no one|none|neither|nor|cannot|without|until|\w+n['’]t|{_OMIT}"
#: What follows them is said not to be so.
NEGATION: Final = _words(_NEGATION)
#: The same, right before the words of a line.
NEGATION_BEFORE: Final = re.compile(
    rf"\b(?:not|never|without|(?<!unless and )until|{_OMIT})(?: (?:the|an?|any|prior))* $", re.IGNORECASE
)
#: What follows them is left undone.
OMITS: Final = _words(_OMIT)
#: Beside them nothing is certain: something may not be so, or no longer, or not yet, or something may be left out.
UNCERTAIN: Final = _words(
    _NEGATION,
    "nothing|nowhere|hardly|scarcely|barely|rarely|seldom|few|little|less|only|solely|alone|just|merely|but|beyond",
    "except|unless|save|others?|otherwise|else|instead|rather|than|before|till|yet|still|while|during|as long as",
    "outside|off|out|away|against|over|past|former|formerly|free|absent|absence|missing|omission|silent|silence",
    "left|false|wrong|apart|aside|barring|devoid|deprived|private|opposite|contrary|lack(?:s|ing)?|den(?:y|ies|ied|ial)|bann?(?:ed)?",
    r"(?:fail|omit|refus|reject|declin|withh|withdr|revok|remov|delet|object|oppos|forb|prohibit|prevent|exclud|stop)\w*",
    r"(?:ceas|end|expir|clos|hid|conceal|secret|anonym|blur|ignor|neglect|leav|abandon|skip|avoid|refrain|abstain)\w*",
    r"un(?!it|der|til|less|iv|ion)\w{3,}|non-?\w+|dis(?!clos|cuss|pl|tr|pute)\w{4,}|\w{3,}less|\w+-free|exempt\w*",
    r"in(?:active|visible|complete|accessible|applicable|valid|correct)\w*|im(?:possible|proper|permissible)|illegal",
)
#: With them a clause begins that says more of what is asked.
SUBORDINATE: Final = re.compile(r"[,;:(?]|\b(?:before|after|when|where|which|who|whom|if|because|than)\b")

# ------------------------------------------------------------ words by which a question and a text are compared

_HOLD_TOGETHER: Final = """
    a an the of in on at to from by for with and or any that which who whom whose its it their they them theirs he
    she his her you your yours we our i my me us one ones as if when where such this these those also so what way
    into about upon through within under there here now then ever own first prior previous already before after
    beforehand afterwards itself himself herself themselves yourself anything anyone anybody something somebody
    someone people person persons staff
"""
_OF_ALL_VERBS: Final = """
    is are am be been being was were has have had having do does did done doing can could may might will would shall
    should must make makes made making take takes took taken show shows showed shown showing contain contains give
    gives gave given get gets got getting come comes came tell tells told say says said concern concerns carry
    carries include includes
"""
_OF_ALL_NOUNS: Final = "matter thing things time times case written writing express explicit explicitly really"
#: They hold sentences together, or say nothing of what is asked.
FILLERS: Final = frozenset(f"{_HOLD_TOGETHER} {_OF_ALL_VERBS} {_OF_ALL_NOUNS}".split())
_ENDS: Final = re.compile(r"(?:ations?|ments?|als?|ings?|ed|es|e?s|d|e+)$")


def stem(word: str) -> str:
    """Return what a word has in common with its other forms: `agreed` and `agree`, `approval` and `approved`."""
    word = re.sub(r"['’]s?$", "", word.lower())
    cut = _ENDS.sub("", word)
    cut = cut if len(cut) > 2 else word  # "used" is no "u"
    cut = re.sub(r"([bdgklmnprt])\1$", r"\1", cut)
    return re.sub("(?:ie|y|i)$", "i", cut).rstrip("e")


@lru_cache(maxsize=4096)  # a question is compared with the words of many lines
def content(words: str) -> tuple[str, ...]:
    """Return the stems of the words that say something, in their order."""
    return tuple(stem(each) for each in re.findall(r"[\w'’-]+", words) if each.lower() not in FILLERS)
