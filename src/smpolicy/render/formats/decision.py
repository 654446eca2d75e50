"""`smpolicy/decision@1`: how an activity stands, why, and what would settle it."""

from __future__ import annotations

from typing import Literal, NotRequired

from smpolicy.deciding.decision import Assume
from smpolicy.deciding.semantics import Answer, FindingStatus, Outcome
from smpolicy.meaning.domains import DomainKind
from smpolicy.meaning.vocabulary import Stage
from smpolicy.render.formats.parts import Contact, Described, DocumentRecord, Open, Reason, SetAside, Value


class Option(Described):
    """One answer to a question."""

    value: bool | str | list[str]
    """The answer, as a caller may state it."""
    label: str
    """The answer in plain words."""


class Question(Described):
    """A fact still to be asked."""

    fact: str
    """The dotted name of the fact."""
    question: str
    """The question, in plain words."""
    help: NotRequired[str]
    """What helps to answer it."""
    judgement: NotRequired[bool]
    """True where the answer is somebody's judgement, which nobody can look up."""
    origin: NotRequired[str]
    """Whose question it is, where it was not read off an instrument of the base."""
    kind: Open[DomainKind]
    """Of which kind an answer is."""
    unit: NotRequired[str]
    """What a whole number counts."""
    choices: list[str]
    """The names of what can be answered; empty where no list has them. `options` has what a caller may state."""
    options: list[Option]
    """What can be answered, each as a value that a caller may state; empty where no list has them.

    Of a set it is each member by itself: an answer may join several, or hold none.
    """


class Reading(Described):
    """One way to read an open question."""

    id: str
    """The short name of the reading."""
    says: str
    """What the text means, read so."""
    outcomes: list[Outcome]
    """The outcomes that are possible if it is read so, the mildest first; none where that leaves no world."""


class OpenQuestion(Described):
    """A question of interpretation that the text does not decide."""

    id: str
    """The id of the question."""
    number: str
    """Its number, as people cite it."""
    question: str
    """The question, in plain words."""
    readings: list[Reading]
    """The ways to read it."""
    reviewed_by: str | None
    """Who has reviewed these readings; null where nobody has."""


class UnsettledBy(Described):
    """What would settle the answer, or keeps it from being settled."""

    questions: list[Question]
    """Facts still to be asked, the most decisive first."""
    not_sure: list[str]
    """Facts of which a person was not sure, and which matter."""
    readings: list[OpenQuestion]
    """Open questions of interpretation on which the outcome turns."""


class StepToTake(Described):
    """Something that the text asks one to do now."""

    provision: str
    """The id of the provision that asks for it."""
    norm: str
    """The id of the norm that asks for it."""
    citation: str
    """The place in the text, as people cite it."""
    do: str
    """What to do, in plain words."""
    contact: Contact | None
    """Whom to turn to; null where the text leaves it open."""


class PartOfSet(Described):
    """What is known of a set of which not everything is known."""

    has: list[str]
    """Members that it has."""
    lacks: list[str]
    """Members that it lacks."""


class ActToMend(Described):
    """Something to do about a norm that is broken."""

    stage: Stage | None
    """Whether it is for what is planned or for what is done; null where that makes no difference."""
    do: str
    """What to do, in plain words with those of the text."""


class Mend(Described):
    """What mends a norm that is broken."""

    norm: str
    """The id of the norm that is broken."""
    provision: str
    """The id of the provision it stands in, or under."""
    citation: str
    """The place in the text, as people cite it."""
    changes: dict[str, Value]
    """The facts of the smallest change of conduct that would leave it unbroken, each with its new value.

    No judgement is among them, and nothing that is looked up; empty where nothing so small mends it.
    """
    words: list[str]
    """The words of the norm that name what to leave out, or what was left undone."""
    excepts: list[str]
    """What the text excepts, in its words. To name it is no advice to use it."""
    acts: list[ActToMend]
    """What to do, before it is done or after: at the stage that was stated, or at each."""


class StatedRemark(Described):
    """What a document remarks on something that was stated, though no norm turns on it."""

    fact: str
    """The dotted name of the fact."""
    value: Value
    """What was stated of it."""
    remark: str
    """The remark, in plain words."""


class Decision(Described):
    """How an activity stands, why, and what would settle it: `evaluate --format json`, `Decision.to_json()`."""

    format: Literal["smpolicy/decision@1"]
    """The name of this format."""
    structure: str
    """The id of the structure."""
    name: str
    """The name that the structure bore on that day."""
    as_of: str
    """The day that counts, like 2026-03-31."""
    drafts: bool
    """Whether drafts were asked for."""
    assume: Assume
    """Whether conduct that nobody stated was taken at its neutral value."""
    documents: list[DocumentRecord]
    """The documents that took part."""
    answer: Answer
    """The outcome if there is only one; the mildest if even that departs; else `undetermined` or `seek_advice`."""
    settled: bool
    """Whether only one outcome is possible."""
    or_worse: bool
    """Whether a worse outcome than the answer remains possible."""
    possible: list[Outcome]
    """Every outcome that agrees with what was stated, from the mildest to the worst."""
    because: list[Reason]
    """The norms that the answer rests on."""
    unsettled_by: UnsettledBy
    """What would settle the answer."""
    subject_to: list[str]
    """The ids of the standing norms that the person remains subject to."""
    interpretive: list[str]
    """The ids of local norms that no machine decides, to be read beside the answer."""
    set_aside: list[SetAside]
    """The overlay norms set aside for this activity."""
    steps: list[StepToTake]
    """What the text asks one to do now."""
    contacts: list[Contact]
    """Whom to turn to: those whom the steps name, and where something departs or is open those who give advice."""
    mends: list[Mend]
    """For each norm of `because` that is surely broken, what mends it."""
    stated: dict[str, Value | PartOfSet]
    """What was stated, and what the structure itself decides, by the name of the fact."""
    assumed: dict[str, Value]
    """What was taken at its neutral value because nobody said otherwise."""
    remarks: list[StatedRemark]
    """What documents remark on what was stated, though no norm turns on it."""
    left_to_judge: list[str]
    """The judgements among what was assumed: only the person can make them."""
    unraised: list[str]
    """The open questions left aside because nothing stated raises them."""
    findings: dict[str, Open[FindingStatus]]
    """How each norm stands that facts can decide, by its id."""
    notices: list[str]
    """What must be said beside this decision."""
    text: str
    """The decision in few words that people can be shown."""
