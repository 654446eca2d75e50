"""Headline: what is said first of an addition, and the sentences that stand beside it: what prevails, what survives.

`check`, the consolidated text and the site all ask here, so that none of them calls in force what another one finds
to be set aside, in a clash, or for people to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from smpolicy.conflicts.precedence import Assessment, Clash, Effect, ForReview, SetAside, Undetermined
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.wording import in_series, plain_text
from smpolicy.meaning.kinds import KINDS, Kind
from smpolicy.meaning.norms import Norm, Review
from smpolicy.meaning.vocabulary import OpenQuestion
from smpolicy.resolution.resolved import Entry

#: How what becomes of an addition looks on a page.
Look = Literal["in-force", "set-aside", "for-review", "never-applied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What is said first where such becomes of an addition: in a few words, of what is in force and of a draft."""

    lead: str
    of_a_draft: str
    look: Look
    #: By what is said of a norm such becomes of it, and what links that with the provisions that it is about.
    by: type[Assessment] | None = None
    link: str = ""


_SAID: Final[Mapping[Effect, _Said]] = {
    "effective": _Said(lead="In force", of_a_draft="", look="in-force"),
    "set-aside-wholly": _Said(
        lead="Set aside", of_a_draft="Would be set aside", look="set-aside", by=SetAside, link="by"
    ),
    "set-aside-in-part": _Said(
        lead="Set aside in part", of_a_draft="Would be set aside in part", look="set-aside", by=SetAside, link="by"
    ),
    "clash": _Said(lead="Inconsistent", of_a_draft="Inconsistent", look="set-aside", by=Clash, link="with"),
    "undetermined": _Said(
        lead="Undecided",
        of_a_draft="Undecided",
        look="for-review",
        by=Undetermined,
        link="whether it can stand beside",
    ),
    "for-review": _Said(
        lead="For people to decide",
        of_a_draft="For people to decide",
        look="for-review",
        by=ForReview,
        link="whether it can stand beside",
    ),
    "never-applied": _Said(lead="Never applied", of_a_draft="Never applied", look="never-applied"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What is said first of an addition: what becomes of it, in a few words, and by which norms."""

    effect: Effect = "effective"
    draft: bool = False
    #: What prevails over it, or stands against it: each provision or local norm once.
    norms: tuple[Norm, ...] = ()
    #: Whether people have decided all that is for them to decide.
    reviewed: bool = False

    __repr__ = in_brief

    @property
    def lead(self) -> str:
        """What becomes of it, in a few words; nothing for a draft of which nothing is found."""
        leads = _SAID[self.effect]
        return "Reviewed" if self.reviewed else leads.of_a_draft if self.draft else leads.lead

    @property
    def link(self) -> str:
        """What links the few words with the norms: by, with."""
        return _SAID[self.effect].link if self.norms and not self.reviewed else ""

    @property
    def look(self) -> Look:
        """How it looks on a page."""
        return _SAID[self.effect].look

    @property
    def words(self) -> str:
        """All of it as a mark in running text, the draft first: nothing for what is simply in force."""
        lead = "" if self.effect == "effective" else f"{self.lead[0].lower()}{self.lead[1:]}"
        about = f" {self.link} {cited(self.norms)}" if self.link else ""
        return "; ".join(part for part in ("draft" if self.draft else "", f"{lead}{about}") if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence beside an addition or a provision, in parts, so that a page can stress the first and link the norm."""

    #: The words of the provision that it is about, where it is not about all of them.
    quoted: str = ""
    lead: str = ""
    before: str = ""
    norm: Norm | None = None
    after: str = ""

    __repr__ = in_brief

    def __str__(self) -> str:
        """Return it in plain text."""
        quoted = f"“{self.quoted}”: " if self.quoted else ""
        return f"{quoted}{self.lead}{self.before}{self.norm.citation if self.norm else ''}{self.after}"


def becomes(assessments: Collection[Assessment], left: Callable[[], bool]) -> Effect:
    """Say in one word what becomes of a norm of which this is said; `left` tells whether anything is left of it.

    What is known to be set aside goes before what was not found out, and that before what is for people to decide.
    """
    aside = [each for each in assessments if isinstance(each, SetAside)]
    undecided = any(isinstance(each, Undetermined) for each in assessments)
    if aside:
        wholly = any(each.part == "norm" for each in aside) and not undecided and not left()
        return "set-aside-wholly" if wholly else "set-aside-in-part"
    if any(isinstance(each, Clash) for each in assessments):
        return "clash"
    if undecided:
        return "undetermined"
    return "for-review" if assessments else "effective"


def headline(
    entry: Entry, effect: Effect, assessments: Iterable[Assessment], review_of: Callable[[Assessment], Review | None]
) -> Headline:
    """Return what is said first of an addition, given all that is said of its norm, if it is one."""
    by_such = _SAID[effect].by
    telling = [each for each in assessments if by_such is not None and isinstance(each, by_such)]
    by = {norm.provision if norm.structure is None else norm.id: norm for norm in filter(None, map(_beside, telling))}
    decided = effect == "for-review" and all(review_of(each) is not None for each in telling)
    return Headline(effect=effect, draft=entry.draft, norms=tuple(by.values()), reviewed=decided)


def _beside(assessment: Assessment) -> Norm | None:
    return assessment.prevailing if isinstance(assessment, SetAside) else assessment.other


def cited(norms: Iterable[Norm]) -> str:
    """Name norms by their citations, as in running text."""
    *first, last = [each.citation for each in norms]
    return f"{'; '.join(first)} and {last}" if first else last


# ------------------------------------------------------------ the sentences beside it


def follows(each: Assessment, basis: str, prevailing: str = "that") -> str:
    """Say what follows from what is said of a norm; `basis` cites the provision by which another prevails."""
    match each:
        case SetAside():
            return f"by {basis} {prevailing} prevails"
        case Clash():
            return each.why
        case ForReview():
            return f"that is for people to decide, since {each.why}"
        case Undetermined():
            return "do not take the two to be consistent"


def assessed(each: Assessment, basis: str, whole: str) -> Sentence:
    """Say what is said of a norm: what it does to the norm above, what prevails by which provision, what survives.

    What a draft does, or what is done to one, is said in the conditional; `whole` names the instrument above.
    """
    then = follows(each, basis)
    match each:
        case SetAside():
            lead = "Would be set aside here" if each.norm.draft or each.prevailing.draft else "Set aside here"
            survives = f" What survives: {each.survives}." if each.survives else ""
            if each.yields:  # what is above yields to what does this to it
                after = f" {KINDS[each.kind].does.format('this')}; {then}.{survives}"
                return Sentence(lead=lead, before=", as far as ", norm=each.prevailing, after=after)
            before, after = _does(each.kind)
            return Sentence(
                lead=lead, before=f", as far as it {before}", norm=each.prevailing, after=f"{after}; {then}.{survives}"
            )
        case Clash():
            before, after = _does(each.how)
            return Sentence(lead="Inconsistent", before=f": it {before}", norm=each.other, after=f"{after}; {then}.")
        case ForReview():
            before, after = _does(each.kind)
            if each.other is None:
                before, after = KINDS[each.kind].does.format(whole), ""
            since = f", since {each.why}. It {before}"
            return Sentence(lead="For people to decide", before=since, norm=each.other, after=f"{after}.")
        case Undetermined():
            before = ": do not take it to be consistent with "
            return Sentence(lead="Undecided", before=before, norm=each.other, after=".")


def resting(questions: Sequence[OpenQuestion]) -> Iterator[Sentence]:
    """Say on the reading of which open questions it rests that two norms are taken to be inconsistent, if on any."""
    if questions:
        named = in_series([each.number for each in questions], "and")
        yield Sentence(after=f"This rests on a reading of {named}, which the text leaves open.")


def _does(kind: str) -> tuple[str, str]:
    """Return what a kind does to the norm above, before and behind its name."""
    before, _, after = KINDS[kind].does.partition("{}")
    return before, after


def yielding(each: SetAside, words: str, basis: str, whole: str) -> Sentence:
    """Say that a norm of a provision with these words is set aside, quoting the norm unless it is the whole."""
    all_of_it = plain_text(each.norm.text).rstrip(".;") == plain_text(words).rstrip(".;")
    return replace(assessed(each, basis, whole), quoted="" if all_of_it else each.norm.text)


def prevailing(each: SetAside) -> Sentence:
    """Say over what an addition prevails."""
    lead = "Would prevail here" if each.prevailing.draft else "Prevails here"
    doing, done_to = ("this", "that") if each.yields else ("that", "this")
    does = KINDS[each.kind].does.format(done_to)
    return Sentence(lead=lead, before=" over ", norm=each.norm, after=f", as far as {doing} {does}.")


def claiming(kind: Kind, about: str, basis: str, what: str = "this") -> str:
    """Say what a claim does to the instrument above, and what follows: it prevails, or people must decide.

    `basis` cites the provision by which the instrument above prevails, if any does.
    """
    prevails = f"by {basis} that prevails" if basis else ""
    then = f"that is for people to decide, since {kind.review}" if kind.review else prevails
    return "; ".join(part for part in (f"under our reading {what} {kind.does.format(about)}", then) if part)


def claimed(kind: Kind, about: str, basis: str, survives: str) -> Sentence:
    """Say beside a claim what it does, what follows, and what is left of it."""
    said = claiming(kind, about, basis)
    remainder = f" What survives: {survives}." if survives else ""
    return Sentence(before=f"{said[0].upper()}{said[1:]}.{remainder}")


def reviewed(review: Review) -> Sentence:
    """Say what people decided."""
    return Sentence(lead="Reviewed", after=f": {review.words}.")
