"""A norm stands to the provision it is under as it says."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlay_norms, understood
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered
from smpolicy.readback import read_back
from smpolicy.relation import Relation
from smpolicy.source import Span


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Compare each `relation:` that a drafter states with the one that is computed."""
    claiming = [each for each in overlay_norms(corpus, lowered) if each.form.relation and understood(each, lowered)]
    paths = {each.document.path for each in claiming}
    computed: dict[Span, Relation | None] = {
        found.norm.span: found.relation
        for overlay in (*lowered.instruments.values(), *lowered.twins)
        if overlay.span.path in paths
        for found in read_back(overlay, lowered)
    }
    for written in claiming:
        found, where = computed[written.norm.span], written.document.place(*written.path, "relation")
        if found is None:
            yield report(
                "false-relation",
                f"nothing shows that this norm `{written.form.relation}`: it has no act that breaks it",
                where,
                help="remove `relation:`",
                severity="warning",
                norm=written.norm.id,
                provision=written.norm.provision,
            )
        elif found != written.form.relation:
            yield report(
                "false-relation",
                f"by its conditions this norm `{found}`, and not `{written.form.relation}`",
                where,
                help=f"compare its read-back with its text; if the conditions are right, write `relation: {found}` "
                "or remove it",
                norm=written.norm.id,
                provision=written.norm.provision,
            )
