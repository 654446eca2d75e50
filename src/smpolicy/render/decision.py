"""A decision for other tools: `smpolicy/decision@1`, whose keys are fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypedDict

from smpolicy.deciding.reasons import Reason, StepToTake, contacts, interpretive, reasons, remarked, steps
from smpolicy.deciding.semantics import OUTCOMES
from smpolicy.meaning.domains import plain_value
from smpolicy.meaning.norms import Contact
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, OpenQuestion, Stated
from smpolicy.render.condition import plain_condition
from smpolicy.render.explanation import decision_text, standing_notice
from smpolicy.render.mending import acts

if TYPE_CHECKING:
    from smpolicy.conflicts.precedence import Clash, ForReview, SetAside
    from smpolicy.deciding.decision import Assume, Ruling
    from smpolicy.deciding.mends import Mend
    from smpolicy.meaning.conditions import Value
    from smpolicy.render import formats
    from smpolicy.resolution.resolved import DocumentRecord, Resolution

FORMAT: Final = "smpolicy/decision@1"


def plain_decision(
    ruling: Ruling, resolution: Resolution, aside: Sequence[SetAside], *, assume: Assume
) -> formats.Decision:
    """Return a decision as plain values that JSON can hold, always in the same order.

    `aside` is what is set aside for the activity, or may be.
    Sets become sorted lists, and outcomes stand from the mildest to the worst.
    """
    arising = steps(ruling, resolution)
    taken = {each.norm.id: each for each in arising}
    return {
        "format": FORMAT,
        "structure": resolution.structure.id,
        "name": resolution.name.name,
        "as_of": resolution.as_of.isoformat(),
        "drafts": resolution.drafts,
        "assume": assume,
        "documents": [plain_document(each) for each in resolution.documents],
        "answer": ruling.answer,
        "settled": ruling.settled,
        "or_worse": ruling.or_worse,
        "possible": sorted(ruling.possible, key=OUTCOMES.index),
        "because": [plain_reason(each) for each in reasons(ruling, resolution)],
        "unsettled_by": {
            "questions": [plain_question(each) for each in ruling.questions],
            "not_sure": list(ruling.not_sure),
            "readings": [_open_question(each, ruling) for each in ruling.readings],
        },
        "subject_to": [norm.id for norm in ruling.subject_to],
        "interpretive": [norm.id for norm in interpretive(ruling, resolution)],
        "set_aside": [plain_set_aside(each) for each in aside],
        "steps": [_step(each) for each in arising],
        "contacts": [_contact(each) for each in contacts(ruling, resolution)],
        "mends": [_mend(each, taken.get(each.norm.id), ruling) for each in ruling.mends],
        "stated": plain_stated(ruling.stated),
        "assumed": plain_values(ruling.assumed),
        "remarks": [_remark(*each) for each in remarked(ruling)],
        "left_to_judge": [fact.name for fact in ruling.left_to_judge],
        "unraised": sorted(ruling.unraised),
        "findings": {norm: finding.status for norm, finding in ruling.findings.items()},
        "notices": [*(each.words for each in resolution.notices), standing_notice(resolution)],
        "text": decision_text(ruling, resolution, aside),
    }


def plain_document(record: DocumentRecord) -> formats.DocumentRecord:
    """Return which document took part, and exactly which text of it, as plain values."""
    return {
        "id": record.id,
        "version": record.version,
        "digest": record.digest,
        "draft": record.draft,
        "title": record.title,
        "path": record.path,
    }


def plain_contact(whom: Contact | None) -> formats.Contact | None:
    """Return whom to turn to as plain values; nothing where the place stands open."""
    return None if whom is None else _contact(whom)


def _contact(whom: Contact) -> formats.Contact:
    record: formats.Contact = {"name": whom.name, "email": whom.email}
    if whom.reviewed:
        record["reviewed"] = whom.reviewed.isoformat()
    if whom.document:
        record["document"] = whom.document
    return record


def plain_set_aside(each: SetAside) -> formats.SetAside:
    """Return a norm that is set aside, by what, and what survives, as plain values."""
    return {
        "norm": each.norm.id,
        "prevailing": each.prevailing.id,
        "kind": each.kind,
        "part": each.part,
        "grade": each.grade,
        "basis": each.basis,
        "survives": each.survives,
        "survives_where": plain_condition(each.survives_where),
        "witness": {"facts": plain_values(each.witness)},
    }


def plain_clash(each: Clash) -> formats.Clash:
    """Return an overlay norm that is inconsistent with one of the base, and not set aside, as plain values."""
    return {
        "norm": each.norm.id,
        "other": each.other.id,
        "kind": each.kind,
        "how": each.how,
        "why": each.why,
        "witness": {"facts": plain_values(each.witness)},
    }


def plain_for_review(each: ForReview) -> formats.ForReview:
    """Return an overlay norm of which a person must decide whether it is inconsistent, as plain values."""
    return {
        "norm": each.norm.id,
        "other": each.other.id if each.other else None,
        "kind": each.kind,
        "why": each.why,
        "witness": {"facts": plain_values(each.witness)},
    }


def plain_reason(reason: Reason) -> formats.Reason:
    """Return a norm that an answer rests on, and how it stands, as plain values."""
    norm = reason.norm
    record: formats.Reason = {
        "norm": norm.id,
        "provision": norm.provision,
        "instrument": norm.instrument,
        "citation": norm.citation,
        "status": reason.status,
        "words": norm.text,
        "source": {"path": norm.span.path, "line": norm.span.line},
    }
    if norm.draft:
        record["draft"] = True
    return record


class _Beside(TypedDict, total=False):
    """What stands beside a question where there is something to say."""

    help: str
    judgement: bool
    origin: str


def plain_question(fact: Fact) -> formats.Question:
    """Return a question, with what can be answered, as plain values."""
    beside: _Beside = {}
    if fact.help:
        beside["help"] = fact.help
    if fact.is_judgement:
        beside["judgement"] = True
    if fact.origin:
        beside["origin"] = fact.origin
    return {
        "fact": fact.name,
        "question": fact.question,
        **beside,
        **fact.domain.printed(),
        "options": [{"value": plain_value(each.value), "label": each.label} for each in fact.options()],
    }


def _open_question(question: OpenQuestion, ruling: Ruling) -> formats.OpenQuestion:
    outcomes = ruling.outcomes_by_reading(question)
    return {
        "id": question.id,
        "number": question.number,
        "question": question.question,
        "readings": [
            {"id": name, "says": words, "outcomes": sorted(outcomes[name], key=OUTCOMES.index)}
            for name, words in question.readings
        ],
        "reviewed_by": question.reviewed_by,
    }


def _step(step: StepToTake) -> formats.StepToTake:
    return {
        "provision": step.norm.provision,
        "norm": step.norm.id,
        "citation": step.norm.citation,
        "do": step.do,
        "contact": plain_contact(step.contact),
    }


def _remark(fact: Fact, value: Value) -> formats.StatedRemark:
    return {"fact": fact.name, "value": plain_value(value), "remark": fact.remark}


def _mend(mend: Mend, step: StepToTake | None, ruling: Ruling) -> formats.Mend:
    norm = mend.norm
    return {
        "norm": norm.id,
        "provision": norm.provision,
        "citation": norm.citation,
        "changes": plain_values(mend.changes),
        "words": list(mend.words),
        "excepts": list(mend.excepts),
        "acts": [{"stage": each.stage, "do": each.do} for each in acts(mend, step, ruling)],
    }


def plain_values(values: Mapping[str, Value]) -> dict[str, formats.Value]:
    """Return values of facts, each in the form in which a caller can state it."""
    return {name: plain_value(value) for name, value in sorted(values.items())}


def plain_stated(stated: Mapping[str, Stated]) -> dict[str, formats.Value | formats.PartOfSet]:
    """Return what was stated of facts in the form in which a caller can state it again."""
    return {name: NOT_SURE.value if each is NOT_SURE else plain_value(each) for name, each in sorted(stated.items())}
