"""An instrument invites some kinds of structure to issue local conditions, and not others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked, owner_place
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.lowering.lowering_rules import OWNER
from smpolicy.lowering.overlays import owner
from smpolicy.meaning.kinds import KINDS
from smpolicy.meaning.norms import Invitation, invited_by

RULE: Final = Rule(
    code="SMP503",
    name="issuer-not-invited",
    severity="warning",
    summary="Section 7.3 invites Field Operations and Institutions to issue administrative issuances on the personal "
    "use of social media. A document of the Secretariat is not an issuance that 7.3 invites. This says nothing about "
    "its validity.",
    mend="Check the structure. If it is right, readers are told that the document is not one that 7.3 invites.",
    wrong="issuer: {structure: secretariat}",
    right="issuer: {structure: arcadia}",
    rests_on=OWNER,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report overlays of structures that are not invited, without a view on their validity."""
    for document, form in checked.overlays():
        structure = checked.lowered.structures.get(owner(form))
        invites = invited_by(checked.meant(document), checked.above(document))
        if structure is None or invites is None or structure.kind in invites.structures:
            continue
        kinds = checked.lowered.kinds
        if kinds and structure.kind not in kinds:
            continue  # of no kind that is known, which is reported
        yield report(
            RULE,
            f"a document of `{structure.id}` is not an issuance that {_named(invites)} invites",
            owner_place(document, form),
            help=f"the words are {quoted(invites.words)}; this says nothing about the document's validity",
            provision=form.under,
            kind="beyond-7.3",
            survives=KINDS["beyond-7.3"].survives,
            basis=invites.provision,
        )


def _named(invites: Invitation) -> str:
    return invites.provision.partition(":")[2] or invites.provision
