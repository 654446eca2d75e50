"""The difference between two policies, as callers see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from smpolicy.comparing.changes import Comparison
from smpolicy.comparing.comparison import Progress, compared
from smpolicy.foundations.errors import NotAPolicy
from smpolicy.foundations.in_brief import in_brief
from smpolicy.policy import Policy

if TYPE_CHECKING:
    from smpolicy.render import formats


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(Comparison):
    """What changes from one policy to another: answers, proved over all activities, and texts."""

    before: Policy
    after: Policy

    __repr__ = in_brief

    def text(self) -> str:
        """Return the difference in words that people can be shown."""
        from smpolicy.render.difference import difference_text

        return difference_text(self)

    def to_json(self) -> formats.Difference:
        """Return the difference as plain data, in the format `smpolicy/diff@1`."""
        from smpolicy.render.difference import plain_difference

        return plain_difference(self)


def compare(before: Policy, after: Policy, *, progress: Progress | None = None) -> Difference:
    """Compare two policies by meaning: two days, two structures, or two versions of the documents.

    The answer is exact: a change is listed where some activity has it, and `same_answers` is proved.
    `progress` is told each pair of outcomes as it is looked for.

    Raises `NotAPolicy` if something else is to be compared; and `AssertionError` if the evaluator does not answer on a
    witness as the search does: a fault of this library, which must not be hidden.
    """
    for each in (before, after):
        if not isinstance(each, Policy):
            raise NotAPolicy(kind=type(each).__name__)
    comparison = compared(before, after, progress=progress)
    return Difference(
        before=before,
        after=after,
        comparable=comparison.comparable,
        changes=comparison.changes,
        texts=comparison.texts,
        contacts=comparison.contacts,
        unlike=comparison.unlike,
    )
