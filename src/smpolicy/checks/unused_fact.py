"""A fact that an overlay declares is there for something: a condition turns on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from smpolicy.checks.condition_without_act import lacks_its_act
from smpolicy.checks.written import Checked
from smpolicy.documents.forms import FactForm, OverlayForm, texts_in
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.lowering.lowering_rules import NOT_A_CONDITION, UNKNOWN_FACT
from smpolicy.lowering.overlays import owner

RULE: Final = Rule(
    code="SMP448",
    name="unused-fact",
    severity="warning",
    summary="An overlay declares a local fact on which nothing turns: no condition of a norm, no other fact, and no "
    "question. Whoever drafts may have meant to use it, and nobody is asked about it.",
    mend="Let a condition turn on it, or remove it. An example alone does not use it.",
    wrong="facts:\n  arcadia.shows_patrol: Does it show a patrol?\nnorms: {}",
    right="facts: {}\nnorms: {}",
    rests_on=("norms", "structures", "open_questions"),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report local facts that stand nowhere but where they are declared, and perhaps in examples."""
    # Whoever has written no norm yet may have begun with the facts.
    overlays = [
        (document, form) for document, form in checked.overlays() if form.facts and (form.norms or form.structures)
    ]
    if not overlays:
        return
    used = {
        name
        for document in checked.corpus.documents
        if isinstance(document.form, OverlayForm)
        for name in _used(document.form)
    }
    misnamed = {each.path for each in checked.lowered.faults if each.rule in (UNKNOWN_FACT, NOT_A_CONDITION)}
    misnamed |= {each.document.path for each in checked.overlay_norms() if lacks_its_act(each)}
    for document, form in overlays:
        if document.path in misnamed:  # the name that nobody declared may be that of this fact, misspelt
            continue
        own = owner(form).partition("/")[0]
        for name, declared in form.facts.items():
            if (
                not _bears_by_itself(declared) and name not in used and name.startswith(f"{own}.")
            ):  # another name is a fault of its own
                yield report(
                    RULE,
                    f"nothing turns on the fact `{name}`",
                    document.place("facts", name, key=True),
                    help="let a condition turn on it, or remove it",
                )


def _bears_by_itself(declared: FactForm | str) -> bool:
    """Whether a fact bears on others without a condition: it implies something of them, or is another name of one."""
    return isinstance(declared, FactForm) and bool(declared.implies or declared.same_as)


def _used(overlay: OverlayForm) -> Iterator[str]:
    """Yield every word of an overlay that may name a fact and does not declare or exemplify it."""
    for each in fields(overlay):
        if each.name != "facts":
            yield from texts_in(getattr(overlay, each.name), without=("examples",))
    for name, form in overlay.facts.items():
        yield from (word for word in texts_in(form) if word != name)
