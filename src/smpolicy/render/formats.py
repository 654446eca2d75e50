"""The formats that are printed for other tools, as types: what each key holds.

The words below each key are its description in the JSON Schema, and on the page `docs/reference/formats.md`.
Keys may be added; none is renamed or given another type. A reader passes over keys that it does not know.
Where a list of values is an `Open` one, values may be added; every other list stays as it is.

`TypedDict` comes from `typing_extensions`, which pydantic brings along: on Python 3.11 it describes no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal, NotRequired, TypeAlias, TypeVar

from typing_extensions import TypedDict

from smpolicy.conflicts.precedence import Effect
from smpolicy.deciding.decision import Answer, Assume, FindingStatus
from smpolicy.deciding.semantics import Outcome
from smpolicy.foundations.diagnostics import Severity
from smpolicy.foundations.keywords import Force, Polarity, Relation
from smpolicy.meaning.domains import DomainKind
from smpolicy.resolution.in_force import LeftOutWhy
from smpolicy.resolution.resolved import EntryKind

#: What happened to a place of the text.
TextChangeKind: TypeAlias = Literal["added", "removed", "reworded"]


#: What the schema says of a value that a list does not name yet.
ANOTHER: Final = {"type": "string", "description": "Another value: a later version may add to this list."}


class _MayGrow:
    """What makes a list of values an open one in the JSON Schema: an older schema accepts a value that is added."""

    def __get_pydantic_json_schema__(self, values: Any, schema_of: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return {"anyOf": [schema_of(values), ANOTHER]}


_Values = TypeVar("_Values")
#: One of the values that this version knows; a later version may know more.
Open: TypeAlias = Annotated[_Values, _MayGrow()]


class _Described(TypedDict):
    """What all parts have in common: the words below a key describe it."""


# Set from outside: in the class it would be a key of every part for whoever checks types.
_Described.__pydantic_config__ = {"use_attribute_docstrings": True}  # type: ignore[attr-defined]


# ------------------------------------------------------------ parts of several formats


class Place(_Described):
    """A line of a file."""

    path: str
    """The file."""
    line: int
    """The line, from 1."""


class DocumentRecord(_Described):
    """A document that took part, and exactly which text of it."""

    id: str
    """The id of the document."""
    version: str
    """Its version."""
    digest: str
    """The digest of its bytes: `sha256:` and 64 digits."""
    draft: bool
    """Whether it is a draft."""
    title: str
    """Its title."""
    path: str
    """The file it stands in."""


class Contact(_Described):
    """Whom to turn to."""

    name: str
    """The office, as the text or the issuance calls it."""
    email: str | None
    """Its address; null where none is known."""
    reviewed: NotRequired[str]
    """The day on which somebody last looked whether this is still so."""
    document: NotRequired[str]
    """The document that names it."""


class SetAside(_Described):
    """A norm over which another norm prevails where the two are inconsistent."""

    norm: str
    """The id of the norm that is set aside."""
    prevailing: str
    """The id of the norm that prevails."""
    kind: str
    """How they oppose each other, by the name of its kind: `permits-disapproved`, `adds-exception`."""
    part: Literal["norm", "exception"]
    """What of the norm is set aside: the norm itself, or an exception of it."""
    grade: Literal["total", "direct"]
    """`total` where nothing survives, else `direct`."""
    basis: str
    """The provision by which the other prevails."""
    survives: str
    """What is left of the norm, in words."""
    survives_where: dict[str, Any]
    """The same as a condition beside the norm's own, in the form in which documents state conditions."""
    witness: dict[str, Any]
    """Under `facts`, an activity that shows it."""


# ------------------------------------------------------------ smpolicy/decision@1


