"""What is to be done once a norm is broken needs a norm that can be broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP415",
    name="step-without-act",
    severity="error",
    summary="A step is to be taken once the norm is broken, but the norm names no act, so no answer can ever say that "
    "it is broken, and nobody would be told of the step.",
    mend="Add `act:`, or write `on: applies` if the step is to be taken wherever the norm applies.",
    wrong="text: Staff should know this.\nstep: {do: Ask the press officer, on: broken}",
    right="text: Staff should know this.\nstep: {do: Ask the press officer, on: applies}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report steps that arise where a norm is broken, of norms without an act."""
    for written in checked.norms:
        step = written.norm.step
        if step is not None and step.on == "broken" and not written.form.act:
            yield report(
                RULE,
                "this step arises where the norm is broken, and a norm without an act is never broken",
                written.document.place(*written.path, "step", "on"),
                help="give the norm an `act:`, or write `on: applies` for a step to be taken wherever the norm applies",
                norm=written.norm.id,
                provision=written.norm.provision,
            )
