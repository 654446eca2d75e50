"""A document, and each part of a structure that it names, belongs to a structure of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from smpolicy.checks.written import Checked, owner_place
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.lowering import Lowered
from smpolicy.lowering.lowering_rules import OWNER
from smpolicy.lowering.overlays import owner

RULE: Final = Rule(
    code="SMP302",
    name="unknown-structure",
    severity="error",
    summary="A document, or a part of one, belongs to a structure that the registry does not have.",
    mend="Use the id of the registry, not a name: names change, ids do not.",
    wrong="proposed_for: chisinau",
    right="proposed_for: arcadia",
    rests_on=OWNER,
    rests_on_elsewhere=(("smpolicy/structures@1", "structures"),),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report overlays of structures that the registry does not have."""
    for document, form in checked.overlays():
        structure = owner(form)
        if structure not in checked.lowered.structures:
            yield report(
                RULE,
                f"the registry has no structure `{structure}`",
                owner_place(document, form),
                help=_help(structure, checked.lowered),
            )


def _help(structure: str, lowered: Lowered) -> str:
    """Say which structure was meant: one with a like id, or one that bears this name."""
    structures = [each for each in lowered.structures.values() if each.parent is None]
    named = [each.id for each in structures if any(structure.lower() in name.name.lower() for name in each.names)]
    near = named[:2] or get_close_matches(structure, [each.id for each in structures], n=2)
    if near:
        return "did you mean " + " or ".join(f"`{each}`" for each in near) + "?"
    return "the structures are " + ", ".join(f"`{each.id}`" for each in structures)
