"""`smpolicy/diff@1`: what changes from one policy to another, by meaning."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias

from smpolicy.deciding.semantics import Outcome
from smpolicy.render.formats.parts import Contact, Described, DocumentRecord, Reason, Value

#: What happened to a place of the text.
TextChangeKind: TypeAlias = Literal["added", "removed", "reworded", "moved", "split"]


class Compared(Described):
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


class Activity(Described):
    """An activity as one of the policies is told of it, with all conduct neutral that is not stated."""

    facts: dict[str, Value]
    """The facts to be stated, by name."""
    readings: dict[str, str]
    """The readings of open questions on which its outcome turns, by the id of the question."""


class Change(Described):
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


class TextChange(Described):
    """A place of the consolidated text that was added, removed, has other words, moved, or was split."""

    id: str
    """The id of the provision or of the addition; of what was split, that of its first part."""
    was: NotRequired[str]
    """The id that it had before, where a later version of its instrument gives it another; absent otherwise."""
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


class ContactChange(Described):
    """A slot that names somebody else."""

    slot: str
    """The id of the slot."""
    before: Contact | None
    """Whom it named before; null where nobody."""
    after: Contact | None
    """Whom it names after; null where nobody."""


class ValueChange(Described):
    """A fact or an open question that both know with other values."""

    name: str
    """The name of the fact, or the id of the open question."""
    before: list[str]
    """The values known before alone."""
    after: list[str]
    """The values known after alone."""
    apart: bool
    """Whether an answer to the one answers nothing to the other, so that each is taken for itself."""


class ClosingChange(Described):
    """An open question that is closed on one side only, or otherwise."""

    question: str
    """The id of the open question."""
    before: str | None
    """The reading chosen before; null where it was open, or not known."""
    after: str | None
    """The reading chosen after; null where it is open, or not known."""


class Unlike(Described):
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


class Difference(Described):
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
