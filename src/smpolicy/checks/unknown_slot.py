"""An overlay fills only slots that a text has."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.document import Document
from smpolicy.documents.forms import OverlayForm
from smpolicy.foundations.corrections import written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.foundations.source import Path
from smpolicy.lowering import Lowered
from smpolicy.meaning.norms import Slot

RULE: Final = Rule(
    code="SMP309",
    name="unknown-slot",
    severity="error",
    summary="A slot is a place where a text leaves open whom to turn to. No text has a slot of this name.",
    mend="Use the name of a slot that there is; the message lists those that stand open.",
    wrong="slots:\n  rules:5/press: {name: Press Office}",
    right="slots:\n  rules:5/focal-point: {name: Press Office}",
    rests_on_elsewhere=(
        ("smpolicy/instrument@1", "id"),
        ("smpolicy/instrument@1", "slots"),
    ),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report slots that no text has."""
    by_name = slots(checked.lowered)
    for document, form in checked.overlays():
        for slot, path in filled(form):
            if slot not in by_name:
                yield _unknown(slot, by_name, document, path)


def _unknown(slot: str, by_name: dict[str, Slot], document: Document, path: Path) -> Diagnostic:
    standing = [each.id for each in by_name.values() if each.open]
    near = get_close_matches(slot, standing, n=1)
    listed = ", ".join(f"`{each}`" for each in standing)
    span = document.place(*path, key=True)
    return report(
        RULE,
        f"no text has a slot `{slot}`",
        span,
        corrections=written_instead(span, near[0]) if near else (),
        help=f"did you mean `{near[0]}`?" if near else f"the slots that stand open are {listed}",
    )


def slots(lowered: Lowered) -> dict[str, Slot]:
    """Return the slots of all instruments."""
    return {key: slot for each in lowered.instruments.values() for key, slot in each.slots.items()}


def filled(form: OverlayForm) -> Iterator[tuple[str, Path]]:
    """Yield the slots that an overlay fills, for the whole structure or a part of it."""
    for slot in form.slots:
        yield slot, ("slots", slot)
    for name, part in form.structures.items():
        for slot in part.slots:
            yield slot, ("structures", name, "slots", slot)
