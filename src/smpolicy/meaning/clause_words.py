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
#: Up to a mark, to "and" or to "but"; "that" begins one for certain only before a verb.
CLAUSE: Final = re.compile(
    rf"(?<!\band, )(?<!\bor, )\b(?!{AT_WILL})(?:(?:{CLAUSES})\b|that(?= (?:{FINITES})\b)|"
    r"(?:once|as soon as|as long as) (?=(?:they|it|he|she|we|you|the \w+|these|those)\b))"
    "(?:(?! and\\b| but\\b)[^,;:.()])*",
    re.IGNORECASE,
)
FIRST_CLAUSE: Final = re.compile(rf"^(?:{CLAUSES}|{TIMES})\b[^,]*,", re.IGNORECASE)
#: What has the look of a negation, of "only" or of a permission, and turns nothing round.
IDIOM: Final = whole_words(
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
