"""The words with which clauses begin, and what else of a sentence says nothing of its main verb.

They are English, and data: `modality` blots out what stands in them.
"""

from __future__ import annotations

import re
from typing import Final


def whole_words(*phrases: str) -> re.Pattern[str]:
    """Return a pattern for whole words, whatever their case."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


def stands_next(*phrases: str) -> re.Pattern[str]:
    """Return a pattern for what stands next: whole words, perhaps behind a parenthesis and adverbs."""
    return re.compile(rf"(?:,[^,]*,)?(?: also| even| still| \w+ly)* (?:{'|'.join(phrases)})\b", re.IGNORECASE)


# ------------------------------------------------------------ what both what is read and what is not stand on

CLAUSES: Final = (
    "which|what|whatever|who|whoever|whom|whose|where|wherever|when|whenever|if|unless|whether|while|because|"
    "although|though|lest|how|why|provided"
)
TIMES: Final = "before|after|until|till|since|as|once|than|by what"
FINITES: Final = "is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|shall|should|must"

# ------------------------------------------------------------ clauses, and what else says nothing of the main verb

_ARTICLE: Final = "(?:an?|the|their|his|her|its|this|these|those|any|such|some|all|each|every|no|other|many|most)"
_ADVERBIAL: Final = (
    "(?:in|on|at|by|for|from|with|without|under|during|of|to|as|when|where|wherever|while|if|and|or|before|after|also|"
    r"always|often|never|only|\w+ly)\b"
)
OPENER: Final = whole_words(CLAUSES, "that")
FINITE: Final = whole_words(f"(?:{FINITES})(?:n['’]t)?")
#: What stands between a main word and its verb: "should in such a case ask".
ADVERBIAL: Final = stands_next(_ADVERBIAL)
#: Before a word or two they open a clause; "after the end of a visit" is none.
TIME: Final = re.compile(rf"\b(?:{TIMES})(?: \w+){{0,2}} $", re.IGNORECASE)
#: One person, and no list of two.
EITHER: Final = whole_words("he or she", "she or he", "his or her", "him or her")
MODAL: Final = whole_words(r"(?:shall|must|should|may|need|\w+ (?:has|have|needs?|are) to).*")
#: Behind a modal word, with no clause between: the verb of "photos staff must not share are marked".
OTHER_VERB: Final = re.compile(
    r"(?: \w+ include\b|(?: (?:also )?have(?= (?:at|an?|the|no|their|its|one|two|three|access)\b))?+"
    rf"(?:(?!\b(?:{CLAUSES}|that|{TIMES})\b)[^;.])*(?<!\byou )(?<!\bthey )(?<!\bhe )(?<!\bshe )(?<!\bit )(?<!\bwe )"
    r"\b(?:is|are|was|were|has|have|had|includes|remains|belongs|"
    rf"depends|lies|"
    "appears|consists|relates|applies|contains|varies|comprises)\\b)",
    re.IGNORECASE,
)
#: A clause that has its verb: "who post", "that show a checkpoint"; but not "who in an emergency".
RELATIVE: Final = whole_words(
    rf"who(?:ever)? (?!{_ADVERBIAL})\w+",
    rf"(?:that|which|what) (?!{_ARTICLE}\b)\w+ {_ARTICLE}",
    r"(?:that|which) (?:incit|show|contain|reveal|identif|insult|attack|threaten|promot|depict|violat|breach|infring|"
    r"harm|endanger|offend|disclos|mention|concern|relat|refer|fail|come|go)(?:es|ies|s|e|y)?\b",
)
#: "If they wish" leaves the act to them.
AT_WILL: Final = (
    "(?:if|as|when|whenever|where|wherever) (?:they|he or she|he|she|one|you|staff) (?:so )?"
    "(?:wish|want|like|choose|please|prefer|see fit)|at will|at (?:their|his|her|your) discretion"
)
#: Something that people handle: "devices that they may carry"; not "remember that they may".
_SUCH_AS: Final = (
    rf"(?<=s )(?<!ensures )(?<!remembers )(?<!knows )that(?= (?:they|he or she|you|we) (?:(?:{FINITES})(?! not)|handle|"
    "use|own|keep|manage|administer|cover|post|publish|share)\\b)"
)
#: Up to a mark, to "and" or to "but"; "that" begins one for certain only before a verb.
CLAUSE: Final = re.compile(
    rf"(?<!\band, )(?<!\bor, )\b(?!{AT_WILL}|which may not[.,;])(?:(?:{CLAUSES})\b|that(?= (?:{FINITES})\b)|{_SUCH_AS}|"
    r"(?:neither|none|both|all|some|most) of (?:whom|which)\b|"
    r"(?<=, )since (?=\w+ \w+)|(?:remind|tell|inform|brief) (?:\w+ ){1,3}that (?=they\b|he or she\b)|"
    rf"(?:until|before|after) (?=(?:they|it|he|she|we|you|the \w+|an? \w+|these|those) (?:\w+ )?(?:{FINITES})\b)|"
    r"(?:once|as soon as|as long as) (?=(?:they|it|he|she|we|you|the \w+|these|those)\b))"
    "(?:(?! and\\b| but\\b)[^,;:.()])*",
    re.IGNORECASE,
)
#: "If", "even if", "should an account be lost": up to the first comma.
FIRST_CLAUSE: Final = re.compile(
    rf"^(?:(?:even )?(?:{CLAUSES}|{TIMES})|"
    r"(?:should|were|had) (?:an?|the|any|they|you|he|she|it|we|this|such|staff|\w+body|\w+one|\w+s))\b[^,]*,",
    re.IGNORECASE,
)
#: What else stands before the subject: "except with the permission of the head", "in exercising the right".
FIRST_WORDS: Final = re.compile(
    r"^(?:except|save (?:with|where|when|in|as|for|under|by)|during|subject to|(?:in|by|on|upon|for) \w+ing)\b[^,]*,",
    re.IGNORECASE,
)
#: A verb of a clause, what stands behind it up to the next verb or clause, and who does it.
_GROUP: Final = rf"(?:{FINITES})\b(?:n['’]t| not)?(?: also| \w+ly)?(?: (?:have|be|been|being)\b)*"
_REST: Final = rf"(?:(?!\b(?:{FINITES}|{CLAUSES}|that)\b)[^,;:.()])*"
_NOUNS: Final = rf"(?:(?!(?:{FINITES}|{CLAUSES}|that)\b)[\w'’-]+ ){{0,4}}?"
_NESTED: Final = rf"(?:(?:that|which|what) {_NOUNS}{_GROUP}{_REST})?"
#: A clause right behind the subject, up to the verb that is that of the subject: "staff who are required to be there".
SUBJECT_CLAUSE: Final = re.compile(
    rf"\b(?:(?:who|which|that|whose|what)(?:,[^,;:.()]*,)? {_NOUNS}{_GROUP}{_REST}{_NESTED}"
    r"(?:but (?:was|were|is|are|has|have|had|did|do|does) not )?|"
    rf"who (?!{_ADVERBIAL}|think|believe|say|feel|know|hold)\w+ {_REST}{_NESTED}|"
    rf"whose \w+ (?:require|oblige|allow|permit)s? {_REST})"
    "(?<!and )(?<!or )(?<!but )(?=(?:shall|must|should|may|need|cannot|is|are|has|have|will)\\b)",
    re.IGNORECASE,
)
#: What has the look of a negation, of "only" or of a permission, and turns nothing round.
IDIOM: Final = whole_words(
    r"(?<!shall )(?<!must )(?<!should )(?:no|not) (?:later|less|fewer|earlier|sooner) than",
    r"(?:merely|simply) because|purely (?:private|personal|factual|internal|technical)",
    r"allow \w+ (?:an?|enough|sufficient|time)\b|let (?:the|us|me|your|his|her|their)(?: \w+){0,2} know",
    r"(?:is|are) reminded that(?= (?:they|he or she|you)\b)|what (?:\w+ )?(?:they |you )?may (?:and|or) may not(?= \w)",
    r"(?:they|staff|you|members|officials|employees) may (?:and|or) may not(?= \w)",
    r", (?:but|although|though)(?: (?:they|you))? (?:is|are|do|does) not [^,;:.]*,",
    r"whether or not [^,;:.]*(?=[,;:.]|$)|no\. ?\d+|only in mind|but not exclusively",
    r"and neither to \w+ nor|(?<!they )(?<!you )(?:do|does) not (?:\w+ly )?(?:affect|harm|compromise|impair|"
    r"damage|endanger)",
    r"(?:that|which|who|(?<=\w )these \w+) (?:may|might|can|could)(?! not)",
    "(?:that|which|who) (?:is|are|was|were|has|have|had|do|does|did)(?: not?|n['’]t)",
    r"keep (?:(?:an?|their|his or her|due|enough|safe) )?(?:\w+ )?distance from",
    r"(?:exercise|exercising|show|use|with)(?: the)?(?: \w+)? discretion(?! (?:to|whether|as to|in whether)\b)",
    r"(?:with|seek|obtain|request|ask for|asking for|having|subject to) (?:(?:the|an?|any|their|his|her) )?"
    r"(?:(?!no\b)\w+ ){0,2}permission",
)
#: What is quoted says nothing of its own.
QUOTED: Final = re.compile(r'(?<=[\s(])(?:"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»)')
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
_SAID: Final = rf"(?:(?!\b(?:{_DEONTIC})\b)[^.;:()])*"
#: What somebody is to know or to say: its own negations and possibilities turn nothing round.
CONTENT: Final = re.compile(
    r"\b(?:aware|mindful|conscious|in mind|assume|assuming|remember|recogni[sz]e|realize|clear|state|stating|say|"
    r"saying|verify|check|confirm|declare|indicate|explain|acknowledge) "
    rf"that {_SAID}(?: and that {_SAID})?(?=[.;]|$|,? and\b)",
    re.IGNORECASE,
)