class Reason(_Described):
    """A norm that the answer rests on."""

    norm: str
    """The id of the norm."""
    provision: str
    """The id of the provision it stands in, or under."""
    instrument: str
    """The id of its instrument."""
    citation: str
    """The place in the text, as people cite it."""
    status: Open[FindingStatus]
    """How the norm stands."""
    words: str
    """Its words, verbatim."""
    source: Place
    """Where it is written down."""
    draft: NotRequired[bool]
    """True where it stands in a draft; absent otherwise."""


class Option(_Described):
    """One answer to a question."""

    value: bool | str | list[str]
    """The answer, as a caller may state it."""
    label: str
    """The answer in plain words."""


class Question(_Described):
    """A fact still to be asked."""

    fact: str
    """The dotted name of the fact."""
    question: str
    """The question, in plain words."""
    help: NotRequired[str]
    """What helps to answer it."""
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


class Reading(_Described):
    """One way to read an open question."""

    id: str
    """The short name of the reading."""
    says: str
    """What the text means, read so."""


class OpenQuestion(_Described):
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


class UnsettledBy(_Described):
    """What would settle the answer, or keeps it from being settled."""

    questions: list[Question]
    """Facts still to be asked, the most decisive first."""
    not_sure: list[str]
    """Facts of which a person was not sure, and which matter."""
    readings: list[OpenQuestion]
    """Open questions of interpretation on which the outcome turns."""


class StepToTake(_Described):
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


class PartOfSet(_Described):
    """What is known of a set of which not everything is known."""

    has: list[str]
    """Members that it has."""
    lacks: list[str]
    """Members that it lacks."""


Value: TypeAlias = bool | int | str | list[str]


class Mend(_Described):
    """The smallest change of conduct that would leave a broken norm unbroken."""

    norm: str
    """The id of the norm that is broken."""
    provision: str
    """The id of the provision it stands in, or under."""
    citation: str
    """The place in the text, as people cite it."""
    changes: dict[str, Value]
    """The facts to change, each with its new value."""


class Decision(_Described):
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
    mends: list[Mend]
    """For each norm surely broken, the smallest change that would leave it unbroken."""
    stated: dict[str, Value | PartOfSet]
    """What was stated, and what the structure itself decides, by the name of the fact."""
    assumed: dict[str, Value]
    """What was taken at its neutral value because nobody said otherwise."""
    unraised: list[str]
    """The open questions left aside because nothing stated raises them."""
    findings: dict[str, Open[FindingStatus]]
    """How each norm stands that facts can decide, by its id."""
    notices: list[str]
    """What must be said beside this decision."""
    text: str
    """The decision in words that people can be shown."""


# ------------------------------------------------------------ smpolicy/policy@1


class SlotContact(_Described):
    """A place in the text for someone to turn to, and who that is for this structure."""

    slot: str
    """The id of the slot."""
    provision: str
    """The id of the provision it stands in."""
    words: str
    """The words of the text that stand for whoever it is."""
    contact: Contact | None
    """Whom it names; null where it stands open."""


class Clash(_Described):
    """A norm of an overlay that is inconsistent with one of the base, where no clause says which one prevails."""

    norm: str
    """The id of the overlay norm."""
    other: str
    """The id of the norm of the base."""
    kind: str
    """`higher-layer` or `same-layer` where no clause speaks of the two; else as `how`."""
    how: str
    """How they oppose each other, as under `set_aside`."""
    why: str
    """Why neither is set aside, in words."""
    witness: dict[str, Any]
    """Under `facts`, an activity that shows it."""


class ForReview(_Described):
    """A norm of an overlay of which a person must decide whether it is inconsistent; nothing is set aside."""

    norm: str
    """The id of the overlay norm."""
    other: str | None
    """The id of the norm of the base, if it is about one."""
    kind: str
    """What it may be, by the name of its kind."""
    why: str
    """Why a person must decide, in words."""
    witness: dict[str, Any]
    """Under `facts`, an activity that shows it, if there is one."""


class Undetermined(_Described):
    """Two norms of which the budget of work did not suffice to tell whether they are inconsistent."""

    norm: str
    """The id of the overlay norm."""
    other: str
    """The id of the norm of the base."""


