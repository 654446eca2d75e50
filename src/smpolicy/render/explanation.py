"""A decision in words that people can be shown.

Every sentence quotes or cites the text; none says that something is allowed, and none speaks of a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from smpolicy.conflicts.precedence import SetAside
from smpolicy.deciding.decision import Ruling
from smpolicy.deciding.reasons import interpretive, reasons, steps
from smpolicy.deciding.semantics import COMES_TO
from smpolicy.foundations.timeline import day_in_words
from smpolicy.meaning.conditions import All, AnyOf, Not
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Fact
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
#: The most that is listed of anything before the rest is counted.
_LISTED: Final = 8


def standing_notice(resolution: Resolution) -> str:
    """Return what is said of every decision."""
    more = resolution.governing.reminders.always
    return f"{_STANDING}; {more}" if more else f"{_STANDING}."


def decision_text(ruling: Ruling, resolution: Resolution, aside: Iterable[SetAside]) -> str:
    """Return a decision in words: the answer, why, what is still to be asked, what to do, and on what it stands.

    `aside` is what is set aside for the activity, or may be.
    """
    paragraphs = [
        *_answer(ruling, resolution),
        *_set_aside(ruling, resolution, aside),
        *_questions(ruling),
        *_also(ruling),
        *_to_be_read(ruling, resolution),
        *_steps(ruling, resolution),
        *_standing_on(ruling, resolution),
    ]
    return "\n\n".join(paragraphs)


def _reminded(sentence: str, reminder: str) -> str:
    return f"{sentence} {reminder}".rstrip()


def _answer(ruling: Ruling, resolution: Resolution) -> Iterator[str]:
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
            yield _reminded("Nothing you told us departs from a listed principle.", reminders.no_departure_found)
        case "departs":
            for reason in reasons(ruling, resolution):
                lead = "this would not be in line" if reason.norm.draft else "not in line"
                yield _quoted(reason.norm, "says should be done", f"As described, {lead} with what")
            if ruling.or_worse:
                yield "It may be worse: whether a 'shall' or 'required' provision is engaged as well is not settled."
        case "contravenes":
            for reason in reasons(ruling, resolution):
                lead = "this would conflict" if reason.norm.draft else "conflicts"
                yield f"As described, {lead} with a 'shall' or 'required' provision: {_quoted(reason.norm)}"
        case "undetermined":
            yield "What was stated does not settle it."
        case "seek_advice":
            sentence = "What was stated does not settle it, and no further question would."
            yield _reminded(sentence, reminders.seek_advice)
            yield from (_quoted(reason.norm, "is left open") for reason in reasons(ruling, resolution)[:_LISTED])


def _governing(resolution: Resolution) -> str:
    return resolution.governing.number


def _quoted(norm: Norm, verb: str = "", lead: str = "") -> str:
    return " ".join(part for part in (lead, _named(norm), verb) if part) + f': "{norm.text}"'


def _named(norm: Norm) -> str:
    return f"{norm.citation}{' (draft)' if norm.draft else ''}"


def _set_aside(ruling: Ruling, resolution: Resolution, aside: Iterable[SetAside]) -> Iterator[str]:
    """Say what is set aside for this activity and by what, then what may be; each norm once."""
    citations = {each.id: each.citation for instrument in resolution.instruments for each in instrument.provisions}
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
            rest = len(items) - _LISTED
            yield "\n".join([lead, *items[:_LISTED], *([f"- and {rest} more"] if rest > 0 else [])])


def _surely(ruling: Ruling, found: Iterable[SetAside]) -> bool:
    """Whether one of these holds in every world that is left."""
    return not ruling.may_hold(Not(part=AnyOf(parts=tuple(All(parts=(e.applies, e.condition)) for e in found))))


def _by(found: Sequence[SetAside], citations: Mapping[str, str]) -> str:
    """Say what of a norm is set aside, and by what: the norms that prevail over it, each once."""
    first = found[0]
    what = "the exception in " if first.part == "exception" else ""
    above = " and ".join(dict.fromkeys(_named(each.prevailing) for each in found))
    basis = citations.get(first.basis, first.basis)
    return f'- {what}{_named(first.norm)}, by {above}, under {basis}: "{first.norm.text}"'


def _questions(ruling: Ruling) -> Iterator[str]:
    first = ruling.first_questions(_LISTED + 1)
    if first:
        lines = [f"- {_asked(fact)}" for fact in first[:_LISTED]]
        yield "Still to be asked:\n" + "\n".join([*lines, *(["- and more"] if len(first) > _LISTED else [])])
    facts = ruling.program.vocabulary.facts
    if ruling.not_sure:
        yield "Not sure, and it matters:\n" + "\n".join(f"- {facts[name].question}" for name in ruling.not_sure)
    if ruling.readings:
        open_questions = [
            f"- {each.number}: {each.question} ({whose_readings(each.reviewed_by)})"
            + "".join(f"\n    - {said}" for _, said in each.readings)
            for each in ruling.readings
        ]
        yield "Open questions of interpretation, which the text does not decide:\n" + "\n".join(open_questions)


def _asked(fact: Fact) -> str:
    """Write a question, with whose it is where it is not read off an instrument of the base."""
    return f"{fact.question} [{fact.origin}]" if fact.origin else fact.question


def whose_readings(by: str | None) -> str:
    """Say whether somebody has reviewed a reading."""
    return f"readings reviewed by {by}" if by else "our readings, unreviewed"


def _also(ruling: Ruling) -> Iterator[str]:
    facts = ruling.program.vocabulary.facts
    for mend in ruling.mends:
        changes = "; ".join(
            f"{facts[name].question} {facts[name].label(value)}" for name, value in mend.changes.items()
        )
        yield f"{mend.norm.citation} would then not be departed from; other provisions remain. If instead: {changes}"
    if ruling.answer == "contravenes":
        lesser = [
            each.norm.citation
            for each in ruling.findings.values()
            if each.status == "broken" and COMES_TO.get(each.norm.force) == "departs" and each.norm.role != "step"
        ]
        if lesser:
            yield f"Not in line either with what these say should be done: {'; '.join(lesser)}."
    if ruling.subject_to:
        yield ("You remain subject to: " + "; ".join(dict.fromkeys(norm.citation for norm in ruling.subject_to)) + ".")


def _to_be_read(ruling: Ruling, resolution: Resolution) -> Iterator[str]:
    read = [f"- {_quoted(norm)}" for norm in interpretive(ruling, resolution)]
    if read:
        yield "To be read beside it, decided by no machine:\n" + "\n".join(read)


def _steps(ruling: Ruling, resolution: Resolution) -> Iterator[str]:
    lines = []
    for step in steps(ruling, resolution):
        whom = ""
        if step.contact is not None:
            whom = f" Contact: {contact_in_words(step.contact)}."
        elif step.slot is not None:
            whom = " The text leaves open who that is, and nobody is named for this structure."
        lines.append(f"- {step.do.rstrip('.')} ({step.norm.citation}).{whom}")
    if lines:
        yield "To do:\n" + "\n".join(lines)


def _standing_on(ruling: Ruling, resolution: Resolution) -> Iterator[str]:
    facts = ruling.program.vocabulary.facts
    if ruling.assumed:
        count = len(ruling.assumed)
        yield (
            f"Assumed, because nobody said otherwise: {count} facts at their neutral value, "
            "all listed with this decision."
        )
    if ruling.unraised:
        questions = ruling.program.vocabulary.questions
        raisers = sorted({facts[str(questions[name].raised_by)].question for name in ruling.unraised})
        yield "Not considered, because nothing stated raises it:\n" + "\n".join(f"- {each}" for each in raisers)
    yield "\n".join((standing_notice(resolution), *(each.words for each in resolution.notices)))
