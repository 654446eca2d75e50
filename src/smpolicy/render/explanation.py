"""A decision in words that people can be shown: in short, or in full.

Every sentence quotes or cites the text; none says that something is allowed, and none speaks of a person.
The order is the same in both: the answer and what it rests on, with what would mend it; what to do; what is set aside;
what is still open; what only the person can judge; whom to ask; and the notices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from smpolicy.conflicts.precedence import SetAside
from smpolicy.deciding.decision import Ruling
from smpolicy.deciding.reasons import StepToTake, advisers, interpretive, reasons, remarked, steps
from smpolicy.deciding.semantics import COMES_TO, OUTCOMES, Outcome
from smpolicy.foundations.timeline import day_in_words
from smpolicy.meaning.conditions import All, AnyOf, Not
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Fact, OpenQuestion
from smpolicy.render.mending import acts_in_words, whom
from smpolicy.resolution.resolved import Resolution, contact_in_words

#: Said of every decision, with what the governing instrument adds.
_STANDING: Final = "Applies the text to facts you stated. Not legal advice, an authorization or a finding of misconduct"
#: What is said before what is set aside: by whether it surely is, and whether only a draft has it so.
_ASIDE: Final[Mapping[tuple[bool, bool], str]] = {
    (True, False): "Set aside here, under our reading; the words stand, and do not change the answer:",
    (True, True): "Would be set aside here, under our reading; the words stand, and do not change the answer:",
    (False, False): "May be set aside here, under our reading; what was stated does not settle it:",
    (False, True): "May be set aside here, under our reading; what was stated does not settle it:",
}
#: What an outcome is called beside the reading that leads to it.
_OUTCOMES: Final[Mapping[Outcome, str]] = {
    "not_in_force": "not in force",
    "outside_scope": "outside the scope",
    "no_departure_found": "nothing found",
    "departs": "not in line",
    "contravenes": "a conflict",
}
#: The most that is listed of anything before the rest is counted: in full, and of what is left open in short.
_LISTED: Final = 8
_LISTED_IN_SHORT: Final = 3
#: The most words of questions that are listed in short, one question always.
_ASKED_IN_SHORT: Final = 20


def standing_notice(resolution: Resolution) -> str:
    """Return what is said of every decision."""
    more = resolution.governing.reminders.always
    return f"{_STANDING}; {more}" if more else f"{_STANDING}."


def decision_text(ruling: Ruling, resolution: Resolution, aside: Iterable[SetAside], *, full: bool = False) -> str:
    """Return a decision in words: in short what one needs now, in full also on what it stands.

    `aside` is what is set aside for the activity, or may be.
    """
    paragraphs = [
        *_answer(ruling, resolution, full),
        *_to_do(ruling, resolution),
        *_set_aside(ruling, resolution, aside),
        *_questions(ruling, full),
        *_readings(ruling, full),
    ]
    speaks = not ruling.possible <= {"not_in_force", "outside_scope"}
    if speaks:
        paragraphs += _left_to_the_person(ruling, resolution, full)
    paragraphs += _whom_to_ask(ruling, resolution)
    if speaks and full:
        paragraphs += _unraised(ruling)
    notices = (standing_notice(resolution), *(each.words for each in resolution.notices))
    return "\n\n".join([*paragraphs, ("\n" if full else " ").join(notices)])


def _reminded(sentence: str, reminder: str) -> str:
    return f"{sentence} {reminder}".rstrip()


# The answer, what it rests on, and what would change it


def _answer(ruling: Ruling, resolution: Resolution, full: bool) -> Iterator[str]:
    reminders = resolution.governing.reminders
    match ruling.answer:
        case "not_in_force":
            day = day_in_words(resolution.as_of)
            yield f"{_governing(resolution)} is not in force for {resolution.name.name} on {day}."
        case "outside_scope":
            yield (
                f"As described, this is outside the scope of {_governing(resolution)}, "
                "and no departure from it is claimed. "
                "Other instruments may still speak to the conduct; they were not examined."
            )
            yield from (_quoted(reason.norm, "says where it applies") for reason in reasons(ruling, resolution))
        case "no_departure_found":
            yield _reminded(
                f"Nothing you told us departs from {resolution.words.principle}.", reminders.no_departure_found
            )
        case "departs":
            yield from _found(ruling, resolution)
            if ruling.or_worse:
                yield "It may be worse: whether a 'shall' or 'required' provision is engaged too is open."
        case "contravenes":
            yield from _found(ruling, resolution)
            yield from _lesser(ruling)
        case "undetermined":
            yield "What was stated does not settle it."
            yield from _open_norms(ruling, resolution, full)
        case "seek_advice":
            unsure = "only what you are not sure of could." if ruling.not_sure else "no further question would."
            sentence = f"What was stated does not settle it, and {unsure}"
            told_whom_to_ask = bool(advisers(ruling, resolution))
            yield _reminded(sentence, "" if told_whom_to_ask and not full else reminders.seek_advice)
            yield from _open_norms(ruling, resolution, full)


def _governing(resolution: Resolution) -> str:
    return resolution.governing.number


def _quoted(norm: Norm, verb: str = "", lead: str = "") -> str:
    return " ".join(part for part in (lead, _named(norm), verb) if part) + f': "{norm.text}"'


def _named(norm: Norm) -> str:
    return f"{norm.citation}{' (draft)' if norm.draft else ''}"


def _found(ruling: Ruling, resolution: Resolution) -> Iterator[str]:
    """Say from which norms the activity departs, each in its own words, and what would mend it."""
    mends = {each.norm.id: each for each in ruling.mends}
    taken = {each.norm.id: each for each in steps(ruling, resolution)}
    for reason in reasons(ruling, resolution):
        if ruling.answer == "departs":
            lead = "this would not be in line" if reason.norm.draft else "not in line"
            said = _quoted(reason.norm, "says should be done", f"As described, {lead} with what")
        else:
            lead = "this would conflict" if reason.norm.draft else "conflicts"
            said = f"As described, {lead} with a 'shall' or 'required' provision: {_quoted(reason.norm)}"
        mend = mends.get(reason.norm.id)
        lines = acts_in_words(mend, taken.get(mend.norm.id), ruling) if mend else ()
        yield "\n".join([said, *(f"- {line}" for line in lines)])


def _lesser(ruling: Ruling) -> Iterator[str]:
    """Say what is departed from beside what is contravened."""
    broken = (norm for norm in ruling.broken if COMES_TO[norm.force] == "departs")
    yield from (_quoted(norm, "says should be done", "Not in line either with what") for norm in broken)


def _open_norms(ruling: Ruling, resolution: Resolution, full: bool) -> Iterator[str]:
    """Say which norms leave it open, each in its own words."""
    found = [_quoted(reason.norm, lead="Left open:") for reason in reasons(ruling, resolution)]
    yield from _counted(found, _LISTED if full else _LISTED_IN_SHORT)


def _counted(items: Sequence[str], most: int, bullet: str = "") -> Iterator[str]:
    """Yield the first of some items, and how many there are beside them."""
    yield from (f"{bullet}{each}" for each in items[:most])
    if len(items) > most:
        yield f"{bullet}and {len(items) - most} more"


# What is set aside


def _set_aside(ruling: Ruling, resolution: Resolution, aside: Iterable[SetAside]) -> Iterator[str]:
    """Say what is set aside for this activity and by what, then what may be; each norm once."""
    citations = {each.id: each.citation for instrument in resolution.instruments for each in instrument.provisions}
    citations |= {norm.id: norm.citation for norm in resolution.norms if norm.structure is not None}
    alike: dict[tuple[str, str], list[SetAside]] = {}
    for each in aside:
        alike.setdefault((each.norm.id, each.part), []).append(each)
    leads: dict[str, list[str]] = {lead: [] for lead in _ASIDE.values()}
    for assessments in alike.values():
        sure = _surely(ruling, assessments)
        telling = [each for each in assessments if sure and _surely(ruling, [each])] or assessments
        drafted = all(each.norm.draft or each.prevailing.draft for each in telling)
        leads[_ASIDE[sure, drafted]].append(_by(telling, citations))
    for lead, items in leads.items():
        if items:
            yield "\n".join([lead, *_counted(items, _LISTED, "- ")])


def _surely(ruling: Ruling, found: Iterable[SetAside]) -> bool:
    """Whether one of these holds in every world that is left."""
    return not ruling.may_hold(Not(part=AnyOf(parts=tuple(All(parts=(e.applies, e.condition)) for e in found))))


def _by(found: Sequence[SetAside], citations: Mapping[str, str]) -> str:
    """Say what of a norm is set aside, and by what: the norms that prevail over it, each once."""
    first = found[0]
    what = "the exception in " if first.part == "exception" else ""
    above = " and ".join(dict.fromkeys(_named(each.prevailing) for each in found))
    basis = citations.get(first.basis, first.basis)
    return f'{what}{_named(first.norm)}, by {above}, under {basis}: "{first.norm.text}"'


# What is still open


def _questions(ruling: Ruling, full: bool) -> Iterator[str]:
    """List what is still to be asked, then of what one is not sure: in short only once nothing is to be asked."""
    first = [_asked(fact) for fact in ruling.first_questions(_LISTED + 1)]
    if first:
        most = _LISTED if full else _as_many_as_fit(first)
        more = ["- and more"] if len(first) > most else []
        yield "\n".join(["Still to be asked:", *(f"- {each}" for each in first[:most]), *more])
        if not full:
            return
    facts = ruling.program.vocabulary.facts
    if ruling.not_sure:
        unsure = [facts[name].question for name in ruling.not_sure]
        yield "\n".join(["Not sure:", *_counted(unsure, _LISTED if full else _LISTED_IN_SHORT, "- ")])


def _as_many_as_fit(questions: Sequence[str]) -> int:
    """Return how many questions are listed in short: as many as have few words together, and one at least."""
    words = 0
    for count, each in enumerate(questions):
        words += len(each.split())
        if count and words > _ASKED_IN_SHORT:
            return count
    return len(questions)


def _asked(fact: Fact) -> str:
    """Write a question: whether it is a judgement, and whose it is where it is not read off the base."""
    judged = " (your judgement)" if fact.is_judgement else ""
    return f"{fact.question}{judged} [{fact.origin}]" if fact.origin else f"{fact.question}{judged}"


def whose_readings(by: str | None) -> str:
    """Say whether somebody has reviewed a reading."""
    return f"readings reviewed by {by}" if by else "our readings, unreviewed"


def _readings(ruling: Ruling, full: bool) -> Iterator[str]:
    """Say which open questions the outcome turns on, and to what each reading of them leads."""
    if not ruling.readings or (not full and ruling.first_questions(1)):
        return
    lead = "Open questions of interpretation, which the text does not decide:"
    if full:
        yield "\n".join([lead, *(_in_full(ruling, each) for each in ruling.readings)])
    else:
        yield "\n".join(_counted([_in_short(ruling, each) for each in ruling.readings], _LISTED_IN_SHORT))


def _in_short(ruling: Ruling, question: OpenQuestion) -> str:
    return f"{question.number} is open ({whose_readings(question.reviewed_by)}): {'; '.join(_ways(ruling, question))}."


def _in_full(ruling: Ruling, question: OpenQuestion) -> str:
    asked = f"- {question.number}: {question.question} ({whose_readings(question.reviewed_by)})"
    return "\n".join([asked, *(f"    - {each}" for each in _ways(ruling, question))])


def _ways(ruling: Ruling, question: OpenQuestion) -> Iterator[str]:
    """Say to which outcomes each reading of an open question leads."""
    outcomes = ruling.outcomes_by_reading(question)
    for name, words in question.readings:
        leads = " or ".join(_OUTCOMES[each] for each in OUTCOMES if each in outcomes[name])
        yield f'"{words}": {leads or "not possible here"}'


# What only the person can judge, and what holds whatever is done


def _left_to_the_person(ruling: Ruling, resolution: Resolution, full: bool) -> Iterator[str]:
    standing, read = ruling.subject_to, interpretive(ruling, resolution)
    if full:
        yield from _in_a_list("You remain subject to, whatever you do:", map(_quoted, standing))
        yield from _in_a_list("To be read beside it, decided by no machine:", map(_quoted, read))
        yield from _remarks(ruling)
        yield from _assumed(ruling)
        return
    if ruling.answer == "undetermined":
        return
    told = list(_remarks(ruling))
    judged = len(ruling.left_to_judge)
    if ruling.assumed:
        told.append(f"Assumed harmless: {len(ruling.assumed)} facts ({judged} judgements).")
    if standing and ruling.answer == "no_departure_found":  # where somebody could take it for the whole answer
        told.append(f"Yours to judge: {'these, ' if judged else ''}{len(standing)} standing provisions.")
    if read:
        told.append(f"Also read {', '.join(_counted([_quoted(each) for each in read], 1))}")
    if told:
        yield " ".join(told)


def _remarks(ruling: Ruling) -> Iterator[str]:
    """Say what documents remark on what was stated, though no norm turns on it."""
    alike: dict[str, list[str]] = {}
    for fact, value in remarked(ruling):
        said = fact.question if value is True else fact.label(value)
        alike.setdefault(fact.remark, []).append(f'"{said}"')
    for remark, quoted in alike.items():
        yield f"{', '.join(quoted)}: {remark}"


def _in_a_list(lead: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {each}" for each in items]
    if lines:
        yield "\n".join([lead, *lines])


def _assumed(ruling: Ruling) -> Iterator[str]:
    facts = ruling.program.vocabulary.facts
    judged = {fact.name for fact in ruling.left_to_judge}
    for lead, names in (
        ("Assumed, because nobody spoke of it; only you can judge it:", judged),
        ("Assumed, because nobody spoke of it:", ruling.assumed.keys() - judged),
    ):
        values = ((facts[name], value) for name, value in ruling.assumed.items() if name in names)
        yield from _in_a_list(lead, (f"{fact.question} {fact.label(value)}" for fact, value in values))


# What to do, and whom to ask


def _to_do(ruling: Ruling, resolution: Resolution) -> Iterator[str]:
    """Say what the text asks for beside what mends a broken norm."""
    advice = {each.norm.id for each in advisers(ruling, resolution)}
    told = advice | {each.norm.id for each in ruling.mends}
    others = (each for each in steps(ruling, resolution) if each.norm.id not in told)
    yield from _in_a_list("To do:", map(_step, others))


def _whom_to_ask(ruling: Ruling, resolution: Resolution) -> Iterator[str]:
    """Say whom the text names for whoever is unsure."""
    beforehand = ruling.stages == ("planned",) and ruling.answer not in OUTCOMES
    asked = [_advice(each, beforehand=beforehand) for each in advisers(ruling, resolution)]
    if asked:
        yield "\n".join(asked)


def _step(step: StepToTake) -> str:
    named = f": {whom(step)}" if step.slot is not None else ""
    return f"{step.do.rstrip('.')} ({step.norm.citation}){named}."


def _advice(step: StepToTake, *, beforehand: bool) -> str:
    """Say whom to ask for advice, before what is planned is done, and which provision says so."""
    if step.contact is None:
        return _step(step)
    ask = "Before you do it, ask" if beforehand else "Ask"
    return f"{ask} {contact_in_words(step.contact)} ({step.norm.citation})."


def _unraised(ruling: Ruling) -> Iterator[str]:
    facts, questions = ruling.program.vocabulary.facts, ruling.program.vocabulary.questions
    raisers = sorted({facts[str(questions[name].raised_by)].question for name in ruling.unraised})
    yield from _in_a_list("Not considered, because nothing stated raises it:", raisers)