class LeftOut(_Described):
    """A document of the structure, or a norm of one, without part in the text although it began by that day."""

    id: str
    """The id of the document or of the norm."""
    why: Open[LeftOutWhy]
    """Why, in a word."""
    words: str
    """Why, in words."""


class Closing(_Described):
    """An open question that an interpretation has closed."""

    question: str
    """The id of the open question."""
    reading: str
    """The short name of the reading chosen."""
    document: str
    """The id of the interpretation."""


class Entry(_Described):
    """One place of the consolidated text: a provision, or what an overlay adds under it."""

    kind: Open[EntryKind]
    """What it is: a provision, what an overlay adds to it, or an interpretation that closes a question of it."""
    id: str
    """The id of the provision or of the addition."""
    provision: str
    """The provision itself, or the one that an addition stands under."""
    document: str
    """The id of the document it comes from."""
    depth: int
    """How deep it stands in the text, from 0."""
    eid: NotRequired[str]
    """The Akoma Ntoso eId of a provision."""
    layout: NotRequired[str]
    """What it is in the printed text: `section`, `bullet` and others."""
    number: NotRequired[str]
    """The number of a provision, for citations."""
    heading: NotRequired[str]
    """The title on a line of its own."""
    text: str
    """The words, verbatim."""
    citation: str
    """The place in the text, as people cite it."""
    origin: str
    """Why it is there, in words."""
    source: Place
    """Where it is written down."""
    effect: NotRequired[Open[Effect]]
    """What becomes of an addition beside the instruments above; absent of a provision."""
    norm: NotRequired[str]
    """The id of the norm that an addition states."""
    force: NotRequired[Open[Force]]
    """How strongly that norm is worded."""
    relation: NotRequired[Open[Relation]]
    """How that norm stands to the provision it is under; absent where nothing can be compared."""
    readback: NotRequired[str]
    """What the machine does with that norm, in generated words, to be compared with the text."""
    draft: NotRequired[bool]
    """True where it stands in a draft; absent otherwise."""


class PolicyText(_Described):
    """What holds for one structure on one day, in one consolidated text: `show --format json`."""

    format: Literal["smpolicy/policy@1"]
    """The name of this format."""
    structure: str
    """The id of the structure."""
    kind: str
    """What kind of structure it is."""
    name: str
    """The name that it bore on that day."""
    as_of: str
    """The day that counts, like 2026-03-31."""
    drafts: bool
    """Whether drafts were asked for."""
    in_force: bool
    """Whether the governing instrument is in force there on that day."""
    digest: str
    """The digest of the text: it changes with the text, and with nothing else."""
    documents: list[DocumentRecord]
    """The documents that it was made from."""
    drafts_left_out: list[str]
    """The ids of drafts that do not count because nobody asked for drafts."""
    notices: list[str]
    """What must be said beside this text."""
    contacts: list[SlotContact]
    """Whom to turn to, by the slots of the text."""
    left_out: list[LeftOut]
    """Documents of the structure without part in the text, and why; what begins later is not spoken of."""
    closed: list[Closing]
    """The open questions that interpretations have closed."""
    set_aside: list[SetAside]
    """The norms over which another norm prevails."""
    clashes: list[Clash]
    """The overlay norms that are inconsistent with the base, where no clause says which one prevails."""
    for_review: list[ForReview]
    """The overlay norms of which a person must decide whether they are inconsistent."""
    undetermined: list[Undetermined]
    """What was not decided within the budget of work: never to be taken for consistent."""
    effects: dict[str, Open[Effect]]
    """What becomes of each overlay norm, by its id."""
    entries: list[Entry]
    """The text, in its order."""


# ------------------------------------------------------------ smpolicy/diff@1


