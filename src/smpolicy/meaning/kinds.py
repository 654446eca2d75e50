"""The kinds of inconsistency: one name each, what an overlay does, how it could say the same without, what is left.

People read the name. Norms are classified by what they do (`inconsistency`), claims by what they say they are about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from smpolicy.foundations.keywords import Claim
from smpolicy.meaning.naming import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of inconsistency between an overlay and the instrument above it.

    `{}` stands for what is above, and `{text}` for what a text such as the overlay is called.
    """

    name: str
    #: What the overlay does, to be read after "this"; it need not name what is above.
    does: str
    #: How the same could be said without it; where something survives that it can be limited to, that is said first.
    mend: str
    can_be_limited: bool = False
    #: What is left of it, where that is the same for every case; else it is worked out.
    survives: str = ""
    #: Whether it is about the instrument above as a whole, and not about one provision.
    of_the_whole: bool = False
    #: Why a person must decide what follows; empty where the documents' precedence clauses do.
    review: str = ""

    def mended(self, above: str, words: Words, *, survives: bool) -> str:
        """Say how to mend it, given whether something of it survives beside what is above."""
        limited = "limit it to what survives, or " if survives and self.can_be_limited else ""
        return f"{limited}{self.mend.format(above, text=words.local_text)}"

    def left(self, above: str, words: Words) -> str:
        """Say what is left of it, where that is the same for every case."""
        return self.survives.format(above, text=words.local_text)


_OWN_WORDS: Final = "it turns on words, which no machine weighs"

KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            name="permits-disapproved",
            does="permits what {} disapproves of",
            mend="leave it out",
            can_be_limited=True,
        ),
        Kind(
            name="exempts",
            does="lifts what {} asks for",
            mend="leave it out: {} goes on to ask for it",
        ),
        Kind(
            name="forbids-required",
            does="forbids what {} asks for",
            mend="leave it out",
            can_be_limited=True,
        ),
        Kind(
            name="requires-disapproved",
            does="asks for what {} disapproves of",
            mend="leave it out",
            can_be_limited=True,
        ),
        Kind(
            name="forbids-encouraged",
            does="forbids what {} encourages",
            mend="limit it to where {} does not encourage it",
            review="what is encouraged can be left undone, and nothing says whether it can be forbidden",
        ),
        Kind(
            name="denies-granted",
            does="denies what {} grants",
            mend="leave it out, or offer another way beside it",
        ),
        Kind(
            name="narrows-scope",
            does="says whom or what {} covers",
            mend="limit the scope of the {text}'s own norms instead",
            survives="as the scope of its own norms",
        ),
        Kind(
            name="redefines-term",
            does="says what a term of {} means",
            mend="define a local term under a new name instead",
            survives="as a local term for its own norms",
        ),
        Kind(
            name="closes-open-list",
            does="closes a list that {} leaves open",
            mend="call the list examples",
            survives="as illustration",
        ),
        Kind(
            name="weakens-force",
            does="says with less force what {} says already",
            mend="leave it out, or say it with the force of {}",
        ),
        Kind(
            name="replaces-channel",
            does="replaces whom {} says to turn to",
            mend="name an additional contact instead",
            survives="as an additional channel",
        ),
        Kind(
            name="adds-exception",
            does="carves an exception into {}",
            mend="leave the exception out",
            can_be_limited=True,
        ),
        Kind(
            name="loosens-authorisation",
            does="loosens the authorization that {} speaks of",
            mend="say who authorizes, in what form and by when instead",
            survives="where it names who authorizes, in what form and by when",
        ),
        Kind(
            name="broadens-exception",
            does="broadens an exception that {} states",
            mend="state the exception with all that {} asks for in it",
        ),
        Kind(
            name="before-its-base",
            does="took effect before {}",
            mend="check the day",
            survives="as it is until that day, then beside {}",
        ),
        Kind(
            name="suspends",
            does="says when {} applies",
            mend="date the {text}'s own norms instead",
            survives="nothing of it",
            of_the_whole=True,
        ),
        Kind(
            name="counter-precedence",
            does="says that something prevails over {}",
            mend="leave the clause out; the rest of the {text} stands without it",
            survives="the rest of the {text}",
            of_the_whole=True,
        ),
        Kind(
            name="blanket-ban",
            does="bans a whole kind of use",
            mend="limit it to specific conditions, such as days, places or a content",
        ),
        Kind(
            name="prior-restraint",
            does="makes a whole kind of use wait for a permit",
            mend="limit the permit to specific conditions, such as days, places or a content",
        ),
        Kind(
            name="raises-threshold",
            does="asks for less than {} does, by a qualifier or a threshold of its own",
            mend="leave the qualifier or the threshold out",
            survives="where the threshold of {} is not met",
        ),
        Kind(
            name="words-alone",
            does="permits something beside what {} says, in words alone",
            mend="say under `act:` what it permits, or leave it out",
        ),
        Kind(
            name="shifts-responsibility",
            does="moves responsibility, which {} leaves with the person",
            mend="leave it out",
            review=_OWN_WORDS,
        ),
        Kind(
            name="jointly-impossible",
            does="asks for what cannot be done together with what {} asks for",
            mend="leave it out",
            can_be_limited=True,
        ),
        Kind(
            name="not-invited",
            does="is none of the texts that {} invites",
            mend="check the structure",
            survives="as it is, without a view on its validity",
        ),
        Kind(
            name="same-layer",
            does="clashes with {}, of the same layer",
            mend="ask whoever issued the two which one prevails",
        ),
        Kind(
            name="higher-layer",
            does="clashes with {}, of a higher layer",
            mend="limit it to where {} leaves room, or leave it out",
        ),
        Kind(
            name="adds-sanction",
            does="attaches consequences, of which {} has none",
            mend="leave it out: consequences are for the rules that deal with them",
            review=_OWN_WORDS,
        ),
        Kind(
            name="drifted-restatement",
            does="restates {} in other words, with the same force",
            mend="quote it word for word, or leave it out",
        ),
        Kind(
            name="stale-base",
            does="was written against another text of {}",
            mend="compare the texts",
            survives="as it is, read with the present text",
        ),
    )
}

#: What a typed claim does, by what it is about.
BY_CLAIM: Final[Mapping[Claim, str]] = {
    "scope": "narrows-scope",
    "term": "redefines-term",
    "list": "closes-open-list",
    "channel": "replaces-channel",
    "exception": "adds-exception",
    "threshold": "raises-threshold",
    "authorisation": "loosens-authorisation",
    "suspends": "suspends",
    "prevails": "counter-precedence",
    "responsibility": "shifts-responsibility",
    "sanction": "adds-sanction",
}
