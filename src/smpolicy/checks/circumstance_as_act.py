"""An act is something that is done or left undone: what only happens to be so stands under `when:`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.sense import in_doubt
from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.meaning.conditions import facts
from smpolicy.meaning.norms import conjunction

RULE: Final = Rule(
    code="SMP437",
    name="circumstance-as-act",
    severity="warning",
    summary="Every fact of this act is declared as a circumstance: nothing in it is done or left undone, so the norm "
    "is broken, or met, by what only happens to be so.",
    mend="Put the circumstance under `when:`, and say under `act:` what is done or left undone. If it is something "
    "that somebody does, declare the fact with `kind: conduct`.",
    wrong="act:\n  within 24 hours of a patrol: {arcadia.hours_since_patrol: {under: 24}}\n"
    "when:\n  post: {activity.interaction: post}",
    right="act:\n  post: {activity.interaction: post}\n"
    "when:\n  within 24 hours of a patrol: {arcadia.hours_since_patrol: {under: 24}}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report each act of nothing but facts that documents declare as circumstances.

    What somebody speaks of by stating it, such as an approval that they asked for, is something that they do, and so is
    what belongs to all that anybody does, such as where; and a question to which yes is the answer can tell of what a
    duty asks for ("Did you ask that colleague?").
    """
    vocabulary = checked.lowered.vocabulary
    declared = {
        name
        for _, name, form in checked.whole.declared_facts()
        if form.kind == "circumstance"
        and name in vocabulary.facts
        and not (vocabulary.facts[name].raises or vocabulary.facts[name].occasion)
    }
    for written, norm in in_doubt(checked):
        names = facts(conjunction(norm.act))
        told = norm.polarity == "do" and all(vocabulary.facts[name].domain.denied is not None for name in names)
        if names and names <= declared and not told:
            yield report(
                RULE,
                f"nothing is done in this act: {_listed(sorted(names))} declared as a circumstance",
                written.document.place(*written.path, "act", key=True),
                help="put it under `when:`, and say under `act:` what is done or left undone",
                norm=norm.id,
                provision=norm.provision,
            )


def _listed(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names) + (" is" if len(names) == 1 else " are each")