class Compared(_Described):
    """One of the two policies that are compared."""

    structure: str
    """The id of the structure."""
    name: str
    """The name that the structure bore on that day."""
    as_of: str
    """The day that counts, like 2026-03-31."""
    drafts: bool
    """Whether drafts were asked for."""
    in_force: bool
    """Whether the governing instrument is in force there on that day."""
    digest: str
    """The digest of the text: it changes with the text, and with nothing else."""
    documents: list[DocumentRecord]
    """The documents that took part."""
    notices: list[str]
    """What must be said beside this policy."""


class Activity(_Described):
    """An activity as one of the policies is told of it, with all conduct neutral that is not stated."""

    facts: dict[str, Value]
    """The facts to be stated, by name."""
    readings: dict[str, str]
    """The readings of open questions on which its outcome turns, by the id of the question."""


class Change(_Described):
    """An outcome that becomes another for some activity."""

    before: Outcome
    """The outcome before."""
    after: Outcome
    """The outcome after."""
    activity_before: Activity
    """The activity that shows it, as the policy before is told of it."""
    activity_after: Activity
    """The same activity, as the policy after is told of it."""
    because_before: list[Reason]
    """The norms that the outcome before rests on, and the one after does not."""
    because_after: list[Reason]
    """The norms that the outcome after rests on, and the one before does not."""


class TextChange(_Described):
    """A place of the consolidated text that was added, removed, or has other words."""

    id: str
    """The id of the provision or of the addition."""
    kind: TextChangeKind
    """What happened to it."""
    before: str | None
    """The words before; null where it was not there."""
    after: str | None
    """The words after; null where it is no longer there."""
    citation: str
    """The place in the text, as people cite it."""
    draft: NotRequired[bool]
    """True where it stands in a draft; absent otherwise."""


class ContactChange(_Described):
    """A slot that names somebody else."""

    slot: str
    """The id of the slot."""
    before: Contact | None
    """Whom it named before; null where nobody."""
    after: Contact | None
    """Whom it names after; null where nobody."""


class ValueChange(_Described):
    """A fact or an open question that both know with other values."""

    name: str
    """The name of the fact, or the id of the open question."""
    before: list[str]
    """The values known before alone."""
    after: list[str]
    """The values known after alone."""
    apart: bool
    """Whether an answer to the one answers nothing to the other, so that each is taken for itself."""


class ClosingChange(_Described):
    """An open question that is closed on one side only, or otherwise."""

    question: str
    """The id of the open question."""
    before: str | None
    """The reading chosen before; null where it was open, or not known."""
    after: str | None
    """The reading chosen after; null where it is open, or not known."""


class Unlike(_Described):
    """What the two can be told, and what must be true, where they differ: the limits of what is compared."""

    known_before: list[str]
    """Facts and open questions that are known before alone."""
    known_after: list[str]
    """Facts and open questions that are known after alone."""
    values: list[ValueChange]
    """Facts and open questions that both know with other values; what one alone knows is not compared."""
    decided_before: dict[str, Value]
    """Facts that the structure before decides itself, where the one after decides otherwise."""
    decided_after: dict[str, Value]
    """The same facts, as the structure after decides them."""
    closings: list[ClosingChange]
    """Open questions that are closed on one side only, or otherwise."""
    constraints_before: list[str]
    """What must be true before alone."""
    constraints_after: list[str]
    """What must be true after alone."""
    excluded_before: list[str]
    """What must be true after, contrary to which activities are possible before: these are not compared."""
    excluded_after: list[str]
    """What must be true before, contrary to which activities are possible after: these are not compared."""


class Difference(_Described):
    """What changes from one policy to another, by meaning: `diff --format json`, `Difference.to_json()`."""

    format: Literal["smpolicy/diff@1"]
    """The name of this format."""
    before: Compared
    """The policy that the other is compared with."""
    after: Compared
    """The other policy."""
    comparable: bool
    """Whether any activity is possible under both; without one, nothing can be compared."""
    same_answers: bool
    """Whether it is proved that every activity which is possible under both has the same outcome, however read."""
    same_text: bool
    """Whether every place of the text has the same words, and every slot names the same contact."""
    changes: list[Change]
    """Every pair of different outcomes that some activity has; that there is no other is proved."""
    texts: list[TextChange]
    """The places of the text that differ."""
    contacts: list[ContactChange]
    """The slots that name somebody else."""
    unlike: Unlike
    """Where the two differ in what can be said at all."""
    text: str
    """The difference in words that people can be shown."""


