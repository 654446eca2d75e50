"""Two issuances of one structure hold on the same days, and neither replaces the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.documents import OverlayForm
from smpolicy.lowering import Lowered
from smpolicy.lowering.overlays import owner
from smpolicy.lowering.rules import OWNER
from smpolicy.norms import Instrument

RULE: Final = Rule(
    code="SMP604",
    name="overlapping",
    severity="note",
    summary="Another issuance of the same structure holds on the same days, and neither says that it replaces the "
    "other. Both hold: people are bound by the norms of each.",
    mend="If the later one replaces the earlier, say so under `supersedes:`. If not, nothing needs to be done.",
    wrong="id: arcadia/ai-2025-02  # beside arcadia/ai-2024-07",
    right="id: arcadia/ai-2025-02\nsupersedes: [arcadia/ai-2024-07]",
    rests_on=(*OWNER, "dates", "status"),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Note issuances beside which an earlier one goes on; drafts stand beside anything."""
    for document, form in checked.overlays():
        for other in checked.lowered.instruments.values():
            replaced = other.id in _replaced(form.id, checked.lowered) or form.id in _replaced(
                other.id, checked.lowered
            )
            if other.structure == owner(form) and _earlier(other, form) and not replaced and _both_hold(other, form):
                yield report(
                    RULE,
                    f"`{other.id}` holds on the same days, and goes on beside this",
                    document.place("dates", "effective", "from"),
                    help=f"if this replaces it, write `supersedes: [{other.id}]`; if not, nothing needs to be done",
                    related=[Related(span=other.span, message="the other one")],
                )


def _earlier(other: Instrument, form: OverlayForm) -> bool:
    """Whether another issuance comes first, so that each pair is found once."""
    start, theirs = form.dates.effective.from_, other.effective.start
    return other.id != form.id and (str(theirs or ""), other.id) < (str(start or ""), form.id)


def _replaced(name: str, lowered: Lowered) -> set[str]:
    """Return the documents that one replaces, wholly or in single norms, by itself or through others."""
    found: set[str] = set()
    following = [name]
    while following:
        each = lowered.instruments.get(following.pop())
        for earlier in {name.partition("#")[0] for name in each.supersedes} - found if each else ():
            found.add(earlier)
            following.append(earlier)
    return found


def _both_hold(other: Instrument, form: OverlayForm) -> bool:
    ended = {"superseded", "withdrawn"}
    undated = (form.status in ended and form.dates.effective.until is None) or (
        other.status in ended and other.effective.until is None
    )
    if form.status == "draft" or other.draft or undated:
        return False
    if other.scope_with != form.under.partition(":")[0]:
        return False
    mine = form.dates.effective.interval()
    ends_before = other.effective.until is not None and mine.start is not None and other.effective.until <= mine.start
    return not ends_before and not mine.is_empty() and not other.effective.is_empty()
