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
    summary="The instrument above invites structures of some kinds to issue texts of their own. A document of a "
    "structure of another kind is none of the texts that it invites. This says nothing about its validity.",
    mend="Check the structure. If it is right, readers are told that the document is not one that the instrument "
    "invites.",
    wrong="issuer: {structure: head-office}",
    right="issuer: {structure: arcadia}",
    rests_on=OWNER,
    of_each_version=True,
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
        base, words = checked.base_of(document), checked.words_for(document)
        yield report(
            RULE,
            f"a document of `{structure.id}` is not {words.a_local_text} that {_named(invites)} invites",
            owner_place(document, form),
            help=f"the words are {quoted(invites.words)}; this says nothing about the document's validity",
            provision=form.under,
            kind="not-invited",
            survives=KINDS["not-invited"].left(base.number if base is not None else "", words),
            basis=invites.provision,
        )


def _named(invites: Invitation) -> str:
    return invites.provision.partition(":")[2] or invites.provision