# ------------------------------------------------------------ smpolicy/diagnostics@1


class Related(_Described):
    """Another place that helps to understand a finding."""

    path: str
    """The file."""
    line: int
    """The line, from 1."""
    column: int
    """The column, from 1."""
    message: str
    """What is to be seen there."""


class Diagnostic(_Described):
    """One finding about a document."""

    code: str
    """The code of the rule: `SMP` and three digits."""
    name: str
    """The name of the rule."""
    severity: Severity
    """An error keeps a document from being used, a warning asks for a look, a note is worth knowing."""
    message: str
    """What is wrong."""
    help: NotRequired[str]
    """How to mend it."""
    path: NotRequired[str]
    """The file."""
    line: NotRequired[int]
    """The line on which the words begin, from 1; absent, with the next three, where the whole file is meant."""
    column: NotRequired[int]
    """The column in which they begin, from 1."""
    end_line: NotRequired[int]
    """The line on which they end."""
    end_column: NotRequired[int]
    """The column behind their end."""
    related: NotRequired[list[Related]]
    """Other places that help to understand it."""
    norm: NotRequired[str]
    """The id of the norm concerned."""
    provision: NotRequired[str]
    """The id of the provision concerned."""
    kind: NotRequired[str]
    """Which kind of several that the rule knows."""
    witness: NotRequired[dict[str, Any]]
    """An example that shows it: under `facts`; in plain words under `words`, and as a scenario under `scenario`."""
    survives: NotRequired[str]
    """What is left of the thing found fault with."""
    grade: NotRequired[str]
    """Of something inconsistent: `total` where nothing survives, else `direct`."""
    basis: NotRequired[str]
    """The provision by which another prevails over it; `rank`, where the other is of a higher layer."""
    rests_on: NotRequired[list[str]]
    """The open questions on whose reading the finding rests."""
    reviewed: NotRequired[str]
    """What a reviewer decided on it."""


class ReadBack(_Described):
    """A norm of an overlay, and what the machine will do with it: to be compared with its words."""

    norm: str
    """The id of the norm."""
    provision: str
    """The provision it stands under."""
    text: str
    """Its words, verbatim."""
    force: Open[Force]
    """How strongly it is worded, as read off its words."""
    polarity: Polarity | None
    """Whether its act is to be done or left undone; null where it has none."""
    force_words: str
    """The words that the force was read from; empty where the document states it."""
    relation: Open[Relation] | None
    """How it stands to the provision it is under; null where nothing can be compared."""
    readback: str
    """What the machine will do, in generated words, a line for each part."""


class Summary(_Described):
    """How many files were checked, and how much was found."""

    files: int
    """The files checked."""
    errors: int
    """The errors among the findings."""
    warnings: int
    """The warnings."""
    notes: int
    """The notes."""


class Diagnostics(_Described):
    """What is wrong with documents, and where: `check --output-format json`."""

    format: Literal["smpolicy/diagnostics@1"]
    """The name of this format."""
    diagnostics: list[Diagnostic]
    """The findings, by file and line."""
    summary: Summary
    """How much there is."""
    readbacks: NotRequired[list[ReadBack]]
    """What the machine will do with each norm of the overlays checked; only where it was asked for."""


#: Every format, by its name.
FORMATS: Final[Mapping[str, type[Any]]] = {
    "smpolicy/decision@1": Decision,
    "smpolicy/policy@1": PolicyText,
    "smpolicy/diagnostics@1": Diagnostics,
    "smpolicy/diff@1": Difference,
}
