"""The words for people and for what they do, by which a sentence is read.

They are English, and data: `modality` says what follows from them.
"""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


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
    "refuse suspend terminate search disseminate broadcast air print notify transmit pass mark represent lend chat "
    "message befriend mute pin caption "
    "draft pose livestream serve volunteer donate protest demonstrate author interview hand pay restrict appeal"
)
#: Who may act, besides persons; and what speaks for them.
PRONOUNS: Final = _set(
    "everybody everyone anybody anyone who those all each both profile profiles account accounts project projects focal"
)
#: Acts that nobody speaks of as not possible.
_PLAIN_ACTS: Final = _set("post publish share use disclose endorse discuss upload reveal express campaign speak")
#: What "may not", "cannot" and "will" are read beside: acts that befall nobody, and that nobody does anyway.
ACTS_OF: Final[dict[str, frozenset[str]]] = {
    "may": ACTS
    - _set("like work show see hear learn open read call turn switch find meet take attend refuse suspend terminate")
    | {"reveal"},
    "cannot": _PLAIN_ACTS,
    "will": _PLAIN_ACTS
    | _set(
        "give tag name comment obtain seek consult refer inform notify submit state declare abide comply observe "
        "respect ensure adhere complete review report remove delete"
    ),
}
#: How a subject can begin that is ordered by "will".
EACH: Final = _set("all the each every any our")
#: Who is ordered by "will"; of others it foretells.
ORDERED: Final = _set(
    "staff personnel employees officials officers soldiers members volunteers interns holders commanders "
    "observers monitors administrators editors consultants contractors delegates trainees"
)
#: Whom "cannot" need not forbid anything: it may be beyond them.
UNABLE: Final = _set(
    "we you people organization organisation university institution secretariat mission office department"
)
#: Of so many it is foretold what they will do.
FORETOLD: Final = _set("many most some few several")
