"""Conditions need an act to bear on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP417",
    name="condition-without-act",
    severity="error",
    summary="A norm states when it applies, but not what is to be done or left undone. Without an act no machine "
    "decides it, and its conditions have no effect.",
    mend="Add the act under `act:`, or remove the conditions.",
    wrong="when: {during a patrol: {arcadia.on_patrol: true}}",
    right="act: {post: {activity.interaction: post}}\nwhen: {during a patrol: {arcadia.on_patrol: true}}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report conditions of local norms that have neither an act nor a step: nothing would come of them."""
    for written in checked.norms:
        if lacks_its_act(written):
            keys = [key for key in ("when", "unless") if getattr(written.form, key)]
            named = " and ".join(f"`{key}`" for key in keys)
            yield report(
                RULE,
                f"{named} {'has' if len(keys) == 1 else 'have'} no effect on a norm without an act",
                written.document.place(*written.path, keys[0], key=True),
                help="say under `act:` what is to be done or left undone, or remove this",
                norm=written.norm.id,
                provision=written.norm.provision,
            )


def lacks_its_act(written: Written) -> bool:
    """Whether a local norm has conditions, and neither an act nor a step: whatever follows from that is told by it."""
    form = written.form
    if written.norm.structure is None or form.act or form.step is not None or form.defines:
        return False
    return bool(form.when or form.unless)
