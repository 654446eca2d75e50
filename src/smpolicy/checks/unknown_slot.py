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
    for written in checked.overlay_norms():
        contact = written.form.step.contact if written.form.step is not None else None
        if contact is not None and contact not in by_name:
            yield _unknown(contact, by_name, written.document, (*written.path, "step", "contact"), key=False)


def _unknown(slot: str, by_name: dict[str, Slot], document: Document, path: Path, *, key: bool = True) -> Diagnostic:
    standing = [each.id for each in by_name.values() if each.open]
    near = _near(slot, by_name)
    listed = ", ".join(f"`{each}`" for each in standing)
    span = document.place(*path, key=key)
    if near is None:
        mend = f"the slots that stand open are {listed}" if listed else "remove it: no slot stands open"
    elif near in standing or not key:
        mend = f"did you mean `{near}`?"
    else:
        mend = f"did you mean `{near}`? its text names whom to turn to itself" + (
            f"; the slots that stand open are {listed}" if listed else ""
        )
    return report(
        RULE,
        f"no text has a slot `{slot}`",
        span,
        corrections=written_instead(span, near, of=slot) if near and (near in standing or not key) else (),
        help=mend,
    )


def _near(slot: str, by_name: dict[str, Slot]) -> str | None:
    """Return the slot that was meant: misspelt, whether it stands open or not, or named without its instrument."""
    local = [each for each in by_name if each.partition(":")[2] == slot.partition(":")[2] or each.endswith(f":{slot}")]
    if len(local) == 1:
        return local[0]
    closed = {each.rpartition("/")[2]: each for each, of in by_name.items() if not of.open}
    misspelt = get_close_matches(slot.rpartition("/")[2], closed, n=1, cutoff=0.75)
    standing = [each for each, of in by_name.items() if of.open]
    near = get_close_matches(slot, standing, n=1)
    same_tail = near and get_close_matches(slot.rpartition("/")[2], [near[0].rpartition("/")[2]], n=1, cutoff=0.75)
    return closed[misspelt[0]] if misspelt and not same_tail else next(iter(near), None)


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
