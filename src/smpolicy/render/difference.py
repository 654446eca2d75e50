"""A difference between two policies, for people and for other tools: `smpolicy/diff@1`, whose keys are fixed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

from smpolicy.deciding.reasons import Reason
from smpolicy.deciding.semantics import Outcome
from smpolicy.documents.scalars import scalar_value
from smpolicy.foundations.timeline import day_in_words
from smpolicy.foundations.wording import word_by_word
from smpolicy.render.decision import plain_contact, plain_document, plain_reason, plain_values
from smpolicy.render.explanation import standing_notice, whose_readings
from smpolicy.resolution.resolved import contact_in_words

if TYPE_CHECKING:
    from smpolicy.comparing.changes import Activity, Change, Comparison, TextChange, Unlike
    from smpolicy.conflicts.regime import Regime
    from smpolicy.meaning.conditions import Value
    from smpolicy.meaning.vocabulary import Constraint
    from smpolicy.render import formats

FORMAT: Final = "smpolicy/diff@1"

_WIDTH: Final = 100
_PLAIN: Final = re.compile(r"[A-Za-z][\w-]*")

#: The outcomes in words, and as they would be by a draft; `{}` stands for what nothing departs from.
_OUTCOMES: Final[Mapping[Outcome, tuple[str, str]]] = {
    "not_in_force": ("nothing is in force",) * 2,
    "outside_scope": ("outside the scope, and no departure is claimed",) * 2,
    "no_departure_found": ("nothing departs from {}",) * 2,
    "departs": ("not in line with what should be done", "would not be in line with what should be done"),
    "contravenes": (
        "conflicts with a 'shall' or 'required' provision", "would conflict with a 'shall' or 'required' provision"
    ),
}  # fmt: skip
_MARKS: Final = {"added": "+", "removed": "-", "reworded": "~", "moved": ">", "split": "%"}


# ------------------------------------------------------------ in plain text


def difference_text(difference: Comparison) -> str:
    """Write a difference for a terminal, wrapped to 100 columns; examples are facts ready to be stated."""
    blocks = [
        *_head(difference),
        *_answers(difference),
        *_texts(difference),
        *_limits(difference),
        *_documents(difference),
        standing_notice(difference.after.resolution),
    ]
    return "\n\n".join(blocks)


def answers_in_words(difference: Comparison) -> Iterator[str]:
    """Yield what is said of the answers of a difference, block by block: each change with a witness."""
    return _answers(difference)


def _head(difference: Comparison) -> Iterator[str]:
    sides = (("Before", difference.before), ("After", difference.after))
    yield "\n".join(_wrapped(_called(regime), f"{label + ':':<8}", " " * 8) for label, regime in sides)
    notices = {each: None for _, regime in sides for each in regime.notices}
    for notice in notices:
        whose = [label.lower() for label, regime in sides if notice in regime.notices]
        yield _wrapped(notice if len(whose) == 2 else f"({whose[0]}) {notice}", "! ", "  ")
    yield "-" * _WIDTH


def _called(regime: Regime) -> str:
    drafts = ", with drafts" if regime.drafts else ""
    return f"{regime.name} ({regime.structure.id}), as of {day_in_words(regime.as_of)}{drafts}"


def _labels(difference: Comparison) -> tuple[str, str]:
    """Return how the two sides are called in a line."""
    structures = difference.before.structure.id, difference.after.structure.id
    if structures[0] == structures[1]:
        return "was", "is now"
    return f"in {structures[0]}", f"in {structures[1]}"


def _answers(difference: Comparison) -> Iterator[str]:
    if not difference.comparable:
        yield "No activity is possible under both, so no answer can be compared."
    elif not difference.changes:
        yield _wrapped(
            "No activity changes: every activity that is possible under both has the same answer before and after, "
            "under every reading of what is open. This is proved, not sampled."
        )
        if not difference.same_text:
            yield "What differs is the text."
    else:
        count = len(difference.changes)
        yield _wrapped(
            f"Answers: {count} {'change' if count == 1 else 'changes'}, each with an example. "
            "No other change of an answer exists; this is proved, not sampled."
        )
        yield from (_change(number, each, difference) for number, each in enumerate(difference.changes, 1))


def _change(number: int, change: Change, difference: Comparison) -> str:
    labels = _labels(difference)
    width = max(map(len, labels)) + 2
    outcomes = zip(labels, (change.before, change.after), strict=True)
    becauses = change.because_before, change.because_after
    answers = [
        f"{label + ':':<{width}}{_outcome(outcome, reasons, difference)}"
        for (label, outcome), reasons in zip(outcomes, becauses, strict=True)
    ]
    margin = " " * (len(str(number)) + 2)
    lines = [f"{number}. {answers[0]}", f"{margin}{answers[1]}"]
    lines += [f"{margin}{line}" for line in _example(change, difference)]
    sides = zip(labels, (change.before, change.after), becauses, strict=True)
    for label, outcome, reasons in sides:
        lines += [_wrapped(_rests(label, outcome, each), f"{margin}- ", f"{margin}  ") for each in reasons]
    if not any(becauses) and "outside_scope" in (change.before, change.after):
        lines.append(f"{margin}- it turns on the scope of the instruments, and on no norm")
    return "\n".join(lines)


def _outcome(outcome: Outcome, reasons: Iterable[Reason], difference: Comparison) -> str:
    words = difference.after.resolution.words
    return _OUTCOMES[outcome][any(each.norm.draft for each in reasons)].format(words.principle)


def _example(change: Change, difference: Comparison) -> Iterator[str]:
    activities = change.activity_before, change.activity_after
    common = {name: value for name, value in activities[0].facts.items() if activities[1].facts.get(name) == value}
    if any(each.facts for each in activities):
        yield "for example, with all other conduct neutral:"
    else:
        yield "for example, with all conduct neutral, and nothing else stated"
    yield from (f"  {line}" for line in _yaml(common))
    for side, activity in zip(("before", "after"), activities, strict=True):
        own = {name: value for name, value in activity.facts.items() if name not in common}
        if own:
            yield f"stated {side} alone:"
            yield from (f"  {line}" for line in _yaml(own))
    yield from _readings(difference, activities)


def _yaml(facts: Mapping[str, Value]) -> Iterator[str]:
    for name, value in plain_values(facts).items():
        written = f"[{', '.join(map(_scalar, value))}]" if isinstance(value, list) else _scalar(value)
        yield f"{name}: {written}"


def _scalar(value: object) -> str:
    plain = isinstance(value, str) and _PLAIN.fullmatch(value) and isinstance(scalar_value(value), str)
    return str(value) if plain else json.dumps(value)


def _readings(difference: Comparison, activities: tuple[Activity, Activity]) -> Iterator[str]:
    """Say under which readings of open questions the answers are these, and on which side a question is open."""
    sides_of: dict[str, list[str]] = {}
    for regime, activity, side in zip(
        (difference.before, difference.after), activities, ("before", "after"), strict=True
    ):
        for name, reading in sorted(activity.readings.items()):
            question = regime.vocabulary.questions[name]
            words = f'{question.number}, "{dict(question.readings)[reading]}" ({whose_readings(question.reviewed_by)})'
            sides_of.setdefault(words, []).append(side)
    for words, sides in sides_of.items():
        alone = "" if len(sides) == 2 else f", {sides[0]} alone"
        yield f"read so{alone}: {words}"


def _rests(label: str, outcome: Outcome, reason: Reason) -> str:
    """Say how a norm bears on an outcome, and in which words."""
    norm = reason.norm
    named = f"{norm.citation} (draft)" if norm.draft else norm.citation
    match reason.status:
        case "broken":
            how = f"against {named}"
        case "undetermined":
            how = f"possibly against {named}"
        case "met":
            how = f"asked for by {named}"
        case _:
            how = f"{named} says {'from when' if outcome == 'not_in_force' else 'where'} it applies"
    return f'{label}: {how}: "{" ".join(norm.text.split())}"'


def _texts(difference: Comparison) -> Iterator[str]:
    if difference.same_text:
        yield "Texts: the same words, place by place, and the same contacts."
        return
    kinds = [each.kind for each in difference.texts]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in _MARKS if kind in kinds)
    if counted:
        lines = [line for each in difference.texts for line in _text_change(each)]
        yield "\n".join([f"Places of the text: {counted}.", *lines])
    if difference.contacts:
        named = [
            f"{each.slot}: {_named(each.before)}; {_labels(difference)[1]}: {_named(each.after)}"
            for each in difference.contacts
        ]
        yield "\n".join(["Contacts:", *(_wrapped(each, "  - ", "    ") for each in named)])


def _text_change(change: TextChange) -> Iterator[str]:
    mark = _MARKS[change.kind]
    draft = "[draft] " if change.draft else ""
    place = f"{change.was}, which is now {change.id}" if change.was else change.id
    if change.kind == "moved":
        yield _wrapped(f"{draft}{place}: {change.after}", f"  {mark} ", "    ")
    elif change.kind in ("reworded", "split"):
        yield _wrapped(f"{draft}{place}, was: {change.before}", f"  {mark} ", "    ")
        yield _wrapped(f"is now: {change.after}", "    ", "    ")
        yield _wrapped(f"word by word: {word_by_word(change.before or '', change.after or '')}", "    ", "    ")
    else:
        yield _wrapped(f"{draft}{change.id}: {change.before or change.after or ''}", f"  {mark} ", "    ")


def _named(whom: Any) -> str:
    return contact_in_words(whom) if whom else "nobody is named"


def _limits(difference: Comparison) -> Iterator[str]:
    """Say what each side alone knows, permits or decides, so that nothing which is not compared goes unsaid."""
    lines = [*_vocabularies(difference.unlike), *_constraints(difference.unlike)]
    for each in difference.unlike.closings:
        lines.append(f"open question {each.question}: {_closed(each.before)} before, {_closed(each.after)} after")
    if lines:
        yield "\n".join(
            ["Where the two differ in what can be said:", *(_wrapped(each, "  - ", "    ") for each in lines)]
        )


def _vocabularies(unlike: Unlike) -> Iterator[str]:
    for side, names in (("before", unlike.known_before), ("after", unlike.known_after)):
        if names:
            yield f"known {side} alone: {', '.join(names)}"
    for change in unlike.values:
        if change.apart:
            yield f"{change.name} has other answers before and after, so that each is taken for itself"
            continue
        for side, values in (("before", change.before), ("after", change.after)):
            if values:
                yield f"{change.name}: {', '.join(values)} {side} alone, and not compared"
    for name, value in unlike.decided_before.items():
        yield f"{name} is {value} before and {unlike.decided_after.get(name)} after, as the structure itself decides"


def _constraints(unlike: Unlike) -> Iterator[str]:
    for side, constraints in (("before", unlike.constraints_before), ("after", unlike.constraints_after)):
        yield from (f"true {side} alone: {each.why}" for each in constraints)
    for side, constraints in (("before", unlike.excluded_before), ("after", unlike.excluded_after)):
        yield from (
            f"possible {side} alone, and not compared: what is contrary to “{each.why}”" for each in constraints
        )


def _closed(reading: str | None) -> str:
    return f"closed, read as {reading}," if reading else "not closed"


def _documents(difference: Comparison) -> Iterator[str]:
    """Name the documents that took part on one side only, each with exactly which text of it."""
    before, after = difference.before.documents, difference.after.documents
    lines = [
        f"{side}: {each.id} {each.version}{' (draft)' if each.draft else ''} {each.digest}"
        for side, own, others in (("before", before, after), ("after", after, before))
        for each in own
        if (each.id, each.digest) not in {(other.id, other.digest) for other in others}
    ]
    if lines:
        yield "\n".join(["Documents on one side only:", *(f"  - {each}" for each in lines)])


def _wrapped(words: str, first: str = "", then: str = "") -> str:
    return fill(
        words,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )


# ------------------------------------------------------------ in JSON


def plain_difference(difference: Comparison) -> formats.Difference:
    """Return a difference as plain values that JSON can hold, always in the same order."""
    return {
        "format": FORMAT,
        "before": _side(difference.before),
        "after": _side(difference.after),
        "comparable": difference.comparable,
        "same_answers": difference.same_answers,
        "same_text": difference.same_text,
        "changes": [_plain_change(each) for each in difference.changes],
        "texts": [_plain_text_change(each) for each in difference.texts],
        "contacts": [
            {"slot": each.slot, "before": plain_contact(each.before), "after": plain_contact(each.after)}
            for each in difference.contacts
        ],
        "unlike": _plain_unlike(difference.unlike),
        "text": difference_text(difference),
    }


def _side(regime: Regime) -> formats.Compared:
    return {
        "structure": regime.structure.id,
        "name": regime.name,
        "as_of": regime.as_of.isoformat(),
        "drafts": regime.drafts,
        "in_force": regime.in_force,
        "digest": regime.digest,
        "documents": [plain_document(each) for each in regime.documents],
        "notices": [*regime.notices, standing_notice(regime.resolution)],
    }


def _plain_text_change(change: TextChange) -> formats.TextChange:
    record: formats.TextChange = {
        "id": change.id,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "citation": change.citation,
    }
    if change.was is not None:
        record["was"] = change.was
    if change.draft:
        record["draft"] = True
    return record


def _plain_change(change: Change) -> formats.Change:
    return {
        "before": change.before,
        "after": change.after,
        "activity_before": _activity(change.activity_before),
        "activity_after": _activity(change.activity_after),
        "because_before": [plain_reason(each) for each in change.because_before],
        "because_after": [plain_reason(each) for each in change.because_after],
    }


def _activity(activity: Activity) -> formats.Activity:
    return {"facts": plain_values(activity.facts), "readings": dict(sorted(activity.readings.items()))}


def _plain_unlike(unlike: Unlike) -> formats.Unlike:
    def whys(constraints: Iterable[Constraint]) -> list[str]:
        return [each.why for each in constraints]

    return {
        "known_before": list(unlike.known_before),
        "known_after": list(unlike.known_after),
        "values": [
            {"name": each.name, "before": list(each.before), "after": list(each.after), "apart": each.apart}
            for each in unlike.values
        ],
        "decided_before": plain_values(unlike.decided_before),
        "decided_after": plain_values(unlike.decided_after),
        "closings": [
            {"question": each.question, "before": each.before, "after": each.after} for each in unlike.closings
        ],
        "constraints_before": whys(unlike.constraints_before),
        "constraints_after": whys(unlike.constraints_after),
        "excluded_before": whys(unlike.excluded_before),
        "excluded_after": whys(unlike.excluded_after),
    }
