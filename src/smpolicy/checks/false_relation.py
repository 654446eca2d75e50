"""A norm stands to the provision it is under as it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.corrections import written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.foundations.keywords import Relation
from smpolicy.foundations.source import Path

RULE: Final = Rule(
    code="SMP418",
    name="false-relation",
    severity="error",
    summary="A norm says how it stands to the provision it is under: that it adds something, narrows the room that "
    "the provision leaves, specifies it or restates it. What breaks the norm and what departs from the provision show "
    "otherwise. Where nothing breaks the norm, nothing can show it, and this is a warning.",
    mend="Compare the norm's read-back (`smpolicy check --readback`) with its text: either the conditions are not "
    "what the words say, or the relation is not what you thought.",
    wrong="text: Staff should avoid political statements.\nrelation: restates",
    right="text: Staff should avoid political statements.\nrelation: narrows",
    rests_on=(
        "norms",
        "facts",
        "under",
    ),
    may_be_milder=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Compare each `relation:` that a drafter states with the one that is computed."""
    claiming = [each for each in checked.overlay_norms() if each.form.relation and checked.understood(each)]
    paths = {each.document.path for each in claiming}
    computed: dict[tuple[str, Path], Relation | None] = {
        (norm.span.path, norm.at): checked.relations(overlay).get(norm.id)
        for overlay in (*checked.lowered.instruments.values(), *checked.lowered.twins)
        if overlay.span.path in paths
        for norm in overlay.norms
    }
    for written in claiming:
        relation = computed[written.document.path, written.path]
        where = written.document.place(*written.path, "relation")
        if relation is None:
            yield report(
                RULE,
                f"nothing shows that this norm `{written.form.relation}`: it has no act that breaks it",
                where,
                help="remove `relation:`",
                severity="warning",
                norm=written.norm.id,
                provision=written.norm.provision,
            )
        elif relation != written.form.relation:
            yield report(
                RULE,
                f"by its conditions this norm `{relation}`, and not `{written.form.relation}`",
                where,
                help=f"compare its read-back with its text; if the conditions are right, write `relation: {relation}` "
                "or remove it",
                corrections=written_instead(where, relation),
                norm=written.norm.id,
                provision=written.norm.provision,
            )
