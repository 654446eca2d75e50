"""What can change from one regime to another: answers, texts, contacts, and what can be said at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from smpolicy.conflicts.regime import Regime
from smpolicy.deciding.reasons import Reason
from smpolicy.deciding.semantics import Outcome
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.meaning.conditions import Value
from smpolicy.meaning.norms import Contact
from smpolicy.meaning.vocabulary import Constraint


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A witness as one of the policies is told of it: facts to state, and readings where its outcome turns on them."""

    facts: Mapping[str, Value]
    readings: Mapping[str, str]

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An outcome that becomes another for some activity, one such activity, and the norms by which it comes.

    The activity is the same before and after; each policy is told what it knows of it.
    The norms are those that are broken on one side only, or that tell why a side does not speak to the activity.
    """

    before: Outcome
    after: Outcome
    activity_before: Activity
    activity_after: Activity
    because_before: tuple[Reason, ...]
    because_after: tuple[Reason, ...]

    __repr__ = in_brief


#: What happened to a place of the text.
TextKind = Literal["added", "removed", "reworded", "moved", "split"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A place of the consolidated text that was added, removed, has other words, or stands elsewhere.

    What was split stands under the id of its first part, with the words of all.
    """

    id: str
    #: The id that it had before, in an earlier version of its instrument, if that was another.
    was: str | None = None
    kind: TextKind
    #: The words on each side; none where the place is not there.
    before: str | None
    after: str | None
    citation: str
    draft: bool

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChange:
    """A slot that names somebody else; nobody where it stands open or is not there."""

    slot: str
    before: Contact | None
    after: Contact | None

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingChange:
    """An open question that is closed on one side only, or otherwise: the reading chosen on each side, if any."""

    question: str
    before: str | None
    after: str | None

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A fact or an open question that both sides know with other values: those that one side alone knows.

    Where it is `apart`, an answer on the one side answers nothing on the other, as with hours and days.
    """

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    apart: bool

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike:
    """What the two policies can be told, and what must be true, where they differ: the limits of what is compared."""

    #: Facts and open questions that one side alone knows.
    known_before: tuple[str, ...]
    known_after: tuple[str, ...]
    values: tuple[ValueChange, ...]
    #: Facts that the structures decide themselves, where they decide them differently.
    decided_before: Mapping[str, Value]
    decided_after: Mapping[str, Value]
    closings: tuple[ClosingChange, ...]
    #: Constraints that one side alone has.
    constraints_before: tuple[Constraint, ...]
    constraints_after: tuple[Constraint, ...]
    #: Constraints of the other side by which activities that are possible on this side are not compared.
    excluded_before: tuple[Constraint, ...]
    excluded_after: tuple[Constraint, ...]

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "decided_before", "decided_after")

    __repr__ = in_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changes from one regime to another: answers, proved over all activities, and texts."""

    before: Regime
    after: Regime
    #: Whether any activity is possible under both; without one, nothing can be compared.
    comparable: bool
    #: Every pair of outcomes that some activity has, from the mildest.
    changes: tuple[Change, ...]
    texts: tuple[TextChange, ...]
    contacts: tuple[ContactChange, ...]
    unlike: Unlike

    @property
    def same_answers(self) -> bool:
        """Whether every activity that is possible under both has the same outcome, under every reading."""
        return self.comparable and not self.changes

    @property
    def same_text(self) -> bool:
        """Whether every place of the text has the same words, and every slot names the same contact."""
        return not self.texts and not self.contacts
