"""Two issuances of one structure hold on the same days, and neither replaces the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final, TypeAlias

from smpolicy.checks.written import Checked
from smpolicy.documents.document import Document
from smpolicy.documents.forms import OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.foundations.timeline import Interval
from smpolicy.lowering import Lowered
from smpolicy.lowering.lowering_rules import OWNER
from smpolicy.lowering.overlays import owner
from smpolicy.meaning.norms import Instrument

RULE: Final = Rule(
    code="SMP604",
    name="overlapping",
    severity="note",
    summary="Another overlay of the same structure holds on the same days, and neither says that it replaces the "
    "other. Both hold: people are bound by the norms of each.",
    mend="If the later one replaces the earlier, say so under `supersedes:`. If not, nothing needs to be done.",
    wrong="id: arcadia/ai-2025-02  # beside arcadia/ai-2024-07",
    right="id: arcadia/ai-2025-02\nsupersedes: [arcadia/ai-2024-07]",
    rests_on=(*OWNER, "dates", "status"),
)


#: What the issuances of one structure beneath one instrument have in common.
_Group: TypeAlias = tuple[str | None, str | None]


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Note issuances beside which an earlier one goes on; drafts stand beside anything."""
    instruments = sorted(checked.lowered.instruments.values(), key=lambda each: _begun(each.effective, each.id))
    earlier: dict[_Group, list[Instrument]] = {}
    for other in instruments:
        if _holds(other.status, other.effective):
            earlier.setdefault((other.structure, other.scope_with), []).append(other)
    later: dict[_Group, list[tuple[Document, OverlayForm]]] = {}
    for document, form in sorted(checked.overlays(), key=lambda each: _begun(_days(each[1]), each[1].id)):
        if _holds(form.status, _days(form)):
            later.setdefault((owner(form), checked.meant(document).scope_with), []).append((document, form))
    replaced = cache(lambda name: _replaced(name, checked.lowered))
    for group, issuances in later.items():
        for document, form, other in _side_by_side(issuances, earlier.get(group, [])):
            tiers = other.id in checked.meant(document).beneath or form.id in other.beneath
            if not tiers and other.id not in replaced(form.id) and form.id not in replaced(other.id):
                yield report(
                    RULE,
                    f"`{other.id}` holds on the same days, and goes on beside this",
                    document.place("dates", "effective", "from"),
                    help=f"if this replaces it, write `supersedes: [{other.id}]`; if not, nothing needs to be done",
                    related=[Related(span=other.span, message="the other one")],
                )


def _days(form: OverlayForm) -> Interval:
    return form.dates.effective.interval()


def _begun(days: Interval, name: str) -> tuple[str, str]:
    """Return what issuances are put in order by, so that each pair is found once: one that always held comes first."""
    return str(days.start or ""), name


def _holds(status: str, days: Interval) -> bool:
    """Whether an issuance holds on some day."""
    ended_some_day = status in ("superseded", "withdrawn") and days.until is None
    return status != "draft" and not ended_some_day and not days.is_empty()


def _side_by_side(
    issuances: list[tuple[Document, OverlayForm]], others: list[Instrument]
) -> Iterator[tuple[Document, OverlayForm, Instrument]]:
    """Yield each issuance with each of the others that began before it and has not ended; all are in that order.

    One that has ended when an issuance begins is not looked at again for those that begin later.
    """
    waiting, going_on = deque(others), list[Instrument]()
    for document, form in issuances:
        start = form.dates.effective.from_
        while waiting and _begun(waiting[0].effective, waiting[0].id) < _begun(_days(form), form.id):
            going_on.append(waiting.popleft())
        going_on = [each for each in going_on if not _ended(each, start)]
        for other in sorted(going_on, key=lambda each: each.id):
            if other.id != form.id:
                yield document, form, other


def _ended(issuance: Instrument, day: date | None) -> bool:
    """Whether an issuance has ended when a day comes."""
    return day is not None and issuance.effective.until is not None and issuance.effective.until <= day


def _replaced(name: str, lowered: Lowered) -> frozenset[str]:
    """Return the documents that one replaces, wholly or in single norms, by itself or through others."""
    superseded: set[str] = set()
    following = [name]
    while following:
        each = lowered.instruments.get(following.pop())
        for earlier in {name.partition("#")[0] for name in each.supersedes} - superseded if each else ():
            superseded.add(earlier)
            following.append(earlier)
    return frozenset(superseded)
