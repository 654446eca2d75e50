"""A document, and each part of a structure that it names, belongs to a structure of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from smpolicy.checks.written import Checked, owner_place
from smpolicy.foundations.corrections import written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.lowering import Lowered
from smpolicy.lowering.lowering_rules import OWNER
from smpolicy.lowering.overlays import owner
from smpolicy.meaning.norms import Structure

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
            span, meant = owner_place(document, form), structures_meant(structure, checked.lowered)
            yield report(
                RULE,
                f"the registry has no structure {quoted(structure)}",
                span,
                help=_help(meant, checked.lowered),
                corrections=written_instead(span, meant[0]) if meant and span != document.place("id") else (),
            )


def structures_meant(structure: str, lowered: Lowered) -> list[str]:
    """Return which structures may be meant: those that bear this name, else those with a like id."""
    structures = [each for each in lowered.structures.values() if each.parent is None]
    said = structure.casefold().strip()
    called = {each.id: {name.casefold() for name in _names(each)} for each in lowered.structures.values()}
    alike = [each for each, names in called.items() if said in names]
    named = [each.id for each in structures if any(said in name.casefold() for name in _names(each))]
    within = [each.id for each in structures if any(name.casefold() in said for name in _names(each) if " " in name)]
    return alike[:2] or named[:2] or within[:2] or get_close_matches(said, [each.id for each in structures], n=2)


def _names(structure: Structure) -> Iterator[str]:
    yield structure.id
    for each in structure.names:
        yield each.name
        yield from (each.short,) if each.short else ()


def _help(meant: list[str], lowered: Lowered) -> str:
    """Say which structure was meant, by its id."""
    if meant:
        return "did you mean " + " or ".join(f"`{each}`" for each in meant) + "?"
    structures = [each for each in lowered.structures.values() if each.parent is None]
    return "the structures are " + ", ".join(f"`{each.id}`" for each in structures)
