"""What restates a provision does so in its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.conflicts.noted import has_drifted
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, quoted, report
from smpolicy.foundations.wording import plain_text
from smpolicy.meaning.kinds import KINDS
from smpolicy.meaning.norms import Norm, Provision

RULE: Final = Rule(
    code="SMP509",
    name="drifted-restatement",
    severity="note",
    summary="The norm asks for what the provision asks for already, with the same force, and in other words. Two "
    "texts of one rule invite two readings.",
    mend="Quote the provision word for word, or leave the norm out.",
    wrong="under: rules:3\ntext: Staff should avoid threats and the like.",
    right="under: rules:3\ntext: Avoid discriminatory remarks, harassment, threats of violence or similar content.",
    proof=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report norms that ask for the same as the provision they are under, with the same force, in other words."""
    kind = KINDS["drifted-restatement"]
    read = list(checked.overlay_norms())
    overlays = {each.norm.instrument for each in read}
    relations = {
        norm: relation
        for name in sorted(overlays)
        if name in checked.lowered.instruments
        for norm, relation in checked.relations(checked.lowered.instruments[name]).items()
    }
    for written in read:
        norm, provision = written.norm, checked.provisions.get(written.norm.provision)
        if provision is None or not checked.understood(written):
            continue
        anchor = checked.norms_by_id.get(next(iter(norm.anchors), ""))
        above: Norm | Provision = anchor or provision
        if has_drifted(norm, above.text, relations.get(norm.id)):
            yield report(
                RULE,
                f"this {kind.does.format(above.citation)}: that text is {quoted(plain_text(above.text))}",
                written.document.place(*written.path, "text"),
                help=kind.mend.format(above.citation),
                related=[Related(span=above.span, message=f"{above.citation} says it so")],
                norm=norm.id,
                provision=provision.id,
                kind=kind.name,
            )
